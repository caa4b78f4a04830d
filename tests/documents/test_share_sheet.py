"""The share sheet: every word reads back in its order, on one page, with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.documents.contents import share_of

from vpo_desk.bootstrap import share_sheets
from vpo_desk.documents.content import DocumentContent
from vpo_desk.documents.pages import count_pages
from vpo_desk.domain.agency import Agency, Paper
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.shares import SHARE_WORDS, SharePlan
from vpo_desk.storage.shares import key_of_shares

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
WAYS_TO_READ = ((), ("-layout",), ("-raw",))
LONGEST = "The Consolidated Police Department of the County and the City of Saint Bartholomew Falls"


def numbered_lines(page: str) -> list[str]:
    lines = [line.strip() for line in page.splitlines()]
    return [line for line in lines if re.fullmatch(r"\d+\. [a-z]+", line)]


@pytest.fixture(scope="module")
def sheets(moment: Moment) -> tuple[bytes, ...]:
    return share_sheets(
        bytes(range(32)),
        SharePlan(3, 5),
        agency=Agency(name="Harlow Falls Police Department", officer="R. Okafor"),
        file_name="Harlow Falls.vpodesk",
        made_at=moment,
        training=False,
    )


@pytest.fixture(scope="module")
def moment() -> Moment:
    return Moment(datetime(2026, 11, 23, 15, 42, tzinfo=UTC), "America/New_York")


@pytest.mark.parametrize("options", WAYS_TO_READ)
def test_every_word_reads_back_from_every_sheet(
    sheets: tuple[bytes, ...], poppler: Poppler, options: tuple[str, ...]
) -> None:
    read = [numbered_lines(poppler("pdftotext", pdf, *options)) for pdf in sheets]
    for lines in read:
        places = [int(line.split(".")[0]) for line in lines]
        assert places == list(range(1, SHARE_WORDS + 1))
    for chosen in ((0, 1, 2), (4, 2, 0)):
        typed = "\n\n".join("\n".join(read[each]) for each in chosen)
        assert key_of_shares(typed).key == bytes(range(32))


def test_a_sheet_says_which_share_it_is_and_what_to_do(
    sheets: tuple[bytes, ...], poppler: Poppler
) -> None:
    for number, pdf in enumerate(sheets, start=1):
        page = " ".join(poppler("pdftotext", pdf).split())
        for words in (
            f"Recovery share {number} of 5",
            f"{number} of 5",
            "any 3 of them",
            "Holder",
            "_" * 28,
            "23 November 2026",
            "Harlow Falls.vpodesk",
            "SECRET — ANY 3 OF 5 OPEN THE CASE FILE",
            "put this sheet alone into an envelope",
            "bring 3 sheets of one set together",
        ):
            assert words in page


def test_the_key_itself_is_on_no_share(sheets: tuple[bytes, ...], poppler: Poppler) -> None:
    for pdf in sheets:
        page = "".join(poppler("pdftotext", pdf).split())
        assert bytes(range(32)).hex() not in page
        assert not re.search(r"[0-9a-f]{32}", page)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("training", [True, False])
def test_a_sheet_is_one_page_whatever_the_names(pdf_of: Pdf, paper: Paper, training: bool) -> None:
    content = share_of(words=("breathe",) * SHARE_WORDS, paper=paper, training=training)
    assert count_pages(pdf_of(content)) == 1
    sheet = replace(content.sheet, agency=LONGEST)
    assert count_pages(pdf_of(replace(content, sheet=sheet, file_name=f"{LONGEST}.vpodesk"))) == 1


def test_no_word_is_in_a_representation() -> None:
    assert repr(share_of()) == "ShareSheetContent(K7Q2-9XMD, 2)"
