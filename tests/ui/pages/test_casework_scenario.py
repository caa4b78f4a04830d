"""A scenario with every step, played from the command line, shows the same facts in the window."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ui.pages.hands import Desk, rows, table
from ui.stage import PASSPHRASE
from vpo_desk.cli.main import main
from vpo_desk.domain.case import Case
from vpo_desk.services.scenarios.steps import STEPS
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.past_page import PastPage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.today.tasks_page import TasksPage
from vpo_desk.ui.today.today_page import TodayPage

SCENARIO = Path(__file__).parents[2] / "e2e" / "casework.toml"
NUMBER = "HF-2026-001"
CASEWORK = (
    "concern",
    "triage",
    "person",
    "interview",
    "root",
    "difference",
    "record",
    "attach",
    "note",
    "task",
    "assess",
    "plan",
    "review",
    "close",
    "referral",
    "meeting",
    "print",
)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the scenario by the command line, with its documents, into a training file."""
    place = tmp_path_factory.mktemp("casework")
    folder, secret = place / "Fortnight.vpodesk", place / "secret"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    opened = ["--passphrase-file", str(secret)]
    assert main(["new", str(folder), *opened, "--no-recovery-sheet", "--training"]) == 0
    papers = ["--documents", str(place / "papers")]
    assert main(["play", str(SCENARIO), str(folder), *opened, *papers]) == 0
    assert main(["verify", str(folder), *opened]) == 0
    return place


@pytest.fixture
def case_file(played: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(played / "Fortnight.vpodesk", tmp_path / "Fortnight.vpodesk"))


@pytest.fixture
def case(desk: Desk) -> Case:
    found = desk.ask(lambda services: services.cases.by_number(NUMBER))
    assert isinstance(found, Case)
    return found


def words_of(pdf: Path) -> str:
    done = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True
    )
    return " ".join(done.stdout.split())


def test_the_scenario_takes_every_step_of_casework() -> None:
    text = SCENARIO.read_text(encoding="utf-8")
    assert set(CASEWORK) <= STEPS.keys()
    assert [do for do in CASEWORK if f'do = "{do}"' not in text] == []


def test_each_tab_shows_what_was_played(desk: Desk, case: Case) -> None:
    desk.go(CasePage, "case", case.id)
    overview = desk.reads()
    for words in ("Đặng, Minh", "Closed", "Decided 35 minutes after receipt", "Greg Tolan"):
        assert words in overview, words
    told = {
        "timeline": (
            "early November 2026",
            "He said everyone will remember Friday <b>& more</b>.",
            "Note (held out of documents)",
            "He named a speaker of the rally.",
            "Decided: Preliminary inquiry",
            "Closed: Resolved",
            "He came and stayed the hour.",
            "The mill wants him kept away",
        ),
        "records": ("[R1]", "RMS 88213", "Two calls in 2025, no charge."),
        "files": (
            "voice-message.txt",
            "Written down by the mill's reception",
            "Greg Tolan",
            "Given by its owner",
        ),
        "dates": ("Call Ruth Adeyemi back, thank her", "Get the canteen's plan", "Mill manager"),
        "life": (
            "He has work again; nothing new.",
            "New job since 18 November",
            "Lt. Ames",
            "A new day is named.",
            "1 entry about religion, politics or association",
        ),
    }
    for tab, expected in told.items():
        desk.go(CasePage, "case", case.id, tab)
        read = desk.reads()
        assert [words for words in expected if words not in read] == [], tab


def test_concerns_show_how_they_were_decided(desk: Desk, case: Case) -> None:
    decided = {
        "C-2026-001": ("Preliminary inquiry", "35 minutes", "26-004417"),
        "C-2026-003": ("Refer out", "County crisis team"),
        "C-2026-004": ("No further action", "Lawful speech, no behavior."),
    }
    found = desk.ask(lambda services: services.concerns.newest(10))
    ids = {line.concern.number: line.concern.id for line in found}
    for number, expected in decided.items():
        desk.go(ConcernPage, "concern", ids[number])
        read = desk.reads()
        assert [words for words in expected if words not in read] == [], number


def test_today_and_the_tasks_page_show_what_is_due(desk: Desk, case: Case) -> None:
    desk.go(TodayPage, "today")
    due = "\n".join(rows(table(desk.page, "Actions and tasks due")))
    assert "Renew the agreement with the county" in due
    desk.go(TasksPage, "tasks")
    open_tasks = rows(table(desk.page, "Open tasks"))
    assert len(open_tasks) == 2
    assert "Call Ruth Adeyemi back" in open_tasks[0]


def test_the_case_stands_as_it_did_each_day(desk: Desk, case: Case) -> None:
    states = {
        "2026-11-09": "Preliminary inquiry",
        "2026-11-10": "Gathering information",
        "2026-11-13": "Plan in force",
        "2026-11-22": "Closed",
    }
    for day, state in states.items():
        page = desk.go(PastPage, "as_it_was", case.id, day)
        assert state in page.head.line.text(), day
    assert "New job since 18 November" in desk.reads()


def test_the_papers_say_the_same(played: Path) -> None:
    papers = sorted((played / "papers").iterdir())
    by_kind = {path.name.split("-", 1)[1].rsplit("-HF", 1)[0]: path for path in papers}
    assert {path.suffix for path in papers} == {".pdf", ".csv"}
    chronology = words_of(next(p for p in papers if "chronology" in p.name and p.suffix == ".pdf"))
    assert "early November 2026" in chronology
    assert "1 entry is held out" in chronology
    assert "pray" not in chronology
    assert "He named a speaker of the rally." in chronology
    assert [name for name in ("Adeyemi", "Minh") if name in chronology] == []
    table_of = next(path for path in papers if path.suffix == ".csv")
    assert "Interview with Ruth Adeyemi" in table_of.read_text(encoding="utf-8-sig")
    memo = words_of(by_kind["closing_memo"])
    assert "New job since 18 November" in memo
    assert "Lt. Ames" in memo
    assert "RMS 88213" in words_of(by_kind["records_log"])
