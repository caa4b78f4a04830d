"""Pictures for the tests, made as other programs make them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

SECRET = "Camera of J. Alvarez, 44.98 N"


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def badge(width: int = 300, height: int = 200, mode: str = "RGBA") -> Image.Image:
    """A dark disk with a bright middle; around it nothing, or white where nothing cannot be."""
    picture = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((2, 2, width - 3, height - 3), fill=(22, 50, 74, 255))
    draw.ellipse((width // 3, height // 3, width * 2 // 3, height * 2 // 3), fill=(240, 200, 80))
    if mode == "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground.convert(mode)


def noted_png() -> bytes:
    """A PNG with texts and a place in it."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("Comment", SECRET, zip=True)
    return saved(badge(), pnginfo=notes, exif=noted(), icc_profile=SECRET.encode(), dpi=(72, 72))


def noted_jpeg(orientation: int = 1) -> bytes:
    return saved(badge(400, 100, "RGB"), "JPEG", exif=noted(orientation), comment=SECRET.encode())


def noted(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = SECRET
    exif.get_ifd(0x8825)[29] = SECRET
    return exif


def said_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
