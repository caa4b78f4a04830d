"""The emergency card on paper from a page: to the printer, or to a file where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from vpo_desk.domain.moments import Moment
from vpo_desk.ui.case_file.slips import save_slip
from vpo_desk.ui.documents.printers import PaperPrinter
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from vpo_desk.documents.content import DocumentContent
    from vpo_desk.domain.changes import Changes
    from vpo_desk.services.catalog import Services


def print_card(page: Page, shown_at: Moment) -> None:
    """Print the card with the time it was first shown; without a printer ask where to save it."""
    printer = PaperPrinter()

    def prepare(services: Services) -> tuple[DocumentContent, Changes]:
        return services.emergency.prepare(shown_at)

    def entered(services: Services) -> tuple[Callable[[], bytes], Changes]:
        content, changes = prepare(services)
        return partial(services.paper.render, content), changes

    def send(render: Callable[[], bytes]) -> None:
        page.ground.runner.render(lambda: printer.print_pdf(render()), told, owner=page)

    def told(taken: object) -> None:
        page.notices.clear()
        if taken:
            page.notices.add(
                Notice(page.say("The card is on its way to the printer."), tone="good")
            )
        else:
            words = page.say("The printer did not take the card. Call from the screen.")
            page.notices.add(Notice(words, tone="danger"))

    def found(has_printer: object) -> None:
        if has_printer:
            page.command(entered, send)
        else:
            save_slip(page, prepare, page.say("Emergency card.pdf"))

    page.ground.runner.render(printer.has_printer, found, owner=page)
