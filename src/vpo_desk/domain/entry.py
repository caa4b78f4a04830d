"""Who may come in: the kinds of key slots, the notice before it, and what failures bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from vpo_desk.domain.shares import SharePlan
from vpo_desk.domain.terms import Term

MOST_FAILURES: Final = 5
WITHIN: Final = timedelta(minutes=15)
"""Five failures within fifteen minutes bring the agency's policy (CJIS 6.0 AC-7)."""

LONGEST_WAIT: Final = timedelta(minutes=15)
MOST_NOTICE: Final = 2000
"""Characters of the notice before unlocking."""


DERIVATIONS: Final = ("argon2id", "pbkdf2")
"""How a passphrase becomes a key: the usual way, and one that FIPS documents approve."""


class SlotKind(Term):
    """What opens a key slot."""

    PASSPHRASE = "passphrase", "Passphrase"
    KEY_FILE = "key-file", "Passphrase and key file"
    SUPERVISOR = "supervisor", "Supervisor's passphrase"


class AfterFailures(Term):
    """What five failed attempts within fifteen minutes bring."""

    WAIT = "wait", "Waits that grow"
    SUPERVISOR = "supervisor", "Only the supervisor or the recovery words open it"


@dataclass(frozen=True, slots=True)
class EntryRules:
    """What an agency sets for the way in: what failures bring, and a notice to read before it.

    They lie beside the encrypted database, because they are needed before it is open: the notice
    must name nobody.
    """

    after_failures: AfterFailures = AfterFailures.WAIT
    notice: str = ""


USUAL_RULES: Final = EntryRules()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nobody may try now: `wait` is the time left, None when only the supervisor may."""

    wait: timedelta | None


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A key slot as it is listed: its name, kind, and whether it opened the file this time."""

    id: str
    kind: SlotKind
    derivation: str
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class NewKeyWish:
    """What is needed to encrypt a case file anew: the secrets of its slots, and the new ones.

    A slot whose secret is not given goes. `key_file` is where the key file is, `shares` how the
    new key is shared among holders, None for one sheet.
    """

    passphrase: str
    new_passphrase: str
    supervisor: str = ""
    key_file: Path | None = None
    shares: SharePlan | None = None

    def __repr__(self) -> str:
        return "NewKeyWish(…)"


def refusal(
    failures: Sequence[datetime], now: datetime, rules: EntryRules, *, supervised: bool
) -> Refusal | None:
    """Return why an attempt is not allowed now; None when it is.

    `failures` are those since the last unlock, oldest first, in UTC; `supervised` says that there
    is a supervisor's slot, without which that policy would shut everybody out. Waits begin with a
    minute and double with each failure, up to a quarter of an hour. A clock that was set back ends
    no wait early and makes none longer than the one that is due.
    """
    worst, length = _run(failures)
    if worst < MOST_FAILURES:
        return None
    if rules.after_failures is AfterFailures.SUPERVISOR and supervised:
        return Refusal(None)
    if length < MOST_FAILURES:
        return None
    due = min(timedelta(minutes=2 ** (length - MOST_FAILURES)), LONGEST_WAIT)
    passed = max(now - failures[-1], timedelta())
    return Refusal(due - passed) if passed < due else None


def _run(failures: Sequence[datetime]) -> tuple[int, int]:
    """Return the most failures within one window, and those in the window of the newest."""
    worst = newest = 0
    for place, end in enumerate(failures):
        newest = sum(abs(end - each) <= WITHIN for each in failures[: place + 1])
        worst = max(worst, newest)
    return worst, newest
