"""The letterhead: seen while it is typed, on paper when the field is left, never lost."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from tests.pictures import badge, noted_png, saved

from ui.pages.hands import (
    CTRL,
    Desk,
    button,
    choose,
    drop_down,
    field,
    fill,
    focused,
    leave,
    tab_order,
    trouble,
)
from vpo_desk.domain.agency import DEFAULT_MARKING, Agency, Paper
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import Letterhead, PaperRule, Placement
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.case_file.letterhead_page import LetterheadPage

LONG = "The Consolidated Police Department of Harlow Falls " * 5
SIGNERS = "Lines to sign on, one a line"


@pytest.fixture
def page(desk: Desk) -> LetterheadPage:
    return desk.go(LetterheadPage, "letterhead")


def agency(desk: Desk) -> Agency:
    found = desk.ask(lambda services: services.agency.get())
    assert isinstance(found, Agency)
    return found


def entries(desk: Desk) -> int:
    return len(desk.ask(lambda services: services.upkeep.entries("agency")))


def sample(page: LetterheadPage) -> str:
    """Read the bytes that the preview shows."""
    if not page._preview.pdf:
        return ""
    pages = pypdf.PdfReader(io.BytesIO(page._preview.pdf)).pages
    return " ".join("\n".join(each.extract_text() for each in pages).split())


def pictures(page: LetterheadPage) -> int:
    return len(pypdf.PdfReader(io.BytesIO(page._preview.pdf)).pages[0].images)


def settled(desk: Desk, page: LetterheadPage, words: str) -> None:
    """Wait until the sample shows these words."""
    desk.qtbot.waitUntil(lambda: words in sample(page), timeout=20_000)
    desk.settle()


def replace_words(desk: Desk, page: LetterheadPage, name: str, words: str) -> None:
    field(page, name).setFocus()
    desk.press(Qt.Key.Key_A, CTRL)
    fill(page, name, words)


def pick(page: LetterheadPage, name: str, value: str) -> None:
    """Choose from a list that drops down."""
    found = drop_down(page, name)
    found.setFocus()
    found.set_value(value)
    assert found.value() == value
    found.activated.emit(found.currentIndex())


def test_the_way_there_and_through_it_needs_no_mouse(desk: Desk) -> None:
    case_file = desk.go(CaseFilePage, "case_file")
    door = button(case_file, "Letterhead…")
    assert door in tab_order(case_file)
    door.setFocus()
    desk.press(Qt.Key.Key_Return)
    page = desk.at(LetterheadPage)
    assert focused() is field(page, "Agency")
    order = tab_order(page)
    for name in ("Agency", "Address, line by line", "Line at the foot of every page", SIGNERS):
        assert field(page, name) in order
    assert page._preview.view.area in order


def test_what_is_typed_is_on_the_sample_at_once_and_on_paper_when_the_field_is_left(
    desk: Desk, page: LetterheadPage
) -> None:
    before, count = agency(desk), entries(desk)
    settled(desk, page, "Harlow Falls Police Department · Violence Prevention")
    assert "PREVIEW – no copy" in sample(page)
    fill(page, "Address, line by line", "12 Mill Street")
    settled(desk, page, "12 Mill Street")
    assert agency(desk) == before
    leave()
    desk.settle()
    assert agency(desk).letterhead == Letterhead(address="12 Mill Street")
    assert entries(desk) == count + 1
    fill(page, "Phone", "555 0100")
    leave()
    fill(page, "Website or email", "vpo@harlowfalls.example")
    leave()
    settled(desk, page, "555 0100 · vpo@harlowfalls.example")
    assert agency(desk).letterhead.lines == (
        "12 Mill Street",
        "555 0100 · vpo@harlowfalls.example",
    )


def test_a_field_that_is_left_as_it_was_adds_no_version(desk: Desk, page: LetterheadPage) -> None:
    count = entries(desk)
    field(page, "Phone").setFocus()
    leave()
    desk.settle()
    assert entries(desk) == count


def test_every_choice_is_recorded_and_shown(desk: Desk, page: LetterheadPage) -> None:
    choose(page, "Placement", "Centered")
    choose(page, "Paper", "A4")
    page._form._inside.click()
    desk.settle()
    found = agency(desk)
    assert found.paper is Paper.A4
    assert (found.letterhead.placement, found.letterhead.inside) == (Placement.CENTERED, False)
    page_size = pypdf.PdfReader(io.BytesIO(page._preview.pdf)).pages[0].mediabox
    assert round(float(page_size.width)) == 595


# --- the logo -----------------------------------------------------------------------------------------


def test_a_logo_is_chosen_shown_recorded_and_taken_out(
    desk: Desk, page: LetterheadPage, tmp_path: Path
) -> None:
    path = tmp_path / "badge.dat"
    path.write_bytes(noted_png())
    desk.prompts.files.append(path)
    desk.click("Choose a logo…")
    desk.qtbot.waitUntil(lambda: bool(page._preview.pdf) and pictures(page) == 1, timeout=20_000)
    desk.settle()
    assert "There is a logo" in desk.reads()
    logo = agency(desk).letterhead.picture
    assert logo.startswith(b"\x89PNG")
    assert b"Alvarez" not in logo
    desk.click("Remove the logo")
    desk.settle()
    assert agency(desk).letterhead.logo == ""
    assert pictures(page) == 0
    assert not button(page, "Remove the logo").isEnabled()
    assert focused() is button(page, "Choose a logo…")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"%PDF-1.7", "This file is no PNG or JPEG picture, whatever its name says."),
        (b"", "This file is empty."),
        (saved(badge())[:200], "This picture is damaged"),
    ],
)
def test_what_is_no_picture_is_told_at_the_logo_and_changes_nothing(
    desk: Desk, page: LetterheadPage, tmp_path: Path, file: bytes, words: str
) -> None:
    before = agency(desk)
    path = tmp_path / "logo.png"
    path.write_bytes(file)
    desk.prompts.files.append(path)
    desk.click("Choose a logo…")
    desk.qtbot.waitUntil(lambda: words in trouble(page, "Logo"), timeout=20_000)
    assert "The letterhead stands as it was." in trouble(page, "Logo")
    assert agency(desk) == before


def test_no_file_chosen_changes_nothing(desk: Desk, page: LetterheadPage) -> None:
    before = agency(desk)
    desk.prompts.files.append(None)
    desk.click("Choose a logo…")
    assert agency(desk) == before


# --- long names and what does not fit ---------------------------------------------------------------


def test_a_name_of_two_hundred_characters_is_taken_and_its_length_told(
    desk: Desk, page: LetterheadPage
) -> None:
    name = LONG[:200].strip()
    replace_words(desk, page, "Agency", name)
    leave()
    settled(desk, page, f"{name} · Violence Prevention")
    assert agency(desk).name == name
    assert f"This name has {len(name)} characters and takes several lines." in desk.reads()


def test_a_longer_name_is_told_stays_and_comes_back_after_the_lock(
    desk: Desk, page: LetterheadPage
) -> None:
    before = agency(desk)
    replace_words(desk, page, "Agency", LONG[:214])
    leave()
    desk.settle()
    assert "At most 200 characters fit here; this has 214." in trouble(page, "Agency")
    assert agency(desk).name == before.name
    fill(page, "Phone", "555 0100")
    leave()
    desk.settle()
    assert agency(desk).letterhead.phone == "555 0100"
    assert field(page, "Agency").words() == LONG[:214]
    desk.lock()
    desk.unlock()
    page = desk.go(LetterheadPage, "letterhead")
    desk.settle()
    assert field(page, "Agency").words() == LONG[:214]
    assert "this has 214" in trouble(page, "Agency")
    assert agency(desk).name == before.name
    replace_words(desk, page, "Agency", "Harlow Falls PD")
    leave()
    desk.settle()
    assert trouble(page, "Agency") == ""
    assert agency(desk).name == "Harlow Falls PD"
    assert desk.ask(lambda services: services.drafts.of("letterhead")) == ()


def test_a_word_that_is_not_left_yet_is_recorded_by_the_lock(
    desk: Desk, page: LetterheadPage
) -> None:
    fill(page, "Line at the foot of every page", "Return or shred.")
    desk.lock()
    desk.unlock()
    assert agency(desk).letterhead.footer == "Return or shred."


# --- one kind of document ------------------------------------------------------------------------------


def test_a_kind_has_a_marking_and_lines_of_its_own(desk: Desk, page: LetterheadPage) -> None:
    fill(page, "Further markings to choose from, one a line", "TEAM ONLY\nFOR THE PERSON")
    leave()
    desk.settle()
    pick(page, "Its marking", "TEAM ONLY")
    fill(page, SIGNERS, "Prepared by\nReviewed by (supervisor)")
    settled(desk, page, "Reviewed by (supervisor)")
    assert "TEAM ONLY" in sample(page)
    leave()
    desk.settle()
    rule = PaperRule(DocumentKind.PLAN, "TEAM ONLY", ("Prepared by", "Reviewed by (supervisor)"))
    assert agency(desk).letterhead.rules == (rule,)
    assert "With something of their own: Management plan" in desk.reads()
    pick(page, "Kind of document", "safety_plan")
    settled(desk, page, "Safety plan (sample)")
    assert field(page, SIGNERS).words() == ""
    assert DEFAULT_MARKING in sample(page)
    pick(page, "Kind of document", "plan")
    settled(desk, page, "Management plan (sample)")
    assert field(page, SIGNERS).words() == "Prepared by\nReviewed by (supervisor)"
    assert agency(desk).letterhead.rules == (rule,)


def test_another_kind_waits_until_what_was_typed_can_be_recorded(
    desk: Desk, page: LetterheadPage
) -> None:
    lines = "\n".join(f"Role {number}" for number in range(9))
    fill(page, SIGNERS, lines)
    pick(page, "Kind of document", "safety_plan")
    desk.settle()
    assert drop_down(page, "Kind of document").value() == "plan"
    assert field(page, SIGNERS).words() == lines
    assert "At most 8 lines fit here; this has 9." in desk.reads()
    assert agency(desk).letterhead.rules == ()


# --- back to how it came -------------------------------------------------------------------------------


def test_all_but_the_name_goes_back_to_how_it_came_and_that_can_be_taken_back(
    desk: Desk, page: LetterheadPage
) -> None:
    fill(page, "Phone", "555 0100")
    leave()
    replace_words(desk, page, "Marking on every page", "SECRET")
    leave()
    choose(page, "Paper", "A4")
    desk.settle()
    before = agency(desk)
    desk.click("Put all but the name back to how it came")
    plain = agency(desk)
    assert (plain.marking, plain.paper, plain.letterhead) == (
        DEFAULT_MARKING,
        Paper.LETTER,
        Letterhead(),
    )
    assert (plain.name, plain.contacts) == (before.name, before.contacts)
    assert field(page, "Phone").words() == ""
    assert "555 0100" not in sample(page)
    desk.click("Take that back")
    assert agency(desk) == before
    assert field(page, "Phone").words() == "555 0100"
    settled(desk, page, "555 0100")


def test_what_is_as_it_came_stays_without_a_version(desk: Desk, page: LetterheadPage) -> None:
    desk.click("Put all but the name back to how it came")
    count = entries(desk)
    desk.click("Put all but the name back to how it came")
    assert entries(desk) == count
    assert "It is as it came already." in desk.reads()


def test_the_case_file_page_keeps_the_letterhead(desk: Desk, page: LetterheadPage) -> None:
    fill(page, "Phone", "555 0100")
    leave()
    case_file = desk.go(CaseFilePage, "case_file")
    fill(case_file, "ORI", "XX1")
    leave()
    desk.settle()
    found = agency(desk)
    assert found.letterhead.phone == "555 0100"
    assert "XX1" in found.ori


def test_the_zoom_and_the_page_stay_while_one_types(desk: Desk, page: LetterheadPage) -> None:
    settled(desk, page, "Harlow Falls")
    desk.click("Larger")
    zoomed = page._preview.view.told.text()
    assert "125 %" in zoomed
    fill(page, "Phone", "555 0100")
    settled(desk, page, "555 0100")
    assert page._preview.view.told.text() == zoomed


def test_words_from_before_a_crash_come_back_to_their_kind_and_are_recorded(desk: Desk) -> None:
    words = json.dumps({"phone": "555 0100", "kind": "safety_plan", "signers": "Agreed by"})
    desk.ask(lambda services: services.drafts.keep("letterhead", "", "letterhead@1", words))
    page = desk.go(LetterheadPage, "letterhead")
    desk.settle()
    assert field(page, "Phone").words() == "555 0100"
    assert drop_down(page, "Kind of document").value() == "safety_plan"
    assert field(page, SIGNERS).words() == "Agreed by"
    found = agency(desk).letterhead
    assert found.phone == "555 0100"
    assert found.rules == (PaperRule(DocumentKind.SAFETY_PLAN, "", ("Agreed by",)),)
    assert desk.ask(lambda services: services.drafts.of("letterhead")) == ()
