"""Retention and purging as use cases: who decides what, what stops it, and what remains."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from services.conftest import AT, INTAKE, OPENING, TODAY, Desk
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Decision, Identity
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.domain.note import Protected
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.own_number import NumberKind
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.purge import Basis, Decided, Purge, PurgeState, Scope
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.retention import Ending, Period, Schedule
from vpo_desk.errors import VpoError
from vpo_desk.protocols.lost import lost_protocol
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.concerns import Informant
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.importing import carried_out
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.paper.purge_certificate import purge_certificate
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.purges import ROOTS, Purged
from vpo_desk.services.records import Look
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.keyring import Unlocked
from vpo_desk.storage.nouns import PURGE, TRACE, TRIAGE
from vpo_desk.storage.salvage import salvage
from vpo_desk.storage.search_check import check_search
from vpo_desk.storage.verify import Check, check_schema

TOOL = Path(__file__).resolve().parents[2] / "tools" / "independent_verifier.py"
MARK = "ZQMARKEDWORDQZ"
SCHEDULE = Schedule("City clerk", TODAY, (Period(Ending.NO_ACTION, 2), Period(Ending.REFERRED, 2)))
INQUIRY = replace(OPENING, decision=Decision.PRELIMINARY, until=date(2026, 12, 1))
MARKED = replace(
    INTAKE,
    source=Informant(Identity.NAMED, None, PersonDetails(f"Source {MARK}"), MARK),
    about=PersonDetails(f"Subject {MARK}"),
    words=f"He said {MARK}.",
)
REVIEWED = Decided("Lt. Ames", TODAY)


def ended(desk: Desk, decision: Decision = Decision.NO_ACTION) -> Case:
    """Open an inquiry in which everything holds the word, and end it."""
    case = desk.case(MARKED, INQUIRY)
    interview = desk.interview(case)
    desk.answer(interview, "SU-B7", MARK)
    (concern,) = desk.services.concerns.of_case(case.id)
    wish = TriageDecision(AT, decision, f"Nothing in it, {MARK}.", to="County")
    desk.services.triage.decide(concern.concern.id, wish)
    return desk.services.cases.get(case.id)


def later(desk: Desk, days: int) -> date:
    desk.clock.moment = replace(desk.clock.moment, utc=AT.utc + timedelta(days=days))
    return desk.clock.moment.day


def ripe(desk: Desk) -> Case:
    """Return a case whose period is over."""
    case = ended(desk)
    desk.services.retention.set_schedule(SCHEDULE)
    later(desk, 800)
    return case


def asked(desk: Desk, case: Case) -> Purge:
    purge, _ = desk.services.purges.ask(
        Scope.CASE, case.id, basis=Basis.PERIOD_ENDED, reason=f"Over, {MARK}."
    )
    return purge


def purged(desk: Desk, case: Case, places: tuple[Path, ...] = ()) -> Purged:
    found, _ = desk.services.purges.confirm(asked(desk, case).id, REVIEWED, places)
    return found


def holds(desk: Desk) -> list[Check]:
    checks = (check_schema, check_versions, check_heads, check_search)
    found = [check(desk.opened.file.connection) for check in checks]
    return [check for check in found if not check.holds]


def contents(desk: Desk) -> str:
    rows = desk.opened.file.connection.execute("SELECT content FROM version").fetchall()
    drafts = desk.opened.file.connection.execute("SELECT content FROM draft").fetchall()
    return "\n".join(str(row[0]) for row in (*rows, *drafts))


def counts(desk: Desk) -> int:
    row = desk.opened.file.connection.execute("SELECT count(*) FROM version").fetchone()
    return int(row[0])


class TestTheSchedule:
    def test_is_not_set_until_the_agency_enters_it(self, desk: Desk) -> None:
        retention = desk.services.retention
        assert retention.schedule() is None
        case = ended(desk)
        assert "not set" in str(retention.clock(case.id).reasons[0])
        with pytest.raises(VpoError, match="name of who"):
            retention.set_schedule(replace(SCHEDULE, approved_by=""))
        retention.set_schedule(SCHEDULE)
        assert retention.schedule() == SCHEDULE
        assert retention.clock(case.id).keep_until == date(2028, 11, 19)
        assert [entry.action for entry in desk.log("schedule")] == ["create"]


class TestTheClock:
    def test_tells_how_an_inquiry_ended(self, desk: Desk) -> None:
        desk.services.retention.set_schedule(SCHEDULE)
        no_action = ended(desk)
        referred = ended(desk, Decision.REFER)
        endings = [desk.services.retention.clock(x.id).ending for x in (no_action, referred)]
        assert endings == [Ending.NO_ACTION, Ending.REFERRED]

    def test_of_a_case_about_a_juvenile_needs_its_own_years(self, desk: Desk) -> None:
        desk.services.retention.set_schedule(SCHEDULE)
        case = ended(desk)
        person = desk.services.people.get(case.subject_id or "")
        desk.services.people.correct(replace(person, juvenile=True))
        clock = desk.services.retention.clock(case.id)
        assert (clock.ending, clock.keep_until) == (Ending.JUVENILE, None)
        desk.services.retention.set_ending(case.id, Ending.NO_ACTION)
        assert desk.services.retention.clock(case.id).keep_until == date(2028, 11, 19)

    def test_is_set_further_by_a_review_with_name_day_and_reason(self, desk: Desk) -> None:
        case = ripe(desk)
        retention, until = desk.services.retention, date(2031, 1, 1)
        for by, reason, day in (("", "x", until), ("A", " ", until), ("A", "x", TODAY)):
            with pytest.raises(VpoError):
                retention.review(case.id, by=by, reason=reason, until=day)
        retention.review(case.id, by="Lt. Ames", reason="An appeal is open.", until=until)
        assert retention.clock(case.id).keep_until == until
        (words,) = desk.services.purges.stops(Scope.CASE, case.id)
        assert str(words) == "It is kept until 1 Jan 2031."

    def test_brings_a_case_up_when_it_is_due_and_not_before(self, desk: Desk) -> None:
        retention = desk.services.retention
        case, still_open = ended(desk), desk.case(decision=OPENING)
        assert retention.due(TODAY + timedelta(days=9999)) == ()
        retention.set_schedule(SCHEDULE)
        assert retention.due(date(2028, 11, 18)) == ()
        assert [x.case.id for x in retention.due(date(2028, 11, 19))] == [case.id]
        assert [x.case.id for x in retention.due(date(2031, 11, 19))] == [case.id, still_open.id]
        retention.review(case.id, by="Lt. Ames", reason="Kept.", until=date(2032, 1, 1))
        assert [x.case.id for x in retention.due(date(2031, 11, 19))] == [still_open.id]


class TestAHold:
    def test_stops_every_purge_until_it_is_lifted_with_a_reason(self, desk: Desk) -> None:
        case = ripe(desk)
        retention, purges = desk.services.retention, desk.services.purges
        with pytest.raises(VpoError, match="reason"):
            retention.hold(case.id, reason=" ", by="Counsel")
        hold, _ = retention.hold(case.id, reason="Subpoena.", by="Counsel")
        with pytest.raises(VpoError, match="legal hold"):
            asked(desk, case)
        with pytest.raises(VpoError, match="legal hold"):
            purges.ask(
                Scope.PERSON, case.subject_id or "", basis=Basis.WRONG_PERSON, reason="Namesake."
            )
        with pytest.raises(VpoError):
            retention.lift(hold.id, reason="", by="Counsel")
        retention.lift(hold.id, reason="Settled.", by="Counsel")
        with pytest.raises(VpoError, match="stands"):
            retention.lift(hold.id, reason="Again.", by="Counsel")
        assert asked(desk, case).state is PurgeState.ASKED
        assert [entry.action for entry in desk.log(hold.id)] == ["hold", "lift"]

    def test_that_comes_between_the_steps_stops_the_second(self, desk: Desk) -> None:
        case = ripe(desk)
        purge = asked(desk, case)
        desk.services.retention.hold(case.id, reason="Subpoena.", by="Counsel")
        before = counts(desk)
        with pytest.raises(VpoError, match="legal hold"):
            desk.services.purges.confirm(purge.id, REVIEWED)
        assert counts(desk) == before


class TestAPurgeOfACase:
    def test_of_one_item_waits_for_no_schedule(self, desk: Desk) -> None:
        case = desk.case(MARKED, INQUIRY)
        assert desk.services.purges.stops(Scope.PERSON, case.subject_id or "") == ()

    def test_needs_schedule_end_and_period(self, desk: Desk) -> None:
        going = desk.case(MARKED)
        with pytest.raises(VpoError, match="schedule"):
            asked(desk, going)
        desk.services.retention.set_schedule(SCHEDULE)
        with pytest.raises(VpoError, match="has not ended"):
            asked(desk, going)
        with pytest.raises(VpoError, match="kept until"):
            asked(desk, ended(desk))

    @pytest.mark.parametrize(
        "decided", [Decided(), Decided("Lt. Ames"), Decided("Lt. Ames", date(2040, 1, 1))]
    )
    def test_does_nothing_without_its_whole_second_step(self, desk: Desk, decided: Decided) -> None:
        case = ripe(desk)
        purge = asked(desk, case)
        before = counts(desk)
        with pytest.raises(VpoError):
            desk.services.purges.confirm(purge.id, decided)
        assert counts(desk) == before
        assert desk.services.purges.asked(case.id) == purge

    def test_leaves_no_word_of_it_and_keeps_the_chain(self, desk: Desk) -> None:
        case, stays = ripe(desk), desk.case()
        assert MARK in contents(desk)
        desk.services.drafts.keep(f"{case.id}:person", "", "person@1", MARK)
        entries = desk.log("")
        found = purged(desk, case)
        assert MARK not in contents(desk)
        assert found.swept
        assert desk.log("")[: len(entries)] == entries
        assert holds(desk) == []
        assert desk.services.cases.get(stays.id) == stays
        with pytest.raises(VpoError):
            desk.services.cases.get(case.id)
        assert holds(desk) == []
        desk.reopen()
        assert holds(desk) == []

    def test_takes_holds_reviews_and_other_requests_with_it(self, desk: Desk) -> None:
        case = ripe(desk)
        retention, purges = desk.services.retention, desk.services.purges
        hold, _ = retention.hold(case.id, reason=MARK, by=MARK)
        retention.lift(hold.id, reason=MARK, by=MARK)
        until = desk.clock.moment.day + timedelta(days=1)
        retention.review(case.id, by=MARK, reason=MARK, until=until)
        later(desk, 802)
        withdrawn = asked(desk, case)
        purges.withdraw(withdrawn.id)
        purged(desk, case)
        assert MARK not in contents(desk)
        assert [each.state for each in purges.done()] == [PurgeState.DONE]
        assert holds(desk) == []

    def test_keeps_counts_and_numbers_but_no_names(self, desk: Desk) -> None:
        case = ripe(desk)
        purged(desk, case)
        (count,) = desk.services.retention.purged_counts()
        assert (count.year, count.outcome, count.count) == (2026, Ending.NO_ACTION, 1)
        traces = desk.services.ground.history.values(TRACE, "1")
        assert {each.of: each.number for each in traces} == {
            "case": case.number,
            "concern": "C-2026-001",
        }
        assert desk.case().number != case.number
        assert desk.services.concerns.newest(1)[0].concern.number == "C-2026-002"

    def test_keeps_of_a_printed_copy_that_it_left_but_not_to_whom(self, desk: Desk) -> None:
        case = desk.case(MARKED, INQUIRY)
        interview = desk.interview(case)
        wish = PaperWish(case.id, DocumentKind.INTERVIEW, interview.id)
        ((copy,), _) = desk.services.documents.prepare(wish, MARK, (f"Holder {MARK}",))
        desk.services.documents.note_outcome(copy.copy.id, Outcome.PRINTED)
        sequence = desk.log(copy.copy.id)[0].sequence
        (concern,) = desk.services.concerns.of_case(case.id)
        desk.services.triage.decide(
            concern.concern.id, TriageDecision(AT, Decision.NO_ACTION, "Nothing.")
        )
        desk.services.retention.set_schedule(SCHEDULE)
        later(desk, 800)
        purged(desk, case)
        (trace,) = desk.services.ground.history.values(TRACE, "h.of = 'copy'")
        assert (trace.number, trace.document, trace.outcome, trace.sequence) == (
            "1/1",
            "interview",
            "printed",
            sequence,
        )
        assert MARK not in contents(desk)

    def test_is_asked_for_once_and_audited_with_ids_alone(self, desk: Desk) -> None:
        case = ripe(desk)
        purge = asked(desk, case)
        with pytest.raises(VpoError, match="already"):
            asked(desk, case)
        desk.services.purges.confirm(purge.id, REVIEWED)
        with pytest.raises(VpoError, match="second step"):
            desk.services.purges.confirm(purge.id, REVIEWED)
        actions = [entry.action for entry in desk.log(purge.id)]
        assert actions == ["ask", "purge", "purged", "swept"]
        assert not any(MARK in entry.detail for entry in desk.log(""))
        kept = desk.services.ground.history.versions(PURGE, purge.id)
        assert [(each.version, each.value.reason) for each in kept] == [(2, "")]

    def test_is_previewed_with_counts_and_changes_nothing(self, desk: Desk) -> None:
        case = ripe(desk)
        before = desk.log("")
        preview = desk.services.purges.preview(Scope.CASE, case.id)
        assert desk.log("") == before
        assert preview.stops == ()
        assert {each.kind: each.objects for each in preview.counts} == {
            "case": 1,
            "concern": 1,
            "triage": 2,
            "role": 2,
            "person": 2,
            "interview": 1,
            "answer": 1,
        }
        assert preview.staying == 0
        assert purged(desk, case).purge.counts == preview.counts

    def test_leaves_people_whom_another_case_names_and_says_so(self, desk: Desk) -> None:
        case = ripe(desk)
        other = desk.case()
        desk.services.people.give_role(other.id, case.subject_id or "", RoleName.FRIEND)
        assert desk.services.purges.preview(Scope.CASE, case.id).staying == 1
        purged(desk, case)
        assert desk.services.people.get(case.subject_id or "").name == f"Subject {MARK}"
        assert holds(desk) == []


def entry(desk: Desk, case: Case, scope: Scope, word: str) -> str:
    """Enter something of a case by hand, with the word in each of its fields, and correct it."""
    services = desk.services
    match scope:
        case Scope.NOTE:
            note, _ = services.notes.add(case.id, NoteWords(AT, word, Protected.RELIGION, word))
            services.notes.correct(note.id, NoteWords(AT, f"Better {word}"))
            return note.id
        case Scope.EVENT:
            event, _ = services.timeline.add_event(case.id, f"{word} May", word, word)
            return event.id
        case Scope.RECORD:
            texts = dict.fromkeys(("by", "system", "purpose", "reason", "note", "held_at"), word)
            look = Look("RR-A1", AT, RecordResult.RELEVANT, **texts)
            return services.records.add(case.id, look)[0].id
        case Scope.ORDER:
            words = OrderWords(OrderKind.CUSTODY, TODAY, TODAY, word, word, word)
            return services.orders.add(case.id, words)[0].id
        case _:
            task, _ = services.tasks.add(word, word, TODAY, case.id)
            services.tasks.put_off(task.id, TODAY + timedelta(days=2), word)
            return task.id


class TestAPurgeOfOneItem:
    def ask(self, desk: Desk, scope: Scope, id_: str, basis: Basis = Basis.SPILL) -> Purge:
        return desk.services.purges.ask(scope, id_, basis=basis, reason=f"Why, {MARK}.")[0]

    @pytest.fixture
    def case(self, desk: Desk) -> Case:
        desk.services.retention.set_schedule(SCHEDULE)
        return desk.case(MARKED)

    @pytest.mark.parametrize("scope", [Scope.ANSWER, Scope.CONCERN, Scope.PERSON])
    def test_takes_every_version_of_its_words_and_its_place_stays(
        self, desk: Desk, case: Case, scope: Scope
    ) -> None:
        word = "QZONEITEMZQ"
        interview = desk.interview(case)
        answer = desk.answer(interview, "SU-B7", word)
        desk.answer(interview, "SU-B7", f"Better {word}")
        desk.services.drafts.keep(interview.id, "SU-B7", "subject@1", word)
        person = desk.person(case, word, RoleName.FRIEND)
        intake = replace(INTAKE, words=word, summary=word, place=word)
        concern = desk.concern(intake)
        link = TriageDecision(AT, Decision.LINK, word, case.id)
        desk.services.triage.decide(concern.id, link)
        if scope is Scope.PERSON:  # the last one that holds the word
            for before, id_ in ((Scope.ANSWER, answer.id), (Scope.CONCERN, concern.id)):
                desk.services.purges.confirm(self.ask(desk, before, id_).id, REVIEWED)
        id_ = {Scope.ANSWER: answer.id, Scope.CONCERN: concern.id, Scope.PERSON: person.id}[scope]
        desk.services.purges.confirm(self.ask(desk, scope, id_).id, REVIEWED)
        texts = desk.opened.file.connection.execute(
            "SELECT count(*) FROM version WHERE object_id = ? AND instr(content, ?)", (id_, word)
        ).fetchone()
        assert texts[0] == 0
        assert len(desk.services.ground.history.versions(ROOTS[scope], id_)) == 1
        assert holds(desk) == []
        assert f"He said {MARK}." in contents(desk)
        if scope is Scope.PERSON:
            assert word not in contents(desk)

    @pytest.mark.parametrize(
        "scope", [Scope.NOTE, Scope.EVENT, Scope.RECORD, Scope.ORDER, Scope.TASK]
    )
    def test_takes_what_was_entered_in_a_case_by_hand(
        self, desk: Desk, case: Case, scope: Scope
    ) -> None:
        word = "QZENTRYZQ"
        id_ = entry(desk, case, scope, word)
        desk.services.drafts.keep(f"{id_}:correction", "text", "x@1", word)
        purge = self.ask(desk, scope, id_)
        assert purge.case_id == case.id
        done, _ = desk.services.purges.confirm(purge.id, REVIEWED)
        assert done.swept
        assert word not in contents(desk)
        assert not desk.services.search.find(word).hits
        assert len(desk.services.ground.history.versions(ROOTS[scope], id_)) == 1
        assert holds(desk) == []
        lines = desk.services.timeline.of_case(case.id)
        assert all(word not in f"{line.title} {line.text} {line.when.said}" for line in lines)
        wish = PaperWish(case.id, DocumentKind.CHRONOLOGY)
        ((copy,), _) = desk.services.documents.prepare(wish, "Review", ("County",))
        assert desk.services.paper.render(copy.content)

    @pytest.mark.parametrize("ended", [False, True])
    def test_leaves_a_file_that_the_independent_verifier_and_a_salvage_take(
        self, desk: Desk, case: Case, tmp_path: Path, *, ended: bool
    ) -> None:
        for scope in (Scope.NOTE, Scope.EVENT, Scope.RECORD, Scope.ORDER, Scope.TASK):
            id_ = entry(desk, case, scope, "a word")
            if ended and scope is Scope.ORDER:
                desk.services.orders.end(id_, "A word.")
            if ended and scope is Scope.TASK:
                desk.services.tasks.finish(id_)
            desk.services.purges.confirm(self.ask(desk, scope, id_).id, REVIEWED)
        desk.opened.close()
        secret = tmp_path / "key"
        secret.write_text(desk.key.hex(), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(TOOL), "--recovery-file", str(secret), str(desk.folder)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        saved = salvage(
            desk.folder,
            tmp_path / "Saved.vpodesk",
            Unlocked(desk.key, "test"),
            clock=desk.clock,
            protocols=lost_protocol,
        )
        assert saved.is_whole, saved.words()
        desk.reopen()

    def test_of_an_entry_waits_for_a_hold_of_its_case(self, desk: Desk, case: Case) -> None:
        id_ = entry(desk, case, Scope.NOTE, "a word")
        desk.services.retention.hold(case.id, reason="Subpoena.", by="Counsel")
        with pytest.raises(VpoError, match="legal hold"):
            self.ask(desk, Scope.NOTE, id_)

    def test_of_an_order_that_ended_does_not_make_it_stand_again(
        self, desk: Desk, case: Case
    ) -> None:
        id_ = entry(desk, case, Scope.ORDER, "a word")
        desk.services.orders.end(id_, "Lifted, a word.")
        desk.services.purges.confirm(self.ask(desk, Scope.ORDER, id_).id, REVIEWED)
        (order,) = desk.services.orders.of_case(case.id)
        assert not order.stands
        assert "word" not in order.ended

    def test_of_a_task_leaves_it_as_open_as_it_was(self, desk: Desk, case: Case) -> None:
        id_ = entry(desk, case, Scope.TASK, "a word")
        desk.services.purges.confirm(self.ask(desk, Scope.TASK, id_).id, REVIEWED)
        (task,) = desk.services.tasks.of_case(case.id)
        assert task.is_open
        assert desk.services.tasks.finish(task.id)[0].done_at

    def test_of_a_record_check_takes_its_files_too(
        self, desk: Desk, case: Case, tmp_path: Path
    ) -> None:
        id_ = entry(desk, case, Scope.RECORD, "a word")
        source = tmp_path / "printout.txt"
        source.write_text("QZFILEZQ of a record")
        carried_out(
            desk.services.attachments.begin(source, Owner(record_id=id_), AttachmentWords(AT))
        )
        purge = self.ask(desk, Scope.RECORD, id_)
        done, _ = desk.services.purges.confirm(purge.id, REVIEWED)
        assert {each.kind for each in done.purge.counts} == {"record", "attachment"}

    def test_blanks_the_reasons_of_a_concerns_triage_too(self, desk: Desk, case: Case) -> None:
        (line,) = desk.services.concerns.of_case(case.id)
        desk.services.concerns.add_number(line.concern.id, NumberKind.CAD, "26-004417")
        desk.services.concerns.mark(line.concern.id, Protected.RELIGION, "He named a mosque.")
        desk.services.purges.confirm(
            self.ask(desk, Scope.CONCERN, line.concern.id, Basis.COURT_ORDER).id, REVIEWED
        )
        (triage,) = desk.services.ground.history.values(TRIAGE, "1")
        (after,) = desk.services.concerns.of_case(case.id)
        assert (triage.reason, triage.decision) == ("", Decision.OPEN_CASE)
        assert (after.concern.words, after.concern.number) == ("", line.concern.number)
        assert (after.concern.numbers, after.concern.link, after.concern.protected) == (
            (),
            "",
            None,
        )

    def test_needs_a_basis_of_its_own(self, desk: Desk, case: Case) -> None:
        with pytest.raises(VpoError, match="spill"):
            self.ask(desk, Scope.PERSON, case.subject_id or "", Basis.PERIOD_ENDED)

    def test_of_a_person_waits_for_a_hold_of_any_case_that_names_them(
        self, desk: Desk, case: Case
    ) -> None:
        other = desk.case()
        desk.services.people.give_role(other.id, case.subject_id or "", RoleName.FRIEND)
        desk.services.retention.hold(other.id, reason="Subpoena.", by="Counsel")
        with pytest.raises(VpoError, match="legal hold"):
            self.ask(desk, Scope.PERSON, case.subject_id or "", Basis.WRONG_PERSON)

    def test_can_be_followed_by_further_work_and_a_second_purge(
        self, desk: Desk, case: Case
    ) -> None:
        interview = desk.interview(case)
        answer = desk.answer(interview, "SU-B7", MARK)
        for text in (MARK, "Said again."):
            desk.services.purges.confirm(self.ask(desk, Scope.ANSWER, answer.id).id, REVIEWED)
            desk.answer(interview, "SU-B7", text)
            assert holds(desk) == []
        assert desk.services.interviews.answers(interview.id)["SU-B7"].text == "Said again."


class TestWhatIsLeftElsewhere:
    def test_backups_that_still_hold_it_are_listed_with_their_dates(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        place = tmp_path / "stick"
        backups = desk.services.backups
        backups.make(place)
        case = ripe(desk)
        holding, _ = backups.make(place)
        preview = desk.services.purges.preview(Scope.CASE, case.id, (place,))
        assert [line.path for line in preview.backups] == [holding]
        found = purged(desk, case, (place,))
        later(desk, 900)
        backups.make(place)
        again = desk.services.purges.backups(case.id, (place,))
        assert [line.path for line in again] == [holding]
        assert found.backups == preview.backups

    def test_the_certificate_has_counts_and_dates_and_no_names(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        case = ripe(desk)
        place = tmp_path / "stick"
        desk.services.backups.make(place)
        found = purged(desk, case, (place,))
        content = purge_certificate(
            found,
            backups=found.backups,
            agency=desk.services.agency.get(),
            code=desk.services.upkeep.head_code(),
            training=False,
            printed_at=AT.local,
        )
        path = tmp_path / "certificate.pdf"
        path.write_bytes(desk.services.paper.render(content))
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
        assert "Purge certificate" in text
        assert f"Code {content.sheet.code}" in text
        assert desk.services.ledger.check(content.sheet.code).line is None
        assert "triage decision" in text
        assert found.purge.id in text
        assert "2026-11-" not in text.replace(found.backups[0].path.name, "")
        assert "by –" not in text
        assert found.backups[0].path.name in text
        for name in (MARK, "Ames", "Okafor", case.number):
            assert name not in text


class TestCorrections:
    def copy(self, desk: Desk, case: Case, interview_id: str, holder: str) -> str:
        wish = PaperWish(case.id, DocumentKind.INTERVIEW, interview_id)
        ((prepared,), _) = desk.services.documents.prepare(wish, "Review", (holder,))
        return prepared.copy.id

    @pytest.fixture
    def told(self, desk: Desk) -> tuple[Case, Callable[[str], list[str]]]:
        def holders(object_id: str) -> list[str]:
            return [x.copy.holder for x in desk.services.corrections.recipients(object_id)]

        return desk.case(), holders

    def test_list_who_had_it_before_with_date_and_copy(
        self, desk: Desk, told: tuple[Case, Callable[[str], list[str]]]
    ) -> None:
        case, holders = told
        interview = desk.interview(case)
        subject = desk.services.people.get(case.subject_id or "")
        first = self.copy(desk, case, interview.id, "County")
        failed = self.copy(desk, case, interview.id, "Nobody")
        desk.services.documents.note_outcome(first, Outcome.PRINTED)
        desk.services.documents.note_outcome(failed, Outcome.FAILED)
        assert holders(subject.id) == []
        desk.services.people.correct(replace(subject, name="Novak, Petr"))
        self.copy(desk, case, interview.id, "School")
        assert holders(subject.id) == ["County"]
        (line,) = desk.services.corrections.recipients(subject.id)
        assert (line.copy.number, line.copy.prepared_at, line.copy.document) == (
            1,
            AT,
            DocumentKind.INTERVIEW,
        )

    def test_of_an_answer_leave_out_the_record_of_another_interview(
        self, desk: Desk, told: tuple[Case, Callable[[str], list[str]]]
    ) -> None:
        case, holders = told
        interview, another = desk.interview(case), desk.interview(case)
        answer = desk.answer(interview, "SU-B7")
        self.copy(desk, case, another.id, "School")
        self.copy(desk, case, interview.id, "County")
        desk.answer(interview, "SU-B7", "Not what was said.")
        assert holders(answer.id) == ["County"]

    def test_of_what_was_entered_by_hand_name_who_had_it_before(
        self, desk: Desk, told: tuple[Case, Callable[[str], list[str]]]
    ) -> None:
        case, holders = told
        note = entry(desk, case, Scope.NOTE, "Wrong")
        record = entry(desk, case, Scope.RECORD, "Wrong")
        wish = PaperWish(case.id, DocumentKind.CHRONOLOGY)
        desk.services.documents.prepare(wish, "Review", ("County",))
        assert (holders(note), holders(record)) == ([], [])
        desk.services.notes.correct(note, NoteWords(AT, "Right."))
        desk.services.records.correct(record, Look("RR-A1", AT, RecordResult.NONE, system="RMS"))
        assert (holders(note), holders(record)) == (["County"], ["County"])

    def test_know_nothing_of_what_is_not_there(
        self, told: tuple[Case, Callable[[str], list[str]]]
    ) -> None:
        assert told[1]("person-of-nobody") == []
