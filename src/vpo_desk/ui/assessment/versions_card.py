"""Sealed versions: the level over time, what each one says, and what changed between two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.assessment import Assessment, Level
from vpo_desk.domain.comparison import compare, lines_of
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout, go_to
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.level_chart import LevelChart, LevelPoint
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel
from vpo_desk.words import Words


class VersionsCard(Card):
    """Shows the sealed versions of a case; none of them can be changed."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Versions"))
        self._page = page
        self._sealed: tuple[Assessment, ...] = ()
        self._none = QuietLabel(
            page.say(
                "No version is sealed yet. A sealed one never changes; the next starts from it, and"
                " the level is drawn here over time."
            )
        )
        self.body.addWidget(self._none)
        words = {level: page.text(level.words) for level in Level}
        self.chart = LevelChart(words, page.say("Level of concern over time"))
        self.chart.opened.connect(self._read)
        self.body.addWidget(self.chart)
        self._told = QWidget()
        self._lines = QVBoxLayout(self._told)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.body.addWidget(self._told)
        self._choices = QWidget()
        row = FlowLayout(self._choices, gap=16, line_gap=8)
        self._before, self._after = DropDown(), DropDown()
        for label, chooser in (
            (page.say("Compare version"), self._before),
            (page.say("with version"), self._after),
        ):
            row.addWidget(LabeledField(label, chooser))
            chooser.chosen.connect(self._compare)
        self.body.addWidget(self._choices)
        self._shown = QWidget()
        self._said = QVBoxLayout(self._shown)
        self._said.setContentsMargins(0, 4, 0, 0)
        self._said.setSpacing(4)
        self.body.addWidget(self._shown)

    def show_versions(self, sealed: Sequence[Assessment]) -> None:
        """Show the sealed versions, oldest first."""
        if tuple(sealed) == self._sealed and self._sealed:
            return
        self._sealed = tuple(sealed)
        page = self._page
        self._none.setVisible(not sealed)
        self.chart.setVisible(bool(sealed))
        self._choices.setVisible(len(sealed) > 1)
        empty_layout(self._said)
        empty_layout(self._lines)
        self.chart.show_points([self._point(each) for each in sealed if each.level])
        for each in sealed:
            link = LinkButton(self._told_of(each), lambda each=each: self._read(each.id))
            self._lines.addWidget(link)
        options = [
            Option(each.id, page.say("{number}", number=each.number)) for each in self._sealed
        ]
        self._before.set_options(options, self._sealed[-2].id if len(sealed) > 1 else None)
        self._after.set_options(options, self._sealed[-1].id if sealed else None)
        if len(sealed) > 1:
            self._compare()

    def _point(self, each: Assessment) -> LevelPoint:
        level = each.level or Level.UNDETERMINED
        label = self._page.say("{number}: {day}", number=each.number, day=date_words(each.at.day))
        return LevelPoint(each.id, each.at.day, level, label, self._told_of(each))

    def _told_of(self, each: Assessment) -> str:
        return self._page.say(
            "Version {number}: {level}, {day}",
            number=each.number,
            level=each.level.words if each.level else "–",
            day=date_words(each.at.day),
        )

    def _read(self, id_: str) -> None:
        """Show everything a version says, to be read and not to be changed."""
        each = next(found for found in self._sealed if found.id == id_)
        empty_layout(self._said)
        self._said.addWidget(Heading(self._told_of(each), size="card"))
        for line in lines_of(each):
            self._say(line.what, line.said)
        if each.override:
            self._say(self._page.say("Sealed without everything in place"), (each.override,))
        place = (each.case_id, f"assessment:v{each.number}")
        words = self._page.say("Print version {number}…", number=each.number)
        self._said.addWidget(LinkButton(words, lambda: self._page.go("print", *place)))
        go_to(self._shown, self._before if self._choices.isVisible() else self._shown)

    def _compare(self, _value: object = None) -> None:
        """Show what the one says differently from the other."""
        known = {each.id: each for each in self._sealed}
        before, after = self._before.value(), self._after.value()
        if before not in known or after not in known:
            return
        page = self._page
        empty_layout(self._said)
        found = compare(known[before], known[after])
        heading = page.say(
            "What changed from version {before} to version {after}",
            before=known[before].number,
            after=known[after].number,
        )
        self._said.addWidget(Heading(heading, size="card"))
        if not found:
            self._said.addWidget(QuietLabel(page.say("Both say the same.")))
        for change in found:
            self._said.addWidget(PlainLabel(page.text(change.what), size="table", strong=True))
            was = self._joined(change.before) or page.say("nothing")
            now = self._joined(change.after) or page.say("nothing")
            for words in (page.say("Before: {said}", said=was), page.say("Now: {said}", said=now)):
                self._said.addWidget(PlainLabel(words, size="table"))

    def _say(self, what: Words | str, said: Sequence[Words | str]) -> None:
        heading = self._page.text(what) if isinstance(what, Words) else what
        self._said.addWidget(PlainLabel(heading, size="table", strong=True))
        self._said.addWidget(PlainLabel(self._joined(said), size="table"))

    def _joined(self, said: Sequence[Words | str]) -> str:
        page = self._page
        return " · ".join(page.text(each) if isinstance(each, Words) else each for each in said)
