"""Row 11: five hundred plans one after the other, and the memory of the process that makes them."""

from __future__ import annotations

import subprocess
import sys

from tests.bench.measure import Row, row_of

PLANS, FIRST = 500, 50
_CODE = f"""
import resource, sys
from dataclasses import replace
from tests.bench.paper import six_pages
from vpo_desk.documents.build import render
from vpo_desk.documents.fonts import Fonts
from vpo_desk.resources import find_resources
from vpo_desk.words import Catalog
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
fonts, catalog, content = Fonts(find_resources()), Catalog(), six_pages()
fonts.register()
idle = peak()
for number in range({PLANS}):
    render(replace(content), fonts, catalog)
    if number + 1 == {FIRST}:
        early = peak()
print(peak() - idle, early - idle)
"""


def row_11(rounds: int) -> Row:
    """Make the plans in a process of its own: its peak over idle, and (floor) that of the first fifty.

    Linux counts in KB what is asked for here. A ratio of 1 says that the other 450 took nothing more.
    """
    mine: list[float] = []
    early: list[float] = []
    for _ in range(max(1, rounds // 15)):
        done = subprocess.run(
            [sys.executable, "-c", _CODE], capture_output=True, text=True, check=True
        )
        late, soon = done.stdout.split()[-2:]
        mine.append(float(late))
        early.append(float(soon))
    name = f"peak over idle, {PLANS} plans (floor: the first {FIRST})"
    return row_of(11, name, mine, early, unit="MB")
