"""Files in the window: dropped, added, watched, described, exported, and forgotten at the lock."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from ui.pages.hands import (
    CTRL,
    Desk,
    button,
    buttons,
    choose,
    fill,
    focused,
    leave,
    open_row,
    rows,
    shown_words,
    table,
    write,
)
from ui.pages.hands import field as field_of
from vpo_desk.domain.case import Case
from vpo_desk.domain.file_kind import FileKind
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.errors import VpoError
from vpo_desk.services.attachments import AttachmentWords, FileLine, Owner
from vpo_desk.services.catalog import Services
from vpo_desk.services.importing import carried_out
from vpo_desk.services.records import Look
from vpo_desk.storage.slices import BATCH, SLICE
from vpo_desk.ui.attachments import sound
from vpo_desk.ui.attachments.item_files_page import ItemFilesPage
from vpo_desk.ui.attachments.sound import SoundFacts
from vpo_desk.ui.attachments.viewer_page import ViewerPage
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.files_part import FilesPart
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.words import say

DATA = Path(__file__).resolve().parents[2] / "data"
WORDS = "He said everyone will remember Friday."


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.bin"
    path.write_bytes(os.urandom(SLICE * BATCH * 3))
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "post.png"
    image = QImage(600, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(path))
    return path


def drop(widget: QWidget, *paths: Path) -> None:
    """Let files fall on a widget, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(widget, event)
    assert event.isAccepted()


def come_in(desk: Desk) -> None:
    """Wait until every file that is on its way is there or refused; each step is a task."""
    for _ in range(4):
        desk.settle()


def files(desk: Desk, case: Case) -> tuple[FileLine, ...]:
    found = desk.ask(lambda services: services.attachments.of_case(case.id))
    assert isinstance(found, tuple)
    return found


def attach(desk: Desk, case: Case, path: Path, caption: str = "") -> str:
    def act(services: Services) -> str:
        words = AttachmentWords(caption=caption)
        return carried_out(services.attachments.begin(path, Owner(case.id), words))[0].id

    id_ = desk.ask(act)
    assert isinstance(id_, str)
    return id_


def view(desk: Desk, case: Case, path: Path, caption: str = "") -> ViewerPage:
    page = desk.go(ViewerPage, "attachment", attach(desk, case, path, caption))
    come_in(desk)
    return page


def slices(desk: Desk) -> int:
    return desk.ask(
        lambda services: services.ground.file.connection.execute(
            "SELECT count(*) FROM attachment_slice"
        ).fetchone()[0]
    )


class TestTheTab:
    def test_says_what_to_do_while_it_is_empty(self, desk: Desk, school: Case) -> None:
        page = desk.go(CasePage, "case", school.id, "files")
        assert "No file is kept here yet" in shown_words(page)

    def test_a_file_is_added_by_keyboard_and_opened(
        self, desk: Desk, school: Case, letter: Path
    ) -> None:
        page = desk.go(CasePage, "case", school.id, "files")
        desk.prompts.files.append(letter)
        button(page, "Add a file…").setFocus()
        desk.press(Qt.Key.Key_Return)
        come_in(desk)
        assert "letter.txt is in." in shown_words(page)
        (row,) = rows(table(page, "Files"))
        assert "[A1] | letter.txt | Text / 38 bytes" in row
        assert "whole," in row
        open_row(table(page, "Files"), 0)
        viewer = desk.at(ViewerPage)
        come_in(desk)
        assert WORDS in shown_words(viewer)
        assert "Encoding: UTF-8" in shown_words(viewer)

    def test_files_are_dropped_and_each_that_cannot_come_in_is_told(
        self, desk: Desk, school: Case, letter: Path, tmp_path: Path
    ) -> None:
        page = desk.go(CasePage, "case", school.id, "files")
        (tmp_path / "empty.pdf").touch()
        drop(page.part("files"), letter, tmp_path / "empty.pdf", tmp_path, tmp_path / "gone")
        come_in(desk)
        words = shown_words(page)
        for told in (
            "letter.txt is in.",
            "it has 0 bytes",
            "This is a folder",
            "not there any more",
        ):
            assert told in words
        assert [line.attachment.file.name for line in files(desk, school)] == ["letter.txt"]

    def test_an_import_is_called_off_and_nothing_is_left(
        self, desk: Desk, school: Case, film: Path
    ) -> None:
        page = desk.go(CasePage, "case", school.id, "files")
        part = page.part("files")
        assert isinstance(part, FilesPart)
        part.files.intake.add((film, film))
        cancel = button(page, "Cancel")
        cancel.setFocus()
        QTest.keyClick(cancel, Qt.Key.Key_Return)
        come_in(desk)
        assert "Nothing of the file was kept." in shown_words(page)
        assert not part.files.intake.progress.isVisible()
        assert files(desk, school) == ()
        assert slices(desk) == 0

    def test_a_lock_during_an_import_works_at_once_and_leaves_nothing_half(
        self, desk: Desk, school: Case, film: Path
    ) -> None:
        page = desk.go(CasePage, "case", school.id, "files")
        part = page.part("files")
        assert isinstance(part, FilesPart)
        part.files.intake.add((film,))
        with desk.qtbot.waitSignal(part.files.intake._stepping.advanced, timeout=20_000):
            pass
        desk.lock()
        desk.unlock()
        assert files(desk, school) == ()
        assert slices(desk) == 0

    def test_all_files_are_checked_and_a_changed_one_is_told(
        self, desk: Desk, school: Case, letter: Path
    ) -> None:
        attach(desk, school, letter)
        desk.ask(
            lambda services: services.ground.file.connection.execute(
                "UPDATE attachment_slice SET bytes = x'00'"
            ).fetchall()
        )
        page = desk.go(CasePage, "case", school.id, "files")
        desk.click("Check all")
        come_in(desk)
        assert "its digest does not hold" in shown_words(page)
        assert "NOT what came in" in rows(table(page, "Files"))[0]


