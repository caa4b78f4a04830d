"""Who can open a case file: slots of each kind, rules, and a new key; interrupted at every step."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.entry import AfterFailures, EntryRules, SlotKind
from vpo_desk.domain.moments import Moment
from vpo_desk.errors import VpoError
from vpo_desk.storage import attempts, case_file, custody, interrupted, keyring, rekey
from vpo_desk.storage.case_file import CaseFile, TooManyFailures
from vpo_desk.storage.keyring import Secret, WrongPassphrase
from vpo_desk.storage.verify import Check
from vpo_desk.storage.wrapping import key_file_bytes, new_key_file

OLD = "orchid tunnel marble seven kites"
NEW = "harbor violin quiet lantern moss"
BOSS = "granite willow eleven paper boats"


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.utc = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def now(self) -> Moment:
        return Moment(self.utc, "America/New_York")


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def folder(tmp_path: Path, clock: Hand) -> Path:
    made, key = case_file.create(
        tmp_path / "Harlow.vpodesk", OLD, clock=clock, agency=Agency("HFPD"), training=False
    )
    made.close()
    (tmp_path / "old.key").write_bytes(key)
    return made.folder


def opened(folder: Path, secret: keyring.Offered, clock: Hand) -> CaseFile:
    return case_file.open_with_passphrase(folder, secret, clock=clock)


def opens(folder: Path, secret: keyring.Offered, clock: Hand) -> bool:
    try:
        opened(folder, secret, clock).close()
    except WrongPassphrase:
        return False
    return True


def actions(file: CaseFile) -> list[str]:
    rows = file.connection.execute("SELECT action, object_id FROM audit ORDER BY sequence")
    return [f"{row[0]} {row[1]}".strip() for row in rows]


def what_fails(folder: Path, secret: keyring.Offered, clock: Hand) -> list[Check]:
    return [each for each in case_file.verify(folder, secret, clock=clock) if not each.holds]


def test_a_supervisor_opens_with_a_passphrase_of_their_own(folder: Path, clock: Hand) -> None:
    file = opened(folder, OLD, clock)
    custody.set_supervisor(file, BOSS)
    assert "supervisor supervisor-1" in actions(file)
    file.close()
    file = opened(folder, BOSS, clock)
    assert file.actor == "supervisor-1"
    assert [line.kind for line in custody.lines(file)] == [
        SlotKind.PASSPHRASE,
        SlotKind.SUPERVISOR,
    ]
    custody.remove_supervisor(file)
    file.close()
    assert not opens(folder, BOSS, clock)
    assert opens(folder, OLD, clock)
    assert what_fails(folder, OLD, clock) == []


def test_with_a_key_file_neither_half_opens_alone(folder: Path, clock: Hand) -> None:
    content = new_key_file()
    file = opened(folder, OLD, clock)
    custody.use_key_file(file, Secret(OLD, key_file_bytes(content)))
    file.close()
    both = Secret(OLD, key_file_bytes(content))
    assert opens(folder, both, clock)
    with pytest.raises(WrongPassphrase, match="key file together"):
        opened(folder, OLD, clock)
    assert not opens(folder, Secret(OLD, key_file_bytes(new_key_file())), clock)
    assert not opens(folder, Secret("wrong", both.key_file), clock)
    file = opened(folder, both, clock)
    custody.stop_key_file(file, both)
    file.close()
    assert opens(folder, OLD, clock)


def test_with_a_key_file_the_passphrase_is_changed_and_the_file_stays(
    folder: Path, clock: Hand
) -> None:
    content = new_key_file()
    file = opened(folder, OLD, clock)
    custody.use_key_file(file, Secret(OLD, key_file_bytes(content)))
    custody.set_passphrase(file, Secret(OLD, key_file_bytes(content)), NEW)
    file.close()
    assert opens(folder, Secret(NEW, key_file_bytes(content)), clock)
    assert not opens(folder, Secret(OLD, key_file_bytes(content)), clock)


def test_recovery_asks_for_no_key_file_and_wants_none_afterwards(
    folder: Path, clock: Hand, tmp_path: Path
) -> None:
    file = opened(folder, OLD, clock)
    custody.set_supervisor(file, BOSS)
    custody.use_key_file(file, Secret(OLD, key_file_bytes(new_key_file())))
    file.close()
    words = " ".join(keyring.words_of_key((tmp_path / "old.key").read_bytes()))
    custody.recover(folder, words, NEW, clock=clock).close()
    assert opens(folder, NEW, clock)
    assert opens(folder, BOSS, clock)


@pytest.mark.parametrize("content", [b"", b"VPO Desk key file 1\n", b"x" * 80, b"\xff" * 40])
def test_what_is_no_key_file_is_refused(content: bytes) -> None:
    with pytest.raises(VpoError, match="not a key file"):
        key_file_bytes(content)


def test_the_officers_own_way_in_is_never_taken_away(folder: Path, clock: Hand) -> None:
    file = opened(folder, OLD, clock)
    custody.set_supervisor(file, BOSS)
    with pytest.raises(VpoError, match="own way"):
        custody._write(
            file, keyring.read_ring(folder).ring.without({keyring.FIRST_SLOT}), ("remove", "x")
        )
    file.close()


def test_after_five_failures_one_waits_and_the_wait_is_not_counted(
    folder: Path, clock: Hand
) -> None:
    for _ in range(5):
        assert not opens(folder, "wrong", clock)
    with pytest.raises(TooManyFailures, match="in 1 minute"):
        opened(folder, OLD, clock)
    assert len(attempts.read(folder).failures) == 5
    clock.utc += timedelta(minutes=1)
    file = opened(folder, OLD, clock)
    assert actions(file).count("failed") == 5
    file.close()


def test_by_rule_only_the_supervisor_opens_after_five_failures(folder: Path, clock: Hand) -> None:
    file = opened(folder, OLD, clock)
    with pytest.raises(VpoError, match="no supervisor"):
        custody.set_rules(file, EntryRules(AfterFailures.SUPERVISOR))
    custody.set_supervisor(file, BOSS)
    custody.set_rules(file, EntryRules(AfterFailures.SUPERVISOR, "For official use only."))
    file.close()
    for _ in range(5):
        assert not opens(folder, "wrong", clock)
    clock.utc += timedelta(hours=2)
    with pytest.raises(TooManyFailures, match="only the supervisor"):
        opened(folder, OLD, clock)
    assert opens(folder, BOSS, clock)
    assert opens(folder, OLD, clock)


def test_the_rule_goes_with_the_supervisor(folder: Path, clock: Hand) -> None:
    file = opened(folder, OLD, clock)
    custody.set_supervisor(file, BOSS)
    custody.set_rules(file, EntryRules(AfterFailures.SUPERVISOR, "Ω & <b>"))
    custody.remove_supervisor(file)
    assert custody.rules(file) == EntryRules(AfterFailures.WAIT, "Ω & <b>")
    file.close()
    assert what_fails(folder, OLD, clock) == []


def test_a_rule_that_another_program_changed_is_told(folder: Path, clock: Hand) -> None:
    file = opened(folder, OLD, clock)
    custody.set_rules(file, EntryRules(notice="Read this."))
    reading = keyring.read_ring(folder)
    forged = keyring.KeyRing(reading.ring.file_id, reading.ring.slots)
    key = bytes(32)
    file.close()
    keyring.write_ring(folder, forged, key)  # sealed with a key of somebody else
    assert [each.name for each in what_fails(folder, OLD, clock)] == ["keys"]


def test_a_new_key_takes_everything_along(folder: Path, clock: Hand, tmp_path: Path) -> None:
    file = opened(folder, OLD, clock)
    custody.set_supervisor(file, BOSS)
    before = actions(file)
    file.close()
    papers: list[bytes] = []
    done = rekey.encrypt_with_new_key(folder, OLD, papers.append, clock=clock, others=(BOSS,))
    assert done.removed == ()
    assert papers == [done.key]
    assert actions(done.file)[: len(before)] == before
    assert "rekey" in actions(done.file)
    done.file.close()
    assert opens(folder, OLD, clock)
    assert opens(folder, BOSS, clock)
    assert what_fails(folder, OLD, clock) == []
    old_words = " ".join(keyring.words_of_key((tmp_path / "old.key").read_bytes()))
    with pytest.raises(VpoError):
        custody.recover(folder, old_words, NEW, clock=clock)
    names = {path.name for path in folder.iterdir()}
    assert names == {"case-file.db", "keys.json", "keys.copy.json", "attempts.json", "lock"}


def test_a_slot_whose_secret_is_not_given_is_removed_and_named(folder: Path, clock: Hand) -> None:
    file = opened(folder, OLD, clock)
    custody.set_supervisor(file, BOSS)
    file.close()
    done = rekey.encrypt_with_new_key(folder, OLD, lambda _key: None, clock=clock)
    assert done.removed == ("supervisor-1",)
    assert "remove supervisor-1" in actions(done.file)
    done.file.close()
    assert not opens(folder, BOSS, clock)


def test_without_the_paper_the_old_key_stays(folder: Path, clock: Hand) -> None:
    def refuse(_key: bytes) -> None:
        raise VpoError(keyring.say("The printer is out of paper."))

    before = (folder / "case-file.db").stat().st_size
    with pytest.raises(VpoError, match="out of paper"):
        rekey.encrypt_with_new_key(folder, OLD, refuse, clock=clock)
    assert (folder / "case-file.db").stat().st_size == before
    assert not (folder / interrupted.NEXT_DATABASE).exists()
    file = opened(folder, OLD, clock)
    assert "rekey" not in actions(file)
    file.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from vpo_desk.domain.moments import SystemClock
from vpo_desk.storage import connection, interrupted, keyring, rekey

def die(*_arguments, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def die_after(call):
    def wrapped(*arguments, **named):
        call(*arguments, **named)
        die()
    return wrapped

at = sys.argv[2]
if at == "copied":
    rekey.encrypt_anew = die
elif at == "encrypted":
    rekey.encrypt_anew = die_after(rekey.encrypt_anew)
elif at == "paper":
    pass
elif at == "slots":
    rekey.write_file = die_after(rekey.write_file)
elif at == "swapped":
    rekey.flush_folder = die
elif at == "settling":
    keyring.write_ring = die
elif at == "written":
    keyring.write_ring = die_after(keyring.write_ring)
paper = die if at == "paper" else (lambda _key: None)
rekey.encrypt_with_new_key(Path(sys.argv[1]), sys.argv[3], paper, clock=SystemClock("UTC"))
"""


