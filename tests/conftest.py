"""What every test lives with: a home folder of its own, no network, no window on a real screen."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import network_guard
import pytest
from hypothesis import HealthCheck, settings

from vpo_desk.storage.key_slots import ARGON2ID

HERE = Path(__file__).resolve().parent
GUARD = HERE / "guard"
SOURCE = HERE.parent / "src"

# Before Qt is imported anywhere. Whoever wants to watch sets QT_QPA_PLATFORM to their platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no failure, and no test asserts a time. The short form has the same examples in
# every run: what fails is what a change did. The long form looks for others, and for more of them.
settings.register_profile(
    "desk",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "chance",
    settings.get_profile("desk"),
    max_examples=600,
    derandomize=False,
    print_blob=True,
)
settings.load_profile("desk")

network_guard.install()

# More than a hundred processes import the program in a run: what one of them compiled serves the
# others, and the next run, also where the session's Python is told to keep nothing.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Keys are derived thousands of times here. The real price is paid by every process that a test
# starts, and tests/storage/test_keyring.py sees there that it is the one that is documented.
object.__setattr__(ARGON2ID, "memory", 8)
object.__setattr__(ARGON2ID, "passes", 1)

_RUNTIME = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--by-chance`: properties look for new examples, ten times as many."""
    parser.addoption("--by-chance", action="store_true", help="new examples for every property")


def pytest_configure(config: pytest.Config) -> None:
    """Give Qt a private runtime folder where the session has none, so that it does not warn.

    Other examples of the properties come with `--by-chance`.
    """
    if config.getoption("--by-chance"):
        settings.load_profile("chance")
    if "XDG_RUNTIME_DIR" not in os.environ:
        config.stash[_RUNTIME] = os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how much test there is for each line of the program; it is told, never judged."""
    tests, program = (
        sum(len(path.read_bytes().splitlines()) for path in folder.rglob("*.py"))
        for folder in (HERE, SOURCE)
    )
    terminalreporter.write_line(f"tests : program = {tests} : {program} = {tests / program:.2f}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the runtime folder made above."""
    if _RUNTIME in config.stash:
        shutil.rmtree(config.stash[_RUNTIME], ignore_errors=True)


@pytest.fixture(scope="module", autouse=True)
def only_what_a_module_made_is_garbage() -> None:
    """Let no collection look again at all that was there before: modules, tests, what they share.

    Each lock of the desk collects, and went through a million objects of the whole run for it.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home folder, in every spelling that a system knows, and return it.

    Processes that the test starts find the program and the network guard through PYTHONPATH.
    """
    folder = tmp_path_factory.mktemp("home")
    places = {
        "HOME": folder,
        "USERPROFILE": folder,
        "APPDATA": folder / "AppData" / "Roaming",
        "LOCALAPPDATA": folder / "AppData" / "Local",
        "WIN_PD_OVERRIDE_APPDATA": folder / "AppData" / "Roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": folder / "AppData" / "Local",
        "WIN_PD_OVERRIDE_PERSONAL": folder / "Documents",
        "XDG_CONFIG_HOME": folder / ".config",
        "XDG_DATA_HOME": folder / ".local" / "share",
        "XDG_STATE_HOME": folder / ".local" / "state",
        "XDG_CACHE_HOME": folder / ".cache",
    }
    for name, place in places.items():
        monkeypatch.setenv(name, str(place))
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SOURCE), str(GUARD)]))
    return folder


@pytest.fixture(autouse=True)
def network_log(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Fail the test if it, or a process it started, reached for the network."""
    log = tmp_path_factory.mktemp("network") / "log"
    monkeypatch.setenv(network_guard.LOG_VARIABLE, str(log))
    yield log
    if log.exists():
        pytest.fail(f"The network was used:\n{log.read_text(encoding='utf-8')}", pytrace=False)