class TestANewConcern:
    def test_keeps_what_falls_on_its_fields_and_hands_it_on(self, desk: Desk, letter: Path) -> None:
        page = desk.go(NewConcernPage, "new_concern")
        words = field_of(page, "In the reporting person's words")
        assert isinstance(words, QPlainTextEdit)
        drop(words.viewport(), letter)
        come_in(desk)
        assert words.toPlainText() == ""
        letter.unlink()
        assert "letter.txt" in rows(table(page, "Files of this form; Enter removes one"))[0]
        desk.lock()
        desk.unlock()
        page = desk.go(NewConcernPage, "new_concern")
        assert "letter.txt" in rows(table(page, "Files of this form; Enter removes one"))[0]
        choose(page, "Is anyone in danger now?", "No")
        fill(page, "In the reporting person's words", "He gave me a letter.")
        choose(page, "Named or not", "Anonymous")
        desk.press(Qt.Key.Key_Return, CTRL)
        concern = desk.at(ConcernPage)
        assert "letter.txt" in rows(table(concern, "Files"))[0]
        page = desk.go(NewConcernPage, "new_concern")
        assert "letter.txt" not in shown_words(page)

    def test_lets_go_of_a_file(self, desk: Desk, letter: Path) -> None:
        page = desk.go(NewConcernPage, "new_concern")
        drop(page, letter)
        come_in(desk)
        desk.prompts.answers += [False, True]
        shown = table(page, "Files of this form; Enter removes one")
        open_row(shown, 0)
        come_in(desk)
        assert len(rows(shown)) == 1
        open_row(shown, 0)
        come_in(desk)
        assert rows(shown) == []
        assert slices(desk) == 0

    def test_waits_for_a_file_on_its_way(self, desk: Desk, film: Path) -> None:
        page = desk.go(NewConcernPage, "new_concern")
        choose(page, "Is anyone in danger now?", "No")
        fill(page, "In the reporting person's words", "He gave me a film.")
        choose(page, "Named or not", "Anonymous")
        page.files.intake.add((film,))
        QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
        assert "still on its way in" in shown_words(page)
        come_in(desk)
        desk.press(Qt.Key.Key_Return, CTRL)
        assert "film.bin" in rows(table(desk.at(ConcernPage), "Files"))[0]


def test_files_fall_on_a_concern_and_belong_to_its_case(
    desk: Desk, school: Case, letter: Path
) -> None:
    concern = desk.ask(
        lambda services: next(
            line.concern
            for line in services.concerns.newest(-1)
            if line.concern.case_id == school.id
        )
    )
    page = desk.go(ConcernPage, "concern", concern.id)
    drop(page, letter)
    come_in(desk)
    assert "letter.txt" in rows(table(page, "Files"))[0]
    assert [line.label for line in files(desk, school)] == ["A1"]


