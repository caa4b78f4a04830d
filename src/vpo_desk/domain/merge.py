"""Two records of one person: how they are joined, and how the joining is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.domain.terms import Term
from vpo_desk.words import say


class Field(Term):
    """What two records of one person can contradict each other in."""

    NAME = "name", "Name"
    BORN = "born", "Birth date"
    JUVENILE = "juvenile", "Juvenile"


class Side(Term):
    """Which of two records is right."""

    KEPT = "kept", "This record"
    OTHER = "other", "The other record"


@dataclass(frozen=True, slots=True)
class Decided:
    """Which record is right about one field."""

    field: Field
    side: Side


@dataclass(frozen=True, slots=True)
class Merge:
    """That `other_id` is the same person as `kept_id`, since when and why.

    `before` and `after` are the versions of the kept person around the merge: what it added is
    told from them, and nothing is written twice. An undone merge stays, with its reason.
    """

    id: str
    kept_id: str
    other_id: str
    at: Moment
    reason: str
    before: int
    after: int
    decided: tuple[Decided, ...] = ()
    undone_at: Moment | None = None
    undone_why: str = ""

    @property
    def stands(self) -> bool:
        """True until it is undone."""
        return self.undone_at is None


def conflicts(kept: Person, other: Person) -> tuple[Field, ...]:
    """Return what the two records say differently; what one of them leaves open is no conflict."""
    found: list[Field] = []
    if kept.name.strip() and other.name.strip() and kept.name != other.name:
        found.append(Field.NAME)
    if kept.born and other.born and kept.born.said != other.born.said:
        found.append(Field.BORN)
    marks = {kept.juvenile, other.juvenile}
    if None not in marks and len(marks) == 2:
        found.append(Field.JUVENILE)
    return tuple(found)


def joined(kept: Person, other: Person, decided: Iterable[Decided]) -> Person:
    """Return the kept person with everything that the other record knows.

    Of what was decided the other value stays as a fact: another name as an alias, another birth
    date and juvenile mark in words. Phones and facts of both stand; handling of both is joined.
    """
    right = {each.field for each in decided if each.side is Side.OTHER}
    contradicted = conflicts(kept, other)
    facts = list(kept.facts)
    values: dict[Field, object] = {}
    for field in Field:
        own, others = getattr(kept, field.value), getattr(other, field.value)
        if field in contradicted:
            chosen, left = (others, own) if field in right else (own, others)
            facts += [fact for fact in (_left(field, left),) if fact not in facts]
        else:
            chosen = others if _is_open(own) else own
        values[field] = chosen
    facts += [fact for fact in dict.fromkeys(other.facts) if fact not in facts]
    return replace(
        kept,
        **{field.value: value for field, value in values.items()},
        phones=(*kept.phones, *(p for p in dict.fromkeys(other.phones) if p not in kept.phones)),
        facts=tuple(facts),
        handling="\n".join(dict.fromkeys(filter(str.strip, (kept.handling, other.handling)))),
    )


def parted(before: Person, after: Person, now: Person, standing: Sequence[Person] = ()) -> Person:
    """Return the kept person without what a merge gave them; what was entered later stays.

    `before` and `after` are the person around the merge, `now` as they are today. What somebody
    else in `standing`, still merged into the same person, says too stays as well.
    """
    given = [fact for fact in after.facts if fact not in before.facts]
    lent = [phone for phone in after.phones if phone not in before.phones]
    kept_facts = {fact for each in standing for fact in each.facts}
    kept_phones = {phone for each in standing for phone in each.phones}
    values = {
        name: getattr(before if getattr(now, name) == getattr(after, name) else now, name)
        for name in ("name", "born", "juvenile", "handling")
    }
    return replace(
        now,
        **values,
        phones=tuple(each for each in now.phones if each not in lent or each in kept_phones),
        facts=tuple(each for each in now.facts if each not in given or each in kept_facts),
    )


def added_since(after: Person, now: Person) -> tuple[str, ...]:
    """Return the phones and the words of the facts that were entered after a merge."""
    phones = [each for each in now.phones if each not in after.phones]
    return (*phones, *(each.text for each in now.facts if each not in after.facts))


def _is_open(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _left(field: Field, value: object) -> PersonFact:
    """Return as a fact what was decided against."""
    source = str(say("another record of this person"))
    if field is Field.NAME:
        return PersonFact(FactKind.ALIAS, str(value), source)
    if field is Field.BORN:
        said = str(getattr(value, "said", ""))
        return PersonFact(FactKind.OTHER, str(say("Born: {said}", said=said)), source)
    words = say("Juvenile: yes") if value else say("Juvenile: no")
    return PersonFact(FactKind.OTHER, str(words), source)
