"""The pages that the desk consists of."""

from __future__ import annotations

from vpo_desk.ui.frame import DeskPlan


def desk_plan() -> DeskPlan:
    """Return the desk's pages; a page is imported here and nowhere else."""
    return DeskPlan(pages=())
