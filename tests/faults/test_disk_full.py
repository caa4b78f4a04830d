"""The disk is full, or the stick is pulled: told in words, taken back whole, and it goes on after.

A small real file system is mounted in a namespace of its own, which an ordinary user may do on most
Linux systems. Where it is not allowed, and besides, the system's limit on the length of a file
stands for it: that is a real refusal too, in the middle of a write, but by another error. Windows
has neither; the database's own limit in `tests/storage/test_connection.py` runs everywhere.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults import disk_full
from tests.faults.disk_full import PARTS, PASSPHRASE, Clock

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.person import Person
from vpo_desk.errors import VpoError
from vpo_desk.services.releases import write_pdf
from vpo_desk.storage import case_file
from vpo_desk.storage.backup import BackupCopy, ClosingCopy, back_up
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.restore import drill
from vpo_desk.storage.verify import check_chain, check_pages

MOUNTED = 'mount -t tmpfs -o size=112m,mode=0700 none "$1" && shift && exec "$@"'
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNTED, "sh")


def can_mount(place: Path) -> bool:
    """True where a small file system may be mounted that nobody else sees."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run([*NAMESPACE, str(place), "true"], capture_output=True, check=False)
    return tried.returncode == 0


def parts_that_held(way: str, place: Path) -> list[str]:
    before = [*NAMESPACE, str(place)] if way == "mounted" else []
    done = subprocess.run(
        [*before, sys.executable, str(disk_full.__file__), way, str(place)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


if sys.platform != "win32":

    def test_a_disk_that_is_full_takes_nothing_that_was_saved(tmp_path: Path) -> None:
        way = "mounted" if can_mount(tmp_path) else "limited"
        assert parts_that_held(way, tmp_path) == [part.__name__ for part in PARTS]

    @pytest.mark.slow
    def test_a_file_that_may_not_grow_takes_nothing_that_was_saved(tmp_path: Path) -> None:
        assert parts_that_held("limited", tmp_path) == [part.__name__ for part in PARTS]


@pytest.fixture
def opened(tmp_path: Path) -> case_file.CaseFile:
    made, _ = case_file.create(
        tmp_path / "Desk.vpodesk", PASSPHRASE, clock=Clock(), agency=Agency(), training=False
    )
    with made.transaction():
        for number in range(100):
            person = Person(f"p{number}", "x" * 60_000)  # a backup has more than one slice
            made.history.append(PERSON, person.id, person)
    return made


def need_working(opened: case_file.CaseFile, home: Path) -> None:
    """The case file takes the next write, holds, and the next backup of it can be restored."""
    with opened.transaction():
        opened.history.append(PERSON, "later", Person("later", "One more"))
    assert check_pages(opened.connection).holds
    assert check_chain(opened.connection).holds
    key = opened.key
    path = back_up(opened, home, Clock().now())
    opened.close()
    assert drill(path, lambda _path: key).holds


def go_on_with(copy: BackupCopy) -> None:
    while not copy.step():
        pass
    copy.finish()


def vanish(place: Path) -> None:
    shutil.rmtree(place)


def change_into_a_file(place: Path) -> None:
    shutil.rmtree(place)
    place.write_bytes(b"")


@pytest.mark.parametrize("pulled", [vanish, change_into_a_file])
@pytest.mark.parametrize("slices", [0, 1, 2])
def test_a_stick_pulled_while_a_backup_is_written_is_told_and_work_goes_on(
    slices: int, pulled: Callable[[Path], None], opened: case_file.CaseFile, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    copy = BackupCopy(opened, stick, Clock().now())
    for _ in range(slices):
        copy.step()
    pulled(stick)
    with pytest.raises(VpoError, match=r"stick did not take it"):
        go_on_with(copy)
    assert not list(tmp_path.rglob("*.vpobackup*"))
    need_working(opened, tmp_path / "backups")


def test_a_stick_pulled_before_the_last_copy_at_closing_is_told(
    opened: case_file.CaseFile, tmp_path: Path
) -> None:
    stick, key = tmp_path / "stick", opened.key
    copy = ClosingCopy(opened, Clock().now())
    opened.close()
    stick.write_bytes(b"")
    with pytest.raises(VpoError, match=r"stick did not take it"):
        copy.write(stick)
    stick.unlink()
    assert drill(copy.write(stick), lambda _path: key).holds


def test_a_folder_that_is_gone_gets_no_document(tmp_path: Path) -> None:
    with pytest.raises(VpoError, match="could not be written"):
        write_pdf(tmp_path / "stick" / "plan.pdf", b"%PDF")
    assert list(tmp_path.iterdir()) == []
