"""The parts of pages: keyboard, names, exact words, and marks that need no color."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vpo_desk.domain.assessment import Level
from vpo_desk.ui.page import PageHead
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.chips import ChipsInput
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.level_mark import LevelMark, paint_level
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import Badge, Heading, PlainLabel

pytestmark = pytest.mark.usefixtures("look")

STATES = (
    Option("answered", "Answered", "What was said"),
    Option("declined", "Declined"),
    Option("unknown", "Does not know"),
)


class Stage(QWidget):
    """A window with a field before and one after what is looked at."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.before, self.widget, self.after = QLineEdit(), widget, QLineEdit()
        column = QVBoxLayout(self)
        for part in (self.before, widget, self.after):
            column.addWidget(part)

    @property
    def focused(self) -> QWidget:
        here = QApplication.focusWidget()
        assert here is not None
        return here

    def tab(self) -> QWidget | None:
        QTest.keyClick(self.focused, Qt.Key.Key_Tab)
        return QApplication.focusWidget()


PutOnStage = Callable[[QWidget], Stage]


@pytest.fixture
def put_on_stage(qtbot: QtBot) -> PutOnStage:
    """Show a widget between two fields; the focus is in the first of them."""
    stages: list[Stage] = []

    def put(widget: QWidget) -> Stage:
        stage = Stage(widget)
        stages.append(stage)
        qtbot.addWidget(stage)
        stage.show()
        stage.activateWindow()
        qtbot.waitUntil(stage.isActiveWindow)
        stage.before.setFocus()
        return stage

    return put


def press(widget: QWidget, words: str) -> None:
    """Type any words: keyClicks takes Latin-1 only."""
    for letter in words:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


# Words


def test_markup_in_words_stays_as_it_was_said(qtbot: QtBot) -> None:
    said = "<b>he said</b> “if & when”\n  twice"
    for label in (PlainLabel(said), Heading(said), Badge(said)):
        qtbot.addWidget(label)
        assert label.text() == said
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_label_paints_every_line_of_its_words(qtbot: QtBot) -> None:
    label = PlainLabel("one two three four five six seven eight nine ten " * 4)
    qtbot.addWidget(label)
    heights = [label.heightForWidth(width) for width in (900, 450, 225)]
    assert heights == sorted(heights)
    assert heights[0] < heights[2]
    narrow = label.heightForWidth(225)
    label.resize(225, narrow)
    picture = label.grab().toImage()
    ground = picture.pixelColor(224, narrow - 1)
    lower = range(narrow - label.fontMetrics().height(), narrow)
    assert any(picture.pixelColor(x, y) != ground for y in lower for x in range(225))


def test_an_ampersand_on_a_button_is_shown(qtbot: QtBot) -> None:
    for button in (Button("Reyes & Sons"), LinkButton("Reyes & Sons")):
        qtbot.addWidget(button)
        assert button.text() == "Reyes && Sons"


def test_a_button_is_pressed_with_enter_and_space(put_on_stage: PutOnStage) -> None:
    pressed: list[str] = []
    for button in (
        Button("Seal version 2", lambda: pressed.append("b")),
        LinkButton("Back", lambda: pressed.append("l")),
    ):
        stage = put_on_stage(button)
        assert stage.tab() is button
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            QTest.keyClick(button, key)
    assert "".join(pressed) == "bbblll"


# Fields


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_editor_keeps_every_letter(qapp: QApplication, words: str) -> None:
    editor = TextEditor()
    editor.set_words(words)
    # Qt ends paragraphs with these four and uses the last two inside; a person cannot type them.
    for end in ("\r\n", "\r", "\u2029", "\ufdd0", "\ufdd1"):
        words = words.replace(end, "\n")
    assert editor.words() == words
    assert not editor.document().isUndoAvailable()


def test_an_editor_takes_typed_words_in_any_script(put_on_stage: PutOnStage) -> None:
    editor = TextEditor()
    put_on_stage(editor).tab()
    press(editor, "Nguyễn said „нет“ — ß")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press(editor, "b")
    assert editor.words() == "Nguyễn said „нет“ — ß\n\nb"


def test_pasting_brings_plain_words_only(qtbot: QtBot) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    rich = QMimeData()
    rich.setHtml("<h1>Big</h1><img src='x.png'>")
    rich.setText("Big\u00a0words\n")
    editor.insertFromMimeData(rich)
    assert editor.words() == "Big\u00a0words\n"
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/photo.png")])
    assert not editor.canInsertFromMimeData(files)


