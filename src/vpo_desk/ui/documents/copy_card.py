"""One copy: to whom and why it went, by when it comes back, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vpo_desk.domain.disclosure import NEVER_LEFT, CopyEnd
from vpo_desk.services.documents import VERSIONED
from vpo_desk.services.ledger import LedgerLine
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.text import PlainLabel

ENDED: Final = "copy-ended@1"
DUE_BACK: Final = "copy-due@1"


class CopyCard(Card):
    """Shows the copy that was opened; hidden until one is."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("This copy"))
        self._page = page
        self._line: LedgerLine | None = None
        say = page.say
        self._words = PlainLabel("", strong=True)
        self._story = PlainLabel("", size="table")
        self._ended = StepForm(
            page,
            ENDED,
            (
                (
                    "end",
                    say("What became of it"),
                    SegmentedChoice(options(CopyEnd, page.ground.catalog)),
                ),
                ("day", say("On, such as 27 Nov 2026"), TextField()),
                ("note", say("Note, for example who saw it"), TextField()),
            ),
            say("Enter it"),
            self._enter_end,
        )
        self._due = StepForm(
            page,
            DUE_BACK,
            (("by", say("Return or destroy by"), TextField()),),
            say("Set the day"),
            self._set_day,
        )
        self._again = Button(say("It is still out"), self._take_back)
        self._reprint = Button("", self._print_again)
        for widget in (
            self._words,
            self._story,
            self._ended,
            self._due,
            self._again,
            self._reprint,
        ):
            self.body.addWidget(widget)
        self.hide()

    def show_line(self, line: LedgerLine) -> None:
        """Show a copy, and put the keyboard on it."""
        self._show(line)
        self.show()
        go_to(self)

    def follow(self, lines: Iterable[LedgerLine]) -> None:
        """Follow what became of the copy that is shown."""
        shown = self._line
        for line in lines:
            if shown is not None and line.copy.id == shown.copy.id:
                self._show(line)

    def flush(self) -> None:
        """Journal what is typed."""
        self._ended.flush()
        self._due.flush()

    def forget(self) -> None:
        """Forget the copy."""
        self._line = None
        self._words.setText("")
        self._story.setText("")
        self.hide()

    def _show(self, line: LedgerLine) -> None:
        self._line = line
        say, copy = self._page.say, line.copy
        self._words.setText(
            say(
                "{document} version {version}, copy {number} of {of}",
                document=copy.document.words,
                version=copy.document_version,
                number=copy.number,
                of=copy.of,
            )
        )
        story = [
            say("For {holder}", holder=copy.holder),
            copy.purpose,
            say(
                "{outcome}, {day}, code {code}",
                outcome=copy.outcome.words,
                day=date_words(copy.prepared_at.day),
                code=line.code,
            ),
        ]
        if copy.return_by is not None:
            story.append(say("Back or destroyed by {day}", day=date_words(copy.return_by)))
        if copy.end is not None and copy.ended_on is not None:
            story.append(say("{end} {day}", end=copy.end.words, day=date_words(copy.ended_on)))
            if copy.end_note:
                story.append(copy.end_note)
        self._story.setText("\n".join(story))
        self._ended.begin(f"{copy.id}:ended")
        self._due.begin(f"{copy.id}:due")
        left = copy.outcome not in NEVER_LEFT
        self._ended.setVisible(left and copy.is_out)
        self._due.setVisible(left and copy.is_out)
        self._again.setVisible(copy.end is not None)
        self._reprint.setText(say("Print version {number} again…", number=copy.document_version))
        self._reprint.setVisible(copy.document in VERSIONED and not copy.draft)

    def _enter_end(self) -> None:
        end, day = self._ended.chosen("end"), self._ended.needed_day("day")
        if self._line is None or end is None or day is None:
            return
        copy_id, note = self._line.copy.id, self._ended.words("note")
        self._ended.send(
            lambda services: services.ledger.note_end(copy_id, CopyEnd(end), day, note),
            self._page.say("It is entered."),
        )

    def _set_day(self) -> None:
        days = self._due.days("by")
        if self._line is None or days is None:
            return
        copy_id, day = self._line.copy.id, days[0]
        self._due.send(
            lambda services: services.ledger.set_return(copy_id, day),
            self._page.say("The day is set."),
        )

    def _print_again(self) -> None:
        if self._line is not None:
            copy = self._line.copy
            part = f"{copy.document.value}:v{copy.document_version}"
            self._page.go("print", copy.case_id or "", part)

    def _take_back(self) -> None:
        if self._line is not None:
            copy_id = self._line.copy.id
            self._page.command(lambda services: services.ledger.take_back_end(copy_id))
