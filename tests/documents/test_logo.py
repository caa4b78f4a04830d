"""Any PNG or JPEG becomes a small logo with nothing but the picture in it; all else is told."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.pictures import SECRET, badge, noted_jpeg, noted_png, said_size, saved

from vpo_desk.documents.logo import FILE_MOST, LARGEST, made
from vpo_desk.domain.letterhead import LOGO_MOST, Letterhead, letterhead_fault, written_logo
from vpo_desk.errors import VpoError
from vpo_desk.words import Catalog


def drawn(logo: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(logo))
    picture.load()
    return picture


def told(file: bytes) -> str:
    with pytest.raises(VpoError) as refused:
        made(file)
    words = refused.value.text(Catalog())
    assert "The letterhead stands as it was." in words
    assert "Choose a PNG or JPEG" in words
    return words


# --- what it is not -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        b"not a picture",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        saved(badge(mode="P"), "GIF"),
        saved(badge(mode="RGB"), "BMP"),
        saved(badge(mode="RGB"), "TIFF"),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
    ],
    ids=["words", "pdf", "svg", "gif", "bmp", "tiff", "png head", "jpeg head"],
)
def test_what_is_no_png_or_jpeg_is_told_whatever_its_name(file: bytes) -> None:
    assert "no PNG or JPEG" in told(file)


def test_an_empty_file_is_told() -> None:
    assert "This file is empty." in told(b"")


def test_a_huge_file_is_told_before_it_is_opened() -> None:
    assert "larger than 10 MB" in told(saved(badge()) + b"\0" * FILE_MOST)


@pytest.mark.parametrize("side", [5_001, 9_500, 60_000])
def test_a_picture_of_too_many_pixels_is_told_and_not_drawn(side: int) -> None:
    assert "more than 25 million pixels" in told(said_size(side, side))


def test_a_picture_that_moves_is_told() -> None:
    frames = [badge(), Image.new("RGBA", (300, 200), "red")]
    moving = saved(frames[0], save_all=True, append_images=frames[1:], duration=100)
    assert "This picture moves." in told(moving)


@pytest.mark.parametrize("file", [saved(badge()), saved(badge(mode="RGB"), "JPEG")])
def test_a_picture_that_was_cut_off_is_told(file: bytes) -> None:
    assert "damaged" in told(file[: len(file) * 2 // 3])


def test_a_picture_without_anything_to_see_is_told() -> None:
    assert "Nothing can be seen" in told(saved(Image.new("RGBA", (40, 40), (9, 9, 9, 0))))


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(["PNG", "JPEG"]), data=st.data())
def test_a_file_with_wrong_bytes_is_told_or_becomes_a_logo(kind: str, data: st.DataObject) -> None:
    file = bytearray(noted_png() if kind == "PNG" else noted_jpeg())
    for _ in range(data.draw(st.integers(1, 6))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        logo = made(bytes(file))
    except VpoError:
        return
    assert letterhead_fault(Letterhead(logo=written_logo(logo))) is None


# --- what becomes of it ----------------------------------------------------------------------------


@pytest.mark.parametrize("file", [noted_png(), noted_jpeg()], ids=["png", "jpeg"])
def test_nothing_but_the_picture_comes_along(file: bytes) -> None:
    assert SECRET.encode() in file
    logo = made(file)
    assert SECRET.encode() not in logo
    picture = drawn(logo)
    assert not picture.getexif()
    told = set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert told == set()


def test_what_shows_through_is_kept() -> None:
    picture = drawn(made(saved(badge())))
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert picture.getpixel((150, 100)) == (240, 200, 80, 255)


def test_one_color_that_shows_through_is_kept_too() -> None:
    few = badge(mode="RGB").quantize(8)
    corner = few.getpixel((0, 0))
    picture = drawn(made(saved(few, transparency=corner))).convert("RGBA")
    assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert picture.getpixel((150, 100))[3] == 255  # type: ignore[index]


def test_a_photograph_that_lies_on_its_side_is_put_upright() -> None:
    width, height = drawn(made(noted_jpeg(orientation=6))).size
    assert height == 4 * width


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "LA"])
def test_every_kind_of_color_becomes_one_that_prints(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture = drawn(made(saved(badge().convert(mode) if mode == "LA" else badge(mode=mode), kind)))
    assert picture.mode in {"L", "RGB", "RGBA"}
    middle = picture.convert("L").getpixel((150, 100))
    edge = picture.convert("L").getpixel((20, 100))
    assert isinstance(middle, int)
    assert isinstance(edge, int)
    assert middle > edge + 60


def test_a_deep_gray_is_not_washed_out() -> None:
    deep = Image.new("I;16", (20, 10))
    deep.putpixel((3, 3), 65535)
    deep.putpixel((4, 3), 32768)
    picture = drawn(made(saved(deep)))
    assert [picture.getpixel(at) for at in ((0, 0), (4, 3), (3, 3))] == [0, 127, 255]


@pytest.mark.parametrize("size", [(1600, 1200), (6000, 40), (40, 6000), (1, 1)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_whatever_comes_in_what_is_kept_is_small(size: tuple[int, int], mode: str) -> None:
    chance = random.Random(7)
    noise = Image.frombytes("RGB", (200, 150), chance.randbytes(200 * 150 * 3)).resize(size)
    if mode == "RGBA":
        noise.putalpha(200)
    logo = made(saved(noise, compress_level=1))
    picture = drawn(logo)
    assert len(logo) <= LOGO_MOST
    assert picture.width <= LARGEST[0]
    assert picture.height <= LARGEST[1]


def test_the_same_picture_gives_the_same_logo() -> None:
    assert made(noted_png()) == made(saved(badge()))
