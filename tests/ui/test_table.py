"""Lists: shown at once, filled as they scroll, opened from the keyboard, read out aloud."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vpo_desk.domain.assessment import Level
from vpo_desk.ui.widgets.long_words import BREAK, fitted
from vpo_desk.ui.widgets.row_heights import AT_ONCE
from vpo_desk.ui.widgets.rows import PAGE, Cell, Column, RowsModel
from vpo_desk.ui.widgets.section_list import Section, SectionList
from vpo_desk.ui.widgets.table import LEAST, ListTable

pytestmark = pytest.mark.usefixtures("look")


@dataclass(frozen=True)
class Line:
    number: str
    name: str
    level: Level
    late: str = ""


COLUMNS = (
    Column("Number", lambda line: line.number, width=100),
    Column("Name", lambda line: Cell(line.name, second="born 1984", strong=True)),
    Column("Level", lambda line: Cell(line.level.label, level=line.level), width=130),
    Column("Due", lambda line: Cell(line.late, tone="danger"), width=90, may_hide=True),
)


def lines(first: int, count: int) -> tuple[Line, ...]:
    levels = tuple(Level)
    return tuple(
        Line(f"HF-2026-{place:03}", f"Name {place} <b>", levels[place % 5], "late")
        for place in range(first, first + count)
    )


@pytest.fixture
def stage(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(700, 400)
    return made


def show(qtbot: QtBot, stage: QWidget, *widgets: QWidget) -> None:
    layout = stage.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)


def test_values_are_replaced_and_read_out() -> None:
    model = RowsModel(COLUMNS)
    model.replace(lines(0, 2))
    assert (model.rowCount(), model.columnCount()) == (2, 4)
    index = model.index(1, 1)
    assert index.data() == "Name 1 <b>\nborn 1984"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Name 1 <b>\nborn 1984"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Name"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    model.replace(())
    assert model.rowCount() == 0
    assert model.value(0) is None


def test_a_long_list_is_there_at_once_and_filled_when_it_is_seen(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    asked: list[int] = []
    model.page_wanted.connect(asked.append)
    model.replace(lines(0, PAGE), total=10_000)
    assert model.rowCount() == 10_000
    assert model.value(PAGE - 1).number == "HF-2026-099"
    assert model.value(5 * PAGE + 3) is None
    assert model.index(5 * PAGE + 3, 0).data() == ""
    qtbot.waitUntil(lambda: asked == [5 * PAGE])
    model.value(5 * PAGE)
    with qtbot.waitSignal(model.dataChanged):
        model.fill(5 * PAGE, lines(5 * PAGE, PAGE))
    assert model.value(5 * PAGE + 3).number == "HF-2026-503"
    assert asked == [5 * PAGE]
    with pytest.raises(ValueError, match="503"):
        model.fill(503, ())


def test_what_is_replaced_is_asked_for_anew(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    asked: list[int] = []
    model.page_wanted.connect(asked.append)
    for _ in range(2):
        model.replace((), total=50)
        assert model.value(0) is None
        qtbot.waitUntil(lambda: bool(asked))
        asked.clear()


def test_a_row_opens_with_enter_space_and_a_click(qtbot: QtBot, stage: QWidget) -> None:
    table, after = ListTable(COLUMNS, name="Cases"), QLineEdit()
    show(qtbot, stage, table, after)
    opened: list[Line] = []
    table.opened.connect(opened.append)
    rows = lines(0, 3)
    table.replace(rows, summary="3 cases")
    assert (table.accessibleName(), table.accessibleDescription()) == ("Cases", "3 cases")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.current_value() == rows[0]
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Space)
    place = table.visualRect(table.rows.index(2, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [rows[1], rows[1], rows[2]]
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_the_current_row_stays_when_the_values_come_again(qtbot: QtBot, stage: QWidget) -> None:
    table = ListTable(COLUMNS, name="Cases")
    show(qtbot, stage, table)
    table.replace(lines(0, 3))
    table.setCurrentIndex(table.rows.index(2, 0))
    table.replace((*lines(7, 2), *lines(0, 3)))
    assert table.current_value() == lines(2, 1)[0]
    assert table.currentIndex().row() == 4


def test_a_short_list_is_as_tall_as_its_rows(qtbot: QtBot, stage: QWidget) -> None:
    table = ListTable(COLUMNS, name="Reviews", fit=True)
    show(qtbot, stage, table)
    table.replace(lines(0, 4))
    qtbot.waitUntil(lambda: table.height() == table.sizeHint().height())
    assert table.verticalScrollBar().maximum() == 0
    bottom = table.visualRect(table.rows.index(3, 0)).bottom()
    assert bottom < table.viewport().height()


def test_no_list_scrolls_sideways_and_lesser_columns_go_first(qtbot: QtBot, stage: QWidget) -> None:
    table = ListTable(COLUMNS, name="Cases", fit=True)
    show(qtbot, stage, table)
    table.replace(lines(0, 4))
    for width in (900, 700, 420, 300, 200):
        stage.resize(width, 500)
        QApplication.processEvents()
        widths = [table.columnWidth(column) for column in range(4)]
        assert sum(widths) <= table.viewport().width()
        assert all(
            width > 0 for column, width in enumerate(widths) if not table.isColumnHidden(column)
        )
    assert table.isColumnHidden(3)
    assert not table.isColumnHidden(0)


@pytest.mark.parametrize("fit", [False, True])
def test_a_column_without_room_stands_below_another(
    qtbot: QtBot, stage: QWidget, *, fit: bool
) -> None:
    columns = (
        Column("Number", lambda line: line.number, width=100),
        Column("Name", lambda line: line.name),
        Column("Born", lambda _line: "1984", width=150, may_hide=True),
        Column("From", lambda line: line.late, width=150, may_hide=True, named_below=False),
        Column("Phone", lambda _line: "–", width=150, may_hide=True),
    )
    table = ListTable(columns, name="People", fit=fit)
    show(qtbot, stage, table)
    stage.resize(900, 400)
    table.replace(lines(0, 3))
    QApplication.processEvents()
    assert table.rows.cell(0, 1).second == ""
    one_line = table.rowHeight(0)
    stage.resize(330, 400)
    QApplication.processEvents()
    assert [table.isColumnHidden(place) for place in range(5)] == [False] * 2 + [True] * 3
    assert table.rows.cell(0, 1).second == "Born: 1984 · late"
    qtbot.waitUntil(lambda: table.rowHeight(0) > one_line)
    stage.resize(900, 400)
    qtbot.waitUntil(lambda: table.rowHeight(0) == one_line)
    assert table.rows.cell(0, 1).second == ""


def test_a_number_is_never_cut_where_all_columns_fit(qtbot: QtBot, stage: QWidget) -> None:
    columns = (
        Column("Task", lambda line: line.name, share=8),
        Column("Case", lambda line: line.number, share=1),
    )
    table = ListTable(columns, name="Tasks", fit=True)
    show(qtbot, stage, table)
    table.replace(lines(0, 2))
    stage.resize(400, 400)
    QApplication.processEvents()
    scale = table.fontInfo().pixelSize() / 13
    assert table.columnWidth(1) == round(LEAST * scale)
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()


@pytest.mark.parametrize(
    "word",
    [
        "Wolfeschlegelstein" * 10,
        "HFPD-VP-" * 20 + "2026-001",
        "محمدعبداللهالحسيني" * 8,
        "👩‍👩‍👧" * 60,
    ],
)
def test_a_word_wider_than_its_column_goes_on_in_the_next_line(
    qtbot: QtBot, stage: QWidget, word: str
) -> None:
    table = ListTable((Column("Name", lambda line: line.name),), name="People", fit=True)
    show(qtbot, stage, table)
    stage.resize(220, 400)
    table.replace((Line("1", f"Said {word}", Level.LOW), Line("2", "Short", Level.LOW)))
    words, height = fitted(table.fontMetrics(), f"Said {word}", 180)
    assert words.replace(BREAK, "") == f"Said {word}"
    room = QRect(0, 0, 180, 10_000)
    assert table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words).width() <= 180
    assert height >= 3 * table.fontMetrics().height()
    qtbot.waitUntil(lambda: table.rowHeight(0) >= height > table.rowHeight(1))
    assert table.rows.cell(0, 0).words == f"Said {word}", "what was said is not altered"


def test_ordinary_words_are_set_as_they_are(qapp: QApplication) -> None:
    words = "He said that HF-2026-001\nwas over."
    assert fitted(QFontMetrics(qapp.font()), words, 200)[0] == words


def test_cells_are_painted_in_every_kind(qtbot: QtBot, stage: QWidget) -> None:
    for fit in (False, True):
        table = ListTable(COLUMNS, name="Cases", fit=fit)
        show(qtbot, stage, table)
        table.replace(lines(0, 5))
        table.selectRow(1)
        empty = ListTable(COLUMNS, name="Cases", fit=fit)
        show(qtbot, stage, empty)
        full = table.viewport().grab().toImage()
        assert len({full.pixelColor(x, 20).name() for x in range(full.width())}) > 4


def test_sections_are_chosen_by_moving_to_them(qtbot: QtBot, stage: QWidget) -> None:
    sections, after = SectionList(name="Sections"), QLineEdit()
    show(qtbot, stage, sections, after)
    chosen: list[str] = []
    sections.chosen.connect(chosen.append)
    shown = tuple(Section(key, f"Section {key}", "0/4") for key in "abc")
    sections.show_sections(shown, "b")
    assert sections.current_value() == shown[1]
    assert chosen == []
    sections.setFocus()
    QTest.keyClick(sections, Qt.Key.Key_Down)
    assert chosen == ["c"]
    sections.set_current("a")
    assert chosen == ["c"]
    assert sections.current_value() == shown[0]
    place = sections.visualRect(sections.rows.index(1, 0)).center()
    QTest.mouseClick(sections.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["c", "b"]
    QTest.keyClick(sections, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_a_long_fitted_list_stands_at_once_and_fills_by_itself(
    qtbot: QtBot, stage: QWidget
) -> None:
    table = ListTable(COLUMNS, name="Cases", fit=True)
    show(qtbot, stage, table)
    values = lines(0, 3 * AT_ONCE + 7)
    table.replace(values)
    assert table.rows.values() == values[:AT_ONCE]
    qtbot.waitUntil(lambda: table.rows.values() == values)
    heights = {table.rowHeight(row) for row in range(len(values))}
    qtbot.waitUntil(lambda: len({table.rowHeight(row) for row in range(len(values))}) == 1)
    assert min(heights) > table.fontMetrics().height()
    assert table.sizeHint().height() >= len(values) * min(heights)


def test_what_has_not_come_yet_goes_when_a_list_is_emptied(qtbot: QtBot, stage: QWidget) -> None:
    table = ListTable(COLUMNS, name="Cases", fit=True)
    show(qtbot, stage, table)
    table.replace(lines(0, 4 * AT_ONCE))
    table.replace(())
    with qtbot.waitCallback() as passed:
        QTimer.singleShot(50, passed)
    assert table.rows.rowCount() == 0


def test_a_list_that_is_not_in_sight_waits_with_its_other_rows(
    qtbot: QtBot, stage: QWidget
) -> None:
    table = ListTable(COLUMNS, name="Cases", fit=True)
    show(qtbot, stage, table)
    values = lines(0, 3 * AT_ONCE)
    table.replace(values)
    table.hide()
    with qtbot.waitCallback() as passed:
        QTimer.singleShot(150, passed)
    assert table.rows.values() == values[:AT_ONCE]
    table.show()
    qtbot.waitUntil(lambda: table.rows.values() == values)


def test_the_line_one_was_on_is_there_again_however_far_down(qtbot: QtBot, stage: QWidget) -> None:
    table = ListTable(COLUMNS, name="Cases", fit=True)
    show(qtbot, stage, table)
    values = lines(0, 3 * AT_ONCE)
    table.replace(values)
    qtbot.waitUntil(lambda: table.rows.rowCount() == len(values))
    table.setCurrentIndex(table.rows.index(2 * AT_ONCE, 0))
    table.replace(values)
    assert table.current_value() == values[2 * AT_ONCE]
