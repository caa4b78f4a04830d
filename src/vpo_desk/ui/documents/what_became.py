"""What a page says of copies: why none was printed, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from vpo_desk.domain.disclosure import Outcome
from vpo_desk.ui.documents.delivery import Delivered
from vpo_desk.ui.documents.printers import PrinterState
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.words import say_count


def say_no_printer(page: Page, state: object) -> None:
    """Say why nothing was sent to a printer, and that nothing was entered."""
    what = page.say("No default printer is set up on this computer.")
    todo = page.say("Nothing was entered. Save the PDF instead, or make a printer the default one.")
    if state is PrinterState.STOPPED:
        what = page.say("The printer is stopped.")
        todo = page.say(
            "Nothing was entered. Start it in the system's printer settings, or save the PDF."
        )
    page.notices.clear()
    page.notices.add(Notice(what, todo, tone="warning"))


def say_what_became(page: Page, copies: Sequence[Delivered], arrived: Outcome) -> None:
    """Say how many copies arrived, and of the others what the ledger says."""
    became = [each.outcome for each in copies]
    done, failed = became.count(arrived), became.count(Outcome.FAILED)
    unknown, unsent = became.count(Outcome.PREPARED), became.count(Outcome.CANCELLED)
    saved = arrived is Outcome.SAVED
    what = page.say("saved") if saved else page.say("sent to the printer")
    words = page.text(say_count("{count} copy {what}.", "{count} copies {what}.", done, what=what))
    if failed:
        words += page.say(" {count} failed; the ledger says so.", count=failed)
    if unknown:
        words += page.say(" {count} may come out or not: “Prepared”.", count=unknown)
    if unsent:
        words += page.say(" {count} not sent.", count=unsent)
    page.notices.clear()
    page.notices.add(Notice(words, tone="good" if done == len(copies) else "warning"))
    faults = [each.fault for each in copies if each.fault is not None]
    if faults:
        page.notices.add(Notice("", faults[0].text(page.ground.catalog), tone="danger"))
