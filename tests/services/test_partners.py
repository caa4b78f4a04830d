"""The directory, referrals to it, and meetings with their agendas, minutes and decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.services.conftest import AT, REVIEW, TODAY, Desk, later

from vpo_desk.domain.agency import Contact
from vpo_desk.domain.case import Case
from vpo_desk.domain.closing import Grounds
from vpo_desk.domain.meeting import Attendee, MeetingDecision
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.referral import ReferralStatus
from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.errors import VpoError
from vpo_desk.services.closings import ClosingWords
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.services.timeline_lines import TimelineKind

HOUSE = Resource("", "Harbor House", ResourceKind.HOUSING, "555 0188")
LUND = Attendee("S. Lund", "Police", "Sergeant", "Need to know")


def ended(desk: Desk) -> Case:
    case = desk.case()
    desk.services.closings.close(case.id, ClosingWords(AT, Grounds.UNFOUNDED, "Nothing in it."))
    return case


# --- the directory -------------------------------------------------------------------------------


def test_entries_stand_by_kind_and_name_and_keep_every_version(desk: Desk) -> None:
    directory = desk.services.directory
    kept, _ = directory.keep(HOUSE)
    directory.keep(replace(HOUSE, name="County crisis team", kind=ResourceKind.CRISIS))
    directory.keep(replace(HOUSE, name="apartment office"))
    directory.keep(replace(kept, phone="555 0199"))
    names = [each.name for each in desk.reopen().directory.all()]
    assert names == ["County crisis team", "apartment office", "Harbor House"]
    assert desk.services.directory.get(kept.id).phone == "555 0199"
    assert [entry.action for entry in desk.log(kept.id)] == ["create", "change"]


def test_who_is_called_first_follows_the_agencys_own_numbers(desk: Desk) -> None:
    directory = desk.services.directory
    own = desk.services.agency.get().contacts
    assert [each.phone for each in own] == ["911", "988", "741741"]
    kept, _ = directory.keep(replace(HOUSE, first_call=True))
    directory.keep(replace(HOUSE, name="Not first"))
    assert directory.calls() == (*own, Contact("Harbor House", "555 0188"))
    directory.retire(kept.id)
    assert directory.calls() == own
    directory.retire(kept.id, retired=False)
    assert len(directory.calls()) == len(own) + 1


@pytest.mark.parametrize(
    ("entry", "missing"),
    [(replace(HOUSE, name=" "), "name"), (replace(HOUSE, phone="", first_call=True), "phone")],
)
def test_an_entry_needs_a_name_and_a_number_to_be_called(
    desk: Desk, entry: Resource, missing: str
) -> None:
    with pytest.raises(VpoError, match=missing):
        desk.services.directory.keep(entry)
    assert desk.services.directory.all() == ()


def test_what_nobody_looked_at_for_a_year_is_old(desk: Desk) -> None:
    kept, _ = desk.services.directory.keep(HOUSE)
    assert [each.id for each in desk.services.directory.old(TODAY)] == [kept.id]
    desk.services.directory.note_checked(kept.id, TODAY)
    assert desk.services.directory.old(TODAY + timedelta(days=365)) == ()
    assert desk.services.directory.old(TODAY + timedelta(days=366))


def test_the_plan_and_the_emergency_card_name_the_directory(desk: Desk) -> None:
    desk.services.directory.keep(replace(HOUSE, first_call=True))
    case = desk.case()
    desk.services.assessments.seal(desk.judgment(case))
    desk.services.plans.seal(desk.plan(case))
    from vpo_desk.documents.content import PlanContent
    from vpo_desk.domain.disclosure import DocumentKind
    from vpo_desk.services.documents import PaperWish

    content = desk.services.documents.preview(PaperWish(case.id, DocumentKind.PLAN))
    assert isinstance(content, PlanContent)
    assert [call.name for call in content.calls][-1] == "Harbor House"


# --- referrals -----------------------------------------------------------------------------------


def test_a_referral_is_followed_to_its_outcome(desk: Desk) -> None:
    case = desk.case()
    kept, _ = desk.services.directory.keep(HOUSE)
    referral, _ = desk.services.referrals.add(
        case.id, ReferralWords(AT, "Harbor House", "A bed", resource_id=kept.id)
    )
    follow = desk.services.referrals.follow
    follow(referral.id, ReferralStatus.ACCEPTED, "")
    with pytest.raises(VpoError, match="outcome"):
        follow(referral.id, ReferralStatus.ENDED, " ")
    follow(referral.id, ReferralStatus.ENDED, "Moved in.")
    (found,) = desk.reopen().referrals.of_case(case.id)
    assert (found.status, found.outcome, found.is_open) == (
        ReferralStatus.ENDED,
        "Moved in.",
        False,
    )
    told = desk.services.timeline.of_case(case.id)
    assert [str(line.title) for line in told if line.kind is TimelineKind.MEETING] == [
        "Referred to Harbor House: Ended"
    ]


def test_a_referral_needs_to_whom_a_known_entry_and_an_open_case(desk: Desk) -> None:
    case, gone = desk.case(), ended(desk)
    add = desk.services.referrals.add
    with pytest.raises(VpoError, match="to whom"):
        add(case.id, ReferralWords(AT, " "))
    with pytest.raises(VpoError, match="no such entry"):
        add(case.id, ReferralWords(AT, "X", resource_id="resource-none"))
    with pytest.raises(VpoError, match="has ended"):
        add(gone.id, ReferralWords(AT, "X"))


# --- meetings ------------------------------------------------------------------------------------


def test_a_decision_with_a_day_becomes_a_task_and_dissent_is_kept(desk: Desk) -> None:
    case = desk.case()
    meetings = desk.services.meetings
    meeting, _ = meetings.plan(later(24), "Room 2", (LUND,))
    item, _ = meetings.put_on(meeting.id, case.id, "Is he safe?")
    meetings.write(item.id, "Is he safe?", "School: calm. Advocate: afraid.")
    meetings.decide(item.id, MeetingDecision("Call him", "School", REVIEW, "Advocate: too late"))
    meetings.decide(item.id, MeetingDecision("Wait for the court"))
    (line,) = desk.reopen().meetings.view(meeting.id).agenda
    first, second = line.item.decisions
    assert first.dissent == "Advocate: too late"
    assert second.task_id is None
    (task,) = desk.services.tasks.of_case(case.id)
    assert (task.id, task.what, task.owner, task.due) == (
        first.task_id,
        "Call him",
        "School",
        REVIEW,
    )


def test_closed_minutes_stay_as_they_are(desk: Desk) -> None:
    case = desk.case()
    meetings = desk.services.meetings
    meeting, _ = meetings.plan(AT)
    item, _ = meetings.put_on(meeting.id, case.id)
    with pytest.raises(VpoError, match="who was there"):
        meetings.close(meeting.id)
    meetings.change(replace(meeting, attendees=(LUND,)))
    meetings.close(meeting.id)
    before = meetings.view(meeting.id)
    for act in (
        lambda: meetings.change(replace(meeting, place="Elsewhere")),
        lambda: meetings.put_on(meeting.id, case.id, "More"),
        lambda: meetings.write(item.id, "", "Changed"),
        lambda: meetings.decide(item.id, MeetingDecision("More")),
        lambda: meetings.take_off(item.id),
        lambda: meetings.move(item.id, up=True),
        lambda: meetings.close(meeting.id),
    ):
        with pytest.raises(VpoError, match="closed"):
            act()
    assert meetings.view(meeting.id) == before


def test_the_agenda_offers_what_is_due_and_can_be_put_in_order(desk: Desk) -> None:
    cases = [desk.case() for _ in range(3)]
    for case in cases:
        desk.services.assessments.seal(desk.judgment(case))
        desk.services.plans.seal(desk.plan(case))
    meetings = desk.services.meetings
    meeting, _ = meetings.plan(AT)
    offered = {line.case.id for line in meetings.suggested(meeting.id)}
    assert offered == {case.id for case in cases}
    items = [meetings.put_on(meeting.id, case.id)[0] for case in cases]
    assert meetings.suggested(meeting.id) == ()
    meetings.move(items[2].id, up=True)
    meetings.move(items[0].id, up=True)  # already the first
    order = [line.case.id for line in meetings.view(meeting.id).agenda]
    assert order == [cases[0].id, cases[2].id, cases[1].id]
    meetings.take_off(items[0].id)
    assert [line.case.id for line in meetings.view(meeting.id).agenda] == order[1:]
    meetings.put_on(meeting.id, cases[0].id)
    assert {line.case.id for line in meetings.view(meeting.id).agenda} == set(order)


def test_a_case_that_was_talked_about_stays_on_the_agenda(desk: Desk) -> None:
    case = desk.case()
    meetings = desk.services.meetings
    meeting, _ = meetings.plan(AT)
    item, _ = meetings.put_on(meeting.id, case.id)
    meetings.write(item.id, "", "Said something.")
    with pytest.raises(VpoError, match="minutes"):
        meetings.take_off(item.id)


def test_who_came_last_time_is_at_the_table_again(desk: Desk) -> None:
    meetings = desk.services.meetings
    meetings.plan(AT, attendees=(LUND,))
    second, _ = meetings.plan(later(5))
    assert (second.number, second.attendees) == (2, (LUND,))
    assert [each.number for each in meetings.ahead()] == [1, 2]
    assert meetings.by_number(2) == second
    with pytest.raises(VpoError, match="no meeting 3"):
        meetings.by_number(3)


def test_a_person_somebody_was_referred_for_is_named_by_the_referral(desk: Desk) -> None:
    case = desk.case()
    sister = desk.person(case, "Ana Novak", RoleName.FAMILY)
    words = ReferralWords(AT, "Harbor House", person_id=sister.id)
    referral, _ = desk.services.referrals.add(case.id, words)
    from vpo_desk.storage.belongings import naming

    assert referral.id in set(naming(desk.opened.file.connection, sister.id))
