"""Opening a case file with what is on paper: the recovery words, or the shares of several holders."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.custody import passphrase_advice, recover_case_file
from vpo_desk.domain.moments import Clock
from vpo_desk.domain.shares import ProvenShares
from vpo_desk.storage import case_file, custody, keyring
from vpo_desk.storage.case_file import BY_SHARES, BY_WORDS, CaseFile
from vpo_desk.storage.faults import KeyDoesNotFit
from vpo_desk.storage.key_origin import told_of_case_file
from vpo_desk.storage.passphrases import need_accepted
from vpo_desk.storage.shares import WrongShares, are_shares, key_of_shares
from vpo_desk.words import Words, say


def recover_by_shares(folder: Path, shares: str, new: str) -> tuple[Words, ...]:
    """Set a new passphrase with shares and return what to mind about it.

    Raises WrongShares for what are no shares of this file's key.
    """
    need_accepted(passphrase_advice(new))
    _recover_by_shares(folder, shares, new, system_clock()).close()
    return passphrase_advice(new).words


def recover_by_paper(folder: Path, typed: str, new: str, *, clock: Clock) -> CaseFile:
    """Open with recovery words or with shares, whichever were typed, and set a new passphrase."""
    if not are_shares(typed):
        return recover_case_file(folder, typed, new, clock=clock)
    need_accepted(passphrase_advice(new))
    return _recover_by_shares(folder, typed, new, clock)


def check_shares(folder: Path, shares: str) -> ProvenShares:
    """Prove that shares open this case file; nothing is written.

    Raises WrongShares for what are no shares of this file's key.
    """
    combined = key_of_shares(shares)
    with _told_of_shares():
        _look(folder, combined.key, BY_SHARES)
    return ProvenShares(combined.used, combined.needed, keyring.fingerprint(combined.key))


def check_words(folder: Path, words: str) -> str:
    """Prove that recovery words open this case file and return the key's fingerprint.

    Nothing is written. Raises WrongWords for words that are none, KeyDoesNotFit for those of
    another file.
    """
    key = keyring.key_of_words(words)
    _look(folder, key, BY_WORDS)
    return keyring.fingerprint(key)


def _recover_by_shares(folder: Path, shares: str, new: str, clock: Clock) -> CaseFile:
    key = key_of_shares(shares).key
    with _told_of_shares():
        return custody.recover_with_key(folder, key, new, clock=clock, actor=BY_SHARES)


def _look(folder: Path, key: bytes, actor: str) -> None:
    with told_of_case_file(folder, key):
        case_file.look_with_key(folder, key, clock=system_clock(), actor=actor).close()


@contextmanager
def _told_of_shares() -> Generator[None, None, None]:
    """Say of a key that does not fit that it came from shares, which are whole."""
    try:
        yield
    except KeyDoesNotFit:
        raise WrongShares(
            say(
                "These shares belong together but do not open this case file: they are of another"
                " one, or its database is damaged."
            ),
            safe=say("Nothing was changed."),
            todo=say("Compare the name and the date on the sheets with this case file."),
        ) from None
