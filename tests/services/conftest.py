"""A real encrypted case file for each test of the services, and short words for casework."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from vpo_desk.bootstrap.desk import OpenDesk, create_case_file, open_desk
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.answer import Answer
from vpo_desk.domain.assessment import (
    Assessment,
    Confidence,
    Finding,
    Imminence,
    Level,
    ThemeFinding,
)
from vpo_desk.domain.audit import AuditEntry
from vpo_desk.domain.case import Case
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.concern import Concern, Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.plan import Action, Domain, Plan
from vpo_desk.domain.statement import CORE_THEMES
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage import case_file

ZONE = "America/New_York"
AT = Moment(datetime(2026, 11, 19, 13, 31, tzinfo=UTC), ZONE)
TODAY = AT.day
REVIEW = date(2026, 11, 26)
INTAKE = Intake(
    at=AT,
    route=Route.PHONE,
    danger=Danger.NO,
    source=Informant(Identity.CONFIDENTIAL, None, PersonDetails("B. Hale"), "co-worker"),
    about=PersonDetails("Peter Novak"),
    words="He said everyone will remember Friday.",
)
OPENING = TriageDecision(
    at=AT, decision=Decision.OPEN_CASE, reason="A day was named.", priority=Priority.URGENT
)


def later(hours: int) -> Moment:
    """Return the moment some hours after the first one."""
    return Moment(AT.utc + timedelta(hours=hours), ZONE)


class StandingClock:
    """A clock that stands until a test sets it."""

    def __init__(self) -> None:
        self.moment = AT

    def now(self) -> Moment:
        return self.moment


@dataclass
class Desk:
    """An open case file; the methods enter ordinary casework, and a test says what is special."""

    folder: Path
    key: bytes
    clock: StandingClock
    opened: OpenDesk

    @property
    def services(self) -> Services:
        return self.opened.services

    def reopen(self) -> Services:
        """Close the case file and open it again, as on another day."""
        self.opened.close()
        self.opened = opened(self.folder, self.key, self.clock)
        return self.services

    def log(self, object_id: str) -> list[AuditEntry]:
        return list(self.services.upkeep.entries(object_id))

    def concern(self, intake: Intake = INTAKE) -> Concern:
        return self.services.concerns.take_in(intake)[0]

    def case(self, intake: Intake = INTAKE, decision: TriageDecision = OPENING) -> Case:
        _, case, _ = self.services.triage.decide(self.concern(intake).id, decision)
        assert case is not None
        return case

    def person(self, case: Case, name: str, role: RoleName) -> Person:
        person, _ = self.services.people.add(PersonDetails(name))
        self.services.people.give_role(case.id, person.id, role)
        return person

    def interview(
        self, case: Case, protocol: str = "subject", with_id: str = "", at: Moment = AT
    ) -> Interview:
        wish = InterviewStart(protocol, with_id or case.subject_id or "", at)
        return self.services.interviews.start(case.id, wish)[0]

    def answer(self, interview: Interview, question: str, text: str = "He said so.") -> Answer:
        return self.services.interviews.record(interview.id, question, Given(text=text))[0]

    def judgment(self, case: Case, at: Moment = AT) -> Assessment:
        """Return a draft in which nothing is missing; it is not stored."""
        return replace(
            self.services.assessments.open_draft(case.id, at),
            themes=tuple(ThemeFinding(theme, Finding.UNKNOWN) for theme in CORE_THEMES),
            level=Level.ELEVATED,
            imminence=Imminence.POSSIBLE,
            confidence=Confidence.LOW,
            formulation=CitedText("He named a day."),
            bias="Judged the same with another name.",
        )

    def judged(self, case: Case) -> Assessment:
        """Seal a complete assessment and return it."""
        self.services.assessments.seal(self.judgment(case))
        sealed = self.services.assessments.sealed(case.id)
        assert sealed is not None
        return sealed

    def plan(self, case: Case, at: Moment = AT) -> Plan:
        """Return a draft in which nothing is missing; it is not stored."""
        action = Action(Domain.SUPPORT, "Crisis evaluation", "County team", date(2026, 11, 21))
        draft = self.services.plans.open_draft(case.id, at)
        return replace(draft, review=REVIEW, actions=(action,))


def opened(folder: Path, key: bytes, clock: StandingClock) -> OpenDesk:
    file = case_file.open_with_key(folder, key, clock=clock, actor="test")
    return open_desk(file, clock=clock)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Make one case file to copy: its passphrase is slow to turn into a key, and that is meant."""
    folder = tmp_path_factory.mktemp("template") / "Desk.vpodesk"
    agency = Agency(name="Harlow Falls Police Department", officer="R. Okafor")
    made, key = create_case_file(
        folder, "orchid tunnel marble seven kites", agency, clock=StandingClock()
    )
    made.close()
    return folder, key


@pytest.fixture
def desk(tmp_path: Path, template: tuple[Path, bytes]) -> Iterator[Desk]:
    folder, key = tmp_path / "Desk.vpodesk", template[1]
    shutil.copytree(template[0], folder)
    clock = StandingClock()
    desk = Desk(folder, key, clock, opened(folder, key, clock))
    yield desk
    assert desk.services.upkeep.chain_holds()
    desk.opened.close()
