"""The assessment tab: evidence, findings that cite it, three dials, and a seal behind gates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ui.pages.hands import (
    Desk,
    buttons,
    choose,
    chosen,
    drop_down,
    field,
    fill,
    focused,
    labeled,
    leave,
    open_row,
    rows,
    table,
    trouble,
)
from vpo_desk.domain.assessment import (
    Assessment,
    Confidence,
    Durability,
    Finding,
    Imminence,
    Level,
    QuestionStatus,
    WarningBehavior,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.widgets.level_chart import LevelChart

RATIONALE = "Rationale — cite what supports it"
PARTS = "Parts of the assessment"
COM = 1
QUESTIONS, WARNING, FACTORS, JUDGMENT, BIAS, SEAL, VERSIONS = range(13, 20)


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
        "Scenario: Most likely": "Comes to the school",
        "Scenario: If it improves": "Trains again",
        "Reason for the trend": "Nothing new.",
    }
    for name, words in texts.items():
        fill(page, name, words)
    leave()
    desk.settle()
    kept = draft(desk)
    assert kept.imminence_reason == "A date is near."
    assert kept.gaps.text == "What the father knows."
    assert kept.formulation.text == "A loss.\nA friend who stays."
    assert kept.scenarios == ("Comes to the school", "", "Trains again")
    assert kept.trend_reason == "Nothing new."
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
    fill(page, "Agreed to by (may be left out)", "Sgt. Lund")
    fill(page, "Agreed on, such as 27 Nov 2026", "tonight")
    desk.click("Seal version 1")
    assert "27 Nov 2026" in trouble(page, "Agreed on, such as 27 Nov 2026")
    assert desk.ask(lambda services: services.assessments.sealed(case_id)) is None
    assert field(page, "Reason to seal without it").words() == "Tonight's decision cannot wait."
    field(page, "Agreed on, such as 27 Nov 2026").set_words("23 Nov 2026")
    fill(page, "How it was given: in person, by phone, in writing", "by phone <b>& 👋")
    desk.click("Seal version 1")
    assert desk.at(CasePage).tab == "plan"
    sealed = desk.ask(lambda services: services.assessments.sealed(case_id))
    assert sealed.override == "Tonight's decision cannot wait."
    assert sealed.signed == SignOff("Sgt. Lund", "", date(2026, 11, 23), "by phone <b>& 👋")
    entries = desk.ask(lambda services: services.upkeep.entries(sealed.id))
    assert any("theme:" in each.detail for each in entries)


def test_a_complete_judgment_is_sealed_and_starts_the_next_one(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, BIAS)
    fill(page, "Bias and rights check", "Checked with the supervisor.")
    leave()
    turn_to(desk, JUDGMENT)
    fill(page, "Reason for the imminence decision", "Nothing new since Friday.")
    leave()
    turn_to(desk, SEAL)
    assert "ready" in rows(table(page, PARTS))[SEAL]
    desk.click("Seal version 2")
    sealed = desk.ask(lambda services: services.assessments.sealed(school.id))
    assert sealed.number == 2
    assert sealed.override == ""
    page = desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, SEAL)
    assert "Seal version 3" in desk.reads()


# --- evidence, citations and sources -------------------------------------------------------------


def test_evidence_is_chosen_for_and_against_and_stays_so(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, COM)
    assert chosen(page, "I1 RP-A4 speaks for or against") == "For"
    assert chosen(page, "I3 SU-B7 speaks for or against") == "Against"
    choose(page, "I3 SU-B7 speaks for or against", "Neither")
    choose(page, "I2 CO-C1 speaks for or against", "Against")
    finding = draft(desk).theme(Theme.COM)
    assert finding is not None
    assert "I2 CO-C1" in [each.label for each in finding.against]
    assert all("SU-B7" not in each.label for each in (*finding.supports, *finding.against))
    desk.lock()
    desk.unlock()
    turn_to(desk, COM)
    assert chosen(desk.page, "I2 CO-C1 speaks for or against") == "Against"


def test_any_evidence_is_cited_by_the_keyboard_and_leads_to_its_source(
    desk: Desk, school: Case
) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, JUDGMENT)
    name = "What is not known, and could change it"
    editor = field(page, name)
    editor.clear()
    fill(page, name, "The permits")
    leave()
    assert focused().accessibleDescription() == name
    desk.press(Qt.Key.Key_Return)
    chooser = drop_down(page, f"What to cite: {name}")
    assert focused() is chooser
    chooser.set_value("R3")
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    assert focused() is editor
    assert editor.words() == "The permits [R3]"
    leave()
    assert draft(desk).gaps.citations[0].kind == "record"
    desk.click("[R3] open")
    assert desk.at(CasePage).tab == "records"


def test_a_cited_answer_leads_to_its_question(desk: Desk, school: Case) -> None:
    desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, COM)
    desk.click("[i3 SU-B7] open")
    assert desk.at(RunnerPage).place.part == "SU-B7"


def test_records_and_notes_stand_beside_what_was_said(desk: Desk, school: Case) -> None:
    desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, 3)
    read = desk.reads()
    assert "No register of long guns in this state." in read
    assert "Mother called: the crisis team came on time" in read


# --- the other parts -----------------------------------------------------------------------------


def test_key_questions_keep_a_status_a_text_and_its_facts(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "assessment")
    assert "9/13" in rows(table(page, PARTS))[QUESTIONS]
    turn_to(desk, QUESTIONS)
    choose(page, "Key question 8, status", "Partly")
    fill(page, "Answer to key question 8", "He says one [I3 SU-B7].")
    leave()
    found = draft(desk).question("K8")
    assert found is not None
    assert found.status is QuestionStatus.PARTLY
    assert [each.kind for each in found.text.citations] == ["answer"]
    assert "10/13" in rows(table(page, PARTS))[QUESTIONS]


def test_every_bias_check_answered_is_as_good_as_one_text(desk: Desk, page: CasePage) -> None:
    turn_to(desk, BIAS)
    checks = desk.ask(lambda services: services.guide.key_questions().checks)
    for check in checks:
        fill(page, check.text, f"Answer: {check.id}")
        leave()
    kept = draft(desk)
    assert kept.bias == ""
    assert kept.bias_checked
    assert [each.text for each in kept.checks] == [f"Answer: {each.id}" for each in checks]
    assert "done" in rows(table(page, PARTS))[BIAS]


def test_factors_are_marked_with_why_they_matter(desk: Desk, page: CasePage) -> None:
    turn_to(desk, FACTORS)
    chooser = drop_down(page, "Isolation")
    chooser.set_value("partly")
    chooser.chosen.emit("partly")
    fill(page, "Why “Isolation” matters here", "Left the team.")
    leave()
    (factor,) = draft(desk).factors
    assert (factor.name, factor.state, factor.relevance) == (
        "Isolation",
        Finding.PARTLY,
        "Left the team.",
    )


def test_what_protects_has_words_a_durability_and_a_day(desk: Desk, page: CasePage) -> None:
    turn_to(desk, FACTORS)
    desk.click("+ Something that protects")
    assert focused() is field(page, "Protects 1")
    fill(page, "Protects 1", "Close to his sister")
    choose(page, "Protects 1: how durable", "Durable")
    library = drop_down(page, "Protective factors of the library")
    library.chosen.emit("Job or school")
    choose(page, "Protects 2: how durable", "Time-limited")
    fill(page, "Protects 2: until", "Christmas")
    leave()
    assert trouble(page, "Protects 2: until")
    editor = field(page, "Protects 2: until")
    editor.setFocus()
    editor.clear()
    fill(page, "Protects 2: until", "24 Dec 2026")
    leave()
    kept = draft(desk).protective
    assert [(each.text, each.durability, str(each.until)) for each in kept] == [
        ("Close to his sister", Durability.DURABLE, "None"),
        ("Job or school", Durability.TIME_LIMITED, "2026-12-24"),
    ]


def test_a_fresh_urgent_behavior_asks_for_a_decision_and_sets_no_level(
    desk: Desk, page: CasePage
) -> None:
    turn_to(desk, WARNING)
    choose(page, "Pathway", "Past")
    fill(page, "Last seen, as said", "20 Nov 2026")
    leave()
    turn_to(desk, JUDGMENT)
    assert "Pathway: seen within 14 days." in desk.reads()
    assert chosen(page, "Level of concern") == ""
    fill(page, "Reason for the imminence decision", "He is in hospital.")
    leave()
    turn_to(desk, WARNING)
    turn_to(desk, JUDGMENT)
    assert "Pathway: seen within 14 days." not in desk.reads()
    choose(page, "Imminence", "Indicated")
    turn_to(desk, WARNING)
    turn_to(desk, JUDGMENT)
    assert "respond now" in desk.reads()


# --- before you rely on this, help, versions -----------------------------------------------------


def test_what_to_know_before_relying_on_it_stands_beside_it_and_leads_there(
    desk: Desk, page: CasePage
) -> None:
    read = desk.reads()
    assert "The person of concern has not been heard." in read
    assert "Nothing protective is recorded." in read
    links = [
        each
        for each in buttons(page, "Go there")
        if each.accessibleDescription() == "Nothing protective is recorded."
    ]
    links[0].click()
    desk.settle()
    desk.click("+ Something that protects")
    fill(page, "Protects 1", "His sister")
    leave()
    desk.settle()
    assert "Nothing protective is recorded." not in desk.reads()


def test_help_gives_each_figure_with_its_source_and_what_it_is_not(
    desk: Desk, page: CasePage
) -> None:
    turn_to(desk, 3)
    assert "73 %" not in desk.reads()
    desk.click("What studies found…")
    read = desk.reads()
    assert "Firearms were used in 73 % of the attacks." in read
    assert "Read in: CBS News" in read
    assert "not a checklist and not predictive" in read
    told = "\n".join(str(words) for words in page.help())
    assert "Firearms were used in 73 % of the attacks." in told
    turn_to(desk, 12)
    assert "73 %" not in desk.reads()


def test_versions_are_drawn_told_read_and_compared(desk: Desk, school: Case) -> None:
    def seal_another(services: Services) -> Changes:
        drafted = services.assessments.open_draft(school.id, desk.clock.now())
        changed = replace(
            drafted, level=Level.LOW, bias="Same.", imminence_reason="He is in hospital."
        )
        return services.assessments.seal(changed)

    desk.session.command(seal_another)
    page = desk.go(CasePage, "case", school.id, "assessment")
    turn_to(desk, VERSIONS)
    read = desk.reads()
    assert "Version 1: Elevated" in read
    assert "Version 2: Low" in read
    assert "What changed from version 1 to version 2" in read
    assert "Before: Elevated" in read
    assert "Now: Low" in read
    assert "Formulation" not in read
    chart = page.findChildren(LevelChart)[0]
    first, last = chart.marks
    assert last.accessibleName().startswith("Version 2: Low")
    last.setFocus()
    desk.press(Qt.Key.Key_Left)
    assert focused() is first
    desk.press(Qt.Key.Key_Return)
    assert "Humiliation before the team" in desk.reads()
    assert chart.grab().toImage() != LevelChart(dict.fromkeys(Level, ""), "").grab().toImage()
