"""The register of people, particulars, roles that change and end, and relationships."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.conftest import INTAKE, Desk
from vpo_desk.domain.concern import Identity
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.person import FactKind, Person, PersonFact, RoleName
from vpo_desk.domain.plan import Notification, NotifyDecision
from vpo_desk.domain.relationship import Relation
from vpo_desk.errors import VpoError
from vpo_desk.services.concerns import Informant
from vpo_desk.services.interviews import InterviewStart
from vpo_desk.services.particulars import PersonData, guardians
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.register import Order
from vpo_desk.services.relationships import RelationshipWords
from vpo_desk.storage.nouns import RELATIONSHIP, ROLE

GUN = PersonFact(FactKind.WEAPONS, "Two rifles in a safe", "sister", read_date("summer 2025"))
MOTHER = PersonFact(FactKind.GUARDIAN, "Jelena Novak, mother", "school")


@pytest.fixture
def ana(desk: Desk) -> Person:
    return desk.services.people.add(PersonDetails("Ana Novak"))[0]


class TestTheList:
    def test_shows_everybody_once_by_pages_in_either_order(self, desk: Desk) -> None:
        names = ["Zoe", "", "ana", "Bo", "Đỗ"]
        for name in names:
            desk.services.people.add(PersonDetails(name))
        register = desk.services.register
        newest = [line.person.name for line in register.page(Order.NEWEST)]
        assert newest == list(reversed(names))
        by_name = [line.person.name for line in register.page(Order.NAME)]
        assert by_name == ["ana", "Bo", "Zoe", "Đỗ", ""]
        pages = [register.page(Order.NAME, 2, first) for first in (0, 2, 4)]
        assert [line.person.name for page in pages for line in page] == by_name
        assert register.count() == len(names)

    def test_names_the_roles_of_each_in_every_case(self, desk: Desk) -> None:
        case, second = desk.case(), desk.case()
        ana = desk.person(case, "Ana", RoleName.FAMILY)
        desk.services.people.give_role(second.id, ana.id, RoleName.FRIEND)
        (line,) = desk.services.register.named("ana")
        assert [(each.case.number, each.role.role) for each in line.places] == [
            (case.number, RoleName.FAMILY),
            (second.number, RoleName.FRIEND),
        ]

    def test_a_name_is_found_by_what_it_holds_and_signs_mean_themselves(self, desk: Desk) -> None:
        for name in ("Ana 100% Novak", "Ana 100 Novak", "a_b", "aXb"):
            desk.services.people.add(PersonDetails(name))
        register = desk.services.register
        assert [line.person.name for line in register.named(" 100% ")] == ["Ana 100% Novak"]
        assert [line.person.name for line in register.named("a_b")] == ["a_b"]
        assert register.named("  ") == ()
        assert len(register.named("a", limit=3)) == 3


class TestOnePerson:
    def test_shows_what_names_them(self, desk: Desk, ana: Person) -> None:
        named = Informant(Identity.NAMED, ana.id)
        brought = desk.concern(replace(INTAKE, source=named))
        about = desk.concern(replace(INTAKE, about_id=ana.id, about=PersonDetails()))
        view = desk.services.register.view(ana.id)
        assert ([each.id for each in view.about], [each.id for each in view.brought]) == (
            [about.id],
            [brought.id],
        )
        with pytest.raises(VpoError, match="no such person"):
            desk.services.register.view("person-0")

    def test_every_change_is_a_version_that_can_be_read(self, desk: Desk, ana: Person) -> None:
        particulars = desk.services.particulars
        particulars.add_fact(ana.id, GUN)
        data = PersonData(
            "Ana Novák", read_date("1990"), (" 555 0100 ", ""), True, "Ask her mother."
        )
        particulars.describe(ana.id, data)
        particulars.change_fact(ana.id, GUN, replace(GUN, past=True))
        particulars.add_fact(ana.id, MOTHER)
        found = desk.services.people.get(ana.id)
        assert (found.phones, guardians(found)) == (("555 0100",), (MOTHER,))
        particulars.take_fact(ana.id, MOTHER)
        told = [
            (str(each.what), [(str(it.what), it.before, it.now) for it in each.fields])
            for each in desk.services.register.changes(ana.id)
        ]
        assert told[0][1] == [("Guardian", "Jelena Novak, mother · from school", "")]
        assert told[2][1][0][0] == "Access to weapons"
        assert told[2][1][0][2].endswith("past")
        assert [each[0] for each in told[3][1]] == ["Name", "Born", "Juvenile", "Handling", "Phone"]
        assert told[-1] == ("Entered", [("Name", "", "Ana Novak")])

    def test_what_cannot_be_so_is_refused_and_nothing_is_written(
        self, desk: Desk, ana: Person
    ) -> None:
        particulars = desk.services.particulars
        particulars.add_fact(ana.id, GUN)
        before = desk.services.upkeep.info().audit_entries
        for refused, why in (
            (lambda: particulars.add_fact(ana.id, GUN), "recorded of the person already"),
            (lambda: particulars.add_fact(ana.id, replace(GUN, text=" ")), "Write what is known"),
            (lambda: particulars.change_fact(ana.id, MOTHER, GUN), "no longer stands there"),
            (lambda: particulars.take_fact(ana.id, MOTHER), "no longer stands there"),
            (lambda: particulars.describe(ana.id, PersonData(phones=("ring me",))), "needs digits"),
        ):
            with pytest.raises(VpoError, match=why):
                refused()
        assert desk.services.upkeep.info().audit_entries == before

    def test_a_long_paragraph_in_any_script_is_kept_to_the_letter(
        self, desk: Desk, ana: Person
    ) -> None:
        words = "شارع <b>&\u0000 \ud800 Đỗ\n" * 2500
        fact = PersonFact(FactKind.OTHER, words)
        desk.services.particulars.add_fact(ana.id, fact)
        assert desk.reopen().people.get(ana.id).facts == (fact,)


class TestRoles:
    def test_are_changed_and_ended_with_a_reason_and_stay_in_the_case(self, desk: Desk) -> None:
        case, people = desk.case(), desk.services.people
        ana = desk.person(case, "Ana", RoleName.FRIEND)
        (role,) = [line.role for line in people.roles(case.id) if line.person.id == ana.id]
        people.change_role(role.id, RoleName.PARTNER, relation="since May", confidential=True)
        with pytest.raises(VpoError, match="why the person no longer"):
            people.end_role(role.id, " ")
        people.end_role(role.id, "They parted.")
        assert people.standing_roles(case.id, ana.id) == ()
        assert people.role_names(case.id, ana.id) == (RoleName.PARTNER,)
        (line,) = [line for line in people.roles(case.id) if line.person.id == ana.id]
        assert (line.role.ended, line.role.stands) == ("They parted.", False)
        assert [
            each.value.role for each in desk.services.ground.history.versions(ROLE, role.id)
        ] == [
            RoleName.FRIEND,
            RoleName.PARTNER,
            RoleName.PARTNER,
        ]
        wish = InterviewStart("collateral", ana.id, desk.clock.now())
        with pytest.raises(VpoError, match="no role in the case"):
            desk.services.interviews.start(case.id, wish)
        people.give_role(case.id, ana.id, RoleName.PARTNER)
        assert people.standing_roles(case.id, ana.id) == (RoleName.PARTNER,)

    def test_a_case_keeps_whom_it_is_about(self, desk: Desk) -> None:
        case, people = desk.case(), desk.services.people
        ana = desk.person(case, "Ana", RoleName.FRIEND)
        by_person = {line.person.id: line.role for line in people.roles(case.id)}
        subject = by_person[case.subject_id or ""]
        for refused in (
            lambda: people.end_role(subject.id, "Wrong."),
            lambda: people.change_role(subject.id, RoleName.FRIEND),
        ):
            with pytest.raises(VpoError, match="about this person"):
                refused()
        with pytest.raises(VpoError, match="has its subject already"):
            people.change_role(by_person[ana.id].id, RoleName.SUBJECT)

    def test_the_newest_decision_to_tell_a_possible_target_is_found(self, desk: Desk) -> None:
        case = desk.case()
        greg = desk.person(case, "Greg", RoleName.POSSIBLE_TARGET)
        assert desk.services.register.notified(case.id) is None
        notify = Notification(greg.id, NotifyDecision.LATER, "After the hearing.")
        desk.services.plans.save(replace(desk.plan(case), notify=notify))
        assert desk.services.register.notified(case.id) == notify


class TestRelationships:
    def test_are_entered_once_corrected_ended_and_taken_off(self, desk: Desk, ana: Person) -> None:
        bo, _ = desk.services.people.add(PersonDetails("Bo"))
        ties = desk.services.relationships
        words = RelationshipWords(Relation.SUPERVISOR, "until the fight", "HR", read_date("2019"))
        made, changes = ties.add(ana.id, bo.id, words)
        assert changes.touches(ana.id)
        assert changes.touches(bo.id)
        with pytest.raises(VpoError, match="entered already"):
            ties.add(ana.id, bo.id, words)
        ties.correct(made.id, replace(words, source="HR file"))
        ties.end(made.id, "He left.", read_date("May 2026"))
        (line,) = ties.of_person(bo.id)
        assert (line.first.name, line.second.name) == ("Ana Novak", "Bo")
        assert str(line.relationship.label) == "supervisor of (until the fight)"
        assert str(line.relationship.time) == "since 2019, until May 2026"
        assert (line.relationship.source, line.relationship.ended) == ("HR file", "He left.")
        ties.add(ana.id, bo.id, words)  # once more, after it had ended
        ties.take_off(made.id)
        assert [each.relationship.stands for each in ties.of_person(ana.id)] == [True]
        assert len(desk.services.ground.history.versions(RELATIONSHIP, made.id)) == 4

    def test_need_two_people_and_words(self, desk: Desk, ana: Person) -> None:
        bo, _ = desk.services.people.add(PersonDetails("Bo"))
        ties = desk.services.relationships
        with pytest.raises(VpoError, match="needs two people"):
            ties.add(ana.id, ana.id, RelationshipWords(Relation.FRIEND))
        with pytest.raises(VpoError, match="in your own words"):
            ties.add(ana.id, bo.id, RelationshipWords(Relation.OTHER, " "))
        with pytest.raises(VpoError, match="no such relationship"):
            ties.end("relationship-0", "x")

    def test_the_drawing_has_those_of_the_case_who_still_have_a_role(self, desk: Desk) -> None:
        case = desk.case()
        ana = desk.person(case, "Ana", RoleName.FAMILY)
        gone = desk.person(case, "Gone", RoleName.FRIEND)
        away, _ = desk.services.people.add(PersonDetails("Away"))
        ties, people = desk.services.relationships, desk.services.people
        ties.add(ana.id, case.subject_id or "", RelationshipWords(Relation.SIBLING))
        ties.add(ana.id, away.id, RelationshipWords(Relation.FRIEND))
        (role,) = [line.role for line in people.roles(case.id) if line.person.id == gone.id]
        people.end_role(role.id, "Moved away.")
        drawing = ties.diagram(case.id)
        assert [str(node.name) for node in drawing.nodes] == ["Peter Novak", "B. Hale", "Ana"]
        assert [str(each.words) for each in drawing.sentences()] == [
            "Ana: brother or sister of Peter Novak",
            "B. Hale: said to be co-worker",
        ]
