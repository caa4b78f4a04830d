"""What the runner knows: a condition that changes hides questions, and never what was said to them."""

from __future__ import annotations

from datetime import UTC, datetime

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.protocols.load import load_text
from vpo_desk.protocols.outline import outline
from vpo_desk.services.forms import UsedForm
from vpo_desk.services.interviews import Given, InterviewLine, InterviewView
from vpo_desk.ui.interview.state import RunnerState

AT = Moment(datetime(2026, 11, 19, 12, tzinfo=UTC))
TEXT = b"""
format = 1
id = "own"
version = 1
kind = "interview"
title = "Own"
purpose = "To ask."
language = "en-US"

[[section]]
id = "first"
title = "First"
[[section.question]]
id = "OW-1"
text = "Is there a dog?"
theme = "LOG"
[[section.question]]
id = "OW-2"
text = "What is its name?"
theme = "LOG"
show_when = { op = "answered", question = "OW-1" }
[[section.question]]
id = "OW-3"
text = "Anything else about the yard?"
theme = "LOG"

[[section]]
id = "second"
title = "Second"
[[section.question]]
id = "OW-4"
text = "Who feeds it?"
theme = "LOG"
"""


def state(**given: str) -> RunnerState:
    form = UsedForm(load_text(TEXT, "own.v1.toml"), (), None)
    interview = Interview("i1", "k1", "own@1", "p1", AT)
    answers = {
        f"OW-{key[1:]}": Answer(key, "i1", f"OW-{key[1:]}", AnswerState.ANSWERED, text)
        for key, text in given.items()
    }
    drawn = outline(form.protocol, (), answers)
    line = InterviewLine(interview, 1, Person("p1", "A. B."), "Own", drawn.answered, drawn.total)
    return RunnerState(InterviewView(line, form, drawn, answers, (), datetime.now(UTC)))


def test_an_answer_left_out_is_listed_kept_and_still_reached() -> None:
    runner = state(q1="Yes.", q2="Rex.")
    assert runner.left_out() == ()
    runner.assume("OW-1", Given(AnswerState.DECLINED))
    assert [line.question.id for line in runner.left_out()] == ["OW-2"]
    assert runner.given("OW-2").text == "Rex."
    runner.here = "OW-2"
    assert (runner.beside(-1), runner.beside(1)) == ("OW-1", "OW-3")
    runner.here = "OW-1"
    assert runner.beside(1) == "OW-3"


def test_a_question_is_found_by_all_words_in_any_case_and_left_out_ones_are_not() -> None:
    runner = state(q1="Yes.")
    assert [line.question.id for line in runner.found("YARD anything")] == ["OW-3"]
    assert [line.question.id for line in runner.found("second")] == ["OW-4"]
    assert [line.question.id for line in runner.found("name")] == ["OW-2"]
    assert runner.found("  ") == ()
    assert state().found("name") == ()


def test_whole_sections_follow_each_other() -> None:
    runner = state()
    runner.here = "own:first"
    assert (runner.beside(-1), runner.beside(1)) == ("before", "own:second")
    runner.here = "own:second"
    assert runner.beside(1) == "finish"
