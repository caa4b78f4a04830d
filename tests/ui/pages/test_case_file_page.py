"""The case file page shows and keeps the agency's data, and never empties a field by itself."""

from __future__ import annotations

from ui.pages.hands import Desk
from vpo_desk.domain.agency import Agency, Contact
from vpo_desk.ui.case_file.case_file_page import CaseFilePage


def opened(desk: Desk) -> CaseFilePage:
    page = desk.go(CaseFilePage, "case_file")
    desk.settle()
    return page


def agency(desk: Desk) -> Agency:
    found = desk.ask(lambda services: services.agency.get())
    assert isinstance(found, Agency)
    return found


def test_every_field_is_filled_also_the_one_with_the_focus(desk: Desk) -> None:
    page = opened(desk)
    assert page._fields["name"].words() == "Harlow Falls Police Department"
    assert page._fields["officer"].words() == "R. Okafor"
    assert "988 Suicide & Crisis Lifeline (call or text): 988" in page._contacts.words()


def test_a_changed_field_is_saved_and_the_others_stay(desk: Desk) -> None:
    page = opened(desk)
    before = agency(desk)
    page._contacts.setPlainText("County crisis line, 24 h: 555 0199")
    page._contacts.commit()
    desk.settle()
    after = agency(desk)
    assert after.contacts == (Contact("County crisis line, 24 h", "555 0199"),)
    assert (after.name, after.ori, after.marking) == (before.name, before.ori, before.marking)


def test_a_line_without_a_phone_is_told_and_nothing_is_saved(desk: Desk) -> None:
    page = opened(desk)
    before = agency(desk)
    page._contacts.setPlainText("County crisis line")
    page._contacts.commit()
    desk.settle()
    assert agency(desk) == before
    assert "County crisis line" in page._contacts_field.trouble.text()
