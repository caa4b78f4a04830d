"""A program written from the format page alone opens our case files and finds tampering in them.

Whoever tampers here has the key, another program and no triggers in the way.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import hmac
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from tests.faults.conftest import PASSPHRASE, TOOL, CaseFile, rewrite_chain, tool

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.storage import nouns
from vpo_desk.storage.belongings import going_with
from vpo_desk.storage.case_file import open_with_key
from vpo_desk.storage.purge import take_out

ANSWER = "(SELECT min(id) FROM answer_head WHERE state = 'answered')"
CASE = "(SELECT min(object_id) FROM version WHERE kind = 'case' AND version = 3)"
EDIT = f'UPDATE version SET content = replace(content, \'"text":"\', \'"text":"Forged. \') WHERE object_id = {ANSWER}'


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def swap(one: int, other: int) -> list[str]:
    steps = [(one, 999_999), (other, one), (999_999, other)]
    return [f"UPDATE audit SET sequence = {new} WHERE sequence = {old}" for old, new in steps]


def cut_from(sequence: int) -> list[str]:
    """Take away the end of the history so that what is left agrees with itself."""
    return [
        f"DELETE FROM version WHERE audit_sequence >= {sequence}",
        f"DELETE FROM audit WHERE sequence >= {sequence}",
        "DELETE FROM copy_head WHERE id NOT IN (SELECT object_id FROM version)",
    ]


def test_it_shares_nothing_with_the_program() -> None:
    tree = ast.parse(TOOL.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or ".").split(".")[0])
    assert names - set(sys.stdlib_module_names) == {"apsw", "cryptography", "mnemonic"}


class TestAnUntouchedCaseFile:
    def test_holds_with_the_passphrase_and_nothing_is_written(self, case_file: CaseFile) -> None:
        before = contents(case_file.folder)
        verdict = case_file.verified()
        assert (verdict.code, verdict.findings, verdict.err) == (0, [], "")
        assert contents(case_file.folder) == before

    def test_holds_with_the_hexadecimal_digits(self, case_file: CaseFile) -> None:
        assert case_file.verified(recovery=case_file.key).code == 0

    def test_holds_with_the_words_as_printed_or_four_letters_of_each(
        self, case_file: CaseFile
    ) -> None:
        words = case_file.words.split()
        numbered = "\n".join(f"{place}. {word}" for place, word in enumerate(words, start=1))
        assert case_file.verified(recovery=numbered).code == 0
        assert case_file.verified(recovery=" ".join(word[:4] for word in words)).code == 0

    def test_holds_without_either_key_file(self, case_file: CaseFile) -> None:
        for name in ("keys.json", "keys.copy.json"):
            (case_file.folder / name).unlink()
        assert case_file.verified(recovery=case_file.words).code == 0
        assert case_file.verified().findings == ["there is no key file to use"]

    def test_holds_against_a_page_printed_from_it(self, case_file: CaseFile) -> None:
        verdict = case_file.verified("--anchor", case_file.page_code.lower())
        assert verdict.code == 0
        assert "the page's entry is in the chain" in verdict.out

    def test_is_checked_with_the_journal_that_a_crash_left(
        self, case_file: CaseFile, tmp_path: Path
    ) -> None:
        connection = case_file.opened()
        connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        connection.execute("UPDATE agency_head SET version = 1")
        crashed = CaseFile(tmp_path / "Crashed", case_file.key, "", "")
        shutil.copytree(case_file.folder, crashed.folder)
        connection.close()
        before = contents(crashed.folder)
        verdict = crashed.verified()
        assert "checked with its journal" in verdict.out
        assert verdict.findings == ["agency_head: agency is not what the history says: version"]
        assert contents(crashed.folder) == before


TAMPERINGS = {
    "a changed answer": ([EDIT], r"version 1 of answer-\w+ was changed: its content"),
    "a changed time of entry": (
        [f"UPDATE version SET recorded_at = '2020-01-01T00:00:00.00Z' WHERE object_id = {ANSWER}"],
        r"version 1 of answer-\w+ is not what entry \d+ recorded: time",
    ),
    "a deleted answer": (
        [
            f"DELETE FROM version WHERE object_id = {ANSWER}",
            f"DELETE FROM answer_head WHERE id = {ANSWER}",
        ],
        r"a version of answer-\w+ was deleted: entry \d+ recorded it",
    ),
    "a deleted version between two": (
        [f"DELETE FROM version WHERE version = 2 AND object_id = {CASE}"],
        r"versions of case-\w+ are missing: 2 to 2",
    ),
    "an inserted version": (
        [
            (
                "INSERT INTO version SELECT object_id, 2, kind, recorded_at,"
                " (SELECT sequence FROM audit WHERE digest = ''), salt, content"
                f" FROM version WHERE object_id = {ANSWER}"
            ),
            f"UPDATE answer_head SET version = 2 WHERE id = {ANSWER}",
        ],
        r"version 2 of answer-\w+ was inserted",
    ),
    "an inserted entry": (
        [
            (
                "INSERT INTO audit SELECT max(sequence) + 1, at, actor, 'unlock', '', '', '', '',"
                f" hash, '{'a' * 64}' FROM audit"
            )
        ],
        r"audit entry \d+ was changed: its hash does not fit",
    ),
    "an entry put elsewhere with its own hash kept": (
        ["UPDATE audit SET sequence = 5000 WHERE sequence = (SELECT max(sequence) FROM audit)"],
        r"audit entries are missing: \d+ to 4999",
    ),
    "two entries swapped": (swap(100, 101), r"audit entry 100 was written as entry 101: the order"),
    "a deleted entry": (
        ["DELETE FROM audit WHERE sequence = 100"],
        r"audit entries are missing: 100 to 100",
    ),
    "a changed entry": (
        ["UPDATE audit SET actor = 'somebody' WHERE sequence = 100"],
        r"audit entry 100 was changed: its hash does not fit",
    ),
    "a link that leads elsewhere": (
        [f"UPDATE audit SET previous = '{'b' * 64}' WHERE sequence = 100"],
        r"audit entry 100 does not follow the one before it",
    ),
    "a changed level in the list": (
        ["UPDATE case_head SET level = 'low' WHERE number LIKE '%-001'"],
        r"case_head: case-\w+ is not what the history says: level",
    ),
    "a changed name in the list": (
        ["UPDATE person_head SET name = 'Forged' WHERE id = (SELECT min(id) FROM person_head)"],
        r"person_head: person-\w+ is not what the history says: name",
    ),
    "a list that shows an older version": (
        [f"UPDATE case_head SET version = 1 WHERE id = {CASE}"],
        r"case_head: case-\w+ is not what the history says: version",
    ),
    "an answer hidden from the list": (
        [f"DELETE FROM answer_head WHERE id = {ANSWER}"],
        r"answer_head: answer-\w+ has no row",
    ),
    "a view that says something else": (
        [
            "DROP VIEW current_answer",
            (
                "CREATE VIEW current_answer AS SELECT head.*, interview.case_id AS case_id,"
                " 'Forged' AS text, '' AS verbatim FROM answer_head AS head"
                " JOIN interview_head AS interview ON interview.id = head.interview_id"
                " WHERE head.state <> 'not_asked'"
            ),
        ],
        r"current_answer: answer-\w+ is not what the history says: .*text",
    ),
    "a database of another program": (
        ["PRAGMA application_id = 1"],
        r"application_id is not that of a case file",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_the_key_in_hand_is_found_and_named(case_file: CaseFile, name: str) -> None:
    statements, named = TAMPERINGS[name]
    case_file.tampered(*statements)
    verdict = case_file.verified()
    assert verdict.code == 1
    assert any(re.match(named, finding) for finding in verdict.findings), verdict.out
    assert "Forged" not in verdict.out


def test_triggers_that_were_not_put_back_are_found(case_file: CaseFile) -> None:
    case_file.tampered()
    assert case_file.verified().code == 0
    connection = case_file.opened()
    connection.execute("DROP TRIGGER version_is_never_changed")
    connection.close()
    assert case_file.verified().findings == [
        "the trigger is gone that guards version rows against UPDATE"
    ]


class TestOnlyPaperTells:
    """Whoever has the key can write a chain that agrees with itself."""

    def test_that_the_end_of_the_chain_was_cut_off(self, case_file: CaseFile) -> None:
        sequence = int(case_file.page_code.split("-")[0])
        case_file.tampered(*cut_from(sequence))
        assert case_file.verified().code == 0
        assert case_file.verified("--anchor", case_file.page_code).findings == [
            f"the page's entry {sequence} is gone: the chain ends at {sequence - 1}"
        ]

    def test_that_the_whole_chain_was_rewritten(self, case_file: CaseFile) -> None:
        sequence = case_file.page_code.split("-")[0]
        case_file.tampered(EDIT, rewrite_chain)
        assert case_file.verified().code == 0
        assert case_file.verified("--anchor", case_file.page_code).findings == [
            f"entry {sequence} is not the one that the page was printed from"
        ]


@pytest.fixture
def purged(case_file: CaseFile) -> CaseFile:
    """Purge a whole case with the program itself, whatever stands in it."""
    clock = system_clock()
    file = open_with_key(case_file.folder, bytes.fromhex(case_file.key), clock=clock, actor="test")
    try:
        case = file.history.values(nouns.CASE, "h.number LIKE '%-001'")[0]
        with file.transaction():
            going = going_with(file.connection, nouns.CASE, case.id)
            file.history.record("purge", "purge", "purge-1")
            take_out(file.connection, file.history, "purge-1", going)
        file.sweep()
    finally:
        file.close()
    return case_file


class TestAPurge:
    def test_is_told_with_its_day_and_everything_holds(self, purged: CaseFile) -> None:
        verdict = purged.verified()
        assert (verdict.code, verdict.findings) == (0, [])
        assert re.search(r"note +purged versions: \d{2,}, the last on \d{4}-\d\d-\d\d", verdict.out)

    def test_does_not_hide_that_something_else_was_deleted(self, purged: CaseFile) -> None:
        purged.tampered(*TAMPERINGS["a deleted answer"][0])
        verdict = purged.verified()
        assert re.match(TAMPERINGS["a deleted answer"][1], verdict.findings[0]), verdict.out

    def test_is_not_believed_for_versions_that_are_there(self, purged: CaseFile) -> None:
        purged.tampered(
            (
                "UPDATE audit SET detail = '1-1 purge-1', action = 'purged', object_id ="
                f" {ANSWER} WHERE sequence = (SELECT max(sequence) FROM audit)"
            ),
            rewrite_chain,
        )
        (finding,) = purged.verified().findings
        assert re.match(r"version 1 of answer-\w+ is there, but it was purged on \d{4}", finding)

    def test_that_was_not_ended_is_found(self, purged: CaseFile) -> None:
        purged.tampered("INSERT INTO purge_list VALUES ('answer-1', 1)")
        assert purged.verified().findings == ["purge_list has 1 rows: a purge was not ended"]

    @pytest.mark.parametrize("when", ["0", "NOT EXISTS (SELECT 1 FROM purge_list) AND 0"])
    def test_cannot_be_made_easier_by_another_trigger(self, purged: CaseFile, when: str) -> None:
        connection = purged.opened()
        connection.execute("DROP TRIGGER version_is_never_deleted")
        connection.execute(
            f"CREATE TRIGGER version_is_never_deleted BEFORE DELETE ON version WHEN {when}"
            " BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        )
        connection.close()
        assert purged.verified().findings == [
            "the trigger is gone that guards version rows against DELETE"
        ]


def mac(keys: dict[str, Any], key: bytes) -> str:
    sealing = HKDF(SHA256(), 32, None, b"VPO Desk key file").derive(key)
    return hmac.digest(sealing, canonical(keys), "sha256").hex()


def test_a_slot_that_was_taken_out_or_put_in_is_found_by_the_mac(case_file: CaseFile) -> None:
    for name in ("keys.json", "keys.copy.json"):
        path = case_file.folder / name
        keys = json.loads(path.read_text(encoding="utf-8"))
        keys["slots"].append({**keys["slots"][0], "id": "passphrase-2"})
        del keys["sha256"]
        keys["sha256"] = hashlib.sha256(canonical(keys)).hexdigest()
        path.write_text(json.dumps(keys), encoding="utf-8")
    assert case_file.verified().findings == [
        "a key file's MAC is not that of this key: slots were changed"
    ]


def test_a_slot_of_the_other_kdf_opens_too(case_file: CaseFile) -> None:
    """Written by hand after the format page; bytes of a slot say nothing of who wrote it."""
    for name in ("keys.json", "keys.copy.json"):
        path = case_file.folder / name
        keys = json.loads(path.read_text(encoding="utf-8"))
        slot = keys["slots"][0]
        slot["kdf"] = ["pbkdf2", 0, 600_000, 0]
        header = {field: slot[field] for field in ("id", "kdf", "type")}
        form = {"file_id": keys["file_id"], "format": keys["format"], **header}
        salt, nonce = (base64.b64decode(slot[field]) for field in ("salt", "nonce"))
        derived = hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), salt, 600_000, 32)
        wrapped = AESGCM(derived).encrypt(nonce, bytes.fromhex(case_file.key), canonical(form))
        slot["wrapped"] = base64.b64encode(wrapped).decode()
        del keys["sha256"], keys["mac"]
        keys["mac"] = mac(keys, bytes.fromhex(case_file.key))
        keys["sha256"] = hashlib.sha256(canonical(keys)).hexdigest()
        path.write_text(json.dumps(keys), encoding="utf-8")
    assert case_file.verified().code == 0


class TestDamage:
    def test_a_damaged_key_file_is_named_and_the_other_one_opens(self, case_file: CaseFile) -> None:
        path = case_file.folder / "keys.json"
        path.write_text(path.read_text(encoding="utf-8").replace("argon2id", "argon2ie"), "utf-8")
        verdict = case_file.verified()
        assert verdict.findings == ["keys.json is damaged: it is not what its own SHA-256 says"]
        assert "everything" not in verdict.out
        assert "all " in verdict.out

    def test_one_key_file_alone_is_told(self, case_file: CaseFile) -> None:
        (case_file.folder / "keys.json").unlink()
        assert case_file.verified().findings == [
            "of keys.json and keys.copy.json only keys.copy.json is there"
        ]

    @pytest.mark.parametrize("page", [0, 7, 60, -1])
    def test_a_flipped_byte_is_told_with_its_page(self, case_file: CaseFile, page: int) -> None:
        data = bytearray(case_file.database.read_bytes())
        data[page * 4096 + 1000] ^= 1
        case_file.database.write_bytes(data)
        verdict = case_file.verified()
        number = page % (len(data) // 4096) + 1
        assert (verdict.code, verdict.err) == (1, "")
        assert verdict.findings[0] == f"page {number} of case-file.db is damaged"

    @pytest.mark.parametrize("keep", [0, 1000, 4096, 40960])
    def test_a_cut_database_is_told(self, case_file: CaseFile, keep: int) -> None:
        case_file.database.write_bytes(case_file.database.read_bytes()[:keep])
        verdict = case_file.verified()
        assert (verdict.code, verdict.err) == (1, "")


class TestSecrets:
    def test_a_wrong_passphrase_opens_nothing(self, case_file: CaseFile) -> None:
        verdict = case_file.verified(passphrase="another tunnel")
        assert (verdict.code, verdict.findings) == (1, ["no key slot opens with this passphrase"])

    def test_another_files_key_opens_nothing(self, case_file: CaseFile) -> None:
        verdict = case_file.verified(recovery="ab" * 32)
        assert verdict.code == 1
        assert "does not open case-file.db" in verdict.findings[-1]

    @pytest.mark.parametrize("change", ["order", "unknown", "missing"])
    def test_words_with_a_mistake_are_told_apart(self, case_file: CaseFile, change: str) -> None:
        words = sorted(case_file.words.split())
        told = {"order": "do not belong together", "unknown": "Word 1 ", "missing": "neither 24"}
        given = {"order": words, "unknown": ["qqqq", *words[1:]], "missing": words[1:]}
        verdict = case_file.verified(recovery=" ".join(given[change]))
        assert (verdict.code, verdict.out) == (2, "")
        assert told[change] in verdict.err

    def test_a_secret_is_not_taken_from_the_command_line(self, case_file: CaseFile) -> None:
        assert tool("--recovery", case_file.key, str(case_file.folder)).code == 2


class TestUse:
    def test_a_mistyped_page_code_is_told_before_anything_is_opened(
        self, case_file: CaseFile
    ) -> None:
        code = case_file.page_code
        other = "1" if code[-3] != "1" else "2"
        verdict = case_file.verified("--anchor", f"{code[:-3]}{other}{code[-2:]}")
        assert (verdict.code, verdict.out) == (2, "")
        assert "mistyped" in verdict.err

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert tool(str(tmp_path / "nowhere")).code == 2


def test_the_text_of_an_answer_reads_as_plain_json(case_file: CaseFile) -> None:
    connection: Any = case_file.opened()
    ((text,),) = connection.execute(
        f"SELECT content FROM version WHERE object_id = {ANSWER}"
    ).fetchall()
    ((shown,),) = connection.execute(
        f"SELECT text FROM current_answer WHERE id = {ANSWER}"
    ).fetchall()
    connection.close()
    assert json.loads(text)["text"] == shown
