"""Today: what waits for triage, what to do next, interviews to finish, reviews due, health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.assessment import Level
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Danger
from vpo_desk.domain.moments import Moment
from vpo_desk.services.backups import BackupHealth
from vpo_desk.services.cases import CaseLine
from vpo_desk.services.concerns import ConcernLine
from vpo_desk.services.interviews import InterviewLine
from vpo_desk.services.meetings import MeetingView
from vpo_desk.services.orders import OrderLine
from vpo_desk.services.today import DueLine
from vpo_desk.ui.backup_words import health_rows
from vpo_desk.ui.lists import day_cell, first_words, level_cell, source_words, when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import HALF_TYPED, NEW_CONCERN, Place
from vpo_desk.ui.times import date_words, moment_words, said_words, weekday_words
from vpo_desk.ui.today.due_tables import due_table, ending_table, open_due
from vpo_desk.ui.today.meeting_card import MeetingCard
from vpo_desk.ui.today.rules_card import RulesCard, Waiting
from vpo_desk.ui.today.upkeep_rows import upkeep_rows
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say, say_count

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

AHEAD: Final = timedelta(days=14)
DANGER_TONES: Final = {Danger.YES: "danger", Danger.NOT_KNOWN: "warning", Danger.NO: "neutral"}


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """Everything that Today shows, read at once."""

    waiting: tuple[ConcernLine, ...]
    due: tuple[DueLine, ...]
    ending: tuple[OrderLine, ...]
    interviews: tuple[InterviewLine, ...]
    reviews: tuple[CaseLine, ...]
    entries: int
    backup: BackupHealth
    meeting: MeetingView | None
    rules: Waiting
    half_typed: Moment | None = None


class TodayPage(Page):
    """The desk's first page."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Today"))
        columns = Columns()
        self.head.add(Button(self.say("Tasks…"), lambda: self.go("tasks")))
        self.body.addWidget(columns)
        self._waiting_card = Card(self.say("Waiting for triage"), flush=True)
        self._waiting = self._waiting_table()
        self._waiting_empty = EmptyPlace(
            self.say("Nothing waits for triage"),
            self.say("A concern that comes in stands here until it is decided."),
            first_step=(self.say("New concern"), lambda: self.go(NEW_CONCERN)),
        )
        self._fill(self._waiting_card, self._waiting, self._waiting_empty)
        self._next_card = Card(self.say("Do next"), flush=True)
        self._next = due_table(self)
        self._next_empty = EmptyPlace(
            self.say("Nothing is due in the next two weeks"),
            self.say("Tasks and actions of sealed plans stand here when their day comes near."),
        )
        self._fill(self._next_card, self._next, self._next_empty)
        self._interviews_card = Card(self.say("Interviews to finish"), flush=True)
        self._interviews = self._interview_table()
        self._interviews_card.body.addWidget(self._interviews)
        self._reviews_card = Card(self.say("Reviews due"), flush=True)
        self._reviews = self._review_table()
        self._reviews_empty = EmptyPlace(
            self.say("No review is due"),
            self.say("A sealed plan always has the date of its next review."),
        )
        self._fill(self._reviews_card, self._reviews, self._reviews_empty)
        self._meeting_card, self._rules_card = MeetingCard(self), RulesCard(self)
        self._ending_card = Card(self.say("Running out"), flush=True)
        self._ending = ending_table(self)
        self._ending_card.body.addWidget(self._ending)
        self._health_card = Card(self.say("Case file health"), flush=True)
        self._health = ListTable(
            (
                Column("", lambda row: Cell(self.text(row[0]), tone=row[1]), width=120),
                Column("", lambda row: self.text(row[2])),
            ),
            name=self.say("Case file health"),
            fit=True,
            headings=False,
        )
        self._health_card.body.addWidget(self._health)
        for card in (self._waiting_card, self._next_card, self._interviews_card):
            columns.main.addWidget(card)
        for card in (
            self._rules_card,
            self._reviews_card,
            self._meeting_card,
            self._ending_card,
            self._health_card,
        ):
            columns.side.addWidget(card)

    def arrive(self, place: Place) -> None:
        """Read and show everything anew."""
        now = self.ground.clock.now()
        day = self.say("{weekday} {date}", weekday=weekday_words(now.day), date=date_words(now.day))
        self.head.show_words(self.say("Today"), day)
        self.query(lambda services: today_facts(services, now.day), self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow every change; Today is about everything."""
        self.arrive(self.place)

    def help(self) -> tuple[Words, ...]:
        """Say what the cards are."""
        return (
            say("Open a line with Enter or a click: a concern to decide it, a case to work on it."),
            say("Reviews and actions appear two weeks before their day. What is late is first."),
        )

    def _fill(self, card: Card, table: ListTable, empty: EmptyPlace) -> None:
        card.body.addWidget(table)
        card.body.addWidget(empty)
        empty.hide()

    def _show(self, facts: TodayFacts) -> None:
        now = self.ground.clock.now()
        self.notices.clear()
        if facts.half_typed is not None:
            self._tell_half_typed(self.text(moment_words(facts.half_typed, now)))
        self._warn(facts.due, now.day)
        self._put(self._waiting, self._waiting_empty, facts.waiting)
        oldest = facts.waiting[0].concern.at if facts.waiting else None
        self._waiting_card.note.setText(self.text(_waited(oldest, now)) if oldest else "")
        self._put(self._next, self._next_empty, facts.due)
        self._next_card.note.setText(
            self.say("{count} open", count=len(facts.due)) if facts.due else ""
        )
        self._interviews.replace(facts.interviews)
        self._interviews_card.setVisible(bool(facts.interviews))
        self._put(self._reviews, self._reviews_empty, facts.reviews)
        self._meeting_card.show_meeting(facts.meeting)
        self._rules_card.show_waiting(facts.rules)
        self._ending.replace(facts.ending)
        self._ending_card.setVisible(bool(facts.ending))
        rows = (
            (say("Encrypted"), "good", say("Everything is in the encrypted case file.")),
            (say("Audit"), "neutral", say("{count} entries in the chain.", count=facts.entries)),
            *health_rows(facts.backup, self.ground.backups.places, now),
        )
        self._health.replace(rows)
        # The whole chain is looked through for it: only once the page stands.
        self.query(
            lambda services: upkeep_rows(services, now.day),
            lambda due: self._health.replace((*rows, *due)),
        )

    def _put(self, table: ListTable, empty: EmptyPlace, values: tuple[object, ...]) -> None:
        table.replace(values, summary=self.say("{count} lines", count=len(values)))
        table.setVisible(bool(values))
        empty.setVisible(not values)

    def _tell_half_typed(self, when: str) -> None:
        """Say that a concern was begun and not taken in: after a crash nobody would look for it."""
        self.notices.add(
            Notice(
                self.say("A new concern from {when} is not taken in yet.", when=when),
                self.say("What was typed is kept in its form."),
                action=(self.say("Go on with it"), lambda: self.go(NEW_CONCERN)),
            )
        )

    def _warn(self, due: tuple[DueLine, ...], today: date) -> None:
        late = [each for each in due if each.due < today]
        high = [each for each in late if each.case and each.case.level is Level.HIGH]
        if not late:
            return
        first = (high or late)[0]
        words = say_count("{count} thing is late", "{count} things are late", len(late))
        if high:
            words = say("{late}, {count} on a High case", late=words, count=len(high))
        detail = self.say(
            "{what} — {number} — due {day}, {owner}",
            what=first.what,
            number=first.case.number if first.case else say("no case"),
            day=date_words(first.due),
            owner=first.owner or say("you"),
        )
        self.notices.add(
            Notice(
                self.text(words),
                detail,
                tone="danger",
                action=(self.say("Open"), lambda: open_due(self, first)),
            )
        )

    def _waiting_table(self) -> ListTable:
        table = ListTable(
            (
                Column(self.say("Received"), self._received, width=110),
                Column(self.say("From"), lambda line: self.text(source_words(line)), share=2),
                Column(self.say("Concern"), first_words, share=5),
                Column(self.say("Danger"), self._danger, width=110, may_hide=True),
            ),
            name=self.say("Concerns waiting for triage"),
            fit=True,
        )
        when_opened(table, lambda line: self.go("concern", line.concern.id))
        return table

    def _interview_table(self) -> ListTable:
        table = ListTable(
            (
                Column("", lambda line: Cell(line.title, second=line.person.name), share=4),
                Column(
                    "",
                    lambda line: self.say(
                        "{answered} of {total} answered", answered=line.answered, total=line.total
                    ),
                    share=2,
                ),
                Column("", lambda _line: Cell(self.say("Resume"), strong=True), width=80),
            ),
            name=self.say("Interviews to finish"),
            fit=True,
            headings=False,
        )
        when_opened(table, lambda line: self.go("interview", line.interview.id))
        return table

    def _review_table(self) -> ListTable:
        table = ListTable(
            (
                Column("", self._level, width=120),
                Column("", lambda line: Cell(line.case.number, second=name_of(line)), share=3),
                Column("", self._review_day, width=120, right=True),
            ),
            name=self.say("Reviews due"),
            fit=True,
            headings=False,
        )
        when_opened(table, lambda line: self.go("case", line.case.id))
        return table

    def _received(self, line: ConcernLine) -> str:
        return self.text(said_words(line.concern.at, self.ground.clock.now().day))

    def _danger(self, line: ConcernLine) -> Cell:
        danger = line.concern.danger
        return Cell(self.text(danger.words), tone=DANGER_TONES[danger])

    def _level(self, line: CaseLine) -> Cell:
        return level_cell(line.case.level, self.ground.catalog)

    def _review_day(self, line: CaseLine) -> Cell:
        return day_cell(line.case.next_review, self.ground.clock.now().day, self.ground.catalog)


def today_facts(services: Services, today: date) -> TodayFacts:
    """Read what Today shows, on the worker."""
    head = services.upkeep.chain_head()
    ahead = services.meetings.ahead()
    begun = services.drafts.of(HALF_TYPED)
    return TodayFacts(
        waiting=services.concerns.waiting(),
        due=services.today.due(today + AHEAD),
        ending=services.today.running_out(today),
        interviews=services.interviews.unfinished(),
        reviews=services.cases.reviews_due(today + AHEAD, limit=12),
        entries=head.sequence if head else 0,
        backup=services.backups.health(),
        meeting=services.meetings.view(ahead[0].id) if ahead else None,
        rules=services.rule_matches.waiting_cases(),
        half_typed=begun[0].saved_at if begun else None,
    )


def name_of(line: CaseLine) -> str:
    """Return the name of a case's subject."""
    return line.subject.name if line.subject else ""


def _waited(since: Moment, now: Moment) -> Words:
    hours = int((now.utc - since.utc).total_seconds() // 3600)
    if hours < 1:
        return say("oldest under 1 h")
    return (
        say("oldest {hours} h", hours=hours)
        if hours < 48
        else say("oldest {days} days", days=hours // 24)
    )
