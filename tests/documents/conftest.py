"""What the document tests share: bundled typefaces, a sheet, and poppler to read pages back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from vpo_desk.documents.build import render
from vpo_desk.documents.content import DocumentContent, Sheet
from vpo_desk.documents.fonts import Fonts
from vpo_desk.domain.agency import Paper
from vpo_desk.resources import find_resources
from vpo_desk.words import Catalog, Words, say

Poppler = Callable[..., str]


def sheet_of(title: Words, **changes: Any) -> Sheet:
    sheet = Sheet(
        agency="Harlow Falls Police Department",
        marking="CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE",
        title=title,
        paper=Paper.LETTER,
        printed_at=datetime(2026, 11, 23, 11, 20, tzinfo=UTC),
        printed_by="R. Okafor",
        case_number="HF-2026-014",
        version=2,
    )
    return replace(sheet, **changes)


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts(find_resources())


@pytest.fixture(scope="session")
def pdf_of(fonts: Fonts) -> Callable[[DocumentContent], bytes]:
    return lambda content: render(content, fonts, Catalog())


@pytest.fixture(scope="session")
def poppler(tmp_path_factory: pytest.TempPathFactory) -> Poppler:
    """Run a poppler tool over a PDF's bytes and return what it prints."""
    folder = tmp_path_factory.mktemp("pdf")

    def run(tool: str, pdf: bytes, *options: str) -> str:
        path = Path(folder) / "document.pdf"
        path.write_bytes(pdf)
        out = ["-"] if tool == "pdftotext" else []
        done = subprocess.run(
            [tool, *options, str(path), *out], capture_output=True, check=True, text=True
        )
        return done.stdout

    return run


__all__ = ["say", "sheet_of"]
