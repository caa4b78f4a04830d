"""Interviews: starting one by its protocol, recording answers as they are given, sealing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from vpo_desk.domain.answer import Answer, AnswerState, Draft
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.interview import Addendum, Interview, Line
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.statement import Knows
from vpo_desk.protocols.outline import Outline, outline
from vpo_desk.services.forms import Forms, UsedForm
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.people import People
from vpo_desk.storage.nouns import ANSWER, INTERVIEW, ROOT
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class InterviewStart:
    """What is known when an interview begins. `protocol` is `subject` or a release, `subject@1`."""

    protocol: str
    with_id: str
    at: Moment
    addons: tuple[str, ...] = ()
    language: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    before: tuple[Line, ...] = ()
    form_code: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is given: its state and words, and how the person knows."""

    state: AnswerState = AnswerState.ANSWERED
    text: str = ""
    verbatim: str = ""
    knows: Knows = Knows.UNKNOWN
    told_by: str = ""
    root_id: str | None = None
    observation: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An interview as lists show it; `number` counts a case's interviews by time, from 1."""

    interview: Interview
    number: int
    person: Person
    title: str
    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class InterviewView:
    """An interview with everything the runner and the record need."""

    line: InterviewLine
    form: UsedForm
    outline: Outline
    answers: Mapping[str, Answer]
    drafts: tuple[Draft, ...]
    entered_at: datetime


