"""What the forms of a concern share: options from word lists, and typed text kept as a draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.dates import one_day
from vpo_desk.domain.moments import Moment, zone_of
from vpo_desk.domain.terms import Term
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.tasks import Then
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.words import Catalog

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


def options(terms: Iterable[Term], catalog: Catalog) -> tuple[Option, ...]:
    """Return a word list as options to choose from."""
    return tuple(Option(str(term.value), catalog.text(term.words)) for term in terms)


def read_day(typed: str) -> date | None:
    """Return the one day that typed words name, such as `27 Nov 2026` or `11/27/2026`."""
    return one_day(typed)


def typed_day(day: date | None) -> str:
    """Return a day as a field shows it, such as `27 Nov 2026`, which `read_day` reads again."""
    return str(date_words(day)) if day else ""


def typed_time(moment: Moment) -> str:
    """Return a time as a field shows it, such as `27 Nov 2026 14:30`."""
    return f"{typed_day(moment.local.date())} {moment.local:%H:%M}"


def read_time(typed: str, now: datetime) -> datetime | None:
    """Return a date and time as typed: `2026-11-23 08:31`, `23 Nov 2026 8:31` or `8:31`.

    A time alone is of today. None when it cannot be read.
    """
    words = typed.strip().split()
    if not words:
        return None
    clock = words[-1] if ":" in words[-1] else ""
    day = read_day(" ".join(words[:-1])) if len(words) > 1 and clock else read_day(typed)
    if clock and len(words) == 1:
        day = now.date()
    if day is None:
        return None
    try:
        hour, minute = (int(part) for part in clock.split(":")) if clock else (0, 0)
        return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - gets its zone
    except ValueError:
        return None


def read_moment(typed: str, otherwise: Moment) -> Moment | None:
    """Return when something began as typed, in the zone of `otherwise`; that one when left empty.

    None when it cannot be read.
    """
    if not typed.strip():
        return otherwise
    read = read_time(typed, otherwise.local)
    if read is None:
        return None
    return Moment(read.replace(tzinfo=zone_of(otherwise.zone)).astimezone(UTC), otherwise.zone)


class OneAtATime:
    """Takes a step once, however often its button is pressed before the step is through."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._under_way = False

    def command(self, act: Callable[[Services], Written], then: Then | None = None) -> None:
        """Let the services write as `Page.command` does, unless that is under way already."""
        if not self._under_way:
            self._under_way = True
            self._page.command(act, then)
            # Lands behind the command, whether that wrote or failed.
            self._page.query(lambda _services: None, self._through)

    def _through(self, _nothing: object) -> None:
        self._under_way = False


class FormDraft:
    """Reads and writes the whole of a form as one draft, so that a crash loses nothing typed."""

    def __init__(self) -> None:
        self._fields: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {}

    def add(self, name: str, read: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Keep a field: how it is read, and how a kept value is shown."""
        self._fields[name] = (read, show)

    def text(self, **noted: str) -> str:
        """Return the form as text, with what is `noted` of it; nothing when no field is filled."""
        values = {name: read() for name, (read, _) in self._fields.items()}
        filled = {name: value for name, value in values.items() if value}
        return json.dumps({**noted, **filled}) if filled else ""

    def whole(self) -> str:
        """Return the form as text with its empty fields too, for what corrects something."""
        return json.dumps({name: read() or "" for name, (read, _) in self._fields.items()})

    def show(self, text: str) -> None:
        """Put a kept form back into its fields."""
        values = values_in(text)
        for name, (_, show) in self._fields.items():
            if name in values:
                show(values[name])


def values_in(text: str) -> dict[str, Any]:
    """Return the fields of a kept form, and what is noted beside them, by name."""
    return cast("dict[str, Any]", json.loads(text)) if text else {}
