"""The bundled typefaces, read through what is handed over: four for ReportLab, more for shaping."""

from __future__ import annotations

import io
import threading
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol, cast

REGULAR: Final = "VPO-Regular"
BOLD: Final = "VPO-Bold"
ITALIC: Final = "VPO-Italic"
MONO: Final = "VPO-Mono"
FILES: Final = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    MONO: "NotoSansMono-Regular.ttf",
}
# In the order in which they are asked; signs before ideographs, whose typeface draws ticks as roots.
_SCRIPTS: Final = [
    "Arabic",
    "Hebrew",
    "Devanagari",
    "Thai",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Khmer",
    "Lao",
    "Myanmar",
    "Armenian",
    "Georgian",
    "Ethiopic",
    "Cherokee",
]
FALLBACK: Final = (
    *(f"NotoSans{script}-Regular.ttf" for script in _SCRIPTS),
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "WenQuanYiMicroHei.ttf",
    "NotoSansMath-Regular.ttf",
)
_LOCK: Final = threading.Lock()


class FontFiles(Protocol):
    """Where the bytes of a typeface come from; asked at the first print only."""

    def read_bytes(self, name: str) -> bytes:
        """Return the bytes of a bundled file."""
        ...


class Typeface:
    """One file as HarfBuzz sees it: what it covers, and its glyphs."""

    def __init__(self, file: str, data: bytes) -> None:
        import uharfbuzz

        self.file = file
        self.face = uharfbuzz.Face(uharfbuzz.Blob(data))
        self.font = uharfbuzz.Font(self.face)
        self.units = self.face.upem

    def has(self, code: int) -> bool:
        """True when the character has a glyph."""
        return self.font.get_nominal_glyph(code) is not None

    def glyph(self, code: int) -> int:
        """Return a character's own glyph; 0, a box, where it has none."""
        return self.font.get_nominal_glyph(code) or 0

    @cached_property
    def letters(self) -> dict[int, str]:
        """Return the character of each glyph that is one's own; the first where two share it."""
        found: dict[int, str] = {}
        for code in self.face.unicodes:
            found.setdefault(self.glyph(code), chr(code))
        return found


@dataclass(frozen=True, slots=True)
class Fonts:
    """The bundled typefaces, each read when the first text needs it."""

    files: FontFiles
    _read: dict[str, Typeface] = field(
        default_factory=dict[str, Typeface], repr=False, compare=False
    )
    _found: dict[int, Typeface | None] = field(
        default_factory=dict[int, "Typeface | None"], repr=False, compare=False
    )

    def register(self) -> None:
        """Make the typefaces known to ReportLab, whose registry is process-wide; once."""
        from reportlab.lib import fonts as families
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        add_mapping = cast("Any", families).addMapping
        registry = cast("Any", pdfmetrics)

        with _LOCK:
            if REGULAR in registry.getRegisteredFontNames():
                return
            for name, file in FILES.items():
                registry.registerFont(
                    TTFont(name, io.BytesIO(self.files.read_bytes(f"fonts/{file}")))
                )
            for bold, italic, name in ((0, 0, REGULAR), (1, 0, BOLD), (0, 1, ITALIC), (1, 1, BOLD)):
                add_mapping(REGULAR, bold, italic, name)
            for bold, italic in ((0, 0), (1, 0), (0, 1), (1, 1)):
                add_mapping(MONO, bold, italic, MONO)
                add_mapping(BOLD, bold, italic, BOLD)

    def plain(self, character: str) -> bool:
        """True when every text face sets the character as it stands, one after the other."""
        from reportlab.pdfbase import pdfmetrics

        if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf", "Cc", "Zl", "Zp"}:
            return False
        if unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
            return False
        faces = (cast("Any", pdfmetrics.getFont(name)).face for name in FILES)
        return all(ord(character) in face.charToGlyph for face in faces)

    def covers(self, code: int) -> bool:
        """True when some typeface has a glyph for the character."""
        if self.plain(chr(code)):  # nearly every text needs no more typefaces
            return True
        return self.base(REGULAR).has(code) or self.fallback(code) is not None

    def base(self, name: str) -> Typeface:
        """Return the typeface that a style names."""
        return self._typeface(FILES[name])

    def fallback(self, code: int) -> Typeface | None:
        """Return the first typeface beyond the text faces that has the character."""
        if code not in self._found:
            typefaces = map(self._typeface, FALLBACK)
            self._found[code] = next((each for each in typefaces if each.has(code)), None)
        return self._found[code]

    def _typeface(self, file: str) -> Typeface:
        if file not in self._read:
            self._read[file] = Typeface(file, self.files.read_bytes(f"fonts/{file}"))
        return self._read[file]
