"""Makes a logo of any PNG or JPEG: small, upright, and with nothing in it but the picture."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any, Final, cast

from PIL import Image, ImageOps

from vpo_desk.domain.letterhead import LOGO_MOST
from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

FILE_MOST: Final = 10 * 1024 * 1024
"""Bytes of a file that is looked at."""
PIXELS_MOST: Final = 25_000_000
"""Pixels of a picture that is opened: in memory it takes four bytes for each."""
LARGEST: Final = (800, 320)
"""Pixels that are kept: 300 to the inch in the room which a letterhead has for a logo."""

# Whatever a decoder raises on bytes that are damaged, or were made to hurt it.
_DAMAGED: Final = (
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,  # where warnings are errors, as in the tests
    struct.error,
    zlib.error,
)
_TOO_LARGE: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)


def made(file: bytes) -> bytes:
    """Return the picture as a PNG or JPEG of at most LOGO_MOST bytes; what shows through is kept.

    What it is tells its content, never its name. It is drawn anew: texts, places, times, thumbnails
    and color profiles that were in the file are not in what is returned. VpoError says what is
    wrong with a file that cannot be a logo.
    """
    if not file:
        raise _refused(say("This file is empty."))
    if len(file) > FILE_MOST:
        raise _refused(say("This file is larger than 10 MB, too large for a logo."))
    try:
        picture = Image.open(io.BytesIO(file), formats=("PNG", "JPEG"))
    except _TOO_LARGE:
        raise _too_many_pixels() from None
    except _DAMAGED:
        raise _refused(
            say("This file is no PNG or JPEG picture, whatever its name says.")
        ) from None
    try:
        return _encoded(_still(picture))
    except _TOO_LARGE:
        raise _too_many_pixels() from None
    except _DAMAGED:
        raise _refused(say("This picture is damaged and cannot be read to its end.")) from None


def _still(picture: Image.Image) -> Image.Image:
    """Return the picture upright, in gray or color, in the size that is kept."""
    width, height = picture.size
    if width * height > PIXELS_MOST:
        raise _too_many_pixels()
    if picture.format == "PNG" and getattr(picture, "n_frames", 1) > 1:
        raise _refused(say("This picture moves. A logo on paper stands still."))
    plain = _plain(_upright(picture))
    plain.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    if plain.mode == "RGBA":
        least, most = _range(plain.getchannel("A"))
        if most == 0:
            raise _refused(say("Nothing can be seen in this picture: it is transparent all over."))
        if least == 255:
            plain = plain.convert("RGB")
    # Made of its pixels alone: nothing that was noted beside them comes along.
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())


def _upright(picture: Image.Image) -> Image.Image:
    """Return the picture as a camera noted that it was held; as it is where that cannot be read."""
    picture.load()
    try:
        return ImageOps.exif_transpose(picture)
    except _DAMAGED:
        return picture


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):  # deeper than paper shows
        most = _range(picture)[1]
        scale = 255 / (65535 if most > 255 else 255)
        deep: Any = picture.convert("F")

        def shallow(value: Any) -> Any:  # Pillow hands it a formula, not a pixel
            return value * scale

        return deep.point(shallow).convert("L")
    if picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def _range(picture: Image.Image) -> tuple[float, float]:
    least, most = picture.getextrema()
    if isinstance(least, tuple) or isinstance(most, tuple):
        raise TypeError(picture.mode)
    return least, most


def _encoded(picture: Image.Image) -> bytes:
    """Return a picture in the first way that is small enough; in fewer pixels when none is."""
    ways: tuple[Callable[[Image.Image], bytes], ...] = (_exact, _few_colors)
    if picture.mode != "RGBA":
        ways = (_exact, _photograph)
    while True:
        for way in ways:
            found = way(picture)
            if len(found) <= LOGO_MOST:
                return found
        width, height = picture.size
        picture = cast("Any", picture).resize((max(1, width * 4 // 5), max(1, height * 4 // 5)))


def _exact(picture: Image.Image) -> bytes:
    return _saved(picture, "PNG", optimize=True)


def _few_colors(picture: Image.Image) -> bytes:
    few = picture.quantize(128, method=Image.Quantize.FASTOCTREE)
    return _saved(few, "PNG", optimize=True)


def _photograph(picture: Image.Image) -> bytes:
    return _saved(picture, "JPEG", quality=88, optimize=True)


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def _too_many_pixels() -> VpoError:
    return _refused(
        say("This picture has more than {most} million pixels.", most=PIXELS_MOST // 1_000_000)
    )


def _refused(what: Words) -> VpoError:
    return VpoError(
        what,
        safe=say("The letterhead stands as it was."),
        todo=say("Choose a PNG or JPEG of the logo, such as the one on the agency's website."),
    )
