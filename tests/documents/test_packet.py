"""The packet on paper: one document, its parts on pages of their own, every word as it was said."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader
from tests.documents.contents import packet_of, packet_summary, report_of
from tests.documents.test_words import TEXT, joined

from vpo_desk.documents.content import CopyMark, DocumentContent
from vpo_desk.documents.packet import RULES
from vpo_desk.documents.packet_content import PacketSeat

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
HARD = 'Say "<b>now</b>" &amp; أهلا 和平 😀 {name} %s'


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def bookmarks_of(pdf: bytes) -> list[tuple[int, str, int]]:
    """Return depth, title and page of each bookmark."""
    reader = PdfReader(io.BytesIO(pdf))

    def walk(items: Any, depth: int) -> list[tuple[int, str, int]]:
        found: list[tuple[int, str, int]] = []
        for each in items:
            if isinstance(each, list):
                found += walk(each, depth + 1)
            else:
                page = reader.get_destination_page_number(each)
                assert page is not None
                found.append((depth, str(each.title), page))
        return found

    return walk(reader.outline, 0)


def test_every_part_and_every_case_begins_on_a_page_of_its_own(pdf_of: Pdf) -> None:
    pdf = pdf_of(packet_of(packet_summary(14), packet_summary(15), packet_summary(16)))
    parts = [(title, page) for depth, title, page in bookmarks_of(pdf) if depth == 1]
    titles = [
        "Open from earlier meetings",
        "Agenda",
        "Sign-in and confidentiality",
        "Case HF-2026-014 · M.R.",
        "Case HF-2026-015 · M.R.",
        "Case HF-2026-016 · M.R.",
        "Action log",
        "Minutes",
    ]
    assert [title for title, _ in parts] == titles
    begun = [page for _, page in parts]
    assert begun[:2] == [0, 0]
    assert begun[1:] == sorted(set(begun[1:]))
    for title, page in parts[2:]:
        lines = pages_of(pdf)[page].splitlines()
        place = next(n for n, line in enumerate(lines) if title in line)
        # Above a part's heading there is nothing but the frame of the page.
        assert not any("M.R." in line or "Signature" in line for line in lines[1:place])


def test_the_pages_are_counted_across_the_whole_packet(pdf_of: Pdf) -> None:
    content = packet_of()
    mark = CopyMark(2, 5, "L. Ames, County crisis team (signed agreement)")
    sheet = replace(content.sheet, copy=mark, code="170-9JAE-HG7C-Q")
    pages = pages_of(pdf_of(replace(content, sheet=sheet)))
    assert len(pages) >= 6
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "COPY 2 OF 5" in page
        assert "for L. Ames, County crisis team (signed agreement)" in page
        assert "Code 170-9JAE-HG7C-Q" in page
        assert "CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE" in page


def test_a_reader_by_ear_hears_headings_lists_and_tables(pdf_of: Pdf, poppler: Poppler) -> None:
    told = re.sub(r"T[DH][^\n]*\n", "T\n", poppler("pdfinfo", pdf_of(packet_of()), "-struct-text"))
    place = 0
    for part in (
        'H1 (block)\n    "Meeting packet, meeting 3"',
        'H2 (block)\n    "Open from earlier meetings"\n  Table (block)',
        'H2 (block)\n    "Agenda"\n  Table (block)',
        'H2 (block)\n    "Sign-in and confidentiality"',
        'LI (block)\n      Lbl (block)\n        "•',
        '"May hear it because"',
        'H2 (block)\n    "Case HF-2026-014 · M.R."',
        'H3 (block)\n    "What drives"',
        'H2 (block)\n    "Case HF-2026-015 · M.R."',
        'H2 (block)\n    "Action log"\n  Table (block)',
        'H2 (block)\n    "Minutes"',
        'H3 (block)\n    "Case HF-2026-014 · M.R."',
    ):
        place = told.find(part, place)
        assert place >= 0, part


def test_the_sign_in_sheet_has_the_rules_the_names_and_room_to_sign(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    content = packet_of()
    seat = PacketSeat("L. Ames", "County crisis team", "Clinician", "signed agreement")
    page = poppler("pdftotext", pdf_of(replace(content, seats=(seat,))), "-f", "2", "-l", "2")
    flat = " ".join(page.split())
    for rule in RULES:
        assert str(rule) in flat
    for words in ("L. Ames", "Clinician", "signed agreement", "Signature", "Time in", "Time out"):
        assert words in flat


def test_what_is_overdue_says_so_in_words(pdf_of: Pdf) -> None:
    first = pages_of(pdf_of(packet_of()))[0]
    assert "OVERDUE" in first
    assert first.index("OVERDUE") < first.index("Asked of the meeting")
    assert "10 min" in first


def test_closed_minutes_have_no_room_to_write_and_open_ones_do(pdf_of: Pdf) -> None:
    closed = "\n".join(pages_of(pdf_of(packet_of(closed=True))))
    opened = "\n".join(pages_of(pdf_of(packet_of())))
    for words in ("New actions", "Decided: what, by whom"):
        assert words in opened
        assert words not in closed
    for words in ("Information asked for", "What would you watch?", "Mutual aid"):
        assert words in opened
        assert words in closed
    nothing = replace(packet_of(closed=True), requests=())
    assert "Information asked for" not in "\n".join(pages_of(pdf_of(nothing)))
    assert "These minutes are closed" in closed
    assert "Advocate: too late" in closed
    assert "Advocate: too late" in opened


def test_a_long_summary_flows_on_and_the_next_case_still_begins_a_page(pdf_of: Pdf) -> None:
    words = " ".join(f"w{number}" for number in range(3000))
    pdf = pdf_of(packet_of(packet_summary(14, words), packet_summary(15)))
    begun = {title: page for _, title, page in reversed(bookmarks_of(pdf))}
    first, second = (begun[f"Case HF-2026-{number:03d} · M.R."] for number in (14, 15))
    assert second - first >= 2
    text = " ".join("\n".join(pages_of(pdf)).split())
    assert "w0 w1 w2" in text
    assert "w2999" in text


@pytest.mark.parametrize("closed", [False, True])
def test_words_of_any_script_and_what_looks_like_markup_stay(
    pdf_of: Pdf, poppler: Poppler, closed: bool
) -> None:
    pdf = pdf_of(packet_of(text=f"{HARD}\nsecond line", closed=closed))
    text = poppler("pdftotext", pdf, "-raw")
    flat = joined(text)
    assert flat.count(joined('Say "<b>now</b>" &amp;')) == 6
    assert flat.count(joined("‹grinning face› {name} %s")) == 6
    assert flat.count("secondline") == 6
    assert flat.count("和平") == 6


@settings(max_examples=10, deadline=None, suppress_health_check=CHECKS)
@given(text=TEXT)
def test_every_word_of_the_minutes_is_on_the_page(pdf_of: Pdf, poppler: Poppler, text: str) -> None:
    page = joined(poppler("pdftotext", pdf_of(packet_of(text=text, closed=True)), "-raw"))
    assert page.count(joined(text)) >= 2  # asked and said flow over the whole width


def test_many_actions_flow_over_pages_and_keep_their_header(pdf_of: Pdf) -> None:
    pdf = pdf_of(packet_of(actions=120))
    text = "\n".join(pages_of(pdf))
    assert all(f"Step {number}" in text for number in range(1, 121))
    begun = {title: page for depth, title, page in bookmarks_of(pdf) if depth == 1}
    assert begun["Minutes"] - begun["Action log"] >= 3


def test_a_report_of_its_own_keeps_its_headings_of_the_second_rank(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    told = poppler("pdfinfo", pdf_of(report_of(dense=True)), "-struct-text")
    assert "H2 (block)" in told
    assert "H3 (block)" not in told
