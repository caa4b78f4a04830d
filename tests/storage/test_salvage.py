"""A damaged case file gives up every row that can be read, and the new one names what it lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.storage.golden.told import CASE_FILE, EXPECTED, PASSPHRASE, tell, told_then

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.custody import recover
from vpo_desk.bootstrap.desk import open_case_file, protocol_library
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.audit import AuditEntry
from vpo_desk.domain.person import Person
from vpo_desk.domain.salvage import Remains, Salvaged
from vpo_desk.errors import VpoError
from vpo_desk.protocols.library import Library
from vpo_desk.protocols.lost import lost_protocol
from vpo_desk.storage import case_file, keyring
from vpo_desk.storage.connection import Connection, open_database
from vpo_desk.storage.history import History
from vpo_desk.storage.history_check import check_versions
from vpo_desk.storage.keyring import Unlocked
from vpo_desk.storage.losses import Losses, between, spans
from vpo_desk.storage.nouns import NOUNS, PERSON
from vpo_desk.storage.protocol_copy import FOLDER
from vpo_desk.storage.salvage import salvage
from vpo_desk.storage.salvage_pages import Gathered, gather, look, probe
from vpo_desk.storage.salvage_rows import classify
from vpo_desk.storage.search_check import check_search
from vpo_desk.storage.verify import check_chain
from vpo_desk.words import Catalog

PAGE = 4096
TOOL = Path(__file__).resolve().parents[2] / "tools" / "independent_verifier.py"
GOLDEN = max(
    (Path(__file__).resolve().parent / "golden").glob("schema-*"),
    key=lambda folder: int(folder.name.removeprefix("schema-")),
)
NEW_WORDS = "lantern orchard gravel seven tides"


@dataclass(frozen=True)
class Damaged:
    """A copy of a case file, with the key that opens it."""

    folder: Path
    unlocked: Unlocked
    passphrase: str

    @property
    def database(self) -> Path:
        return self.folder / case_file.DATABASE

    @property
    def target(self) -> Path:
        return self.folder.with_name("Saved.vpodesk")

    def spoil(self, pages: Sequence[int], chance: random.Random) -> None:
        data = bytearray(self.database.read_bytes())
        for page in pages:
            data[(page - 1) * PAGE + chance.randrange(16, PAGE)] ^= 0x55
        self.database.write_bytes(data)

    def pages(self) -> int:
        return self.database.stat().st_size // PAGE

    def save(self) -> Salvaged:
        return salvage(
            self.folder,
            self.target,
            self.unlocked,
            clock=system_clock(),
            protocols=lost_protocol,
        )

    def unheld(self) -> list[str]:
        checks = case_file.verify(self.target, self.passphrase, clock=system_clock())
        return [check.name for check in checks if not check.holds]


@pytest.fixture(scope="module")
def unlocked() -> tuple[Unlocked, str]:
    passphrase = (GOLDEN / PASSPHRASE).read_text("utf-8").splitlines()[0]
    return keyring.read_ring(GOLDEN / CASE_FILE).ring.unlock(passphrase), passphrase


@pytest.fixture
def damaged(tmp_path: Path, unlocked: tuple[Unlocked, str]) -> Damaged:
    folder = Path(shutil.copytree(GOLDEN / CASE_FILE, tmp_path / "Harlow.vpodesk"))
    return Damaged(folder, *unlocked)


def rows(folder: Path, key: bytes, sql: str) -> list[tuple[Any, ...]]:
    connection = open_database(folder / case_file.DATABASE, key, mode="read")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


VERSIONS = (
    "SELECT object_id, version, kind, recorded_at, audit_sequence, salt, content FROM version"
)


def test_a_whole_file_comes_over_whole(damaged: Damaged) -> None:
    saved = damaged.save()
    assert saved.is_whole
    assert saved.opens
    assert saved.lost_entries == "-"
    assert damaged.unheld() == []
    desk = open_case_file(damaged.target, damaged.passphrase)
    assert desk.file.history.index.built
    assert check_search(desk.file.connection).holds
    told = json.loads(json.dumps(tell(desk.services)))
    desk.close()
    wanted = json.loads((GOLDEN / EXPECTED).read_bytes())["told"]
    del wanted["counts"]
    assert told_then(told, wanted) == wanted


def test_a_page_that_cannot_be_read_costs_one_opening(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Gathered] = []

    def counted(gathered: Gathered, key: bytes) -> Connection:
        opened.append(gathered)
        return look(gathered, key)

    monkeypatch.setattr("vpo_desk.storage.salvage_rows.look", counted)
    damaged.save()
    assert 0 < len(opened) < damaged.pages()


@pytest.mark.parametrize("seed", range(4))
def test_what_can_be_read_is_kept_and_what_cannot_is_named(damaged: Damaged, seed: int) -> None:
    before = set(rows(damaged.folder, damaged.unlocked.key, VERSIONS))
    chance = random.Random(seed)
    damaged.spoil(chance.sample(range(1, damaged.pages() + 1), 8), chance)
    source = {path.name: path.read_bytes() for path in damaged.folder.iterdir()}
    saved = damaged.save()
    assert saved.bad_pages == 8
    after = set(rows(damaged.target, damaged.unlocked.key, VERSIONS))
    assert len(after & before) == saved.versions
    lost = {(row[0], row[1]) for row in before - after}
    told = {each.object_id for each in saved.missing}
    # A lost version whose entry is lost too is one of the entries that are named.
    entries = {row[4] for row in before - after if row[0] not in told}
    assert entries <= set(Losses(entries=_numbers(saved.lost_entries)).entries)
    assert lost or not saved.missing
    assert damaged.unheld() == []
    assert _independent(damaged).returncode == 0
    assert source == {path.name: path.read_bytes() for path in damaged.folder.iterdir()}
    desk = open_case_file(damaged.target, damaged.passphrase)
    assert tell(desk.services)["cases"] is not None
    desk.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_any_damage_leaves_a_file_that_holds_and_can_be_worked_in(
    damaged: Damaged, seed: int
) -> None:
    chance = random.Random(1000 + seed)
    bad = chance.sample(range(1, damaged.pages() + 1), chance.randrange(1, 60))
    damaged.spoil(bad, chance)
    if seed % 4 == 0:
        data = damaged.database.read_bytes()
        damaged.database.write_bytes(chance.randbytes(16) + data[16:])
    damaged.save()
    assert damaged.unheld() == []
    assert _independent(damaged).returncode == 0
    desk = open_case_file(damaged.target, damaged.passphrase)
    assert tell(desk.services)["cases"] is not None
    for line in desk.services.cases.newest():
        desk.services.knowledge.add_root(line.case.id, "Something new")
    desk.close()
    assert damaged.unheld() == []


def test_without_its_first_page_only_what_proves_itself_is_taken(damaged: Damaged) -> None:
    before = set(rows(damaged.folder, damaged.unlocked.key, VERSIONS))
    data = damaged.database.read_bytes()
    damaged.database.write_bytes(bytes(PAGE) + data[PAGE:])
    saved = damaged.save()
    assert not saved.checked
    assert saved.versions == len(before)
    assert damaged.unheld() == []


def test_a_cut_file_gives_what_lies_before_the_cut(damaged: Damaged) -> None:
    data = damaged.database.read_bytes()
    damaged.database.write_bytes(data[: len(data) * 4 // 5 // PAGE * PAGE + 100])
    saved = damaged.save()
    assert saved.entries + saved.versions > 50
    assert saved.lost_entry_count or saved.missing
    assert damaged.unheld() == []


def test_with_both_key_files_gone_what_is_on_paper_saves_and_opens_it(damaged: Damaged) -> None:
    for name in keyring.FILES:
        (damaged.folder / name).unlink()
    chance = random.Random(5)
    damaged.spoil([7], chance)
    saved = damaged.save()
    assert not saved.opens
    words = " ".join(keyring.words_of_key(damaged.unlocked.key))
    recover(damaged.target, words, NEW_WORDS)
    desk = open_case_file(damaged.target, NEW_WORDS)
    assert desk.services.cases.newest()
    desk.close()


def test_a_read_only_folder_will_do(damaged: Damaged) -> None:
    damaged.spoil([9], random.Random(1))
    for path in damaged.folder.iterdir():
        path.chmod(0o400)
    assert damaged.save().bad_pages == 1


def test_nothing_is_written_over(damaged: Damaged) -> None:
    damaged.target.mkdir()
    (damaged.target / "kept").touch()
    with pytest.raises(VpoError, match="something at this place"):
        damaged.save()
    assert [path.name for path in damaged.target.iterdir()] == ["kept"]


def test_with_another_key_nothing_is_read_and_nothing_is_left(damaged: Damaged) -> None:
    stranger = Damaged(damaged.folder, Unlocked(keyring.new_key(), "passphrase-1"), "")
    with pytest.raises(VpoError, match="Nothing in this database"):
        stranger.save()
    assert [path.name for path in damaged.folder.parent.iterdir()] == [damaged.folder.name]


def test_a_missing_database_is_told(damaged: Damaged) -> None:
    damaged.database.unlink()
    with pytest.raises(VpoError, match="missing"):
        damaged.save()
    assert not damaged.target.exists()


def test_a_file_saved_twice_keeps_the_gaps_of_both(damaged: Damaged) -> None:
    chance = random.Random(8)
    damaged.spoil(chance.sample(range(2, damaged.pages() + 1), 8), chance)
    first = damaged.save()
    again = Damaged(damaged.target, damaged.unlocked, damaged.passphrase)
    chance = random.Random(9)
    again.spoil(chance.sample(range(2, again.pages() + 1), 6), chance)
    second = salvage(
        again.folder,
        again.folder.with_name("Twice.vpodesk"),
        again.unlocked,
        clock=system_clock(),
        protocols=lost_protocol,
    )
    assert second.lost_entry_count >= first.lost_entry_count
    checks = case_file.verify(
        again.folder.with_name("Twice.vpodesk"), again.passphrase, clock=system_clock()
    )
    assert [check.name for check in checks if not check.holds] == []


def _independent(damaged: Damaged) -> subprocess.CompletedProcess[str]:
    secret = damaged.folder.with_name("secret")
    secret.write_text(damaged.passphrase, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(TOOL), "--passphrase-file", str(secret), str(damaged.target)],
        capture_output=True,
        text=True,
        check=False,
    )


def _page_of_entries(damaged: Damaged) -> int:
    """Return the page with the fewest entries of the chain: one without further pages below."""
    gathered = gather(damaged.database, damaged.unlocked.key, damaged.folder.with_name("pages.db"))
    fewest: dict[int, int] = {}
    for number in range(2, gathered.pages + 1):
        probe(gathered, damaged.unlocked.key, range(number, number + 1))
        connection = look(gathered, damaged.unlocked.key)
        with suppress(VpoError):
            found = connection.execute(f"SELECT rowid, * FROM page_{number}")
            entries = [each for row in found if isinstance(each := classify(row), AuditEntry)]
            if entries and entries[0].sequence > 10:
                fewest[number] = len(entries)
        connection.close()
    return min(fewest, key=lambda number: fewest[number])


def _without_guards(connection: Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        connection.execute(f"DROP TRIGGER {name}")


@pytest.mark.parametrize(
    ("forgery", "check", "told"),
    [
        (
            "DELETE FROM version WHERE object_id = 'agency'",
            check_versions,
            "is missing",
        ),
        (
            "UPDATE audit SET detail = 'forged' WHERE action = 'lost'",
            check_chain,
            "changed after the salvage",
        ),
        (
            "UPDATE audit SET action = 'lost' WHERE sequence = 3",
            check_chain,
            "no salvage says so",
        ),
    ],
)
def test_a_salvage_excuses_no_later_gap(
    damaged: Damaged, forgery: str, check: Callable[[Connection], Any], told: str
) -> None:
    damaged.spoil([_page_of_entries(damaged)], random.Random(1))
    assert damaged.save().lost_entry_count
    connection = open_database(
        damaged.target / case_file.DATABASE, damaged.unlocked.key, mode="write"
    )
    assert check(connection).holds
    _without_guards(connection)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(forgery)
    found = check(connection)
    connection.close()
    assert not found.holds
    assert _independent(damaged).returncode == 1
    assert told in Catalog().text(found.words)


COUNTING = "SELECT " + " + ".join(
    f"(SELECT count(*) FROM {name})"
    for name in ("audit", "version", *(noun.table for noun in NOUNS))
)


def test_the_agencys_own_protocols_come_along_as_they_are(damaged: Damaged) -> None:
    own = damaged.folder / FOLDER
    own.mkdir()
    files = {"tenant.v1.toml": b"# Who has keys?\n", "Half a draft.toml": b"\xff\x00"}
    for name, content in files.items():
        (own / name).write_bytes(content)
    saved = damaged.save()
    kept = damaged.target / FOLDER
    assert {each.name: each.read_bytes() for each in kept.iterdir()} == files
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert saved.is_whole
    assert (saved.own_protocols, saved.protocols_left) == (2, ())
    assert "2 protocol files of your agency's own came along." in map(str, saved.words())
    assert {each.name: each.read_bytes() for each in own.iterdir()} == files


def test_an_own_protocol_that_cannot_be_taken_is_named(damaged: Damaged) -> None:
    own = damaged.folder / FOLDER
    own.mkdir()
    (own / "good.v1.toml").write_bytes(b"# good\n")
    (own / "gone.v1.toml").symlink_to(own / "nowhere")
    (own / "large.v1.toml").write_bytes(b"#" * 2_000_001)
    os.mkfifo(own / "pipe.v1.toml")
    saved = damaged.save()
    assert saved.protocols_left == ("gone.v1.toml", "large.v1.toml", "pipe.v1.toml")
    assert not saved.is_whole
    told = "\n".join(map(str, saved.words()))
    assert "gone.v1.toml, large.v1.toml, pipe.v1.toml" in told
    assert "Every page was whole" in told
    assert [each.name for each in (damaged.target / FOLDER).iterdir()] == ["good.v1.toml"]


def test_a_file_without_own_protocols_gets_no_folder_for_them(damaged: Damaged) -> None:
    (damaged.folder / FOLDER).mkdir()
    saved = damaged.save()
    assert saved.is_whole
    assert not (damaged.target / FOLDER).exists()
    assert "protocol" not in "\n".join(map(str, saved.words()))


@pytest.fixture(scope="module")
def thousand_pages(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    """Return a whole case file of more than a thousand pages, to be copied."""
    folder = tmp_path_factory.mktemp("large") / "Large.vpodesk"
    file, key = case_file.create(
        folder, NEW_WORDS, clock=system_clock(), agency=Agency("HFPD"), training=False
    )
    with file.transaction():
        history = History(file.connection, system_clock(), "passphrase-1")
        for number in range(1400):
            id_ = f"person-{number:012d}"
            history.append(PERSON, id_, Person(id_, f"{number} " + "Đỗ Thị An <b>&" * 40))
    file.close()
    made = Damaged(folder, Unlocked(key, "passphrase-1"), NEW_WORDS)
    assert made.pages() > 1000
    return made


def kept_of(whole: Damaged, place: Path, seed: int) -> float:
    """Spoil ten of a thousand pages, save, and return which part of all rows is there."""
    large = Damaged(place / "Large.vpodesk", whole.unlocked, whole.passphrase)
    shutil.copytree(whole.folder, large.folder)
    before = rows(large.folder, large.unlocked.key, COUNTING)[0][0]
    chance = random.Random(seed)
    large.spoil(chance.sample(range(1, large.pages() + 1), large.pages() // 100), chance)
    saved = large.save()
    assert saved.bad_pages >= 10
    stand_ins = saved.lost_entry_count + 1  # and the entry of the salvage itself
    after = rows(large.target, large.unlocked.key, COUNTING)[0][0] - stand_ins
    assert large.unheld() == []
    return after / before


def test_of_a_thousand_pages_ten_bad_ones_cost_about_one_row_in_a_hundred(
    thousand_pages: Damaged, tmp_path: Path
) -> None:
    # The file is made anew each time, so the bad pages hit other rows: 98.3 to 99.5 % were seen.
    assert kept_of(thousand_pages, tmp_path, 4) >= 0.975


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_of_a_thousand_pages_ten_bad_ones_twenty_times(
    thousand_pages: Damaged, tmp_path: Path
) -> None:
    kept = sorted(kept_of(thousand_pages, tmp_path / str(seed), seed) for seed in range(20))
    print("rows kept, fewest and median:", round(kept[0], 4), round(kept[10], 4))


@pytest.mark.parametrize(
    ("lost", "child", "named"),
    [
        ("meeting", "agenda_item", "1"),
        ("meeting", "copy", "meeting_id IS NOT NULL"),
        ("resource", "referral", "resource_id IS NOT NULL"),
    ],
)
def test_what_refers_to_a_lost_meeting_or_resource_is_kept(
    damaged: Damaged, lost: str, child: str, named: str
) -> None:
    connection = open_database(damaged.database, damaged.unlocked.key, mode="write")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DROP TRIGGER version_is_never_deleted")
    children = connection.execute(f"SELECT id FROM {child}_head WHERE {named}").fetchall()
    connection.execute("DELETE FROM version WHERE kind = ?", (lost,))
    connection.execute(f"DELETE FROM {lost}_head")
    connection.close()
    assert children
    saved = damaged.save()
    assert saved.opens
    assert damaged.unheld() == []
    kept = rows(damaged.target, damaged.unlocked.key, f"SELECT id FROM {child}_head")
    assert set(children) <= set(kept)
    assert rows(damaged.target, damaged.unlocked.key, f"SELECT id FROM {lost}_head")


def test_a_lost_wording_still_lets_answers_be_read() -> None:
    library = protocol_library()
    read = library.read(lost_protocol("ours@3", ["SU-1", "SU-1", "no question", "HH-2"]))
    assert (read.id, read.version) == ("ours", 3)
    assert [each.id for each in read.questions()] == ["SU-1", "HH-2"]
    assert Library({}).read(lost_protocol("<b>@x", [])).questions() == ()
    assert library.read_frame(lost_protocol("frame@9", [])).before == ()


def test_remains_are_told_in_words_without_names(damaged: Damaged) -> None:
    chance = random.Random(2)
    damaged.spoil(chance.sample(range(2, damaged.pages() + 1), 20), chance)
    saved = damaged.save()
    assert {each.remains for each in saved.missing} >= {Remains.PLACE, Remains.NOTHING}
    for each in saved.missing:
        if each.object_id not in {"agency", "schedule"}:  # ids that are the name of their kind
            assert each.object_id not in Catalog().text(each.words)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), "-"), ((4,), "4"), ((1, 2, 3, 9), "1-3,9"), ((7, 8, 300), "7-8,300")],
)
def test_spans_name_numbers(numbers: tuple[int, ...], text: str) -> None:
    assert spans(numbers) == text
    assert _numbers(text) == numbers
    assert between(numbers, 0, 1000) == len(numbers)


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in text.split(",") if text != "-" else []:
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return tuple(found)
