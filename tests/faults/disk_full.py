"""A process that works on a small disk until it is full, and then checks what its own words promise.

Run as `python disk_full.py WAY PLACE`. The way `mounted` expects a small file system at PLACE and
fills it with a file; the way `limited` has the system refuse every byte of a file beyond a length,
which needs no rights and refuses with another error. Prints the name of each part that held.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from vpo_desk.bootstrap.desk import open_desk
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.errors import VpoError
from vpo_desk.services.releases import write_pdf
from vpo_desk.storage import case_file, custody, keyring
from vpo_desk.storage.backup import BackupCopy, ClosingCopy, backups_in
from vpo_desk.storage.faults import DiskFailed, DiskFull
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.rekey import encrypt_with_new_key
from vpo_desk.storage.restore import drill, restore
from vpo_desk.storage.verify import check_chain, check_pages

PASSPHRASE, OTHER = "orchid tunnel marble seven kites", "harbor violin quiet moss"
FOLDER = "Desk.vpodesk"


class Clock:
    def now(self) -> Moment:
        return Moment(datetime(2026, 11, 23, 13, 30, tzinfo=UTC))


class Room(Protocol):
    """Takes the room away and gives it back."""

    def take(self, left: int) -> None: ...

    def give(self) -> None: ...


class MountedRoom:
    """A file that fills the small disk."""

    def __init__(self, place: Path) -> None:
        self._filler = place / "filler"

    def take(self, left: int) -> None:
        with self._filler.open("wb", buffering=0) as stream:
            size = os.statvfs(self._filler.parent)
            missing = size.f_bavail * size.f_frsize - left
            while missing > 0:
                missing -= stream.write(bytes(min(missing, 1 << 20)))

    def give(self) -> None:
        self._filler.unlink(missing_ok=True)


class LimitedRoom:
    """The system's limit on the length of a file, which stands for a full disk without rights."""

    def take(self, left: int) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (left, resource.RLIM_INFINITY))

    def give(self) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


class Desk:
    """A case file on the small disk and what was acknowledged in it."""

    def __init__(self, place: Path, room: Room) -> None:
        self.place, self.room = place, room
        self.folder = place / FOLDER
        self.people = 0
        self.file, self.key = case_file.create(
            self.folder, PASSPHRASE, clock=Clock(), agency=Agency(), training=False
        )

    def add(self, length: int = 10, count: int = 1) -> None:
        with self.file.transaction():
            for number in range(self.people, self.people + count):
                person = Person(f"p{number}", "x" * length)
                self.file.history.append(PERSON, person.id, person)
        self.people += count

    @contextmanager
    def full(self, left: int) -> Generator[None, None, None]:
        self.room.take(left)
        try:
            yield
        finally:
            self.room.give()

    def reopen(self, passphrase: str = PASSPHRASE) -> None:
        self.file.close()
        self.file = case_file.open_with_passphrase(self.folder, passphrase, clock=Clock())

    def need_whole(self) -> None:
        for check in (check_pages, check_chain, check_versions, check_heads):
            assert check(self.file.connection).holds, check.__name__
        assert self.file.history.count(PERSON) == self.people

    def names(self) -> list[str]:
        return sorted(str(path.relative_to(self.place)) for path in self.place.rglob("*"))


@contextmanager
def refused(*kinds: type[VpoError]) -> Generator[None, None, None]:
    """Want what is inside to be refused in words: what happened, what is safe, what to do."""
    found: VpoError | None = None
    try:
        yield
    except VpoError as fault:
        found = fault
    assert isinstance(found, kinds or (VpoError,)), "nothing was refused"
    assert found.safe is not None, found.happened
    assert found.todo is not None, found.happened


def a_save(desk: Desk) -> None:
    """Room runs out at many places of a save: it is taken back whole, and goes on with room."""
    for left in (0, 5_000, 200_000):
        with desk.full(left), refused(DiskFull, DiskFailed):
            for _ in range(2_000):
                desk.add(3_000)
        desk.reopen()
        desk.need_whole()
        desk.add()


