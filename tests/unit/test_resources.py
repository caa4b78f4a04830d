"""Bundled files are found in an installed program and in a checkout, and read unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from vpo_desk.resources import Resources, find_resources, resources_beside


def test_an_installed_program_reads_the_files_inside_its_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "vpo_desk"
    (package / "_resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()  # what a checkout would have: it must not win
    assert resources_beside(package) == Resources(package / "_resources")


def test_a_checkout_reads_the_files_at_its_root(tmp_path: Path) -> None:
    package = tmp_path / "src" / "vpo_desk"
    package.mkdir(parents=True)
    assert resources_beside(package) == Resources(tmp_path / "resources")


def test_this_checkout_has_its_files() -> None:
    assert find_resources().folder == Path(__file__).parents[2] / "resources"
    assert find_resources().folder.is_dir()


def test_bytes_and_line_ends_come_as_they_were_shipped(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    shipped = "naïve\r\nsecond\n".encode()
    (tmp_path / "texts" / "a.toml").write_bytes(shipped)
    resources = Resources(tmp_path)
    assert resources.read_bytes("texts/a.toml") == shipped
    assert resources.read_text("texts/a.toml") == "naïve\r\nsecond\n"


def test_names_are_those_in_the_folder_with_the_ending_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "protocols"
    folder.mkdir()
    for name in ("b.v1.toml", "a.v2.toml", "readme.md"):
        (folder / name).touch()
    assert Resources(tmp_path).names("protocols", ".toml") == ("a.v2.toml", "b.v1.toml")


@pytest.mark.parametrize("call", ["read", "names"])
def test_a_missing_file_is_an_error_and_not_an_empty_answer(call: str, tmp_path: Path) -> None:
    resources = Resources(tmp_path)
    with pytest.raises(FileNotFoundError):
        resources.names("gone", ".toml") if call == "names" else resources.read_bytes("gone")
