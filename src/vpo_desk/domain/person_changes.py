"""What changed between two states of what is recorded of a person, in words."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.person import Person, PersonFact
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that changed: what it is, what stood there and what stands there now."""

    what: Words
    before: str
    now: str


def changed(before: Person | None, now: Person) -> tuple[FieldChange, ...]:
    """Return what a version changed against the one before; all of it for the first one."""
    old = before or Person(now.id)
    fields = (
        (say("Name"), old.name, now.name),
        (say("Born"), _said(old), _said(now)),
        (say("Juvenile"), _mark(old.juvenile), _mark(now.juvenile)),
        (say("Handling"), old.handling, now.handling),
    )
    found = [FieldChange(*each) for each in fields if each[1] != each[2]]
    found += [FieldChange(say("Phone"), each, "") for each in old.phones if each not in now.phones]
    found += [FieldChange(say("Phone"), "", each) for each in now.phones if each not in old.phones]
    gone = [each for each in old.facts if each not in now.facts]
    come = [each for each in now.facts if each not in old.facts]
    for fact in come:
        same = next((each for each in gone if each.kind is fact.kind), None)
        if same is not None:
            gone.remove(same)
        found.append(FieldChange(fact.kind.words, fact_line(same) if same else "", fact_line(fact)))
    found += [FieldChange(each.kind.words, fact_line(each), "") for each in gone]
    return tuple(found)


def fact_line(fact: PersonFact) -> str:
    """Return a fact as one line: its words, when, from whom, and whether it is past."""
    parts = [fact.text, fact.when.said if fact.when else ""]
    parts.append(str(say("from {source}", source=fact.source)) if fact.source else "")
    parts.append(str(say("past")) if fact.past else "")
    parts.append(str(say("kept off paper")) if fact.confidential else "")
    return " · ".join(part for part in parts if part)


def _said(person: Person) -> str:
    return person.born.said if person.born else ""


def _mark(juvenile: bool | None) -> str:
    if juvenile is None:
        return ""
    return str(say("yes")) if juvenile else str(say("no"))
