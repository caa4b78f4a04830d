"""The kinds of value a scenario's keys may hold, each with a sentence for what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.assessment import (
    BIAS_CHECKS,
    KEY_QUESTIONS,
    Confidence,
    Durability,
    Finding,
    Imminence,
    Level,
    QuestionStatus,
    Trend,
    WarningBehavior,
    WarningState,
)
from vpo_desk.domain.attachment import HeldFor
from vpo_desk.domain.closing import Grounds
from vpo_desk.domain.concern import Behavior, Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.dates import UncertainDate, read_date
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.note import Protected
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.person import FactKind, RoleName
from vpo_desk.domain.plan import ActionStatus, Domain, NotifyDecision
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.referral import LetterKind, ReferralStatus, Urgency
from vpo_desk.domain.safety_plan import SafetyArea
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import CORE_THEMES, DifferenceState, Knows, Theme
from vpo_desk.domain.terms import Term

TermType = TypeVar("TermType", bound=Term)


class Strict(BaseModel):
    """A table of a scenario: unknown keys and values of another kind are errors."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True, defer_build=True
    )


def _term(kind: type[TermType], only: tuple[TermType, ...] = ()) -> Callable[[Any], TermType]:
    allowed = {str(member.value): member for member in (only or tuple(kind))}

    def read(value: Any) -> TermType:
        if isinstance(value, str) and value in allowed:
            return allowed[value]
        shown = f"“{value}”" if isinstance(value, str) else "this"
        message = f"{shown} is not one of {', '.join(allowed)}"
        raise ValueError(message)

    return read


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value in allowed:
            return str(value)
        message = f"“{value}” is not one of {', '.join(allowed)}"
        raise ValueError(message)

    return read


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            if len(value) == 10:
                return date.fromisoformat(value)
        except ValueError:
            pass
    message = "a date is wanted, such as 2026-11-23"
    raise ValueError(message)


def _date_time(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    message = "a date with a time is wanted, such as 2026-11-23T08:31:00"
    raise ValueError(message)


def _uncertain(value: Any) -> UncertainDate:
    if isinstance(value, (datetime, date)):
        return read_date(value.isoformat()[:10])
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return read_date(str(value))
    if isinstance(value, str) and value.strip():
        return read_date(value)
    message = "a date as said is wanted, such as “early May 2026”"
    raise ValueError(message)


def _sign_off(value: Any) -> SignOff:
    if isinstance(value, str) and value.strip():
        return SignOff(value)
    if isinstance(value, dict):
        keys = {"name", "role", "date", "how"}
        extra = [key for key in value if key not in keys]  # pyright: ignore[reportUnknownVariableType]
        if extra:
            message = f"unknown key “{extra[0]}”"
            raise ValueError(message)
        texts = {key: value.get(key, "") for key in ("name", "role", "how")}  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if all(isinstance(text, str) for text in texts.values()) and texts["name"].strip():  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType, reportUnknownMemberType]
            on = _day(value["date"]) if "date" in value else None
            return SignOff(str(texts["name"]), str(texts["role"]), on, str(texts["how"]))  # pyright: ignore[reportUnknownArgumentType]
    message = "a sign-off needs a name: { name, role, date, how }"
    raise ValueError(message)


def _lines(value: Any) -> tuple[tuple[str, str], ...]:
    """Read lines given as a table of id to text, as a list of texts, or as one text."""
    if isinstance(value, str):
        return (("1", value),)
    if isinstance(value, list):
        pairs = [(str(number), text) for number, text in enumerate(value, start=1)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    elif isinstance(value, dict):
        pairs = [(str(key), text) for key, text in value.items()]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    else:
        pairs = [("", None)]
    if all(isinstance(text, str) for _, text in pairs):  # pyright: ignore[reportUnknownVariableType]
        return tuple((key, str(text)) for key, text in pairs)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    message = "lines of text are wanted: a table of line = text, or a list of texts"
    raise ValueError(message)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):  # pyright: ignore[reportUnknownVariableType]
        return tuple(str(each) for each in value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    message = "text is wanted, or a list of texts"
    raise ValueError(message)


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Day = Annotated[date, BeforeValidator(_day)]
DateTime = Annotated[datetime, BeforeValidator(_date_time)]
Uncertain = Annotated[UncertainDate, BeforeValidator(_uncertain)]
Signed = Annotated[SignOff, BeforeValidator(_sign_off)]
Lines = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_lines)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]

RouteWord = Annotated[Route, BeforeValidator(_term(Route))]
DangerWord = Annotated[Danger, BeforeValidator(_term(Danger))]
IdentityWord = Annotated[Identity, BeforeValidator(_term(Identity))]
KnowsWord = Annotated[Knows, BeforeValidator(_term(Knows))]
BehaviorWord = Annotated[Behavior, BeforeValidator(_term(Behavior))]
DecisionWord = Annotated[Decision, BeforeValidator(_term(Decision))]
PriorityWord = Annotated[Priority, BeforeValidator(_term(Priority))]
RoleWord = Annotated[RoleName, BeforeValidator(_term(RoleName))]
AnswerWord = Annotated[AnswerState, BeforeValidator(_term(AnswerState))]
DifferenceWord = Annotated[DifferenceState, BeforeValidator(_term(DifferenceState))]
FindingWord = Annotated[Finding, BeforeValidator(_term(Finding))]
ThemeWord = Annotated[Theme, BeforeValidator(_term(Theme, CORE_THEMES))]
WarningWord = Annotated[WarningBehavior, BeforeValidator(_term(WarningBehavior))]
WarningStateWord = Annotated[WarningState, BeforeValidator(_term(WarningState))]
QuestionStatusWord = Annotated[QuestionStatus, BeforeValidator(_term(QuestionStatus))]
KeyQuestionWord = Annotated[str, BeforeValidator(_one_of(KEY_QUESTIONS))]
BiasCheckWord = Annotated[str, BeforeValidator(_one_of(BIAS_CHECKS))]
LevelWord = Annotated[Level, BeforeValidator(_term(Level))]
ImminenceWord = Annotated[Imminence, BeforeValidator(_term(Imminence))]
ConfidenceWord = Annotated[Confidence, BeforeValidator(_term(Confidence))]
TrendWord = Annotated[Trend, BeforeValidator(_term(Trend))]
DurabilityWord = Annotated[Durability, BeforeValidator(_term(Durability))]
DomainWord = Annotated[Domain, BeforeValidator(_term(Domain))]
ActionStatusWord = Annotated[ActionStatus, BeforeValidator(_term(ActionStatus))]
NotifyWord = Annotated[NotifyDecision, BeforeValidator(_term(NotifyDecision))]
RecordWord = Annotated[RecordResult, BeforeValidator(_term(RecordResult))]
HeldForWord = Annotated[HeldFor, BeforeValidator(_term(HeldFor))]
ProtectedWord = Annotated[Protected, BeforeValidator(_term(Protected))]
GroundsWord = Annotated[Grounds, BeforeValidator(_term(Grounds))]
ReferralWord = Annotated[ReferralStatus, BeforeValidator(_term(ReferralStatus))]
FactWord = Annotated[FactKind, BeforeValidator(_term(FactKind))]
OrderWord = Annotated[OrderKind, BeforeValidator(_term(OrderKind))]
LetterWord = Annotated[LetterKind, BeforeValidator(_term(LetterKind))]
UrgencyWord = Annotated[Urgency, BeforeValidator(_term(Urgency))]
SafetyAreaWord = Annotated[SafetyArea, BeforeValidator(_term(SafetyArea))]
DocumentWord = Annotated[DocumentKind, BeforeValidator(_term(DocumentKind))]
