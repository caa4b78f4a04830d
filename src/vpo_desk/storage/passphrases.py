"""The passphrase policy: length and strength, a block list, no composition rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from zxcvbn import zxcvbn

from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

SHORTEST: Final = 8
ADVISED: Final = 15
_MOST_JUDGED: Final = 72  # the estimator takes no more; what follows only adds strength


@dataclass(frozen=True, slots=True)
class PassphraseAdvice:
    """What the policy says: whether it is accepted, why not or what to mind, strength 0 to 4."""

    ok: bool
    words: tuple[Words, ...]
    strength: int


def advise(
    passphrase: str, context: Iterable[str] = (), blocked: frozenset[str] = frozenset()
) -> PassphraseAdvice:
    """Judge a passphrase (CJIS 6.0 IA-5(1)): at least 8 characters, not on the block list.

    `context` are words that make it easy to guess: agency, officer, program.
    """
    plain = unicodedata.normalize("NFC", passphrase)
    folded = plain.casefold().strip()
    known = [word.casefold() for text in context for word in text.split() if len(word) > 2]
    judged = zxcvbn(plain[:_MOST_JUDGED] or " ", user_inputs=[*known, "vpo", "vpodesk"])
    strength = int(judged["score"])
    if len(plain) < SHORTEST:
        words = say("It has fewer than {shortest} characters.", shortest=SHORTEST)
        return PassphraseAdvice(ok=False, words=(words,), strength=0)
    if folded in blocked or folded in known or folded == "".join(known):
        words = say("It is on the list of passphrases that are tried first.")
        return PassphraseAdvice(ok=False, words=(words,), strength=0)
    warnings: list[Words] = []
    if len(plain) < ADVISED:
        warnings.append(
            say("Accepted, but {advised} characters or five words are safer.", advised=ADVISED)
        )
    if strength < 3:
        warnings.append(say("It is easy to guess for a program that has a copy of the file."))
    return PassphraseAdvice(ok=True, words=tuple(warnings), strength=strength)


def need_accepted(advice: PassphraseAdvice) -> None:
    """Raise VpoError unless the policy accepts the passphrase."""
    if not advice.ok:
        raise VpoError(
            say("This passphrase cannot be used. {reason}", reason=advice.words[0]),
            safe=say("Nothing was changed."),
            todo=say("Choose five words or more that nobody knows."),
        )
