"""Sign-offs: typed statements that somebody agreed, never a signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SignOff:
    """A typed sign-off: who, in what role, when and how it was given. No signature is claimed."""

    name: str
    role: str = ""
    on: date | None = None
    how: str = ""
