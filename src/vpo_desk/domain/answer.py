"""An answer to one question of an interview: its state, summary and verbatim words."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.statement import Knows
from vpo_desk.domain.terms import Term


class AnswerState(Term):
    """Whether a question was answered; not answering is data too."""

    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Declined"
    UNKNOWN = "unknown", "Does not know"
    NOT_ASKED = "not_asked", "Not asked"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one question; `text` is the officer's summary, `verbatim` the own words."""

    id: str
    interview_id: str
    question_id: str
    state: AnswerState
    text: str = ""
    verbatim: str = ""
    knows: Knows = Knows.UNKNOWN
    told_by: str = ""
    root_id: str | None = None
    observation: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words typed but not yet committed; kept in the encrypted file only, and not history.

    `scope` is the object or form they were typed in, `field` the question or field, `binding`
    what the form was made from (such as `subject@1`), so that one form's words never appear in
    another.
    """

    scope: str
    field: str
    binding: str
    saved_at: Moment
    content: str
