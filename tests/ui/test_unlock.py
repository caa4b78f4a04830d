"""The locked window: passphrase, recovery words, a first case file and its recovery sheet."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.stage import PASSPHRASE, SETUP, FakePrompts, StillClock
from vpo_desk.bootstrap import CaseFileDoor, back_up, open_case_file
from vpo_desk.domain.shares import SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring
from vpo_desk.storage.shares import shares_of_key
from vpo_desk.storage.wrapping import offered_with
from vpo_desk.ui.main import Program
from vpo_desk.ui.unlock.create_page import CreatePage, new_folder
from vpo_desk.ui.unlock.key_entry import PAPER
from vpo_desk.ui.unlock.restore_page import RestorePage
from vpo_desk.ui.unlock.salvage_page import SalvagePage
from vpo_desk.ui.unlock.sheet_page import SheetPage
from vpo_desk.ui.unlock.words_page import WordsPage
from vpo_desk.ui.widgets.table import ListTable

WAIT = 30_000
NEW = "salmon bridge orchard velvet spoon"


def shown_words(window: QWidget) -> str:
    """Return everything that a person could read in the window."""
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    words += [field.text() for field in window.findChildren(QLineEdit) if field.isVisible()]
    return "\n".join([*words, window.windowTitle()])


def shown_text(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def type_in(field: QLineEdit, words: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, words)


def unlock(program: Program, passphrase: str) -> None:
    page = program.area.unlock_page
    type_in(page.passphrase.field, passphrase)
    QTest.keyClick(page.passphrase.field, Qt.Key.Key_Return)


def create_page(qtbot: QtBot, program: Program) -> CreatePage:
    program.area.unlock_page.create_button.click()
    page = program.area.currentWidget()
    assert isinstance(page, CreatePage)
    return page


def fill(qtbot: QtBot, page: CreatePage, passphrase: str = NEW) -> None:
    type_in(page.agency, "Dalton Police")
    type_in(page.officer, "M. Reyes")
    type_in(page.passphrase.first.field, passphrase)
    type_in(page.passphrase.second.field, passphrase)
    qtbot.waitUntil(page.create_button.isEnabled, timeout=WAIT)


def make(qtbot: QtBot, program: Program, *, shared: bool = False) -> SheetPage:
    page = create_page(qtbot, program)
    if shared:
        page.recovery.segments[1].click()
    fill(qtbot, page)
    page.create_button.click()
    qtbot.waitUntil(lambda: isinstance(program.area.currentWidget(), SheetPage), timeout=WAIT)
    sheet = program.area.currentWidget()
    assert isinstance(sheet, SheetPage)
    return sheet


def words_on(sheet: Path) -> str:
    """Return the numbered words that are printed on a sheet, a line each."""
    page = subprocess.run(
        ["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True
    ).stdout
    return "\n".join(re.findall(r"^\d+\. [a-z]+$", page, re.MULTILINE))


def save_sheet(qtbot: QtBot, sheet: SheetPage, prompts: FakePrompts, path: Path) -> None:
    prompts.files.append(path)
    sheet.save_button.click()
    qtbot.waitUntil(lambda: bool(sheet.notices.notices()), timeout=WAIT)


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return what Tab passes, from the widget that has the focus round to it again."""
    stops: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in stops:
        stops.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return stops


def can_be_used(page: QWidget) -> set[QWidget]:
    return {
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }


# Unlocking


def test_tab_passes_everything_that_can_be_used(qtbot: QtBot, program: Program) -> None:
    pages = program.area.unlock_page
    assert set(tab_stops(program.window)) == can_be_used(pages)
    pages.words_button.click()
    words = program.area.currentWidget()
    assert isinstance(words, WordsPage)
    assert set(tab_stops(program.window)) == can_be_used(words)
    words.back_asked.emit()
    create = create_page(qtbot, program)
    fill(qtbot, create)
    create.agency.setFocus()
    stops = tab_stops(program.window)
    assert set(stops) == can_be_used(create)
    assert stops[0] is create.agency
    assert stops[-1] is create.create_button


def test_the_lock_page_names_the_folder_and_nobody(qtbot: QtBot, program: Program) -> None:
    shown = shown_words(program.window)
    assert "Harlow Falls.vpodesk" in shown
    assert program.window.windowTitle() == "VPO Desk"
    for name in (SETUP.agency, SETUP.officer):
        assert name not in shown


