"""Keys: real cryptography, real damage; no header can be changed unnoticed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from mnemonic import Mnemonic

from vpo_desk.domain.entry import SlotKind
from vpo_desk.errors import VpoError
from vpo_desk.storage import keyring, wrapping
from vpo_desk.storage.key_slots import ARGON2ID, PBKDF2, Kdf, Slot, canonical, key_file
from vpo_desk.storage.keyring import (
    FILES,
    FIRST_SLOT,
    KeyRing,
    KeysDamaged,
    KeysNewer,
    KeysUnreadable,
    Unlocked,
    WrongPassphrase,
    WrongWords,
    fingerprint,
    holds_mac,
    key_of_words,
    make_ring,
    mend_ring,
    new_key,
    read_ring,
    ring_bytes,
    suggest_passphrase,
    words_of_key,
    write_ring,
)

CHEAP = Kdf("argon2id", memory=8, passes=1, lanes=1)  # the least that the bounds permit
FILE_ID = "8b0a6a52-5a3e-4f7c-9a3d-1c3f7a6d2e10"
PASSPHRASE = "otter ladder quiet harvest moon"
ONE, COPY = FILES


@pytest.fixture
def ring(key: bytes) -> KeyRing:
    return make_ring(FILE_ID, key, PASSPHRASE, CHEAP)


@pytest.fixture
def folder(tmp_path: Path, ring: KeyRing, key: bytes) -> Path:
    """Give a folder with both key files."""
    write_ring(tmp_path, ring, key)
    return tmp_path


def rewrite(path: Path, **changes: Any) -> None:
    """Change fields of a key file as somebody would who makes its digest fit again."""
    plain = json.loads(path.read_bytes())
    plain.pop("sha256")
    path.write_bytes(key_file(plain | changes))


def with_kdf(path: Path, kdf: list[Any]) -> None:
    slots = json.loads(path.read_bytes())["slots"]
    rewrite(path, slots=[slots[0] | {"kdf": kdf}])


# --- slots ---------------------------------------------------------------------------------------


def test_a_new_key_is_32_random_bytes() -> None:
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}


def test_the_passphrase_gives_the_key_and_no_other_does(ring: KeyRing, key: bytes) -> None:
    assert ring.unlock(PASSPHRASE) == Unlocked(key, FIRST_SLOT)
    for wrong in ("", PASSPHRASE.upper(), PASSPHRASE + " ", PASSPHRASE[:-1], "\ud800"):
        with pytest.raises(WrongPassphrase) as told:
            ring.unlock(wrong)
        assert PASSPHRASE[:5] not in str(told.value)
    assert "Type it again, or use the recovery words." in str(told.value)


def test_the_key_does_not_show_itself(ring: KeyRing, key: bytes) -> None:
    assert repr(ring.unlock(PASSPHRASE)) == "Unlocked(passphrase-1)"
    assert key.hex() not in repr(ring)


def test_two_spellings_of_an_accent_are_one_passphrase(key: bytes) -> None:
    composed = unicodedata.normalize("NFC", "zwölf Bären, größer als Hanoi: Việt Nam")
    spelled = unicodedata.normalize("NFD", composed)
    assert composed != spelled
    assert make_ring(FILE_ID, key, composed, CHEAP).unlock(spelled).key == key
    assert make_ring(FILE_ID, key, spelled, CHEAP).unlock(composed).key == key


def test_argon2id_with_64_mib_3_passes_4_lanes_is_the_default() -> None:
    """Asked in a process of its own: this one's default was made cheap (tests/conftest.py)."""
    ask = (
        "from vpo_desk.storage.keyring import make_ring, new_key;"
        "ring = make_ring('f', new_key(), 'orchid tunnel marble seven kites');"
        "print(ring.slots[0].kdf.plain())"
    )
    told = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "['argon2id', 64, 3, 4]"


