"""Agency and letterhead: what stands on every paper, beside a sample that shows it while it is typed."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from vpo_desk.domain.agency import DEFAULT_MARKING, Agency, Paper
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.letterhead import NO_LETTERHEAD
from vpo_desk.services.paper.letterhead_sample import letterhead_sample
from vpo_desk.services.releases import Release
from vpo_desk.ui.case_file.kind_card import KindCard
from vpo_desk.ui.case_file.letterhead_form import LetterheadForm
from vpo_desk.ui.case_file.letterhead_preview import LetterheadPreview
from vpo_desk.ui.concerns.forms import FormDraft
from vpo_desk.ui.journal import FormJournal
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Columns
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "letterhead@1"
SCOPE: Final = "letterhead"
EDGE: Final = 10
"""Pixels between the sample and the edges of what is in sight of the page."""
PAUSE: Final = 350
"""Milliseconds after the last key press before the sample is drawn anew."""


@dataclass(frozen=True, slots=True)
class LetterheadShown:
    """What the page shows, read at once."""

    agency: Agency
    training: bool
    release: Release


class LetterheadPage(Page):
    """A field that is left is recorded, as everywhere; until then only the sample shows it."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Agency and letterhead"))
        self._shown: LetterheadShown | None = None
        self._under_way = 0  # records that are not through yet
        draft = FormDraft()
        self._journal = FormJournal(self, draft, BINDING)
        self._form = LetterheadForm(self)
        self._kinds = KindCard(self)
        self._preview = LetterheadPreview(self)
        self._above = QWidget()  # what keeps the sample in sight while the form is scrolled
        self._above.setFixedHeight(0)
        columns = Columns(side_share=50)
        columns.main.addWidget(self._form)
        columns.main.addWidget(self._kinds)
        columns.main.addWidget(
            Button(self.say("Put all but the name back to how it came"), self._reset)
        )
        columns.side.setSpacing(0)
        columns.side.addWidget(self._above)
        columns.side.addWidget(self._preview)
        self._columns = columns
        self.body.addWidget(columns)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._show_sample)
        for part in (self._form, self._kinds):
            part.changed.connect(self._pause.start)
            part.changed.connect(self._look)
            part.left.connect(self._keep)
        self._kinds.turned.connect(self._turn_kind)
        for name, each in self._form.fields.items():
            self._journal.watch(name, each.field)
        draft.add("kind", lambda: str(self._kinds.kind.value), self._kinds.show_kind)
        self._journal.watch("signers", self._kinds.signers)
        self._journal.restored.connect(self._keep)
        if self._scrolled_body is not None:
            self._scrolled_body.verticalScrollBar().valueChanged.connect(self._follow)

    def arrive(self, place: Place) -> None:
        """Read what is recorded."""

        def ask(services: Services) -> LetterheadShown:
            agency = services.agency
            return LetterheadShown(agency.get(), agency.facts().training, services.paper)

        self.query(ask, self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow changes of the agency's data."""
        if changes.touches("agency"):
            self.arrive(self.place)

    def flush(self) -> None:
        """Record what is in the fields; what cannot be recorded is journaled."""
        self._form.commit()
        self._kinds.signers.commit()
        self._journal.flush()

    def clear(self) -> None:
        """Forget the agency, its logo and the sample."""
        self._pause.stop()
        self._shown = None
        self._preview.forget()
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say when what is typed here comes onto paper."""
        return (
            say(
                "The sample shows what you type at once. Paper follows when you leave the field: there"
                " is no Save button, and what stood there before stays in the history."
            ),
            say("Officer, ORI, case prefix and whom to call are on the page Case file."),
            say(
                "A line to sign on is room for a name, a role and a date. The program signs nothing"
                " and claims no signature."
            ),
        )

    def _show(self, shown: LetterheadShown) -> None:
        if self._under_way:
            return  # older than what stands in the form; the newest answer comes behind the record
        fresh, self._shown = self._shown is None, shown
        self._form.show_agency(shown.agency, fresh=fresh)
        self._kinds.show_agency(shown.agency, fresh=fresh)
        if fresh:
            self._journal.begin(SCOPE)
            self._journal.note_recorded()
        self._show_sample()
        QTimer.singleShot(0, self, self._fit)  # once the buttons above the sample have their place

    def _typed(self, known: Agency) -> tuple[Agency, bool]:
        agency, holds = self._form.typed(known)
        agency, kind_holds = self._kinds.typed(agency)
        return agency, holds and kind_holds

    def _show_sample(self) -> None:
        self._pause.stop()
        shown = self._shown
        if shown is None:
            return
        agency, _ = self._typed(shown.agency)
        content = letterhead_sample(
            agency, self._kinds.kind, self.ground.clock.now().local, training=shown.training
        )
        self._preview.show_sample(lambda: shown.release.render(content))

    def _keep(self) -> None:
        """Record what can be; what cannot stays in its field and in the journal."""
        if self._shown is None:
            return
        agency, holds = self._typed(self._shown.agency)
        if holds:
            self._journal.note_recorded()
            self._journal.keep()
        if agency != self._shown.agency:
            self._record(agency)
        self._show_sample()

    def _record(self, agency: Agency) -> None:
        if self._shown is not None:
            self._shown = replace(self._shown, agency=agency)

        def edit(now: Agency) -> Agency:
            return replace(
                now,
                name=agency.name,
                marking=agency.marking,
                paper=agency.paper,
                letterhead=agency.letterhead,
            )

        self._under_way += 1
        self.command(lambda services: services.agency.change(edit))
        # Lands behind the command, whether that wrote or failed.
        self.query(lambda _services: None, self._through)

    def _through(self, _nothing: object) -> None:
        self._under_way -= 1

    def _turn_kind(self) -> None:
        if self._shown is not None:
            self._kinds.show_kind(str(self._kinds.kind.value))
            self._keep()

    def _reset(self) -> None:
        """Put everything but the agency's name back to how the program came; it can be undone."""
        self.flush()
        if self._shown is None:
            return
        before = self._shown.agency
        plain = replace(
            before, marking=DEFAULT_MARKING, paper=Paper.LETTER, letterhead=NO_LETTERHEAD
        )
        self.notices.clear()
        if plain == before:
            self.notices.add(Notice(self.say("It is as it came already.")))
            return
        self._put(plain)
        self.notices.add(
            Notice(
                self.say("The letterhead is back to how it came."),
                tone="good",
                action=(self.say("Take that back"), lambda: self._undo(before)),
            )
        )

    def _undo(self, before: Agency) -> None:
        self.notices.clear()
        self._put(before)
        self.notices.add(Notice(self.say("Your letterhead is there again."), tone="good"))

    def _put(self, agency: Agency) -> None:
        self._record(agency)
        self._form.show_agency(agency, fresh=False)
        self._kinds.show_agency(agency, fresh=False)
        self._keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sample the height of the window; called by Qt."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self._preview.fit_into(self.height() - 2 * EDGE)

    def _look(self) -> None:
        """Show the part of the sample that is being written."""
        writing = (self._kinds.signers, self._form.fields["footer"].field)
        self._preview.look_at(end=any(field.hasFocus() for field in writing))

    def _follow(self, value: int) -> None:
        """Keep the sample beside the part of the form that is in sight."""
        beside = self._preview.mapTo(self._columns, QPoint()).x() > 0
        room = self._columns.height() - self._preview.height()
        top = value - self._columns.y() + EDGE
        self._above.setFixedHeight(max(0, min(top, room)) if beside else 0)
