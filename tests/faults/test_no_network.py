"""A whole working day opens no way out of this computer.

Every test runs under a guard that fails on a network socket of Python's (`tests/guard`), and no
module may import what talks to a network (`tests/test_contracts.py`). Here a whole session says
what it opened at all; on Linux the system's own tables say it too, for sockets of Qt's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.faults.conftest import ROOT, WorkedDay


def test_a_day_in_the_window_opens_no_socket_outward(worked_day: WorkedDay) -> None:
    told = json.loads(worked_day.find("sockets.json").read_text(encoding="utf-8"))
    assert told == {"events": [], "held": []}


OPENS_ONE = """
import json, socket
from tests.faults.socket_record import SocketRecord

record = SocketRecord()
held = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
held.bind(("127.0.0.1", 0))
print(json.dumps(record.told()))
"""


def test_a_socket_that_was_opened_would_have_been_told() -> None:
    """In a process without the guard; nothing is sent."""
    done = subprocess.run(
        [sys.executable, "-c", OPENS_ONE],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told = json.loads(done.stdout)
    assert [event.split()[0] for event in told["events"]] == ["socket.__new__", "socket.bind"]
    assert told["held"] == (["udp"] if sys.platform == "linux" else [])
