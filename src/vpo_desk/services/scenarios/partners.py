"""The steps with partners: referral and meeting."""

from __future__ import annotations

from vpo_desk.domain.meeting import Attendee, MeetingDecision
from vpo_desk.domain.referral import ReferralLetter
from vpo_desk.errors import VpoError
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.services.scenarios.names import known
from vpo_desk.services.scenarios.partner_steps import LetterTable, MeetingStep, ReferralStep
from vpo_desk.services.scenarios.run import Run
from vpo_desk.words import say


def refer(step: ReferralStep, run: Run) -> None:
    """Enter a referral; an entry of the directory with that very name is meant by it."""
    names, services = run.names, run.services
    named = [each for each in services.directory.all() if each.name == step.to]
    referral, _ = services.referrals.add(
        known(names.case, say("case"), step.case),
        ReferralWords(
            run.at,
            step.to,
            step.what,
            step.status,
            step.outcome,
            named[0].id if named else None,
            known(names.person, say("person"), step.about) if step.about else None,
            _letter(step.letter),
        ),
    )
    names.define(names.referral, say("referral"), step.id, referral.id)


def _letter(table: LetterTable | None) -> ReferralLetter:
    return ReferralLetter(**table.model_dump()) if table else ReferralLetter()


def meet(step: MeetingStep, run: Run) -> None:
    """Enter a meeting with its agenda and decisions, and close its minutes when it decided."""
    names, meetings = run.names, run.services.meetings
    people = tuple(
        Attendee(each.name, each.agency, each.role, each.basis) for each in step.attendees
    )
    meeting, _ = meetings.plan(run.at, step.place, people, consult=step.consult)
    names.define(names.meeting, say("meeting"), step.id, meeting.id)
    items: dict[str, str] = {}
    for name in step.cases:
        item, _ = meetings.put_on(meeting.id, known(names.case, say("case"), name))
        items[name] = item.id
    for table in (*step.asked, *step.decisions):
        if table.case not in items:
            raise VpoError(say("the case “{name}” is not on the agenda", name=table.case))
    for asked in step.asked:
        meetings.write(items[asked.case], asked.what, "", asked.minutes)
    for table in step.decisions:
        decision = MeetingDecision(table.what, table.owner, table.due, table.dissent)
        meetings.decide(items[table.case], decision)
    if step.decisions:
        meetings.close(meeting.id)
