"""Two records that are one person: what differs, what counts together, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.merge import (
    Decided,
    Field,
    Merge,
    added_since,
    conflicts,
    joined,
    parted,
)
from vpo_desk.domain.person import Person
from vpo_desk.domain.purge import KindCount
from vpo_desk.domain.recorded import Recorded
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.people import People
from vpo_desk.storage.belongings import links_of, naming
from vpo_desk.storage.nouns import MERGE, PERSON, ROLE
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Two records side by side, and what of the other one would count as the kept person's.

    `related` is True where somebody entered that the two are related to each other.
    """

    kept: Person
    other: Person
    conflicts: tuple[Field, ...]
    counts: tuple[KindCount, ...]
    related: bool


@dataclass(frozen=True, slots=True)
class Later:
    """What was entered for a person after a merge: how much of each kind, and words of theirs."""

    counts: tuple[KindCount, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge with the other record as it was, and what was entered while both were one.

    `blocked` is the merge that has to be undone before this one.
    """

    merge: Merge
    other: Person
    later: Later


class Merges:
    """Lets two records count as one person, and takes that back.

    Nothing that names either record is rewritten: a merged record leads to the kept one, so sealed
    interviews and paper go on naming whom they named.
    """

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def preview(self, kept_id: str, other_id: str) -> MergePreview:
        """Return what merging would do; VpoError when both are one person already."""
        kept, other = self._two(kept_id, other_id)
        connection = self._ground.file.connection
        between = set(links_of(connection, kept.id)) & set(links_of(connection, other.id))
        return MergePreview(
            kept,
            other,
            conflicts(kept, other),
            self._counts((*naming(connection, other.id), *links_of(connection, other.id))),
            related=any(each.startswith("relationship") for each in between),
        )

    def merge(
        self, kept_id: str, other_id: str, decided: Sequence[Decided], reason: str
    ) -> tuple[Merge, Changes]:
        """Let the other record count as the kept person from now on.

        Raises VpoError without a reason, or while a field that differs is not decided.
        """
        kept, other = self._two(kept_id, other_id)
        if not reason.strip():
            raise refuse(say("Say why they are the same person."))
        open_fields = set(conflicts(kept, other)) - {each.field for each in decided}
        if missing := next((field for field in Field if field in open_fields), None):
            raise refuse(
                say("{field}: the two records differ.", field=missing.words),
                say("Choose which record is right; the other value stays as a fact."),
            )
        ground = self._ground
        with ground.transaction():
            before = self._recorded(kept.id).version
            known = ground.history.append(PERSON, kept.id, joined(kept, other, decided))
            merge = Merge(
                ground.ids.new("merge"),
                kept.id,
                other.id,
                ground.clock.now(),
                reason,
                before,
                known.version,
                tuple(decided),
            )
            ground.history.append(MERGE, merge.id, merge, action="merge")
            ground.history.append(
                PERSON, other.id, replace(other, merged_into=kept.id), action="merge"
            )
        return merge, self._touched(merge)

    def undo(self, merge_id: str, why: str) -> tuple[MergeLine, Changes]:
        """Take a merge back: each record has what it had, what came later stays with the kept one.

        Returns what stayed. Raises VpoError without a reason, when it is undone already, or while
        the kept record is itself merged into another one.
        """
        if not why.strip():
            raise refuse(say("Say why they are not the same person."))
        line = self.line(merge_id)
        merge = line.merge
        if not merge.stands:
            raise refuse(say("This merge is undone already."))
        kept = self._recorded(merge.kept_id)
        if kept.value.merged_into:
            raise refuse(
                say("This record was itself merged with another one since."),
                say("Undo that merge first."),
            )
        ground = self._ground
        undone = replace(merge, undone_at=ground.clock.now(), undone_why=why)
        with ground.transaction():
            ground.history.append(MERGE, merge.id, undone, action="undo")
            other = replace(self._recorded(merge.other_id).value, merged_into="")
            ground.history.append(PERSON, other.id, other, action="undo")
            freed = self._without(merge, kept.value)
            ground.history.append(
                PERSON, freed.id, freed, action="undo" if freed != kept.value else ""
            )
        return replace(line, merge=undone), self._touched(merge)

    def of_person(self, person_id: str) -> tuple[MergeLine, ...]:
        """Return the merges that a person's records have part in, undone ones too, newest first."""
        found = {
            merge.id: merge
            for each in self._people.same(person_id)
            for merge in self._ground.history.values(
                MERGE, "h.kept_id = ? OR h.other_id = ?", (each, each)
            )
        }
        began = {each: self._ground.history.entries(object_id=each)[0].sequence for each in found}
        newest = sorted(found, key=lambda each: began[each], reverse=True)
        return tuple(self.line(each) for each in newest)

    def line(self, merge_id: str) -> MergeLine:
        """Return a merge with what was entered while it stood; VpoError when there is none such."""
        found = self._ground.history.find(MERGE, merge_id)
        if found is None:
            raise refuse(say("There is no such merge in this case file."))
        merge = found.value
        return MergeLine(merge, self._recorded(merge.other_id).value, self._later(merge))

    def _later(self, merge: Merge) -> Later:
        """Return what was entered for the kept record between a merge and its undoing."""
        history, connection = self._ground.history, self._ground.file.connection
        entries = history.entries(object_id=merge.id)
        began = entries[0].sequence
        ended = next((each.sequence for each in entries if each.action == "undo"), None)
        named = {*naming(connection, merge.kept_id), *links_of(connection, merge.kept_id)}
        named.discard(merge.id)
        fresh = [
            id_
            for id_ in named
            if (first := history.entries(object_id=id_)[0].sequence) > began
            and (ended is None or first < ended)
        ]
        versions = {each.version: each for each in history.versions(PERSON, merge.kept_id)}
        after = versions.get(merge.after)
        last = [each for each in versions.values() if ended is None or each.sequence < ended]
        words = added_since(after.value, last[-1].value) if after and last else ()
        return Later(self._counts(fresh), words)

    def _without(self, merge: Merge, now: Person) -> Person:
        """Return the kept person without what a merge gave them, as far as that is still told."""
        versions = {
            each.version: each.value
            for each in self._ground.history.versions(PERSON, merge.kept_id)
        }
        before, after = versions.get(merge.before), versions.get(merge.after)
        if before is None or after is None:  # purged since, or lost: nothing of it is left to take
            return now
        others = self._ground.history.values(
            PERSON, "h.merged_into = ? AND h.id <> ?", (merge.kept_id, merge.other_id)
        )
        return parted(before, after, now, others)

    def _two(self, kept_id: str, other_id: str) -> tuple[Person, Person]:
        kept, other = self._people.get(kept_id), self._people.get(other_id)
        if kept.id == other.id:
            raise refuse(
                say("These are one and the same person already."),
                say("Choose another record."),
            )
        return kept, other

    def _recorded(self, person_id: str) -> Recorded[Person]:
        found = self._ground.history.find(PERSON, person_id)
        if found is None:
            raise refuse(say("There is no such person in this case file."))
        return found

    def _counts(self, ids: Iterable[str]) -> tuple[KindCount, ...]:
        found: dict[str, int] = {}
        for each in dict.fromkeys(ids):
            kind = self._ground.history.entries(object_id=each)[0].kind
            found[kind] = found.get(kind, 0) + 1
        return tuple(KindCount(kind, count, count) for kind, count in sorted(found.items()))

    def _touched(self, merge: Merge) -> Changes:
        people = (merge.kept_id, merge.other_id)
        cases = {
            role.case_id
            for each in people
            for role in self._ground.history.values(ROLE, "h.person_id = ?", (each,))
        }
        return Changes(
            (
                ("merge", merge.id),
                *(("person", each) for each in people),
                *(("case", each) for each in sorted(cases)),
            )
        )
