"""Gathers a referral's letter, or a request for assistance: what is asked, and no more than needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vpo_desk.documents.content import (
    CallLine,
    ReportContent,
    ReportRoom,
    ReportSection,
    ReportText,
    Sheet,
)
from vpo_desk.domain.agency import Agency, Contact
from vpo_desk.domain.person import Person
from vpo_desk.domain.referral import LetterKind, Referral, ReferralStatus
from vpo_desk.domain.resource import Resource
from vpo_desk.services.directory import Directory
from vpo_desk.services.ground import refuse
from vpo_desk.services.held_out import HeldOuts
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.discretion import Discretion, discretion
from vpo_desk.services.paper.judged_parts import NOTHING_RECORDED
from vpo_desk.services.paper.naming import day_text, said_text
from vpo_desk.services.referrals import Referrals
from vpo_desk.storage.nouns import REFERRAL
from vpo_desk.words import Words, say, say_count

_FEWEST_DIGITS: Final = 7
"""A number with fewer digits, such as 911, is no number on which the officer is called back."""

HANDLING: Final = (
    say(
        "Use this only for what is asked here. Do not copy it or pass it on without the agreement"
        " of the agency named above. When it is no longer needed, return it, cross-cut shred it or"
        " burn it."
    ),
    say(
        "It supports decisions and predicts nothing. What you may tell back is decided by your own"
        " rules of confidentiality; nothing here asks you to break them."
    ),
)


@dataclass(frozen=True, slots=True)
class ReferralPaper:
    """Fills the letter of a referral."""

    desk: CaseDesk
    directory: Directory
    referrals: Referrals
    held_outs: HeldOuts

    def referral(self, case_id: str, referral_id: str) -> Referral:
        """Return the referral that is asked for, else the newest of the case.

        Raises VpoError when the case has none such.
        """
        found = self.referrals.of_case(case_id)
        if not found:
            raise refuse(
                say("This case has no referral yet."), say("Enter it on the plan page first.")
            )
        if not referral_id:
            return found[-1]
        named = [each for each in found if each.id == referral_id]
        if not named:
            raise refuse(say("This case has no such referral."))
        return named[0]

    def version(self, referral: Referral) -> int:
        """Return how often the referral was entered or changed."""
        return len(self.desk.ground.history.versions(REFERRAL, referral.id))

    def content(self, referral: Referral, sheet: Sheet, *, named: bool) -> ReportContent:
        """Return what the letter says; the full name needs consent or authority in writing.

        Raises VpoError when a full name is asked for without either.
        """
        letter = referral.letter
        if named and not letter.consent.strip():
            raise refuse(
                say(
                    "A full name stands on a referral only with consent or authority written down."
                ),
                say("Write it under “Consent or authority” of the referral, or print initials."),
            )
        person = self._person(referral)
        subject = self.desk.cases.view(referral.case_id).subject
        short = [each for each in (person, subject) if each is not None]
        if named:
            short = [each for each in short if person is None or each.id != person.id]
        names = discretion(self.desk.people, referral.case_id, short, confidential_only=True)
        asks_unit = letter.kind is LetterKind.ASSISTANCE
        title = say("Request for assistance") if asks_unit else sheet.title
        return ReportContent(
            replace(sheet, title=title),
            tuple(self._facts(referral, person, named=named)),
            tuple(self._sections(referral, names)),
            signatures=(say("Officer"),),
            dense=True,  # one page for most: a reader signs and sends back what is one sheet
        )

    def _person(self, referral: Referral) -> Person | None:
        if referral.person_id:
            return self.desk.people.get(referral.person_id)
        return self.desk.cases.view(referral.case_id).subject

    def _facts(
        self, referral: Referral, person: Person | None, *, named: bool
    ) -> Iterator[tuple[Words, Words | str | None]]:
        agency, letter = self.desk.agency.get(), referral.letter
        yield say("From"), agency.name or None
        yield say("ORI"), agency.ori or None
        yield say("Officer"), agency.officer or None
        yield say("Call back on"), call_back(agency) or None
        yield say("To"), referral.to
        yield say("Urgency"), letter.urgency.words if letter.urgency else None
        if named and person is not None:
            yield say("About"), person.name or None
            yield say("Born"), said_text(person.born) if person.born else None
            yield say("Phone"), ", ".join(person.phones) or None
        elif person is not None:
            yield say("About"), person.initials or person.name[:1] or None
        yield say("Answer by"), day_text(letter.answer_by) if letter.answer_by else None
        yield say("Entered"), day_text(referral.at.day)

    def _sections(self, referral: Referral, names: Discretion) -> Iterator[ReportSection]:
        letter = referral.letter

        def said(heading: Words, text: str) -> ReportSection:
            words = names.text(text)
            return ReportSection(
                heading, (ReportText(words if words.strip() else NOTHING_RECORDED),)
            )

        yield said(say("What is asked"), referral.what)
        if letter.kind is LetterKind.ASSISTANCE:
            yield said(say("The question of the case"), letter.question)
            yield ReportSection(say("What was done"), tuple(self._done(referral, names)))
            unknown = letter.unknown if letter.unknown.strip() else self._gaps(referral.case_id)
            yield said(say("What is not known"), unknown)
        yield said(say("Background"), letter.background)
        yield said(say("Consent or authority to share"), letter.consent)
        yield said(say("What may be shared"), letter.share)
        yield said(say("Safety notes for you"), letter.safety)
        yield ReportSection(say("How to answer"), tuple(self._answer(referral)))
        yield ReportSection(
            say("Your answer"),
            (
                ReportRoom(tick=say("Accepted")),
                ReportRoom(tick=say("Not accepted, or more is needed; see below")),
                ReportRoom(lines=2),
                *self._went(referral, names),
            ),
        )
        yield ReportSection(
            say("Handling"), tuple(ReportText(each, small=True) for each in HANDLING)
        )

    def _done(self, referral: Referral, names: Discretion) -> Iterator[ReportText]:
        """Yield the officer's own words, then what the case file counts; it names nobody."""
        desk, case_id = self.desk, referral.case_id
        if referral.letter.done.strip():
            yield ReportText(names.text(referral.letter.done))
        titles = [each.title for each in desk.interviews.of_case(case_id)]
        done: list[Words] = [
            say("{title} ({count})", title=title, count=titles.count(title))
            for title in dict.fromkeys(titles)
        ]
        if checks := len(desk.records.of_case(case_id)):
            done.append(say("record checks ({count})", count=checks))
        judged, plan = desk.assessments.sealed(case_id), desk.plans.sealed(case_id)
        if judged is not None:
            day = day_text(judged.at.day)
            done.append(say("assessment {number}, {day}", number=judged.number, day=day))
        if plan is not None:
            done.append(say("management plan version {number}", number=plan.number))
        nothing = say("no interview, record check, assessment or plan yet")
        yield ReportText("; ".join(map(str, done or (nothing,))), say("In the case file:"))
        held_out = len(self.held_outs.of_case(case_id))
        if held_out:
            yield ReportText(
                say_count(
                    "{count} entry about religion, politics or association is held out.",
                    "{count} entries about religion, politics or association are held out.",
                    held_out,
                ),
                small=True,
            )

    def _gaps(self, case_id: str) -> str:
        """Return the gaps of the assessment in force, without the numbers of its sources."""
        judged = self.desk.assessments.sealed(case_id)
        return judged.gaps.bare() if judged else ""

    def _answer(self, referral: Referral) -> Iterator[ReportText]:
        letter = referral.letter
        how: Words | str = letter.answer_how
        yield ReportText(how if letter.answer_how.strip() else say("Call the officer named above."))
        resource = self._resource(referral)
        if resource is not None:
            parts = (resource.person, resource.phone, resource.email, resource.hours)
            line = ", ".join(part for part in parts if part.strip())
            if line:
                yield ReportText(line, say("We reach you by:"))

    def _resource(self, referral: Referral) -> Resource | None:
        return self.directory.get(referral.resource_id) if referral.resource_id else None

    def _went(self, referral: Referral, names: Discretion) -> Iterator[ReportText]:
        """Yield how far it went; that it was made, the paper itself says."""
        if referral.status is not ReferralStatus.MADE or referral.outcome.strip():
            yield ReportText(self._outcome(referral, names), say("How far it went:"))

    def _outcome(self, referral: Referral, names: Discretion) -> Words:
        if not referral.outcome.strip():
            return referral.status.words
        outcome = names.text(referral.outcome)
        return say("{status}: {outcome}", status=referral.status.words, outcome=outcome)


