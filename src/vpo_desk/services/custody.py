"""Who can open the case file: its key slots, and the agency's rules for the way in."""

from __future__ import annotations

from collections.abc import Callable

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.entry import MOST_NOTICE, EntryRules, SlotLine
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage import custody
from vpo_desk.storage.keyring import Secret
from vpo_desk.storage.passphrases import PassphraseAdvice, need_accepted
from vpo_desk.storage.wrapping import key_file_bytes, new_key_file
from vpo_desk.words import say

Judge = Callable[[str], PassphraseAdvice]
"""Judges a new passphrase by the policy and the block list."""

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

    def change_passphrase(self, old: str, new: str, key_file: bytes | None = None) -> Changes:
        """Change the passphrase of the slot that the old one opens; nothing is encrypted anew.

        `key_file` is the content of the key file where one is wanted. Raises WrongPassphrase for
        the old one, VpoError when the policy refuses the new one.
        """
        need_accepted(self._judge(new))
        custody.set_passphrase(self._file, _secret(old, key_file), new)
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

    def new_key_file(self) -> bytes:
        """Return the content of a new key file; nothing wants it before `use_key_file`."""
        return new_key_file()

    def use_key_file(self, passphrase: str, content: bytes) -> Changes:
        """Want a key file from now on; `content` was read back from where it was saved.

        Raises WrongPassphrase, or VpoError for what is no key file.
        """
        custody.use_key_file(self._file, passphrase, content)
        return _CHANGED

    def stop_key_file(self, passphrase: str, content: bytes) -> Changes:
        """Let the passphrase alone open again; raises as `use_key_file`."""
        custody.stop_key_file(self._file, Secret(passphrase, key_file_bytes(content)))
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


def _secret(passphrase: str, key_file: bytes | None) -> Secret:
    return Secret(passphrase, None if key_file is None else key_file_bytes(key_file))
