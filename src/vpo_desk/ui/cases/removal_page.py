"""One item's paper and removal: who got paper that held words corrected since, and its purge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.purge import Purge, Scope
from vpo_desk.services.documents import CopyLine
from vpo_desk.ui.cases.purge_card import PurgeCard
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services
    from vpo_desk.services.purges import PurgePreview


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the page shows of an item."""

    recipients: tuple[CopyLine, ...]
    preview: PurgePreview
    asked: Purge | None


class RemovalPage(Page):
    """Shows one item by its id; `part` of its place is the scope of its removal."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Paper and removal"))
        self._paper = Card(self.say("Paper with words that were corrected since"))
        self._told = PlainLabel("", size="table")
        self._copies = ListTable(
            (
                Column(self.say("Copy"), self._copy_cell, share=4),
                Column(self.say("Went to"), lambda line: line.copy.holder, share=3),
                Column(self.say("Code"), lambda line: line.code, width=150),
            ),
            name=self.say("Earlier recipients"),
            fit=True,
        )
        self._paper.body.addWidget(self._told)
        self._paper.body.addWidget(self._copies)
        self._purge = PurgeCard(self)
        self.body.addWidget(self._paper)
        self.body.addWidget(self._purge)
        self.body.addStretch(1)

    def arrive(self, place: Place) -> None:
        """Read who has paper, and what a removal would take."""
        scope, id_ = Scope(place.part), place.id
        places = self.ground.backups.places.usable()
        self.head.show_words(self.text(self.page_title), self.text(scope.words))

        def ask(services: Services) -> ItemFacts:
            return ItemFacts(
                services.corrections.recipients(id_),
                services.purges.preview(scope, id_, places),
                services.purges.asked(id_),
            )

        self.query(ask, self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow the steps of the removal."""
        if changes.touches(self.place.id):
            self.arrive(self.place)

    def flush(self) -> None:
        """Journal what is typed."""
        self._purge.flush()

    def help(self) -> tuple[Words, ...]:
        """Say when something is corrected and when it is removed."""
        return (
            say("What is wrong is corrected in its place; what was said before stays readable."),
            say(
                "Remove something only when it must not be in the file at all: it came here by"
                " mistake, a court ordered it, or it is about another person."
            ),
            say(
                "Ask everybody in the list to correct or return their copy, and note that you did."
            ),
        )

    def _show(self, facts: ItemFacts) -> None:
        self._copies.replace(facts.recipients)
        self._copies.setVisible(bool(facts.recipients))
        words = self.say(
            "These copies were made before the last correction. Tell each holder what is right now."
        )
        if not facts.recipients:
            words = self.say(
                "No copy that left the desk holds words of it that were corrected since."
            )
        self._told.setText(words)
        self._purge.show_object(Scope(self.place.part), self.place.id, facts.preview, facts.asked)

    def _copy_cell(self, line: CopyLine) -> Cell:
        copy = line.copy
        title = self.say(
            "{document} version {version}",
            document=copy.document.words,
            version=copy.document_version,
        )
        return Cell(title, second=self.text(date_words(copy.prepared_at.day)))
