"""Concerns: danger first, a sentence is enough, everything typed is kept, a decision has a reason."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from ui.pages.hands import (
    CTRL,
    Desk,
    button,
    card,
    choose,
    chosen,
    drop_down,
    field,
    fill,
    focused,
    leave,
    open_row,
    rows,
    tab_order,
    table,
    trouble,
    write,
)
from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Concern, Danger, Decision, Identity
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.list_page import ConcernsPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.documents.printers import PaperPrinter
from vpo_desk.ui.widgets.choice import Segment
from vpo_desk.ui.widgets.fields import TextEditor

DANGER = "Is anyone in danger now?"
WORDS = "In the reporting person's words"


def newest(desk: Desk) -> Concern:
    found = desk.ask(lambda services: services.concerns.newest(1)[0].concern)
    assert isinstance(found, Concern)
    return found


def count(desk: Desk) -> int:
    found = desk.ask(lambda services: services.concerns.count())
    assert isinstance(found, int)
    return found


@pytest.fixture
def waiting(desk: Desk) -> ConcernPage:
    """Take in a concern with nothing but a sentence, and come to its page."""
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "No")
    choose(page, "Named or not", "Anonymous")
    fill(page, WORDS, "He named a date.")
    desk.press(Qt.Key.Key_Return, CTRL)
    return desk.at(ConcernPage)


def test_a_sentence_and_a_source_are_enough(desk: Desk) -> None:
    before = count(desk)
    desk.press(Qt.Key.Key_N, CTRL)
    page = desk.at(NewConcernPage)
    assert focused() is field(page, WORDS)
    write(focused(), "قال <b>الجمعة</b> & 👋 ")
    choose(page, DANGER, "Not known")
    choose(page, "Named or not", "Anonymous")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.at(ConcernPage)
    assert "قال <b>الجمعة</b> & 👋 " in desk.reads()
    concern = newest(desk)
    assert count(desk) == before + 1
    assert concern.words == "قال <b>الجمعة</b> & 👋 "
    assert concern.danger is Danger.NOT_KNOWN
    assert concern.source.identity is Identity.ANONYMOUS
    assert desk.ask(lambda services: services.drafts.of("new-concern")) == ()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_taken_in(desk: Desk) -> None:
    before = count(desk)
    page = desk.go(NewConcernPage, "new_concern")
    desk.click("Continue to triage")
    assert "is anyone in danger now?" in page.notices.notices()[0].strong.text()
    assert trouble(page, WORDS) == "Write one sentence."
    assert "Choose how the source" in trouble(page, "Named or not")
    fill(page, WORDS, "He named a date.")
    fill(page, "Received (empty: when this form was opened)", "yesterday")
    choose(page, DANGER, "No")
    choose(page, "Named or not", "Anonymous")
    desk.click("Continue to triage")
    assert trouble(page, WORDS) == ""
    assert "22 Nov 2026 21:10" in trouble(page, "Received (empty: when this form was opened)")
    assert count(desk) == before


def test_the_keyboard_goes_to_what_is_missing_and_it_is_seen(desk: Desk) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    fill(page, WORDS, "He named a date.")
    field(page, "Phone, and when to call").setFocus()
    bar.setValue(bar.maximum())
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert isinstance(focused(), Segment)
    assert DANGER in focused().accessibleDescription()
    told = page.notices.notices()[0]
    assert not told.visibleRegion().isEmpty()
    choose(page, DANGER, "No")
    bar.setValue(0)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert "Named or not" in focused().accessibleDescription()
    assert not focused().visibleRegion().isEmpty()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.at(ConcernPage)


def test_a_concern_that_waits_begins_with_its_triage(desk: Desk, waiting: ConcernPage) -> None:
    assert focused() is field(waiting, "What is the behavior (not identity or belief)?")
    elsewhere = button(waiting, "Add a file…")
    elsewhere.setFocus()
    waiting.refresh(Changes((("concern", waiting.place.id),)))
    desk.settle()
    assert focused() is elsewhere


def test_nothing_said_of_one_concern_stands_on_another(desk: Desk, waiting: ConcernPage) -> None:
    first = waiting.place.id
    choose(waiting, "Decision", "Open a case")
    fill(waiting, "Reason", "A date was named.")
    desk.click("Record the decision")
    desk.go(ConcernPage, "concern", first)
    assert "belongs to case" in desk.reads()
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "No")
    choose(page, "Named or not", "Anonymous")
    fill(page, WORDS, "Something else.")
    desk.press(Qt.Key.Key_Return, CTRL)
    assert desk.at(ConcernPage).place.id != first
    assert "belongs to case" not in desk.reads()


def test_danger_shows_what_to_do_before_anything_is_written(desk: Desk) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    first = next(each for each in tab_order(page) if isinstance(each, Segment | TextEditor))
    assert isinstance(first, Segment)
    assert DANGER in first.accessibleDescription()
    assert "Act first." not in desk.reads()
    choose(page, DANGER, "Yes")
    assert "Act first." in desk.reads()
    assert "911" in desk.reads()
    choose(page, DANGER, "No")
    assert "Act first." not in desk.reads()


def test_pressing_twice_takes_it_in_once(desk: Desk) -> None:
    before = count(desk)
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "No")
    choose(page, "Named or not", "Anonymous")
    fill(page, WORDS, "He named a date.")
    once = button(page, "Continue to triage")
    once.click()
    once.click()
    desk.settle()
    assert count(desk) == before + 1
    assert desk.ask(lambda services: services.drafts.of("new-concern")) == ()


def test_everything_typed_is_back_after_a_crash(
    desk: Desk, case_file: Path, tmp_path: Path
) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "Not known")
    choose(page, "Named or not", "Named")
    typed = {
        WORDS: "“on Friday” \n ",
        "Your summary": "Names a date.",
        "Where": "Cafeteria",
        "Name, if known": "W.",
        "Relation to the person": "teacher",
        "Phone, and when to call": "555-0100",
    }
    for name, words in typed.items():
        fill(page, name, words)
    fill(page, "Name", "J. Alvarez")
    leave()
    desk.settle()
    crashed = Path(shutil.copytree(case_file, tmp_path / "as the power failed.vpodesk"))
    desk.lock()
    desk.prompts.folders.append(crashed)
    desk.program.area.unlock_page.other_button.click()
    desk.unlock()
    page = desk.go(NewConcernPage, "new_concern")
    assert {name: field(page, name).words() for name in typed} == typed
    assert field(page, "Name").words() == "J. Alvarez"
    assert chosen(page, DANGER) == "Not known"
    assert "Act first." in desk.reads()


def test_an_anonymous_source_has_no_name_even_if_one_was_typed(desk: Desk) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "No")
    fill(page, WORDS, "He named a date.")
    choose(page, "Named or not", "Named")
    fill(page, "Name", "J. Alvarez")
    choose(page, "Named or not", "Anonymous")
    desk.click("Continue to triage")
    assert newest(desk).source.person_id is None


def test_a_decision_needs_what_belongs_to_it(desk: Desk, waiting: ConcernPage) -> None:
    desk.click("Record the decision")
    assert trouble(waiting, "Decision") == "Choose a decision."
    assert trouble(waiting, "Reason") == "Write the reason."
    fill(waiting, "Reason", "A date.")
    choose(waiting, "Decision", "Refer out")
    desk.click("Record the decision")
    assert trouble(waiting, "Referred to") == "Write to whom."
    choose(waiting, "Decision", "Link to an existing case")
    desk.click("Record the decision")
    assert trouble(waiting, "Which case") == "Choose the case."
    choose(waiting, "Decision", "Preliminary inquiry")
    field(waiting, "The inquiry ends on").set_words("soon")
    desk.click("Record the decision")
    assert "27 Nov 2026" in trouble(waiting, "The inquiry ends on")
    assert newest(desk).decision is None


def test_triage_opens_a_case_with_its_reason(desk: Desk, waiting: ConcernPage) -> None:
    choose(waiting, "Decision", "Open a case")
    choose(waiting, "Priority", "Urgent")
    fill(waiting, "Reason", "A date.")
    fill(waiting, "What is the lawful purpose?", "Keep people safe.")
    assert field(waiting, "Next look at the case").words() == "24 Nov 2026"
    choose(waiting, "Priority", "Routine")
    assert field(waiting, "Next look at the case").words() == "7 Dec 2026"
    field(waiting, "Next look at the case").set_words("soon")
    choose(waiting, "Priority", "Urgent")
    desk.click("Record the decision")
    assert "27 Nov 2026" in trouble(waiting, "Next look at the case")
    field(waiting, "Next look at the case").set_words("25 Nov 2026")
    fill(waiting, "Agreed to by (may be left out)", "Sgt. Lund")
    fill(waiting, "Agreed on, such as 27 Nov 2026", "23 Nov 2026")
    desk.click("Record the decision")
    page = desk.at(CasePage)
    concern = newest(desk)
    assert concern.case_id == page.place.id
    case = desk.ask(lambda services: services.cases.get(page.place.id))
    assert str(case.next_review) == "2026-11-25"
    made = desk.ask(lambda services: services.triage.of_concern(concern.id))
    assert made[0].reason == "A date."
    assert made[0].threshold.purpose == "Keep people safe."
    assert made[0].signed == SignOff("Sgt. Lund", "", date(2026, 11, 23))
    desk.go(ConcernPage, "concern", concern.id)
    assert "belongs to case" in desk.reads()
    assert "Sgt. Lund, 23 Nov 2026" in desk.reads()
    assert "A date." in desk.reads()


def test_a_preliminary_inquiry_ends_on_a_day(desk: Desk, waiting: ConcernPage) -> None:
    choose(waiting, "Decision", "Preliminary inquiry")
    assert field(waiting, "The inquiry ends on").words() == "28 Nov 2026"
    fill(waiting, "Reason", "One source only.")
    desk.click("Record the decision")
    page = desk.at(CasePage)
    case = desk.ask(lambda services: services.cases.get(page.place.id))
    assert case.state is CaseState.PRELIMINARY
    assert str(case.next_review) == "2026-11-28"


def test_referring_out_opens_no_case(desk: Desk, waiting: ConcernPage) -> None:
    cases = desk.ask(lambda services: services.cases.count())
    choose(waiting, "Decision", "Refer out")
    fill(waiting, "Referred to", "County crisis team")
    fill(waiting, "Reason", "No threat to others.")
    desk.click("Record the decision")
    page = desk.at(ConcernsPage)
    assert "Refer out" in rows(table(page, "Concerns"))[0]
    assert desk.ask(lambda services: services.cases.count()) == cases
    assert newest(desk).decision is Decision.REFER
    desk.go(ConcernPage, "concern", newest(desk).id)
    assert "Not recorded with the last decision" in desk.reads()
    assert "the lawful purpose, that a supervisor looked at it" in desk.reads()


def test_linking_leads_to_the_case(desk: Desk, waiting: ConcernPage, school: Case) -> None:
    choose(waiting, "Decision", "Link to an existing case")
    listed = drop_down(waiting, "Which case")
    row = listed.findText(f"{school.number} Reyes, Marco")
    listed.setCurrentIndex(row)
    listed.activated.emit(row)
    fill(waiting, "Reason", "The same person.")
    desk.click("Record the decision")
    assert desk.at(CasePage).place.id == school.id

    def numbers(services: Services) -> list[str]:
        return [each.concern.number for each in services.concerns.of_case(school.id)]

    assert newest(desk).number in desk.ask(numbers)


def test_a_concern_is_corrected_and_named_on_its_page(desk: Desk, waiting: ConcernPage) -> None:
    shown = card(waiting, "Correct or add to it")
    fill(shown, "Name of the person it is about", "علي <b>& 👋")
    fill(shown, "Your summary", "Names a date.")
    fill(shown, "When it happened, as said", "31 February")
    leave()
    assert trouble(shown, "When it happened, as said").startswith("No calendar has this day.")
    desk.lock()
    desk.unlock()
    waiting = desk.go(ConcernPage, "concern", newest(desk).id)
    shown = card(waiting, "Correct or add to it")
    assert field(shown, "Your summary").words() == "Names a date."
    field(shown, "When it happened, as said").set_words("last Friday")
    desk.click("Keep the correction")
    concern = newest(desk)
    assert concern.when is not None
    assert (concern.words, concern.summary) == ("He named a date.", "Names a date.")
    assert str(concern.when.earliest) == "2026-11-20"
    assert "علي <b>& 👋" in desk.reads()
    assert "Name of the person it is about" not in desk.reads()


def test_calling_the_source_back_becomes_a_task_that_names_nobody(desk: Desk) -> None:
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "No")
    choose(page, "Named or not", "Asked for confidentiality")
    fill(page, "Name", "Ruth Adeyemi")
    fill(page, WORDS, "He named a date.")
    desk.press(Qt.Key.Key_Return, CTRL)
    shown = card(desk.at(ConcernPage), "Call the source back")
    number = newest(desk).number
    assert number in field(shown, "What is to be done").words()
    assert "Adeyemi" not in field(shown, "What is to be done").words()
    fill(shown, "What is to be done", " Evenings <b>& 👋")
    field(shown, "By when, such as 27 Nov 2026").set_words("31 Nov 2026")
    desk.click("Add it to the tasks")
    assert trouble(shown, "By when, such as 27 Nov 2026") == "Write a date such as 27 Nov 2026."
    field(shown, "By when, such as 27 Nov 2026").set_words("24 Nov 2026")
    desk.click("Add it to the tasks")
    (task,) = [
        line.task
        for line in desk.ask(lambda services: services.tasks.open())
        if number in line.task.what
    ]
    assert str(task.due) == "2026-11-24"
    assert "Evenings <b>& 👋" in task.what


def test_nobody_can_be_called_back_who_left_no_name_and_no_phone(
    desk: Desk, waiting: ConcernPage
) -> None:
    assert "Call the source back" not in desk.reads()


def test_the_list_opens_a_concern_with_the_keyboard(desk: Desk, waiting: ConcernPage) -> None:
    page = desk.go(ConcernsPage, "concerns")
    listed = table(page, "Concerns")
    assert "Waits for triage" in rows(listed)[0]
    open_row(listed, 0)
    assert desk.at(ConcernPage).place.id == newest(desk).id


def no_printer(_printer: PaperPrinter) -> bool:
    return False


def a_printer(_printer: PaperPrinter) -> bool:
    return True


def test_the_emergency_card_is_printed_with_the_time_it_was_first_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PaperPrinter, "has_printer", no_printer)
    shown_at = desk.clock.now()
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "Yes")
    desk.clock.pass_by(minutes=9)
    choose(page, DANGER, "Not known")
    paper = tmp_path / "card.pdf"
    desk.prompts.files.append(paper)
    desk.click("Print this card")
    read = " ".join(part.extract_text() for part in PdfReader(paper).pages)
    assert "10:42 EST" in read
    assert "911" in read
    choose(page, "Named or not", "Anonymous")
    fill(page, WORDS, "He is in the building.")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.at(ConcernPage)
    assert newest(desk).card_shown_at == shown_at
    assert "Emergency card shown" in desk.reads()


def test_a_printer_takes_the_card_without_a_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[bytes] = []

    def take(_printer: PaperPrinter, pdf: bytes) -> bool:
        taken.append(pdf)
        return True

    monkeypatch.setattr(PaperPrinter, "has_printer", a_printer)
    monkeypatch.setattr(PaperPrinter, "print_pdf", take)
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "Yes")
    desk.click("Print this card")
    assert [pdf[:4] for pdf in taken] == [b"%PDF"]
    assert "on its way to the printer" in desk.reads()
    assert desk.prompts.asked == []


def test_the_time_of_the_card_outlives_a_lock(desk: Desk) -> None:
    shown_at = desk.clock.now()
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, DANGER, "Yes")
    fill(page, WORDS, "He is in the")
    desk.lock()
    desk.clock.pass_by(minutes=5)
    desk.unlock()
    page = desk.go(NewConcernPage, "new_concern")
    choose(page, "Named or not", "Anonymous")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.at(ConcernPage)
    assert newest(desk).card_shown_at == shown_at


def test_a_concern_has_the_agencys_numbers_and_its_link_to_conduct(
    desk: Desk, waiting: ConcernPage
) -> None:
    choose(waiting, "Of which system", "CAD")
    fill(waiting, "Number", "26-004417")
    desk.click("Add the number")
    assert rows(table(waiting, "Own numbers of the concern"))[0].startswith("CAD | 26-004417")
    choose(waiting, "Is it about religion, politics, association?", "Politics")
    desk.click("Keep this")
    assert not newest(desk).may_leave
    fill(waiting, "Its link to conduct", "He named a speaker and a day.")
    desk.click("Keep this")
    assert newest(desk).link == "He named a speaker and a day."
    assert newest(desk).may_leave
    open_row(table(waiting, "Own numbers of the concern"), 0)
    desk.settle()
    assert newest(desk).numbers == ()


def test_a_decision_says_how_long_it_took_and_to_whom_it_was_referred(
    desk: Desk, waiting: ConcernPage
) -> None:
    desk.clock.pass_by(minutes=35)
    choose(waiting, "Decision", "Refer out")
    fill(waiting, "Referred to", "County crisis team")
    fill(waiting, "Reason", "No behavior of concern; he asks for help.")
    desk.click("Record the decision")
    desk.go(ConcernPage, "concern", newest(desk).id)
    read = desk.reads()
    assert "35 minutes" in read
    assert "County crisis team" in read


def test_a_card_is_no_taller_than_it_is_on_a_tall_screen(desk: Desk, school: Case) -> None:
    """A screen that stands upright drew the files of a concern over half the page."""
    desk.program.window.resize(1280, 2400)
    page = desk.go(NewConcernPage, "new_concern")
    files = page.files
    assert files.height() == files.heightForWidth(files.width()) < 200
    rules = card(
        desk.go(CasePage, "case", school.id, "plan"), "Does this touch a rule of the plan?"
    )
    assert rules.height() == rules.heightForWidth(rules.width()) < 600
