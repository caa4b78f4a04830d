"""The tab with what is known and what is not: gap map, answers side by side, roots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from vpo_desk.domain.gap_map import Candidate, GapCell, GapMap, Knowing
from vpo_desk.domain.statement import Root, Statement
from vpo_desk.services.comparisons import Comparison
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.gaps.gap_table import GapGrid, knowing_words, source_name
from vpo_desk.ui.gaps.hole_card import HoleCard
from vpo_desk.ui.gaps.roots_card import RootsCard
from vpo_desk.ui.gaps.side_by_side import DifferencesCard
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class GapFacts:
    """What the tab shows, read at once."""

    map: GapMap
    noted: tuple[Comparison, ...]
    waiting: tuple[Comparison, ...]
    roots: tuple[Root, ...]
    statements: tuple[Statement, ...]


class GapsPart(CasePart):
    """The tab “Gap map” of a case."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._map: GapMap | None = None
        card = self._card = Card(self.say("Gap map"))
        catalog = page.ground.catalog
        legend = QWidget()
        row = FlowLayout(legend, gap=18, line_gap=4)
        for each in Knowing:
            words = knowing_words(each, catalog)
            row.addWidget(PlainLabel(words, size="table", quiet=True, wrap=False))
        card.body.addWidget(legend)
        self._holes = PlainLabel("", size="table")
        card.body.addWidget(self._holes)
        self._grid = GapGrid(catalog)
        self._grid.picked.connect(self._pick)
        card.body.addWidget(self._grid)
        self._as_text = LinkButton(self.say("Read it as text"), self._turn_text)
        self._text = PlainLabel("", size="table")
        self._text.hide()
        card.body.addWidget(self._as_text)
        card.body.addWidget(self._text)
        self._hole = HoleCard(page)
        self._hole.left.connect(self._grid.go_back)
        self._differences = DifferencesCard(page)
        self._roots = RootsCard(page)
        for each in (card, self._hole, self._differences, self._roots):
            self.column.addWidget(each)

    def load(self, case_id: str) -> None:
        """Show a case; a cell that was open in another one is closed."""
        if case_id != self.case_id:
            self._hole.hide()
        super().load(case_id)

    def read(self) -> None:
        """Read the map, the differences and the roots."""
        case_id = self.case_id
        self.page.query(lambda services: gap_facts(services, case_id), self._show)

    def flush(self) -> None:
        """Journal what is being noted."""
        self._differences.flush()
        self._roots.flush()

    def _show(self, facts: GapFacts) -> None:
        self._map = facts.map
        self._grid.show_map(facts.map)
        holes = [self.page.text(row.theme.words) for row in facts.map.rows if row.is_hole]
        words = self.say("Something is known on every theme.")
        if holes:
            words = self.say("Nobody has said anything on: {themes}.", themes=", ".join(holes))
        self._holes.setText(words)
        self._text.setText(map_text(facts.map, self.page))
        self._differences.show_comparisons(self.case_id, facts.noted, facts.waiting)
        self._roots.show_roots(self.case_id, facts.roots, facts.statements)

    def _turn_text(self) -> None:
        shown = self._text.isHidden()
        self._text.setVisible(shown)
        words = self.say("Hide the text") if shown else self.say("Read it as text")
        self._as_text.setText(words)
        if shown:
            go_to(self._text)

    def _pick(self, cell: GapCell) -> None:
        case_id, theme = self.case_id, cell.theme

        def show(candidates: tuple[Candidate, ...]) -> None:
            drawn = self._map
            if drawn is not None and case_id == self.case_id:
                source = next(each for each in drawn.sources if each.key == cell.source)
                self._hole.show_cell(case_id, cell, source, candidates)

        self.page.query(lambda services: services.gaps.candidates(case_id, theme), show)


def gap_facts(services: Services, case_id: str) -> GapFacts:
    """Read the tab, on the worker."""
    return GapFacts(
        services.gaps.map(case_id),
        services.comparisons.noted(case_id),
        services.comparisons.to_look_at(case_id),
        services.knowledge.roots(case_id),
        services.knowledge.statements(case_id),
    )


def map_text(drawn: GapMap, page: Page) -> str:
    """Return the map as sentences, a line for each theme, for who reads or hears it as text."""
    catalog = page.ground.catalog
    names = {each.key: source_name(each, catalog) for each in drawn.sources}
    lines: list[str] = []
    for row in drawn.rows:
        said = "; ".join(
            f"{names[cell.source]}: {catalog.text(cell.knowing.words).lower()}"
            for cell in row.cells
        )
        lines.append(f"{catalog.text(row.theme.words)} – {said}.")
    return "\n".join(lines)
