"""The frame of every page: marking, footer with page x of y, code, copy, and the big words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from reportlab.pdfgen.canvas import Canvas

from vpo_desk.documents.fonts import BOLD, REGULAR
from vpo_desk.documents.frame_words import FrameWords
from vpo_desk.documents.glyphs import Pen
from vpo_desk.documents.letterhead import draw_foot
from vpo_desk.documents.lines import Line
from vpo_desk.documents.page_code_mark import PageCodeMark
from vpo_desk.documents.story import Writer
from vpo_desk.documents.styles import INK, MARGIN, MARK, QUIET, RULE, SIZES
from vpo_desk.documents.tagging import TaggedCanvas
from vpo_desk.documents.text import LINE_ENDS

_SIZE: Final = 7.5  # of the small print, in points


class FramedCanvas(TaggedCanvas):
    """A canvas that holds pages back until their number is known, then frames each of them."""

    def __init__(
        self,
        *arguments: Any,
        frame: Callable[[Canvas, int, int], None],
        pen: Pen,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, pen=pen, **{**options, "initialFontName": REGULAR})
        self._frame = frame
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Hold the page back; called by ReportLab."""
        self.end_page()
        self._held.append(dict(self.__dict__))
        # ReportLab offers no other way to begin a page.
        cast("Any", self)._startPage()  # noqa: SLF001

    def save(self) -> None:
        """Frame and write every page; called by ReportLab."""
        held = self._held
        for number, state in enumerate(held, start=1):
            self.__dict__.update(state)
            self.begin_frame()
            self._frame(self, number, len(held))
            self.end_frame()
            super().showPage()
        super().save()


class PageFrame:
    """Draws what stands on every page of a document."""

    def __init__(self, words: FrameWords, writer: Writer) -> None:
        self._words = words
        self._writer = writer
        self._size = SIZES[words.sheet.paper]
        sheet = words.sheet
        self._mark = PageCodeMark(sheet.code) if sheet.code and not sheet.preview else None
        self._end = self._size[0] - MARGIN - (self._mark.room if self._mark else 0)  # of the foot

    def says_for_whom(self) -> bool:
        """True when the line at the foot that says by and for whom it was printed fits as a whole."""
        end = self._set(self._words.code(), REGULAR, _SIZE)
        return self._set(self._words.printed(), REGULAR, _SIZE).width <= self._room(end)

    def draw(self, canvas: Canvas, number: int, count: int) -> None:
        """Frame one page."""
        canvas.saveState()
        self._draw_marking(canvas)
        self._draw_footer(canvas, number, count)
        draw_foot(canvas, self._words.sheet, self._writer)
        self._draw_big_words(canvas)
        canvas.restoreState()

    def _draw_marking(self, canvas: Canvas) -> None:
        width, height = self._size
        canvas.setFillColor(MARK)
        self._centered(canvas, self._words.top(), BOLD, _SIZE, height - 32, width - 2 * MARGIN)
        if self._words.top():
            canvas.setStrokeColor(MARK)
            canvas.setLineWidth(0.8)
            canvas.line(MARGIN, height - 40, width - MARGIN, height - 40)
        if self._words.sheet.marking:
            room = 2 * self._end - width
            self._centered(canvas, self._words.sheet.marking, BOLD, 6.5, 20, room)

    def _draw_footer(self, canvas: Canvas, number: int, count: int) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, 50, self._end, 50)
        canvas.setFillColor(QUIET)
        page = self._writer.say("Page {number} of {count}", number=number, count=count)
        self._line(canvas, self._words.foot(), page, 39)
        self._line(canvas, self._words.printed(), self._words.code(), 29)
        if self._mark:
            self._mark.draw(canvas, self._size[0] - MARGIN)

    def _draw_big_words(self, canvas: Canvas) -> None:
        text = self._words.big()
        if not text:
            return
        width, height = self._size
        canvas.setFillColor(INK, alpha=0.06)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        size = min(96.0, 900.0 / len(text))
        line = self._set(text, BOLD, size)
        self._put(canvas, line, (-line.width / 2, -size / 3), size)

    def _line(self, canvas: Canvas, left: str, right: str, at: float) -> None:
        end = self._set(right, REGULAR, _SIZE)
        room = self._room(end)
        self._put(canvas, self._cut(left, room), (MARGIN, at), _SIZE)
        self._put(canvas, end, (self._end - end.width, at), _SIZE)

    def _cut(self, text: str, room: float) -> Line:
        """Return a text as one line; of one that is too long as much as there is room for, and “…”."""
        line = self._set(text, REGULAR, _SIZE)
        if line.width <= room:
            return line
        fits, too_much = 0, len(text)
        while too_much - fits > 1:
            middle = (fits + too_much) // 2
            wide = self._set(text[:middle].rstrip() + "…", REGULAR, _SIZE).width > room
            fits, too_much = (fits, middle) if wide else (middle, too_much)
        return self._set(text[:fits].rstrip() + "…", REGULAR, _SIZE)

    def _room(self, end: Line) -> float:
        return self._end - MARGIN - end.width - 12

    def _centered(
        self, canvas: Canvas, text: str, font: str, size: float, at: float, room: float
    ) -> None:
        width = self._size[0]
        line = self._set(text, font, size)
        while size > 2 and line.width > room:
            size -= 0.5
            line = self._set(text, font, size)
        self._put(canvas, line, ((width - line.width) / 2, at), size)

    def _set(self, text: str, face: str, size: float) -> Line:
        shown = " ".join(LINE_ENDS.split(self._writer.plain(text)))
        return self._writer.setter.hard_lines([(shown, face)], size)[0]

    def _put(self, canvas: Canvas, line: Line, at: tuple[float, float], size: float) -> None:
        cast("Any", canvas).pen.draw(canvas, line, at, size)
