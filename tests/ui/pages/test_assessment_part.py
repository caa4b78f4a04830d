"""The assessment tab: evidence, findings that cite it, three dials, and a seal behind gates."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ui.pages.hands import (
    Desk,
    buttons,
    choose,
    chosen,
    field,
    fill,
    focused,
    labeled,
    leave,
    open_row,
    rows,
    table,
)
from vpo_desk.domain.assessment import (
    Assessment,
    Confidence,
    Durability,
    Finding,
    Imminence,
    Level,
    WarningBehavior,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage

RATIONALE = "Rationale — cite what supports it"
PARTS = "Parts of the assessment"
WARNING, JUDGMENT, SEAL = 13, 14, 15


@pytest.fixture
def page(desk: Desk, fresh_case: Case) -> CasePage:
    return desk.go(CasePage, "case", fresh_case.id, "assessment")


def turn_to(desk: Desk, part: int) -> None:
    open_row(table(desk.page, PARTS), part)
    desk.settle()


def draft(desk: Desk) -> Assessment:
    def newest(services: Services) -> Assessment:
        return services.assessments.of_case(desk.page.place.id)[-1].value

    found = desk.ask(newest)
    assert isinstance(found, Assessment)
    return found


def test_a_finding_and_its_rationale_are_saved_with_what_they_cite(
    desk: Desk, school: Case
) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    choose(page, "Finding", "Partly")
    editor = field(page, RATIONALE)
    editor.clear()
    fill(page, RATIONALE, "He said so himself")
    cite = next(each for each in buttons(page, "Cite"))
    cite.click()
    assert focused() is editor
    QTest.keyClicks(editor, ", twice.")
    leave()
    finding = draft(desk).theme(Theme.MOT)
    assert finding is not None
    assert finding.finding is Finding.PARTLY
    label = finding.rationale.citations[0].label
    assert finding.rationale.text == f"He said so himself [{label}], twice."
    statements = desk.ask(lambda services: services.knowledge.statements(school.id))
    assert finding.rationale.citations[0].id in {each.source_id for each in statements}


def test_a_rationale_without_a_finding_waits_in_its_own_theme(desk: Desk, page: CasePage) -> None:
    turn_to(desk, 2)
    fill(page, RATIONALE, "Not sure yet: ")
    turn_to(desk, 3)
    assert field(page, RATIONALE).words() == ""
    turn_to(desk, 2)
    assert field(page, RATIONALE).words() == "Not sure yet: "
    desk.lock()
    desk.unlock()
    turn_to(desk, 2)
    page = desk.at(CasePage)
    assert field(page, RATIONALE).words() == "Not sure yet: "
    choose(page, "Finding", "Unknown")
    finding = draft(desk).theme(CORE_THEMES[2])
    assert finding is not None
    assert finding.rationale.text == "Not sure yet: "


def test_quick_choices_are_all_kept(desk: Desk, page: CasePage) -> None:
    turn_to(desk, JUDGMENT)
    for name, words in (
        ("Level of concern", "High"),
        ("Imminence", "Indicated"),
        ("Confidence in this judgment", "Medium"),
    ):
        with desk.qtbot.waitSignal(desk.session.saved):
            choose(page, name, words)
    desk.settle()
    assert chosen(page, "Imminence") == "Indicated"
    kept = draft(desk)
    assert (kept.level, kept.imminence, kept.confidence) == (
        Level.HIGH,
        Imminence.INDICATED,
        Confidence.MEDIUM,
    )


def test_warning_behaviors_need_when_they_were_seen(desk: Desk, page: CasePage) -> None:
    turn_to(desk, WARNING)
    choose(page, "Leakage", "Present now")
    assert labeled(page, "Last seen, as said").trouble.text() == "Say when."
    fill(page, "Last seen, as said", "19 Nov 2026")
    leave()
    fill(page, "Evidence", "Told two classmates.")
    leave()
    finding = draft(desk).warning[0]
    assert finding.behavior is WarningBehavior.LEAKAGE
    assert finding.last is not None
    assert finding.last.said == "19 Nov 2026"
    assert finding.evidence == "Told two classmates."
    assert "1" in rows(table(page, PARTS))[WARNING]


def test_the_judgment_is_kept_as_it_is_written(desk: Desk, page: CasePage) -> None:
    turn_to(desk, JUDGMENT)
    texts = {
        "Reason for the imminence decision": "A date is near.",
        "What is not known, and could change it": "What the father knows.",
        "Formulation: what drives, what holds back": "A loss.\nA friend who stays.",
        "What protects": "Sister (durable)\nJob until 2026-12-24 (time-limited)",
        "Scenarios, one a line": "Comes to the school\nHarms himself",
        "Bias and rights check": "Same with another student.",
    }
    for name, words in texts.items():
        fill(page, name, words)
    leave()
    desk.settle()
    kept = draft(desk)
    assert kept.imminence_reason == "A date is near."
    assert kept.gaps.text == "What the father knows."
    assert kept.formulation.text == "A loss.\nA friend who stays."
    assert [each.text for each in kept.protective] == ["Sister", "Job"]
    assert kept.protective[0].durability is Durability.DURABLE
    assert str(kept.protective[1].until) == "2026-12-24"
    assert kept.scenarios == ("Comes to the school", "Harms himself")
    assert kept.bias == "Same with another student."
    for name, words in texts.items():
        assert field(page, name).words() == words


def test_undetermined_asks_until_when(desk: Desk, page: CasePage) -> None:
    turn_to(desk, JUDGMENT)
    choose(page, "Level of concern", "Undetermined")
    fill(page, "Undetermined until", "30 Nov 2026")
    leave()
    assert str(draft(desk).until) == "2026-11-30"
    choose(page, "Level of concern", "Low")
    assert draft(desk).until is None
    assert "Undetermined until" not in desk.reads()


def test_what_is_missing_is_listed_and_leads_to_its_place(desk: Desk, page: CasePage) -> None:
    turn_to(desk, SEAL)
    assert "18 missing" in rows(table(page, PARTS))[SEAL]
    gates = [each.text() for each in page.findChildren(QPushButton) if "addressed" in each.text()]
    assert len(gates) == len(CORE_THEMES)
    desk.click(gates[4])
    assert chosen(page, "Finding") == ""
    assert str(CORE_THEMES[4].label) in desk.reads()
    turn_to(desk, SEAL)
    desk.click("The bias and rights check is empty.")
    assert field(page, "Bias and rights check")


def test_a_seal_without_everything_needs_a_reason_that_is_logged(
    desk: Desk, page: CasePage
) -> None:
    case_id = page.place.id
    turn_to(desk, SEAL)
    desk.click("Seal version 1")
    reason = labeled(page, "Reason to seal without it")
    assert "write the reason" in reason.trouble.text()
    assert desk.ask(lambda services: services.assessments.sealed(case_id)) is None
    fill(page, "Reason to seal without it", "Tonight's decision cannot wait.")
    desk.click("Seal version 1")
    assert desk.at(CasePage).tab == "plan"
    sealed = desk.ask(lambda services: services.assessments.sealed(case_id))
    assert sealed.override == "Tonight's decision cannot wait."
    entries = desk.ask(lambda services: services.upkeep.entries(sealed.id))
    assert any("theme:" in each.detail for each in entries)


def test_a_complete_judgment_is_sealed_and_starts_the_next_one(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, JUDGMENT)
    fill(page, "Bias and rights check", "Checked with the supervisor.")
    fill(page, "Reason for the imminence decision", "Nothing new since Friday.")
    leave()
    turn_to(desk, SEAL)
    assert "Version 1:" in desk.reads()
    assert "ready" in rows(table(page, PARTS))[SEAL]
    desk.click("Seal version 2")
    sealed = desk.ask(lambda services: services.assessments.sealed(school.id))
    assert sealed.number == 2
    assert sealed.override == ""
    page = desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, SEAL)
    assert "Seal version 3" in desk.reads()
