"""One cell of the gap map: what is unknown there, who could best be asked, and how to ask it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.gap_map import Askable, Candidate, GapCell, GapSource, Knowing, SourceKind
from vpo_desk.domain.interview import Interview
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.documents.blank import BlankForms, Fill
from vpo_desk.ui.gaps.gap_table import knowing_words, source_name
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.documents.content import FormContent
    from vpo_desk.services.catalog import Services


THESE: Final = "these"
ALL: Final = "all"


class HoleCard(Card):
    """Shows a cell of the map; from here the questions are asked, on screen or on paper.

    `left` asks for the map again.
    """

    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("What is not known there"))
        self._page = page
        self._case_id = ""
        self._candidates: tuple[Candidate, ...] = ()
        self._starting = OneAtATime(page)
        self._forms = BlankForms(page)
        self._state = PlainLabel("", strong=True)
        self._explained = QuietLabel()
        self._who = DropDown(hint=page.say("choose"))
        self._who.chosen.connect(self._show_questions)
        self._who_field = LabeledField(
            page.say("Who could best be asked"),
            self._who,
            tip=page.say(
                "By role and protocol: who was never asked first, then by most questions."
            ),
            tip_shown=True,
        )
        self._questions = QWidget()
        self._lines = QVBoxLayout(self._questions)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._extent = SegmentedChoice(
            (
                Option(THESE, page.say("These questions")),
                Option(ALL, page.say("Everything this person was not asked")),
            ),
            value=THESE,
        )
        self._extent_field = LabeledField(page.say("On paper"), self._extent)
        self._steps = QWidget()
        row = FlowLayout(self._steps, gap=12, line_gap=8)
        for button in (
            Button(page.say("Start an interview at these questions"), self._start, kind="primary"),
            Button(page.say("Print the form"), self._print),
            Button(page.say("Save the form as PDF…"), self._save),
        ):
            row.addWidget(button)
        self.body.addWidget(self._state)
        self.body.addWidget(self._explained)
        self._asking = (self._who_field, self._questions, self._extent_field, self._steps)
        for widget in self._asking:
            self.body.addWidget(widget)
        self.body.addWidget(LinkButton(page.say("Back to the map"), self.left.emit))
        self.hide()

    def show_cell(
        self, case_id: str, cell: GapCell, source: GapSource, candidates: Sequence[Candidate]
    ) -> None:
        """Show a cell, and go there."""
        catalog = self._page.ground.catalog
        self._case_id, self._candidates = case_id, tuple(candidates)
        theme = self._page.text(cell.theme.words)
        self._state.setText(
            f"{theme} · {source_name(source, catalog)}: {knowing_words(cell.knowing, catalog)}"
        )
        self._explained.setText(self._explain(cell, source))
        options = [
            Option(str(place), self._candidate_words(each))
            for place, each in enumerate(self._candidates)
        ]
        own = [p for p, each in enumerate(candidates) if each.person_id == source.key]
        first = str(own[0]) if own else "0"
        self._who.set_options(options, first if options else None)
        for widget in self._asking:
            widget.setVisible(bool(options))
        self._show_questions()
        self.show()
        go_to(self, self._who if options else None)

    def _explain(self, cell: GapCell, source: GapSource) -> str:
        say = self._page.say
        asked = ", ".join(each.question_id for each in cell.asked if each.question_id)
        lines = [say("Asked so far: {ids}.", ids=asked)] if asked else []
        if cell.knowing is Knowing.CANNOT_KNOW:
            if source.kind is SourceKind.RECORDS:
                lines.append(say("The records checklist has no line on this theme."))
            else:
                lines.append(say("The protocols for this role have no question on this theme."))
        elif source.kind is SourceKind.RECORDS and cell.open:
            left = ", ".join(each.question_id for each in cell.open)
            lines.append(say("Not looked up yet: {ids} (tab Records).", ids=left))
        elif not cell.open:
            lines.append(say("Every question on it was put to this source."))
        if not self._candidates:
            lines.append(
                say("Nobody of the case has a question left on it. Add people (Overview).")
            )
        return "\n".join(lines)

    def _candidate_words(self, each: Candidate) -> str:
        name = each.name or self._page.say("name not known")
        count = len(each.questions)
        told = self._page.say("1 question") if count == 1 else ""
        told = told or self._page.say("{count} questions", count=count)
        return f"{name} ({each.role}) · {each.title} · {told}"

    def _chosen(self) -> Candidate | None:
        value = self._who.value()
        return self._candidates[int(value)] if value is not None else None

    def _show_questions(self, _value: str = "") -> None:
        empty_layout(self._lines)
        chosen = self._chosen()
        for each in chosen.questions if chosen else ():
            self._lines.addWidget(PlainLabel(_question_words(each), size="table"))

    def _start(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        case_id, at = self._case_id, self._page.ground.clock.now()
        ids = tuple(each.question_id for each in chosen.questions)

        def started(found: tuple[Interview, str]) -> None:
            self._page.go("interview", found[0].id, found[1])

        self._starting.command(
            lambda services: services.gaps.begin(
                case_id, chosen.person_id, chosen.protocol, ids, at
            ),
            started,
        )

    def _print(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._forms.print(self._form(chosen))

    def _save(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._forms.save(self._form(chosen), self._page.say("Questions.pdf"))

    def _form(self, chosen: Candidate) -> Fill:
        case_id, ids = self._case_id, tuple(each.question_id for each in chosen.questions)
        everything = self._extent.value() == ALL

        def fill(services: Services) -> FormContent:
            only = ids
            if everything:
                only = services.gaps.unknown(case_id, chosen.person_id, chosen.protocol)
            return services.protocols.form(chosen.protocol, only=only)

        return fill


def _question_words(ask: Askable) -> str:
    return f"{ask.question_id}  {ask.text}"
