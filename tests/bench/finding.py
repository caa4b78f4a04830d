"""Rows 7, 8 and 9: long lists, search and known people."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

import jellyfish
import shiboken6
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QTableView
from tests.bench.crowd import Crowd, Words, with_concerns, with_notes, with_people
from tests.bench.measure import Peer, Row, compare, row_of
from tests.bench.waiting import application, settle, until

from vpo_desk.bootstrap.desk import OpenDesk
from vpo_desk.paths import Paths
from vpo_desk.resources import find_resources
from vpo_desk.services.known_people import Described
from vpo_desk.ui.concerns.list_page import ConcernsPage
from vpo_desk.ui.main import Program
from vpo_desk.ui.places import Place
from vpo_desk.ui.search.search_page import SearchPage

NOTES, PEOPLE, FEW, MANY = 100_000, 20_000, 10_000, 100_000
NEWEST = 50
QUESTIONS = 40


def row_7(rounds: int) -> tuple[Row, ...]:
    """From the press on Concerns to its first page painted; the floor has ids and a page cache."""
    return tuple(_first_page(count, rounds) for count in (FEW, MANY))


def row_8(rounds: int) -> tuple[Row, ...]:
    """Search as one types: the query against bare FTS5, and until the results are painted."""
    crowd = with_notes(NOTES)
    desk = crowd.open()
    try:
        typed = _typed()
        asked = iter(typed * (rounds + 2))
        bare_asked = iter(typed * (rounds + 2))
        query = compare(
            8,
            f"search query, {NOTES:,} notes (floor: bare FTS5)",
            lambda: [desk.services.search.find(next(asked)) for _ in typed[:10]],
            lambda: [_bare_search(desk, next(bare_asked)) for _ in typed[:10]],
            rounds=rounds,
        )
    finally:
        desk.close()
    painted = _painted(crowd, typed)
    return (query, painted)


def row_9(rounds: int) -> Row:
    """Known people for a name with a slip in it; the floor looks up keys and compares names."""
    desk = with_people(PEOPLE).open()
    try:
        words = Words(2)
        names = [words.name() for _ in range(QUESTIONS)]
        slips = [name[:2] + name[3] + name[2] + name[4:] for name in names]
        mine, bare = iter(slips * (rounds + 2)), iter(slips * (rounds + 2))
        return compare(
            9,
            f"known people among {PEOPLE:,}",
            lambda: desk.services.known_people.like(Described(next(mine))),
            lambda: _bare_alike(desk, next(bare)),
            rounds=max(rounds, QUESTIONS),
        )
    finally:
        desk.close()


def ask_search(desk: OpenDesk) -> Callable[[], object]:
    """Return what asks all questions once."""
    typed = _typed()
    return lambda: [desk.services.search.find(each) for each in typed]


def ask_list(desk: OpenDesk) -> Callable[[], object]:
    """Return what reads the first page of concerns, and how many there are."""
    return lambda: (desk.services.concerns.newest(100), desk.services.concerns.count())


def _typed() -> list[str]:
    """Return beginnings of two to five letters, of common and of rare words."""
    words = Words(1)
    found = [*words.some(QUESTIONS // 2), *words.rare(QUESTIONS // 2)]
    return [word[: 2 + place % 4] for place, word in enumerate(found) if len(word) > 1]


def _bare_search(desk: OpenDesk, typed: str) -> Sequence[Any]:
    connection = desk.file.connection
    ids = connection.execute(
        "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?",
        (f'"{typed}"*', NEWEST),
    ).fetchall()
    return [
        json.loads(
            connection.execute(
                "SELECT content FROM version WHERE audit_sequence = ?", each
            ).fetchone()[0]
        )
        for each in ids
    ]


def _bare_alike(desk: OpenDesk, name: str) -> list[float]:
    found: list[float] = []
    for part in name.lower().split(", "):
        keys = [f"n:{part[:place]}{part[place + 1 :]}" for place in range(len(part))]
        places = ", ".join("?" * (len(keys) + 1))
        rows = desk.file.connection.execute(
            "SELECT DISTINCT h.name FROM person_key AS k JOIN person_head AS h ON h.id = k.person_id"
            f" WHERE k.key IN ({places})",
            (*keys, f"s:{jellyfish.metaphone(part)}"),
        ).fetchall()
        found += [jellyfish.damerau_levenshtein_distance(name, row[0]) for row in rows]
    return found


def _painted(crowd: Crowd, typed: list[str]) -> Row:
    """From a key press to its results painted in the window; the floor is the plain query's time.

    Also, where ripgrep is installed, its search through the same notes as plain files.
    """
    with _Desk(crowd) as desk:
        desk.go("search")
        page = desk.page(SearchPage)
        taken: list[float] = []
        shown: list[object] = []
        show = page._show
        page._latest._then = partial(_show_and_tell, show, shown)
        for words in typed * 2:
            shown.clear()
            begun = time.perf_counter()
            page.field.setText(words)
            page.field.textEdited.emit(words)
            until(lambda: bool(shown))
            page.window().repaint()
            taken.append((time.perf_counter() - begun) * 1000)
    row = row_of(8, f"key press to results painted, {NOTES:,} notes", taken, [0.0], unit="ms")
    return replace(row, peers=(_ripgrep(crowd, typed),))


def _ripgrep(crowd: Crowd, typed: list[str]) -> Peer:
    if shutil.which("rg") is None:
        return Peer("ripgrep over the notes as plain files", None, note="not installed")
    desk = crowd.open()
    with tempfile.TemporaryDirectory() as place:
        rows = desk.file.connection.execute("SELECT content FROM version WHERE kind = 'note'")
        for number, row in enumerate(rows):
            folder = Path(place) / str(number // 1000)
            folder.mkdir(exist_ok=True)
            (folder / f"{number}.txt").write_text(json.loads(row[0])["text"], encoding="utf-8")
        desk.close()
        taken: list[float] = []
        for words in typed[:10]:
            begun = time.perf_counter()
            subprocess.run(["rg", "-l", rf"\b{words}", place], capture_output=True, check=False)
            taken.append((time.perf_counter() - begun) * 1000)
    return Peer("ripgrep over the notes as plain files", sorted(taken)[len(taken) // 2])


def _first_page(count: int, rounds: int) -> Row:
    with _Desk(with_concerns(count)) as desk:
        mine: list[float] = []
        bare: list[float] = []
        for turn in range(rounds + 1):
            desk.go("today")
            settle(0.05)
            begun = time.perf_counter()
            desk.go("concerns")
            page = desk.page(ConcernsPage)
            before = page._table.rows
            before.replace(())
            until(lambda rows=before: rows.rowCount() == count)
            page.window().repaint()
            taken = (time.perf_counter() - begun) * 1000
            if turn:
                mine.append(taken)
                bare.append(desk.bare_list(count))
        return row_of(7, f"first page of {count:,} concerns painted", mine, bare, unit="ms")


class _Desk:
    """The program unlocked on a crowded file."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._home = tempfile.TemporaryDirectory()
        place = Path(self._home.name)
        paths = Paths(place / "settings.toml", place / "logs", place / "none.vpodesk")
        app: Any = application()
        self._program = Program(app, paths, find_resources(), folder=crowd.folder)

    def __enter__(self) -> Self:
        window = self._program.window
        window.resize(1280, 800)
        window.show()
        settle(0.3)
        page = self._program.area.unlock_page
        page.passphrase.set_secret(self._crowd.passphrase, shown=False)
        page.unlock_button.click()
        until(lambda: window.frame is not None)
        settle(2.0)
        return self

    def __exit__(self, *_: object) -> None:
        self._program.window.close()
        until(lambda: self._program.window.session is None)
        self._program.stop()
        self._home.cleanup()

    def go(self, page: str) -> None:
        frame = self._program.window.frame
        assert frame is not None
        frame.go(Place(page))

    def page(self, kind: type[Any]) -> Any:
        frame = self._program.window.frame
        assert frame is not None
        assert isinstance(frame.page, kind)
        return frame.page

    def bare_list(self, count: int) -> float:
        """Return the milliseconds of a bare table with an array of ids and a page of contents."""
        session = self._program.window.session
        assert session is not None
        done: list[Any] = []
        begun = time.perf_counter()

        def read(services: Any) -> tuple[list[Any], list[Any]]:
            connection = services.ground.file.connection
            ids = connection.execute(
                "SELECT rowid FROM concern_head ORDER BY at DESC, ordinal DESC"
            ).fetchall()
            page = [
                json.loads(
                    connection.execute(
                        "SELECT v.content FROM concern_head AS h JOIN version AS v"
                        " ON v.object_id = h.id AND v.version = h.version WHERE h.rowid = ?",
                        each,
                    ).fetchone()[0]
                )
                for each in ids[:100]
            ]
            return ids, page

        session.query(read, done.append)
        until(lambda: bool(done))
        view = QTableView()
        view.setModel(_BareModel(*done[0]))
        view.resize(1000, 700)
        view.show()
        QApplication.processEvents()
        taken = (time.perf_counter() - begun) * 1000
        assert len(done[0][0]) == count
        # A model kept until the end would leave 100,000 tuples a round to the garbage collector, which
        # looks through them in the middle of what is measured.
        view.close()
        shiboken6.delete(view)
        done.clear()
        return taken


class _BareModel(QAbstractTableModel):
    def __init__(self, ids: list[Any], page: list[Any]) -> None:
        super().__init__()
        self._ids, self._page = ids, page

    def rowCount(self, parent: Any = None) -> int:
        return len(self._ids)

    def columnCount(self, parent: Any = None) -> int:
        return 6

    def data(self, index: Any, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.row() < len(self._page):
            return self._page[index.row()]["number"]
        return None


def _show_and_tell(show: Callable[[Any], None], shown: list[object], answer: Any) -> None:
    show(answer)
    shown.append(answer)
