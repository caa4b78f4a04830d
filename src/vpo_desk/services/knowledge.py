"""What is known in a case: statements by theme, roots they go back to, and differences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.person import Person
from vpo_desk.domain.statement import (
    CORE_THEMES,
    Difference,
    DifferenceState,
    Root,
    Statement,
    Theme,
)
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import ANSWER, CASE, CONCERN, DIFFERENCE, INTERVIEW, PERSON, ROLE, ROOT
from vpo_desk.words import say

ThemeOf = Callable[[Interview, str], Theme]


@dataclass(frozen=True, slots=True)
class ThemeKnowledge:
    """What a case holds on one theme."""

    theme: Theme
    statements: tuple[Statement, ...]
    differences: tuple[Difference, ...]

    @property
    def sources(self) -> int:
        """How many people or roots the statements go back to; one root counts once.

        Each anonymous concern counts as a source of its own: who brought it is not known.
        """
        return len({each.root_id or each.person_id or each.parent_id for each in self.statements})


class Knowledge:
    """Gathers what is known; `theme_of` gives the theme of an interview's question."""

    def __init__(self, ground: Ground, theme_of: ThemeOf) -> None:
        self._ground = ground
        self._theme_of = theme_of

    def statements(self, case_id: str) -> tuple[Statement, ...]:
        """Return everything said in a case, in order of time: concerns, then answers."""
        history = self._ground.history
        roles = self._said_by(case_id)
        found: list[Statement] = []
        for concern in history.values(CONCERN, "h.case_id = ?", (case_id,), order="h.at"):
            name, role = roles(concern.source.person_id)
            found.append(
                Statement(
                    source_kind="concern",
                    source_id=concern.id,
                    parent_id=concern.id,
                    place=concern.number,
                    theme=Theme.OTH,
                    said_by=name,
                    role=role,
                    at=concern.at,
                    text=concern.summary,
                    verbatim=concern.words,
                    knows=concern.source.knows,
                    person_id=concern.source.person_id,
                )
            )
        for interview in history.values(INTERVIEW, "h.case_id = ?", (case_id,), order="h.at"):
            name, role = roles(interview.with_id)
            answers = history.values(
                ANSWER, "h.interview_id = ? AND h.state = ?", (interview.id, AnswerState.ANSWERED)
            )
            found += [self._statement(interview, answer, name, role) for answer in answers]
        return tuple(sorted(found, key=lambda each: each.at.utc))

    def themes(self, case_id: str) -> tuple[ThemeKnowledge, ...]:
        """Return what is known on each of the thirteen themes, in their order."""
        statements = self.statements(case_id)
        differences = self.differences(case_id)
        return tuple(_on_theme(theme, statements, differences) for theme in CORE_THEMES)

    def unknown_themes(self, case_id: str) -> tuple[Theme, ...]:
        """Return the themes on which nobody has said anything yet."""
        known = {each.theme for each in self.statements(case_id)}
        return tuple(theme for theme in CORE_THEMES if theme not in known)

    def add_root(
        self, case_id: str, what: str, when: UncertainDate | None = None
    ) -> tuple[Root, Changes]:
        """Enter the one thing that several statements may go back to."""
        if not what.strip():
            raise refuse(say("A root needs a few words that say what it is."))
        ground = self._ground
        with ground.transaction():
            self._need_case(case_id)
            root = Root(ground.ids.new("root"), case_id, what, when)
            ground.history.append(ROOT, root.id, root)
        return root, Changes((("root", root.id), ("case", case_id)))

    def roots(self, case_id: str) -> tuple[Root, ...]:
        """Return the roots entered in a case, in order of entry."""
        return self._ground.history.values(ROOT, "h.case_id = ?", (case_id,))

    def note_difference(
        self, case_id: str, answer_ids: tuple[str, ...], state: DifferenceState, reason: str
    ) -> tuple[Difference, Changes]:
        """Record that answers of this case do not agree; noting the same ones again updates it.

        Raises VpoError without a reason, or when the answers are not at least two of this case.
        """
        if not reason.strip():
            raise refuse(say("A difference needs a reason: why it is open, or what resolved it."))
        if len(set(answer_ids)) < 2:
            raise refuse(say("A difference needs two answers."))
        ground = self._ground
        with ground.transaction():
            self._need_case(case_id)
            for answer_id in answer_ids:
                answer = ground.history.find(ANSWER, answer_id)
                if answer is None or self._case_of(answer.value) != case_id:
                    raise refuse(say("A difference needs answers of this case."))
            same = [x for x in self.differences(case_id) if set(x.answer_ids) == set(answer_ids)]
            id_ = same[0].id if same else ground.ids.new("difference")
            ids = same[0].answer_ids if same else answer_ids
            difference = Difference(id_, case_id, ids, state, reason)
            ground.history.append(DIFFERENCE, id_, difference)
        return difference, Changes((("difference", id_), ("case", case_id)))

    def differences(self, case_id: str) -> tuple[Difference, ...]:
        """Return the differences noted in a case, in order of entry."""
        return self._ground.history.values(DIFFERENCE, "h.case_id = ?", (case_id,))

    def _need_case(self, case_id: str) -> None:
        if self._ground.history.find(CASE, case_id) is None:
            raise refuse(say("There is no such case in this case file."))

    def _case_of(self, answer: Answer) -> str:
        return self._ground.history.get(INTERVIEW, answer.interview_id).case_id

    def _said_by(self, case_id: str) -> Callable[[str | None], tuple[str, str]]:
        history = self._ground.history
        roles = history.values(ROLE, "h.case_id = ?", (case_id,))
        people: dict[str, Person] = {}

        def said_by(person_id: str | None) -> tuple[str, str]:
            if person_id is None:
                return "", ""
            if person_id not in people:
                people[person_id] = history.get(PERSON, person_id)
            named = [each.role.label for each in roles if each.person_id == person_id]
            return people[person_id].name, named[0] if named else ""

        return said_by

    def _statement(self, interview: Interview, answer: Answer, name: str, role: str) -> Statement:
        return Statement(
            source_kind="answer",
            source_id=answer.id,
            parent_id=interview.id,
            place=answer.question_id,
            theme=self._theme_of(interview, answer.question_id),
            said_by=name,
            role=role,
            at=interview.at,
            text=answer.text,
            verbatim=answer.verbatim,
            knows=answer.knows,
            root_id=answer.root_id,
            person_id=interview.with_id,
        )


def _on_theme(
    theme: Theme, statements: tuple[Statement, ...], differences: tuple[Difference, ...]
) -> ThemeKnowledge:
    here = tuple(each for each in statements if each.theme is theme)
    ids = {each.source_id for each in here}
    differing = tuple(each for each in differences if ids & set(each.answer_ids))
    return ThemeKnowledge(theme, here, differing)
