"""Finds and reads the files that come with the program: protocols, fonts, icons, scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_INSTALLED = "_resources"
_CHECKOUT = "resources"


@dataclass(frozen=True, slots=True)
class Resources:
    """The folder of bundled files, read only; names are relative to it and use `/`."""

    folder: Path

    def read_bytes(self, name: str) -> bytes:
        """Return a file exactly as it was shipped; FileNotFoundError when there is none such."""
        return self.folder.joinpath(name).read_bytes()

    def read_text(self, name: str) -> str:
        """Return a UTF-8 file with its line ends as shipped, so that its pinned hash matches."""
        return self.read_bytes(name).decode("utf-8")

    def names(self, subfolder: str, suffix: str) -> tuple[str, ...]:
        """Return the names of the files in `subfolder` that end in `suffix`, in order.

        The names are those within the subfolder: read one as `f"{subfolder}/{name}"`. A folder
        that is not there raises FileNotFoundError: bundled files are never missing by design.
        """
        files = self.folder.joinpath(subfolder).iterdir()
        return tuple(sorted(file.name for file in files if file.name.endswith(suffix)))


def find_resources() -> Resources:
    """Return the bundled files of this program, installed, frozen or run from a checkout."""
    return resources_beside(Path(__file__).resolve().parent)


def resources_beside(package: Path) -> Resources:
    """Return the bundled files that belong to a package folder.

    A wheel and a frozen program carry them inside the package. A checkout has them at its root,
    because an editable installation does not see files that only the wheel maps into the package.
    """
    installed = package / _INSTALLED
    if installed.is_dir():
        return Resources(installed)
    return Resources(package.parents[1] / _CHECKOUT)
