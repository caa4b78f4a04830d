"""What the window needs from below: how a case file is looked at, opened and made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vpo_desk.domain.entry import NewKeyWish
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.shares import SharePlan
from vpo_desk.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from vpo_desk.domain.salvage import Salvaged
    from vpo_desk.services.backups import Proof
    from vpo_desk.services.catalog import Services


class FolderState(Protocol):
    """What can be seen of a folder from outside, without a key and without writing."""

    @property
    def is_case_file(self) -> bool:
        """True when there is a case file in the folder."""
        ...

    @property
    def trouble(self) -> Words | None:
        """What is wrong with it as far as can be seen from outside; None when nothing is."""
        ...

    @property
    def last_unlocked(self) -> Moment | None:
        """When it was last unlocked; None when that is not known."""
        ...

    @property
    def failures(self) -> tuple[Moment, ...]:
        """The failed attempts since it was last unlocked, oldest first."""
        ...

    @property
    def notice(self) -> str:
        """What the agency wants to be read before unlocking; empty when nothing."""
        ...

    @property
    def wants_key_file(self) -> bool:
        """True when a passphrase opens it only together with a key file."""
        ...


class PassphraseAdvice(Protocol):
    """What the passphrase policy says about a passphrase."""

    @property
    def ok(self) -> bool:
        """True when the policy accepts it, perhaps with a warning."""
        ...

    @property
    def words(self) -> tuple[Words, ...]:
        """What to say about it."""
        ...

    @property
    def strength(self) -> int:
        """0 (guessed at once) to 4 (strong)."""
        ...


class RecoverySecret(Protocol):
    """The recovery words of a new key, or its shares: seen once, on paper, never again."""

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint, as printed on the sheet."""
        ...

    @property
    def made_on(self) -> date:
        """The date printed on the sheet."""
        ...

    @property
    def shares(self) -> SharePlan | None:
        """How the key is shared among holders; None for one sheet with the recovery words."""
        ...

    def sheet_pdfs(self) -> tuple[bytes, ...]:
        """Return the recovery sheet, or each share's sheet in order: the same set at every call."""
        ...


class OpenDesk(Protocol):
    """An open case file; used, and closed, on the worker thread only."""

    @property
    def services(self) -> Services:
        """The use cases."""
        ...

    def close(self) -> None:
        """Close the case file and let go of its key."""
        ...


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """Whose desk it is, as the frame shows it; `training` marks every page."""

    agency: str
    officer: str
    training: bool


@dataclass(frozen=True, slots=True)
class OpenedDesk:
    """A desk that was just opened: where it is kept, and whose it is."""

    desk: OpenDesk
    folder: Path
    facts: DeskFacts


@dataclass(frozen=True, slots=True)
class NewCaseFile:
    """What an officer enters to create a case file."""

    agency: str
    officer: str
    case_prefix: str
    passphrase: str
    training: bool
    shares: SharePlan | None = None

    def __repr__(self) -> str:
        """Say nothing of what is inside: it holds a passphrase."""
        return "NewCaseFile(…)"


class Computer(Protocol):
    """What was chosen for this computer; a change is in effect at once, and kept."""

    @property
    def lock_minutes(self) -> int:
        """Idle minutes until the desk locks."""
        ...

    @property
    def theme_name(self) -> str:
        """The name of a theme, or `system`."""
        ...

    @property
    def text_scale(self) -> int:
        """The size of text in percent."""
        ...

    def set_lock_minutes(self, minutes: int) -> None:
        """Lock after so many idle minutes from now on."""
        ...

    def set_theme(self, name: str) -> None:
        """Show other colors."""
        ...

    def set_text_scale(self, percent: int) -> None:
        """Show text in another size."""
        ...


class DeskDoor(Protocol):
    """The way from a folder to an open desk; every method but `describe` may take a second."""

    def describe(self, folder: Path) -> FolderState:
        """Look at a folder from outside; writes nothing."""
        ...

    def open(self, folder: Path, passphrase: str, key_file: Path | None = None) -> OpenDesk:
        """Open a case file; VpoError when that cannot be done."""
        ...

    def open_with_words(self, folder: Path, words: str, new_passphrase: str) -> OpenDesk:
        """Open with the recovery words, or shares, and set a passphrase; VpoError as `open`."""
        ...

    def create(self, folder: Path, setup: NewCaseFile) -> tuple[OpenDesk, RecoverySecret]:
        """Make a new case file in a folder that must not exist yet; VpoError when it cannot be."""
        ...

    def encrypt_with_new_key(
        self, folder: Path, wish: NewKeyWish
    ) -> tuple[OpenDesk, RecoverySecret]:
        """Encrypt everything with a new key and open it; VpoError leaves it as it was."""
        ...

    def restore(
        self, backup: Path, folder: Path, typed: str, key_file: Path | None, *, on_paper: bool
    ) -> Proof:
        """Make a new case file from a backup; `typed` is a passphrase, or what is on paper.

        `key_file` goes with the passphrase where the backup wants one. VpoError leaves nothing behind.
        """
        ...

    def salvage(
        self,
        folder: Path,
        target: Path,
        typed: str,
        key_file: Path | None,
        *,
        on_paper: bool,
        progress: Callable[[int, int], None],
    ) -> Salvaged:
        """Make a new case file of what can be read of a damaged one; VpoError leaves nothing.

        `typed` is as in `restore`; `progress` is told how many pages of how many were looked at.
        """
        ...

    def passphrase_advice(self, passphrase: str, context: tuple[str, ...]) -> PassphraseAdvice:
        """Judge a passphrase; `context` holds words that make it easy to guess."""
        ...

    def suggest_passphrase(self) -> str:
        """Return a strong passphrase of common words."""
        ...
