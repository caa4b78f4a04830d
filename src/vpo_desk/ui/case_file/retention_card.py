"""The agency's retention schedule, and the purges that wait or were done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.purge import Purge, PurgeState, Scope
from vpo_desk.domain.retention import REVIEW_YEARS, Ending, Period, Schedule
from vpo_desk.services.paper.purge_certificate import purge_certificate
from vpo_desk.services.purges import Purged
from vpo_desk.ui.case_file.slips import save_slip
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import read_day
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from vpo_desk.documents.content import SlipContent
    from vpo_desk.services.catalog import Services

BINDING: Final = "schedule@1"


@dataclass(frozen=True, slots=True)
class RetentionShown:
    """What the card shows; `purges` are those that wait first, then those that were done."""

    schedule: Schedule | None
    purges: tuple[Purge, ...]


class RetentionCard(Card):
    """Shows and changes the schedule; a line of the list leads to a case or to its certificate."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Retention"))
        self._page = page
        say = page.say
        self._words = PlainLabel("", size="table")
        years = tuple(
            (
                ending.value,
                say("Years: {ending}", ending=page.text(ending.words)),
                TextField(),
            )
            for ending in Ending
        )
        self._form = StepForm(
            page,
            BINDING,
            (
                ("approved_by", say("Who approved the schedule"), TextField()),
                ("approved_on", say("The day it was approved, such as 27 Nov 2026"), TextField()),
                ("source", say("What it rests on (law, order, number)"), TextField()),
                *years,
                (
                    "review",
                    say(
                        "Years until an open case is reviewed ({years} if left empty)",
                        years=REVIEW_YEARS,
                    ),
                    TextField(),
                ),
            ),
            say("Enter the schedule"),
            self._take,
        )
        self._purges = ListTable(
            (
                Column(say("Purge"), self._day, width=110),
                Column("", self._what, share=4),
            ),
            name=say("Purges"),
            fit=True,
        )
        when_opened(self._purges, self._open)
        for widget in (self._words, self._purges, self._form):
            self.body.addWidget(widget)

    def read(self) -> None:
        """Read the schedule and the purges."""

        def ask(services: Services) -> RetentionShown:
            return RetentionShown(
                services.retention.schedule(),
                (*services.purges.waiting(), *reversed(services.purges.done())),
            )

        self._page.query(ask, self._show)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _show(self, shown: RetentionShown) -> None:
        page, schedule = self._page, shown.schedule
        if schedule is None:
            self._words.setText(
                page.say(
                    "The agency has not entered its schedule; nothing can be purged. Enter the years"
                    " that your agency's approved schedule gives. None is suggested: ask who keeps"
                    " your records."
                )
            )
        else:
            lines = [
                page.say(
                    "{who} approved it on {day}. {source}",
                    who=schedule.approved_by,
                    day=date_words(schedule.approved_on),
                    source=schedule.source,
                ),
                *(
                    page.say(
                        "{ending}: {years} years",
                        ending=page.text(each.ending.words),
                        years=each.years,
                    )
                    for each in schedule.periods
                ),
                page.say(
                    "Open cases are reviewed every {years} years.", years=schedule.review_years
                ),
            ]
            self._words.setText("\n".join(lines))
        self._purges.replace(shown.purges)
        self._purges.setVisible(bool(shown.purges))
        self._form.begin("schedule")

    def _take(self) -> None:
        form, page = self._form, self._page
        on = read_day(form.words("approved_on"))
        wrong = page.say("Write a date such as 27 Nov 2026.") if on is None else ""
        form.trouble("approved_on", wrong)
        years: dict[str, int] = {}
        troubled = on is None
        for name in (*(ending.value for ending in Ending), "review"):
            typed = form.words(name).strip()
            fine = not typed or (typed.isascii() and typed.isdigit() and len(typed) < 4)
            form.trouble(name, "" if fine else page.say("Write whole years, such as 5."))
            troubled = troubled or not fine
            if typed and fine:
                years[name] = int(typed)
        if on is None or troubled:
            return
        schedule = Schedule(
            form.words("approved_by"),
            on,
            tuple(Period(each, years[each.value]) for each in Ending if each.value in years),
            years.get("review", REVIEW_YEARS),
            form.words("source"),
        )
        form.send(
            lambda services: services.retention.set_schedule(schedule),
            page.say("The schedule is entered. Earlier ones stay in the history."),
        )

    def _day(self, purge: Purge) -> str:
        return self._page.text(date_words((purge.done_at or purge.asked_at).day))

    def _what(self, purge: Purge) -> Cell:
        page = self._page
        what = page.text(purge.scope.words)
        if purge.state is PurgeState.ASKED:
            return Cell(what, second=page.say("waits for its second step"), tone="warning")
        objects = sum(each.objects for each in purge.counts)
        done = page.say("done, {count} objects; open for the certificate", count=objects)
        return Cell(what, second=done)

    def _open(self, purge: Purge) -> None:
        if purge.state is PurgeState.ASKED:
            if purge.scope is Scope.CASE:
                self._page.go("case", purge.object_id, "retention")
            else:
                self._page.go("removal", purge.object_id, purge.scope.value)
            return
        places = self._page.ground.backups.places.usable()
        now = self._page.ground.clock.now()

        def prepare(services: Services) -> tuple[SlipContent, Changes]:
            backups = services.purges.backups(purge.object_id, places)
            content = purge_certificate(
                Purged(purge, services.purges.sweep(), backups),
                backups=backups,
                agency=services.agency.get(),
                code=services.upkeep.head_code(),
                training=services.agency.facts().training,
                printed_at=now.local,
            )
            return content, Changes()

        save_slip(self._page, prepare, self._page.say("Purge certificate.pdf"))
