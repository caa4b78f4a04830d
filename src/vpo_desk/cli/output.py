"""What the command line prints: results on stdout, complaints on stderr, never a traceback."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

from vpo_desk.errors import VpoError
from vpo_desk.words import Catalog, Words


class Output:
    """Prints for a person, or one JSON value for a program."""

    def __init__(self, catalog: Catalog, *, json_wanted: bool) -> None:
        self.catalog = catalog
        self.json_wanted = json_wanted

    def line(self, text: str | Words) -> None:
        """Print a line of the result, unless a program reads JSON from stdout."""
        if not self.json_wanted:
            self.progress(text)

    def progress(self, text: str | Words) -> None:
        """Print a line at once, also where JSON is wanted as the last line."""
        shown = self.catalog.text(text) if isinstance(text, Words) else text
        sys.stdout.write(shown + "\n")
        sys.stdout.flush()

    def value(self, value: object) -> None:
        """Print the one JSON value, where a program wants it."""
        if self.json_wanted:
            self.progress(json.dumps(value, ensure_ascii=False))

    def note(self, text: str | Words) -> None:
        """Say something on stderr that is no failure."""
        shown = self.catalog.text(text) if isinstance(text, Words) else text
        sys.stderr.write(shown + "\n")

    def complain(self, fault: VpoError) -> None:
        """Say on stderr what happened, what is safe and what to do."""
        self.note(fault.text(self.catalog))

    def crash(self, fault: Exception) -> None:
        """Name a fault of the program by type and code line, never by values."""
        frames = traceback.extract_tb(fault.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        self.note(
            f"A fault in the program stopped this: {type(fault).__name__} at {place}."
            " What was saved before is safe. Please report these two words to the developers."
        )
