"""What stands out in a line: it is in sight, drawn by more than color, and whole beside emoji."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vpo_desk.ui.widgets.marked import in_sight, paint_marked


def drawn(words: str, marks: tuple[tuple[int, int], ...]) -> QImage:
    image = QImage(400, 40, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_marked(painter, QRect(0, 0, 400, 40), words, marks)
    painter.end()
    return image


def ink(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).value() < 128
        for x in range(image.width())
        for y in range(image.height())
    )


def test_a_mark_takes_more_ink_of_the_same_color(qtbot: QtBot) -> None:
    plain = ink(drawn("he named Friday", ()))
    assert plain
    assert ink(drawn("he named Friday", ((9, 15),))) > plain
    assert ink(drawn("🔫 named Friday", ((8, 14),))) > ink(drawn("🔫 named Friday", ()))


def test_a_mark_beyond_the_words_is_left_out(qtbot: QtBot) -> None:
    assert drawn("he na…", ((9, 15),)) == drawn("he na…", ())


def test_the_first_mark_is_brought_into_sight(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QApplication.font())
    words = "word " * 60 + "Friday at noon"
    begin = words.index("Friday")
    shown, marks = in_sight(metrics, words, [(begin, begin + 6)], 160)
    assert shown.startswith("…")
    assert shown[marks[0][0] : marks[0][1]] == "Friday"
    assert metrics.horizontalAdvance(shown[: marks[0][1]]) <= 160
    assert in_sight(metrics, "on Friday", [(3, 9)], 160) == ("on Friday", ((3, 9),))
