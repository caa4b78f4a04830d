"""What is added to a concern after it came in: numbers, calling its source back, its link to conduct."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from vpo_desk.domain.case import ENDED, Case
from vpo_desk.domain.concern import Concern
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.own_number import KindNumber, NumberKind
from vpo_desk.services.concerns import Amendment
from vpo_desk.services.people import PersonDetails
from vpo_desk.ui.cases.protected_fields import ProtectedFields
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.hints import hint_at_days
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel

NUMBER: Final = "concern-number@1"
AMEND: Final = "concern-amend@1"
FOLLOW_UP: Final = "concern-follow-up@1"
CALLED_AFTER: Final = timedelta(days=7)
"""So long after a look at the concern the call is proposed; the officer changes it."""
SPEECH: Final = "concern-speech@1"


class NumbersCard(Card):
    """Shows and takes the numbers by which other systems of the agency know the concern."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Your agency's own numbers"))
        self._page = page
        self._id = ""
        self._numbers = ListTable(
            (
                Column("", lambda own: page.text(own.kind.words), width=100),
                Column("", lambda own: own.number),
                Column("", lambda _own: Cell(page.say("Take off"), quiet=True), width=90),
            ),
            name=page.say("Own numbers of the concern"),
            fit=True,
            headings=False,
        )
        when_opened(self._numbers, self._take_off)
        self._form = StepForm(
            page,
            NUMBER,
            (
                (
                    "kind",
                    page.say("Of which system"),
                    SegmentedChoice(options(NumberKind, page.ground.catalog)),
                ),
                ("number", page.say("Number"), TextField()),
            ),
            page.say("Add the number"),
            self._add,
        )
        self.body.addWidget(self._numbers)
        self.body.addWidget(self._form)

    def show_concern(self, concern: Concern) -> None:
        """Show the numbers of a concern."""
        self._id = concern.id
        self._form.begin(f"{concern.id}:number")
        self._numbers.replace(concern.numbers)
        self._numbers.setVisible(bool(concern.numbers))

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _add(self) -> None:
        concern_id, kind = self._id, self._form.chosen("kind")
        if kind is not None:
            number = self._form.words("number")
            self._form.send(
                lambda services: services.concerns.add_number(concern_id, NumberKind(kind), number),
                self._page.say("The number is added."),
            )

    def _take_off(self, own: KindNumber) -> None:
        concern_id = self._id
        self._page.command(lambda services: services.concerns.remove_number(concern_id, own))


class AmendCard(Card):
    """Takes what is corrected of a concern, or added to it; its own words stay as they were said."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Correct or add to it"))
        self._page = page
        self._id = ""
        say = page.say
        self._form = StepForm(
            page,
            AMEND,
            (
                ("about", say("Name of the person it is about"), TextField()),
                ("summary", say("Your summary"), TextEditor(lines=2)),
                ("when", say("When it happened, as said"), TextField()),
                ("place", say("Where"), TextField()),
                ("incident", say("Incident or call number"), TextField()),
            ),
            say("Keep the correction"),
            self._keep,
        )
        hint_at_days(page, self._form.fields["when"])
        self.body.addWidget(self._form)
        self.body.addWidget(
            QuietLabel(
                say("What stood there before stays; the reporting person's words never change.")
            )
        )

    def show_concern(self, concern: Concern) -> None:
        """Show what a concern says now; what is being typed over it stays."""
        self._id = concern.id
        self._form.fields["about"].setVisible(concern.about_id is None)
        self._form.correct(
            f"{concern.id}:amend",
            {
                "about": "",
                "summary": concern.summary,
                "when": concern.when.said if concern.when else "",
                "place": concern.place,
                "incident": concern.incident_number,
            },
        )

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _keep(self) -> None:
        form, concern_id = self._form, self._id
        when = form.words("when")
        now = Amendment(
            form.words("summary"),
            read_date(when) if when.strip() else None,
            form.words("place"),
            form.words("incident"),
            PersonDetails(form.words("about")),
        )
        form.send(
            lambda services: services.concerns.amend(concern_id, now),
            self._page.say("It is kept."),
        )


class FollowUpCard(Card):
    """Makes a task of calling the source back; hidden where nobody can be called."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Call the source back"))
        self._page = page
        self._case_id: str | None = None
        self._form = StepForm(
            page,
            FOLLOW_UP,
            (
                ("what", page.say("What is to be done"), TextEditor(lines=2)),
                ("due", page.say("By when, such as 27 Nov 2026"), TextField()),
            ),
            page.say("Add it to the tasks"),
            self._add,
        )
        self.body.addWidget(self._form)

    def show_concern(self, concern: Concern, case: Case | None) -> None:
        """Propose the call for a concern; it names nobody, because tasks are printed."""
        self._case_id = case.id if case is not None and case.state not in ENDED else None
        source = concern.source
        self.setVisible(bool(source.person_id or source.phone.strip()))
        what = self._page.say(
            "Call back who brought concern {number}: thank them, and ask what has changed.",
            number=concern.number,
        )
        due = self._page.ground.clock.now().day + CALLED_AFTER
        self._form.correct(
            f"{concern.id}:follow-up", {"what": what, "due": self._page.text(date_words(due))}
        )

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _add(self) -> None:
        due = self._form.needed_day("due")
        if due is not None:
            what, case_id = self._form.words("what"), self._case_id
            self._form.send(
                lambda services: services.tasks.add(what, "", due, case_id),
                self._page.say("It stands among the tasks, and on Today when its day is near."),
            )


class SpeechCard(Card):
    """Asks whether a concern is about religion, politics or association, and for its link."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Protected speech"))
        self._page = page
        self._shown: Concern | None = None
        self._protected = ProtectedFields(page)
        self._form = StepForm(
            page, SPEECH, self._protected.asked, page.say("Keep this"), self._keep
        )
        self._protected.serve(self._form)
        self.body.addWidget(self._form)
        self.body.addWidget(self._protected.held)

    def show_concern(self, concern: Concern) -> None:
        """Show what is recorded of a concern; what is being typed of the same one stays."""
        before, self._shown = self._shown, concern
        self._form.begin(f"{concern.id}:speech")
        known = (concern.id, concern.protected, concern.link)
        if before is None or (before.id, before.protected, before.link) != known:
            self._form.fill(self._protected.shown(concern.protected, concern.link))
        self._protected.follow()

    def flush(self) -> None:
        """Journal what is typed, where it differs from what is recorded."""
        if self._shown and self._protected.chosen() != (self._shown.protected, self._shown.link):
            self._form.flush()

    def clear(self) -> None:
        """Forget the concern."""
        self._shown = None

    def _keep(self) -> None:
        concern = self._shown
        if concern is None:
            return
        protected, link = self._protected.chosen()

        def kept(_nothing: object) -> None:
            self._form.fill(self._protected.shown(protected, link))
            self._protected.follow()

        self._form.send(
            lambda services: services.concerns.mark(concern.id, protected, link),
            self._page.say("It is kept."),
            kept,
        )
