"""The bundled typefaces, handed over as bytes and registered once for the process."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

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


@dataclass(frozen=True, slots=True)
class Fonts:
    """The bytes of the bundled typefaces by file name."""

    files: Mapping[str, bytes]

    def register(self) -> None:
        """Make the typefaces known to ReportLab, whose registry is process-wide; once."""
        from reportlab.lib.fonts import addMapping
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        with _LOCK:
            if REGULAR in pdfmetrics.getRegisteredFontNames():
                return
            for name, file in FILES.items():
                pdfmetrics.registerFont(TTFont(name, io.BytesIO(self.files[file])))
            for bold, italic, name in ((0, 0, REGULAR), (1, 0, BOLD), (0, 1, ITALIC), (1, 1, BOLD)):
                addMapping(REGULAR, bold, italic, name)
            for bold, italic in ((0, 0), (1, 0), (0, 1), (1, 1)):
                addMapping(MONO, bold, italic, MONO)
                addMapping(BOLD, bold, italic, BOLD)

    def covers(self, code: int) -> bool:
        """True when every text face has a glyph for the character."""
        from reportlab.pdfbase import pdfmetrics

        faces = (cast("Any", pdfmetrics.getFont(name)).face for name in (REGULAR, BOLD, ITALIC))
        return all(code in face.charToGlyph for face in faces)
