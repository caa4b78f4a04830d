"""What opens a backup or a damaged file: its passphrase, or what is on paper when nobody knows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.ui.unlock.secret_field import SecretField
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.words import Catalog

if TYPE_CHECKING:
    from vpo_desk.ui.prompts import Prompts

TYPED: Final = "typed"
PAPER: Final = "paper"


class KeyEntry(QWidget):
    """A passphrase with its key file where one is used, or recovery words and shares.

    The officer chooses which. `key_file` is the one that goes with the passphrase, if any.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, catalog: Catalog, prompts: Prompts, *, passphrase: str) -> None:
        super().__init__()
        say = catalog.say
        self._catalog, self._prompts = catalog, prompts
        self.key_file: Path | None = None
        self.key_file_button = LinkButton("", self._choose_key_file)
        self.way = SegmentedChoice(
            (Option(TYPED, say("Passphrase")), Option(PAPER, say("Recovery words or shares"))),
            value=TYPED,
        )
        self.secret = SecretField(passphrase, catalog)
        self.paper = TextEditor(lines=4, most_lines=8)
        self.paper.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._paper_field = LabeledField(
            say("What is on paper"),
            self.paper,
            tip=say("Four letters of a word are enough; an empty line between shares."),
            tip_shown=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(LabeledField(say("Open it with"), self.way))
        column.addWidget(self.secret)
        column.addWidget(self.key_file_button)
        column.addWidget(self._paper_field)
        self.way.chosen.connect(self.begin)
        self.secret.edited.connect(self.edited)
        self.secret.entered.connect(self.entered)
        self.paper.textChanged.connect(self.edited)
        self.use_key_file(None)
        self._show_way()

    @property
    def on_paper(self) -> bool:
        """True when what is typed is on paper, not a passphrase."""
        return self.way.value() == PAPER

    def typed(self) -> str:
        """Return what is typed; empty when it is only blanks."""
        words = self.paper.words() if self.on_paper else self.secret.secret()
        return words if words.strip() else ""

    def wipe(self) -> None:
        """Forget what is typed."""
        self.use_key_file(None)
        self.secret.wipe()
        self.paper.set_words("")

    def use_key_file(self, path: Path | None) -> None:
        """Take a key file, or none, along with the passphrase; its folder stays unsaid."""
        self.key_file = path
        words = self._catalog.say("Choose the key file, if one is used…")
        if path is not None:
            words = self._catalog.say("Key file: {name}", name=path.name)
        self.key_file_button.setText(words)

    def begin(self) -> None:
        """Put the keyboard into the field that is chosen."""
        self._show_way()
        (self.paper if self.on_paper else self.secret.field).setFocus()
        self.edited.emit()

    def _show_way(self) -> None:
        self.secret.setVisible(not self.on_paper)
        self.key_file_button.setVisible(not self.on_paper)
        self._paper_field.setVisible(self.on_paper)

    def _choose_key_file(self) -> None:
        pattern = self._catalog.say("Key files (*.vpokey)")
        path = self._prompts.open_file(self._catalog.say("Choose the key file"), pattern)
        if path is not None:
            self.use_key_file(path)
            self.edited.emit()
