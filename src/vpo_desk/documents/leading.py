"""What leads to a table stays with its first rows; the rest of the table flows on."""

from __future__ import annotations

from typing import Any, cast

from reportlab.platypus import Flowable, KeepTogether

from vpo_desk.documents.structure import Grid


class Leading(KeepTogether):
    """A heading and what follows it; of a table that is too long here its first rows.

    Without this a table that fits a page, but not the rest of this one, takes its heading along
    to the next page: the first page of a plan with a dozen actions would have none of them.
    """

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """Return the parts as they are where they may be parted; called by ReportLab."""
        whole = cast("Any", super())
        content = cast("Any", self)._content  # noqa: SLF001 - what is kept has no other door
        *leads, last = cast("list[Flowable]", content)
        if leads and isinstance(last, Grid) and last.begins_in(aW, aH - _height(leads, aW)):
            return [*leads, last]
        return cast("list[Flowable]", whole.split(aW, aH))


def _height(leads: list[Flowable], width: float) -> float:
    found = 0.0
    for each in leads:
        found += each.wrap(width, 0xFFFFFF)[1] + each.getSpaceBefore() + each.getSpaceAfter()
    return found
