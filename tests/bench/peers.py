"""Other programs at the same jobs, measured where they are installed: KeePassXC, LibreOffice."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from tests.bench.display import Display, can_show, display
from tests.bench.large import LargeFile
from tests.bench.measure import Peer

_NOT_THERE: Final = "not installed"
_PASSPHRASE: Final = "words for the bench only"
_LOCK_PAGE: Final = re.compile(r'"VPO Desk"')
_KEEPASSXC_LOCKED: Final = re.compile(r'"\S+\.kdbx \[Locked\] - KeePassXC"')
_KEEPASSXC_OPEN: Final = re.compile(r'"\S+\.kdbx - KeePassXC"')
_TURNS: Final = 5


def keepassxc_row_1() -> tuple[Peer, ...]:
    """Compare the start of both programs on the same display: time to the window, and memory."""
    name = "KeePassXC, start to its lock page"
    if not _has_keepassxc():
        return (Peer(name, None, note=_NOT_THERE),)
    with tempfile.TemporaryDirectory() as place, display(Path(place)) as shown:
        entries = _entries(Path(place), 1)
        theirs: list[tuple[float, float]] = []
        ours: list[tuple[float, float]] = []
        for turn in range(_TURNS + 1):
            found = (
                shown.milliseconds_to([sys.executable, "-m", "vpo_desk"], _LOCK_PAGE),
                shown.milliseconds_to(_keepassxc(place, entries), _KEEPASSXC_LOCKED),
            )
            if turn:  # the first one fills the system's caches
                ours.append(found[0])
                theirs.append(found[1])
        note = f"memory {_middle(theirs, 1):.0f} MB, ours {_middle(ours, 1):.0f} MB"
        return (Peer(name, _middle(theirs), _middle(ours), note),)


def keepassxc_row_2(file: LargeFile, cases: int) -> tuple[Peer, ...]:
    """Compare both from process start to everything unlocked and shown."""
    name = f"KeePassXC, start to {cases} entries unlocked"
    if not _has_keepassxc():
        return (Peer(name, None, note=_NOT_THERE),)
    with tempfile.TemporaryDirectory() as place, display(Path(place)) as shown:
        entries = _entries(Path(place), cases)
        theirs: list[tuple[float, float]] = []
        ours: list[float] = []
        for turn in range(_TURNS + 1):
            mine = _start_to_today(shown, file)
            other = shown.milliseconds_to(
                [*_keepassxc(place, entries), "--pw-stdin"], _KEEPASSXC_OPEN, f"{_PASSPHRASE}\n"
            )
            if turn:
                ours.append(mine)
                theirs.append(other)
        return (Peer(name, _middle(theirs), statistics.median(ours)),)


def writer_row_10(lines: Sequence[str]) -> tuple[Peer, ...]:
    """Let LibreOffice Writer make a PDF of the same words as paragraphs, from its cold start."""
    name = "LibreOffice Writer, cold"
    program = shutil.which("soffice")
    if program is None:
        return (Peer(name, None, note=_NOT_THERE),)
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "plan.fodt"
        source.write_text(_flat_text(lines), encoding="utf-8")
        profile = (Path(place) / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            *("--headless", "--convert-to", "pdf", "--outdir", place, str(source)),
        ]
        taken: list[float] = []
        for turn in range(_TURNS + 1):
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            if turn:  # the first one makes its profile
                taken.append((time.perf_counter() - begun) * 1000)
        assert source.with_suffix(".pdf").exists()
        return (Peer(name, statistics.median(taken)),)


def _has_keepassxc() -> bool:
    return can_show() and all(shutil.which(name) for name in ("keepassxc", "keepassxc-cli"))


def _keepassxc(place: str, entries: Path) -> list[str]:
    local = [f"--{name}={place}/{name}.ini" for name in ("config", "localconfig")]
    return ["keepassxc", *local, str(entries)]


def _entries(place: Path, count: int) -> Path:
    """Make a database of KeePassXC with its own defaults, and as many entries."""
    source, made = place / "cases.xml", place / "cases.kdbx"
    entry = (
        "<Entry><String><Key>Title</Key><Value>Case {0}</Value></String>"
        "<String><Key>UserName</Key><Value>Person {0}</Value></String>"
        "<String><Key>Notes</Key><Value>He said on day {0} that everyone will remember Friday."
        "</Value></String></Entry>"
    )
    source.write_text(
        '<?xml version="1.0" encoding="utf-8"?><KeePassFile><Root><Group><Name>Root</Name>'
        + "".join(entry.format(number) for number in range(count))
        + "</Group></Root></KeePassFile>",
        encoding="utf-8",
    )
    subprocess.run(
        ["keepassxc-cli", "import", "--set-password", str(source), str(made)],
        input=f"{_PASSPHRASE}\n{_PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return made


def _start_to_today(shown: Display, file: LargeFile) -> float:
    """Return the milliseconds from the start of our process until it says that Today is painted."""
    begun = time.perf_counter()
    started = subprocess.Popen(
        [sys.executable, "-c", _TODAY, str(file.folder)],
        env=shown.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdin is not None
    assert started.stdout is not None
    with started:
        started.stdin.write(file.passphrase)
        started.stdin.close()
        said = started.stdout.readline()
        taken = (time.perf_counter() - begun) * 1000
    assert said == "painted\n", said
    return taken


def _middle(found: Sequence[tuple[float, float]], part: int = 0) -> float:
    return statistics.median(each[part] for each in found)


def _flat_text(lines: Sequence[str]) -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document xmlns:office="{spaces}:office:1.0" xmlns:text="{spaces}:text:1.0"'
        ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:body><office:text>{paragraphs}</office:text></office:body></office:document>"
    )


_TODAY: Final = """
import os, sys, tempfile
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from vpo_desk.paths import Paths
from vpo_desk.resources import find_resources
from vpo_desk.ui.main import Program
app = QApplication([])
home = Path(os.environ["HOME"])
paths = Paths(home / "settings.toml", home / "logs", home / "none.vpodesk")
program = Program(app, paths, find_resources(), folder=Path(sys.argv[1]))
load = program._load_rest
def unlock():
    from vpo_desk.ui.today.today_page import TodayPage
    show = TodayPage._show
    def shown(page, facts):
        show(page, facts)
        page.window().repaint()
        print("painted", flush=True)
        TodayPage._show = show
        QTimer.singleShot(100, program.window.close)
    TodayPage._show = shown
    program.area.unlock_page.passphrase.set_secret(sys.stdin.read(), shown=False)
    program.area.unlock_page.unlock_button.click()
program._first_paint.painted.connect(unlock)
program.window.left.connect(app.quit)
program.window.resize(1280, 800)
program.window.show()
app.exec()
program.stop()
"""
