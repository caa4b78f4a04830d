"""What a decision on a concern leaves unrecorded is listed, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from vpo_desk.domain.concern import (
    Concern,
    Danger,
    Decision,
    Identity,
    Route,
    Source,
    Threshold,
    Triage,
)
from vpo_desk.domain.likeness import Choice, Likeness, Party
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.screening import unrecorded
from vpo_desk.domain.sign_off import SignOff

AT = Moment(datetime(2026, 11, 19, 13, 31, tzinfo=UTC), "America/New_York")
CONCERN = Concern("c", "C-2026-001", AT, Route.PHONE, Danger.NO, Source(Identity.ANONYMOUS))
REFERRED = Triage("t", "c", AT, Decision.REFER, "No threat to others.", to="County crisis team")
ANSWERED = Threshold("Named a day", "Spoke of harm", "Works in town", "Prevent harm")


def test_a_bare_decision_lacks_its_four_answers_and_a_second_look() -> None:
    assert [str(words) for words in unrecorded(CONCERN, REFERRED)] == [
        "what the behavior is",
        "how it links to possible violence",
        "whether it is within your scope",
        "the lawful purpose",
        "that a supervisor looked at it",
    ]


def test_a_case_is_looked_at_by_a_supervisor_later_on() -> None:
    opened = replace(REFERRED, decision=Decision.OPEN_CASE, threshold=ANSWERED)
    assert unrecorded(CONCERN, opened) == ()


def test_a_person_who_may_be_known_is_asked_for_until_that_is_decided() -> None:
    whole = replace(REFERRED, threshold=ANSWERED, signed=SignOff("Sgt. Lund"))
    assert unrecorded(CONCERN, whole) == ()
    later = replace(CONCERN, likenesses=(Likeness(Party.ABOUT, "p", Choice.LATER),))
    assert [str(words) for words in unrecorded(later, whole)] == [
        "whether the desk knows the person already"
    ]
