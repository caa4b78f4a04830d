"""A desk that was just opened, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vpo_desk.ui.ports import DeskFacts, OpenDesk, OpenedDesk, RecoverySecret


@dataclass(frozen=True, slots=True)
class Opening:
    """A desk that was opened, and the secret of its key if the key is new."""

    opened: OpenedDesk
    secret: RecoverySecret | None = None


def look_at(desk: OpenDesk, folder: Path, secret: RecoverySecret | None = None) -> Opening:
    """Read whose desk it is; called on the worker. A desk that cannot tell is closed again."""
    try:
        agency = desk.services.agency.get()
        training = desk.services.agency.facts().training
    except BaseException:
        desk.close()
        raise
    return Opening(
        OpenedDesk(desk, folder, DeskFacts(agency.name, agency.officer, training)), secret
    )
