"""The letterhead on the first page, the agency's line at the foot, and its lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, TableStyle

from vpo_desk.documents.content import Sheet
from vpo_desk.documents.fonts import BOLD, REGULAR
from vpo_desk.documents.lines import Line
from vpo_desk.documents.page_code_mark import SIDE
from vpo_desk.documents.picture import Picture
from vpo_desk.documents.prose import Prose
from vpo_desk.documents.story import Text, Writer
from vpo_desk.documents.structure import Grid
from vpo_desk.documents.styles import BOTTOM, FACE, INK, MARGIN, QUIET, RULE, SIZES
from vpo_desk.words import say

BESIDE: Final = (150.0, 48.0)
"""Points that a logo has at the left of the agency's name."""
ABOVE: Final = (250.0, 52.0)
"""Points that a logo has in the middle above it."""
SMALL: Final = (80.0, 20.0)
"""Points that a logo has beside the name on a sheet whose words fill its page."""
_MOST_BEFORE: Final = 250.0
"""Points of what stands above lines to sign on and is kept together with them; more flows."""
_FOOT_SIZE: Final = 6.5
_FOOT_LEADING: Final = 8.0


def letterhead(sheet: Sheet, writer: Writer) -> list[Flowable]:
    """Return what stands above a document's title: the agency, with its logo and lines if it has any.

    All of it wraps, in any script, and takes the room that it needs.
    """
    agency = writer.say("{agency} · Violence Prevention", agency=sheet.agency)
    quiet: list[Flowable] = [writer.paragraph(agency, writer.styles.quiet)] if sheet.agency else []
    if not sheet.head:
        return quiet
    if sheet.head.small:
        logo = _logo(sheet, SMALL)
        return [writer.beside((logo, quiet), (logo.width + 8, writer.width - logo.width - 8))]
    words = _words(sheet, writer)
    if not sheet.head.logo:
        cells: list[list[Any]] = [[words]]
        widths = [writer.width]
    elif sheet.head.centered:
        cells = [[[_logo(sheet, ABOVE), Spacer(1, 4), *words]]]
        widths = [writer.width]
    else:
        logo = _logo(sheet, BESIDE)
        cells = [[logo, words]]
        widths = [logo.width + 12, writer.width - logo.width - 12]
    style = _style(centered=sheet.head.centered)
    table = Grid(cells, colWidths=widths, style=style, splitByRow=1, splitInRow=1)
    table.hAlign = "LEFT"
    return [table, Spacer(1, 9)]


def sign_off(
    roles: Sequence[Text],
    writer: Writer,
    sheet: Sheet,
    *,
    room: float = 0,
    before: Sequence[Flowable] = (),
    dense: bool = False,
) -> list[Flowable]:
    """Return how a document ends: the agency's own lines, or a row for each of the roles.

    `room` is what must be left on the page, in points, for more than the rows; `before` stands between
    heading and lines. A `dense` paper is meant to be one page.
    """
    room += (36 if dense else 50) + 20 * len(roles)
    style = writer.styles.dense_heading if dense else writer.styles.heading
    start = [writer.paragraph(say("Sign-off"), style), *before]
    if sheet.head.signers:
        lines = _own_lines(sheet.head.signers, writer)
        if sum(each.wrap(writer.width, 0)[1] for each in before) > _MOST_BEFORE:
            return [CondPageBreak(room), *start, SignatureLines(lines)]
        return [SignatureLines([*start, *lines])]
    rows = [(writer.paragraph(role, writer.styles.label), "", "") for role in roles]
    head = (say("Role"), say("Name and signature"), say("Date"))
    return [CondPageBreak(room), *start, writer.table(head, rows, (20, 55, 25))]


class SignatureLines(KeepTogether):
    """The agency's lines to sign on, never parted by a page's end."""


def own_sign_off(story: Sequence[Flowable], writer: Writer, sheet: Sheet) -> list[Flowable]:
    """Return the agency's lines for a document that has not got them yet."""
    if not sheet.head.signers or any(isinstance(each, SignatureLines) for each in story):
        return []
    return sign_off((), writer, sheet)


def foot_height(sheet: Sheet, writer: Writer) -> float:
    """Return how much room the agency's line at the foot takes from each page, in points."""
    return _FOOT_LEADING * len(_foot_lines(sheet, writer))


def draw_foot(canvas: Canvas, sheet: Sheet, writer: Writer) -> None:
    """Draw the agency's line above the foot of a page, all of it."""
    lines = _foot_lines(sheet, writer)
    base = BOTTOM - 6 + _FOOT_LEADING * (len(lines) - 1)
    canvas.setFillColor(QUIET)
    for line in lines:
        left = (SIZES[sheet.paper][0] - line.width) / 2
        cast("Any", canvas).pen.draw(canvas, line, (left, base), _FOOT_SIZE)
        base -= _FOOT_LEADING


def _foot_lines(sheet: Sheet, writer: Writer) -> list[Line]:
    if not sheet.head.footer.strip():
        return []
    width = SIZES[sheet.paper][0] - 2 * (MARGIN + SIDE)  # clear of the QR code, with it or without
    pieces = [(writer.plain(sheet.head.footer), REGULAR)]
    return [
        line
        for hard in writer.setter.hard_lines(pieces, _FOOT_SIZE)
        for line in writer.setter.fill(hard, width, _FOOT_SIZE)
    ]


def _logo(sheet: Sheet, room: tuple[float, float]) -> Picture:
    words = say("Logo of {agency}", agency=sheet.agency) if sheet.agency else say("Logo")
    return Picture(sheet.head.logo, words, room)


def _words(sheet: Sheet, writer: Writer) -> list[Flowable]:
    way: dict[str, Any] = {"alignment": TA_CENTER} if sheet.head.centered else {}
    name = ParagraphStyle(
        "letter_name", writer.styles.body, fontSize=11, leading=14, spaceAfter=1, **way
    )
    line = ParagraphStyle(
        "letter_line", writer.styles.quiet, fontSize=8.5, leading=11, spaceAfter=0, **way
    )
    pieces = [(writer.plain(say("Violence Prevention")), REGULAR)]
    if sheet.agency:
        pieces = [(writer.plain(sheet.agency), BOLD), (" · ", REGULAR), *pieces]
    found: list[Flowable] = [Prose(pieces, name, writer.setter)]
    return found + [
        Prose([(writer.plain(each), REGULAR)], line, writer.setter) for each in sheet.head.lines
    ]


def _own_lines(signers: Sequence[str], writer: Writer) -> list[Flowable]:
    rows = [
        ([writer.paragraph(role, writer.styles.label), Spacer(1, 12)], "", "", "")
        for role in signers
    ]
    head = (say("Line"), say("Name"), say("Role"), say("Date"))
    note = say("A name on a line is put there by its bearer; the program signs nothing.")
    table = writer.table(head, rows, (26, 38, 20, 16))
    return [table, Spacer(1, 3), writer.paragraph(note, writer.styles.small)]


def _style(*, centered: bool) -> TableStyle:
    return TableStyle(
        [
            FACE,
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("ALIGN", (0, 0), (-1, -1), "CENTER" if centered else "LEFT"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ("LINEBELOW", (0, 0), (-1, -1), 0.7, RULE),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ]
    )
