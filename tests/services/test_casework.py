"""Record checks, notes, tasks, orders, numbers and requests of a real case file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.conftest import AT, TODAY, Desk, later
from vpo_desk.domain.case import Case
from vpo_desk.domain.closing import Grounds
from vpo_desk.domain.note import Protected
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.own_number import NumberKind
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.errors import VpoError
from vpo_desk.services.closings import ClosingWords
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.records import LONGEST_NOTE, Look
from vpo_desk.storage.nouns import ORDER, RECORD

LOOK = Look(
    "RR-A1",
    AT,
    RecordResult.RELEVANT,
    system="RMS",
    purpose="Threat assessment",
    reason="HF-2026-001",
    note="Two calls <b>& one</b> stop, 2025 Đỗ",
    held_at="RMS 26-0117",
)


@pytest.fixture
def case(desk: Desk) -> Case:
    return desk.case()


class TestRecords:
    def test_a_look_stands_at_its_line_and_names_the_officer(self, desk: Desk, case: Case) -> None:
        records = desk.services.records
        record, changes = records.add(case.id, LOOK)
        assert changes.touches("record", case.id)
        assert (record.by, record.note) == ("R. Okafor", LOOK.note)
        sections = records.checklist(case.id)
        assert sum(section.done for section in sections) == 1
        (line,) = [line for part in sections for line in part.lines if line.looks]
        assert (line.question.id, line.looks) == ("RR-A1", (record,))
        assert records.question(record).text == line.question.text

    def test_a_correction_keeps_what_was_entered_first(self, desk: Desk, case: Case) -> None:
        record, _ = desk.services.records.add(case.id, LOOK)
        desk.services.records.correct(record.id, replace(LOOK, result=RecordResult.NONE))
        (kept,) = desk.services.records.of_case(case.id)
        assert kept.result is RecordResult.NONE
        versions = desk.services.ground.history.versions(RECORD, record.id)
        assert [each.value.result for each in versions] == [
            RecordResult.RELEVANT,
            RecordResult.NONE,
        ]

    def test_a_printout_is_refused_and_nothing_is_entered(self, desk: Desk, case: Case) -> None:
        with pytest.raises(VpoError, match="reference only"):
            desk.services.records.add(case.id, replace(LOOK, note="x" * (LONGEST_NOTE + 1)))
        with pytest.raises(VpoError, match="no line RR-Z9"):
            desk.services.records.add(case.id, replace(LOOK, check="RR-Z9"))
        assert desk.services.records.of_case(case.id) == ()

    def test_what_a_look_lacks_is_named_and_stops_nobody(self, desk: Desk, case: Case) -> None:
        bare = Look("RR-B2", AT, RecordResult.RELEVANT)
        missing = [str(words) for words in desk.services.records.missing(bare)]
        assert missing == ["purpose", "reason", "system", "where it is held"]
        assert desk.services.records.add(case.id, bare)[0].check == "RR-B2"

    def test_it_can_be_cited_by_its_place_in_time(self, desk: Desk, case: Case) -> None:
        second, _ = desk.services.records.add(case.id, replace(LOOK, at=later(5)))
        first, _ = desk.services.records.add(case.id, LOOK)
        citable = desk.services.citations.citable(case.id)
        assert (citable["R1"].id, citable["R2"].id) == (first.id, second.id)
        cited = desk.services.citations.cite(case.id, "Two calls [R1].")
        source = desk.services.citations.describe(cited.citations[0])
        assert (source.kind, source.title, source.place) == ("record", "RMS", "RR-A1")


class TestNotes:
    def test_what_is_protected_stays_until_its_link_to_conduct(
        self, desk: Desk, case: Case
    ) -> None:
        notes = desk.services.notes
        plain, _ = notes.add(case.id, NoteWords(AT, "He moved out."))
        prayer, _ = notes.add(case.id, NoteWords(AT, "He prays daily.", Protected.RELIGION))
        held = desk.services.held_outs
        assert [each.id for each in held.of_case(case.id)] == [prayer.id]
        assert plain.may_leave
        words = NoteWords(AT, "He prays daily.", Protected.RELIGION, "He named that mosque.")
        linked, _ = notes.correct(prayer.id, words)
        assert held.of_case(case.id) == ()
        assert linked.may_leave

    def test_events_and_concerns_are_held_out_by_the_same_rule(
        self, desk: Desk, case: Case
    ) -> None:
        timeline, held = desk.services.timeline, desk.services.held_outs
        rally, _ = timeline.add_event(case.id, "May", "At a rally", protected=Protected.POLITICS)
        (line,) = desk.services.concerns.of_case(case.id)
        desk.services.concerns.mark(line.concern.id, Protected.ASSOCIATION, " ")
        assert [(each.kind, each.id) for each in held.of_case(case.id)] == [
            ("concern", line.concern.id),
            ("event", rally.id),
        ]
        leaving = [each for each in timeline.of_case(case.id) if each.leaves]
        assert not {each.source for each in leaving} & {("event", rally.id)}
        timeline.correct_event(
            rally.id, "May", "At a rally", protected=Protected.POLITICS, link="He hit a speaker."
        )
        desk.services.concerns.mark(line.concern.id, Protected.ASSOCIATION, "Named members")
        assert held.of_case(case.id) == ()

    def test_an_empty_one_is_refused(self, desk: Desk, case: Case) -> None:
        with pytest.raises(VpoError, match="needs its words"):
            desk.services.notes.add(case.id, NoteWords(AT, " \n"))


class TestTasks:
    def test_the_oldest_comes_first_and_what_is_done_goes(self, desk: Desk, case: Case) -> None:
        tasks = desk.services.tasks
        late, _ = tasks.add("Call back", "", TODAY - timedelta(days=2), case.id)
        tasks.add("Ask the school", "School", TODAY + timedelta(days=9))
        today, _ = tasks.add("Print", "", TODAY)
        found = tasks.due(TODAY)
        assert [line.task for line in found] == [late, today]
        assert (found[0].case, found[1].case) == (case, None)
        tasks.finish(late.id)
        assert [line.task for line in tasks.due(TODAY)] == [today]
        tasks.reopen(late.id)
        assert [line.task.id for line in tasks.due(TODAY)] == [late.id, today.id]

    def test_is_put_off_with_a_reason_and_keeps_the_day_it_had(self, desk: Desk) -> None:
        tasks = desk.services.tasks
        task, _ = tasks.add("Call back", "", TODAY)
        with pytest.raises(VpoError, match="needs a reason"):
            tasks.put_off(task.id, TODAY + timedelta(days=1), " ")
        with pytest.raises(VpoError, match="after today"):
            tasks.put_off(task.id, TODAY, "Later")
        tasks.put_off(task.id, TODAY + timedelta(days=3), "He is away")
        assert tasks.due(TODAY) == ()
        (line,) = tasks.due(TODAY + timedelta(days=3))
        assert (line.task.due, line.task.snoozes[0].reason) == (TODAY, "He is away")

    def test_a_day_is_that_of_the_calendar_whatever_zone_the_clock_goes_to(
        self, desk: Desk
    ) -> None:
        tasks = desk.services.tasks
        task, _ = tasks.add("Call back", "", TODAY)
        desk.clock.moment = replace(AT, zone="Pacific/Kiritimati")  # tomorrow there already
        day = desk.clock.now().day
        assert day == TODAY + timedelta(days=1)
        assert [line.task for line in tasks.due(day)] == [task]
        desk.clock.moment = replace(AT, utc=AT.utc - timedelta(days=400))
        assert tasks.due(desk.clock.now().day) == ()

    def test_one_that_is_done_cannot_be_done_again(self, desk: Desk) -> None:
        task, _ = desk.services.tasks.add("Call back", "", TODAY, done=True)
        with pytest.raises(VpoError, match="no such open task"):
            desk.services.tasks.finish(task.id)
        with pytest.raises(VpoError, match="what is to be done"):
            desk.services.tasks.add(" ", "", TODAY)


class TestOrders:
    def test_warns_thirty_days_before_and_until_it_is_noted(self, desk: Desk, case: Case) -> None:
        orders = desk.services.orders
        words = OrderWords(OrderKind.PROTECTIVE, TODAY, TODAY + timedelta(days=40), "PO-7")
        order, _ = orders.add(case.id, words)
        assert orders.running_out(TODAY) == ()
        soon = TODAY + timedelta(days=10)
        assert [line.order for line in orders.running_out(soon)] == [order]
        assert orders.running_out(TODAY + timedelta(days=90))  # ended, and nobody noted it
        orders.end(order.id, "Not extended")
        assert orders.running_out(soon) == ()

    def test_tells_of_a_release_from_custody_also_when_the_case_is_closed(
        self, desk: Desk, case: Case
    ) -> None:
        orders, until = desk.services.orders, TODAY + timedelta(days=10)
        bail, _ = orders.add(case.id, OrderWords(OrderKind.BAIL, TODAY, until))
        jail, _ = orders.add(case.id, OrderWords(OrderKind.CUSTODY, TODAY, until))
        assert [line.order for line in orders.running_out(TODAY)] == [bail, jail]
        words = ClosingWords(AT, Grounds.CUSTODY, "Ten days in the county jail.")
        desk.services.closings.close(case.id, words)
        assert [line.order for line in desk.services.today.running_out(TODAY)] == [jail]
        with pytest.raises(VpoError, match="has ended"):
            orders.end(bail.id, "Over")
        orders.end(jail.id, "Released; his sister was told.")
        assert orders.running_out(TODAY) == ()

    def test_of_ended_cases_take_no_place_in_the_list(self, desk: Desk, case: Case) -> None:
        orders = desk.services.orders
        for _ in range(3):
            orders.add(case.id, OrderWords(OrderKind.PROTECTIVE, None, TODAY))
        desk.services.closings.close(case.id, ClosingWords(AT, Grounds.UNFOUNDED, "A rumor."))
        later_case = desk.case()
        order, _ = orders.add(later_case.id, OrderWords(OrderKind.PROTECTIVE, None, TODAY))
        assert [line.order for line in orders.running_out(TODAY, limit=2)] == [order]

    def test_is_extended_by_a_correction(self, desk: Desk, case: Case) -> None:
        orders = desk.services.orders
        words = OrderWords(OrderKind.PROTECTIVE, TODAY, TODAY + timedelta(days=5))
        order, _ = orders.add(case.id, words)
        orders.correct(order.id, replace(words, until=TODAY + timedelta(days=365)))
        assert orders.running_out(TODAY) == ()
        assert len(desk.services.ground.history.versions(ORDER, order.id)) == 2

    def test_does_not_end_before_it_begins(self, desk: Desk, case: Case) -> None:
        words = OrderWords(OrderKind.BAIL, TODAY, TODAY - timedelta(days=1))
        with pytest.raises(VpoError, match="before it begins"):
            desk.services.orders.add(case.id, words)

    def test_numbers_are_entered_once_and_taken_off(self, desk: Desk, case: Case) -> None:
        orders = desk.services.orders
        own, _ = orders.add_number(case.id, NumberKind.CAD, " 26-0190 ")
        with pytest.raises(VpoError, match="entered already"):
            orders.add_number(case.id, NumberKind.CAD, "26-0190")
        assert [each.number for each in orders.numbers(case.id)] == ["26-0190"]
        orders.remove_number(own.id)
        assert orders.numbers(case.id) == ()


class TestRequests:
    def test_are_open_until_somebody_was_told(self, desk: Desk) -> None:
        requests = desk.services.requests
        asked, _ = requests.add("P. Novak", TODAY, "Everything on me", TODAY + timedelta(days=10))
        assert requests.open() == (asked,)
        with pytest.raises(VpoError, match="what the person was told"):
            requests.answer(asked.id, TODAY, "")
        with pytest.raises(VpoError, match="before the request"):
            requests.answer(asked.id, TODAY - timedelta(days=1), "Sent")
        requests.answer(asked.id, TODAY, "Sent to counsel")
        assert requests.open() == ()
        assert requests.all()[0].answer == "Sent to counsel"

    def test_need_a_name_and_a_day_that_was(self, desk: Desk) -> None:
        with pytest.raises(VpoError, match="who asked"):
            desk.services.requests.add(" ", TODAY, "x")
        with pytest.raises(VpoError, match="future"):
            desk.services.requests.add("P. Novak", date(2999, 1, 1), "x")
