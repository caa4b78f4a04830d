"""Files that are dropped on a page: taken by the page, wherever on it they fall."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """Hands over the paths of files that fall on a widget or anything in it.

    A field of words would take a dropped file for its path and write that down as if somebody had
    said it; so the files go before the fields.
    """

    def __init__(self, widget: QWidget, act: Callable[[tuple[Path, ...]], None]) -> None:
        super().__init__(widget)
        self._act = act
        widget.setAcceptDrops(True)
        for each in (widget, *widget.findChildren(QWidget)):
            if each.acceptDrops():
                each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what holds files; called by Qt."""
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = files_in(event.mimeData())
        if not paths:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._act(paths)
        return True


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of this computer that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
