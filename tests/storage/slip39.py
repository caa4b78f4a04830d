"""SLIP-39 read from its specification alone, to prove shares without the library that made them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from shamir_mnemonic.wordlist import WORDLIST

PLACE = {word: number for number, word in enumerate(WORDLIST)}
DIGEST, SECRET = 254, 255


@dataclass(frozen=True)
class Read:
    identifier: int
    extendable: bool
    exponent: int
    groups: int
    index: int
    needed: int
    value: bytes


def read(words: Sequence[str]) -> Read:
    """Take a share of a 256-bit secret apart: 40 bits of facts, 256 of value, 30 of checksum."""
    bits = "".join(f"{PLACE[word]:010b}" for word in words)
    assert len(bits) == 330
    facts, value = bits[:40], bits[40:300]
    assert value[:4] == "0000"
    return Read(
        identifier=int(facts[:15], 2),
        extendable=facts[15] == "1",
        exponent=int(facts[16:20], 2),
        groups=int(facts[28:32], 2) + 1,
        index=int(facts[32:36], 2),
        needed=int(facts[36:40], 2) + 1,
        value=int(value, 2).to_bytes(32, "big"),
    )


def times(one: int, other: int) -> int:
    """Multiply in the field of 256 elements whose polynomial is that of AES."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = (one << 1) ^ (0x11B if one & 0x80 else 0)
        other >>= 1
    return product


def inverse(element: int) -> int:
    return next(other for other in range(1, 256) if times(element, other) == 1)


def value_at(place: int, shares: Sequence[Read]) -> bytes:
    """Interpolate the polynomial through the shares."""
    found = bytearray(32)
    for share in shares:
        factor = 1
        for other in shares:
            if other is not share:
                factor = times(
                    factor, times(place ^ other.index, inverse(share.index ^ other.index))
                )
        for at, byte in enumerate(share.value):
            found[at] ^= times(byte, factor)
    return bytes(found)


def secret_of(shares: Sequence[Sequence[str]], passphrase: bytes = b"") -> bytes:
    """Return the secret of exactly as many shares as are needed, of a set of one group."""
    taken = [read(words) for words in shares]
    assert len({(share.identifier, share.needed, share.groups) for share in taken}) == 1
    assert taken[0].needed == len(taken)
    assert taken[0].groups == 1
    sealed, proof = value_at(SECRET, taken), value_at(DIGEST, taken)
    assert hmac.digest(proof[4:], sealed, "sha256")[:4] == proof[:4]
    salt = b"" if taken[0].extendable else b"shamir" + taken[0].identifier.to_bytes(2, "big")
    left, right = sealed[:16], sealed[16:]
    for turn in (3, 2, 1, 0):
        mask = hashlib.pbkdf2_hmac(
            "sha256", bytes([turn]) + passphrase, salt + right, 2500 << taken[0].exponent, 16
        )
        left, right = right, bytes(a ^ b for a, b in zip(left, mask, strict=True))
    return right + left
