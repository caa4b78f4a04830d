"""Keys: the database key, the ring of slots that wrap it, and the recovery words that are it."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from vpo_desk.domain.entry import USUAL_RULES, EntryRules, SlotKind
from vpo_desk.errors import VpoError
from vpo_desk.storage.atomic import read_small, remove_leftovers, write_together
from vpo_desk.storage.key_slots import (
    ARGON2ID,
    FORMAT,
    KEY_BYTES,
    Kdf,
    NewerKeys,
    Slot,
    UnboundedKeys,
    canonical,
    key_file,
    object_of,
    plain_rules,
    read_key_file,
)
from vpo_desk.storage.typed_words import spelled_plainly, whole_words, words_typed
from vpo_desk.storage.wrapping import Offered, Secret, make_slot, open_slot, secret_of
from vpo_desk.words import Words, say

FILES: Final = ("keys.json", "keys.copy.json")
FIRST_SLOT: Final = "passphrase-1"
WORDS: Final = 24
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEX: Final = frozenset("0123456789abcdef")
_MOST_BYTES: Final = 1 << 20


class WrongPassphrase(VpoError):
    """No slot opens with this passphrase."""


class KeysDamaged(VpoError):
    """The key files are missing, damaged or not of this program."""


class KeysNewer(VpoError):
    """A newer program wrote the key files; they must not be written over."""


class KeysUnreadable(VpoError):
    """The system does not let us read the key files, which may be whole."""


class WrongWords(VpoError):
    """What was typed are not recovery words."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The database key and the slot that gave it."""

    key: bytes
    slot_id: str

    def __repr__(self) -> str:
        return f"Unlocked({self.slot_id})"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key slots of one case file, and the agency's rules for the way in."""

    file_id: str
    slots: tuple[Slot, ...]
    rules: EntryRules = USUAL_RULES

    def unlock(self, offered: Offered, *, only: SlotKind | None = None) -> Unlocked:
        """Return the database key; `only` tries slots of one kind.

        Raises WrongPassphrase when no slot opens, VpoError when the machine has too little memory
        to try.
        """
        secret = secret_of(offered)
        for slot in self.slots:
            if only is not None and slot.type is not only:
                continue
            key = open_slot(slot, self.file_id, secret)
            if key is not None:
                return Unlocked(key, slot.id)
        raise self._wrong(secret)

    @property
    def kdf(self) -> Kdf:
        """The derivation that the agency's policy chose: the usual one, unless a slot has another."""
        return next((slot.kdf for slot in self.slots if slot.kdf.name != ARGON2ID.name), ARGON2ID)

    def has(self, kind: SlotKind) -> bool:
        """True when there is a slot of a kind."""
        return any(slot.type is kind for slot in self.slots)

    def with_secret(
        self,
        key: bytes,
        slot_id: str,
        offered: Offered,
        kdf: Kdf | None = None,
        kind: SlotKind | None = None,
    ) -> KeyRing:
        """Return the ring with one slot made anew for another secret, or added.

        Without `kdf` the slot keeps the derivation it has, which an agency's policy may have set,
        and a new one takes that of the ring; without `kind` it stays of its kind.
        """
        known = {slot.id: slot for slot in self.slots}
        if kdf is None:
            kdf = known[slot_id].kdf if slot_id in known else self.kdf
        if kind is None:
            kind = known[slot_id].type if slot_id in known else SlotKind.PASSPHRASE
        known[slot_id] = make_slot(self.file_id, slot_id, kind, key, secret_of(offered), kdf)
        return replace(self, slots=tuple(known.values()))

    def without(self, slot_ids: Collection[str]) -> KeyRing:
        """Return the ring without some slots."""
        return replace(self, slots=tuple(each for each in self.slots if each.id not in slot_ids))

    def _wrong(self, secret: Secret) -> WrongPassphrase:
        if secret.key_file is None and not self.has(SlotKind.PASSPHRASE):
            return WrongPassphrase(
                say("This case file opens with a passphrase and its key file together."),
                safe=say("Nothing was changed."),
                todo=say("Put in the stick with the key file and choose it, or use the words."),
            )
        return WrongPassphrase(
            say("The passphrase does not open this case file."),
            safe=say("Nothing was changed."),
            todo=say("Type it again, or use the recovery words."),
        )


