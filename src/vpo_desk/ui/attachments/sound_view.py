"""A recording: played from memory, with its length and where it is."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.errors import VpoError
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.text import Heading, QuietLabel
from vpo_desk.words import Catalog, say_count

if TYPE_CHECKING:
    from vpo_desk.ui.attachments.sound import Player

JUMP: Final = 10.0
"""Seconds that the arrow keys go back and on."""
LOOK: Final = 250
"""Milliseconds between two looks at where it is."""


class SoundView(QWidget):
    """Plays a recording; Space plays and pauses, the arrows go back and on."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._catalog = catalog
        self._player: Player | None = None
        say = catalog.say
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("The recording; Space plays and pauses"))
        column = QVBoxLayout(self)
        column.setSpacing(8)
        self.notices = NoticeArea()
        column.addWidget(self.notices)
        self.time = Heading("", size="card")
        column.addWidget(self.time)
        self.told = QuietLabel("")
        column.addWidget(self.told)
        buttons = QWidget()
        row = FlowLayout(buttons)
        self.play_button = Button(say("Play"), self.play_or_pause, kind="primary", tip="Space")
        row.addWidget(self.play_button)
        row.addWidget(Button(say("Back 10 seconds"), lambda: self.jump(-JUMP), tip="←"))
        row.addWidget(Button(say("On 10 seconds"), lambda: self.jump(JUMP), tip="→"))
        row.addWidget(Button(say("From the beginning"), lambda: self.jump(-1e9), tip="Home"))
        column.addWidget(buttons)
        column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._show)
        self._position = 0.0

    def show_player(self, player: Player) -> None:
        """Serve a recording; nothing plays by itself."""
        self.forget()
        self._player = player
        facts = player.facts
        self.told.setText(
            self._catalog.text(
                say_count(
                    "{count} channel, {hertz} samples a second",
                    "{count} channels, {hertz} samples a second",
                    facts.channels,
                    hertz=facts.hertz,
                )
            )
        )
        self._show()

    def forget(self) -> None:
        """Be silent, and keep nothing."""
        self._timer.stop()
        if self._player is not None:
            self._player.close()
        self._player = None
        self._position = 0.0
        self.notices.clear()
        self.time.clear()
        self.told.clear()

    def play_or_pause(self) -> None:
        """Play from where it is, or be silent."""
        player = self._player
        if player is None:
            return
        if player.is_playing:
            self._position = player.position
            player.stop()
        else:
            ended = self._position >= player.facts.seconds
            self._play(0.0 if ended else self._position)
        self._show()

    def jump(self, seconds: float) -> None:
        """Go back or on; what plays goes on playing from there."""
        player = self._player
        if player is None:
            return
        here = player.position if player.is_playing else self._position
        self._position = max(0.0, min(player.facts.seconds, here + seconds))
        if player.is_playing:
            self._play(self._position)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a player; called by Qt."""
        jumps = {Qt.Key.Key_Left: -JUMP, Qt.Key.Key_Right: JUMP, Qt.Key.Key_Home: -1e9}
        if event.key() == Qt.Key.Key_Space:
            self.play_or_pause()
        elif event.key() in jumps:
            self.jump(jumps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _play(self, position: float) -> None:
        player = self._player
        if player is None:
            return
        self.notices.clear()
        try:
            player.play(position)
        except VpoError as fault:
            self.notices.add(Notice(fault.text(self._catalog), tone="warning"))
            return
        self._timer.start()

    def _show(self) -> None:
        player = self._player
        if player is None:
            return
        if player.is_playing:
            self._position = player.position
        elif self._timer.isActive():  # it came to its end
            self._timer.stop()
            self._position = player.position
        words = "{here} / {all}"
        self.time.setText(
            words.format(here=_clock(self._position), all=_clock(player.facts.seconds))
        )
        say = self._catalog.say
        self.play_button.setText(say("Pause") if player.is_playing else say("Play"))


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
