"""The frame of every page: marking, footer with page x of y, code, copy, and the big words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from reportlab.pdfgen.canvas import Canvas

from vpo_desk.documents.content import Sheet
from vpo_desk.documents.fonts import BOLD, REGULAR
from vpo_desk.documents.styles import INK, MARGIN, MARK, QUIET, RULE, SIZES
from vpo_desk.documents.text import Script
from vpo_desk.words import Catalog, Words, say


class FramedCanvas(Canvas):
    """A canvas that holds pages back until their number is known, then frames each of them."""

    def __init__(self, *arguments: Any, frame: Callable[[Canvas, int, int], None], **options: Any):
        make: Any = cast("Any", super()).__init__
        make(*arguments, **{**options, "initialFontName": REGULAR})
        self._frame = frame
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Hold the page back; called by ReportLab."""
        self._held.append(dict(self.__dict__))
        # ReportLab offers no other way to begin a page.
        cast("Any", self)._startPage()  # noqa: SLF001

    def save(self) -> None:
        """Frame and write every page; called by ReportLab."""
        held = self._held
        for number, state in enumerate(held, start=1):
            self.__dict__.update(state)
            self._frame(self, number, len(held))
            super().showPage()
        super().save()


class PageFrame:
    """Draws what stands on every page of a document."""

    def __init__(self, sheet: Sheet, script: Script, catalog: Catalog, form_code: str = "") -> None:
        self._sheet = sheet
        self._script = script
        self._catalog = catalog
        self._form_code = form_code

    def draw(self, canvas: Canvas, number: int, count: int) -> None:
        """Frame one page."""
        width, height = SIZES[self._sheet.paper]
        canvas.saveState()
        self._draw_marking(canvas, width, height)
        self._draw_footer(canvas, width, number, count)
        self._draw_big_words(canvas, width, height)
        canvas.restoreState()

    def _draw_marking(self, canvas: Canvas, width: float, height: float) -> None:
        sheet = self._sheet
        parts = [sheet.marking]
        if sheet.training:
            parts.insert(0, self._say(say("TRAINING – NOT REAL")))
        if sheet.copy and not sheet.draft:
            parts.append(self._say(say("COPY {n} OF {of}", n=sheet.copy.number, of=sheet.copy.of)))
        top = " · ".join(part for part in parts if part)
        canvas.setFillColor(MARK)
        self._centered(canvas, top, BOLD, 7.5, width, height - 32)
        canvas.setStrokeColor(MARK)
        canvas.setLineWidth(0.8)
        canvas.line(MARGIN, height - 40, width - MARGIN, height - 40)
        if sheet.marking:
            self._centered(canvas, sheet.marking, BOLD, 6.5, width, 20)

    def _draw_footer(self, canvas: Canvas, width: float, number: int, count: int) -> None:
        sheet = self._sheet
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, 50, width - MARGIN, 50)
        canvas.setFillColor(QUIET)
        left = [sheet.case_number, self._catalog.text(sheet.title)]
        if sheet.version is not None:
            left[1] += self._say(say(" version {version}", version=sheet.version))
        if sheet.draft:
            left.append(self._say(say("DRAFT")))
        if self._form_code:
            left.append(self._form_code)
        first = " · ".join(part for part in left if part)
        page = self._say(say("Page {number} of {count}", number=number, count=count))
        self._line(canvas, first, page, width, 39)
        second = ""
        if sheet.printed_at is not None:
            second = self._say(
                say(
                    "Printed {when} by {who}",
                    when=f"{sheet.printed_at:%Y-%m-%d %H:%M %Z}".strip(),
                    who=sheet.printed_by or "–",
                )
            )
        if sheet.copy:
            second += self._say(say(" · for {holder}", holder=sheet.copy.holder))
        self._line(canvas, second, self._code(), width, 29)

    def _code(self) -> str:
        if self._sheet.preview:
            return self._say(say("PREVIEW – no copy"))
        return self._say(say("Code {code}", code=self._sheet.code)) if self._sheet.code else ""

    def _draw_big_words(self, canvas: Canvas, width: float, height: float) -> None:
        sheet = self._sheet
        big = [
            words
            for words, wanted in (
                (say("PREVIEW"), sheet.preview),
                (say("SUPERSEDED"), sheet.superseded),
                (say("DRAFT"), sheet.draft),
                (say("TRAINING – NOT REAL"), sheet.training),
            )
            if wanted
        ]
        if not big:
            return
        text = self._say(big[0])
        canvas.setFillColor(INK, alpha=0.06)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        size = min(96.0, 900.0 / max(len(text), 1))
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(0, -size / 3, text)

    def _line(self, canvas: Canvas, left: str, right: str, width: float, at: float) -> None:
        room = width - 2 * MARGIN - canvas.stringWidth(right, REGULAR, 7.5) - 12
        text = self._script.plain(left)
        while text and canvas.stringWidth(text, REGULAR, 7.5) > room:
            text = text[:-2].rstrip() + "…"
        canvas.setFont(REGULAR, 7.5)
        canvas.drawString(MARGIN, at, text)
        canvas.drawRightString(width - MARGIN, at, right)

    def _centered(
        self, canvas: Canvas, text: str, font: str, size: float, width: float, at: float
    ) -> None:
        shown = self._script.plain(text)
        while size > 5 and canvas.stringWidth(shown, font, size) > width - 2 * MARGIN:
            size -= 0.5
        canvas.setFont(font, size)
        canvas.drawCentredString(width / 2, at, shown)

    def _say(self, words: Words) -> str:
        return self._catalog.text(words)
