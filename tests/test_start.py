"""start.py: what it asks of a machine, how it makes .venv, and when it leaves it alone."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
import start

ROOT = Path(__file__).resolve().parents[1]
LINUX = sys.platform.startswith("linux")


def run_start(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "start.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with empty locks, in a folder whose name is hard to quote, in start's eyes."""
    root = tmp_path / "An officer's desk"
    package = root / "src" / "vpo_desk"
    (package / "cli").mkdir(parents=True)
    for name in (start.RUN_LOCK, start.DEV_LOCK):
        (root / name).write_text("# nothing\n", encoding="utf-8")
    (package / "__init__.py").touch()
    (package / "cli" / "__init__.py").touch()
    run = "import sys\n\ndef run():\n    print(*sys.argv[1:])\n    return 7\n"
    (package / "__main__.py").write_text(run, encoding="utf-8")
    (package / "cli" / "main.py").write_text(run, encoding="utf-8")
    venv = root / ".venv"
    scripts = venv / start.SCRIPTS.name
    places = {
        "ROOT": root,
        "VENV": venv,
        "LEAVING": root / start.LEAVING.name,
        "SCRIPTS": scripts,
        "PYTHON": scripts / start.PYTHON.name,
        "STAMP": venv / start.STAMP.name,
        "UNFINISHED": venv / start.UNFINISHED.name,
    }
    for name, place in places.items():
        monkeypatch.setattr(start, name, place)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    return root


