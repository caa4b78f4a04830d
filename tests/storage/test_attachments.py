"""The rows of attachments: salvage, purge, backup, restore and a new key carry or remove them."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.desk import open_desk
from vpo_desk.bootstrap.salvage import lost_protocol
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.attachment import Attachment, HeldFor
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.ids import RandomIds
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.salvage import Remains
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.importing import carried_out
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage import case_file
from vpo_desk.storage.backup import check_backup, prove, taken_out
from vpo_desk.storage.belongings import going_with
from vpo_desk.storage.case_file import CaseFile, open_with_key
from vpo_desk.storage.content_check import check_contents
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.keyring import Unlocked
from vpo_desk.storage.nouns import CASE, CONCERN
from vpo_desk.storage.purge import take_out
from vpo_desk.storage.salvage import salvage
from vpo_desk.storage.slices import BATCH, SLICE
from vpo_desk.storage.snapshot import Snapshot

PASSPHRASE = "orchid tunnel marble seven kites"
PAGE = 4096
AT = Moment(datetime(2026, 11, 19, 13, 31, tzinfo=UTC))
TOOL = Path(__file__).resolve().parents[2] / "tools" / "independent_verifier.py"
WORDS = AttachmentWords(AT, "Film of the door", "School", HeldFor.CONSENT)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("template") / "Desk.vpodesk"
    made, key = case_file.create(
        folder, PASSPHRASE, clock=system_clock(), agency=Agency(), training=False
    )
    made.close()
    return folder, key


class Held:
    """An open case file with one case."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self.key = folder, key
        self.file: CaseFile = open_with_key(folder, key, clock=system_clock(), actor="test")
        self.services: Services = open_desk(self.file, ids=RandomIds()).services
        self.case = self._case()

    def _case(self) -> Case:
        intake = Intake(
            at=AT,
            route=Route.PAPER,
            danger=Danger.NO,
            source=Informant(Identity.ANONYMOUS),
            about=PersonDetails("Peter Novak"),
            words="A letter.",
        )
        concern, _ = self.services.concerns.take_in(intake)
        wish = TriageDecision(AT, Decision.OPEN_CASE, "A day.", priority=Priority.URGENT)
        _, case, _ = self.services.triage.decide(concern.id, wish)
        assert case is not None
        return case

    def attach(self, path: Path, owner: Owner | None = None) -> Attachment:
        work = self.services.attachments.begin(path, owner or Owner(self.case.id), WORDS)
        return carried_out(work)[0]

    def reopen(self) -> None:
        self.file.close()
        self.file = open_with_key(self.folder, self.key, clock=system_clock(), actor="test")
        self.services = open_desk(self.file).services

    def content(self, attachment_id: str) -> bytes:
        reading = self.services.attachments.read(attachment_id)
        while not reading.step():
            pass
        return reading.content


@pytest.fixture
def held(tmp_path: Path, template: tuple[Path, bytes]) -> Iterator[Held]:
    folder = Path(shutil.copytree(template[0], tmp_path / "Desk.vpodesk"))
    made = Held(folder, template[1])
    yield made
    made.file.close()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.bin"
    path.write_bytes(random.Random(1).randbytes(3 * SLICE + 77))
    return path


def failed(file: CaseFile) -> list[str]:
    checks = (check_versions, check_heads, check_contents)
    found = [each(file.connection) for each in checks]
    return [str(each.words) for each in found if not each.holds]


