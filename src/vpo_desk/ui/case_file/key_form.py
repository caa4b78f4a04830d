"""One change of who can open the case file: the secrets it needs, typed and forgotten again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.errors import VpoError
from vpo_desk.ui.page import Page
from vpo_desk.ui.unlock.new_passphrase import NewPassphrase
from vpo_desk.ui.unlock.secret_field import SecretField
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import go_to
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import Heading, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.domain.changes import Changes
    from vpo_desk.services.catalog import Services


class KeyForm(QWidget):
    """Asks for what one change needs; `done(words)` tells that it was made."""

    def __init__(self, page: Page, done: Callable[[str], None]) -> None:
        super().__init__()
        self._page = page
        self._done = done
        self._mode = ""
        self._wants_key_file = False
        ground, say = page.ground, page.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self._heading = Heading("", size="card")
        self._words = QuietLabel("")
        self._present = SecretField(say("Present passphrase"), ground.catalog)
        self._new = NewPassphrase(ground.door, ground.runner, ground.catalog)
        self.notices = NoticeArea()
        self._button = Button("", self._act, kind="primary")
        buttons = QWidget()
        row = FlowLayout(buttons, gap=12, line_gap=8)
        row.addWidget(self._button)
        row.addWidget(LinkButton(say("Leave it"), self._close))
        for widget in (self._heading, self._words, self._present, self._new, self.notices, buttons):
            column.addWidget(widget)
        self._present.edited.connect(self._look)
        self._new.changed.connect(self._look)

    def begin(self, mode: str, *, wants_key_file: bool) -> None:
        """Begin with `passphrase`, `supervisor`, `key_file` or `no_key_file`."""
        self._mode, self._wants_key_file = mode, wants_key_file
        self.wipe()
        heading, words, button = self._texts(mode)
        self._heading.setText(heading)
        self._words.setText(words)
        self._button.setText(button)
        self._present.setVisible(mode != "supervisor")
        self._new.setVisible(mode in ("passphrase", "supervisor"))
        self.show()
        first = self._new.first if mode == "supervisor" else self._present
        go_to(self, first.field)
        self._look()

    def wipe(self) -> None:
        """Forget what is typed."""
        self._present.wipe()
        self._new.wipe()
        self.notices.clear()

    def _texts(self, mode: str) -> tuple[str, str, str]:
        say = self._page.say
        if mode == "passphrase":
            return (
                say("Change the passphrase"),
                say("The recovery sheet stays good. Older backups open with the old passphrase."),
                say("Change it"),
            )
        if mode == "supervisor":
            return (
                say("Supervisor's passphrase"),
                say("The supervisor types it. It opens everything, and each opening is logged."),
                say("Set it"),
            )
        if mode == "key_file":
            return (
                say("Use a key file"),
                say(
                    "The passphrase will open the case file only together with a small file on a"
                    " stick. Keep a copy of that file in the safe. The recovery sheet opens without"
                    " it."
                ),
                say("Save the key file and use it…"),
            )
        return (
            say("Stop using the key file"),
            say("The passphrase alone opens the case file then."),
            say("Choose the key file and stop using it…"),
        )

    def _look(self) -> None:
        present = bool(self._present.secret()) or self._mode == "supervisor"
        new = self._new.is_ready or self._mode not in ("passphrase", "supervisor")
        self._button.setEnabled(present and new)

    def _act(self) -> None:
        present, new, say = self._present.secret(), self._new.secret(), self._page.say
        self.notices.clear()
        if self._mode == "supervisor":
            told = say("The supervisor's passphrase opens the case file now.")
            self._send(lambda services: services.custody.set_supervisor(new), told)
        elif self._mode == "key_file":
            self._use_key_file(present)
        elif self._mode == "no_key_file":
            told = say("The passphrase alone opens the case file now.")
            self._with_key_file(
                lambda services, path: services.custody.stop_key_file(present, path), told
            )
        else:
            told = say("The passphrase is changed.")
            if self._wants_key_file:
                self._with_key_file(
                    lambda services, path: services.custody.change_passphrase(present, new, path),
                    told,
                )
            else:
                self._send(lambda services: services.custody.change_passphrase(present, new), told)

    def _use_key_file(self, present: str) -> None:
        say = self._page.say
        path = self._page.ground.prompts.save_file(
            say("Save the key file"), say("VPO Desk.vpokey"), say("Key files (*.vpokey)")
        )
        if path is None:
            return
        told = say("The key file is wanted at every unlock from now on.")
        self._send(lambda services: services.custody.use_key_file(present, path), told)

    def _with_key_file(self, act: Callable[[Services, Path], Changes], told: str) -> None:
        say = self._page.say
        path: Path | None = self._page.ground.prompts.open_file(
            say("Choose the key file"), say("Key files (*.vpokey)")
        )
        if path is not None:
            chosen = path
            self._send(lambda services: act(services, chosen), told)

    def _send(self, act: Callable[[Services], Changes], told: str) -> None:
        self._button.setEnabled(False)

        def done(_nothing: object) -> None:
            self._close()
            self._done(told)

        self._page.command(act, done, self._failed)

    def _failed(self, fault: Exception) -> None:
        self._look()
        if not isinstance(fault, VpoError):
            raise fault
        self.notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))

    def _close(self) -> None:
        self.wipe()
        self.hide()