class Interviews:
    """Starts, records and seals interviews."""

    def __init__(self, ground: Ground, people: People, forms: Forms) -> None:
        self._ground = ground
        self._people = people
        self._forms = forms

    def start(self, case_id: str, wish: InterviewStart) -> tuple[Interview, Changes]:
        """Begin an interview; the protocol's text is kept verbatim in the case file.

        Raises VpoError when the person has no fitting role in the case: the subject protocol needs
        the subject, the target protocol a possible target.
        """
        ground = self._ground
        with ground.transaction():
            working_case(ground, case_id)
            form = self._forms.take(wish.protocol, wish.addons)
            self._need_role(case_id, wish.with_id, form.protocol.id)
            interview = Interview(
                id=ground.ids.new("interview"),
                case_id=case_id,
                protocol=form.protocol.ref,
                with_id=self._people.get(wish.with_id).id,
                at=wish.at,
                addons=tuple(addon.ref for addon in form.addons),
                language=wish.language,
                place=wish.place,
                present=wish.present,
                before=wish.before,
                form_code=wish.form_code,
            )
            ground.history.append(INTERVIEW, interview.id, interview, action="start")
        return interview, Changes((("interview", interview.id), ("case", case_id)))

    def get(self, interview_id: str) -> Interview:
        """Return an interview; VpoError when there is none such."""
        found = self._ground.history.find(INTERVIEW, interview_id)
        if found is None:
            raise refuse(say("There is no such interview in this case file."))
        return found.value

    def view(self, interview_id: str) -> InterviewView:
        """Return an interview with its protocol, outline, answers and unsaved words."""
        interview = self.get(interview_id)
        form = self._forms.of(interview)
        answers = self.answers(interview_id)
        drawn = outline(form.protocol, form.addons, answers)
        entered = self._ground.history.versions(INTERVIEW, interview_id)[0].recorded_at
        line = InterviewLine(
            interview,
            self._number(interview),
            self._people.get(interview.with_id),
            form.protocol.title,
            drawn.answered,
            drawn.total,
        )
        drafts = self._ground.file.drafts.of(interview_id)
        return InterviewView(line, form, drawn, answers, drafts, entered)

    def answers(self, interview_id: str) -> dict[str, Answer]:
        """Return the current answers of an interview by question id."""
        found = self._ground.history.values(ANSWER, "h.interview_id = ?", (interview_id,))
        return {answer.question_id: answer for answer in found}

    def of_case(self, case_id: str) -> tuple[InterviewLine, ...]:
        """Return a case's interviews by time, numbered from 1."""
        found = self._ground.history.values(
            INTERVIEW, "h.case_id = ?", (case_id,), order="h.at, h.rowid"
        )
        return tuple(self._line(each, number) for number, each in enumerate(found, start=1))

    def unfinished(self, limit: int = 20) -> tuple[InterviewLine, ...]:
        """Return the interviews not yet sealed, newest first."""
        found = self._ground.history.select(
            INTERVIEW, "h.sealed = 0", order="h.at DESC", limit=limit
        )
        return tuple(self._line(each.value, self._number(each.value)) for each in found)

    def record(self, interview_id: str, question_id: str, given: Given) -> tuple[Answer, Changes]:
        """Record an answer; the one before stays in the history, the field's draft is dropped.

        Raises VpoError when the interview is sealed, the protocol has no such question, or words
        and state do not fit: answered needs words, the other states take none.
        """
        ground = self._ground
        with ground.transaction():
            interview = self.get(interview_id)
            self._need_open(interview)
            self._need_question(interview, question_id)
            if fault := misfit(given):
                raise refuse(fault)
            if given.root_id and self._case_of_root(given.root_id) != interview.case_id:
                raise refuse(say("There is no such root in this case."))
            known = ground.history.values(
                ANSWER, "h.interview_id = ? AND h.question_id = ?", (interview_id, question_id)
            )
            answer = Answer(
                known[0].id if known else ground.ids.new("answer"),
                interview_id,
                question_id,
                given.state,
                given.text,
                given.verbatim,
                given.knows,
                given.told_by,
                given.root_id,
                given.observation,
                given.follow_up,
            )
            ground.history.append(ANSWER, answer.id, answer)
            ground.file.drafts.drop(interview_id, question_id)
        return answer, Changes((("answer", answer.id), ("interview", interview_id)))

    def set_lines(
        self,
        interview_id: str,
        *,
        before: tuple[Line, ...] | None = None,
        after: tuple[Line, ...] | None = None,
    ) -> Changes:
        """Record the pre-interview lines or the post-interview card."""
        interview = self.get(interview_id)
        self._need_open(interview)
        changed = replace(
            interview,
            before=interview.before if before is None else before,
            after=interview.after if after is None else after,
        )
        with self._ground.transaction():
            self._ground.history.append(INTERVIEW, interview_id, changed)
        return Changes((("interview", interview_id), ("case", interview.case_id)))

    def seal(self, interview_id: str) -> Changes:
        """Finish an interview for good: answers can no longer change, remarks become addenda.

        Raises VpoError while words typed into it are not committed, so that none is lost.
        """
        ground = self._ground
        with ground.transaction():
            interview = self.get(interview_id)
            self._need_open(interview)
            scopes = (interview_id, keying_scope(interview_id))
            if any(ground.file.drafts.of(scope) for scope in scopes):
                raise refuse(
                    say("This interview still has unsaved words."),
                    say("Go to the question, keep or discard them, then seal."),
                )
            sealed = replace(interview, sealed_at=ground.clock.now())
            ground.history.append(INTERVIEW, interview_id, sealed, action="seal")
        return Changes((("interview", interview_id), ("case", interview.case_id)))

    def add_remark(self, interview_id: str, text: str) -> Changes:
        """Add a remark to a sealed interview; VpoError when it is empty or not sealed yet."""
        interview = self.get(interview_id)
        if not interview.sealed:
            raise refuse(say("This interview is not sealed; change the answer itself."))
        if not text.strip():
            raise refuse(say("The remark is empty."))
        ground = self._ground
        remark = Addendum(ground.clock.now(), text)
        with ground.transaction():
            changed = replace(interview, addenda=(*interview.addenda, remark))
            ground.history.append(INTERVIEW, interview_id, changed, action="addendum")
        return Changes((("interview", interview_id), ("case", interview.case_id)))

    def _line(self, interview: Interview, number: int) -> InterviewLine:
        form = self._forms.of(interview)
        drawn = outline(form.protocol, form.addons, self.answers(interview.id))
        person = self._people.get(interview.with_id)
        title = form.protocol.title
        return InterviewLine(interview, number, person, title, drawn.answered, drawn.total)

    def _number(self, interview: Interview) -> int:
        found = self._ground.history.values(
            INTERVIEW, "h.case_id = ?", (interview.case_id,), order="h.at, h.rowid"
        )
        return [each.id for each in found].index(interview.id) + 1

    def _need_role(self, case_id: str, person_id: str, protocol: str) -> None:
        roles = self._people.standing_roles(case_id, person_id)
        if not roles:
            raise refuse(
                say("This person has no role in the case."), say("Give the person a role first.")
            )
        if protocol == "subject" and RoleName.SUBJECT not in roles:
            raise refuse(say("The subject interview needs the subject of the case."))
        if protocol == "target" and RoleName.POSSIBLE_TARGET not in roles:
            raise refuse(say("The target interview needs a possible target of the case."))

    def _need_open(self, interview: Interview) -> None:
        if interview.sealed:
            raise refuse(say("This interview is sealed."), say("Add a remark to it instead."))

    def _need_question(self, interview: Interview, question_id: str) -> None:
        if self._forms.of(interview).question(question_id) is None:
            raise refuse(
                say("The protocol of this interview has no question {id}.", id=question_id)
            )

    def _case_of_root(self, root_id: str) -> str:
        found = self._ground.history.find(ROOT, root_id)
        return found.value.case_id if found else ""


def keying_scope(interview_id: str) -> str:
    """Return where the words of a paper form are kept while they are keyed in."""
    return f"{interview_id}:keying"


def misfit(given: Given) -> Words | None:
    """Return why state and words of an answer do not fit together; None when they do."""
    words = bool(given.text.strip() or given.verbatim.strip())
    if given.state is AnswerState.ANSWERED and not words:
        return say("An answer needs a summary or the person's own words.")
    if given.state is not AnswerState.ANSWERED and words:
        return say(
            "A question marked “{state}” cannot hold an answer's words.", state=given.state.words
        )
    return None
