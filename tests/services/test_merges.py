"""Two records of one person: merged, worked with, taken apart again; nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.conftest import AT, INTAKE, OPENING, TODAY, Desk, later
from vpo_desk.documents.content import InterviewContent
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Decision, Identity
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.merge import Decided, Field, Side
from vpo_desk.domain.person import FactKind, Person, PersonFact, RoleName
from vpo_desk.domain.plan import Notification, NotifyDecision
from vpo_desk.domain.relationship import Relation
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.interviews import InterviewStart
from vpo_desk.services.particulars import PersonData
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.register import Order
from vpo_desk.services.relationships import RelationshipWords
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.nouns import INTERVIEW, ROLE

BOTH = (Decided(Field.NAME, Side.KEPT), Decided(Field.BORN, Side.OTHER))
TRUCK = PersonFact(FactKind.VEHICLE, "Gray truck", "B. Hale")


def state(services: Services, *people: str) -> dict[str, Any]:
    """Return everything that a page or a paper shows of people and of every case."""
    found: dict[str, Any] = {
        each: replace(services.register.view(each), changes=()) for each in people
    }
    for each in people:
        found[each] = replace(found[each], merges=())
    for line in services.cases.newest():
        case_id = line.case.id
        found[case_id] = (
            services.cases.view(case_id),
            services.interviews.of_case(case_id),
            services.knowledge.statements(case_id),
            services.concerns.of_case(case_id),
            services.relationships.of_case(case_id),
            services.relationships.diagram(case_id),
            tuple(services.people.standing_roles(case_id, each) for each in people),
        )
    return found


@pytest.fixture
def kept(desk: Desk) -> Person:
    person, _ = desk.services.people.add(
        PersonDetails("Peter Novak", read_date("1984"), "555 0100")
    )
    return person


@pytest.fixture
def other(desk: Desk) -> Person:
    person, _ = desk.services.people.add(PersonDetails("Pete Nowak", read_date("1985"), "555 0199"))
    return person


def entangled(desk: Desk, other: Person) -> Case:
    """Name a person wherever a case can name one; the interview with them is sealed."""
    case = desk.case(replace(INTAKE, about_id=other.id, about=PersonDetails()))
    desk.services.people.give_role(case.id, other.id, RoleName.POSSIBLE_TARGET)
    interview = desk.interview(case, with_id=other.id)
    desk.answer(interview, "SU-B3", "He said it was a joke.")
    desk.services.interviews.seal(interview.id)
    named = Informant(Identity.NAMED, other.id)
    desk.concern(replace(INTAKE, source=named, about=PersonDetails("Greg Tolan")))
    neighbor = desk.person(case, "Ana Novak", RoleName.FAMILY)
    desk.services.relationships.add(other.id, neighbor.id, RelationshipWords(Relation.NEIGHBOR))
    desk.judged(case)
    notify = Notification(other.id, NotifyDecision.TOLD, "He was called at noon.")
    desk.services.plans.seal(replace(desk.plan(case), notify=notify))
    return case


def holds(services: Services) -> bool:
    connection = services.ground.file.connection
    return check_heads(connection).holds and check_versions(connection).holds


def test_everything_of_both_records_counts_as_one_person(
    desk: Desk, kept: Person, other: Person
) -> None:
    case = entangled(desk, other)
    preview = desk.services.merges.preview(kept.id, other.id)
    assert preview.conflicts == (Field.NAME, Field.BORN)
    counts = {each.kind: each.objects for each in preview.counts}
    assert counts == {
        "case": 1,
        "concern": 2,
        "interview": 1,
        "plan": 1,
        "relationship": 1,
        "role": 2,
    }
    desk.services.merges.merge(kept.id, other.id, BOTH, "Same phone in RMS.")
    services = desk.reopen()
    person = services.people.get(other.id)
    assert (person.id, person.name, person.born) == (kept.id, "Peter Novak", read_date("1985"))
    assert person.phones == ("555 0100", "555 0199")
    assert [fact.text for fact in person.facts] == ["Pete Nowak", "Born: 1984"]
    view = services.cases.view(case.id)
    assert view.subject is not None
    assert view.subject.id == kept.id
    assert {line.person.id for line in services.interviews.of_case(case.id)} == {kept.id}
    assert {each.person_id for each in services.knowledge.statements(case.id)} >= {kept.id}
    seen = services.register.view(kept.id)
    assert (len(seen.places), len(seen.about), len(seen.brought)) == (2, 1, 1)
    assert services.register.count() == services.upkeep.info().people
    assert other.id not in {line.person.id for line in services.register.page(Order.NEWEST)}
    assert (
        services.people.give_role(case.id, other.id, RoleName.SUBJECT)[0].id
        == view.roles[0].role.id
    )
    assert holds(services)


def test_sealed_words_are_never_written_again(desk: Desk, kept: Person, other: Person) -> None:
    case = entangled(desk, other)
    (line,) = desk.services.interviews.of_case(case.id)
    history = desk.services.ground.history
    before = history.versions(INTERVIEW, line.interview.id)
    merge, _ = desk.services.merges.merge(kept.id, other.id, BOTH, "Same phone.")
    desk.services.merges.undo(merge.id, "Two cousins.")
    assert history.versions(INTERVIEW, line.interview.id) == before
    assert before[-1].value.with_id == other.id


def test_undone_at_once_everything_is_where_it_was(desk: Desk, kept: Person, other: Person) -> None:
    entangled(desk, other)
    before = state(desk.services, kept.id, other.id)
    merge, _ = desk.services.merges.merge(kept.id, other.id, BOTH, "Same phone.")
    assert state(desk.services, kept.id, other.id) != before
    line, _ = desk.services.merges.undo(merge.id, "Two cousins.")
    assert (line.later.counts, line.later.words) == ((), ())
    assert state(desk.reopen(), kept.id, other.id) == before
    (told,) = desk.services.register.view(kept.id).merges
    assert (told.merge.stands, told.merge.undone_why) == (False, "Two cousins.")
    assert holds(desk.services)


def test_what_was_entered_meanwhile_stays_with_the_kept_person_and_is_listed(
    desk: Desk, kept: Person, other: Person
) -> None:
    case = entangled(desk, other)
    services = desk.services
    merge, _ = services.merges.merge(kept.id, other.id, BOTH, "Same phone.")
    desk.clock.moment = later(5)
    second = desk.case(replace(INTAKE, about_id=other.id, about=PersonDetails()))
    services.people.give_role(case.id, other.id, RoleName.CO_WORKER)
    services.interviews.start(second.id, InterviewStart("subject", other.id, AT))
    services.particulars.add_fact(other.id, TRUCK)
    line, _ = services.merges.undo(merge.id, "Two cousins.")
    counts = {each.kind: each.objects for each in line.later.counts}
    assert counts == {"case": 1, "concern": 1, "interview": 1, "role": 2}
    assert line.later.words == ("Gray truck",)
    assert services.merges.line(merge.id).later == line.later
    assert services.people.get(kept.id) == replace(kept, facts=(TRUCK,))
    assert services.people.get(other.id) == other
    assert services.people.standing_roles(case.id, kept.id) == (RoleName.CO_WORKER,)
    assert services.people.standing_roles(case.id, other.id) == (
        RoleName.SUBJECT,
        RoleName.POSSIBLE_TARGET,
    )
    assert services.cases.get(second.id).subject_id == kept.id


def test_a_role_given_meanwhile_is_the_surviving_records_whatever_the_other_one_was(
    desk: Desk, kept: Person, other: Person
) -> None:
    people, case = desk.services.people, desk.case()
    people.give_role(case.id, other.id, RoleName.FRIEND, relation="old friend")
    left, _ = people.give_role(case.id, other.id, RoleName.CO_WORKER)
    people.end_role(left.id, "Left the firm.")
    stood = {line.role.id: line.role for line in people.roles(case.id)}
    merge, _ = desk.services.merges.merge(kept.id, other.id, BOTH, "Same phone.")
    desk.clock.moment = later(5)
    people.give_role(case.id, kept.id, RoleName.CO_WORKER, relation="same shift")
    people.give_role(case.id, kept.id, RoleName.FRIEND)
    people.give_role(case.id, other.id, RoleName.FRIEND, confidential=True)
    line, _ = desk.services.merges.undo(merge.id, "Two cousins.")
    assert {each.kind: each.objects for each in line.later.counts} == {"role": 2}
    assert {id_: desk.services.ground.history.get(ROLE, id_) for id_ in stood} == stood
    own = {
        line.role.role: (line.role.relation, line.role.confidential)
        for line in desk.reopen().people.roles(case.id)
        if line.person.id == kept.id
    }
    assert own == {RoleName.CO_WORKER: ("same shift", False), RoleName.FRIEND: ("", True)}
    assert holds(desk.services)


def test_a_concern_from_before_a_merge_gives_no_second_role_when_it_is_decided_anew(
    desk: Desk, kept: Person, other: Person
) -> None:
    services = desk.services
    concern = desk.concern(replace(INTAKE, about_id=other.id, about=PersonDetails()))
    inquiry = replace(OPENING, decision=Decision.PRELIMINARY, until=TODAY)
    _, case, _ = services.triage.decide(concern.id, inquiry)
    assert case is not None
    stood = services.people.roles(case.id)
    services.merges.merge(kept.id, other.id, BOTH, "Same phone.")
    services.triage.decide(concern.id, OPENING)
    assert [line.role for line in services.people.roles(case.id)] == [each.role for each in stood]


def test_merges_lead_through_one_another_and_are_undone_from_the_last(
    desk: Desk, kept: Person, other: Person
) -> None:
    merges = desk.services.merges
    third, _ = desk.services.people.add(PersonDetails("P. Novak"))
    first, _ = merges.merge(kept.id, other.id, BOTH, "Same phone.")
    name = (Decided(Field.NAME, Side.KEPT),)
    second, _ = merges.merge(third.id, kept.id, name, "Same address.")
    assert {desk.services.people.get(each).id for each in (kept.id, other.id)} == {third.id}
    assert [line.merge.id for line in merges.of_person(other.id)] == [second.id, first.id]
    with pytest.raises(VpoError, match="merged with another one since"):
        merges.undo(first.id, "No.")
    with pytest.raises(VpoError, match="same person already"):
        merges.preview(third.id, other.id)
    with pytest.raises(VpoError, match="merged with another one of the same"):
        desk.services.people.correct(replace(kept, name="Pit"))
    merges.undo(second.id, "No.")
    merges.undo(first.id, "No.")
    people = desk.services.people
    assert (people.get(kept.id), people.get(other.id), people.get(third.id)) == (kept, other, third)


def test_what_is_missing_is_said_and_nothing_is_written(
    desk: Desk, kept: Person, other: Person
) -> None:
    merges = desk.services.merges
    before = desk.services.upkeep.info().audit_entries
    with pytest.raises(VpoError, match="Say why they are the same"):
        merges.merge(kept.id, other.id, BOTH, " ")
    with pytest.raises(VpoError, match="Birth date: the two records differ"):
        merges.merge(kept.id, other.id, BOTH[:1], "Same phone.")
    with pytest.raises(VpoError, match="same person already"):
        merges.merge(kept.id, kept.id, (), "Same.")
    assert desk.services.upkeep.info().audit_entries == before
    merge, _ = merges.merge(kept.id, other.id, BOTH, "Same phone.")
    with pytest.raises(VpoError, match="Say why they are not"):
        merges.undo(merge.id, "")
    merges.undo(merge.id, "No.")
    with pytest.raises(VpoError, match="undone already"):
        merges.undo(merge.id, "No.")


def test_one_who_asked_for_confidentiality_is_named_by_neither_record(
    desk: Desk, kept: Person
) -> None:
    case = desk.case()
    (source,) = [
        line.person for line in desk.services.people.roles(case.id) if line.role.confidential
    ]
    desk.services.people.give_role(case.id, kept.id, RoleName.CO_WORKER)
    desk.services.merges.merge(kept.id, source.id, (Decided(Field.NAME, Side.KEPT),), "Her voice.")
    held = desk.interview(case, "collateral", kept.id)
    for holders in ((), ("School",)):
        wish = PaperWish(case.id, DocumentKind.INTERVIEW, held.id)
        (copy,), _ = desk.services.documents.prepare(wish, "Team meeting", holders)
        assert isinstance(copy.content, InterviewContent)
        assert copy.content.person == "a source who asked for confidentiality"


NAMES = st.sampled_from(["", "Peter Novak", "Petr Novák", "بيتر"])
DATA = st.builds(
    PersonData,
    NAMES,
    st.sampled_from([None, read_date("1984"), read_date("about 1985")]),
    st.lists(st.sampled_from(["555 0100", "555 0199"]), max_size=2).map(tuple),
    st.sampled_from([None, True, False]),
    st.sampled_from(["", "School only."]),
)
# Ten entries at most, numbered through: as many as there are roles to give, so that none of them
# asks for what stands there already, which the desk rightly refuses.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["role", "concern", "answer", "relationship", "fact", "name"]),
        st.booleans(),
    ),
    max_size=5,
)


def do(desk: Desk, case: Case, deed: str, person_id: str, number: int) -> None:
    """Enter something that names a person; no two numbers enter the same."""
    services = desk.services
    match deed:
        case "role":
            services.people.give_role(case.id, person_id, tuple(RoleName)[number + 2])
        case "concern":
            desk.concern(replace(INTAKE, about_id=person_id, about=PersonDetails()))
        case "answer":
            interview = desk.interview(case, "collateral", person_id)
            desk.answer(interview, "CO-C1", f"He said so {number} times.")
        case "relationship":
            words = RelationshipWords(Relation.OTHER, f"owes money {number} to")
            services.relationships.add(person_id, case.subject_id or "", words)
        case "fact":
            services.particulars.add_fact(person_id, PersonFact(FactKind.OTHER, f"fact {number}"))
        case _:
            person = services.people.get(person_id)
            services.people.correct(replace(person, name=f"{person.name} {number}"))


# Nothing is shrunk: the case file grows with every example, and shrinking took minutes. A failing
# example is at most ten entries long and is read as it is.
@settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(DATA, DATA, DEEDS, DEEDS, st.lists(st.sampled_from(Side), min_size=3, max_size=3))
def test_whatever_was_entered_a_merge_that_is_undone_leaves_no_trace_of_itself(
    desk: Desk,
    first: PersonData,
    second: PersonData,
    before: list[tuple[str, bool]],
    after: list[tuple[str, bool]],
    sides: list[Side],
) -> None:
    services = desk.services
    case = desk.case()
    kept, _ = services.people.add(PersonDetails())
    other, _ = services.people.add(PersonDetails())
    for person, said in ((kept, first), (other, second)):
        services.particulars.describe(person.id, said)
        services.people.give_role(case.id, person.id, RoleName.REPORTING_PERSON)
    for number, (deed, of_kept) in enumerate(before):
        do(desk, case, deed, kept.id if of_kept else other.id, number)
    decided = tuple(Decided(field, side) for field, side in zip(Field, sides, strict=True))
    stood = state(services, kept.id, other.id)
    merge, _ = services.merges.merge(kept.id, other.id, decided, "Same phone.")
    services.merges.undo(merge.id, "No.")
    assert state(services, kept.id, other.id) == stood
    merge, _ = services.merges.merge(kept.id, other.id, decided, "After all.")
    for number, (deed, of_kept) in enumerate(after, start=len(before)):
        do(desk, case, deed, kept.id if of_kept else other.id, number)
    line, _ = services.merges.undo(merge.id, "No.")
    # Whichever record was named meanwhile, all of it is the kept person's, and all of it is told.
    now = state(services, kept.id, other.id)
    assert now[other.id] == stood[other.id]
    own, was = now[kept.id], stood[kept.id]
    deeds = [deed for deed, _ in after]
    entered = {each.kind: each.objects for each in line.later.counts}
    for kind in ("role", "concern", "relationship"):
        assert entered.get(kind, 0) == deeds.count(kind)
    assert entered.get("interview", 0) == deeds.count("answer")
    talked = [each.person.id for each in services.interviews.of_case(case.id)]
    heard = [of_kept for deed, of_kept in before if deed == "answer"]
    assert talked.count(other.id) == heard.count(False)
    assert talked.count(kept.id) == heard.count(True) + deeds.count("answer")
    assert len(own.places) == len(was.places) + deeds.count("role")
    assert len(own.about) == len(was.about) + deeds.count("concern")
    assert len(own.relationships) == len(was.relationships) + deeds.count("relationship")
    facts = tuple(
        f"fact {number}" for number, deed in enumerate(deeds, len(before)) if deed == "fact"
    )
    assert line.later.words == facts
    assert own.person == replace(
        was.person,
        name=own.person.name if "name" in deeds else was.person.name,
        facts=(*was.person.facts, *(PersonFact(FactKind.OTHER, each) for each in facts)),
    )
    assert holds(services)
