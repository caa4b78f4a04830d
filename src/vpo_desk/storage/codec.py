"""Turns frozen domain values into canonical JSON text and back, without loss."""

from __future__ import annotations

import dataclasses
import json
import types
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from vpo_desk.domain.moments import centiseconds, from_centiseconds

T = TypeVar("T")
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
        return cast("T", _value(kind, json.loads(text)))
    except (TypeError, ValueError, KeyError) as fault:
        raise ContentError(kind.__name__) from fault


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


def _value(kind: Any, plain: Any) -> object:
    if plain is None:
        if kind is type(None) or type(None) in get_args(kind):
            return None
        raise ContentError
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        kind = next(option for option in get_args(kind) if option is not type(None))
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        if not isinstance(plain, list):
            raise ContentError
        return tuple(_value(item, each) for each in cast("list[Any]", plain))
    if dataclasses.is_dataclass(kind):
        return _dataclass(cast("type", kind), plain)
    if kind in _PLAIN:
        if type(plain) is not kind:
            raise ContentError(kind.__name__)
        return plain
    if kind is datetime:
        return from_centiseconds(plain)
    if kind is date:
        return date.fromisoformat(plain)
    return kind(plain)  # a closed word list


def _dataclass(kind: type, plain: Any) -> object:
    hints = _hints(kind)
    if not isinstance(plain, dict) or not set(cast("dict[str, Any]", plain)) <= set(hints):
        raise ContentError(kind.__name__)
    return kind(
        **{name: _value(hints[name], each) for name, each in cast("dict[str, Any]", plain).items()}
    )


@cache
def _fields(kind: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
