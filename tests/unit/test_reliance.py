"""Before you rely on this: each thing to know is told when it is so, and only then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.assessment import (
    KEY_QUESTIONS,
    Assessment,
    KeyAnswer,
    Protection,
    QuestionStatus,
)
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.reliance import ReliedOn, before_you_rely
from vpo_desk.domain.statement import (
    CORE_THEMES,
    Difference,
    DifferenceState,
    Knows,
    Root,
    Statement,
    Theme,
)

TODAY = date(2026, 11, 23)
AT = Moment(datetime(2026, 11, 19, 12, tzinfo=UTC))


def said(by: str, root: str | None = None, at: Moment = AT, kind: str = "answer") -> Statement:
    return Statement(
        kind, f"{by}-{root}", "i1", "SU-A1", Theme.COM, by, "", at, "Words.", "", Knows.UNKNOWN,
        root, by,
    )  # fmt: skip


SOUND = ReliedOn(
    subject_id="subject",
    statements=(said("subject"),),
    roots=(),
    differences=(),
    asked=frozenset(CORE_THEMES),
    next_review=TODAY,
    today=TODAY,
)
JUDGED = Assessment(
    "a1",
    "k1",
    1,
    AT,
    protective=(Protection("His sister."),),
    questions=tuple(KeyAnswer(each, QuestionStatus.UNKNOWN) for each in KEY_QUESTIONS),
)


def codes(facts: ReliedOn = SOUND, assessment: Assessment = JUDGED) -> list[str]:
    return [each.code for each in before_you_rely(assessment, facts)]


def test_only_the_age_of_the_oldest_fact_is_told_where_nothing_is_wanting() -> None:
    assert codes() == ["oldest"]
    (oldest,) = before_you_rely(JUDGED, SOUND)
    assert not oldest.serious
    assert str(oldest.words) == "The oldest fact was heard 4 days ago, on 19 Nov 2026."


def test_a_concern_about_a_person_is_not_that_person_heard() -> None:
    told = replace(SOUND, statements=(said("subject", kind="concern"), said("mother")))
    assert "not_heard" in codes(told)
    assert "not_heard" in codes(replace(SOUND, subject_id=None))


def test_statements_of_one_root_are_told_once_with_their_number() -> None:
    shared = replace(
        SOUND,
        statements=(said("subject"), said("a", "r1"), said("b", "r1"), said("c", "r1")),
        roots=(Root("r1", "k1", "A screenshot"), Root("r2", "k1", "A quarrel")),
    )
    found = {each.code: str(each.words) for each in before_you_rely(JUDGED, shared)}
    assert found["root:r1"].startswith("3 statements go back to one root")
    assert found["root:r1"].endswith("A screenshot")
    assert "root:r2" not in found


def test_open_differences_are_counted_and_resolved_ones_are_not() -> None:
    differences = tuple(
        Difference(str(place), "k1", ("x", "y"), state, "Why.")
        for place, state in enumerate(
            (DifferenceState.OPEN, DifferenceState.OPEN, DifferenceState.RESOLVED)
        )
    )
    assert "differences" in codes(replace(SOUND, differences=differences))
    assert "differences" not in codes(replace(SOUND, differences=differences[2:]))


def test_a_level_is_stale_from_the_day_after_its_review() -> None:
    assert "stale" not in codes(replace(SOUND, next_review=None))
    assert "stale" not in codes(replace(SOUND, next_review=TODAY))
    late = replace(SOUND, next_review=TODAY - timedelta(days=1))
    (stale,) = [each for each in before_you_rely(JUDGED, late) if each.code == "stale"]
    assert "by 1 day:" in str(stale.words)


def test_undetermined_stands_until_its_day_and_not_longer() -> None:
    assert "until" not in codes(assessment=replace(JUDGED, until=TODAY))
    assert "until" in codes(assessment=replace(JUDGED, until=TODAY - timedelta(days=1)))


def test_what_protects_is_missed_and_told_when_it_has_run_out() -> None:
    assert "nothing_protects" in codes(assessment=replace(JUDGED, protective=()))
    gone = Protection("The job", until=TODAY - timedelta(days=1))
    assert "run_out:The job" in codes(assessment=replace(JUDGED, protective=(gone,)))
    lasts = replace(gone, until=TODAY)
    assert "run_out:The job" not in codes(assessment=replace(JUDGED, protective=(lasts,)))


@given(st.sets(st.sampled_from(CORE_THEMES)))
def test_every_theme_that_was_never_asked_is_named(asked: set[Theme]) -> None:
    found = before_you_rely(JUDGED, replace(SOUND, asked=frozenset(asked)))
    told = [str(each.words) for each in found if each.code == "never_asked"]
    never = [theme for theme in CORE_THEMES if theme not in asked]
    assert len(told) == bool(never)
    assert all(str(theme.words) in told[0] for theme in never)


def test_key_questions_without_a_status_are_counted() -> None:
    left = replace(JUDGED, questions=(*JUDGED.questions[:11], KeyAnswer("K12")))
    (told,) = [each for each in before_you_rely(left, SOUND) if each.code == "questions"]
    assert str(told.words) == "2 key questions have no status."
    assert not told.serious
