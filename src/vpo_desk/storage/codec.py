"""Turns frozen domain values into canonical JSON text and back, without loss."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from vpo_desk.domain.moments import centiseconds, from_centiseconds

T = TypeVar("T")
Read = Callable[[Any], object]
_PLAIN: Final = (str, bool, int)


class ContentError(ValueError):
    """Stored content does not have the shape its kind asks for."""


def encode(value: object) -> str:
    """Return a dataclass value as JSON text: fields in order, no spaces, ASCII with escapes.

    Escapes keep what SQLite text cannot hold as it is: a NUL character, a lone surrogate.
    """
    return json.dumps(_plain(value), separators=(",", ":"), ensure_ascii=True)


def decode(kind: type[T], text: str) -> T:
    """Return the value of type `kind` that `text` holds; ContentError when it does not fit.

    Nothing but `encode` writes what is read here: other names, types and forms of a date are
    refused, so that nothing in the text goes unread. Fields that came to their kind after the text
    was written have a default, and may lack.
    """
    return _value_of(kind, text, json.loads)


def decode_whole(kind: type[T], text: str) -> T:
    """Return the value as `decode` does; ContentError also where a name stands twice.

    The first of the two would go unread. Blanks between the parts and escapes in other words would
    only show when all was written anew, and say nothing: of every character of a content the digest
    in the chain says that it is the one that was recorded.
    """
    return _value_of(kind, text, _EACH_NAME_ONCE.decode)


def _value_of(kind: type[T], text: str, parse: Callable[[str], Any]) -> T:
    try:
        return cast("T", _reader(kind)(parse(text)))
    except (TypeError, ValueError, KeyError) as fault:
        raise ContentError(kind.__name__) from fault


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ContentError
    return found


_EACH_NAME_ONCE: Final = json.JSONDecoder(object_pairs_hook=_each_once)


def _plain(value: object) -> object:
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return centiseconds(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in _fields(type(value))}
    raise TypeError(type(value).__name__)


@cache
def _reader(kind: Any) -> Read:
    """Return what reads values of a type; made once for each type, as every row goes through it."""
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        inner = _reader(next(each for each in get_args(kind) if each is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if get_origin(kind) is tuple:
        return _tuple_reader(_reader(get_args(kind)[0]))
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(cast("type", kind))
    if kind in _PLAIN:
        return _plain_reader(kind)
    if kind is datetime:
        return from_centiseconds
    if kind is date:
        return _day
    return kind  # a closed word list


def _day(plain: Any) -> date:
    if len(plain) != len("2026-02-03") or "W" in plain:  # the other forms of ISO 8601
        raise ContentError(date.__name__)
    return date.fromisoformat(plain)


def _plain_reader(kind: type) -> Read:
    def read(plain: Any) -> object:
        if type(plain) is not kind:
            raise ContentError(kind.__name__)
        return plain

    return read


def _tuple_reader(item: Read) -> Read:
    def read(plain: Any) -> object:
        if not isinstance(plain, list):
            raise ContentError
        return tuple(item(each) for each in cast("list[Any]", plain))

    return read


def _dataclass_reader(kind: type) -> Read:
    readers: dict[str, Read] = {}  # filled at the first value: a type may hold itself

    def read(plain: Any) -> object:
        if not readers:
            readers.update({name: _reader(hint) for name, hint in get_type_hints(kind).items()})
        if not isinstance(plain, dict):
            raise ContentError(kind.__name__)
        found = cast("dict[str, Any]", plain)
        return kind(**{name: readers[name](each) for name, each in found.items()})

    return read


@cache
def _fields(kind: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)
