"""Row 15: how rows 2, 6, 7 and 8 grow with the file, from 50 cases over 1,000 to 10,000."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.crowd import with_concerns, with_notes
from tests.bench.finding import ask_list, ask_search
from tests.bench.measure import Row, compare, row_of
from tests.bench.timeline import open_timeline
from tests.bench.waiting import settle
from tests.bench.window import Window, large

from vpo_desk.ui.places import Place

FEW, SOME, MANY = 50, 1_000, 10_000
TURNS = 3
"""How often each file is opened in turn: what disturbs the machine for a while disturbs all."""


def row_15(rounds: int) -> Iterator[Row]:
    """Measure each size; the floor is the size before it."""
    unlocking, opening = _in_the_window(rounds)
    for name, taken in (
        ("unlock to Today", unlocking),
        ("a case of 500 entries", opening),
    ):
        for size, before in ((SOME, FEW), (MANY, SOME)):
            title = f"{name}, {size:,} cases (floor: {before:,})"
            yield row_of(15, title, taken[size], taken[before], unit="ms")
    for name, made, ask in (
        ("search query", with_notes, ask_search),
        ("first page of concerns", with_concerns, ask_list),
    ):
        large_one, small_one = made(MANY).open(), made(SOME).open()
        try:
            title = f"{name}, {MANY:,} (floor: {SOME:,})"
            yield compare(15, title, ask(large_one), ask(small_one), rounds=rounds)
        finally:
            large_one.close()
            small_one.close()


def _in_the_window(rounds: int) -> tuple[dict[int, list[float]], dict[int, list[float]]]:
    """Return the times of unlocking and of opening the long case, by the size of the file."""
    sizes = (FEW, SOME, MANY)
    unlocking: dict[int, list[float]] = {size: [] for size in sizes}
    opening: dict[int, list[float]] = {size: [] for size in sizes}
    each = max(2, rounds // TURNS)
    for size in sizes * TURNS:
        with Window(large(size)) as window:
            for turn in range(each + 1):
                taken = window.unlock()
                if turn:  # the first round loads what is loaded once
                    unlocking[size].append(taken)
                if turn < each:
                    window.lock()
            for turn in range(each + 1):
                window.frame.go(Place("cases"))
                settle(0.2)
                taken = open_timeline(window)
                if turn:
                    opening[size].append(taken)
    return unlocking, opening
