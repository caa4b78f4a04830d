"""A document as it will print, page by page, rendered beside the case file's own thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from vpo_desk.services.documents import PaperWish
from vpo_desk.services.releases import (
    DocumentContent,
    PageImage,
    Release,
    count_pages,
    draw_page,
)
from vpo_desk.ui.documents.paper_places import part_of
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card

SCALE = 1.6


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's bytes and one of its pages as a picture."""

    pdf: bytes
    pages: int
    number: int
    image: PageImage


class PreviewCard(Card):
    """Shows one page at a time; the side preview carries no code and says PREVIEW."""

    def __init__(self, page: Page, *, buttons: bool = True) -> None:
        super().__init__(page.say("Print preview"))
        self._page = page
        self._wish: PaperWish | None = None
        self._pdf = b""
        self._number = 0
        self._count = 0
        self._image = QLabel()
        self._image.setObjectName("paper")
        self._image.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._image.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._image.setAccessibleName(page.say("Page of the document"))
        self._pixmap = QPixmap()
        self.body.addWidget(self._image)
        row = QHBoxLayout()
        self._before = LinkButton(page.say("Page before"), lambda: self._turn(-1))
        self._after = LinkButton(page.say("Next page"), lambda: self._turn(1))
        for step in (self._before, self._after):
            step.setEnabled(False)  # until there is a page to turn
        row.addWidget(self._before)
        row.addWidget(self._after)
        row.addStretch(1)
        self.body.addLayout(row)
        if buttons:
            self.body.addWidget(Button(page.say("Print or save…"), self._print))

    def show_document(self, wish: PaperWish) -> None:
        """Render a document of the case as it stands now."""
        self._wish = wish
        self._page.query(
            lambda services: (services.documents.preview(wish), services.paper), self._render
        )

    def show_pdf(self, pdf: bytes) -> None:
        """Show bytes that are there already."""
        self._pdf = pdf
        self._number = 0
        self._draw()

    def _render(self, found: tuple[DocumentContent, Release]) -> None:
        content, release = found
        self._page.ground.runner.render(lambda: release.render(content), self.show_pdf, owner=self)

    def _draw(self) -> None:
        pdf, number = self._pdf, self._number
        self._page.ground.runner.render(
            lambda: Rendered(pdf, count_pages(pdf), number, draw_page(pdf, number, SCALE)),
            self._show,
            owner=self,
        )

    def _show(self, rendered: Rendered) -> None:
        if rendered.pdf != self._pdf:
            return
        self._count = rendered.pages
        image = rendered.image
        picture = QImage(
            image.pixels, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888
        )
        self._pixmap = QPixmap.fromImage(picture)
        self._fit()
        self.note.setText(
            self._page.say(
                "page {number} of {count}", number=rendered.number + 1, count=rendered.pages
            )
        )
        self._before.setEnabled(rendered.number > 0)
        self._after.setEnabled(rendered.number + 1 < rendered.pages)

    def _fit(self) -> None:
        width = max(self.width() - 32, 120)
        shown = self._pixmap.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        self._image.setPixmap(shown)
        self._image.setFixedHeight(shown.height())

    def _turn(self, by: int) -> None:
        self._number = max(0, min(self._count - 1, self._number + by))
        self._draw()

    def _print(self) -> None:
        if self._wish is not None:
            self._page.go("print", self._wish.case_id, part_of(self._wish))
