"""A case with five interviews, two differences, one shared root and eight gaps, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import PASSPHRASE, Desk
from tests.cli.scenarios import CONCERN, HEAD, TRIAGE

from vpo_desk.bootstrap import look_into
from vpo_desk.domain.gap_map import Knowing
from vpo_desk.domain.statement import DifferenceState

PEOPLE = "".join(
    f'\n[[step]]\ndo = "person"\ncase = "k1"\nid = "{id_}"\nname = "{name}"\nrole = "{role}"\n'
    for id_, name, role in (
        ("p2", "Ana Novak", "family"),
        ("p3", "Ben Ortiz", "co_worker"),
        ("p4", "Cem Kaya", "friend"),
        ("p5", "Greg Tolan", "possible_target"),
    )
)
SECOND = CONCERN.replace('"c1"', '"c2"').replace(
    'id = "s1", name = "B. Hale"', 'id = "s2", name = "D. Dorn"'
)
LINK = (
    TRIAGE.replace('"c1"', '"c2"')
    .replace('"open_case"', '"link"')
    .replace('priority = "urgent"\n', "")
)


def interview(id_: str, protocol: str, with_: str, answers: str, addons: str = "") -> str:
    return (
        f'\n[[step]]\ndo = "interview"\ncase = "k1"\nid = "{id_}"\nprotocol = "{protocol}"\n'
        f'with = "{with_}"\nat = 2026-11-20T10:00:00\naddons = [{addons}]\n[step.answers]\n{answers}\n'
    )


ROOT = '\n[[step]]\ndo = "root"\ncase = "k1"\nid = "r1"\nwhat = "One screenshot"\nrests = ["c1", "c2", "i2 CO-C1"]\n'
DIFFERENCES = "".join(
    f'\n[[step]]\ndo = "difference"\ncase = "k1"\nanswers = ["{one}", "{two}"]\nstate = "{state}"\n'
    f'reason = "{why}"\n'
    for one, two, state, why in (
        ("i1 SU-G1", "i2 CO-E1", "open", "He has not been asked of it."),
        ("i3 CO-E1", "i2 CO-E1", "resolved", "The uncle showed the cabinet."),
    )
)
FIVE = (
    interview("i1", "subject", "p1", 'SU-G1 = "None."\nSU-B3 = "A joke."\nSU-C1 = "The warning."')
    + interview(
        "i2", "collateral", "p2", 'CO-E1 = "A rifle."\nCO-C1 = "He posted it."', '"household"'
    )
    + interview(
        "i3", "collateral", "p3", 'CO-E1 = "Two rifles."\nWK-2 = "A warning."', '"workplace"'
    )
    + interview("i4", "collateral", "p4", 'CO-G3 = { state = "declined" }')
    + interview("i5", "target", "p5", 'TV-D3 = { state = "unknown" }')
)


def test_it_plays_and_the_services_say_the_same_as_the_files(desk: Desk, tmp_path: Path) -> None:
    text = HEAD + CONCERN + TRIAGE + SECOND + LINK + PEOPLE + FIVE + ROOT + DIFFERENCES
    played = desk.play(text)
    assert played.code == 0, played.err
    opened = look_into(desk.folder, PASSPHRASE)
    try:
        services = opened.services
        case = services.cases.by_number("2026-001")
        drawn = services.gaps.map(case.id)
        assert len(drawn.sources) == 8
        holes = [row.theme.value for row in drawn.rows if row.is_hole]
        assert len(holes) == 8
        assert {"VIO", "DES", "CAP"} <= set(holes)
        cells = [cell.knowing for row in drawn.rows for cell in row.cells]
        assert cells.count(Knowing.DIFFERS) == 2
        assert Knowing.DECLINED in cells
        states = [
            each.difference.state for each in services.comparisons.noted(case.id) if each.difference
        ]
        assert states == [DifferenceState.OPEN, DifferenceState.RESOLVED]
        rooted = [each for each in services.knowledge.statements(case.id) if each.root_id]
        assert len(rooted) == 3
        assert len({each.root_id for each in rooted}) == 1
    finally:
        opened.close()
    out = tmp_path / "gaps.pdf"
    made = ("--protocol", "collateral", "--addon", "household", "--case", "2026-001")
    assert desk.verb("form", *made, "--person", "Ana Novak", "--gaps", "--out", out).code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_root_that_rests_on_nothing_said_stops_the_scenario(desk: Desk) -> None:
    played = desk.play(HEAD + CONCERN + TRIAGE + ROOT)
    assert played.code == 1
    assert "c2" in played.err
