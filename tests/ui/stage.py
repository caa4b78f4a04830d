"""What window tests share: a clock that stands, errors that were reported, answered prompts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject

from vpo_desk.domain.moments import Moment
from vpo_desk.ui.ports import NewCaseFile

PASSPHRASE = "otter ladder quiet harvest moon"
SETUP = NewCaseFile("Harlow Falls Police Department", "R. Okafor", "HF", PASSPHRASE, training=False)


@dataclass
class StillClock:
    """A clock that stands until it is moved."""

    utc: datetime = datetime(2026, 11, 23, 15, 42, 7, tzinfo=UTC)
    zone: str = "America/New_York"

    def now(self) -> Moment:
        return Moment(self.utc, self.zone)

    def pass_by(self, **time: float) -> None:
        self.utc += timedelta(**time)


@dataclass
class Reports:
    """What nobody else showed."""

    faults: list[Exception] = field(default_factory=list)
    owners: list[QObject | None] = field(default_factory=list)

    def __call__(self, fault: Exception, owner: QObject | None) -> None:
        self.faults.append(fault)
        self.owners.append(owner)


class FakePrompts:
    """Gives the answers it was told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.folders: list[Path | None] = []
        self.files: list[Path | None] = []
        self.answers: list[bool] = []
        self.asked: list[str] = []

    def folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.folders.pop(0)

    def open_file(self, title: str, pattern: str) -> Path | None:
        self.asked.append(f"{title} {pattern}")
        return self.files.pop(0)

    def save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        self.asked.append(f"{title} {suggested} {pattern}")
        return self.files.pop(0)

    def confirm(self, question: str, words: str, yes: str, no: str) -> bool:
        self.asked.append(question)
        return self.answers.pop(0)
