"""Citations: a bracket leads to what was said in this case, or it is plain text."""

from __future__ import annotations

from dataclasses import replace

from tests.services.conftest import INTAKE, OPENING, Desk, later

from vpo_desk.domain.cited import Citation
from vpo_desk.domain.concern import Decision
from vpo_desk.services.citations import CitedSource


def test_concerns_interviews_and_answers_of_the_case_can_be_cited(desk: Desk) -> None:
    case = desk.case()
    second = desk.interview(case, at=later(4))
    first = desk.interview(case, at=later(2))
    answer = desk.answer(second, "SU-B3")
    elsewhere = desk.case()
    desk.answer(desk.interview(elsewhere), "SU-B4")
    concern = desk.services.concerns.of_case(case.id)[0].concern
    assert desk.services.citations.citable(case.id) == {
        "C-2026-001": Citation("C-2026-001", "concern", concern.id),
        "I1": Citation("I1", "interview", first.id),
        "I2": Citation("I2", "interview", second.id),
        "I2 SU-B3": Citation("I2 SU-B3", "answer", answer.id),
    }


def test_brackets_that_lead_nowhere_are_text(desk: Desk) -> None:
    case = desk.case()
    answer = desk.answer(desk.interview(case), "SU-B3")
    text = "A day [I1 SU-B3], again [I1 SU-B3], [sic], [I1 SU-B4], [I9], [C-2026-002], []."
    cited = desk.services.citations.cite(case.id, text)
    assert cited.text == text
    assert cited.citations == (Citation("I1 SU-B3", "answer", answer.id),)


def test_a_citation_keeps_its_meaning_when_an_earlier_interview_is_entered(desk: Desk) -> None:
    case = desk.case()
    answer = desk.answer(desk.interview(case, at=later(4)), "SU-B3")
    before = desk.services.citations.cite(case.id, "A day [I1 SU-B3].")
    earlier = desk.interview(case, at=later(2))
    other = desk.answer(earlier, "SU-B3")
    kept = desk.services.citations.cite(
        case.id, "A day [I1 SU-B3], a joke [I2 SU-B3].", before.citations
    )
    assert [each.id for each in kept.citations] == [answer.id, answer.id]
    fresh = desk.services.citations.cite(case.id, "A joke [I1 SU-B3].")
    assert [each.id for each in fresh.citations] == [other.id]


def test_a_source_is_named_by_who_and_when_and_never_by_its_words(desk: Desk) -> None:
    case = desk.case()
    interview = desk.interview(case, at=later(4))
    desk.answer(interview, "SU-B3")
    found = desk.services.citations.citable(case.id)
    describe = desk.services.citations.describe
    person = case.subject_id or ""
    assert describe(found["C-2026-001"]) == CitedSource("concern", "", "C-2026-001", "", INTAKE.at)
    assert describe(found["I1"]) == CitedSource("interview", person, "subject@1", "", later(4))
    assert describe(found["I1 SU-B3"]) == CitedSource(
        "interview", person, "subject@1", "SU-B3", later(4)
    )


def test_a_linked_concern_can_be_cited_too(desk: Desk) -> None:
    case = desk.case()
    second = desk.concern(replace(INTAKE, at=later(1)))
    link = replace(OPENING, decision=Decision.LINK, case_id=case.id)
    desk.services.triage.decide(second.id, link)
    cited = desk.services.citations.cite(case.id, "Twice [C-2026-001] [C-2026-002].")
    assert [each.label for each in cited.citations] == ["C-2026-001", "C-2026-002"]
