"""The packet from a meeting's page: seen before it leaves, its holders those at the table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from ui.pages.hands import (
    Desk,
    button,
    field,
    fill,
    open_row,
    rows,
    table,
    trouble,
    write,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.domain.meeting import Attendee, Meeting
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.documents.ledger_page import LedgerPage
from vpo_desk.ui.documents.preview import PreviewCard
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.meetings.meeting_page import MeetingPage

HOLDERS = "Holders, one a line"
PRINT = "Print the packet…"
SAVE = "Save as PDF…"
AMES = Attendee("L. Ames", "County crisis team", "Clinician", "signed agreement")
ORTIZ = Attendee('R. <b>"Ortiz"</b> & أهلا', "School", "Principal", "")


def planned(desk: Desk, *cases: Case, consult: bool = False) -> Meeting:
    at = desk.clock.now()

    def act(services: Services) -> Meeting:
        meeting, _ = services.meetings.plan(at, "Room 2", (AMES, ORTIZ), consult=consult)
        for case in cases:
            services.meetings.put_on(meeting.id, case.id, "Is he safe?")
        return meeting

    found = desk.ask(act)
    assert isinstance(found, Meeting)
    return found


@pytest.fixture
def meeting(desk: Desk, school: Case) -> Meeting:
    return planned(desk, school)


@pytest.fixture
def page(desk: Desk, meeting: Meeting) -> PrintPage:
    desk.go(MeetingPage, "meeting", meeting.id)
    desk.click(PRINT)
    return desk.at(PrintPage)


def read(path: Path) -> str:
    return "\n".join(part.extract_text() for part in PdfReader(path).pages)


def test_a_packet_is_printed_among_the_meetings(desk: Desk, page: PrintPage, school: Case) -> None:
    buttons_ = desk.frame.navigation.buttons
    assert [name for name, each in buttons_.items() if each.isChecked()] == ["meetings"]
    desk.go(PrintPage, "print", school.id, "plan")
    assert [name for name, each in buttons_.items() if each.isChecked()] == ["cases"]


def test_the_form_begins_with_the_meeting_and_those_at_the_table(
    desk: Desk, page: PrintPage, meeting: Meeting
) -> None:
    assert "Meeting packet" in page.head.title.text()
    assert field(page, "Purpose").words().startswith(f"Meeting {meeting.number}, ")
    assert field(page, HOLDERS).words().split("\n") == [
        "L. Ames, County crisis team (signed agreement)",
        'R. <b>"Ortiz"</b> & أهلا, School',
    ]
    preview = page.findChildren(PreviewCard)[0]
    assert preview.note.text().startswith("page 1 of ")
    assert "without identities" not in desk.reads()


def test_each_at_the_table_gets_a_numbered_copy_and_the_ledger_knows_the_meeting(
    desk: Desk, page: PrintPage, meeting: Meeting, school: Case, tmp_path: Path
) -> None:
    desk.prompts.files.append(tmp_path / "packet.pdf")
    desk.click(SAVE)
    assert "2 copies saved." in desk.reads()
    first, second = (read(tmp_path / f"packet-c{number}.pdf") for number in (1, 2))
    assert "COPY 1 OF 2" in first
    assert "L. Ames, County crisis team (signed agreement)" in first
    assert "COPY 2 OF 2" in second
    copies = desk.ask(lambda services: services.documents.copies(school.id))
    packets = [line.copy for line in copies if line.copy.meeting_id == meeting.id]
    assert [each.outcome for each in packets] == [Outcome.SAVED] * 2
    assert {each.document for each in packets} == {DocumentKind.PACKET}
    ledger = desk.go(LedgerPage, "ledger")
    listed = rows(table(ledger, "Copies in the ledger"))
    assert sum(f"meeting {meeting.number}" in row for row in listed) == 2
    of_case = desk.go(LedgerPage, "ledger", school.id)
    assert sum("Meeting packet" in row for row in rows(table(of_case, "Copies in the ledger"))) >= 2
    case_page = desk.go(CasePage, "case", school.id)
    shown = rows(table(case_page, "Copies of this case's documents"))
    assert any("Meeting packet" in row for row in shown)


def test_holders_are_the_officers_to_change_and_changed_ones_survive_the_lock(
    desk: Desk, page: PrintPage, meeting: Meeting, tmp_path: Path
) -> None:
    write(field(page, HOLDERS), "\nT. Abara, prosecutor")
    typed = field(page, HOLDERS).words()
    assert "T. Abara" in typed
    desk.lock()
    desk.unlock()
    page = desk.go(PrintPage, "print", meeting.id, "packet")
    assert field(page, HOLDERS).words() == typed
    field(page, HOLDERS).set_words("")
    fill(page, HOLDERS, "T. Abara, prosecutor")
    desk.prompts.files.append(tmp_path / "packet.pdf")
    desk.click(SAVE)
    assert "for T. Abara, prosecutor" in read(tmp_path / "packet.pdf")


def test_a_form_that_nobody_touched_leaves_no_words_and_follows_the_table(
    desk: Desk, page: PrintPage, meeting: Meeting
) -> None:
    desk.lock()
    desk.unlock()
    count = "SELECT count(*) FROM draft WHERE scope LIKE '%:print:packet'"
    kept = desk.ask(lambda services: services.ground.file.connection.execute(count).fetchone())
    assert kept == (0,)

    def act(services: Services) -> None:
        known = services.meetings.view(meeting.id).meeting
        services.meetings.change(replace(known, attendees=(AMES,)))

    desk.ask(act)
    page = desk.go(PrintPage, "print", meeting.id, "packet")
    assert field(page, HOLDERS).words() == AMES.holder


def test_after_a_release_nothing_is_left_and_the_next_visit_begins_anew(
    desk: Desk, page: PrintPage, meeting: Meeting, tmp_path: Path
) -> None:
    desk.prompts.files.append(tmp_path / "packet.pdf")
    desk.click(SAVE)
    assert field(page, HOLDERS).words() == ""
    desk.go(MeetingPage, "meeting", meeting.id)
    desk.click(PRINT)
    assert "L. Ames" in field(desk.at(PrintPage), HOLDERS).words()


def test_the_holders_of_a_packet_are_not_those_of_a_plan(
    desk: Desk, page: PrintPage, school: Case, meeting: Meeting
) -> None:
    plan = desk.go(PrintPage, "print", school.id, "plan")
    assert field(plan, HOLDERS).words() == ""
    assert field(plan, "Purpose").words() == ""
    again = desk.go(PrintPage, "print", meeting.id, "packet")
    assert "L. Ames" in field(again, HOLDERS).words()


def test_a_consult_warns_and_shows_no_name(desk: Desk, school: Case, tmp_path: Path) -> None:
    meeting = planned(desk, school, consult=True)
    desk.go(MeetingPage, "meeting", meeting.id)
    desk.click(PRINT)
    page = desk.at(PrintPage)
    assert "Read every page before it leaves" in desk.reads()
    field(page, HOLDERS).set_words("")
    fill(page, HOLDERS, "State unit")
    desk.prompts.files.append(tmp_path / "packet.pdf")
    desk.click(SAVE)
    assert "1 copy saved." in desk.reads()
    text = read(tmp_path / "packet.pdf")
    for words in ("Reyes", "Marco", "M.R.", school.number, "Room 2"):
        assert words not in text, words


def test_by_keyboard_alone(desk: Desk, meeting: Meeting, tmp_path: Path) -> None:
    page = desk.go(MeetingPage, "meeting", meeting.id)
    button(page, PRINT).setFocus()
    desk.press(Qt.Key.Key_Return)
    shown = desk.at(PrintPage)
    button(shown, SAVE).setFocus()
    desk.prompts.files.append(tmp_path / "packet.pdf")
    desk.press(Qt.Key.Key_Return)
    assert (tmp_path / "packet-c2.pdf").exists()
    button(shown, "Back").setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.at(MeetingPage).place.id == meeting.id


def test_the_time_for_a_case_is_given_on_the_agenda(desk: Desk, meeting: Meeting) -> None:
    page = desk.go(MeetingPage, "meeting", meeting.id)
    agenda = table(page, "Cases on the agenda")
    open_row(agenda, 0)
    desk.settle()
    for typed in ("soon", "-5", "99999999999999999999"):
        fill(page, "Minutes for it, such as 10", typed)
        desk.click("Keep the minutes")
        assert (
            trouble(page, "Minutes for it, such as 10") == "Write a number of minutes, such as 10."
        )
        assert field(page, "Minutes for it, such as 10").words() == typed
        field(page, "Minutes for it, such as 10").set_words("")
    fill(page, "Minutes for it, such as 10", "900")
    desk.click("Keep the minutes")
    assert "between 1 and 480 minutes" in desk.reads()
    field(page, "Minutes for it, such as 10").set_words("")
    fill(page, "Minutes for it, such as 10", "15")
    desk.click("Keep the minutes")
    desk.settle()
    assert "15 min" in rows(agenda)[0]
    view = desk.ask(lambda services: services.meetings.view(meeting.id))
    assert view.agenda[0].item.allotted == 15
    assert view.agenda[0].item.asked == "Is he safe?"
