"""Making a case file: whose it is, its passphrase, and where it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from vpo_desk.domain.shares import SharePlan
from vpo_desk.ui.ports import DeskDoor, NewCaseFile
from vpo_desk.ui.prompts import Prompts
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.unlock.centered import CenteredCard
from vpo_desk.ui.unlock.free_folder import free_folder
from vpo_desk.ui.unlock.new_passphrase import NewPassphrase
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import NoticeArea
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel
from vpo_desk.words import Catalog

ONE_SHEET: Final = "sheet"
SHARES: Final = "shares"


class CreatePage(CenteredCard):
    """Asks what a new case file needs; `create_asked(folder, setup)` when it is all there."""

    create_asked = Signal(object, object)
    back_asked = Signal()

    def __init__(
        self,
        door: DeskDoor,
        runner: TaskRunner,
        prompts: Prompts,
        catalog: Catalog,
        *,
        parent_folder: Path,
    ) -> None:
        super().__init__(560)
        self._catalog = catalog
        self._prompts = prompts
        self._parent_folder = parent_folder
        self._busy = False
        say = catalog.say
        self.setAccessibleName(say("Create a case file"))
        self.notices = NoticeArea()
        self.agency = TextField()
        self.officer = TextField(hint=say("for example R. Okafor"))
        self.prefix = TextField(hint=say("for example HF"))
        self.passphrase = NewPassphrase(door, runner, catalog)
        self.recovery = SegmentedChoice(
            (
                Option(ONE_SHEET, say("One sheet with 24 words")),
                Option(SHARES, say("Three sheets, any two open")),
            ),
            value=ONE_SHEET,
        )
        self.kept_in = PlainLabel("", size="table")
        self.folder_button = LinkButton(say("Keep it somewhere else"), self._choose_folder)
        self.training = CheckBox(say("This is a training file"))
        self.create_button = Button(say("Create case file"), self._create, kind="primary")
        self._arrange()
        for field in (self.agency, self.officer, self.prefix):
            field.textChanged.connect(self._look)
        self.passphrase.changed.connect(self._look)
        self.setFocusProxy(self.agency)
        self._look()

    @property
    def folder(self) -> Path:
        """Where the case file would be made."""
        return new_folder(self._parent_folder, self.agency.words())

    def show_busy(self, *, busy: bool) -> None:
        """Say that the case file is being made."""
        had, self._busy = self._busy, busy
        say = self._catalog.say
        self.create_button.setText(say("Creating…") if busy else say("Create case file"))
        self._look()
        if had and not busy:
            self.create_button.setFocus()  # which lost the focus while it could not be pressed

    def wipe(self) -> None:
        """Empty the page."""
        for field in (self.agency, self.officer, self.prefix):
            field.set_words("")
        self.training.setChecked(False)
        self.recovery.set_value(ONE_SHEET)
        self.passphrase.wipe()
        self.notices.clear()
        self.show_busy(busy=False)

    def _arrange(self) -> None:
        column, say = self.column, self._catalog.say
        column.addWidget(Heading(say("Create a case file")))
        column.addWidget(
            QuietLabel(
                say(
                    "A case file is one encrypted folder on this computer. Nothing in it ever"
                    " leaves it unless you print or save it."
                )
            )
        )
        column.addWidget(self.notices)
        column.addWidget(LabeledField(say("Agency"), self.agency, tip=say("Stands on every page.")))
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(LabeledField(say("Your name"), self.officer), 2)
        prefix_tip = say("Goes before case numbers: HF makes HF-2026-001. May stay empty.")
        pair.addWidget(LabeledField(say("Case prefix"), self.prefix, tip=prefix_tip), 1)
        column.addLayout(pair)
        column.addWidget(QuietLabel(prefix_tip))
        column.addSpacing(4)
        column.addWidget(self.passphrase)
        column.addSpacing(4)
        column.addWidget(
            LabeledField(
                say("If the passphrase is forgotten"),
                self.recovery,
                tip=say(
                    "Paper opens the case file then. With three sheets for three holders, one of"
                    " them alone opens nothing, and one of them may be lost."
                ),
                tip_shown=True,
            )
        )
        column.addSpacing(4)
        column.addLayout(self._folder_part())
        column.addWidget(self.training)
        column.addWidget(
            QuietLabel(
                say("For practice only: every page and print says TRAINING – NOT REAL, for ever.")
            )
        )
        line = QHBoxLayout()
        line.addWidget(LinkButton(say("Back"), self.back_asked.emit))
        line.addStretch(1)
        line.addWidget(self.create_button)
        column.addLayout(line)

    def _folder_part(self) -> QVBoxLayout:
        say = self._catalog.say
        part = QVBoxLayout()
        part.setSpacing(4)
        part.addWidget(PlainLabel(say("Kept in"), size="table", strong=True, quiet=True))
        part.addWidget(self.kept_in)
        part.addWidget(self.folder_button)
        tip = say("A disk of this computer, not a network drive and not a folder that is synced.")
        part.addWidget(QuietLabel(tip))
        self.folder_button.setAccessibleDescription(tip)
        return part

    def _look(self) -> None:
        names = (self.agency.words(), self.officer.words(), self.prefix.words())
        self.passphrase.set_context(tuple(name for name in names if name))
        self.kept_in.setText(str(self.folder))
        ready = bool(self.agency.words().strip()) and bool(self.officer.words().strip())
        self.create_button.setEnabled(ready and self.passphrase.is_ready and not self._busy)

    def _choose_folder(self) -> None:
        chosen = self._prompts.folder(self._catalog.say("Where to keep the case file"))
        if chosen is not None:
            self._parent_folder = chosen
            self._look()

    def _create(self) -> None:
        setup = NewCaseFile(
            agency=self.agency.words().strip(),
            officer=self.officer.words().strip(),
            case_prefix=self.prefix.words().strip(),
            passphrase=self.passphrase.secret(),
            training=self.training.isChecked(),
            shares=SharePlan() if self.recovery.value() == SHARES else None,
        )
        self.create_asked.emit(self.folder, setup)


def new_folder(parent: Path, agency: str) -> Path:
    """Return a folder for an agency's case file that is not there yet."""
    letters = "".join(letter for letter in agency if letter.isalnum() or letter in " -")
    stem = " ".join(letters.split())[:80] or "Case file"
    return free_folder(parent, stem)
