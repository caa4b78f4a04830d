"""Gathers the one-page case summary for a meeting, with initials only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpo_desk.documents.content import (
    LevelLine,
    ReportContent,
    ReportRoom,
    ReportSection,
    ReportText,
    Sheet,
)
from vpo_desk.domain.assessment import Assessment, WarningFinding
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.statement import Theme
from vpo_desk.services.paper.case_background import timeline_table, why_now
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.judged_parts import (
    HOLDS,
    NOT_RECORDED,
    NOTHING_RECORDED,
    SEEN,
    Numbered,
    level_line,
    protection_words,
    said_or_not,
)
from vpo_desk.services.paper.naming import Naming, day_text, said_text
from vpo_desk.services.paper.sources import source_lines
from vpo_desk.words import Words, say

TIMELINE_LINES = 5
HANDLING = say(
    "For this meeting only. It supports decisions and predicts nothing. It belongs to the agency"
    " named above and is not for administrative or court proceedings without its approval."
)


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """What a summary says, for a paper of its own or a page of a packet."""

    facts: tuple[tuple[Words, Words | str | LevelLine | None], ...]
    sections: tuple[ReportSection, ...]


@dataclass(frozen=True, slots=True)
class SummaryPaper:
    """Fills the summary of a case."""

    desk: CaseDesk

    def state(self, case_id: str, *, draft: bool) -> tuple[bool, int, str]:
        """Return whether it is a draft, the assessment's number and id; VpoError without one."""
        return self.desk.judged_state(case_id, draft=draft)

    def content(self, case_id: str, sheet: Sheet, *, draft: bool) -> ReportContent:
        """Return what the page says; the person is named by initials on every copy."""
        judged = self.desk.judged(case_id, draft=draft)
        page = self.page(judged, Naming(self.desk.people, case_id, leaves=True))
        return ReportContent(sheet, page.facts, page.sections, dense=True)

    def page(
        self, judged: Assessment | None, naming: Naming, asked: str = "", *, sources: bool = True
    ) -> SummaryPage:
        """Return what is known of the case of `naming`; what nobody judged yet is not recorded.

        `asked` is what the meeting is to decide, `sources` lists what the numbers lead to.
        """
        desk, case_id = self.desk, naming.case_id
        view = desk.cases.view(case_id)
        numbered = Numbered(lists=sources)
        imminence, confidence, trend = (
            (judged.imminence, judged.confidence, judged.trend) if judged else (None, None, None)
        )
        facts = (
            (say("Person of concern"), naming.subject(view.subject)),
            (say("Level of concern"), level_line(judged, desk.assessments.versions(case_id))),
            (say("Next review"), _review(view.case.next_review, self.desk.ground.clock.now().day)),
            (say("Imminence"), imminence.words if imminence else None),
            (say("Confidence"), confidence.words if confidence else None),
            (say("Trend"), trend.words if trend else None),
        )
        room = ReportRoom(lines=2)
        sections = (
            ReportSection(say("Why now"), why_now(desk, case_id) or (_nothing(),)),
            ReportSection(say("Latest on the timeline"), self._latest(case_id, naming)),
            ReportSection(say("What drives"), _drives(judged, numbered)),
            ReportSection(say("Warning behaviors"), _seen(judged, numbered)),
            ReportSection(say("What protects"), (ReportText(_protects(judged)),)),
            ReportSection(say("Safety and status"), self._status(judged, naming, numbered)),
            ReportSection(say("Not known"), (_gaps(judged, numbered),)),
            ReportSection(
                say("Decisions asked of this meeting"),
                (ReportText(asked), room) if asked.strip() else (room,),
            ),
        )
        last: tuple[ReportText | ReportRoom, ...] = (
            ReportText(HANDLING, small=True),
            ReportRoom(tick=say("Collected at the end of the meeting and shredded")),
        )
        if sources and (words := self._sources(numbered, naming)) is not None:
            last = (*last, ReportText(words, say("Sources:"), small=True))
        return SummaryPage(facts, (*sections, ReportSection(say("Handling"), last)))

    def _sources(self, numbered: Numbered, naming: Naming) -> Words | None:
        lines = source_lines(numbered.texts, numbered.numbers, naming, self.desk.citations)
        return _joined(
            [say("[{number}] {words}", number=each.number, words=each.words) for each in lines]
        )

    def _latest(self, case_id: str, naming: Naming) -> tuple[ReportText, ...]:
        rows = timeline_table(self.desk, case_id, naming, TIMELINE_LINES).rows
        found = tuple(ReportText(what, say("{when}:", when=when)) for when, what in rows)
        return found or (_nothing(),)

    def _status(
        self, judged: Assessment | None, naming: Naming, numbered: Numbered
    ) -> tuple[ReportText, ...]:
        desk, case_id = self.desk, naming.case_id
        plan = desk.plans.sealed(case_id)
        weapons = judged.theme(Theme.WPN) if judged else None
        orders = [
            say(
                "{kind} until {day}",
                kind=each.kind.words,
                day=day_text(each.until),
            )
            for each in desk.orders.of_case(case_id)
            if each.stands
        ]
        status: Words = say("none in force")
        if plan is not None:
            status = _open_actions(plan, desk.ground.clock.now().day)
        means: Words | str = NOT_RECORDED
        if weapons is not None:
            why = numbered.text(weapons.rationale)
            means = say("{finding}. {why}", finding=weapons.finding.words, why=why)
        return (
            ReportText(self._targets(plan, naming), say("Possible targets:")),
            ReportText(means, say("Access to means:")),
            ReportText(_joined(orders) or say("no order stands"), say("Orders:")),
            ReportText(status, say("Plan:")),
        )

    def _targets(self, plan: Plan | None, naming: Naming) -> Words:
        """Return each possible target with what was decided on telling them.

        The decision is about one person; of another nothing is said by it.
        """
        people = self.desk.people
        lines: list[Words] = []
        for line in people.roles(naming.case_id):
            if line.role.role is not RoleName.POSSIBLE_TARGET:
                continue
            notify = plan.notify if plan else None
            told = say("whether to tell them is not recorded")
            if notify is not None and notify.person_id in people.same(line.person.id):
                told = notify.decision.words
            who = naming.source(line.person.id)
            lines.append(say("{who} ({told})", who=who, told=told))
        return _joined(lines) or say("None is named.")


