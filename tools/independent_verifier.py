"""Check a case file with nothing of VPO Desk in it; docs/case-file-format.md is all it follows.

python independent_verifier.py CASEFILE                      asks for the passphrase, the officer's
                                                             or the supervisor's
python independent_verifier.py --key-file F CASEFILE         asks for the passphrase that goes with F
python independent_verifier.py --recovery CASEFILE           asks for the 24 words or 64 digits
python independent_verifier.py --anchor 12-K7Q2-9XMD-3 ...   also looks for a code printed on paper

CASEFILE is a case file's folder or a backup of one. It writes nothing beside either: a backup is
unpacked, as encrypted as it is, into the temporary folder and removed again. It prints one line for each thing it looked at and
never a word of the content. It leaves with 0 if everything it checked holds, with 1 if something
does not, and with 2 if it was asked wrongly. It needs apsw (from apsw-sqlite3mc) and cryptography;
for the recovery words, also mnemonic, of which it takes the English word list only.
"""  # noqa: INP001 (one file on purpose: whoever checks a case file copies it alone)

import argparse
import base64
import contextlib
import datetime as dt
import getpass
import hashlib
import hmac
import json
import re
import shutil
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import apsw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

APPLICATION_ID = 0x56504F44
USER_VERSIONS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
SLICE = 262_144
PAGE = 4096
KEY_FILES = ("keys.json", "keys.copy.json")
NO_HASH = "0" * 64
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SYMBOLS = CROCKFORD + "*~$=U"
CODE = re.compile(r"(\d{1,18})-((?:[0-9A-Z]{4}-){2}|(?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}-)([0-9A-Z*~$=])")
CODES = {8: (10, "prepare"), 26: (32, "anchor")}
"""By the number of letters: how many digits of a hash they stand for, and whose entry's."""
KEY_FILE = re.compile(r"VPO Desk key file 1\s+([0-9A-Fa-f]{64})\s*")
MEMBERS = ("case-file.db", "keys.json", "manifest.json")
PROTOCOLS = "protocols.sealed"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ")
CASE_NUMBER = re.compile(r"(\d{4})-(\d+)$")
GUARD = re.compile(
    r"\bBEFORE\s+(UPDATE|DELETE)\s+ON\s+(audit|version)\b.*\bRAISE\s*\(\s*ABORT\b", re.DOTALL
)
VERBS = ("UPDATE", "DELETE")
PURGE_GUARD = re.compile(
    r"\bWHEN\s+NOT\s+EXISTS\s*\(\s*SELECT\s+1\s+FROM\s+purge_list\s+WHERE\s+object_id\s*=\s*OLD\.object_id"
    r"\s+AND\s+version\s*=\s*OLD\.version\s*\)\s*BEGIN"
)
PURGED = re.compile(r"1-([1-9]\d{0,8}) \S+")
SPANS = re.compile(r"\d{1,12}(?:-\d{1,12})?(?:,\d{1,12}(?:-\d{1,12})?)*")
UNFINISHED = ("open", "running")
VIEWED = ("interview_id", "question_id", "state", "text", "verbatim")
SHOWN = 8

Content: TypeAlias = dict[str, Any]
# The types that apsw gives name one that Python 3.11 does not have.
Database: TypeAlias = Any


class Usage(Exception):
    """The tool was asked wrongly; nothing was checked."""


class Unreadable(Exception):
    """Nothing more can be checked; the finding was printed."""


class Report:
    """Prints what was looked at, one line each, and remembers whether something was wrong."""

    def __init__(self) -> None:
        self.wrong = 0

    def holds(self, text: str) -> None:
        self._line("holds", text)

    def note(self, text: str) -> None:
        self._line("note", text)

    def finding(self, text: str) -> None:
        self.wrong += 1
        self._line("WRONG", text)

    def judge(self, findings: Sequence[str], otherwise: str) -> None:
        """Print the findings, the first ones by name; without any, print what holds."""
        for each in findings[:SHOWN]:
            self.finding(each)
        if len(findings) > SHOWN:
            self.finding(f"and {len(findings) - SHOWN} more of this kind")
        if not findings:
            self.holds(otherwise)

    def _line(self, mark: str, text: str) -> None:
        # What a forger wrote into an id must not look like a line of this report.
        plain = "".join(each if " " <= each <= "~" else "?" for each in text)
        sys.stdout.write(f"{mark:<12}{plain}\n")


class Entry(NamedTuple):
    """One entry of the audit chain, in the order of its canonical form."""

    sequence: int
    at: str
    actor: str
    action: str
    kind: str
    object_id: str
    detail: str
    digest: str
    previous: str
    hash: str

    def hash_as(self, sequence: int) -> str:
        """Return the hash that this entry would have under a sequence number."""
        return hashlib.sha256(canonical([sequence, *self[1:9]])).hexdigest()


