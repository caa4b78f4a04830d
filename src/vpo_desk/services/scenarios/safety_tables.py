"""The safety plan of a possible target, as a plan step may hold it."""

from __future__ import annotations

from pydantic import Field

from vpo_desk.services.scenarios.fields import Day, Id, SafetyAreaWord, Strict


class SafetyStepTable(Strict):
    """One step of a safety plan."""

    area: SafetyAreaWord
    what: str
    strategy: str = ""


class SafetyTable(Strict):
    """The safety plan of a possible target, written for that person's eyes."""

    for_: Id = Field(alias="for")
    signs: str = ""
    steps: list[SafetyStepTable] = Field(default=[])
    channel: str = ""
    log: str = ""
    advocate: str = ""
    updates: str = ""
    review: Day | None = None
    ends: str = ""