@dataclass(frozen=True, slots=True)
class RingReading:
    """The ring as read, with the bytes of its file.

    `damaged` names the key files that are missing, damaged or different from the one that is used;
    `mend_ring` makes them good.
    """

    ring: KeyRing
    damaged: tuple[str, ...]
    content: bytes


def new_key() -> bytes:
    """Return a new random 256-bit database key."""
    return secrets.token_bytes(KEY_BYTES)


def make_ring(file_id: str, key: bytes, passphrase: str, kdf: Kdf = ARGON2ID) -> KeyRing:
    """Return the ring of a new case file: one passphrase slot."""
    return KeyRing(file_id, ()).with_secret(key, FIRST_SLOT, passphrase, kdf)


def has_keys(folder: Path) -> bool:
    """True when at least one of the two key files is there."""
    try:
        return any((folder / name).exists() for name in FILES)
    except OSError:
        return False


def read_ring(folder: Path) -> RingReading:
    """Read the key slots; the second file is used when the first is missing or damaged.

    Where both are whole and differ (a crash between the two, or somebody's copy), the first one
    counts: it is written first. No key derivation is run. Raises KeysNewer when either was written
    by a newer program, KeysUnreadable when the system refuses, KeysDamaged when neither can be
    used.
    """
    found = {name: _look(folder / name) for name in FILES}
    if _Fault.NEWER not in found.values():
        for look in found.values():
            if not isinstance(look, _Fault):
                content, ring = look
                others = tuple(other for other in FILES if found[other] != look)
                return RingReading(ring, others, content)
    raise _unusable({look for look in found.values() if isinstance(look, _Fault)})


def write_ring(folder: Path, ring: KeyRing, key: bytes) -> None:
    """Write both key files: both are new, or (OSError) both are as they were.

    Only for the one who holds the folder's lock.
    """
    content = ring_bytes(ring, key)
    write_together(folder, dict.fromkeys(FILES, content))
    for name in FILES:
        remove_leftovers(folder / name)


def mend_ring(folder: Path, reading: RingReading, key: bytes) -> bool:
    """Make the second key file good from the first, or the first from the second.

    Returns True when something was written. Files that another program changed are left for
    `verify` to tell. Raises OSError as `write_ring`.
    """
    if not reading.damaged or not holds_mac(reading.content, key):
        return False
    write_ring(folder, reading.ring, key)
    return True


def ring_bytes(ring: KeyRing, key: bytes) -> bytes:
    """Return a key file: the slots, a MAC under the database key, and a plain digest of all."""
    plain: dict[str, Any] = {
        "file_id": ring.file_id,
        "format": FORMAT,
        "slots": [slot.plain() for slot in ring.slots],
        **plain_rules(ring.rules),
    }
    plain["mac"] = _mac(plain, key)
    return key_file(plain)


def holds_mac(content: bytes, key: bytes) -> bool:
    """True when a key file is as this program wrote it with this database key."""
    try:
        plain = object_of(content)
    except ValueError:
        return False
    plain.pop("sha256", None)
    mac = str(plain.pop("mac", "")).encode("utf-8", "surrogatepass")
    return hmac.compare_digest(mac, _mac(plain, key).encode("ascii"))


def purpose_key(key: bytes, purpose: bytes) -> bytes:
    """Return a key made from the database key for one purpose; it opens nothing."""
    return HKDF(hashes.SHA256(), KEY_BYTES, None, purpose).derive(key)


def seal(plain: dict[str, Any], sealing_key: bytes) -> str:
    """Return the MAC of a JSON object under a key that `purpose_key` made."""
    return hmac.new(sealing_key, canonical(plain), hashlib.sha256).hexdigest()


def ring_of(content: bytes) -> KeyRing:
    """Return the slots in a key file's bytes, as a backup holds them; VpoErrors as `read_ring`."""
    try:
        return KeyRing(*read_key_file(content))
    except NewerKeys:
        raise _unusable({_Fault.NEWER}) from None
    except UnboundedKeys:
        raise _unusable({_Fault.UNBOUNDED}) from None
    except ValueError:
        raise _unusable({_Fault.DAMAGED}) from None


