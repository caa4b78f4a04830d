"""The square (QR) beside the code: readable from any usual scan, apart from all words, never a tag."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from tests.documents.contents import EVERY, form_of, interview_of, plan_of, report_of
from tests.documents.tree import read

from vpo_desk.documents.content import CopyMark, DocumentContent, InForce
from vpo_desk.documents.pages import count_pages
from vpo_desk.documents.paper_head import PaperHead
from vpo_desk.documents.scans import Scan, ScannedPage
from vpo_desk.domain.agency import Paper
from vpo_desk.domain.audit import AuditEntry, page_code

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]


def code_of(sequence: int, digits: str) -> str:
    rest = ("", "", "", "", "", "", "", "")
    return page_code(AuditEntry(sequence, *rest, hash=digits.ljust(64, "0")))


SHORT, LONG = code_of(170, "4cd2e83d8c"), code_of(10423451, "f31e24fb4d")
ODD = code_of(104, "0000000021")  # its check character is in none of the square's dense alphabets


def copy_of(code: str = LONG, actions: int = 40, **sheet: Any) -> DocumentContent:
    return plan_of("He named a day. " * 200, actions, code=code, copy=CopyMark(3, 6, "A"), **sheet)


def drawn(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()


def jpeg(picture: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return target.getvalue()


def squares(picture: Image.Image) -> list[Any]:
    return list(zxingcpp.read_barcodes(picture))


@pytest.fixture(scope="module")
def printed(pdf_of: Pdf) -> dict[str, bytes]:
    return {code: pdf_of(copy_of(code)) for code in (SHORT, LONG)}


@pytest.mark.parametrize("code", [SHORT, LONG])
@pytest.mark.parametrize("dpi", [100, 150, 200])
@pytest.mark.parametrize("turned", [0, 90, 180, 2, -2])
def test_it_is_read_from_a_gray_scan_that_is_turned_and_compressed(
    printed: dict[str, bytes], code: str, dpi: int, turned: int
) -> None:
    page = drawn(printed[code], dpi).rotate(
        turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    assert Scan(jpeg(page, 50)).look(0) == ScannedPage((code,), 0)


def test_it_holds_the_code_alone_in_black_and_is_large_enough(printed: dict[str, bytes]) -> None:
    for code, pdf in printed.items():
        dpi = 600
        page = drawn(pdf, dpi)
        (square,) = squares(page)
        assert square.text == f"VPO:{code}"
        corners = square.position
        inches = abs(corners.top_right.x - corners.top_left.x) / dpi
        assert inches * 25.4 > 11, "the dark part; the quiet zone comes on top"
        left, top = corners.top_left.x + 5, corners.top_left.y + 5
        assert page.getpixel((left, top)) == 0


def test_every_page_of_a_long_plan_carries_it(printed: dict[str, bytes]) -> None:
    for code, pdf in printed.items():
        count = count_pages(pdf)
        assert count > 3
        scan = Scan(pdf)
        assert scan.count == count
        assert [scan.look(page) for page in range(count)] == [ScannedPage((code,), 0)] * count


@pytest.mark.parametrize("name", EVERY)
def test_every_page_of_every_copy_carries_it(pdf_of: Pdf, name: str) -> None:
    content = EVERY[name]()
    pdf = pdf_of(replace(content, sheet=replace(content.sheet, code=SHORT)))
    scan = Scan(pdf)
    assert [scan.look(page).codes for page in range(scan.count)] == [(SHORT,)] * scan.count


def test_a_code_with_any_check_character_is_read(pdf_of: Pdf) -> None:
    assert ODD.endswith("~")
    assert Scan(pdf_of(copy_of(ODD, actions=1))).look(0).codes == (ODD,)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("code", [SHORT, LONG])
def test_no_word_comes_near_it_and_no_ink(
    pdf_of: Pdf, poppler: Poppler, paper: Paper, code: str
) -> None:
    marking = "CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE — DO NOT COPY OR PASS ON " * 2
    wide: dict[str, Any] = {
        "marking": marking,
        "agency": "Harlow Falls " * 12,
        "case_number": "HF-" + "9" * 80,
    }
    wide["head"] = PaperHead(footer="Unauthorized copies are unlawful. " * 6)
    pdf = pdf_of(copy_of(code, paper=paper, superseded=InForce(3, date(2026, 11, 26)), **wide))
    dpi = 288
    boxes = poppler("pdftotext", pdf, "-bbox").split("<page ")[1:]
    assert len(boxes) == count_pages(pdf)
    for number, told in enumerate(boxes):
        (square,) = squares(drawn(pdf, dpi, number))
        corners = square.position
        modules = 25 if code == LONG else 21
        side = (corners.top_right.x - corners.top_left.x) * 72 / dpi
        quiet = 4 * side / modules
        x0, y0 = (each * 72 / dpi for each in (corners.top_left.x, corners.top_left.y))
        x1, y1 = (each * 72 / dpi for each in (corners.bottom_right.x, corners.bottom_right.y))
        slack = 1.5  # what the corners that were found may be off
        for match in re.finditer(
            r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)<', told
        ):
            left, top, right, bottom = (float(each) for each in match.groups()[:4])
            beside = right < x0 - quiet + slack or left > x1 + quiet - slack
            over = bottom < y0 - quiet + slack or top > y1 + quiet - slack
            assert beside or over, match.group(5)
        page = drawn(pdf, dpi, number)
        assert x1 < page.width * 72 / dpi - 40, "within the margin"
        for box in (
            (x0 - quiet + slack, y0 - quiet + slack, x0 - slack, y1 + quiet - slack),
            (x1 + slack, y0 - quiet + slack, x1 + quiet - slack, y1 + quiet - slack),
            (x0, y0 - quiet + slack, x1, y0 - slack),
            (x0, y1 + slack, x1, y1 + quiet - slack),
        ):
            edges: Any = tuple(round(each * dpi / 72) for each in box)
            darkest: Any = min(page.crop(edges).tobytes())
            assert darkest > 200, "the quiet zone is white"


def test_the_code_still_stands_beside_it_as_text(
    printed: dict[str, bytes], poppler: Poppler
) -> None:
    for code, pdf in printed.items():
        page = poppler("pdftotext", pdf, "-l", "1", "-layout")
        assert re.search(rf"Code {re.escape(code)}$", page, re.MULTILINE)


def test_the_same_copy_gives_the_same_bytes(pdf_of: Pdf, printed: dict[str, bytes]) -> None:
    assert pdf_of(copy_of(LONG)) == printed[LONG]
    assert printed[SHORT] != printed[LONG]


@pytest.mark.parametrize("content", [copy_of(), report_of(code=SHORT), interview_of(code=SHORT)])
def test_it_is_no_part_of_what_a_screen_reader_reads(
    pdf_of: Pdf, poppler: Poppler, content: DocumentContent
) -> None:
    pdf = pdf_of(content)
    tagged = read(pdf)
    assert tagged.unmarked == 0
    assert not [each for each in tagged.root.find("Figure") if "QR" in str(each.entry)]
    told = poppler("pdfinfo", pdf, "-struct-text")
    assert "VPO:" not in told
    assert "VPO:" not in poppler("pdftotext", pdf)


@pytest.mark.parametrize("name", EVERY)
def test_paper_without_a_code_has_none(pdf_of: Pdf, name: str) -> None:
    pdf = pdf_of(EVERY[name]())
    assert all(not squares(drawn(pdf, 150, page)) for page in range(count_pages(pdf)))


def test_a_preview_and_a_blank_form_have_none(pdf_of: Pdf) -> None:
    assert squares(drawn(pdf_of(copy_of(preview=True)), 200)) == []
    assert squares(drawn(pdf_of(form_of()), 200)) == []


def test_it_is_drawn_as_a_shape_and_not_as_a_picture(
    printed: dict[str, bytes], poppler: Poppler
) -> None:
    for pdf in printed.values():
        assert poppler("pdfimages", pdf, "-list").count("image") == 0