def canonical(value: object) -> bytes:
    """Return the one way to write a JSON value that the format knows (keys in their order)."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def sorted_canonical(value: Content) -> bytes:
    """Return the same with the keys of all objects sorted, as keys.json is digested."""
    return canonical(json.loads(json.dumps(value, sort_keys=True)))


# Secrets


def recovery_key(text: str) -> bytes:
    """Turn 64 hexadecimal digits or 24 recovery words, numbered or not, into the database key."""
    digits = "".join(text.split())
    if re.fullmatch(r"[0-9A-Fa-f]{64}", digits):
        return bytes.fromhex(digits)
    typed = [each for each in text.lower().split() if not re.fullmatch(r"\d+\.?", each)]
    if len(typed) != 24:
        raise Usage("The recovery secret is neither 24 words nor 64 hexadecimal digits.")
    try:
        from mnemonic import Mnemonic
    except ImportError:
        raise Usage("The word list (mnemonic) is not installed: give the 64 digits.") from None
    words = list(Mnemonic("english").wordlist)
    places = {word[:4]: place for place, word in enumerate(words)}
    bits = 0
    for number, word in enumerate(typed, start=1):
        place = places.get(word[:4])
        if place is None or not words[place].startswith(word):
            raise Usage(f"Word {number} is not in the list of recovery words.")
        bits = bits << 11 | place
    key = (bits >> 8).to_bytes(32, "big")
    if hashlib.sha256(key).digest()[0] != bits & 0xFF:
        raise Usage("The recovery words do not belong together: one is wrong or out of order.")
    return key


class Secret(NamedTuple):
    """What somebody gives to open a slot: a passphrase, and the 32 bytes of a key file or nothing."""

    passphrase: str
    key_file: bytes = b""


def key_file_bytes(path: Path) -> bytes:
    """Return the 32 bytes that a key file holds."""
    try:
        found = KEY_FILE.fullmatch(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError):
        raise Usage("The key file cannot be read.") from None
    if found is None:
        raise Usage("This is no key file: it does not begin as one, or was damaged.")
    return bytes.fromhex(found[1])


def derived(slot: Content, passphrase: str) -> bytes:
    """Run a slot's key derivation; the parameters are bounded before they are run."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    salt = base64.b64decode(slot["salt"], validate=True)
    name, mebibytes, passes, lanes = slot["kdf"]
    if name == "pbkdf2" and 600_000 <= passes <= 20_000_000:
        return PBKDF2HMAC(SHA512(), length=32, salt=salt, iterations=passes).derive(secret)
    bounded = 8 <= mebibytes <= 1024 and 1 <= passes <= 20 and 1 <= lanes <= 16
    if name != "argon2id" or not bounded:
        raise ValueError(name)
    derive = Argon2id(
        salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=mebibytes * 1024
    )
    return derive.derive(secret)


def slot_key(slot: Content, secret: Secret) -> bytes:
    """Return the key that wraps the database key in a slot; ValueError where a key file is wanted."""
    key = derived(slot, secret.passphrase)
    if slot["type"] != "key-file":
        return key
    if not secret.key_file:
        raise ValueError(slot["type"])
    salt = base64.b64decode(slot["salt"], validate=True)
    return HKDF(SHA256(), 32, salt, b"VPO Desk key file slot").derive(key + secret.key_file)


def unwrapped(keys: Content, secret: Secret) -> tuple[bytes, Content] | None:
    """Return the database key, and the slot that gave it: the first one that the secret opens."""
    for slot in keys["slots"]:
        header = {
            "format": keys["format"],
            "file_id": keys["file_id"],
            **{name: slot[name] for name in ("id", "type", "kdf")},
        }
        try:
            cipher = AESGCM(slot_key(slot, secret))
            key = cipher.decrypt(
                base64.b64decode(slot["nonce"], validate=True),
                base64.b64decode(slot["wrapped"], validate=True),
                sorted_canonical(header),
            )
        except (InvalidTag, ValueError):
            continue
        return key, slot
    return None


def mac(value: Content, key: bytes, info: bytes = b"VPO Desk key file") -> str:
    """Return the MAC of a key file, or of a manifest, under the key that the format derives."""
    sealing = HKDF(SHA256(), 32, None, info).derive(key)
    covered = {name: value[name] for name in value if name not in {"mac", "sha256"}}
    return hmac.digest(sealing, sorted_canonical(covered), "sha256").hex()


# The folder


