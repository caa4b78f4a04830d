"""The way to a real printer, behind one seam: a pipe where there is one, else pages as pictures."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from enum import Enum
from typing import Final

from vpo_desk.errors import VpoError
from vpo_desk.services.releases import count_pages, draw_page
from vpo_desk.words import say

DOTS_PER_INCH: Final = 300
ASK_SECONDS: Final = 20
SEND_SECONDS: Final = 120
"""How long the print system may take: one that does not answer must not hold paper up for ever."""

_DEFAULT: Final = "system default destination:"
_HELD: Final = ("disabled since", "not accepting requests since")
"""What `lpstat` says, in its own English, of a queue that prints nothing or takes nothing."""


class PrinterState(Enum):
    """What can be said of the default printer before anything is sent to it."""

    READY = "ready"
    NONE = "none"
    STOPPED = "stopped"
    """It prints nothing, or takes nothing: paper would come out on some later day, or never."""


class PrinterSilentError(VpoError):
    """The print system got a document and did not answer: nobody knows whether it prints it."""

    def __init__(self) -> None:
        super().__init__(
            say("The print system did not answer."),
            safe=say("It may still print what it was sent; nothing more is sent to it."),
            todo=say("Look at the printer before you print again."),
        )


class PaperPrinter:
    """Sends a document's bytes to the system's default printer; no plain file is written by us.

    Every method may take seconds, and works on any thread but the window's.
    """

    def state(self) -> PrinterState:
        """Return whether there is a default printer, and whether it takes and prints anything."""
        if sys.platform in {"linux", "darwin"}:
            return _queue_state()
        from PySide6.QtPrintSupport import QPrinterInfo

        found = not QPrinterInfo.defaultPrinter().isNull()
        return PrinterState.READY if found else PrinterState.NONE

    def has_printer(self) -> bool:
        """True when the system has a printer to send to, and it is not stopped."""
        return self.state() is PrinterState.READY

    def print_pdf(self, pdf: bytes) -> bool:
        """Print; False when the system did not take it.

        Raises PrinterSilentError when the system does not say what it did with the document.
        """
        if sys.platform in {"linux", "darwin"}:
            return _through_pipe(pdf)
        return _as_pictures(pdf)


def _queue_state() -> PrinterState:
    program = shutil.which("lpstat")
    if program is None or shutil.which("lp") is None:
        return PrinterState.NONE
    name = _default_destination(program)
    if name is None:
        return PrinterState.NONE
    queue = name.partition("/")[0]  # behind the stroke stands a set of options of the same queue
    told = _asked([program, "-p", queue, "-a", queue])
    held = told is not None and any(words in told for words in _HELD)
    return PrinterState.STOPPED if held else PrinterState.READY


def _default_destination(program: str) -> str | None:
    told = _asked([program, "-d"])
    if told is None or not told.startswith(_DEFAULT):  # an error is printed with a colon too
        return None
    return told.removeprefix(_DEFAULT).strip() or None


def _asked(command: list[str]) -> str | None:
    """Return what the print system tells, in English; None when it does not answer or refuses."""
    try:
        done = _run(command, b"", ASK_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _through_pipe(pdf: bytes) -> bool:
    program = shutil.which("lp")
    if program is None:
        return False
    try:
        return _run([program, "-t", "VPO Desk", "-"], pdf, SEND_SECONDS).returncode == 0
    except OSError:
        return False
    except subprocess.TimeoutExpired:
        raise PrinterSilentError from None


def _run(command: list[str], given: bytes, seconds: int) -> subprocess.CompletedProcess[bytes]:
    """Run a fixed program without a shell, bytes through a pipe, its words in English.

    Raises OSError when it cannot be run, TimeoutExpired when it does not end in time.
    """
    english = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}
    return subprocess.run(  # noqa: S603
        command, input=given, capture_output=True, check=False, timeout=seconds, env=english
    )


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
