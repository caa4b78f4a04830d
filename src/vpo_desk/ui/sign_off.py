"""Fields for a sign-off: who agreed, in what role, when and how it was given. Never a signature."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.sign_off import SignOff
from vpo_desk.ui.concerns.forms import read_day
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField


class SignOffFields(QWidget):
    """Takes a sign-off that may be left out; an empty name means that nobody has agreed yet."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        say = page.say
        self._entries = {name: TextField() for name in ("name", "role", "on", "how")}
        labels = {
            "name": say("Agreed to by (may be left out)"),
            "role": say("Role of who agreed"),
            "on": say("Agreed on, such as 27 Nov 2026"),
            "how": say("How it was given: in person, by phone, in writing"),
        }
        self._fields = {
            name: LabeledField(labels[name], entry) for name, entry in self._entries.items()
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for name, field in self._fields.items():
            column.addWidget(field)
            if name != "name":
                field.hide()
        self._entries["name"].textChanged.connect(self._follow)

    def entries(self) -> Iterator[tuple[str, TextField]]:
        """Yield each field under the name by which a journal keeps it."""
        for name, entry in self._entries.items():
            yield f"signed_{name}", entry

    def sign_off(self) -> tuple[bool, SignOff | None]:
        """Return whether what is typed can be taken, and the sign-off; its field says what cannot."""
        words = {name: entry.words().strip() for name, entry in self._entries.items()}
        on = read_day(words["on"])
        wrong = bool(words["name"] and words["on"]) and on is None
        told = self._page.say("Write a date such as 27 Nov 2026.") if wrong else ""
        self._fields["on"].show_trouble(told)
        if wrong:
            return False, None
        if not words["name"]:
            return True, None
        return True, SignOff(words["name"], words["role"], on, words["how"])

    def empty(self) -> None:
        """Empty every field."""
        for entry in self._entries.values():
            entry.set_words("")
        self._fields["on"].show_trouble("")

    def _follow(self, typed: str) -> None:
        """Ask for the rest once somebody is named."""
        for name, field in self._fields.items():
            if name != "name":
                field.setVisible(bool(typed.strip()))
