"""A picture, or pages one at a time: zoomed, turned and leafed through by keyboard."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Catalog

STEP: Final = 1.25
MOST: Final = 8.0
LEAST: Final = 0.25
SHARP: Final = 4_000
"""Pixels of the longer side at most of what is put on the screen."""


class PictureView(QWidget):
    """Shows an image; `page_wanted(number, zoom)` asks for a page anew, sharp enough for the zoom."""

    page_wanted = Signal(int, float)

    def __init__(self, catalog: Catalog, *, turns: bool = True) -> None:
        super().__init__()
        self._catalog = catalog
        self._turns = turns
        self._image = QImage()
        self._zoom, self._turned = 1.0, 0
        self._page, self._pages = 0, 0
        say = catalog.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.buttons = QWidget()
        row = FlowLayout(self.buttons)
        self._before = Button(say("Page before"), lambda: self.turn_page(-1), tip="Page Up")
        self._after = Button(say("Next page"), lambda: self.turn_page(1), tip="Page Down")
        for button in (
            self._before,
            self._after,
            Button(say("Larger"), lambda: self.zoom_by(STEP), tip="+"),
            Button(say("Smaller"), lambda: self.zoom_by(1 / STEP), tip="-"),
            Button(say("Fit to width"), self.fit, tip="0"),
        ):
            row.addWidget(button)
        if turns:
            row.addWidget(Button(say("Turn right"), self.turn, tip="R"))
        column.addWidget(self.buttons)
        self.told = QuietLabel("")
        column.addWidget(self.told)
        self._label = QLabel()
        self._label.setObjectName("paper")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = _Area(self.key)
        self.area.setWidget(self._label)
        self.area.setAccessibleName(say("The file as a picture"))
        self.area.resized.connect(self._show)
        column.addWidget(self.area, 1)

    def show_image(self, image: QImage, page: int = 0, pages: int = 0) -> None:
        """Show a picture, or one of several pages."""
        self._image, self._page, self._pages = image, page, pages
        for button in (self._before, self._after):
            button.setVisible(bool(pages))
        self._before.setEnabled(page > 0)
        self._after.setEnabled(page + 1 < pages)
        self._show()

    def forget(self) -> None:
        """Show nothing, and keep nothing."""
        self._image = QImage()
        self._zoom, self._turned, self._page, self._pages = 1.0, 0, 0, 0
        self._label.clear()
        self.told.clear()

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False for a key that means nothing."""
        deeds: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Plus: lambda: self.zoom_by(STEP),
            Qt.Key.Key_Equal: lambda: self.zoom_by(STEP),
            Qt.Key.Key_Minus: lambda: self.zoom_by(1 / STEP),
            Qt.Key.Key_0: self.fit,
        }
        if self._turns:
            deeds[Qt.Key.Key_R] = self.turn
        if self._pages:
            deeds |= {
                Qt.Key.Key_PageUp: lambda: self.turn_page(-1),
                Qt.Key.Key_PageDown: lambda: self.turn_page(1),
            }
        deed = deeds.get(event.key())
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if deed is None or not plain:
            return False
        deed()
        return True

    def zoom_by(self, factor: float) -> None:
        """Show it larger or smaller."""
        self._zoom = max(LEAST, min(MOST, self._zoom * factor))
        self._show()
        if self._pages and factor > 1:
            self.page_wanted.emit(self._page, self._zoom)

    def fit(self) -> None:
        """Show it as wide as the room."""
        self._zoom = 1.0
        self._show()

    def turn(self) -> None:
        """Turn it by a quarter to the right."""
        self._turned = (self._turned + 90) % 360
        self._show()

    def turn_page(self, by: int) -> None:
        """Leaf to another page."""
        wanted = max(0, min(self._pages - 1, self._page + by))
        if wanted != self._page:
            self._page = wanted
            self.page_wanted.emit(wanted, self._zoom)

    def _show(self) -> None:
        if self._image.isNull():
            return
        turned = self._image.transformed(QTransform().rotate(self._turned))
        room = max(80, self.area.viewport().width() - 4)
        small = min(room, turned.width()) if not self._pages else room
        width = max(1, round(small * self._zoom))
        height = max(1, round(turned.height() * width / max(1, turned.width())))
        if max(width, height) > SHARP:
            width, height = (
                width * SHARP // max(width, height),
                height * SHARP // max(width, height),
            )
        shown = turned.scaled(
            max(1, width),
            max(1, height),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._label.setPixmap(QPixmap.fromImage(shown))
        self._label.resize(shown.size())
        zoom = round(100 * self._zoom)
        if self._pages:
            words = self._catalog.say(
                "page {number} of {count} · {zoom} % of the width",
                number=self._page + 1,
                count=self._pages,
                zoom=zoom,
            )
        else:
            words = self._catalog.say(
                "{width} × {height} pixels · shown at {zoom} %",
                width=self._image.width(),
                height=self._image.height(),
                zoom=zoom,
            )
        self.told.setText(words)


class _Area(QScrollArea):
    """Scrolls what is larger than its room, by keyboard too."""

    resized = Signal()

    def __init__(self, key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the view; called by Qt."""
        if not self._key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to another room; called by Qt."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.resized.emit)
