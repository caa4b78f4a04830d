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
    """Return the value of type `kind` that `text` holds; ContentError when it does not fit."""
    try:
        return cast("T", _reader(kind)(json.loads(text)))
    except (TypeError, ValueError, KeyError) as fault:
        raise ContentError(kind.__name__) from fault


def is_written(value: object, text: str) -> bool:
    """Tell whether `text` is how `value` is written, but for fields that came after it was written.

    A new field of a kind has a default and needs no migration, so what is older goes without it.
    """
    if encode(value) == text:
        return True
    kept = json.loads(text)
    written = json.dumps(kept, separators=(",", ":"), ensure_ascii=True)
    return written == text and _without_later_fields(kept, _plain(value))


def _without_later_fields(kept: object, now: object) -> bool:
    if isinstance(kept, dict) and isinstance(now, dict):
        older, newer = cast("dict[str, object]", kept), cast("dict[str, object]", now)
        in_order = [name for name in newer if name in older] == list(older)
        return in_order and all(
            _without_later_fields(each, newer[name]) for name, each in older.items()
        )
    if isinstance(kept, list) and isinstance(now, list):
        ones, others = cast("list[object]", kept), cast("list[object]", now)
        pairs = zip(ones, others, strict=False)
        return len(ones) == len(others) and all(_without_later_fields(*pair) for pair in pairs)
    return kept == now


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
        return date.fromisoformat
    return kind  # a closed word list


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
