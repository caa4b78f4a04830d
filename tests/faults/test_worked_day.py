"""After a whole day in the window no word, passphrase, key or recovery word lies anywhere in clear.

Swept are the home folder, settings, logs, temporary files, the account of a fault, the case file
and its backups, everything that was printed to a console, the names of all files, and what the
documents say of themselves. Only the pages that were asked for may be read.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.faults.conftest import WorkedDay
from tests.faults.window_session import (
    ASKED_FOR,
    FILE_NAME,
    FILE_WORDS,
    PICTURE_WORDS,
    PURPOSE,
    UNSAVED,
)

from ui.pages.test_main_job import OWN, SAID
from ui.stage import PASSPHRASE
from vpo_desk.domain.moments import Moment
from vpo_desk.storage import case_file, keyring

FOLDER = "Dalton Police.vpodesk"
SPOKEN = (SAID, OWN.strip("“”"), UNSAVED, PURPOSE)
IN_FILES = (FILE_WORDS, PICTURE_WORDS)
NAMES = ("Whitlock", "Alvarez")
NUMBER = "2026-001"


class Clock:
    def now(self) -> Moment:
        return Moment(datetime(2026, 11, 23, 20, tzinfo=UTC))


def spellings(secret: str) -> list[bytes]:
    """Return how a word may lie in a file: as Python, Windows and Qt write text."""
    ascii_only = secret.encode("ascii", "backslashreplace")
    return [secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be"), ascii_only]


def found_in(content: bytes, secrets: list[str | bytes]) -> list[int]:
    """Return the places in the list of the secrets that the content holds; never the secret."""
    held: list[int] = []
    for place, secret in enumerate(secrets):
        wanted = [secret] if isinstance(secret, bytes) else spellings(secret)
        if any(each in content for each in wanted):
            held.append(place)
    return held


def swept(place: Path, secrets: list[str | bytes]) -> Iterator[str]:
    """Yield each file or name that holds a secret, with the secret's place in the list."""
    for path in sorted(place.rglob("*")):
        named = str(path.relative_to(place))
        yield from (f"name {named}: {each}" for each in found_in(named.encode(), secrets))
        if path.is_file() and path.name not in ASKED_FOR:
            content = path.read_bytes()
            yield from (f"{named}: {each}" for each in found_in(content, secrets))
            if content[:2] in {b"\x78\x01", b"\x78\x9c", b"\x78\xda"}:  # compressed
                inner = zlib.decompressobj().decompress(content)
                yield from (f"within {named}: {each}" for each in found_in(inner, secrets))


@pytest.fixture
def secrets(worked_day: WorkedDay) -> list[str | bytes]:
    """Return all that must not be readable; the key and its words come out of the case file."""
    key = keyring.read_ring(worked_day.find(FOLDER)).ring.unlock(PASSPHRASE).key
    words = keyring.words_of_key(key)
    runs = [" ".join(words[at : at + 3]) for at in range(22)]
    return [*SPOKEN, *IN_FILES, FILE_NAME, *NAMES, NUMBER, PASSPHRASE, key, key.hex(), *runs]


def test_the_day_is_in_the_case_file(worked_day: WorkedDay) -> None:
    """Without it the sweep below would find nothing because there was nothing."""
    opened = case_file.open_to_look(worked_day.find(FOLDER), PASSPHRASE, clock=Clock())
    try:
        rows = opened.connection.execute(
            "SELECT content FROM version UNION ALL SELECT content FROM draft"
        )
        everything = "\n".join(str(row[0]) for row in rows)
        kept = b"".join(
            row[0] for row in opened.connection.execute("SELECT bytes FROM attachment_slice")
        )
    finally:
        opened.close()
    assert [word for word in (*SPOKEN, FILE_NAME, *NAMES) if word not in everything] == []
    assert [word for word in IN_FILES if word.encode() not in kept] == []


def test_no_word_of_the_day_lies_anywhere_in_clear(
    worked_day: WorkedDay, secrets: list[str | bytes]
) -> None:
    assert list(swept(worked_day.place, secrets)) == []
    assert found_in(worked_day.printed.encode(), secrets) == []


def test_the_sweep_went_where_the_program_writes(worked_day: WorkedDay) -> None:
    names = {path.name for path in worked_day.place.rglob("*")}
    wanted = {"settings.toml", "vpo-desk.log", "account.txt", "case-file.db", "keys.json", "lock"}
    assert wanted - names == set()
    assert [name for name in names if name.endswith(".vpobackup")] != []
    assert worked_day.find("vpo-desk.log").read_text(encoding="utf-8").count("ValueError") == 1


def test_temporary_files_are_gone(worked_day: WorkedDay) -> None:
    left = [path.name for path in (worked_day.place / "temporary").rglob("*") if path.is_file()]
    assert left == []


def test_documents_say_nothing_of_the_case_about_themselves(
    worked_day: WorkedDay, secrets: list[str | bytes]
) -> None:
    """The plan's title has the case number, which stands on each of its pages; nothing else."""
    kept = [secret for secret in secrets if secret != NUMBER]
    for name in ASKED_FOR:
        reader = PdfReader(worked_day.find(name))
        about = [str(value) for value in (reader.metadata or {}).values()]
        packet = reader.root_object.get("/Metadata")
        if packet is not None:
            about.append(packet.get_object().get_data().decode())  # pyright: ignore[reportAttributeAccessIssue]
        assert about != []
        assert found_in("\n".join(about).encode(), kept) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_sweep_finds_what_was_put_there(
    encoding: str, tmp_path: Path, secrets: list[str | bytes]
) -> None:
    (tmp_path / "left.tmp").write_bytes(b"\0\1" + UNSAVED.encode(encoding) + b"\2")
    (tmp_path / "Whitlock.txt").touch()
    (tmp_path / "packed").write_bytes(zlib.compress(SAID.encode()))
    assert list(swept(tmp_path, secrets)) == [
        f"name Whitlock.txt: {secrets.index('Whitlock')}",
        f"left.tmp: {secrets.index(UNSAVED)}",
        f"within packed: {secrets.index(SAID)}",
    ]
