"""The lists on a person's page: facts, roles, relationships, concerns and changes."""

from __future__ import annotations

from vpo_desk.domain.concern import Concern
from vpo_desk.domain.diagram import name_of
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import PersonFact
from vpo_desk.services.register import Change, PlaceOf
from vpo_desk.services.relationships import RelationshipLine
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words, moment_words
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable


def facts_table(page: Page) -> ListTable:
    """Return the list of what is known of a person."""

    def text(fact: PersonFact) -> Cell:
        said = page.say("from {source}", source=fact.source) if fact.source.strip() else ""
        parts = [said, fact.when.said if fact.when else ""]
        if fact.confidential:
            parts.append(page.say("kept off paper"))
        return Cell(fact.text, second=" · ".join(part for part in parts if part), quiet=fact.past)

    def kind(fact: PersonFact) -> Cell:
        return Cell(page.text(fact.kind.words), second=page.say("past") if fact.past else "")

    columns = (Column(page.say("Kind"), kind, width=150), Column(page.say("What is known"), text))
    return ListTable(columns, name=page.say("What is known of this person"), fit=True)


def places_table(page: Page) -> ListTable:
    """Return the list of a person's roles in cases."""

    def role(place: PlaceOf) -> Cell:
        words = page.text(place.role.role.words)
        if not place.role.stands:
            ended = page.say("ended: {why}", why=place.role.ended)
            return Cell(words, second=ended, quiet=True)
        if place.role.confidential:
            return Cell(words, second=page.say("asked for confidentiality"))
        return Cell(words, second=place.role.relation)

    columns = (
        Column(page.say("Case"), lambda place: place.case.number, width=130),
        Column(page.say("Role"), role, share=3),
        Column(page.say("State"), lambda place: page.text(place.case.state.words), share=2),
    )
    return ListTable(columns, name=page.say("Roles of this person"), fit=True)


def ties_table(page: Page) -> ListTable:
    """Return the list of a person's relationships, as sentences."""

    def words(line: RelationshipLine) -> Cell:
        tie = line.relationship
        told = page.say(
            "{first}: {label} {second}",
            first=name_of(line.first),
            label=tie.label,
            second=name_of(line.second),
        )
        parts = [page.text(tie.time)] if tie.time else []
        parts += [page.say("from {source}", source=tie.source)] if tie.source.strip() else []
        parts += [page.say("ended: {why}", why=tie.ended)] if not tie.stands else []
        return Cell(told, second=" · ".join(parts), quiet=not tie.stands)

    name = page.say("Relationships of this person")
    return ListTable((Column("", words),), name=name, fit=True, headings=False)


def concerns_table(page: Page, name: str) -> ListTable:
    """Return a list of concerns."""

    def words(concern: Concern) -> str:
        return " ".join((concern.words or concern.summary).split())[:140]

    columns = (
        Column(page.say("Number"), lambda concern: concern.number, width=120),
        Column(
            page.say("Received"),
            lambda concern: page.text(date_words(concern.at.day)),
            width=120,
        ),
        Column(page.say("Concern"), words),
    )
    return ListTable(columns, name=name, fit=True)


def changes_table(page: Page) -> ListTable:
    """Return the list of what was changed of a person's record."""

    def when(change: Change) -> str:
        now = page.ground.clock.now()
        return page.text(moment_words(Moment(change.at, now.zone), now))

    def what(change: Change) -> Cell:
        told: list[str] = []
        for each in change.fields:
            if each.before and each.now:
                told.append(
                    page.say(
                        "{what}: “{before}” became “{now}”",
                        what=each.what,
                        before=each.before,
                        now=each.now,
                    )
                )
            elif each.now:
                told.append(page.say("{what}: {now}", what=each.what, now=each.now))
            else:
                told.append(
                    page.say("{what}: “{before}” taken off", what=each.what, before=each.before)
                )
        return Cell(page.text(change.what), second="\n".join(told))

    columns = (Column(page.say("When"), when, width=150), Column(page.say("What changed"), what))
    return ListTable(columns, name=page.say("Changes of this record"), fit=True)
