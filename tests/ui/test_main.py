"""The program's start: the lock page first, everything heavy behind it, settings kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.stage import FakePrompts, StillClock
from vpo_desk.bootstrap import CaseFileDoor
from vpo_desk.domain.moments import Moment
from vpo_desk.paths import Paths
from vpo_desk.resources import Resources
from vpo_desk.settings import Settings
from vpo_desk.ui.computer import theme_of
from vpo_desk.ui.door import LateClock, LateDoor
from vpo_desk.ui.main import Program, bundled_fonts
from vpo_desk.ui.theme import CONTRAST, DARK, LIGHT, Theme

HEAVY = ("pydantic", "reportlab", "pikepdf", "pypdfium2", "sqlcipher3", "cryptography", "zxcvbn")

START = """
import json, os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from vpo_desk.paths import find_paths
from vpo_desk.resources import find_resources
from vpo_desk.ui.main import Program

app = QApplication(["vpo-desk"])
loaded = []

def painted(self):
    loaded.extend(sorted(sys.modules))  # now: quitting locks, which looks at the folder again
    app.quit()

Program._load_rest = painted
program = Program(app, find_paths(), find_resources(), folder=Path(sys.argv[1]))
program.window.show()
app.exec()
shown = program.area.unlock_page.file_name.text()
print(json.dumps([shown, loaded]))
sys.stdout.flush()
os._exit(0)
"""


def test_nothing_heavy_is_loaded_before_the_lock_page_is_painted(tmp_path: Path) -> None:
    folder = tmp_path / "Harlow Falls.vpodesk"
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
        env=dict(os.environ),
    )
    shown, modules = json.loads(done.stdout)
    assert shown == folder.name
    assert [name for name in HEAVY if name in modules] == []
    assert [name for name in modules if name.startswith("vpo_desk.services")] == []
    assert "vpo_desk.bootstrap" not in modules
    assert "vpo_desk.ui.frame" not in modules


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "settings.toml", tmp_path / "log", tmp_path / "Case file.vpodesk")


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, paths: Paths, bare_resources: Resources, clock: StillClock
) -> Iterator[list[Program]]:
    """Collects the programs that a test starts, and ends them."""
    programs: list[Program] = []
    yield programs
    for program in programs:
        program.stop()
        delete(program.window)


def begin(
    qapp: QApplication, qtbot: QtBot, paths: Paths, resources: Resources, start: list[Program]
) -> Program:
    door = CaseFileDoor(StillClock())
    program = Program(qapp, paths, resources, prompts=FakePrompts(), make_door=lambda: door)
    program.alerts.unwatch()
    start.append(program)
    program.window.show()
    qtbot.waitUntil(lambda: program.idle is not None, timeout=20_000)
    return program


def test_settings_that_are_not_understood_are_said(
    qapp: QApplication,
    qtbot: QtBot,
    paths: Paths,
    bare_resources: Resources,
    start: list[Program],
) -> None:
    paths.settings_file.write_text('theme = "purple"\ntext_scale = 150\n', encoding="utf-8")
    program = begin(qapp, qtbot, paths, bare_resources, start)
    assert QApplication.font().pixelSize() == 21
    said = [notice.strong.text() for notice in program.area.unlock_page.notices.notices()]
    assert said == ["The window setting “theme” is not understood."]


def test_without_settings_it_starts_with_the_first_step(
    qapp: QApplication,
    qtbot: QtBot,
    paths: Paths,
    bare_resources: Resources,
    start: list[Program],
) -> None:
    program = begin(qapp, qtbot, paths, bare_resources, start)
    assert "No case file is known" in program.area.unlock_page.file_name.text()
    assert not paths.settings_file.exists()
    assert not paths.log_folder.exists()


def test_nothing_looks_into_a_module_while_it_is_imported(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PySide6 did; pydantic loads more of itself when it is asked, and then unlocking failed."""
    asked = "def __getattr__(name):\n    raise ImportError(name)\n"
    (tmp_path / "asked_while_imported.py").write_text(asked, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    exec("import asked_while_imported")
    monkeypatch.delitem(sys.modules, "asked_while_imported")


def test_a_fault_is_logged_without_its_words(
    qapp: QApplication,
    qtbot: QtBot,
    paths: Paths,
    bare_resources: Resources,
    start: list[Program],
) -> None:
    program = begin(qapp, qtbot, paths, bare_resources, start)
    program.runner.run(lambda: int("zebracrossing"))
    qtbot.waitUntil(lambda: program.alerts.dialog is not None, timeout=20_000)
    assert program.alerts.dialog is not None
    program.alerts.dialog.close()
    written = "".join(file.read_text(encoding="utf-8") for file in paths.log_folder.iterdir())
    assert "ValueError" in written
    assert "zebracrossing" not in written


def test_the_theme_is_the_chosen_one_or_the_systems(qapp: QApplication) -> None:
    assert theme_of(Settings(theme="dark", text_scale=125), qapp) == Theme(DARK, 125)
    assert theme_of(Settings(theme="contrast"), qapp) == Theme(CONTRAST, 100)
    assert theme_of(Settings(theme="light"), qapp) == Theme(LIGHT, 100)
    assert theme_of(Settings(), qapp).tokens in {LIGHT, DARK, CONTRAST}


def test_only_the_windows_typeface_is_loaded(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for name in ("Inter-Regular.ttf", "Inter-SemiBold.otf", "NotoSans-Regular.ttf", "Inter.txt"):
        (fonts / name).write_bytes(name.encode())
    assert list(bundled_fonts(Resources(tmp_path))) == [b"Inter-Regular.ttf", b"Inter-SemiBold.otf"]


def test_a_door_is_made_when_it_is_first_used(tmp_path: Path) -> None:
    made: list[CaseFileDoor] = []

    def make() -> CaseFileDoor:
        made.append(CaseFileDoor(StillClock()))
        return made[-1]

    door = LateDoor(make)
    assert made == []
    assert not door.describe(tmp_path).is_case_file
    assert door.passphrase_advice("short", ()).ok is False
    assert len(door.suggest_passphrase().split()) >= 5
    assert len(made) == 1


def test_a_clock_is_made_when_it_is_first_asked() -> None:
    made: list[StillClock] = []

    def make() -> StillClock:
        made.append(StillClock())
        return made[-1]

    clock = LateClock(make)
    assert made == []
    first: Moment = clock.now()
    assert clock.now() == first
    assert len(made) == 1
