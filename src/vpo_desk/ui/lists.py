"""What pages with lists share: opening a line, and how levels, days and people read in a cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from vpo_desk.domain.assessment import Level
from vpo_desk.domain.concern import Identity
from vpo_desk.services.concerns import ConcernLine
from vpo_desk.ui.times import due_words
from vpo_desk.ui.widgets.rows import Cell
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Catalog, Words, say

LATE: Final = say("late")
OVER: Final = say("over")
"""What a day that is past is called: of something to be done, and of something that ran out."""


def when_opened(table: ListTable, act: Callable[[Any], object]) -> None:
    """Call `act` with the value of each line that is opened."""

    def opened(value: object) -> None:
        act(value)

    table.opened.connect(opened)


def when_page_wanted(table: ListTable, act: Callable[[int], object]) -> None:
    """Call `act` with the first row of each page that a long list asks for."""

    def wanted(first: int) -> None:
        act(first)

    table.rows.page_wanted.connect(wanted)


def level_cell(level: Level | None, catalog: Catalog) -> Cell:
    """Return a level as shape, word and color; a dash without one."""
    if level is None:
        return Cell("–", quiet=True)
    return Cell(catalog.text(level.words), level=level, strong=True)


def day_cell(day: date | None, today: date, catalog: Catalog, *, past: Words = LATE) -> Cell:
    """Return a day on which something is due; one that is past is marked, and said to be."""
    if day is None:
        return Cell("–", quiet=True)
    if day >= today:
        return Cell(catalog.text(due_words(day, today)))
    words = say("{day}, {past}", day=due_words(day, today), past=past)
    return Cell(catalog.text(words), tone="danger")


def source_words(line: ConcernLine) -> Words:
    """Return who brought a concern, without the name of one who asked for confidentiality."""
    source = line.concern.source
    if source.identity is Identity.ANONYMOUS:
        return say("Anonymous")
    if source.identity is Identity.CONFIDENTIAL:
        return say("Confidential, {relation}", relation=source.relation or say("source"))
    name = line.source.name if line.source else ""
    return say("{name}", name=name or source.relation or "–")


def first_words(line: ConcernLine, most: int = 140) -> str:
    """Return the beginning of a concern for a list; the whole stands on its own page."""
    words = " ".join((line.concern.words or line.concern.summary).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
