"""What shows files: text in its encoding, pictures within limits, sound from memory."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from vpo_desk.documents.pages import MOST_PIXELS, count_pages, draw_page
from vpo_desk.domain.decoded_text import PAGE, decode_text, pages_of
from vpo_desk.domain.file_kind import FileKind, tell_kind
from vpo_desk.errors import VpoError
from vpo_desk.ui.attachments.drop import files_in
from vpo_desk.ui.attachments.pictures import read_picture
from vpo_desk.ui.attachments.sound import facts_of, open_sound, samples

DATA = Path(__file__).resolve().parents[1] / "data"


def png(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large, with one line of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes((width + 1) * min(height, 1)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@given(st.text(max_size=200), st.integers(min_value=1, max_value=900))
def test_no_character_is_lost_between_pages(piece: str, times: int) -> None:
    text = piece * times
    pages = pages_of(text)
    assert "".join(pages) == text
    assert all(len(page) <= PAGE for page in pages)


@pytest.mark.parametrize(
    ("content", "text", "encoding", "assumed", "exact"),
    [
        ("Zoë 身份证".encode(), "Zoë 身份证", "UTF-8", False, True),
        ("Zoë".encode("utf-8-sig"), "Zoë", "UTF-8", False, True),
        ("Zoë".encode("utf-16"), "Zoë", "UTF-16", False, True),
        ("Zoë".encode("cp1252"), "Zoë", "Windows-1252", True, True),
        (b"Zo\x81", "Zo�", "Windows-1252", True, False),
        (b"\xff\xfeZ", "�", "UTF-16", False, False),
    ],
)
def test_a_text_tells_its_encoding(
    content: bytes, text: str, encoding: str, assumed: bool, exact: bool
) -> None:
    found = decode_text(content)
    assert ("".join(found.pages), found.encoding) == (text, encoding)
    assert (found.assumed, found.exact) == (assumed, exact)


@given(st.binary(max_size=500))
def test_any_bytes_can_be_read_as_text(content: bytes) -> None:
    assert decode_text(content).pages


class TestPictures:
    def test_a_picture_is_read_with_the_decoder_of_its_kind_only(self, tmp_path: Path) -> None:
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(0)
        for name, kind in (
            ("a.png", FileKind.PNG),
            ("a.jpg", FileKind.JPEG),
            ("a.bmp", FileKind.BMP),
        ):
            image.save(str(tmp_path / name))
            content = (tmp_path / name).read_bytes()
            assert tell_kind(content) is kind
            assert read_picture(content, kind).width() == 40
        with pytest.raises(VpoError, match="cannot be shown"):
            read_picture((tmp_path / "a.png").read_bytes(), FileKind.BMP)

    @pytest.mark.parametrize("size", [(60_000, 60_000), (20_000, 12_000)])
    def test_a_small_file_that_unpacks_to_gigabytes_is_refused(self, size: tuple[int, int]) -> None:
        bomb = png(*size)
        assert len(bomb) < 100_000
        with pytest.raises(VpoError, match="larger than the desk unpacks"):
            read_picture(bomb, FileKind.PNG)

    def test_a_damaged_one_is_refused(self) -> None:
        with pytest.raises(VpoError, match="cannot be shown"):
            read_picture(b"GIF89a nothing", FileKind.GIF)


def pdf(width: int, height: int) -> bytes:
    box = b"%d %d" % (width, height)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + box + b"]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )


class TestPages:
    def test_a_page_as_large_as_a_house_is_drawn_small(self) -> None:
        page = draw_page(pdf(14_000, 14_000), 0, 4.0)
        assert page.width * page.height <= MOST_PIXELS * 1.01
        assert draw_page(pdf(100, 200), 0, 2.0).height == 400

    def test_what_is_no_pdf_is_refused(self) -> None:
        with pytest.raises(VpoError, match="cannot be shown"):
            count_pages(b"%PDF-1.4 and nothing more")


class TestSound:
    @pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg"])
    def test_a_recording_tells_what_it_is_and_plays_from_anywhere(self, suffix: str) -> None:
        content = (DATA / f"tone.{suffix}").read_bytes()
        assert str(tell_kind(content).value) == suffix
        facts = facts_of(content)
        assert (facts.channels, facts.hertz) == (1, 8000)
        assert 0.29 < facts.seconds < 0.6

        def length(position: float) -> float:
            return sum(len(part) // 2 for part in samples(content, position, facts)) / 44_100

        whole = length(0.0)
        assert abs(whole - facts.seconds) < 0.2
        assert abs(whole - length(0.2) - 0.2) < 0.1

    def test_a_damaged_one_is_refused(self) -> None:
        with pytest.raises(VpoError, match="cannot be played"):
            open_sound(b"RIFF\x00\x00\x00\x00WAVE")

    def test_without_a_sound_device_it_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import miniaudio

        def none(**_settings: object) -> None:
            raise miniaudio.MiniaudioError

        player = open_sound((DATA / "tone.wav").read_bytes())
        monkeypatch.setattr(miniaudio, "PlaybackDevice", none)
        with pytest.raises(VpoError, match="no sound device"):
            player.play(0.1)
        assert not player.is_playing

    def test_it_counts_what_the_device_took(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import miniaudio

        class Device:
            def __init__(self, **_settings: object) -> None:
                self.closed = False

            def start(self, stream: object) -> None:
                streams.append(stream)

            def close(self) -> None:
                self.closed = True

        streams: list[object] = []
        monkeypatch.setattr(miniaudio, "PlaybackDevice", Device)
        player = open_sound((DATA / "tone.wav").read_bytes())
        player.play(0.1)
        (stream,) = streams
        assert len(stream.send(441)) == 882  # type: ignore[attr-defined]
        assert abs(player.position - 0.11) < 0.001
        assert player.is_playing
        for _ in range(2):
            stream.send(4410)  # type: ignore[attr-defined]
        with pytest.raises(StopIteration):
            stream.send(4410)  # type: ignore[attr-defined]
        assert not player.is_playing
        assert player.position == player.facts.seconds
        player.close()


def test_only_files_of_this_computer_are_taken() -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/place/a.txt"), QUrl("https://example.org/b.txt")])
    assert [path.name for path in files_in(data)] == ["a.txt"]
    assert files_in(QMimeData()) == ()
