"""Keys: the database key, the slots that wrap it, and the recovery words that are it."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from mnemonic import Mnemonic

from vpo_desk.errors import VpoError
from vpo_desk.storage.atomic import write_file
from vpo_desk.words import Words, say

FORMAT: Final = 1
FILES: Final = ("keys.json", "keys.copy.json")
FIRST_SLOT: Final = "passphrase-1"
KEY_BYTES: Final = 32
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MOST_BYTES: Final = 1 << 20


class WrongPassphrase(VpoError):
    """No slot opens with this passphrase."""


class KeysDamaged(VpoError):
    """The key files are missing, damaged or not of this program."""


class WrongWords(VpoError):
    """What was typed are not recovery words."""


@dataclass(frozen=True, slots=True)
class Kdf:
    """How a passphrase becomes a key: `argon2id` (MiB, passes, lanes) or `pbkdf2` (rounds)."""

    name: str = "argon2id"
    memory: int = 64
    passes: int = 3
    lanes: int = 4

    def is_bounded(self) -> bool:
        """True when running it neither takes the machine down nor protects nothing."""
        if self.name == "argon2id":
            return 8 <= self.memory <= 1024 and 1 <= self.passes <= 10 and 1 <= self.lanes <= 8
        return self.name == "pbkdf2" and 600_000 <= self.passes <= 10_000_000

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """Return the 32-byte wrapping key of a passphrase; its spelling is normalized (NFC)."""
        secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        if self.name == "pbkdf2":
            return PBKDF2HMAC(hashes.SHA512(), KEY_BYTES, salt, self.passes).derive(secret)
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory * 1024,
        ).derive(secret)


ARGON2ID: Final = Kdf()
PBKDF2: Final = Kdf("pbkdf2", memory=0, passes=600_000, lanes=0)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the database key: wrapped with AES-256-GCM under a key made from a passphrase."""

    id: str
    type: str
    kdf: Kdf
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def header(self, file_id: str) -> bytes:
        """The additional data of the encryption: nothing of it can be changed unnoticed."""
        fields = {
            "file_id": file_id,
            "format": FORMAT,
            "id": self.id,
            "kdf": [self.kdf.name, self.kdf.memory, self.kdf.passes, self.kdf.lanes],
            "type": self.type,
        }
        return _canonical(fields)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The database key and the slot that gave it."""

    key: bytes
    slot_id: str

    def __repr__(self) -> str:
        return f"Unlocked({self.slot_id})"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key slots of one case file."""

    file_id: str
    slots: tuple[Slot, ...]

    def unlock(self, passphrase: str) -> Unlocked:
        """Return the database key; WrongPassphrase when no slot opens."""
        for slot in self.slots:
            try:
                secret = AESGCM(slot.kdf.derive(passphrase, slot.salt))
                return Unlocked(
                    secret.decrypt(slot.nonce, slot.wrapped, slot.header(self.file_id)), slot.id
                )
            except InvalidTag:
                continue
        raise WrongPassphrase(
            say("The passphrase does not open this case file."),
            safe=say("Nothing was changed."),
            todo=say("Type it again, or use the recovery words."),
        )

    def with_passphrase(self, key: bytes, slot_id: str, passphrase: str, kdf: Kdf) -> KeyRing:
        """Return the ring with one slot made anew for another passphrase."""
        slot = _make_slot(self.file_id, slot_id, key, passphrase, kdf)
        others = tuple(each for each in self.slots if each.id != slot_id)
        return replace(self, slots=(slot, *others))


@dataclass(frozen=True, slots=True)
class RingReading:
    """The ring as read, and which of its two files could not be used."""

    ring: KeyRing
    damaged: tuple[str, ...]
    content: bytes


def new_key() -> bytes:
    """Return a new random 256-bit database key."""
    return secrets.token_bytes(KEY_BYTES)


def make_ring(file_id: str, key: bytes, passphrase: str, kdf: Kdf = ARGON2ID) -> KeyRing:
    """Return the ring of a new case file: one passphrase slot."""
    return KeyRing(file_id, (_make_slot(file_id, FIRST_SLOT, key, passphrase, kdf),))


def has_keys(folder: Path) -> bool:
    """True when at least one of the two key files is there."""
    return any((folder / name).exists() for name in FILES)


def read_ring(folder: Path) -> RingReading:
    """Read the key slots; the second copy is used when the first is missing or damaged.

    Raises KeysDamaged when neither can be used, or a newer program wrote them.
    """
    damaged: list[str] = []
    newer = False
    for name in FILES:
        try:
            content = (folder / name).read_bytes()
            ring = _parse(content)
        except _Newer:
            newer = True
        except (OSError, ValueError, KeyError, TypeError):
            damaged.append(name)
        else:
            rest = [other for other in FILES[1:] if name != other and not _usable(folder / other)]
            return RingReading(ring, (*damaged, *rest), content)
    if newer:
        raise KeysDamaged(
            say("The keys of this case file were written by a newer VPO Desk."),
            safe=say("Nothing was changed."),
            todo=say("Open it with the newer program."),
        )
    missing = not has_keys(folder)
    raise KeysDamaged(
        say("The key files of this case file are missing.")
        if missing
        else say("Both key files of this case file are damaged."),
        safe=say("Your data are still there, encrypted; nothing was written."),
        todo=say("Use the recovery words, or restore the key files from a backup."),
    )


def write_ring(folder: Path, ring: KeyRing, key: bytes) -> None:
    """Write both key files, each whole or not at all; OSError when that cannot be done."""
    content = ring_bytes(ring, key)
    for name in FILES:
        write_file(folder / name, content)


