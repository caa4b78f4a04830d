"""Assessments: gates stop an unfinished judgment, a written reason passes them, a seal is final."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.services.conftest import AT, Desk, later

from vpo_desk.domain.assessment import (
    Assessment,
    Finding,
    Level,
    Protection,
    Trend,
    WarningBehavior,
    WarningFinding,
    WarningState,
)
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.errors import VpoError
from vpo_desk.storage.nouns import ASSESSMENT

FRESH = WarningFinding(WarningBehavior.PATHWAY, WarningState.PRESENT, last=read_date("2026-11-05"))
OLD = replace(FRESH, last=read_date("2026-11-04"))
Change = Callable[[Assessment], Assessment]
INCOMPLETE: dict[str, Change] = {
    "theme:MOT": lambda a: replace(a, themes=a.themes[1:]),
    "theme:PRO": lambda a: replace(a, themes=a.themes[:-1]),
    "level": lambda a: replace(a, level=None),
    "imminence": lambda a: replace(a, imminence=None),
    "confidence": lambda a: replace(a, confidence=None),
    "formulation": lambda a: replace(a, formulation=CitedText(" \n")),
    "bias": lambda a: replace(a, bias=" "),
    "until": lambda a: replace(a, level=Level.UNDETERMINED),
    "imminence_reason": lambda a: replace(a, warning=(FRESH,)),
}
COMPLETE: list[Change] = [
    lambda a: a,
    lambda a: replace(a, level=Level.UNDETERMINED, until=date(2026, 12, 1)),
    lambda a: replace(a, warning=(FRESH,), imminence_reason="He is in hospital."),
    lambda a: replace(a, warning=(OLD,)),
    lambda a: replace(a, warning=(replace(FRESH, behavior=WarningBehavior.LEAKAGE),)),
]


# --- gates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", INCOMPLETE)
def test_a_gate_stops_the_seal_and_nothing_is_written(desk: Desk, code: str) -> None:
    case = desk.case()
    wanting = INCOMPLETE[code](desk.judgment(case))
    before = desk.services.upkeep.info().audit_entries
    assert [gate.code for gate in desk.services.assessments.gates(wanting)] == [code]
    with pytest.raises(VpoError):
        desk.services.assessments.seal(wanting)
    assert desk.services.assessments.of_case(case.id) == ()
    assert desk.services.cases.get(case.id) == case
    assert desk.services.upkeep.info().audit_entries == before


@pytest.mark.parametrize("change", COMPLETE)
def test_nothing_else_stops_the_seal(desk: Desk, change: Change) -> None:
    case = desk.case()
    desk.services.assessments.seal(change(desk.judgment(case)))
    sealed = desk.services.assessments.sealed(case.id)
    assert sealed is not None
    assert sealed.sealed_at == AT


def test_a_finding_of_unknown_addresses_a_theme(desk: Desk) -> None:
    judged = desk.judgment(desk.case())
    assert {each.finding for each in judged.themes} == {Finding.UNKNOWN}
    assert desk.services.assessments.gates(judged) == ()


def test_the_refusal_names_the_first_gap_and_counts_the_rest(desk: Desk) -> None:
    empty = desk.services.assessments.open_draft(desk.case().id, AT)
    with pytest.raises(VpoError, match=r"Motives and grievances.*17 more things are missing"):
        desk.services.assessments.seal(empty)


def test_a_written_reason_passes_the_gates_and_each_is_logged(desk: Desk) -> None:
    case = desk.case()
    wanting = replace(
        desk.judgment(case), level=None, bias="", override="Two sources only tonight."
    )
    desk.services.assessments.seal(wanting)
    sealed = desk.services.assessments.sealed(case.id)
    assert sealed is not None
    assert sealed.override == "Two sources only tonight."
    entry = desk.log(wanting.id)[-1]
    assert (entry.action, entry.detail) == ("seal", "override level bias")
    assert "tonight" not in str(desk.log(""))


def test_a_blank_reason_passes_nothing(desk: Desk) -> None:
    wanting = replace(desk.judgment(desk.case()), bias="", override=" \n")
    with pytest.raises(VpoError, match="bias"):
        desk.services.assessments.seal(wanting)


def test_a_reason_with_nothing_to_pass_is_kept_as_a_note(desk: Desk) -> None:
    case = desk.case()
    judged = replace(desk.judgment(case), override="Only tonight.")
    desk.services.assessments.seal(judged)
    sealed = desk.services.assessments.sealed(case.id)
    assert sealed is not None
    assert sealed.override == "Only tonight."
    assert desk.log(judged.id)[-1].detail == ""


# --- drafts and versions -------------------------------------------------------------------------


def test_a_draft_changes_as_often_as_it_is_saved_and_is_no_judgment_yet(desk: Desk) -> None:
    case = desk.case()
    draft = desk.services.assessments.open_draft(case.id, AT)
    for text in ("He named", "He named a day."):
        desk.services.assessments.save(replace(draft, formulation=CitedText(text)))
    kept = desk.reopen().assessments.open_draft(case.id, later(1))
    assert (kept.id, kept.number, kept.formulation.text) == (draft.id, 1, "He named a day.")
    assert desk.services.assessments.sealed(case.id) is None
    assert desk.services.cases.get(case.id).level is None


def test_saving_never_seals(desk: Desk) -> None:
    case = desk.case()
    desk.services.assessments.save(replace(desk.judgment(case), sealed_at=AT))
    assert desk.services.assessments.sealed(case.id) is None


def test_everything_judged_is_kept_as_written(desk: Desk) -> None:
    case = desk.case()
    judged = replace(
        desk.judgment(case),
        warning=(OLD,),
        protective=(Protection("Close to his sister", None, date(2026, 12, 1)),),
        gaps=CitedText("Weapons access [sic]."),
        trend=Trend.RISING,
        scenarios=("He loses the job.",),
        signed=SignOff("L. Marsh", "Sergeant", date(2026, 11, 19), "by phone"),
    )
    desk.services.assessments.seal(judged)
    assert desk.reopen().assessments.sealed(case.id) == replace(judged, sealed_at=AT)


def test_a_sealed_assessment_never_changes(desk: Desk) -> None:
    case = desk.case()
    sealed = desk.judged(case)
    changed = replace(sealed, level=Level.LOW, sealed_at=None)
    for step in (desk.services.assessments.save, desk.services.assessments.seal):
        with pytest.raises(VpoError, match="Assessment 1 is sealed"):
            step(changed)
    assert desk.reopen().assessments.of_case(case.id)[0].value == sealed
    assert desk.services.cases.get(case.id).level is Level.ELEVATED


def test_a_new_version_starts_from_the_last_and_leaves_it_as_it_is(desk: Desk) -> None:
    case = desk.case()
    signed = SignOff("L. Marsh")
    first = replace(desk.judgment(case), override="Tonight.", trend=Trend.RISING, signed=signed)
    desk.services.assessments.seal(first)
    second = desk.services.assessments.open_draft(case.id, later(48))
    assert second == replace(
        first, id=second.id, number=2, at=later(48), bias="", trend=None, override="", signed=None
    )
    assert second.id != first.id
    desk.services.assessments.seal(replace(second, level=Level.LOW, bias="Looked again."))
    versions = [each.value for each in desk.services.assessments.of_case(case.id)]
    assert [(each.number, each.level, each.sealed) for each in versions] == [
        (1, Level.ELEVATED, True),
        (2, Level.LOW, True),
    ]
    assert versions[0] == replace(first, sealed_at=AT)


def test_the_judgment_in_force_is_the_newest_sealed_one(desk: Desk) -> None:
    case = desk.case()
    first = desk.judged(case)
    draft = replace(desk.judgment(case, later(48)), level=Level.HIGH)
    desk.services.assessments.save(draft)
    assert desk.services.assessments.sealed(case.id) == first
    assert desk.services.cases.get(case.id).level is Level.ELEVATED


def test_every_draft_of_a_judgment_stays_in_the_history(desk: Desk) -> None:
    case = desk.case()
    draft = desk.judgment(case)
    for bias in ("First thought.", "Second thought."):
        desk.services.assessments.save(replace(draft, bias=bias))
    versions = desk.services.ground.history.versions(ASSESSMENT, draft.id)
    assert [each.value.bias for each in versions] == ["First thought.", "Second thought."]


def test_a_judgment_without_a_case_is_refused(desk: Desk) -> None:
    orphan = replace(desk.judgment(desk.case()), case_id="case-0")
    for step in (desk.services.assessments.save, desk.services.assessments.seal):
        with pytest.raises(VpoError, match="no such case"):
            step(orphan)
