"""The log of requests for one's own record: entered, answered, and open ones on Today."""

from __future__ import annotations

from ui.pages.hands import Desk, field, fill, open_row, rows, table, trouble
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.case_file.requests_page import RequestsPage
from vpo_desk.ui.today.today_page import TodayPage

REQUESTS = "Requests for one's own record"


def test_a_request_is_entered_due_on_today_and_answered(desk: Desk) -> None:
    desk.go(CaseFilePage, "case_file")
    desk.click("Requests…")
    page = desk.at(RequestsPage)
    assert "Nobody has asked" in desk.reads()
    fill(page, "Who asks", "Whitlock, Aaron")
    fill(page, "Asked on, such as 27 Nov 2026", "a Tuesday")
    desk.click("Enter the request")
    assert trouble(page, "Asked on, such as 27 Nov 2026") == "Write a date such as 27 Nov 2026."
    assert field(page, "Who asks").words() == "Whitlock, Aaron"
    field(page, "Asked on, such as 27 Nov 2026").set_words("16 Nov 2026")
    fill(page, "To be answered by", "20 Nov 2026")
    desk.click("Enter the request")
    assert "Whitlock, Aaron" in rows(table(page, REQUESTS))[0]
    desk.go(TodayPage, "today")
    health = "\n".join(rows(table(desk.page, "Case file health")))
    assert "1 person waits for an answer" in health
    assert "First due 20 Nov 2026" in health
    assert "Whitlock" not in health
    page = desk.go(RequestsPage, "requests")
    open_row(table(page, REQUESTS), 0)
    desk.settle()
    fill(page, "Answered on, such as 27 Nov 2026", "23 Nov 2026")
    desk.click("Enter the answer")
    assert "Write what the person was told." in desk.reads()
    fill(page, "What the person was told", "Nothing is kept.")
    desk.click("Enter the answer")
    assert rows(table(page, REQUESTS))[0].endswith("Nothing is kept.")
    desk.go(TodayPage, "today")
    assert "waits for an answer" not in desk.reads()
