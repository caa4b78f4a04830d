"""What a file is by its bytes, and names that would show or write something else than they say."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.file_kind import FileFamily, FileKind, tell_kind
from vpo_desk.domain.file_name import LONGEST, export_name, last_part, shown_name

MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # layer III, 128 kbit/s, 44.1 kHz: 417 bytes
SAMPLES = {
    FileKind.PDF: [b"%PDF-1.7\n", b"\r\n  %PDF-1.4\n"],
    FileKind.PNG: [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"],
    FileKind.JPEG: [b"\xff\xd8\xff\xe0\x00\x10JFIF"],
    FileKind.GIF: [b"GIF89a\x01\x00", b"GIF87a\x01\x00"],
    FileKind.BMP: [b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + bytes(20)],
    FileKind.WEBP: [b"RIFF\x24\x00\x00\x00WEBPVP8 "],
    FileKind.TIFF: [b"II*\x00\x08\x00\x00\x00", b"MM\x00*\x00\x00\x00\x08"],
    FileKind.HEIF: [b"\x00\x00\x00\x18ftypheic"],
    FileKind.TEXT: [
        b"He said everyone will remember.",
        "Zoë sagt: „Nein“".encode(),
        "Zoë".encode("cp1252"),
        "Zoë".encode("utf-16"),
        b"MZ is how this note begins",
        b"ID3 as a word",
        b"BM is how this one begins, and it goes on for a while",
    ],
    FileKind.WAV: [b"RIFF\x24\x00\x00\x00WAVEfmt "],
    FileKind.FLAC: [b"fLaC\x00\x00\x00\x22"],
    FileKind.MP3: [b"ID3\x04\x00\x00\x00\x00\x00\x00", MP3_FRAME * 2],
    FileKind.OGG: [b"OggS\x00\x02" + bytes(22) + b"\x01\x1e\x01vorbis"],
    FileKind.VIDEO: [
        b"\x00\x00\x00\x18ftypmp42",
        b"RIFF\x24\x00\x00\x00AVI LIST",
        b"\x1aE\xdf\xa3",
    ],
    FileKind.MESSAGE: [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    FileKind.ZIP: [b"PK\x03\x04\x14\x00"],
    FileKind.PROGRAM: [b"MZ\x90\x00\x03\x00", b"\x7fELF\x02\x01"],
    FileKind.OTHER: [
        bytes(40),
        b"OggS\x00\x02" + bytes(22) + b"OpusHead",
        b"RIFF\x00\x00\x00\x00xxxx",
        MP3_FRAME,
    ],
}


@pytest.mark.parametrize(
    ("kind", "sample"), [(kind, sample) for kind, found in SAMPLES.items() for sample in found]
)
def test_the_kind_is_told_from_the_first_bytes(kind: FileKind, sample: bytes) -> None:
    assert tell_kind(sample) is kind


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(FileKind)


def test_only_what_the_program_can_show_has_a_family_of_its_own() -> None:
    shown = {kind for kind in FileKind if kind.family is not FileFamily.OTHER}
    assert {FileKind.VIDEO, FileKind.ZIP, FileKind.PROGRAM, FileKind.HEIF}.isdisjoint(shown)
    assert FileKind.PNG.family is FileFamily.IMAGE
    assert FileKind.OGG.family is FileFamily.SOUND


@given(st.binary(max_size=400))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert tell_kind(data) in FileKind


@pytest.mark.parametrize(
    ("given_name", "wanted"),
    [
        ("photo.png", "photo.png"),
        ("photo\u202egnp.exe", "photo⟨202E⟩gnp.exe"),
        ("two\nlines", "two⟨000A⟩lines"),
        ("Ausweis Zoë 身份证.pdf", "Ausweis Zoë 身份证.pdf"),
        ("half\udcff", "half⟨DCFF⟩"),
    ],
)
def test_a_name_shows_what_it_hides(given_name: str, wanted: str) -> None:
    assert shown_name(given_name) == wanted


@pytest.mark.parametrize(
    ("given_name", "wanted"),
    [
        ("letter.pdf", "letter.pdf"),
        ("a<b>:c|d?.txt", "a_b__c_d_.txt"),
        ("CON.txt", "file"),
        ("lpt1", "file"),
        (" .. ", "file"),
        ("\u202e\u202e", "file"),
        ("身份证.pdf", "身份证.pdf"),
        ("x" * 300 + ".pdf", "x" * (LONGEST - 4) + ".pdf"),
    ],
)
def test_a_suggested_name_is_taken_by_every_system(given_name: str, wanted: str) -> None:
    assert export_name(given_name, "file") == wanted


@given(st.text(max_size=300))
def test_no_suggested_name_leads_anywhere(name: str) -> None:
    made = export_name(name, "file")
    assert 0 < len(made) <= LONGEST
    assert not set(made) & set('/\\:*?"<>|\0')
    assert made.strip(" .") == made


def test_of_a_path_only_the_name_is_kept() -> None:
    assert last_part("..\\..\\evil/notes.txt") == "notes.txt"
