"""Keying in a paper form: bound to its code, critical answers twice, held and entered both kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.form_code import questions_of_code, read_form_code
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.keyed import Keyed, Unequal, unequal
from vpo_desk.domain.moments import Moment
from vpo_desk.protocols.schema import Question
from vpo_desk.services.forms import Forms, UsedForm
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.interviews import Given, Interviews, InterviewStart, InterviewView
from vpo_desk.storage.nouns import INTERVIEW
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class PaperHeld:
    """What stands in the head of a sheet: with whom, when and where it was held."""

    with_id: str
    at: Moment
    place: str = ""
    present: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section of the sheet with the questions that are printed on it."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet that is being keyed in, as far as it is; `twice` are its critical questions."""

    view: InterviewView
    sections: tuple[SheetSection, ...]
    keyed: Mapping[str, Keyed]
    twice: tuple[Question, ...]

    @property
    def left_to_repeat(self) -> tuple[Question, ...]:
        """The critical questions that were keyed once only."""
        done = self.view.line.interview.keyed_twice
        return tuple(each for each in self.twice if each.id not in done)


class Keying:
    """Takes paper in. What is keyed is an answer like any other, and can be gone on with on screen."""

    def __init__(self, ground: Ground, forms: Forms, interviews: Interviews) -> None:
        self._ground = ground
        self._forms = forms
        self._interviews = interviews

    def sheet(self, typed: str) -> tuple[UsedForm, tuple[str, ...]]:
        """Return the form that a typed code is of, and the questions on the sheet.

        Raises VpoError when it is no code, or fits no form at hand word for word.
        """
        code = read_form_code(typed)
        if code is None:
            raise refuse(
                say("This is not a form code."),
                say("Type the code at the bottom of the sheet, such as subject@1/7QK2."),
            )
        form = self._forms.blank(code.refs[0], code.refs[1:])
        asked = tuple((each.id, each.text) for each in form.questions())
        found = questions_of_code(code, asked)
        if found is None:
            raise refuse(
                say("The code does not fit the questions of {ref}.", ref=" + ".join(code.refs)),
                say("Compare it letter by letter with the sheet; each page has it at the bottom."),
            )
        return form, found

    def begin(self, case_id: str, typed: str, held: PaperHeld) -> tuple[Interview, Changes]:
        """Begin to key in a sheet: an interview held then, entered now, bound to the sheet's code.

        Raises VpoError as `sheet` and `Interviews.start` do, and for a time that is still to come.
        """
        form, _ = self.sheet(typed)
        if held.at.utc > self._ground.clock.now().utc:
            raise refuse(say("An interview on paper was held before it is keyed in."))
        wish = InterviewStart(
            form.protocol.ref,
            held.with_id,
            held.at,
            tuple(each.ref for each in form.addons),
            place=held.place,
            present=held.present,
            form_code="".join(typed.split()),
        )
        return self._interviews.start(case_id, wish)

    def view(self, interview_id: str) -> SheetView:
        """Return a sheet that is being keyed in; VpoError when the interview is not from paper."""
        view = self._interviews.view(interview_id)
        code = read_form_code(view.line.interview.form_code)
        if code is None:
            raise refuse(say("This interview was not keyed in from paper."))
        asked = tuple((each.id, each.text) for each in view.form.questions())
        printed = frozenset(questions_of_code(code, asked) or ())
        sections = [
            SheetSection(
                f"{part.id}:{section.id}",
                section.title,
                tuple(each for each in section.questions if each.id in printed),
            )
            for part in (view.form.protocol, *view.form.addons)
            for section in part.sections
        ]
        return SheetView(
            view,
            tuple(each for each in sections if each.questions),
            {id_: keyed_of(answer) for id_, answer in view.answers.items()},
            tuple(each for each in view.form.questions() if each.safety and each.id in printed),
        )

    def key(self, interview_id: str, question_id: str, keyed: Keyed) -> tuple[Answer, Changes]:
        """Record one question as it stands on the sheet; what else is known of its answer stays."""
        known = self._interviews.answers(interview_id).get(question_id)
        return self._interviews.record(interview_id, question_id, given_of(keyed, known))

    def compare(
        self, interview_id: str, second: Mapping[str, Keyed]
    ) -> tuple[tuple[Unequal, ...], Changes]:
        """Compare what was keyed again with what stands; what agrees counts as keyed twice."""
        sheet = self.view(interview_id)
        ids = [each.id for each in sheet.left_to_repeat]
        found = unequal(ids, sheet.keyed, second)
        differing = {each.question_id for each in found}
        agreed = tuple(id_ for id_ in ids if id_ not in differing)
        return found, self._note_twice(interview_id, agreed)

    def settle(self, interview_id: str, question_id: str, right: Keyed) -> Changes:
        """Record which of two entries is on the sheet; it counts as keyed twice."""
        with self._ground.transaction():
            _, changes = self.key(interview_id, question_id, right)
            return changes + self._note_twice(interview_id, (question_id,))

    def _note_twice(self, interview_id: str, questions: tuple[str, ...]) -> Changes:
        if not questions:
            return Changes()
        interview = self._interviews.get(interview_id)
        done = tuple(dict.fromkeys((*interview.keyed_twice, *questions)))
        with self._ground.transaction():
            changed = replace(interview, keyed_twice=done)
            self._ground.history.append(INTERVIEW, interview_id, changed)
        return Changes((("interview", interview_id), ("case", interview.case_id)))


def given_of(keyed: Keyed, known: Answer | None) -> Given:
    """Return what is recorded for a question as keyed.

    Words without a tick are an answer. Words beside another box than “answered” are kept as what was
    observed: they were not said in answer, and none is lost.
    """
    state = keyed.state
    if state is AnswerState.NOT_ASKED and keyed.text.strip():
        state = AnswerState.ANSWERED
    answered = state is AnswerState.ANSWERED
    if known is None:
        return Given(state, keyed.text) if answered else Given(state, observation=keyed.text)
    return Given(
        state,
        keyed.text if answered else "",
        known.verbatim,
        known.knows,
        known.told_by,
        known.root_id,
        _observed(keyed.text, known, answered=answered),
        known.follow_up,
    )


def _observed(text: str, known: Answer, *, answered: bool) -> str:
    """Return what stands as observed: the words beside another box, and what stood there before."""
    was_answer = known.state is AnswerState.ANSWERED
    if answered:
        moved = not was_answer and known.observation == text
        return "" if moved else known.observation
    if was_answer and known.observation.strip():
        return "\n".join(part for part in (known.observation, text) if part.strip())
    return text


def keyed_of(answer: Answer) -> Keyed:
    """Return a recorded answer as the sheet has it."""
    answered = answer.state is AnswerState.ANSWERED
    return Keyed(answer.state, answer.text if answered else answer.observation)
