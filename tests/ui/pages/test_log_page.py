"""The audit log in the window: read, filtered, reviewed and put on paper."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from ui.pages.hands import Desk, choose, drop_down, field, fill, rows, table, trouble
from vpo_desk.domain.case import Case
from vpo_desk.services import audit_log
from vpo_desk.ui.case_file import log_page
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.case_file.log_page import LogPage
from vpo_desk.ui.case_file.papers_page import PapersPage
from vpo_desk.ui.cases.case_page import CasePage

ENTRIES = "Entries of the audit log"
UNTIL = "Up to the day"


def text_of(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout


def test_the_log_of_a_case_is_reached_from_the_case_and_back(desk: Desk, school: Case) -> None:
    desk.go(CasePage, "case", school.id)
    desk.click("Log…")
    page = desk.at(LogPage)
    assert school.number in page.head.line.text()
    assert any("Interview sealed" in row for row in rows(table(page, ENTRIES)))
    desk.frame.back()
    desk.at(CasePage)


def test_what_is_seen_is_in_the_log_once(desk: Desk, school: Case) -> None:
    for _ in range(2):
        desk.go(CasePage, "case", school.id)
        desk.go(CaseFilePage, "case_file")
    desk.click("Audit log…")
    page = desk.at(LogPage)
    choose(page, "Show", "Seen")
    assert sum("Seen: case" in row for row in rows(table(page, ENTRIES))) == 1
    choose(page, "Show", "Opening")
    assert all("passphrase" in row.lower() or "Opened" in row for row in rows(table(page, ENTRIES)))


def test_having_looked_through_is_entered(desk: Desk) -> None:
    desk.go(LogPage, "log")
    desk.click("I have looked through it")
    desk.settle()
    assert "Last looked through on" in desk.at(LogPage).head.line.text()


def test_the_log_and_the_anchor_slip_are_saved(desk: Desk, tmp_path: Path) -> None:
    desk.go(LogPage, "log")
    log, slip = tmp_path / "log.pdf", tmp_path / "slip.pdf"
    desk.prompts.files.append(log)
    desk.click("Save as PDF…")
    desk.settle()
    assert "Audit log" in text_of(log)
    desk.prompts.files.append(slip)
    desk.click("Anchor slip…")
    desk.settle()
    assert "Supervisor, date" in text_of(slip)
    assert "not encrypted" in desk.reads()


def test_older_entries_are_reached_by_a_longer_time_and_a_day(desk: Desk, tmp_path: Path) -> None:
    desk.clock.utc += timedelta(days=70)
    page = desk.go(LogPage, "log")
    opened = len(rows(table(page, ENTRIES)))
    times = drop_down(page, "Time")
    times.setCurrentIndex(times.findText("Everything"))
    times.activated.emit(times.currentIndex())
    desk.settle()
    assert len(rows(table(page, ENTRIES))) > opened
    fill(page, UNTIL, "no day")
    desk.qtbot.waitUntil(lambda: "Write a date such as" in trouble(page, UNTIL))
    field(page, UNTIL).set_words("")
    fill(page, UNTIL, "23 Nov 2026")
    desk.qtbot.waitUntil(lambda: trouble(page, UNTIL) == "")
    desk.settle()
    shown = rows(table(page, ENTRIES))
    assert shown
    assert all("2027" not in row.split(" | ")[1] for row in shown)
    choose(page, "Show", "Changes")
    log = tmp_path / "log.pdf"
    desk.prompts.files.append(log)
    desk.click("Save as PDF…")
    assert "Everything, up to 23 Nov 2026, only: Changes" in text_of(log)


def test_the_paper_of_a_cases_log_says_of_which_case(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    desk.go(LogPage, "log", school.id)
    log = tmp_path / "log.pdf"
    desk.prompts.files.append(log)
    desk.click("Save as PDF…")
    assert f"Case {school.number}" in text_of(log)


def test_a_log_that_is_cut_says_so_on_the_page_and_on_paper(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (audit_log, log_page):
        monkeypatch.setattr(module, "MOST_LINES", 3)
    page = desk.go(LogPage, "log")
    assert len(rows(table(page, ENTRIES))) == 3
    assert "Only the newest" in page.head.line.text()
    log = tmp_path / "log.pdf"
    desk.prompts.files.append(log)
    desk.click("Save as PDF…")
    assert "Only the newest" in text_of(log)


def test_a_file_that_is_there_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "log.pdf"
    log.write_bytes(b"mine")
    desk.go(LogPage, "log")
    desk.prompts.files.append(log)
    desk.click("Save as PDF…")
    desk.settle()
    assert log.read_bytes() == b"mine"
    assert "a file of that name already" in desk.reads()


def test_the_papers_for_absence_hand_over_and_loss_are_saved(desk: Desk, tmp_path: Path) -> None:
    desk.go(CaseFilePage, "case_file")
    desk.click("Absence, hand-over, loss…")
    page = desk.at(PapersPage)
    for number, words in enumerate(
        ("Save the cover sheet…", "Save the inventory…", "Save the page for a loss…")
    ):
        path = tmp_path / f"{number}.pdf"
        desk.prompts.files.append(path)
        desk.click(words)
        desk.settle()
        assert "Harlow Falls Police Department" in text_of(path)
    assert "not encrypted" in desk.reads()
    assert page.help()
