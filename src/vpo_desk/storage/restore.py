"""Restoring a backup as a new case file, and the drill that proves that it can be done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.backups import Manifest
from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.entry import SlotKind
from vpo_desk.domain.moments import Clock
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.atomic import write_together
from vpo_desk.storage.backup import check_slots, own_protocols, prove, taken_out
from vpo_desk.storage.backup_file import extract, read_keys, read_manifest
from vpo_desk.storage.case_file import DATABASE, CaseFile, open_with_key
from vpo_desk.storage.codec import ContentError, decode
from vpo_desk.storage.connection import Connection, open_database
from vpo_desk.storage.key_origin import told_of_backup
from vpo_desk.storage.nouns import AGENCY
from vpo_desk.storage.protocol_copy import write_own
from vpo_desk.storage.shares import key_of_shares
from vpo_desk.storage.unfinished import made_beside
from vpo_desk.storage.verify import Check
from vpo_desk.words import say, say_count

FindKey = Callable[[Path], bytes]
"""Gives the database key of a backup."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a restore or a drill found: what the backup says of itself, and each check.

    `agency` is the one in the backup, for the certificate; without a name where it cannot be read.
    """

    manifest: Manifest
    checks: tuple[Check, ...]
    agency: Agency = field(default_factory=Agency)

    @property
    def holds(self) -> bool:
        """True when everything holds."""
        return all(check.holds for check in self.checks)


def key_by_passphrase(
    passphrase: keyring.Offered, present: keyring.KeyRing | None = None
) -> FindKey:
    """Find the key with a passphrase: by the backup's own slots, then by those of `present`.

    The present case file's passphrase opens older backups too, as long as the key is the same.
    """

    def find(path: Path) -> bytes:
        made = read_manifest(path).manifest.made_at
        own = keyring.ring_of(read_keys(path))
        try:
            return own.unlock(passphrase).key
        except keyring.WrongPassphrase:
            if present is not None:
                try:
                    return present.unlock(passphrase).key
                except keyring.WrongPassphrase:
                    pass
        if isinstance(passphrase, str) and own.has(SlotKind.KEY_FILE):
            raise keyring.WrongPassphrase(
                say(
                    "This backup wants the passphrase and the key file that were in use on {day}"
                    " together, or the recovery words.",
                    day=date_words(made.date()),
                ),
                safe=say("Nothing was changed."),
                todo=say("Put in the stick with the key file and choose it."),
            )
        raise keyring.WrongPassphrase(
            say(
                "The passphrase does not open this backup. It wants the passphrase that was in use"
                " on {day}, or the recovery words.",
                day=date_words(made.date()),
            ),
            safe=say("Nothing was changed."),
        )

    return find


def key_by_words(words: str) -> FindKey:
    """Find the key with the recovery words or the 64 digits; WrongWords when they are none."""
    return lambda _path: keyring.key_of_words(words)


def key_by_shares(shares: str) -> FindKey:
    """Find the key with shares of several holders; WrongShares when they are none, or too few."""
    return lambda _path: key_of_shares(shares).key


def restore(path: Path, folder: Path, find_key: FindKey, *, clock: Clock) -> Proof:
    """Make a new case file from a backup; nothing that exists is touched.

    The backup's own key slots come with it, and the agency's own protocol files. Raises VpoError when something is at `folder` already,
    the backup is damaged or does not open, or the place does not take it; nothing is left then. A
    backup whose history does not hold is restored all the same, and the proof says so.
    """
    if folder.exists():
        raise VpoError(
            say("There is something at this place already."),
            safe=say("It was not touched. A restore never writes over anything."),
            todo=say("Choose a new name for the restored case file's folder."),
        )
    key = find_key(path)
    try:
        with made_beside(folder) as making:
            sealed = extract(path, making / DATABASE)
            with told_of_backup(path, key):
                connection = open_database(making / DATABASE, key, mode="read")
            try:
                slots = check_slots(path, key, sealed.manifest.file_id)
                own, beside = own_protocols(path, key, sealed.manifest)
                checks = (*prove(connection, sealed, key), slots, *beside)
            finally:
                connection.close()
            _need_whole_pages(checks)
            if slots.holds:  # without them what is on paper opens it, and sets a passphrase
                write_together(making, dict.fromkeys(keyring.FILES, read_keys(path)))
            write_own(own, making)
    except OSError as fault:
        raise VpoError(
            say("The case file cannot be restored here: there is no room, or no leave to write."),
            safe=say("Nothing is left behind, and the backup was not touched."),
            todo=say("Choose a folder on this computer with room for it."),
        ) from fault
    restored = open_with_key(folder, key, clock=clock, actor="restore")
    try:
        with restored.transaction():
            restored.history.record("restore", "backup", sealed.manifest.id)
    finally:
        restored.close()
    return Proof(sealed.manifest, checks)


def drill(path: Path, find_key: FindKey, *, against: CaseFile | None = None) -> Proof:
    """Open a backup as if everything else was lost, check it, and remove the copy again.

    `against` is the present case file: its chain must go on where the backup's ends. Raises VpoError
    when the backup does not open.
    """
    key = find_key(path)
    with told_of_backup(path, key), taken_out(path, key) as (connection, sealed):
        slots = check_slots(path, key, sealed.manifest.file_id)
        beside = own_protocols(path, key, sealed.manifest)[1]
        checks = (*prove(connection, sealed, key), slots, *beside)
        proof = Proof(sealed.manifest, checks, _agency_in(connection, checks))
    return proof if against is None else with_present(proof, against)


def with_present(proof: Proof, present: CaseFile) -> Proof:
    """Add to a proof whether the present case file goes on where the backup ends."""
    return replace(proof, checks=(*proof.checks, _check_follows(present, proof.manifest)))


def _agency_in(connection: Connection, checks: tuple[Check, ...]) -> Agency:
    """Return the agency of a backup that is open; one without a name where nothing can be trusted."""
    if any(check.name == "history" and check.holds for check in checks):
        content = connection.execute(
            "SELECT content FROM version WHERE kind = ? ORDER BY version DESC LIMIT 1",
            (AGENCY.kind,),
        ).fetchone()
        with suppress(ContentError):  # of a newer program's
            return decode(AGENCY.type, str(content[0])) if content else Agency()
    return Agency()


def _need_whole_pages(checks: tuple[Check, ...]) -> None:
    if any(check.name == "pages" and not check.holds for check in checks):
        raise VpoError(
            say("Pages of this backup are damaged; it was not restored."),
            safe=say("Nothing was changed."),
            todo=say("Take the backup before or after it."),
        )


def _check_follows(present: CaseFile, manifest: Manifest) -> Check:
    rows = present.connection.execute(
        "SELECT hash, (SELECT max(sequence) FROM audit) FROM audit WHERE sequence = ?",
        (manifest.sequence,),
    ).fetchone()
    if present.facts.id != manifest.file_id or rows is None or rows[0] != manifest.head:
        words = say("The present case file does not go on from this backup.")
        return Check("continues", words, holds=False)
    words = say_count(
        "The present case file goes on from this backup: {count} audit entry since.",
        "The present case file goes on from this backup: {count} audit entries since.",
        rows[1] - manifest.sequence,
    )
    return Check("continues", words, holds=True)
