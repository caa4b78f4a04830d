"""What is added to a timeline by hand: an event with its date as said, and a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from vpo_desk.domain.event import Event
from vpo_desk.domain.note import Note
from vpo_desk.services.notes import NoteWords
from vpo_desk.ui.cases.protected_fields import ProtectedFields
from vpo_desk.ui.cases.step_form import Asked, StepForm
from vpo_desk.ui.hints import hint_at_days
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class _ByHandCard(Card):
    """Takes something new of a case, or the correction of what was taken; protected matter has its link.

    `headings` are those of the two; `kind` is also the scope in which its words are journaled.
    """

    def __init__(
        self,
        page: Page,
        kind: str,
        headings: tuple[str, str],
        asked: Asked,
        button: tuple[str, Callable[[], None]],
    ) -> None:
        super().__init__(headings[0])
        self._page = page
        self._kind, self._headings = kind, headings
        self._case_id = ""
        self._known = ""
        self._protected = ProtectedFields(page)
        self._form = StepForm(page, f"{kind}@1", (*asked, *self._protected.asked), *button)
        self._protected.serve(self._form)
        self.body.addWidget(self._form)
        self._removal = LinkButton(page.say("Paper and removal…"), self._show_removal)
        self._removal.hide()
        self.body.addWidget(self._protected.held)
        self.body.addWidget(self._removal)

    def show_case(self, case_id: str) -> None:
        """Serve a case; a correction begun in another one is left."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._leave()

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _fill(self, value: Event | Note, words: Mapping[str, str]) -> None:
        """Show what was taken, to correct it."""
        self._known = value.id
        self._removal.show()
        self.heading.setText(self._headings[1])
        shown = self._protected.shown(value.protected, value.link)
        self._form.correct(f"{value.id}:{self._kind}", {**words, **shown})
        self._protected.follow()
        go_to(self._form)

    def _show_removal(self) -> None:
        known = self._known
        self.flush()
        self._leave()  # no word of what goes may stay in a form
        self._page.go("removal", known, self._kind)

    def _leave(self) -> None:
        self._known = ""
        self._removal.hide()
        self.heading.setText(self._headings[0])
        self._form.begin(f"{self._case_id}:{self._kind}")
        self._protected.follow()


class EventCard(_ByHandCard):
    """Takes an event of a case, or the correction of one."""

    def __init__(self, page: Page) -> None:
        say = page.say
        super().__init__(
            page,
            "event",
            (say("Add an event"), say("Correct an event")),
            (
                ("said", say("When, as said"), TextField(hint=say("early May"))),
                ("what", say("What happened"), TextEditor(lines=2)),
                ("source", say("Who says so"), TextField()),
            ),
            (say("Keep the event"), self._keep),
        )
        hint_at_days(page, self._form.fields["said"])
        self.body.insertWidget(
            0,
            QuietLabel(
                say(
                    "Write the date as it was said: “before 3 June”, “about two weeks before"
                    " graduation”. It prints as said and sorts as the days it may mean."
                )
            ),
        )

    def correct(self, event_id: str) -> None:
        """Show an event to correct it."""
        self._page.query(lambda services: services.timeline.event(event_id), self._show)

    def _show(self, event: Event) -> None:
        self._fill(event, {"said": event.when.said, "what": event.what, "source": event.source})

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


class NoteCard(_ByHandCard):
    """Takes a note of a case, or the correction of one."""

    def __init__(self, page: Page) -> None:
        say = page.say
        super().__init__(
            page,
            "note",
            (say("Write a note"), say("Correct a note")),
            (("text", say("Note"), TextEditor(lines=3)),),
            (say("Keep the note"), self._keep),
        )

    def correct(self, note_id: str) -> None:
        """Show a note to correct it."""
        self._page.query(lambda services: services.notes.get(note_id), self._show)

    def _show(self, note: Note) -> None:
        self._fill(note, {"text": note.text})

    def _keep(self) -> None:
        case_id, known = self._case_id, self._known
        at = self._page.ground.clock.now()
        words = NoteWords(at, self._form.words("text"), *self._protected.chosen())

        def act(services: Services) -> Written:
            if known:
                return services.notes.correct(known, words)
            return services.notes.add(case_id, words)

        self._form.send(act, self._page.say("The note is kept."), lambda _note: self._leave())
