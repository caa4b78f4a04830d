"""What must be known of a person at a glance: juvenile and handling, access to weapons."""

from __future__ import annotations

from vpo_desk.domain.person import FactKind, Person
from vpo_desk.ui.widgets.rows import Cell
from vpo_desk.words import Catalog, Words, say


def marks_cell(person: Person, catalog: Catalog) -> Cell:
    """Return what must be known, and its words below; empty where there is nothing."""
    marks, words = marks_of(person)
    if not marks:
        return Cell("")
    told = " · ".join(catalog.text(each) for each in marks)
    return Cell(told, second=" · ".join(words), strong=True)


def marks_of(person: Person) -> tuple[tuple[Words, ...], tuple[str, ...]]:
    """Return the marks of a person, and what is recorded beside each."""
    marks: list[Words] = []
    words: list[str] = []
    if person.juvenile:
        marks.append(say("Juvenile"))
        words += [person.handling] if person.handling.strip() else []
    weapons = [fact.text for fact in person.facts_of(FactKind.WEAPONS) if not fact.past]
    if weapons:
        marks.append(say("Weapons"))
        words += weapons
    return tuple(marks), tuple(words)


def person_name(person: Person, catalog: Catalog) -> str:
    """Return how somebody is named in a list."""
    return person.name if person.name.strip() else catalog.say("name not known")
