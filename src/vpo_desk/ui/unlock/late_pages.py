"""The pages behind the lock page, each made when it is asked for the first time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from vpo_desk.ui.ports import DeskDoor
    from vpo_desk.ui.prompts import Prompts
    from vpo_desk.ui.tasks import TaskRunner
    from vpo_desk.ui.unlock.create_page import CreatePage
    from vpo_desk.ui.unlock.new_key_page import NewKeyPage
    from vpo_desk.ui.unlock.restore_page import RestorePage
    from vpo_desk.ui.unlock.salvage_page import SalvagePage
    from vpo_desk.ui.unlock.words_page import WordsPage
    from vpo_desk.words import Catalog


class LatePages(QObject):
    """Makes the pages of a stack, and passes on what is asked for on them."""

    open_with_words = Signal(str, str)
    create = Signal(object, object)
    new_key = Signal(object)
    restored = Signal(object)
    back = Signal()

    def __init__(
        self,
        stack: QStackedWidget,
        door: DeskDoor,
        runner: TaskRunner,
        prompts: Prompts,
        catalog: Catalog,
        *,
        parent_folder: Path,
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._door, self._runner, self._prompts = door, runner, prompts
        self._catalog = catalog
        self._parent_folder = parent_folder
        self._words: WordsPage | None = None
        self._create: CreatePage | None = None
        self._new_key: NewKeyPage | None = None
        self._restore: RestorePage | None = None
        self._salvage: SalvagePage | None = None

    def words_page(self) -> WordsPage:
        """Return the page for recovery words and shares."""
        if self._words is None:
            from vpo_desk.ui.unlock.words_page import WordsPage

            self._words = WordsPage(self._door, self._runner, self._catalog)
            self._words.open_asked.connect(self.open_with_words)
            self._words.back_asked.connect(self.back)
            self._stack.addWidget(self._words)
        return self._words

    def create_page(self) -> CreatePage:
        """Return the page for a new case file."""
        if self._create is None:
            from vpo_desk.ui.unlock.create_page import CreatePage

            self._create = CreatePage(
                self._door,
                self._runner,
                self._prompts,
                self._catalog,
                parent_folder=self._parent_folder,
            )
            self._create.create_asked.connect(self.create)
            self._create.back_asked.connect(self.back)
            self._stack.addWidget(self._create)
        return self._create

    def new_key_page(self) -> NewKeyPage:
        """Return the page for a new key."""
        if self._new_key is None:
            from vpo_desk.ui.unlock.new_key_page import NewKeyPage

            self._new_key = NewKeyPage(self._door, self._runner, self._catalog)
            self._new_key.new_key_asked.connect(self.new_key)
            self._new_key.back_asked.connect(self.back)
            self._stack.addWidget(self._new_key)
        return self._new_key

    def restore_page(self) -> RestorePage:
        """Return the page for restoring a backup."""
        if self._restore is None:
            from vpo_desk.ui.unlock.restore_page import RestorePage

            self._restore = RestorePage(
                self._door,
                self._runner,
                self._prompts,
                self._catalog,
                parent_folder=self._parent_folder,
            )
            self._restore.restored.connect(self.restored)
            self._restore.back_asked.connect(self.back)
            self._stack.addWidget(self._restore)
        return self._restore

    def salvage_page(self, folder: Path, key_file: Path | None) -> SalvagePage:
        """Return the page for saving what can be read of a case file."""
        if self._salvage is None:
            from vpo_desk.ui.unlock.salvage_page import SalvagePage

            self._salvage = SalvagePage(self._door, self._runner, self._prompts, self._catalog)
            self._salvage.saved.connect(self.restored)
            self._salvage.back_asked.connect(self.back)
            self._stack.addWidget(self._salvage)
        self._salvage.show_folder(folder, key_file)
        return self._salvage

    def wipe(self) -> None:
        """Empty every page that was made."""
        made = (self._words, self._create, self._new_key, self._restore, self._salvage)
        for page in made:
            if page is not None:
                page.wipe()
