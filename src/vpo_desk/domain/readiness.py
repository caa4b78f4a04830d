"""What a case still lacks for its next state: listed and led to, never a stop.

Followed from the public models of the Secret Service and the FBI; the gates that do stop a step
stand in `gates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from vpo_desk.domain.assessment import Assessment, Level
from vpo_desk.domain.case import Case, CaseState
from vpo_desk.domain.closing import Closing, Grounds, Transfer
from vpo_desk.domain.concern import Triage
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.review import Review
from vpo_desk.domain.statement import CORE_THEMES
from vpo_desk.words import Words, say, say_count

TARGET_STATE: Final = {
    CaseState.PRELIMINARY: say("opening the case"),
    CaseState.GATHERING: say("the assessment"),
    CaseState.ASSESSED: say("the plan"),
    CaseState.MANAGED: say("watching only, or closing"),
    CaseState.MONITORING: say("closing"),
    CaseState.CLOSED: say("what follows the closing"),
    CaseState.TRANSFERRED: say("what follows the hand-over"),
}
"""What each state leads to, as a heading says it."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing; `tab` is the part of the case page where it is filled in."""

    code: str
    words: Words
    tab: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a case when it is asked what is missing."""

    case: Case
    today: date
    triage: Triage | None = None
    roles: frozenset[RoleName] = frozenset()
    heard: frozenset[RoleName] = frozenset()
    source_kinds: int = 0
    records: int = 0
    held_out: int = 0
    open_differences: int = 0
    draft: Assessment | None = None
    sealed: Assessment | None = None
    plan: Plan | None = None
    last_review: Review | None = None
    entries_since: int = 0
    closing: Closing | None = None
    transfer: Transfer | None = None
    schedule_set: bool = False
    meetings: int = 0
    rule_questions: int = 0
    release_known: bool = False


def lacks(standing: Standing) -> tuple[Lack, ...]:
    """Return what is missing for the next state, in the order in which it is worked on."""
    match standing.case.state:
        case CaseState.PRELIMINARY:
            return _before_opening(standing)
        case CaseState.GATHERING:
            return _before_assessment(standing)
        case CaseState.ASSESSED:
            return _before_plan(standing)
        case CaseState.MANAGED:
            return (*_before_plan(standing), *_before_watching(standing))
        case CaseState.MONITORING:
            return _before_closing(standing)
        case CaseState.CLOSED | CaseState.TRANSFERRED:
            return _after_the_end(standing)


def _chosen(*wanted: tuple[object, str, Words, str]) -> tuple[Lack, ...]:
    return tuple(Lack(code, words, tab) for there, code, words, tab in wanted if not there)


def _before_opening(standing: Standing) -> tuple[Lack, ...]:
    triage = standing.triage
    threshold = triage.threshold if triage else None
    return _chosen(
        (
            threshold and threshold.behavior.strip(),
            "threshold:behavior",
            say("Triage does not say what the behavior is."),
            "overview",
        ),
        (
            threshold and threshold.link.strip(),
            "threshold:link",
            say("Triage does not say how it links to possible violence."),
            "overview",
        ),
        (
            threshold and threshold.scope.strip(),
            "threshold:scope",
            say("Triage does not say whether it is within your scope."),
            "overview",
        ),
        (
            threshold and threshold.purpose.strip(),
            "threshold:purpose",
            say("Triage does not name the lawful purpose."),
            "overview",
        ),
        (
            standing.source_kinds > 1,
            "sources",
            say("Only one kind of source is heard: add another, or say in the decision why not."),
            "interviews",
        ),
        _protected(standing),
        (
            triage and triage.signed,
            "supervisor",
            say("That a supervisor knows of it is not recorded."),
            "overview",
        ),
    )


def _before_assessment(standing: Standing) -> tuple[Lack, ...]:
    draft = standing.draft
    open_themes = sum(draft is None or draft.theme(theme) is None for theme in CORE_THEMES)
    themes = say_count(
        "{count} theme has not been addressed.",
        "{count} themes have not been addressed.",
        open_themes,
    )
    return (
        *_chosen(
            (not open_themes, "themes", themes, "assessment"),
            (standing.records, "records", say("No record was looked up."), "records"),
        ),
        *_people(standing),
        *_chosen(
            _differences(standing),
            (draft and draft.gaps, "gaps", say("No gap is written down."), "assessment"),
            (
                draft and draft.bias.strip(),
                "bias",
                say("The bias and rights check is empty."),
                "assessment",
            ),
            (
                draft and draft.scenarios,
                "scenarios",
                say("No other possible course of events is written down."),
                "assessment",
            ),
            _protected(standing),
        ),
    )


def _people(standing: Standing) -> tuple[Lack, ...]:
    targets = RoleName.POSSIBLE_TARGET not in standing.roles
    return _chosen(
        (
            RoleName.SUBJECT in standing.heard,
            "subject",
            say("The subject has not been interviewed: do it, or write among the gaps why not."),
            "interviews",
        ),
        (
            targets or RoleName.POSSIBLE_TARGET in standing.heard,
            "target",
            say("No possible target has been interviewed."),
            "interviews",
        ),
    )


def _before_plan(standing: Standing) -> tuple[Lack, ...]:
    judged, plan = standing.sealed, standing.plan
    raised = judged is not None and judged.level in {Level.ELEVATED, Level.HIGH}
    has_target = RoleName.POSSIBLE_TARGET in standing.roles
    no_driver = sum(not each.driver.strip() for each in plan.actions) if plan else 0
    drivers = say_count(
        "{count} action does not say what it answers to.",
        "{count} actions do not say what they answer to.",
        no_driver,
    )
    return _chosen(
        (
            judged and judged.scenarios,
            "scenarios",
            say("The assessment has no scenario."),
            "assessment",
        ),
        (plan and plan.actions, "actions", say("The plan has no action."), "plan"),
        (not no_driver, "drivers", drivers, "plan"),
        (
            not has_target or (plan and plan.notify),
            "notify",
            say("Whether a possible target is told is not decided."),
            "plan",
        ),
        (
            (judged and judged.signed) or (plan and plan.signed),
            "supervisor",
            say("No supervisor's agreement is recorded."),
            "plan",
        ),
        (
            not raised or standing.meetings,
            "team",
            say("The level is Elevated or higher: no meeting has had the case on its agenda."),
            "plan",
        ),
        _differences(standing),
    )


def _before_watching(standing: Standing) -> tuple[Lack, ...]:
    review = standing.last_review
    since = say_count(
        "{count} entry came after the last assessment: judge again if it matters.",
        "{count} entries came after the last assessment: judge again if they matter.",
        standing.entries_since,
    )
    return _chosen(
        (
            standing.plan and standing.plan.rules,
            "rules",
            say("No rule says what would change the plan."),
            "plan",
        ),
        (
            not standing.case.next_review or standing.case.next_review >= standing.today,
            "review",
            say("The review is late."),
            "life",
        ),
        (
            review is None or review.trend,
            "trend",
            say("The last review does not say which way it goes."),
            "life",
        ),
        _rule_questions(standing),
        (not standing.entries_since, "stale", since, "assessment"),
        _protected(standing),
    )


def _before_closing(standing: Standing) -> tuple[Lack, ...]:
    waiting = sum(each.is_open for each in standing.plan.actions) if standing.plan else 0
    actions = say_count(
        "{count} action of the plan is not done.",
        "{count} actions of the plan are not done.",
        waiting,
    )
    return _chosen(
        (not waiting, "open actions", actions, "plan"),
        (
            standing.case.next_review is None or standing.case.next_review >= standing.today,
            "review",
            say("The review is late."),
            "life",
        ),
        _rule_questions(standing),
        _differences(standing),
        _protected(standing),
        _schedule(standing),
    )


def _after_the_end(standing: Standing) -> tuple[Lack, ...]:
    closing, transfer = standing.closing, standing.transfer
    found: tuple[Lack, ...] = ()
    if closing is not None:
        found += _chosen(
            (
                closing.second and closing.second.name.strip(),
                "supervisor",
                say("Nobody who looked at the closing too is recorded."),
                "life",
            ),
            (
                closing.reopen.strip(),
                "reopen",
                say("What would open it again is not recorded."),
                "life",
            ),
            (
                closing.grounds is not Grounds.CUSTODY or standing.release_known,
                "release",
                say(
                    "No day of release is entered: custody is a pause. Open the case, enter the day,"
                    " and close it again."
                ),
                "life",
            ),
        )
    if transfer is not None:
        found += _chosen(
            (
                transfer.accepted_by.strip(),
                "accepted",
                say("Who accepted it is not recorded."),
                "life",
            ),
            (transfer.sent.strip(), "sent", say("What was sent is not recorded."), "life"),
            (transfer.basis.strip(), "basis", say("The legal basis is not recorded."), "life"),
            (transfer.follow_up, "follow up", say("No day is set to ask again."), "life"),
        )
    return (*found, *_chosen(_schedule(standing)))


def _protected(standing: Standing) -> tuple[object, str, Words, str]:
    words = say_count(
        "{count} entry about religion, politics or association has no link to conduct.",
        "{count} entries about religion, politics or association have no link to conduct.",
        standing.held_out,
    )
    return not standing.held_out, "protected", words, "life"


def _rule_questions(standing: Standing) -> tuple[object, str, Words, str]:
    words = say_count(
        "{count} entry waits for a yes or no to the rules of the plan.",
        "{count} entries wait for a yes or no to the rules of the plan.",
        standing.rule_questions,
    )
    return not standing.rule_questions, "rule questions", words, "plan"


def _differences(standing: Standing) -> tuple[object, str, Words, str]:
    words = say_count(
        "{count} difference between sources is open.",
        "{count} differences between sources are open.",
        standing.open_differences,
    )
    return not standing.open_differences, "differences", words, "interviews"


def _schedule(standing: Standing) -> tuple[object, str, Words, str]:
    words = say("The agency has not entered its retention schedule.")
    return standing.schedule_set, "schedule", words, "retention"
