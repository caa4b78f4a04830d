"""The packet of a meeting: what it gathers, whom it names, and that every case's ledger knows it."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.services.conftest import AT, INTAKE, OPENING, REVIEW, TODAY, Desk, later

from vpo_desk.documents.packet_content import PacketContent
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.disclosure import CopyEnd, DocumentKind, Outcome
from vpo_desk.domain.meeting import Attendee, Meeting, MeetingDecision
from vpo_desk.domain.person import FactKind, PersonFact, RoleName
from vpo_desk.domain.plan import Action, Domain
from vpo_desk.domain.purge import Basis, Decided, Scope
from vpo_desk.domain.redaction import Exemption, Removal
from vpo_desk.domain.referral import LetterKind, Referral, ReferralLetter, ReferralStatus
from vpo_desk.domain.retention import Ending, Period, Schedule
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.redactions import Edition
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.services.timeline_lines import TimelineKind
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.verify import check_schema

AMES = Attendee("L. Ames", "County crisis team", "Clinician", "signed agreement")
ORTIZ = Attendee("R. Ortiz", "Mill School", "Principal", "")


def meeting_of(desk: Desk, *cases: Case, consult: bool = False, hours: int = 24) -> Meeting:
    meetings = desk.services.meetings
    meeting, _ = meetings.plan(later(hours), "Room 2", (AMES, ORTIZ), consult=consult)
    for case in cases:
        meetings.put_on(meeting.id, case.id, "Is he safe on Friday?")
    return meeting


def wish(meeting: Meeting, **changes: Any) -> PaperWish:
    return PaperWish("", DocumentKind.PACKET, meeting_id=meeting.id, **changes)


def packet(desk: Desk, meeting: Meeting, **changes: Any) -> PacketContent:
    content = desk.services.documents.preview(wish(meeting, **changes))
    assert isinstance(content, PacketContent)
    return content


def released(desk: Desk, meeting: Meeting, *holders: str) -> tuple[PreparedCopy, ...]:
    copies, _ = desk.services.documents.prepare(wish(meeting), "Team meeting", holders)
    for each in copies:
        desk.services.documents.note_outcome(each.copy.id, Outcome.PRINTED)
    return copies


def case_of(desk: Desk, name: str) -> Case:
    return desk.case(replace(INTAKE, about=PersonDetails(name)))


def decide(desk: Desk, meeting: Meeting, decision: MeetingDecision, place: int = 0) -> None:
    item = desk.services.meetings.view(meeting.id).agenda[place].item
    desk.services.meetings.decide(item.id, decision)


# --- what it gathers -----------------------------------------------------------------------------


def test_the_agenda_is_the_meetings_with_what_is_asked_and_the_time_given(desk: Desk) -> None:
    first, second = case_of(desk, "Peter Novak"), case_of(desk, "Ana Reyes")
    desk.judged(first)
    meeting = meeting_of(desk, second, first)
    line = desk.services.meetings.view(meeting.id).agenda[1]
    desk.services.meetings.write(line.item.id, "May he come back?", "", 15)
    content = packet(desk, meeting)
    assert [str(each.about) for each in content.agenda] == [
        f"Case {second.number} · A.R.",
        f"Case {first.number} · P.N. · Elevated",
    ]
    assert [(each.asked, each.allotted) for each in content.agenda] == [
        ("Is he safe on Friday?", 0),
        ("May he come back?", 15),
    ]
    assert [each.name for each in content.seats] == ["L. Ames", "R. Ortiz"]
    facts = {str(label): str(value) for label, value in content.facts}
    assert facts["Where"] == "Room 2"
    assert facts["Time for cases"] == "15 minutes"


@pytest.mark.parametrize("minutes", [-1, 481])
def test_nobody_meets_about_a_case_for_more_than_a_day(desk: Desk, minutes: int) -> None:
    meeting = meeting_of(desk, desk.case())
    item = desk.services.meetings.view(meeting.id).agenda[0].item
    with pytest.raises(VpoError, match="between 1 and 480"):
        desk.services.meetings.write(item.id, "", "", minutes)
    assert desk.services.meetings.view(meeting.id).agenda[0].item == item


def test_a_case_that_nobody_judged_has_its_page_and_says_what_is_not_recorded(desk: Desk) -> None:
    case = desk.case()
    (summary,) = packet(desk, meeting_of(desk, case)).summaries
    facts = {str(label): value for label, value in summary.facts}
    assert facts["Assessment"] is None
    assert str(facts["Person of concern"]) == "P.N."
    sections = {str(each.heading): str(each.parts) for each in summary.sections}
    assert OPENING.reason in sections["Why now"]
    for heading in ("What drives", "Warning behaviors", "What protects", "Not known"):
        assert "Not recorded." in sections[heading], heading


def test_a_draft_says_so_on_its_page_and_a_sealed_one_takes_its_place(desk: Desk) -> None:
    case = desk.case()
    desk.services.assessments.save(desk.judgment(case))
    meeting = meeting_of(desk, case)
    assert "DRAFT" in str(packet(desk, meeting).summaries[0].facts)
    desk.services.assessments.seal(desk.judgment(case))
    told = str(packet(desk, meeting).summaries[0].facts)
    assert "DRAFT" not in told
    assert "sealed" in told


def test_what_is_overdue_from_earlier_meetings_comes_first(desk: Desk) -> None:
    case, other = desk.case(), case_of(desk, "Ana Reyes")
    earlier = meeting_of(desk, case, other, hours=1)
    decide(desk, earlier, MeetingDecision("Later", "School", TODAY + timedelta(days=9)))
    decide(desk, earlier, MeetingDecision("Late", "Advocate", TODAY - timedelta(days=1)))
    decide(desk, earlier, MeetingDecision("Done", "", TODAY))
    decide(desk, earlier, MeetingDecision("Of nobody here", "X", TODAY), place=1)
    decide(desk, earlier, MeetingDecision("Has no day"))
    tasks = {each.what: each.id for each in desk.services.tasks.of_case(case.id)}
    desk.services.tasks.finish(tasks["Done"])
    content = packet(desk, meeting_of(desk, case))
    assert [(each.what, each.overdue) for each in content.carried] == [
        ("Late", True),
        ("Later", False),
    ]
    assert [(each.what, each.done) for each in content.actions] == [
        ("Late", False),
        ("Later", False),
        ("Done", True),
    ]
    assert "1 open action of a case that is not on this agenda" in str(content.withheld)
    assert "Of nobody here" not in str(content)


def test_the_plan_in_force_is_in_the_log_and_the_officers_own_tasks_are_not(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    plan = desk.plan(case)
    owner = Action(Domain.MEANS, "Keep the rifle", "Peter Novak and his sister", REVIEW)
    desk.services.plans.seal(replace(plan, actions=(*plan.actions, owner)))
    desk.services.tasks.add("Thank B. Hale for calling", "", TODAY, case.id)
    content = packet(desk, meeting_of(desk, case))
    assert {each.what: each.owner for each in content.actions} == {
        "Crisis evaluation": "County team",
        "Keep the rifle": "P.N. and his sister",
    }
    assert "Hale" not in str(content)


def test_a_name_in_either_order_stands_by_initials_where_somebody_acts(desk: Desk) -> None:
    case = case_of(desk, "Reyes, Marco")
    desk.person(case, "Elena Reyes", RoleName.FAMILY)
    meeting = meeting_of(desk, case)
    for owner in ("Marco Reyes", "REYES, Marco", "Elena Reyes's brother", "Reyes Towing"):
        decide(desk, meeting, MeetingDecision(f"Of {owner}", owner, REVIEW))
    content = packet(desk, meeting)
    wanted = ["M.R.", "M.R.", "E.R.'s brother", "Reyes Towing"]
    assert [each.owner for each in content.actions] == wanted
    assert [each.owner for each in content.minutes[0].decisions] == wanted


def test_what_units_were_asked_and_have_not_answered_is_told_and_who_helps_is_not(
    desk: Desk,
) -> None:
    case, other = case_of(desk, "Peter Novak"), case_of(desk, "Ana Reyes")
    referrals = desk.services.referrals

    def asked(about: Case, to: str, letter: ReferralLetter) -> Referral:
        return referrals.add(about.id, ReferralWords(AT, to, "A second look", letter=letter))[0]

    late = ReferralLetter(
        LetterKind.ASSISTANCE,
        consent="Mutual aid",
        question="What of Peter Novak?",
        answer_by=REVIEW,
    )
    soon = replace(late, question="", answer_by=TODAY)
    asked(case, "State unit", late)
    asked(case, "Fusion center", soon)
    asked(other, "Another desk", late)
    done = asked(case, "Answered unit", late)
    referrals.follow(done.id, ReferralStatus.ENDED, "Told by phone.")
    asked(case, "Counselor", replace(late, kind=LetterKind.HELP))
    meeting = meeting_of(desk, case)
    assert [
        (each.about, each.agency, each.question, each.basis, each.due)
        for each in packet(desk, meeting).requests
    ] == [
        (case.number, "Fusion center", "A second look", "Mutual aid", TODAY),
        (case.number, "State unit", "What of P.N.?", "Mutual aid", REVIEW),
    ]
    hidden = packet(desk, meeting_of(desk, case, consult=True)).requests
    assert [each.about for each in hidden] == ["A", "A"]
    assert "Novak" not in str(hidden)


def test_minutes_once_closed_stand_with_decisions_and_dissent(desk: Desk) -> None:
    case = desk.case()
    meeting = meeting_of(desk, case)
    assert not packet(desk, meeting).closed
    item = desk.services.meetings.view(meeting.id).agenda[0].item
    desk.services.meetings.write(item.id, item.asked, "School: <b>calm</b>. \ud83d أهلا")
    decide(desk, meeting, MeetingDecision("Call him", "School", REVIEW, "Advocate: too late"))
    desk.services.meetings.close(meeting.id)
    content = packet(desk, meeting)
    (minutes,) = content.minutes
    assert content.closed
    assert minutes.said == "School: <b>calm</b>. \ud83d أهلا"
    assert [(each.what, each.dissent) for each in minutes.decisions] == [
        ("Call him", "Advocate: too late")
    ]


def test_a_meeting_without_a_case_still_has_a_packet(desk: Desk) -> None:
    meeting = meeting_of(desk)
    (copy,) = released(desk, meeting, "L. Ames")
    assert copy.copy.named == ()
    assert desk.services.paper.make(copy).startswith(b"%PDF")
    assert not desk.services.ledger.lines()[0].old


# --- copies --------------------------------------------------------------------------------------


def test_those_at_the_table_are_named_as_holders_with_their_basis() -> None:
    assert AMES.holder == "L. Ames, County crisis team (signed agreement)"
    assert ORTIZ.holder == "R. Ortiz, Mill School"
    assert Attendee("A\nB", " ", "", "need\nto know").holder == "A B (need to know)"


def test_every_copy_is_numbered_and_every_case_of_it_shows_it(desk: Desk) -> None:
    cases = (desk.case(), case_of(desk, "Ana Reyes"))
    other = case_of(desk, "Bo Lind")
    meeting = meeting_of(desk, *cases)
    copies = released(desk, meeting, AMES.holder, ORTIZ.holder)
    again = released(desk, meeting, AMES.holder)
    assert [(c.copy.number, c.copy.of, c.copy.document_version) for c in (*copies, *again)] == [
        (1, 2, 1),
        (2, 2, 1),
        (1, 1, 2),
    ]
    services = desk.reopen()
    ids = [each.copy.id for each in (*copies, *again)]
    for case in cases:
        assert [line.copy.id for line in services.ledger.lines(case.id)] == ids[::-1]
        assert [line.copy.id for line in services.documents.copies(case.id)] == ids[::-1]
        told = services.timeline.of_case(case.id)
        assert sum(line.kind is TimelineKind.PAPER for line in told) == 3
        logged = [line.entry.object_id for line in services.audit_log.of_case(case.id)]
        assert set(ids) <= set(logged)
    assert {line.case_number for line in services.ledger.lines()} == {"meeting 1"}
    assert services.ledger.lines(other.id) == ()
    assert services.documents.copies(other.id) == ()
    assert not set(ids) & {line.entry.object_id for line in services.audit_log.of_case(other.id)}


def test_a_page_of_every_case_follows_what_becomes_of_a_copy(desk: Desk) -> None:
    cases = (desk.case(), case_of(desk, "Ana Reyes"))
    meeting = meeting_of(desk, *cases)
    copies, changes = desk.services.documents.prepare(wish(meeting), "Meeting", ("L. Ames",))
    noted = desk.services.documents.note_outcome(copies[0].copy.id, Outcome.SAVED)
    ended = desk.services.ledger.note_end(copies[0].copy.id, CopyEnd.RETURNED, TODAY)
    for found in (changes, noted, ended):
        assert isinstance(found, Changes)
        assert all(found.touches(each.id) for each in (*cases, meeting))


def test_a_case_that_was_taken_off_stays_in_what_was_printed(desk: Desk) -> None:
    first, second = desk.case(), case_of(desk, "Ana Reyes")
    meeting = meeting_of(desk, first)
    (copy,) = released(desk, meeting, AMES.holder)
    item = desk.services.meetings.view(meeting.id).agenda[0].item
    desk.services.meetings.take_off(item.id)
    desk.services.meetings.put_on(meeting.id, second.id)
    assert [line.copy.id for line in desk.services.ledger.lines(first.id)] == [copy.copy.id]
    assert desk.services.ledger.lines(second.id) == ()


def test_who_received_a_packet_is_told_of_a_correction(desk: Desk) -> None:
    case = desk.case()
    released(desk, meeting_of(desk, case), AMES.holder)
    subject = desk.services.people.get(case.subject_id or "")
    desk.services.people.correct(replace(subject, name="Piotr Novak"))
    told = desk.services.corrections.recipients(subject.id)
    assert [line.copy.holder for line in told] == [AMES.holder]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sources": True}, "never says who told"),
        ({"table": True}, "cannot be saved as rows"),
    ],
)
def test_what_a_packet_cannot_be_is_refused_before_anything_is_entered(
    desk: Desk, changes: dict[str, bool], why: str
) -> None:
    meeting = meeting_of(desk, desk.case())
    with pytest.raises(VpoError, match=why):
        desk.services.documents.prepare(wish(meeting, **changes), "Meeting", ())
    with pytest.raises(VpoError, match="needs the meeting"):
        desk.services.documents.preview(PaperWish(desk.case().id, DocumentKind.PACKET))
    with pytest.raises(VpoError, match="no such meeting"):
        desk.services.documents.preview(replace(wish(meeting), meeting_id="meeting-none"))
    assert desk.services.ledger.lines() == ()


# --- old paper -----------------------------------------------------------------------------------


def test_a_packet_is_old_when_a_case_of_it_was_judged_or_planned_anew(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    meeting = meeting_of(desk, case)
    (first,) = released(desk, meeting, AMES.holder)
    ledger = desk.services.ledger
    assert not ledger.lines()[0].old
    desk.services.plans.save(desk.plan(case))
    assert not ledger.lines()[0].old  # a draft of a plan stands in no packet
    desk.services.plans.seal(desk.plan(case))
    assert ledger.lines()[0].old
    (second,) = released(desk, meeting, AMES.holder)
    desk.services.assessments.seal(desk.judgment(case, later(3)))
    assert [line.copy.id for line in ledger.to_recall(case.id)] == [
        second.copy.id,
        first.copy.id,
    ]
    code = ledger.lines()[0].code
    assert [str(each) for each in ledger.check(code).since] == [
        f"Case {case.number}: Assessment 2 is newer."
    ]
    note, _ = ledger.prepare_recall()
    rows = [[str(cell) for cell in row] for part in note.parts for row in part.rows]
    assert [row[1] for row in rows] == [
        "Meeting packet 2, meeting 1",
        "Meeting packet 1, meeting 1",
    ]


def test_a_first_judgment_makes_a_packet_old_that_had_none(desk: Desk) -> None:
    case = desk.case()
    released(desk, meeting_of(desk, case), AMES.holder)
    desk.services.assessments.save(desk.judgment(case))
    assert desk.services.ledger.lines()[0].old


def test_a_changed_agenda_makes_it_old_and_its_minutes_do_not(desk: Desk) -> None:
    first, second = desk.case(), case_of(desk, "Ana Reyes")
    meeting = meeting_of(desk, first, second)
    meetings, ledger = desk.services.meetings, desk.services.ledger
    released(desk, meeting, AMES.holder)
    item = meetings.view(meeting.id).agenda[0].item
    meetings.write(item.id, item.asked, "The school is calm.")
    decide(desk, meeting, MeetingDecision("Call him"))
    assert not ledger.lines()[0].old
    code = ledger.lines()[0].code
    assert [str(each) for each in ledger.check(code).since] == [
        "Minutes or decisions were written since."
    ]
    for change in (
        lambda: meetings.write(item.id, "Something else", "The school is calm."),
        lambda: meetings.write(item.id, "Something else", "The school is calm.", 20),
        lambda: meetings.move(item.id, up=False),
        lambda: meetings.put_on(meeting.id, case_of(desk, "Bo Lind").id),
        lambda: meetings.take_off(meetings.view(meeting.id).agenda[0].item.id),
        lambda: meetings.change(replace(meeting, attendees=(AMES,))),
    ):
        released(desk, meeting, AMES.holder)
        assert not ledger.lines()[0].old
        change()
        assert ledger.lines()[0].old
    released(desk, meeting, AMES.holder)
    meetings.close(meeting.id)
    assert not ledger.lines()[0].old


# --- purges --------------------------------------------------------------------------------------


def test_the_purge_of_one_case_leaves_the_copies_and_makes_them_old(desk: Desk) -> None:
    gone = desk.case(decision=replace(OPENING, decision=Decision.PRELIMINARY, until=REVIEW))
    stays = case_of(desk, "Ana Reyes")
    meeting = meeting_of(desk, gone, stays)
    (copy,) = released(desk, meeting, AMES.holder)
    concern = desk.services.concerns.of_case(gone.id)[0].concern
    desk.services.triage.decide(
        concern.id, replace(OPENING, decision=Decision.NO_ACTION, priority=None, reason="Nothing.")
    )
    schedule = Schedule("City clerk", TODAY, (Period(Ending.NO_ACTION, 1),))
    desk.services.retention.set_schedule(schedule)
    desk.clock.moment = replace(AT, utc=AT.utc + timedelta(days=800))
    purges = desk.services.purges
    asked, _ = purges.ask(Scope.CASE, gone.id, basis=Basis.PERIOD_ENDED, reason="Over.")
    day = desk.clock.moment.day
    purges.confirm(asked.id, Decided("Lt. Ames", day))
    services = desk.reopen()
    (line,) = services.ledger.lines(stays.id)
    assert line.copy.id == copy.copy.id
    assert line.old
    assert "no longer in this case file" in str(services.ledger.check(line.code).since[0])
    assert services.ledger.to_recall() == (line,)
    content = packet(desk, meeting)
    assert len(content.summaries) == 1
    assert gone.number not in str(content)
    connection = desk.opened.file.connection
    for check in (check_schema, check_versions, check_heads):
        assert check(connection).holds


# --- a consult without identities ----------------------------------------------------------------

PLACES = ("Mill Road", "14 Mill Road", "Ketchum Foundry", "Cobalt Café")
SECRETS = ("Novak", "Peter", "Hale", "Tolan", "Greg", "P.N.", "P. N.", "G.T.", *PLACES, "555 0142")


def consult(desk: Desk) -> tuple[Meeting, Case]:
    case = desk.case(
        replace(
            INTAKE,
            about=PersonDetails("Peter Novak", phone="555 0142"),
            place="Cobalt Café",
            incident_number="CAD-7781",
        )
    )
    target = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
    particulars = desk.services.particulars
    particulars.add_fact(case.subject_id or "", PersonFact(FactKind.ADDRESS, "14 Mill Road"))
    particulars.add_fact(target.id, PersonFact(FactKind.EMPLOYER, "Ketchum Foundry"))
    words = (
        f"Péter NOVAK (P.N., also P. N. and PN) of 14 Mill\nRoad told Tolan's boss at the Ketchum"
        f" Foundry; see {case.number} and CAD-7781, call (555) 0142. <i>no</i> means no, Mr. It."
    )
    desk.services.assessments.seal(replace(desk.judgment(case), formulation=CitedText(words)))
    plan = desk.plan(case)
    action = Action(Domain.TARGET, "Tell Greg Tolan", "Novak's sister", REVIEW)
    desk.services.plans.seal(replace(plan, actions=(action,)))
    meeting = meeting_of(desk, case, consult=True)
    item = desk.services.meetings.view(meeting.id).agenda[0].item
    desk.services.meetings.write(item.id, f"What of {words}", words)
    decide(desk, meeting, MeetingDecision(words, "Peter Novak", TODAY, words))
    desk.services.meetings.change(replace(meeting, notes=words))
    return meeting, case


def everything_in(pdf: bytes, tmp_path: Path) -> str:
    """Return each page, the metadata, the bookmarks and the structure of a PDF as one text."""
    path = tmp_path / "packet.pdf"
    path.write_bytes(pdf)
    reader = PdfReader(io.BytesIO(pdf))

    def titles(items: Any) -> list[str]:
        return [
            title
            for each in items
            for title in (titles(each) if isinstance(each, list) else [str(each.title)])
        ]

    told = [page.extract_text() for page in reader.pages]
    told += [str(reader.metadata), *titles(reader.outline)]
    for tool in (["pdftotext"], ["pdfinfo", "-struct-text"], ["pdfinfo", "-meta"]):
        out = ["-"] if tool[0] == "pdftotext" else []
        done = subprocess.run([*tool, str(path), *out], capture_output=True, check=True, text=True)
        told.append(done.stdout)
    return "\n".join(told)


def test_a_consult_tells_nobody_who_is_meant(desk: Desk, tmp_path: Path) -> None:
    meeting, case = consult(desk)
    (copy,) = released(desk, meeting, AMES.holder)
    paper = everything_in(desk.services.paper.make(copy), tmp_path)
    page = desk.services.paper.make_html(copy).decode()
    concern = desk.services.concerns.of_case(case.id)[0].concern
    numbers = (case.number, concern.number, "CAD-7781", "0142", "PN", "Room 2")
    for told in (paper, page):
        for words in (*SECRETS, *numbers):
            assert words.casefold() not in told.casefold().replace("pdf producer", ""), words
        assert "Case A" in told
        assert "consult without identities" in " ".join(told.split())
    flat = " ".join(paper.split())
    assert (
        "<i>no</i> means no, Mr. It." in flat
    )  # plain words stay, also where they look like initials
    assert "Sources:" not in flat
    assert "not named" in flat


def test_a_consults_copies_never_carry_sources(desk: Desk) -> None:
    meeting, _ = consult(desk)
    with pytest.raises(VpoError, match="never says who told"):
        desk.services.documents.prepare(wish(meeting, sources=True), "Meeting", ())
    (copy,) = released(desk, meeting, AMES.holder)
    assert not copy.copy.names_sources
    assert copy.copy.redacted is False


def test_a_consult_that_still_names_somebody_does_not_leave(desk: Desk) -> None:
    case = case_of(desk, "Ana Minutes")  # a name that a fixed word of the packet has too
    meeting = meeting_of(desk, case, consult=True)
    (copy,) = released(desk, meeting, AMES.holder)
    with pytest.raises(VpoError, match="is still on"):
        desk.services.paper.make(copy)
    let = Edition((), (Exemption("Minutes", "the heading"),))
    (copy,), _ = desk.services.documents.prepare(wish(meeting, edition=let), "Meeting", ("A",))
    assert desk.services.paper.make(copy).startswith(b"%PDF")


def test_somebody_at_the_table_keeps_their_own_name_on_the_sign_in_sheet(desk: Desk) -> None:
    case = desk.case()
    desk.person(case, "L. Ames", RoleName.CLINICIAN)
    meeting = meeting_of(desk, case, consult=True)
    (copy,) = released(desk, meeting, AMES.holder)
    assert desk.services.paper.make(copy).startswith(b"%PDF")
    assert isinstance(copy.content, PacketContent)
    assert copy.content.seats[0].name == "L. Ames"


def test_a_redacted_packet_takes_the_parts_of_a_name_of_any_of_its_cases(desk: Desk) -> None:
    first, second = desk.case(), case_of(desk, "Ana Reyes")
    desk.services.assessments.seal(
        replace(desk.judgment(second), formulation=CitedText("Ana alone; Reyes is away."))
    )
    meeting = meeting_of(desk, first, second)
    edition = Edition((Removal("Ana Reyes", "b6"),))
    (copy,), _ = desk.services.documents.prepare(wish(meeting, edition=edition), "Records", ())
    text = str(copy.content)
    assert "[REDACTED b6] alone; [REDACTED b6] is away." in text
    assert desk.services.paper.make(copy).startswith(b"%PDF")
