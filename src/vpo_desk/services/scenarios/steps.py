"""The steps of a scenario as strict models: every key a step may have, and nothing else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.plan import ActionStatus
from vpo_desk.domain.statement import Knows
from vpo_desk.services.scenarios.backup_step import BackupStep
from vpo_desk.services.scenarios.casework_steps import (
    AttachStep,
    CloseStep,
    NoteStep,
    OrderStep,
    RecordStep,
    ReviewStep,
    TaskStep,
)
from vpo_desk.services.scenarios.fields import (
    ActionStatusWord,
    AnswerWord,
    BehaviorWord,
    BiasCheckWord,
    ConfidenceWord,
    DangerWord,
    DateTime,
    Day,
    DecisionWord,
    DifferenceWord,
    DocumentWord,
    DomainWord,
    DurabilityWord,
    FactWord,
    FindingWord,
    Id,
    IdentityWord,
    ImminenceWord,
    KeyQuestionWord,
    KnowsWord,
    LevelWord,
    Lines,
    NotifyWord,
    PriorityWord,
    QuestionStatusWord,
    RoleWord,
    RouteWord,
    Signed,
    Strict,
    Texts,
    ThemeWord,
    TrendWord,
    Uncertain,
    WarningStateWord,
    WarningWord,
)
from vpo_desk.services.scenarios.partner_steps import MeetingStep, ReferralStep
from vpo_desk.services.scenarios.safety_tables import SafetyTable


def _as_table(key: str) -> BeforeValidator:
    """Let a bare text stand for a table that holds only that text under `key`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class SourceTable(Strict):
    """Who brought the concern."""

    identity: IdentityWord
    id: Id | None = None
    name: str = ""
    relation: str = ""
    phone: str = ""
    knows: KnowsWord = Knows.UNKNOWN


class AboutTable(Strict):
    """Whom the concern is about."""

    id: Id | None = None
    name: str = ""
    born: Uncertain | None = None


class ConcernStep(Strict):
    """A concern as it came in."""

    do: Literal["concern"]
    id: Id
    at: DateTime
    route: RouteWord
    danger: DangerWord
    source: SourceTable
    about: AboutTable | None = None
    words: str = ""
    summary: str = ""
    behaviors: list[BehaviorWord] = Field(default=[])
    when: Uncertain | None = None
    place: str = ""
    incident_number: str = ""


class ThresholdTable(Strict):
    """The four questions of triage, answered in words."""

    behavior: str = ""
    link: str = ""
    scope: str = ""
    purpose: str = ""


class TriageStep(Strict):
    """The decision about a concern."""

    do: Literal["triage"]
    concern: Id
    at: DateTime
    decision: DecisionWord
    reason: str
    case: Id | None = None
    priority: PriorityWord | None = None
    until: Day | None = None
    to: str = ""
    threshold: ThresholdTable | None = None
    signed: Signed | None = None


class FactTable(Strict):
    """One thing known of a person; a confidential one stays off paper."""

    kind: FactWord
    text: str
    source: str = ""
    when: Uncertain | None = None
    past: bool = False
    confidential: bool = False


class PersonStep(Strict):
    """A person and their role in a case."""

    do: Literal["person"]
    case: Id
    id: Id
    role: RoleWord
    at: DateTime | None = None
    name: str = ""
    born: Uncertain | None = None
    phone: str = ""
    juvenile: bool | None = None
    facts: list[FactTable] = Field(default=[])


class AnswerTable(Strict):
    """One answer; a bare text is the summary of an answered question."""

    state: AnswerWord = AnswerState.ANSWERED
    text: str = ""
    verbatim: str = ""
    knows: KnowsWord = Knows.UNKNOWN
    told_by: str = ""
    root: Id | None = None
    observation: str = ""
    follow_up: str = ""


class InterviewStep(Strict):
    """A structured interview with its answers."""

    do: Literal["interview"]
    case: Id
    id: Id
    protocol: str
    with_: Id = Field(alias="with")
    at: DateTime
    addons: list[str] = Field(default=[])
    language: str = ""
    place: str = ""
    present: Texts = ()
    before: Lines = ()
    answers: dict[str, Annotated[AnswerTable, _as_table("text")]] = Field(default={})
    after: Lines = ()
    seal: bool = False


class RootStep(Strict):
    """The one thing several people's knowledge goes back to."""

    do: Literal["root"]
    case: Id
    id: Id
    what: str
    when: Uncertain | None = None
    rests: Texts = ()
    at: DateTime | None = None


