"""The search page: as one types, by keyboard alone, and nothing of it left after the lock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.pages.hands import (
    CTRL,
    Desk,
    drop_down,
    fill,
    focused,
    is_there,
    rows,
    shown_words,
    table,
    trouble,
    write,
)
from vpo_desk.domain.audit import AuditEntry
from vpo_desk.domain.case import Case
from vpo_desk.services.search import SEARCHED
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.people.person_page import PersonPage
from vpo_desk.ui.search.hit_places import KINDS
from vpo_desk.ui.search.search_page import SearchPage
from vpo_desk.ui.today.today_page import TodayPage
from vpo_desk.ui.widgets.table import ListTable


def searching(desk: Desk, words: str = "") -> SearchPage:
    desk.press(Qt.Key.Key_K, CTRL)
    page = desk.at(SearchPage)
    assert focused() is page.field
    write(page.field, words)
    desk.settle()
    return page


def found(page: SearchPage) -> list[str]:
    """Return the lines of the list; none while another part stands in its place."""
    shown = page.findChild(ListTable)
    assert shown is not None
    return rows(shown) if is_there(shown) else []


def searches(desk: Desk) -> list[AuditEntry]:
    log = desk.ask(lambda services: services.upkeep.entries(""))
    return [entry for entry in log if entry.action == "search"]


def test_every_kind_that_can_be_found_has_a_name() -> None:
    assert sorted(kind for kind, _ in KINDS) == sorted(SEARCHED)


def test_it_says_what_can_be_looked_for_and_when_there_is_nothing(desk: Desk) -> None:
    page = searching(desk)
    assert "What are you looking for?" in desk.reads()
    write(page.field, "zeppelin")
    desk.settle()
    assert "Nothing holds all of these words" in desk.reads()
    assert "What are you looking for?" not in desk.reads()


def test_results_come_while_one_types_and_follow_each_letter(desk: Desk, school: Case) -> None:
    page = searching(desk, "sch")
    first = found(page)
    assert first
    write(page.field, "ool zzz")
    desk.settle()
    assert found(page) == []
    assert page.head.line.text() == ""


def test_the_keyboard_alone_leads_to_the_answer_and_back(desk: Desk) -> None:
    desk.at(TodayPage)
    page = searching(desk, "friday")
    choose_kind(desk, page, "answer")
    lines = found(page)
    assert lines
    assert all(line.startswith("Answers") for line in lines)
    page.field.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    runner = desk.at(RunnerPage)
    assert runner.place.part
    desk.frame.back()
    page = desk.at(SearchPage)
    assert page.field.words() == "friday"
    assert found(page) == lines
    desk.press(Qt.Key.Key_Escape)
    desk.at(TodayPage)


def choose_kind(desk: Desk, page: SearchPage, kind: str) -> None:
    shown = drop_down(page, "Kind")
    shown.set_value(kind)
    shown.chosen.emit(kind)
    desk.settle()


def test_enter_in_the_field_opens_the_first_result(desk: Desk, school: Case) -> None:
    page = searching(desk, school.number)
    choose_kind(desk, page, "case")
    page.field.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.at(CasePage).place.id == school.id


def test_a_misspelled_name_leads_to_the_person(desk: Desk, school: Case) -> None:
    person = desk.ask(lambda services: services.people.get(school.subject_id or ""))
    name = " ".join(reversed(person.name.replace(",", " ").split()))
    page = searching(desk, name[:-2] + name[-1] + name[-2])
    (line,) = [each for each in found(page) if each.startswith("People")]
    assert person.name in line
    assert "spelled alike" in line
    page.open_first()
    desk.settle()
    assert desk.at(PersonPage).place.id == school.subject_id


def test_a_case_filter_keeps_to_the_case_and_refuses_an_unknown_one(
    desk: Desk, school: Case
) -> None:
    page = searching(desk, "friday")
    everywhere = len(found(page))
    field = fill(page, "Case number", school.number)
    field.commit()
    desk.settle()
    assert 0 < len(found(page)) < everywhere
    write(field, "9")
    field.commit()
    desk.settle()
    assert "no case" in trouble(page, "Case number")


def test_one_search_is_one_entry_without_a_word_of_it(desk: Desk) -> None:
    page = searching(desk, "fr")
    write(page.field, "iday")
    desk.settle()
    assert searches(desk) == []
    page.open_first()
    desk.settle()
    (entry,) = searches(desk)
    assert "friday" not in entry.detail
    assert "opened=" in entry.detail
    searching(desk, "school")
    desk.press(Qt.Key.Key_Escape)
    assert len(searches(desk)) == 2
    desk.press(Qt.Key.Key_K, CTRL)
    desk.press(Qt.Key.Key_Escape)
    assert len(searches(desk)) == 3  # the words still stood there, and were looked for again


@pytest.mark.parametrize("words", ["friday", "zeppelin"])
def test_the_lock_leaves_nothing_and_enters_the_search(desk: Desk, words: str) -> None:
    searching(desk, words)
    desk.lock()
    assert words not in shown_words(desk.program.window).casefold()
    desk.unlock()
    again = desk.at(SearchPage)
    assert again.field.words() == ""
    assert len(searches(desk)) == 1
    assert words not in desk.program.window.windowTitle()


def test_a_hit_is_marked_in_its_place(desk: Desk) -> None:
    page = searching(desk, "friday")
    shown = table(page, "What was found")
    cell = next(
        cell for row in range(shown.rows.rowCount()) if (cell := shown.rows.cell(row, 1)).marks
    )
    begin, end = cell.marks[0]
    assert cell.words[begin:end].casefold().startswith("friday")
    plain = shown.grab().toImage()
    for row in range(shown.rows.rowCount()):
        assert shown.rows.cell(row, 1).words
    assert plain.width() > 0


def test_the_concern_of_a_decision_is_where_it_opens(desk: Desk) -> None:
    concern = desk.ask(lambda services: services.concerns.newest(20)[-1].concern)
    (decided, *_) = desk.ask(lambda services: services.triage.of_concern(concern.id))
    page = searching(desk, decided.reason)
    choose_kind(desk, page, "triage")
    assert len(found(page)) == 1
    page.open_first()
    desk.settle()
    assert desk.at(ConcernPage).place.id == concern.id


def test_the_mouse_finds_the_way_in_too(desk: Desk) -> None:
    QTest.mouseClick(desk.frame.top.search_button, Qt.MouseButton.LeftButton)
    page = desk.at(SearchPage)
    assert focused() is page.field


def test_an_event_is_found_with_its_own_date_as_said(desk: Desk, school: Case) -> None:
    desk.session.command(
        lambda services: services.timeline.add_event(school.id, "early May", "He lit a zeppelin.")
    )
    desk.settle()
    (row,) = found(searching(desk, "zeppelin"))
    assert row.endswith("early May / entered 23 Nov 2026")