def ring_bytes(ring: KeyRing, key: bytes) -> bytes:
    """Return a key file: the slots, a MAC under the database key, and a plain digest of all."""
    plain: dict[str, Any] = {
        "file_id": ring.file_id,
        "format": FORMAT,
        "slots": [
            {
                "id": slot.id,
                "kdf": [slot.kdf.name, slot.kdf.memory, slot.kdf.passes, slot.kdf.lanes],
                "nonce": b64encode(slot.nonce).decode(),
                "salt": b64encode(slot.salt).decode(),
                "type": slot.type,
                "wrapped": b64encode(slot.wrapped).decode(),
            }
            for slot in ring.slots
        ],
    }
    plain["mac"] = _mac(plain, key)
    plain["sha256"] = hashlib.sha256(_canonical(plain)).hexdigest()
    return json.dumps(plain, indent=1, sort_keys=True).encode("ascii") + b"\n"


def holds_mac(content: bytes, key: bytes) -> bool:
    """True when a key file is as this program wrote it with this database key."""
    plain = cast("dict[str, Any]", json.loads(content))
    plain.pop("sha256")
    return hmac.compare_digest(str(plain.pop("mac")), _mac(plain, key))


def words_of_key(key: bytes) -> tuple[str, ...]:
    """Return the 24 recovery words: the key itself in the BIP-39 encoding."""
    return tuple(Mnemonic("english").to_mnemonic(key).split())


def key_of_words(text: str) -> bytes:
    """Return the key of 24 recovery words, or of its 64 hexadecimal digits.

    Four letters of a word suffice; numbers, punctuation and line breaks are ignored. Raises
    WrongWords that names the place, never the word.
    """
    digits = re.sub(r"[\s:-]", "", text)
    if re.fullmatch(r"[0-9A-Fa-f]{64}", digits):
        return bytes.fromhex(digits)
    known = Mnemonic("english").wordlist
    short = {word[:4]: word for word in known}
    typed = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKD", text).lower())
    if len(typed) != 24:
        raise _wrong(say("24 recovery words are wanted, and {count} were typed.", count=len(typed)))
    found: list[str] = []
    for place, word in enumerate(typed, start=1):
        whole = word if word in known else short.get(word if len(word) <= 4 else "")
        if whole is None:
            raise _wrong(say("Word {place} is not one of the list of words.", place=place))
        found.append(whole)
    sentence = " ".join(found)
    if not Mnemonic("english").check(sentence):
        raise _wrong(say("The 24 words do not fit together: one is misread or two are swapped."))
    return bytes(Mnemonic("english").to_entropy(sentence))


def fingerprint(key: bytes) -> str:
    """Return eight letters and digits that name a key and tell nothing of it."""
    digest = hashlib.sha256(b"VPO Desk key fingerprint" + key).digest()
    value = int.from_bytes(digest[:5], "big")
    symbols = "".join(_CROCKFORD[value >> shift & 31] for shift in range(35, -5, -5))
    return f"{symbols[:4]}-{symbols[4:]}"


def suggest_passphrase(words: int = 6) -> str:
    """Return random words of the BIP-39 list, each worth eleven bits."""
    known = Mnemonic("english").wordlist
    return " ".join(secrets.choice(known) for _ in range(words))


class _Newer(Exception):
    pass


def _parse(content: bytes) -> KeyRing:
    if len(content) > _MOST_BYTES:
        raise ValueError
    plain = cast("dict[str, Any]", json.loads(content))
    if isinstance(plain["format"], int) and plain["format"] > FORMAT:
        raise _Newer
    if plain["format"] != FORMAT:
        raise ValueError
    digest = plain.pop("sha256")
    if digest != hashlib.sha256(_canonical(plain)).hexdigest():
        raise ValueError
    slots = tuple(_slot(each) for each in plain["slots"])
    if not slots or not all(slot.kdf.is_bounded() for slot in slots):
        raise ValueError
    return KeyRing(str(plain["file_id"]), slots)


def _slot(plain: dict[str, Any]) -> Slot:
    name, memory, passes, lanes = plain["kdf"]
    kdf = Kdf(str(name), int(memory), int(passes), int(lanes))
    salt, nonce, wrapped = (b64decode(plain[each]) for each in ("salt", "nonce", "wrapped"))
    if (len(salt), len(nonce), len(wrapped)) != (16, 12, KEY_BYTES + 16):
        raise ValueError
    return Slot(str(plain["id"]), str(plain["type"]), kdf, salt, nonce, wrapped)


def _usable(path: Path) -> bool:
    try:
        _parse(path.read_bytes())
    except (_Newer, OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _make_slot(file_id: str, slot_id: str, key: bytes, passphrase: str, kdf: Kdf) -> Slot:
    if not kdf.is_bounded():
        raise ValueError(kdf.name)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    bare = Slot(slot_id, "passphrase", kdf, salt, nonce, b"")
    secret = AESGCM(kdf.derive(passphrase, salt))
    return replace(bare, wrapped=secret.encrypt(nonce, key, bare.header(file_id)))


def _mac(plain: dict[str, Any], key: bytes) -> str:
    mac_key = HKDF(hashes.SHA256(), KEY_BYTES, None, b"VPO Desk key file").derive(key)
    return hmac.new(mac_key, _canonical(plain), hashlib.sha256).hexdigest()


def _canonical(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode("ascii")


def _wrong(happened: Words) -> WrongWords:
    return WrongWords(
        happened, safe=say("Nothing was changed."), todo=say("Compare with the recovery sheet.")
    )
