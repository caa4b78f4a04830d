"""Times two things in turn (A B A B …) and prints a line: ours, floor, ratio, spread."""

from __future__ import annotations

import json
import math
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True)
class Peer:
    """What another program took for the same job, in the row's unit; None where it is not there.

    `ours` is our own time in the same setting, where that is not the row's.
    """

    name: str
    taken: float | None
    ours: float | None = None
    note: str = ""

    def words(self, ours: float, unit: str) -> str:
        if self.taken is None:
            return f"{self.name}: {self.note}"
        mine = ours if self.ours is None else self.ours
        times = f"{self.taken:.0f} {unit}, ours {mine:.0f} {unit}: {self.taken / mine:.1f} times"
        return f"{self.name} {times}" + (f"; {self.note}" if self.note else "")


@dataclass(frozen=True)
class Row:
    """One line of the table; `ours` and `floor` are medians in `unit`, `p95` is of ours."""

    number: int
    name: str
    unit: str
    ours: float
    floor: float
    spread: float
    p95: float
    rounds: int
    peers: tuple[Peer, ...] = ()

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else 0.0

    def line(self, *, as_json: bool) -> str:
        if as_json:
            return json.dumps({**asdict(self), "ratio": round(self.ratio, 2)})
        return (
            f"{self.number:>2}  {self.name:<48} ours {self.ours:8.2f} {self.unit:<3}"
            f" floor {self.floor:8.2f}  ratio {self.ratio:5.2f}  spread {self.spread:6.2f}"
            f"  p95 {self.p95:7.2f}"
            f"  ({self.rounds} rounds)"
            + "".join(f"\n      {each.words(self.ours, self.unit)}" for each in self.peers)
        )


def compare(
    number: int, name: str, ours: Work, floor: Work, *, rounds: int, unit: str = "ms"
) -> Row:
    """Measure both in turn after one unmeasured round each."""
    ours()
    floor()
    mine: list[float] = []
    bare: list[float] = []
    for _ in range(rounds):
        mine.append(_seconds(ours) * 1000)
        bare.append(_seconds(floor) * 1000)
    return row_of(number, name, mine, bare, unit=unit)


def row_of(number: int, name: str, mine: list[float], bare: list[float], *, unit: str) -> Row:
    """Return the line of two series of measurements; the spread is the middle half of ours."""
    quarters = statistics.quantiles(mine, n=4) if len(mine) > 1 else [mine[0]] * 3
    return Row(
        number,
        name,
        unit,
        statistics.median(mine),
        statistics.median(bare),
        quarters[2] - quarters[0],
        sorted(mine)[max(0, math.ceil(len(mine) * 0.95) - 1)],
        len(mine),
    )


def installed(home: Path) -> dict[str, str]:
    """Return an environment with a home folder of its own, and modules compiled once only.

    Otherwise a machine told not to keep compiled modules measures the compiler at every start.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    return {**kept, **places, "PYTHONPYCACHEPREFIX": str(home / "compiled")}


def _seconds(work: Work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
