"""Who can open a case file: changing, adding and removing key slots, and the rules for the way in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from vpo_desk.domain.entry import AfterFailures, EntryRules, SlotKind, SlotLine
from vpo_desk.domain.moments import Clock
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.case_file import BY_WORDS, CaseFile, open_with_key, open_with_passphrase
from vpo_desk.storage.key_origin import told_of_case_file
from vpo_desk.words import say

KEY_FILE_SLOT: Final = "key-file-1"
SUPERVISOR_SLOT: Final = "supervisor-1"


def change_passphrase(folder: Path, offered: keyring.Offered, new: str, *, clock: Clock) -> None:
    """Change the passphrase of the slot that a secret opens; nothing is encrypted anew.

    VpoError as `open_with_passphrase`.
    """
    opened = open_with_passphrase(folder, offered, clock=clock)
    try:
        set_passphrase(opened, offered, new)
    finally:
        opened.close()


def recover(folder: Path, words: str, new: str, *, clock: Clock) -> CaseFile:
    """Open with the recovery words and set a new passphrase; no key file is needed.

    Raises WrongWords for words that are none, DatabaseDamaged for those of another file.
    """
    key = keyring.key_of_words(words)
    return recover_with_key(folder, key, new, clock=clock, actor=BY_WORDS)


def recover_with_key(folder: Path, key: bytes, new: str, *, clock: Clock, actor: str) -> CaseFile:
    """Open with the database key and set a new passphrase, as `recover`; `actor` says whence.

    A key file is not wanted any more afterwards: who recovers may have lost it.
    """
    with told_of_case_file(folder, key):
        opened = open_with_key(folder, key, clock=clock, actor=actor)
    try:
        ring = _genuine_ring(opened)
        gone = {slot.id for slot in ring.slots if slot.type is SlotKind.KEY_FILE}
        usual = ring.without(gone).with_secret(
            key, keyring.FIRST_SLOT, new, ring.kdf, SlotKind.PASSPHRASE
        )
        _write(opened, usual, ("passphrase", keyring.FIRST_SLOT), proof=new)
    except BaseException:
        opened.close()
        raise
    return opened


def lines(opened: CaseFile) -> tuple[SlotLine, ...]:
    """Return the slots in their order."""
    return tuple(
        SlotLine(slot.id, slot.type, slot.kdf.name, slot.id == opened.actor)
        for slot in _ring_of(opened).slots
    )


def rules(opened: CaseFile) -> EntryRules:
    """Return the agency's rules for the way in."""
    return _ring_of(opened).rules


def set_passphrase(opened: CaseFile, offered: keyring.Offered, new: str) -> None:
    """Change the passphrase of the slot that a secret opens; its key file stays the same.

    The change is in the audit chain before the key files say so.
    """
    ring = _ring_of(opened)
    unlocked = ring.unlock(offered)
    secret = keyring.Secret(new, keyring.secret_of(offered).key_file)
    changed = ring.with_secret(opened.key, unlocked.slot_id, secret)
    _write(opened, changed, ("passphrase", unlocked.slot_id), proof=secret)


def set_derivation(opened: CaseFile, offered: keyring.Offered, kdf: keyring.Kdf) -> None:
    """Make the slot that a secret opens anew, for the same secret, with another derivation."""
    ring = _ring_of(opened)
    slot_id = ring.unlock(offered).slot_id
    changed = ring.with_secret(opened.key, slot_id, offered, kdf)
    _write(opened, changed, ("derivation", slot_id), proof=offered)


def set_supervisor(opened: CaseFile, passphrase: str) -> None:
    """Give the supervisor a passphrase, or another one."""
    ring = _ring_of(opened)
    changed = ring.with_secret(opened.key, SUPERVISOR_SLOT, passphrase, kind=SlotKind.SUPERVISOR)
    _write(opened, changed, ("supervisor", SUPERVISOR_SLOT), proof=passphrase)


