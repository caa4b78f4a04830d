"""Papers on a judgment: everything that was judged, numbered sources, initials, and its limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.services.conftest import AT, INTAKE, OPENING, REVIEW, Desk, later

from vpo_desk.documents.content import ReportContent, ReportTable, ReportText
from vpo_desk.domain.assessment import (
    BiasAnswer,
    Durability,
    Finding,
    KeyAnswer,
    Protection,
    QuestionStatus,
    WarningBehavior,
    WarningFinding,
    WarningState,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.cited import Citation, CitedText
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.note import Protected
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import ActionStatus, Notification, NotifyDecision
from vpo_desk.domain.statement import DifferenceState, Theme
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.paper.naming import day_text


def report_text(prepared: PreparedCopy) -> str:
    """Return every word of a report, in order."""
    assert isinstance(prepared.content, ReportContent)
    return str(prepared.content)


def paper(desk: Desk, case: Case, kind: DocumentKind, *holders: str) -> PreparedCopy:
    return desk.services.documents.prepare(PaperWish(case.id, kind), "Meeting", holders)[0][0]


def judged_case(desk: Desk) -> Case:
    case = desk.case()
    answer = desk.answer(desk.interview(case), "SU-B3", "He calls it a joke.")
    cite = desk.services.citations.cite
    citation = Citation("I1 SU-B3", "answer", answer.id)
    judged = desk.judgment(case)
    themes = tuple(
        replace(
            each,
            rationale=cite(case.id, "A day was named [C-2026-001]."),
            against=(citation,),
        )
        if each.theme is Theme.COM
        else each
        for each in judged.themes
    )
    desk.services.assessments.seal(
        replace(
            judged,
            themes=themes,
            formulation=cite(case.id, "A loss [I1 SU-B3]."),
            gaps=cite(case.id, "The notebook."),
            scenarios=("He steadies.", "He comes on Friday."),
            questions=(KeyAnswer("K1", QuestionStatus.PARTLY, CitedText("The loss.")),),
            checks=(BiasAnswer("benign_explanation", "A cry for help."),),
            protective=(Protection("His sister", Durability.FRAGILE),),
        )
    )
    return case


def test_a_report_says_all_that_was_judged_with_its_sources_numbered(desk: Desk) -> None:
    copy = paper(desk, judged_case(desk), DocumentKind.ASSESSMENT)
    text = report_text(copy)
    for words in (
        "A day was named [1].",
        "A loss [2].",
        "The notebook.",
        "He steadies.",
        "He comes on Friday.",
        "The loss.",
        "A cry for help.",
        "His sister",
        "Judged the same with another name.",
        "used in one, copied or passed on",
    ):
        assert words in text, words
    content = copy.content
    assert isinstance(content, ReportContent)
    headings = [str(each.heading) for each in content.sections]
    assert headings[0] == "How to read this"
    assert headings[-1] == "Sources"
    assert "Limits of this assessment" in headings
    row = next(
        row
        for section in content.sections
        for part in section.parts
        if isinstance(part, ReportTable)
        for row in part.rows
        if str(row[0]) == "Communications"
    )
    assert [str(each) for each in row[2:]] == ["A day was named [1].", "", "[2]"]


def test_open_differences_stand_under_the_limits_of_the_report(desk: Desk) -> None:
    case = judged_case(desk)
    interview = desk.services.interviews.of_case(case.id)[0].interview
    ids = tuple(desk.answer(interview, question).id for question in ("SU-B1", "SU-B2"))
    note = desk.services.knowledge.note_difference
    note(case.id, ids, DifferenceState.OPEN, "He says one, she says three.")
    content = paper(desk, case, DocumentKind.ASSESSMENT).content
    assert isinstance(content, ReportContent)
    (limits,) = [each for each in content.sections if str(each.heading).startswith("Limits")]
    assert "He says one, she says three." in str(limits)


def test_a_report_for_others_and_every_summary_name_the_subject_by_initials(desk: Desk) -> None:
    case = judged_case(desk)
    assert "Peter Novak" in report_text(paper(desk, case, DocumentKind.ASSESSMENT))
    assert "Novak" not in report_text(paper(desk, case, DocumentKind.ASSESSMENT, "School"))
    assert "Novak" not in report_text(paper(desk, case, DocumentKind.SUMMARY))
    assert "P.N." in report_text(paper(desk, case, DocumentKind.SUMMARY))


def test_a_protected_note_without_its_link_is_on_no_report(desk: Desk) -> None:
    case = judged_case(desk)
    desk.services.notes.add(case.id, NoteWords(AT, "Attends a rally.", Protected.POLITICS))
    for kind in (DocumentKind.ASSESSMENT, DocumentKind.SUMMARY):
        assert "rally" not in report_text(paper(desk, case, kind))


def test_a_summary_says_of_each_possible_target_what_was_decided_on_them_alone(desk: Desk) -> None:
    case = judged_case(desk)
    greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
    desk.person(case, "Lena Ortiz", RoleName.POSSIBLE_TARGET)
    notify = Notification(greg.id, NotifyDecision.TOLD, "In person.")
    desk.services.plans.seal(replace(desk.plan(case), review=REVIEW, notify=notify))
    content = paper(desk, case, DocumentKind.SUMMARY).content
    assert isinstance(content, ReportContent)
    (status,) = (each for each in content.sections if str(each.heading) == "Safety and status")
    told = [str(each.text) for each in status.parts if isinstance(each, ReportText)]
    assert told[0] == "G.T. (Told); L.O. (whether to tell them is not recorded)"


def test_days_stand_as_days_and_what_was_said_as_it_was_said(desk: Desk) -> None:
    case = desk.case()
    seen = (
        WarningFinding(
            WarningBehavior.LEAKAGE, WarningState.PRESENT, None, read_date("2026-11-17")
        ),
        WarningFinding(
            WarningBehavior.PATHWAY, WarningState.PAST, read_date("early May 2026"), None, "A map."
        ),
    )
    judged = replace(desk.judgment(case), warning=seen, imminence_reason="He waits.")
    desk.services.assessments.seal(judged)
    page = paper(desk, case, DocumentKind.SUMMARY).content
    assert isinstance(page, ReportContent)
    (part,) = (each for each in page.sections if str(each.heading) == "Warning behaviors")
    assert [str(each.text) for each in part.parts if isinstance(each, ReportText)] == [
        "Present now, last 17 November 2026",
        "Past, first early May 2026. A map.",
    ]
    report = report_text(paper(desk, case, DocumentKind.ASSESSMENT))
    assert "17 November 2026" in report
    assert "2026-11-17" not in report
    assert "early May 2026" in report


def test_a_report_has_no_line_for_what_does_not_arise(desk: Desk) -> None:
    case = desk.case()
    desk.judged(case)
    content = paper(desk, case, DocumentKind.ASSESSMENT).content
    assert isinstance(content, ReportContent)
    assert "Undetermined until" not in [str(label) for label, _ in content.facts]
    (asked,) = (each for each in content.sections if str(each.heading).endswith("key questions"))
    (none,) = asked.parts
    assert isinstance(none, ReportText)
    assert str(none.text) == "None of the 13 key questions was answered."


@pytest.mark.parametrize("kind", [DocumentKind.ASSESSMENT, DocumentKind.SUMMARY])
def test_papers_on_a_judgment_are_drafts_until_it_is_sealed(desk: Desk, kind: DocumentKind) -> None:
    case = desk.case()
    with pytest.raises(VpoError, match="no assessment"):
        paper(desk, case, kind)
    desk.services.assessments.save(desk.judgment(case))
    assert paper(desk, case, kind).content.sheet.draft
    desk.judged(case)
    sealed = paper(desk, case, kind)
    assert (sealed.content.sheet.draft, sealed.content.sheet.version) == (False, 1)
    desk.services.assessments.save(desk.services.assessments.open_draft(case.id, later(5)))
    wish = PaperWish(case.id, kind, draft=True)
    sheet = desk.services.documents.preview(wish).sheet
    assert (sheet.draft, sheet.version) == (True, 2)


def section(content: object, heading: str) -> list[tuple[str, str]]:
    assert isinstance(content, ReportContent)
    (found,) = (each for each in content.sections if str(each.heading) == heading)
    return [
        (str(each.label), str(each.text)) for each in found.parts if isinstance(each, ReportText)
    ]


def test_a_theme_without_a_rationale_and_no_behavior_leave_no_empty_line(desk: Desk) -> None:
    case = desk.case()
    judged = desk.judgment(case)
    themes = tuple(
        replace(each, finding=Finding.UNKNOWN, rationale=CitedText("")) for each in judged.themes
    )
    override = "Heard tonight."
    desk.services.assessments.seal(replace(judged, themes=themes, warning=(), override=override))
    content = paper(desk, case, DocumentKind.ASSESSMENT).content
    assert section(content, "Weapons and access to means") == [("", "Unknown.")]
    assert section(content, "Warning behaviors")[0] == ("", "None is recorded.")


def test_a_summary_says_when_an_open_action_is_overdue(desk: Desk) -> None:
    case = judged_case(desk)
    plan = desk.plan(case)
    today = desk.clock.now().day

    def due(day: date, status: ActionStatus = ActionStatus.OPEN) -> str:
        actions = tuple(replace(each, due=day, status=status) for each in plan.actions)
        draft = desk.services.plans.open_draft(case.id, AT)
        desk.services.plans.seal(replace(draft, review=REVIEW, actions=actions))
        parts = section(paper(desk, case, DocumentKind.SUMMARY).content, "Safety and status")
        return dict(parts)["Plan:"].partition("open")[2]

    assert due(today) == f", next due {day_text(today)}"
    late = today - timedelta(days=3)
    assert due(late) == f", first due {day_text(late)} (overdue)"
    assert due(late, ActionStatus.DONE) == ""


def test_the_timeline_of_a_paper_says_that_something_happened(desk: Desk) -> None:
    case = desk.case(replace(INTAKE, when=read_date("early May 2026")))
    desk.judged(case)
    content = paper(desk, case, DocumentKind.ASSESSMENT).content
    assert isinstance(content, ReportContent)
    (part,) = (each for each in content.sections if str(each.heading) == "Timeline")
    (table,) = part.parts
    assert isinstance(table, ReportTable)
    assert [str(cell) for cell in table.rows[0]] == [
        "early May 2026",
        "What concern C-2026-001 tells of happened",
    ]


def test_a_summary_says_when_the_review_is_overdue(desk: Desk) -> None:
    case = judged_case(desk)
    desk.services.plans.seal(desk.plan(case))

    def review() -> str:
        content = paper(desk, case, DocumentKind.SUMMARY).content
        assert isinstance(content, ReportContent)
        return next(str(value) for label, value in content.facts if str(label) == "Next review")

    assert review() == day_text(REVIEW)
    desk.clock.moment = later((REVIEW - desk.clock.now().day).days * 24 + 24)
    assert review() == f"{day_text(REVIEW)} (overdue)"


def test_a_summary_gives_the_reason_that_opened_the_case_not_the_inquirys(desk: Desk) -> None:
    inquiry = replace(OPENING, decision=Decision.PRELIMINARY, until=REVIEW, reason="One source.")
    case = desk.case(decision=inquiry)
    (concern,) = desk.services.concerns.of_case(case.id)
    opening = replace(OPENING, at=later(5), reason="A second source confirms it.")
    desk.services.triage.decide(concern.concern.id, opening)
    desk.judged(case)
    content = paper(desk, case, DocumentKind.SUMMARY).content
    assert isinstance(content, ReportContent)
    (why,) = (each for each in content.sections if str(each.heading) == "Why now")
    assert [str(each.text) for each in why.parts if isinstance(each, ReportText)] == [
        "A second source confirms it."
    ]


def test_a_report_has_columns_for_and_against_only_where_evidence_stands_in_them(
    desk: Desk,
) -> None:
    def columns(case: Case) -> list[str]:
        content = paper(desk, case, DocumentKind.ASSESSMENT).content
        assert isinstance(content, ReportContent)
        (themes,) = (each for each in content.sections if "themes" in str(each.heading))
        (table,) = (each for each in themes.parts if isinstance(each, ReportTable))
        assert all(len(row) == len(table.head) for row in table.rows)
        return [str(each) for each in table.head]

    bare = desk.case()
    desk.judged(bare)
    assert columns(bare) == ["Theme", "Finding", "Rationale"]
    assert columns(judged_case(desk))[3:] == ["For", "Against"]
