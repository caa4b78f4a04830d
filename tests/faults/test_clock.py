"""The clock is wrong, set back, or changes its zone: order goes by entry, and dates stay right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import Person
from vpo_desk.storage import case_file
from vpo_desk.storage.backup import ClosingCopy, back_up, backups_in
from vpo_desk.storage.history_check import check_heads, check_versions
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.restore import drill
from vpo_desk.storage.verify import check_chain

PASSPHRASE = "orchid tunnel marble seven kites"
ZONE = "America/New_York"


class Hand:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.moment = Moment(datetime(2026, 11, 23, 15, tzinfo=UTC), ZONE)

    def set(self, *utc: int, zone: str = ZONE) -> None:
        self.moment = Moment(datetime(*utc, tzinfo=UTC), zone)  # type: ignore[arg-type, misc]

    def now(self) -> Moment:
        return self.moment


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def opened(tmp_path: Path, clock: Hand) -> Iterator[case_file.CaseFile]:
    made, _ = case_file.create(
        tmp_path / "Desk.vpodesk", PASSPHRASE, clock=clock, agency=Agency(), training=False
    )
    yield made
    made.close()


def keep(opened: case_file.CaseFile, name: str) -> None:
    with opened.transaction():
        opened.history.append(PERSON, "p1", Person("p1", name))


MOMENTS = {
    "a year ahead": (2027, 11, 23, 15),
    "set back by three years": (2023, 1, 1, 0),
    "the hour that comes twice, first": (2026, 11, 1, 5, 30),
    "the same hour again": (2026, 11, 1, 6, 30),
    "the day that most years lack": (2028, 2, 29, 17),
    "the hour that is left out": (2026, 3, 8, 7, 30),
    "before any of this": (1999, 12, 31, 23, 59),
    "right again": (2026, 11, 23, 16),
}


def test_what_was_entered_last_is_current_whatever_the_clock_said(
    opened: case_file.CaseFile, clock: Hand
) -> None:
    for name, utc in MOMENTS.items():
        clock.set(*utc)
        keep(opened, name)
        assert opened.history.get(PERSON, "p1").name == name
    versions = opened.history.versions(PERSON, "p1")
    assert [each.value.name for each in versions] == list(MOMENTS)
    assert [each.recorded_at for each in versions] == [
        datetime(*utc, tzinfo=UTC)  # type: ignore[arg-type, misc]
        for utc in MOMENTS.values()
    ]
    for check in (check_chain, check_versions, check_heads):
        assert check(opened.connection).holds, check.__name__


@pytest.mark.parametrize(
    ("utc", "zone", "day"),
    [
        ((2028, 3, 1, 4), ZONE, date(2028, 2, 29)),
        ((2028, 2, 29, 23), "Asia/Tokyo", date(2028, 3, 1)),
        ((2026, 11, 1, 3, 59), ZONE, date(2026, 10, 31)),
        ((2026, 11, 1, 4, 30), ZONE, date(2026, 11, 1)),
        ((2026, 11, 2, 4, 30), ZONE, date(2026, 11, 1)),
        ((2026, 11, 2, 5, 0), ZONE, date(2026, 11, 2)),
    ],
)
def test_a_day_is_that_of_the_zone_it_was_said_in(
    utc: tuple[int, ...], zone: str, day: date, clock: Hand
) -> None:
    clock.set(*utc, zone=zone)
    assert clock.now().day == day


def test_a_clock_set_back_opens_the_file_and_makes_backups_that_replace_none(
    opened: case_file.CaseFile, clock: Hand, tmp_path: Path
) -> None:
    place, key = tmp_path / "backups", opened.key
    first = back_up(opened, place, clock.now())
    keep(opened, "One")
    clock.set(2020, 5, 5, 12)
    assert ClosingCopy(opened, clock.now()).is_new(place)  # by what was entered, not by the date
    second = back_up(opened, place, clock.now())
    clock.set(2026, 11, 23, 15)
    third = back_up(opened, place, clock.now())
    assert len({first, second, third}) == 3
    opened.close()
    clock.set(2019, 1, 1, 12)
    again = case_file.open_with_passphrase(opened.folder, PASSPHRASE, clock=clock)
    assert again.history.get(PERSON, "p1").name == "One"
    assert check_chain(again.connection).holds
    again.close()
    for each in backups_in(place):
        assert drill(each.path, lambda _path: key).holds