def test_pbkdf2_is_what_other_programs_call_so(key: bytes) -> None:
    (slot,) = make_ring(FILE_ID, key, PASSPHRASE, PBKDF2).slots
    wrapping = hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), slot.salt, 600_000, 32)
    header = (
        f'{{"file_id":"{FILE_ID}","format":1,"id":"passphrase-1","kdf":["pbkdf2",0,600000,0],'
        '"type":"passphrase"}'
    )
    assert AESGCM(wrapping).decrypt(slot.nonce, slot.wrapped, header.encode()) == key
    ring = KeyRing(FILE_ID, (slot,))
    assert ring.unlock(PASSPHRASE).key == key
    with pytest.raises(WrongPassphrase):
        ring.unlock("otter ladder quiet harvest sun")


@pytest.mark.parametrize(
    "change",
    [
        {"id": "passphrase-2"},
        {"type": SlotKind.SUPERVISOR},
        {"kdf": Kdf("argon2id", 9, 1, 1)},
        {"kdf": Kdf("argon2id", 8, 2, 1)},
        {"kdf": Kdf("argon2id", 8, 1, 2)},
        {"kdf": Kdf("pbkdf2", 8, 1, 1)},
    ],
    ids=str,
)
def test_each_field_of_the_header_is_sealed(change: dict[str, Any], ring: KeyRing) -> None:
    (slot,) = ring.slots
    # Derived as the slot said before the change, so that only the header can be what fails.
    cipher = AESGCM(wrapping._derive(slot.kdf, PASSPHRASE, slot.salt))
    assert cipher.decrypt(slot.nonce, slot.wrapped, slot.header(FILE_ID))
    with pytest.raises(InvalidTag):
        cipher.decrypt(slot.nonce, slot.wrapped, replace(slot, **change).header(FILE_ID))


def test_file_and_format_are_sealed_too(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongPassphrase):
        replace(ring, file_id=FILE_ID[:-1] + "1").unlock(PASSPHRASE)
    monkeypatch.setattr("vpo_desk.storage.key_slots.FORMAT", 2)
    with pytest.raises(WrongPassphrase):
        ring.unlock(PASSPHRASE)


@pytest.mark.parametrize("field", ["salt", "nonce", "wrapped"])
def test_no_bit_of_a_slot_can_be_changed(field: str, ring: KeyRing) -> None:
    (slot,) = ring.slots
    value: bytes = getattr(slot, field)
    changed: dict[str, Any] = {field: bytes([value[0] ^ 1]) + value[1:]}
    with pytest.raises(WrongPassphrase):
        replace(ring, slots=(replace(slot, **changed),)).unlock(PASSPHRASE)


def test_changing_a_passphrase_rewrites_one_slot(ring: KeyRing, key: bytes) -> None:
    two = ring.with_secret(key, "passphrase-2", "kettle orbit", CHEAP)
    changed = two.with_secret(key, FIRST_SLOT, "a new one")
    assert changed.unlock("a new one") == Unlocked(key, FIRST_SLOT)
    assert changed.unlock("kettle orbit") == Unlocked(key, "passphrase-2")
    assert [slot.id for slot in changed.slots] == [FIRST_SLOT, "passphrase-2"]
    assert changed.slots[1] == two.slots[1]
    with pytest.raises(WrongPassphrase):
        changed.unlock(PASSPHRASE)


def test_a_changed_slot_keeps_its_derivation_unless_told(ring: KeyRing, key: bytes) -> None:
    assert ring.with_secret(key, FIRST_SLOT, "x").slots[0].kdf == CHEAP
    other = Kdf("argon2id", 9, 1, 1)
    assert ring.with_secret(key, FIRST_SLOT, "x", other).slots[0].kdf == other
    assert KeyRing(FILE_ID, ()).with_secret(key, FIRST_SLOT, "x").slots[0].kdf == ARGON2ID


def test_the_same_passphrase_never_gives_the_same_slot(key: bytes) -> None:
    slots = [make_ring(FILE_ID, key, PASSPHRASE, CHEAP).slots[0] for _ in range(3)]
    for field in ("salt", "nonce", "wrapped"):
        assert len({getattr(slot, field) for slot in slots}) == 3


