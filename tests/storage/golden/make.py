"""Makes the golden case file of today's schema; run it once, when a schema is about to be released.

    PYTHONPATH=src python -m tests.storage.golden.make

A golden file that is there is never made anew: its bytes are those of the release that wrote them.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.storage.golden.told import CASE_FILE, EXPECTED, PASSPHRASE, WORDS, tell, tell_audit

from vpo_desk.bootstrap.desk import OpenDesk, create_case_file, look_into
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.assessment import Level, Trend
from vpo_desk.domain.attachment import HeldFor
from vpo_desk.domain.case import Case
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.closing import Grounds
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.domain.meeting import Attendee, MeetingDecision
from vpo_desk.domain.merge import Decided, Field, Side
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Protected
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.own_number import NumberKind
from vpo_desk.domain.person import FactKind, PersonFact, RoleName
from vpo_desk.domain.purge import Basis, Purge, PurgeState, Scope, Trace
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.referral import ReferralStatus
from vpo_desk.domain.relationship import Relation
from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.domain.retention import (
    Ending,
    Hold,
    Period,
    Retention,
    RetentionReview,
    Schedule,
)
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.catalog import Services
from vpo_desk.services.closings import ClosingWords, TransferWords
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.importing import carried_out
from vpo_desk.services.interviews import Given
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.records import Look
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.services.relationships import RelationshipWords
from vpo_desk.services.rule_matches import RuleTask
from vpo_desk.services.scenarios.clock import PlayClock
from vpo_desk.services.scenarios.player import play
from vpo_desk.services.scenarios.reader import read_scenario
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage import keyring
from vpo_desk.storage.belongings import Going, going_with
from vpo_desk.storage.migrate import newest_schema
from vpo_desk.storage.nouns import CASE, CONCERN, HOLD, PURGE, RETENTION, SCHEDULE, TRACE
from vpo_desk.storage.purge import take_out

HERE = Path(__file__).resolve().parent
ZONE = "America/New_York"
SECRET = "golden kettle maps forty winters"
BEGINNING = Moment(datetime(2026, 10, 30, 12, 0, tzinfo=UTC), ZONE)
LATER = Moment(datetime(2026, 11, 4, 13, 7, 9, 250000, tzinfo=UTC), ZONE)


class MadeAt:
    """The moment at which the golden file is made, instead of the machine's clock."""

    def now(self) -> Moment:
        return BEGINNING


def make(folder: Path) -> None:
    """Make the case file, its passphrase and what is expected of it in a new folder."""
    folder.mkdir(parents=True)
    clock = PlayClock(MadeAt())
    desk, key = create_case_file(folder / CASE_FILE, SECRET, Agency(), training=True, clock=clock)
    try:
        scenario = read_scenario("scenario.toml", (HERE / "scenario.toml").read_bytes())
        play(
            scenario,
            desk.services,
            clock,
            zone=ZONE,
            documents=None,
            release=desk.services.paper,
            report=lambda _number, _do: None,
        )
        clock.set(LATER)
        go_on(desk)
    finally:
        desk.close()
    write(folder / PASSPHRASE, SECRET)
    write(folder / WORDS, " ".join(keyring.words_of_key(key)))
    looked = look_into(folder / CASE_FILE, SECRET)
    try:
        expected = {"audit": tell_audit(looked.services), "told": tell(looked.services)}
    finally:
        looked.close()
    write(folder / EXPECTED, json.dumps(expected, indent=1, ensure_ascii=True))


def go_on(desk: OpenDesk) -> None:
    """Do what no scenario can say: correct, remark, begin anew, leave words unfinished."""
    services = desk.services
    case = services.cases.by_number("HF-2026-001")
    second, first = (line.interview for line in services.interviews.of_case(case.id))
    record = services.interviews.record
    record(second.id, "TV-A1", Given(text="Half-sister; sees him on Sundays."))
    record(second.id, "TV-C2", Given(verbatim="\x00\x1b[31m\u202eabc\u202c \ud83d \ufeff"))
    services.interviews.add_remark(first.id, "He called back at nine.")
    services.drafts.keep(second.id, "TV-C3", "target@1", "She said th")
    assert case.subject_id is not None
    subject = services.people.get(case.subject_id)
    services.people.correct(replace(subject, born=read_date("May 1985"), juvenile=False))
    for line, outcome in zip(
        services.documents.copies(case.id), (Outcome.SAVED, Outcome.FAILED), strict=False
    ):
        services.documents.note_outcome(line.copy.id, outcome)
    later = Moment(LATER.utc + timedelta(hours=1), ZONE)
    again = services.assessments.open_draft(case.id, later)
    services.assessments.seal(replace(again, level=Level.MODERATE, bias="Judged alike."))
    draft = services.assessments.open_draft(case.id, later)
    services.assessments.save(replace(draft, formulation=CitedText("Not finished [I1")))
    plan = services.plans.open_draft(case.id, later)
    services.plans.save(replace(plan, actions=plan.actions[:1], review=None))
    keep(desk, case)
    purge(desk)
    work(desk, case)
    people(services, case)


