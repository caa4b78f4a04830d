"""Concerns: taking in what somebody worries about, and listing what waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Behavior, Concern, Danger, Identity, Route, Source
from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.likeness import Choice, Likeness, Party
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Protected
from vpo_desk.domain.own_number import KindNumber, NumberKind
from vpo_desk.domain.person import Person, RoleName
from vpo_desk.domain.recorded import Recorded
from vpo_desk.domain.relative_dates import understood
from vpo_desk.domain.statement import Knows
from vpo_desk.services.ground import Ground, refuse, working_case
from vpo_desk.services.people import People, PersonDetails
from vpo_desk.storage.nouns import CASE, CONCERN
from vpo_desk.storage.same_person import person_of
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class Informant:
    """Who brings a concern: a person known already (`person_id`), a new one, or nobody named."""

    identity: Identity
    person_id: str | None = None
    details: PersonDetails = field(default_factory=PersonDetails)
    relation: str = ""
    knows: Knows = Knows.UNKNOWN


@dataclass(frozen=True, slots=True)
class Intake:
    """A concern as it is taken in; `about_id` or `about` names the person, both may be missing."""

    at: Moment
    route: Route
    danger: Danger
    source: Informant
    about_id: str | None = None
    about: PersonDetails = field(default_factory=PersonDetails)
    words: str = ""
    summary: str = ""
    behaviors: tuple[Behavior, ...] = ()
    when: UncertainDate | None = None
    place: str = ""
    incident_number: str = ""
    card_shown_at: Moment | None = None
    likenesses: tuple[Likeness, ...] = ()

    def same(self, party: Party) -> str | None:
        """Return the known person whom a party was said to be; VpoError for two of them."""
        same = [
            each.person_id
            for each in self.likenesses
            if each.party is party and each.choice is Choice.SAME
        ]
        if len(same) > 1:
            raise refuse(
                say("Somebody can be only one of the known people."),
                say("Choose “Same person” once."),
            )
        return same[0] if same else None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a concern says from now on; `about` names somebody only where nobody was named before."""

    summary: str = ""
    when: UncertainDate | None = None
    place: str = ""
    incident_number: str = ""
    about: PersonDetails = field(default_factory=PersonDetails)


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """A concern with its people, as lists and pages show it."""

    concern: Concern
    about: Person | None
    source: Person | None


