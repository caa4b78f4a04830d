"""The window's way from a folder to an open desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.custody import encrypt_with_new_key, passphrase_advice
from vpo_desk.bootstrap.desk import (
    OpenDesk,
    create_case_file,
    open_case_file,
    open_desk,
)
from vpo_desk.bootstrap.paper import recovery_sheet, share_sheets
from vpo_desk.bootstrap.recovery import recover_by_paper
from vpo_desk.bootstrap.salvage import salvage_by_paper, salvage_case_file
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.entry import NewKeyWish, SlotKind
from vpo_desk.domain.moments import Clock, Moment
from vpo_desk.domain.salvage import Salvaged
from vpo_desk.domain.shares import SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.storage import attempts, case_file, keyring
from vpo_desk.storage.passphrases import PassphraseAdvice
from vpo_desk.storage.restore import (
    Proof,
    key_by_passphrase,
    key_by_shares,
    key_by_words,
    restore,
)
from vpo_desk.storage.shares import are_shares
from vpo_desk.storage.wrapping import offered_with
from vpo_desk.words import Words


@dataclass(frozen=True, slots=True)
class FolderState:
    """What can be seen of a folder from outside, without a key and without writing."""

    is_case_file: bool
    trouble: Words | None
    last_unlocked: Moment | None
    failures: tuple[Moment, ...]
    notice: str = ""
    wants_key_file: bool = False


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

    def __init__(
        self, clock: Clock | None = None, backup_places: Callable[[], Iterable[Path]] | None = None
    ) -> None:
        """`backup_places` tells where this computer keeps backups, as chosen by now."""
        self._clock: Clock = clock or system_clock()
        self._backup_places = backup_places or _nowhere

    def describe(self, folder: Path) -> FolderState:
        """Look at a folder from outside; writes nothing."""
        trouble: Words | None = None
        try:
            case_file.need_case_file(folder)
        except VpoError as fault:
            trouble = fault.happened
        known = attempts.read(folder)
        notice, wants_key_file = "", False
        with suppress(VpoError):
            ring = keyring.read_ring(folder).ring
            notice, wants_key_file = ring.rules.notice, ring.has(SlotKind.KEY_FILE)
        zone = self._clock.now().zone
        return FolderState(
            trouble is None,
            trouble,
            Moment(known.last_unlock, zone) if known.last_unlock else None,
            tuple(Moment(each, zone) for each in known.failures),
            notice,
            wants_key_file,
        )

    def open(self, folder: Path, passphrase: str, key_file: Path | None = None) -> OpenDesk:
        """Open a case file; VpoError when that cannot be done."""
        return open_case_file(folder, offered_with(passphrase, key_file), clock=self._clock)

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
        secret = RecoverySecret(key, agency, folder.name, self._clock.now(), setup.training)
        return desk, _shared(secret, setup.shares, desk)

    def encrypt_with_new_key(
        self, folder: Path, wish: NewKeyWish
    ) -> tuple[OpenDesk, RecoverySecret]:
        """Encrypt a case file with a new key and open it; VpoError leaves everything as it was."""
        done = encrypt_with_new_key(
            folder,
            offered_with(wish.passphrase, wish.key_file),
            wish.new_passphrase,
            lambda _key: None,  # the window shows its sheet once the desk is there
            others=(wish.supervisor,) if wish.supervisor else (),
            clock=self._clock,
        )
        desk = open_desk(done.file, clock=self._clock)
        secret = RecoverySecret(
            done.key,
            desk.services.agency.get(),
            folder.name,
            self._clock.now(),
            done.file.facts.training,
        )
        return desk, _shared(secret, wish.shares, desk)

    def restore(
        self, backup: Path, folder: Path, typed: str, key_file: Path | None, *, on_paper: bool
    ) -> Proof:
        """Make a new case file from a backup; `typed` is a passphrase, or what is on paper."""
        if on_paper:
            find_key = key_by_shares(typed) if are_shares(typed) else key_by_words(typed)
        else:
            find_key = key_by_passphrase(offered_with(typed, key_file))
        return restore(backup, folder, find_key, clock=self._clock)

    def salvage(
        self,
        folder: Path,
        target: Path,
        typed: str,
        key_file: Path | None,
        *,
        on_paper: bool,
        progress: Callable[[int, int], None],
    ) -> Salvaged:
        """Make a new case file of what can be read of a damaged one; `typed` as in `restore`."""
        clock, places = self._clock, self._backup_places()
        if on_paper:
            return salvage_by_paper(
                folder, target, typed, progress=progress, clock=clock, places=places
            )
        offered = offered_with(typed, key_file)
        return salvage_case_file(
            folder, target, offered, progress=progress, clock=clock, places=places
        )

    def passphrase_advice(self, passphrase: str, context: tuple[str, ...]) -> PassphraseAdvice:
        """Judge a passphrase; `context` holds words that make it easy to guess."""
        return passphrase_advice(passphrase, context)

    def suggest_passphrase(self) -> str:
        """Return a strong passphrase of common words."""
        return keyring.suggest_passphrase()


def _nowhere() -> tuple[Path, ...]:
    return ()


def _shared(secret: RecoverySecret, plan: SharePlan | None, desk: OpenDesk) -> RecoverySecret:
    """Share the key of a desk that was just opened, if that is wanted; close it if that fails."""
    if plan is None:
        return secret
    try:
        pdfs = share_sheets(
            secret.key,
            plan,
            agency=secret.agency,
            file_name=secret.file_name,
            made_at=secret.made_at,
            training=secret.training,
        )
    except BaseException:
        desk.close()
        raise
    return replace(secret, shares=plan, share_pdfs=pdfs)
