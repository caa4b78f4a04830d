"""The bundled typefaces, read through what is handed over and registered once for the process."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
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
_LOCK: Final = threading.Lock()


class FontFiles(Protocol):
    """Where the bytes of a typeface come from; asked at the first print only."""

    def read_bytes(self, name: str) -> bytes:
        """Return the bytes of a bundled file."""
        ...


@dataclass(frozen=True, slots=True)
class Fonts:
    """The bundled typefaces, read when the first document is made."""

    files: FontFiles

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

    def covers(self, code: int) -> bool:
        """True when every text face has a glyph for the character."""
        from reportlab.pdfbase import pdfmetrics

        faces = (cast("Any", pdfmetrics.getFont(name)).face for name in (REGULAR, BOLD, ITALIC))
        return all(code in face.charToGlyph for face in faces)
