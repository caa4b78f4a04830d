"""The print ledger in the window: what is out, what is old, what came back, and a typed code."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ui.pages.hands import Desk, choose, fill, open_row, rows, shown_words, table, trouble
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import Outcome
from vpo_desk.services.catalog import Services
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.documents.ledger_page import LedgerPage

COPIES = "Copies in the ledger"


@pytest.fixture
def page(desk: Desk) -> LedgerPage:
    """Show the ledger; the demonstration's copies were entered only, here they were printed."""
    made = desk.ask(lambda services: services.ledger.lines())

    def printed(services: Services) -> Changes:
        changes = Changes()
        for line in made:
            changes += services.documents.note_outcome(line.copy.id, Outcome.PRINTED)
        return changes

    desk.session.command(printed)
    desk.settle()
    desk.go(CaseFilePage, "case_file")
    desk.click("Paper…")
    desk.settle()
    return desk.at(LedgerPage)


def new_version(desk: Desk, case: Case) -> None:
    now = desk.clock.now()

    def seal(services: Services) -> Changes:
        return services.plans.seal(services.plans.open_draft(case.id, now))

    desk.session.command(seal)
    desk.settle()


def test_every_copy_that_is_out_stands_in_the_list(desk: Desk, page: LedgerPage) -> None:
    choose(page, "Show", "All")
    every = desk.ask(lambda services: services.ledger.lines())
    assert len(rows(table(page, COPIES))) == len(every) > 0


def test_a_new_plan_makes_old_copies_stand_out_and_a_recall_note(
    desk: Desk, page: LedgerPage, school: Case, tmp_path: Path
) -> None:
    new_version(desk, school)
    choose(page, "Show", "Out and old")
    old = rows(table(page, COPIES))
    assert old
    assert all("Old" in row for row in old)
    assert "no longer" in shown_words(page)
    target = tmp_path / "recall.pdf"
    desk.prompts.files.append(target)
    desk.click("Recall note…")
    desk.settle()
    desk.qtbot.waitUntil(target.exists)


def test_a_copy_comes_back_by_keyboard(desk: Desk, page: LedgerPage) -> None:
    choose(page, "Show", "All")
    shown = table(page, COPIES)
    open_row(shown, 0)
    desk.settle()
    desk.click("Enter it")
    assert trouble(page, "What became of it") == "Choose one of these."
    choose(page, "What became of it", "Destroyed")
    fill(page, "On, such as 27 Nov 2026", f"{desk.clock.now().day:%Y-%m-%d}")
    fill(page, "Note, for example who saw it", "Shredded <b>by</b> Lund & me")
    desk.click("Enter it")
    desk.settle()
    assert "Shredded <b>by</b> Lund & me" in shown_words(page)
    assert "Destroyed" in "".join(rows(shown))
    desk.click("It is still out")
    desk.settle()
    assert "Destroyed" not in "".join(rows(shown))


def test_a_typed_code_says_what_the_paper_was(desk: Desk, page: LedgerPage) -> None:
    line = desk.ask(lambda services: services.ledger.lines())[-1]
    field = fill(page, "Code at the foot of the page", line.code)
    field.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert line.copy.holder in shown_words(page)
    fill(page, "Code at the foot of the page", "nonsense")
    desk.click("Check")
    desk.settle()
    assert "not a code" in shown_words(page)
