"""Questions asked while somebody types: one at a time, and of those that wait only the newest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from vpo_desk.ui.page import Page
from vpo_desk.ui.tasks import Then

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

Ask = Callable[["Services"], Any]


class Latest:
    """Hands `then` the answer to the newest question; answers to earlier ones are dropped.

    Nothing waits for a pause in the typing: the first question goes at once, and while it is under
    way only the newest of the further ones is kept.
    """

    def __init__(self, page: Page, then: Then) -> None:
        self._page = page
        self._then = then
        self._turn = 0
        self._under_way = False
        self._waiting: Ask | None = None

    def ask(self, ask: Ask) -> None:
        """Ask the services, now or as soon as the question under way is answered."""
        self._turn += 1
        if self._under_way:
            self._waiting = ask
        else:
            self._send(ask)

    def forget(self) -> None:
        """Drop the question that waits, and the answer to the one under way."""
        self._turn += 1
        self._waiting = None

    def _send(self, ask: Ask) -> None:
        turn = self._turn
        self._under_way = True

        def land(answer: Any) -> None:
            if turn == self._turn:
                self._then(answer)

        self._page.query(ask, land)
        # Lands behind the question, whether that was answered or failed.
        self._page.query(lambda _services: None, self._through)

    def _through(self, _nothing: object) -> None:
        self._under_way = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._send(waiting)
