"""The clock of a played scenario: the machine's, or in a training file the scenario's own."""

from __future__ import annotations

from datetime import UTC, datetime

from vpo_desk.domain.moments import Clock, Moment, zone_of
from vpo_desk.errors import VpoError
from vpo_desk.words import say


class PlayClock:
    """Tells the machine's time until it is set; only a training file's player ever sets it."""

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._set: Moment | None = None

    def now(self) -> Moment:
        """Return the moment of the step being played, or the machine's."""
        return self._set or self._machine.now()

    def set(self, moment: Moment) -> None:
        """Stand still at a moment of the scenario."""
        self._set = moment


def moment_of(said: datetime, zone: str) -> Moment:
    """Return the moment a scenario's date-time means; without an offset it is in `zone`.

    In the hour that clocks repeat the first is meant; an hour they skip raises VpoError.
    """
    if said.tzinfo is not None:
        offset = said.strftime("%z")
        name = "UTC" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}"
        return Moment(said.astimezone(UTC), name)
    local = said.replace(tzinfo=zone_of(zone), fold=0)
    utc = local.astimezone(UTC)
    if utc.astimezone(zone_of(zone)).replace(tzinfo=None) != said:
        raise VpoError(say("{time} does not exist in {zone}", time=said.isoformat(), zone=zone))
    return Moment(utc, zone)
