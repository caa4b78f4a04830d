"""Gathers the assessment report: what was asked, found, weighed and judged, with its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vpo_desk.documents.content import (
    InForce,
    ReportContent,
    ReportSection,
    ReportTable,
    ReportText,
    Sheet,
)
from vpo_desk.domain.assessment import Assessment, Outlook, with_outlook
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.statement import DifferenceState, Theme
from vpo_desk.protocols.knowledge import KeyQuestions
from vpo_desk.services.paper.case_background import background
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.judged_parts import (
    NOT_RECORDED,
    NOTHING_RECORDED,
    Numbered,
    bullets,
    level_line,
    protection_words,
    said_or_not,
    warning_table,
)
from vpo_desk.services.paper.naming import Naming, agreed_words, day_text, short_day_text
from vpo_desk.services.paper.old_version import (
    KnownThen,
    in_force_instead,
    known_then,
    last_sealed,
    reprint_words,
)
from vpo_desk.services.paper.sources import source_lines
from vpo_desk.words import Words, say

LIMITS = (
    say(
        "This assessment rests on what was known when it was written. It supports decisions; it"
        " does not predict what anybody will do. No score stands behind it."
    ),
    say(
        "It belongs to the agency named above. It is not written for administrative or court"
        " proceedings, and is not to be used in one, copied or passed on without that agency's"
        " written approval."
    ),
)


@dataclass(frozen=True, slots=True)
class AssessmentPaper:
    """Fills the report of one assessment."""

    desk: CaseDesk

    def state(
        self, case_id: str, *, draft: bool, version: int | None = None
    ) -> tuple[bool, int, str]:
        """Return whether it is a draft, its number and id; VpoError without an assessment."""
        return self.desk.judged_state(case_id, draft=draft, version=version)

    def instead(self, case_id: str, version: int) -> InForce | None:
        """Return what superseded a version; None when it is in force."""
        return in_force_instead(self.desk.assessments.versions(case_id), version)

    def content(
        self,
        case_id: str,
        sheet: Sheet,
        *,
        leaves: bool,
        draft: bool,
        version: int | None = None,
    ) -> ReportContent:
        """Return everything the printed report says.

        A superseded one says what was known when it was sealed, and the plan that it led to.
        """
        desk = self.desk
        judged = desk.judged(case_id, draft=draft, version=version)
        until = judged.sealed_at if sheet.superseded else None
        view = desk.cases.view(case_id)
        naming = Naming(desk.people, case_id, leaves)
        numbered = Numbered()
        sections = (
            ReportSection(
                say("How to read this"),
                tuple(ReportText(each) for each in (*reprint_words(sheet, until), *LIMITS)),
            ),
            *background(desk, case_id, naming, until),
            *self._found(judged, numbered),
            *self._weighed(
                judged, numbered, naming, known_then(desk.ground.history, case_id, until)
            ),
            *self._concluded(judged, numbered),
            *self._managed(self._plan(judged, until), naming),
            self._limits(judged, numbered, until),
            *_appendix(desk.guide.key_questions(), judged, numbered),
        )
        sources = source_lines(numbered.texts, numbered.numbers, naming, desk.citations)
        listed = tuple(
            ReportText(say("[{number}] {words}", number=each.number, words=each.words), small=True)
            for each in sources
        )
        facts = (
            (say("Person of concern"), naming.subject(view.subject)),
            (say("Level of concern"), level_line(judged, desk.assessments.versions(case_id))),
            (
                say("Next review"),
                day_text(None if until else view.case.next_review),
            ),
            (say("Imminence"), judged.imminence.words if judged.imminence else None),
            (say("Confidence"), judged.confidence.words if judged.confidence else None),
            (say("Trend"), judged.trend.words if judged.trend else None),
            (say("Assessed"), day_text(judged.at.day)),
            (say("Prepared by"), desk.agency.get().officer),
            *(((say("Undetermined until"), day_text(judged.until)),) if judged.until else ()),
        )
        last = (ReportSection(say("Sources"), listed),) if listed else ()
        roles = (say("Officer"), say("Supervisor"), say("Received by"))
        return ReportContent(sheet, facts, (*sections, *last), roles)

    def _found(self, judged: Assessment, numbered: Numbered) -> Iterator[ReportSection]:
        rows: list[tuple[Words | str, ...]] = []
        for each in judged.themes:
            rationale = numbered.text(each.rationale)
            sides = (numbered.listed(each.supports), numbered.listed(each.against))
            rows.append((each.theme.words, each.finding.words, rationale, *sides))
        head = (say("Theme"), say("Finding"), say("Rationale"), say("For"), say("Against"))
        if any(each.supports or each.against for each in judged.themes):
            table = ReportTable(head, tuple(rows), (20, 12, 46, 11, 11))
        else:  # evidence stands in the rationale alone
            table = ReportTable(head[:3], tuple(row[:3] for row in rows), (24, 14, 62))
        yield ReportSection(
            say("The thirteen themes"), (table,) if rows else (ReportText(NOTHING_RECORDED),)
        )
        warning = warning_table(judged, numbered)
        note = ReportText(
            say(
                "After Meloy, Hoffmann, Guldimann and James (2012). Not a checklist, and not"
                " predictive; what is not listed is unknown."
            ),
            small=True,
        )
        none = ReportText(say("None is recorded."))
        yield ReportSection(say("Warning behaviors"), (warning if warning.rows else none, note))

    def _weighed(
        self, judged: Assessment, numbered: Numbered, naming: Naming, then: KnownThen
    ) -> Iterator[ReportSection]:
        groups = {each.name.casefold(): each.group for each in self.desk.guide.factors().factors}
        names = {
            "background": say("Background"),
            "current": say("Current"),
            "context": say("Context"),
        }
        other = say("Other")
        rows: list[tuple[Words | str, ...]] = [
            (
                names.get(groups.get(each.name.casefold(), ""), other),
                each.name,
                each.state.words,
                numbered.text(each.cited),
            )
            for each in judged.factors
        ]
        head = (say("Group"), say("Factor"), say("State"), say("Why it matters here"))
        table = ReportTable(head, tuple(rows), (14, 26, 14, 46))
        yield ReportSection(
            say("Stressors, triggers and other factors"),
            (table,) if rows else (ReportText(NOTHING_RECORDED),),
        )
        protects = bullets(
            (protection_words(each) for each in judged.protective),
            say("Nothing protective is recorded."),
        )
        yield ReportSection(say("What protects"), protects)
        yield ReportSection(say("Weapons and access to means"), (_means(judged, numbered),))
        targets = [
            ReportText(say("• {who}", who=naming.source(line.person.id)))
            for line in self.desk.people.roles(naming.case_id)
            if line.role.role is RoleName.POSSIBLE_TARGET and then.had(line.role.id)
        ]
        yield ReportSection(
            say("Possible targets"), tuple(targets) or (ReportText(say("None is named.")),)
        )

    def _concluded(self, judged: Assessment, numbered: Numbered) -> Iterator[ReportSection]:
        benign = judged.check("benign_explanation")
        yield ReportSection(say("Other explanations considered"), (said_or_not(benign),))
        formulation = numbered.text(judged.formulation)
        yield ReportSection(say("Formulation"), (said_or_not(formulation),))
        scenarios = tuple(
            ReportText(text, say("{name}:", name=name.words) if name else "")
            for name, text in with_outlook(judged.scenarios)
        )
        nothing = say("No scenario is written ({names}).", names=_names())
        yield ReportSection(say("Scenarios"), scenarios or (ReportText(nothing),))
        texts = self.desk.guide.levels()
        means = {each.id: each.definition for each in texts.levels}
        lines: list[ReportText] = []
        if judged.level:
            lines.append(ReportText(means[judged.level], say("{level}:", level=judged.level.words)))
        for label, reason in (
            (say("Reason for the imminence:"), judged.imminence_reason),
            (say("Reason for the trend:"), judged.trend_reason),
        ):
            if reason.strip():
                lines.append(ReportText(reason, label))
        apart = say("Level, imminence and confidence are judged apart and never added up.")
        lines.append(ReportText(apart, small=True))
        if judged.signed:
            lines.append(ReportText(agreed_words(judged.signed)))
        yield ReportSection(say("Judgment"), tuple(lines))

    def _plan(self, judged: Assessment, until: Moment | None) -> Plan | None:
        """Return the plan in force, or for a superseded judgment the last one before the next."""
        if until is None:
            return self.desk.plans.sealed(judged.case_id)
        later = self.desk.assessments.versions(judged.case_id)
        ended = next((each.sealed_at for each in later if each.number > judged.number), None)
        return last_sealed(self.desk.plans.versions(judged.case_id), ended)

    def _managed(self, plan: Plan | None, naming: Naming) -> Iterator[ReportSection]:
        if plan is None:
            words = (ReportText(say("No management plan is in force.")),)
            yield ReportSection(say("Management"), words)
            return
        rows: list[tuple[Words | str, ...]] = [
            (
                each.domain.words,
                each.what,
                each.owner or "–",
                short_day_text(each.due),
                each.status.words,
            )
            for each in plan.actions
        ]
        head = (say("Domain"), say("Action"), say("Owner"), say("Due"), say("Status"))
        review = say(
            "Plan version {number}; next review {day}.",
            number=plan.number,
            day=day_text(plan.review),
        )
        table = ReportTable(head, tuple(rows), (16, 38, 20, 14, 12))
        yield ReportSection(say("Management"), (ReportText(review), table))
        told = NOT_RECORDED
        if plan.notify:
            told = say(
                "{decision} ({who}): {reason}",
                decision=plan.notify.decision.words,
                who=naming.source(plan.notify.person_id),
                reason=plan.notify.reason,
            )
        yield ReportSection(say("Telling the possible target"), (ReportText(told),))

    def _limits(
        self, judged: Assessment, numbered: Numbered, until: Moment | None
    ) -> ReportSection:
        desk = self.desk
        differences = desk.knowledge.differences(judged.case_id)
        if until is not None:
            differences = desk.knowledge.differences_before(judged.case_id, until.utc)
        parts = [ReportText(numbered.text(judged.gaps) or say("No gap is recorded."))]
        parts += [
            ReportText(each.reason, say("Sources differ:"))
            for each in differences
            if each.state is DifferenceState.OPEN
        ]
        if until is None:  # what to know before relying on it is said of what is in force
            today = desk.ground.clock.now().day
            parts += [ReportText(each.words) for each in desk.evidence.cautions(judged, today)]
        if judged.override.strip():
            label = say("Sealed without everything in place, for this reason:")
            parts.append(ReportText(judged.override, label))
        return ReportSection(say("Limits of this assessment"), tuple(parts))


def _means(judged: Assessment, numbered: Numbered) -> ReportText:
    weapons = judged.theme(Theme.WPN)
    if weapons is None:
        return ReportText(NOT_RECORDED)
    rationale = numbered.text(weapons.rationale)
    if not rationale.strip():
        return ReportText(say("{finding}.", finding=weapons.finding.words))
    return ReportText(rationale, say("{finding}:", finding=weapons.finding.words))


def _appendix(
    asked: KeyQuestions, judged: Assessment, numbered: Numbered
) -> Iterator[ReportSection]:
    """Yield what was answered of the key questions and of the checks on bias and rights."""
    rows: list[tuple[Words | str, ...]] = []
    for number, each in enumerate(asked.questions, start=1):
        said = judged.question(each.id)
        status = said.status.words if said and said.status else say("Not answered")
        rows.append((str(number), each.text, status, numbered.text(said.text) if said else ""))
    head = (say("No."), say("Question"), say("Facts say"), say("Answer"))
    table: ReportTable | ReportText = ReportTable(head, tuple(rows), (5, 35, 14, 46))
    if not any(each.status or each.text.text.strip() for each in judged.questions):
        none = say("None of the {count} key questions was answered.", count=len(rows))
        table = ReportText(none)
    yield ReportSection(say("Appendix: key questions"), (table,))
    # One text on all the checks answers them: then only those with words of their own stand here.
    checks = [
        ReportText(judged.check(each.id) or NOT_RECORDED, each.text)
        for each in asked.checks
        if judged.check(each.id) or not judged.bias.strip()
    ]
    if judged.bias.strip():
        checks.insert(0, ReportText(judged.bias))
    yield ReportSection(say("Appendix: bias and rights checks"), tuple(checks))


def _names() -> Words:
    likely, worst, improves = (each.words for each in Outlook)
    return say("{a}, {b}, {c}", a=likely, b=worst, c=improves)
