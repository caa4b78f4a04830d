"""Documents: a copy stands in the ledger before it is paper, and the ledger says what became of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.services.conftest import AT, INTAKE, REVIEW, Desk, later

from vpo_desk.documents.content import CopyMark, InterviewContent, PlanContent
from vpo_desk.domain.audit import page_code, read_code
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.statement import DifferenceState
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.releases import write_pdf
from vpo_desk.storage.nouns import COPY


def planned(desk: Desk) -> Case:
    """Return a case with a plan in force that cites the concern and an answer."""
    case = desk.case()
    desk.answer(desk.interview(case), "SU-B3")
    text = "He named a day [C-2026-001] and calls it a joke [I1 SU-B3]."
    formulation = desk.services.citations.cite(case.id, text)
    desk.services.assessments.seal(replace(desk.judgment(case), formulation=formulation))
    desk.services.plans.seal(desk.plan(case))
    return case


def prepare(
    desk: Desk, case: Case, *holders: str, interview: Interview | None = None
) -> tuple[PreparedCopy, ...]:
    kind = DocumentKind.INTERVIEW if interview else DocumentKind.PLAN
    wish = PaperWish(case.id, kind, interview.id if interview else None)
    return desk.services.documents.prepare(wish, "Team meeting", holders)[0]


def plan_of(prepared: PreparedCopy) -> PlanContent:
    assert isinstance(prepared.content, PlanContent)
    return prepared.content


def record_of(prepared: PreparedCopy) -> InterviewContent:
    assert isinstance(prepared.content, InterviewContent)
    return prepared.content


# --- the ledger ----------------------------------------------------------------------------------


def test_each_holder_gets_a_numbered_copy_in_the_ledger(desk: Desk) -> None:
    case = planned(desk)
    prepared = prepare(desk, case, "County crisis team", "School")
    ledger = desk.reopen().documents.copies(case.id)
    assert [each.copy for each in reversed(ledger)] == [each.copy for each in prepared]
    for number, each in enumerate(prepared, start=1):
        copy = each.copy
        assert (copy.number, copy.of, copy.outcome) == (number, 2, Outcome.PREPARED)
        assert (copy.purpose, copy.prepared_at) == ("Team meeting", AT)
        assert (copy.document_version, copy.draft) == (1, False)
        assert each.content.sheet.copy == CopyMark(number, 2, copy.holder)
    assert [each.copy.holder for each in prepared] == ["County crisis team", "School"]


def test_without_a_holder_the_copy_is_the_officers(desk: Desk) -> None:
    (copy,) = prepare(desk, planned(desk))
    assert (copy.copy.holder, copy.copy.number, copy.copy.of) == ("R. Okafor", 1, 1)


@pytest.mark.parametrize(
    ("purpose", "holders", "missing"),
    [("", ("School",), "purpose"), (" \n", (), "purpose"), ("Meeting", ("School", " "), "holder")],
)
def test_a_copy_needs_a_purpose_and_the_name_of_its_holder(
    desk: Desk, purpose: str, holders: tuple[str, ...], missing: str
) -> None:
    case = planned(desk)
    wish = PaperWish(case.id, DocumentKind.PLAN)
    with pytest.raises(VpoError, match=missing):
        desk.services.documents.prepare(wish, purpose, holders)
    assert desk.services.documents.copies(case.id) == ()


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.PREPARED])
def test_what_became_of_a_copy_is_noted_and_what_was_prepared_stays(
    desk: Desk, outcome: Outcome
) -> None:
    case = planned(desk)
    first, second = prepare(desk, case, "County crisis team", "School")
    desk.services.documents.note_outcome(first.copy.id, outcome)
    services = desk.reopen()
    outcomes = {each.copy.holder: each.copy.outcome for each in services.documents.copies(case.id)}
    assert outcomes == {"County crisis team": outcome, "School": Outcome.PREPARED}
    versions = services.ground.history.versions(COPY, first.copy.id)
    assert [each.value for each in versions] == [first.copy, replace(first.copy, outcome=outcome)]
    assert [entry.action for entry in desk.log(first.copy.id)] == ["prepare", "outcome"]
    assert [entry.action for entry in desk.log(second.copy.id)] == ["prepare"]


def test_the_code_of_a_copy_names_its_entry_for_ever(desk: Desk) -> None:
    case = planned(desk)
    prepared = prepare(desk, case, "County crisis team", "School")
    codes = [each.content.sheet.code for each in prepared]
    assert len(set(codes)) == 2
    desk.services.documents.note_outcome(prepared[0].copy.id, Outcome.PRINTED)
    lines = desk.reopen().documents.copies(case.id)
    assert [line.code for line in reversed(lines)] == codes
    for each, code in zip(prepared, codes, strict=True):
        entry = desk.log(each.copy.id)[0]
        assert code == page_code(entry)
        assert read_code(code) == (entry.sequence, entry.hash[:10])


def test_a_saved_copy_is_a_private_file_and_noted_as_saved(desk: Desk, tmp_path: Path) -> None:
    case = planned(desk)
    (copy,) = prepare(desk, case, "School")
    target = tmp_path / "plan.pdf"
    desk.services.paper.save(copy, lambda pdf: write_pdf(target, pdf))
    assert target.read_bytes().startswith(b"%PDF")
    assert desk.services.documents.copies(case.id)[0].copy.outcome is Outcome.SAVED


def test_a_copy_that_cannot_be_written_is_noted_as_failed(desk: Desk, tmp_path: Path) -> None:
    case = planned(desk)
    (copy,) = prepare(desk, case, "School")
    taken = tmp_path / "plan.pdf"
    taken.write_bytes(b"another's")
    with pytest.raises(VpoError, match="file of that name"):
        desk.services.paper.save(copy, lambda pdf: write_pdf(taken, pdf))
    assert taken.read_bytes() == b"another's"
    assert desk.services.documents.copies(case.id)[0].copy.outcome is Outcome.FAILED


# --- what a plan says ----------------------------------------------------------------------------


def test_a_plan_says_what_was_judged_with_its_sources_numbered(desk: Desk) -> None:
    (copy,) = prepare(desk, planned(desk))
    content = plan_of(copy)
    assert content.concern == "He named a day [1] and calls it a joke [2]."
    assert [source.number for source in content.sources] == [1, 2]
    assert str(content.sources[0].words).startswith("Concern C-2026-001, received")
    assert "SU-B3" in str(content.sources[1].words)
    assert (content.review, content.person) == (REVIEW, "Peter Novak")


def test_paper_for_others_names_the_subject_by_initials(desk: Desk) -> None:
    for copy in prepare(desk, planned(desk), "School", "County crisis team"):
        assert plan_of(copy).person == "P.N."
        assert "Novak" not in str(plan_of(copy).sources)


def test_a_source_who_asked_for_confidentiality_is_named_on_no_paper(desk: Desk) -> None:
    case = planned(desk)
    hale = next(
        line.person
        for line in desk.services.people.roles(case.id)
        if line.role.role is RoleName.REPORTING_PERSON
    )
    held = desk.interview(case, "collateral", hale.id)
    for holders in ((), ("School",)):
        (copy,) = prepare(desk, case, *holders, interview=held)
        assert record_of(copy).person == "a source who asked for confidentiality"


def test_open_differences_stand_on_the_plan_and_resolved_ones_do_not(desk: Desk) -> None:
    case = planned(desk)
    interview = desk.interview(case)
    ids = tuple(desk.answer(interview, question).id for question in ("SU-B1", "SU-B2", "SU-B4"))
    note = desk.services.knowledge.note_difference
    note(case.id, ids[:2], DifferenceState.OPEN, "Who was there?")
    note(case.id, ids[1:], DifferenceState.RESOLVED, "Settled.")
    assert plan_of(prepare(desk, case)[0]).differences == ("Who was there?",)


def test_the_plan_in_force_is_printed_and_its_draft_on_wish(desk: Desk) -> None:
    case = planned(desk)
    draft = desk.plan(case, later(48))
    desk.services.plans.save(draft)
    preview = desk.services.documents.preview
    wish = PaperWish(case.id, DocumentKind.PLAN)
    sheets = [preview(each).sheet for each in (wish, replace(wish, draft=True))]
    assert [(sheet.version, sheet.draft) for sheet in sheets] == [(1, False), (2, True)]


def test_a_case_without_a_plan_has_none_to_print(desk: Desk) -> None:
    case = desk.case()
    with pytest.raises(VpoError, match="no management plan"):
        prepare(desk, case)
    assert desk.services.documents.copies(case.id) == ()


def test_a_preview_is_marked_so_and_leaves_no_trace(desk: Desk) -> None:
    case = planned(desk)
    before = desk.services.upkeep.info().audit_entries
    sheet = desk.services.documents.preview(PaperWish(case.id, DocumentKind.PLAN)).sheet
    assert (sheet.preview, sheet.code, sheet.copy) == (True, "", None)
    assert desk.services.upkeep.info().audit_entries == before


# --- what an interview record says -----------------------------------------------------------------


def test_an_interview_record_is_a_draft_until_sealed_and_each_remark_is_a_version(
    desk: Desk,
) -> None:
    case = desk.case(INTAKE)
    interview = desk.interview(case)
    states: list[tuple[bool, int]] = []
    for step in (
        lambda: None,
        lambda: desk.services.interviews.seal(interview.id),
        lambda: desk.services.interviews.add_remark(interview.id, "He called back."),
    ):
        step()
        (copy,) = prepare(desk, case, interview=interview)
        states.append((copy.copy.draft, copy.copy.document_version))
    assert states == [(True, 1), (False, 1), (False, 2)]


def test_an_interview_record_holds_every_word_and_marks_corrections(desk: Desk) -> None:
    case = desk.case()
    interview = desk.interview(case)
    desk.answer(interview, "SU-B3", "It was a joke.")
    desk.answer(interview, "SU-B3", "It was no joke.")
    desk.answer(interview, "SU-B4", "<b>Nobody</b> & nothing.")
    (copy,) = prepare(desk, case, interview=interview)
    blocks = [block for section in record_of(copy).sections for block in section.answers]
    assert [(block.id, block.text, block.corrected) for block in blocks] == [
        ("SU-B3", "It was no joke.", True),
        ("SU-B4", "<b>Nobody</b> & nothing.", False),
    ]
    assert sum(section.left_out for section in record_of(copy).sections) == 68


def test_an_interview_record_needs_an_interview_of_the_case(desk: Desk) -> None:
    case = desk.case()
    elsewhere = desk.interview(desk.case())
    with pytest.raises(VpoError, match="another case"):
        prepare(desk, case, interview=elsewhere)
    with pytest.raises(VpoError, match="needs the interview"):
        desk.services.documents.preview(PaperWish(case.id, DocumentKind.INTERVIEW))


def test_a_document_of_a_case_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(VpoError, match="no such case"):
        desk.services.documents.preview(PaperWish("case-0", DocumentKind.PLAN))
