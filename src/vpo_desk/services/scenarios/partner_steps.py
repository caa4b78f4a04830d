"""The steps with partners as strict models: referral and meeting."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vpo_desk.domain.referral import LetterKind, ReferralStatus
from vpo_desk.services.scenarios.fields import (
    DateTime,
    Day,
    Id,
    LetterWord,
    ReferralWord,
    Strict,
    UrgencyWord,
)


class LetterTable(Strict):
    """What a referral, or a request for assistance, says on paper."""

    kind: LetterWord = LetterKind.HELP
    urgency: UrgencyWord | None = None
    consent: str = ""
    share: str = ""
    background: str = ""
    safety: str = ""
    answer_by: Day | None = None
    answer_how: str = ""
    question: str = ""
    done: str = ""
    unknown: str = ""


class ReferralStep(Strict):
    """A referral to somebody who can help, and how far it went."""

    do: Literal["referral"]
    case: Id
    id: Id
    at: DateTime
    to: str
    what: str = ""
    status: ReferralWord = ReferralStatus.MADE
    outcome: str = ""
    about: Id | None = None
    letter: LetterTable | None = None


class AttendeeTable(Strict):
    """Somebody at the table, and on what basis they may hear it."""

    name: str
    agency: str = ""
    role: str = ""
    basis: str = ""


class DecisionTable(Strict):
    """What was decided about a case; with `due` it becomes a task."""

    case: Id
    what: str
    owner: str = ""
    due: Day | None = None
    dissent: str = ""


class AskedTable(Strict):
    """What is asked of the meeting about a case, and the minutes that are given to it."""

    case: Id
    what: str
    minutes: int = Field(default=0, ge=0, le=480)


class MeetingStep(Strict):
    """A meeting of the team; with decisions its minutes are closed."""

    do: Literal["meeting"]
    id: Id
    at: DateTime
    cases: list[Id]
    attendees: list[AttendeeTable]
    decisions: list[DecisionTable] = Field(default=[])
    asked: list[AskedTable] = Field(default=[])
    place: str = ""
    consult: bool = False