def words_of_key(key: bytes) -> tuple[str, ...]:
    """Return the 24 recovery words: the key itself in the BIP-39 encoding."""
    return tuple(Mnemonic("english").to_mnemonic(key).split())


def key_of_words(text: str) -> bytes:
    """Return the key of 24 recovery words, or of its 64 hexadecimal digits.

    Four letters of a word suffice; numbers, punctuation and line breaks are ignored, also within
    the digits. Raises WrongWords that names the place, never the word.
    """
    known = Mnemonic("english").wordlist
    typed = words_typed(text)
    digits = re.sub(r"[\W_]", "", spelled_plainly(text)).removeprefix("0x").removeprefix("x")
    if _are_digits(digits) and not (typed and set(typed) <= set(known)):
        return _key_of_digits(digits)
    if len(typed) != WORDS:
        raise _wrong(say("24 recovery words are wanted, and {count} were typed.", count=len(typed)))
    found: list[str] = []
    for place, word in enumerate(whole_words(typed, known), start=1):
        if word is None:
            raise _wrong(say("Word {place} is not one of the list of words.", place=place))
        found.append(word)
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


class _Fault(Enum):
    MISSING = auto()
    UNREADABLE = auto()
    NEWER = auto()
    UNBOUNDED = auto()
    DAMAGED = auto()


def _look(path: Path) -> tuple[bytes, KeyRing] | _Fault:
    """Return a key file's bytes and ring, or why it cannot be used."""
    try:
        content = read_small(path, _MOST_BYTES)
        return content, KeyRing(*read_key_file(content))
    except FileNotFoundError:
        return _Fault.MISSING
    except OSError:
        return _Fault.UNREADABLE
    except NewerKeys:
        return _Fault.NEWER
    except UnboundedKeys:
        return _Fault.UNBOUNDED
    except ValueError:
        return _Fault.DAMAGED


def _unusable(found: set[_Fault]) -> VpoError:
    """Return the error of key files none of which may be used."""
    if _Fault.NEWER in found:
        return KeysNewer(
            say("The keys of this case file were written by a newer VPO Desk."),
            safe=say("Nothing was changed."),
            todo=say("Open it with the newer program."),
        )
    if _Fault.UNREADABLE in found:
        return KeysUnreadable(
            say("The key files of this case file cannot be read."),
            safe=say("Nothing was changed."),
            todo=say("Check that the disk is there and that your account may read the folder."),
        )
    if _Fault.UNBOUNDED in found:
        happened = say("The key files ask for a key derivation outside the limits of this program.")
    elif found == {_Fault.MISSING}:
        happened = say("The key files of this case file are missing.")
    elif found == {_Fault.DAMAGED}:
        happened = say("Both key files of this case file are damaged.")
    else:
        happened = say("Of the two key files one is missing and the other is damaged.")
    return KeysDamaged(
        happened,
        safe=say("Your data are still there, encrypted; nothing was written."),
        todo=say("Use the recovery words, or restore the key files from a backup."),
    )


def _mac(plain: dict[str, Any], key: bytes) -> str:
    return seal(plain, purpose_key(key, b"VPO Desk key file"))


def _are_digits(text: str) -> bool:
    """True when somebody meant hexadecimal digits, a typing error included."""
    return len(text) > KEY_BYTES and sum(each in _HEX for each in text) >= 0.9 * len(text)


def _key_of_digits(digits: str) -> bytes:
    for place, digit in enumerate(digits, start=1):
        if digit not in _HEX:
            raise _wrong(say("Digit {place} is none of 0 to 9 and a to f.", place=place))
    if len(digits) != 2 * KEY_BYTES:
        raise _wrong(say("64 digits are wanted, and {count} were typed.", count=len(digits)))
    return bytes.fromhex(digits)


def _wrong(happened: Words) -> WrongWords:
    return WrongWords(
        happened, safe=say("Nothing was changed."), todo=say("Compare with the recovery sheet.")
    )
