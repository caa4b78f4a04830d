"""Where this program keeps what is not in a case file: window settings and a log without words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


@dataclass(frozen=True, slots=True)
class Paths:
    """Places on this machine; none of them is made before something is written there.

    `default_case_file` is only a suggestion for a first case file.
    """

    settings_file: Path
    log_folder: Path
    default_case_file: Path


def find_paths() -> Paths:
    """Return the places that this system and this user have for such files."""
    # Local, never roaming: a roaming profile is copied to a server at every log-out. The same
    # holds for the suggested case file: a documents folder is often mirrored to a cloud.
    dirs = PlatformDirs("vpo-desk", appauthor=False, roaming=False, ensure_exists=False)
    return Paths(
        settings_file=dirs.user_config_path / "settings.toml",
        log_folder=dirs.user_log_path,
        default_case_file=dirs.user_data_path / "Case file.vpodesk",
    )


def shown_path(path: Path, home: Path) -> str:
    """Return how a path reads on screen: below the home folder as `~`, short and without a name."""
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)
