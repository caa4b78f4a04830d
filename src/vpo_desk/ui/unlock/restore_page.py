"""Restoring a backup into a new case file: which one, to where, opened with what, and what was found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from vpo_desk.ui.unlock.centered import CenteredCard
from vpo_desk.ui.unlock.free_folder import free_folder
from vpo_desk.ui.unlock.key_entry import KeyEntry
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.backups import Check, Proof
    from vpo_desk.ui.ports import DeskDoor
    from vpo_desk.ui.prompts import Prompts
    from vpo_desk.ui.tasks import TaskRunner
    from vpo_desk.words import Catalog


class RestorePage(CenteredCard):
    """Makes a new case file from a backup; `restored(folder)` when the officer goes on with it."""

    restored = Signal(object)
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
        self._door, self._runner, self._prompts = door, runner, prompts
        self._catalog = catalog
        self._parent = parent_folder
        self._backup: Path | None = None
        self._made: Path | None = None
        self._busy = False
        say = catalog.say
        self.setAccessibleName(say("Restore a backup"))
        self.notices = NoticeArea()
        self.backup_name = PlainLabel("", size="table")
        self.kept_in = PlainLabel("", size="table")
        self.choose_button = Button(say("Choose the backup…"), self._choose_backup)
        self.folder_button = LinkButton(say("Restore it somewhere else"), self._choose_folder)
        self.key = KeyEntry(catalog, prompts, passphrase=say("Passphrase of that backup"))
        self._checks = ListTable(
            (Column("", self._mark, width=70), Column("", lambda check: catalog.text(check.words))),
            name=say("What the restore found"),
            fit=True,
            headings=False,
        )
        self.restore_button = Button(say("Restore"), self._restore, kind="primary")
        self.go_on = Button(say("Go to the restored case file"), self._go_on, kind="primary")
        self._arrange()
        self.key.edited.connect(self._look)
        self.key.entered.connect(self._restore)
        self.setFocusProxy(self.choose_button)
        self.wipe()

    def wipe(self) -> None:
        """Empty the page."""
        self._backup = self._made = None
        self._busy = False
        self.notices.clear()
        self.key.wipe()
        self._checks.replace(())
        self._checks.hide()
        self.go_on.hide()
        self.restore_button.show()
        self._look()

    def _arrange(self) -> None:
        column, say = self.column, self._catalog.say
        column.addWidget(Heading(say("Restore a backup")))
        column.addWidget(
            QuietLabel(
                say(
                    "A backup becomes a new case file. The present one and the backup itself stay as"
                    " they are."
                )
            )
        )
        column.addWidget(self.choose_button)
        column.addWidget(self.backup_name)
        column.addWidget(PlainLabel(say("Restored to"), size="table", strong=True, quiet=True))
        column.addWidget(self.kept_in)
        column.addWidget(self.folder_button)
        column.addWidget(self.key)
        column.addWidget(self.notices)
        column.addWidget(self._checks)
        line = QHBoxLayout()
        line.addWidget(LinkButton(say("Back"), self.back_asked.emit))
        line.addStretch(1)
        line.addWidget(self.restore_button)
        line.addWidget(self.go_on)
        column.addLayout(line)

    @property
    def folder(self) -> Path | None:
        """Where the case file would be made; None before a backup is chosen."""
        if self._backup is None:
            return None
        stem = self._catalog.say("{name} restored", name=self._backup.stem)
        return free_folder(self._parent, stem)

    def _look(self) -> None:
        folder = self.folder
        self.backup_name.setText(self._backup.name if self._backup else "")
        self.backup_name.setVisible(self._backup is not None)
        self.kept_in.setText(str(folder) if folder else self._catalog.say("Choose a backup first."))
        self.restore_button.setEnabled(bool(folder and self.key.typed()) and not self._busy)

    def _choose_backup(self) -> None:
        path = self._prompts.open_file(
            self._catalog.say("Choose the backup"), self._catalog.say("Backups (*.vpobackup)")
        )
        if path is not None:
            self._backup = path
            self._look()
            self.key.begin()

    def _choose_folder(self) -> None:
        chosen = self._prompts.folder(self._catalog.say("Where to keep the restored case file"))
        if chosen is not None:
            self._parent = chosen
            self._look()

    def _restore(self) -> None:
        backup, folder, door = self._backup, self.folder, self._door
        if backup is None or folder is None or not self.restore_button.isEnabled():
            return
        typed, paper, key_file = self.key.typed(), self.key.on_paper, self.key.key_file
        self._busy = True
        self.notices.clear()
        self._look()
        self._runner.run(
            lambda: (folder, door.restore(backup, folder, typed, key_file, on_paper=paper)),
            self._show_made,
            self._refused,
            owner=self,
        )

    def _show_made(self, made: tuple[Path, Proof]) -> None:
        folder, proof = made
        self.wipe()
        self._made = folder
        self._checks.replace(proof.checks)
        self._checks.show()
        self.restore_button.hide()
        self.go_on.show()
        self.go_on.setFocus()
        say = self._catalog.say
        self.kept_in.setText(str(folder))
        if proof.holds:
            self.notices.add(Notice(say("The case file is restored."), tone="good"))
        else:
            self.notices.add(
                Notice(
                    say("The case file is restored, but not everything in the backup held."),
                    say("Look at each line below, and restore another backup to compare."),
                    tone="danger",
                )
            )

    def _refused(self, fault: Exception) -> None:
        from vpo_desk.errors import VpoError

        self._busy = False
        self._look()
        if not isinstance(fault, VpoError):
            raise fault
        self.notices.add(Notice(fault.text(self._catalog), tone="danger"))

    def _go_on(self) -> None:
        if self._made is not None:
            self.restored.emit(self._made)

    def _mark(self, check: Check) -> Cell:
        words = self._catalog.say("ok") if check.holds else self._catalog.say("NO")
        return Cell(words, tone="good" if check.holds else "danger")