def verified(folder: Path, key: bytes) -> tuple[int, str]:
    """What the program written from the format page alone says."""
    secret = folder.parent / "digits"
    secret.write_text(key.hex() + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(TOOL), "--recovery-file", str(secret), str(folder)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_purge_of_its_case_takes_every_row(held: Held, film: Path) -> None:
    concern = held.services.ground.history.values(CONCERN, "1")[0]
    made = [held.attach(film), held.attach(film, Owner(concern_id=concern.id))]
    going = going_with(held.file.connection, CASE, held.case.id)
    assert {each.id for each in made} <= {each.id for each in going}
    with held.file.transaction():
        held.file.history.record("purge", "purge", "purge-1")
        take_out(held.file.connection, held.file.history, "purge-1", going)
    held.file.sweep()
    rows = held.file.connection.execute("SELECT count(*) FROM attachment_slice").fetchone()
    assert rows == (0,)
    assert failed(held.file) == []
    assert held.services.upkeep.info().attachments == 0


def test_a_backup_holds_them_and_its_proof_digests_them(held: Held, film: Path) -> None:
    made = held.attach(film)
    place = held.folder.parent / "backups"
    database = held.folder / case_file.DATABASE
    copy = Snapshot(held.file.connection, database, place, AT, held.key)
    while not copy.step():
        pass
    path = copy.finish()
    assert all(each.holds for each in check_backup(path, held.key))
    with taken_out(path, held.key) as (connection, sealed):
        proofs = {each.name: each.holds for each in prove(connection, sealed, held.key)}
        rows = connection.execute(
            "SELECT sum(length(bytes)) FROM attachment_slice WHERE attachment_id = ?", (made.id,)
        ).fetchone()
    assert proofs["attachments"]
    assert rows == (film.stat().st_size,)


def test_a_salvage_of_a_whole_file_brings_them_whole(held: Held, film: Path) -> None:
    made = held.attach(film)
    held.file.close()
    target = held.folder.with_name("Saved.vpodesk")
    unlocked = Unlocked(held.key, "passphrase-1")
    saved = salvage(held.folder, target, unlocked, clock=system_clock(), protocols=lost_protocol)
    assert saved.is_whole
    opened = open_with_key(target, held.key, clock=system_clock(), actor="test")
    try:
        assert failed(opened) == []
        reading = open_desk(opened).services.attachments.read(made.id)
        while not reading.step():
            pass
        assert reading.content == film.read_bytes()
    finally:
        opened.close()
        held.file = open_with_key(held.folder, held.key, clock=system_clock(), actor="test")


def test_a_salvage_names_the_files_it_could_not_read_whole(held: Held, tmp_path: Path) -> None:
    paths = [tmp_path / f"film {number}" for number in range(2)]
    for number, path in enumerate(paths):
        path.write_bytes(random.Random(number).randbytes(3 * SLICE))
    broken, whole = (held.attach(path) for path in paths)
    held.services.attachments.correct(broken.id, AttachmentWords(caption="The same door"))
    before = {str(row[0]) for row in held.file.connection.execute("SELECT object_id FROM version")}
    held.file.close()
    middle = paths[0].read_bytes()[SLICE + 90_000 : SLICE + 98_000]
    words = [middle[at : at + 16] for at in range(0, 8000, 16)]
    spoil_content(held.folder, held.key, words)
    target = held.folder.with_name("Saved.vpodesk")
    unlocked = Unlocked(held.key, "passphrase-1")
    saved = salvage(held.folder, target, unlocked, clock=system_clock(), protocols=lost_protocol)
    assert [(each.kind, each.object_id, each.remains) for each in saved.missing] == [
        ("attachment", broken.id, Remains.CONTENT)
    ]
    assert saved.missing[0].case_number == held.case.number
    opened = open_with_key(target, held.key, clock=system_clock(), actor="test")
    try:
        services = open_desk(opened).services
        assert failed(opened) == []  # the gap is named, so it is no finding
        assert "1 more is not whole" in str(check_contents(opened.connection).words)
        services.attachments.correct(broken.id, AttachmentWords(caption="What is left of it"))
        assert failed(opened) == []
        rows = opened.connection.execute(
            "SELECT ordinal FROM attachment_slice WHERE attachment_id = ?", (broken.id,)
        ).fetchall()
        assert rows == [(1,), (3,)]  # what could be read is kept: the first row and the third
        after = {str(row[0]) for row in opened.connection.execute("SELECT object_id FROM version")}
        assert before <= after
    finally:
        opened.close()
    code, told = verified(target, held.key)
    assert code == 0, told
    assert "attachments not whole since the salvage: 1" in told
    held.file = open_with_key(held.folder, held.key, clock=system_clock(), actor="test")
    assert whole.id != broken.id


def spoil_content(folder: Path, key: bytes, words: Sequence[bytes]) -> None:
    """Flip a byte in a page that holds some of these bytes."""
    path = folder / case_file.DATABASE
    data = bytearray(path.read_bytes())
    for begin in range(PAGE, len(data), PAGE):
        page = bytes(data[begin : begin + PAGE])
        plain = Cipher(AES(key), CBC(page[-80:-64])).decryptor().update(page[:-80])
        if any(each in plain for each in words):
            data[begin + 100] ^= 0x55
            path.write_bytes(data)
            return
    raise AssertionError


def opened_by_another(folder: Path, key: bytes) -> Any:
    connection: Any = apsw.Connection(str(folder / case_file.DATABASE))
    for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key.hex()}'\""):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


