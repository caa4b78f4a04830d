"""Closed word lists of the trade: each term has a stable value and a label a person reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from vpo_desk.words import Words, say


class Term(StrEnum):
    """A word from a closed list; the value is stored, the label is shown."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member that equals its stored value and carries its English label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @property
    def words(self) -> Words:
        """The label, ready for a catalog."""
        return say(self.label)

    @classmethod
    def values(cls) -> tuple[str, ...]:
        """Every stored value, in order."""
        return tuple(str(member.value) for member in cls)
