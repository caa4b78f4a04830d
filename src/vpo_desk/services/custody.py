"""Who can open the case file: its key slots, and the agency's rules for the way in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.entry import MOST_NOTICE, EntryRules, SlotLine
from vpo_desk.errors import VpoError
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.releases import need_free
from vpo_desk.storage import custody
from vpo_desk.storage.atomic import write_file
from vpo_desk.storage.key_slots import ARGON2ID, PBKDF2
from vpo_desk.storage.passphrases import PassphraseAdvice, need_accepted
from vpo_desk.storage.wrapping import Offered, new_key_file, offered_with, secret_of
from vpo_desk.words import say

Judge = Callable[[str], PassphraseAdvice]
"""Judges a new passphrase by the policy and the block list."""

_KDFS: Final = {kdf.name: kdf for kdf in (ARGON2ID, PBKDF2)}
_CHANGED = Changes((("slot", "keys"),))


class Custody:
    """Changes key slots of the open case file; each change is in the audit chain first."""

    def __init__(self, ground: Ground, judge: Judge) -> None:
        self._file = ground.file
        self._judge = judge

    def lines(self) -> tuple[SlotLine, ...]:
        """Return the key slots in their order."""
        return custody.lines(self._file)

    def rules(self) -> EntryRules:
        """Return the agency's rules for the way in."""
        return custody.rules(self._file)

    def change_passphrase(self, old: str, new: str, key_file: Path | None = None) -> Changes:
        """Change the passphrase of the slot that the old one opens; nothing is encrypted anew.

        `key_file` is where the key file is, where one is wanted. Raises WrongPassphrase for the old
        one, VpoError when the policy refuses the new one.
        """
        need_accepted(self._judge(new))
        custody.set_passphrase(self._file, offered_with(old, key_file), new)
        return _CHANGED

    def set_derivation(self, secret: Offered, name: str) -> Changes:
        """Change how the passphrase of the slot that a secret opens becomes a key.

        `name` is one of `domain.entry.DERIVATIONS`. Raises WrongPassphrase.
        """
        custody.set_derivation(self._file, secret, _KDFS[name])
        return _CHANGED

    def set_supervisor(self, passphrase: str) -> Changes:
        """Give the supervisor a passphrase, or another one; VpoError when the policy refuses it."""
        need_accepted(self._judge(passphrase))
        custody.set_supervisor(self._file, passphrase)
        return _CHANGED

    def remove_supervisor(self) -> Changes:
        """Take the supervisor's passphrase away, and the rule that needs it."""
        custody.remove_supervisor(self._file)
        return _CHANGED

    def use_key_file(self, passphrase: str, path: Path) -> Changes:
        """Save a new key file and want it from now on; it is read back before it counts.

        Raises WrongPassphrase, or VpoError when it cannot be saved there; no file is left then.
        """
        need_free(path)
        try:
            write_file(path, new_key_file())
        except OSError:
            raise VpoError(
                say("The key file could not be written to that place."),
                safe=say("Nothing was changed; the passphrase alone opens the case file."),
                todo=say("Check that the stick is there and has room, then do it again."),
            ) from None
        try:
            custody.use_key_file(self._file, secret_of(offered_with(passphrase, path)))
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        return _CHANGED

    def stop_key_file(self, passphrase: str, path: Path) -> Changes:
        """Let the passphrase alone open again; raises WrongPassphrase, or VpoError for the file."""
        custody.stop_key_file(self._file, secret_of(offered_with(passphrase, path)))
        return _CHANGED

    def set_rules(self, rules: EntryRules) -> Changes:
        """Set what failures bring, and the notice before unlocking.

        VpoError for a notice that is too long, or for a rule that wants a supervisor while there
        is none.
        """
        if len(rules.notice) > MOST_NOTICE:
            raise refuse(say("The notice has more than {count} characters.", count=MOST_NOTICE))
        custody.set_rules(self._file, rules)
        return _CHANGED