def test_typing_can_be_undone(put_on_stage: PutOnStage) -> None:
    editor = TextEditor()
    put_on_stage(editor).tab()
    editor.set_words("known")
    editor.show_end()
    press(editor, "!")
    assert editor.words() == "known!"
    editor.undo()
    assert editor.words() == "known"
    editor.undo()
    assert editor.words() == "known"


@pytest.mark.parametrize("kind", [TextField, TextEditor])
def test_tab_leaves_a_field_and_commits_it(
    put_on_stage: PutOnStage, kind: type[TextField | TextEditor]
) -> None:
    field = kind()
    left: list[str] = []
    field.left.connect(left.append)
    stage = put_on_stage(field)
    assert stage.tab() is field
    assert stage.tab() is stage.after
    assert left == []
    field.setFocus()
    press(field, "words")
    assert stage.tab() is stage.after
    assert left == ["words"]
    assert field.words() == "words"
    field.setFocus()
    stage.before.setFocus()
    assert left == ["words"]


@pytest.mark.parametrize("kind", [TextField, TextEditor])
def test_typing_is_told_within_a_second(
    qtbot: QtBot, put_on_stage: PutOnStage, kind: type[TextField | TextEditor]
) -> None:
    field = kind()
    put_on_stage(field).tab()
    with qtbot.waitSignal(field.typed, timeout=20_000):
        press(field, "w")
    field.set_words("shown, not typed")
    with qtbot.assertNotEmitted(field.typed):
        field.commit()


