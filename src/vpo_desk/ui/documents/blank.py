"""Blank forms on their way to paper: they hold nothing of a case, so no copy is entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vpo_desk.errors import VpoError
from vpo_desk.services.releases import Release, write_pdf
from vpo_desk.ui.documents.printers import PaperPrinter, PrinterState
from vpo_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from vpo_desk.documents.content import FormContent
    from vpo_desk.services.catalog import Services
    from vpo_desk.ui.page import Page

Fill = Callable[["Services"], "FormContent"]
"""Fills a form, on the worker."""


class BlankForms:
    """Prints and saves the blank forms of one page; what became of them is told there."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._printer = PaperPrinter()

    def print(self, fill: Fill) -> None:
        """Send a form to the printer; without one, say what to do instead."""
        page, printer = self._page, self._printer

        def work(release: Release, content: FormContent) -> str:
            state = printer.state()
            if state is not PrinterState.READY:
                return state.value
            return "sent" if printer.print_pdf(release.render(content)) else "refused"

        def told(became: object) -> None:
            words = {
                "none": page.say(
                    "No default printer is set up on this computer. Save the PDF instead."
                ),
                "stopped": page.say(
                    "The printer is stopped. Start it in the system's settings, or save the PDF."
                ),
                "refused": page.say("The print system did not take the form. Look at the printer."),
                "sent": page.say("The form was sent to the printer."),
            }[str(became)]
            self._tell(words, "good" if became == "sent" else "warning")

        self._filled(fill, work, told)

    def save(self, fill: Fill, suggested: str) -> None:
        """Save a form as a PDF; never over another file."""
        page = self._page
        target = page.ground.prompts.save_file(
            page.say("Save the form"), suggested, page.say("PDF (*.pdf)")
        )
        if target is None:
            return

        def work(release: Release, content: FormContent) -> str:
            write_pdf(target, release.render(content))
            return "saved"

        self._filled(fill, work, lambda _done: self._tell(page.say("The form was saved."), "good"))

    def _filled(
        self,
        fill: Fill,
        work: Callable[[Release, FormContent], str],
        then: Callable[[object], None],
    ) -> None:
        page = self._page

        def render(found: tuple[Release, FormContent]) -> None:
            page.ground.runner.render(lambda: work(*found), then, self._failed, page)

        page.query(lambda services: (services.paper, fill(services)), render)

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        self._tell(fault.text(self._page.ground.catalog), "danger")

    def _tell(self, words: str, tone: str) -> None:
        self._page.notices.clear()
        self._page.notices.add(Notice(words, tone=tone))
        self._page.show_top()
