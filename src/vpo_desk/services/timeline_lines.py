"""The lines of a case's timeline: what one is, which are wanted, and how one is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words


class TimelineKind(Term):
    """What kind of entry a line of the timeline is."""

    EVENT = "event", "Event"
    CONCERN = "concern", "Concern"
    INTERVIEW = "interview", "Interview"
    RECORD = "record", "Record check"
    JUDGMENT = "judgment", "Assessment and plan"
    REVIEW = "review", "Review and closing"
    MEETING = "meeting", "Meeting and referral"
    TASK = "task", "Task and order"
    FILE = "file", "File"
    NOTE = "note", "Note"
    PAPER = "paper", "Paper"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """A line: when it happened, as said and as a range; what; its own words; when it was entered.

    `told_by` is who says so; `leaves` is false for what may not stand in a document.
    """

    kind: TimelineKind
    when: UncertainDate
    at: Moment | None
    title: Words
    text: str
    source: tuple[str, str]
    leaves: bool = True
    told_by: str = ""
    entered: Moment | None = None

    @property
    def order(self) -> tuple[date, date, time]:
        """Sorts by the range of days, then by the time of day where one is known."""
        return (*self.when.sort_key, self.at.local.time() if self.at else time.min)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted; empty kinds mean all, and the text is looked for without case."""

    kinds: frozenset[TimelineKind] = frozenset()
    text: str = ""

    def takes(self, line: TimelineLine) -> bool:
        """True when a line is wanted."""
        if self.kinds and line.kind not in self.kinds:
            return False
        wanted = self.text.casefold().strip()
        words = (str(line.title), line.text, line.told_by, line.when.said)
        return not wanted or wanted in " ".join(words).casefold()


@dataclass(frozen=True, slots=True)
class LineMaker:
    """Makes lines that know when they were entered: `entered` by object, shown in `zone`."""

    entered: Mapping[str, datetime]
    zone: str

    def at(
        self,
        kind: TimelineKind,
        at: Moment,
        title: Words,
        text: str,
        source: tuple[str, str],
        *,
        leaves: bool = True,
    ) -> TimelineLine:
        """Return a line for something whose time is known to the minute."""
        day = at.day
        when = UncertainDate(day.isoformat(), day, day)
        entered = Moment(self.entered[source[1]], at.zone)
        return TimelineLine(kind, when, at, title, text, source, leaves, "", entered)

    def said(
        self,
        kind: TimelineKind,
        when: UncertainDate,
        title: Words,
        text: str,
        source: tuple[str, str],
        *,
        leaves: bool = True,
        told_by: str = "",
    ) -> TimelineLine:
        """Return a line for something whose date is as somebody said it."""
        entered = Moment(self.entered[source[1]], self.zone)
        return TimelineLine(kind, when, None, title, text, source, leaves, told_by, entered)
