"""Purging where people are tied to one another, or are one person in two records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from services.conftest import AT, INTAKE, OPENING, TODAY, Desk
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.merge import Decided as Right
from vpo_desk.domain.merge import Field, Side
from vpo_desk.domain.person import FactKind, Person, PersonFact, RoleName
from vpo_desk.domain.purge import Basis, Decided, Scope
from vpo_desk.domain.relationship import Relation
from vpo_desk.domain.retention import Ending, Period, Schedule
from vpo_desk.errors import VpoError
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.relationships import RelationshipWords
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.nouns import MERGE, PERSON, RELATIONSHIP
from vpo_desk.storage.verify import check_schema

MARK = "ZQMARKEDWORDQZ"
NAMED = (Right(Field.NAME, Side.KEPT),)
REVIEWED = Decided("Lt. Ames", TODAY)
SPOUSE = RelationshipWords(Relation.SPOUSE, source=MARK)


def contents(desk: Desk) -> str:
    rows = desk.opened.file.connection.execute("SELECT content FROM version").fetchall()
    return "\n".join(str(row[0]) for row in rows)


def holds(desk: Desk) -> bool:
    connection = desk.opened.file.connection
    return all(check(connection).holds for check in (check_schema, check_versions, check_heads))


@pytest.fixture
def case(desk: Desk) -> Case:
    """Return an inquiry that can be ended and purged; its subject has the marked name."""
    inquiry = replace(OPENING, decision=Decision.PRELIMINARY, until=TODAY + timedelta(days=9))
    return desk.case(replace(INTAKE, about=PersonDetails(f"Subject {MARK}")), inquiry)


def purge_case(desk: Desk, case: Case) -> None:
    (line,) = desk.services.concerns.of_case(case.id)
    wish = TriageDecision(AT, Decision.NO_ACTION, "Nothing in it.")
    desk.services.triage.decide(line.concern.id, wish)
    desk.services.retention.set_schedule(
        Schedule("City clerk", TODAY, (Period(Ending.NO_ACTION, 2),))
    )
    desk.clock.moment = replace(AT, utc=AT.utc + timedelta(days=800))
    reviewed = replace(REVIEWED, on=desk.clock.moment.day)
    asked, _ = desk.services.purges.ask(
        Scope.CASE, case.id, basis=Basis.PERIOD_ENDED, reason="Over."
    )
    desk.services.purges.confirm(asked.id, reviewed)


def people(desk: Desk) -> list[str]:
    return [each.name for each in desk.services.ground.history.values(PERSON, "1")]


def test_a_relationship_goes_with_either_of_its_people_and_keeps_neither(
    desk: Desk, case: Case
) -> None:
    away = desk.person(desk.case(), "Stays", RoleName.FRIEND)
    desk.services.relationships.add(case.subject_id or "", away.id, SPOUSE)
    only, _ = desk.services.people.add(PersonDetails("Tied to both"))
    desk.services.relationships.add(only.id, away.id, SPOUSE)
    desk.services.relationships.add(only.id, case.subject_id or "", SPOUSE)
    purge_case(desk, case)
    (tie,) = desk.services.ground.history.values(RELATIONSHIP, "1")
    assert {tie.from_id, tie.to_id} == {only.id, away.id}
    assert "Tied to both" in people(desk)
    assert f"Subject {MARK}" not in contents(desk)
    assert holds(desk)


def test_whom_only_those_name_who_go_goes_with_the_last_of_them(desk: Desk, case: Case) -> None:
    only, _ = desk.services.people.add(PersonDetails(f"Tied {MARK}"))
    desk.services.relationships.add(only.id, case.subject_id or "", SPOUSE)
    purge_case(desk, case)
    assert MARK not in contents(desk)
    assert desk.services.ground.history.count(RELATIONSHIP) == 0
    assert holds(desk)


@pytest.mark.parametrize("kept_is_subject", [True, False])
def test_two_records_of_one_person_go_together_or_stay_together(
    desk: Desk, case: Case, kept_is_subject: bool
) -> None:
    subject = case.subject_id or ""
    other, _ = desk.services.people.add(PersonDetails(f"Other {MARK}"))
    pair = (subject, other.id) if kept_is_subject else (other.id, subject)
    desk.services.merges.merge(*pair, NAMED, MARK)
    purge_case(desk, case)
    assert MARK not in contents(desk)
    assert desk.services.ground.history.count(MERGE) == 0
    assert holds(desk)


def test_a_record_that_another_case_names_keeps_its_person_here(desk: Desk, case: Case) -> None:
    subject = case.subject_id or ""
    other = desk.person(desk.case(), "Other", RoleName.FRIEND)
    desk.services.merges.merge(subject, other.id, NAMED, "Same phone.")
    assert desk.services.purges.preview(Scope.CASE, case.id).staying >= 1
    purge_case(desk, case)
    assert desk.services.people.get(other.id).id == subject
    assert holds(desk)


@pytest.mark.parametrize("merged", [True, False])
def test_removing_a_person_takes_the_words_of_every_record_and_of_what_ties_them(
    desk: Desk, case: Case, merged: bool
) -> None:
    ana = desk.person(case, f"Ana {MARK}", RoleName.FRIEND)
    fact = PersonFact(FactKind.ADDRESS, MARK)
    desk.services.particulars.add_fact(ana.id, fact)
    other, _ = desk.services.people.add(PersonDetails(f"Anna {MARK}"))
    made, _ = desk.services.merges.merge(ana.id, other.id, NAMED, MARK)
    bo, _ = desk.services.people.add(PersonDetails("Bo"))
    desk.services.relationships.add(other.id, bo.id, SPOUSE)
    asked_for = other.id if merged else ana.id
    asked, _ = desk.services.purges.ask(
        Scope.PERSON, asked_for, basis=Basis.WRONG_PERSON, reason="Not her."
    )
    desk.services.purges.confirm(asked.id, REVIEWED)
    words = contents(desk).replace(f"Subject {MARK}", "")
    assert MARK not in words
    assert desk.services.people.get(other.id) == Person(ana.id)
    assert desk.services.relationships.of_person(bo.id) == ()
    desk.services.merges.undo(made.id, "Apart again.")
    assert desk.services.people.get(other.id) == Person(other.id)
    assert holds(desk)


def test_a_hold_of_a_case_that_names_the_other_record_stops_a_removal(
    desk: Desk, case: Case
) -> None:
    ana, _ = desk.services.people.add(PersonDetails("Ana"))
    desk.services.merges.merge(ana.id, case.subject_id or "", NAMED, "Same.")
    desk.services.retention.hold(case.id, reason="Subpoena.", by="City counsel")
    with pytest.raises(VpoError, match="hold"):
        desk.services.purges.ask(Scope.PERSON, ana.id, basis=Basis.WRONG_PERSON, reason="Not her.")
