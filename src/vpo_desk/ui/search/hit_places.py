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
    ("attachment", say("Files")),
    ("relationship", say("Relationships")),
    ("request", say("Requests for a record")),
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
    "difference": "gaps",
    "role": "people",
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


_PAGES: Final = {
    "concern": "concern",
    "interview": "interview",
    "meeting": "meeting",
    "person": "person",
    "attachment": "attachment",
}
"""The page that shows a thing of its own kind."""

_PARENTS: Final = {
    "triage": "concern",
    "answer": "interview",
    "agenda_item": "meeting",
    "relationship": "person",
}
"""The page of what a thing belongs to."""

_LISTS: Final = {"resource": "resources", "request": "requests"}
"""The page with every thing of its kind."""


def place_of(hit: Hit) -> Place | None:
    """Return where a hit is opened; None where no page shows it."""
    if hit.kind in _PAGES:
        return Place(_PAGES[hit.kind], hit.id)
    if hit.kind in _PARENTS:
        return Place(_PARENTS[hit.kind], hit.parent_id, hit.part)
    if hit.kind in _LISTS:
        return Place(_LISTS[hit.kind])
    if hit.case_id:
        return Place("case", hit.case_id, _TABS.get(hit.kind, ""))
    return Place("tasks") if hit.kind == "task" else None
