"""Prints the benchmark table: `python3 start.py bench [--rows 3,10] [--rounds N] [--json]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator

from tests.bench.custody import row_12, row_13
from tests.bench.finding import row_7, row_8, row_9
from tests.bench.growing import row_15
from tests.bench.locking import row_16
from tests.bench.many import row_11
from tests.bench.measure import Row
from tests.bench.paper import row_10
from tests.bench.saving import row_3
from tests.bench.starting import row_1
from tests.bench.timeline import row_6
from tests.bench.window import row_2, row_4, row_5, row_14

ROWS: dict[int, Callable[[int], Row | tuple[Row, ...] | Iterator[Row]]] = {
    1: row_1,
    2: row_2,
    3: row_3,
    4: row_4,
    5: row_5,
    6: row_6,
    7: row_7,
    8: row_8,
    9: row_9,
    10: row_10,
    11: row_11,
    12: row_12,
    13: row_13,
    14: row_14,
    15: row_15,
    16: row_16,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--rows", default=",".join(str(number) for number in ROWS))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if sys.platform == "linux" and "DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for number in (int(each) for each in options.rows.split(",")):
        measured = ROWS[number](options.rounds)
        for row in (measured,) if isinstance(measured, Row) else measured:
            sys.stdout.write(row.line(as_json=options.json) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
