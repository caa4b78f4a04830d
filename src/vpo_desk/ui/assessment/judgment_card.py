"""The judgment: three dials that are never summed, with reasons, gaps and what protects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal

from vpo_desk.domain.assessment import (
    Assessment,
    Confidence,
    Durability,
    Imminence,
    Level,
    Protection,
    Trend,
)
from vpo_desk.domain.cited import Citation
from vpo_desk.ui.assessment.theme_card import cited
from vpo_desk.ui.concerns.forms import options, read_day
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel


class JudgmentCard(Card):
    """Shows the judgment; `changed` asks to `read_into` a draft, `typed` to journal `words`."""

    changed = Signal()
    typed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Judgment"))
        self._page = page
        catalog = page.ground.catalog
        self._level = SegmentedChoice(options(Level, catalog))
        self._imminence = SegmentedChoice(options(Imminence, catalog))
        self._confidence = SegmentedChoice(options(Confidence, catalog))
        self._trend = SegmentedChoice(options(Trend, catalog))
        self._until = TextField()
        self._imminence_reason = TextEditor(lines=2)
        self._formulation = TextEditor(lines=4)
        self._gaps = TextEditor(lines=2)
        self._protective = TextEditor(lines=3)
        self._scenarios = TextEditor(lines=3)
        self._bias = TextEditor(lines=2)
        self._until_field = LabeledField(page.say("Undetermined until"), self._until)
        self._arrange()
        for choice in (self._level, self._imminence, self._confidence, self._trend):
            choice.chosen.connect(self._tell)
        for field in self._editors():
            field.left.connect(self._tell)
            field.typed.connect(self.typed)
        self._until.left.connect(self._tell)

    def show_draft(self, draft: Assessment) -> None:
        """Show what is judged so far; a field that is being typed in is left alone."""
        self._level.set_value(_value(draft.level))
        self._imminence.set_value(_value(draft.imminence))
        self._confidence.set_value(_value(draft.confidence))
        self._trend.set_value(_value(draft.trend))
        texts = (
            (self._imminence_reason, draft.imminence_reason),
            (self._formulation, draft.formulation.text),
            (self._gaps, draft.gaps.text),
            (self._protective, "\n".join(_line(each) for each in draft.protective)),
            (self._scenarios, "\n".join(draft.scenarios)),
            (self._bias, draft.bias),
        )
        for field, words in texts:
            if not field.hasFocus():
                field.set_words(words)
        if not self._until.hasFocus():
            self._until.set_words(draft.until.isoformat() if draft.until else "")
        self._until_field.setVisible(draft.level is Level.UNDETERMINED)

    def forget(self) -> None:
        """Be ready for another case: nothing of this one stays, wherever the focus is."""
        self.setFocus()
        for field in (*self._editors(), self._until):
            field.set_words("")

    def read_into(self, draft: Assessment, citable: Mapping[str, Citation]) -> Assessment:
        """Return the draft with what stands in the fields."""
        level, imminence = self._level.value(), self._imminence.value()
        confidence, trend = self._confidence.value(), self._trend.value()
        self._until_field.setVisible(level == Level.UNDETERMINED.value)
        return replace(
            draft,
            level=Level(level) if level else None,
            imminence=Imminence(imminence) if imminence else None,
            confidence=Confidence(confidence) if confidence else None,
            trend=Trend(trend) if trend else None,
            imminence_reason=self._imminence_reason.words(),
            formulation=cited(self._formulation.words(), citable, draft.formulation.citations),
            gaps=cited(self._gaps.words(), citable, draft.gaps.citations),
            protective=tuple(
                _protection(line) for line in self._protective.words().split("\n") if line.strip()
            ),
            scenarios=tuple(line for line in self._scenarios.words().split("\n") if line.strip()),
            bias=self._bias.words(),
            until=read_day(self._until.words()) if level == Level.UNDETERMINED.value else None,
        )

    def words(self) -> str:
        """Return the texts as typed, for the journal."""
        return json.dumps([field.words() for field in self._editors()])

    def restore(self, words: str) -> None:
        """Show texts from the journal; leaving a field saves it."""
        for field, text in zip(self._editors(), json.loads(words), strict=True):
            if not field.hasFocus() and field.words() != text:
                field.setPlainText(text)

    def commit(self) -> None:
        """Act as if every field was left now."""
        for field in (*self._editors(), self._until):
            field.commit()

    def _editors(self) -> tuple[TextEditor, ...]:
        return (
            self._imminence_reason,
            self._formulation,
            self._gaps,
            self._protective,
            self._scenarios,
            self._bias,
        )

    def _arrange(self) -> None:
        page = self._page
        hint = page.say("One a line. Put (durable), (fragile) or (time-limited) behind it.")
        for field in (
            LabeledField(page.say("Level of concern"), self._level),
            self._until_field,
            LabeledField(page.say("Imminence"), self._imminence),
            LabeledField(
                page.say("Reason for the imminence decision"),
                self._imminence_reason,
                tip=page.say(
                    "Needed when a pathway, last-resort or energy-burst behavior was seen within 14"
                    " days."
                ),
                tip_shown=True,
            ),
            LabeledField(page.say("Confidence in this judgment"), self._confidence),
            LabeledField(page.say("What is not known, and could change it"), self._gaps),
            LabeledField(page.say("Formulation: what drives, what holds back"), self._formulation),
            LabeledField(page.say("What protects"), self._protective, tip=hint, tip_shown=True),
            LabeledField(page.say("Scenarios, one a line"), self._scenarios),
            LabeledField(page.say("Trend since the last review"), self._trend),
            LabeledField(
                page.say("Bias and rights check"),
                self._bias,
                tip=page.say(
                    "Would I judge the same facts the same way with another person? Is anything here"
                    " only about belief or lawful speech? Which fact rests on one source?"
                ),
                tip_shown=True,
            ),
        ):
            self.body.addWidget(field)
        self.body.addWidget(QuietLabel(page.say("Three dials. They are never added up.")))

    def _tell(self) -> None:
        self.changed.emit()


_MARKS = {
    " (durable)": Durability.DURABLE,
    " (fragile)": Durability.FRAGILE,
    " (time-limited)": Durability.TIME_LIMITED,
}


def _value(term: Level | Imminence | Confidence | Trend | None) -> str | None:
    return str(term.value) if term else None


def _line(protection: Protection) -> str:
    marks = {durability: mark for mark, durability in _MARKS.items()}
    mark = marks[protection.durability] if protection.durability else ""
    until = f" until {protection.until.isoformat()}" if protection.until else ""
    return f"{protection.text}{until}{mark}"


def _protection(line: str) -> Protection:
    durability = None
    for mark, found in _MARKS.items():
        if line.rstrip().endswith(mark):
            line, durability = line.rstrip().removesuffix(mark), found
    text, separator, day = line.rpartition(" until ")
    until = read_day(day) if separator else None
    return Protection(text if until else line, durability, until)
