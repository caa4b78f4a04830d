"""How a packet's release begins: its purpose, and those at the table as holders, both to be changed."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.meeting import Meeting
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.paper.unnamed import consult_words
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.notice import Notice

PACKET: Final = DocumentKind.PACKET.value


class PacketStart:
    """Fills the form of a packet, and follows the meeting until something is typed."""

    def __init__(
        self, page: Page, purpose: TextField, holders: TextEditor, journal: FormJournal
    ) -> None:
        self._page = page
        self._purpose = purpose
        self._holders = holders
        self._journal = journal
        self._meeting_id = ""

    def begin(self, wish: PaperWish) -> None:
        """Read the meeting of a packet; another document's form stays as it is.

        It comes behind the words that were kept, which it never overwrites.
        """
        meeting_id = self._meeting_id = wish.meeting_id
        if meeting_id:
            self._page.query(
                lambda services: services.meetings.view(meeting_id).meeting, self._fill
            )

    def _fill(self, meeting: Meeting) -> None:
        if meeting.id != self._meeting_id:
            return
        if meeting.consult:
            words = self._page.text(consult_words())
            self._page.notices.clear()
            self._page.notices.add(Notice("", words, tone="warning"))
        if self._journal.has_unsaved:
            return
        day = self._page.text(date_words(meeting.at.day))
        self._purpose.set_words(
            self._page.say("Meeting {number}, {day}", number=meeting.number, day=day)
        )
        self._holders.set_words("\n".join(each.holder for each in meeting.attendees))
        self._journal.note_recorded()