class DifferenceStep(Strict):
    """Answers that do not agree."""

    do: Literal["difference"]
    case: Id
    answers: list[str]
    state: DifferenceWord
    reason: str
    at: DateTime | None = None


class ThemeTable(Strict):
    """What one theme shows."""

    finding: FindingWord
    rationale: str = ""
    supports: list[str] = Field(default=[])
    against: list[str] = Field(default=[])


class QuestionTable(Strict):
    """What is said to a key question, by its id, `K1` to `K13`; a bare text is its status."""

    status: QuestionStatusWord | None = None
    text: str = ""


class WarningTable(Strict):
    """What is known of a warning behavior."""

    state: WarningStateWord
    first: Uncertain | None = None
    last: Uncertain | None = None
    evidence: str = ""


class FactorTable(Strict):
    """What is known of a factor."""

    state: FindingWord
    relevance: str = ""


class ProtectiveTable(Strict):
    """Something that protects, and for how long."""

    text: str
    durability: DurabilityWord | None = None
    until: Day | None = None


class AssessStep(Strict):
    """A judgment with reasons."""

    do: Literal["assess"]
    case: Id
    at: DateTime
    themes: dict[ThemeWord, ThemeTable] = Field(default={})
    warning: dict[WarningWord, WarningTable] = Field(default={})
    factors: dict[str, Annotated[FactorTable, _as_table("state")]] = Field(default={})
    protective: list[Annotated[ProtectiveTable, _as_table("text")]] = Field(default=[])
    level: LevelWord | None = None
    imminence: ImminenceWord | None = None
    imminence_reason: str = ""
    confidence: ConfidenceWord | None = None
    gaps: str = ""
    trend: TrendWord | None = None
    trend_reason: str = ""
    formulation: str = ""
    scenarios: Texts = ()
    questions: dict[KeyQuestionWord, Annotated[QuestionTable, _as_table("status")]] = Field(
        default={}
    )
    bias: str = ""
    checks: dict[BiasCheckWord, str] = Field(default={})
    until: Day | None = None
    signed: Signed | None = None
    override: str = ""
    seal: bool = False


class ActionTable(Strict):
    """One action of a plan."""

    domain: DomainWord
    what: str
    owner: str = ""
    due: Day | None = None
    driver: str = ""
    strategy: str = ""
    start: Day | None = None
    status: ActionStatusWord = ActionStatus.OPEN


class RuleTable(Strict):
    """One if-then rule of a plan."""

    if_: str = Field(alias="if")
    then: str
    within: str
    owner: str
    sees: str = ""


class NotifyTable(Strict):
    """The decision to tell a possible target."""

    person: Id
    decision: NotifyWord
    reason: str


class PlanStep(Strict):
    """A management plan."""

    do: Literal["plan"]
    case: Id
    at: DateTime
    review: Day
    actions: list[ActionTable]
    rules: list[RuleTable] = Field(default=[])
    notify: NotifyTable | None = None
    safety: list[SafetyTable] = Field(default=[])
    signed: Signed | None = None
    override: str = ""
    seal: bool = False


class PrintStep(Strict):
    """A document that leaves the desk, in numbered copies to named holders."""

    do: Literal["print"]
    case: Id
    document: DocumentWord
    purpose: str
    copies: list[str] = Field(default=[])
    at: DateTime | None = None
    interview: Id | int | None = None
    for_: Id | None = Field(default=None, alias="for")
    referral: Id | None = None
    meeting: Id | None = None
    sources: bool = False
    csv: bool = False
    named: bool = False
    until: Day | None = None


Step = (
    ConcernStep
    | TriageStep
    | PersonStep
    | InterviewStep
    | RootStep
    | DifferenceStep
    | AssessStep
    | PlanStep
    | RecordStep
    | AttachStep
    | NoteStep
    | TaskStep
    | OrderStep
    | ReviewStep
    | CloseStep
    | ReferralStep
    | MeetingStep
    | PrintStep
    | BackupStep
)
STEPS: dict[str, type[Strict]] = {
    "concern": ConcernStep,
    "triage": TriageStep,
    "person": PersonStep,
    "interview": InterviewStep,
    "root": RootStep,
    "difference": DifferenceStep,
    "assess": AssessStep,
    "plan": PlanStep,
    "record": RecordStep,
    "attach": AttachStep,
    "note": NoteStep,
    "task": TaskStep,
    "order": OrderStep,
    "review": ReviewStep,
    "close": CloseStep,
    "referral": ReferralStep,
    "meeting": MeetingStep,
    "print": PrintStep,
    "backup": BackupStep,
}