@pytest.mark.parametrize(
    ("kdf", "bounded"),
    [
        (ARGON2ID, True),
        (PBKDF2, True),
        (Kdf("argon2id", 8, 1, 1), True),
        (Kdf("argon2id", 1024, 10, 8), True),
        (Kdf("argon2id", 7, 1, 1), False),
        (Kdf("argon2id", 1025, 1, 1), False),
        (Kdf("argon2id", 8, 0, 1), False),
        (Kdf("argon2id", 8, 11, 1), False),
        (Kdf("argon2id", 8, 1, 0), False),
        (Kdf("argon2id", 8, 1, 9), False),
        (Kdf("pbkdf2", 0, 600_000, 0), True),
        (Kdf("pbkdf2", 0, 10_000_000, 0), True),
        (Kdf("pbkdf2", 0, 599_999, 0), False),
        (Kdf("pbkdf2", 0, 10_000_001, 0), False),
        (Kdf("pbkdf2", 1, 600_000, 0), False),
        (Kdf("scrypt", 8, 1, 1), False),
    ],
    ids=str,
)
def test_bounds(kdf: Kdf, bounded: bool, key: bytes, folder: Path) -> None:
    assert kdf.is_bounded() is bounded
    if not bounded:
        with pytest.raises(ValueError, match=kdf.name):
            make_ring(FILE_ID, key, PASSPHRASE, kdf)


def test_a_key_of_another_length_is_never_wrapped() -> None:
    with pytest.raises(ValueError, match="argon2id"):
        make_ring(FILE_ID, b"short", PASSPHRASE, CHEAP)


def test_a_machine_without_memory_is_told(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    class Exhausted:
        def __init__(self, **given: object) -> None:
            pass

        def derive(self, secret: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(wrapping, "Argon2id", Exhausted)
    with pytest.raises(VpoError, match="less than 8 MB of free memory") as told:
        ring.unlock(PASSPHRASE)
    assert not isinstance(told.value, WrongPassphrase)  # it is not noted as a failed attempt


# --- the two files -------------------------------------------------------------------------------


def test_both_files_hold_the_same_and_are_private(folder: Path, ring: KeyRing, key: bytes) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [COPY, ONE]
    assert (folder / ONE).read_bytes() == (folder / COPY).read_bytes() == ring_bytes(ring, key)
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    reading = read_ring(folder)
    assert (reading.ring, reading.damaged) == (ring, ())
    assert reading.content == (folder / ONE).read_bytes()
    assert holds_mac(reading.content, key)


def test_the_file_is_what_the_format_document_says(folder: Path, key: bytes) -> None:
    plain = json.loads((folder / ONE).read_bytes())
    assert set(plain) == {"format", "file_id", "slots", "mac", "sha256"}
    digest = plain.pop("sha256")
    spelled = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    assert digest == hashlib.sha256(spelled).hexdigest()
    (slot,) = plain["slots"]
    assert (slot["id"], slot["type"], slot["kdf"]) == (
        FIRST_SLOT,
        "passphrase",
        ["argon2id", 8, 1, 1],
    )
    assert len(b64decode(slot["wrapped"])) == 48
    assert key.hex() not in (folder / ONE).read_text()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["missing", "empty", "cut", "foreign", "folder"])
def test_one_bad_file_is_told_and_the_other_is_used(
    name: str, how: str, folder: Path, ring: KeyRing, key: bytes
) -> None:
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    if how == "folder":
        path.mkdir()
    elif how != "missing":
        path.write_bytes({"empty": b"", "cut": content[:300], "foreign": b"\x89PNG\r\n"}[how])
    reading = read_ring(folder)
    assert reading.damaged == (name,)
    assert reading.ring == ring
    assert reading.ring.unlock(PASSPHRASE).key == key


def test_any_byte_changed_is_told(folder: Path, ring: KeyRing) -> None:
    content = (folder / ONE).read_bytes()
    for place in range(len(content)):
        for bit in (1 << place % 8, 0xFF):
            changed = bytearray(content)
            changed[place] ^= bit
            (folder / ONE).write_bytes(changed)
            reading = read_ring(folder)
            assert reading.ring == ring, place
            assert reading.damaged, place


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"7",
        b"null",
        b"{}",
        b"[" * 200_000,
        b'{"sha256": 7}',
        b"\xff\xfe{",
        b" " * (1 << 20) + b"{}",
        b'{"format": 1e999, "sha256": ""}',
    ],
    ids=lambda content: str(content[:20]),
)
def test_whatever_is_no_key_file_is_damaged(content: bytes, folder: Path) -> None:
    for name in FILES:
        (folder / name).write_bytes(content)
    with pytest.raises(KeysDamaged, match="Both key files of this case file are damaged"):
        read_ring(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"format": True},
        {"format": 0},
        {"format": "1"},
        {"file_id": 7},
        {"slots": []},
        {"slots": {}},
        {"slots": [7]},
        {"slots": [{}]},
    ],
    ids=str,
)
def test_a_fitting_digest_does_not_make_it_a_key_file(change: dict[str, Any], folder: Path) -> None:
    for name in FILES:
        rewrite(folder / name, **change)
    with pytest.raises(KeysDamaged, match="damaged"):
        read_ring(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "AAAA"},
        {"nonce": "not base 64!"},
        {"wrapped": "ü"},
        {"kdf": ["argon2id", 8.0, 1, 1]},
        {"kdf": ["argon2id", True, 1, 1]},
        {"kdf": ["argon2id", 8, 1]},
        {"kdf": "argon2id"},
        {"id": None},
    ],
    ids=str,
)
def test_a_slot_is_read_without_trust(change: dict[str, Any], folder: Path) -> None:
    for name in FILES:
        slots = json.loads((folder / name).read_bytes())["slots"]
        rewrite(folder / name, slots=[slots[0] | change])
    with pytest.raises(KeysDamaged, match="damaged"):
        read_ring(folder)


