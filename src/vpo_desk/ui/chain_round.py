"""Looks through the whole audit chain after the desk has opened, a slice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from vpo_desk.ui.session import CaseFileSession
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.upkeep import ChainWalk

AFTER: Final = 1200
"""Milliseconds after the unlock: the first page comes first."""

PAUSE: Final = 20
"""Milliseconds between two slices, so that the officer's work is never slowed down by it."""


class ChainRound(QObject):
    """Recomputes the chain; `told(Words)` says how it stands, and `words` the last that was said."""

    told = Signal(object)

    def __init__(self, session: CaseFileSession) -> None:
        super().__init__(session)
        self._session: Final = session
        self.words: Words = say("audit chain not looked through yet")
        self.holds: bool | None = None

    def start(self) -> None:
        """Begin in a moment."""
        QTimer.singleShot(AFTER, self, self._begin)

    def _begin(self) -> None:
        self._session.query(lambda services: services.upkeep.chain_walk(), self._go_on)

    def _go_on(self, walk: ChainWalk) -> None:
        def look() -> bool | None:
            return walk.check().holds if walk.step() else None

        def looked(holds: bool | None) -> None:
            if holds is not None:
                self._tell(holds=holds)
            else:
                QTimer.singleShot(PAUSE, self, lambda: self._go_on(walk))

        # The check reads the case file too, so it belongs to the same thread as the step.
        self._session.query(lambda _services: look(), looked, owner=self)

    def _tell(self, *, holds: bool) -> None:
        self.holds = holds
        self.words = say("Audit chain intact")
        if not holds:
            self.words = say("AUDIT CHAIN BROKEN: verify this case file")
        self.told.emit(self.words)
