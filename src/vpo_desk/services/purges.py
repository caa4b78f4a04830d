"""Purging a case or one item in two steps: what would go, asking, confirming, what remains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.purge import (
    Basis,
    Decided,
    KindCount,
    Purge,
    PurgeState,
    Scope,
    ask_stops,
    purge_stops,
    second_step_stops,
)
from vpo_desk.errors import VpoError
from vpo_desk.services.backups import BackupLine, Backups
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.remains import blank_of, traces_of
from vpo_desk.services.retention import Retentions
from vpo_desk.storage.belongings import Going, going_with, links_of, named_by, naming
from vpo_desk.storage.nouns import (
    ANSWER,
    ATTACHMENT,
    CASE,
    CONCERN,
    EVENT,
    INTERVIEW,
    NOTE,
    NOUNS,
    ORDER,
    PERSON,
    PURGE,
    RECORD,
    ROLE,
    TASK,
    TRACE,
    TRIAGE,
    Noun,
)
from vpo_desk.storage.purge import take_out, unswept
from vpo_desk.storage.same_person import same_person
from vpo_desk.words import Words, say

ROOTS: Final[dict[Scope, Noun[Any]]] = {
    Scope.CASE: CASE,
    Scope.ANSWER: ANSWER,
    Scope.CONCERN: CONCERN,
    Scope.PERSON: PERSON,
    Scope.ATTACHMENT: ATTACHMENT,
    Scope.NOTE: NOTE,
    Scope.EVENT: EVENT,
    Scope.RECORD: RECORD,
    Scope.ORDER: ORDER,
    Scope.TASK: TASK,
}


@dataclass(frozen=True, slots=True)
class PurgePreview:
    """What a purge would take, what stops it today, and what it does not reach.

    `staying` counts the people of a case whom something else names; `backups` still hold it.
    """

    counts: tuple[KindCount, ...]
    stops: tuple[Words, ...]
    staying: int
    backups: tuple[BackupLine, ...]


@dataclass(frozen=True, slots=True)
class Purged:
    """A purge that is done; `swept` is False where free pages have to wait for the next opening."""

    purge: Purge
    swept: bool
    backups: tuple[BackupLine, ...]


class Purges:
    """Purges by a person's decision, never by itself."""

    def __init__(self, ground: Ground, retention: Retentions, backups: Backups) -> None:
        self._ground = ground
        self._retention = retention
        self._backups = backups

    def preview(self, scope: Scope, object_id: str, places: Iterable[Path] = ()) -> PurgePreview:
        """Return what would go and what stops it; VpoError when there is no such object."""
        self._need(scope, object_id)
        going = self._going(scope, object_id)
        return PurgePreview(
            _counts(going),
            self.stops(scope, object_id),
            self._staying(scope, going),
            self.backups(object_id, places),
        )

    def stops(self, scope: Scope, object_id: str) -> tuple[Words, ...]:
        """Return everything that stops a purge today, before its second step."""
        cases = self._cases_of(scope, object_id)
        clock = self._retention.clock(object_id) if scope is Scope.CASE else None
        holds = [hold for case_id in cases for hold in self._retention.holds(case_id)]
        return purge_stops(scope, self._retention.schedule(), clock, holds, self._today())

    def backups(self, object_id: str, places: Iterable[Path]) -> tuple[BackupLine, ...]:
        """Return the backups that hold an object, newest first, by what the audit chain says."""
        entries = self._ground.history.entries(object_id=object_id)
        if not entries:
            return ()
        gone = [each.sequence for each in entries if each.action == "purged"]
        last = max(gone) if gone else None
        return tuple(
            line
            for line in self._backups.in_places(places)
            if line.sequence >= entries[0].sequence and (last is None or line.sequence < last)
        )

    def ask(
        self, scope: Scope, object_id: str, *, basis: Basis, reason: str
    ) -> tuple[Purge, Changes]:
        """Take the first step; VpoError when something stops it, or it was asked for already."""
        self._need(scope, object_id)
        if stops := (*ask_stops(scope, basis, reason), *self.stops(scope, object_id)):
            raise refuse(stops[0])
        if self.asked(object_id) is not None:
            raise refuse(say("This purge was asked for already; confirm it or withdraw it."))
        ground = self._ground
        cases = self._cases_of(scope, object_id)
        purge = Purge(
            ground.ids.new("purge"),
            scope,
            object_id,
            cases[0] if len(cases) == 1 else None,
            basis,
            ground.clock.now(),
            reason,
        )
        with ground.transaction():
            ground.history.append(
                PURGE, purge.id, purge, action="ask", detail=f"{scope.value} {basis.value}"
            )
        return purge, Changes((("purge", purge.id), (scope.value, object_id)))

    def withdraw(self, purge_id: str) -> Changes:
        """Take the first step back; VpoError when it does not stand."""
        purge = self._asked(purge_id)
        withdrawn = replace(purge, state=PurgeState.WITHDRAWN)
        with self._ground.transaction():
            self._ground.history.append(PURGE, purge_id, withdrawn, action="withdraw")
        return Changes((("purge", purge_id), (purge.scope.value, purge.object_id)))

    def asked(self, object_id: str) -> Purge | None:
        """Return the purge of an object that waits for its second step."""
        return next((each for each in self.waiting() if each.object_id == object_id), None)

    def waiting(self) -> tuple[Purge, ...]:
        """Return the purges that wait for their second step, oldest first."""
        return self._ground.history.values(PURGE, "h.state = ?", (PurgeState.ASKED,))

    def done(self) -> tuple[Purge, ...]:
        """Return the purges that were done, oldest first."""
        return self._ground.history.values(PURGE, "h.state = ?", (PurgeState.DONE,))

    def confirm(
        self, purge_id: str, decided: Decided, places: Iterable[Path] = ()
    ) -> tuple[Purged, Changes]:
        """Take the second step: everything goes in one transaction, then the file is swept.

        Raises VpoError when anything stops it; nothing was taken then.
        """
        ground, purge = self._ground, self._asked(purge_id)
        connection, history = ground.file.connection, ground.history
        scope, object_id = purge.scope, purge.object_id
        with ground.transaction():
            self._need(scope, object_id)
            today = self._today()
            stops = (*self.stops(scope, object_id), *second_step_stops(decided, today))
            if stops:
                raise refuse(stops[0])
            going = self._going(scope, object_id)
            done = replace(
                purge,
                reason="",
                state=PurgeState.DONE,
                reviewer=decided.reviewer.strip(),
                reviewed_on=decided.on,
                done_at=ground.clock.now(),
                counts=_counts(going),
            )
            own = Going(PURGE.kind, purge_id, len(history.versions(PURGE, purge_id)), whole=False)
            history.append(
                PURGE, purge_id, done, action="purge", detail=f"{scope.value} {purge.basis.value}"
            )
            if scope is Scope.CASE:
                clock = self._retention.clock(object_id)
                for trace in traces_of(ground, purge_id, going, clock):
                    history.append(TRACE, trace.id, trace)
            else:
                self._blank(going)
            going = tuple(each for each in going if each.id != purge_id)
            take_out(connection, history, purge_id, (*going, own))
        kept = () if scope is Scope.CASE else tuple((each.kind, each.id) for each in going)
        changes = Changes((("purge", purge_id), *kept))
        if scope is not Scope.CASE and purge.case_id:
            changes += Changes((("case", purge.case_id),))
        return Purged(done, self.sweep(), self.backups(object_id, places)), changes

    def sweep(self) -> bool:
        """Sweep after a purge where that is still to be done; False when it has to wait."""
        try:
            self._ground.file.sweep()
        except VpoError:
            return False
        return not unswept(self._ground.file.connection)

    def _going(self, scope: Scope, object_id: str) -> tuple[Going, ...]:
        connection, history = self._ground.file.connection, self._ground.history
        if scope is Scope.CASE:
            return going_with(connection, CASE, object_id)
        items: list[tuple[Noun[Any], str]] = [(ROOTS[scope], object_id)]
        if scope is Scope.CONCERN:
            triages = history.values(TRIAGE, "h.concern_id = ?", (object_id,))
            items += [(TRIAGE, each.id) for each in triages]
        if scope is Scope.PERSON:  # every record of the person, and what ties them to others
            items = [(PERSON, each) for each in same_person(connection, object_id)]
            items += [(noun, each) for each, noun in links_of(connection, object_id).items()]
        if scope in {Scope.CONCERN, Scope.ANSWER, Scope.RECORD}:
            files = history.values(ATTACHMENT, f"h.{scope.value}_id = ?", (object_id,))
            items += [(ATTACHMENT, each.id) for each in files if each.has_content]
        return tuple(
            Going(noun.kind, id_, len(_numbers(self._ground, noun, id_)), whole=False)
            for noun, id_ in items
        )

    def _blank(self, going: Sequence[Going]) -> None:
        """Write a further version without words of each object that stays."""
        history = self._ground.history
        nouns = {noun.kind: noun for noun in NOUNS}
        for each in going:
            noun = nouns[each.kind]
            value = history.get(noun, each.id)
            history.append(noun, each.id, blank_of(value), action="blank")
            if noun is ANSWER:
                self._ground.file.drafts.drop(value.interview_id, value.question_id)

    def _staying(self, scope: Scope, going: Sequence[Going]) -> int:
        if scope is not Scope.CASE:
            return 0
        nouns = {noun.kind: noun for noun in NOUNS}
        ids = {each.id for each in going}
        objects = [(each.id, nouns[each.kind]) for each in going]
        connection = self._ground.file.connection
        staying = [
            same_person(connection, person)
            for person in named_by(connection, objects)
            if person not in ids and any(naming(connection, person))
        ]
        return len(set(staying))

    def _cases_of(self, scope: Scope, object_id: str) -> tuple[str, ...]:
        """Return the cases that an object belongs to: a hold on any of them stops its purge."""
        history = self._ground.history
        match scope:
            case Scope.CASE:
                return (object_id,)
            case Scope.ANSWER:
                answer = history.get(ANSWER, object_id)
                return (history.get(INTERVIEW, answer.interview_id).case_id,)
            case Scope.CONCERN:
                case_id = history.get(CONCERN, object_id).case_id
                return (case_id,) if case_id else ()
            case Scope.ATTACHMENT:
                attachment = history.get(ATTACHMENT, object_id)
                if attachment.concern_id:
                    return self._cases_of(Scope.CONCERN, attachment.concern_id)
                return (attachment.case_id,) if attachment.case_id else ()
            case Scope.NOTE | Scope.EVENT | Scope.RECORD | Scope.ORDER | Scope.TASK:
                case_id = history.get(ROOTS[scope], object_id).case_id
                return (case_id,) if case_id else ()
            case Scope.PERSON:
                found: list[str] = []
                for each in same_person(self._ground.file.connection, object_id):
                    roles = history.values(ROLE, "h.person_id = ?", (each,))
                    where = "h.about_id = ? OR h.source_id = ?"
                    concerns = history.values(CONCERN, where, (each, each))
                    found += [it.case_id for it in (*roles, *concerns) if it.case_id]
                return tuple(dict.fromkeys(found))

    def _need(self, scope: Scope, object_id: str) -> None:
        if self._ground.history.find(ROOTS[scope], object_id) is None:
            raise refuse(say("What was to be purged is not in this case file."))

    def _asked(self, purge_id: str) -> Purge:
        found = self._ground.history.find(PURGE, purge_id)
        if found is None or found.value.state is not PurgeState.ASKED:
            raise refuse(say("No purge waits for its second step here."))
        return found.value

    def _today(self) -> date:
        return self._ground.clock.now().day


def _numbers(ground: Ground, noun: Noun[Any], id_: str) -> range:
    found = ground.history.find(noun, id_)
    return range(found.version if found else 0)


def _counts(going: Iterable[Going]) -> tuple[KindCount, ...]:
    """Return how much of each kind goes; a purge does not count its own request."""
    found: dict[str, KindCount] = {}
    for each in going:
        if each.kind != PURGE.kind:
            known = found.get(each.kind, KindCount(each.kind, 0, 0))
            found[each.kind] = KindCount(
                each.kind, known.objects + 1, known.versions + each.through
            )
    return tuple(found.values())
