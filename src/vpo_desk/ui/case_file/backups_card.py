"""Backups: where they are, how old, making one now, the second place, and the restore drill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from vpo_desk.errors import VpoError
from vpo_desk.paths import shown_path
from vpo_desk.services.backups import BackupLine
from vpo_desk.ui.backup_words import health_rows
from vpo_desk.ui.case_file.drill_form import DrillForm
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import moment_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.backups import BackupHealth, Check

_MOST = 12


class BackupsCard(Card):
    """Shows the newest backups of both places and takes care of them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Backups"))
        self._page = page
        say = page.say
        self._lines: tuple[BackupLine, ...] = ()
        self.notices = NoticeArea()
        self.body.addWidget(self.notices)
        self._health = ListTable(
            (
                Column("", lambda row: Cell(page.text(row[0]), tone=row[1]), width=120),
                Column("", lambda row: page.text(row[2])),
            ),
            name=say("Health of the backups"),
            fit=True,
            headings=False,
        )
        self.body.addWidget(self._health)
        self._places = QuietLabel()
        self.body.addWidget(self._places)
        self._table = ListTable(
            (
                Column(say("Made"), self._made, share=3),
                Column(say("Where"), self._where, share=2),
                Column(say("Size"), self._size, width=80, right=True),
                Column("", self._state, width=110),
            ),
            name=say("The newest backups"),
            fit=True,
        )
        self.body.addWidget(self._table)
        self._none = PlainLabel(say("No backup yet. One is made each time you lock the desk."))
        self.body.addWidget(self._none)
        self._older = QuietLabel(
            say(
                "Backups of an older key open with the passphrase and the recovery sheet of their"
                " day: keep that sheet sealed as long as you keep them."
            )
        )
        self._older.hide()
        self.body.addWidget(self._older)
        self._make_button = Button(say("Back up now"), self._make)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=12, line_gap=8)
        for button in (
            self._make_button,
            Button(say("Choose a second place…"), self._choose_second),
            Button(say("Restore drill…"), self._begin_drill),
        ):
            row.addWidget(button)
        self.body.addWidget(buttons)
        self._drill = DrillForm(page)
        self._drill.hide()
        self.body.addWidget(self._drill)
        page.ground.backups.told.connect(self._show_health)

    def read(self) -> None:
        """Read the backups and how old they are."""
        places = self._page.ground.backups.places
        self._page.query(
            lambda services: (
                services.backups.in_places(places.usable()),
                services.backups.health(),
                services.backups.last_drill(),
            ),
            lambda found: self._show(*found),
        )

    def _show(self, lines: tuple[BackupLine, ...], health: BackupHealth, drilled: object) -> None:
        self._lines = lines
        self._table.replace(lines[:_MOST])
        self._table.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self._older.setVisible(any(not line.is_genuine for line in lines))
        places = self._page.ground.backups.places
        words = self._page.say("First place: {place}", place=shown_path(places.first, Path.home()))
        if places.second is not None:
            second = shown_path(places.second, Path.home())
            words += "\n" + self._page.say("Second place: {place}", place=second)
            if places.second_is_away:
                words += " " + self._page.say("(not there now)")
        self._places.setText(words)
        self._drill.show_last(drilled)
        self._show_health(health)

    def _show_health(self, health: BackupHealth) -> None:
        places, now = self._page.ground.backups.places, self._page.ground.clock.now()
        self._health.replace(health_rows(health, places, now))

    def _make(self) -> None:
        rounds = self._page.ground.backups
        places = list(rounds.places.usable())
        self._make_button.setEnabled(False)
        self.notices.clear()

        def next_place() -> None:
            if places:
                rounds.make(places.pop(0), made, failed)
            else:
                self._make_button.setEnabled(True)

        def made(_path: Path, checks: tuple[Check, ...]) -> None:
            self._tell_made(checks)
            self.read()
            next_place()

        def failed(fault: Exception) -> None:
            self._make_button.setEnabled(True)
            self._tell(fault)

        next_place()

    def _tell_made(self, checks: tuple[Check, ...]) -> None:
        say = self._page.say
        if all(check.holds for check in checks):
            words = say("The backup was made, opened, and everything in it holds.")
            self.notices.add(Notice(words, tone="good"))
        else:
            words = say("The backup was made but does not hold; it does not count.")
            todo = say("Check this disk, and choose another place for backups.")
            self.notices.add(Notice(words, todo, tone="danger"))

    def _tell(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        words = fault.text(self._page.ground.catalog)
        self.notices.add(Notice(words, tone="danger"))

    def _choose_second(self) -> None:
        place = self._page.ground.prompts.folder(
            self._page.say("A folder on a stick or another disk, for backups")
        )
        if place is not None:
            self._page.ground.backups.use_second(place, self._make, self._tell)

    def _begin_drill(self) -> None:
        proved = [line for line in self._lines if line.verified and line.is_genuine]
        proved = proved or list(self._lines)
        if not proved:
            words = self._page.say("There is no backup to drill yet: make one first.")
            self.notices.clear()
            self.notices.add(Notice(words, tone="warning"))
            return
        self._drill.begin(proved[0].path)

    def _made(self, line: BackupLine) -> str:
        return self._page.text(moment_words(line.made_at, self._page.ground.clock.now()))

    def _where(self, line: BackupLine) -> str:
        second = line.path.parent == self._page.ground.backups.places.second
        return self._page.say("second place") if second else self._page.say("first place")

    def _size(self, line: BackupLine) -> str:
        return self._page.say("{size} MB", size=max(1, round(line.size / 1_000_000)))

    def _state(self, line: BackupLine) -> Cell:
        if line.verified and not line.is_genuine:  # its seal is that of the key before
            return Cell(self._page.say("older key"), tone="neutral")
        if line.verified:
            return Cell(self._page.say("proved"), tone="good")
        return Cell(self._page.say("not proved"), tone="warning")
