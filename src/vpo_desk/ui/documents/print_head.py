"""How the print page is headed: the document, and how an older version of it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vpo_desk.services.documents import PaperWish
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words

if TYPE_CHECKING:
    from vpo_desk.documents.content import InForce


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
