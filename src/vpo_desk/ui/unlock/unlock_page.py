"""The lock page: a folder's own name, a passphrase, and nothing that names a person or a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.ui.unlock.centered import CenteredCard
from vpo_desk.ui.unlock.secret_field import SecretField
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Rule
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import NoticeArea
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel
from vpo_desk.words import Catalog, say_count

if TYPE_CHECKING:
    from vpo_desk.domain.moments import Clock
    from vpo_desk.ui.ports import FolderState
    from vpo_desk.ui.prompts import Prompts


class UnlockPage(CenteredCard):
    """Asks for the passphrase of a case file, or for the first step when none is known."""

    unlock_asked = Signal(str)
    words_asked = Signal()
    other_asked = Signal()
    create_asked = Signal()
    new_key_asked = Signal()
    restore_asked = Signal()
    salvage_asked = Signal()

    def __init__(self, catalog: Catalog, clock: Clock, prompts: Prompts) -> None:
        super().__init__(440)
        self._prompts = prompts
        self.key_file: Path | None = None
        self._catalog = catalog
        self._clock = clock
        self._busy = False
        self.setAccessibleName(catalog.say("Unlock"))
        self.notices = NoticeArea()
        self.file_name = QuietLabel("")
        self.agency_notice = PlainLabel("", size="table")
        self.agency_notice.hide()
        self.passphrase = SecretField(catalog.say("Passphrase"), catalog)
        self.key_file_button = LinkButton("", self._choose_key_file)
        self.key_file_button.hide()
        self.unlock_button = Button(catalog.say("Unlock"), self._unlock, kind="primary")
        self.words_button = LinkButton(catalog.say("Use recovery words"), self.words_asked.emit)
        self.last = QuietLabel("")
        self.other_button = LinkButton(catalog.say("Open another case file"), self.other_asked.emit)
        self.create_button = LinkButton(catalog.say("Create new"), self.create_asked.emit)
        self.restore_button = LinkButton(catalog.say("Restore a backup"), self.restore_asked.emit)
        self.new_key_button = LinkButton(catalog.say("Make a new key"), self.new_key_asked.emit)
        self.salvage_button = LinkButton(
            catalog.say("Save a damaged file"), self.salvage_asked.emit
        )
        self._known = QWidget()
        self._arrange()
        self.passphrase.entered.connect(self._unlock)
        self.setFocusProxy(self.passphrase)
        self.show_folder(None)

    def show_folder(self, folder: Path | None) -> None:
        """Show which case file this would unlock; nothing is known of it yet."""
        self.wipe()
        self.last.hide()
        self.agency_notice.hide()
        self.key_file_button.hide()
        self.show_key_file(None)
        self.new_key_button.setVisible(folder is not None)
        self.salvage_button.setVisible(folder is not None)
        self._known.setVisible(folder is not None)
        self.passphrase.setVisible(folder is not None)
        if folder is None:
            self.file_name.setText(
                self._catalog.say(
                    "No case file is known on this computer yet. Create one, or open one that was"
                    " made elsewhere."
                )
            )
            self.setFocusProxy(self.create_button)
        else:
            self.file_name.setText(folder.name)
            self.setFocusProxy(self.passphrase)

    def show_state(self, state: FolderState) -> None:
        """Say when it was last unlocked, and how often somebody failed since."""
        from vpo_desk.ui.times import moment_words  # not needed for the first paint

        self.agency_notice.setText(state.notice)
        self.agency_notice.setVisible(bool(state.notice))
        self.key_file_button.setVisible(state.wants_key_file)
        words: list[str] = []
        now = self._clock.now()
        if state.last_unlocked is not None:
            when = moment_words(state.last_unlocked, now)
            words.append(self._catalog.say("Last unlocked {when}.", when=when))
        if state.failures:
            failed = say_count(
                "{count} failed attempt since then, {when}.",
                "{count} failed attempts since then, the last {when}.",
                len(state.failures),
                when=moment_words(state.failures[-1], now),
            )
            words.append(self._catalog.text(failed))
        self.last.setText(" ".join(words))
        self.last.setVisible(bool(words))

    def show_key_file(self, path: Path | None) -> None:
        """Say which key file is used; its folder stays unsaid."""
        self.key_file = path
        words = self._catalog.say("Choose the key file…")
        if path is not None:
            words = self._catalog.say("Key file: {name}", name=path.name)
        self.key_file_button.setText(words)

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being opened and take no second passphrase, or let one be typed anew."""
        had = self._busy
        self._busy = busy
        self.unlock_button.setEnabled(not busy)
        self.passphrase.field.setReadOnly(busy)
        words = self._catalog.say("Unlocking…") if busy else self._catalog.say("Unlock")
        self.unlock_button.setText(words)
        if had and not busy:
            self.passphrase.field.selectAll()
            self.passphrase.setFocus()

    def wipe(self) -> None:
        """Empty the page."""
        self.show_busy(busy=False)
        self.passphrase.wipe()
        self.notices.clear()

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(Heading(self._catalog.say("VPO Desk"), wrap=False))
        column.setSpacing(4)
        column.addWidget(self.file_name)
        column.addSpacing(4)
        column.addWidget(self.notices)
        column.addSpacing(8)
        column.addWidget(self.agency_notice)
        column.addWidget(self.passphrase)
        column.addWidget(self.key_file_button)
        column.addSpacing(8)
        step = QHBoxLayout(self._known)
        step.setContentsMargins(0, 0, 0, 0)
        step.setSpacing(24)
        step.addWidget(self.unlock_button, 1)
        step.addWidget(self.words_button)
        column.addWidget(self._known)
        column.addSpacing(8)
        column.addWidget(self.last)
        column.addSpacing(10)
        column.addWidget(Rule())
        column.addSpacing(10)
        others = FlowLayout(gap=36)
        others.addWidget(self.other_button)
        others.addWidget(self.create_button)
        others.addWidget(self.restore_button)
        others.addWidget(self.new_key_button)
        others.addWidget(self.salvage_button)
        column.addLayout(others)

    def _choose_key_file(self) -> None:
        pattern = self._catalog.say("Key files (*.vpokey)")
        path = self._prompts.open_file(self._catalog.say("Choose the key file"), pattern)
        if path is not None:
            self.show_key_file(path)

    def _unlock(self) -> None:
        secret = self.passphrase.secret()
        if secret and not self._busy:
            self.unlock_asked.emit(secret)
