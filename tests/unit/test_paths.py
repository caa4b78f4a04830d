"""What is kept outside a case file is in this user's own places, and looking makes nothing."""

from __future__ import annotations

from pathlib import Path

from vpo_desk.paths import find_paths, shown_path


def test_every_place_is_in_the_users_home(home: Path) -> None:
    paths = find_paths()
    for place in (paths.settings_file, paths.log_folder, paths.default_case_file):
        assert place.is_absolute()
        assert place.is_relative_to(home)


def test_looking_makes_no_file_and_no_folder(home: Path) -> None:
    find_paths()
    assert list(home.iterdir()) == []


def test_the_names_say_whose_they_are_and_nothing_else() -> None:
    paths = find_paths()
    assert paths.settings_file.name == "settings.toml"
    assert paths.settings_file.parent.name == "vpo-desk"
    assert paths.default_case_file.suffix == ".vpodesk"


def test_a_path_in_the_home_folder_is_shown_short_and_another_one_whole() -> None:
    home = Path("home") / "officer"
    assert shown_path(home / "cases", home) == str(Path("~") / "cases")
    assert shown_path(Path("stick") / "cases", home) == str(Path("stick") / "cases")
