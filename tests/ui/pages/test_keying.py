"""Keying in a paper form: bound to its code, section by section, critical answers twice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.pages.hands import (
    Desk,
    buttons,
    choose,
    chosen,
    drop_down,
    field,
    fill,
    leave,
    open_row,
    rows,
    table,
    trouble,
)
from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.case import Case
from vpo_desk.domain.interview import Interview
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.interview.key_in_page import KeyInPage
from vpo_desk.ui.interview.keying_page import KeyingPage
from vpo_desk.ui.interview.runner_page import RunnerPage

ONLY = ("SU-B3", "SU-E2", "SU-G1", "SU-I2")


def code(desk: Desk, *only: str) -> str:
    found: str = desk.ask(
        lambda services: services.protocols.form("subject@1", only=only).form_code
    )
    return found


def at_the_form(desk: Desk, case: Case) -> KeyInPage:
    desk.go(CasePage, "case", case.id, "interviews")
    desk.click("Key in a paper form…")
    return desk.at(KeyInPage)


def with_the_subject(page: QWidget) -> None:
    who = drop_down(page, "With whom")
    row = next(at for at in range(who.count()) if "(Subject)" in who.itemText(at))
    who.setCurrentIndex(row)
    who.activated.emit(row)


def opened(desk: Desk, case: Case, *only: str) -> KeyingPage:
    page = at_the_form(desk, case)
    fill(page, "Form code", code(desk, *only))
    with_the_subject(page)
    fill(page, "When it was held, as on the sheet", "22 Nov 2026 21:10")
    desk.click("Begin to key it in")
    return desk.at(KeyingPage)


def interview(desk: Desk) -> Interview:
    id_ = desk.page.place.id
    found: Interview = desk.ask(lambda services: services.interviews.get(id_))
    return found


def answers(desk: Desk) -> dict[str, Answer]:
    id_ = desk.page.place.id

    def ask(services: Services) -> dict[str, Answer]:
        return services.interviews.answers(id_)

    found: dict[str, Answer] = desk.ask(ask)
    return found


def key(desk: Desk, question: str, box: str, words: str = "") -> None:
    choose(desk.page, f"{question}, box ticked", box)
    if words:
        fill(desk.page, f"{question}, what is written", words)
        leave()
    desk.settle()


def to_section(desk: Desk, row: int) -> None:
    open_row(table(desk.page, "Sections of the sheet"), row)
    desk.settle()


# --- the head of the sheet -----------------------------------------------------------------------


def test_bad_input_gives_a_sentence_at_its_field_and_loses_nothing(
    desk: Desk, school: Case
) -> None:
    page = at_the_form(desk, school)
    desk.click("Begin to key it in")
    assert trouble(page, "Form code") == "Type the code of the sheet."
    assert trouble(page, "With whom") == "Choose one of these."
    assert trouble(page, "When it was held, as on the sheet").startswith("Type the date")
    fill(page, "Form code", "subject@1/0000")
    with_the_subject(page)
    fill(page, "When it was held, as on the sheet", "one evening")
    desk.click("Begin to key it in")
    assert trouble(page, "When it was held, as on the sheet").startswith("Write a date and time")
    at = field(page, "When it was held, as on the sheet")
    at.selectAll()
    fill(page, "When it was held, as on the sheet", "22 Nov 2026 21:10")
    desk.click("Begin to key it in")
    assert "The code does not fit the questions of subject@1." in desk.reads()
    assert field(page, "Form code").words() == "subject@1/0000"
    desk.lock()
    desk.unlock()
    page = at_the_form(desk, school)
    assert field(page, "Form code").words() == "subject@1/0000"


def test_the_time_held_stands_beside_the_time_entered(desk: Desk, school: Case) -> None:
    page = opened(desk, school)
    assert "held yesterday 21:10" in page.head.line.text()
    assert "entered today 10:42" in page.head.line.text()
    assert interview(desk).at.local.strftime("%Y-%m-%d %H:%M") == "2026-11-22 21:10"


# --- the sheet -----------------------------------------------------------------------------------


def test_the_screen_mirrors_the_sheet_and_what_is_keyed_is_recorded(
    desk: Desk, school: Case
) -> None:
    page = opened(desk, school, *ONLY)
    assert [read.split(" | ")[1] for read in rows(table(page, "Sections of the sheet"))] == [
        "0/1",
        "0/1",
        "0/1",
        "0/1",
        "2 left",
    ]
    key(desk, "SU-B3", "Answered", "Es war ein Scherz. Это шутка. 说着玩的。")
    desk.click("Next section")
    desk.click("Next section")
    key(desk, "SU-G1", "Declined", "Shook his head.")
    found = answers(desk)
    assert found["SU-B3"].text == "Es war ein Scherz. Это шутка. 说着玩的。"
    assert (found["SU-G1"].state, found["SU-G1"].observation) == (
        AnswerState.DECLINED,
        "Shook his head.",
    )
    to_section(desk, 0)
    assert chosen(desk.page, "SU-B3, box ticked") == "Answered"
    desk.click("Open on screen")
    runner = desk.at(RunnerPage)
    runner = desk.go(RunnerPage, "interview", runner.place.id, "SU-B3")
    assert "Es war ein Scherz. Это шутка. 说着玩的。" in desk.reads()


def test_words_without_a_tick_are_an_answer(desk: Desk, school: Case) -> None:
    opened(desk, school, *ONLY)
    fill(desk.page, "SU-B3, what is written", "It was a joke.")
    leave()
    desk.settle()
    assert answers(desk)["SU-B3"].state is AnswerState.ANSWERED
    assert chosen(desk.page, "SU-B3, box ticked") == "Answered"


def test_the_lock_in_the_middle_of_a_word_loses_nothing(desk: Desk, school: Case) -> None:
    page = opened(desk, school, *ONLY)
    id_ = page.place.id
    choose(page, "SU-B3, box ticked", "Answered")
    fill(page, "SU-B3, what is written", "It was a jo")
    desk.lock()
    desk.unlock()
    desk.go(KeyingPage, "keying", id_)
    assert field(desk.page, "SU-B3, what is written").words() == "It was a jo"


def test_a_tick_whose_words_are_missing_is_kept_and_stops_the_seal(
    desk: Desk, school: Case
) -> None:
    page = opened(desk, school, *ONLY)
    id_ = page.place.id
    choose(page, "SU-B3, box ticked", "Answered")
    desk.settle()
    desk.go(RunnerPage, "interview", id_, "finish")
    desk.click("Seal this interview")
    assert "This interview still has unsaved words." in desk.reads()


# --- twice ---------------------------------------------------------------------------------------


def test_critical_answers_are_keyed_again_and_what_differs_is_settled_by_the_paper(
    desk: Desk, school: Case
) -> None:
    opened(desk, school, *ONLY)
    to_section(desk, 1)
    key(desk, "SU-E2", "Answered", "Never.")
    to_section(desk, 3)
    key(desk, "SU-I2", "Declined")
    to_section(desk, 4)
    assert "Never." not in desk.reads(), "the second entry is made without seeing the first"
    key(desk, "SU-E2", "Answered", "Ever.")
    key(desk, "SU-I2", "Declined")
    desk.click("Compare the two entries")
    read = desk.reads()
    assert "1 answer was keyed in two ways." in read
    assert "First: Answered · Never." in read
    assert "Second: Answered · Ever." in read
    assert rows(table(desk.page, "Sections of the sheet"))[-1].endswith("1 left")
    assert interview(desk).keyed_twice == ("SU-I2",)
    desk.click("The second is on the paper")
    assert answers(desk)["SU-E2"].text == "Ever."
    assert set(interview(desk).keyed_twice) == {"SU-E2", "SU-I2"}
    assert "Nothing is left to key again." in desk.reads()
    assert buttons(desk.page, "Compare the two entries") == []
