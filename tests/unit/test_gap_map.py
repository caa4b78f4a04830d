"""The gap map's rules: each cell says what the data say, and who could be asked is never guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.gap_map import (
    Askable,
    Candidate,
    GapCell,
    GapSource,
    Knowing,
    Put,
    SourceKind,
    gap_map,
    who_to_ask,
)
from vpo_desk.domain.statement import CORE_THEMES, Theme

THEMES = (Theme.COM, Theme.WPN)
STATES = st.sampled_from(AnswerState)
QUESTIONS = st.sampled_from([f"{theme.value}-{number}" for theme in THEMES for number in (1, 2, 3)])


def ask(question: str) -> Askable:
    return Askable(question, Theme(question[:3]), "What?", "own@1")


def put(question: str, state: AnswerState) -> Put:
    return Put(question, Theme(question[:3]), state, f"answer-{question}")


@st.composite
def sources(draw: st.DrawFn) -> GapSource:
    asks = draw(st.lists(QUESTIONS, unique=True))
    states = draw(st.dictionaries(QUESTIONS, STATES))
    said = tuple(put(question, state) for question, state in states.items())
    return GapSource("p", SourceKind.PERSON, "P", "Friend", tuple(map(ask, asks)), said)


def cell_of(source: GapSource, *differing: str, theme: Theme = Theme.COM) -> GapCell:
    cell = gap_map(THEMES, [source], differing).cell(theme, source.key)
    assert cell is not None
    return cell


def source_of(*said: Put, asks: tuple[str, ...] = ("COM-1", "COM-2")) -> GapSource:
    return GapSource("p", SourceKind.PERSON, "P", "Friend", tuple(map(ask, asks)), said)


def test_each_cell_says_what_became_of_the_questions_on_its_theme() -> None:
    answered = put("COM-1", AnswerState.ANSWERED)
    declined = put("COM-1", AnswerState.DECLINED)
    unknown = put("COM-1", AnswerState.UNKNOWN)
    assert cell_of(source_of(answered)).knowing is Knowing.KNOWN
    assert cell_of(source_of(answered), answered.id).knowing is Knowing.DIFFERS
    assert cell_of(source_of(declined)).knowing is Knowing.DECLINED
    assert cell_of(source_of(unknown)).knowing is Knowing.UNKNOWN
    assert cell_of(source_of()).knowing is Knowing.NEVER_ASKED
    assert cell_of(source_of(asks=())).knowing is Knowing.CANNOT_KNOW
    assert cell_of(source_of(), theme=Theme.WPN).knowing is Knowing.CANNOT_KNOW


def test_a_question_that_does_not_apply_is_none_that_could_be_asked() -> None:
    only = source_of(put("COM-1", AnswerState.NOT_APPLICABLE), asks=("COM-1",))
    assert cell_of(only).knowing is Knowing.CANNOT_KNOW
    another = source_of(put("COM-1", AnswerState.NOT_APPLICABLE))
    assert [each.question_id for each in cell_of(another).open] == ["COM-2"]


def test_a_difference_on_another_theme_leaves_this_one_known() -> None:
    said = (put("COM-1", AnswerState.ANSWERED), put("WPN-1", AnswerState.ANSWERED))
    source = source_of(*said)
    assert cell_of(source, "answer-WPN-1").knowing is Knowing.KNOWN
    assert cell_of(source, "answer-WPN-1", theme=Theme.WPN).knowing is Knowing.DIFFERS


@given(st.lists(sources(), max_size=4))
def test_the_map_has_every_theme_and_every_source_once_and_in_order(held: list[GapSource]) -> None:
    drawn = gap_map(CORE_THEMES, held, ())
    assert [row.theme for row in drawn.rows] == list(CORE_THEMES)
    for row in drawn.rows:
        assert [cell.source for cell in row.cells] == [source.key for source in held]


@given(sources())
def test_a_question_is_open_exactly_when_nothing_became_of_it(source: GapSource) -> None:
    drawn = gap_map(THEMES, [source], ())
    found = {each.question_id for row in drawn.rows for cell in row.cells for each in cell.open}
    dealt_with = {
        each.question_id for each in source.put if each.state is not AnswerState.NOT_ASKED
    }
    assert found == {each.question_id for each in source.askable} - dealt_with


@given(sources())
def test_cannot_know_means_that_there_is_no_question_and_never_asked_that_there_is(
    source: GapSource,
) -> None:
    for theme in THEMES:
        cell = cell_of(source, theme=theme)
        if cell.knowing is Knowing.CANNOT_KNOW:
            assert not cell.open
            assert not cell.asked
        if cell.knowing is Knowing.NEVER_ASKED:
            assert cell.open
            assert not cell.asked


@given(sources(), QUESTIONS)
def test_one_more_answer_never_makes_a_known_theme_unknown(source: GapSource, more: str) -> None:
    before = {theme: cell_of(source, theme=theme).knowing for theme in THEMES}
    kept = tuple(each for each in source.put if each.question_id != more)
    told = GapSource(
        "p", source.kind, "P", "", source.askable, (*kept, put(more, AnswerState.ANSWERED))
    )
    for theme in THEMES:
        after = cell_of(told, theme=theme).knowing
        assert after is before[theme] or after is Knowing.KNOWN


@given(sources())
def test_every_state_reads_by_its_shape_and_its_word_alone(source: GapSource) -> None:
    shapes = [each.shape for each in Knowing]
    assert len(set(shapes)) == len(shapes)
    assert cell_of(source).knowing.label


def candidate(name: str, count: int, *, before: bool = False) -> Candidate:
    asks = tuple(ask(f"COM-{number + 1}") for number in range(count))
    return Candidate(name, name, "Friend", "own@1", "Own", asks, before)


def test_who_was_never_asked_comes_first_then_whose_protocol_asks_most() -> None:
    ana, ben, cem = candidate("Ana", 1), candidate("Ben", 3, before=True), candidate("Cem", 2)
    assert who_to_ask([candidate("Dan", 0), ben, ana, cem]) == (cem, ana, ben)


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans())))
def test_nobody_with_a_question_left_is_left_out(drawn: list[tuple[int, bool]]) -> None:
    held = [candidate(str(place), count, before=old) for place, (count, old) in enumerate(drawn)]
    found = who_to_ask(held)
    assert sorted(each.name for each in found) == sorted(
        each.name for each in held if each.questions
    )
