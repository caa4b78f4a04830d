"""Releasing paper in its three steps: the ledger first, then the bytes, then what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vpo_desk.documents.case_papers import ChronologyContent, RecordsLogContent
from vpo_desk.documents.content import DocumentContent
from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.pages import PageImage, count_pages, draw_page
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import Outcome
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import Documents, PreparedCopy
from vpo_desk.services.redactions import Edition, need_clean, need_clean_name
from vpo_desk.storage.atomic import write_file
from vpo_desk.words import Catalog, say

__all__ = [
    "DocumentContent",
    "PageImage",
    "Release",
    "count_pages",
    "draw_page",
    "need_free",
    "write_copy",
    "write_pdf",
]
"""The window reaches paper, and the pictures of its pages, through here."""


@dataclass(frozen=True, slots=True)
class Release:
    """Renders prepared copies and notes their outcome."""

    documents: Documents
    fonts: Fonts
    catalog: Catalog

    def render(self, content: DocumentContent) -> bytes:
        """Return a document's bytes; pure, on any thread."""
        from vpo_desk.documents.build import render

        return render(content, self.fonts, self.catalog)

    def render_html(self, content: DocumentContent) -> bytes:
        """Return a document as one page of HTML for who cannot read paper; pure, on any thread."""
        from vpo_desk.documents.build import render_html

        return render_html(content, self.fonts, self.catalog)

    def make(self, prepared: PreparedCopy) -> bytes:
        """Return a copy as the file it was prepared to be: pages or rows; pure, on any thread."""
        content = prepared.content
        if prepared.copy.table and isinstance(content, ChronologyContent | RecordsLogContent):
            from vpo_desk.documents.csv_table import csv_table

            made, pages = csv_table(content, self.catalog), False
        else:
            made, pages = self.render(content), True
        if prepared.edition:
            need_clean(made, prepared.edition, pages=pages)
        return made

    def make_html(self, prepared: PreparedCopy) -> bytes:
        """Return a copy as one page of HTML; a redacted one is proved as the pages are."""
        made = self.render_html(prepared.content)
        if prepared.edition:
            need_clean(made, prepared.edition, pages=False)
        return made

    def save(
        self, prepared: PreparedCopy, deliver: Callable[[bytes], None], *, html: bool = False
    ) -> Changes:
        """Make a copy, hand it to `deliver`, and note that it was saved or that it failed."""
        try:
            deliver(self.make_html(prepared) if html else self.make(prepared))
        except BaseException:
            self.documents.note_outcome(prepared.copy.id, Outcome.FAILED)
            raise
        return self.documents.note_outcome(prepared.copy.id, Outcome.SAVED)


def write_copy(path: Path, file: bytes, edition: Edition) -> None:
    """Write a copy as `write_pdf` does; VpoError when the file's name has a word that goes from it."""
    need_clean_name(path.name, edition)
    write_pdf(path, file)


def write_pdf(path: Path, pdf: bytes) -> None:
    """Write a document for its owner only, whole or not at all; never over another file.

    Raises VpoError when there is a file of that name, or the place cannot be written to.
    """
    need_free(path)
    try:
        write_file(path, pdf)
    except OSError:
        raise VpoError(
            say("The document could not be written to that place."),
            safe=say("No half file is left; the case file is safe."),
            todo=say("Check that the folder is there and has room, then do it again."),
        ) from None


def need_free(path: Path) -> None:
    """Raise VpoError when there is a file of that name already."""
    if path.exists():
        raise VpoError(
            say("There is a file of that name already."),
            safe=say("It was not touched."),
            todo=say("Choose another name or folder."),
        )
