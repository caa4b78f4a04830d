"""Gaps of a case: the map over a real case, who could be asked, the interview that begins there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.conftest import AT, INTAKE, Desk, later

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.case import Case
from vpo_desk.domain.concern import Identity
from vpo_desk.domain.gap_map import Knowing, SourceKind
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.statement import DifferenceState, Theme
from vpo_desk.errors import VpoError
from vpo_desk.services.concerns import Informant
from vpo_desk.services.gaps import RECORDS
from vpo_desk.services.interviews import Given
from vpo_desk.services.records import Look


def knowing(desk: Desk, case: Case, source: str, theme: Theme) -> Knowing:
    cell = desk.services.gaps.map(case.id).cell(theme, source)
    assert cell is not None
    return cell.knowing


def reporter(case: Case, desk: Desk) -> str:
    roles = desk.services.people.roles(case.id)
    return next(x.person.id for x in roles if x.role.role is RoleName.REPORTING_PERSON)


def test_columns_are_who_reported_who_was_asked_and_the_records(desk: Desk) -> None:
    case = desk.case()
    desk.person(case, "Ana Novak", RoleName.FRIEND)
    desk.answer(desk.interview(case), "SU-B3")
    found = [(each.kind, each.name) for each in desk.services.gaps.map(case.id).sources]
    assert found == [
        (SourceKind.REPORTER, "B. Hale"),
        (SourceKind.PERSON, "Peter Novak"),
        (SourceKind.RECORDS, ""),
    ]


def test_somebody_who_reported_and_was_asked_is_one_column(desk: Desk) -> None:
    case = desk.case()
    who = reporter(case, desk)
    desk.answer(desk.interview(case, "reporting", who), "RP-E1")
    sources = desk.services.gaps.map(case.id).sources
    assert [each.key for each in sources] == [who, RECORDS]
    assert knowing(desk, case, who, Theme.OTH) is Knowing.KNOWN
    assert knowing(desk, case, who, Theme.WPN) is Knowing.KNOWN
    assert knowing(desk, case, who, Theme.DES) is Knowing.NEVER_ASKED


def test_what_a_role_is_never_asked_it_cannot_know(desk: Desk) -> None:
    case = desk.case()
    interview = desk.interview(case)
    desk.services.interviews.record(interview.id, "SU-G1", Given(AnswerState.DECLINED))
    subject = case.subject_id or ""
    assert knowing(desk, case, subject, Theme.WPN) is Knowing.DECLINED
    assert knowing(desk, case, subject, Theme.OTH) is Knowing.CANNOT_KNOW
    assert knowing(desk, case, subject, Theme.VIO) is Knowing.NEVER_ASKED


def test_who_stayed_anonymous_can_be_asked_nothing(desk: Desk) -> None:
    case = desk.case(replace(INTAKE, source=Informant(Identity.ANONYMOUS)))
    source = desk.services.gaps.map(case.id).sources[0]
    assert (source.kind, source.name, source.askable) == (SourceKind.REPORTER, "", ())
    assert knowing(desk, case, source.key, Theme.OTH) is Knowing.KNOWN
    assert knowing(desk, case, source.key, Theme.WPN) is Knowing.CANNOT_KNOW


def test_a_look_into_a_record_is_known_also_when_nothing_was_found(desk: Desk) -> None:
    case = desk.case()
    add = desk.services.records.add
    add(case.id, Look("RR-D1", AT, RecordResult.NOT_AVAILABLE))
    assert knowing(desk, case, RECORDS, Theme.WPN) is Knowing.UNKNOWN
    add(case.id, Look("RR-D2", AT, RecordResult.NONE))
    assert knowing(desk, case, RECORDS, Theme.WPN) is Knowing.KNOWN
    assert knowing(desk, case, RECORDS, Theme.VIO) is Knowing.CANNOT_KNOW


def test_an_open_difference_marks_the_cells_of_its_answers_and_a_resolved_one_does_not(
    desk: Desk,
) -> None:
    case = desk.case()
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    one = desk.answer(desk.interview(case), "SU-B3")
    two = desk.answer(desk.interview(case, "collateral", friend.id), "CO-C1")
    note = desk.services.knowledge.note_difference
    note(case.id, (one.id, two.id), DifferenceState.OPEN, "Both were there.")
    assert knowing(desk, case, friend.id, Theme.COM) is Knowing.DIFFERS
    note(case.id, (one.id, two.id), DifferenceState.RESOLVED, "The recording settles it.")
    assert knowing(desk, case, friend.id, Theme.COM) is Knowing.KNOWN


def test_who_could_be_asked_comes_from_roles_and_protocols(desk: Desk) -> None:
    case = desk.case()
    friend = desk.person(case, "Ana Novak", RoleName.FRIEND)
    target = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
    found = desk.services.gaps.candidates(case.id, Theme.INT)
    asked = {each.name: (each.protocol, [x.question_id for x in each.questions]) for each in found}
    assert asked["Ana Novak"] == ("collateral@1", ["CO-D3", "CO-D4"])
    assert asked["B. Hale"] == ("reporting@1", ["RP-D5"])
    assert target.name not in asked
    desk.answer(desk.interview(case, "collateral", friend.id), "CO-D3")
    after = desk.services.gaps.candidates(case.id, Theme.INT)
    assert after[-1].name == "Ana Novak"
    assert [each.question_id for each in after[-1].questions] == ["CO-D4"]


def test_an_interview_begins_at_the_gap_and_an_open_one_is_gone_on_with(desk: Desk) -> None:
    case = desk.case()
    subject = case.subject_id or ""
    begin = desk.services.gaps.begin
    (first, question), changes = begin(case.id, subject, "subject@1", ("SU-G1", "SU-G2"), AT)
    assert (question, first.protocol, bool(changes)) == ("SU-G1", "subject@1", True)
    (again, _), changes = begin(case.id, subject, "subject@1", ("SU-G2",), later(1))
    assert (again.id, bool(changes)) == (first.id, False)
    desk.services.interviews.seal(first.id)
    (fresh, _), _ = begin(case.id, subject, "subject@1", ("SU-G2",), later(2))
    assert fresh.id != first.id


def test_what_is_unknown_for_a_person_is_what_nobody_put_to_them(desk: Desk) -> None:
    case = desk.case()
    subject = case.subject_id or ""
    interview = desk.interview(case)
    desk.answer(interview, "SU-A1")
    desk.services.interviews.record(interview.id, "SU-A2", Given(AnswerState.DECLINED))
    desk.services.interviews.record(
        interview.id, "SU-A3", Given(observation="He looked away.", state=AnswerState.NOT_ASKED)
    )
    left = desk.services.gaps.unknown(case.id, subject, "subject")
    assert len(left) == 68
    assert left[:2] == ("SU-A3", "SU-A4")
    with pytest.raises(VpoError, match="no role"):
        desk.services.gaps.unknown(case.id, "person-0", "subject")


def test_a_person_is_found_by_name_only_when_it_is_clear_who_is_meant(desk: Desk) -> None:
    case = desk.case()
    assert desk.services.gaps.by_name(case.id, " peter  NOVAK ").id == case.subject_id
    with pytest.raises(VpoError, match="nobody of that name"):
        desk.services.gaps.by_name(case.id, "Nobody")
    desk.person(case, "Peter Novak", RoleName.FAMILY)
    with pytest.raises(VpoError, match="Several people"):
        desk.services.gaps.by_name(case.id, "Peter Novak")
