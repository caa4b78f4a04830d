"""People in the window: the list, one person, two records of one, and a case's people drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.pages.hands import (
    Desk,
    buttons,
    choice,
    choose,
    drop_down,
    field,
    fill,
    focused,
    labeled,
    open_row,
    rows,
    tab_order,
    table,
    trouble,
    write,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.merge import Decided, Side
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.domain.relationship import Relation
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.register import Order, PersonView
from vpo_desk.services.relationships import RelationshipWords
from vpo_desk.services.triage import TriageDecision
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.people.drawing import Drawing
from vpo_desk.ui.people.list_page import PeoplePage
from vpo_desk.ui.people.person_page import PersonPage
from vpo_desk.ui.people.same_page import SamePersonPage
from vpo_desk.ui.widgets.rows import PAGE

RIFLE = PersonFact(FactKind.WEAPONS, "A rifle <b>& a safe", "sister")


def enter(desk: Desk, *people: PersonDetails) -> list[Person]:
    made: list[Person] = []

    def act(services: Services) -> Changes:
        changes = Changes()
        for each in people:
            person, more = services.people.add(each)
            made.append(person)
            changes += more
        return changes

    desk.session.command(act)
    desk.settle()
    return made


def view(desk: Desk, person_id: str) -> PersonView:
    found = desk.ask(lambda services: services.register.view(person_id))
    assert isinstance(found, PersonView)
    return found


def pick(desk: Desk, label: str, words: str) -> None:
    """Type a part of a name and open the first person who has it."""
    shown = field(desk.page, label)
    shown.setFocus()
    QTest.keyClicks(shown, words)
    desk.settle()
    open_row(table(desk.page, "People with this in their name"), 0)
    desk.settle()


def choose_in(desk: Desk, name: str, words: str) -> None:
    """Choose an entry of a list that drops down, with the keyboard."""
    shown = drop_down(desk.page, name)
    shown.setFocus()
    index = shown.findText(words)
    assert index >= 0, f"{name!r} does not offer {words!r}"
    while shown.currentIndex() != index:
        QTest.keyClick(shown, Qt.Key.Key_Down if shown.currentIndex() < index else Qt.Key.Key_Up)


class TestTheList:
    def test_shows_all_people_by_pages_with_a_true_scroll_bar(self, desk: Desk) -> None:
        enter(desk, *(PersonDetails(f"Person {number:03d}") for number in range(PAGE + 20)))
        desk.go(PeoplePage, "people")
        shown = table(desk.page, "People")
        everybody = desk.ask(lambda services: services.register.page(Order.NEWEST))
        assert shown.rows.rowCount() == len(everybody) > PAGE
        shown.scrollToBottom()
        desk.settle()
        desk.settle()
        last = rows(shown)[-1]
        assert last.startswith(everybody[-1].person.name)
        choose(desk.page, "Order of the list", "By name")
        desk.settle()
        names = [line.person.name for line in desk.ask(_by_name)]
        assert [each.split(" | ")[0] for each in rows(shown)[:PAGE]] == names[:PAGE]

    def test_leads_to_the_person_and_back_in_the_same_order(self, desk: Desk) -> None:
        desk.go(PeoplePage, "people")
        choose(desk.page, "Order of the list", "By name")
        desk.settle()
        first = rows(table(desk.page, "People"))[0].split(" | ")[0]
        open_row(table(desk.page, "People"), 0)
        assert desk.at(PersonPage).head.title.text() == first
        desk.frame.back()
        desk.at(PeoplePage)
        assert rows(table(desk.page, "People"))[0].startswith(first)

    def test_alt_4_leads_there_from_anywhere(self, desk: Desk) -> None:
        desk.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
        desk.at(PeoplePage)


def _by_name(services: Services) -> object:
    return services.register.page(Order.NAME)


class TestAPerson:
    def test_shows_roles_concerns_and_leads_to_both(self, desk: Desk, school: Case) -> None:
        page = desk.go(PersonPage, "person", school.subject_id or "")
        assert "Subject" in rows(table(page, "Roles of this person"))[0]
        open_row(table(page, "Concerns about"), 0)
        desk.at(ConcernPage)
        desk.frame.back()
        open_row(table(desk.at(PersonPage), "Roles of this person"), 0)
        assert desk.at(CasePage).tab == "people"

    def test_is_corrected_in_place_and_every_change_can_be_read(
        self, desk: Desk, fresh_case: Case
    ) -> None:
        id_ = fresh_case.subject_id or ""
        page = desk.go(PersonPage, "person", id_)
        fill(page, "Born, as far as known", "early May 2009")
        fill(page, "Phones, one to a line", "555 0100, after 16:00\n555 0101")
        choose(page, "Juvenile", "Yes")
        fill(page, "Handling: who is told first, what stays apart", "Ask his aunt first.")
        desk.click("Keep the correction")
        person = view(desk, id_).person
        assert (person.phones, person.juvenile) == (("555 0100, after 16:00", "555 0101"), True)
        assert "Juvenile" in desk.reads()
        assert "No guardian is recorded." in desk.reads()
        told = "\n".join(rows(table(page, "Changes of this record")))
        assert "Born: early May 2009" in told
        assert "Handling: Ask his aunt first." in told

    def test_a_phone_of_letters_is_said_at_the_form_and_nothing_typed_is_lost(
        self, desk: Desk, fresh_case: Case
    ) -> None:
        page = desk.go(PersonPage, "person", fresh_case.subject_id or "")
        fill(page, "Phones, one to a line", "ask the school")
        desk.click("Keep the correction")
        assert "A phone number needs digits" in desk.reads()
        assert field(page, "Phones, one to a line").words() == "ask the school"

    def test_what_was_begun_comes_back_after_a_lock(self, desk: Desk, fresh_case: Case) -> None:
        id_ = fresh_case.subject_id or ""
        page = desk.go(PersonPage, "person", id_)
        fill(page, "Name", "Mr. ")
        fill(page, "What is known", "Drives a gray truck")
        desk.lock()
        desk.unlock()
        page = desk.go(PersonPage, "person", id_)
        assert field(page, "Name").words() == "Mr. Whitlock, Aaron"
        assert field(page, "What is known").words() == "Drives a gray truck"
        desk.click("Show what is recorded again")
        assert field(page, "Name").words() == "Whitlock, Aaron"
        desk.lock()
        desk.unlock()
        page = desk.go(PersonPage, "person", id_)
        assert field(page, "Name").words() == "Whitlock, Aaron"

    def test_what_is_typed_stays_when_something_else_of_the_person_changes(
        self, desk: Desk, fresh_case: Case
    ) -> None:
        id_ = fresh_case.subject_id or ""
        page = desk.go(PersonPage, "person", id_)
        fill(page, "Name", "Mr. ")
        desk.session.command(lambda services: services.particulars.add_fact(id_, RIFLE))
        desk.settle()
        assert field(page, "Name").words() == "Mr. Whitlock, Aaron"
        assert "A rifle <b>& a safe" in desk.reads()

    def test_facts_are_added_changed_and_taken_off_by_keyboard(
        self, desk: Desk, fresh_case: Case
    ) -> None:
        id_ = fresh_case.subject_id or ""
        page = desk.go(PersonPage, "person", id_)
        desk.click("Keep it")
        assert trouble(page, "Kind") == "Choose one of these."
        assert trouble(page, "What is known") == "Write what is known."
        choose_in(desk, "Kind", "Access to weapons")
        fill(page, "What is known", RIFLE.text)
        fill(page, "From whom or where", "sister")
        desk.click("Keep it")
        assert view(desk, id_).person.facts == (RIFLE,)
        assert "Weapons" in desk.reads()
        open_row(table(page, "What is known of this person"), 0)
        desk.settle()
        choose(page, "Is it so now?", "Past")
        choose(page, "On paper", "Kept off paper")
        desk.click("Keep it")
        assert view(desk, id_).person.facts == (replace(RIFLE, past=True, confidential=True),)
        open_row(table(page, "What is known of this person"), 0)
        desk.settle()
        desk.click("It was entered by mistake: take it off")
        assert view(desk, id_).person.facts == ()
        assert "taken off" in "\n".join(rows(table(page, "Changes of this record")))

    def test_a_relationship_is_entered_with_somebody_picked_and_ended(
        self, desk: Desk, fresh_case: Case
    ) -> None:
        id_ = fresh_case.subject_id or ""
        enter(desk, PersonDetails("Zora Pick"))
        page = desk.go(PersonPage, "person", id_)
        pick(desk, "Somebody else, by a part of the name", "zora p")
        choose_in(desk, "is", "supervisor of")
        fill(page, "Since, as said", "summer 2019")
        desk.click("Keep the relationship")
        (line,) = view(desk, id_).relationships
        assert (line.first.id, line.second.name) == (id_, "Zora Pick")
        open_row(table(page, "Relationships of this person"), 0)
        desk.settle()
        fill(page, "Why they are no longer so related", "He was let go.")
        desk.click("They no longer are")
        assert "ended: He was let go." in rows(table(page, "Relationships of this person"))[0]

    def test_every_field_is_reached_by_tab_and_has_a_name(
        self, desk: Desk, fresh_case: Case
    ) -> None:
        page = desk.go(PersonPage, "person", fresh_case.subject_id or "")
        stops = tab_order(page)
        names = [each.accessibleName() or getattr(each, "text", lambda: "")() for each in stops]
        assert all(names)
        wanted = [
            "Name",
            "Keep the correction",
            "What is known",
            "Keep it",
            "Keep the relationship",
        ]
        assert [name for name in names if name in wanted] == wanted


class TestSamePerson:
    @pytest.fixture
    def twins(self, desk: Desk, fresh_case: Case) -> tuple[str, str]:
        (other,) = enter(desk, PersonDetails("Aron Whitlok", phone="555 0177"))
        return fresh_case.subject_id or "", other.id

    def test_two_records_are_merged_and_parted_again(
        self, desk: Desk, twins: tuple[str, str]
    ) -> None:
        kept, other = twins
        before = view(desk, kept).person
        page = desk.go(PersonPage, "person", kept)
        desk.click("Same person as…")
        desk.at(SamePersonPage)
        pick(desk, "A part of the name", "aron")
        assert "Name | Whitlock, Aaron | Aron Whitlok" in rows(table(desk.page, "The two records"))
        fill(desk.page, "Why they are the same person", "Same phone in RMS.")
        desk.click("They are the same person")
        assert (
            labeled(desk.page, "Name: which is right?").trouble.text() == "Choose which is right."
        )
        assert view(desk, other).person.id == other
        choose(desk.page, "Name: which is right?", "Aron Whitlok")
        desk.click("They are the same person")
        page = desk.at(PersonPage)
        assert page.head.title.text() == "Aron Whitlok"
        assert "Whitlock, Aaron" in "\n".join(rows(table(page, "What is known of this person")))
        open_row(table(page, "Merges of this person"), 0)
        desk.settle()
        fill(page, "Why they are not the same person", "Cousins.")
        desk.click("Undo the merge")
        assert view(desk, kept).person == before
        assert view(desk, other).person.name == "Aron Whitlok"
        assert "Cousins." in "\n".join(rows(table(page, "Merges of this person")))

    def test_the_id_of_a_merged_record_leads_to_the_person(
        self, desk: Desk, twins: tuple[str, str]
    ) -> None:
        kept, other = twins

        def merge(services: Services) -> Changes:
            fields = services.merges.preview(kept, other).conflicts
            decided = tuple(Decided(each, Side.KEPT) for each in fields)
            return services.merges.merge(kept, other, decided, "Same.")[1]

        desk.session.command(merge)
        page = desk.go(PersonPage, "person", other)
        assert page.head.title.text() == "Whitlock, Aaron"
        assert "was merged with this one" in desk.reads()
        desk.go(PeoplePage, "people")
        assert "Aron Whitlok" not in desk.reads()


class TestPeopleOfACase:
    def test_are_drawn_and_told_in_words_and_walked_by_keyboard(
        self, desk: Desk, school: Case
    ) -> None:
        page = desk.go(CasePage, "case", school.id, "people")
        people = desk.ask(lambda services: services.people.roles(school.id))
        ana = people[-1].person

        def tie(services: Services) -> Changes:
            words = RelationshipWords(Relation.NEIGHBOR)
            return services.relationships.add(ana.id, school.subject_id or "", words)[1]

        desk.session.command(tie)
        desk.settle()
        told = table(page, "How the people of the case are related")
        assert any(": neighbor of " in each for each in rows(told))
        (drawing,) = page.findChildren(Drawing)
        boxes = drawing.parts()
        assert len(boxes) == len({line.person.id for line in people})
        assert all(
            not one.geometry().intersects(two.geometry())
            for one in boxes
            for two in boxes
            if one is not two
        )
        assert sum(box in tab_order(page) for box in boxes) == 1
        boxes[0].setFocus()
        for _ in boxes:
            QTest.keyClick(focused(), Qt.Key.Key_Down)
        assert focused() is boxes[-1]
        last = boxes[-1]
        assert ana.name in last.accessibleName()
        assert "neighbor of" in last.accessibleDescription()
        QTest.keyClick(last, Qt.Key.Key_Return)
        assert desk.at(PersonPage).head.title.text() == ana.name

    def test_a_role_is_changed_and_ended_with_its_reason(self, desk: Desk, school: Case) -> None:
        page = desk.go(CasePage, "case", school.id, "people")
        shown = table(page, "People and roles of the case")
        place = next(n for n, each in enumerate(rows(shown)) if "School" in each.split(" | ")[1])
        name = rows(shown)[place].split(" | ")[0]
        open_row(shown, place)
        desk.settle()
        assert not buttons(page, "Add to the case")  # its form has fields of the same names
        desk.click("Leave it as it is")
        assert buttons(page, "Add to the case")
        open_row(shown, place)
        desk.settle()
        fill(page, "How related to the subject, as said", "wrestling coach")
        desk.click("Keep the change")
        assert any("wrestling coach" in each for each in rows(shown))
        open_row(shown, place)
        desk.settle()
        desk.click("End the role")
        assert "Say why the person no longer has this role." in desk.reads()
        fill(page, "Why the person no longer has this role", "He left the school.")
        desk.click("End the role")
        assert any(name in each and "ended: He left the school." in each for each in rows(shown))

    def test_what_was_decided_on_telling_a_possible_target_is_shown(
        self, desk: Desk, school: Case
    ) -> None:
        page = desk.go(CasePage, "case", school.id, "people")
        told = "\n".join(rows(table(page, "People and roles of the case")))
        assert "Told: Named in the essay" in told
        assert "Whether to tell them: not recorded (Plan)" in told

    def test_somebody_entered_already_is_added_with_a_role(self, desk: Desk, school: Case) -> None:
        (known,) = enter(desk, PersonDetails("Zora Pick"))
        page = desk.go(CasePage, "case", school.id, "people")
        pick(desk, "Entered already? A part of the name", "zora")
        choose(page, "Role in this case", "Friend")
        desk.click("Add to the case")
        places = view(desk, known.id).places
        assert [(each.case.id, each.role.role.value) for each in places] == [(school.id, "friend")]
        assert field(page, "Name, if known").words() == ""

    def test_the_overview_leads_to_the_person_and_shows_what_to_know(
        self, desk: Desk, school: Case
    ) -> None:
        id_ = school.subject_id or ""
        desk.session.command(lambda services: services.particulars.add_fact(id_, RIFLE))
        page = desk.go(CasePage, "case", school.id)
        shown = table(page, "People of the case")
        place = next(n for n, each in enumerate(rows(shown)) if RIFLE.text in each)
        open_row(shown, place)
        assert desk.at(PersonPage).place.id == id_


def test_words_of_any_script_are_typed_and_kept(desk: Desk, fresh_case: Case) -> None:
    page = desk.go(PersonPage, "person", fresh_case.subject_id or "")
    shown = field(page, "Name")
    write(shown, "Đỗ بيتر ")
    desk.click("Keep the correction")
    assert view(desk, fresh_case.subject_id or "").person.name == "Đỗ بيتر Whitlock, Aaron"


def test_a_case_about_nobody_known_gets_its_subject_once(desk: Desk) -> None:
    opened: list[Case] = []

    def open_it(services: Services) -> Changes:
        source = Informant(Identity.ANONYMOUS)
        intake = Intake(
            desk.clock.now(), Route.PHONE, Danger.NO, source, words="Somebody wrote it."
        )
        concern, _ = services.concerns.take_in(intake)
        wish = TriageDecision(
            desk.clock.now(), Decision.OPEN_CASE, "A date.", priority=Priority.URGENT
        )
        _, case, changes = services.triage.decide(concern.id, wish)
        assert case is not None
        opened.append(case)
        return changes

    desk.session.command(open_it)
    desk.settle()
    page = desk.go(CasePage, "case", opened[0].id, "people")
    fill(page, "Name, if known", "Zbigniew Wojciechowski")
    choose(page, "Role in this case", "Subject")
    desk.click("Add to the case")
    case = desk.ask(lambda services: services.cases.get(opened[0].id))
    person = desk.ask(lambda services: services.people.get(case.subject_id or ""))
    assert person.name == "Zbigniew Wojciechowski"
    assert "Zbigniew Wojciechowski" in page.head.title.text()
    assert "Subject" not in [each.text() for each in choice(page, "Role in this case").segments]
