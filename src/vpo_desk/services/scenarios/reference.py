"""Writes the reference of the scenario format from the reader's own models."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from vpo_desk.domain.dates import UncertainDate
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.domain.terms import Term
from vpo_desk.services.scenarios.fields import Strict
from vpo_desk.services.scenarios.steps import STEPS

INTRODUCTION: Final = """\
# Scenario files

A scenario is casework as data: the demonstration, practice cases and the end-to-end tests are
scenarios. `vpo-desk-cli play SCENARIO.toml CASEFILE` carries one out through the same use cases
as the window. This page is written by the program from its own models
(`python -m vpo_desk.services.scenarios.reference`); a test compares.

A file is TOML with `format = 1` and these keys at the top: `title`, `agency` (`name`, `ori`,
`case_prefix`), `officer`, `timezone` (an IANA name; the machine's zone when missing) and any
number of `[[step]]` tables. Agency and officer are stored only if the case file has none yet.

## How it is read

- Unknown keys, unknown words and unknown references are errors that name file, step and reason.
- A step is one transaction, carried out in file order and reported after it is durable. A failing
  step keeps nothing of itself and leaves the steps before it.
- Playing a scenario twice adds everything twice: its ids mean nothing outside one run.
- A date-time without offset is in `timezone`; an offset is accepted and kept. In the hour that
  clocks repeat the first is meant; an hour that they skip is an error.
- In a training file each step's `at` is also the time of entry. In any other file `at` is when it
  happened and the time of entry is the machine's clock. Both are kept.
- Where `at` may be missing, the latest `at` before it is meant.
- An id has letters, digits, `_` and `-`, at most 32. `id`, `about.id`, `source.id` and the `case`
  of a triage that opens one define an id; kinds have separate names. `about` and `person` with a
  known id mean that person: they may add fields and roles, and a field that contradicts is an
  error.
- `[i1 SU-B3]` (an answer), `[i1]` (an interview), `[r1]` (a record), `[a1]` (an attachment) and
  `[c1]` (a concern) in `rationale`, `formulation` and `gaps` are citations: they are resolved when
  stored and print as numbers. One that leads nowhere is an error; other brackets are text.
- `file` of `attach` is a path inside the folder that the scenario lies in; `to` of `backup` is a
  folder, seen from there unless it is a whole path.
- A backup holds everything up to its step. It is opened and checked before the step counts as done.
- A theme not listed has not been addressed. A warning behavior not listed is unknown; `present`
  needs `last`. A question not listed was not asked.

## Gates

`assess` with `seal` needs all thirteen themes, `level`, `imminence`, `confidence`, `formulation`
and `bias`; `undetermined` needs `until`; a pathway, last-resort or energy-burst behavior last seen
within 14 days needs `imminence_reason`. `plan` with `seal` needs a sealed assessment, and owner
and due date for each action. `override`, a written reason, passes these, and the audit chain names
each gate it passed. Nothing passes a missing `at`, `case` or `review`.
"""


def reference() -> str:
    """Return the whole page as Markdown."""
    lines = [INTRODUCTION, "## Steps", ""]
    shown: list[type[Strict]] = []
    for name, model in STEPS.items():
        lines += [f"### {name}", "", _sentence(model), "", *_table(model), ""]
        for part in _parts(model):
            if part not in shown:
                shown.append(part)
    lines += ["## Tables within steps", ""]
    for part in shown:
        lines += [f"### {_name(part)}", "", _sentence(part), "", *_table(part), ""]
    return "\n".join(lines)


def _table(model: type[Strict]) -> Iterator[str]:
    yield "| key | needed | value |"
    yield "|---|---|---|"
    for name, field in model.model_fields.items():
        if name == "do":
            continue
        needed = "yes" if field.is_required() else ""
        yield f"| `{field.alias or name}` | {needed} | {_value(_annotation(field))} |"


def _annotation(field: FieldInfo) -> Any:
    if any(isinstance(each, BeforeValidator) for each in field.metadata):
        return Annotated[field.annotation, *field.metadata]
    return field.annotation


def _value(kind: Any) -> str:
    if get_origin(kind) is Annotated:
        inner, *marks = get_args(kind)
        if inner == tuple[str, ...]:
            return "text, or a list of texts"
        if inner == tuple[tuple[str, str], ...]:
            return "a table of line = text, or a list of texts"
        shorthand = "text, or " if _is_table(inner) and marks else ""
        return shorthand + _value(inner)
    if get_origin(kind) in {Union, UnionType}:
        options = [each for each in get_args(kind) if each is not type(None)]
        return " or ".join(_value(each) for each in options)
    if get_origin(kind) is list:
        return f"a list: {_value(get_args(kind)[0])}"
    if get_origin(kind) is dict:
        key, value = get_args(kind)
        return f"a table of {_value(key)} = {_value(value)}"
    if _is_table(kind):
        return f"a table: {_name(kind)}"
    if isinstance(kind, type) and issubclass(kind, Term):
        members = CORE_THEMES if kind is Theme else tuple(kind)
        return ", ".join(f"`{member.value}`" for member in members)
    names: dict[Any, str] = {
        str: "text",
        bool: "true or false",
        int: "a whole number",
        date: "a date",
        datetime: "a date with a time",
        UncertainDate: "a date as said",
        SignOff: "text, or { name, role, date, how }",
    }
    return names.get(kind, "text")


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Strict)


def _parts(model: type[Strict]) -> Iterator[type[Strict]]:
    """Yield the tables within a model, outermost first."""
    for field in model.model_fields.values():
        yield from _tables(field.annotation)


def _tables(kind: Any) -> Iterator[type[Strict]]:
    if _is_table(kind):
        yield kind
        yield from _parts(kind)
    elif get_origin(kind) is not Literal:
        for inner in get_args(kind):
            yield from _tables(inner)


def _name(model: type[Strict]) -> str:
    return model.__name__.removesuffix("Table").lower()


def _sentence(model: type[Strict]) -> str:
    return (model.__doc__ or "").strip()


if __name__ == "__main__":
    print(reference(), end="")
