"""The next meeting on Today: when it is, and how many cases are on its agenda."""

from __future__ import annotations

from vpo_desk.services.meetings import MeetingView
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import appointment_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import say, say_count


class MeetingCard(Card):
    """Shows the meeting whose minutes are open and that comes first; hidden without one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Meeting"))
        self._page = page
        self._meeting_id = ""
        self._words = PlainLabel("", size="table")
        self.body.addWidget(self._words)
        self.body.addWidget(LinkButton(page.say("Open the meeting"), self._open))
        self.hide()

    def show_meeting(self, view: MeetingView | None) -> None:
        """Show a meeting, or nothing."""
        self.setVisible(view is not None)
        if view is None:
            self._meeting_id = ""
            self._words.setText("")
            return
        page, meeting = self._page, view.meeting
        now = page.ground.clock.now()
        self._meeting_id = meeting.id
        when = appointment_words(meeting.at, now.day)
        title = say("Meeting · {when}", when=when)
        if meeting.consult:
            title = say("Consult · {when}", when=when)
        self.heading.setText(page.text(title))
        words = say_count(
            "{count} case is on the agenda.", "{count} cases are on the agenda.", len(view.agenda)
        )
        if meeting.at.utc < now.utc:
            words = say("{words} Its minutes are not closed yet.", words=words)
        self._words.setText(page.text(words))

    def _open(self) -> None:
        self._page.go("meeting", self._meeting_id)