@pytest.mark.parametrize(
    "step", ["copied", "encrypted", "paper", "slots", "swapped", "settling", "written"]
)
def test_killed_at_any_step_exactly_one_key_opens(
    step: str, folder: Path, clock: Hand, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), step, OLD],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    clock.utc = datetime.now(UTC) + timedelta(minutes=1)
    old = (tmp_path / "old.key").read_bytes()
    before = step in ("copied", "encrypted", "paper", "slots")
    looked = what_fails(folder, OLD, clock)  # looking works and writes nothing
    assert [each.name for each in looked] == ([] if before or step == "written" else ["keys"])
    file = opened(folder, OLD, clock)
    assert (file.key == old) == before
    assert ("rekey" in actions(file)) == (not before)
    file.close()
    assert what_fails(folder, OLD, clock) == []
    names = {path.name for path in folder.iterdir()}
    assert names == {"case-file.db", "keys.json", "keys.copy.json", "attempts.json", "lock"}


def test_after_a_kill_the_words_of_the_key_in_force_open_too(
    folder: Path, clock: Hand, tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), "slots", OLD], timeout=60, check=False
    )
    words = " ".join(keyring.words_of_key((tmp_path / "old.key").read_bytes()))
    clock.utc = datetime.now(UTC) + timedelta(minutes=1)
    custody.recover(folder, words, NEW, clock=clock).close()
    assert opens(folder, NEW, clock)
    assert what_fails(folder, NEW, clock) == []
