"""Saving what can be read of a damaged case file into a new one, and the list of what is missing."""

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
from vpo_desk.ui.widgets.rows import Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.domain.salvage import Missing, Salvaged
    from vpo_desk.ui.ports import DeskDoor
    from vpo_desk.ui.prompts import Prompts
    from vpo_desk.ui.tasks import TaskRunner
    from vpo_desk.words import Catalog


class SalvagePage(CenteredCard):
    """Makes a new case file of what can be read; `saved(folder)` when the officer goes on with it."""

    saved = Signal(object)
    back_asked = Signal()
    _progressed = Signal(int)

    def __init__(
        self, door: DeskDoor, runner: TaskRunner, prompts: Prompts, catalog: Catalog
    ) -> None:
        super().__init__(620)
        self._door, self._runner, self._prompts = door, runner, prompts
        self._catalog = catalog
        self._folder: Path | None = None
        self._parent: Path | None = None
        self._made: Path | None = None
        self._busy = False
        say = catalog.say
        self.setAccessibleName(say("Save what can be read"))
        self.notices = NoticeArea()
        self.file_name = PlainLabel("", size="table", strong=True)
        self.kept_in = PlainLabel("", size="table")
        self.folder_button = LinkButton(say("Make it somewhere else"), self._choose_folder)
        self.key = KeyEntry(catalog, prompts, passphrase=say("Passphrase of this case file"))
        self.told = PlainLabel("", size="table")
        self.missing = ListTable(
            (Column("", self._words),),
            name=say("What is missing"),
            fit=True,
            headings=False,
        )
        self.save_button = Button(say("Save what can be read"), self._save, kind="primary")
        self.go_on = Button(say("Go to the new case file"), self._go_on, kind="primary")
        self._arrange()
        self.key.edited.connect(self._look)
        self.key.entered.connect(self._save)
        self._progressed.connect(self._show_progress)
        self.setFocusProxy(self.key.secret.field)
        self.wipe()

    def show_folder(self, folder: Path, key_file: Path | None) -> None:
        """Show which case file this would read; `key_file` is the one chosen for it, if any."""
        self.wipe()
        self._folder, self._parent = folder, folder.parent
        self.key.use_key_file(key_file)
        self.file_name.setText(folder.name)
        self._look()

    def wipe(self) -> None:
        """Empty the page."""
        self._made = None
        self._busy = False
        self.notices.clear()
        self.key.wipe()
        self.key.show()
        self.folder_button.show()
        self.told.setText("")
        self.told.hide()
        self.missing.replace(())
        self.missing.hide()
        self.go_on.hide()
        self.save_button.show()
        self._look()

    @property
    def target(self) -> Path | None:
        """Where the new case file would be made; None while no case file is shown."""
        if self._folder is None or self._parent is None:
            return None
        return free_folder(self._parent, self._catalog.say("{name} saved", name=self._folder.stem))

    def _arrange(self) -> None:
        column, say = self.column, self._catalog.say
        column.addWidget(Heading(say("Save what can be read")))
        column.addWidget(
            QuietLabel(
                say(
                    "For a case file that is damaged. Everything that can be read goes into a new"
                    " one, with a list of what is missing. The damaged one is only read. If you have"
                    " a good backup, restore that one too and compare."
                )
            )
        )
        column.addWidget(self.file_name)
        column.addWidget(PlainLabel(say("Saved to"), size="table", strong=True, quiet=True))
        column.addWidget(self.kept_in)
        column.addWidget(self.folder_button)
        column.addWidget(self.key)
        column.addWidget(self.notices)
        column.addWidget(self.told)
        column.addWidget(self.missing)
        line = QHBoxLayout()
        line.addWidget(LinkButton(say("Back"), self.back_asked.emit))
        line.addStretch(1)
        line.addWidget(self.save_button)
        line.addWidget(self.go_on)
        column.addLayout(line)

    def _look(self) -> None:
        target = self.target
        self.kept_in.setText(str(target) if target else "")
        self.save_button.setEnabled(bool(target and self.key.typed()) and not self._busy)
        if not self._busy:
            self.save_button.setText(self._catalog.say("Save what can be read"))

    def _choose_folder(self) -> None:
        chosen = self._prompts.folder(self._catalog.say("Where to make the new case file"))
        if chosen is not None:
            self._parent = chosen
            self._look()

    def _save(self) -> None:
        folder, target, door = self._folder, self.target, self._door
        if folder is None or target is None or not self.save_button.isEnabled():
            return
        typed, paper, key_file = self.key.typed(), self.key.on_paper, self.key.key_file
        progressed = self._progressed
        self._busy = True
        self.notices.clear()
        self._look()

        def save() -> tuple[Path, Salvaged]:
            def tell(done: int, every: int) -> None:
                progressed.emit(100 * done // max(every, 1))

            return target, door.salvage(
                folder, target, typed, key_file, on_paper=paper, progress=tell
            )

        self._runner.run(save, self._show_made, self._refused, owner=self)

    def _show_progress(self, percent: int) -> None:
        if self._busy:
            self.save_button.setText(self._catalog.say("Reading… {percent} %", percent=percent))

    def _show_made(self, made: tuple[Path, Salvaged]) -> None:
        target, saved = made
        self.wipe()
        self._made = target
        self.kept_in.setText(str(target))
        for each in (self.key, self.folder_button, self.save_button):
            each.hide()
        say = self._catalog.say
        lines = [self._catalog.text(words) for words in saved.words()]
        if saved.missing:
            lines.append(say("This is missing:"))
        self.told.setText("\n".join(lines))
        self.told.show()
        self.missing.replace(saved.missing)
        self.missing.setVisible(bool(saved.missing))
        if saved.is_whole:
            self.notices.add(Notice(say("Everything was saved."), tone="good"))
        else:
            self.notices.add(Notice(say("What can be read was saved."), tone="warning"))
        self.go_on.show()
        self.go_on.setFocus()

    def _refused(self, fault: Exception) -> None:
        from vpo_desk.errors import VpoError

        self._busy = False
        self._look()
        if not isinstance(fault, VpoError):
            raise fault
        self.notices.add(Notice(fault.text(self._catalog), tone="danger"))

    def _words(self, missing: Missing) -> str:
        return self._catalog.text(missing.words)

    def _go_on(self) -> None:
        if self._made is not None:
            self.saved.emit(self._made)
