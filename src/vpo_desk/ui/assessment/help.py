"""Help beside a theme or a warning behavior: what it asks, and what studies of attackers found."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.protocols.knowledge import ThemeText, WarningText
from vpo_desk.services.guide import Rates
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import empty_layout
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import Words, say


def theme_help(text: ThemeText, rates: Rates) -> tuple[Words, ...]:
    """Return the help on a theme, paragraph by paragraph."""
    return (
        say("{name}: {question}", name=text.name, question=text.question),
        say("Look for: {look}.", look="; ".join(text.look_for)),
        say("No evidence in itself: {no}.", no="; ".join(text.not_this)),
        *rate_help(rates),
    )


def warning_help(text: WarningText, rates: Rates) -> tuple[Words, ...]:
    """Return the help on a warning behavior, paragraph by paragraph."""
    asks: tuple[Words, ...] = ()
    if text.prompts_imminence:
        asks = (
            say("Seen within 14 days, it asks for an imminence decision with a written reason."),
        )
    return (
        say("{name}: {definition}", name=text.name, definition=text.definition),
        say("Ask: {ask}", ask=text.ask),
        *asks,
        *rate_help(rates),
    )


def rate_help(rates: Rates) -> tuple[Words, ...]:
    """Return the figures, each with its study and where it was read, under the note on them."""
    if not rates.figures:
        return (say("No figure on this that was read in its source is at hand."),)
    note = say("What studies found. {note}", note=rates.note)
    lines = tuple(
        say(
            "{figure} {study}; {scope}. Read in: {source}.",
            figure=each.text,
            study=each.study,
            scope=each.scope,
            source=each.read_in,
        )
        for each in rates.figures
    )
    return (note, *lines)


class HelpBeside(QWidget):
    """A link that opens and closes the help on what stands beside it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._of = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._link = LinkButton(page.say("What studies found…"), self._toggle)
        column.addWidget(self._link)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(4)
        self._lines.hide()
        column.addWidget(self._lines)

    def show_rates(self, name: str, rates: Rates) -> None:
        """Offer the figures on a theme or behavior; closed again for another one."""
        if name == self._of:
            return
        self._of = name
        self._lines.hide()
        self._link.setAccessibleDescription(name)
        empty_layout(self._column)
        for place, words in enumerate(rate_help(rates)):
            line = self._page.text(words)
            label = PlainLabel(line, size="table", strong=True) if not place else QuietLabel(line)
            self._column.addWidget(label)

    def _toggle(self) -> None:
        self._lines.setVisible(self._lines.isHidden())
