"""The list of sources at the end of a document: what each number in brackets leads to."""

from __future__ import annotations

from collections.abc import Iterable

from vpo_desk.documents.content import SourceLine
from vpo_desk.domain.cited import Citation, CitedText, sources_of
from vpo_desk.services.citations import Citations
from vpo_desk.services.paper.naming import Naming, moment_text
from vpo_desk.words import Words, say


def source_lines(
    texts: Iterable[CitedText],
    numbers: dict[tuple[str, str], int],
    naming: Naming,
    citations: Citations,
) -> tuple[SourceLine, ...]:
    """Return a line for each source cited in the texts; it says who and when, not what."""
    lines = [
        SourceLine(numbers[(each.kind, each.id)], _words(each, naming, citations))
        for each in sources_of(texts)
    ]
    return tuple(sorted(lines, key=lambda line: line.number))


def _words(citation: Citation, naming: Naming, citations: Citations) -> Words:
    source = citations.describe(citation)
    when = moment_text(source.at)
    if source.kind == "concern":
        return say("Concern {number}, received {when}", number=source.title, when=when)
    if source.kind == "record":
        return say(
            "Record check {line}{system}, {when}",
            line=source.place,
            system=f", {source.title}" if source.title else "",
            when=when,
        )
    if source.kind == "attachment":
        return say(
            "File: {caption} ({sort}){number}, {when}",
            caption=source.title or say("without a caption"),
            sort=source.sort or "",
            number=f", {source.place}" if source.place else "",
            when=when,
        )
    if source.kind == "note":
        return say("Note of the officer, {when}", when=when)
    return say(
        "Interview with {who} ({role}), {when}{place}",
        who=naming.source(source.person_id),
        role=naming.role(source.person_id),
        when=when,
        place=f", {source.place}" if source.place else "",
    )
