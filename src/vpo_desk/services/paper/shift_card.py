"""Gathers the shift briefing card: what patrol may see and do until a day, and nothing behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vpo_desk.documents.content import (
    ReportBig,
    ReportContent,
    ReportSection,
    ReportTable,
    ReportText,
    Sheet,
)
from vpo_desk.domain.giveaway import Giveaway
from vpo_desk.domain.person import FactKind, Person, PersonFact
from vpo_desk.domain.plan import Action, Domain, Plan, Rule
from vpo_desk.services.directory import Directory
from vpo_desk.services.ground import refuse
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.services.paper.discretion import Discretion, discretion
from vpo_desk.services.paper.judged_parts import NOT_RECORDED, NOTHING_RECORDED, bullets
from vpo_desk.services.paper.naming import day_text, said_text
from vpo_desk.services.paper.referral_letter import call_back
from vpo_desk.words import Words, say

USUAL_DAYS: Final = timedelta(days=14)
"""So long a card is valid where the plan has no review to come; this program's own choice."""

_PATROL: Final = re.compile(
    r"\b(patrol|officers?|police|deput(y|ies)|shift|sergeant|sgt|dispatch(ers?)?|911)\b",
    re.IGNORECASE,
)
_ANYBODY: Final = re.compile(
    r"\b(anybody|anyone|everybody|everyone|all|any|whoever)\b", re.IGNORECASE
)
_APPROACH: Final = frozenset(
    {"shift-briefing-card", "welfare-check", "extra-patrol", "premises-note"}
)
"""Strategies of the library that say how patrol acts; their actions stand on the card."""

_ON_RECORD: Final = re.compile(
    r"\b(records?|permits?|registration|license|court|order|cad|rms|database|check|photos?|video"
    r"|posts?|officers?|himself|herself|themselves)\b",
    re.IGNORECASE,
)
"""Words of where something is known from that name a record or an officer, and no source."""

DO_NOT: Final = (
    say("Do not stop, search, detain or arrest on this card: it is no probable cause, no warrant."),
    say("Do not tell the person, family, or employer that it exists, or that anybody spoke to us."),
    say("Do not go to the home or work because of it alone; ask the officer on this card first."),
    say("Do not copy, photograph, post, or read it out over an open channel."),
)
LIMITS: Final = say(
    "What is legally known is in your own eyes and ears; this card only says what to look for. It"
    " supports decisions and predicts nothing. What stands here was true when it was printed; check"
    " its code before you rely on it later."
)


@dataclass(frozen=True, slots=True)
class ShiftCard:
    """Fills the card's content."""

    desk: CaseDesk
    directory: Directory

    def until(self, plan: Plan, chosen: date | None) -> date:
        """Return the card's last day: the chosen one, else the plan's next review, else 14 days.

        Raises VpoError for a day that is over.
        """
        today = self.desk.ground.clock.now().day
        if chosen is not None:
            if chosen < today:
                raise refuse(
                    say("The card would be valid until a day that is over."),
                    say("Choose today or a day to come."),
                )
            return chosen
        return plan.review if plan.review and plan.review >= today else today + USUAL_DAYS

    def content(self, plan: Plan, chosen: Chosen, sheet: Sheet) -> ReportContent:
        """Return what the card says, most urgent first; no history, no health, no source."""
        desk, case_id = self.desk, plan.case_id
        subject = desk.cases.view(case_id).subject
        shortened = () if chosen.named or subject is None else (subject,)
        names = discretion(desk.people, case_id, shortened, confidential_only=False)
        until = day_text(self.until(plan, chosen.until))
        sections = (
            ReportSection(say("To recognize"), tuple(_looks(subject, names))),
            ReportSection(say("Officer safety"), tuple(self._dangers(case_id, subject, names))),
            ReportSection(say("What you may see, and what to do"), _rules(plan, names)),
            ReportSection(say("What patrol does, and how"), _approach(plan, names)),
            ReportSection(say("Orders in force"), self._orders(case_id, names)),
            ReportSection(say("Whom to call, at any hour"), (self._calls(),)),
            ReportSection(say("Do not"), bullets(DO_NOT, NOT_RECORDED)),
            ReportSection(say("What this card is"), (ReportText(LIMITS, small=True),)),
        )
        return ReportContent(
            sheet,
            tuple(_facts(subject, desk.agency.get().officer, chosen)),
            sections,
            dense=True,
            banner=ReportBig(
                say("Valid until {day}", day=until),
                say("Destroy after that day: cross-cut shred or burn it, or hand it back."),
            ),
        )

    def _dangers(
        self, case_id: str, subject: Person | None, names: Discretion
    ) -> Iterator[ReportText]:
        """Yield access to weapons as recorded, with how that is known; a person is never named."""
        weapons = _current(subject, FactKind.WEAPONS)
        people = [Giveaway(line.person) for line in self.desk.people.roles(case_id)]
        if not weapons:
            words = say("not recorded; that is not the same as none")
            yield ReportText(words, say("Access to weapons:"))
        for fact in weapons:
            known: Words | str = NOT_RECORDED
            if fact.source.strip():
                on_record = _ON_RECORD.search(fact.source) is not None
                named = any(each.in_text(fact.source) for each in people)
                known = fact.source if on_record and not named else say("told to the officer")
            what = names.text(fact.text)
            words = say("{what} (how known: {known})", what=what, known=known)
            yield ReportText(words, say("Access to weapons:"))
        if subject is not None and subject.juvenile:
            yield ReportText(say("The agency's rules for juveniles apply."), say("Under age:"))

    def _orders(self, case_id: str, names: Discretion) -> tuple[ReportText, ...]:
        lines = [
            say(
                "{kind} {number}, last day {day}{terms}",
                kind=each.kind.words,
                number=each.number,
                day=day_text(each.until),
                terms=f": {names.text(each.terms)}" if each.terms.strip() else "",
            )
            for each in self.desk.orders.of_case(case_id)
            if each.stands
        ]
        return bullets(lines, say("No order is recorded."))

    def _calls(self) -> ReportTable:
        agency = self.desk.agency.get()
        rows: tuple[tuple[Words | str, ...], ...] = tuple(
            (each.name, each.phone) for each in self.directory.calls()
        )
        if agency.officer:
            who = say("{officer}, for questions", officer=agency.officer)
            rows = (*rows, (who, call_back(agency) or NOT_RECORDED))
        return ReportTable((say("Who"), say("Number")), rows, (70, 30))