def test_the_passphrase_field_has_the_focus_and_hides(program: Program) -> None:
    field = program.area.unlock_page.passphrase.field
    assert QApplication.focusWidget() is field
    assert field.echoMode() is QLineEdit.EchoMode.Password
    program.area.unlock_page.passphrase.show_button.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    program.area.lock()
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_the_right_passphrase_opens_the_desk(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.window.entered, timeout=WAIT) as entered:
        unlock(program, PASSPHRASE)
    assert entered.args is not None
    assert entered.args[0].name == "Harlow Falls.vpodesk"
    assert program.window.frame is not None
    assert program.area.unlock_page.passphrase.secret() == ""


def test_a_wrong_passphrase_is_said_and_counted(
    qtbot: QtBot, program: Program, clock: StillClock
) -> None:
    page = program.area.unlock_page
    for _ in range(2):
        unlock(program, "wrong")
        qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
        qtbot.waitUntil(page.unlock_button.isEnabled, timeout=WAIT)
    qtbot.waitUntil(lambda: "2 failed attempts" in page.last.text(), timeout=WAIT)
    assert len(page.notices.notices()) == 1
    assert "passphrase" in page.notices.notices()[0].strong.text()
    assert page.passphrase.field.selectedText() != ""
    clock.pass_by(days=2)
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        unlock(program, PASSPHRASE)
    program.window.lock()
    qtbot.waitUntil(lambda: page.last.text() == "Last unlocked today 10:42.", timeout=WAIT)


def test_nothing_is_tried_without_a_passphrase(program: Program) -> None:
    program.area.unlock_page.unlock_button.click()
    assert not program.area.opener.is_opening


def test_the_lock_during_unlocking_closes_the_case_file_again(
    qtbot: QtBot, program: Program, door: CaseFileDoor, case_file: Path
) -> None:
    go_on = threading.Event()
    program.runner.run(go_on.wait)
    unlock(program, PASSPHRASE)
    assert program.area.opener.is_opening
    assert not program.area.unlock_page.unlock_button.isEnabled()
    program.window.lock()
    assert program.area.unlock_page.unlock_button.isEnabled()
    go_on.set()
    program.stop()
    assert program.window.frame is None
    desk = door.open(case_file, PASSPHRASE)  # which would be refused while it is open
    desk.close()


def test_a_folder_that_is_no_case_file_is_told_at_once(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path
) -> None:
    other = tmp_path / "photos"
    other.mkdir()
    prompts.folders += [None, other]
    page = program.area.unlock_page
    page.other_button.click()
    assert "Harlow Falls" in page.file_name.text()
    page.other_button.click()
    assert page.file_name.text() == "photos"
    qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
    assert "not a case file" in page.notices.notices()[0].strong.text()
    assert list(other.iterdir()) == []


def test_without_a_case_file_the_first_step_is_offered(program: Program) -> None:
    program.area.show_folder(None)
    page = program.area.unlock_page
    assert not page.passphrase.isVisible()
    assert not page.unlock_button.isVisible()
    assert page.create_button.isVisible()
    assert page.other_button.isVisible()


# Recovery words


def test_recovery_words_open_it_and_set_a_new_passphrase(
    qtbot: QtBot, program: Program, case_file: Path, door: CaseFileDoor
) -> None:
    key = keyring.read_ring(case_file).ring.unlock(PASSPHRASE).key
    words = keyring.words_of_key(key)
    program.area.unlock_page.words_button.click()
    page = program.area.currentWidget()
    assert isinstance(page, WordsPage)
    assert QApplication.focusWidget() is page.words
    QTest.keyClicks(page.words, " ".join(f"{n}. {w[:4]}" for n, w in enumerate(words[:23], 1)))
    assert page.count.text() == "23 words of 24"
    QTest.keyClicks(page.words, f" {words[23]}")
    assert not page.open_button.isEnabled()
    type_in(page.passphrase.first.field, NEW)
    type_in(page.passphrase.second.field, NEW)
    qtbot.waitUntil(page.open_button.isEnabled, timeout=WAIT)
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        page.open_button.click()
    assert page.words.words() == ""
    session = program.window.session
    assert session is not None
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        program.window.lock()
    door.open(case_file, NEW).close()
    with pytest.raises(VpoError):
        door.open(case_file, PASSPHRASE)


