"""The tab with the gap map: walked by keyboard, read by its words, and a hole leads to asking."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.pages.hands import (
    Desk,
    buttons,
    choose,
    drop_down,
    field,
    fill,
    is_there,
    labeled,
    open_row,
    rows,
    shown_words,
    table,
    write,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.statement import CORE_THEMES, DifferenceState
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.gaps.gap_table import GapTable
from vpo_desk.ui.gaps.part import GapsPart
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.text import PlainLabel

WPN, DES, CAP = 3, 6, 9
DANA, ANONYMOUS, MARCO, ELENA, RECORDS = 1, 2, 3, 4, 5


def at_the_map(desk: Desk, case: Case) -> CasePage:
    desk.program.window.resize(QSize(1280, 800))
    page = desk.go(CasePage, "case", case.id, "gaps")
    QApplication.processEvents()
    desk.settle()
    return page


def grid(page: CasePage) -> GapTable:
    found = table(page, "Gap map")
    assert isinstance(found, GapTable)
    return found


def open_cell(desk: Desk, page: CasePage, row: int, column: int) -> None:
    """Walk to a cell with the arrows and press Enter."""
    shown = grid(page)
    shown.setFocus()
    shown.setCurrentIndex(shown.rows.index(0, 0))
    for _ in range(row):
        QTest.keyClick(shown, Qt.Key.Key_Down)
    for _ in range(column):
        QTest.keyClick(shown, Qt.Key.Key_Right)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    desk.settle()


def test_the_map_has_a_row_for_each_theme_and_reads_without_color(desk: Desk, school: Case) -> None:
    page = at_the_map(desk, school)
    read = rows(grid(page))
    assert len(read) == len(CORE_THEMES)
    assert read[CAP].startswith("Capacity / nobody yet")
    assert "≠ Differs" in read[1]
    assert "– Cannot know" in read[WPN]
    assert "? Does not know / 7 to look up" in read[WPN]
    headings = [column.heading for column in grid(page).rows.columns]
    assert headings == [
        "Theme",
        "Dana Whitfield",
        "Anonymous",
        "Reyes, Marco",
        "Elena Reyes",
        "Records",
    ]
    assert "Nobody has said anything on: Capacity." in desk.reads()


def test_it_can_be_read_as_text(desk: Desk, school: Case) -> None:
    page = at_the_map(desk, school)
    line = "Capacity – Dana Whitfield: never asked; Anonymous: cannot know;"
    assert line not in desk.reads()
    desk.click("Read it as text")
    assert line in desk.reads()
    desk.click("Hide the text")
    assert line not in shown_words(page)


def test_a_hole_says_what_is_unknown_and_who_could_be_asked_and_starts_there(
    desk: Desk, school: Case
) -> None:
    page = at_the_map(desk, school)
    open_cell(desk, page, CAP, MARCO)
    assert "Capacity · Reyes, Marco: ○ Never asked" in desk.reads()
    who = drop_down(page, "Who could best be asked")
    assert who.hasFocus()
    assert who.currentText() == "Reyes, Marco (Subject) · Subject interview · 3 questions"
    assert "SU-J1" in desk.reads()
    desk.click("Start an interview at these questions")
    runner = desk.at(RunnerPage)
    assert runner.place.part.startswith("SU-")
    question = runner.place.part
    assert question in desk.reads()


def test_where_nobody_can_know_it_says_why_and_offers_others(desk: Desk, school: Case) -> None:
    page = at_the_map(desk, school)
    open_cell(desk, page, WPN, ANONYMOUS)
    assert "The protocols for this role have no question on this theme." in desk.reads()
    assert drop_down(page, "Who could best be asked").count() >= 1
    open_cell(desk, page, CAP, RECORDS)
    assert "Not looked up yet: RR-" in desk.reads()
    desk.click("Back to the map")
    assert grid(page).hasFocus()
    assert grid(page).currentIndex().row() == CAP


def test_the_questions_of_a_hole_become_a_form(desk: Desk, school: Case, tmp_path: Path) -> None:
    page = at_the_map(desk, school)
    open_cell(desk, page, DES, ELENA)
    few, all_ = tmp_path / "few.pdf", tmp_path / "all.pdf"
    desk.prompts.files += [few, all_]
    desk.click("Save the form as PDF…")
    assert "The form was saved." in desk.reads()
    choose(page, "On paper", "Everything this person was not asked")
    desk.click("Save the form as PDF…")

    def text(path: Path) -> str:
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
        return done.stdout

    assert text(few).count("CO-") == 1
    assert text(all_).count("CO-") > 20
    assert "Elena" not in text(all_)
    desk.prompts.files.append(few)
    desk.click("Save the form as PDF…")
    assert "There is a file of that name already." in desk.reads()


def test_narrow_windows_put_sources_below_each_other_and_cut_nothing(
    desk: Desk, school: Case
) -> None:
    page = at_the_map(desk, school)
    desk.program.window.resize(QSize(760, 700))
    QApplication.processEvents()
    desk.settle()
    part = page.part("gaps")
    shown = [each for each in part.findChildren(GapTable) if is_there(each)]
    assert len(shown) > 1
    columns = [each.rows.columns[1:] for each in shown]
    assert sum(map(len, columns)) == 5
    assert shown[0].accessibleName().startswith("Gap map, sources 1 to")


# --- side by side --------------------------------------------------------------------------------


def test_answers_to_one_question_stand_side_by_side_whole(desk: Desk, school: Case) -> None:
    page = at_the_map(desk, school)
    read = desk.reads()
    assert "1 open · 14 to look at" in read
    for words in (
        "Her father keeps two hunting rifles in a cabinet; Marco knows where the key hangs.",
        "Was told ← told by students in the hallway",
        "He says he told one person; his mother names three.",
    ):
        assert words in read
    for label in page.part("gaps").findChildren(PlainLabel):
        if is_there(label) and label.wordWrap() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    desk.click("Show 10 more questions")
    assert "Dying, suicide, goodbyes" in desk.reads()


def test_a_difference_is_left_open_and_stands_under_the_limits_of_the_assessment(
    desk: Desk, school: Case
) -> None:
    page = at_the_map(desk, school)
    buttons(page, "+ These sources differ…")[0].click()
    desk.settle()
    boxes = [each for each in page.part("gaps").findChildren(CheckBox) if is_there(each)]
    assert len(boxes) == 3
    for box in boxes:
        box.click()
    fill(page, "How they differ, or what resolved it", "The rifles: his, or his grandfather's?")
    desk.click("Note the difference")
    assert "2 open · 13 to look at" in desk.reads()
    desk.go(CasePage, "case", school.id, "assessment")
    parts = table(desk.page, "Parts of the assessment")
    open_row(parts, next(n for n, row in enumerate(rows(parts)) if row.startswith("Seal")))
    desk.settle()
    read = desk.reads()
    assert "Limits of this assessment" in read
    assert "Left open: The rifles: his, or his grandfather's?" in read
    assert "None of his own; the two rifles at his grandfather's." in read


# --- roots ---------------------------------------------------------------------------------------


def roots(desk: Desk, case: Case) -> list[tuple[str, tuple[str, ...]]]:
    found = desk.ask(lambda services: services.knowledge.roots(case.id))
    return [(each.what, each.rests) for each in found]


def test_a_root_is_changed_for_everything_and_statements_are_traced_to_it(
    desk: Desk, school: Case
) -> None:
    page = at_the_map(desk, school)
    listed = table(page, "Roots of the case")
    assert "3 / 2 people, one source" in rows(listed)[0]
    open_row(listed, 0)
    desk.settle()
    what = field(page, "What it is")
    assert what.hasFocus()
    write(what, "The ")
    desk.click("Keep the root")
    assert roots(desk, school)[0][0].startswith("The Screenshot")
    said = table(page, "Statements of the case")
    free = next(at for at, read in enumerate(rows(said)) if read.startswith("○ no"))
    own = next(at for at, read in enumerate(rows(said)) if read.startswith("● yes"))
    open_row(said, free)
    desk.settle()
    assert len(roots(desk, school)[0][1]) == 1
    assert rows(table(page, "Statements of the case"))[free].startswith("● yes")
    open_row(table(page, "Statements of the case"), own)
    desk.settle()
    assert "This answer names its root itself" in desk.reads()
    open_row(table(page, "Statements of the case"), free)
    desk.settle()
    assert roots(desk, school)[0][1] == ()


def test_a_new_root_needs_words_and_is_then_open_to_trace(desk: Desk, school: Case) -> None:
    page = at_the_map(desk, school)
    desk.click("+ Root")
    desk.click("Keep the root")
    assert labeled(page, "What it is").trouble.text() == "Say what it is."
    fill(page, "What it is", "The fight in the gym")
    desk.click("Keep the root")
    assert [what for what, _ in roots(desk, school)][-1] == "The fight in the gym"
    assert "Now say which statements go back to it." in desk.reads()
    assert rows(table(page, "Statements of the case"))


def test_statements_of_one_root_stand_together_on_the_assessment(desk: Desk, school: Case) -> None:
    def trace(services: Services) -> Changes:
        root, changes = services.knowledge.add_root(school.id, "One list")
        for each in services.knowledge.statements(school.id):
            if each.theme.value == "OTH":
                _, more = services.knowledge.trace(root.id, each.source_id, rests=True)
                changes += more
        return changes

    desk.session.command(trace)
    desk.settle()
    desk.go(CasePage, "case", school.id, "assessment")
    open_row(table(desk.page, "Parts of the assessment"), 8)
    desk.settle()
    assert "statements, one source: One list" in desk.reads()


# --- nothing is lost -----------------------------------------------------------------------------


def test_words_being_noted_survive_a_change_elsewhere_and_the_lock(
    desk: Desk, school: Case
) -> None:
    page = at_the_map(desk, school)
    desk.click("+ Root")
    fill(page, "What it is", "Half a thought")
    desk.lock()
    desk.unlock()
    page = at_the_map(desk, school)
    desk.click("+ Root")
    assert field(page, "What it is").words() == "Half a thought"


def test_a_case_without_statements_says_what_belongs_there(desk: Desk, fresh_case: Case) -> None:
    page = at_the_map(desk, fresh_case)
    assert isinstance(page.part("gaps"), GapsPart)
    read = desk.reads()
    assert "No question was answered by two people yet." in read
    assert "No root is named yet" in read
    assert DifferenceState.OPEN.label not in read.split("Answers side by side")[1].split("Roots")[0]
