"""One item's paper and its removal: earlier recipients, two steps, nothing left to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ui.pages.hands import (
    Desk,
    button,
    buttons,
    choose,
    fill,
    open_row,
    rows,
    shown_words,
    table,
    trouble,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.services.catalog import Services
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.records import Look
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.removal_page import RemovalPage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.people.person_page import PersonPage
from vpo_desk.ui.widgets.fields import TextEditor

SPILLED = "ZQ-SPILLED-WORDS"


def spill(desk: Desk, interview: str) -> RemovalPage:
    """Answer a question with words that must not be in the file, and go to their removal."""
    runner = desk.go(RunnerPage, "interview", interview, "SU-B3")
    fill(runner, "Own words (verbatim)", SPILLED)
    choose(runner, "Answered", "Answered")
    desk.settle()
    desk.click("Paper and removal…", runner)
    return desk.at(RemovalPage)


def test_an_answer_is_removed_in_two_steps_and_its_place_stays(
    desk: Desk, interview: Callable[..., str]
) -> None:
    held = interview()
    page = spill(desk, held)
    assert "One answer" in shown_words(page)
    desk.click("Ask for the purge", page)
    assert "Choose one of these" in trouble(page, "Why it must go")
    choose(page, "Why it must go", "It must not be in this file")
    fill(page, "Why it is purged now", "It came from a sealed court record")
    desk.click("Ask for the purge", page)
    assert "Asked for on" in shown_words(page)
    fill(page, "Purge reviewed by", "Records clerk")
    fill(page, "Purge reviewed on, such as 27 Nov 2026", "23 Nov 2026")
    button(page, "Purge for good").click()
    desk.at(CaseFilePage)
    answer = desk.ask(lambda services: services.interviews.answers(held))["SU-B3"]
    assert (answer.text, answer.verbatim) == ("", "")
    runner = desk.go(RunnerPage, "interview", held, "SU-B3")
    assert SPILLED not in shown_words(runner)


def test_what_is_asked_comes_back_after_a_lock_and_can_be_withdrawn(
    desk: Desk, interview: Callable[..., str]
) -> None:
    page = spill(desk, interview())
    fill(page, "Why it is purged now", "Half a rea")
    place = page.place
    desk.lock()
    desk.unlock()
    page = desk.go(RemovalPage, place.page, place.id, place.part)
    assert "Half a rea" in shown_words(page)
    choose(page, "Why it must go", "Court order")
    desk.click("Ask for the purge", page)
    case_file = desk.go(CaseFilePage, "case_file")
    open_row(table(case_file, "Purges"), 0)
    page = desk.at(RemovalPage)
    assert page.place == place
    desk.click("Withdraw the purge", page)
    assert buttons(page, "Ask for the purge")


def test_a_concern_and_a_person_lead_there_and_back(desk: Desk, school: Case) -> None:
    (line,) = desk.ask(lambda services: services.concerns.of_case(school.id))[:1]
    concern = desk.go(ConcernPage, "concern", line.concern.id)
    desk.click("Paper and removal…", concern)
    assert "One concern" in shown_words(desk.at(RemovalPage))
    case = desk.go(CasePage, "case", school.id)
    assert not buttons(case, "Paper and removal…")
    open_row(table(case, "People of the case"), 0)
    desk.click("Paper and removal…", desk.at(PersonPage))
    assert "One person" in shown_words(desk.at(RemovalPage))


@pytest.mark.parametrize(
    ("tab", "listed", "scope"),
    [
        ("timeline", "Timeline of the case", "note"),
        ("timeline", "Timeline of the case", "event"),
        ("records", "Record checks of the case", "record"),
        ("dates", "Orders of the case", "order"),
        ("dates", "Tasks of the case", "task"),
    ],
)
def test_what_was_entered_in_a_case_by_hand_leads_there(
    desk: Desk, fresh_case: Case, tab: str, listed: str, scope: str
) -> None:
    case_id = fresh_case.id
    today = desk.clock.now().day

    def enter(services: Services) -> Changes:
        at = services.ground.clock.now()
        look = Look("RR-A1", at, RecordResult.RELEVANT, system="RMS", note=SPILLED)
        services.notes.add(case_id, NoteWords(at, SPILLED))
        services.timeline.add_event(case_id, "May", SPILLED)
        services.records.add(case_id, look)
        services.orders.add(case_id, OrderWords(OrderKind.BAIL, until=today, terms=SPILLED))
        return services.tasks.add(SPILLED, "", today, case_id)[1]

    desk.session.command(enter)
    page = desk.go(CasePage, "case", case_id, tab)
    assert not buttons(page, "Paper and removal…")
    found = table(page, listed)
    title = {"note": "Note", "event": "Event"}.get(scope, "")
    (place,) = [
        place
        for place, row in enumerate(rows(found))
        if SPILLED in row and (not title or f" | {title} " in row.replace("\n", " "))
    ]
    open_row(found, place)
    desk.settle()
    desk.click("Paper and removal…", page)
    removal = desk.at(RemovalPage)
    assert f"One {'record check' if scope == 'record' else scope}" in shown_words(removal)
    choose(removal, "Why it must go", "It must not be in this file")
    fill(removal, "Why it is purged now", "Sealed by the court")
    desk.click("Ask for the purge", removal)
    fill(removal, "Purge reviewed by", "Records clerk")
    fill(removal, "Purge reviewed on, such as 27 Nov 2026", "23 Nov 2026")
    button(removal, "Purge for good").click()
    desk.at(CaseFilePage)
    page = desk.go(CasePage, "case", case_id, tab)
    gone = [row for row in rows(table(page, listed)) if f"{title}, removed" in row]
    assert len(gone) == bool(title)
    if not title:
        assert all(SPILLED not in row for row in rows(table(page, listed)))
    assert all(SPILLED not in each.words() for each in page.findChildren(TextEditor))


def test_who_has_paper_with_words_that_were_corrected_is_named(desk: Desk, school: Case) -> None:
    wish = PaperWish(school.id, DocumentKind.PLAN)
    desk.session.command(lambda services: services.documents.prepare(wish, "Review", ("Đỗ <b>",)))
    page = desk.go(RemovalPage, "removal", school.subject_id or "", "person")
    assert "No copy that left the desk" in shown_words(page)
    subject = desk.ask(lambda services: services.people.get(school.subject_id or ""))
    corrected = replace(subject, name="Another Name")
    desk.session.command(lambda services: services.people.correct(corrected))
    page = desk.go(RemovalPage, "removal", subject.id, "person")
    (row,) = rows(table(page, "Earlier recipients"))
    assert "Đỗ <b>" in row
    # What was prepared and never produced reached nobody.
    assert len(desk.ask(lambda services: services.documents.copies(school.id))) > 1
