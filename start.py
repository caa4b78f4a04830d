#!/usr/bin/env python3
"""Set up VPO Desk beside this file, then do what the verb says.

python3 start.py            open the desk; without a display, play the demonstration
python3 start.py test       run the whole test suite (what follows goes to pytest)
python3 start.py check      format, lint, types, import contracts, docs
python3 start.py bench      measure speed and memory (what follows goes to the benchmark)
python3 start.py screens    make the pictures in docs/screens anew
python3 start.py package    build the one-folder program in dist/ and let it test itself

It needs nothing but Python 3.11 or newer. Everything it installs goes into .venv beside it, at
the versions and hashes of the lock files; only Qt's system libraries come from the system.
"""

import sys

# This comes before anything that an older Python could not run, and the file parses on one.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"VPO Desk needs Python 3.11 or newer, and this is Python {sys.version_info[0]}."
        f"{sys.version_info[1]}. Install a newer Python and start this file with it."
    )

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "made-by-start.json"
UNFINISHED = VENV / "unfinished"
LEAVING = ROOT / ".venv-leaving"
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
# Raise it when an environment made by an older start.py must not be kept.
LAYOUT = 1

ENTRIES = {"vpo-desk": "vpo_desk.__main__:run", "vpo-desk-cli": "vpo_desk.cli.main:run"}

# The folders of docs/screens, and how the window looks in each.
LOOKS = {
    "": ("--paper",),
    "dark": ("--theme", "dark", "--width", "1366", "--height", "768"),
    "large": ("--scale", "200", "--width", "1366", "--height", "768"),
}

# What Qt's wheels leave to the system: the library Qt loads, and Debian's package of it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
TEST_TOOLS = {"pdftotext": "poppler-utils", "Xvfb": "xvfb"}
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
BUILD_TOOLS = {"objdump": "binutils", f"libpython{VERSION}.so.1.0": f"libpython{VERSION}"}
# What the three things that can be set up take from the system, besides the libraries above.
TOOLS = {"desk": {}, "tests": TEST_TOOLS, "package": {**TEST_TOOLS, **BUILD_TOOLS}}


class SetUpError(Exception):
    """Something on this machine is missing; the text says what, and the command that helps."""


def say(text: str) -> None:
    """Print one line at once, so that it stands before the output of what is started next."""
    print(text, flush=True)


# --- what the system must have -----------------------------------------------------------------


def loads(library: str) -> bool:
    """Tell whether the loader finds a shared library.

    Loading is asked of the loader itself: `ctypes.util.find_library` needs a compiler or ldconfig,
    and a package list says nothing on a machine that is not a Debian.
    """
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_packages(purpose: str, *, venv: bool) -> list[str]:
    """Return Debian's names of what this machine lacks for a purpose, a key of TOOLS.

    With `venv` also for making an environment, which Debian splits off from Python.
    """
    if not sys.platform.startswith("linux"):
        return []
    needed = {**QT_LIBRARIES, **TOOLS[purpose]}
    if has_display() or purpose != "desk":
        needed.update(WINDOW_LIBRARIES)
    if os.environ.get("WAYLAND_DISPLAY"):
        needed.update(WAYLAND_LIBRARIES)
    missing = [
        package
        for name, package in needed.items()
        if not (loads(name) if ".so" in name else shutil.which(name))
    ]
    if venv and not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        missing.append(f"python{VERSION}-venv")
    return missing


