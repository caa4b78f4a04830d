"""A purge takes every byte of a case, says what went, and is done whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from vpo_desk.bootstrap import open_desk
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.disclosure import Copy, DocumentKind
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Notification, NotifyDecision
from vpo_desk.domain.statement import DifferenceState
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage import case_file
from vpo_desk.storage.belongings import Going, going_with
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.connection import open_database
from vpo_desk.storage.faults import DiskFull, InUse, StatementRefused
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.migrate import schema_text
from vpo_desk.storage.nouns import ANSWER, CASE, COPY, NOUNS, PERSON, PLAN
from vpo_desk.storage.purge import take_out, unswept
from vpo_desk.storage.verify import Check, check_chain, check_schema

PASSPHRASE = "orchid tunnel marble seven kites"
AT = Moment(datetime(2026, 11, 23, 21, 42, tzinfo=UTC), "America/New_York")
MARK = "ZQMARKEDWORDQZ"
PAGE = 4096


class Ticking:
    """A clock that goes on a second each time it is asked."""

    def __init__(self) -> None:
        self.utc = AT.utc

    def now(self) -> Moment:
        self.utc += timedelta(seconds=1)
        return Moment(self.utc, AT.zone)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[CaseFile, Services]]:
    file, _ = case_file.create(
        tmp_path / "Harlow.vpodesk",
        PASSPHRASE,
        clock=Ticking(),
        agency=Agency("HFPD"),
        training=False,
    )
    yield file, open_desk(file, clock=Ticking()).services
    file.close()


@pytest.fixture
def file(made: tuple[CaseFile, Services]) -> CaseFile:
    return made[0]


@pytest.fixture
def services(made: tuple[CaseFile, Services]) -> Services:
    return made[1]


def open_case(services: Services, word: str, about_id: str | None = None) -> Case:
    """Open a case in which every kind of object holds the word."""
    source = Informant(Identity.NAMED, None, PersonDetails(f"Source {word}"), f"aunt {word}")
    intake = Intake(
        at=AT,
        route=Route.PHONE,
        danger=Danger.NO,
        source=source,
        about=PersonDetails() if about_id else PersonDetails(f"Subject {word}"),
        about_id=about_id,
        words=f"He said {word}.",
    )
    concern, _ = services.concerns.take_in(intake)
    wish = TriageDecision(AT, Decision.OPEN_CASE, f"A day, {word}.", priority=Priority.URGENT)
    _, case, _ = services.triage.decide(concern.id, wish)
    assert case is not None
    target, _ = services.people.add(PersonDetails(f"Target {word}"))
    services.people.give_role(case.id, target.id, RoleName.POSSIBLE_TARGET)
    told, _ = services.people.add(PersonDetails(f"Told {word}"))  # named by the plan alone
    wish = InterviewStart("subject", case.subject_id or "", AT)
    interview, _ = services.interviews.start(case.id, wish)
    answers = [
        services.interviews.record(interview.id, question, Given(text=f"{number} {word}"))[0]
        for number, question in enumerate(("SU-B7", "SU-B6"))
    ]
    services.interviews.record(interview.id, "SU-B7", Given(text=f"Better {word}"))
    services.knowledge.add_root(case.id, f"A post, {word}")
    services.knowledge.note_difference(
        case.id, tuple(each.id for each in answers), DifferenceState.OPEN, f"Why {word}"
    )
    services.drafts.keep(f"{case.id}:plan", "", "plan@1", f"unsaved {word}")
    services.drafts.keep(interview.id, "SU-B9", "subject@1", f"typing {word}")
    ground = services.ground
    plan = services.plans.open_draft(case.id, AT)
    notify = Notification(told.id, NotifyDecision.TOLD, f"Because {word}")
    copy = Copy(
        ground.ids.new("copy"), case.id, DocumentKind.PLAN, plan.id, 1, True, word, word, 1, 1, AT
    )
    with ground.transaction():
        ground.history.append(PLAN, plan.id, type(plan)(plan.id, case.id, 1, AT, notify=notify))
        ground.history.append(COPY, copy.id, copy)
    return ground.history.get(CASE, case.id)


def purge_case(file: CaseFile, case: Case) -> tuple[Going, ...]:
    with file.transaction():
        going = going_with(file.connection, CASE, case.id)
        file.history.record("purge", "purge", "purge-1")
        take_out(file.connection, file.history, "purge-1", going)
    file.sweep()
    return going


def checks(file: CaseFile) -> list[Check]:
    connection = file.connection
    return [each(connection) for each in (check_schema, check_chain, check_versions, check_heads)]


def failed(file: CaseFile) -> list[str]:
    return [str(check.words) for check in checks(file) if not check.holds]


def plain(folder: Path, key: bytes) -> bytes:
    """Return every byte of a folder: the database's and the journal's pages as plain text."""
    found = b""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        if path.name == "case-file.db":
            pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
        elif path.name.endswith("-wal"):
            frames = range(32, len(data), PAGE + 24)
            pages = [data[at + 24 : at + 24 + PAGE] for at in frames]
        else:
            found += data
            continue
        for number, page in enumerate(pages):
            begin = 16 if path.name.endswith(".db") and number == 0 else 0
            opener = Cipher(AES(key), CBC(page[-80:-64])).decryptor()
            found += opener.update(page[begin:-80])
    return found


def test_no_byte_of_a_purged_case_is_left_and_the_rest_is_whole(
    file: CaseFile, services: Services
) -> None:
    case, other = open_case(services, MARK), open_case(services, "Stays")
    assert plain(file.folder, file.key).count(MARK.encode()) > 20
    going = purge_case(file, case)
    assert {each.kind for each in going} == {
        "case",
        "concern",
        "triage",
        "role",
        "person",
        "interview",
        "answer",
        "root",
        "difference",
        "plan",
        "copy",
    }
    assert sum(each.kind == "person" for each in going) == 4
    swept = plain(file.folder, file.key)
    assert MARK.encode() not in swept
    assert b"He said Stays." in swept
    assert failed(file) == []
    assert file.connection.findings() == ()
    assert "Subject Stays" in {each.name for each in file.history.values(PERSON, "1")}
    assert services.interviews.of_case(other.id)[0].answered == 2
    assert file.history.find(CASE, case.id) is None


def test_verify_says_purged_and_on_which_day_not_missing(
    file: CaseFile, services: Services
) -> None:
    purge_case(file, open_case(services, MARK))
    (words,) = [str(each.words) for each in checks(file) if each.name == "history"]
    assert words.endswith("more were purged, the last on 2026-11-23.")


def test_the_audit_chain_keeps_every_entry_and_names_what_went(
    file: CaseFile, services: Services
) -> None:
    case = open_case(services, MARK)
    before = file.history.entries()
    going = purge_case(file, case)
    after = file.history.entries()
    assert after[: len(before)] == before
    named = {each.object_id: each.detail for each in after if each.action == "purged"}
    assert named == {each.id: f"1-{each.through} purge-1" for each in going}
    assert after[-1].action == "swept"
    assert not any(MARK in str(each) for each in after)


def test_a_person_whom_another_case_names_stays(file: CaseFile, services: Services) -> None:
    case = open_case(services, MARK)
    other = open_case(services, "Other", case.subject_id)
    purge_case(file, case)
    assert file.history.get(PERSON, case.subject_id or "").name == f"Subject {MARK}"
    assert failed(file) == []
    assert other.subject_id == case.subject_id


@pytest.mark.parametrize("purged", [False, True])
def test_any_other_deletion_is_found_still(
    file: CaseFile, services: Services, purged: bool
) -> None:
    case, other = open_case(services, MARK), open_case(services, "Stays")
    if purged:
        purge_case(file, case)
    (answer, *_) = file.history.values(
        ANSWER, "h.interview_id IN (SELECT id FROM interview_head WHERE case_id = ?)", (other.id,)
    )
    connection = file.connection
    (sql,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'version_is_never_deleted'"
    ).fetchone()
    connection.execute("DROP TRIGGER version_is_never_deleted")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM answer_head WHERE id = ?", (answer.id,))
    connection.execute("DELETE FROM version WHERE object_id = ?", (answer.id,))
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(sql)
    (words,) = failed(file)
    assert "is missing" in words


def test_what_was_purged_and_put_back_is_found(file: CaseFile, services: Services) -> None:
    case = open_case(services, MARK)
    row = file.connection.execute(
        "SELECT * FROM version WHERE object_id = ? AND version = 1", (case.id,)
    ).fetchone()
    purge_case(file, case)
    file.connection.execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    assert any("does not match audit entry" in words for words in failed(file))


def test_history_cannot_be_deleted_but_for_what_is_listed(
    file: CaseFile, services: Services
) -> None:
    case = open_case(services, MARK)
    for statement in ("DELETE FROM version", "DELETE FROM audit", "UPDATE version SET kind = ''"):
        with pytest.raises(StatementRefused, match="append-only"):
            file.connection.execute(statement)
    purge_case(file, case)
    for statement in ("DELETE FROM version", "DELETE FROM audit"):
        with pytest.raises(StatementRefused, match="append-only"):
            file.connection.execute(statement)


def test_a_purge_that_leaves_something_hanging_takes_nothing(
    file: CaseFile, services: Services
) -> None:
    case = open_case(services, MARK)
    before = file.history.entries()
    going = [each for each in going_with(file.connection, CASE, case.id) if each.kind != "role"]
    with pytest.raises(StatementRefused), file.transaction():
        take_out(file.connection, file.history, "purge-1", going)
    assert file.history.entries() == before
    assert failed(file) == []


def test_a_number_that_was_purged_is_never_given_again(file: CaseFile, services: Services) -> None:
    tables = schema_text(file.connection)
    assert all(f"{noun.table} " in tables for noun in NOUNS)
    assert open_case(services, "One").number == "2026-001"
    file.connection.execute("PRAGMA foreign_keys = OFF")
    file.connection.execute("INSERT INTO trace_head VALUES ('x', 1, 'case', 2026, 7, 'closed')")
    assert file.history.next_ordinal(CASE, 2026) == 8
    assert file.history.next_ordinal(CASE, 2027) == 1


def test_the_file_that_is_written_anew_takes_the_old_ones_place_alone(
    file: CaseFile, services: Services
) -> None:
    case = open_case(services, MARK)
    left = file.folder / ".case-file.db.anew"
    left.write_bytes(b"what a crash left")
    purge_case(file, case)
    database = file.folder / case_file.DATABASE
    assert not left.exists()
    if os.name == "posix":
        assert stat.S_IMODE(database.stat().st_mode) == 0o600
    after = open_case(services, "After")
    assert file.history.get(CASE, after.id) == after
    assert failed(file) == []


def test_a_folder_that_takes_no_second_file_keeps_the_first(
    file: CaseFile, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(services, MARK)

    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr("vpo_desk.storage.connection.flush_file", full)
        with pytest.raises(DiskFull):
            purge_case(file, case)
    assert [path.name for path in file.folder.glob("*.anew")] == []
    assert unswept(file.connection) == "purge-1"
    assert failed(file) == []
    file.sweep()
    assert unswept(file.connection) == ""


def test_while_a_copy_is_made_nothing_is_swept_and_the_next_opening_does_it(
    file: CaseFile, services: Services
) -> None:
    case = open_case(services, MARK)
    file.connection.freeze(file.folder / case_file.DATABASE)
    with pytest.raises(InUse):
        purge_case(file, case)
    assert file.history.find(CASE, case.id) is None
    file.connection.thaw()
    assert unswept(file.connection) == "purge-1"
    key, folder = file.key, file.folder
    file.close()
    opened = case_file.open_with_key(folder, key, clock=Ticking(), actor="test")
    try:
        assert unswept(opened.connection) == ""
        assert MARK.encode() not in plain(folder, key)
        assert failed(opened) == []
    finally:
        opened.close()


CHILD = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.storage import case_file
from vpo_desk.storage.belongings import going_with
from vpo_desk.storage.nouns import CASE
from vpo_desk.storage.purge import take_out

folder, key, case_id, prefix, times = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), *sys.argv[3:]
file = case_file.open_with_key(folder, key, clock=system_clock(), actor="child")
left = [int(times)]

def kill(statement):
    if prefix == "within VACUUM" and statement.startswith("VACUUM"):
        file.connection._raw.set_progress_handler(lambda: os._exit(9), int(times))
    if statement.lstrip("- ").startswith(prefix):
        left[0] -= 1
        if not left[0]:
            os._exit(9)

file.connection._raw.set_trace_callback(kill)
change_to = file.connection._change_to

def changing(beside, path, key):
    if prefix == "before the new file":
        os._exit(9)
    change_to(beside, path, key)
    if prefix == "after the new file":
        os._exit(9)
    file.connection._raw.set_trace_callback(kill)

file.connection._change_to = changing
with file.transaction():
    file.history.record("purge", "purge", "purge-1")
    take_out(file.connection, file.history, "purge-1", going_with(file.connection, CASE, case_id))
file.sweep()
os._exit(0)
"""