class Concerns:
    """Takes in concerns and lists them."""

    def __init__(self, ground: Ground, people: People) -> None:
        self._ground = ground
        self._people = people

    def take_in(self, intake: Intake) -> tuple[Concern, Changes]:
        """Save a concern; it needs the reporter's words or a summary, and nothing else typed.

        "Early May" and "last Tuesday" are understood from the day it came in; the words stay.
        Raises VpoError when both are missing, or when an anonymous source has a name.
        """
        if not intake.words.strip() and not intake.summary.strip():
            raise refuse(
                say("A concern needs the reporting person's words or a summary."),
                say("Write one sentence."),
            )
        ground = self._ground
        with ground.transaction():
            year = intake.at.local.year
            ordinal = ground.history.next_ordinal(CONCERN, year)
            number = f"C-{year:04d}-{ordinal:03d}"
            told_by, told_of = intake.same(Party.SOURCE), intake.same(Party.ABOUT)
            source, changes = self._source(intake.source, told_by, number)
            if told_of is None:
                about_id, more = self._person(intake.about_id, intake.about, number)
            else:
                known, more = self._people.learn_as_said(told_of, intake.about, number)
                about_id = known.id
            concern = Concern(
                id=ground.ids.new("concern"),
                number=number,
                at=intake.at,
                route=intake.route,
                danger=intake.danger,
                source=source,
                about_id=about_id,
                words=intake.words,
                summary=intake.summary,
                behaviors=intake.behaviors,
                when=understood(intake.when, intake.at.day),
                place=intake.place,
                incident_number=intake.incident_number,
                card_shown_at=intake.card_shown_at,
                likenesses=intake.likenesses,
            )
            ground.history.append(CONCERN, concern.id, concern)
        return concern, changes + more + Changes((("concern", concern.id),))

    def get(self, concern_id: str) -> ConcernLine:
        """Return a concern with its people; VpoError when there is none such."""
        found = self._ground.history.find(CONCERN, concern_id)
        if found is None:
            raise refuse(say("There is no such concern in this case file."))
        return self._line(found.value)

    def amend(self, concern_id: str, now: Amendment) -> Changes:
        """Correct a concern or add to it; the reporting person's own words never change.

        Somebody who is named only now becomes the subject of a case that had none. Raises VpoError
        when nothing would be left that was said, or when the case has ended.
        """
        ground = self._ground
        with ground.transaction():
            concern = self.get(concern_id).concern
            if not concern.words.strip() and not now.summary.strip():
                raise refuse(
                    say("A concern needs the reporting person's words or a summary."),
                    say("Write one sentence."),
                )
            about_id, changes = concern.about_id, Changes()
            if about_id is None:
                about_id, changes = self._person(None, now.about, concern.number)
            changes += self._change(
                concern_id,
                lambda each: replace(
                    each,
                    summary=now.summary,
                    when=understood(now.when, each.at.day, each.when),
                    place=now.place,
                    incident_number=now.incident_number,
                    about_id=about_id,
                ),
            )
            case_id = concern.case_id
            newly = about_id if concern.about_id is None else None
            if case_id and newly and ground.history.get(CASE, case_id).subject_id is None:
                _, more = self._people.give_role(case_id, newly, RoleName.SUBJECT)
                changes += more
        return changes

    def mark(self, concern_id: str, protected: Protected | None, link: str) -> Changes:
        """Say whether a concern is about religion, politics or association, and its link to conduct."""
        return self._change(concern_id, lambda each: replace(each, protected=protected, link=link))

    def add_number(self, concern_id: str, kind: NumberKind, number: str) -> Changes:
        """Enter a number of the agency's other systems; VpoError when it is empty or there already."""
        own = KindNumber(kind, number.strip())
        if not own.number:
            raise refuse(say("Write the number."))
        if own in self.get(concern_id).concern.numbers:
            raise refuse(say("This number is entered already."))
        return self._change(concern_id, lambda each: replace(each, numbers=(*each.numbers, own)))

    def remove_number(self, concern_id: str, own: KindNumber) -> Changes:
        """Take a number off the concern; that it stood there stays in the history."""
        return self._change(
            concern_id,
            lambda each: replace(each, numbers=tuple(x for x in each.numbers if x != own)),
        )

    def recorded(self, concern_id: str) -> Recorded[Concern]:
        """Return a concern's first version with its time of entry."""
        return self._ground.history.versions(CONCERN, concern_id)[0]

    def waiting(self) -> tuple[ConcernLine, ...]:
        """Return the concerns that wait for triage, oldest first."""
        found = self._ground.history.values(CONCERN, "h.decision IS NULL", order="h.at")
        return tuple(self._line(concern) for concern in found)

    def of_case(self, case_id: str) -> tuple[ConcernLine, ...]:
        """Return the concerns of a case, oldest first."""
        found = self._ground.history.values(CONCERN, "h.case_id = ?", (case_id,), order="h.at")
        return tuple(self._line(concern) for concern in found)

    def newest(self, limit: int, offset: int = 0) -> tuple[ConcernLine, ...]:
        """Return a page of all concerns, newest first."""
        found = self._ground.history.select(
            CONCERN, "1", order="h.at DESC, h.ordinal DESC", limit=limit, offset=offset
        )
        return tuple(self._line(each.value) for each in found)

    def count(self) -> int:
        """Return how many concerns there are."""
        return self._ground.history.count(CONCERN)

    def count_waiting(self) -> int:
        """Return how many concerns wait for triage."""
        return self._ground.history.count(CONCERN, "h.decision IS NULL")

    def _change(self, concern_id: str, change: Callable[[Concern], Concern]) -> Changes:
        ground = self._ground
        with ground.transaction():
            concern = change(self.get(concern_id).concern)
            if concern.case_id is not None:
                working_case(ground, concern.case_id)
            ground.history.append(CONCERN, concern_id, concern)
        case = (("case", concern.case_id),) if concern.case_id else ()
        return Changes((("concern", concern_id), *case))

    def _line(self, concern: Concern) -> ConcernLine:
        history = self._ground.history
        about = person_of(history, concern.about_id) if concern.about_id else None
        source_id = concern.source.person_id
        source = person_of(history, source_id) if source_id else None
        return ConcernLine(concern, about, source)

    def _source(
        self, informant: Informant, same: str | None, number: str
    ) -> tuple[Source, Changes]:
        anonymous = informant.identity is Identity.ANONYMOUS
        named = bool(same or informant.person_id or informant.details.name.strip())
        if anonymous and named:
            raise refuse(
                say("An anonymous source has no name."),
                say("Leave the name out, or choose “Asked for confidentiality”."),
            )
        phone = informant.details.phone
        if not named:
            source = Source(informant.identity, None, informant.relation, phone, informant.knows)
            return source, Changes()
        if same is None:
            person_id, changes = self._person(informant.person_id, informant.details, number)
        else:
            known, changes = self._people.learn_as_said(same, informant.details, number)
            person_id = known.id
        source = Source(informant.identity, person_id, informant.relation, phone, informant.knows)
        return source, changes

    def _person(
        self, person_id: str | None, details: PersonDetails, number: str
    ) -> tuple[str | None, Changes]:
        if person_id is not None:
            person, changes = self._people.learn(person_id, details)
            return person.id, changes
        if not details:
            return None, Changes()
        person, changes = self._people.add(details, number)
        return person.id, changes