def remove_supervisor(opened: CaseFile) -> None:
    """Take the supervisor's slot away; the rule that only the supervisor may open goes with it."""
    ring = _ring_of(opened).without({SUPERVISOR_SLOT})
    _need_slots(ring)
    if ring.rules.after_failures is AfterFailures.SUPERVISOR:
        ring = keyring.KeyRing(ring.file_id, ring.slots, EntryRules(notice=ring.rules.notice))
    _write(opened, ring, ("remove", SUPERVISOR_SLOT))


def use_key_file(opened: CaseFile, secret: keyring.Secret) -> None:
    """Want a key file beside the passphrase from now on; the passphrase alone opens no more."""
    ring = _ring_of(opened)
    ring.unlock(secret.passphrase, only=SlotKind.PASSPHRASE)
    plain = {slot.id for slot in ring.slots if slot.type is SlotKind.PASSPHRASE}
    changed = ring.with_secret(opened.key, KEY_FILE_SLOT, secret, kind=SlotKind.KEY_FILE)
    _write(opened, changed.without(plain), ("key_file", KEY_FILE_SLOT), proof=secret)


def stop_key_file(opened: CaseFile, secret: keyring.Secret) -> None:
    """Let the passphrase alone open again."""
    ring = _ring_of(opened)
    ring.unlock(secret, only=SlotKind.KEY_FILE)
    gone = {slot.id for slot in ring.slots if slot.type is SlotKind.KEY_FILE}
    changed = ring.without(gone).with_secret(
        opened.key, keyring.FIRST_SLOT, secret.passphrase, ring.kdf, SlotKind.PASSPHRASE
    )
    _write(opened, changed, ("no_key_file", KEY_FILE_SLOT), proof=secret.passphrase)


def set_rules(opened: CaseFile, chosen: EntryRules) -> None:
    """Set what failures bring, and the notice; VpoError for a rule that nobody could fulfil."""
    ring = _ring_of(opened)
    if chosen.after_failures is AfterFailures.SUPERVISOR and not ring.has(SlotKind.SUPERVISOR):
        raise VpoError(
            say("There is no supervisor's passphrase yet."),
            safe=say("The rule is as it was."),
            todo=say("Let the supervisor set a passphrase first."),
        )
    if chosen != ring.rules:
        _write(opened, keyring.KeyRing(ring.file_id, ring.slots, chosen), ("rules", "entry"))


def _ring_of(opened: CaseFile) -> keyring.KeyRing:
    return keyring.read_ring(opened.folder).ring


def _genuine_ring(opened: CaseFile) -> keyring.KeyRing:
    """Return the slots that were written with this key; none where they are lost or another's."""
    try:
        reading = keyring.read_ring(opened.folder)
    except keyring.KeysDamaged:
        return keyring.KeyRing(opened.facts.id, ())
    if reading.ring.file_id != opened.facts.id or not keyring.holds_mac(
        reading.content, opened.key
    ):
        return keyring.KeyRing(opened.facts.id, ())
    return reading.ring


def _write(
    opened: CaseFile,
    ring: keyring.KeyRing,
    entry: tuple[str, str],
    *,
    proof: keyring.Offered | None = None,
) -> None:
    _need_slots(ring)
    if proof is not None and ring.unlock(proof).key != opened.key:
        raise RuntimeError(entry[1])  # proved before the old one is given up
    action, slot_id = entry
    with opened.transaction():
        opened.history.record(action, "slot", slot_id)
    try:
        keyring.write_ring(opened.folder, ring, opened.key)
    except OSError:
        raise VpoError(
            say("The key files could not be written."),
            safe=say("Everything opens the case file as before."),
            todo=say("Check that the disk has room and lets you write, then do it again."),
        ) from None


def _need_slots(ring: keyring.KeyRing) -> None:
    if not any(slot.type is not SlotKind.SUPERVISOR for slot in ring.slots):
        raise VpoError(
            say("The officer's own way to the key would be gone."),
            safe=say("Nothing was changed."),
            todo=say("Set a passphrase first."),
        )
