"""Reads a scenario file: the file as a whole first, then each step at its turn."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError

from vpo_desk.errors import VpoError
from vpo_desk.services.scenarios.fields import Strict
from vpo_desk.services.scenarios.steps import STEPS, Step
from vpo_desk.words import Words, say

FORMAT = 1
MOST_BYTES = 8_000_000


class ScenarioError(VpoError):
    """A scenario cannot be read or played; the sentence names file, step and reason."""


class AgencyTable(Strict):
    """The agency of a scenario, stored when the case file has none yet."""

    name: str
    ori: str = ""
    case_prefix: str = ""


class ScenarioTable(Strict):
    """The top of a scenario file."""

    format: int
    title: str = ""
    agency: AgencyTable | None = None
    officer: str = ""
    timezone: str = ""
    step: list[dict[str, Any]] = Field(default=[])


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario whose top has been checked; its steps are checked one by one.

    `folder` is where the files are that it attaches; None where it came without any.
    """

    name: str
    table: ScenarioTable
    folder: Path | None = None

    def step(self, number: int) -> Step:
        """Return step `number`, from 1; ScenarioError names what is wrong with it."""
        raw = self.table.step[number - 1]
        do = raw.get("do")
        if not isinstance(do, str):
            raise self.error(number, "", say("the step has no `do` that says what it does"))
        if do not in STEPS:
            words = say("there is no step “{do}”; known are {known}", do=do, known=", ".join(STEPS))
            raise self.error(number, do, words)
        try:
            return cast("Step", STEPS[do].model_validate(raw))
        except ValidationError as fault:
            raise self.error(number, do, reason_of(fault)) from None

    def error(self, number: int, do: str, reason: Words, *, kept: bool = False) -> ScenarioError:
        """Return the error of one step; the steps before it are kept.

        `kept` says that the step itself is kept too, and only its files could not be written.
        """
        safe = say("Nothing of this step was kept; the steps before it were.")
        if kept:
            safe = say("The step is kept; the ledger says which copies were not written.")
        return ScenarioError(
            say(
                "{file}: step {number}{do}: {reason}.",
                file=self.name,
                number=number,
                do=f" ({do})" if do else "",
                reason=reason,
            ),
            safe=safe,
        )


def read_scenario(name: str, content: bytes, folder: Path | None = None) -> Scenario:
    """Check the top of a scenario file; ScenarioError before anything is written."""
    if len(content) > MOST_BYTES:
        raise _broken(name, say("it is larger than {most} bytes", most=MOST_BYTES))
    try:
        raw = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise _broken(name, say("it is not UTF-8 text")) from None
    except tomllib.TOMLDecodeError as fault:
        raise _broken(name, say("it is not TOML: {fault}", fault=str(fault))) from None
    if raw.get("format") != FORMAT:
        raise _broken(name, say("it needs `format = {format}`", format=FORMAT))
    try:
        table = ScenarioTable.model_validate(raw)
    except ValidationError as fault:
        raise _broken(name, reason_of(fault)) from None
    if table.timezone:
        try:
            ZoneInfo(table.timezone)
        except (KeyError, ValueError, OSError):
            zone = say("there is no time zone “{zone}”", zone=table.timezone)
            raise _broken(name, zone) from None
    return Scenario(name, table, folder)


_WANTED: Final = {
    "string_type": say("text is wanted"),
    "list_type": say("a list is wanted"),
    "tuple_type": say("a list is wanted"),
    "dict_type": say("a table is wanted"),
    "model_type": say("a table is wanted"),
    "bool_type": say("true or false is wanted"),
    "int_type": say("a whole number is wanted"),
}


def reason_of(fault: ValidationError) -> Words:
    """Return the first thing a model found wrong: where, and what."""
    first = fault.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"] if part != "[key]")
    kind, message = first["type"], first["msg"]
    if kind == "extra_forbidden":
        return say("unknown key “{key}”", key=place)
    if kind == "missing":
        return say("`{key}` is missing", key=place)
    if kind == "string_pattern_mismatch":
        reason = say("an id has letters, digits, _ and -, at most 32")
    elif kind in _WANTED:
        reason = _WANTED[kind]
    else:
        reason = say("{message}", message=message.removeprefix("Value error, "))
    return say("`{key}`: {reason}", key=place, reason=reason)


def _broken(name: str, reason: Words) -> ScenarioError:
    return ScenarioError(
        say("{file} cannot be read: {reason}.", file=name, reason=reason),
        safe=say("Nothing was written."),
        todo=say("Correct the file and play it again."),
    )
