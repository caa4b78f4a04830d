"""One theme: the evidence gathered on it, a finding, and a rationale that cites."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.assessment import Assessment, Finding, ThemeFinding
from vpo_desk.domain.cited import Citation, CitedText
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.services.evidence import Evidence
from vpo_desk.ui.assessment.cited_field import CitedField
from vpo_desk.ui.assessment.evidence_tiles import AGAINST, FOR, EvidenceTiles
from vpo_desk.ui.assessment.facts import AssessmentFacts
from vpo_desk.ui.assessment.help import HelpBeside
from vpo_desk.ui.assessment.section import JudgmentSection
from vpo_desk.ui.cases.differences import DifferencesView, said_of
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import Heading, QuietLabel

FINDING, RATIONALE = "finding", "rationale"


class ThemeSection(QWidget):
    """The evidence card above, the judgment card below; `judged` is the section of the draft."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.judged = ThemeCard(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        evidence = Card()
        self._title = Heading("", size="card")
        self._asks, self._look = QuietLabel(), QuietLabel()
        self._help = HelpBeside(page)
        self._nothing = QuietLabel(
            page.say("Nobody has said anything on this theme yet, and no record speaks to it.")
        )
        self._notes_line = QuietLabel(page.say("Notes, which belong to no theme:"))
        self._differences = DifferencesView(page)
        for part in (
            self._title,
            self._asks,
            self._look,
            self._help,
            self._differences,
            self._nothing,
            self.judged.tiles,
            self._notes_line,
            self.judged.notes,
        ):
            evidence.body.addWidget(part)
        column.addWidget(evidence)
        column.addWidget(self.judged)

    def show_theme(self, facts: AssessmentFacts, draft: Assessment, theme: Theme) -> None:
        """Show another theme, or the same one with what was saved meanwhile."""
        known = next(each for each in facts.themes if each.theme is theme)
        text, page = facts.texts.themes[theme], self._page
        self._title.setText(page.text(theme.words))
        self._asks.setText(text.question)
        look, no = "; ".join(text.look_for), "; ".join(text.not_this)
        self._look.setText(
            page.say("Look for: {look}. No evidence in itself: {no}.", look=look, no=no)
        )
        self._help.show_rates(page.text(theme.words), facts.texts.rates[theme])
        used = _used(draft.theme(theme))
        here = [
            x for x in facts.evidence if x.theme is theme or (x.theme and x.citation.id in used)
        ]
        notes = [each for each in facts.evidence if each.theme is None]
        self._nothing.setVisible(not here)
        self._notes_line.setVisible(bool(notes))
        differing = frozenset(id_ for each in known.differences for id_ in each.answer_ids)
        self.judged.show_evidence(facts, here, notes, differing)
        self.judged.theme = theme
        self.judged.show_draft(facts, draft)
        said = tuple(said_of(each, page) for each in known.statements if each.is_answer)
        self._differences.show_on(page.place.id, said, known.differences, "")

    def flush(self) -> None:
        """Journal a difference that is being noted."""
        self._differences.flush()


class ThemeCard(JudgmentSection):
    """What is judged of the theme that is shown."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.theme = Theme.MOT
        self.tiles, self.notes = EvidenceTiles(page), EvidenceTiles(page)
        self._shown: Theme | None = None
        self._finding = SegmentedChoice(options(Finding, page.ground.catalog))
        self._rationale = CitedField(
            page,
            page.say("Rationale — cite what supports it"),
            lines=4,
            tip=page.say("Press “Cite” at a piece of evidence to put its number in."),
        )
        self.enter(FINDING, self._finding)
        self.enter_cited(RATIONALE, self._rationale)
        self.body.addWidget(LabeledField(page.say("Finding"), self._finding))
        self.body.addWidget(self._rationale)
        self.body.addWidget(
            QuietLabel(
                page.say(
                    "No score is added up. You judge the whole; the desk keeps the evidence and the"
                    " gaps in view."
                )
            )
        )
        for tiles in (self.tiles, self.notes):
            tiles.weighed.connect(self._tell)
            tiles.cite_asked.connect(self._rationale.cite)

    def show_evidence(
        self,
        facts: AssessmentFacts,
        here: list[Evidence],
        notes: list[Evidence],
        differing: frozenset[str],
    ) -> None:
        """Show what can be weighed and cited."""
        self.tiles.show_evidence(here, facts.roots, differing)
        self.notes.show_evidence(notes, facts.roots, differing)

    def show_draft(self, facts: AssessmentFacts, draft: Assessment) -> None:
        """Show the finding on the theme; a rationale that is being typed is left alone."""
        finding = draft.theme(self.theme)
        if self.theme is not self._shown:
            self.forget()
        self._shown = self.theme
        self.offer(facts)
        self.show_value(FINDING, str(finding.finding.value) if finding else "")
        self._rationale.show_text(finding.rationale if finding else CitedText())
        if finding or not self.incomplete:
            for tiles in (self.tiles, self.notes):
                tiles.show_weights(
                    finding.supports if finding else (), finding.against if finding else ()
                )

    def read_into(self, draft: Assessment) -> Assessment:
        """Return the draft with this finding; a rationale alone waits for one in the journal."""
        value = self.value(FINDING)
        self.incomplete = not value and bool(self.value(RATIONALE).strip())
        if not value:
            return draft
        known = draft.theme(self.theme)
        finding = ThemeFinding(
            self.theme,
            Finding(value),
            self.cited_text(RATIONALE),
            self._weighed(FOR, known),
            self._weighed(AGAINST, known),
        )
        others = [each for each in draft.themes if each.theme is not self.theme]
        order = {theme: place for place, theme in enumerate(CORE_THEMES)}
        themes = sorted([*others, finding], key=lambda each: order[each.theme])
        return replace(draft, themes=tuple(themes))

    def forget(self) -> None:
        """Be ready for another theme or case."""
        super().forget()
        self._shown = None
        self.incomplete = False

    def _weighed(self, side: str, known: ThemeFinding | None) -> tuple[Citation, ...]:
        """Return the evidence chosen for a side; what is shown no more keeps its place."""
        before = () if known is None else known.supports if side == FOR else known.against
        shown = (self.tiles, self.notes)
        kept = tuple(each for each in before if not any(tiles.holds(each) for tiles in shown))
        return (*kept, *(each for tiles in shown for each in tiles.weighed_as(side, before)))


def _used(finding: ThemeFinding | None) -> frozenset[str]:
    """Return the evidence that a finding cites or weighs, whichever theme it was asked under."""
    if finding is None:
        return frozenset()
    found = (*finding.rationale.citations, *finding.supports, *finding.against)
    return frozenset(each.id for each in found)
