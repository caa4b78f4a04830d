"""What is known in a case: statements by theme, roots they go back to, and differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.person import Person
from vpo_desk.domain.relative_dates import understood
from vpo_desk.domain.statement import (
    CORE_THEMES,
    Difference,
    DifferenceState,
    Root,
    Statement,
    Theme,
)
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import ANSWER, CASE, CONCERN, DIFFERENCE, INTERVIEW, ROLE, ROOT
from vpo_desk.storage.same_person import person_of, same_person
from vpo_desk.words import say

ThemeOf = Callable[[Interview, str], Theme]
SaidBy = tuple[str | None, str, str]
"""Who said something: the person's id, name and first role in the case."""


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
        traced = {id_: root.id for root in self.roots(case_id) for id_ in root.rests}
        found: list[Statement] = []
        for concern in history.values(CONCERN, "h.case_id = ?", (case_id,), order="h.at"):
            who, name, role = roles(concern.source.person_id)
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
                    root_id=traced.get(concern.id),
                    person_id=who,
                    traced=concern.id in traced,
                )
            )
        for interview in history.values(INTERVIEW, "h.case_id = ?", (case_id,), order="h.at"):
            who, name, role = roles(interview.with_id)
            answers = history.values(
                ANSWER, "h.interview_id = ? AND h.state = ?", (interview.id, AnswerState.ANSWERED)
            )
            found += [
                self._statement(interview, each, (who, name, role), traced) for each in answers
            ]
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
            said = understood(when, ground.clock.now().day)
            root = Root(ground.ids.new("root"), case_id, what, said)
            ground.history.append(ROOT, root.id, root)
        return root, Changes((("root", root.id), ("case", case_id)))

    def change_root(
        self, root_id: str, what: str, when: UncertainDate | None = None
    ) -> tuple[Root, Changes]:
        """Say anew what a root is; everything that rests on it shows that, sealed or not."""
        if not what.strip():
            raise refuse(say("A root needs a few words that say what it is."))
        ground, known = self._ground, self._root(root_id)
        root = replace(known, what=what, when=understood(when, ground.clock.now().day, known.when))
        with ground.transaction():
            ground.history.append(ROOT, root_id, root)
        return root, Changes((("root", root_id), ("case", root.case_id)))

    def trace(self, root_id: str, statement_id: str, *, rests: bool) -> tuple[Root, Changes]:
        """Say that an answer or a concern goes back to a root, or that it does not after all.

        What was traced to another root before rests on this one from now on. The statement itself
        is left as it was given. Raises VpoError when it is none of the root's case, or when the
        answer itself names a root.
        """
        ground, root = self._ground, self._root(root_id)
        found = [each for each in self.statements(root.case_id) if each.source_id == statement_id]
        if not found:
            raise refuse(say("Only what was said in this case can go back to its root."))
        if found[0].root_id is not None and not found[0].traced:
            raise refuse(
                say("This answer names its root itself."),
                say("Change it in the interview; once sealed, add a remark there."),
            )
        changed = Changes((("case", root.case_id),))
        with ground.transaction():
            for each in self.roots(root.case_id):
                others = tuple(id_ for id_ in each.rests if id_ != statement_id)
                mine = (*others, statement_id) if each.id == root_id and rests else others
                ground.history.append(ROOT, each.id, replace(each, rests=mine))
                changed += Changes((("root", each.id),))
        return self._root(root_id), changed

    def _root(self, root_id: str) -> Root:
        found = self._ground.history.find(ROOT, root_id)
        if found is None:
            raise refuse(say("There is no such root in this case file."))
        return found.value

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

    def differences_before(self, case_id: str, end: datetime) -> tuple[Difference, ...]:
        """Return the differences of a case as they stood before a moment (UTC)."""
        found = self._ground.history.before(DIFFERENCE, "h.case_id = ?", (case_id,), end)
        return tuple(each.value for each in found)

    def _need_case(self, case_id: str) -> None:
        if self._ground.history.find(CASE, case_id) is None:
            raise refuse(say("There is no such case in this case file."))

    def _case_of(self, answer: Answer) -> str:
        return self._ground.history.get(INTERVIEW, answer.interview_id).case_id

    def _said_by(self, case_id: str) -> Callable[[str | None], SaidBy]:
        history = self._ground.history
        roles = history.values(ROLE, "h.case_id = ?", (case_id,))
        people: dict[str, Person] = {}

        def said_by(person_id: str | None) -> SaidBy:
            if person_id is None:
                return None, "", ""
            if person_id not in people:
                people[person_id] = person_of(history, person_id)
            same = same_person(self._ground.file.connection, person_id)
            named = [each.role.label for each in roles if each.person_id in same]
            person = people[person_id]
            return person.id, person.name, named[0] if named else ""

        return said_by

    def _statement(
        self, interview: Interview, answer: Answer, said_by: SaidBy, traced: Mapping[str, str]
    ) -> Statement:
        person_id, name, role = said_by
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
            root_id=answer.root_id or traced.get(answer.id),
            person_id=person_id,
            told_by=answer.told_by,
            traced=answer.root_id is None and answer.id in traced,
        )


def _on_theme(
    theme: Theme, statements: tuple[Statement, ...], differences: tuple[Difference, ...]
) -> ThemeKnowledge:
    here = tuple(each for each in statements if each.theme is theme)
    ids = {each.source_id for each in here}
    differing = tuple(each for each in differences if ids & set(each.answer_ids))
    return ThemeKnowledge(theme, here, differing)
