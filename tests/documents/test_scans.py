"""Scans: every usual kind of file is read in memory, and what cannot be read says why."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from tests.documents.contents import plan_of
from tests.documents.test_page_code_mark import LONG, SHORT, copy_of, drawn

from vpo_desk.documents import scans
from vpo_desk.documents.content import DocumentContent
from vpo_desk.documents.scans import MOST_PAGES, Scan, ScannedPage
from vpo_desk.errors import VpoError

Pdf = Callable[[DocumentContent], bytes]


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def square(text: str, side: int = 400) -> Image.Image:
    made: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=8)).convert("L")
    sheet = Image.new("L", (max(side, picture.width + 80), max(side, picture.height + 80)), 255)
    sheet.paste(picture, (40, 40))
    return sheet


@pytest.fixture(scope="module")
def page(pdf_of: Pdf) -> Image.Image:
    return drawn(pdf_of(copy_of(SHORT, actions=2)), 200)


DEPTHS = {
    "PNG": ("L", "RGB", "1", "P", "RGBA", "LA", "I;16"),
    "JPEG": ("L", "RGB", "1", "CMYK"),
    "TIFF": ("L", "RGB", "1", "P", "RGBA", "CMYK", "LA", "I;16"),
    "BMP": ("L", "RGB", "1", "P", "RGBA"),
    "WEBP": ("L", "RGB", "1", "P", "RGBA", "CMYK", "LA"),
}


@pytest.mark.parametrize(
    ("kind", "mode"), [(kind, mode) for kind, modes in DEPTHS.items() for mode in modes]
)
def test_pictures_of_each_kind_and_depth_are_read(page: Image.Image, kind: str, mode: str) -> None:
    if mode == "I;16":
        picture = page.convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        picture = page.convert(mode)
    assert Scan(saved(picture, kind)).look(0).codes == (SHORT,)


def test_a_page_on_a_ground_that_shows_through_is_read(page: Image.Image) -> None:
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=page.point(lambda value: 255 - value))
    assert Scan(saved(clear, "PNG")).look(0).codes == (SHORT,)


@pytest.mark.parametrize("dpi", [75, 400])
def test_a_coarse_and_a_fine_scan_are_read_too(pdf_of: Pdf, dpi: int) -> None:
    content = saved(drawn(pdf_of(copy_of(SHORT, actions=2)), dpi), "PNG")
    assert Scan(content).look(0).codes == (SHORT,)


def test_a_white_on_black_copy_and_a_mirrored_one_are_read(page: Image.Image) -> None:
    turned = page.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for picture in (page.point(lambda value: 255 - value), turned):
        assert Scan(saved(picture, "PNG")).look(0).codes == (SHORT,)


def test_each_page_of_a_scanned_tiff_is_looked_at(pdf_of: Pdf, page: Image.Image) -> None:
    other = drawn(pdf_of(copy_of(LONG, actions=2)), 150)
    blank = Image.new("L", (300, 300), 255)
    scan = Scan(saved(page, "TIFF", save_all=True, append_images=[blank, other]))
    found = [scan.look(number) for number in range(scan.count)]
    assert found == [ScannedPage((SHORT,), 0), ScannedPage((), 0), ScannedPage((LONG,), 0)]


def test_several_squares_on_one_page_are_each_told_once(page: Image.Image, pdf_of: Pdf) -> None:
    other = drawn(pdf_of(copy_of(LONG, actions=2)), 200)
    both = Image.new("L", (page.width * 3, page.height), 255)
    for place, each in enumerate((page, other, page)):
        both.paste(each, (page.width * place, 0))
    assert set(Scan(saved(both, "PNG")).look(0).codes) == {SHORT, LONG}
    assert len(Scan(saved(both, "PNG")).look(0).codes) == 2


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/VPO:" + SHORT,
        SHORT,
        "VPO:",
        "VPO:nonsense",
        "VPO:" + SHORT + "'; DROP TABLE copy_head; --",
        "VPO:" + "9" * 500 + SHORT,
        "VPO:²²²-9JAE-HG7C-Q",
        "<b>VPO</b>\u202e\x00",
    ],
)
def test_what_a_foreign_square_says_is_never_taken_for_a_code(text: str) -> None:
    assert Scan(saved(square(text), "PNG")).look(0) == ScannedPage((), 1)


def test_a_foreign_square_beside_ours_is_counted(page: Image.Image) -> None:
    sheet = page.copy()
    sheet.paste(square("https://example.org"), (100, 1200))
    assert Scan(saved(sheet, "PNG")).look(0) == ScannedPage((SHORT,), 1)


def test_a_page_without_a_square_is_read_and_has_none(pdf_of: Pdf) -> None:
    assert Scan(pdf_of(plan_of())).look(0) == ScannedPage((), 0)


# --- what cannot be read -------------------------------------------------------------------------


def encrypted(pdf: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(target, encryption=pikepdf.Encryption(user="secret", owner="other"))
    return target.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and is a few bytes long."""

    def chunk(name: bytes, data: bytes) -> bytes:
        seal = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + seal

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def looked_through(content: bytes) -> list[ScannedPage]:
    scan = Scan(content)
    return [scan.look(number) for number in range(scan.count)]


