"""A door to real case files: real keys, real SQLCipher, real services, in a temporary folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.ids import RandomIds
from vpo_desk.domain.moments import Clock, Moment
from vpo_desk.errors import VpoError
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.concerns import Concerns
from vpo_desk.services.drafts import Drafts
from vpo_desk.services.ground import Ground
from vpo_desk.services.people import People
from vpo_desk.storage import attempts, case_file, keyring
from vpo_desk.storage.passphrases import PassphraseAdvice, advise
from vpo_desk.ui.ports import NewCaseFile
from vpo_desk.words import Words

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True)
class PartOfServices:
    agency: AgencyDesk
    people: People
    concerns: Concerns
    drafts: Drafts


@dataclass(frozen=True)
class RealDesk:
    file: case_file.CaseFile
    services: Services

    def close(self) -> None:
        self.file.close()


@dataclass(frozen=True)
class RealState:
    is_case_file: bool
    trouble: Words | None
    last_unlocked: Moment | None
    failures: tuple[Moment, ...]


@dataclass(frozen=True)
class RealSecret:
    key: bytes
    made_on: date

    @property
    def words(self) -> tuple[str, ...]:
        return keyring.words_of_key(self.key)

    @property
    def fingerprint(self) -> str:
        return keyring.fingerprint(self.key)

    def sheet_pdf(self) -> bytes:
        return b"%PDF-1.7\n" + " ".join(self.words).encode("ascii")


class RealDoor:
    """The door as the program has it, over the storage layer itself."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.secret: RealSecret | None = None

    def describe(self, folder: Path) -> RealState:
        trouble: Words | None = None
        try:
            case_file.need_case_file(folder)
        except VpoError as fault:
            trouble = fault.happened
        known = attempts.read(folder)
        last = known.last_unlock
        zone = self.clock.now().zone
        return RealState(
            trouble is None,
            trouble,
            Moment(last, zone) if last else None,
            tuple(Moment(each, zone) for each in known.failures),
        )

    def open(self, folder: Path, passphrase: str) -> RealDesk:
        opened = case_file.open_with_passphrase(folder, passphrase, clock=self.clock)
        return self._desk(opened)

    def open_with_words(self, folder: Path, words: str, new_passphrase: str) -> RealDesk:
        return self._desk(case_file.recover(folder, words, new_passphrase, clock=self.clock))

    def create(self, folder: Path, setup: NewCaseFile) -> tuple[RealDesk, RealSecret]:
        agency = Agency(name=setup.agency, officer=setup.officer, case_prefix=setup.case_prefix)
        made, key = case_file.create(
            folder, setup.passphrase, clock=self.clock, agency=agency, training=setup.training
        )
        self.secret = RealSecret(key, self.clock.now().day)
        return self._desk(made), self.secret

    def passphrase_advice(self, passphrase: str, context: tuple[str, ...]) -> PassphraseAdvice:
        return advise(passphrase, context)

    def suggest_passphrase(self) -> str:
        return keyring.suggest_passphrase()

    def _desk(self, opened: case_file.CaseFile) -> RealDesk:
        ground = Ground(opened, self.clock, RandomIds())
        people = People(ground)
        part = PartOfServices(
            AgencyDesk(ground), people, Concerns(ground, people), Drafts(ground)
        )
        return RealDesk(opened, cast("Services", part))
