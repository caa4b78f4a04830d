"""The way to the print system: its answers in any language, a queue that stands still, silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from vpo_desk.ui.documents import printers
from vpo_desk.ui.documents.printers import PaperPrinter, PrinterSilentError, PrinterState

NAMED = "system default destination: office"
IDLE = "printer office is idle.  enabled since Thu Nov 26 21:02:28 2026"
TAKES = "office accepting requests since Thu Nov 26 21:02:28 2026"
PAUSED = "printer office disabled since Thu Nov 26 21:04:09 2026 -\n\tPaused"
REJECTS = "office not accepting requests since Thu Nov 26 21:04:09 2026 -\n\tRejecting Jobs"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o700)


def queue(folder: Path, default: str, state: str = f"{IDLE}\n{TAKES}") -> None:
    """Put a print system on the path that says this of its default and of that queue."""
    program(folder, "lpstat", f"case $1 in -d) echo '{default}';; *) echo '{state}';; esac")
    program(folder, "lp", "/bin/cat > /dev/null")


@pytest.mark.parametrize(
    ("default", "state", "expected"),
    [
        (NAMED, f"{IDLE}\n{TAKES}", PrinterState.READY),
        (f"{NAMED}/draft", f"{IDLE}\n{TAKES}", PrinterState.READY),
        (NAMED, "", PrinterState.READY),
        (NAMED, f"{PAUSED}\n{TAKES}", PrinterState.STOPPED),
        (NAMED, f"{IDLE}\n{REJECTS}", PrinterState.STOPPED),
        ("no system default destination", "", PrinterState.NONE),
        (
            'lpstat: error - PRINTER environment variable names non-existent destination "gone".',
            "",
            PrinterState.NONE,
        ),
        ("", "", PrinterState.NONE),
    ],
)
def test_what_the_print_system_says_of_its_default(
    programs: Path, default: str, state: str, expected: PrinterState
) -> None:
    queue(programs, default, state)
    assert PaperPrinter().state() is expected
    assert PaperPrinter().has_printer() is (expected is PrinterState.READY)


def test_the_print_system_is_asked_in_its_own_english(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("LANGUAGE", "zh")
    queue(programs, NAMED)
    chinese = "系统默认目标：office"
    told = f'[ "$LC_ALL$LANGUAGE" = CC ] && echo "{NAMED}" || echo "{chinese}"'
    program(programs, "lpstat", told)
    assert PaperPrinter().state() is PrinterState.READY


def test_the_queue_is_asked_for_by_its_name(programs: Path, tmp_path: Path) -> None:
    queue(programs, f"{NAMED}/draft")
    asked = tmp_path / "asked"
    program(programs, "lpstat", f"echo \"$*\" >> '{asked}'; echo '{NAMED}/draft'")
    PaperPrinter().state()
    assert asked.read_text() == "-d\n-p office -a office\n"


def test_a_print_system_that_cannot_be_asked_is_none(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(programs, NAMED)
    program(programs, "lpstat", "exit 1")
    assert PaperPrinter().state() is PrinterState.NONE
    monkeypatch.setattr(printers, "ASK_SECONDS", 0.2)
    program(programs, "lpstat", "exec /bin/sleep 60")
    assert PaperPrinter().state() is PrinterState.NONE


def test_bytes_go_through_the_pipe_as_they_are(programs: Path, tmp_path: Path) -> None:
    pdf = b"%PDF-1.7\r\n\x00\xff\n" * 100_000
    program(programs, "lp", f"echo \"$*\" > '{tmp_path}/words'; /bin/cat > '{tmp_path}/device'")
    assert PaperPrinter().print_pdf(pdf)
    assert (tmp_path / "device").read_bytes() == pdf
    assert (tmp_path / "words").read_text() == "-t VPO Desk -\n"


def test_refused_is_refused_and_silence_is_no_answer(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not PaperPrinter().print_pdf(b"%PDF")
    program(programs, "lp", "exit 1")  # reads nothing: the pipe breaks under a large document
    assert not PaperPrinter().print_pdf(b"%PDF" * 1_000_000)
    monkeypatch.setattr(printers, "SEND_SECONDS", 0.2)
    program(programs, "lp", "exec /bin/sleep 60")
    with pytest.raises(PrinterSilentError):
        PaperPrinter().print_pdf(b"%PDF" * 1_000_000)
