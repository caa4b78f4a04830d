"""Reads protocol files; every fault is one sentence that names file, section and question."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from pydantic import ValidationError

from vpo_desk.errors import VpoError
from vpo_desk.protocols.conditions import questions_of
from vpo_desk.protocols.schema import ChoiceKind, Frame, Protocol, Strict
from vpo_desk.words import Words, say

MOST_BYTES = 2_000_000
Model = TypeVar("Model", bound=Strict)


_NOT_THAT: Final = {
    "string_type": say("text"),
    "int_type": say("a whole number"),
    "bool_type": say("true or false"),
    "tuple_type": say("a list"),
    "model_type": say("a table"),
    "model_attributes_type": say("a table"),
}
"""What pydantic calls a value of the wrong type, and what should stand there."""


class ProtocolError(VpoError):
    """A protocol file cannot be used."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a protocol file."""

    words: Words


def load_text(content: bytes, name: str) -> Protocol:
    """Return the protocol of a file; ProtocolError names its first fault."""
    faults, protocol = _read(content, name)
    if protocol is None or faults:
        raise _error(faults[0])
    return protocol


def check_text(content: bytes, name: str) -> tuple[Fault, ...]:
    """Return every fault of a protocol file; none means that it can be used."""
    return _read(content, name)[0]


def load_frame(content: bytes, name: str) -> Frame:
    """Return the frame of a file; ProtocolError names its first fault."""
    return load_model(Frame, content, name)


def load_model(model: type[Model], content: bytes, name: str) -> Model:
    """Return any strict model of a TOML file; ProtocolError names its first fault."""
    raw = _toml(content, name)
    if isinstance(raw, Fault):
        raise _error(raw)
    try:
        return model.model_validate(raw)
    except ValidationError as fault:
        raise _error(next(_faults(fault, raw, name))) from None
    except RecursionError:
        raise _error(Fault(say("{file} is nested too deep.", file=name))) from None


def _read(content: bytes, name: str) -> tuple[tuple[Fault, ...], Protocol | None]:
    raw = _toml(content, name)
    if isinstance(raw, Fault):
        return (raw,), None
    try:
        protocol = Protocol.model_validate(raw)
    except ValidationError as fault:
        return tuple(_faults(fault, raw, name)), None
    except RecursionError:
        return (Fault(say("{file}: its conditions are nested too deep.", file=name)),), None
    return tuple(_logic(protocol, name)), protocol


def _toml(content: bytes, name: str) -> dict[str, Any] | Fault:
    if len(content) > MOST_BYTES:
        words = say("{file} is larger than {most} bytes.", file=name, most=MOST_BYTES)
        return Fault(words)
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        return Fault(say("{file} is not UTF-8 text.", file=name))
    except RecursionError:
        return Fault(say("{file} is nested too deep.", file=name))
    except tomllib.TOMLDecodeError as fault:
        return Fault(say("{file} is not TOML: {fault}.", file=name, fault=str(fault)))
    except ValueError:  # a number of thousands of digits
        return Fault(say("{file} holds a number that is too long.", file=name))


def _logic(protocol: Protocol, name: str) -> Iterator[Fault]:
    """Yield what the models cannot see: ids twice, conditions that look forward or nowhere."""
    seen: set[str] = set()
    sections: set[str] = set()
    every = {question.id for question in protocol.questions()}
    looks_at = {
        question.id: tuple(questions_of(question.show_when)) if question.show_when else ()
        for question in protocol.questions()
    }
    for section in protocol.sections:
        if section.id in sections:
            yield Fault(say("{file}: section {id} is there twice.", file=name, id=section.id))
        sections.add(section.id)
        for question in section.questions:
            place = say(
                "{file}: section {section}, question {question}",
                file=name,
                section=section.id,
                question=question.id,
            )
            if question.id in seen:
                yield Fault(say("{place}: this id is there twice.", place=place))
            if isinstance(question.kind, ChoiceKind) and not question.kind.options:
                yield Fault(say("{place}: a choice without options.", place=place))
            for other in dict.fromkeys(looks_at[question.id]):
                if other not in every:
                    words = say("{place}: there is no question {id}.", place=place, id=other)
                    yield Fault(words)
                elif other != question.id and _leads_to(other, question.id, looks_at):
                    if other not in seen:
                        words = say(
                            "{place}: its condition and that of {id} wait for each other.",
                            place=place,
                            id=other,
                        )
                        yield Fault(words)
                elif other == question.id or other not in seen:
                    words = say(
                        "{place}: its condition looks forward to {id}.", place=place, id=other
                    )
                    yield Fault(words)
            seen.add(question.id)


def _leads_to(start: str, end: str, looks_at: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the conditions lead from one question to another one."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in looks_at.get(waiting.pop(), ()):
            if other == end:
                return True
            if other not in found:
                found.add(other)
                waiting.append(other)
    return False


def _faults(fault: ValidationError, raw: dict[str, Any], name: str) -> Iterator[Fault]:
    for each in fault.errors(include_url=False, include_context=False):
        place = _place(each["loc"], raw, name)
        key = str(each["loc"][-1]) if each["loc"] else ""
        if each["type"] == "extra_forbidden":
            yield Fault(say("{place}: unknown key “{key}”.", place=place, key=key))
        elif each["type"] == "missing":
            yield Fault(say("{place}: “{key}” is missing.", place=place, key=key))
        elif each["type"] in _NOT_THAT:
            wanted = _NOT_THAT[each["type"]]
            yield Fault(say("{place}: {key} is not {wanted}.", place=place, key=key, wanted=wanted))
        else:
            message = each["msg"].removeprefix("Value error, ")
            yield Fault(say("{place}: {key}: {message}.", place=place, key=key, message=message))


def _place(location: tuple[int | str, ...], raw: dict[str, Any], name: str) -> Words:
    """Return the file, section and question a fault is in, as far as they can be told."""
    try:
        section = raw["section"][cast("int", location[1])] if location[0] == "section" else None
        section_id = section["id"] if section else None
    except (IndexError, KeyError, TypeError):
        return say("{file}", file=name)
    if section is None or section_id is None:
        return say("{file}", file=name)
    try:
        question = section["question"][location[3]]["id"] if location[2] == "question" else None
    except (IndexError, KeyError, TypeError):
        question = None
    if question is None:
        return say("{file}: section {section}", file=name, section=section_id)
    return say(
        "{file}: section {section}, question {question}",
        file=name,
        section=section_id,
        question=question,
    )


def _error(fault: Fault) -> ProtocolError:
    return ProtocolError(
        fault.words,
        safe=say("Nothing was changed; other protocols are not affected."),
        todo=say("Correct the file."),
    )
