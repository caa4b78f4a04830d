"""Recovery by several holders: how many shares there are, and how many of them open the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

SHARE_WORDS: Final = 33
"""The words of one share of a 256-bit key (SLIP-39)."""

SHARES_FROM: Final = 30
"""So many words of four letters or more are meant as shares, not as the 24 recovery words."""

MOST_SHARES: Final = 16


@dataclass(frozen=True, slots=True)
class SharePlan:
    """A set of `count` shares, any `needed` of which open the case file.

    Raises ValueError unless 1 < needed <= count <= 16: one share alone would be a second recovery
    sheet, and SLIP-39 numbers no more than sixteen.
    """

    needed: int = 2
    count: int = 3

    def __post_init__(self) -> None:
        if not 1 < self.needed <= self.count <= MOST_SHARES:
            raise ValueError(str(self))

    def __str__(self) -> str:
        return f"{self.needed}-of-{self.count}"


@dataclass(frozen=True, slots=True)
class ProvenShares:
    """Shares that open a case file: their numbers on paper, how many are needed, and the key's name.

    Every share in `used` took part: more than `needed` were each proved with the others.
    """

    used: tuple[int, ...]
    needed: int
    fingerprint: str


def read_share_plan(text: str) -> SharePlan:
    """Return the plan that `2-of-3` names; ValueError for anything else."""
    found = re.fullmatch(r"([0-9]{1,2})-of-([0-9]{1,2})", text.strip().lower())
    if found is None:
        raise ValueError(text)
    return SharePlan(int(found[1]), int(found[2]))