def as_root() -> list[str] | None:
    """Return what a command needs before it to run as root, or None when it may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return None
    return [sudo, "-n"] if sudo else None


def current_name(package: str) -> str:
    """Return the name a package has in this release: newer ones add `t64` to some libraries."""
    newer = f"{package}t64"
    apt_cache = shutil.which("apt-cache")
    if not apt_cache:
        return package
    shown = subprocess.run([apt_cache, "show", newer], capture_output=True, check=False)
    return package if shown.returncode else newer


def install_packages(packages: Sequence[str], what_for: str) -> None:
    """Install Debian packages, or say the one command that does.

    Raises:
        SetUpError: this machine has no apt, this user may not, or the installation failed.
    """
    apt = shutil.which("apt-get")
    if not apt:
        raise SetUpError(
            f"This machine lacks what is needed for {what_for}. Debian calls it {' '.join(packages)};"
            " install the same with this system's package tool and start again."
        )
    root = as_root()
    if root is None:
        names = " ".join(current_name(package) for package in packages)
        raise SetUpError(
            f"This machine lacks what is needed for {what_for}. This command installs it:\n"
            f"    sudo apt-get update && sudo apt-get install --yes {names}\n"
            "Then start again."
        )
    apt_get = [*root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "--quiet", "--yes"]
    say(f"Installing what is needed for {what_for}: {' '.join(packages)}")
    # A stale or missing list is renewed; without a network, what apt has kept may still do.
    subprocess.run([*apt_get, "update"], check=False)
    names = [current_name(package) for package in packages]
    install = [*apt_get, "install", "--no-install-recommends", *names]
    if subprocess.run(install, check=False).returncode:
        raise SetUpError(f"apt-get could not install {' '.join(names)}. What it said is above.")


def ensure_system(purpose: str, *, venv: bool) -> None:
    """Install what is taken from the system, where it is missing.

    Raises:
        SetUpError: something is missing and could not be installed.
    """
    packages = missing_packages(purpose, venv=venv)
    if not packages:
        return
    install_packages(packages, f"the {purpose}")
    importlib.invalidate_caches()
    still = missing_packages(purpose, venv=venv)
    if still:
        raise SetUpError(f"These were installed, but are still not found: {' '.join(still)}.")


# --- the environment beside this file ------------------------------------------------------------


def digest(lock: str) -> str:
    """Return the SHA-256 of a lock file, in hex."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def fingerprint() -> dict[str, object]:
    """Return what an environment depends on besides its lock: this Python and this folder."""
    python = f"{VERSION} {sysconfig.get_platform()}"
    return {"layout": LAYOUT, "python": python, "root": str(ROOT)}


