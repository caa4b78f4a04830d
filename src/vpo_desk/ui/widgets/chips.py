"""Several choices from a list, shown as chips that can be taken out again."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from vpo_desk.ui.widgets.buttons import press_on_enter
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import literal


class Chip(QPushButton):
    """A chosen option; pressing it, Delete or Backspace takes it out."""

    def __init__(self, option: Option, parent: QWidget, *, removal: str) -> None:
        super().__init__(literal(f"{option.words}  ×"), parent)
        self.value = option.value
        self.setAutoDefault(False)
        self.setAccessibleName(option.words)
        self.setAccessibleDescription(removal)
        self.setToolTip(removal)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chip out with Delete or Backspace, or Enter as any button; called by Qt."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
        else:
            press_on_enter(self, event, super().keyPressEvent)


class _AddButton(QPushButton):
    """Opens the menu of what can still be chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu with Enter too; called by Qt."""
        press_on_enter(self, event, super().keyPressEvent)


class ChipsInput(QWidget):
    """Chips of what is chosen, and a menu with the rest of the list.

    `changed(values)` comes with a tuple, in the list's order, when the officer changes it.
    """

    changed = Signal(object)

    def __init__(
        self,
        options: Iterable[Option],
        parent: QWidget | None = None,
        *,
        add: str,
        removal: str,
    ) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._values: tuple[str, ...] = ()
        self._row = FlowLayout(self, gap=6, line_gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Every option has its chip from the start, so that Tab passes them in order.
        self._chips = tuple(Chip(option, self, removal=removal) for option in self._options)
        for chip in self._chips:
            chip.clicked.connect(
                lambda _on=False, value=chip.value: self._change(value, chosen=False)
            )
            self._row.addWidget(chip)
        self._menu = QMenu(self)
        self.add_button = _AddButton(literal(add), self)
        self.add_button.setObjectName("add")
        self.add_button.setAutoDefault(False)
        self.add_button.setMenu(self._menu)
        self._row.addWidget(self.add_button)
        self._show()

    def values(self) -> tuple[str, ...]:
        """Return the chosen values in the order of the list."""
        return self._values

    def set_values(self, values: Iterable[str]) -> None:
        """Show choices that are known already; values that are not in the list are left out."""
        wanted = set(values)
        self._values = tuple(o.value for o in self._options if o.value in wanted)
        self._show()

    def setAccessibleName(self, name: str) -> None:
        """Name the whole input; the button that adds tells the name too."""
        super().setAccessibleName(name)
        self.add_button.setAccessibleDescription(name)

    def _change(self, value: str, *, chosen: bool) -> None:
        had = (*self._values, value) if chosen else tuple(v for v in self._values if v != value)
        self.set_values(had)
        (self.add_button if self.add_button.isVisibleTo(self) else self._chips[-1]).setFocus()
        self.changed.emit(self._values)

    def _show(self) -> None:
        for chip in self._chips:
            chip.setVisible(chip.value in self._values)
        self._menu.clear()
        for option in self._options:
            if option.value not in self._values:
                action = self._menu.addAction(literal(option.words))
                action.setToolTip(option.tip)
                action.triggered.connect(
                    lambda _on=False, value=option.value: self._change(value, chosen=True)
                )
        self.add_button.setVisible(len(self._values) < len(self._options))
        shown = [chip for chip in self._chips if chip.value in self._values]
        self.setFocusProxy(shown[0] if shown else self.add_button)
        self.updateGeometry()
