"""What shows a file's content, by what its bytes are; decoded beside the case file's own thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedLayout, QWidget

from vpo_desk.domain.decoded_text import DecodedText, decode_text
from vpo_desk.domain.file_kind import FileFamily, FileKind
from vpo_desk.errors import VpoError
from vpo_desk.services.releases import PageImage, count_pages, draw_page
from vpo_desk.ui.attachments.picture_view import PictureView
from vpo_desk.ui.attachments.pictures import read_picture
from vpo_desk.ui.attachments.sound_view import SoundView
from vpo_desk.ui.attachments.text_view import TextView
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.words import Catalog

SCALE = 1.6
SHARPEST = 4.0


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page of a PDF as a picture; `pdf` tells which one it is of."""

    pdf: bytes
    image: PageImage
    number: int
    pages: int


class ContentViews(QWidget):
    """One view for each family of files, and words where there is none."""

    def __init__(self, catalog: Catalog, runner: TaskRunner) -> None:
        super().__init__()
        self._catalog = catalog
        self._runner = runner
        self._content = b""
        self._takes_focus = False
        self.picture = PictureView(catalog)
        self.text = TextView(catalog)
        self.sound = SoundView(catalog)
        self.nothing = EmptyPlace("", "")
        self._stack = QStackedLayout(self)
        for view in (self.nothing, self.picture, self.text, self.sound):
            self._stack.addWidget(view)
        self.picture.page_wanted.connect(self._draw)

    def show_words(self, words: str) -> None:
        """Say something instead of a content."""
        self.forget()
        self.nothing.words.setText(words)

    def show_content(self, content: bytes, kind: FileKind, *, take_focus: bool) -> None:
        """Show a file; nothing plays or runs by itself. With `take_focus` the keyboard goes there."""
        self.forget()
        self._takes_focus = take_focus
        self._content = content
        match kind.family:
            case FileFamily.IMAGE:
                self._runner.render(
                    lambda: read_picture(content, kind), self._show_picture, self._refused, self
                )
            case FileFamily.PDF:
                self._draw(0, 1.0)
            case FileFamily.TEXT:
                self._runner.render(lambda: decode_text(content), self._show_text, owner=self)
            case FileFamily.SOUND:
                self._open_sound(content)
            case FileFamily.OTHER:
                pass

    def forget(self) -> None:
        """Show nothing, and keep no byte."""
        self._content = b""
        self.picture.forget()
        self.text.forget()
        self.sound.forget()
        self.nothing.words.clear()
        self._stack.setCurrentWidget(self.nothing)

    def _show_picture(self, image: QImage) -> None:
        if self._content:
            self.picture.show_image(image)
            self._appear(self.picture, self.picture.area)

    def _show_text(self, text: DecodedText) -> None:
        if self._content:
            self.text.show_text(text)
            self._appear(self.text, self.text.words)

    def _open_sound(self, content: bytes) -> None:
        from vpo_desk.ui.attachments.sound import open_sound

        try:
            self.sound.show_player(open_sound(content))
        except VpoError as fault:
            self._refused(fault)
            return
        self._appear(self.sound, self.sound)

    def _draw(self, number: int, zoom: float) -> None:
        pdf, scale = self._content, SCALE * max(1.0, min(zoom, SHARPEST))
        if pdf:
            self._runner.render(
                lambda: DrawnPage(pdf, draw_page(pdf, number, scale), number, count_pages(pdf)),
                self._show_page,
                self._refused,
                self,
            )

    def _show_page(self, page: DrawnPage) -> None:
        if page.pdf is not self._content:
            return
        image = page.image
        picture = QImage(
            image.pixels, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888
        )
        self.picture.show_image(picture.copy(), page.number, page.pages)
        self._appear(self.picture, self.picture.area)

    def _appear(self, view: QWidget, keyboard: QWidget) -> None:
        self._stack.setCurrentWidget(view)
        if self._takes_focus:
            self._takes_focus = False
            keyboard.setFocus()

    def _refused(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        self.show_words(fault.text(self._catalog))