def key_files(folder: Path, report: Report, names: Sequence[str] = KEY_FILES) -> list[Content]:
    """Check the key files, which are two but in a backup, and return those that can be used."""
    usable: list[Content] = []
    there = [name for name in names if (folder / name).exists()]
    if not there:
        report.note("both key files are gone: only the recovery words or digits open the database")
    elif len(there) < len(names):
        report.finding(f"of keys.json and keys.copy.json only {there[0]} is there")
    for name in there:
        try:
            keys: Content = json.loads((folder / name).read_text(encoding="utf-8"))
            digest = sorted_canonical({key: keys[key] for key in keys if key != "sha256"})
            if keys["format"] != 1 or hashlib.sha256(digest).hexdigest() != keys["sha256"]:
                raise ValueError(name)  # noqa: TRY301 (damage is damage, however it is told)
            slots = len(keys["slots"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            report.finding(f"{name} is damaged: it is not what its own SHA-256 says")
            continue
        report.holds(f"{name} is what its own SHA-256 says; key slots: {slots}")
        usable.append(keys)
    if len(usable) == 2 and usable[0] != usable[1]:
        report.finding("keys.json and keys.copy.json are not the same")
    return usable


def sizes(folder: Path, report: Report) -> list[Path]:
    """Check the files' sizes and return the journals that lie beside the database."""
    database = folder / "case-file.db"
    size = database.stat().st_size if database.is_file() else 0
    if size == 0 or size % PAGE:
        report.finding(f"case-file.db has {size} bytes: no database of whole pages")
        raise Unreadable
    report.holds(f"case-file.db has {size} bytes: {size // PAGE} pages of {PAGE}")
    attempts = folder / "attempts.json"
    if attempts.exists():
        try:
            known = set(json.loads(attempts.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            known = {"damaged"}
        report.judge(
            [] if known <= {"last_unlock", "failures"} else ["attempts.json holds something else"],
            "attempts.json holds times of unlocking and nothing else",
        )
    beside = [Path(f"{database}{tail}") for tail in ("-wal", "-journal")]
    return [path for path in beside if path.exists() and path.stat().st_size]


def check_pages(path: Path, key: bytes, report: Report) -> None:
    """Check the seal that SQLCipher 4 puts on every page, used or free, without any database."""
    with path.open("rb") as file:
        salt = file.read(16)
        mixed = bytes(byte ^ 0x3A for byte in salt)
        sealing = hashlib.pbkdf2_hmac("sha512", key, mixed, 2, 32)
        findings: list[str] = []
        count = 0
        while page := file.read(PAGE - 16 if count == 0 else PAGE):
            count += 1
            seal = hmac.digest(sealing, page[:-64] + count.to_bytes(4, "little"), "sha512")
            if not hmac.compare_digest(seal, page[-64:]):
                findings.append(f"page {count} of case-file.db is damaged")
    if len(findings) == count:
        report.finding("the key does not open case-file.db: another file's, or all is damaged")
        raise Unreadable
    report.judge(findings, f"the key opens case-file.db, and all {count} pages are whole")


@contextlib.contextmanager
def opened(folder: Path, key: bytes, report: Report) -> Generator[Database, None, None]:
    """Open the database so that nothing is written beside it; with a journal, open a copy."""
    journals = sizes(folder, report)
    check_pages(folder / "case-file.db", key, report)
    with tempfile.TemporaryDirectory() as place:
        path = folder / "case-file.db"
        if journals:
            report.note("the case file is open, or was not closed: checked with its journal")
            for each in [path, *journals]:
                shutil.copy(each, place)
            path = Path(place) / path.name
        mode = "" if journals else "?mode=ro&immutable=1"
        flags = apsw.SQLITE_OPEN_URI
        flags |= apsw.SQLITE_OPEN_READWRITE if journals else apsw.SQLITE_OPEN_READONLY
        connection: Database = apsw.Connection(path.resolve().as_uri() + mode, flags=flags)
        try:
            connection.execute("PRAGMA cipher = 'sqlcipher'")
            connection.execute("PRAGMA legacy = 4")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA temp_store = MEMORY")
            yield connection
        finally:
            connection.close()


# The database


def number(database: Database, pragma: str) -> int:
    """Return the number that a pragma answers."""
    return int(database.execute(f"PRAGMA {pragma}").fetchall()[0][0])


def check_file(database: Database, report: Report) -> None:
    """Check what the database says of itself, its pages, its references and its guards."""
    findings: list[str] = []
    if number(database, "application_id") != APPLICATION_ID:
        findings.append("application_id is not that of a case file")
    schema = number(database, "user_version")
    if schema not in USER_VERSIONS:
        findings.append(f"user_version is none of {USER_VERSIONS}, the ones known here")
    report.judge(findings, f"application_id and user_version are those of schema {schema}")
    tables = {
        row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    wanted = {"version", "audit", *(f"{kind}_head" for kind in HEADS if known(kind, schema))}
    wanted |= {"purge_list"} if schema >= 3 else set()
    report.judge(
        [f"there is no table {name}" for name in sorted(wanted - tables)],
        "the history and the heads are tables",
    )
    said = [str(row[0]) for row in database.execute("PRAGMA integrity_check")]
    report.judge(
        [] if said == ["ok"] else said, "tables and indexes agree with each other (integrity_check)"
    )
    broken = [
        f"a row of {row[0]} refers to a row of {row[2]} that is not there"
        for row in database.execute("PRAGMA foreign_key_check")
    ]
    report.judge(broken, "every reference between rows has its other end")
    guards: set[str] = set()
    for (sql,) in database.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'"):
        text = str(sql)
        if not (found := GUARD.search(text)):
            continue
        name = f"{found[2]} rows against {found[1]}"
        lets_purge = schema >= 3 and name == "version rows against DELETE"
        if not re.search(r"\bWHEN\b", text) or (lets_purge and PURGE_GUARD.search(text)):
            guards.add(name)
    needed = [f"{table} rows against {verb}" for table in ("version", "audit") for verb in VERBS]
    report.judge(
        [f"the trigger is gone that guards {each}" for each in needed if each not in guards],
        "the triggers are there that refuse to change or delete history",
    )
    if "purge_list" in tables:
        ((listed,),) = database.execute("SELECT count(*) FROM purge_list").fetchall()
        report.judge(
            [f"purge_list has {listed} rows: a purge was not ended"] * bool(listed),
            "nothing is listed to be purged",
        )


def is_time(text: str) -> bool:
    """Tell whether text is a real UTC time, written to the hundredth of a second."""
    try:
        return bool(TIME.fullmatch(text) and dt.datetime.fromisoformat(text))
    except ValueError:
        return False


class Salvage(NamedTuple):
    """The gaps that the newest salvage entry names: entries, versions, the stand-ins' seal, files."""

    at: str = ""
    entries: frozenset[int] = frozenset()
    versions: frozenset[int] = frozenset()
    seal: str = ""
    contents: frozenset[int] = frozenset()


def salvage_of(entries: dict[int, Entry]) -> Salvage:
    """Return what the newest entry with the action salvage names; nothing where there is none."""
    told = [each for each in entries.values() if each.action == "salvage" and not each.kind]
    if not told:
        return Salvage()
    newest = told[-1]
    said: dict[str, str] = {}
    for part in newest.detail.split(" "):
        name, _, value = part.partition(":")
        said[name] = value

    def numbers(name: str) -> frozenset[int]:
        text = said.get(name, "")
        found: set[int] = set()
        for part in text.split(",") if SPANS.fullmatch(text) else []:
            first, _, last = part.partition("-")
            found.update(range(int(first), min(int(last or first), newest.sequence) + 1))
        return frozenset(found)

    return Salvage(
        newest.at,
        numbers("lost-entries"),
        numbers("lost-versions"),
        said.get("seal", ""),
        numbers("lost-contents"),
    )


def check_salvage(entries: dict[int, Entry], report: Report) -> None:
    """Compare the stand-ins for lost entries with what the newest salvage entry says of them."""
    salvage = salvage_of(entries)
    stand_ins = [each for each in entries.values() if each.action == "lost"]
    if not salvage.at and not stand_ins:
        return
    findings = [
        f"audit entry {each.sequence} is a stand-in, and no salvage names it"
        for each in stand_ins
        if each.sequence not in salvage.entries
    ]
    lines = b"".join(canonical(list(each)) + b"\n" for each in stand_ins)
    named = len(salvage.entries)
    if named != len(stand_ins) or hashlib.sha256(lines).hexdigest() != salvage.seal:
        findings.append("the stand-ins for lost entries are not those of the salvage")
    report.judge(findings, f"the stand-ins for lost entries are those of the salvage: {named}")
    report.note(
        f"salvaged on {salvage.at[:10]}: lost entries {named}, lost versions {len(salvage.versions)}"
    )


def check_chain(database: Database, report: Report) -> dict[int, Entry]:
    """Recompute every entry of the audit chain and return the entries by sequence number."""
    columns = ", ".join(Entry._fields)
    rows = database.execute(f"SELECT {columns} FROM audit ORDER BY sequence").fetchall()
    entries = {int(row[0]): Entry(*row) for row in rows}
    changed = [
        each.sequence
        for each in entries.values()
        if each.action != "lost" and each.hash_as(each.sequence) != each.hash
    ]
    findings: list[str] = []
    last, link = 0, NO_HASH
    for entry in entries.values():
        this = entry.sequence
        if this != last + 1:
            findings.append(f"audit entries are missing: {last + 1} to {this - 1}")
        if entry.previous != link:
            findings.append(
                f"audit entry {this} does not follow the one before it: its link differs"
            )
        if this in changed:
            others = [other for other in changed if entry.hash_as(other) == entry.hash]
            findings.append(
                f"audit entry {this} was written as entry {others[0]}: the order was changed"
                if others
                else f"audit entry {this} was changed: its hash does not fit what it says"
            )
        if not is_time(entry.at):
            findings.append(f"audit entry {this} has no time as the format writes it")
        last, link = this, entry.hash
    if not entries:
        findings.append("the audit chain is empty")
    report.judge(
        findings, f"the audit chain holds: {last} entries, the last hash begins with {link[:16]}"
    )
    check_salvage(entries, report)
    return entries


def purges(entries: dict[int, Entry]) -> dict[str, tuple[int, str]]:
    """Return up to which version each object was purged, and when it was."""
    found: dict[str, tuple[int, str]] = {}
    for entry in entries.values():
        said = PURGED.fullmatch(entry.detail) if entry.action == "purged" else None
        if said:
            through = max(int(said[1]), found.get(entry.object_id, (0, ""))[0])
            found[entry.object_id] = through, entry.at
    return found


def unrecorded(
    entries: dict[int, Entry], recorded: set[int], purged: dict[str, tuple[int, str]]
) -> tuple[list[str], int]:
    """Return what is missing though an entry recorded it, and how many versions were purged.

    What the newest salvage names as lost is not missing.
    """
    missing: list[str] = []
    lost = salvage_of(entries).versions
    counts: dict[str, int] = {}
    gone = 0
    for entry in entries.values():
        if not entry.digest:
            continue
        place = counts[entry.object_id] = counts.get(entry.object_id, 0) + 1
        if entry.sequence in recorded:
            continue
        if place <= purged.get(entry.object_id, (0, ""))[0]:
            gone += 1
        elif entry.sequence not in lost:
            missing.append(
                f"a version of {entry.object_id} was deleted: entry {entry.sequence} recorded it"
            )
    return missing, gone


class Holes:
    """Where versions were lost before a salvage, by object; of some the object is not known."""

    def __init__(self, entries: dict[int, Entry]) -> None:
        salvage = salvage_of(entries)
        self._holes: dict[str, list[int]] = {}
        for number in sorted(salvage.versions | salvage.entries):
            entry = entries.get(number)
            if entry is not None and (number in salvage.versions or not entry.digest):
                self._holes.setdefault(entry.object_id, []).append(number)

    def between(self, object_id: str, after: int, before: int) -> int:
        """Count the versions of an object that can have been lost between two entries."""
        known = self._holes.get(object_id, []) + self._holes.get("", [])
        return sum(after < each < before for each in known)


def check_versions(database: Database, entries: dict[int, Entry], report: Report) -> None:
    """Compare every version with the entry that recorded it, and every entry with its version."""
    purged, holes = purges(entries), Holes(entries)
    findings: list[str] = []
    recorded: set[int] = set()
    before, kind_before, last, sequence_before = "", "", 0, 0
    count = 0
    for row in database.execute(
        "SELECT object_id, version, kind, recorded_at, audit_sequence, salt, content"
        " FROM version ORDER BY object_id, version"
    ):
        object_id, version, kind, recorded_at, sequence, salt, content = row
        count += 1
        name = f"version {version} of {object_id}"
        if object_id != before:
            before, kind_before, sequence_before = object_id, kind, 0
            last, purged_at = purged.get(object_id, (0, ""))
            if version <= last:
                findings.append(f"{name} is there, but it was purged on {purged_at}")
                last = version - 1
        left_out = version - last - 1
        if left_out and not 0 < left_out <= holes.between(object_id, sequence_before, sequence):
            findings.append(f"versions of {object_id} are missing: {last + 1} to {version - 1}")
        if kind != kind_before or sequence <= sequence_before:
            findings.append(f"{name} does not continue the one before it")
        last, sequence_before = version, sequence
        entry = entries.get(sequence)
        if entry is None or not entry.digest or sequence in recorded:
            findings.append(f"{name} was inserted: no audit entry recorded it")
            continue
        recorded.add(sequence)
        if (entry.at, entry.kind, entry.object_id) != (recorded_at, kind, object_id):
            findings.append(f"{name} is not what entry {sequence} recorded: time, kind or object")
        if hashlib.sha256(salt + content.encode("utf-8")).hexdigest() != entry.digest:
            findings.append(
                f"{name} was changed: its content is not what entry {sequence} recorded"
            )
        elif canonical(json.loads(content)).decode("ascii") != content:
            findings.append(f"{name} is not written as the format writes content")
    missing, gone = unrecorded(entries, recorded, purged)
    report.judge(findings + missing, f"all {count} versions are what the audit chain recorded")
    if gone:
        newest = max(entry.at for entry in entries.values() if entry.action == "purged")
        report.note(f"purged versions: {gone}, the last on {newest[:10]}")


# Heads


def same(*names: str) -> Callable[[Content], Content]:
    """Return a rule for columns that carry a field of the content under its own name."""
    return lambda content: {name: content[name] for name in names}


def numbered(content: Content) -> Content:
    """Return the year and the ordinal that a number ends with."""
    found = CASE_NUMBER.search(content["number"])
    return {"year": int(found[1]), "ordinal": int(found[2])} if found else {"year": 0, "ordinal": 0}


def sealed(content: Content) -> Content:
    """Return whether the object is sealed, as the lists write it."""
    return {"sealed": int(content["sealed_at"] is not None)}


def case_head(content: Content) -> Content:
    """Return the columns of a case's head."""
    plain = same("number", "state", "priority", "level", "next_review", "subject_id")
    return {**plain(content), **numbered(content), "opened_at": content["opened_at"]["utc"]}


def concern_head(content: Content) -> Content:
    """Return the columns of a concern's head."""
    plain = same("number", "decision", "case_id", "about_id")(content)
    times = {"at": content["at"]["utc"], "source_id": content["source"]["person_id"]}
    return {**plain, **numbered(content), **times}


def interview_head(content: Content) -> Content:
    """Return the columns of an interview's head."""
    plain = same("case_id", "with_id", "protocol")(content)
    return {**plain, **sealed(content), "at": content["at"]["utc"]}


def plan_head(content: Content) -> Content:
    """Return the columns of a plan's head; only a sealed plan has something due."""
    actions: list[Content] = content["actions"] if content["sealed_at"] is not None else []
    due = [each["due"] for each in actions if each["status"] in UNFINISHED and each["due"]]
    plain = same("case_id", "number")(content)
    return {**plain, **sealed(content), "next_due": min(due, default=None)}


def retention_head(content: Content) -> Content:
    """Return the columns of a case's retention: until when its last review keeps it."""
    until = content["reviews"][-1]["until"] if content["reviews"] else None
    return {**same("case_id")(content), "until": until}


def utc(content: Content) -> Content:
    """Return the column `at` of a head."""
    return {"at": content["at"]["utc"]}


def task_head(content: Content) -> Content:
    """Return the columns of a task's head; it is shown from the last day it was put off to."""
    shown = max([content["due"], *(each["until"] for each in content["snoozes"])])
    open_ = int(content["done_at"] is None)
    return {**same("case_id", "due")(content), "shown": shown, "open": open_}


def ended_head(content: Content) -> Content:
    """Return the columns that a closing and a transfer share."""
    stands = int(content["reopened_at"] is None)
    return {**same("case_id")(content), **utc(content), "stands": stands}


def person_head(content: Content) -> Content:
    """Return the columns of a person's head; empty where the record is not merged."""
    return {**same("name")(content), "merged_into": content.get("merged_into") or None}


HEADS: dict[str, Callable[[Content], Content]] = {
    "case_file": lambda content: {"training": int(content["training"])},
    "agency": same(),
    "person": person_head,
    "case": case_head,
    "concern": concern_head,
    "triage": same("concern_id"),
    "role": lambda content: {
        **same("case_id", "person_id", "role")(content),
        "stands": int(not content.get("ended", "").strip()),
    },
    "protocol": same(),
    "interview": interview_head,
    "root": same("case_id"),
    "answer": same("interview_id", "question_id", "state", "root_id"),
    "difference": same("case_id", "state"),
    "assessment": lambda content: {**same("case_id", "number")(content), **sealed(content)},
    "plan": plan_head,
    "copy": lambda content: {
        **same("case_id", "document", "outcome")(content),
        "meeting_id": content.get("meeting_id"),
    },
    "schedule": same(),
    "retention": retention_head,
    "hold": lambda content: {**same("case_id")(content), "stands": int(not content["lifted_at"])},
    "purge": same("case_id", "state"),
    "trace": same("of", "year", "ordinal", "outcome"),
    "record": lambda content: {
        **same("case_id", "result")(content),
        **utc(content),
        "check_id": content["check"],
    },
    "note": lambda content: {**same("case_id", "protected")(content), **utc(content)},
    "task": task_head,
    "order": lambda content: {
        **same("case_id", "kind", "until")(content),
        "stands": int(not content["ended"].strip()),
    },
    "event": lambda content: {
        **same("case_id")(content),
        "earliest": content["when"]["earliest"],
        "latest": content["when"]["latest"],
    },
    "review": lambda content: {**same("case_id")(content), **utc(content)},
    "closing": lambda content: {**ended_head(content), "grounds": content["grounds"]},
    "transfer": ended_head,
    "own_number": lambda content: {
        **same("case_id", "kind", "number")(content),
        "removed": int(content["removed"]),
    },
    "request": lambda content: {
        **same("asked_on")(content),
        "open": int(content["answered_on"] is None),
    },
    "resource": lambda content: {
        **same("kind", "name")(content),
        "first_call": int(content["first_call"]),
        "retired": int(content["retired"]),
    },
    "referral": lambda content: {
        **same("case_id", "status", "resource_id")(content),
        **utc(content),
    },
    "meeting": lambda content: {
        **same("number")(content),
        **utc(content),
        "closed": int(content["closed_at"] is not None),
    },
    "agenda_item": lambda content: {
        **same("meeting_id", "case_id", "place")(content),
        "taken_off": int(content["taken_off"]),
    },
    "relationship": lambda content: {
        **same("from_id", "to_id", "kind")(content),
        "removed": int(content["removed"]),
    },
    "merge": lambda content: {
        **same("kept_id", "other_id")(content),
        "stands": int(content["undone_at"] is None),
    },
    "attachment": lambda content: {
        **same("case_id", "concern_id", "answer_id", "record_id")(content),
        **utc(content),
    },
    "rule_answer": same("case_id", "plan_id", "place", "entry_id", "entry_version", "touch"),
}
SINCE = {
    "attachment": 7,
    "rule_answer": 10,
    **dict.fromkeys(("schedule", "retention", "hold", "purge", "trace"), 3),
    **dict.fromkeys(
        ("record", "note", "task", "order", "event", "review", "closing", "transfer"), 4
    ),
    **dict.fromkeys(("own_number", "request"), 4),
    **dict.fromkeys(("resource", "referral", "meeting", "agenda_item"), 5),
    **dict.fromkeys(("relationship", "merge"), 6),
}
COLUMNS_SINCE = {
    ("person", "merged_into"): 6,
    ("role", "stands"): 6,
    ("copy", "meeting_id"): 9,
}


def known(kind: str, schema: int) -> bool:
    """Tell whether a schema has a kind."""
    return schema >= SINCE.get(kind, 1)


def listed(kind: str, column: str, schema: int) -> bool:
    """Tell whether a schema has a column of a head."""
    return schema >= COLUMNS_SINCE.get((kind, column), 1)


NEWEST = (
    "SELECT object_id, max(version), kind, content FROM version WHERE kind = ? GROUP BY object_id"
)


def rows_by_id(database: Database, table: str) -> dict[str, Content]:
    """Return a table's or a view's rows by id, each as column names and values."""
    found: dict[str, Content] = {}
    columns = [str(row[1]) for row in database.execute(f"PRAGMA table_info({table})")]
    # Half of a surrogate pair, which JSON can carry, comes out of the view as bytes of no text.
    asked = ", ".join(
        f"CASE typeof({each}) WHEN 'text' THEN CAST({each} AS BLOB) ELSE {each} END"
        for each in columns
    )
    for row in database.execute(f"SELECT {asked} FROM {table}"):
        plain = [
            each.decode("utf-8", "surrogatepass") if isinstance(each, bytes) else each
            for each in row
        ]
        values = dict(zip(columns, plain, strict=True))
        found[str(values["id"])] = values
    return found


def compared(name: str, said: dict[str, Content], should: dict[str, Content]) -> list[str]:
    """Return where a derived table differs from what the history says; columns only, no values."""
    findings = [f"{name}: {each} has no row" for each in should if each not in said]
    findings += [f"{name}: {each} is not in the history" for each in said if each not in should]
    for key in said.keys() & should.keys():
        wrong = [column for column, value in should[key].items() if said[key].get(column) != value]
        findings += [f"{name}: {key} is not what the history says: {', '.join(wrong)}"] * bool(
            wrong
        )
    return sorted(findings)


def check_heads(database: Database, report: Report) -> None:
    """Derive every head from the newest versions and compare it, and the view that joins them."""
    findings: list[str] = []
    contents: dict[str, tuple[int, Content]] = {}
    count, schema = 0, number(database, "user_version")
    rules = {kind: rule for kind, rule in HEADS.items() if known(kind, schema)}
    for kind, rule in rules.items():
        should: dict[str, Content] = {}
        for object_id, version, _, text in database.execute(NEWEST, (kind,)):
            content: Content = json.loads(str(text))
            contents[str(object_id)] = int(str(version)), content
            columns = {
                name: each for name, each in rule(content).items() if listed(kind, name, schema)
            }
            should[str(object_id)] = {"version": version, **columns}
        count += len(should)
        findings += compared(f"{kind}_head", rows_by_id(database, f"{kind}_head"), should)
    kinds = {str(row[0]) for row in database.execute("SELECT DISTINCT kind FROM version")}
    findings += [
        f"there is a kind that schema {schema} does not have: {each}" for each in kinds - set(rules)
    ]
    report.judge(findings, f"all {count} heads are what the newest versions say")
    answers = {
        object_id: {
            "version": version,
            "case_id": contents[content["interview_id"]][1]["case_id"],
            **{name: content[name] for name in VIEWED},
        }
        for object_id, (version, content) in contents.items()
        if "question_id" in content and content["state"] != "not_asked"
    }
    differing = compared("current_answer", rows_by_id(database, "current_answer"), answers)
    report.judge(differing, f"the view current_answer shows all {len(answers)} answers")


# Attachments


def check_attachments(database: Database, entries: dict[int, Entry], report: Report) -> None:
    """Digest the rows of every attachment and compare them with what the history says of it."""
    if not known("attachment", number(database, "user_version")):
        return
    lost = salvage_of(entries).contents
    findings: list[str] = []
    count = missing = 0
    for object_id, _, _, text in database.execute(NEWEST, ("attachment",)).fetchall():
        said: Content = json.loads(str(text))["file"]
        fault = content_fault(database, str(object_id), said)
        told = [
            int(str(row[0]))
            for row in database.execute(
                "SELECT audit_sequence FROM version WHERE object_id = ?", (object_id,)
            )
        ]
        if fault and lost.isdisjoint(told):
            findings.append(f"{object_id} is not the file that came in: {fault}")
        missing += bool(fault)
        count += not fault
    report.judge(findings, f"all {count} attachments are the files that came in")
    if missing > len(findings):
        report.note(f"attachments not whole since the salvage: {missing - len(findings)}")
    waiting = database.execute(
        "SELECT count(DISTINCT attachment_id) FROM attachment_slice"
        " WHERE attachment_id NOT IN (SELECT id FROM attachment_head)"
    ).fetchall()[0][0]
    if waiting:
        report.note(f"files that wait for a form to be saved, or never came in whole: {waiting}")


def content_fault(database: Database, object_id: str, said: Content) -> str:
    """Return what is wrong with the rows of one attachment; empty when nothing is."""
    digest, size, short = hashlib.sha256(), 0, False
    rows = database.execute(
        "SELECT ordinal, bytes FROM attachment_slice WHERE attachment_id = ? ORDER BY ordinal",
        (object_id,),
    )
    for place, (ordinal, data) in enumerate(rows, start=1):
        if ordinal != place or short or not 0 < len(data) <= SLICE:
            return f"row {ordinal}"
        short = len(data) < SLICE
        size += len(data)
        digest.update(data)
    if size != said["size"]:
        return "size"
    wanted = said["sha256"] or hashlib.sha256().hexdigest()
    return "" if digest.hexdigest() == wanted else "digest"


# Paper


def parsed_code(code: str) -> tuple[int, str]:
    """Return the sequence number and the digits of a hash that a printed code stands for."""
    typed = code.strip().upper()
    found = CODE.fullmatch(typed)
    if found is None:
        raise Usage("A code looks like 1042-K7Q2-9XMD-3; an anchor slip's is longer.")
    letters = found[2].replace("-", "").translate(str.maketrans("OIL", "011"))
    if any(letter not in CROCKFORD for letter in letters):
        raise Usage("The code holds a letter that no code has.")
    value = 0
    for letter in letters:
        value = value * 32 + CROCKFORD.index(letter)
    digits = CODES[len(letters)][0]
    fits = CHECK_SYMBOLS[value % 37] == found[3].translate(str.maketrans("OIL", "011"))
    if not fits or value >> 4 * digits:
        raise Usage("The code was mistyped: its check character does not fit.")
    return int(found[1]), f"{value:0{digits}x}"


def check_anchor(anchor: tuple[int, str], entries: dict[int, Entry], report: Report) -> None:
    """Look for the entry that a printed page or an anchor slip names."""
    sequence, start = anchor
    wanted = next(action for digits, action in CODES.values() if digits >= len(start))
    entry = entries.get(sequence)
    if entry is None:
        report.finding(
            f"the page's entry {sequence} is gone: the chain ends at {max(entries, default=0)}"
        )
    elif not entry.hash_as(sequence).startswith(start):
        report.finding(f"entry {sequence} is not the one that the page was printed from")
    elif entry.action != wanted:
        report.finding(f"entry {sequence} did not prepare such a page: it says {entry.action}")
    else:
        report.holds(f"the page's entry is in the chain: {sequence}, of {entry.at}")


# Backups


def take_out(backup: Path, place: Path, report: Report) -> Content:
    """Unpack a backup's members, as encrypted as they are, and return its manifest."""
    try:
        with zipfile.ZipFile(backup) as archive:
            packed = [each.filename for each in archive.infolist() if each.compress_type]
            names = archive.namelist()
            if sorted(set(names) - {PROTOCOLS}) != sorted(MEMBERS) or packed:
                raise ValueError(backup.suffix)  # noqa: TRY301 (damage is damage, however it is told)
            if len(names) != len(set(names)):
                raise ValueError(backup.suffix)  # noqa: TRY301 (damage is damage, however it is told)
            for name in names:
                with archive.open(name) as member, (place / name).open("xb") as file:
                    shutil.copyfileobj(member, file, 1 << 20)
        manifest: Content = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        known = manifest["format"] == 1 + (PROTOCOLS in names)
    except (zipfile.BadZipFile, EOFError, ValueError, KeyError, TypeError, RuntimeError):
        report.finding("this is no whole backup: other members, or one of them is damaged")
        raise Unreadable from None
    if not known:
        report.finding("the manifest's format is not that of a backup with these members")
        raise Unreadable
    return manifest


def check_manifest(manifest: Content, place: Path, key: bytes, report: Report) -> None:
    """Check a manifest's MAC and what it says of the database's bytes."""
    findings: list[str] = []
    if manifest["mac"] != mac(manifest, key, b"VPO Desk backup manifest"):
        findings.append("the manifest's MAC is not that of this key: it was changed")
    with (place / "case-file.db").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = (place / "case-file.db").stat().st_size
    if (size, digest) != (manifest["database_bytes"], manifest["database_sha256"]):
        findings.append("the database is not the one that the manifest names")
    report.judge(findings, "the manifest's MAC is that of this key, and it names this database")


def check_protocols(manifest: Content, place: Path, key: bytes, report: Report) -> None:
    """Decrypt the agency's own protocol files and compare them with the manifest's MAC."""
    if not (place / PROTOCOLS).exists():
        return
    sealed = (place / PROTOCOLS).read_bytes()
    cipher = AESGCM(HKDF(SHA256(), 32, None, b"VPO Desk backup protocols").derive(key))
    try:
        plain = cipher.decrypt(sealed[:12], sealed[12:], str(manifest["id"]).encode())
        held: Content = json.loads(plain)
        files = {str(name): base64.b64decode(each) for name, each in held["files"].items()}
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError):
        report.finding("the agency's own protocol files are not those of this backup and key")
        return
    findings: list[str] = []
    if manifest.get("own_protocols") != mac(held, key, b"VPO Desk backup manifest"):
        findings.append("the agency's own protocol files are not those that the manifest names")
    report.judge(findings, f"the agency's own protocol files are as they were: {len(files)}")


def check_contents(
    manifest: Content, database: Database, entries: dict[int, Entry], report: Report
) -> None:
    """Compare what a manifest says of the history with the history."""
    newest = entries[max(entries)]
    schema = number(database, "user_version")
    counts: dict[str, int] = {
        kind: database.execute(f"SELECT count(*) FROM {kind}_head").fetchall()[0][0]
        for kind in HEADS
        if known(kind, schema)
    }
    ((id_, training),) = database.execute("SELECT id, training FROM case_file_head").fetchall()
    said = {
        "sequence": newest.sequence,
        "head": newest.hash,
        "schema": schema,
        "file_id": id_,
        "training": bool(training),
    }
    wrong = [name for name, value in said.items() if manifest[name] != value]
    stated = {kind: count for kind, count in manifest["counts"].items() if count}
    wrong += ["counts"] * (stated != {kind: count for kind, count in counts.items() if count})
    report.judge(
        [f"the manifest says something else than the backup holds: {name}" for name in wrong],
        f"the backup holds what its manifest says, up to entry {newest.sequence}",
    )


# The whole


def opening_key(keys: list[Content], secret: Secret, report: Report) -> bytes:
    """Return the database key from the first slot that the secret opens."""
    for each in keys:
        if found := unwrapped(each, secret):
            key, slot = found
            report.holds(f"the key slot {slot['id']} opens (type {slot['type']})")
            return key
    wanted = any(slot["type"] == "key-file" for each in keys for slot in each["slots"])
    if wanted and not secret.key_file:
        report.note("a key slot wants a key file beside the passphrase: give it with --key-file")
    report.finding(
        "no key slot opens with this passphrase" if keys else "there is no key file to use"
    )
    raise Unreadable


def check(
    folder: Path,
    secret: bytes | Secret,
    anchor: tuple[int, str] | None,
    report: Report,
    manifest: Content | None = None,
) -> None:
    """Check everything in a case file; the secret is the key itself or opens a slot.

    With a manifest the folder is an unpacked backup.
    """
    keys = key_files(folder, report, KEY_FILES if manifest is None else KEY_FILES[:1])
    key = secret if isinstance(secret, bytes) else opening_key(keys, secret, report)
    forged = [each for each in keys if each.get("mac") != mac(each, key)]
    if keys:
        report.judge(
            ["a key file's MAC is not that of this key: slots were changed"] * bool(forged),
            "the MAC of each key file is that of this key",
        )
    if manifest is not None:
        check_manifest(manifest, folder, key, report)
        check_protocols(manifest, folder, key, report)
    with opened(folder, key, report) as database:
        check_file(database, report)
        entries = check_chain(database, report)
        check_versions(database, entries, report)
        check_heads(database, report)
        check_attachments(database, entries, report)
        file_ids = {each.object_id for each in entries.values() if each.kind == "case_file"}
        if keys:
            strangers = [each for each in keys if {each["file_id"]} != file_ids]
            report.judge(
                ["the key files are another case file's"] * bool(strangers),
                "the key files name this case file",
            )
        if manifest is not None:
            check_contents(manifest, database, entries, report)
        if anchor:
            check_anchor(anchor, entries, report)


def check_backup(
    backup: Path, secret: bytes | Secret, anchor: tuple[int, str] | None, report: Report
) -> None:
    """Check everything in a backup."""
    with tempfile.TemporaryDirectory() as place:
        manifest = take_out(backup, Path(place), report)
        report.holds("the backup has its members, each as its checksum says")
        check(Path(place), secret, anchor, report, manifest)


def case_file(text: str) -> Path:
    """Return the folder or the backup that was named."""
    if not Path(text).is_dir() and not Path(text).is_file():
        raise argparse.ArgumentTypeError("there is no such folder and no such backup")
    return Path(text)


def arguments() -> argparse.Namespace:
    """Return what was asked; secrets come from a file or a prompt only."""
    parser = argparse.ArgumentParser(description="Check a case file independently of VPO Desk.")
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument("--passphrase-file", type=Path, metavar="F", help="its first line")
    secret.add_argument("--recovery-file", type=Path, metavar="F", help="24 words or 64 digits")
    secret.add_argument("--recovery", action="store_true", help="ask for the words or digits")
    parser.add_argument("--key-file", type=Path, metavar="F", help="goes with the passphrase")
    parser.add_argument("--anchor", metavar="CODE", help="a code printed on a page or a slip")
    parser.add_argument(
        "casefile", type=case_file, metavar="CASEFILE", help="a case file's folder, or a backup"
    )
    return parser.parse_args()


def asked_secret(asked: argparse.Namespace) -> bytes | Secret:
    """Return the database key, or what opens a slot."""
    key_file = key_file_bytes(asked.key_file) if asked.key_file else b""
    try:
        if asked.recovery_file:
            return recovery_key(asked.recovery_file.read_text(encoding="utf-8"))
        if asked.passphrase_file:
            line = asked.passphrase_file.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
            return Secret(line, key_file)
    except (OSError, UnicodeDecodeError):
        raise Usage("The file with the secret cannot be read.") from None
    if asked.recovery:
        return recovery_key(getpass.getpass("24 recovery words or 64 digits: "))
    return Secret(getpass.getpass("Passphrase: "), key_file)


def main() -> int:
    """Run the tool and return its exit code."""
    asked = arguments()
    report = Report()
    try:
        anchor = parsed_code(asked.anchor) if asked.anchor else None
        judge = check if asked.casefile.is_dir() else check_backup
        judge(asked.casefile, asked_secret(asked), anchor, report)
    except Usage as wrongly:
        sys.stderr.write(f"{wrongly}\n")
        return 2
    except Unreadable:
        pass
    except (apsw.Error, OSError) as failed:
        report.finding(f"the database cannot be read to its end ({type(failed).__name__})")
    except (KeyError, TypeError, ValueError, AttributeError) as failed:
        report.finding(
            f"a value is not of the form that the format gives ({type(failed).__name__})"
        )
    if report.wrong:
        report.note(f"this case file does NOT hold; lines marked WRONG: {report.wrong}")
    else:
        report.note("everything holds")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
