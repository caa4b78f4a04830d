"""What a use case touched, so that a view knows whether to look again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds and ids of the objects that were written, in order."""

    touched: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.touched + other.touched)

    def __bool__(self) -> bool:
        return bool(self.touched)

    def kinds(self) -> frozenset[str]:
        """The kinds of object that were written."""
        return frozenset(kind for kind, _ in self.touched)

    def touches(self, *names: str) -> bool:
        """True when one of these kinds or ids was written."""
        return any(kind in names or id_ in names for kind, id_ in self.touched)