def test_wrong_recovery_words_are_said_where_they_were_typed(
    qtbot: QtBot, program: Program
) -> None:
    program.area.unlock_page.words_button.click()
    page = program.area.currentWidget()
    assert isinstance(page, WordsPage)
    page.words.set_words("zoo " * 24)
    type_in(page.passphrase.first.field, NEW)
    type_in(page.passphrase.second.field, NEW)
    qtbot.waitUntil(page.open_button.isEnabled, timeout=WAIT)
    page.open_button.click()
    qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
    assert page.open_button.isEnabled()
    assert program.window.frame is None


def test_shares_of_two_holders_open_it_where_the_words_are_typed(
    qtbot: QtBot, program: Program, case_file: Path
) -> None:
    key = keyring.read_ring(case_file).ring.unlock(PASSPHRASE).key
    one, two, _ = shares_of_key(key, SharePlan())
    program.area.unlock_page.words_button.click()
    page = program.area.currentWidget()
    assert isinstance(page, WordsPage)
    type_in(page.passphrase.first.field, NEW)
    type_in(page.passphrase.second.field, NEW)
    page.words.set_words(" ".join(one))
    qtbot.waitUntil(page.open_button.isEnabled, timeout=WAIT)
    assert page.count.text() == "33 words; a share has 33"
    page.open_button.click()
    qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
    assert "2 shares of this set are wanted" in page.notices.notices()[0].strong.text()
    page.words.set_words(f"{' '.join(one)}\n\n{' '.join(word[:4] for word in two)}")
    assert page.count.text() == "66 words; a share has 33"
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        page.open_button.click()
    assert page.words.words() == ""


# A new passphrase


def test_a_passphrase_must_be_accepted_and_typed_twice(qtbot: QtBot, program: Program) -> None:
    page = create_page(qtbot, program)
    pair = page.passphrase
    type_in(pair.first.field, "short")
    qtbot.waitUntil(pair.advice.isVisible, timeout=WAIT)
    type_in(pair.second.field, "short")
    assert not pair.is_ready
    pair.wipe()
    type_in(pair.first.field, NEW)
    type_in(pair.second.field, NEW[:5])
    assert not pair.difference.isVisible()
    QTest.keyClicks(pair.second.field, "x")
    assert pair.difference.isVisible()
    pair.second.wipe()
    type_in(pair.second.field, NEW)
    qtbot.waitUntil(lambda: pair.is_ready, timeout=WAIT)
    assert pair.strength.value() == 4
    QTest.keyClicks(pair.first.field, "!")
    assert not pair.is_ready


def test_a_suggested_passphrase_is_shown_and_typed_once_more(
    qtbot: QtBot, program: Program
) -> None:
    pair = create_page(qtbot, program).passphrase
    pair.suggest_button.click()
    qtbot.waitUntil(lambda: bool(pair.first.secret()), timeout=WAIT)
    assert pair.first.field.echoMode() is QLineEdit.EchoMode.Normal
    assert len(pair.first.secret().split()) >= 5
    assert QApplication.focusWidget() is pair.second.field
    assert pair.second.secret() == ""


# A new case file


def test_creating_needs_agency_officer_and_passphrase(qtbot: QtBot, program: Program) -> None:
    page = create_page(qtbot, program)
    assert QApplication.focusWidget() is page.agency
    fill(qtbot, page)
    for field in (page.agency, page.officer):
        words = field.text()
        field.setText(" ")
        assert not page.create_button.isEnabled()
        field.setText(words)
        assert page.create_button.isEnabled()


def test_a_new_case_file_opens_after_its_sheet_is_on_paper(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path
) -> None:
    sheet = make(qtbot, program)
    assert program.area.has_unsaved_sheet
    assert not sheet.have_it.isEnabled()
    assert not sheet.go_on.isEnabled()
    path = tmp_path / "Recovery sheet.pdf"
    prompts.files.append(None)
    sheet.save_button.click()
    assert not sheet.have_it.isEnabled()
    save_sheet(qtbot, sheet, prompts, path)
    assert path.read_bytes().startswith(b"%PDF-")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not sheet.go_on.isEnabled()
    assert QApplication.focusWidget() is sheet.have_it
    assert not program.area.has_unsaved_sheet
    sheet.have_it.click()
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        sheet.go_on.click()
    frame = program.window.frame
    assert frame is not None
    assert "Dalton Police" in shown_words(frame)
    assert "Dalton Police.vpodesk" in {p.name for p in (tmp_path / "data").iterdir()}


