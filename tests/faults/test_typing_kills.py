"""The process is killed in the middle of a word: what the case file told of is back in its field."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.faults.runner_typist import PASSPHRASE, text

from vpo_desk.bootstrap.desk import create_case_file, open_desk
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.moments import Moment
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage import case_file
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.verify import check_chain, check_pages

TYPIST = Path(__file__).with_name("runner_typist.py")


class Clock:
    def now(self) -> Moment:
        return Moment(datetime.now(UTC))


@dataclass(frozen=True)
class Held:
    """A case file with an interview that is being held, and its questions."""

    folder: Path
    key: bytes
    interview_id: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Killed:
    """How far a typist was: letters typed, letters told to be kept, milliseconds not kept."""

    typed: int
    kept: int
    waits: int


def hold(place: Path) -> Held:
    """Make a case file in which an interview with the subject has begun."""
    folder = place / "Desk.vpodesk"
    desk, key = create_case_file(folder, PASSPHRASE, Agency(), clock=Clock())
    services = desk.services
    about = PersonDetails("Peter Novak")
    source = Informant(Identity.NAMED, details=PersonDetails("B. Hale"))
    intake = Intake(Clock().now(), Route.PHONE, Danger.NO, source, about=about, words="Begin.")
    concern = services.concerns.take_in(intake)[0]
    decision = TriageDecision(
        Clock().now(), Decision.OPEN_CASE, "A day was named.", priority=Priority.URGENT
    )
    case = services.triage.decide(concern.id, decision)[1]
    assert case is not None
    wish = InterviewStart("subject", case.subject_id or "", Clock().now())
    interview = services.interviews.start(case.id, wish)[0]
    lines = services.interviews.view(interview.id).outline.lines
    desk.close()
    return Held(folder, key, interview.id, tuple(line.question.id for line in lines))


def kill_while_typing(held: Held, question: str, letters: int) -> Killed:
    """Let a typist type about that many letters, kill the process, and return how far it was."""
    typist = subprocess.Popen(
        [sys.executable, str(TYPIST), str(held.folder), held.interview_id, question],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    told = [typist.stdout.readline() for _ in range(letters)]
    typist.kill()
    rest, trouble = typist.communicate(timeout=60)
    told += rest.splitlines(keepends=True)
    whole = [line for line in told if line.endswith("\n")]
    assert whole, trouble
    return Killed(*json.loads(whole[-1]))


def need_words(held: Held, question: str, killed: Killed) -> None:
    """Open it as the next start does: the words are offered for their question, and all is whole."""
    file = case_file.open_with_key(held.folder, held.key, clock=Clock(), actor="recovery-words")
    desk = open_desk(file, clock=Clock())
    try:
        for check in (check_pages, check_chain, check_versions, check_heads):
            assert check(file.connection).holds, check.__name__
        view = desk.services.interviews.view(held.interview_id)
        found = [draft for draft in view.drafts if draft.field == question]
        words = json.loads(found[0].content)["verbatim"] if found else ""
        assert words == text(len(words))
        assert len(words) >= killed.kept
        assert all(draft.binding == view.line.interview.protocol for draft in found)
    finally:
        desk.close()


def kill_often(place: Path, times: int, seed: int) -> list[Killed]:
    """Kill one typist after another, each at another question."""
    held, chance = hold(place), random.Random(seed)
    found: list[Killed] = []
    for number in range(times):
        question = held.questions[number % len(held.questions)]
        killed = kill_while_typing(held, question, chance.randrange(60, 200))
        need_words(held, question, killed)
        found.append(killed)
    return found


def test_words_come_back_whenever_the_process_is_killed_while_typing(tmp_path: Path) -> None:
    found = kill_often(tmp_path, 3, seed=0)
    assert any(killed.kept for killed in found)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_words_come_back_in_two_hundred_kills(tmp_path_factory: pytest.TempPathFactory) -> None:
    found: list[Killed] = []
    for seed in range(4):
        found += kill_often(tmp_path_factory.mktemp("typed"), 50, seed)
    assert len(found) == 200
    assert sum(killed.kept > 0 for killed in found) > 100
    print("letters not kept, in milliseconds of typing:", max(each.waits for each in found))