def keep(desk: OpenDesk, case: Case) -> None:
    """Enter a schedule, review a case and put it on hold."""
    day = LATER.day
    schedule = Schedule("City clerk", day, (Period(Ending.NO_ACTION, 2), Period(Ending.CLOSED, 5)))
    review = RetentionReview(day, "Lt. Ames", "An appeal is open.", day.replace(year=2030))
    history = desk.services.ground.history
    with desk.file.transaction():
        history.append(SCHEDULE, "schedule", schedule)
        history.append(RETENTION, "retention-1", Retention("retention-1", case.id, None, (review,)))
        history.append(HOLD, "hold-1", Hold("hold-1", case.id, "Subpoena.", "R. Okafor", LATER))


def work(desk: OpenDesk, case: Case) -> None:
    """Enter one of everything that came with the fourth schema."""
    services, day = desk.services, LATER.day
    look = Look("RR-A1", LATER, RecordResult.RELEVANT, system="RMS", purpose="Case", reason="Open")
    record, _ = services.records.add(case.id, look)
    services.records.correct(record.id, replace(look, held_at="RMS 26-0117", note="Two calls"))
    words = NoteWords(LATER, "Prays at noon. \ud83d", Protected.RELIGION)
    note, _ = services.notes.add(case.id, words)
    services.notes.correct(note.id, replace(words, link="He named the mosque as his target."))
    task, _ = services.tasks.add("Call the school", "School", day, case.id)
    services.tasks.put_off(task.id, day + timedelta(days=3), "Closed for the holiday")
    done, _ = services.tasks.add("Order forms", "", day)
    services.tasks.finish(done.id)
    services.tasks.add("Thank the caller", "", day)
    order = OrderWords(OrderKind.PROTECTIVE, day, day + timedelta(days=90), "PO-7", "County court")
    first, _ = services.orders.add(case.id, order)
    services.orders.end(first.id, "Withdrawn by the court")
    services.orders.add(case.id, replace(order, kind=OrderKind.CUSTODY, number=""))
    number, _ = services.orders.add_number(case.id, NumberKind.CAD, "26-0190")
    services.orders.remove_number(number.id)
    services.orders.add_number(case.id, NumberKind.RMS, "26-0117")
    services.timeline.add_event(case.id, "early May", "Lost his job <b>", "Sister")
    services.timeline.add_event(case.id, "about two weeks before graduation", "Bought a van")
    asked, _ = services.requests.add("P. Novak", day, "Everything on me")
    services.requests.answer(asked.id, day, "Sent to counsel")
    services.requests.add("M. Ames", day, "Calls of May")
    partners(services, case)
    attach(services, case)
    touch_rules(services, case)
    services.reviews.add(case.id, LATER, "Nothing new.", day + timedelta(days=9), Trend.STEADY)
    words = ClosingWords(LATER, Grounds.MOVED, "Left the county.", reopen="Returns", override="x")
    services.closings.close(case.id, words)
    services.closings.reopen(case.id, "He is back.", day + timedelta(days=2))
    to = TransferWords(LATER, "County", "Lives there now", "Sgt. Lee", "MOU", "Plan", day)
    services.closings.hand_over(case.id, to)


def partners(services: Services, case: Case) -> None:
    """Enter one of everything that came with the directory, referrals and meetings."""
    house = Resource(
        "", "Harbor House", ResourceKind.HOUSING, "555 0188", notes="Ask for Ms. L\u00ea."
    )
    kept, _ = services.directory.keep(house)
    services.directory.note_checked(kept.id, LATER.day)
    gone, _ = services.directory.keep(replace(house, name="Closed clinic", first_call=True))
    services.directory.retire(gone.id)
    to = ReferralWords(LATER, "Harbor House", "A bed", resource_id=kept.id)
    referral, _ = services.referrals.add(case.id, to)
    services.referrals.follow(referral.id, ReferralStatus.ENGAGED, "Moved in <b>")
    services.referrals.add(case.id, replace(to, to="Somebody", resource_id=None))
    people = (Attendee("S. Lund", "Police", "Sergeant", "Need to know"),)
    meeting, _ = services.meetings.plan(LATER, "Room 2", people)
    item, _ = services.meetings.put_on(meeting.id, case.id, "Is he safe to go home?")
    services.meetings.write(item.id, item.asked, "The school: calm. \ud83d")
    decision = MeetingDecision("Call on Friday", "School", LATER.day, "Advocate: too late")
    services.meetings.decide(item.id, decision)
    services.meetings.close(meeting.id)
    services.meetings.plan(LATER, consult=True)
    packet(services, case)


def packet(services: Services, case: Case) -> None:
    """Print a packet, whose copies belong to a meeting, and give a case its time on an agenda."""
    meeting, _ = services.meetings.plan(LATER, "Room 3")
    item, _ = services.meetings.put_on(meeting.id, case.id, "Who drives him?")
    services.meetings.write(item.id, item.asked, "", 10)
    wish = PaperWish("", DocumentKind.PACKET, meeting_id=meeting.id)
    copies, _ = services.documents.prepare(wish, "Meeting <b>", ("S. Lund \ud83d",))
    services.documents.note_outcome(copies[0].copy.id, Outcome.PRINTED)


