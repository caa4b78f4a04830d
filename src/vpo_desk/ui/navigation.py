"""The bar at the left: where one can go, what waits there, who works, minutes until the lock."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vpo_desk.ui.places import NAVIGATION
from vpo_desk.ui.widgets.card import Rule
from vpo_desk.ui.widgets.text import PlainLabel, literal
from vpo_desk.words import Catalog, say, say_count

_DRAWN_WIDTH = 204


class NavigationButton(QPushButton):
    """One place; its count stands at the right."""

    def __init__(self, name: str, words: str, number: int, parent: QWidget) -> None:
        super().__init__(literal(words), parent)
        self.name = name
        self.words = words
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setToolTip(f"Alt+{number}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._count = QLabel("", self)
        self._count.setObjectName("count")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.hide()

    def show_count(self, count: int, told: str) -> None:
        """Show how many things wait there; none is not shown. `told` is for screen readers."""
        self._count.setText(str(count))
        self._count.setVisible(count > 0)
        self.setAccessibleName(f"{self.words}, {told}" if count else self.words)
        self._place_count()

    @property
    def count_text(self) -> str:
        """The count as it is shown; empty when it is not."""
        return "" if self._count.isHidden() else self._count.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the count at the right; called by Qt."""
        super().resizeEvent(event)
        self._place_count()

    def _place_count(self) -> None:
        self._count.adjustSize()
        size = self._count.size()
        width = max(size.width(), size.height())
        self._count.resize(width, size.height())
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.move(self.width() - width - 18, (self.height() - size.height()) // 2)


class NavigationBar(QFrame):
    """The places that have a page, and below them the officer and the minutes until the lock."""

    chosen = Signal(str)

    def __init__(
        self,
        pages: Iterable[str],
        catalog: Catalog,
        *,
        agency: str,
        officer: str,
        training: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.setProperty("training", "true" if training else "")
        self.setAccessibleName(catalog.say("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(0)
        column.addLayout(self._head(agency))
        self.buttons: dict[str, NavigationButton] = {}
        column.addWidget(self._places(set(pages)), 1)
        column.addWidget(Rule())
        column.addLayout(self._foot(officer))

    def mark(self, name: str) -> None:
        """Show which place one is at."""
        button = self.buttons.get(name)
        for other in self.buttons.values():
            other.setAutoExclusive(False)
            other.setChecked(other is button)
            other.setAutoExclusive(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many things wait at each place."""
        for name, count in counts.items():
            told = self._catalog.text(say_count("{count} waiting", "{count} waiting", count))
            if name in self.buttons:
                self.buttons[name].show_count(count, told)

    def show_minutes(self, minutes: int) -> None:
        """Show the minutes until the desk locks by itself."""
        words = say_count("Locks in {count} min", "Locks in {count} min", minutes)
        soon = "true" if minutes <= 1 else ""
        if soon:
            words = say("Locks within a minute")
        if self.minutes.property("soon") != soon:
            self.minutes.setProperty("soon", soon)
            self.minutes.setContentsMargins(*((6, 2, 6, 2) if soon else (0, 0, 0, 0)))
            self.minutes.style().polish(self.minutes)
        self.minutes.setText(self._catalog.text(words))

    def sizeHint(self) -> QSize:
        """Return the width: as drawn, wider for large text, at most a quarter of the window."""
        scale = self.fontInfo().pixelSize() / 14
        most = max(_DRAWN_WIDTH, round(self.window().width() * 0.24))
        return QSize(min(round(_DRAWN_WIDTH * scale), most), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size; called by Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _head(self, agency: str) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(18, 0, 12, 14)
        head.setSpacing(2)
        program = PlainLabel(self._catalog.say("VPO Desk"))
        program.setObjectName("program")
        head.addWidget(program)
        head.addWidget(PlainLabel(agency, size="small"))
        return head

    def _places(self, pages: set[str]) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        items = QWidget()
        items.setObjectName("items")
        column = QVBoxLayout(items)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, (name, words) in enumerate(NAVIGATION, start=1):
            if name not in pages:
                continue
            button = NavigationButton(name, self._catalog.text(words), number, items)
            button.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
            column.addWidget(button)
            self.buttons[name] = button
        column.addStretch(1)
        area.setWidget(items)
        return area

    def _foot(self, officer: str) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 12, 12, 0)
        foot.setSpacing(2)
        foot.addWidget(PlainLabel(officer, size="small"))
        self.minutes = PlainLabel("", size="small")
        self.minutes.setObjectName("minutes")
        foot.addWidget(self.minutes)
        return foot
