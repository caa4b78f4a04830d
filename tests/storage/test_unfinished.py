"""A folder in which a case file is made: it appears whole, or nothing of it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from vpo_desk.storage.folder_lock import FolderLock
from vpo_desk.storage.unfinished import ENDING, made_beside


def hidden(place: Path) -> list[str]:
    return [path.name for path in place.iterdir() if path.name.startswith(".")]


def left_by_a_crash(place: Path, name: str = "Old.vpodesk") -> Path:
    left = place / f".{name}.0a1b2c3d{ENDING}"
    left.mkdir()
    (left / "case-file.db").write_bytes(b"encrypted")
    (left / "lock").write_bytes(b"")
    return left


def test_what_was_made_takes_its_place_with_nothing_but_what_was_made(tmp_path: Path) -> None:
    target = tmp_path / "deeper" / "New.vpodesk"
    with made_beside(target) as making:
        (making / "case-file.db").write_bytes(b"whole")
        assert not target.exists()
    assert [path.name for path in target.iterdir()] == ["case-file.db"]
    assert hidden(target.parent) == []


def test_an_empty_folder_gives_way_and_a_full_one_does_not(tmp_path: Path) -> None:
    target = tmp_path / "New.vpodesk"
    target.mkdir()
    with made_beside(target) as making:
        (making / "one").touch()
    with pytest.raises(OSError), made_beside(target) as making:  # noqa: PT011 (each system has its own)
        (making / "two").touch()
    assert [path.name for path in target.iterdir()] == ["one"]
    assert hidden(tmp_path) == []


def test_what_is_raised_leaves_nothing(tmp_path: Path) -> None:
    def half(making: Path) -> None:
        (making / "half").touch()
        raise KeyError

    with pytest.raises(KeyError), made_beside(tmp_path / "New.vpodesk") as making:
        half(making)
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_is_removed_whatever_it_was_to_become(tmp_path: Path) -> None:
    left_by_a_crash(tmp_path)
    (tmp_path / f".Older.vpodesk.99999999{ENDING}").mkdir()  # killed before it held a lock
    with made_beside(tmp_path / "New.vpodesk") as making:
        assert hidden(tmp_path) == [making.name]


def test_what_somebody_holds_or_is_none_of_ours_stays(tmp_path: Path) -> None:
    held = left_by_a_crash(tmp_path)
    others = tmp_path / ".config"
    others.mkdir()
    a_file = tmp_path / f".notes{ENDING}"
    a_file.touch()
    lock = FolderLock(held)
    lock.acquire()
    try:
        with made_beside(tmp_path / "New.vpodesk"):
            pass
        assert sorted(hidden(tmp_path)) == sorted([held.name, others.name, a_file.name])
        assert (held / "case-file.db").exists()
    finally:
        lock.release()


def test_one_that_is_being_made_is_held(tmp_path: Path) -> None:
    with made_beside(tmp_path / "First.vpodesk") as first:
        (first / "case-file.db").write_bytes(b"half")
        with made_beside(tmp_path / "Second.vpodesk"):
            pass
        assert (first / "case-file.db").exists()
    assert (tmp_path / "First.vpodesk" / "case-file.db").exists()
