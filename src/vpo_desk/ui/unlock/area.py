"""The locked window's pages and the way through them to an open desk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from vpo_desk.ui.alerts import Alerts
from vpo_desk.ui.prompts import Prompts
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.unlock.late_pages import LatePages
from vpo_desk.ui.unlock.opener import Opener
from vpo_desk.ui.unlock.unlock_page import UnlockPage
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.words import Catalog

if TYPE_CHECKING:
    from vpo_desk.domain.entry import NewKeyWish
    from vpo_desk.domain.moments import Clock
    from vpo_desk.ui.ports import (
        DeskDoor,
        FolderState,
        NewCaseFile,
        OpenDesk,
        RecoverySecret,
    )
    from vpo_desk.ui.unlock.create_page import CreatePage
    from vpo_desk.ui.unlock.new_key_page import NewKeyPage
    from vpo_desk.ui.unlock.opening import Opening
    from vpo_desk.ui.unlock.restore_page import RestorePage
    from vpo_desk.ui.unlock.salvage_page import SalvagePage
    from vpo_desk.ui.unlock.sheet_page import PrintSheet, SheetPage
    from vpo_desk.ui.unlock.words_page import WordsPage

    LatePage = WordsPage | CreatePage | NewKeyPage | RestorePage | SalvagePage | SheetPage
    LockedPage = UnlockPage | LatePage


class UnlockArea(QStackedWidget):
    """Shows the lock page first; the pages behind it are made when they are asked for.

    `opened(OpenedDesk)` comes with each desk that was opened. Everything of the door runs on the
    worker thread.
    """

    opened = Signal(object)

    def __init__(
        self,
        door: DeskDoor,
        runner: TaskRunner,
        prompts: Prompts,
        alerts: Alerts,
        catalog: Catalog,
        clock: Clock,
        *,
        parent_folder: Path,
        print_sheet: PrintSheet | None = None,
    ) -> None:
        super().__init__()
        self._door = door
        self._runner = runner
        self._prompts = prompts
        self._alerts = alerts
        self._catalog = catalog
        self._print_sheet = print_sheet
        self._folder: Path | None = None
        self._made: Opening | None = None
        self._pages = pages = LatePages(
            self, door, runner, prompts, catalog, parent_folder=parent_folder
        )
        self._sheet: SheetPage | None = None
        self.opener = Opener(self, runner, alerts)
        self.opener.refused.connect(self.describe)
        self.opener.came_late.connect(self._close_late)
        self.unlock_page = UnlockPage(catalog, clock, prompts)
        self.addWidget(self.unlock_page)
        self.unlock_page.unlock_asked.connect(self._unlock)
        page = self.unlock_page
        page.words_asked.connect(lambda: self._show(pages.words_page()))
        page.create_asked.connect(lambda: self._show(pages.create_page()))
        page.new_key_asked.connect(lambda: self._show(pages.new_key_page()))
        page.restore_asked.connect(lambda: self._show(pages.restore_page()))
        page.salvage_asked.connect(
            lambda: self._folder and self._show(pages.salvage_page(self._folder, page.key_file))
        )
        pages.open_with_words.connect(self._open_with_words)
        pages.create.connect(self._make)
        pages.new_key.connect(self._encrypt_anew)
        pages.restored.connect(self._go_to_restored)
        pages.back.connect(self._back)
        self.unlock_page.other_asked.connect(self._choose_other)

    @property
    def has_unsaved_sheet(self) -> bool:
        """True while a new case file's recovery sheet was neither printed nor saved."""
        return self._sheet is not None and self._sheet.is_waiting

    def show_folder(self, folder: Path | None) -> None:
        """Show the lock page of a case file, or the first step when none is known."""
        self._folder = folder
        self.unlock_page.show_folder(folder)
        self._show(self.unlock_page)

    def describe(self) -> None:
        """Look at the folder from outside and say what was found."""
        folder = self._folder
        if folder is not None:
            self._runner.run(lambda: (folder, self._door.describe(folder)), self._described)

    def lock(self) -> None:
        """Empty every page here and show the lock page; an unfinished new desk is closed."""
        self.opener.call_off()
        made, self._made = self._made, None
        if made is not None:
            self._runner.run(made.opened.desk.close)
        unsaved = self.has_unsaved_sheet
        self._wipe()
        self.show_folder(self._folder)
        self.describe()
        if unsaved:
            self.unlock_page.notices.add(_sheet_is_lost(self._catalog))

    def _show(self, page: LockedPage) -> None:
        self._alerts.stand_in(page.notices)
        self.setCurrentWidget(page)
        page.setFocus()

    def _described(self, described: tuple[Path, FolderState]) -> None:
        folder, state = described
        if folder != self._folder:
            return
        self.unlock_page.show_state(state)
        if state.trouble is not None:
            words = self._catalog.text(state.trouble)
            self.unlock_page.notices.add(Notice(words, tone="warning"))

    def _close_late(self, opening: Opening) -> None:
        """Close a desk that came after the lock."""
        self._runner.run(opening.opened.desk.close)
        if opening.secret is not None:
            self.unlock_page.notices.add(_sheet_is_lost(self._catalog))

    def _entered(self, opening: Opening) -> None:
        self._folder = opening.opened.folder
        self.unlock_page.wipe()
        self._wipe()
        self.opened.emit(opening.opened)

    def _unlock(self, secret: str) -> None:
        folder, door, key_file = self._folder, self._door, self.unlock_page.key_file
        if folder is not None:
            self.opener.begin(
                lambda: _look(door.open(folder, secret, key_file), folder),
                self._entered,
                self.unlock_page,
            )

    def _choose_other(self) -> None:
        folder = self._prompts.folder(self._catalog.say("Open a case file"))
        if folder is not None:
            self.show_folder(folder)
            self.describe()

    def _open_with_words(self, words: str, new_passphrase: str) -> None:
        folder, door = self._folder, self._door
        if folder is not None:
            self.opener.begin(
                lambda: _look(door.open_with_words(folder, words, new_passphrase), folder),
                self._entered,
                self._pages.words_page(),
            )

    def _make(self, folder: Path, setup: NewCaseFile) -> None:
        door = self._door

        def make() -> Opening:
            desk, secret = door.create(folder, setup)
            return _look(desk, folder, secret)

        self.opener.begin(make, self._show_sheet, self._pages.create_page())

    def _encrypt_anew(self, wish: NewKeyWish) -> None:
        folder, door = self._folder, self._door
        if folder is None:
            return
        known = folder
        whole = replace(wish, key_file=self.unlock_page.key_file)

        def encrypt() -> Opening:
            desk, secret = door.encrypt_with_new_key(known, whole)
            return _look(desk, known, secret)

        self.opener.begin(encrypt, self._show_sheet, self._pages.new_key_page())

    def _go_to_restored(self, folder: Path) -> None:
        self._pages.wipe()
        self.show_folder(folder)
        self.describe()

    def _show_sheet(self, opening: Opening) -> None:
        self._made, self._folder = opening, opening.opened.folder
        self._pages.wipe()
        if self._sheet is None:
            from vpo_desk.ui.unlock.sheet_page import SheetPage

            self._sheet = SheetPage(
                self._runner,
                self._prompts,
                self._catalog,
                self._alerts.report,
                print_sheet=self._print_sheet,
            )
            self._sheet.done.connect(self._go_on)
            self.addWidget(self._sheet)
        self._show(self._sheet)
        if opening.secret is not None:
            self._sheet.show_secret(opening.secret)

    def _wipe(self) -> None:
        self._pages.wipe()
        if self._sheet is not None:
            self._sheet.wipe()

    def _go_on(self) -> None:
        opening, self._made = self._made, None
        if opening is not None:
            self._entered(opening)

    def _back(self) -> None:
        self._pages.wipe()
        self._show(self.unlock_page)


def _sheet_is_lost(catalog: Catalog) -> Notice:
    return Notice(
        catalog.say("The recovery sheet of this case file was neither printed nor saved."),
        catalog.say(
            "If the passphrase is forgotten, nothing opens it. Make a new key and sheet soon."
        ),
        tone="danger",
    )


def _look(desk: OpenDesk, folder: Path, secret: RecoverySecret | None = None) -> Opening:
    from vpo_desk.ui.unlock.opening import look_at  # loaded on the worker, where this is called

    return look_at(desk, folder, secret)
