"""The timeline in the window: filtered, added to, corrected, and held out where that is due."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.pages.hands import (
    Desk,
    card,
    choose,
    drop_down,
    field,
    fill,
    open_row,
    rows,
    table,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.catalog import Services
from vpo_desk.services.importing import carried_out
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.ui.attachments.viewer_page import ViewerPage
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.meetings.meeting_page import MeetingPage

LINES = "Timeline of the case"
SAID = "When, as said"
ABOUT = "Is it about religion, politics, association?"


@pytest.fixture
def page(desk: Desk, fresh_case: Case) -> CasePage:
    return desk.go(CasePage, "case", fresh_case.id, "timeline")


def add(desk: Desk, page: CasePage, said: str, what: str) -> None:
    fill(page, SAID, said)
    fill(page, "What happened", what)
    desk.click("Keep the event")


def pick(desk: Desk, page: CasePage, place: int) -> None:
    """Choose the kind of entry that is shown, by its place in the list."""
    box = drop_down(page, "Kind of entry")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    desk.settle()


def test_events_stand_as_said_and_sort_as_the_days_they_may_mean(
    desk: Desk, page: CasePage
) -> None:
    for said in ("before 3 June 2026", "early May 2026", "about two weeks before graduation"):
        add(desk, page, said, f"What was {said}")
    told = [row.split(" | ")[0] for row in rows(table(page, LINES)) if "What was" in row]
    assert told == ["early May 2026", "before 3 June 2026", "about two weeks before graduation"]
    assert field(page, SAID).words() == ""


def test_an_event_without_a_date_keeps_its_words_and_says_so(desk: Desk, page: CasePage) -> None:
    fill(page, "What happened", "Đặng <b>seen</b> & gone")
    desk.click("Keep the event")
    assert "An event needs its date" in desk.reads()
    assert field(page, "What happened").words() == "Đặng <b>seen</b> & gone"


def test_it_is_filtered_by_kind_and_by_words(desk: Desk, page: CasePage) -> None:
    add(desk, page, "early May 2026", "Lost his job")
    pick(desk, page, 1)
    assert [row for row in rows(table(page, LINES)) if "Lost his job" not in row] == []
    pick(desk, page, 0)
    fill(page, "Words in the timeline", "LOST")
    desk.qtbot.waitUntil(lambda: len(rows(table(page, LINES))) == 1)
    fill(page, "Words in the timeline", " nobody said this")
    desk.qtbot.waitUntil(lambda: "No entry fits" in desk.reads())


def test_an_event_is_corrected_in_place(desk: Desk, page: CasePage) -> None:
    add(desk, page, "early May 2026", "Lost his jbo")
    place = [number for number, row in enumerate(rows(table(page, LINES))) if "jbo" in row]
    open_row(table(page, LINES), place[0])
    desk.settle()
    what = field(page, "What happened")
    assert what.words() == "Lost his jbo"
    what.set_words("Lost his job")
    desk.click("Keep the event")
    read = "\n".join(rows(table(page, LINES)))
    assert "Lost his job" in read
    assert "jbo" not in read


def test_a_protected_event_asks_for_its_link_and_says_that_it_is_held_out(
    desk: Desk, page: CasePage
) -> None:
    event = card(page, "Add an event")
    assert "Its link to conduct" not in desk.reads()
    fill(event, SAID, "May 2026")
    fill(event, "What happened", "Was at a rally")
    choose(event, ABOUT, "Politics")
    desk.settle()
    assert "Its link to conduct" in desk.reads()
    assert "stands in no document" in desk.reads()
    desk.click("Keep the event")
    assert "Event (held out of documents)" in "\n".join(rows(table(page, LINES)))


def test_a_note_keeps_its_words_over_a_lock(desk: Desk, page: CasePage) -> None:
    fill(page, "Note", "Half a sent")
    desk.lock()
    desk.unlock()
    page = desk.go(CasePage, "case", page.place.id, "timeline")
    assert field(page, "Note").words() == "Half a sent"


def test_a_line_leads_to_what_it_tells_of(desk: Desk, page: CasePage) -> None:
    shown = table(page, LINES)
    place = [number for number, row in enumerate(rows(shown)) if "received" in row]
    open_row(shown, place[0])
    desk.at(ConcernPage)


def test_it_leads_to_its_own_paper(desk: Desk, page: CasePage) -> None:
    desk.click("Print or save…")
    shown = desk.at(PrintPage)
    assert shown.place.part == "chronology"
    assert "Save rows as CSV…" in desk.reads()


def test_a_date_prints_as_said_where_it_tells_more_than_its_day(desk: Desk, page: CasePage) -> None:
    said = ("probably May 3, 2026", "3/6/2025", "May 4, 2026", "a few days after Easter")
    for each in said:
        add(desk, page, each, f"told {each}")
    read = [row.split(" | ")[0] for row in rows(table(page, LINES)) if "told" in row]
    assert read == [
        "6 Mar 2025 / 3/6/2025",
        "a few days after Easter",
        "3 May 2026 / probably May 3, 2026",
        "4 May 2026",
    ]


def test_a_line_of_a_file_a_referral_and_a_meeting_leads_there_too(
    desk: Desk, fresh_case: Case, tmp_path: Path
) -> None:
    source = tmp_path / "post.txt"
    source.write_text("I will be there")
    case_id = fresh_case.id

    def enter(services: Services) -> Changes:
        at = services.ground.clock.now()
        begun = services.attachments.begin(source, Owner(case_id), AttachmentWords())
        carried_out(begun)
        services.referrals.add(case_id, ReferralWords(at, "Crisis line", "Evaluation"))
        meeting, _ = services.meetings.plan(at, "Team")
        return services.meetings.put_on(meeting.id, case_id)[1]

    desk.session.command(enter)
    for title, kind in (
        ("File added", ViewerPage),
        ("Referred to", CasePage),
        ("Meeting ", MeetingPage),
    ):
        page = desk.go(CasePage, "case", case_id, "timeline")
        found = table(page, LINES)
        (place,) = [n for n, row in enumerate(rows(found)) if title in row]
        open_row(found, place)
        shown = desk.at(kind)
        if isinstance(shown, CasePage):
            assert shown.tab == "plan"
