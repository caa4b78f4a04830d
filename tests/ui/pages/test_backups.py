"""Backups in the window: one at each lock, proved at the next unlock, drilled from the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.pages.hands import (
    CTRL,
    Desk,
    button,
    buttons,
    choose,
    field,
    fill,
    is_there,
    leave,
    rows,
    table,
)
from ui.stage import PASSPHRASE
from vpo_desk.storage.keyring import words_of_key
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.today.today_page import TodayPage

PLACE = "Demonstration backups"


@pytest.fixture
def place(case_file: Path) -> Path:
    return case_file.parent / PLACE


def names(place: Path) -> list[str]:
    return sorted(each.name for each in place.glob("*"))


def health(desk: Desk) -> str:
    return "\n".join(rows(table(desk.at(TodayPage), "Case file health")))


def proved(desk: Desk) -> None:
    """Wait until the backup of the last lock is proved."""
    label = desk.frame.status.backup
    desk.qtbot.waitUntil(lambda: "Last proved" in label.text())


def change(desk: Desk, to: str = "XX0000001") -> None:
    page = desk.go(CaseFilePage, "case_file")
    field(page, "ORI").setFocus()
    desk.press(Qt.Key.Key_A, CTRL)
    fill(page, "ORI", to)
    leave()
    desk.settle()


def test_a_lock_makes_one_and_the_next_unlock_proves_it(desk: Desk, place: Path) -> None:
    desk.go(TodayPage, "today")
    assert "None is proved yet" in health(desk)
    change(desk)
    desk.lock()
    assert len(names(place)) == 1
    desk.unlock()
    proved(desk)
    desk.go(TodayPage, "today")
    assert "Proved, and nothing was changed since." in health(desk)
    assert "Last proved backup today" in desk.frame.status.backup.text()
    desk.lock()
    assert len(names(place)) == 1  # nothing was changed
    desk.unlock()
    change_back = desk.ask(lambda services: services.backups.in_places((place,)))
    assert [line.verified for line in change_back] == [True]


def test_one_is_made_now_from_the_page_and_stands_in_the_list(desk: Desk, place: Path) -> None:
    page = desk.go(CaseFilePage, "case_file")
    assert "No backup yet." in desk.reads()
    desk.click("Back up now")
    desk.qtbot.waitUntil(button(page, "Back up now").isEnabled)
    desk.settle()
    assert "everything in it holds" in desk.reads()
    (row,) = rows(table(page, "The newest backups"))
    assert "proved" in row
    assert "first place" in row
    assert len(names(place)) == 1


def test_a_second_place_is_chosen_used_and_missed_when_it_is_gone(
    desk: Desk, place: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page = desk.go(CaseFilePage, "case_file")
    desk.prompts.folders.append(stick)
    desk.click("Choose a second place…")
    desk.qtbot.waitUntil(lambda: len(names(stick)) == 2)
    desk.qtbot.waitUntil(button(page, "Back up now").isEnabled)
    assert "vpo-desk-backups.json" in names(stick)
    change(desk)
    desk.lock()
    assert len(names(stick)) == 3
    moved = stick.rename(tmp_path / "pocket")
    desk.unlock()
    desk.go(CaseFilePage, "case_file")
    assert "(not there now)" in desk.reads()
    change(desk, "XX0000002")
    desk.lock()
    assert not stick.exists()
    assert len(names(moved)) == 3
    assert len(names(place)) == 3


def test_a_place_that_refuses_is_told_on_the_lock_page_and_nothing_is_lost(
    desk: Desk, place: Path
) -> None:
    place.write_text("a file where the folder should be")
    change(desk)
    desk.lock()
    notices = desk.program.area.unlock_page.notices.notices()
    assert any("backup could not be written" in each.strong.text() for each in notices)
    desk.unlock()
    assert desk.ask(lambda services: services.agency.get()).ori == "XX0000001"


def test_a_drill_proves_the_newest_one_and_gives_a_certificate(desk: Desk, tmp_path: Path) -> None:
    page = desk.go(CaseFilePage, "case_file")
    desk.click("Restore drill…")
    assert "There is no backup to drill yet" in desk.reads()
    desk.click("Back up now")
    desk.qtbot.waitUntil(button(page, "Back up now").isEnabled)
    desk.settle()
    desk.click("Restore drill…")

    def drill(passphrase: str) -> None:
        found = page.findChildren(QLineEdit)
        (secret,) = [x for x in found if x.accessibleName() == "Passphrase of that backup"]
        secret.setText(passphrase)
        desk.click("Run the drill")
        desk.qtbot.waitUntil(button(page, "Run the drill").isEnabled)
        assert secret.text() == ""

    drill("not the passphrase at all")
    assert "wants the passphrase that was in use on" in desk.reads()
    assert not buttons(page, "Save the certificate…")
    drill(PASSPHRASE)
    assert "The drill passed: this backup can be restored." in desk.reads()
    assert len(rows(table(page, "What the drill checked"))) == 9
    paper = tmp_path / "drill.pdf"
    desk.prompts.files.append(paper)
    desk.click("Save the certificate…")
    desk.qtbot.waitUntil(paper.exists)
    desk.settle()
    assert "Restore drill: passed" in PdfReader(paper).pages[0].extract_text()
    desk.click("Close")
    assert not any(is_there(x) for x in buttons(page, "Run the drill"))
    desk.go(CaseFilePage, "case_file")
    entries = desk.ask(lambda services: services.upkeep.entries())
    assert [each.detail for each in entries if each.action == "drill"] == ["passed"]


def test_a_lock_in_the_middle_of_one_leaves_no_half_file(desk: Desk, place: Path) -> None:
    page = desk.go(CaseFilePage, "case_file")
    change(desk)
    button(page, "Back up now").click()
    desk.lock()
    assert len(names(place)) == 1
    desk.unlock()
    proved(desk)
    lines = desk.ask(lambda services: services.backups.in_places((place,)))
    assert [line.verified for line in lines] == [True]


def test_a_drill_is_passed_with_the_recovery_words_alone(desk: Desk, tmp_path: Path) -> None:
    page = desk.go(CaseFilePage, "case_file")
    desk.click("Back up now")
    desk.qtbot.waitUntil(button(page, "Back up now").isEnabled)
    desk.settle()
    key = desk.ask(lambda services: services.ground.file.key)
    desk.click("Restore drill…")
    choose(page, "Open it with", "Recovery words or shares")
    for typed, told in (
        (
            "abandon " * 23 + "art",
            "This backup has another key. It wants the passphrase, or the recovery sheet",
        ),
        (" ".join(words_of_key(key)), "The drill passed: this backup can be restored."),
    ):
        editor = fill(page, "What is on paper", typed)
        desk.click("Run the drill")
        desk.qtbot.waitUntil(button(page, "Run the drill").isEnabled)
        assert told in desk.reads()
        assert editor.words() == ""
    paper = tmp_path / "drill.pdf"
    desk.prompts.files.append(paper)
    desk.click("Save the certificate…")
    desk.qtbot.waitUntil(paper.exists)
    desk.settle()
    reader = PdfReader(paper)
    assert len(reader.pages) == 1
    assert "Recovery words" in reader.pages[0].extract_text()
