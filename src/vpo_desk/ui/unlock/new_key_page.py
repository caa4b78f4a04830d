"""Encrypting a case file with a new key, which brings a new recovery sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.entry import NewKeyWish
from vpo_desk.domain.shares import SharePlan
from vpo_desk.ui.ports import DeskDoor
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.unlock.centered import CenteredCard
from vpo_desk.ui.unlock.create_page import ONE_SHEET, SHARES
from vpo_desk.ui.unlock.new_passphrase import NewPassphrase
from vpo_desk.ui.unlock.secret_field import SecretField
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import NoticeArea
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel
from vpo_desk.words import Catalog


class NewKeyPage(CenteredCard):
    """Asks for the present secrets and a new passphrase; `new_key_asked(NewKeyWish)`."""

    new_key_asked = Signal(object)
    back_asked = Signal()

    def __init__(
        self, door: DeskDoor, runner: TaskRunner, catalog: Catalog, parent: QWidget | None = None
    ) -> None:
        super().__init__(560, parent)
        self._catalog = catalog
        self._busy = False
        say = catalog.say
        self.setAccessibleName(say("Make a new key"))
        self.notices = NoticeArea()
        self.present = SecretField(say("Present passphrase"), catalog)
        self.supervisor = SecretField(say("Supervisor's passphrase, where there is one"), catalog)
        self.passphrase = NewPassphrase(door, runner, catalog)
        self.recovery = SegmentedChoice(
            (
                Option(ONE_SHEET, say("One sheet with 24 words")),
                Option(SHARES, say("Three sheets, any two open")),
            ),
            value=ONE_SHEET,
        )
        self.make_button = Button(say("Encrypt with a new key"), self._make, kind="primary")
        self._arrange()
        self.present.edited.connect(self._look)
        self.passphrase.changed.connect(self._look)
        self.setFocusProxy(self.present)
        self._look()

    def show_busy(self, *, busy: bool) -> None:
        """Say that everything is being encrypted anew."""
        had, self._busy = self._busy, busy
        say = self._catalog.say
        self.make_button.setText(say("Encrypting…") if busy else say("Encrypt with a new key"))
        self._look()
        if had and not busy:
            self.present.setFocus()

    def wipe(self) -> None:
        """Empty the page."""
        for field in (self.present, self.supervisor):
            field.wipe()
        self.passphrase.wipe()
        self.recovery.set_value(ONE_SHEET)
        self.notices.clear()
        self.show_busy(busy=False)

    def _arrange(self) -> None:
        column, say = self.column, self._catalog.say
        column.addWidget(Heading(say("Make a new key")))
        column.addWidget(
            PlainLabel(
                say(
                    "For when somebody may know the passphrase, or has seen the recovery sheet."
                    " Everything is encrypted anew, and a new sheet is made."
                )
            )
        )
        column.addWidget(
            QuietLabel(
                say(
                    "Backups made until now still open with the old passphrase and the old sheet."
                    " Keep that sheet sealed as long as you keep them, or destroy both."
                )
            )
        )
        column.addWidget(self.notices)
        column.addWidget(self.present)
        column.addWidget(self.supervisor)
        column.addWidget(
            QuietLabel(say("Without it the supervisor's way in is removed, and set anew later."))
        )
        column.addWidget(Heading(say("New passphrase"), size="card"))
        column.addWidget(self.passphrase)
        column.addWidget(LabeledField(say("If the passphrase is forgotten"), self.recovery))
        line = QHBoxLayout()
        line.addWidget(LinkButton(say("Back"), self.back_asked.emit))
        line.addStretch(1)
        line.addWidget(self.make_button)
        column.addLayout(line)

    def _look(self) -> None:
        ready = bool(self.present.secret()) and self.passphrase.is_ready
        self.make_button.setEnabled(ready and not self._busy)

    def _make(self) -> None:
        self.new_key_asked.emit(
            NewKeyWish(
                passphrase=self.present.secret(),
                new_passphrase=self.passphrase.secret(),
                supervisor=self.supervisor.secret(),
                shares=SharePlan() if self.recovery.value() == SHARES else None,
            )
        )
