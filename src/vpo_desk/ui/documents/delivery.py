"""Copies on their way to paper or to files: done beside the window, and safe against the lock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from vpo_desk.domain.disclosure import Outcome
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PreparedCopy
from vpo_desk.services.releases import Release
from vpo_desk.ui.documents.printers import PrinterSilentError

Deliver = Callable[[bytes, int], bool]
"""Takes a copy's bytes and its place from 0; False when it did not arrive. May raise VpoError;
PrinterSilentError says that nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a copy; `fault` says why it failed, where that is known.

    A copy that stays PREPARED may exist: the print system did not say.
    """

    copy_id: str
    outcome: Outcome
    pdf: bytes = b""
    fault: VpoError | None = None


class Delivery:
    """Carries prepared copies to where they go, one after the other, on a thread of its own.

    `call_off` may come from the window's thread at any time: from then on no copy begins its
    way, and it returns what the ledger has to be told, because nothing can be told after the lock.
    """

    def __init__(
        self,
        copies: tuple[PreparedCopy, ...],
        release: Release,
        deliver: Deliver,
        arrived: Outcome,
    ) -> None:
        self._copies = copies
        self._release = release
        self._deliver = deliver
        self._arrived = arrived
        self._guard = threading.Lock()
        self._called_off = False
        self._begun: set[str] = set()
        self._outcomes: dict[str, Outcome] = {}

    def carry_out(self) -> list[Delivered]:
        """Render and deliver every copy; return what became of each."""
        return [self._carry(copy, place) for place, copy in enumerate(self._copies)]

    def call_off(self) -> dict[str, Outcome]:
        """Begin no more copies; return each copy's outcome as far as it is known.

        A copy that is on its way at this moment counts as arrived: it is safer to look for paper
        that does not exist than not to look for paper that does.
        """
        with self._guard:
            self._called_off = True
            return {
                each.copy.id: self._outcomes.get(
                    each.copy.id,
                    self._arrived if each.copy.id in self._begun else Outcome.CANCELLED,
                )
                for each in self._copies
            }

    def _carry(self, copy: PreparedCopy, place: int) -> Delivered:
        done = self._attempt(copy, place)
        with self._guard:
            self._outcomes[done.copy_id] = done.outcome
        return done

    def _attempt(self, copy: PreparedCopy, place: int) -> Delivered:
        copy_id = copy.copy.id
        try:
            pdf = self._release.make(copy)
        except VpoError as fault:
            return Delivered(copy_id, Outcome.FAILED, fault=fault)
        with self._guard:
            if self._called_off:
                return Delivered(copy_id, Outcome.CANCELLED)
            self._begun.add(copy_id)
        try:
            arrived = self._deliver(pdf, place)
        except PrinterSilentError as fault:
            with self._guard:
                self._called_off = True  # what does not answer is sent nothing more
            return Delivered(copy_id, Outcome.PREPARED, fault=fault)
        except VpoError as fault:
            return Delivered(copy_id, Outcome.FAILED, fault=fault)
        return Delivered(copy_id, self._arrived if arrived else Outcome.FAILED, pdf)
