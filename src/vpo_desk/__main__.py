"""Starts the window: `vpo-desk`, or `python -m vpo_desk`."""

from __future__ import annotations

import sys

from vpo_desk.dumps import forbid_dumps
from vpo_desk.ui.main import run as open_window


def run() -> int:
    """Open the window; returns the exit code."""
    forbid_dumps()
    return open_window(sys.argv)


if __name__ == "__main__":
    sys.exit(run())
