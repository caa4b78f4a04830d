"""Saving a slip about the case file: entered in the chain first, rendered beside, told on the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from vpo_desk.errors import VpoError
from vpo_desk.services.releases import write_pdf
from vpo_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from vpo_desk.documents.content import DocumentContent
    from vpo_desk.domain.changes import Changes
    from vpo_desk.services.catalog import Services
    from vpo_desk.ui.page import Page

Prepare = Callable[["Services"], "tuple[DocumentContent, Changes]"]


def save_slip(page: Page, prepare: Prepare, suggested: str) -> None:
    """Ask where to, prepare the slip on the worker, and write it as a PDF; never over a file."""
    target = page.ground.prompts.save_file(
        page.say("Save as PDF"), suggested, page.say("PDF (*.pdf)")
    )
    if target is None:
        return

    def entered(services: Services) -> tuple[Callable[[], bytes], Changes]:
        content, changes = prepare(services)
        return partial(services.paper.render, content), changes

    def write(render: Callable[[], bytes]) -> None:
        page.ground.runner.render(lambda: write_pdf(target, render()), saved, failed, page)

    def saved(_nothing: object) -> None:
        words = page.say("Saved. The file is not encrypted: print it, then delete it.")
        page.notices.clear()
        page.notices.add(Notice(words, tone="good"))

    def failed(fault: Exception) -> None:
        if not isinstance(fault, VpoError):
            raise fault
        page.notices.clear()
        page.notices.add(Notice(fault.text(page.ground.catalog), tone="danger"))

    page.command(entered, write, failed)
