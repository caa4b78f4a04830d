"""Opening with the recovery words or with shares, which also sets a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpo_desk.domain.shares import SHARE_WORDS, SHARES_FROM
from vpo_desk.ui.ports import DeskDoor
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.unlock.centered import CenteredCard
from vpo_desk.ui.unlock.new_passphrase import NewPassphrase
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import NoticeArea
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel
from vpo_desk.words import Catalog, say, say_count

WORDS = 24


class WordsPage(CenteredCard):
    """Takes what is on paper, and a new passphrase.

    On paper are the 24 words of the recovery sheet, its 64 hex digits, or shares of several holders.
    """

    open_asked = Signal(str, str)
    back_asked = Signal()

    def __init__(
        self, door: DeskDoor, runner: TaskRunner, catalog: Catalog, parent: QWidget | None = None
    ) -> None:
        super().__init__(560, parent)
        self._catalog = catalog
        self.setAccessibleName(catalog.say("Use recovery words"))
        self.notices = NoticeArea()
        self.words = TextEditor(lines=4, most_lines=8)
        self.words.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.count = QuietLabel("")
        self.passphrase = NewPassphrase(door, runner, catalog)
        self.open_button = Button(
            catalog.say("Open and set the new passphrase"), self._open, kind="primary"
        )
        self._busy = False
        self._arrange()
        self.words.textChanged.connect(self._look)
        self.passphrase.changed.connect(self._look)
        self.setFocusProxy(self.words)
        self._look()

    def show_busy(self, *, busy: bool) -> None:
        """Say that the case file is being opened."""
        had, self._busy = self._busy, busy
        self._look()
        if had and not busy:
            self.open_button.setFocus()  # which lost the focus while it could not be pressed

    def wipe(self) -> None:
        """Empty the page."""
        self._busy = False
        self.words.set_words("")
        self.passphrase.wipe()
        self.notices.clear()
        self._look()

    def _arrange(self) -> None:
        column, say = self.column, self._catalog.say
        column.addWidget(Heading(say("Use recovery words")))
        column.addWidget(
            PlainLabel(
                say(
                    "Type the 24 words of the recovery sheet in their order. Four letters of each"
                    " are enough; numbers and line ends do not matter."
                )
            )
        )
        column.addWidget(
            PlainLabel(
                say(
                    "If the words are shared among holders, type one share after the other, with an"
                    " empty line between them, as many as the sheets say."
                )
            )
        )
        column.addWidget(self.notices)
        column.addWidget(LabeledField(say("Recovery words"), self.words))
        column.addWidget(self.count)
        column.addWidget(Heading(say("New passphrase"), size="card"))
        column.addWidget(
            QuietLabel(say("The present passphrase stops working. The recovery words stay valid."))
        )
        column.addWidget(self.passphrase)
        line = QHBoxLayout()
        line.addWidget(LinkButton(say("Back"), self.back_asked.emit))
        line.addStretch(1)
        line.addWidget(self.open_button)
        column.addLayout(line)

    def _look(self) -> None:
        typed = self.words.words().split()
        count = sum(1 for word in typed if any(letter.isalpha() for letter in word))
        is_hex = len("".join(typed)) == 64
        are_shares = sum(len(word) >= 4 for word in typed) >= SHARES_FROM
        told = say_count("{count} word of 24", "{count} words of 24", count)
        if are_shares:
            told = say("{count} words; a share has {wanted}", count=count, wanted=SHARE_WORDS)
        self.count.setText("" if is_hex or not typed else self._catalog.text(told))
        ready = (are_shares or count == WORDS or is_hex) and self.passphrase.is_ready
        self.open_button.setEnabled(ready and not self._busy)

    def _open(self) -> None:
        self.open_asked.emit(self.words.words(), self.passphrase.secret())
