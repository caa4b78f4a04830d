"""What is to be done for the cases of a meeting: its own decisions, earlier ones, and plans in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vpo_desk.documents.packet_content import PacketAction
from vpo_desk.domain.meeting import AgendaItem, Meeting, MeetingDecision
from vpo_desk.domain.plan import ActionStatus
from vpo_desk.domain.task import Task
from vpo_desk.services.ground import Ground
from vpo_desk.services.meetings import MeetingView
from vpo_desk.services.plans import Plans
from vpo_desk.storage.nouns import AGENDA_ITEM, MEETING, TASK
from vpo_desk.words import Words, say, say_count


@dataclass(frozen=True, slots=True)
class CaseAction:
    """An action with the case it is for; `done_on` is None while it is open."""

    case_id: str
    what: str
    owner: str
    due: date | None
    state: Words
    done_on: date | None
    is_open: bool
    overdue: bool
    meeting_id: str = ""

    def line(self, called: Mapping[str, str]) -> PacketAction:
        """Return it as paper shows it; `called` are the cases as they are named there."""
        return PacketAction(
            called.get(self.case_id, ""),
            self.what,
            self.owner,
            self.due,
            self.state,
            not self.is_open,
            self.overdue,
        )


@dataclass(frozen=True, slots=True)
class ActionList:
    """The actions of a packet: those that are carried from earlier meetings, and all of them.

    `withheld` says how many are open for cases that are not on this agenda: they are not for those
    who sit at this table.
    """

    carried: tuple[CaseAction, ...]
    log: tuple[CaseAction, ...]
    withheld: Words | None


@dataclass(frozen=True, slots=True)
class MeetingActions:
    """Finds what is to be done. The officer's own tasks stay out: they may name who told something."""

    ground: Ground
    plans: Plans

    def of_meeting(self, view: MeetingView, today: date) -> ActionList:
        """Return the actions of the cases on an agenda: overdue first, then open, then done.

        What was done before the meeting before this one is left out.
        """
        cases = {line.case.id for line in view.agenda}
        meetings = {each.id: each for each in self.ground.history.values(MEETING, "1")}
        earlier = [
            each
            for each in meetings.values()
            if (each.at.utc, each.number) < (view.meeting.at.utc, view.meeting.number)
        ]
        last = max((each.at.day for each in earlier), default=None)
        decided = tuple(self._decided(meetings, {view.meeting.id, *(e.id for e in earlier)}, today))
        ours = [each for each in decided if each.case_id in cases]
        ours += [each for case_id in cases for each in self._planned(case_id, today)]
        shown = [
            each
            for each in ours
            if each.is_open or last is None or each.done_on is None or each.done_on >= last
        ]
        others = sum(each.is_open and each.case_id not in cases for each in decided)
        withheld = None
        if others:
            withheld = say_count(
                "{count} open action of a case that is not on this agenda is left out.",
                "{count} open actions of cases that are not on this agenda are left out.",
                others,
            )
        order = sorted(shown, key=_order)
        carried = (
            each
            for each in order
            if each.is_open and each.meeting_id and each.meeting_id != view.meeting.id
        )
        return ActionList(tuple(carried), tuple(order), withheld)

    def _decided(
        self, meetings: Mapping[str, Meeting], which: set[str], today: date
    ) -> Iterator[CaseAction]:
        """Yield what meetings decided with a day; what has none is no action that can be open."""
        items: tuple[AgendaItem, ...] = self.ground.history.values(AGENDA_ITEM, "h.taken_off = 0")
        for item in items:
            if item.meeting_id not in which:
                continue
            for decision in item.decisions:
                if decision.due is not None:
                    yield self._of(item, decision, decision.due, meetings[item.meeting_id], today)

    def _of(
        self,
        item: AgendaItem,
        decision: MeetingDecision,
        due: date,
        meeting: Meeting,
        today: date,
    ) -> CaseAction:
        found = self.ground.history.find(TASK, decision.task_id or "")
        task: Task | None = found.value if found else None
        done_on = task.done_at.day if task and task.done_at else None
        state = say("meeting {number}", number=meeting.number)
        if done_on is not None:
            state = say("meeting {number}, done {day}", number=meeting.number, day=done_on)
        is_open = task is None or task.is_open
        return CaseAction(
            item.case_id,
            decision.what,
            decision.owner,
            due,
            state,
            done_on,
            is_open,
            is_open and due < today,
            item.meeting_id,
        )

    def _planned(self, case_id: str, today: date) -> Iterator[CaseAction]:
        plan = self.plans.sealed(case_id)
        for each in plan.actions if plan else ():
            if each.status is ActionStatus.STOPPED:
                continue
            overdue = each.is_open and each.due is not None and each.due < today
            state = say("plan, {status}", status=str(each.status.words).lower())
            yield CaseAction(
                case_id, each.what, each.owner, each.due, state, None, each.is_open, overdue
            )


def _order(action: CaseAction) -> tuple[bool, bool, date]:
    return (not action.overdue, not action.is_open, action.due or date.max)