@pytest.mark.parametrize(
    ("prefix", "times", "gone"),
    [
        pytest.param("INSERT INTO audit", 3, False, marks=pytest.mark.slow),
        pytest.param("INSERT INTO purge_list", 5, False, marks=pytest.mark.slow),
        pytest.param("DELETE FROM case_head", 1, False, marks=pytest.mark.slow),
        pytest.param("DELETE FROM version", 1, False, marks=pytest.mark.slow),
        pytest.param("DELETE FROM purge_list", 1, False, marks=pytest.mark.slow),
        ("COMMIT", 1, False),
        pytest.param("VACUUM", 1, True, marks=pytest.mark.slow),
        pytest.param("within VACUUM", 5, True, marks=pytest.mark.slow),
        ("within VACUUM", 300, True),
        pytest.param("PRAGMA wal_checkpoint", 1, True, marks=pytest.mark.slow),
        ("before the new file", 1, True),
        ("after the new file", 1, True),
        ("COMMIT", 2, True),
        pytest.param("nothing at all", 1, True, marks=pytest.mark.slow),
    ],
)
def test_a_kill_at_any_step_leaves_the_old_or_the_new_state(
    file: CaseFile, services: Services, prefix: str, times: int, gone: bool
) -> None:
    case, other = open_case(services, MARK), open_case(services, "Stays")
    folder, key = file.folder, file.key
    file.close()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), key.hex(), case.id, prefix, str(times)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ},
    )
    assert (done.returncode, done.stderr) == (0 if prefix == "nothing at all" else 9, "")
    opened = case_file.open_with_key(folder, key, clock=Ticking(), actor="test")
    try:
        assert failed(opened) == []
        assert opened.connection.findings() == ()
        assert (opened.history.find(CASE, case.id) is None) is gone
        assert opened.history.get(CASE, other.id) == other
        assert (MARK.encode() in plain(folder, key)) is not gone
        assert unswept(opened.connection) == ""
    finally:
        opened.close()


def test_a_read_only_look_never_sweeps(file: CaseFile, services: Services) -> None:
    case = open_case(services, MARK)
    with file.transaction():
        file.history.record("purge", "purge", "purge-1")
        take_out(
            file.connection, file.history, "purge-1", going_with(file.connection, CASE, case.id)
        )
    key, folder = file.key, file.folder
    file.close()
    before = (folder / case_file.DATABASE).read_bytes()
    looked = case_file.look_with_key(folder, key, clock=Ticking(), actor="test")
    looked.close()
    assert (folder / case_file.DATABASE).read_bytes() == before
    connection = open_database(folder / case_file.DATABASE, key, mode="read")
    try:
        assert unswept(connection) == "purge-1"
    finally:
        connection.close()
