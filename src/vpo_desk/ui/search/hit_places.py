"""Where a search hit is opened, and what its kind is called in the list."""

from __future__ import annotations

from typing import Final

from vpo_desk.services.search import Hit
from vpo_desk.ui.places import Place
from vpo_desk.words import Words, say

KINDS: Final = (
    ("person", say("People")),
    ("concern", say("Concerns")),
    ("triage", say("Decisions")),
    ("case", say("Cases")),
    ("answer", say("Answers")),
    ("interview", say("Interviews")),
    ("note", say("Notes")),
    ("event", say("Events")),
    ("record", say("Record checks")),
    ("task", say("Tasks")),
    ("order", say("Orders")),
    ("assessment", say("Assessments")),
    ("plan", say("Plans")),
    ("review", say("Reviews")),
    ("closing", say("Closings")),
    ("transfer", say("Transfers")),
    ("own_number", say("Own numbers")),
    ("root", say("Roots")),
    ("difference", say("Differences")),
    ("role", say("Roles")),
    ("referral", say("Referrals")),
    ("meeting", say("Meetings")),
    ("agenda_item", say("Agenda items")),
    ("resource", say("Resources")),
)
"""The kinds that can be searched for, as the list and its filter call them."""

_NAMES: Final = dict(KINDS)
_TABS: Final = {
    "note": "timeline",
    "event": "timeline",
    "record": "records",
    "task": "dates",
    "order": "dates",
    "assessment": "assessment",
    "root": "gaps",
    "difference": "assessment",
    "referral": "plan",
    "plan": "plan",
    "review": "life",
    "closing": "life",
    "transfer": "life",
}
"""The tab of a case on which each kind stands; the others stand on the first one."""


def kind_name(kind: str) -> Words:
    """Return what the things of a kind are called."""
    return _NAMES[kind]


def place_of(hit: Hit) -> Place | None:
    """Return where a hit is opened; None where no page shows it."""
    if hit.kind == "concern":
        return Place("concern", hit.id)
    if hit.kind == "triage":
        return Place("concern", hit.parent_id)
    if hit.kind == "interview":
        return Place("interview", hit.id)
    if hit.kind == "answer":
        return Place("interview", hit.parent_id, hit.part)
    if hit.kind == "meeting":
        return Place("meeting", hit.id)
    if hit.kind == "agenda_item":
        return Place("meeting", hit.parent_id)
    if hit.kind == "resource":
        return Place("resources")
    if hit.case_id:
        return Place("case", hit.case_id, _TABS.get(hit.kind, ""))
    if hit.kind == "person" and hit.parent_id:
        return Place("concern", hit.parent_id)
    return Place("tasks") if hit.kind == "task" else None