@pytest.mark.parametrize("kind", [TextField, TextEditor])
def test_words_typed_and_taken_back_are_told_to_the_journal(
    qtbot: QtBot, put_on_stage: PutOnStage, kind: type[TextField | TextEditor]
) -> None:
    field = kind()
    put_on_stage(field).tab()
    press(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    with qtbot.assertNotEmitted(field.left), qtbot.waitSignal(field.typed):
        field.commit()


@pytest.mark.parametrize("kind", [TextField, TextEditor])
def test_going_to_another_program_journals_and_does_not_commit(
    qtbot: QtBot, put_on_stage: PutOnStage, kind: type[TextField | TextEditor]
) -> None:
    field, other = kind(), QLineEdit()
    qtbot.addWidget(other)
    put_on_stage(field).tab()
    press(field, "half a sen")
    with qtbot.assertNotEmitted(field.left), qtbot.waitSignal(field.typed):
        other.show()
        other.activateWindow()
    assert field.words() == "half a sen"


def test_a_line_break_pasted_into_one_line_is_a_space(qtbot: QtBot) -> None:
    field = TextField()
    qtbot.addWidget(field)
    field.set_words("Novak,\nPeter\r\nJan")
    assert field.words() == "Novak, Peter Jan"


@pytest.mark.parametrize("kind", [TextField, TextEditor])
def test_a_long_paragraph_is_pasted_whole(
    put_on_stage: PutOnStage, kind: type[TextField | TextEditor]
) -> None:
    field, story = kind(), "He said it again. " * 2_800
    put_on_stage(field).tab()
    QApplication.clipboard().setText(story)
    field.paste()
    assert len(story) > 50_000
    assert field.words() == story
    field.set_words("")
    field.set_words(story)
    assert field.words() == story


def test_an_editor_grows_with_its_words_up_to_its_limit(put_on_stage: PutOnStage) -> None:
    editor = TextEditor(lines=2, most_lines=5)
    stage = put_on_stage(editor)
    stage.resize(400, 600)
    heights = [editor.sizeHint().height()]
    for lines in (2, 3, 5, 40):
        editor.set_words("\n".join("words" for _ in range(lines)))
        heights.append(editor.sizeHint().height())
    step = editor.fontMetrics().lineSpacing()
    assert [height - heights[0] for height in heights] == [0, 0, step, 3 * step, 3 * step]


def test_an_editor_that_has_room_for_its_words_shows_the_first_of_them(
    put_on_stage: PutOnStage,
) -> None:
    editor = TextEditor(lines=2)
    stage = put_on_stage(editor)
    editor.set_words("Call back who brought it: thank them, and ask what has changed since then.")
    bar = editor.verticalScrollBar()
    for width in range(220, 700, 20):
        stage.resize(width, 600)
        QApplication.processEvents()
        bar.setValue(bar.maximum())
        stage.resize(width + 10, 600)
        QApplication.processEvents()
        assert bar.value() == 0, width


def test_a_label_names_its_field(put_on_stage: PutOnStage) -> None:
    field = TextField()
    labeled = LabeledField("Where", field, tip="Place of the event")
    put_on_stage(labeled)
    assert field.accessibleName() == "Where"
    assert field.accessibleDescription() == "Place of the event"
    assert field.toolTip() == "Place of the event"
    assert labeled.label.accessibleName() == ""  # a name on a label would hide its words
    labeled.show_trouble("This is missing.")
    assert labeled.trouble.isVisible()
    assert field.accessibleDescription() == "This is missing."
    labeled.show_trouble("")
    assert not labeled.trouble.isVisible()
    assert field.accessibleDescription() == "Place of the event"


# Choices


def test_arrows_choose_and_tab_leaves(put_on_stage: PutOnStage) -> None:
    choice = SegmentedChoice(STATES)
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    stage = put_on_stage(choice)
    assert choice.value() is None
    assert stage.tab() is choice.segments[0]
    QTest.keyClick(choice.segments[0], Qt.Key.Key_Space)
    QTest.keyClick(choice.segments[0], Qt.Key.Key_Right)
    assert choice.value() == "declined"
    assert stage.tab() is stage.after
    assert chosen == ["answered", "declined"]
    QTest.keyClick(stage.after, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is choice.segments[1]


def test_arrows_pass_the_end_of_a_line_and_hold_at_the_ends(put_on_stage: PutOnStage) -> None:
    choice = SegmentedChoice([Option(str(n), f"a rather long option {n}") for n in range(4)])
    choice.setFixedWidth(200)  # one option a line
    stage = put_on_stage(choice)
    assert stage.tab() is choice.segments[0]
    for expected in ("1", "2", "3", "3"):
        QTest.keyClick(stage.focused, Qt.Key.Key_Right)
        assert choice.value() == expected
    for expected in ("2", "1", "0", "0"):
        QTest.keyClick(stage.focused, Qt.Key.Key_Up)
        assert choice.value() == expected


def test_the_keyboard_stays_when_other_options_are_offered(put_on_stage: PutOnStage) -> None:
    choice = SegmentedChoice(STATES)
    stage = put_on_stage(choice)
    stage.tab()
    choice.set_options(STATES[:2])
    assert QApplication.focusWidget() is choice.segments[0]


def test_a_click_anywhere_on_a_segment_chooses_it(qtbot: QtBot, put_on_stage: PutOnStage) -> None:
    choice = SegmentedChoice(STATES)
    put_on_stage(choice)
    last = choice.segments[2]
    with qtbot.waitSignal(choice.chosen) as told:
        QTest.mouseClick(last, Qt.MouseButton.LeftButton, pos=QPoint(last.width() - 3, 3))
    assert told.args == ["unknown"]


def test_showing_a_choice_tells_nothing(qtbot: QtBot) -> None:
    choice = SegmentedChoice(STATES, value="declined")
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_value("unknown")
        assert choice.value() == "unknown"
        choice.set_value(None)
        assert choice.value() is None
        choice.set_value("no such value")
        assert choice.value() is None


def test_every_option_has_a_name_and_tells_what_it_answers(qtbot: QtBot) -> None:
    choice = SegmentedChoice(STATES)
    labeled = LabeledField("Answer", choice)
    qtbot.addWidget(labeled)
    assert [segment.text() for segment in choice.segments] == [o.words for o in STATES]
    assert [segment.accessibleDescription() for segment in choice.segments] == [
        "Answer. What was said",
        "Answer",
        "Answer",
    ]


def test_other_options_can_be_offered(qtbot: QtBot) -> None:
    choice = SegmentedChoice(STATES, value="declined")
    qtbot.addWidget(choice)
    choice.set_options((Option("yes", "Yes"), Option("no", "No")), value="no")
    assert [segment.value for segment in choice.segments] == ["yes", "no"]
    assert choice.value() == "no"


def test_a_row_that_is_too_wide_breaks(put_on_stage: PutOnStage) -> None:
    choice = SegmentedChoice(STATES)
    stage = put_on_stage(choice)
    stage.resize(900, 200)
    assert choice.heightForWidth(150) > choice.heightForWidth(900)


def test_chips_are_added_and_taken_out_with_the_keyboard(put_on_stage: PutOnStage) -> None:
    chips = ChipsInput(
        (Option("a", "Leakage"), Option("b", "Approach"), Option("c", "Despair")),
        add="Add",
        removal="Take out",
    )
    changed: list[tuple[str, ...]] = []
    chips.changed.connect(changed.append)
    stage = put_on_stage(chips)
    chips.set_values(["c", "no such", "a"])
    assert chips.values() == ("a", "c")
    assert changed == []
    first = stage.tab()
    assert first is not None
    assert first.accessibleName() == "Leakage"
    second = stage.tab()
    assert second is not None
    assert second.accessibleName() == "Despair"
    assert stage.tab() is chips.add_button
    assert stage.tab() is stage.after
    QTest.keyClick(first, Qt.Key.Key_Delete)
    assert changed == [("c",)]
    menu = chips.add_button.menu()
    assert [action.text() for action in menu.actions()] == ["Leakage", "Approach"]
    menu.actions()[1].trigger()
    assert changed[-1] == ("b", "c")
    menu.actions()[0].trigger()
    assert chips.values() == ("a", "b", "c")
    assert not chips.add_button.isVisible()


def test_enter_opens_the_list_of_chips_and_takes_one_out(put_on_stage: PutOnStage) -> None:
    chips = ChipsInput((Option("a", "Leakage"), Option("b", "Approach")), add="Add", removal="Out")
    stage = put_on_stage(chips)
    chips.set_values(["a"])
    opened: list[int] = []
    menu = chips.add_button.menu()
    menu.clear()  # an empty one does not open, and waits for nobody to choose
    menu.aboutToShow.connect(lambda: opened.append(1))
    QTest.keyClick(chips.add_button, Qt.Key.Key_Return)
    assert opened == [1]
    stage.before.setFocus()
    chip = stage.tab()
    assert chip is not None
    QTest.keyClick(chip, Qt.Key.Key_Return)
    assert chips.values() == ()


def test_a_drop_down_is_chosen_from_with_the_keyboard_and_not_with_the_wheel(
    put_on_stage: PutOnStage,
) -> None:
    drop = DropDown(STATES, hint="Choose")
    chosen: list[str] = []
    drop.chosen.connect(chosen.append)
    stage = put_on_stage(drop)
    assert drop.value() is None
    assert stage.tab() is drop
    QTest.keyClick(drop, Qt.Key.Key_Down)
    QTest.keyClick(drop, Qt.Key.Key_Down)
    assert (chosen, drop.value()) == (["answered", "declined"], "declined")
    wheel = QWheelEvent(
        QPointF(5, 5),
        drop.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(drop, wheel)
    assert drop.value() == "declined"
    drop.set_value("no such value")
    assert drop.value() is None
    assert chosen == ["answered", "declined"]
    assert not drop.grab().isNull()
    assert stage.tab() is stage.after


def test_a_box_is_ticked_with_space_and_by_its_words(put_on_stage: PutOnStage) -> None:
    box = CheckBox("Training & practice")
    stage = put_on_stage(box)
    assert stage.tab() is box
    empty = box.grab().toImage()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert box.grab().toImage() != empty
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, 4))
    assert not box.isChecked()
    assert box.accessibleName() == "Training & practice"
    assert stage.tab() is stage.after


# Marks, notices, places


def _shape(level: Level) -> bytes:
    picture = QImage(32, 32, QImage.Format.Format_Grayscale8)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_level(painter, level, picture.rect().toRectF().adjusted(4, 4, -4, -4), QColor("black"))
    painter.end()
    return bytes(picture.constBits())


def test_levels_differ_in_shape_not_only_in_color(qapp: QApplication) -> None:
    assert len({_shape(level) for level in Level}) == len(Level)


def test_a_level_mark_says_its_word_and_paints_its_color(qtbot: QtBot) -> None:
    colors: set[str] = set()
    mark = LevelMark()
    qtbot.addWidget(mark)
    for level in Level:
        mark.set_level(level, level.label)
        mark.ensurePolished()
        assert mark.text() == level.label
        assert mark.level is level
        colors.add(mark.palette().color(mark.foregroundRole()).name())
        assert not mark.grab().isNull()
    assert len(colors) == len(Level)
    mark.set_level(None, "")
    assert mark.text() == ""


def test_a_notice_is_put_away_and_the_area_takes_no_room(put_on_stage: PutOnStage) -> None:
    area = NoticeArea()
    put_on_stage(area)
    assert not area.isVisible()
    pressed: list[int] = []
    first = area.add(Notice("Late.", "One action is late.", tone="danger", closable="Close"))
    second = area.add(Notice("Saved.", action=("Open", lambda: pressed.append(1))))
    assert area.notices() == (second, first)
    assert first.accessibleName() == "Late. One action is late."
    second.button.click()
    assert pressed == [1]
    first.closed.emit()
    assert area.notices() == (second,)
    area.clear()
    assert area.notices() == ()
    assert not area.isVisible()


def test_what_went_wrong_is_scrolled_to_and_told_once(
    qtbot: QtBot, put_on_stage: PutOnStage
) -> None:
    area, scrolled = NoticeArea(), QScrollArea()
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.addWidget(area)
    tall = QWidget()
    tall.setFixedHeight(3000)
    column.addWidget(tall)
    scrolled.setWidget(inner)
    scrolled.setWidgetResizable(True)
    scrolled.setFixedHeight(300)
    put_on_stage(scrolled)
    bar = scrolled.verticalScrollBar()
    bar.setValue(2000)
    area.add(Notice("Saved.", tone="good"))
    QApplication.processEvents()
    assert bar.value() >= 2000
    area.add(Notice("The disk is full.", "Make room.", tone="danger"))
    qtbot.waitUntil(lambda: bar.value() < 100)
    bar.setValue(2000)
    area.add(Notice("The disk is full.", "Make room.", tone="danger"))
    QApplication.processEvents()
    assert [each.says for each in area.notices()] == ["The disk is full. Make room.", "Saved."]
    assert bar.value() >= 1900  # whoever types below is not taken away at every try


def test_an_empty_place_offers_the_first_step(qtbot: QtBot) -> None:
    taken: list[int] = []
    place = EmptyPlace(
        "No concerns",
        "What comes in stands here.",
        first_step=("New concern", lambda: taken.append(1)),
    )
    qtbot.addWidget(place)
    assert place.button is not None
    place.button.click()
    assert taken == [1]


def test_an_empty_place_keeps_together_in_a_tall_card(put_on_stage: PutOnStage) -> None:
    card = Card(flush=True)
    place = EmptyPlace("No concerns", "What comes in.", first_step=("New concern", lambda: None))
    card.body.addWidget(place)
    put_on_stage(card)
    card.window().resize(600, 900)
    QApplication.processEvents()
    assert place.height() > 700
    assert place.button is not None
    assert place.button.geometry().bottom() - place.heading.y() < 200
    assert abs(place.heading.y() - (place.height() - place.button.geometry().bottom())) < 40


def test_a_title_of_many_lines_has_the_buttons_below_it(qtbot: QtBot) -> None:
    head = PageHead()
    qtbot.addWidget(head)
    head.add(Button("Start interview"))
    head.resize(700, 100)
    head.show_words("Reyes, Marco")
    head.show()
    qtbot.waitExposed(head)
    own = head.findChild(Button)
    assert own is not None
    beside = own.x()
    assert beside > head.width() // 2
    head.show_words("Aleksandra von Hohenzollern " * 7)
    qtbot.waitUntil(lambda: own.x() == 0)
    assert own.y() >= head.title.geometry().bottom()
    head.show_words("Reyes, Marco")
    qtbot.waitUntil(lambda: own.x() == beside)


def test_two_columns_become_one_where_it_is_narrow(qtbot: QtBot) -> None:
    columns = Columns(narrow=600)
    main, side = Card("Main"), Card("Side")
    columns.main.addWidget(main)
    columns.side.addWidget(side)
    qtbot.addWidget(columns)
    columns.resize(1000, 400)
    columns.show()
    qtbot.waitExposed(columns)
    beside = side.mapTo(columns, QPoint(0, 0))
    assert beside.x() > main.width()
    columns.resize(500, 800)
    qtbot.waitUntil(lambda: side.mapTo(columns, QPoint(0, 0)).x() == 0)
    assert side.mapTo(columns, QPoint(0, 0)).y() >= main.height()


def test_flowing_widgets_break_into_lines(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, gap=10, line_gap=5)
    for _ in range(3):
        part = QWidget()
        part.setFixedSize(100, 30)
        flow.addWidget(part)
    qtbot.addWidget(holder)
    heights = {width: flow.heightForWidth(width) for width in (320, 319, 210, 209, 100)}
    assert heights == {320: 30, 319: 65, 210: 65, 209: 100, 100: 100}
    assert flow.itemAt(3) is None
    assert flow.takeAt(3) is None
    assert flow.count() == 3


def test_flowing_widgets_stand_in_the_middle_of_their_line(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, gap=10, line_gap=5)
    parts = [QWidget(), QWidget(), QWidget()]
    for part, height in zip(parts, (34, 20, 10), strict=True):
        part.setFixedSize(100, height)
        flow.addWidget(part)
    qtbot.addWidget(holder)
    flow.setGeometry(QRect(0, 0, 210, 100))
    assert [part.y() for part in parts] == [0, 7, 39]
