"""Row 6: a case with a long timeline opens, beside its bare queries and a bare table."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QMainWindow, QTableView
from tests.bench.measure import Row, row_of
from tests.bench.waiting import settle, until
from tests.bench.window import ENTRIES, Window, large, since

from vpo_desk.storage.connection import Connection, open_database
from vpo_desk.storage.keyring import read_ring
from vpo_desk.ui.cases.timeline_part import TimelinePart
from vpo_desk.ui.places import Place

KINDS = (
    "concern",
    "interview",
    "record",
    "root",
    "event",
    "assessment",
    "plan",
    "review",
    "closing",
    "transfer",
    "note",
    "task",
    "order",
    "copy",
)
TEXTS = ("what", "text", "words", "place")


def row_6(rounds: int) -> Row:
    """From the press that opens the timeline of a case until it is painted."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(large().folder, Path(scratch) / "Bare.vpodesk"))
        key = read_ring(folder).ring.unlock(large().passphrase).key
        bare_file = open_database(folder / "case-file.db", key, mode="write")
        with Window() as window:
            window.unlock()
            mine: list[float] = []
            bare: list[float] = []
            for turn in range(rounds + 1):
                window.frame.go(Place("cases"))
                settle(0.2)
                taken = open_timeline(window)
                floor = _bare(bare_file)
                if turn:  # the first round makes the page
                    mine.append(taken)
                    bare.append(floor)
        bare_file.close()
    name = f"a case of {ENTRIES} timeline entries to painted"
    return row_of(6, name, mine, bare, unit="ms")


def open_timeline(window: Window) -> float:
    """Return the milliseconds from the press until the timeline of the window's long case is painted."""
    painted: list[float] = []
    part: Any = TimelinePart
    show = part._show

    def shown(self: Any, wanted: Any, lines: Any) -> None:
        show(self, wanted, lines)
        QApplication.processEvents()
        self.window().repaint()
        painted.append(time.perf_counter())

    part._show = shown
    try:
        begun = time.perf_counter()
        window.frame.go(Place("case", window.file.case_id, "timeline"))
        until(lambda: bool(painted))
    finally:
        part._show = show
    return (painted[0] - begun) * 1000


class _Lines(QAbstractTableModel):
    """Three columns of text and nothing else."""

    def __init__(self, lines: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._lines = lines

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 3

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._lines[index.row()][index.column()]


def _bare(file: Connection) -> float:
    begun = time.perf_counter()
    lines: list[tuple[str, str, str]] = []
    for kind in KINDS:
        rows = file.execute(
            f"SELECT v.content, v.recorded_at FROM {kind}_head AS h JOIN version AS v"
            " ON v.object_id = h.id AND v.version = h.version WHERE h.case_id = ?",
            (large().case_id,),
        )
        for content, entered in rows:
            value = json.loads(content)
            when = value.get("when") or value.get("at") or {}
            day = str(when.get("earliest") or when.get("utc") or "")
            text = next((str(value[each]) for each in TEXTS if value.get(each)), "")
            lines.append((day, text, str(entered)))
    lines.sort()
    window = QMainWindow()
    view = QTableView()
    model = _Lines(lines)
    view.setModel(model)
    view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    window.setCentralWidget(view)
    window.resize(1280, 800)
    window.show()
    QApplication.processEvents()
    window.repaint()
    taken = since(begun)
    window.close()
    window.deleteLater()
    settle(0.05)
    return taken
