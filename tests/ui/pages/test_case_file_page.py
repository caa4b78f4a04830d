"""The case file page shows and keeps the agency's data, and never empties a field by itself."""

from __future__ import annotations

from ui.pages.hands import Desk, choose
from vpo_desk import settings
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


def test_what_is_chosen_for_this_computer_is_in_effect_at_once_and_logged(desk: Desk) -> None:
    page = opened(desk)
    choose(page, "Minutes without a key or the mouse until the desk locks", "5")
    choose(page, "Colors", "Dark")
    choose(page, "Size of text", "125 %")
    desk.settle()
    chosen = desk.program.computer
    assert (chosen.lock_minutes, chosen.theme_name, chosen.text_scale) == (5, "dark", 125)
    assert "Locks in 5 min" in desk.frame.navigation.minutes.text()
    details = [each.detail for each in desk.ask(lambda services: services.upkeep.entries())]
    assert "lock-minutes-5" in details
    kept = settings.read(desk.program._paths.settings_file).settings
    assert (kept.lock_minutes, kept.theme, kept.text_scale) == (5, "dark", 125)
