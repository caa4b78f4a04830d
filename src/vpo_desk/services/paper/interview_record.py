"""Gathers the record of an interview, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from vpo_desk.documents.content import (
    AnswerBlock,
    AnswerSection,
    InterviewContent,
    Sheet,
)
from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.interview import Line
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.statement import Knows
from vpo_desk.protocols.outline import Line as OutlineLine
from vpo_desk.protocols.outline import Part
from vpo_desk.protocols.schema import FrameLine
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.interviews import Interviews, InterviewView
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.services.paper.naming import Naming, moment_text
from vpo_desk.services.people import People
from vpo_desk.storage.nouns import ANSWER
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """Fills the interview record's content."""

    ground: Ground
    people: People
    interviews: Interviews
    knowledge: Knowledge

    def state(self, case_id: str, interview_id: str) -> tuple[bool, int, str]:
        """Return whether the record is a draft, its version and the interview's id.

        An interview not yet sealed is a draft; each addendum makes a new version.
        """
        interview = self.interviews.get(interview_id)
        if interview.case_id != case_id:
            raise refuse(say("That interview belongs to another case."))
        return not interview.sealed, 1 + len(interview.addenda), interview.id

    def content(self, interview_id: str, sheet: Sheet, *, leaves: bool) -> InterviewContent:
        """Return everything the printed record says; every word of every answer."""
        view = self.interviews.view(interview_id)
        interview = view.line.interview
        naming = Naming(self.people, interview.case_id, leaves)
        roots = {root.id: root.what for root in self.knowledge.roots(interview.case_id)}
        frame = view.form.frame
        named = [
            str(say("{title} (version {version})", title=part.title, version=part.version))
            for part in (view.form.protocol, *view.form.addons)
        ]
        sealed = interview.sealed_at
        return InterviewContent(
            sheet=sheet,
            protocol=named[0],
            parts=tuple(named[1:]),
            person=naming.source(interview.with_id),
            role=naming.role(interview.with_id),
            held=moment_text(interview.at),
            entered=moment_text(Moment(view.entered_at.astimezone(UTC), interview.at.zone)),
            place=interview.place,
            present=interview.present,
            language=interview.language,
            sealed=moment_text(sealed) if sealed else str(say("not sealed yet")),
            before=_lines(interview.before, frame.before if frame else ()),
            sections=tuple(self._section(part, view, roots) for part in view.outline.parts),
            after=_lines(interview.after, frame.after if frame else ()),
            addenda=tuple((moment_text(each.at), each.text) for each in interview.addenda),
            form_code=interview.form_code,
        )

    def _section(self, part: Part, view: InterviewView, roots: dict[str, str]) -> AnswerSection:
        blocks: list[AnswerBlock] = []
        for line in part.lines:
            answer = view.answers.get(line.question.id)
            if answer is not None and answer.state is not AnswerState.NOT_ASKED:
                blocks.append(self._block(line, answer, roots))
        return AnswerSection(part.title, tuple(blocks), len(part.lines) - len(blocks))

    def _block(self, line: OutlineLine, answer: Answer, roots: dict[str, str]) -> AnswerBlock:
        versions = self.ground.history.find(ANSWER, answer.id)
        return AnswerBlock(
            id=answer.question_id,
            question=line.question.text,
            state=answer.state.words,
            text=answer.text,
            verbatim=answer.verbatim,
            known_by=None if answer.knows is Knows.UNKNOWN else answer.knows.words,
            told_by=answer.told_by,
            root=roots.get(answer.root_id or "", ""),
            observation=answer.observation,
            follow_up=answer.follow_up,
            corrected=versions is not None and versions.version > 1,
        )


def _lines(said: tuple[Line, ...], asked: tuple[FrameLine, ...]) -> tuple[tuple[str, str], ...]:
    """Return each line asked with what was said; lines of other names follow."""
    texts = {line.id: line.text for line in said}
    found = [(line.text, texts.pop(line.id, "")) for line in asked]
    return (*found, *texts.items())
