"""The door to case files and the clock, whose machinery is loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpo_desk.domain.entry import NewKeyWish
    from vpo_desk.domain.moments import Clock, Moment
    from vpo_desk.domain.salvage import Salvaged
    from vpo_desk.services.backups import Proof
    from vpo_desk.ui.ports import (
        DeskDoor,
        FolderState,
        NewCaseFile,
        OpenDesk,
        PassphraseAdvice,
        RecoverySecret,
    )


class LateDoor:
    """A door that is made at its first use, so that the lock page is painted before."""

    def __init__(self, make: Callable[[], DeskDoor]) -> None:
        self._make = make
        self._made: DeskDoor | None = None

    def describe(self, folder: Path) -> FolderState:
        """As the door's own."""
        return self._door().describe(folder)

    def open(self, folder: Path, passphrase: str, key_file: Path | None = None) -> OpenDesk:
        """As the door's own."""
        return self._door().open(folder, passphrase, key_file)

    def open_with_words(self, folder: Path, words: str, new_passphrase: str) -> OpenDesk:
        """As the door's own."""
        return self._door().open_with_words(folder, words, new_passphrase)

    def create(self, folder: Path, setup: NewCaseFile) -> tuple[OpenDesk, RecoverySecret]:
        """As the door's own."""
        return self._door().create(folder, setup)

    def encrypt_with_new_key(
        self, folder: Path, wish: NewKeyWish
    ) -> tuple[OpenDesk, RecoverySecret]:
        """As the door's own."""
        return self._door().encrypt_with_new_key(folder, wish)

    def restore(
        self, backup: Path, folder: Path, typed: str, key_file: Path | None, *, on_paper: bool
    ) -> Proof:
        """As the door's own."""
        return self._door().restore(backup, folder, typed, key_file, on_paper=on_paper)

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
        """As the door's own."""
        return self._door().salvage(
            folder, target, typed, key_file, on_paper=on_paper, progress=progress
        )

    def passphrase_advice(self, passphrase: str, context: tuple[str, ...]) -> PassphraseAdvice:
        """As the door's own."""
        return self._door().passphrase_advice(passphrase, context)

    def suggest_passphrase(self) -> str:
        """As the door's own."""
        return self._door().suggest_passphrase()

    def _door(self) -> DeskDoor:
        if self._made is None:
            self._made = self._make()
        return self._made


class LateClock:
    """A clock that learns the machine's zone when it is first asked."""

    def __init__(self, make: Callable[[], Clock]) -> None:
        self._make = make
        self._made: Clock | None = None

    def now(self) -> Moment:
        """Return this moment in the desk's zone."""
        if self._made is None:
            self._made = self._make()
        return self._made.now()
