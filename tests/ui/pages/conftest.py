"""What page tests stand on: the whole program, unlocked, on a copy of the played demonstration."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.pages.hands import Desk
from ui.stage import PASSPHRASE, FakePrompts, StillClock
from vpo_desk.bootstrap import create_case_file
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.resources import find_resources
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.scenarios.clock import PlayClock
from vpo_desk.services.scenarios.player import play
from vpo_desk.services.scenarios.reader import read_scenario
from vpo_desk.services.triage import TriageDecision
from vpo_desk.ui.main import Program

SCHOOL = "HF-2026-002"


@pytest.fixture(scope="session")
def played_case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the demonstration once for the whole run; tests get copies of it."""
    folder = tmp_path_factory.mktemp("played") / "Demonstration.vpodesk"
    clock = PlayClock(StillClock())
    desk, _ = create_case_file(folder, PASSPHRASE, Agency(), training=True, clock=clock)
    resources = find_resources()
    try:
        for name in resources.names("scenarios", ".toml"):
            play(
                read_scenario(name, resources.read_bytes(f"scenarios/{name}")),
                desk.services,
                clock,
                zone="America/New_York",
                documents=None,
                release=desk.services.paper,
                report=lambda _number, _do: None,
            )
    finally:
        desk.close()
    return folder


@pytest.fixture
def case_file(played_case_file: Path, tmp_path: Path) -> Path:
    """Give the test a demonstration of its own."""
    return Path(shutil.copytree(played_case_file, tmp_path / played_case_file.name))


@pytest.fixture
def desk(program: Program, qtbot: QtBot, prompts: FakePrompts, clock: StillClock) -> Desk:
    """Unlock the demonstration in the program's own window."""
    made = Desk(program, qtbot, prompts, clock)
    made.unlock()
    return made


@pytest.fixture
def school(desk: Desk) -> Case:
    """Return the richest case of the demonstration."""
    found = desk.ask(lambda services: services.cases.by_number(SCHOOL))
    assert isinstance(found, Case)
    return found


@pytest.fixture
def interview(desk: Desk, school: Case) -> Callable[..., str]:
    """Begin an interview with the subject of the school case; returns its id."""

    def begin(protocol: str = "subject") -> str:
        wish = InterviewStart(protocol, school.subject_id or "", desk.clock.now())
        started: list[str] = []

        def start(services: Services) -> Changes:
            made, changes = services.interviews.start(school.id, wish)
            started.append(made.id)
            return changes

        desk.session.command(start)
        desk.settle()
        return started[0]

    return begin


@pytest.fixture
def fresh_case(desk: Desk) -> Case:
    """Open a case of which nothing is known but the concern."""
    opened: list[Case] = []

    def open_it(services: Services) -> Changes:
        intake = Intake(
            at=desk.clock.now(),
            route=Route.PHONE,
            danger=Danger.NO,
            source=Informant(Identity.NAMED, details=PersonDetails("J. Alvarez")),
            about=PersonDetails("Whitlock, Aaron"),
            words="He named a date.",
        )
        concern, changes = services.concerns.take_in(intake)
        wish = TriageDecision(
            desk.clock.now(), Decision.OPEN_CASE, "A date.", priority=Priority.URGENT
        )
        _, case, more = services.triage.decide(concern.id, wish)
        assert case is not None
        opened.append(case)
        return changes + more

    desk.session.command(open_it)
    desk.settle()
    return opened[0]
