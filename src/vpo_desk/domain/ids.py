"""Where ids come from: random, without meaning, so that a log that shows them tells nothing."""

from __future__ import annotations

import secrets
from typing import Final, Protocol

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH: Final = 16  # 80 random bits: no collision in any department's lifetime


class Ids(Protocol):
    """Makes a new id for an object of a kind."""

    def new(self, kind: str) -> str:
        """Return an id never given before."""
        ...


class RandomIds:
    """Ids of 80 random bits behind the kind's name, such as `case-3f9k…`."""

    def new(self, kind: str) -> str:
        """Return `kind-` and sixteen random letters and digits of Crockford's base 32."""
        return f"{kind}-{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"