def test_files_go_with_an_answer_and_with_a_look(
    desk: Desk, school: Case, interview: Callable[..., str], letter: Path
) -> None:
    id_ = interview()
    runner = desk.go(RunnerPage, "interview", id_, "SU-B7")
    assert not buttons(runner, "Files…")  # nothing is answered yet
    write(focused(), "He gave me a letter.")
    leave()
    desk.settle()
    desk.click("Files…")
    page = desk.at(ItemFilesPage)
    drop(page, letter)
    come_in(desk)
    assert "letter.txt" in rows(table(page, "Files"))[0]
    (line,) = files(desk, school)
    assert line.attachment.answer_id
    desk.click("Back")
    assert desk.at(RunnerPage).place.part == "SU-B7"
    look = Look("RR-A1", desk.clock.now(), RecordResult.NONE, system="CAD")
    desk.ask(lambda services: services.records.add(school.id, look))
    case = desk.go(CasePage, "case", school.id, "records")
    assert not buttons(case, "Files of this look…")
    open_row(table(case, "Record checks of the case"), 0)
    desk.settle()
    desk.click("Files of this look…")
    page = desk.at(ItemFilesPage)
    assert "No file is kept here yet" in shown_words(page)
    drop(page, letter)
    come_in(desk)
    assert [bool(each.attachment.record_id) for each in files(desk, school)] == [False, True]


class TestLookingAtAFile:
    def test_a_picture_is_zoomed_and_turned_by_keyboard(
        self, desk: Desk, school: Case, picture: Path
    ) -> None:
        page = view(desk, school, picture, "The post")
        shown = page.views.picture
        assert focused() is shown.area
        assert "600 × 200 pixels · shown at 100 %" in shown_words(page)
        label = shown.area.widget()
        assert isinstance(label, QLabel)
        before = label.pixmap().size()
        desk.press(Qt.Key.Key_Plus)
        assert label.pixmap().width() > before.width()
        desk.press(Qt.Key.Key_0)
        assert label.pixmap().size() == before
        desk.press(Qt.Key.Key_R)
        assert label.pixmap().height() > label.pixmap().width()
        desk.press(Qt.Key.Key_Minus)
        assert "shown at 80 %" in shown_words(page)

    def test_pages_are_leafed_by_keyboard(self, desk: Desk, school: Case, tmp_path: Path) -> None:
        from pypdf import PdfWriter

        writer = PdfWriter()
        for _ in range(3):
            writer.add_blank_page(200, 300)
        writer.write(tmp_path / "scan.pdf")
        page = view(desk, school, tmp_path / "scan.pdf")
        assert "page 1 of 3" in shown_words(page)
        desk.press(Qt.Key.Key_PageDown)
        desk.press(Qt.Key.Key_PageDown)
        assert "page 3 of 3" in shown_words(page)
        desk.press(Qt.Key.Key_PageUp)
        assert "page 2 of 3" in shown_words(page)

    def test_a_long_text_is_read_in_parts(self, desk: Desk, school: Case, tmp_path: Path) -> None:
        path = tmp_path / "chat.txt"
        path.write_text("".join(f"line {number}\n" for number in range(5000)), encoding="utf-8")
        page = view(desk, school, path)
        assert "part 1 of 3" in shown_words(page)
        desk.press(Qt.Key.Key_PageDown, CTRL)
        desk.press(Qt.Key.Key_PageDown, CTRL)
        assert "part 3 of 3" in shown_words(page)
        assert "line 4999" in shown_words(page)

    def test_a_damaged_picture_says_so(self, desk: Desk, school: Case, tmp_path: Path) -> None:
        path = tmp_path / "broken.gif"
        path.write_bytes(b"GIF89a no picture")
        page = view(desk, school, path)
        assert "This picture cannot be shown" in shown_words(page)

    def test_what_it_cannot_show_it_says_and_offers_to_export(
        self, desk: Desk, school: Case, tmp_path: Path
    ) -> None:
        path = tmp_path / "report.pdf"
        path.write_bytes(b"MZ\x90\x00" + bytes(60))
        page = view(desk, school, path)
        assert "cannot show this kind of file: Program" in shown_words(page)
        out = tmp_path / "out.bin"
        desk.prompts.answers += [False]
        desk.click("Export…")
        assert not out.exists()
        desk.prompts.answers += [True]
        desk.prompts.files += [out]
        desk.click("Export…")
        come_in(desk)
        assert out.read_bytes() == path.read_bytes()
        assert "the log says so" in shown_words(page)
        assert "report.pdf" in desk.prompts.asked[-1]
        actions = [each.action for each in desk.ask(lambda s: s.upkeep.entries(page.place.id))]
        assert actions == ["create", "view", "export", "exported"]

    def test_it_is_forgotten_at_the_lock_and_when_it_is_left(
        self, desk: Desk, school: Case, letter: Path, picture: Path
    ) -> None:
        page = view(desk, school, letter)
        assert WORDS in shown_words(page)
        desk.go(CasePage, "case", school.id)
        assert page.views.text.words.toPlainText() == ""
        assert page.views._content == b""
        page = view(desk, school, picture)
        label = page.views.picture.area.widget()
        assert isinstance(label, QLabel)
        assert not label.pixmap().isNull()
        desk.program.window.lock()
        assert page.views._content == b""
        assert label.pixmap().isNull()
        desk.settle()

    def test_what_is_known_is_entered_and_survives_a_lock(
        self, desk: Desk, school: Case, letter: Path
    ) -> None:
        page = view(desk, school, letter)
        fill(page, "Caption", "Letter to the principal")
        desk.lock()
        desk.unlock()
        page = desk.go(ViewerPage, "attachment", files(desk, school)[0].attachment.id)
        assert field_of(page, "Caption").words() == "Letter to the principal"
        assert "Unsaved words are back" in shown_words(page)
        fill(page, "Own evidence number", "EV-17")
        desk.click("Keep what is known")
        (line,) = files(desk, school)
        assert (line.attachment.caption, line.attachment.evidence_number) == (
            "Letter to the principal",
            "EV-17",
        )
        assert page.head.title.text() == "Letter to the principal"
        assert field_of(page, "Caption").words() == "Letter to the principal"

    def test_its_removal_for_good_is_reached(self, desk: Desk, school: Case, letter: Path) -> None:
        view(desk, school, letter)
        desk.click("Paper and removal…")
        assert "One file" in shown_words(desk.page)