def test_three_sheets_of_which_any_two_open_it_are_saved_in_a_folder(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path, door: CaseFileDoor
) -> None:
    sheet = make(qtbot, program, shared=True)
    assert "any 2 of these 3 sheets" in shown_words(program.window)
    assert not sheet.have_it.isEnabled()
    (tmp_path / "stick").mkdir()
    prompts.folders += [None, tmp_path / "stick"]
    sheet.save_button.click()
    assert not sheet.have_it.isEnabled()
    sheet.save_button.click()
    qtbot.waitUntil(lambda: bool(sheet.notices.notices()), timeout=WAIT)
    saved = sorted((tmp_path / "stick").iterdir())
    assert [path.name for path in saved] == [
        f"recovery-share-{number}-of-3.pdf" for number in (1, 2, 3)
    ]
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in saved} == {0o600}
    sheet.have_it.click()
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        sheet.go_on.click()
    program.stop()
    typed = f"{words_on(saved[2])}\n\n{words_on(saved[0])}"
    folder = tmp_path / "data" / "Dalton Police.vpodesk"
    door.open_with_words(folder, typed, PASSPHRASE).close()
    door.open(folder, PASSPHRASE).close()


def test_printed_and_saved_share_sheets_are_one_set(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path
) -> None:
    printed: list[bytes] = []

    def print_sheet(pdf: bytes) -> bool:
        printed.append(pdf)
        return True

    page = SheetPage(
        program.runner, prompts, program.catalog, program.alerts.report, print_sheet=print_sheet
    )
    qtbot.addWidget(page)
    setup = replace(SETUP, shares=SharePlan(2, 3))
    desk, secret = CaseFileDoor(StillClock()).create(tmp_path / "Shared.vpodesk", setup)
    desk.close()
    page.show_secret(secret)
    page.print_button.click()
    qtbot.waitUntil(page.have_it.isEnabled, timeout=WAIT)
    assert tuple(printed) == secret.sheet_pdfs()
    assert len(set(printed)) == 3
    (tmp_path / "stick").mkdir()
    prompts.folders.append(tmp_path / "stick")
    page.save_button.click()
    qtbot.waitUntil(lambda: "recovery-share-3-of-3.pdf" in shown_text(page), timeout=WAIT)
    assert [path.read_bytes() for path in sorted((tmp_path / "stick").iterdir())] == printed
    page.wipe()
    assert "24 words" in shown_text(page)


def test_share_sheets_are_never_written_over_a_file(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path
) -> None:
    sheet = make(qtbot, program, shared=True)
    taken = tmp_path / "stick" / "recovery-share-3-of-3.pdf"
    taken.parent.mkdir()
    taken.write_bytes(b"a letter")
    prompts.folders.append(taken.parent)
    sheet.save_button.click()
    qtbot.waitUntil(lambda: bool(sheet.notices.notices()), timeout=WAIT)
    assert [path.read_bytes() for path in taken.parent.iterdir()] == [b"a letter"]
    assert not sheet.have_it.isEnabled()


def test_a_sheet_is_never_written_over_a_file(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path
) -> None:
    sheet = make(qtbot, program)
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"a letter")
    save_sheet(qtbot, sheet, prompts, path)
    assert path.read_bytes() == b"a letter"
    assert not sheet.have_it.isEnabled()
    assert sheet.save_button.isEnabled()


def test_an_unattended_sheet_is_locked_away_and_the_loss_is_said(
    qtbot: QtBot, program: Program, door: CaseFileDoor, tmp_path: Path
) -> None:
    sheet = make(qtbot, program)
    program.window.lock()
    assert program.area.currentWidget() is program.area.unlock_page
    notices = program.area.unlock_page.notices.notices()
    assert "neither printed nor saved" in notices[0].strong.text()
    assert sheet.fingerprint.text() == ""
    program.stop()
    door.open(tmp_path / "data" / "Dalton Police.vpodesk", NEW).close()


