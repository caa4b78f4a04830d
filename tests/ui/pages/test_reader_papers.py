"""Safety plan, shift briefing card and referral in the window, by keyboard; typed words survive."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.pages.hands import (
    Desk,
    choose,
    drop_down,
    field,
    fill,
    leave,
    open_row,
    rows,
    table,
    trouble,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.referral import LetterKind, Referral, Urgency
from vpo_desk.domain.safety_plan import SafetyArea
from vpo_desk.services.catalog import Services
from vpo_desk.services.documents import CopyLine
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.fields import TextEditor

SAID = 'Say "<b>now</b>" & أهلا 😀'
SIGNS = "What to report at once, one a line"
TARGETS = "Possible targets of the case"


@pytest.fixture
def draft(desk: Desk, school: Case) -> CasePage:
    """Open the plan of the school case as a new draft, at its first possible target."""
    page = desk.go(CasePage, "case", school.id, "plan")
    desk.click("Start a new version")
    desk.settle()
    open_row(table(page, TARGETS), 0)
    desk.settle()
    return page


def newest(desk: Desk, case: Case) -> Plan:
    found = desk.ask(lambda services: services.plans.newest(case.id))
    assert found is not None
    plan = found.value
    assert isinstance(plan, Plan)
    return plan


def pick(page: CasePage | PrintPage, name: str, words: str) -> None:
    """Choose a line of a list that drops down, by its words and the keyboard."""
    listed = drop_down(page, name)
    listed.setFocus()
    row = next(row for row in range(listed.count()) if words in listed.itemText(row))
    while listed.currentIndex() != row:
        key = Qt.Key.Key_Down if listed.currentIndex() < row else Qt.Key.Key_Up
        QTest.keyClick(listed, key)
    listed.activated.emit(row)


def copies(desk: Desk, case_id: str) -> tuple[CopyLine, ...]:
    def ask(services: Services) -> tuple[CopyLine, ...]:
        return services.documents.copies(case_id)

    found: tuple[CopyLine, ...] = desk.ask(ask)
    return found


def saved(desk: Desk, paper: Path) -> str:
    desk.prompts.files.append(paper)
    desk.click("Save as PDF…")
    desk.settle()
    return " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())


def test_a_safety_plan_is_written_kept_and_printed(
    desk: Desk, school: Case, draft: CasePage, tmp_path: Path
) -> None:
    assert "Not written" in rows(table(draft, TARGETS))[0]
    fill(draft, SIGNS, f"A countdown\n{SAID}")
    fill(draft, "At home", "Lights on")
    fill(draft, "Looked at again on", "27 Nov 2026")
    pick(draft, "A step from the strategy library", "Log of contacts")
    pick(draft, "Area", "Phone and online")
    desk.click("Put it under this area")
    assert field(draft, "Phone and online").words() == "Log of contacts"
    desk.click("Keep the safety plan")
    desk.settle()
    assert "kept with the draft" in desk.reads()
    (safety,) = newest(desk, school).safety
    assert safety.signs == f"A countdown\n{SAID}"
    assert [(each.area, each.what, each.strategy) for each in safety.steps] == [
        (SafetyArea.HOME, "Lights on", ""),
        (SafetyArea.ONLINE, "Log of contacts", "contact-log"),
    ]
    assert "Written, 2 steps" in rows(table(draft, TARGETS))[0]
    desk.click("Print the safety plan…")
    desk.settle()
    page = desk.at(PrintPage)
    assert drop_down(page, "For which possible target").currentText() == "Tyler Brandt"
    fill(page, "Purpose", "Gone through together")
    fill(page, "Holders, one a line", "Tyler Brandt")
    text = saved(desk, tmp_path / "safety.pdf")
    assert "Lights on" in text
    assert "Reyes" not in text
    copy = copies(desk, school.id)[0].copy
    assert (copy.document, copy.draft) == (DocumentKind.SAFETY_PLAN, True)


def test_another_target_is_chosen_on_the_print_page(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    page = desk.go(PrintPage, "print", school.id, "safety_plan")
    desk.settle()
    pick(page, "For which possible target", "Jonah Pike")
    desk.settle()
    fill(page, "Purpose", "own file")
    text = saved(desk, tmp_path / "other.pdf")
    assert "Jonah Pike" in text
    assert "Brandt" not in text


def test_a_word_that_shows_the_subject_is_refused_on_the_print_page(
    desk: Desk, school: Case, draft: CasePage, tmp_path: Path
) -> None:
    before = len(copies(desk, school.id))
    fill(draft, "At home", "Marco rings")
    desk.click("Keep the safety plan")
    desk.settle()
    desk.click("Print the safety plan…")
    desk.settle()
    page = desk.at(PrintPage)
    assert "“Marco” stands under “At home”" in desk.reads()
    fill(page, "Purpose", "own file")
    desk.prompts.files.append(tmp_path / "no.pdf")
    desk.click("Save as PDF…")
    desk.settle()
    assert len(copies(desk, school.id)) == before
    assert not (tmp_path / "no.pdf").exists()
    fill(page, "What may stand, with its reason", "Marco=the neighbor's dog")
    leave()
    desk.settle()
    assert "Marco rings" in saved(desk, tmp_path / "yes.pdf")


def test_words_of_a_safety_plan_survive_the_lock(desk: Desk, school: Case, draft: CasePage) -> None:
    fill(draft, SIGNS, SAID)
    desk.lock()
    desk.unlock()
    page = desk.go(CasePage, "case", school.id, "plan")
    open_row(table(page, TARGETS), 0)
    desk.settle()
    assert field(page, SIGNS).words() == SAID


def test_a_sealed_safety_plan_is_read_not_written(desk: Desk) -> None:
    case = desk.ask(lambda services: services.cases.by_number("HF-2026-001"))
    page = desk.go(CasePage, "case", case.id, "plan")
    open_row(table(page, TARGETS), 0)
    desk.settle()
    assert "sealed with version 1" in desk.reads()
    shown = [each for each in page.findChildren(TextEditor) if each.isVisible()]
    assert SIGNS not in {each.accessibleName() for each in shown}
    desk.click("Start a new version")
    desk.settle()
    assert "He comes to the street" in field(page, SIGNS).words()


def test_a_shift_card_is_printed_from_the_plan_with_its_last_day(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    desk.go(CasePage, "case", school.id, "plan")
    desk.click("Print the shift briefing card…")
    desk.settle()
    page = desk.at(PrintPage)
    fill(page, "Purpose", "Night shift")
    fill(page, "Holders, one a line", "Night shift")
    fill(page, "Valid until", "someday")
    desk.click("Save as PDF…")
    assert trouble(page, "Valid until") == "Write a date such as 27 Nov 2026."
    assert desk.prompts.asked == []
    field(page, "Valid until").set_words("2 Jan 2099")
    text = saved(desk, tmp_path / "card.pdf")
    assert "Valid until 2 January 2099" in text
    assert "M.R." in text
    assert "Reyes" not in text
    copy = copies(desk, school.id)[0].copy
    assert copy.valid_until == copy.return_by
    (named,) = [each for each in page.findChildren(CheckBox) if "full name" in each.text()]
    named.setFocus()
    QTest.keyClick(named, Qt.Key.Key_Space)
    fill(page, "Purpose", "Night shift")
    assert "Reyes" in saved(desk, tmp_path / "named.pdf")


def test_the_choices_of_one_paper_are_not_anothers(desk: Desk, school: Case) -> None:
    page = desk.go(PrintPage, "print", school.id, "shift_card")
    fill(page, "Valid until", "2 Jan 2099")
    leave()
    page = desk.go(PrintPage, "print", school.id, "plan")
    assert "Valid until" not in desk.reads().split("\n")
    page = desk.go(PrintPage, "print", school.id, "shift_card")
    desk.settle()
    assert field(page, "Valid until").words() == "2 Jan 2099"  # journaled for this paper


def test_a_letter_is_written_kept_and_printed(desk: Desk, school: Case, tmp_path: Path) -> None:
    page = desk.go(CasePage, "case", school.id, "plan")
    desk.click("Add a referral")
    fill(page, "To whom", "State unit")
    fill(page, "For what", "A second look")
    desk.click("Keep the referral")
    desk.settle()
    open_row(table(page, "Referrals of the case"), 0)
    desk.settle()
    assert "The question of the case" not in desk.reads()
    choose(page, "What it is", "Request for assistance")
    choose(page, "Urgency", "Within days")
    fill(page, "The question of the case", SAID)
    fill(page, "Consent or authority", "Chief informed")
    fill(page, "Answer by", "nonsense")
    desk.click("Keep the letter")
    assert trouble(page, "Answer by") == "Write a date such as 27 Nov 2026."
    field(page, "Answer by").set_words("27 Nov 2026")
    desk.click("Keep the letter")
    desk.settle()
    found = desk.ask(lambda services: services.referrals.of_case(school.id))
    referral: Referral = found[-1]
    assert (referral.letter.kind, referral.letter.urgency) == (LetterKind.ASSISTANCE, Urgency.SOON)
    assert referral.letter.question == SAID
    assert field(page, "Consent or authority").words() == "Chief informed"
    desk.click("Print the referral…")
    desk.settle()
    printing = desk.at(PrintPage)
    assert "State unit" in drop_down(printing, "Which referral").currentText()
    fill(printing, "Purpose", "Consultation")
    text = saved(desk, tmp_path / "letter.pdf")
    assert "Request for assistance" in text
    assert "Chief informed" in text
    assert "Reyes" not in text
    assert copies(desk, school.id)[0].copy.object_id == referral.id


def test_words_of_a_letter_survive_the_lock(desk: Desk) -> None:
    case = desk.ask(lambda services: services.cases.by_number("HF-2026-001"))
    page = desk.go(CasePage, "case", case.id, "plan")
    open_row(table(page, "Referrals of the case"), 0)
    desk.settle()
    field(page, "Background, short").set_words("")
    fill(page, "Background, short", SAID)
    desk.lock()
    desk.unlock()
    page = desk.go(CasePage, "case", case.id, "plan")
    open_row(table(page, "Referrals of the case"), 0)
    desk.settle()
    assert field(page, "Background, short").words() == SAID
