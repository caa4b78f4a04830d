"""The frame: where one is, what waits, and a lock that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.stage import PASSPHRASE, SETUP, StillClock
from vpo_desk.bootstrap import CaseFileDoor
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Danger, Identity, Route
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.settings import read
from vpo_desk.ui import desk_plan
from vpo_desk.ui.actions import Shortcut
from vpo_desk.ui.frame import DeskFrame, DeskPlan
from vpo_desk.ui.main import Program
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import NAVIGATION, PageSpec, Place, Trail
from vpo_desk.ui.theme import DARK
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Words, say

WAIT = 30_000
MARKED = "zebracrossing"


class NotesPage(Page):
    """A page with something to read and something to type."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Notes"))
        self.label = PlainLabel()
        self.editor = TextEditor()
        self.editor.setAccessibleName("Notes")
        self.body.addWidget(self.label)
        self.body.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self.places: list[Place] = []
        self.seen: list[Changes] = []
        self.ran: list[str] = []

    def arrive(self, place: Place) -> None:
        self.places.append(place)
        self.query(lambda services: services.agency.get().name, self.label.setText)

    def refresh(self, changes: Changes) -> None:
        self.seen.append(changes)

    def flush(self) -> None:
        words = self.editor.words()
        if words:
            self.command(lambda services: services.drafts.keep("notes", "text", "", words))

    def shortcuts(self) -> tuple[Shortcut, ...]:
        run = lambda: self.ran.append("page")  # noqa: E731
        return (Shortcut("Alt+Left", say("Question before"), run),)

    def help(self) -> tuple[Words, ...]:
        return (say("Write what you heard."),)


class OtherPage(Page):
    """Another page."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Other"))


def waiting(services: Services) -> int:
    return len(services.concerns.waiting())


PLAN = DeskPlan(
    pages=(
        PageSpec("cases", OtherPage),
        PageSpec("today", NotesPage),
        PageSpec("concerns", OtherPage, count=waiting),
        PageSpec("interview", NotesPage, under="cases"),
        PageSpec("new_concern", OtherPage, under="concerns"),
    ),
)


@pytest.fixture
def desk(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], DeskFrame]:
    """Unlock the case file; returns the desk's frame each time it is called."""
    monkeypatch.setattr(desk_plan, "desk_plan", lambda: PLAN)

    def unlock() -> DeskFrame:
        page = program.area.unlock_page
        with qtbot.waitSignal(program.window.entered, timeout=WAIT):
            page.passphrase.set_secret(PASSPHRASE, shown=False)
            page.unlock_button.click()
        assert program.window.frame is not None
        return program.window.frame

    return unlock


def notes(frame: DeskFrame) -> NotesPage:
    page = frame.page
    assert isinstance(page, NotesPage)
    return page


def visible_words(widget: QWidget) -> str:
    """Return everything in the window that holds words, shown or not."""
    words = [label.text() for label in widget.findChildren(QLabel)]
    words += [field.text() for field in widget.findChildren(QLineEdit)]
    words += [editor.toPlainText() for editor in widget.findChildren(QPlainTextEdit)]
    return "\n".join(words)


def concern(clock: StillClock) -> Callable[[Services], object]:
    source = Informant(Identity.ANONYMOUS)
    intake = Intake(clock.now(), Route.PHONE, Danger.NO, source, words="words")
    return lambda services: services.concerns.take_in(intake)


# Going about


