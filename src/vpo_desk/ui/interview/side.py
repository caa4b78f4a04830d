"""Beside the question: what is known on its theme, where sources differ, what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.statement import Difference, Root, Statement, Theme
from vpo_desk.ui.cases.differences import DifferencesView, Said, said_of
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class CaseKnowledge:
    """What the case holds beside this interview."""

    case_id: str
    statements: tuple[Statement, ...]
    differences: tuple[Difference, ...]
    roots: tuple[Root, ...]


class KnownSide(QWidget):
    """The side panel of the runner."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        catalog = self._catalog = page.ground.catalog
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._known = Card(catalog.say("Already known on this theme"))
        self._differs = Card(catalog.say("Differs between sources"))
        self._differences = DifferencesView(page)
        self._differences.counted.connect(self._show_count)
        self._differs.body.addWidget(self._differences)
        self._unknown = Card(catalog.say("Still unknown in this case"))
        for card in (self._known, self._differs, self._unknown):
            column.addWidget(card)
        column.addStretch(1)

    def show_theme(
        self,
        theme: Theme,
        knowledge: CaseKnowledge,
        own: Sequence[Said],
        unknown: Sequence[Theme],
    ) -> None:
        """Show what concerns a theme; `own` are this interview's answers on it."""
        self._known.show()
        self._differs.show()
        here = [each for each in knowledge.statements if each.theme is theme]
        self._show_known(here[-MOST_SHOWN:], self._page.ground.clock.now())
        others = [said_of(each, self._page) for each in here if each.is_answer]
        nothing = self._catalog.say("No difference is noted on it.")
        self._differences.show_on(
            knowledge.case_id, (*own, *others), knowledge.differences, nothing
        )
        self._show_unknown(unknown)

    def show_no_theme(self, unknown: Sequence[Theme]) -> None:
        """Show what is unknown alone: before the interview and at its end nothing is asked."""
        self._known.hide()
        self._differs.hide()
        self._show_unknown(unknown)

    def _show_unknown(self, unknown: Sequence[Theme]) -> None:
        empty_layout(self._unknown.body)
        words = " · ".join(self._catalog.text(each.words) for each in unknown)
        nothing = self._catalog.say("Something is known on every theme.")
        self._unknown.body.addWidget(QuietLabel(words or nothing))

    def _show_count(self, count: int) -> None:
        self._differs.note.setText(str(count) if count else "")

    def _show_known(self, statements: Sequence[Statement], now: Moment) -> None:
        empty_layout(self._known.body)
        for each in reversed(statements):
            who = each.said_by or each.role or self._catalog.say("Anonymous")
            when = self._catalog.text(said_words(each.at, now.day))
            self._known.body.addWidget(PlainLabel(f"{who} · {when}", size="table", strong=True))
            words = f"“{each.verbatim}”" if each.verbatim.strip() else each.text
            self._known.body.addWidget(PlainLabel(words, size="table"))
        if not statements:
            self._known.body.addWidget(
                QuietLabel(self._catalog.say("Nobody else has said anything on it yet."))
            )

    def flush(self) -> None:
        """Journal a difference that is being noted."""
        self._differences.flush()


def case_knowledge(services: Services, case_id: str, interview_id: str) -> CaseKnowledge:
    """Read what other sources said, on the worker."""
    statements = services.knowledge.statements(case_id)
    return CaseKnowledge(
        case_id,
        tuple(each for each in statements if each.parent_id != interview_id),
        services.knowledge.differences(case_id),
        services.knowledge.roots(case_id),
    )
