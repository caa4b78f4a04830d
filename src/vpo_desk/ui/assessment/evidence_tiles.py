"""Evidence as tiles side by side: who said what, how it is known, and whether it is for or against."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from vpo_desk.domain.cited import Citation
from vpo_desk.domain.side_by_side import by_root
from vpo_desk.services.evidence import Evidence
from vpo_desk.ui.assessment.cited_field import head_of, open_source
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import empty_layout
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.text import Badge, PlainLabel, QuietLabel

FOR: Final = "for"
AGAINST: Final = "against"
NEITHER: Final = "neither"
_TILE: Final = 250


class EvidenceTiles(QWidget):
    """The evidence on a theme; `weighed` comes when the officer says what it speaks for.

    `cite_asked(label)` asks for the evidence to be cited in the rationale.
    """

    weighed = Signal()
    cite_asked = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._tiles: list[QWidget] = []
        self._across = 0
        self._shown: tuple[object, ...] = ()
        self._weights: dict[str, SegmentedChoice] = {}
        self._citations: dict[str, Citation] = {}
        self._alike: dict[str, int] = {}

    def show_evidence(
        self, evidence: Sequence[Evidence], roots: Mapping[str, str], differing: frozenset[str]
    ) -> None:
        """Show evidence; `differing` are the ids of what other sources contradict."""
        shown = (tuple(evidence), tuple(roots.items()), differing)
        if shown == self._shown:
            return
        self._shown = shown
        weights = {id_: choice.value() for id_, choice in self._weights.items()}
        empty_layout(self._grid)
        self._weights = {}
        self._citations = {each.citation.id: each.citation for each in evidence}
        groups = by_root(tuple(evidence))
        self._alike = {group.root_id: len(group.statements) for group in groups if group.root_id}
        self._tiles = [
            self._tile(each, roots, differing) for group in groups for each in group.statements
        ]
        for id_, choice in self._weights.items():
            choice.set_value(weights.get(id_) or NEITHER)
        self._across = 0
        self._arrange()

    def show_weights(self, supports: Sequence[Citation], against: Sequence[Citation]) -> None:
        """Show what was chosen for and against."""
        chosen = {each.id: FOR for each in supports} | {each.id: AGAINST for each in against}
        for id_, choice in self._weights.items():
            choice.set_value(chosen.get(id_, NEITHER))

    def holds(self, citation: Citation) -> bool:
        """True for evidence that is shown here."""
        return citation.id in self._weights

    def weighed_as(self, side: str, known: Sequence[Citation]) -> tuple[Citation, ...]:
        """Return the evidence chosen for a side, under the label by which it is `known`."""
        labels = {each.id: each for each in known}
        chosen = [id_ for id_, choice in self._weights.items() if choice.value() == side]
        return tuple(labels.get(id_, self._citations[id_]) for id_ in chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place as many beside each other as there is room for; called by Qt."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        scale = self.fontInfo().pixelSize() / 14
        across = max(1, min(3, int(self.width() / (_TILE * scale))))
        if across == self._across or not self._tiles:
            return
        self._across = across
        for place, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, place // across, place % across)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _tile(
        self, evidence: Evidence, roots: Mapping[str, str], differing: frozenset[str]
    ) -> QWidget:
        page, label = self._page, evidence.citation.label
        frame = QFrame(self)
        frame.setObjectName("tile")
        differs = evidence.citation.id in differing
        frame.setProperty("tone", "warning" if differs else "")
        frame.setAccessibleName(f"{label} {head_of(evidence, page)}")
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(PlainLabel(head_of(evidence, page), size="table", strong=True))
        if evidence.text.strip():
            column.addWidget(PlainLabel(evidence.text, size="table"))
        if evidence.verbatim.strip():
            column.addWidget(PlainLabel(f"“{evidence.verbatim}”", size="table"))
        known = [page.text(evidence.known)] if evidence.known else []
        if evidence.root_id:
            root = roots.get(evidence.root_id, "")
            count = self._alike.get(evidence.root_id, 1)
            words = page.say("goes back to: {root}", root=root)
            if count > 1:
                words = page.say("{count} statements, one source: {root}", count=count, root=root)
            known.append(words)
        if known:
            column.addWidget(QuietLabel(" · ".join(known)))
        if differs:
            column.addWidget(Badge(page.say("differs"), "warning"))
        column.addStretch(1)
        column.addWidget(self._steps(evidence))
        return frame

    def _steps(self, evidence: Evidence) -> QWidget:
        page, citation = self._page, evidence.citation
        weight = SegmentedChoice(
            (
                Option(FOR, page.say("For")),
                Option(AGAINST, page.say("Against")),
                Option(NEITHER, page.say("Neither")),
            ),
            value=NEITHER,
        )
        weight.setAccessibleName(page.say("{label} speaks for or against", label=citation.label))
        weight.chosen.connect(self.weighed)
        self._weights[citation.id] = weight
        steps = QWidget()
        row = FlowLayout(steps, gap=12, line_gap=4)
        row.addWidget(weight)
        cite = LinkButton(page.say("Cite"), lambda: self.cite_asked.emit(citation.label))
        go = LinkButton(page.say("Open"), lambda: open_source(page, citation, evidence))
        for link in (cite, go):
            link.setAccessibleDescription(citation.label)
            row.addWidget(link)
        return steps
