"""A document's rows as a file that spreadsheets open: RFC 4180, any script, no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Final

from vpo_desk.documents.case_papers import ChronologyContent, RecordsLogContent
from vpo_desk.documents.chronology import held_out_words
from vpo_desk.words import Catalog, Words, say

BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, the wide forms included."""

Row = tuple[str | Words | None, ...]


def csv_table(content: ChronologyContent | RecordsLogContent, catalog: Catalog) -> bytes:
    """Return the rows as UTF-8 with a byte order mark, every cell in quotes, lines ended by CRLF.

    A cell that a spreadsheet would calculate gets an apostrophe before it; no word is changed.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows = _chronology(content) if isinstance(content, ChronologyContent) else _records(content)
    for row in rows:
        writer.writerow([_cell(each, catalog) for each in row])
    return target.getvalue().encode("utf-8-sig", "backslashreplace")


def harmless(text: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(BEGINS_FORMULA) else text


def _cell(value: str | Words | None, catalog: Catalog) -> str:
    if value is None:
        return ""
    return harmless(catalog.text(value) if isinstance(value, Words) else value)


def _chronology(content: ChronologyContent) -> Iterator[Row]:
    yield (
        say("Date as said"),
        say("First day"),
        say("Last day"),
        say("Time"),
        say("Kind"),
        say("What"),
        say("Words"),
        say("Says so"),
        say("Entered"),
    )
    for line in content.lines:
        yield (
            line.when,
            _day(line.first),
            _day(line.last),
            line.clock,
            line.kind,
            line.title,
            line.text,
            line.told_by,
            _day(line.entered),
        )
    if content.held_out:
        yield (None, None, None, None, None, held_out_words(content.held_out), None, None, None)


def _records(content: RecordsLogContent) -> Iterator[Row]:
    yield (
        say("No."),
        say("Line"),
        say("What was looked up"),
        say("When"),
        say("By"),
        say("System"),
        say("Purpose"),
        say("Reason"),
        say("Result"),
        say("What matters"),
        say("Held"),
    )
    for line in content.lines:
        yield (
            line.label,
            line.check,
            line.question,
            line.at,
            line.by,
            line.system,
            line.purpose,
            line.reason,
            line.result,
            line.note,
            line.held_at,
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day and day.year not in {1, 9999} else ""
