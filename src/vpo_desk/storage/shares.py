"""Shares: the database key split among several holders (SLIP-39), and put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from vpo_desk.domain.shares import SHARE_WORDS, SHARES_FROM, SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.storage.key_slots import KEY_BYTES
from vpo_desk.storage.typed_words import whole_words, words_typed
from vpo_desk.words import Words, say, say_count

_HEADING: Final = frozenset({"share", "of"})  # neither is a word of the list
_NEARLY: Final = 3


class WrongShares(VpoError):
    """What was typed are not the shares of one key, or too few of them."""


@dataclass(frozen=True, slots=True)
class CombinedShares:
    """The key of shares that fit together, their numbers on paper, and how many are needed.

    Every share in `used` took part: more than `needed` were each proved with the others.
    """

    key: bytes
    used: tuple[int, ...]
    needed: int

    def __repr__(self) -> str:
        return f"CombinedShares({self.used})"


def shares_of_key(key: bytes, plan: SharePlan) -> tuple[tuple[str, ...], ...]:
    """Split a new key into shares of 33 words each; they are proved here and never stored.

    The words hold the key itself, so they need nothing else: SLIP-39's own passphrase stays empty.
    Every call makes another set, so a set is made once with its key and then printed.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    made = generate_mnemonics(1, [(plan.needed, plan.count)], key)[0]
    if _combine([Share.from_mnemonic(each) for each in made]) != key:
        raise RuntimeError(str(plan))
    return tuple(tuple(each.split()) for each in made)


def key_of_shares(text: str) -> CombinedShares:
    """Return the key of shares as they were typed, in any order, more than needed or not.

    One share a line, or with empty lines (or a line such as `Share 2 of 3`) between them. Four
    letters of a word suffice; numbers and punctuation are ignored. Raises WrongShares that names
    share and place, never the word.
    """
    shares = [_read(number, words) for number, words in enumerate(_split(text), start=1)]
    if not shares:
        raise _wrong(say("No shares were typed."))
    first = shares[0]
    for number, share in enumerate(shares, start=1):
        if share.group_parameters() != first.group_parameters():
            raise _wrong(
                say("Share {number} of those typed is of another set than share 1.", number=number),
                say(
                    "Take sheets of one set: they bear the same date and begin with the same words."
                ),
            )
    different = sorted(set(shares), key=lambda share: share.index)
    if len(different) < first.member_threshold:
        raise _wrong(
            say_count(
                "{needed} shares of this set are wanted, and {count} was typed.",
                "{needed} shares of this set are wanted, and {count} different ones were typed.",
                len(different),
                needed=first.member_threshold,
            ),
            say("Add a share of another holder."),
        )
    used = tuple(share.index + 1 for share in different)
    return CombinedShares(_combine(different), used, first.member_threshold)


def are_shares(text: str) -> bool:
    """True when somebody meant shares, not the 24 recovery words or the 64 digits.

    Words of a share have four letters at least, so digits in groups are not taken for them.
    """
    return sum(len(word) >= 4 for word in words_typed(text)) >= SHARES_FROM


def _split(text: str) -> list[list[str]]:
    """Return the words of each share as it was typed."""
    blocks: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        words = words_typed(line)
        if words and not set(words) <= _HEADING:
            blocks[-1].append(words)
        elif words or not any(each.isdigit() for each in line):
            blocks.append([])
    return [share for block in blocks for share in _shares_in(block)]


def _shares_in(lines: list[list[str]]) -> list[list[str]]:
    if all(abs(len(line) - SHARE_WORDS) <= _NEARLY for line in lines):
        return lines
    whole = [word for line in lines for word in line]
    if len(whole) % SHARE_WORDS:
        return [whole]
    return [whole[at : at + SHARE_WORDS] for at in range(0, len(whole), SHARE_WORDS)]


def _read(number: int, typed: Sequence[str]) -> Share:
    """Return a typed share; WrongShares names what is wrong with it."""
    if len(typed) != SHARE_WORDS:
        raise _wrong(
            say(
                "Share {number} of those typed has {count} words, and a share has {wanted}.",
                number=number,
                count=len(typed),
                wanted=SHARE_WORDS,
            ),
            say("Compare with its sheet, and leave an empty line between two shares."),
        )
    words: list[str] = []
    for place, word in enumerate(whole_words(typed, WORDLIST), start=1):
        if word is None:
            raise _wrong(
                say(
                    "In share {number} of those typed, word {place} is not one of the list of words.",
                    number=number,
                    place=place,
                )
            )
        words.append(word)
    share = _share(words)
    if share is None:
        place = _misread(words)
        if place is not None:
            raise _wrong(
                say(
                    "In share {number} of those typed, word {place} is misread.",
                    number=number,
                    place=place,
                )
            )
        raise _wrong(
            say(
                "The words of share {number} of those typed do not fit together: some are misread or"
                " two are swapped.",
                number=number,
            )
        )
    if (share.group_count, len(share.value)) != (1, KEY_BYTES) or share.member_threshold < 2:
        raise _wrong(
            say("Share {number} of those typed is no share of a case file's key.", number=number)
        )
    return share


def _share(words: Sequence[str]) -> Share | None:
    """Return the share that these words are; None when their checksum does not fit."""
    try:
        return Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        return None


def _misread(words: list[str]) -> int | None:
    """Return the place of the one word whose change makes all fit; None without such a place.

    The checksum finds any three wrong words, so no other place fits while at most two are wrong.
    The right word is not told: it is on the sheet, and a guess would only look like one.
    """
    for at in range(SHARE_WORDS):
        before, after = words[:at], words[at + 1 :]
        if any(_share([*before, other, *after]) is not None for other in WORDLIST):
            return at + 1
    return None


def _combine(shares: Sequence[Share]) -> bytes:
    """Return the key of at least as many shares as are needed, each of which must fit."""
    needed = shares[0].member_threshold
    always, others = shares[: needed - 1], shares[needed - 1 :]
    try:
        found = {
            combine_mnemonics([share.mnemonic() for share in (*always, other)]) for other in others
        }
    except MnemonicError:
        found = set[bytes]()
    if len(found) != 1:
        raise _wrong(say("These shares do not fit together."))
    return found.pop()


def _wrong(happened: Words, todo: Words | None = None) -> WrongShares:
    return WrongShares(
        happened, safe=say("Nothing was changed."), todo=todo or say("Compare with its sheet.")
    )
