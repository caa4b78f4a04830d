"""The packet of a meeting as one document: each part, and each case, begins on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from vpo_desk.documents.packet_content import (
    PacketAction,
    PacketContent,
    PacketDecision,
    PacketMinutes,
    PacketSummary,
)
from vpo_desk.documents.report import facts_table, section_story
from vpo_desk.documents.shapes import TickBox, WritingLines
from vpo_desk.documents.story import Writer
from vpo_desk.words import Words, say

SPARE_SEATS: Final = 6
"""So many rows of the sign-in sheet are free for who was not expected."""

SPARE_ROWS: Final = 5
"""So many rows are free below the actions, and for requests."""

_TALL: Final = 15.0  # points that a row to write in has below its first line

RULES: Final = (
    say(
        "What is on these pages and what is said here was shared to keep people safe. Use it for"
        " that alone, and only as far as your own rules let you."
    ),
    say(
        "Hear only what you need or have a right to hear. Step out for a case that is not yours to"
        " hear; nobody needs to say why."
    ),
    say(
        "Whoever owes somebody confidence, such as an advocate, a clinician or counsel, decides"
        " alone what they may say, and may say nothing."
    ),
    say(
        "Take no notes of your own away and no pictures. Every copy is numbered; leave yours on the"
        " table. It is collected, counted and shredded."
    ),
    say(
        "Do not repeat names or details outside this room. A request for these pages goes to the"
        " agency named above."
    ),
)
CONSULT: Final = say(
    "This is a consult without identities: no name, initials, case number or place known to the"
    " desk is printed. Where one stood in a text, it says REDACTED. If you believe you know who is"
    " meant, say so before the case is spoken of, and do not say the name."
)


def packet_story(content: PacketContent, writer: Writer) -> list[Flowable]:
    """Return the packet as flowables."""
    story = [
        *_agenda(content, writer),
        *_new_page(say("Sign-in and confidentiality"), writer),
        *_sign_in(content, writer),
    ]
    for summary in content.summaries:
        story += _summary(summary, writer)
    story += _new_page(say("Action log"), writer)
    story += _log(content, writer)
    story += _new_page(say("Minutes"), writer)
    story += _minutes(content, writer)
    return story


def _new_page(heading: Words, writer: Writer) -> list[Flowable]:
    return [PageBreak(), writer.heading(heading)]


def _agenda(content: PacketContent, writer: Writer) -> Iterator[Flowable]:
    yield from writer.masthead(content.sheet)
    if content.consult:
        yield writer.strong(say("De-identified."), CONSULT)
    yield facts_table(content.facts, writer)
    if content.carried:
        yield writer.heading(say("Open from earlier meetings"))
        yield _actions(content.carried, writer)
    yield writer.heading(say("Agenda"))
    rows: list[tuple[Any, ...]] = []

    def row(what: Words | str, asked: Words | str = "", allotted: int = 0) -> None:
        time = writer.say("{count} min", count=allotted) if allotted else "–"
        rows.append((str(len(rows) + 1), what, asked, time))

    row(say("Welcome; the confidentiality words are read; everybody signs in"))
    row(say("What is urgent and on no agenda"))
    if content.carried:
        row(say("Open actions from earlier meetings"), say("Done, or by when?"))
    for item in content.agenda:
        row(item.about, item.asked or say("not recorded"), item.allotted)
    row(say("What got in the way of working together"))
    row(say("Actions read back: who does what by when; the next meeting; copies collected"))
    head = (say("No."), say("What"), say("Asked of the meeting"), say("Time"))
    yield writer.table(head, rows, (6, 42, 42, 10))
    if not content.agenda:
        yield writer.paragraph(say("No case is on the agenda."))


def _sign_in(content: PacketContent, writer: Writer) -> Iterator[Flowable]:
    yield writer.paragraph(say("Read aloud before anything is said about a case:"))
    for rule in RULES:
        yield writer.item("•", rule)
    box = [TickBox(), writer.paragraph(say("Read aloud. By, at:"), writer.styles.cell)]
    yield KeepTogether([writer.beside(box, (4, 96))])
    yield Spacer(1, 6)
    head = (
        say("Name"),
        say("Agency"),
        say("Role"),
        say("May hear it because"),
        say("Signature"),
        say("Time in"),
        say("Time out"),
    )
    seats = [(each.name, each.agency, each.role, each.basis) for each in content.seats]
    seats += [("", "", "", "")] * SPARE_SEATS
    rows = [(*(_tall(part, writer) for part in seat), "", "", "") for seat in seats]
    yield writer.table(head, rows, (18, 17, 13, 16, 20, 8, 8))


def _summary(summary: PacketSummary, writer: Writer) -> Iterator[Flowable]:
    yield from _new_page(summary.heading, writer)
    yield facts_table(summary.facts, writer)
    for section in summary.sections:
        yield from section_story(section, writer, dense=True, within=True)


def _log(content: PacketContent, writer: Writer) -> Iterator[Flowable]:
    if content.actions:
        yield _actions(content.actions, writer)
    else:
        yield writer.paragraph(say("No action is open for the cases on this agenda."))
    if content.withheld is not None:
        yield writer.paragraph(content.withheld, writer.styles.small)
    if not content.closed:
        yield CondPageBreak(150)
        yield writer.subheading(say("New actions"))
        head = (say("Case"), say("Action"), say("Owner"), say("Due"), say("Done"))
        yield writer.table(head, _free(5, writer), (14, 42, 22, 12, 10))
    yield from _requests(content, writer)


def _requests(content: PacketContent, writer: Writer) -> Iterator[Flowable]:
    """Yield what was asked of agencies and is not answered, with room for what is asked now."""
    if content.closed and not content.requests:
        return
    yield CondPageBreak(150)
    yield writer.subheading(say("Information asked for"))
    rows: list[tuple[Any, ...]] = [
        (
            each.about,
            each.agency,
            each.question,
            each.basis or say("not recorded"),
            writer.short_day(each.due) or "–",
        )
        for each in content.requests
    ]
    head = (say("Case"), say("Agency"), say("Question"), say("Legal basis"), say("Due"))
    free = [] if content.closed else _free(5, writer)
    yield writer.table(head, [*rows, *free], (14, 18, 36, 20, 12))


def _actions(actions: Sequence[PacketAction], writer: Writer) -> Flowable:
    rows: list[tuple[Any, ...]] = []
    for each in actions:
        due = writer.short_day(each.due) or "–"
        if each.overdue:
            due = writer.say("OVERDUE") + f"\n{due}"
        owner = each.owner or say("the officer")
        cells = (each.about, each.what, owner)
        style = writer.styles.cell_strong if each.overdue else writer.styles.cell
        box = TickBox(ticked=each.done)
        rows.append((*cells, writer.paragraph(due, style), each.origin, box))
    head = (say("Case"), say("Action"), say("Owner"), say("Due"), say("From"), say("Done"))
    return writer.table(head, rows, (15, 36, 18, 13, 12, 6))


def _minutes(content: PacketContent, writer: Writer) -> Iterator[Flowable]:
    if content.closed:
        yield writer.paragraph(say("These minutes are closed and stay as they are."))
    else:
        yield writer.paragraph(
            say("Facts with their source, views, decisions and reasons; not word for word."),
            writer.styles.small,
        )
    for each in content.minutes:
        yield CondPageBreak(120 if content.closed else 220)
        yield from _of_case(each, writer, closed=content.closed)
    yield CondPageBreak(90)
    yield writer.subheading(say("About no single case"))
    if content.notes.strip():
        yield from writer.paragraphs(content.notes)
    elif content.closed:
        yield writer.paragraph(say("Not recorded."))
    if not content.closed:
        yield WritingLines(3)


def _of_case(minutes: PacketMinutes, writer: Writer, *, closed: bool) -> Iterator[Flowable]:
    yield writer.subheading(minutes.heading)
    if minutes.asked.strip():
        yield from _labeled(say("Asked:"), minutes.asked, writer)
    if minutes.said.strip() or closed:
        yield from _labeled(say("Said:"), minutes.said or say("not recorded"), writer)
    if minutes.decisions:
        head = (say("Decided"), say("By whom"), say("By when"), say("Who did not agree, and why"))
        rows = [_decided(each, writer) for each in minutes.decisions]
        yield writer.table(head, rows, (40, 20, 14, 26))
        yield Spacer(1, 4)
    elif closed:
        yield writer.strong(say("Decided:"), say("nothing"))
    if closed:
        return
    for label, lines in (
        (say("Facts shared, with their source; views"), 3),
        (say("Decided: what, by whom, by when; why"), 3),
        (say("Who did not agree, and why; next review"), 1),
    ):
        yield KeepTogether([writer.paragraph(label, writer.styles.label), WritingLines(lines)])


def _decided(decision: PacketDecision, writer: Writer) -> tuple[Any, ...]:
    owner = decision.owner or say("the officer")
    return decision.what, owner, writer.short_day(decision.due) or "–", decision.dissent or "–"


def _labeled(label: Words, text: Words | str, writer: Writer) -> Iterator[Flowable]:
    first, *rest = writer.lines(text)
    yield writer.strong(label, first)
    if rest:
        yield from writer.paragraphs("\n".join(rest))


def _free(columns: int, writer: Writer) -> list[tuple[Any, ...]]:
    return [(_tall("", writer), *("",) * (columns - 1)) for _ in range(SPARE_ROWS)]


def _tall(text: str, writer: Writer) -> list[Flowable]:
    """Return a cell with room to write below its words."""
    return [writer.paragraph(text, writer.styles.cell), Spacer(1, _TALL)]
