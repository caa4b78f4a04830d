"""A crash writes no memory to disk."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import resource
from vpo_desk.dumps import forbid_dumps
forbid_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


def test_core_files_are_off() -> None:
    if sys.platform == "win32":
        from vpo_desk.dumps import forbid_dumps

        forbid_dumps()
        return
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "0\n"
