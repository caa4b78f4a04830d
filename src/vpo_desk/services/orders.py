"""Orders with dates, times in custody, and the agency's own numbers for a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.order import Order, OrderKind
from vpo_desk.domain.own_number import NumberKind, OwnNumber
from vpo_desk.services.ground import OF_OPEN_CASE, Ground, refuse, working_case
from vpo_desk.storage.nouns import CASE, ORDER, OWN_NUMBER
from vpo_desk.words import say

WARNED_BEFORE: Final = timedelta(days=30)
"""So long before its last day an order is shown as running out."""


@dataclass(frozen=True, slots=True)
class OrderWords:
    """An order as it is entered."""

    kind: OrderKind
    since: date | None = None
    until: date | None = None
    number: str = ""
    issued_by: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order that runs out, with its case."""

    order: Order
    case: Case


class Orders:
    """Keeps orders, custody dates and numbers."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of_case(self, case_id: str) -> tuple[Order, ...]:
        """Return the orders of a case: standing ones first, by their last day."""
        order = "h.stands DESC, h.until IS NULL, h.until, h.rowid"
        return self._ground.history.values(ORDER, "h.case_id = ?", (case_id,), order=order)

    def running_out(self, today: date, limit: int = 20) -> tuple[OrderLine, ...]:
        """Return standing orders of open cases that end within 30 days, or ended unnoted.

        A release from custody is told of closed cases too: custody is a pause, not a close.
        """
        return self.ending(today + WARNED_BEFORE, limit)

    def ending(self, until: date, limit: int) -> tuple[OrderLine, ...]:
        """Return what `running_out` does, of a last day until that day, soonest first."""
        found = self._ground.history.select(
            ORDER,
            f"h.stands = 1 AND h.until <= ? AND (h.kind = ? OR {OF_OPEN_CASE})",
            (until.isoformat(), OrderKind.CUSTODY),
            order="h.until, h.rowid",
            limit=limit,
        )
        return tuple(
            OrderLine(each.value, self._ground.history.get(CASE, each.value.case_id))
            for each in found
        )

    def add(self, case_id: str, words: OrderWords) -> tuple[Order, Changes]:
        """Enter an order; VpoError when it ends before it begins."""
        _need_days(words)
        ground = self._ground
        with ground.transaction():
            working_case(ground, case_id)
            order = Order(
                ground.ids.new("order"),
                case_id,
                words.kind,
                ground.clock.now(),
                words.since,
                words.until,
                words.number,
                words.issued_by,
                words.terms,
            )
            ground.history.append(ORDER, order.id, order)
        return order, Changes((("order", order.id), ("case", case_id)))

    def correct(self, order_id: str, words: OrderWords) -> tuple[Order, Changes]:
        """Enter an order anew, such as one that was extended; the version before stays."""
        _need_days(words)
        known = self._get(order_id)
        return self._keep(
            replace(
                known,
                kind=words.kind,
                since=words.since,
                until=words.until,
                number=words.number,
                issued_by=words.issued_by,
                terms=words.terms,
            )
        )

    def end(self, order_id: str, why: str) -> tuple[Order, Changes]:
        """Note that an order no longer stands, and why; a time in custody also in a closed case."""
        if not why.strip():
            raise refuse(say("Say why the order no longer stands."))
        order = replace(self._get(order_id), ended=why)
        return self._keep(order, in_ended=order.kind is OrderKind.CUSTODY)

    def numbers(self, case_id: str) -> tuple[OwnNumber, ...]:
        """Return the agency's own numbers for a case."""
        return self._ground.history.values(
            OWN_NUMBER, "h.case_id = ? AND h.removed = 0", (case_id,)
        )

    def add_number(self, case_id: str, kind: NumberKind, number: str) -> tuple[OwnNumber, Changes]:
        """Enter a number; VpoError when it is empty or there already."""
        number = number.strip()
        if not number:
            raise refuse(say("Write the number."))
        known = self.numbers(case_id)
        if any((each.kind, each.number) == (kind, number) for each in known):
            raise refuse(say("This number is entered already."))
        ground = self._ground
        with ground.transaction():
            working_case(ground, case_id)
            own = OwnNumber(ground.ids.new("number"), case_id, kind, number)
            ground.history.append(OWN_NUMBER, own.id, own)
        return own, Changes((("own_number", own.id), ("case", case_id)))

    def remove_number(self, number_id: str) -> Changes:
        """Take a number off the case; that it stood there stays in the history."""
        found = self._ground.history.find(OWN_NUMBER, number_id)
        if found is None:
            raise refuse(say("There is no such number in this case file."))
        own = found.value
        with self._ground.transaction():
            self._ground.history.append(OWN_NUMBER, own.id, replace(own, removed=True))
        return Changes((("own_number", own.id), ("case", own.case_id)))

    def _get(self, order_id: str) -> Order:
        found = self._ground.history.find(ORDER, order_id)
        if found is None:
            raise refuse(say("There is no such order in this case file."))
        return found.value

    def _keep(self, order: Order, *, in_ended: bool = False) -> tuple[Order, Changes]:
        with self._ground.transaction():
            if not in_ended:
                working_case(self._ground, order.case_id)
            self._ground.history.append(ORDER, order.id, order)
        return order, Changes((("order", order.id), ("case", order.case_id)))


def _need_days(words: OrderWords) -> None:
    if words.since and words.until and words.until < words.since:
        raise refuse(say("The order would end before it begins."))