def an_import(desk: Desk) -> None:
    """Room runs out while a file comes in: nothing of it shows, and nothing is left of it."""
    source = desk.place / "source"
    source.write_bytes(bytes(range(256)) * 4096 * 10)
    services = open_desk(desk.file, clock=Clock()).services
    work = services.waiting_files.begin(source, "form")
    assert not work.step()
    with desk.full(300_000), refused(DiskFull, DiskFailed):
        while not work.step():
            pass
    source.unlink()
    desk.reopen()
    rows = desk.file.connection.execute("SELECT count(*) FROM attachment_slice").fetchone()
    assert rows == (0,)
    assert open_desk(desk.file, clock=Clock()).services.waiting_files.of("form") == ()
    desk.need_whole()
    desk.add()


def another_passphrase(desk: Desk) -> None:
    desk.file.close()
    before = [(desk.folder / name).read_bytes() for name in keyring.FILES]
    with desk.full(0), refused():
        custody.change_passphrase(desk.folder, PASSPHRASE, OTHER, clock=Clock())
    assert [(desk.folder / name).read_bytes() for name in keyring.FILES] == before
    desk.reopen()
    desk.need_whole()


def a_new_key(desk: Desk) -> None:
    desk.file.close()
    before = [name for name in desk.names() if not name.endswith(("-wal", "-shm"))]
    with desk.full(300_000), refused():
        encrypt_with_new_key(
            desk.folder, PASSPHRASE, lambda _key: None, clock=Clock(), new_passphrase=OTHER
        )
    left = [name for name in desk.names() if not name.endswith(("-wal", "-shm"))]
    assert left == before
    desk.reopen()
    desk.need_whole()
    assert desk.file.key == desk.key


def a_backup(desk: Desk) -> None:
    """Full from the beginning, and full after its first slice; older ones stay as they are."""
    desk.add(60_000, 100)  # more than one slice
    copy = BackupCopy(desk.file, desk.place / "backups", Clock().now())
    while not copy.step():
        pass
    older = copy.finish()
    content = older.read_bytes()
    for left in (0, 200, 100_000):
        with desk.full(left), refused():
            copy = BackupCopy(desk.file, desk.place / "backups", Clock().now())
            while not copy.step():
                pass
            copy.finish()
        assert [path.name for path in (desk.place / "backups").iterdir()] == [older.name]
    copy = BackupCopy(desk.file, desk.place / "backups", Clock().now())
    assert not copy.step()
    with desk.full(100_000), refused():
        while not copy.step():
            pass
        copy.finish()
    desk.add()
    closing = ClosingCopy(desk.file, Clock().now())
    desk.file.close()
    with desk.full(100_000), refused():
        closing.write(desk.place / "backups")
    assert [path.name for path in (desk.place / "backups").iterdir()] == [older.name]
    assert older.read_bytes() == content
    closing.write(desk.place / "backups")
    for each in backups_in(desk.place / "backups"):
        assert drill(each.path, lambda _path: desk.key).holds
    desk.reopen()
    desk.need_whole()


def a_restore(desk: Desk) -> None:
    newest = backups_in(desk.place / "backups")[-1].path
    before = desk.names()
    with desk.full(100_000), refused():
        restore(newest, desk.place / "Back.vpodesk", lambda _path: desk.key, clock=Clock())
    assert desk.names() == before
    desk.need_whole()


def a_document(desk: Desk) -> None:
    before = desk.names()
    with desk.full(20_000), refused():
        write_pdf(desk.place / "plan.pdf", b"%PDF" + bytes(50_000))
    assert desk.names() == before


def a_new_case_file(desk: Desk) -> None:
    before = desk.names()
    with desk.full(60_000), refused():
        case_file.create(
            desk.place / "New.vpodesk", PASSPHRASE, clock=Clock(), agency=Agency(), training=False
        )
    assert desk.names() == before


PARTS = (
    a_save,
    an_import,
    another_passphrase,
    a_new_key,
    a_backup,
    a_restore,
    a_document,
    a_new_case_file,
)


def main(way: str, place: Path) -> None:
    desk = Desk(place, MountedRoom(place) if way == "mounted" else LimitedRoom())
    for part in PARTS:
        part(desk)
        print(part.__name__, flush=True)
    desk.file.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
