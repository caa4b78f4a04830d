"""Reviews, closing with gates and an override, opening again, handing over, and what is held out."""

from __future__ import annotations

import pytest

from ui.pages.hands import Desk, button, card, choose, field, fill, rows, table, trouble
from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.closing import Criterion
from vpo_desk.domain.note import Protected
from vpo_desk.services.catalog import Services
from vpo_desk.services.notes import NoteWords
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.documents.print_page import PrintPage


@pytest.fixture
def page(desk: Desk, fresh_case: Case) -> CasePage:
    return desk.go(CasePage, "case", fresh_case.id, "life")


def state(desk: Desk, page: CasePage) -> CaseState:
    case = desk.ask(lambda services: services.cases.get(page.place.id))
    assert isinstance(case, Case)
    return case.state


def close(desk: Desk, page: CasePage, grounds: str) -> None:
    choose(page, "Grounds", grounds)
    fill(page, "Rationale", "A rumor of another man.")
    desk.click("Close the case")


def test_a_review_needs_its_next_day_and_is_listed(desk: Desk, page: CasePage) -> None:
    fill(page, "What is new, or that nothing is", "Nothing new.")
    desk.click("Keep the review")
    assert trouble(page, "Next review, such as 27 Nov 2026") == "Write the day."
    fill(page, "Next review, such as 27 Nov 2026", "7 Dec 2026")
    choose(page, "Which way it goes", "Steady")
    desk.click("Keep the review")
    (row,) = rows(table(page, "Reviews of the case"))
    assert "Nothing new." in row
    assert "7 Dec 2026" in row
    assert "review 7 Dec 2026" in desk.reads()


def test_what_closing_lacks_is_a_list_that_leads_to_its_fields(desk: Desk, page: CasePage) -> None:
    close(desk, page, "Resolved")
    assert state(desk, page) is CaseState.GATHERING
    words = str(Criterion.LOOKOUT.words)
    button(page, f"No evidence is given for “{words}”.").click()
    assert field(page, words).hasFocus()


def test_a_written_reason_closes_all_the_same_and_is_told(desk: Desk, page: CasePage) -> None:
    close(desk, page, "Resolved")
    fill(page, "Close all the same, because", "The court took it over.")
    desk.click("Close the case")
    assert state(desk, page) is CaseState.CLOSED
    assert "Closed all the same, because: The court took it over." in desk.reads()


def test_a_closed_case_is_opened_again_with_a_reason_and_has_its_memo(
    desk: Desk, page: CasePage
) -> None:
    close(desk, page, "Unfounded")
    assert state(desk, page) is CaseState.CLOSED
    desk.click("Print the closing memo…")
    assert desk.at(PrintPage).place.part == "closing_memo"
    page = desk.go(CasePage, "case", page.place.id, "life")
    fill(page, "Why it is opened again", "A new call.")
    fill(page, "Next review after it, such as 27 Nov 2026", "7 Dec 2026")
    desk.click("Open the case again")
    assert state(desk, page) is CaseState.GATHERING
    assert "A new call." in desk.reads()
    assert button(page, "Close the case")


def test_a_case_is_handed_over_with_what_was_sent(desk: Desk, page: CasePage) -> None:
    fill(page, "To which agency", "County sheriff")
    desk.click("Hand it over")
    assert "needs its reason" in desk.reads()
    assert field(page, "To which agency").words() == "County sheriff"
    fill(page, "Why it is handed over", "He moved there.")
    fill(page, "What was sent", "Plan version 1")
    desk.click("Hand it over")
    assert state(desk, page) is CaseState.TRANSFERRED
    assert "Handed to County sheriff" in desk.reads()


def test_what_is_held_out_is_listed_at_the_review_and_leads_there(
    desk: Desk, page: CasePage
) -> None:
    case_id = page.place.id

    def hold(services: Services) -> Changes:
        (line,) = services.concerns.of_case(case_id)
        now = services.ground.clock.now()
        _, changes = services.notes.add(case_id, NoteWords(now, "Prays.", Protected.RELIGION))
        return changes + services.concerns.mark(line.concern.id, Protected.POLITICS, "")

    desk.session.command(hold)
    desk.settle()
    held = card(page, "Held out of documents")
    assert "2 entries about religion, politics or association" in desk.reads()
    listed = table(held, "Entries held out of documents")
    assert [row.split(" | ")[0] for row in rows(listed)] == ["Politics", "Religion"]
    listed.opened.emit(listed.rows.value(0))
    desk.at(ConcernPage)


def test_what_is_missing_stands_on_the_overview_and_leads_there(desk: Desk, page: CasePage) -> None:
    page = desk.go(CasePage, "case", page.place.id)
    missing = table(page, "What is still missing")
    (place,) = [n for n, row in enumerate(rows(missing)) if "No record was looked up" in row]
    missing.opened.emit(missing.rows.value(place))
    desk.settle()
    assert desk.at(CasePage).tab == "records"
