"""Makes the typefaces of scripts beyond Latin, Greek and Cyrillic anew from their projects' files.

    .venv/bin/python tools/make_fonts.py FOLDER

FOLDER holds, at any depth, the Noto fonts of Debian's package fonts-noto-core and the collection of
its package fonts-wqy-microhei. Noto files are copied unchanged. The collection's first typeface is
taken out, without the hints for screens of old and without its build times: paper needs neither.
The same input gives the same bytes.
"""  # noqa: INP001 (a tool to run by hand, no part of a package)

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTCollection

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts"
NOTO = [
    "Arabic",
    "Armenian",
    "Bengali",
    "Cherokee",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Hebrew",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Math",
    "Myanmar",
    "Sinhala",
    "Symbols",
    "Symbols2",
    "Tamil",
    "Telugu",
    "Thai",
]
COLLECTION = "wqy-microhei.ttc"
DROPPED = ("FFTM", "cvt ", "fpgm", "prep", "gasp", "vhea", "vmtx")


def make(source: Path) -> None:
    """Write the typefaces into the resources; StopIteration when the source lacks one."""
    for script in NOTO:
        name = f"NotoSans{script}-Regular.ttf"
        shutil.copyfile(next(source.rglob(name)), TARGET / name)
    collection: Any = TTCollection(next(source.rglob(COLLECTION)))
    with collection:
        font: Any = collection.fonts[0]
        for table in DROPPED:
            if table in font:
                del font[table]
        for glyph in font["glyf"].glyphs:
            font["glyf"][glyph].removeHinting()
        font.recalcTimestamp = False
        font.save(TARGET / "WenQuanYiMicroHei.ttf")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