def touch_rules(services: Services, case: Case) -> None:
    """Say of new entries whether they touch a rule of the plan; leave one undecided."""
    matches = services.rule_matches
    newest, before, *_ = matches.questions(case.id)
    task = RuleTask("Visit him at home", "Lt. Ames", LATER.day)
    matches.say_yes(case.id, newest.rules[0].key, task)
    matches.say_no(case.id, [each.key for each in newest.rules[1:]])
    answer, _ = matches.say_yes(case.id, before.rules[0].key)
    matches.change(answer.id)


def people(services: Services, case: Case) -> None:
    """Enter one of everything that came with the sixth schema: facts, ties, merges, an ended role."""
    subject = case.subject_id or ""
    fact = PersonFact(FactKind.WEAPONS, "A rifle \ud83d", "Sister", read_date("summer 2025"))
    services.particulars.add_fact(subject, fact)
    hidden = PersonFact(FactKind.ADDRESS, "14 Mill Road", past=True, confidential=True)
    services.particulars.add_fact(subject, hidden)
    made = [services.people.add(PersonDetails(name))[0] for name in ("P. Novak", "Ana Novak", "Bo")]
    role, _ = services.people.give_role(case.id, made[1].id, RoleName.FRIEND, relation="Cousin")
    services.people.end_role(role.id, "They fell out.")
    tie = RelationshipWords(Relation.SUPERVISOR, "at the mill", "HR", read_date("2019"))
    kept, _ = services.relationships.add(made[1].id, subject, tie)
    services.relationships.end(kept.id, "He was let go.", read_date("early May 2026"))
    wrong, _ = services.relationships.add(made[2].id, subject, RelationshipWords(Relation.FRIEND))
    services.relationships.take_off(wrong.id)
    decided = tuple(Decided(field, Side.KEPT) for field in Field)
    services.merges.merge(subject, made[0].id, decided, "Same phone.")
    undone, _ = services.merges.merge(subject, made[2].id, decided, "Same street.")
    services.merges.undo(undone.id, "Two neighbors.")


def attach(services: Services, case: Case) -> None:
    """Attach a file to a case and one to its concern, whose caption is corrected."""
    (concern,) = services.ground.history.values(CONCERN, "h.case_id = ?", (case.id,))[:1]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "Brief an Zoë 身份证.txt"
        path.write_bytes(b"Alle werden an Freitag denken.\r\n" * 40)
        words = AttachmentWords(LATER, "Letter <b>", "Sister", HeldFor.CONSENT, "EV-17", "Room 2")
        begin = services.attachments.begin
        carried_out(begin(path, Owner(case.id), words))
        made, _ = carried_out(
            begin(path, Owner(concern_id=concern.id), replace(words, basis=HeldFor.UNKNOWN))
        )
    services.attachments.correct(made.id, AttachmentWords(caption="The same letter"))


def purge(desk: OpenDesk) -> None:
    """Open an inquiry, end it, and purge it as a later year would."""
    services, file = desk.services, desk.file
    source = Informant(Identity.ANONYMOUS)
    concern, _ = services.concerns.take_in(
        Intake(LATER, Route.PAPER, Danger.NO, source, words="A letter that went.")
    )
    opening = TriageDecision(LATER, Decision.PRELIMINARY, "To look.", None, Priority.ROUTINE)
    _, case, _ = services.triage.decide(concern.id, replace(opening, until=LATER.day))
    assert case is not None
    services.triage.decide(concern.id, TriageDecision(LATER, Decision.NO_ACTION, "Nothing in it."))
    asked = Purge("purge-1", Scope.CASE, case.id, case.id, Basis.PERIOD_ENDED, LATER, "Over.")
    done = replace(
        asked, reason="", state=PurgeState.DONE, reviewer="Lt. Ames", reviewed_on=LATER.day
    )
    number = case.number.rsplit("-", 1)[-1]
    trace = Trace(
        "trace-1", asked.id, "case", case.number, 2026, int(number), LATER, Ending.NO_ACTION
    )
    with file.transaction():
        file.history.append(PURGE, asked.id, asked)
        going = going_with(file.connection, CASE, case.id)
        file.history.append(PURGE, done.id, done, action="purge")
        file.history.append(TRACE, trace.id, trace)
        others = [each for each in going if each.kind != "purge"]
        own = Going("purge", asked.id, 1, whole=False)
        take_out(file.connection, file.history, asked.id, (*others, own))
    file.sweep()


def write(path: Path, text: str) -> None:
    path.write_bytes(f"{text}\n".encode())


if __name__ == "__main__":
    place = HERE / f"schema-{newest_schema()}"
    if place.exists():
        sys.exit(f"{place} is there already and stays as it is.")
    try:
        make(place)
    except BaseException:
        shutil.rmtree(place)
        raise
