"""The house rules that no other tool keeps: layers, sizes, names, words, locks, tests."""

from __future__ import annotations

import ast
import re
import statistics
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from importlinter.cli import lint_imports
from PySide6.QtCore import QObject

import sqlcipher3.dbapi2

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "vpo_desk"
TESTS = ROOT / "tests"
MODULES = sorted(SOURCE.rglob("*.py"))
TEST_FILES = sorted(TESTS.rglob("*.py"))

# Folders that hold what is made, not what is written; the same as in .gitignore.
MADE = re.compile(r"\.git|\.venv.*|__pycache__|dist|build|demo.*|\..*_cache|\.hypothesis")
TEXT = {".py", ".pyi", ".md", ".toml", ".sql", ".txt", ".lock", ".spec", ".qss", ".svg", ""}


def written_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every text file that belongs to the project."""
    for entry in sorted(folder.iterdir()):
        if MADE.fullmatch(entry.name):
            continue
        if entry.is_dir():
            yield from written_files(entry)
        elif entry.suffix in TEXT:
            yield entry


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def found(pattern: str, paths: Iterator[Path] | list[Path]) -> list[str]:
    """Every line of the files that holds the pattern."""
    wanted = re.compile(pattern)
    return [
        f"{place(path, number)} {match.group()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in wanted.finditer(line)
    ]


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# --- layers --------------------------------------------------------------------------------------


def test_imports_keep_to_their_layers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


def test_every_module_of_the_package_is_a_package_the_linter_sees() -> None:
    folders = {path.parent for path in MODULES}
    assert [place(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def imported(node: ast.AST) -> list[str]:
    """The dotted names that an import statement, or an import by name, brings in."""
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom(module=str(module)):
            return [module, *(f"{module}.{alias.name}" for alias in node.names)]
        case ast.Call(
            func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(n)), *_]
        ):
            return [n]
        case _:
            return []


def test_no_part_of_a_library_that_talks_to_a_network_is_imported() -> None:
    # The import linter sees libraries whole; these are parts of libraries we do use.
    outward = re.compile(
        r"urllib\.(request|robotparser)|multiprocessing\.(connection|managers)|logging\.config"
        r"|PySide6\.(QtNetwork|QtWeb|QtHttp|QtBluetooth|QtSerial|QtPositioning|QtRemoteObjects)"
        r"|pydantic\.networks"
    )
    used = [
        f"{place(path, getattr(node, 'lineno', 1))} {name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        for name in imported(node)
        if outward.match(name)
    ]
    assert used == []


# --- sizes ---------------------------------------------------------------------------------------


def test_modules_are_small() -> None:
    sizes = {place(path): lines_of(path) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size > 400} == {}
    assert statistics.median(sizes.values()) <= 120


def test_functions_and_classes_are_small() -> None:
    too_large: list[str] = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            size = (node.end_lineno or 0) - node.lineno + 1
            most = 250 if isinstance(node, ast.ClassDef) else 60
            if size > most:
                too_large.append(f"{place(path, node.lineno)} {node.name}: {size} lines")
            methods = sum(isinstance(part, ast.FunctionDef) for part in node.body)
            if isinstance(node, ast.ClassDef) and methods > 20:
                too_large.append(f"{place(path, node.lineno)} {node.name}: {methods} methods")
    assert too_large == []


# --- names and words -----------------------------------------------------------------------------


def test_nothing_is_named_after_nothing() -> None:
    vague = r"(?i)(manager|helper|util|utils|handler|controller)s?$"
    names = [(place(path), path.stem) for path in MODULES] + [
        (place(path, node.lineno), node.name)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
    ]
    assert [f"{where} {name}" for where, name in names if re.search(vague, name)] == []


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    assert [place(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


# It hands on the labels of word lists, which are written out with their terms.
PASS_ON = {"domain/terms.py"}


def said(path: Path) -> Iterator[tuple[int, ast.Call]]:
    """Every call that makes a sentence for a user, except within a `say` that hands it on."""
    nodes = list(ast.walk(tree(path)))
    doors = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == "say"]
    handed_on = {id(inner) for door in doors for inner in ast.walk(door)}
    for node in nodes:
        if isinstance(node, ast.Call) and id(node) not in handed_on:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"say", "say_count"}:
                yield node.lineno, node


def places_in(template: str) -> set[str]:
    return {
        field.split(".")[0].split("[")[0] for _, field, _, _ in Formatter().parse(template) if field
    }


def test_sentences_are_written_out_and_given_each_value_they_name() -> None:
    wrong: list[str] = []
    for path in MODULES:
        for line, call in said(path):
            templates = [
                part.value
                for part in call.args
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if not templates and path.relative_to(SOURCE).as_posix() in PASS_ON:
                continue
            if not templates:
                wrong.append(f"{place(path, line)} is not a sentence a translator can find")
                continue
            given = {keyword.arg for keyword in call.keywords}
            if None in given:
                continue
            counted = {"count"} if len(templates) > 1 else set[str]()
            needed = set[str]().union(*(places_in(template) for template in templates))
            if needed - counted != given:
                wrong.append(f"{place(path, line)} names {needed} and is given {given}")
    assert wrong == []


def test_no_sentence_for_a_user_claims_what_nobody_has_shown() -> None:
    claim = re.compile(r"(?i)\b(compliant|compliance|certified|validated|approved by|tips?)\b")
    claims = [
        f"{place(path, line)} {text.value}"
        for path in MODULES
        for line, call in said(path)
        for text in call.args
        if isinstance(text, ast.Constant) and claim.search(str(text.value))
    ]
    assert claims == []


def test_nothing_is_promised_for_later() -> None:
    later = r"\bTO" r"DO\b|\bFIX" r"ME\b|\bXX" r"X\b|(?i:coming so" r"on)|NotImplemented" r"Error"
    assert found(later, written_files()) == []


def test_no_file_names_a_place_outside_the_project() -> None:
    outside = (
        r"/wo" r"rk/|\.\./sha" r"red|/tmp/bri" r"efs|py" r"pi\.org|pythonho" r"sted|/opt/py" r"pi"
    )
    assert found(outside, written_files()) == []


# --- tests ---------------------------------------------------------------------------------------


def test_no_test_waits_for_time_looks_away_or_fakes_our_own_layers() -> None:
    bad = (
        r"\bsle"
        r"ep\(|\bqWa"
        r"it\(|qtbot\.wa"
        r"it\(|pytest\.sk"
        r"ip|mark\.sk"
        r"ip"
        r"|mark\.xf"
        r"ail|pytest\.xf"
        r"ail|importor"
        r"skip|unittest\.mo"
        r"ck|import mo"
        r"ck"
        r"|mark\.fl"
        r"aky"
    )
    assert found(bad, TEST_FILES) == []


# --- start.py, locks, stub -------------------------------------------------------------------------


def test_start_parses_on_an_old_python_so_that_it_can_say_what_it_needs() -> None:
    source = (ROOT / "start.py").read_text(encoding="utf-8")
    body = ast.parse(source, feature_version=(3, 6)).body
    # The version is looked at before anything but sys is imported.
    check = next(n for n, node in enumerate(body) if isinstance(node, ast.If))
    before = [name for node in body[:check] for name in imported(node)]
    assert before == ["sys"]


def test_start_needs_nothing_but_the_standard_library() -> None:
    names = {
        name.split(".")[0] for node in ast.walk(tree(ROOT / "start.py")) for name in imported(node)
    }
    assert names <= sys.stdlib_module_names


def test_the_commands_are_the_same_from_source_and_installed() -> None:
    import start

    project = pyproject()["project"]
    assert {**project["scripts"], **project["gui-scripts"]} == start.ENTRIES


def test_continuous_integration_runs_what_a_person_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.startswith("python3")]
    assert commands == ["python3 start.py check", "python3 start.py test"]


def locked(name: str) -> dict[str, str]:
    """The version of each package of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_everything_by_hash_and_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|^--", text, re.MULTILINE) == []
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked(name))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_agree_with_each_other_and_with_the_project() -> None:
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert run.items() <= dev.items()
    project = pyproject()
    for needs, lock in (
        (project["project"]["dependencies"], run),
        (project["dependency-groups"]["dev"], dev),
    ):
        names = {re.split(r"[^A-Za-z0-9.-]", need)[0].lower() for need in needs}
        assert names <= lock.keys()


