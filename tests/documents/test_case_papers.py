"""The papers of a case's life keep every word, as pages and as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.contents import (
    chronology_line,
    chronology_of,
    closing_of,
    emergency_of,
    records_of,
)
from tests.documents.test_words import TEXT, joined

from vpo_desk.documents.content import CallLine, DocumentContent
from vpo_desk.documents.csv_table import BEGINS_FORMULA, csv_table, harmless
from vpo_desk.documents.pages import count_pages
from vpo_desk.words import Catalog

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@settings(max_examples=15, deadline=None, suppress_health_check=CHECKS)
@given(text=TEXT)
def test_each_paper_keeps_every_word(pdf_of: Pdf, poppler: Poppler, text: str) -> None:
    for content in (chronology_of(chronology_line(text)), records_of(text), closing_of(text)):
        assert joined(text) in joined(poppler("pdftotext", pdf_of(content), "-raw"))


def test_a_long_chronology_flows_from_its_first_page_on(pdf_of: Pdf, poppler: Poppler) -> None:
    lines = [chronology_line(f"entry{number}.") for number in range(500)]
    pdf = pdf_of(chronology_of(*lines))
    assert "entry0." in poppler("pdftotext", pdf, "-l", "1")
    words = poppler("pdftotext", pdf).split()
    assert [each for each in words if each.startswith("entry")] == [x.text for x in lines]


def test_a_date_prints_as_it_was_said(pdf_of: Pdf, poppler: Poppler) -> None:
    said = "about two weeks before graduation"
    page = poppler("pdftotext", pdf_of(chronology_of(chronology_line(when=said))))
    assert said in " ".join(page.split())


def test_what_is_held_out_is_counted_on_pages_and_in_rows(pdf_of: Pdf, poppler: Poppler) -> None:
    content = chronology_of(held_out=2)
    page = " ".join(poppler("pdftotext", pdf_of(content)).split())
    assert "2 entries are held out" in page
    assert "2 entries are held out" in rows_of(csv_table(content, Catalog()))[-1][5]
    assert "held out" not in poppler("pdftotext", pdf_of(chronology_of()))


def test_the_card_is_one_page_with_the_numbers_as_the_agency_wrote_them(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    calls = [CallLine(f"Team {number}", f"(555) 01{number:02d}-x7") for number in range(10)]
    pdf = pdf_of(emergency_of(*calls))
    assert count_pages(pdf) == 1
    page = poppler("pdftotext", pdf)
    assert all(each.phone in page for each in calls)
    assert "14:32" in page


@given(st.lists(ANY, min_size=1, max_size=8))
def test_rows_read_back_word_for_word_in_any_script(texts: list[str]) -> None:
    data = csv_table(chronology_of(*(chronology_line(text) for text in texts)), Catalog())
    read = [row[6] for row in rows_of(data)[1:]]
    for cell, text in zip(read, texts, strict=True):
        assert cell in {text, f"'{text}"}


@given(st.sampled_from(["", " ", "\u00a0"]), st.sampled_from(BEGINS_FORMULA), ANY)
def test_no_cell_can_be_taken_for_a_formula(space: str, first: str, rest: str) -> None:
    text = f"{space}{first}{rest}"
    assert harmless(text) == f"'{text}"


def test_rows_end_and_quote_as_rfc_4180_says() -> None:
    text = 'He said "Friday",\nthen left'
    data = csv_table(chronology_of(chronology_line(text)), Catalog()).decode("utf-8-sig")
    head, rest = data.split("\r\n", 1)
    assert head.startswith('"Date as said","First day"')
    assert '"He said ""Friday"",\nthen left"' in rest
    assert rest.endswith("\r\n")


def test_the_log_of_record_checks_is_rows_too() -> None:
    read = rows_of(csv_table(records_of("=HYPERLINK(1)"), Catalog()))
    assert read[0][1] == "Line"
    assert read[1][9] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("names", [True, False])
def test_a_chronology_says_when_it_leaves_sources_out(
    pdf_of: Pdf, poppler: Poppler, *, names: bool
) -> None:
    content = replace(chronology_of(), names_sources=names)
    assert ("is left out" in poppler("pdftotext", pdf_of(content))) is not names