def installed_locks() -> dict[str, str]:
    """Return the digest of each lock that .venv holds in full; empty when it must be made anew."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        locks = {str(name): str(value) for name, value in stamp.pop("locks").items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    if stamp != fingerprint() or not PYTHON.exists() or UNFINISHED.exists():
        return {}
    return locks if locks.get(RUN_LOCK) == digest(RUN_LOCK) else {}


def clean_environment(**extra: str) -> dict[str, str]:
    """Return the environment for what we start, without settings that bend Python or pip."""
    bent = {
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "__PYVENV_LAUNCHER__",
    }
    kept = {name: value for name, value in os.environ.items() if name not in bent}
    return {**kept, **extra}


def run(
    command: Iterable[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> int:
    """Run a command to its end, in this folder unless told otherwise; return its exit code."""
    words = [str(word) for word in command]
    env = clean_environment() if env is None else env
    return subprocess.run(words, cwd=cwd or ROOT, env=env, check=False).returncode


def remove_venv() -> None:
    """Remove a half-made or outdated .venv, and nothing that this program did not make.

    Raises:
        SetUpError: it is something else, or it is in use.
    """
    if not VENV.exists() and not LEAVING.exists():
        return
    ours = STAMP.exists() or UNFINISHED.exists() or (VENV / "pyvenv.cfg").exists()
    if VENV.exists() and not ours and any(VENV.iterdir()):
        raise SetUpError(f"{VENV} is not a Python environment. Move it away and start again.")
    if Path(sys.prefix).resolve() == VENV:
        raise SetUpError("Start this file with the system's Python, not with the one in .venv.")
    try:
        # Renamed first: an interrupted removal leaves nothing behind that looks like .venv.
        if LEAVING.exists():
            shutil.rmtree(LEAVING)
        if VENV.exists():
            VENV.replace(LEAVING)
            shutil.rmtree(LEAVING)
    except OSError as error:
        raise SetUpError(
            f"{VENV} must be made anew, but could not be removed ({error.strerror})."
            " Close the desk if it is open and start again."
        ) from error


def make_venv() -> None:
    """Make an empty .venv with pip, marked unfinished.

    Raises:
        SetUpError: it could not be made.
    """
    VENV.mkdir()
    UNFINISHED.touch()
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    if run([base_python, "-m", "venv", VENV]):
        raise SetUpError("Python could not make the environment .venv. What it said is above.")


def write_entries() -> None:
    """Make src importable in .venv and put vpo-desk and vpo-desk-cli among its scripts.

    A path file and two small scripts stand in for an installation of the project: they need no
    build step and no build tool at run time, and a change in src is in effect at once.
    """
    site = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV)}))
    # Relative, because the encoding in which Python reads path files differs between versions.
    source = os.path.relpath(ROOT / "src", site)
    (site / "vpo_desk.pth").write_text(f"{source}\n", encoding="ascii")
    for name, target in ENTRIES.items():
        module, function = target.split(":")
        if WINDOWS:
            program = 'start "" "%~dp0pythonw.exe"' if name == "vpo-desk" else '"%~dp0python.exe"'
            (SCRIPTS / f"{name}.cmd").write_text(
                f'@{program} -c "{entry_code(name)}" %*\r\n', encoding="ascii", newline=""
            )
            continue
        script = SCRIPTS / name
        # A shell starts Python, because a #! line cannot hold a path with spaces.
        text = (
            "#!/bin/sh\n"
            f"'''exec' {shlex.quote(str(PYTHON))} \"$0\" \"$@\"\n"
            "' '''\n"
            f"import sys\n\nfrom {module} import {function}\n\nsys.exit({function}())\n"
        )
        script.write_bytes(os.fsencode(text))
        script.chmod(0o755)


def entry_code(name: str) -> str:
    """Return the Python code that starts one of our two programs, for `python -c`."""
    module, function = ENTRIES[name].split(":")
    return (
        f"import sys; sys.argv[0] = '{name}'; from {module} import {function};"
        f" sys.exit({function}())"
    )


def prepare(purpose: str) -> None:
    """Make .venv hold exactly what the lock for a purpose, a key of TOOLS, says.

    It costs next to nothing when it already does.

    Raises:
        SetUpError: something is missing on this machine, or pip failed.
    """
    lock = RUN_LOCK if purpose == "desk" else DEV_LOCK
    locks = installed_locks()
    ensure_system(purpose, venv=not locks)
    if locks.get(lock) == digest(lock):
        return
    # From the run-time packages to those of development something is only added; anything else
    # could leave a package behind that no lock names, so the environment is made from nothing.
    if not locks or DEV_LOCK in locks:
        remove_venv()
        say(f"Making {VENV}")
        make_venv()
    UNFINISHED.touch()
    say(f"Installing the packages of {lock}")
    # Wheels alone: building a source archive would run code that no hash in the lock covers.
    options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-input"]
    # Hundreds of megabytes come down the first time: a person watching sees how far it is.
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *quiet]
    if run([*pip, *options, "--requirement", lock]):
        raise SetUpError(
            f"The packages of {lock} could not be installed. What pip said is above; nothing else"
            " was changed, and starting again begins anew."
        )
    write_entries()
    held = {RUN_LOCK: digest(RUN_LOCK)}
    if lock == DEV_LOCK:
        held[DEV_LOCK] = digest(DEV_LOCK)
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps({**fingerprint(), "locks": held}, indent=1), encoding="utf-8")
    new.replace(STAMP)
    UNFINISHED.unlink()


# --- the verbs -----------------------------------------------------------------------------------


def free_folder(name: str) -> Path:
    """Return a folder of that name, numbered if need be, that is not there yet or is empty."""
    number = 1
    while True:
        folder = ROOT / (name if number == 1 else f"{name}-{number}")
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return folder
        number += 1


def make_screens(folder: Path, look: Sequence[str] = ()) -> int:
    """Make the pictures of the window in `folder`, without a display."""
    folder.mkdir(parents=True, exist_ok=True)
    env = clean_environment(QT_QPA_PLATFORM="offscreen")
    return run([PYTHON, "-m", "vpo_desk.ui.screens", "--out", folder, *look], env=env)


def desk(_arguments: Sequence[str]) -> int:
    """Open the window, or without a display play the demonstration into a new folder."""
    prepare("desk")
    if has_display():
        return run([PYTHON, "-m", "vpo_desk"])
    folder = free_folder("demo")
    say(f"There is no display here, so the demonstration is played into {folder}")
    code = run([PYTHON, "-c", entry_code("vpo-desk-cli"), "demo", "--out", folder])
    if code:
        return code
    say("Making the pictures of the window")
    code = make_screens(folder / "screens", LOOKS[""])
    say(f"The demonstration's case file and documents are in {folder}")
    if not code:
        say(f"The pictures of the window are in {folder / 'screens'}")
    return code


def test(arguments: Sequence[str]) -> int:
    """Run the test suite, two processes at a time unless told otherwise."""
    prepare("tests")
    return run([PYTHON, "-m", "pytest", *(arguments or ["-n", "2", "--dist", "worksteal"])])


def check(_arguments: Sequence[str]) -> int:
    """Run every check but the tests, each to its end, and sum up."""
    prepare("tests")
    # pyright would otherwise ask a package index whether there is a newer one.
    env = clean_environment(PYRIGHT_PYTHON_IGNORE_WARNINGS="1")
    steps = {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["pyright"],
        "contracts": ["pytest", "--quiet", "tests/test_contracts.py"],
        "docs": ["pytest", "--quiet", "tests/test_docs.py"],
    }
    failed: list[str] = []
    for name, command in steps.items():
        say(f"\n== {name}")
        if run([PYTHON, "-m", *command], env=env):
            failed.append(name)
    say("")
    for name in steps:
        say(f"{name:10} {'FAILED' if name in failed else 'ok'}")
    return 1 if failed else 0


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks."""
    prepare("tests")
    return run([PYTHON, "-m", "tests.bench", *arguments])