def test_leaving_without_the_sheet_is_asked_about(
    qtbot: QtBot, program: Program, prompts: FakePrompts
) -> None:
    sheet = make(qtbot, program)
    prompts.answers += [False]
    assert not program.window.close()
    assert program.area.currentWidget() is sheet
    prompts.answers += [True]
    with qtbot.waitSignal(program.window.left, timeout=WAIT):
        program.window.close()


def test_a_place_that_is_taken_or_not_writable_is_said(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    prompts.folders.append(tmp_path / "file")
    page = create_page(qtbot, program)
    page.folder_button.click()
    fill(qtbot, page)
    page.create_button.click()
    qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
    assert page.create_button.isEnabled()
    assert QApplication.focusWidget() is page.create_button
    assert page.agency.text() == "Dalton Police"


def test_going_back_forgets_what_was_typed(qtbot: QtBot, program: Program) -> None:
    page = create_page(qtbot, program)
    fill(qtbot, page)
    page.back_asked.emit()
    assert program.area.currentWidget() is program.area.unlock_page
    assert (page.agency.text(), page.passphrase.secret()) == ("", "")


@pytest.mark.parametrize(
    ("agency", "name"),
    [
        ("Harlow Falls Police Department", "Harlow Falls Police Department.vpodesk"),
        ("  St. Mary's / County: P.D.  ", "St Marys County PD.vpodesk"),
        ("Phú Quốc", "Phú Quốc.vpodesk"),
        ("../..", "Case file.vpodesk"),
        ("", "Case file.vpodesk"),
        ("x" * 300, "x" * 80 + ".vpodesk"),
    ],
)
def test_a_new_folder_is_named_after_the_agency(agency: str, name: str, tmp_path: Path) -> None:
    assert new_folder(tmp_path, agency) == tmp_path / name
    (tmp_path / name).mkdir()
    other: Any = new_folder(tmp_path, agency)
    assert other.name == name.replace(".vpodesk", " 2.vpodesk")


def test_a_backup_is_restored_from_the_lock_page_and_opened(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path, case_file: Path
) -> None:
    (case_file / "protocols").mkdir()
    (case_file / "protocols" / "tenant.v1.toml").write_bytes(b"# Who has keys?\n")
    backup, _ = back_up(case_file, PASSPHRASE, tmp_path / "backups")
    shutil.rmtree(case_file / "protocols")
    area = program.area
    area.unlock_page.restore_button.click()
    page = area.currentWidget()
    assert isinstance(page, RestorePage)
    assert not page.restore_button.isEnabled()
    prompts.files.append(backup)
    page.choose_button.click()
    prompts.folders.append(tmp_path)
    page.folder_button.click()
    for secret, told in (("not this one", "wants the passphrase"), (PASSPHRASE, "is restored")):
        page.key.secret.set_secret(secret, shown=False)
        page.key.edited.emit()
        page.restore_button.click()
        qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
        assert told in shown_text(page)
    assert page.key.typed() == ""
    (checks,) = page.findChildren(ListTable)
    lines = [checks.rows.cell(row, 1).words for row in range(checks.rows.rowCount())]
    assert "1 protocol file of your agency's own is in it, as it was." in lines
    (again,) = tmp_path.glob("*restored*/protocols/*")
    assert again.read_bytes() == b"# Who has keys?\n"
    before = {path: path.read_bytes() for path in case_file.iterdir()}
    page.go_on.click()
    assert area.currentWidget() is area.unlock_page
    assert "restored" in area.unlock_page.file_name.text()
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        unlock(program, PASSPHRASE)
    assert {path: path.read_bytes() for path in case_file.iterdir()} == before


def test_a_backup_that_wants_a_key_file_is_restored_with_it(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path, case_file: Path
) -> None:
    stick = tmp_path / "stick.vpokey"
    opened = open_case_file(case_file, PASSPHRASE)
    opened.services.custody.use_key_file(PASSPHRASE, stick)
    opened.close()
    secret = offered_with(PASSPHRASE, stick)
    backup, _ = back_up(case_file, secret, tmp_path / "backups")
    program.area.unlock_page.restore_button.click()
    page = program.area.currentWidget()
    assert isinstance(page, RestorePage)
    prompts.files += [backup, stick]
    page.choose_button.click()
    prompts.folders.append(tmp_path)
    page.folder_button.click()
    for told in ("and the key file that were in use on", "is restored"):
        page.key.secret.set_secret(PASSPHRASE, shown=False)
        page.key.edited.emit()
        page.restore_button.click()
        qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
        assert told in shown_text(page)
        if prompts.files:
            page.key.key_file_button.click()
    assert page.key.key_file is None
    assert list(tmp_path.glob("*restored*/keys.json"))


def test_what_is_no_backup_is_told_and_nothing_is_made(
    qtbot: QtBot, program: Program, prompts: FakePrompts, tmp_path: Path
) -> None:
    false = tmp_path / "false.vpobackup"
    false.write_bytes(b"PK nothing")
    program.area.unlock_page.restore_button.click()
    page = program.area.currentWidget()
    assert isinstance(page, RestorePage)
    prompts.files.append(false)
    page.choose_button.click()
    prompts.folders.append(tmp_path)
    page.folder_button.click()
    page.key.way.set_value(PAPER)
    page.key.paper.setPlainText("abandon " * 23 + "art")
    page.restore_button.click()
    qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
    assert "not a whole backup" in shown_text(page)
    assert not list(tmp_path.glob("*.vpodesk*restored*"))


@pytest.mark.parametrize("keys_are_there", [True, False])
def test_a_salvage_finds_the_newest_backup_of_this_file_in_the_places_of_this_computer(
    case_file: Path, tmp_path: Path, clock: StillClock, *, keys_are_there: bool
) -> None:
    stick = tmp_path / "stick"
    back_up(case_file, PASSPHRASE, case_file.with_name(f"{case_file.stem} backups"))
    newest, _ = back_up(case_file, PASSPHRASE, stick)
    door = CaseFileDoor(clock, backup_places=lambda: (stick,))
    other, _ = door.create(tmp_path / "Other.vpodesk", SETUP)
    other.close()
    back_up(tmp_path / "Other.vpodesk", PASSPHRASE, stick)
    words = " ".join(keyring.words_of_key(keyring.read_ring(case_file).ring.unlock(PASSPHRASE).key))
    if not keys_are_there:
        for name in keyring.FILES:
            (case_file / name).unlink()
    saved = door.salvage(
        case_file,
        tmp_path / "saved.vpodesk",
        words,
        None,
        on_paper=True,
        progress=lambda _done, _all: None,
    )
    assert saved.backup is not None
    assert saved.backup.path == newest
    assert "in the folder stick, made" in "\n".join(map(str, saved.words()))


def test_what_can_be_read_of_a_damaged_file_is_saved_from_the_lock_page(
    qtbot: QtBot, program: Program, case_file: Path
) -> None:
    database = case_file / "case-file.db"
    data = bytearray(database.read_bytes())
    data[2 * 4096 + 500] ^= 1
    database.write_bytes(data)
    area = program.area
    area.unlock_page.salvage_button.click()
    page = area.currentWidget()
    assert isinstance(page, SalvagePage)
    assert not page.save_button.isEnabled()
    for secret, told in (("not this one", "does not open"), (PASSPHRASE, "read was saved")):
        page.key.secret.set_secret(secret, shown=False)
        page.key.edited.emit()
        page.save_button.click()
        qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
        assert told in shown_text(page)
    assert page.key.typed() == ""
    assert "pages are damaged" in page.told.text()
    page.go_on.click()
    assert "saved" in area.unlock_page.file_name.text()
    with qtbot.waitSignal(program.window.entered, timeout=WAIT):
        unlock(program, PASSPHRASE)


def test_the_lock_empties_what_a_salvage_showed(
    qtbot: QtBot, program: Program, case_file: Path
) -> None:
    area = program.area
    area.unlock_page.salvage_button.click()
    page = area.currentWidget()
    assert isinstance(page, SalvagePage)
    page.key.secret.set_secret(PASSPHRASE, shown=False)
    page.key.edited.emit()
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(page.notices.notices()), timeout=WAIT)
    assert "Everything was saved" in shown_text(page)
    area.lock()
    assert page.told.text() == ""
    assert area.currentWidget() is area.unlock_page