def test_two_slots_of_one_name_are_damage(folder: Path) -> None:
    for name in FILES:
        slots = json.loads((folder / name).read_bytes())["slots"]
        rewrite(folder / name, slots=slots * 2)
    with pytest.raises(KeysDamaged):
        read_ring(folder)


def test_no_file_at_all(folder: Path) -> None:
    for name in FILES:
        (folder / name).unlink()
    with pytest.raises(KeysDamaged, match="key files of this case file are missing") as told:
        read_ring(folder)
    assert "Use the recovery words" in str(told.value)
    assert not keyring.has_keys(folder)


def test_one_missing_and_one_damaged(folder: Path) -> None:
    (folder / ONE).unlink()
    (folder / COPY).write_bytes(b"")
    assert keyring.has_keys(folder)
    with pytest.raises(KeysDamaged, match="one is missing and the other is damaged"):
        read_ring(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_newer_format_is_refused_wherever_it_stands(name: str, folder: Path) -> None:
    rewrite(folder / name, format=2)
    with pytest.raises(KeysNewer, match="newer VPO Desk"):
        read_ring(folder)


@pytest.mark.parametrize("change", [{"type": "badge"}, {"kdf": ["argon3", 8, 1, 1]}], ids=str)
def test_what_only_a_newer_program_writes_is_refused(change: dict[str, Any], folder: Path) -> None:
    slots = json.loads((folder / ONE).read_bytes())["slots"]
    rewrite(folder / ONE, slots=[slots[0] | change])
    with pytest.raises(KeysNewer):
        read_ring(folder)


def test_newer_keys_are_not_taken_for_damage() -> None:
    """`recover` writes over damaged keys; over newer ones it must not."""
    assert not issubclass(KeysNewer, KeysDamaged)
    assert not issubclass(KeysUnreadable, KeysDamaged)


@pytest.mark.parametrize(
    "kdf",
    [
        ["argon2id", 1 << 40, 1, 1],
        ["argon2id", 64, 1 << 31, 4],
        ["argon2id", 64, 3, 1 << 20],
        ["argon2id", 1, 1, 1],
        ["pbkdf2", 0, 1, 0],
        ["pbkdf2", 0, 1 << 40, 0],
        ["argon2id", -8, 1, 1],
    ],
    ids=str,
)
def test_parameters_out_of_bounds_are_refused_before_they_are_run(
    kdf: list[Any], folder: Path, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_kdf(folder / ONE, kdf)
    assert read_ring(folder).ring == ring  # the copy is used
    assert read_ring(folder).damaged == (ONE,)
    with_kdf(folder / COPY, kdf)
    for name in ("Argon2id", "PBKDF2HMAC"):
        monkeypatch.delattr(wrapping, name)
    with pytest.raises(KeysDamaged, match="outside the limits of this program"):
        read_ring(folder)


def test_files_that_may_not_be_read_are_not_called_damaged(
    open_folder: Path, as_ordinary_user: Callable[[str, Path], str], ring: KeyRing, key: bytes
) -> None:
    write_ring(open_folder, ring, key)
    code = """
try:
    print(keyring.read_ring(folder).damaged)
except VpoError as fault:
    print(type(fault).__name__, fault)
"""
    for name in FILES:
        (open_folder / name).chmod(0o000)
    assert as_ordinary_user(code, open_folder).startswith("KeysUnreadable The key files of this")
    (open_folder / COPY).chmod(0o444)
    assert as_ordinary_user(code, open_folder) == "('keys.json',)\n"
    open_folder.chmod(0o000)
    print_it = code.replace("read_ring(folder).damaged", "has_keys(folder)")
    assert as_ordinary_user(print_it, open_folder) == "False\n"


def test_a_changed_header_is_told_after_unlocking(folder: Path, key: bytes) -> None:
    assert holds_mac((folder / ONE).read_bytes(), key)
    assert not holds_mac((folder / ONE).read_bytes(), new_key())
    rewrite(folder / ONE, note="added by somebody")
    reading = read_ring(folder)  # the digest fits
    assert not holds_mac(reading.content, key)
    for content in (b"", b"[]", b"{}", b'{"mac": "\\u00fc"}'):
        assert not holds_mac(content, key)


def test_an_older_slot_cannot_be_put_back_alone(folder: Path, ring: KeyRing, key: bytes) -> None:
    """Somebody who kept the slot of an old passphrase adds it to the present file."""
    old = json.loads((folder / ONE).read_bytes())["slots"]
    changed = ring.with_secret(key, FIRST_SLOT, "a new one")
    write_ring(folder, changed, key)
    for name in FILES:
        rewrite(folder / name, slots=old)
    assert not holds_mac(read_ring(folder).content, key)


def test_keys_of_another_file_open_another_key(folder: Path, key: bytes, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = new_key()
    write_ring(elsewhere, make_ring("another", other, "kettle orbit", CHEAP), other)
    shutil.copyfile(elsewhere / ONE, folder / ONE)
    reading = read_ring(folder)
    assert reading.damaged == (COPY,)  # they differ: said, and never mixed
    assert reading.ring.file_id == "another"
    with pytest.raises(WrongPassphrase):
        reading.ring.unlock(PASSPHRASE)
    assert reading.ring.unlock("kettle orbit").key == other


def test_the_two_files_may_be_swapped(folder: Path, ring: KeyRing) -> None:
    (folder / ONE).rename(folder / "x")
    (folder / COPY).rename(folder / ONE)
    (folder / "x").rename(folder / COPY)
    assert (read_ring(folder).ring, read_ring(folder).damaged) == (ring, ())


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_mended_from_the_good_one(name: str, folder: Path, key: bytes) -> None:
    content = (folder / name).read_bytes()
    assert not mend_ring(folder, read_ring(folder), key)
    (folder / name).write_bytes(b"damaged")
    assert mend_ring(folder, read_ring(folder), key)
    assert (folder / name).read_bytes() == content
    assert read_ring(folder).damaged == ()


def test_files_changed_by_another_program_are_not_mended_but_told(folder: Path, key: bytes) -> None:
    rewrite(folder / ONE, note="added by somebody")
    before = [(folder / name).read_bytes() for name in FILES]
    assert not mend_ring(folder, read_ring(folder), key)
    assert [(folder / name).read_bytes() for name in FILES] == before


def test_when_one_file_cannot_be_written_both_stay_as_they_were(
    folder: Path, ring: KeyRing, key: bytes
) -> None:
    (folder / COPY).unlink()
    (folder / COPY).mkdir()
    changed = ring.with_secret(key, FIRST_SLOT, "a new one")
    with pytest.raises(OSError, match=r"keys\.copy"):
        write_ring(folder, changed, key)
    assert read_ring(folder).ring.unlock(PASSPHRASE).key == key
    assert sorted(path.name for path in folder.iterdir()) == [COPY, ONE]


_KILLED = """
import os, pathlib, signal, sys
from vpo_desk.storage import keyring
from vpo_desk.storage.key_slots import Kdf
folder, wanted = pathlib.Path(sys.argv[1]), int(sys.argv[2])
key = bytes(range(32))
ring = keyring.read_ring(folder).ring.with_secret(key, "passphrase-1", "a new one")
steps = 0
def killing(real):
    def step(*given):
        global steps
        steps += 1
        if steps == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)
    return step
os.fsync = killing(os.fsync)
pathlib.Path.replace = killing(pathlib.Path.replace)
pathlib.Path.unlink = killing(pathlib.Path.unlink)
keyring.write_ring(folder, ring, key)
"""


@pytest.mark.parametrize("step", range(1, 6))
def test_a_kill_during_the_change_leaves_exactly_one_passphrase(
    step: int, folder: Path, key: bytes
) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, folder, str(step)], check=False)
    assert done.returncode == -signal.SIGKILL
    reading = read_ring(folder)
    opened: list[str] = []
    for passphrase in (PASSPHRASE, "a new one"):
        try:
            assert reading.ring.unlock(passphrase).key == key
            opened.append(passphrase)
        except WrongPassphrase:
            pass
    assert opened == ([PASSPHRASE] if step <= 3 else ["a new one"])
    assert reading.damaged == ((COPY,) if step == 4 else ())
    assert mend_ring(folder, reading, key) is (step == 4)
    write_ring(folder, reading.ring, key)
    assert sorted(path.name for path in folder.iterdir()) == [COPY, ONE]  # nothing left over


# --- recovery words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (b"\x00" * 32, "abandon " * 23 + "art"),
        (b"\x7f" * 32, "legal winner thank year wave sausage worth useful " * 2
         + "legal winner thank year wave sausage worth title"),
        (b"\xff" * 32, "zoo " * 23 + "vote"),
    ],
)  # fmt: skip
def test_the_words_are_those_of_the_published_vectors(key: bytes, words: str) -> None:
    assert words_of_key(key) == tuple(words.split())
    assert key_of_words(words) == key


