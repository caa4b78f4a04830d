"""The logo: chosen from a file, drawn anew beside the window, and taken out again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.letterhead import Letterhead
from vpo_desk.errors import VpoError
from vpo_desk.services.logos import read_logo
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel


class LogoField(QWidget):
    """Holds a logo as a letterhead keeps it; `changed` comes when another one, or none, is chosen."""

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.logo = ""
        self._told = QuietLabel()
        self._choose = Button(page.say("Choose a logo…"), self._ask)
        self._remove = Button(page.say("Remove the logo"), self._take_out)
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self._choose)
        row.addWidget(self._remove)
        self._labeled = LabeledField(
            page.say("Logo"),
            buttons,
            tip=page.say(
                "A PNG or JPEG. It is made small and drawn anew: nothing else that was in the file,"
                " such as a place or a name, comes along."
            ),
            tip_shown=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._labeled)
        column.addWidget(self._told)
        self.show_logo(Letterhead())

    def show_logo(self, known: Letterhead) -> None:
        """Show whether there is a logo."""
        self.logo = known.logo
        kilobytes = max(1, len(known.picture) // 1024)
        here = self._page.say("There is a logo ({size} KB).", size=kilobytes)
        self._told.setText(here if known.logo else self._page.say("There is no logo."))
        self._remove.setEnabled(bool(known.logo))

    def _ask(self) -> None:
        page = self._page
        pattern = page.say("Pictures (*.png *.jpg *.jpeg);;All files (*)")
        path = page.ground.prompts.open_file(page.say("Choose a logo"), pattern)
        if path is not None:
            page.ground.runner.render(lambda: read_logo(path), self._made, self._refused, self)

    def _made(self, logo: str) -> None:
        self._take(Letterhead(logo=logo))

    def _take_out(self) -> None:
        self._choose.setFocus()
        self._take(Letterhead())

    def _take(self, letterhead: Letterhead) -> None:
        self._labeled.show_trouble("")
        self.show_logo(letterhead)
        self.changed.emit()

    def _refused(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        self._labeled.show_trouble(fault.text(self._page.ground.catalog))
