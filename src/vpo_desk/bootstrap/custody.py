"""Passphrases, recovery and verification of a case file."""

from __future__ import annotations

from pathlib import Path

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.domain.ids import RandomIds
from vpo_desk.domain.moments import Clock
from vpo_desk.resources import find_resources
from vpo_desk.services.backups import Backups
from vpo_desk.services.ground import Ground
from vpo_desk.storage import case_file, custody, rekey
from vpo_desk.storage import restore as restoring
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.keyring import Offered
from vpo_desk.storage.passphrases import PassphraseAdvice, advise, need_accepted
from vpo_desk.storage.rekey import OnPaper, Rekeyed
from vpo_desk.storage.restore import FindKey, Proof
from vpo_desk.storage.verify import Check
from vpo_desk.words import Words


def passphrase_advice(passphrase: str, context: tuple[str, ...] = ()) -> PassphraseAdvice:
    """Judge a passphrase by the policy and the shipped block list."""
    listed = find_resources().read_text("passphrases/blocked.txt").splitlines()
    blocked = frozenset(line.strip().casefold() for line in listed if not line.startswith("#"))
    return advise(passphrase, context, blocked)


def change_passphrase(folder: Path, passphrase: Offered, new: str) -> tuple[Words, ...]:
    """Change the passphrase and return what to mind about the new one."""
    advice = passphrase_advice(new)
    need_accepted(advice)
    custody.change_passphrase(folder, passphrase, new, clock=system_clock())
    return advice.words


def encrypt_with_new_key(
    folder: Path,
    offered: Offered,
    new: str,
    on_paper: OnPaper,
    *,
    others: tuple[Offered, ...] = (),
    clock: Clock | None = None,
) -> Rekeyed:
    """Encrypt everything anew with a new key, and set a new passphrase, which the policy judges.

    `on_paper` is given the key before the old one ends; `others` are secrets of further slots.
    """
    need_accepted(passphrase_advice(new))
    return rekey.encrypt_with_new_key(
        folder,
        offered,
        on_paper,
        clock=clock or system_clock(),
        others=others,
        new_passphrase=new,
    )


def recover(folder: Path, words: str, new: str) -> tuple[Words, ...]:
    """Set a new passphrase with the recovery words and return what to mind about it."""
    recover_case_file(folder, words, new, clock=system_clock()).close()
    return passphrase_advice(new).words


def recover_case_file(folder: Path, words: str, new: str, *, clock: Clock) -> CaseFile:
    """Open with the recovery words alone and set a new passphrase, which the policy judges."""
    need_accepted(passphrase_advice(new))
    return custody.recover(folder, words, new, clock=clock)


def back_up(folder: Path, passphrase: Offered, place: Path) -> tuple[Path, tuple[Check, ...]]:
    """Make a backup of a case file in a folder and prove it by opening it.

    The proof is in the audit chain, whether it held or not.
    """
    clock = system_clock()
    opened = case_file.open_with_passphrase(folder, passphrase, clock=clock)
    try:
        backups = Backups(Ground(opened, clock, RandomIds()))
        path, _ = backups.make(place)
        checks = backups.prover()(path)
        backups.note_proof(path, checks)
    finally:
        opened.close()
    return path, checks


def restore(path: Path, folder: Path, find_key: FindKey) -> Proof:
    """Make a new case file from a backup; nothing that exists is touched."""
    return restoring.restore(path, folder, find_key, clock=system_clock())


def drill(
    path: Path, find_key: FindKey, *, against: Path | None, passphrase: Offered | None
) -> Proof:
    """Open a backup as if all else was lost and check it; `against` is the present case file.

    Nothing is written. `passphrase` opens the present case file; without one it is not compared.
    """
    if against is None or passphrase is None:
        return restoring.drill(path, find_key)
    present = case_file.open_to_look(against, passphrase, clock=system_clock())
    try:
        return restoring.drill(path, find_key, against=present)
    finally:
        present.close()


def verify(folder: Path, passphrase: Offered, *, anchor: str | None = None) -> tuple[Check, ...]:
    """Check everything in a case file; nothing is written."""
    return case_file.verify(folder, passphrase, clock=system_clock(), anchor=anchor)
