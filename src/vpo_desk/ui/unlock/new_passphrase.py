"""A new passphrase, typed twice, with its strength and what the policy says about it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from vpo_desk.ui.ports import DeskDoor, PassphraseAdvice
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.unlock.secret_field import SecretField
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import Catalog

_ADVICE_AFTER = 150


class NewPassphrase(QWidget):
    """A new passphrase typed twice, with its strength and what the policy says about it.

    `changed` comes when `is_ready` may have changed.
    """

    changed = Signal()

    def __init__(
        self, door: DeskDoor, runner: TaskRunner, catalog: Catalog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._runner = runner
        self._catalog = catalog
        self._context: tuple[str, ...] = ()
        self._judged = ""
        self._ok = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.first = SecretField(catalog.say("Passphrase"), catalog)
        self.second = SecretField(catalog.say("The same passphrase again"), catalog)
        self.suggest_button = LinkButton(catalog.say("Suggest a passphrase"), self._ask_suggestion)
        self.strength = QProgressBar()
        self.strength.setRange(0, 4)
        self.strength.setTextVisible(False)
        self.strength.setAccessibleName(catalog.say("Strength"))
        self.advice = QuietLabel("")
        self.advice.hide()
        self.difference = PlainLabel(catalog.say("The two differ."), size="table")
        self.difference.setProperty("trouble", "true")
        self.difference.hide()
        column.addWidget(self.first)
        column.addWidget(self.strength)
        column.addWidget(self.advice)
        column.addWidget(self.suggest_button)
        column.addWidget(self.second)
        column.addWidget(self.difference)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_ADVICE_AFTER)
        self._pause.timeout.connect(self._ask_advice)
        self.first.edited.connect(self._pause.start)
        self.first.edited.connect(self._compare)
        self.second.edited.connect(self._compare)
        self.second.field.editingFinished.connect(self._compare_whole)
        self.setFocusProxy(self.first)

    @property
    def is_ready(self) -> bool:
        """True when the policy accepts the passphrase and both are the same."""
        secret = self.first.secret()
        return bool(secret) and secret == self.second.secret() == self._judged and self._ok

    def set_context(self, words: tuple[str, ...]) -> None:
        """Name the words that make a passphrase easy to guess here."""
        self._context = words
        if self.first.secret():
            self._pause.start()

    def secret(self) -> str:
        """Return the passphrase."""
        return self.first.secret()

    def wipe(self) -> None:
        """Empty everything."""
        self._pause.stop()
        self.first.wipe()
        self.second.wipe()
        self._judged = ""
        self.strength.setValue(0)
        self.advice.hide()
        self.difference.hide()

    def _ask_advice(self) -> None:
        secret, context = self.first.secret(), self._context
        if not secret:
            self.strength.setValue(0)
            self.advice.hide()
            return
        self._runner.run(
            lambda: (secret, self._door.passphrase_advice(secret, context)),
            self._show_advice,
            owner=self,
        )

    def _show_advice(self, judged: tuple[str, PassphraseAdvice]) -> None:
        secret, advice = judged
        if secret != self.first.secret():
            return
        self._judged, self._ok = secret, advice.ok
        self.strength.setValue(advice.strength)
        words = " ".join(self._catalog.text(sentence) for sentence in advice.words)
        self.advice.setText(words)
        self.advice.setVisible(bool(words))
        self.strength.setAccessibleDescription(words)
        self.changed.emit()

    def _ask_suggestion(self) -> None:
        self._runner.run(self._door.suggest_passphrase, self._take_suggestion, owner=self)

    def _take_suggestion(self, secret: str) -> None:
        self.first.set_secret(secret, shown=True)
        self.second.wipe()
        self._ask_advice()
        self._compare()
        self.second.setFocus()

    def _compare(self) -> None:
        second = self.second.secret()
        self.difference.setVisible(bool(second) and not self.first.secret().startswith(second))
        self.changed.emit()

    def _compare_whole(self) -> None:
        second = self.second.secret()
        self.difference.setVisible(bool(second) and self.first.secret() != second)