# --- the command line ----------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["nonsense"], ["check", "fast"], ["", "more"]])
def test_what_it_does_not_know_is_answered_with_what_it_knows(arguments: list[str]) -> None:
    done = run_start(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    for verb in filter(None, start.VERBS):
        assert f"start.py {verb} " in done.stderr


def test_help_names_every_verb() -> None:
    done = run_start("--help")
    assert done.returncode == 0
    assert all(f"start.py {verb} " in done.stdout for verb in filter(None, start.VERBS))


def test_an_old_python_is_told_in_one_sentence_what_is_needed() -> None:
    source = str(ROOT / "start.py")
    pretend = (
        "import sys; sys.version_info = (3, 6, 9, 'final', 0);"
        f"exec(compile(open({source!r}, encoding='utf-8').read(), 'start.py', 'exec'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and this is Python 3.6" in done.stderr
    assert "Traceback" not in done.stderr


# --- the environment -----------------------------------------------------------------------------


def our_programs_start() -> None:
    """Start both by script and by code; the folder's name is hard to quote."""
    for name in start.ENTRIES:
        script = start.SCRIPTS / (f"{name}.cmd" if start.WINDOWS else name)
        done = subprocess.run(
            [str(script), "two words", "--x"],
            env=start.clean_environment(),  # without the PYTHONPATH that every test has
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if start.WINDOWS and name == "vpo-desk":
            continue  # it starts apart from its console
        assert (done.stdout, done.returncode) == ("two words --x\n", 7)
        by_code = start.run([start.PYTHON, "-c", start.entry_code(name)])
        assert by_code == 7


def test_an_environment_is_made_once_and_again_only_when_something_changed(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Making one takes seconds, so this follows one through its life; our programs start from it."""
    start.prepare("desk")
    made = start.STAMP.stat().st_mtime_ns
    assert not start.UNFINISHED.exists()

    start.prepare("desk")
    assert start.STAMP.stat().st_mtime_ns == made
    our_programs_start()

    # The tools are added to it; nothing is made anew.
    witness = start.VENV / "witness"
    witness.touch()
    start.prepare("tests")
    assert witness.exists()
    start.prepare("desk")
    assert witness.exists()

    # Another lock: made from nothing, so that no package of the old one stays behind. One that
    # cannot be installed is told and does not count.
    (project / start.RUN_LOCK).write_text("nothing-of-this-name==1.0\n", encoding="utf-8")
    with pytest.raises(start.SetUpError, match=r"requirements\.lock could not be installed"):
        start.prepare("desk")
    assert not witness.exists()
    assert start.installed_locks() == {}
    assert "nothing-of-this-name" in capfd.readouterr().err

    # Starting again with one that can be begins anew.
    witness.touch()
    (project / start.RUN_LOCK).write_text("# nothing, but newer\n", encoding="utf-8")
    start.prepare("desk")
    assert not witness.exists()
    assert start.installed_locks()

    # Interrupted in the middle: anew at the next start.
    start.UNFINISHED.touch()
    assert start.installed_locks() == {}


@pytest.mark.parametrize(
    "change",
    [
        '{"layout": 0,',
        '{"python": "2.7",',
        '{"root": "/moved",',
        "not json",
        "[]",
        '{"locks": []}',
    ],
)
def test_a_stamp_that_does_not_fit_means_anew(project: Path, change: str) -> None:
    start.SCRIPTS.mkdir(parents=True)
    start.PYTHON.touch()
    locks = {start.RUN_LOCK: start.digest(start.RUN_LOCK)}
    good = start.json.dumps({"locks": locks, **start.fingerprint()})
    start.STAMP.write_text(good, encoding="utf-8")
    assert start.installed_locks() == locks
    # In JSON the last of two equal keys counts, so the changed one is put at the end.
    changed = f"{good[:-1]}, {change[1:-1]}}}" if change.endswith(",") else change
    start.STAMP.write_text(changed, encoding="utf-8")
    assert start.installed_locks() == {}


def test_a_vanished_python_means_anew(project: Path) -> None:
    start.SCRIPTS.mkdir(parents=True)
    locks = {start.RUN_LOCK: start.digest(start.RUN_LOCK)}
    stamp = start.json.dumps({"locks": locks, **start.fingerprint()})
    start.STAMP.write_text(stamp, encoding="utf-8")
    assert start.installed_locks() == {}


def test_a_folder_that_is_no_environment_is_left_alone(project: Path) -> None:
    start.VENV.mkdir()
    (start.VENV / "letter.txt").touch()
    with pytest.raises(start.SetUpError, match="Move it away"):
        start.remove_venv()
    assert (start.VENV / "letter.txt").exists()


@pytest.mark.parametrize("name", ["pyvenv.cfg", "unfinished", None])
def test_a_half_made_environment_goes_and_so_does_one_that_was_leaving(
    project: Path, name: str | None
) -> None:
    start.VENV.mkdir()
    start.LEAVING.mkdir()
    (start.LEAVING / "old").touch()
    if name:
        (start.VENV / name).touch()
    start.remove_venv()
    assert not start.VENV.exists()
    assert not start.LEAVING.exists()


# --- what is started ------------------------------------------------------------------------------


def test_settings_that_bend_python_or_pip_do_not_reach_what_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bent = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PIP_USER", "PIP_TARGET")
    for name in bent:
        monkeypatch.setenv(name, "somewhere")
    monkeypatch.setenv("PIP_CERT", "kept")
    env = start.clean_environment(QT_QPA_PLATFORM="offscreen")
    assert {name for name, value in env.items() if value == "somewhere"} == set()
    assert (env["PIP_CERT"], env["QT_QPA_PLATFORM"]) == ("kept", "offscreen")


def test_the_demonstration_never_goes_into_a_folder_that_holds_something(project: Path) -> None:
    assert start.free_folder("demo") == project / "demo"
    (project / "demo").mkdir()
    assert start.free_folder("demo") == project / "demo"
    (project / "demo" / "kept").touch()
    (project / "demo-2").touch()
    assert start.free_folder("demo") == project / "demo-3"


# --- the system -------------------------------------------------------------------------------------


def test_the_loader_itself_is_asked_for_libraries() -> None:
    assert not start.loads("libthere-is-none-of-this-name.so.9")


if LINUX:  # elsewhere nothing is asked of the system

    @pytest.fixture
    def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """An empty PATH; `tool` puts a command on it that notes how it was called."""
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in ("env", "sh"):
            (folder / name).symlink_to(Path("/usr/bin") / name)
        monkeypatch.setenv("PATH", str(folder))
        return folder

    def tool(folder: Path, name: str, body: str = "exit 0") -> None:
        path = folder / name
        path.write_text(
            f'#!/bin/sh\necho "{name} $*" >> "{folder}/called"\n{body}\n',
            encoding="utf-8",
        )
        path.chmod(0o755)

    def called(folder: Path) -> list[str]:
        log = folder / "called"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def nothing_found(name: str) -> None:
        """Stand in for the search of a Python that Debian has split."""

    def act_as(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: user)

    def test_a_loaded_library_is_found() -> None:
        assert start.loads("libc.so.6")

    def test_a_display_is_what_the_session_says(monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        assert not start.has_display()
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        assert start.has_display()

    def test_root_installs_and_takes_the_name_that_this_release_has(
        tools: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        act_as(monkeypatch, 0)
        tool(tools, "apt-get")
        tool(tools, "apt-cache", '[ "$2" = libglib2.0-0t64 ]')
        start.install_packages(["libgl1", "libglib2.0-0"], "the desk")
        assert called(tools) == [
            "apt-get --quiet --yes update",
            "apt-cache show libgl1t64",
            "apt-cache show libglib2.0-0t64",
            "apt-get --quiet --yes install --no-install-recommends libgl1 libglib2.0-0t64",
        ]

    def test_a_user_with_passwordless_sudo_installs_through_it(
        tools: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        act_as(monkeypatch, 1000)
        tool(tools, "apt-get")
        tool(tools, "sudo", 'shift; [ "$1" = true ] || exec "$@"')
        start.install_packages(["libgl1"], "the desk")
        assert called(tools)[-1].endswith("install --no-install-recommends libgl1")

    @pytest.mark.parametrize("sudo", ["absent", "asks for a password"])
    def test_a_user_who_may_not_is_given_the_one_command(
        tools: Path, monkeypatch: pytest.MonkeyPatch, sudo: str
    ) -> None:
        act_as(monkeypatch, 1000)
        tool(tools, "apt-get")
        if sudo != "absent":
            tool(tools, "sudo", "exit 1")
        with pytest.raises(start.SetUpError) as caught:
            start.install_packages(["libgl1", "libegl1"], "the desk")
        command = "sudo apt-get update && sudo apt-get install --yes libgl1 libegl1"
        assert command in str(caught.value)
        assert not any(call.startswith("apt-get") for call in called(tools))

    def test_a_system_without_apt_is_told_what_is_missing(tools: Path) -> None:
        with pytest.raises(start.SetUpError, match="Debian calls it libgl1;"):
            start.install_packages(["libgl1"], "the desk")

    def test_apt_never_asks_a_question(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        act_as(monkeypatch, 0)
        monkeypatch.setenv("DEBIAN_FRONTEND", "dialog")
        tool(tools, "apt-get", '[ "$DEBIAN_FRONTEND" = noninteractive ]')
        start.install_packages(["libgl1"], "the desk")

    def test_a_failed_installation_is_told(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        act_as(monkeypatch, 0)
        tool(tools, "apt-get", '[ "$3" = update ]')
        with pytest.raises(start.SetUpError, match="could not install libgl1"):
            start.install_packages(["libgl1"], "the desk")

    def test_missing_tools_are_missed_for_the_tests_alone(
        tools: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("DISPLAY", raising=False)
        wanted = {"poppler-utils", "xvfb"}
        assert wanted <= set(start.missing_packages("tests", venv=False))
        assert not wanted & set(start.missing_packages("desk", venv=True))
        assert wanted | {"binutils"} <= set(start.missing_packages("package", venv=False))

    def test_what_debian_splits_off_python_is_missed_only_to_make_an_environment(
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        package = f"python{start.VERSION}-venv"
        assert package not in start.missing_packages("desk", venv=True)
        monkeypatch.setattr(importlib.util, "find_spec", nothing_found)
        assert package in start.missing_packages("desk", venv=True)
        assert package not in start.missing_packages("desk", venv=False)