@hypothesis_settings(max_examples=40)
@given(st.binary(min_size=32, max_size=32))
def test_however_they_are_typed_the_words_give_the_key(key: bytes) -> None:
    words = words_of_key(key)
    assert len(words) == 24
    numbered = "\n".join(f"{place}. {word}" for place, word in enumerate(words, start=1))
    for text in (
        " ".join(words),
        numbered,
        numbered.upper(),
        ", ".join(word[:4] for word in words),
        "\r\n\t".join(f"{place:02d}) {word.title()}" for place, word in enumerate(words, start=1)),
        "\u00a0\u2003".join(words) + "\n\n",
        "1" + " ".join(words),
    ):
        assert key_of_words(text) == key
    digits = key.hex()
    for text in (
        digits,
        digits.upper(),
        "0x" + digits,
        " ".join(digits[at : at + 4] for at in range(0, 64, 4)),
        "\n".join("-".join(digits[at : at + 4] for at in range(row, row + 16, 4))
                  for row in range(0, 64, 16)),
    ):  # fmt: skip
        assert key_of_words(text) == key


def test_every_word_of_the_list_is_known_by_four_letters() -> None:
    listed = Mnemonic("english").wordlist
    assert len({word[:4] for word in listed}) == len(listed) == 2048


GOOD = words_of_key(bytes(range(32)))


