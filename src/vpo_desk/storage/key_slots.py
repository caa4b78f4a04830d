"""What a key file holds: slots, each a wrapped copy of the database key, read without trust."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any, Final, cast

from vpo_desk.domain.entry import USUAL_RULES, AfterFailures, EntryRules, SlotKind

FORMAT: Final = 1
KEY_BYTES: Final = 32
KEY_FILE_BYTES: Final = 32
_TAG_BYTES: Final = 16
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_MOST_SLOTS: Final = 64


class NewerKeys(Exception):
    """A key file says something that only a newer program can have written."""


class UnboundedKeys(Exception):
    """A key file asks for a key derivation that would protect nothing or stop the machine."""


@dataclass(frozen=True, slots=True)
class Kdf:
    """How a passphrase becomes a key.

    `argon2id` with memory in MiB, passes and lanes, or `pbkdf2` (HMAC-SHA512) with rounds in
    `passes`.
    """

    name: str = "argon2id"
    memory: int = 64
    passes: int = 3
    lanes: int = 4

    def is_bounded(self) -> bool:
        """True when running it neither takes the machine down nor protects nothing."""
        if self.name == "argon2id":
            return 8 <= self.memory <= 1024 and 1 <= self.passes <= 10 and 1 <= self.lanes <= 8
        return (
            self.name == "pbkdf2"
            and (self.memory, self.lanes) == (0, 0)
            and 600_000 <= self.passes <= 10_000_000
        )

    def plain(self) -> list[str | int]:
        """Return it as a key file writes it."""
        return [self.name, self.memory, self.passes, self.lanes]


ARGON2ID: Final = Kdf()
PBKDF2: Final = Kdf("pbkdf2", memory=0, passes=600_000, lanes=0)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the database key: wrapped with AES-256-GCM under a key made from a passphrase.

    A slot of the kind `key-file` wants the bytes of a key file too.
    """

    id: str
    type: SlotKind
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
            "kdf": self.kdf.plain(),
            "type": self.type.value,
        }
        return canonical(fields)

    def plain(self) -> dict[str, Any]:
        """Return it as a key file writes it."""
        return {
            "id": self.id,
            "kdf": self.kdf.plain(),
            "nonce": b64encode(self.nonce).decode(),
            "salt": b64encode(self.salt).decode(),
            "type": self.type.value,
            "wrapped": b64encode(self.wrapped).decode(),
        }


def canonical(plain: dict[str, Any]) -> bytes:
    """Return the one spelling of a JSON object: keys sorted, ASCII, no spaces."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode("ascii")


def key_file(plain: dict[str, Any]) -> bytes:
    """Return a key file's bytes: the object with a plain digest of itself, easy to look at."""
    whole = plain | {"sha256": _digest(plain)}
    return json.dumps(whole, indent=1, sort_keys=True).encode("ascii") + b"\n"


def plain_rules(rules: EntryRules) -> dict[str, Any]:
    """Return the agency's rules as a key file writes them; nothing for those that are usual."""
    if rules == USUAL_RULES:
        return {}
    return {"rules": {"after_failures": rules.after_failures.value, "notice": rules.notice}}


def read_key_file(content: bytes) -> tuple[str, tuple[Slot, ...], EntryRules]:
    """Return file id, slots and the agency's rules of a key file's bytes.

    Raises NewerKeys, UnboundedKeys, or ValueError for everything else that is wrong with it. No
    key derivation has been run by then.
    """
    try:
        return _read(object_of(content))
    except (KeyError, TypeError, RecursionError) as fault:
        raise ValueError(type(fault).__name__) from None


def object_of(content: bytes) -> dict[str, Any]:
    """Return the JSON object in a key file's bytes, whatever it holds; ValueError without one."""
    plain: Any = json.loads(content)
    if not isinstance(plain, dict):
        raise ValueError  # noqa: TRY004 - it is what the file holds that is wrong
    return cast("dict[str, Any]", plain)


def _read(plain: dict[str, Any]) -> tuple[str, tuple[Slot, ...], EntryRules]:
    # The digest comes first in every format: a flipped bit must not read as a newer program.
    if _str(plain.pop("sha256")) != _digest(plain):
        raise ValueError
    number = _int(plain["format"])
    if number > FORMAT:
        raise NewerKeys
    if number != FORMAT:
        raise ValueError(number)
    listed = cast("list[Any]", _are(plain["slots"], list))
    if not 0 < len(listed) <= _MOST_SLOTS:
        raise ValueError(len(listed))
    slots = tuple(_slot(cast("dict[str, Any]", _are(each, dict))) for each in listed)
    if len({slot.id for slot in slots}) != len(slots):
        raise ValueError
    return _str(plain["file_id"]), slots, _rules(plain.get("rules"))


def _rules(plain: object) -> EntryRules:
    if plain is None:
        return USUAL_RULES
    found = cast("dict[str, Any]", _are(plain, dict))
    word, notice = _str(found["after_failures"]), _str(found["notice"])
    if word not in {each.value for each in AfterFailures}:
        raise NewerKeys
    return EntryRules(AfterFailures(word), notice)


def _slot(plain: dict[str, Any]) -> Slot:
    kind = _str(plain["type"])
    name, memory, passes, lanes = cast("list[Any]", _are(plain["kdf"], list))
    # The digest fits, so these words were meant: a program that knows more wrote them.
    if kind not in {each.value for each in SlotKind} or name not in {ARGON2ID.name, PBKDF2.name}:
        raise NewerKeys
    kdf = Kdf(_str(name), _int(memory), _int(passes), _int(lanes))
    if not kdf.is_bounded():
        raise UnboundedKeys
    salt, nonce, wrapped = (
        b64decode(_str(plain[each]), validate=True) for each in ("salt", "nonce", "wrapped")
    )
    if (len(salt), len(nonce), len(wrapped)) != (_SALT_BYTES, _NONCE_BYTES, KEY_BYTES + _TAG_BYTES):
        raise ValueError
    return Slot(_str(plain["id"]), SlotKind(kind), kdf, salt, nonce, wrapped)


def _digest(plain: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(plain)).hexdigest()


def _are(value: object, wanted: type) -> object:
    if type(value) is not wanted:  # a truth value is no number here
        raise TypeError
    return value


def _int(value: object) -> int:
    return cast("int", _are(value, int))


def _str(value: object) -> str:
    return cast("str", _are(value, str))