def test_the_desk_opens_on_the_first_page(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    frame = desk()
    assert frame.place == Place("today")
    assert list(frame.navigation.buttons) == ["today", "concerns", "cases"]
    assert frame.navigation.buttons["today"].isChecked()
    page = notes(frame)
    qtbot.waitUntil(lambda: page.label.text() == SETUP.agency, timeout=WAIT)
    assert QApplication.focusWidget() is page.editor
    # A part that is shown before it has a parent flashes up as a window and takes the focus.
    assert [w for w in QApplication.topLevelWidgets() if w.windowHandle()] == [program.window]


def test_it_says_whose_desk_it_is_and_how_it_stands(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    frame = desk()
    words = visible_words(frame)
    assert SETUP.agency in words
    assert SETUP.officer in words
    assert "Locks in 10 min" in words
    program.window.show_minutes(3)
    assert frame.navigation.minutes.text() == "Locks in 3 min"
    qtbot.waitUntil(lambda: frame.status.chain.text() == "Audit chain intact", timeout=WAIT)
    assert "TRAINING" not in words


def test_keys_lead_to_the_pages(qtbot: QtBot, desk: Callable[[], DeskFrame]) -> None:
    frame = desk()
    for key, name in ((Qt.Key.Key_3, "cases"), (Qt.Key.Key_2, "concerns"), (Qt.Key.Key_1, "today")):
        QTest.keyClick(frame, key, Qt.KeyboardModifier.AltModifier)
        assert frame.place == Place(name)
        assert frame.navigation.buttons[name].isChecked()
    QTest.keyClick(frame, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert frame.place == Place("new_concern")
    assert frame.navigation.buttons["concerns"].isChecked()
    QTest.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert frame.place == Place("today")


def test_the_bar_and_the_buttons_lead_there_too(
    qtbot: QtBot, desk: Callable[[], DeskFrame]
) -> None:
    frame = desk()
    frame.navigation.buttons["cases"].click()
    assert frame.place == Place("cases")
    frame.top.new_button.click()
    assert frame.place == Place("new_concern")
    frame.back()
    frame.back()
    assert frame.place == Place("today")
    frame.back()
    assert frame.place == Place("today")


def test_a_page_is_made_once_and_told_where_it_is(desk: Callable[[], DeskFrame]) -> None:
    frame = desk()
    today = notes(frame)
    today.go("interview", "interview-1", "SU-B3")
    page = notes(frame)
    assert page is not today
    assert page.places == [Place("interview", "interview-1", "SU-B3")]
    assert frame.navigation.buttons["cases"].isChecked()
    page.asked_back.emit()
    assert frame.page is today
    assert today.places == [Place("today"), Place("today")]


def test_what_a_command_changed_reaches_the_page_and_the_counts(
    qtbot: QtBot, desk: Callable[[], DeskFrame], clock: StillClock
) -> None:
    frame = desk()
    page = notes(frame)
    assert frame.navigation.buttons["concerns"].count_text == ""
    page.command(concern(clock))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(page.seen) == 1, timeout=WAIT)
    assert page.seen[0].touches("concern")
    button = frame.navigation.buttons["concerns"]
    qtbot.waitUntil(lambda: button.count_text == "1", timeout=WAIT)
    assert button.accessibleName() == "Concerns, 1 waiting"
    assert frame.status.saved.text() == "Saved 10:42:07"


def test_an_error_stands_on_the_page_that_asked(
    qtbot: QtBot, desk: Callable[[], DeskFrame]
) -> None:
    frame = desk()
    page = notes(frame)

    def refuse(_services: Services) -> None:
        raise VpoError(say("This cannot be done."))

    page.command(refuse)
    qtbot.waitUntil(lambda: len(page.notices.notices()) == 1, timeout=WAIT)
    assert page.notices.notices()[0].strong.text() == "This cannot be done."


def test_a_pages_keys_go_before_the_windows(desk: Callable[[], DeskFrame]) -> None:
    frame = desk()
    page = notes(frame)
    frame.go(Place("interview"))
    interview = notes(frame)
    QTest.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (interview.ran, page.ran) == (["page"], [])
    assert frame.place == Place("interview")
    frame.go(Place("cases"))
    QTest.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert frame.place == Place("interview")


def test_help_and_keys_stand_beside_the_page(desk: Callable[[], DeskFrame]) -> None:
    frame = desk()
    QTest.keyClick(frame, Qt.Key.Key_F1)
    assert frame.panel.isVisible()
    assert "Write what you heard." in visible_words(frame.panel)
    QTest.keyClick(frame, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    words = visible_words(frame.panel)
    for said in ("Question before", "New concern", "Larger text", "Ctrl+N", "Alt+1"):
        assert said in words
    assert "Back to the page before" not in words  # the page took its keys
    QTest.keyClick(frame, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert not frame.panel.isVisible()


def test_escape_puts_the_panel_away_and_gives_the_focus_back(
    desk: Callable[[], DeskFrame],
) -> None:
    frame = desk()
    editor = notes(frame).editor
    editor.set_words("kept")
    QTest.keyClick(frame, Qt.Key.Key_F1)
    assert QApplication.focusWidget() is frame.panel.close_button
    QTest.keyClick(frame.panel.close_button, Qt.Key.Key_Escape)
    assert not frame.panel.isVisible()
    assert QApplication.focusWidget() is editor
    assert editor.words() == "kept"


def test_a_training_file_says_so_on_every_page(
    qtbot: QtBot,
    program: Program,
    desk: Callable[[], DeskFrame],
    door: CaseFileDoor,
    tmp_path: Path,
) -> None:
    setup = type(SETUP)("Practice", "R. Okafor", "", PASSPHRASE, training=True)
    made, _ = door.create(tmp_path / "Practice.vpodesk", setup)
    made.close()
    program.area.show_folder(tmp_path / "Practice.vpodesk")
    frame = desk()
    assert "TRAINING – NOT REAL" in visible_words(frame)
    assert frame.navigation.property("training") == "true"


def test_every_control_has_a_name(qtbot: QtBot, desk: Callable[[], DeskFrame]) -> None:
    frame = desk()
    nameless = [
        widget
        for widget in frame.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_it_fits_the_smallest_window_at_every_text_size(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    frame = desk()
    for _ in range(6):
        QTest.keyClick(program.window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    frame.status.show_saved(StillClock().now())
    frame.status.show_busy(busy=True)
    program.window.resize(1024, 700)
    QApplication.processEvents()
    assert program.window.size().width() == 1024
    assert frame.navigation.width() <= 1024 // 4
    for part in (frame.navigation, frame.top, frame.status, frame.stack):
        assert part.mapTo(program.window, part.rect().bottomRight()).x() < 1024
        assert part.minimumSizeHint().width() <= part.width()


def test_the_words_of_the_search_are_never_cut(
    desk: Callable[[], DeskFrame], program: Program
) -> None:
    button = desk().top.search_button
    program.window.resize(1366, 768)
    QApplication.processEvents()
    assert button.text() == "Search people, concerns, notes, answers…  (Ctrl+K)"
    for _ in range(6):
        QTest.keyClick(program.window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    for width in (1366, 1024):
        program.window.resize(width, 768)
        QApplication.processEvents()
        assert button.text() == "Search…  (Ctrl+K)"
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 26
    assert button.accessibleName().startswith("Search people"), "the whole is read aloud"


# The theme


def test_the_officers_colors_and_text_size_are_kept(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program, tmp_path: Path
) -> None:
    desk()
    QTest.keyClick(program.window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(program.window, Qt.Key.Key_L, keys)
    assert QApplication.font().pixelSize() == 15
    assert DARK.ground in program.window.styleSheet() + QApplication.instance().styleSheet()  # type: ignore[union-attr]
    program.stop()
    kept = read(tmp_path / "config" / "settings.toml").settings
    assert (kept.theme, kept.text_scale) == ("dark", 110)
    assert kept.case_file is not None
    assert kept.case_file.name == "Harlow Falls.vpodesk"


# The lock


def test_the_lock_leaves_nothing_to_read(
    qtbot: QtBot,
    desk: Callable[[], DeskFrame],
    program: Program,
    door: CaseFileDoor,
    case_file: Path,
) -> None:
    frame = desk()
    page = notes(frame)
    qtbot.waitUntil(lambda: page.label.text() == SETUP.agency, timeout=WAIT)
    page.editor.set_words(f"He said {MARKED}")
    page.editor.selectAll()
    page.editor.copy()
    assert MARKED in QGuiApplication.clipboard().text()
    session = program.window.session
    assert session is not None
    with (
        qtbot.waitSignal(session.closed, timeout=WAIT),
        qtbot.waitSignal(frame.destroyed, timeout=WAIT),
    ):
        QTest.keyClick(frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert program.window.frame is None
        assert program.area.isVisible()
        assert MARKED not in visible_words(program.window)
        assert MARKED not in QGuiApplication.clipboard().text()
    assert SETUP.agency not in visible_words(program.window)
    assert program.window.windowTitle() == "VPO Desk"
    opened = door.open(case_file, PASSPHRASE)
    kept = [draft.content for draft in opened.services.drafts.of("notes")]
    opened.close()
    assert kept == [f"He said {MARKED}"]


def test_words_of_other_programs_stay_on_the_clipboard(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    desk()
    other = QLineEdit("a recipe")
    qtbot.addWidget(other)
    guard = program.window.clipboard
    assert guard is not None
    QGuiApplication.clipboard().setText("a recipe")
    guard.disown()
    program.window.lock()
    assert QGuiApplication.clipboard().text() == "a recipe"


def test_the_lock_does_not_wait_for_a_dialog(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    desk()
    dialog = QDialog(program.window)
    qtbot.addWidget(dialog)
    dialog.open()
    program.window.lock()
    assert not dialog.isVisible()
    assert program.area.isVisible()


def test_idle_minutes_lock_it(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    desk()
    assert program.idle is not None
    with qtbot.waitSignal(program.window.locked, timeout=WAIT):
        program.idle.ran_out.emit()
    assert program.window.frame is None


def test_one_returns_to_where_one_was(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    frame = desk()
    frame.go(Place("interview", "interview-1", "SU-B3"))
    program.window.lock()
    frame = desk()
    assert frame.place == Place("interview", "interview-1", "SU-B3")


def test_closing_the_window_waits_for_the_case_file(
    qtbot: QtBot,
    desk: Callable[[], DeskFrame],
    program: Program,
    door: CaseFileDoor,
    case_file: Path,
) -> None:
    frame = desk()
    notes(frame).editor.set_words(MARKED)
    with qtbot.waitSignal(program.window.left, timeout=WAIT):
        program.window.close()
    assert not program.window.isVisible()
    opened = door.open(case_file, PASSPHRASE)
    kept = [draft.content for draft in opened.services.drafts.of("notes")]
    opened.close()
    assert kept == [MARKED]


def test_the_window_stays_when_something_could_not_be_kept(
    qtbot: QtBot, desk: Callable[[], DeskFrame], program: Program
) -> None:
    frame = desk()

    def full(_services: Services) -> None:
        raise VpoError(say("The disk is full."))

    session = program.window.session
    assert session is not None
    session.before_lock(lambda: session.command(full))
    with qtbot.waitSignal(session.closed, timeout=WAIT):
        program.window.close()
    assert program.window.isVisible()
    said = [notice.strong.text() for notice in program.area.unlock_page.notices.notices()]
    assert "The disk is full." in said
    with qtbot.waitSignal(program.window.left, timeout=WAIT):
        program.window.close()
    del frame


# Places


def test_the_trail_leads_back_and_counts_a_place_once() -> None:
    trail = Trail()
    assert trail.here is None
    assert trail.back() is None
    for name in ("today", "cases", "cases", "case"):
        trail.go(Place(name))
    assert trail.back() == Place("cases")
    assert trail.back() == Place("today")
    assert trail.back() is None
    assert trail.here == Place("today")


def test_the_trail_is_not_endless() -> None:
    trail = Trail()
    for number in range(200):
        trail.go(Place("case", str(number)))
    steps = 0
    while trail.back() is not None:
        steps += 1
    assert steps == 49


def test_there_are_eight_places() -> None:
    assert [name for name, _ in NAVIGATION] == [
        "today",
        "concerns",
        "cases",
        "people",
        "meetings",
        "resources",
        "statistics",
        "case_file",
    ]