def test_the_stub_of_sqlcipher_promises_only_what_is_there() -> None:
    module = sqlcipher3.dbapi2
    stub = tree(ROOT / "typings" / "sqlcipher3" / "dbapi2.pyi")
    missing: list[str] = []
    for node in stub.body:
        names = [getattr(node, "name", ""), getattr(getattr(node, "target", None), "id", "")]
        for name in filter(None, names):
            # Blob has no name in the module; its methods are used by the attachment tests.
            if name.startswith("_") or name == "Blob":
                continue
            if not hasattr(module, name):
                missing.append(name)
            elif isinstance(node, ast.ClassDef):
                methods = [part.name for part in node.body if isinstance(part, ast.FunctionDef)]
                owner = getattr(module, name)
                missing += [f"{name}.{method}" for method in methods if not hasattr(owner, method)]
    assert missing == []


def test_qt_keeps_its_references_to_none() -> None:
    # PySide6 6.12.0 loses one at every void call on Python 3.11 and aborts after some thousands.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200_000):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 1_000


def test_versions_of_the_change_log_package_and_project_agree() -> None:
    from vpo_desk import __version__

    headings = re.findall(
        r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert pyproject()["project"]["version"] == __version__ == headings[0]
    numbers = [tuple(map(int, heading.split("."))) for heading in headings]
    assert all(newer > older for newer, older in pairwise(numbers))
