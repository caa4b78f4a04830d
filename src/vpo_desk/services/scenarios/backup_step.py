"""The step that makes a backup of the case file as far as it is played, and proves it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

from vpo_desk.errors import VpoError
from vpo_desk.services.scenarios.fields import DateTime, Strict
from vpo_desk.services.scenarios.run import Run
from vpo_desk.storage.backup_places import default_place
from vpo_desk.words import say


class BackupStep(Strict):
    """A backup of everything so far; `to` is a folder, without it the one beside the case file."""

    do: Literal["backup"]
    to: str = ""
    at: DateTime | None = None


def back_up(step: BackupStep, run: Run) -> None:
    """Have a backup made once the step is durable: a case file is not copied amid a change."""
    run.afterwards.append(partial(_make, _place(step.to, run), run))


def _place(to: str, run: Run) -> Path:
    """Return the folder; a relative one lies in the scenario's own."""
    if not to.strip():
        return default_place(run.services.ground.file.folder)
    place = Path(to)
    if place.is_absolute():
        return place
    if run.files is None:
        raise VpoError(say("this scenario came without a folder, so `to` must be a whole path"))
    return run.files / place


def _make(place: Path, run: Run) -> None:
    """Make the backup, open it, and enter in the audit chain whether it holds."""
    backups = run.services.backups
    path, _ = backups.make(place)
    checks = backups.prover()(path)
    backups.note_proof(path, checks)
    failed = [each for each in checks if not each.holds]
    if failed:
        raise VpoError(say("{reason}", reason=str(failed[0].words).removesuffix(".")))
