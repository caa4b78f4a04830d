"""Pictures out of bytes, with limits: a small file can unpack to more than a computer holds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from vpo_desk.domain.file_kind import FileKind
from vpo_desk.errors import VpoError
from vpo_desk.words import say

MOST_PIXELS: Final = 120_000_000
"""Of a picture: more than any camera makes, less than a gigabyte once it is unpacked."""
_FORMATS: Final = {
    FileKind.PNG: b"png",
    FileKind.JPEG: b"jpeg",
    FileKind.GIF: b"gif",
    FileKind.BMP: b"bmp",
    FileKind.WEBP: b"webp",
    FileKind.TIFF: b"tiff",
}


def read_picture(content: bytes, kind: FileKind) -> QImage:
    """Return a picture, turned as its camera was held; of a moving one the first.

    Only the decoder of its kind is tried. Raises VpoError for one that is damaged or too large.
    May be called on any thread.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_FORMATS[kind]))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(512)  # megabytes; Qt refuses what would need more
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS:
        raise _refused()
    image = reader.read()
    if image.isNull():
        raise _refused()
    return image


def _refused() -> VpoError:
    return VpoError(
        say("This picture cannot be shown: it is damaged, or larger than the desk unpacks."),
        safe=say("Its bytes are kept as they came."),
        todo=say("Export it to open it with another program."),
    )
