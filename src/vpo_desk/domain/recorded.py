"""What the case file knows about a value beside itself: its version and when it was entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recorded(Generic[T]):
    """A stored value, its version (from 1), its time of entry (UTC) and its audit sequence."""

    value: T
    version: int
    recorded_at: datetime
    sequence: int
