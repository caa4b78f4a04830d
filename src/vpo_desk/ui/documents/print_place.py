"""The place where a document is printed: what its part wishes for, and how the page is headed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.services.documents import PaperWish
from vpo_desk.ui.page import Page
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words

if TYPE_CHECKING:
    from vpo_desk.documents.content import InForce


def wish_of(place: Place) -> PaperWish:
    """Return what a place wishes to print: `plan`, `plan:draft`, `plan:v1` or `interview:ID`.

    The place of a `packet` has the id of its meeting.
    """
    kind, _, which = place.part.partition(":")
    document = DocumentKind(kind or "plan")
    if document is DocumentKind.PACKET:
        return PaperWish("", document, meeting_id=place.id)
    if document is DocumentKind.INTERVIEW:
        return PaperWish(place.id, document, which)
    if which.startswith("v"):
        return PaperWish(place.id, document, version=int(which[1:]))
    return PaperWish(place.id, document, draft=which == "draft")


def part_of(wish: PaperWish) -> str:
    """Return the part of the place where a wish is printed."""
    part = wish.document.value
    if wish.interview_id:
        return f"{part}:{wish.interview_id}"
    if wish.version is not None:
        return f"{part}:v{wish.version}"
    return f"{part}:draft" if wish.draft else part


def show_head(page: Page, wish: PaperWish, still: Callable[[], bool]) -> None:
    """Head a print page with what is wished for; of a version, how it stands, while it is `still` shown."""
    words, version = wish.document.words, wish.version
    if version is None:
        title = page.say("Print: {document}", document=words)
        line = page.say(
            "Every copy is entered with its number, holder and purpose before it exists."
        )
        page.head.show_words(title, line)
        return
    title = page.say("Print: {document} version {version}", document=words, version=version)
    page.head.show_words(title)

    def told(instead: InForce | None) -> None:
        if still():
            page.head.show_words(title, _standing(page, instead))

    page.query(lambda services: services.documents.instead(wish), told)


def _standing(page: Page, instead: InForce | None) -> str:
    """Return how a version stands: in force, or superseded by another one."""
    if instead is None:
        return page.say("This version is in force.")
    return page.say(
        "Superseded by version {version} of {day}. Every page says so, and each copy is entered as"
        " the version it is.",
        version=instead.version,
        day=date_words(instead.since),
    )
