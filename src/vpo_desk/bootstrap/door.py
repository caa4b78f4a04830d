"""The window's way from a folder to an open desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.custody import passphrase_advice
from vpo_desk.bootstrap.desk import (
    OpenDesk,
    create_case_file,
    open_case_file,
    open_desk,
)
from vpo_desk.bootstrap.paper import recovery_sheet, share_sheets
from vpo_desk.bootstrap.recovery import recover_by_paper
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Clock, Moment
from vpo_desk.domain.shares import SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.storage import attempts, case_file, keyring
from vpo_desk.storage.passphrases import PassphraseAdvice
from vpo_desk.words import Words


@dataclass(frozen=True, slots=True)
class FolderState:
    """What can be seen of a folder from outside, without a key and without writing."""

    is_case_file: bool
    trouble: Words | None
    last_unlocked: Moment | None
    failures: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class RecoverySecret:
    """A new key, for its recovery sheet; it is shown once and then forgotten."""

    key: bytes
    agency: Agency
    file_name: str
    made_at: Moment
    training: bool
    shares: SharePlan | None = None
    share_pdfs: tuple[bytes, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint, as printed on the sheet."""
        return keyring.fingerprint(self.key)

    @property
    def made_on(self) -> date:
        """The date printed on the sheet."""
        return self.made_at.day

    def sheet_pdfs(self) -> tuple[bytes, ...]:
        """Return the recovery sheet, or each share's sheet in order: the same set at every call."""
        if self.shares is not None:
            return self.share_pdfs
        sheet = recovery_sheet(
            self.key,
            agency=self.agency,
            file_name=self.file_name,
            made_at=self.made_at,
            training=self.training,
        )
        return (sheet,)

    def __repr__(self) -> str:
        return f"RecoverySecret({self.fingerprint})"


class NewCaseFile(Protocol):
    """What the window hands over to make a case file."""

    @property
    def agency(self) -> str:
        """The agency's name."""
        ...

    @property
    def officer(self) -> str:
        """The officer's name."""
        ...

    @property
    def case_prefix(self) -> str:
        """What goes before a case's year and number."""
        ...

    @property
    def passphrase(self) -> str:
        """The passphrase of the first slot."""
        ...

    @property
    def training(self) -> bool:
        """True for a file that is never real."""
        ...

    @property
    def shares(self) -> SharePlan | None:
        """How the key is shared among holders; None for one sheet with the recovery words."""
        ...


class CaseFileDoor:
    """Looks at, opens and makes case files."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock: Clock = clock or system_clock()

    def describe(self, folder: Path) -> FolderState:
        """Look at a folder from outside; writes nothing."""
        trouble: Words | None = None
        try:
            case_file.need_case_file(folder)
        except VpoError as fault:
            trouble = fault.happened
        known = attempts.read(folder)
        zone = self._clock.now().zone
        return FolderState(
            trouble is None,
            trouble,
            Moment(known.last_unlock, zone) if known.last_unlock else None,
            tuple(Moment(each, zone) for each in known.failures),
        )

    def open(self, folder: Path, passphrase: str) -> OpenDesk:
        """Open a case file; VpoError when that cannot be done."""
        return open_case_file(folder, passphrase, clock=self._clock)

    def open_with_words(self, folder: Path, words: str, new_passphrase: str) -> OpenDesk:
        """Open with the recovery words, or with shares, and set a new passphrase."""
        opened = recover_by_paper(folder, words, new_passphrase, clock=self._clock)
        return open_desk(opened, clock=self._clock)

    def create(self, folder: Path, setup: NewCaseFile) -> tuple[OpenDesk, RecoverySecret]:
        """Make a new case file in a folder that must not exist yet."""
        agency = Agency(name=setup.agency, officer=setup.officer, case_prefix=setup.case_prefix)
        desk, key = create_case_file(
            folder, setup.passphrase, agency, training=setup.training, clock=self._clock
        )
        now = self._clock.now()
        secret = RecoverySecret(key, agency, folder.name, now, setup.training)
        if setup.shares is None:
            return desk, secret
        try:
            pdfs = share_sheets(
                key,
                setup.shares,
                agency=agency,
                file_name=folder.name,
                made_at=now,
                training=setup.training,
            )
        except BaseException:
            desk.close()
            raise
        return desk, replace(secret, shares=setup.shares, share_pdfs=pdfs)

    def passphrase_advice(self, passphrase: str, context: tuple[str, ...]) -> PassphraseAdvice:
        """Judge a passphrase; `context` holds words that make it easy to guess."""
        return passphrase_advice(passphrase, context)

    def suggest_passphrase(self) -> str:
        """Return a strong passphrase of common words."""
        return keyring.suggest_passphrase()
