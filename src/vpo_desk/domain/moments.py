"""Points in time: stored in UTC, shown in the zone in which they were said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time and the zone it was said in.

    `utc` is an aware datetime in UTC; `zone` is an IANA name or a fixed offset such as `-05:00`.
    """

    utc: datetime
    zone: str = "UTC"

    @property
    def local(self) -> datetime:
        """The same point as a clock in its own zone showed it."""
        return self.utc.astimezone(zone_of(self.zone))

    @property
    def day(self) -> date:
        """The calendar day in its own zone."""
        return self.local.date()


class Clock(Protocol):
    """Tells the time; handed to services so that they have no hidden input."""

    def now(self) -> Moment:
        """Return this moment in the desk's zone."""
        ...


class SystemClock:
    """The machine's clock in the machine's zone."""

    def __init__(self, zone: str) -> None:
        self._zone = zone

    def now(self) -> Moment:
        """Return this moment, to the hundredth of a second (CJIS 6.0 AU-8)."""
        now = datetime.now(UTC)
        return Moment(now.replace(microsecond=now.microsecond // 10_000 * 10_000), self._zone)


def zone_of(name: str) -> tzinfo:
    """Return the zone of an IANA name or a fixed offset; KeyError when there is none such."""
    if name == "UTC":
        return UTC
    if name[:1] in {"+", "-"}:
        hours, _, minutes = name[1:].partition(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(offset if name[0] == "+" else -offset)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as fault:  # ZoneInfoNotFoundError is a KeyError already
        raise KeyError(name) from fault


def centiseconds(moment: datetime) -> str:
    """Return a UTC time as `2026-11-23T16:42:07.31Z` (CJIS 6.0 AU-8 asks for hundredths)."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 10_000:02d}Z"


def from_centiseconds(text: str) -> datetime:
    """Read back what `centiseconds` wrote; ValueError for anything else."""
    marks = (text[4:5], text[10:11], text[19:20], text[22:])
    if marks != ("-", "T", ".", "Z") or text[5] == "W":  # other forms of ISO 8601
        raise ValueError(len(text))
    return datetime.fromisoformat(text)
