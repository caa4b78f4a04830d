"""What is added to a timeline by hand: an event with its date as said, and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpo_desk.domain.event import Event
from vpo_desk.domain.note import Note
from vpo_desk.services.notes import NoteWords
from vpo_desk.ui.cases.protected_fields import ProtectedFields
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

EVENT: Final = "event@1"
NOTE: Final = "note@1"


class EventCard(Card):
    """Takes an event of a case, or the correction of one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Add an event"))
        self._page = page
        self._case_id = ""
        self._known = ""
        say = page.say
        self._protected = ProtectedFields(page)
        self._form = StepForm(
            page,
            EVENT,
            (
                ("said", say("When, as said"), TextField(hint=say("early May"))),
                ("what", say("What happened"), TextEditor(lines=2)),
                ("source", say("Who says so"), TextField()),
                *self._protected.asked,
            ),
            say("Keep the event"),
            self._keep,
        )
        self.body.addWidget(
            QuietLabel(
                say(
                    "Write the date as it was said: “before 3 June”, “about two weeks before"
                    " graduation”. It prints as said and sorts as the days it may mean."
                )
            )
        )
        self._protected.serve(self._form)
        self.body.addWidget(self._form)
        self.body.addWidget(self._protected.held)

    def show_case(self, case_id: str) -> None:
        """Serve a case; a correction begun in another one is left."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._leave()

    def correct(self, event_id: str) -> None:
        """Show an event to correct it."""
        self._page.query(lambda services: services.timeline.event(event_id), self._fill)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _fill(self, event: Event) -> None:
        self._known = event.id
        self.heading.setText(self._page.say("Correct an event"))
        self._form.correct(
            f"{event.id}:event",
            {
                "said": event.when.said,
                "what": event.what,
                "source": event.source,
                **self._protected.shown(event.protected, event.link),
            },
        )
        self._protected.follow()
        go_to(self._form)

    def _leave(self) -> None:
        self._known = ""
        self.heading.setText(self._page.say("Add an event"))
        self._form.begin(f"{self._case_id}:event")
        self._protected.follow()

    def _keep(self) -> None:
        case_id, known = self._case_id, self._known
        said, what, source = (self._form.words(name) for name in ("said", "what", "source"))
        protected, link = self._protected.chosen()

        def act(services: Services) -> Written:
            timeline = services.timeline
            if known:
                return timeline.correct_event(
                    known, said, what, source, protected=protected, link=link
                )
            return timeline.add_event(case_id, said, what, source, protected=protected, link=link)

        self._form.send(act, self._page.say("The event is kept."), lambda _event: self._leave())


class NoteCard(Card):
    """Takes a note of a case, or the correction of one; what is protected asks for its link."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Write a note"))
        self._page = page
        self._case_id = ""
        self._known = ""
        say = page.say
        self._protected = ProtectedFields(page)
        self._form = StepForm(
            page,
            NOTE,
            (
                ("text", say("Note"), TextEditor(lines=3)),
                *self._protected.asked,
            ),
            say("Keep the note"),
            self._keep,
        )
        self._protected.serve(self._form)
        self.body.addWidget(self._form)
        self.body.addWidget(self._protected.held)

    def show_case(self, case_id: str) -> None:
        """Serve a case; a correction begun in another one is left."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._leave()

    def correct(self, note_id: str) -> None:
        """Show a note to correct it."""
        self._page.query(lambda services: services.notes.get(note_id), self._fill)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _fill(self, note: Note) -> None:
        self._known = note.id
        self.heading.setText(self._page.say("Correct a note"))
        self._form.correct(
            f"{note.id}:note",
            {"text": note.text, **self._protected.shown(note.protected, note.link)},
        )
        self._protected.follow()
        go_to(self._form)

    def _leave(self) -> None:
        self._known = ""
        self.heading.setText(self._page.say("Write a note"))
        self._form.begin(f"{self._case_id}:note")
        self._protected.follow()

    def _keep(self) -> None:
        form, case_id, known = self._form, self._case_id, self._known
        at = self._page.ground.clock.now()
        words = NoteWords(at, form.words("text"), *self._protected.chosen())

        def act(services: Services) -> Written:
            if known:
                return services.notes.correct(known, words)
            return services.notes.add(case_id, words)

        form.send(act, self._page.say("The note is kept."), lambda _note: self._leave())
