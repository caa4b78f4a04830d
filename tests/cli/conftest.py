"""The command line in-process, on case files copied from one template."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vpo_desk.cli.main import main

PASSPHRASE = "orchid tunnel marble seven kites"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out.splitlines()[-1])


@dataclass(frozen=True)
class Desk:
    folder: Path
    secret: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *arguments: str | Path) -> Result:
        self.capture.readouterr()
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = self.capture.readouterr()
        return Result(code, out, err)

    def verb(self, name: str, *arguments: str | Path) -> Result:
        return self.run(name, self.folder, "--passphrase-file", self.secret, *arguments)

    def play(self, scenario: str, *arguments: str | Path) -> Result:
        path = self.folder.parent / "scenario.toml"
        path.write_text(scenario, encoding="utf-8")
        return self.run("play", path, self.folder, "--passphrase-file", self.secret, *arguments)

    def info(self) -> dict[str, Any]:
        return self.verb("info", "--json").json


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Path]:
    made: dict[bool, Path] = {}

    def template(training: bool) -> Path:
        if training not in made:
            place = tmp_path_factory.mktemp("template")
            (place / "secret").write_text(PASSPHRASE + "\n", encoding="utf-8")
            options = ["--training"] if training else []
            new = ["new", str(place / "Desk.vpodesk"), "--passphrase-file", str(place / "secret")]
            assert main([*new, "--recovery-sheet", str(place / "sheet.pdf"), *options]) == 0
            made[training] = place
        return made[training]

    return template


@pytest.fixture
def desk(
    tmp_path: Path, templates: Callable[[bool], Path], capsys: pytest.CaptureFixture[str]
) -> Desk:
    return copied(templates(False), tmp_path / "real", capsys)


@pytest.fixture
def training(
    tmp_path: Path, templates: Callable[[bool], Path], capsys: pytest.CaptureFixture[str]
) -> Desk:
    return copied(templates(True), tmp_path / "training", capsys)


def copied(template: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(template, place)
    return Desk(place / "Desk.vpodesk", place / "secret", capsys)
