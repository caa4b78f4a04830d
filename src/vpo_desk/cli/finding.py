"""The verb that searches a case file."""

from __future__ import annotations

import argparse
from collections import Counter

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import read_secret
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.kinds import kind_words
from vpo_desk.domain.moments import Moment
from vpo_desk.services.search import Filters, Hit
from vpo_desk.words import say


def search(options: argparse.Namespace, output: Output) -> int:
    """Print kind, number and date of what holds the words, newest first; text only if asked for.

    That a search was made is entered in the audit chain, so the file is opened to work in it.
    """
    desk = bootstrap.open_case_file(options.casefile, read_secret(options))
    try:
        services = desk.services
        case_id = services.cases.by_number(options.case).id if options.case else ""
        found = services.search.find(
            " ".join(options.words), Filters(case_id=case_id), most=options.most
        )
        services.search.note(Counter(hit.kind for hit in found.hits).items())
    finally:
        desk.close()
    for hit in found.hits:
        line = [output.catalog.text(kind_words(hit.kind)), hit.number or "-", _day(hit)]
        output.line("  ".join(line + (_told(hit) if options.text else [])))
    if not found.hits:
        output.line(say("Nothing in this file holds these words."))
    output.value([_row(hit, text=options.text) for hit in found.hits])
    return 0


def _day(hit: Hit) -> str:
    return hit.at.day.isoformat()


def _told(hit: Hit) -> list[str]:
    """Return the words of a hit; those of its own date before them where it says one."""
    said = hit.happened.said if isinstance(hit.happened, UncertainDate) else ""
    return [f"({said})", hit.excerpt.text] if said else [hit.excerpt.text]


def _row(hit: Hit, *, text: bool) -> dict[str, str]:
    row = {"kind": hit.kind, "number": hit.number, "date": _day(hit)}
    if not text:
        return row
    happened = hit.happened
    said = happened.said if isinstance(happened, UncertainDate) else ""
    day = happened.day.isoformat() if isinstance(happened, Moment) else said
    return {**row, "text": hit.excerpt.text, "happened": day}
