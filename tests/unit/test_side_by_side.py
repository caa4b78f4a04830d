"""What stands side by side: the protocol files say which answers, and no word is compared."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.side_by_side import by_root, same_questions
from vpo_desk.domain.statement import Difference, DifferenceState, Knows, Statement, Theme

AT = Moment(datetime(2026, 11, 19, 13, 31, tzinfo=UTC), "America/New_York")


def said(
    id_: str, person: str, topic: str = "", root: str | None = None, kind: str = "answer"
) -> Statement:
    return Statement(
        kind, id_, "i", topic, Theme.COM, person, "", AT, id_, "", Knows.UNKNOWN, root, person
    )


def topic_of(statement: Statement) -> str:
    return statement.place


def noted(*ids: str) -> Difference:
    return Difference("d", "k", ids, DifferenceState.RESOLVED, "Why")


statements = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(["", "words", "plans"]),
        st.sampled_from([None, "r", "s"]),
    )
).map(lambda drawn: [said(str(place), *each) for place, each in enumerate(drawn)])


def test_two_people_on_one_topic_stand_side_by_side_until_something_is_noted_of_them() -> None:
    both = [said("1", "a", "words"), said("2", "b", "words")]
    assert [each.topic for each in same_questions(both, topic_of, ())] == ["words"]
    assert same_questions(both, topic_of, [noted("1", "2")]) == ()
    third = [*both, said("3", "b", "words")]
    assert [each.topic for each in same_questions(third, topic_of, [noted("1", "2")])] == ["words"]
    assert same_questions(third, topic_of, [noted("1", "2"), noted("3", "1")]) == ()


def test_a_difference_with_an_answer_elsewhere_says_nothing_of_these() -> None:
    both = [said("1", "a", "words"), said("2", "b", "words")]
    elsewhere = [noted("1", "9"), noted("2", "9")]
    assert len(same_questions(both, topic_of, elsewhere)) == 1


def test_one_person_twice_and_concerns_are_no_candidates() -> None:
    twice = [said("1", "a", "words"), said("2", "a", "words")]
    concern = said("3", "b", "words", kind="concern")
    assert same_questions([*twice, concern], topic_of, ()) == ()


@given(statements)
def test_every_candidate_has_one_topic_two_people_and_all_answers_on_it(
    held: list[Statement],
) -> None:
    found = same_questions(held, topic_of, ())
    assert len({each.topic for each in found}) == len(found)
    for each in found:
        assert each.topic
        assert len({one.person_id for one in each.statements}) >= 2
        assert list(each.statements) == [one for one in held if one.place == each.topic]


@given(statements)
def test_nothing_is_lost_and_one_root_stands_once(held: list[Statement]) -> None:
    groups = by_root(held)
    shown = [each for group in groups for each in group.statements]
    assert sorted(shown, key=held.index) == held
    roots = [group.root_id for group in groups if group.root_id]
    assert len(set(roots)) == len(roots)
    assert all(len(group.statements) == 1 for group in groups if group.root_id is None)
    firsts = [held.index(group.statements[0]) for group in groups]
    assert firsts == sorted(firsts)
