"""The passphrase policy: length and strength, a block list, no composition rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

SHORTEST: Final = 8
ADVISED: Final = 15
_MOST_JUDGED: Final = 72  # the estimator takes no more; what follows only adds strength
_PROGRAM: Final = ("vpo", "desk", "vpodesk")
_LEAST_OWN: Final = 5  # letters and digits besides known words: more than a year


@dataclass(frozen=True, slots=True)
class PassphraseAdvice:
    """What the policy says: whether it is accepted, why not or what to mind, strength 0 to 4."""

    ok: bool
    words: tuple[Words, ...]
    strength: int


def advise(
    passphrase: str, context: Iterable[str] = (), blocked: frozenset[str] = frozenset()
) -> PassphraseAdvice:
    """Judge a passphrase (CJIS 6.0 IA-5(1)): at least 8 characters, none that is tried first.

    `context` are words that make it easy to guess: agency, officer, program. `blocked` are case
    folded; spaces and signs do not matter in either. Length counts characters of the normalized
    spelling. Its strength is estimated as if somebody had a copy of the file and much time.
    """
    plain = unicodedata.normalize("NFC", passphrase)
    if len(plain.strip()) < SHORTEST:
        words = say("It has fewer than {shortest} characters.", shortest=SHORTEST)
        return PassphraseAdvice(ok=False, words=(words,), strength=0)
    known = sorted(_known_words(context), key=len, reverse=True)
    strength, listed = _estimate(plain, known)
    bare = _bare(plain)
    if strength == 0 or listed or bare in {_bare(each) for each in blocked} - {""}:
        words = say("It is on the list of passphrases that are tried first.")
        return PassphraseAdvice(ok=False, words=(words,), strength=0)
    if 0 <= _own_characters(bare, known) < _LEAST_OWN:
        words = say("It is little more than names that belong to this desk.")
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


def _known_words(context: Iterable[str]) -> set[str]:
    words = {_bare(word) for text in (*context, *_PROGRAM) for word in text.split()}
    return {word for word in words if len(word) > 2}


def _estimate(plain: str, known: list[str]) -> tuple[int, bool]:
    """Return the strength, 0 to 4, and whether all of it is one entry of a list of words."""
    from zxcvbn import zxcvbn  # its word lists would slow the first paint

    judged = zxcvbn(plain[:_MOST_JUDGED], user_inputs=known)
    matches = judged["sequence"]
    listed = len(matches) == 1 and matches[0]["pattern"] == "dictionary"
    return int(judged["score"]), listed


def _own_characters(bare: str, known: list[str]) -> int:
    """Count what is left of a passphrase beside known words; -1 when it holds none of them."""
    left = bare
    for word in known:
        left = left.replace(word, "")
    return -1 if left == bare else len(left)


def _bare(text: str) -> str:
    """Return letters and digits only, case folded."""
    return "".join(each for each in unicodedata.normalize("NFC", text).casefold() if each.isalnum())
