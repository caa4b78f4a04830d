"""The tests' own ground holds: no network, a home of one's own, no window on a real screen."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import network_guard
import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs import user_config_path
from pytestqt.qtbot import QtBot

REACH_OUT = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9))
except Exception:
    pass
"""


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_test_opens_a_network_socket(family: int, network_log: Path) -> None:
    with pytest.raises(network_guard.NetworkUsed):
        socket.socket(family)
    assert "socket.__new__" in network_log.read_text(encoding="utf-8")
    network_log.unlink()


def test_a_name_is_not_looked_up(network_log: Path) -> None:
    with pytest.raises(network_guard.NetworkUsed):
        socket.getaddrinfo("localhost", 80)
    network_log.unlink()


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/tmp/.X11-unix/X99", True),
        ("\0/tmp/.X11-unix/X99", True),
        (b"/run/dbus/system_bus_socket", True),
        ("/run/user/1000/wayland-0", True),
        ("/run/user/1000/at-spi/bus_0", True),
        ("/tmp/other", False),
        ("/var/run/postgresql/.s.PGSQL.5432", False),
        (("127.0.0.1", 80), False),
    ],
)
def test_only_display_and_bus_are_local_services(address: object, allowed: bool) -> None:
    assert network_guard.forbidden("socket.connect", (None, address)) is not allowed


def test_a_started_process_is_watched_too_even_when_it_hides_the_error(network_log: Path) -> None:
    subprocess.run([sys.executable, "-c", REACH_OUT], check=True)
    assert "socket.getaddrinfo" in network_log.read_text(encoding="utf-8")
    network_log.unlink()


def test_every_test_has_an_empty_home_of_its_own(home: Path) -> None:
    assert list(home.iterdir()) == []
    assert Path.home() == home
    assert user_config_path("anything").is_relative_to(home)


def test_a_started_process_finds_the_program_and_the_same_home(home: Path) -> None:
    code = "import pathlib, vpo_desk; print(pathlib.Path.home())"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    assert Path(done.stdout.strip()) == home


@given(st.text())
def test_properties_run_with_the_fixtures_of_every_test(text: str) -> None:
    assert os.environ["QT_QPA_PLATFORM"]
    assert text == text[:]


def test_qt_starts_without_a_real_screen(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel

    label = QLabel("seen")
    qtbot.addWidget(label)
    with qtbot.waitExposed(label):
        label.show()
    assert label.isVisible()
