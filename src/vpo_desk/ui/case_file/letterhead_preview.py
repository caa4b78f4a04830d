"""The letterhead on a sample, drawn anew while it is typed: the very bytes that would be printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage

from vpo_desk.services.releases import PageImage, count_pages, draw_page
from vpo_desk.ui.attachments.picture_view import PictureView
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card

SCALE = 1.6
SHARPEST = 4.0
_LINES = 14
"""Lines of text that the picture is high at least."""


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A page of the sample, and the bytes that it is of."""

    turn: int
    pdf: bytes
    image: PageImage
    number: int
    pages: int


class LetterheadPreview(Card):
    """Shows the newest sample; the page and the zoom that were chosen stay."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Preview on a sample"))
        self._runner = page.ground.runner
        self._turn = 0
        self._number = 0
        self.pdf = b""
        self._at_end = False
        self.view = PictureView(page.ground.catalog, turns=False)
        self.view.area.setAccessibleName(page.say("Page of the sample"))
        self.view.page_wanted.connect(self._draw)
        self.body.addWidget(self.view)

    def show_sample(self, render: Callable[[], bytes]) -> None:
        """Render a sample beside the window; what is still under way for an older one is dropped."""
        self._turn += 1
        turn, number = self._turn, self._number

        def work() -> DrawnSample:
            pdf = render()
            pages = count_pages(pdf)
            shown = min(number, pages - 1)
            return DrawnSample(turn, pdf, draw_page(pdf, shown, SCALE), shown, pages)

        self._runner.render(work, self._show, owner=self)

    def fit_into(self, height: int) -> None:
        """Be as high as what there is to see of the page, and high enough for a part of a sheet."""
        area = self.view.area
        least = _LINES * self.fontMetrics().lineSpacing()
        above = area.mapTo(self, QPoint()).y()
        area.setFixedHeight(max(least, height - above - self.body.contentsMargins().bottom()))

    def look_at(self, *, end: bool) -> None:
        """Show the end of the page, where the lines to sign on are, or its head; once for each."""
        if end is not self._at_end:
            self._at_end = end
            self._scroll()

    def _scroll(self) -> None:
        bar = self.view.area.verticalScrollBar()
        bar.setValue(bar.maximum() if self._at_end else 0)

    def forget(self) -> None:
        """Show nothing, and keep no byte."""
        self._turn += 1
        self.pdf = b""
        self.view.forget()

    def _draw(self, number: int, zoom: float) -> None:
        turn, pdf, scale = self._turn, self.pdf, SCALE * max(1.0, min(zoom, SHARPEST))
        self._number = number
        if pdf:
            self._runner.render(
                lambda: DrawnSample(
                    turn, pdf, draw_page(pdf, number, scale), number, count_pages(pdf)
                ),
                self._show,
                owner=self,
            )

    def _show(self, drawn: DrawnSample) -> None:
        if drawn.turn != self._turn:
            return
        self.pdf = drawn.pdf
        image = drawn.image
        picture = QImage(
            image.pixels, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888
        )
        self.view.show_image(picture.copy(), drawn.number, drawn.pages)