def call_back(agency: Agency) -> str:
    """Return a number on which the agency's officer can be called back; "" without one.

    Where it is another's, the first full number of the agency's list, it stands with that one's name.
    """
    if own := own_number(agency):
        return own
    full = next((each for each in agency.contacts if _is_full(each)), None)
    return f"{full.phone} ({full.name})" if full else ""


def own_number(agency: Agency) -> str:
    """Return the officer's or the agency's own number; "" without one.

    That is the letterhead's; else, of the agency's list, the one that has the officer's or the agency's
    name.
    """
    if agency.letterhead.phone.strip():
        return agency.letterhead.phone
    family = agency.officer.split()[-1] if agency.officer.split() else ""
    for name in (family, agency.name):
        for each in agency.contacts:
            if name and _is_full(each) and name.casefold() in each.name.casefold():
                return each.phone
    return ""


def with_officer(agency: Agency, calls: Sequence[CallLine]) -> tuple[CallLine, ...]:
    """Return whom to call, and the officer behind them where a number of their own is known."""
    phone = own_number(agency)
    if agency.officer.strip() and phone and phone not in {each.phone for each in calls}:
        return (*calls, CallLine(agency.officer, phone))
    return tuple(calls)


def _is_full(contact: Contact) -> bool:
    return sum(map(str.isdigit, contact.phone)) >= _FEWEST_DIGITS
