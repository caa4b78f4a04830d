"""A backup made under a wrong clock neither hides that one is due nor pushes out a good one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.services.conftest import AT, Desk

from vpo_desk.domain.moments import Moment
from vpo_desk.services.people import PersonDetails

DAY = 24 * 3600
PASSPHRASE = "orchid tunnel marble seven kites"


def proved(desk: Desk, place: Path) -> Path:
    backups = desk.services.backups
    path, _ = backups.make(place)
    backups.note_proof(path, backups.prover()(path))
    return path


def test_after_a_clock_is_set_right_backups_are_due_kept_and_told(
    desk: Desk, tmp_path: Path
) -> None:
    desk.services.people.add(PersonDetails("First"))
    desk.clock.moment = Moment(AT.utc + timedelta(days=1500), AT.zone)
    ahead = proved(desk, tmp_path)
    desk.clock.moment = Moment(AT.utc + timedelta(hours=1), AT.zone)
    backups = desk.services.backups
    desk.services.people.add(PersonDetails("Second"))
    assert backups.is_due(DAY)
    right, _ = backups.make(tmp_path)
    assert backups.rotate(tmp_path) == ()
    assert {ahead, right} == set(tmp_path.glob("*.vpobackup"))
    backups.note_proof(right, backups.prover()(right))
    health = backups.health()
    assert health.verified_at is not None
    assert health.verified_at.utc <= desk.clock.now().utc
    assert not backups.is_due(DAY)
    desk.services.people.add(PersonDetails("Third"))
    assert not backups.is_due(DAY)
    desk.clock.moment = Moment(AT.utc + timedelta(hours=26), AT.zone)
    assert backups.is_due(DAY)


def test_a_drill_is_due_each_month_whatever_a_wrong_clock_said(desk: Desk, tmp_path: Path) -> None:
    backups = desk.services.backups
    path = proved(desk, tmp_path)

    def drilled() -> None:
        assert backups.note_drill(backups.driller(PASSPHRASE)(path))[0].holds

    assert not backups.drill_is_due()
    desk.clock.moment = Moment(AT.utc + timedelta(days=32), AT.zone)
    assert backups.drill_is_due()
    drilled()
    assert not backups.drill_is_due()
    desk.clock.moment = Moment(AT.utc + timedelta(days=64), AT.zone)
    assert backups.drill_is_due()
    desk.clock.moment = Moment(AT.utc + timedelta(days=900), AT.zone)
    drilled()
    desk.clock.moment = Moment(AT.utc + timedelta(days=65), AT.zone)
    assert backups.drill_is_due()