class TestTheIndependentVerifier:
    def test_finds_nothing_in_an_untouched_file(self, held: Held, film: Path) -> None:
        held.attach(film)
        held.file.close()
        code, told = verified(held.folder, held.key)
        assert code == 0, told
        assert "all 1 attachments are the files that came in" in told
        held.file = open_with_key(held.folder, held.key, clock=system_clock(), actor="test")

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ("UPDATE attachment_slice SET bytes = randomblob(262144) WHERE ordinal = 2", "digest"),
            ("UPDATE attachment_slice SET bytes = x'00' WHERE ordinal = 2", "row 3"),
            ("DELETE FROM attachment_slice WHERE ordinal = 1", "row 2"),
            ("DELETE FROM attachment_slice WHERE ordinal = 4", "size"),
            ("DELETE FROM attachment_slice", "size"),
        ],
    )
    def test_finds_what_was_done_to_the_bytes(
        self, held: Held, film: Path, change: str, fault: str
    ) -> None:
        made = held.attach(film)
        held.file.close()
        connection = opened_by_another(held.folder, held.key)
        connection.execute(change).fetchall()
        connection.close()
        code, told = verified(held.folder, held.key)
        assert code == 1
        assert f"WRONG       {made.id} is not the file that came in: {fault}" in told
        checks = case_file.verify(held.folder, PASSPHRASE, clock=system_clock())
        assert [each.name for each in checks if not each.holds] == ["attachments"]
        held.file = open_with_key(held.folder, held.key, clock=system_clock(), actor="test")

    def test_notes_what_still_waits(self, held: Held, film: Path) -> None:
        carried_out(held.services.waiting_files.begin(film, "new-concern"))
        held.file.close()
        code, told = verified(held.folder, held.key)
        assert code == 0
        assert "wait for a form to be saved, or never came in whole: 1" in told
        held.file = open_with_key(held.folder, held.key, clock=system_clock(), actor="test")


_IMPORT = """
import sys
from pathlib import Path
from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.desk import open_desk
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.storage.case_file import open_with_key
folder, source, case_id, steps = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
key = bytes.fromhex(sys.stdin.readline())
services = open_desk(open_with_key(folder, key, clock=system_clock(), actor="test")).services
def peak():
    status = Path("/proc/self/status")
    if status.exists():  # what the resource module tells there begins with the parent's peak
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
measured = steps > 10
before = peak() if measured else 0
work = services.attachments.begin(source, Owner(case_id), AttachmentWords())
done = False
while not done and steps:
    done, steps = work.step(), steps - 1
if done:
    made, _ = work.finish()
    reading = services.attachments.read(made.id, keep=False)
    while not reading.step():
        pass
    print("whole", peak() - before if measured else 0, flush=True)
else:
    print("half", flush=True)
sys.stdin.readline()
"""


def importing(held: Held, source: Path, steps: int) -> subprocess.Popen[str]:
    """Let a process take in a file, or some steps of it, and wait there to be killed."""
    held.file.close()
    process = subprocess.Popen(
        [sys.executable, "-c", _IMPORT, held.folder, source, held.case.id, str(steps)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(held.key.hex() + "\n")
    process.stdin.flush()
    return process


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_process_that_is_killed_leaves_all_of_a_file_or_nothing(
    held: Held, tmp_path: Path, steps: int
) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(SLICE * 2 * BATCH))
    process = importing(held, source, steps)
    assert process.stdout is not None
    told = process.stdout.readline().split()[0]
    process.kill()
    process.communicate(timeout=60)
    held.file = open_with_key(held.folder, held.key, clock=system_clock(), actor="test")
    held.services = open_desk(held.file).services
    lines = held.services.attachments.of_case(held.case.id)
    assert len(lines) == (told == "whole")
    assert failed(held.file) == []
    rows = held.file.connection.execute("SELECT count(*) FROM attachment_slice").fetchone()[0]
    assert rows == (2 * BATCH if lines else 0)
    if lines:
        assert held.content(lines[0].attachment.id) == source.read_bytes()


@pytest.mark.slow
def test_two_hundred_megabytes_come_in_and_are_read_with_flat_memory(
    held: Held, tmp_path: Path
) -> None:
    source = tmp_path / "film"
    with source.open("wb") as stream:
        for _ in range(200):
            stream.write(os.urandom(1 << 20))
    process = importing(held, source, 1000)
    told, _ = process.communicate("\n", timeout=300)
    assert told.split()[0] == "whole"
    assert 0 < int(told.split()[1]) < 60
    held.file = open_with_key(held.folder, held.key, clock=system_clock(), actor="test")
