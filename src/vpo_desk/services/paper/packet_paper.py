"""Gathers the packet of a meeting: its agenda, its cases by initials, actions and minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from vpo_desk.documents.content import Sheet
from vpo_desk.documents.packet_content import (
    PacketAction,
    PacketContent,
    PacketDecision,
    PacketItem,
    PacketMinutes,
    PacketRequest,
    PacketSeat,
    PacketSummary,
)
from vpo_desk.domain.assessment import Assessment
from vpo_desk.domain.case import Case
from vpo_desk.domain.meeting import Meeting
from vpo_desk.domain.referral import LetterKind
from vpo_desk.services.copies import copies_of_meeting
from vpo_desk.services.meetings import AgendaLine, Meetings, MeetingView
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.meeting_actions import CaseAction, MeetingActions
from vpo_desk.services.paper.naming import Naming, day_text, moment_text
from vpo_desk.services.paper.summary_paper import SummaryPaper
from vpo_desk.services.paper.unnamed import Identities, Unnamed, initialed, letter
from vpo_desk.services.referrals import Referrals
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class PacketPaper:
    """Fills the packet of a meeting."""

    desk: CaseDesk
    meetings: Meetings
    actions: MeetingActions

    def state(self, meeting_id: str) -> tuple[bool, int, str]:
        """Return that it is no draft, how often it was released counting this one, and its id.

        VpoError when there is no such meeting.
        """
        self.meetings.view(meeting_id)
        copies = copies_of_meeting(self.desk.ground, meeting_id)
        version = max((each.document_version for each in copies), default=0) + 1
        return False, version, meeting_id

    def title(self, meeting_id: str) -> Words:
        """Return what the packet is headed with."""
        meeting = self.meetings.view(meeting_id).meeting
        if meeting.consult:
            return say("Consult packet, meeting {number}", number=meeting.number)
        return say("Meeting packet, meeting {number}", number=meeting.number)

    def cases(self, meeting_id: str) -> tuple[str, ...]:
        """Return the ids of the cases on the agenda, in its order."""
        return tuple(line.case.id for line in self.meetings.view(meeting_id).agenda)

    def identities(self, meeting_id: str) -> Identities | None:
        """Return what a consult leaves out; None for a meeting that is none."""
        view = self.meetings.view(meeting_id)
        if not view.meeting.consult:
            return None
        return Identities.of(self.desk.ground, self.desk.people, self.cases(meeting_id))

    def content(self, meeting_id: str, sheet: Sheet) -> PacketContent:
        """Return what the packet says, the same on every copy; people stand by their initials."""
        view = self.meetings.view(meeting_id)
        content = self._whole(view, sheet)
        if (hidden := self.identities(meeting_id)) is None:
            return content
        return replace(
            content,
            agenda=hidden.taken_from(content.agenda),
            carried=hidden.taken_from(content.carried),
            actions=hidden.taken_from(content.actions),
            requests=hidden.taken_from(content.requests),
            summaries=hidden.taken_from(content.summaries),
            minutes=hidden.taken_from(content.minutes),
            notes=hidden.taken_from(content.notes),
        )

    def _whole(self, view: MeetingView, sheet: Sheet) -> PacketContent:
        meeting, today = view.meeting, self.desk.ground.clock.now().day
        called = {
            line.case.id: letter(place) if meeting.consult else line.case.number
            for place, line in enumerate(view.agenda)
        }
        actions = self.actions.of_meeting(view, today)
        return PacketContent(
            sheet=sheet,
            consult=meeting.consult,
            closed=meeting.closed,
            facts=self._facts(view),
            carried=tuple(self._action(each, called, meeting) for each in actions.carried),
            agenda=tuple(self._item(line, called, meeting) for line in view.agenda),
            seats=tuple(
                PacketSeat(each.name, each.agency, each.role, each.basis)
                for each in meeting.attendees
            ),
            summaries=tuple(self._summaries(view, called)),
            actions=tuple(self._action(each, called, meeting) for each in actions.log),
            withheld=actions.withheld,
            requests=tuple(self._requests(view, called)),
            minutes=tuple(
                PacketMinutes(
                    self._heading(line, called, meeting),
                    line.item.asked,
                    line.item.minutes,
                    tuple(
                        PacketDecision(
                            each.what,
                            self._owner(line.case.id, each.owner, meeting),
                            each.due,
                            each.dissent,
                        )
                        for each in line.item.decisions
                    ),
                )
                for line in view.agenda
            ),
            notes=meeting.notes,
        )

    def _requests(self, view: MeetingView, called: dict[str, str]) -> Iterator[PacketRequest]:
        """Yield the requests for assistance that wait for an answer, the first due first.

        Referrals to help stay out: who helps somebody is not for everybody at the table.
        """
        known = Referrals(self.desk.ground)
        waiting = [
            each
            for line in view.agenda
            for each in known.of_case(line.case.id)
            if each.is_open and each.letter.kind is LetterKind.ASSISTANCE
        ]
        for each in sorted(waiting, key=lambda one: one.letter.answer_by or date.max):
            letter = each.letter
            yield PacketRequest(
                called[each.case_id],
                each.to,
                self._owner(each.case_id, letter.question.strip() or each.what, view.meeting),
                self._owner(each.case_id, letter.consent, view.meeting),
                letter.answer_by,
            )

    def _facts(self, view: MeetingView) -> tuple[tuple[Words, Words | str | None], ...]:
        meeting = view.meeting
        officer = self.desk.agency.get().officer
        allotted = sum(line.item.allotted for line in view.agenda)
        facts: list[tuple[Words, Words | str | None]] = [(say("When"), moment_text(meeting.at))]
        if not meeting.consult:
            facts.append((say("Where"), meeting.place))
        facts += [
            (say("Called by"), officer),
            (say("Cases"), str(len(view.agenda))),
            (say("Invited"), str(len(meeting.attendees))),
            (
                say("Time for cases"),
                say("{count} minutes", count=allotted) if allotted else None,
            ),
        ]
        return tuple(facts)

    def _action(self, action: CaseAction, called: dict[str, str], meeting: Meeting) -> PacketAction:
        owner = self._owner(action.case_id, action.owner, meeting)
        return replace(action.line(called), owner=owner)

    def _owner(self, case_id: str, owner: str, meeting: Meeting) -> str:
        """Return who does something, or words; somebody of the case stands by initials there too."""
        if meeting.consult:
            return owner  # goes with everything else that tells who is meant
        return initialed(owner, (line.person for line in self.desk.people.roles(case_id)))

    def _item(self, line: AgendaLine, called: dict[str, str], meeting: Meeting) -> PacketItem:
        about = self._heading(line, called, meeting)
        level = line.case.level
        if level is not None:
            about = say("{case} · {level}", case=about, level=level.words)
        due = line.case.next_review
        if due is not None:
            about = say("{case} · review {day}", case=about, day=day_text(due))
        return PacketItem(about, line.item.asked, line.item.allotted)

    def _heading(self, line: AgendaLine, called: dict[str, str], meeting: Meeting) -> Words:
        if meeting.consult:
            return say("Case {letter}", letter=called[line.case.id])
        initials = Naming(self.desk.people, line.case.id, leaves=True).subject(line.subject)
        if not initials:
            return say("Case {number}", number=line.case.number)
        return say("Case {number} · {initials}", number=line.case.number, initials=initials)

    def _summaries(self, view: MeetingView, called: dict[str, str]) -> Iterator[PacketSummary]:
        desk, consult = self.desk, view.meeting.consult
        paper = SummaryPaper(desk)
        for line in view.agenda:
            case = line.case
            names = Unnamed if consult else Naming
            naming = names(desk.people, case.id, leaves=True)
            judged = self._judged(case.id)
            page = paper.page(judged, naming, line.item.asked, sources=not consult)
            facts = (*page.facts, *self._more_facts(case, judged))
            yield PacketSummary(self._heading(line, called, view.meeting), facts, page.sections)

    def _more_facts(
        self, case: Case, judged: Assessment | None
    ) -> tuple[tuple[Words, Words | str | None], ...]:
        state: Words | None = None
        if judged is not None and judged.sealed_at is not None:
            state = say(
                "version {number}, sealed {day}",
                number=judged.number,
                day=day_text(judged.sealed_at.day),
            )
        elif judged is not None:
            state = say("version {number}, DRAFT – not sealed", number=judged.number)
        return (
            (say("Assessment"), state),
            (say("State of the case"), case.state.words),
            (say("Opened"), day_text(case.opened_at.day)),
        )

    def _judged(self, case_id: str) -> Assessment | None:
        """Return the newest sealed assessment, the draft where none is, None where there is none."""
        if not self.desk.assessments.of_case(case_id):
            return None
        return self.desk.judged(case_id, draft=False)
