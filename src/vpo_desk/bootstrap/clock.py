"""The machine's clock and zone."""

from __future__ import annotations

from tzlocal import get_localzone_name

from vpo_desk.domain.moments import SystemClock, zone_of


def machine_zone() -> str:
    """Return the machine's time zone by its IANA name, or UTC where it has none we know."""
    try:
        name = get_localzone_name()
        zone_of(name)
    except (LookupError, ValueError, OSError):
        return "UTC"
    return name


def system_clock() -> SystemClock:
    """Return the machine's clock in the machine's zone."""
    return SystemClock(machine_zone())