def refusal(content: bytes) -> str:
    """Read a scan that must be refused; it says what is safe and what to do instead."""
    with pytest.raises(VpoError) as caught:
        looked_through(content)
    assert caught.value.safe is not None
    assert "type the code" in str(caught.value.todo)
    return str(caught.value)


def test_a_locked_or_broken_pdf_says_so(pdf_of: Pdf) -> None:
    pdf = pdf_of(copy_of(SHORT, actions=1))
    for broken in (encrypted(pdf), pdf[:200], b"%PDF-1.7 and nothing else"):
        assert "asks for a password" in refusal(broken)


@pytest.mark.parametrize("size", [(9_000, 9_000), (20_000, 20_000), (1_000_000, 1_000_000)])
def test_a_picture_that_would_unpack_to_more_than_a_sheet_is_not_unpacked(
    size: tuple[int, int],
) -> None:
    assert "larger than the desk unpacks" in refusal(png_of(*size))


def test_a_damaged_picture_says_so(page: Image.Image) -> None:
    for kind in ("PNG", "JPEG", "TIFF", "BMP", "WEBP"):
        content = saved(page, kind)
        assert "damaged" in refusal(content[: len(content) // 2])
    assert "damaged" in refusal(png_of(500, 500))
    assert "damaged" in refusal(b"\xff\xd8\xff" + bytes(4000))


@pytest.mark.parametrize("kind", [*DEPTHS, "PDF"])
def test_bytes_that_were_changed_are_read_or_refused_and_nothing_else(
    pdf_of: Pdf, page: Image.Image, kind: str
) -> None:
    small = page.resize((page.width // 4, page.height // 4))
    whole = pdf_of(plan_of(actions=1)) if kind == "PDF" else saved(small, kind)
    chance = random.Random(kind)
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            early = chance.random() < 0.5  # where the sizes and kinds of things stand
            content[chance.randrange(min(len(content), 200) if early else len(content))] = (
                chance.randrange(256)
            )
        with suppress(VpoError):
            assert all(page.codes in {(), (SHORT,)} for page in looked_through(bytes(content)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"Dear officer,\nthis is a letter.", "Text"),
        (b"PK\x03\x04" + bytes(50), "ZIP"),
        (b"MZ" + bytes(50), "Program"),
        (bytes(range(256)), "Not known"),
    ],
)
def test_what_is_no_scan_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert kind in refusal(content)


def test_more_pages_than_a_scan_has_are_refused(page: Image.Image) -> None:
    blank = Image.new("1", (20, 20), 1)
    pages = [blank] * MOST_PAGES
    assert Scan(saved(blank, "TIFF", save_all=True, append_images=pages[1:])).count == MOST_PAGES
    many = saved(blank, "TIFF", save_all=True, append_images=pages)
    assert f"up to {MOST_PAGES} pages" in refusal(many)
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(MOST_PAGES + 1):
            document.add_blank_page()
        document.save(target)
    assert f"up to {MOST_PAGES} pages" in refusal(target.getvalue())


def test_a_page_of_a_tiff_that_is_too_large_is_refused_at_its_turn(
    page: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = Image.new("1", (3000, 3000), 1)
    content = saved(page.convert("1"), "TIFF", save_all=True, append_images=[large])
    monkeypatch.setattr(scans, "MOST_PIXELS", page.width * page.height)
    scan = Scan(content)
    assert scan.look(0).codes == (SHORT,)
    with pytest.raises(VpoError, match="larger"):
        scan.look(1)