def _facts(
    subject: Person | None, officer: str, chosen: Chosen
) -> Iterator[tuple[Words, Words | str | None]]:
    if subject is None:
        yield say("Person"), None
    elif chosen.named:
        yield say("Person"), subject.name or None
        yield say("Born"), said_text(subject.born) if subject.born else None
    else:
        yield say("Person"), subject.initials or subject.name[:1] or None
    yield say("Card from"), officer or None


def _looks(subject: Person | None, names: Discretion) -> Iterator[ReportText]:
    """Yield what the person is recognized by, as recorded; facts kept off paper stay off."""
    named = not names.shortened
    kinds = (FactKind.DESCRIPTION, FactKind.VEHICLE, FactKind.ADDRESS)
    for kind in (*kinds, FactKind.ALIAS) if named else kinds:
        facts = _current(subject, kind)
        if not facts and kind is not FactKind.ALIAS:
            yield ReportText(NOT_RECORDED, say("{kind}:", kind=kind.words))
        for fact in facts:
            yield ReportText(names.text(fact.text), say("{kind}:", kind=kind.words))


def _current(subject: Person | None, kind: FactKind) -> tuple[PersonFact, ...]:
    if subject is None:
        return ()
    return tuple(each for each in subject.facts_of(kind) if not each.past and not each.confidential)


def _rules(plan: Plan, names: Discretion) -> tuple[ReportTable | ReportText, ...]:
    """Return the rules that patrol, or anybody, may be the one to see, in full."""
    rows = tuple(
        tuple(names.text(words) for words in (rule.condition, rule.then, rule.within, rule.owner))
        for rule in plan.rules
        if _seen_by_patrol(rule)
    )
    if not rows:
        return (ReportText(say("No rule of the plan says that patrol would see something.")),)
    head = (say("If you see or hear"), say("Then"), say("Within"), say("Who acts"))
    return (ReportTable(head, rows, (34, 36, 13, 17)),)


def _seen_by_patrol(rule: Rule) -> bool:
    sees = rule.sees
    return not sees.strip() or bool(_PATROL.search(sees) or _ANYBODY.search(sees))


def _approach(plan: Plan, names: Discretion) -> tuple[ReportText, ...]:
    """Return the open actions that patrol carries out; help and treatment are nobody's business here."""
    lines = [names.text(each.what) for each in plan.actions if _is_for_patrol(each)]
    return bullets(lines, NOTHING_RECORDED)


def _is_for_patrol(action: Action) -> bool:
    if not action.is_open or action.domain is Domain.SUPPORT:
        return False
    return action.strategy in _APPROACH or _PATROL.search(action.owner) is not None
