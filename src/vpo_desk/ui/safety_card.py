"""Cards that stand in a page when something must be done now; nothing is inferred from words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpo_desk.domain.agency import Contact
from vpo_desk.domain.safety_steps import STEPS
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import empty_layout
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Catalog, say


class StepsCard(QWidget):
    """What to do now and whom to call, as a notice that cannot be overlooked."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._contacts: tuple[Contact, ...] = ()
        self._kind = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_contacts(self, contacts: Sequence[Contact]) -> None:
        """Use the agency's own directory for whom to call."""
        self._contacts = tuple(contacts)
        if self._kind:
            self.show_steps(self._kind)

    def show_steps(self, kind: str) -> None:
        """Show the steps of a kind: danger, suicide, violence or victim."""
        self._kind = kind
        empty_layout(self._column)
        titles = {
            "danger": say("Act first."),
            "suicide": say("This question may call for help now."),
            "violence": say("This question may call for protection now."),
            "victim": say("This person's safety comes first."),
        }
        steps = [f"• {self._catalog.text(step)}" for step in STEPS[kind]]
        calls = " · ".join(f"{each.name} {each.phone}" for each in self._contacts)
        notice = Notice(
            self._catalog.text(titles[kind]),
            "\n".join((*steps, calls)) if calls else "\n".join(steps),
            tone="danger" if kind == "danger" else "warning",
        )
        self._column.addWidget(notice)

    def ask_danger(self, answered: Callable[[str], object]) -> None:
        """Ask below the steps whether there is imminent danger; any answer says "seen" too."""
        label = PlainLabel(self._catalog.say("Seen. Is there imminent danger?"), strong=True)
        self._column.addWidget(label)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for words in (say("Yes"), say("No"), say("Not known")):
            text = self._catalog.text(words)
            line.addWidget(Button(text, partial(answered, text)))
        line.addStretch(1)
        self._column.addWidget(row)


class EmergencyCard(StepsCard):
    """The card of the first question: what to do when somebody is in danger now."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(catalog, parent)
        self.show_steps("danger")