def screens(_arguments: Sequence[str]) -> int:
    """Make the pictures in docs/screens anew, in each look."""
    prepare("tests")
    folder = ROOT / "docs" / "screens"
    return max(make_screens(folder / name, look) for name, look in LOOKS.items())


def package(_arguments: Sequence[str]) -> int:
    """Build the one-folder program and let a copy of it test itself away from this source tree."""
    prepare("package")
    work = ["--distpath", ROOT / "dist", "--workpath", ROOT / "build"]
    spec = ROOT / "packaging" / "vpo-desk.spec"
    code = run([PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *work, spec])
    if code:
        return code
    built = ROOT / "dist" / "vpo-desk"
    with tempfile.TemporaryDirectory() as name:
        elsewhere = Path(name)
        copy = elsewhere / "copied program"
        shutil.copytree(built, copy, symlinks=True)
        program = copy / ("vpo-desk-cli.exe" if WINDOWS else "vpo-desk-cli")
        env = clean_environment(QT_QPA_PLATFORM="offscreen")
        code = run([program, "selftest"], cwd=elsewhere, env=env)
    say(f"The program in {built} {'FAILED its self-test' if code else 'passed its self-test'}")
    return code


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "": desk,
    "test": test,
    "check": check,
    "bench": bench,
    "screens": screens,
    "package": package,
}
TAKE_ARGUMENTS = {"test", "bench"}


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say; return the exit code: 1 it failed, 2 it is not known."""
    verb, *rest = arguments or [""]
    if verb in {"-h", "--help"}:
        print(__doc__)
        return 0
    if verb not in VERBS or (rest and verb not in TAKE_ARGUMENTS):
        print(f"start.py does not know: {' '.join(arguments)}\n\n{__doc__}", file=sys.stderr)
        return 2
    try:
        return VERBS[verb](rest)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit(130)
