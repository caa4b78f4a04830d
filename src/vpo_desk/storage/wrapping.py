"""How a slot wraps the database key: key derivation, the key file's half, AES-256-GCM."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from vpo_desk.domain.entry import SlotKind
from vpo_desk.errors import VpoError
from vpo_desk.storage.atomic import read_small
from vpo_desk.storage.key_slots import KEY_BYTES, KEY_FILE_BYTES, PBKDF2, Kdf, Slot
from vpo_desk.words import say

_MOST_KEY_FILE: Final = 4096
_KEY_FILE_HEAD: Final = b"VPO Desk key file 1"


@dataclass(frozen=True, slots=True)
class Secret:
    """What a person offers to open a slot: a passphrase, and the bytes of a key file."""

    passphrase: str
    key_file: bytes | None = None

    def __repr__(self) -> str:
        return "Secret(…)"


Offered = str | Secret
"""A passphrase alone is the usual secret."""


def secret_of(offered: Offered) -> Secret:
    """Return what was offered as a secret."""
    return Secret(offered) if isinstance(offered, str) else offered


def new_key_file() -> bytes:
    """Return the content of a new key file: a line that says what it is, and 64 random digits."""
    return (
        _KEY_FILE_HEAD + b"\n" + secrets.token_bytes(KEY_FILE_BYTES).hex().encode("ascii") + b"\n"
    )


def key_file_bytes(content: bytes) -> bytes:
    """Return the secret in a key file's content; VpoError when it is no key file."""
    lines = content.split()
    digits = lines[-1] if content.startswith(_KEY_FILE_HEAD) and lines else b""
    if not re.fullmatch(rb"[0-9a-f]{64}", digits):
        raise VpoError(
            say("This is not a key file of VPO Desk, or it is damaged."),
            safe=say("Nothing was changed."),
            todo=say("Choose the file that was saved when the key file was turned on."),
        )
    return bytes.fromhex(digits.decode("ascii"))


def offered_with(passphrase: str, key_file: Path | None) -> Offered:
    """Return the secret of a passphrase and a key file; VpoError when that cannot be read."""
    if key_file is None:
        return passphrase
    try:
        content = read_small(key_file, _MOST_KEY_FILE)
    except ValueError:
        content = b""
    except OSError:
        raise VpoError(
            say("The key file cannot be read."),
            safe=say("Nothing was changed."),
            todo=say("Put in the stick on which it is."),
        ) from None
    return Secret(passphrase, key_file_bytes(content))


def open_slot(slot: Slot, file_id: str, secret: Secret) -> bytes | None:
    """Return the database key if the secret opens the slot; None when it does not."""
    if slot.type is SlotKind.KEY_FILE and secret.key_file is None:
        return None
    box = AESGCM(_wrapping_key(slot.type, slot.kdf, secret, slot.salt))
    try:
        return box.decrypt(slot.nonce, slot.wrapped, slot.header(file_id))
    except InvalidTag:
        return None


def _derive(kdf: Kdf, passphrase: str, salt: bytes) -> bytes:
    """Return the 32-byte wrapping key of a passphrase; its spelling is normalized (NFC)."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    if kdf.name == PBKDF2.name:
        return PBKDF2HMAC(hashes.SHA512(), KEY_BYTES, salt, kdf.passes).derive(secret)
    work = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=kdf.passes,
        lanes=kdf.lanes,
        memory_cost=kdf.memory * 1024,
    )
    try:
        return work.derive(secret)
    except MemoryError:
        raise VpoError(
            say("This computer has less than {size} MB of free memory.", size=kdf.memory),
            safe=say("Nothing was changed."),
            todo=say("Close other programs, then do it again."),
        ) from None


def _wrapping_key(kind: SlotKind, kdf: Kdf, secret: Secret, salt: bytes) -> bytes:
    derived = _derive(kdf, secret.passphrase, salt)
    if kind is not SlotKind.KEY_FILE:
        return derived
    # Neither half tells anything alone: both go through one more derivation.
    return HKDF(hashes.SHA256(), KEY_BYTES, salt, b"VPO Desk key file slot").derive(
        derived + (secret.key_file or b"")
    )


def make_slot(
    file_id: str, slot_id: str, kind: SlotKind, key: bytes, secret: Secret, kdf: Kdf
) -> Slot:
    """Return a new slot that a secret opens; ValueError for a key file's slot without its bytes."""
    if not kdf.is_bounded() or len(key) != KEY_BYTES:
        raise ValueError(kdf.name)
    if kind is SlotKind.KEY_FILE and len(secret.key_file or b"") != KEY_FILE_BYTES:
        raise ValueError(kind)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    bare = Slot(slot_id, kind, kdf, salt, nonce, b"")
    box = AESGCM(_wrapping_key(kind, kdf, secret, salt))
    return replace(bare, wrapped=box.encrypt(nonce, key, bare.header(file_id)))


def encrypted(key: bytes, plain: bytes, about: bytes) -> bytes:
    """Return bytes under AES-256-GCM, their nonce of 12 bytes before them; `about` binds them."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, about)


def decrypted(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """Return what `encrypted` took; None where the key, the bytes or what they are bound to differ."""
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], about)
    except (InvalidTag, ValueError):
        return None
