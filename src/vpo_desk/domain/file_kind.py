"""What kind of file bytes are, told from the bytes themselves and never from a name."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.terms import Term

HEAD: Final = 64 * 1024
"""Bytes from the beginning of a file that are looked at to tell its kind."""


class FileFamily(Term):
    """How a file can be looked at inside the program."""

    IMAGE = "image", "Picture"
    PDF = "pdf", "PDF"
    TEXT = "text", "Text"
    SOUND = "sound", "Sound"
    OTHER = "other", "Other"


class FileKind(Term):
    """What a file is by its content."""

    PDF = "pdf", "PDF document"
    PNG = "png", "PNG picture"
    JPEG = "jpeg", "JPEG picture"
    GIF = "gif", "GIF picture"
    BMP = "bmp", "BMP picture"
    WEBP = "webp", "WebP picture"
    TIFF = "tiff", "TIFF picture"
    HEIF = "heif", "HEIF picture"
    TEXT = "text", "Text"
    WAV = "wav", "WAV sound"
    FLAC = "flac", "FLAC sound"
    MP3 = "mp3", "MP3 sound"
    OGG = "ogg", "Ogg Vorbis sound"
    VIDEO = "video", "Video"
    MESSAGE = "message", "Outlook message or older Office document"
    ZIP = "zip", "ZIP archive or Office document"
    PROGRAM = "program", "Program"
    OTHER = "other", "Not known"

    @property
    def family(self) -> FileFamily:
        """How it can be looked at; `other` is only kept and exported."""
        return _FAMILIES.get(self, FileFamily.OTHER)


_FAMILIES: Final = {
    FileKind.PDF: FileFamily.PDF,
    FileKind.TEXT: FileFamily.TEXT,
    **dict.fromkeys(
        (FileKind.PNG, FileKind.JPEG, FileKind.GIF, FileKind.BMP, FileKind.WEBP, FileKind.TIFF),
        FileFamily.IMAGE,
    ),
    **dict.fromkeys((FileKind.WAV, FileKind.FLAC, FileKind.MP3, FileKind.OGG), FileFamily.SOUND),
}

_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"fLaC", FileKind.FLAC),
    (b"ID3", FileKind.MP3),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.MESSAGE),
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"\x1aE\xdf\xa3", FileKind.VIDEO),  # Matroska, WebM
    (b"\x00\x00\x01\xba", FileKind.VIDEO),  # MPEG program stream
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", FileKind.VIDEO),  # Windows Media
)
_IN_RIFF: Final = {b"WAVE": FileKind.WAV, b"WEBP": FileKind.WEBP, b"AVI ": FileKind.VIDEO}
_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif"})
_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NOT_IN_TEXT: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def tell_kind(head: bytes) -> FileKind:
    """Return what a file is by its first bytes (`HEAD` of them, or all there are)."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning) and not (_is_word(beginning) and _is_text(head)):
            return kind
    if head[:4] == b"RIFF":
        return _IN_RIFF.get(head[8:12], FileKind.OTHER)
    if head[4:8] == b"ftyp":
        return FileKind.HEIF if head[8:12] in _HEIF_BRANDS else FileKind.VIDEO
    if head[:2] == b"BM" and head[6:10] == bytes(4) and len(head) > 26:
        return FileKind.BMP
    if head[:4] == b"OggS":
        return FileKind.OGG if b"\x01vorbis" in head[:256] else FileKind.OTHER
    # A PDF may begin with some other bytes (ISO 32000-1, 7.5.2, implementation note 13).
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if _is_mpeg_sound(head):
        return FileKind.MP3
    return FileKind.TEXT if _is_text(head) else FileKind.OTHER


def _is_mpeg_sound(head: bytes) -> bool:
    """Two frames of layer III in a row: the sync bits alone occur by chance."""
    length = _frame_length(head)
    return bool(length) and bool(_frame_length(head[length : length + 4]))


_RATES: Final = (44100, 48000, 32000)
_KBITS_1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def _frame_length(frame: bytes) -> int:
    """Return the bytes of an MPEG layer III frame (ISO 11172-3, 2.4.1.3), or 0 for none."""
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = frame[1] >> 3 & 3, frame[2] >> 4, frame[2] >> 2 & 3
    if version == 1 or bits in {0, 15} or rate == 3:
        return 0
    first = version == 3
    hertz = _RATES[rate] // (1 if first else 2 if version == 2 else 4)
    kbits = (_KBITS_1 if first else _KBITS_2)[bits]
    return (144 if first else 72) * kbits * 1000 // hertz + (frame[2] >> 1 & 1)


def _is_word(beginning: bytes) -> bool:
    """A text may begin with these letters too."""
    return beginning in {b"MZ", b"ID3"}


def _is_text(head: bytes) -> bool:
    if not head or head.startswith(_BYTE_ORDER_MARKS):
        return True
    return head.translate(None, _NOT_IN_TEXT) == head
