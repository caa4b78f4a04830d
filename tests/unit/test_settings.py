"""Window settings survive being written, and a spoiled file costs only what is spoiled in it."""

from __future__ import annotations

import os
import stat
import string
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.errors import VpoError
from vpo_desk.settings import (
    LOCK_MINUTES,
    TEXT_SCALES,
    THEMES,
    ReadSettings,
    Settings,
    read,
    write,
)

ROOT = Path(Path.cwd().anchor)

# Every sign that a folder's name can hold on some system; half a surrogate pair is not text.
folder_names = st.text(
    st.characters(exclude_characters="/\\\0:", exclude_categories=["Cs"]), min_size=1, max_size=30
).filter(lambda name: name not in {".", ".."})

any_settings = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    text_scale=st.sampled_from(TEXT_SCALES),
    lock_minutes=st.sampled_from(LOCK_MINUTES),
    case_file=st.none()
    | st.lists(folder_names, max_size=4).map(lambda names: ROOT.joinpath(*names)),
)


@given(any_settings)
def test_what_is_written_is_read_back(settings: Settings) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made" / "settings.toml"
        write(path, settings)
        assert read(path) == ReadSettings(settings)


def test_nothing_chosen_yet_is_no_trouble(tmp_path: Path) -> None:
    assert read(tmp_path / "settings.toml") == ReadSettings(Settings())


@pytest.mark.parametrize(
    "line",
    [
        'theme = "purple"',
        "theme = 1",
        "text_scale = 99",
        "text_scale = 201",
        "text_scale = true",
        "text_scale = 125.0",
        "lock_minutes = 0",
        "lock_minutes = 31",
        'lock_minutes = "10"',
        'case_file = "not/absolute"',
        'case_file = ""',
        f'case_file = "{ROOT.as_posix()}a\\u0000b"',
        "recent = []",
    ],
)
def test_a_value_that_cannot_be_used_takes_its_default_and_is_told(
    line: str, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    good = "text_scale = 150" if "lock" in line else "lock_minutes = 20"
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    found = read(path)
    expected = Settings(text_scale=150) if "lock" in line else Settings(lock_minutes=20)
    assert found.settings == expected
    assert len(found.notices) == 1
    assert line.split(maxsplit=1)[0] in str(found.notices[0])


@pytest.mark.parametrize(
    "data",
    [b"theme = ", b"\xff\xfe", b"a = " + b"[" * 5000, b"\0" * 100],
    ids=["not toml", "not utf-8", "nested without end", "zeros"],
)
def test_a_spoiled_file_leaves_the_usual_settings_and_is_told(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(data)
    found = read(path)
    assert found.settings == Settings()
    assert len(found.notices) == 1


def test_a_folder_in_the_place_of_the_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    assert read(tmp_path / "settings.toml").settings == Settings()


def test_a_path_that_is_not_text_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write(path, Settings(theme="dark", case_file=ROOT / "odd\udcff"))
    assert read(path) == ReadSettings(Settings(theme="dark"))


def test_only_its_owner_can_read_it_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write(path, Settings())
    write(path, Settings(theme="dark"))
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_settings_that_cannot_be_saved_say_what_is_safe_and_keep_the_old_ones(
    tmp_path: Path,
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("old", encoding="utf-8")
    with pytest.raises(VpoError) as caught:
        write(in_the_way / "settings.toml", Settings())
    assert "case file is not affected" in str(caught.value)
    assert in_the_way.read_text(encoding="utf-8") == "old"


def test_the_file_holds_the_settings_and_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write(path, Settings(case_file=ROOT / "Harlow Falls.vpodesk"))
    names = {line.split(" = ")[0] for line in path.read_text(encoding="utf-8").splitlines()}
    assert names == {"theme", "text_scale", "lock_minutes", "case_file"}
    assert all(set(name) <= set(string.ascii_lowercase + "_") for name in names)


def test_a_setting_that_is_gone_is_passed_over_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('paper = "a4"\ntheme = "dark"\n', encoding="utf-8")
    assert read(path) == ReadSettings(Settings(theme="dark"))