@pytest.mark.parametrize(
    ("text", "happened"),
    [
        ("", "24 recovery words are wanted, and 0 were typed."),
        (" ".join(GOOD[:23]), "24 recovery words are wanted, and 23 were typed."),
        (" ".join((*GOOD, "zoo")), "24 recovery words are wanted, and 25 were typed."),
        (" ".join((*GOOD[:6], "qwxz", *GOOD[7:])), "Word 7 is not one of the list of words."),
        (
            " ".join((*GOOD[:23], GOOD[23][:-1] + "q")),
            "Word 24 is not one of the list of words.",
        ),
        (" ".join((*GOOD[:2], "élan", *GOOD[3:])), "Word 3 is not one of the list of words."),
        (
            " ".join((GOOD[1], GOOD[0], *GOOD[2:])),
            "The 24 words do not fit together: one is misread or two are swapped.",
        ),
        ("ab" * 31, "64 digits are wanted, and 62 were typed."),
        ("00" * 33, "64 digits are wanted, and 66 were typed."),
        ("0" * 20 + "O" + "1" * 43, "Digit 21 is none of 0 to 9 and a to f."),
    ],
)
def test_what_is_wrong_is_named_by_its_place(text: str, happened: str) -> None:
    with pytest.raises(WrongWords) as told:
        key_of_words(text)
    assert str(told.value) == f"{happened} Nothing was changed. Compare with the recovery sheet."
    assert str(told.value.happened) == happened


