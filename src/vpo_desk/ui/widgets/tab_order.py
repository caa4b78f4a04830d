"""The order in which Tab passes what stands on a page: that of its layouts, whenever it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget


@runtime_checkable
class PlacedParts(Protocol):
    """A widget that places its parts itself, without a layout; `parts` are in order of reading."""

    def parts(self) -> Sequence[QWidget]:
        """Return the parts."""
        ...


def move_focus(root: QWidget, *, forward: bool) -> bool:
    """Put the keyboard into the next or the previous field of `root`; False when there is none.

    Qt's own chain puts a widget that is made later behind all others of the window, and loses
    its thread where parts are made anew; forms here change while they are filled in.
    """
    here = QApplication.focusWidget()
    fields = [each for each in _fields(root) if each is here or _is_stop(each)]
    if not fields:
        return False
    if here in fields:
        target = fields[(fields.index(here) + (1 if forward else -1)) % len(fields)]
    else:  # the keyboard is with a whole page: begin inside it
        inside = [each for each in fields if here is not None and here.isAncestorOf(each)]
        target = (inside or fields)[0 if forward else -1]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    return True


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _fields(widget: QWidget) -> Iterator[QWidget]:
    """Yield everything visible and enabled that may have the keyboard, as one reads."""
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _fields(inner)
        return
    if isinstance(widget, PlacedParts):
        for part in widget.parts():
            yield from _fields(part)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _fields(widget)
        elif inner is not None:
            yield from _in_layout(inner)
