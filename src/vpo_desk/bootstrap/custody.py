"""Passphrases, recovery and verification of a case file."""

from __future__ import annotations

from pathlib import Path

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.domain.moments import Clock
from vpo_desk.resources import find_resources
from vpo_desk.storage import case_file
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.passphrases import PassphraseAdvice, advise, need_accepted
from vpo_desk.storage.verify import Check
from vpo_desk.words import Words


def passphrase_advice(passphrase: str, context: tuple[str, ...] = ()) -> PassphraseAdvice:
    """Judge a passphrase by the policy and the shipped block list."""
    listed = find_resources().read_text("passphrases/blocked.txt").splitlines()
    blocked = frozenset(line.strip().casefold() for line in listed if not line.startswith("#"))
    return advise(passphrase, context, blocked)


def change_passphrase(folder: Path, passphrase: str, new: str) -> tuple[Words, ...]:
    """Change the passphrase and return what to mind about the new one."""
    advice = passphrase_advice(new)
    need_accepted(advice)
    case_file.change_passphrase(folder, passphrase, new, clock=system_clock())
    return advice.words


def recover(folder: Path, words: str, new: str) -> tuple[Words, ...]:
    """Set a new passphrase with the recovery words and return what to mind about it."""
    recover_case_file(folder, words, new, clock=system_clock()).close()
    return passphrase_advice(new).words


def recover_case_file(folder: Path, words: str, new: str, *, clock: Clock) -> CaseFile:
    """Open with the recovery words alone and set a new passphrase, which the policy judges."""
    need_accepted(passphrase_advice(new))
    return case_file.recover(folder, words, new, clock=clock)


def verify(folder: Path, passphrase: str, *, anchor: str | None = None) -> tuple[Check, ...]:
    """Check everything in a case file; nothing is written."""
    return case_file.verify(folder, passphrase, clock=system_clock(), anchor=anchor)