def _review(day: date | None, today: date) -> Words | str:
    if day is not None and day < today:
        return say("{day} (overdue)", day=day_text(day))
    return day_text(day)


def _open_actions(plan: Plan, today: date) -> Words:
    """Return how many actions of a plan are open, and when the first of them is or was due."""
    left = sum(each.is_open for each in plan.actions)
    words = say(
        "version {number}, {left} of {count} actions open",
        number=plan.number,
        left=left,
        count=len(plan.actions),
    )
    due = plan.next_due
    if due is None:
        return words
    if due < today:
        return say("{words}, first due {day} (overdue)", words=words, day=day_text(due))
    return say("{words}, next due {day}", words=words, day=day_text(due))


def _seen(judged: Assessment | None, numbered: Numbered) -> tuple[ReportText, ...]:
    if judged is None:
        return (_nothing(),)
    found = tuple(
        ReportText(_behavior(each, numbered), say("{behavior}:", behavior=each.behavior.words))
        for each in judged.warning
        if each.state in SEEN
    )
    return found or (ReportText(say("None seen.")),)


def _behavior(seen: WarningFinding, numbered: Numbered) -> Words:
    """Return how a behavior stands, with the days that are known of it."""
    words: Words = seen.state.words
    if seen.first is not None:
        words = say("{words}, first {day}", words=words, day=said_text(seen.first))
    if seen.last is not None:
        words = say("{words}, last {day}", words=words, day=said_text(seen.last))
    evidence = numbered.text(seen.cited)
    return say("{words}. {evidence}", words=words, evidence=evidence) if evidence.strip() else words


def _protects(judged: Assessment | None) -> Words:
    if judged is None:
        return NOTHING_RECORDED
    nothing = say("Nothing protective is recorded.")
    return _joined([protection_words(each) for each in judged.protective]) or nothing


def _drives(judged: Assessment | None, numbered: Numbered) -> tuple[ReportText, ...]:
    """Return the factors that are there, then the formulation."""
    if judged is None:
        return (_nothing(),)
    names = ", ".join(each.name for each in judged.factors if each.state in HOLDS)
    lines = [ReportText(names, say("Factors:"))] if names else []
    return (*lines, said_or_not(numbered.text(judged.formulation)))


def _gaps(judged: Assessment | None, numbered: Numbered) -> ReportText:
    return said_or_not(numbered.text(judged.gaps)) if judged else _nothing()


def _nothing() -> ReportText:
    return ReportText(NOTHING_RECORDED)


def _joined(parts: list[Words]) -> Words | None:
    found: Words | None = None
    for part in parts:
        found = part if found is None else say("{those}; {this}", those=found, this=part)
    return found
