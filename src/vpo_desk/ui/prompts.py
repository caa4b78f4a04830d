"""Questions that must be answered before work goes on: one seam, which tests answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vpo_desk.words import Catalog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Prompts(Protocol):
    """Asks for a folder, a file name, or yes or no.

    Every method gives None or False when the person, or the lock, called it off; the caller then
    returns at once, because its page may be gone.
    """

    def folder(self, title: str) -> Path | None:
        """Return an existing folder."""
        ...

    def open_file(self, title: str, pattern: str) -> Path | None:
        """Return an existing file; `pattern` as for `save_file`."""
        ...

    def save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        """Return where to save; whoever writes refuses a name that is taken.

        `pattern` names the kind of file, such as `PDF (*.pdf)`.
        """
        ...

    def confirm(self, question: str, words: str, yes: str, no: str) -> bool:
        """Return True for yes; `yes` and `no` are the words of the buttons."""
        ...


class QtPrompts:
    """Prompts as dialogs over the window; none of them remembers a folder."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.window: QWidget | None = None

    def folder(self, title: str) -> Path | None:
        """Ask for an existing folder."""
        from vpo_desk.ui.dialogs import ask_folder

        return ask_folder(self.window, title)

    def open_file(self, title: str, pattern: str) -> Path | None:
        """Ask for an existing file."""
        from vpo_desk.ui.dialogs import ask_open_file

        return ask_open_file(self.window, title, pattern)

    def save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        """Ask where to save a file."""
        from vpo_desk.ui.dialogs import ask_save_file

        return ask_save_file(self.window, title, suggested, pattern)

    def confirm(self, question: str, words: str, yes: str, no: str) -> bool:
        """Ask a plain question; Esc means no."""
        from vpo_desk.ui.dialogs import ask_question

        title = self._catalog.say("VPO Desk")
        return ask_question(self.window, title, (question, words), (yes, no))