@dataclass
class FakePlayer:
    facts: SoundFacts = field(default_factory=lambda: SoundFacts(65.0, 2, 44_100))
    position: float = 0.0
    is_playing: bool = False
    told: list[str] = field(default_factory=list[str])
    has_device: bool = True

    def play(self, position: float) -> None:
        if not self.has_device:
            raise VpoError(say("This computer gives the desk no sound device."))
        self.position, self.is_playing = position, True
        self.told.append(f"play {position:.0f}")

    def stop(self) -> None:
        self.is_playing = False
        self.told.append("stop")

    def close(self) -> None:
        self.is_playing = False
        self.told.append("close")


class TestListening:
    @pytest.fixture
    def player(self, monkeypatch: pytest.MonkeyPatch) -> FakePlayer:
        made = FakePlayer()

        def opened(_content: bytes) -> FakePlayer:
            return made

        monkeypatch.setattr(sound, "open_sound", opened)
        return made

    def test_a_recording_is_played_by_keyboard_and_silent_when_left(
        self, desk: Desk, school: Case, player: FakePlayer
    ) -> None:
        page = view(desk, school, DATA / "tone.mp3")
        assert "0:00 / 1:05" in shown_words(page)
        assert player.told == []  # nothing plays by itself
        assert focused() is page.views.sound
        desk.press(Qt.Key.Key_Space)
        player.position = 20.0
        desk.press(Qt.Key.Key_Right)
        desk.press(Qt.Key.Key_Space)
        assert "0:30 / 1:05" in shown_words(page)
        assert player.told == ["play 0", "play 30", "stop"]
        desk.press(Qt.Key.Key_Home)
        desk.press(Qt.Key.Key_Space)
        desk.go(CasePage, "case", school.id)
        assert player.told[-2:] == ["play 0", "close"]

    def test_without_a_sound_device_the_page_says_so(
        self, desk: Desk, school: Case, player: FakePlayer
    ) -> None:
        player.has_device = False
        page = view(desk, school, DATA / "tone.ogg")
        desk.click("Play")
        assert "no sound device" in shown_words(page)
        assert button(page, "Play")

    def test_a_real_recording_tells_its_length(self, desk: Desk, school: Case) -> None:
        page = view(desk, school, DATA / "tone.flac")
        assert "1 channel, 8000 samples a second" in shown_words(page)
        assert files(desk, school)[0].attachment.file.kind is FileKind.FLAC
