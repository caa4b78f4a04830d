"""Protocols on the shelf: shipped, own and kept ones; an old interview shows from its own copy."""

from __future__ import annotations

import pytest
from tests.services.conftest import Desk
from tests.unit.protocols.test_own import GOOD

from vpo_desk.domain.form_code import read_form_code
from vpo_desk.domain.gap_map import Knowing
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.statement import Theme
from vpo_desk.errors import VpoError
from vpo_desk.services.protocol_shelf import Origin, ProtocolKind


def put(desk: Desk, name: str, text: str) -> None:
    folder = desk.folder / "protocols"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="")


def test_the_shelf_lists_what_came_with_the_program_and_says_where_own_files_go(desk: Desk) -> None:
    shelf = desk.services.protocols.look()
    listed = {line.ref: (line.kind, line.origin, line.questions) for line in shelf.lines}
    assert listed["subject@1"] == (ProtocolKind.INTERVIEW, Origin.SHIPPED, 70)
    assert listed["workplace@1"] == (ProtocolKind.ADDON, Origin.SHIPPED, 7)
    assert listed["records@1"] == (ProtocolKind.RECORDS, Origin.SHIPPED, 76)
    assert (shelf.faults, len(listed)) == ((), 9)
    assert shelf.folder == str(desk.folder / "protocols")


def test_an_own_file_is_found_when_somebody_looks_and_a_bad_one_is_told(desk: Desk) -> None:
    put(desk, "tenant.v1.toml", GOOD)
    put(desk, "bad.v1.toml", "format = 1")
    shelf = desk.services.protocols.look()
    assert [line.ref for line in shelf.lines if line.origin is Origin.OWN] == ["tenant@1"]
    assert all(str(each).startswith("bad.v1.toml") for each in shelf.faults)
    assert shelf.faults
    assert "tenant" in [form.id for form, _ in desk.services.forms.at_hand()]


def test_an_old_interview_shows_from_its_own_copy_whatever_became_of_the_file(desk: Desk) -> None:
    put(desk, "tenant.v1.toml", GOOD)
    case = desk.case()
    landlord = desk.person(case, "L. Lord", RoleName.OTHER)
    interview = desk.interview(case, "tenant", landlord.id)
    desk.answer(interview, "LL-A1", "Two cousins.")
    put(desk, "tenant.v1.toml", GOOD.replace("Who has keys?", "Who has a key?"))
    services = desk.reopen()
    view = services.interviews.view(interview.id)
    assert [each.text for each in view.form.questions()] == ["Who has keys?"]
    with pytest.raises(VpoError, match="differs from the one this case file has used"):
        desk.interview(case, "tenant", landlord.id)
    (desk.folder / "protocols" / "tenant.v1.toml").unlink()
    services = desk.reopen()
    assert services.interviews.view(interview.id).answers["LL-A1"].text == "Two cousins."
    kept = [line for line in services.protocols.look().lines if line.origin is Origin.KEPT]
    assert [(line.ref, line.title) for line in kept] == [("tenant@1", "Landlord")]
    assert services.protocols.whole("tenant@1").questions()[0].text == "Who has keys?"


def test_whom_an_own_protocol_is_for_decides_what_the_gap_map_expects(desk: Desk) -> None:
    put(desk, "tenant.v1.toml", GOOD)
    case = desk.case()
    landlord = desk.person(case, "L. Lord", RoleName.OTHER)
    desk.person(case, "Ana Novak", RoleName.FRIEND)
    asked = {
        each.name
        for each in desk.services.gaps.candidates(case.id, Theme.CAP)
        if each.protocol == "tenant@1"
    }
    assert asked == {"L. Lord"}
    desk.answer(desk.interview(case, "tenant", landlord.id), "LL-A1")
    cell = desk.services.gaps.map(case.id).cell(Theme.CAP, landlord.id)
    assert cell is not None
    assert cell.knowing is Knowing.KNOWN


def test_a_form_of_some_questions_has_just_these_and_a_code_that_says_so(desk: Desk) -> None:
    only = ("SU-B3", "SU-G1")
    content = desk.services.protocols.form("subject@1", only=only)
    assert [each.id for part in content.sections for each in part.questions] == list(only)
    assert (content.before, content.after, bool(content.conduct)) == ((), (), True)
    code = read_form_code(content.form_code)
    assert code is not None
    assert code.chosen
    whole = desk.services.protocols.form("subject@1")
    assert whole.before
    assert len(whole.form_code) < len(content.form_code)
    twice = {each.id for part in whole.sections for each in part.questions if each.twice}
    assert {"SU-E2", "SU-I2"} <= twice


def test_a_form_says_an_addons_name_once_and_what_it_becomes_when_filled_in(desk: Desk) -> None:
    content = desk.services.protocols.form("collateral@1", ("school", "household"))
    titles = [part.title for part in content.sections]
    assert titles[-2:] == ["School and college add-on", "Household and partner add-on"]
    assert content.sheet.marking == "CONFIDENTIAL ONCE FILLED IN"


def test_the_checklist_prints_too(desk: Desk) -> None:
    content = desk.services.protocols.form("records@1")
    assert content.looks_up
    assert [str(each) for each in content.states] == [str(each.words) for each in RecordResult]
    assert sum(len(part.questions) for part in content.sections) == 76