@hypothesis_settings(max_examples=200)
@given(st.text(max_size=300))
def test_no_text_is_ever_echoed(text: str) -> None:
    try:
        key_of_words(text)
    except WrongWords as fault:
        shown = str(fault) + repr(fault) + repr(fault.args)
        words = [word for word in text.split() if len(word) > 12]
        assert not any(word in shown for word in words)


def test_a_typed_word_never_shows_in_the_error() -> None:
    with pytest.raises(WrongWords) as told:
        key_of_words(" ".join((*GOOD[:23], "peternovak")))
    shown = str(told.value) + repr(told.value) + repr(told.value.__dict__)
    assert "peternovak" not in shown
    assert not any(f" {word} " in shown for word in GOOD)


def test_a_fingerprint_names_a_key() -> None:
    # Computed beside the program: the first 40 bits of the digest in Crockford's base 32.
    digest = int(hashlib.sha256(b"VPO Desk key fingerprint" + bytes(32)).hexdigest()[:10], 16)
    symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    wanted = ""
    for _ in range(8):
        digest, rest = divmod(digest, 32)
        wanted = symbols[rest] + wanted
    assert fingerprint(bytes(32)) == f"{wanted[:4]}-{wanted[4:]}"
    assert len({fingerprint(new_key()) for _ in range(50)}) == 50


def test_a_suggestion_is_six_words_of_the_list() -> None:
    known = set(Mnemonic("english").wordlist)
    suggestions = {suggest_passphrase() for _ in range(50)}
    assert len(suggestions) == 50
    for suggestion in suggestions:
        assert len(suggestion.split(" ")) == 6
        assert set(suggestion.split(" ")) <= known
    assert len(suggest_passphrase(8).split(" ")) == 8


def test_a_slot_says_what_its_seal_covers(ring: KeyRing) -> None:
    slot: Slot = ring.slots[0]
    assert json.loads(slot.header(FILE_ID)) == {
        "file_id": FILE_ID,
        "format": 1,
        "id": FIRST_SLOT,
        "kdf": ["argon2id", 8, 1, 1],
        "type": "passphrase",
    }
    assert slot.header(FILE_ID) == canonical(json.loads(slot.header(FILE_ID)))
