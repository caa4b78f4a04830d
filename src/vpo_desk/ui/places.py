"""Where one can be in the window: a page, and the ids of what it shows; never a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services
    from vpo_desk.ui.page import Page, PageGround

NAVIGATION: Final[tuple[tuple[str, Words], ...]] = (
    ("today", say("Today")),
    ("concerns", say("Concerns")),
    ("cases", say("Cases")),
    ("people", say("People")),
    ("meetings", say("Meetings")),
    ("resources", say("Resources")),
    ("statistics", say("Statistics")),
    ("case_file", say("Case file")),
)
"""The places at the left, in order; Alt and its number, from 1, goes to each that has a page."""

NEW_CONCERN: Final = "new_concern"
"""The page that the button and Ctrl+N open."""

HALF_TYPED: Final = "new-concern"
"""Under this name a new concern that is not taken in yet is journaled."""

SEARCH: Final = "search"
"""The page that the field at the top and Ctrl+K open."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it shows: `id` is the object's id, `part` a tab, a question or a section."""

    page: str
    id: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page that the window can show.

    `name` is the one that places use; `under` the navigation item that is marked meanwhile (its
    own one if empty), or what says that of a place. `make` is called at the first visit; `count`, asked on the worker after
    each change, is the number beside the navigation item (0 is not shown). `shows` is the kind of
    object whose id its place has; that it was seen is entered in the audit chain.
    """

    name: str
    make: Callable[[PageGround], Page]
    under: str | Callable[[Place], str] = ""
    count: Callable[[Services], int] | None = None
    shows: str = ""

    def section(self, place: Place) -> str:
        """Return the navigation item that is marked while a place of this page is shown."""
        under = self.under if isinstance(self.under, str) else self.under(place)
        return under or self.name


class Trail:
    """The places that were visited, for going back; ids only, and forgotten at the lock."""

    _LONGEST: Final = 50

    def __init__(self) -> None:
        self._places: list[Place] = []

    @property
    def here(self) -> Place | None:
        """The place that is shown."""
        return self._places[-1] if self._places else None

    def go(self, place: Place) -> None:
        """Note that a place is shown now; the same place twice counts once."""
        if place != self.here:
            self._places.append(place)
            del self._places[: -self._LONGEST]

    def turn(self, place: Place) -> None:
        """Note that the place shown now is another part of the same thing: no step to go back."""
        if self._places:
            self._places[-1] = place

    def back(self) -> Place | None:
        """Take the last step back and return where that leads; None at the beginning."""
        if len(self._places) < 2:
            return None
        self._places.pop()
        return self._places[-1]
