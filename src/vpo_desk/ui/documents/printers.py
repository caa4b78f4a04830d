"""The way to a real printer, behind one seam: a pipe where there is one, else pages as pictures."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Final

from vpo_desk.services.releases import count_pages, draw_page

DOTS_PER_INCH: Final = 300
ASK_SECONDS: Final = 20
SEND_SECONDS: Final = 120
"""How long the print system may take: one that does not answer must not hold paper up for ever."""


class PaperPrinter:
    """Sends a document's bytes to the system's default printer; no plain file is written by us.

    Both methods may take seconds, and work on any thread but the window's.
    """

    def has_printer(self) -> bool:
        """True when the system has a printer to send to."""
        if sys.platform in {"linux", "darwin"}:
            return _default_destination() is not None
        from PySide6.QtPrintSupport import QPrinterInfo

        return not QPrinterInfo.defaultPrinter().isNull()

    def print_pdf(self, pdf: bytes) -> bool:
        """Print; False when the system did not take it."""
        if sys.platform in {"linux", "darwin"}:
            return _through_pipe(pdf)
        return _as_pictures(pdf)


def _default_destination() -> str | None:
    program = shutil.which("lpstat")
    if program is None or shutil.which("lp") is None:
        return None
    asked = _run([program, "-d"], b"", ASK_SECONDS)
    if asked is None:
        return None
    _, separator, name = asked.stdout.decode("utf-8", "replace").partition(":")
    return name.strip() if asked.returncode == 0 and separator and name.strip() else None


def _through_pipe(pdf: bytes) -> bool:
    program = shutil.which("lp")
    if program is None:
        return False
    sent = _run([program, "-t", "VPO Desk", "-"], pdf, SEND_SECONDS)
    return sent is not None and sent.returncode == 0


def _run(
    command: list[str], given: bytes, seconds: int
) -> subprocess.CompletedProcess[bytes] | None:
    """Run a fixed program without a shell, bytes through a pipe; None when it did not answer."""
    try:
        return subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, check=False, timeout=seconds
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _as_pictures(pdf: bytes) -> bool:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for number in range(count_pages(pdf)):
            if number and not printer.newPage():
                return False
            page = draw_page(pdf, number, DOTS_PER_INCH / 72)
            image = QImage(
                page.pixels, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888
            )
            painter.drawImage(QRectF(painter.viewport()), image)
    finally:
        painter.end()
    return True
