"""Concerns: what must be there, who brought it, and that what was received stays as received."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.services.conftest import AT, INTAKE, OPENING, ZONE, Desk, later

from vpo_desk.domain.concern import Behavior, Decision, Identity
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.statement import Knows
from vpo_desk.errors import VpoError
from vpo_desk.services.concerns import Amendment, Informant
from vpo_desk.services.people import PersonDetails


def test_a_concern_is_kept_as_it_was_received(desk: Desk) -> None:
    intake = replace(
        INTAKE,
        summary="Caller heard him at lunch.",
        behaviors=(Behavior.LEAKAGE, Behavior.GRIEVANCE),
        when=read_date("early November 2026"),
        place="Canteen",
        incident_number="26-11873",
    )
    concern = desk.concern(intake)
    found = desk.reopen().concerns.get(concern.id)
    assert found.concern == concern
    for name in ("at", "route", "danger", "words", "summary", "behaviors", "when", "place"):
        assert getattr(found.concern, name) == getattr(intake, name)
    assert found.concern.incident_number == "26-11873"
    assert found.about is not None
    assert found.source is not None
    assert (found.about.name, found.source.name) == ("Peter Novak", "B. Hale")


def test_when_it_happened_is_understood_from_the_day_it_came_in(desk: Desk) -> None:
    said = read_date("last Tuesday")
    desk.clock.moment = later(24 * 30)
    when = desk.concern(replace(INTAKE, when=said)).when
    assert when is not None
    assert (when.said, str(when.earliest), str(when.latest)) == (
        "last Tuesday",
        "2026-11-17",
        "2026-11-17",
    )


@pytest.mark.parametrize(("words", "summary"), [("", ""), (" \n\t", "  ")])
def test_a_concern_needs_words_or_a_summary(desk: Desk, words: str, summary: str) -> None:
    with pytest.raises(VpoError, match="words or a summary"):
        desk.concern(replace(INTAKE, words=words, summary=summary))
    assert desk.services.concerns.count() == 0
    assert desk.services.upkeep.info().people == 0


def test_a_summary_alone_is_enough(desk: Desk) -> None:
    assert desk.concern(replace(INTAKE, words="", summary="A quarrel.")).words == ""


def test_a_concern_is_amended_and_what_was_received_stays_in_its_history(desk: Desk) -> None:
    concern = desk.concern(replace(INTAKE, when=read_date("last Tuesday"), about=PersonDetails()))
    desk.clock.moment = later(24 * 30)
    now = Amendment("Heard twice.", read_date("last Tuesday"), "Canteen", "26-11873")
    desk.services.concerns.amend(concern.id, now)
    found = desk.services.concerns.get(concern.id).concern
    assert found == replace(
        concern, summary="Heard twice.", place="Canteen", incident_number="26-11873"
    )
    assert desk.services.concerns.recorded(concern.id).value == concern
    bare = desk.concern(replace(INTAKE, words="", summary="A quarrel."))
    with pytest.raises(VpoError, match="words or a summary"):
        desk.services.concerns.amend(bare.id, Amendment(" "))


def test_somebody_named_only_later_is_the_subject_of_a_case_that_had_none(desk: Desk) -> None:
    case = desk.case(replace(INTAKE, about=PersonDetails()))
    (line,) = desk.services.concerns.of_case(case.id)
    desk.services.concerns.amend(line.concern.id, Amendment(about=PersonDetails("Peter Novak")))
    (line,) = desk.services.concerns.of_case(case.id)
    assert line.about is not None
    assert (line.about.name, desk.services.cases.get(case.id).subject_id) == (
        "Peter Novak",
        line.about.id,
    )
    desk.services.concerns.amend(line.concern.id, Amendment(about=PersonDetails("Greg Tolan")))
    assert desk.services.concerns.of_case(case.id)[0].about == line.about


def test_a_concern_may_name_nobody(desk: Desk) -> None:
    concern = desk.concern(replace(INTAKE, about=PersonDetails()))
    assert concern.about_id is None
    assert desk.services.concerns.get(concern.id).about is None


def test_an_anonymous_source_has_no_name(desk: Desk) -> None:
    source = Informant(Identity.ANONYMOUS, None, PersonDetails("B. Hale"))
    with pytest.raises(VpoError, match="anonymous source has no name"):
        desk.concern(replace(INTAKE, source=source))
    assert desk.services.concerns.count() == 0


def test_an_anonymous_source_is_nobody_known_either(desk: Desk) -> None:
    known, _ = desk.services.people.add(PersonDetails("B. Hale"))
    with pytest.raises(VpoError, match="anonymous source has no name"):
        desk.concern(replace(INTAKE, source=Informant(Identity.ANONYMOUS, known.id)))


def test_an_anonymous_source_keeps_phone_and_relation_and_becomes_no_person(desk: Desk) -> None:
    details = PersonDetails(phone="555 0100")
    source = Informant(Identity.ANONYMOUS, None, details, "neighbor", Knows.SECOND_HAND)
    kept = desk.concern(replace(INTAKE, source=source)).source
    assert (kept.person_id, kept.phone, kept.relation) == (None, "555 0100", "neighbor")
    assert kept.knows is Knows.SECOND_HAND
    assert desk.services.upkeep.info().people == 1


def test_a_known_person_is_not_entered_again(desk: Desk) -> None:
    first = desk.concern()
    source = Informant(Identity.NAMED, first.source.person_id)
    again = desk.concern(
        replace(INTAKE, source=source, about_id=first.about_id, about=PersonDetails())
    )
    assert (again.about_id, again.source.person_id) == (first.about_id, first.source.person_id)
    assert desk.services.upkeep.info().people == 2


def test_a_contradiction_about_a_known_person_keeps_nothing_of_the_concern(desk: Desk) -> None:
    first = desk.concern()
    with pytest.raises(VpoError, match="name differs"):
        desk.concern(replace(INTAKE, about_id=first.about_id, about=PersonDetails("P. Nowak")))
    assert desk.services.concerns.count() == 1
    assert desk.services.upkeep.info().people == 2


def test_numbers_run_by_the_year_of_receipt_where_it_was_received(desk: Desk) -> None:
    new_year = Moment(datetime(2027, 1, 1, 2, 0, tzinfo=UTC), ZONE)  # still 2026 in New York
    numbers = [desk.concern(replace(INTAKE, at=at)).number for at in (AT, new_year, later(9999))]
    assert numbers == ["C-2026-001", "C-2026-002", "C-2028-001"]


def test_triage_never_changes_what_was_received(desk: Desk) -> None:
    received = desk.concern()
    desk.clock.moment = later(2)
    desk.services.triage.decide(received.id, OPENING)
    first = desk.services.concerns.recorded(received.id)
    now = desk.services.concerns.get(received.id).concern
    assert (first.value, first.version, first.recorded_at) == (received, 1, AT.utc)
    assert now.decision is Decision.OPEN_CASE
    assert replace(now, decision=None, case_id=None) == received


def test_the_time_of_receipt_and_the_time_of_entry_are_both_kept(desk: Desk) -> None:
    desk.clock.moment = later(30)
    concern = desk.concern()
    assert concern.at == AT
    assert desk.services.concerns.recorded(concern.id).recorded_at == later(30).utc


def test_what_waits_is_listed_oldest_first_until_it_is_decided(desk: Desk) -> None:
    concerns = desk.services.concerns
    young, old = (desk.concern(replace(INTAKE, at=at)) for at in (later(5), later(1)))
    assert [line.concern.id for line in concerns.waiting()] == [old.id, young.id]
    _, case, _ = desk.services.triage.decide(old.id, OPENING)
    assert case is not None
    assert [line.concern.id for line in concerns.waiting()] == [young.id]
    assert concerns.count_waiting() == 1
    assert concerns.count() == 2
    assert [line.concern.id for line in concerns.of_case(case.id)] == [old.id]


def test_all_concerns_are_listed_newest_first_page_by_page(desk: Desk) -> None:
    ids = [desk.concern(replace(INTAKE, at=later(hour))).id for hour in (3, 1, 2)]
    pages = [desk.services.concerns.newest(2), desk.services.concerns.newest(2, 2)]
    assert [[line.concern.id for line in page] for page in pages] == [[ids[0], ids[2]], [ids[1]]]


def test_a_concern_that_is_not_there_is_said_so(desk: Desk) -> None:
    with pytest.raises(VpoError, match="no such concern"):
        desk.services.concerns.get("concern-0")
