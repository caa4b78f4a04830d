"""One case: its head with level and next review, and its parts behind tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vpo_desk.domain.case import CaseState
from vpo_desk.domain.changes import Changes
from vpo_desk.services.cases import CaseView
from vpo_desk.ui.assessment.part import AssessmentPart
from vpo_desk.ui.cases.dates_part import DatesPart
from vpo_desk.ui.cases.files_part import FilesPart
from vpo_desk.ui.cases.interviews_part import InterviewsPart
from vpo_desk.ui.cases.life_part import LifePart
from vpo_desk.ui.cases.overview_part import OverviewPart
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.cases.people_part import PeoplePart
from vpo_desk.ui.cases.records_part import RecordsPart
from vpo_desk.ui.cases.retention_part import RetentionPart
from vpo_desk.ui.cases.tabs import Tabs
from vpo_desk.ui.cases.timeline_part import TimelinePart
from vpo_desk.ui.gaps.part import GapsPart
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.plan.part import PlanPart
from vpo_desk.ui.plan.rule_questions import RuleQuestionsCard
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.level_mark import LevelMark
from vpo_desk.ui.widgets.text import Badge, QuietLabel
from vpo_desk.words import Words, say

OVERVIEW: Final = "overview"
_PARTS: Final[dict[str, Callable[[Page], CasePart]]] = {
    OVERVIEW: OverviewPart,
    "people": PeoplePart,
    "timeline": TimelinePart,
    "interviews": InterviewsPart,
    "gaps": GapsPart,
    "records": RecordsPart,
    "files": FilesPart,
    "dates": DatesPart,
    "assessment": AssessmentPart,
    "plan": PlanPart,
    "life": LifePart,
    "retention": RetentionPart,
}


class CasePage(Page):
    """A case with its tabs; `part` of its place is the tab."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Case"))
        self._level = LevelMark()
        self._juvenile = Badge(self.say("Juvenile"), tone="warning")
        self._reviewed = QuietLabel()
        self._marks = QWidget()
        column = QVBoxLayout(self._marks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._level)
        column.addWidget(self._reviewed)
        self.head.add(self._juvenile)
        self._juvenile.hide()
        self.head.add(self._marks)
        self.head.add(Button(self.say("Start interview"), self._begin_interview, kind="primary"))
        self.head.add(Button(self.say("Print…"), self._print))
        self.head.add(Button(self.say("Log…"), lambda: self.go("log", self.place.id)))
        self._parts: dict[str, CasePart] = {}
        words = {
            OVERVIEW: self.say("Overview"),
            "people": self.say("People"),
            "timeline": self.say("Timeline"),
            "interviews": self.say("Interviews"),
            "gaps": self.say("Gap map"),
            "records": self.say("Records"),
            "files": self.say("Files"),
            "dates": self.say("Tasks"),
            "assessment": self.say("Assessment"),
            "plan": self.say("Plan"),
            "life": self.say("Review"),
            "retention": self.say("Retention"),
        }
        self._tabs = Tabs(tuple(words.items()), self.say("Parts of the case"))
        self._tabs.chosen.connect(self._show_tab)
        self.body.addWidget(self._tabs)
        self._rules = RuleQuestionsCard(self)
        self.body.addWidget(self._rules)
        self.fill_rest()

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return self._tabs.current()

    def part(self, name: str) -> CasePart:
        """Return the part behind a tab; it is made when it is first wanted, one at a time."""
        if name not in self._parts:
            part = self._parts[name] = _PARTS[name](self)
            part.hide()
            self.body.insertWidget(self.body.count() - 1, part)
        return self._parts[name]

    def arrive(self, place: Place) -> None:
        """Read the case and show the tab asked for."""
        self.query(lambda services: services.cases.view(place.id), self._show)
        self._rules.show_case(place.id)
        self._show_tab(place.part or OVERVIEW)

    def refresh(self, changes: Changes) -> None:
        """Follow what happens to this case."""
        if changes.touches(self.place.id):
            self.query(lambda services: services.cases.view(self.place.id), self._show)
            self._rules.follow()
        self.part(self.tab).refresh(changes)

    def flush(self) -> None:
        """Journal what was typed in any part."""
        self._rules.flush()
        for part in self._parts.values():
            part.flush()

    def help(self) -> tuple[Words, ...]:
        """Say how a case goes on."""
        return (
            say("Gather by interviews, judge with reasons, plan who does what by when, review."),
            say("No score is added up. The desk keeps the evidence and the gaps in view."),
            *self.part(self.tab).help(),
        )

    def _show(self, view: CaseView) -> None:
        case = view.case
        name = (
            view.subject.name if view.subject and view.subject.name else self.say("Name not known")
        )
        line = self.say(
            "{number} · opened {day} · {state}",
            number=case.number,
            day=date_words(case.opened_at.day),
            state=case.state.words,
        )
        if view.subject and view.subject.born:
            line += self.say(" · born {said}", said=view.subject.born.said)
        self.head.show_words(name, line)
        subject = view.subject
        self._juvenile.setVisible(bool(subject and subject.juvenile))
        handling = subject.handling if subject else ""
        self._juvenile.setToolTip(handling)
        self._juvenile.setAccessibleDescription(handling)
        self._level.set_level(case.level, self.text(case.level.words) if case.level else "")
        self._level.setVisible(case.level is not None)
        dates: list[str] = []
        if case.assessed_on:
            dates.append(self.say("assessed {day}", day=date_words(case.assessed_on)))
        if case.next_review:
            day = date_words(case.next_review)
            inquiry = case.state is CaseState.PRELIMINARY
            ends = self.say("inquiry ends {day}", day=day)
            dates.append(ends if inquiry else self.say("review {day}", day=day))
        self._reviewed.setText(" · ".join(dates))
        self._reviewed.setVisible(bool(dates))
        self._marks.setVisible(case.level is not None or bool(dates))

    def _show_tab(self, name: str) -> None:
        if name not in _PARTS:
            name = OVERVIEW
        self._tabs.set_current(name)
        shown = self.part(name)
        here = QApplication.focusWidget()
        left = (part for part in self._parts.values() if part is not shown)
        if here is not None and any(part is here or part.isAncestorOf(here) for part in left):
            self._tabs.setFocus()  # else Qt takes it to whatever comes next, and scrolls there
        for part in self._parts.values():
            part.setVisible(part is shown)
        self.turn(name)
        if name == "plan":
            self._rules.ask_again()
        shown.load(self.place.id)

    def _begin_interview(self) -> None:
        self._show_tab("interviews")
        part = self.part("interviews")
        if isinstance(part, InterviewsPart):
            part.begin()

    def _print(self) -> None:
        self.go("print", self.place.id, self.part(self.tab).paper)
