"""A case: its head, its tabs, its people, and the way into an interview."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QTabBar

from ui.pages.hands import (
    CTRL,
    Desk,
    button,
    choice,
    choose,
    chosen,
    drop_down,
    field,
    fill,
    focused,
    leave,
    open_row,
    rows,
    table,
    trouble,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.person import RoleName
from vpo_desk.services.catalog import Services
from vpo_desk.services.people import RoleLine
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.list_page import CasesPage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.interview.runner_page import RunnerPage

NAME = "Name, if known"


def roles(desk: Desk) -> tuple[RoleLine, ...]:
    def ask(services: Services) -> tuple[RoleLine, ...]:
        return services.people.roles(desk.page.place.id)

    found: tuple[RoleLine, ...] = desk.ask(ask)
    return found


def test_a_head_without_a_level_leaves_no_room_for_one(desk: Desk, fresh_case: Case) -> None:
    desk.program.window.resize(1024, 700)
    for _ in range(5):
        desk.press(Qt.Key.Key_Equal, CTRL)
    page = desk.go(CasePage, "case", fresh_case.id)
    start = button(page.head, "Start interview")
    assert start.y() > page.head.title.geometry().bottom()
    assert start.x() == 0


def test_the_head_says_who_how_high_and_when_next(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id)
    assert page.head.title.text() == "Reyes, Marco"
    assert school.number in page.head.line.text()
    assert "Elevated" in desk.reads()
    assert "review" in desk.reads()


def test_the_arrows_pass_the_assessment_on_the_way_to_the_plan(desk: Desk, school: Case) -> None:
    desk.program.window.resize(1366, 768)
    page = desk.go(CasePage, "case", school.id)
    next(bar for bar in page.findChildren(QTabBar) if bar.isVisible()).setFocus()
    walked: list[str] = []
    for _ in range(9):
        desk.press(Qt.Key.Key_Right)  # to whatever has the keyboard
        walked.append(page.tab)
    assert walked[-2:] == ["assessment", "plan"]


def test_the_tabs_are_walked_with_the_arrows(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id)
    bar = page.findChildren(QTabBar)[0]
    bar.setFocus()
    walked = [page.tab]
    for _ in range(3):
        QTest.keyClick(bar, Qt.Key.Key_Right)
        desk.settle()
        walked.append(page.tab)
    assert walked == ["overview", "people", "timeline", "interviews"]
    assert desk.program.window.windowTitle() == "VPO Desk"


def test_another_tab_is_shown_from_its_top_wherever_the_keyboard_was(
    desk: Desk, school: Case
) -> None:
    desk.program.window.resize(1280, 800)
    desk.go(CasePage, "case", school.id, "assessment")
    page = desk.go(CasePage, "case", school.id, "life")
    field(page, "What would reopen it").setFocus()
    page = desk.go(CasePage, "case", school.id, "plan")
    desk.settle()
    assert [area.verticalScrollBar().value() for area in page.findChildren(QScrollArea)] == [0]
    assert not page.part("plan").isAncestorOf(focused())


def test_people_are_listed_and_added_with_their_role(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id)
    desk.click("Add a person…")
    before = roles(desk)
    fill(page, NAME, "Đặng <Thị> & Söhne")
    desk.click("Add to the case")
    assert trouble(page, "Role in this case") == "Choose the role."
    assert roles(desk) == before
    choose(page, "Role in this case", RoleName.POSSIBLE_TARGET.label)
    fill(page, "Phone", "555-0142")
    twice = button(page, "Add to the case")
    twice.click()
    twice.click()
    desk.settle()
    added = [each for each in roles(desk) if each not in before]
    assert [each.person.name for each in added] == ["Đặng <Thị> & Söhne"]
    assert added[0].person.phones == ("555-0142",)
    listed = rows(table(page, "People and roles of the case"))
    assert any("Đặng <Thị> & Söhne" in row and "Possible target" in row for row in listed)
    assert trouble(page, "Role in this case") == ""


def test_the_form_for_a_person_is_not_taken_to_another_case(
    desk: Desk, school: Case, fresh_case: Case
) -> None:
    page = desk.go(CasePage, "case", school.id, "people")
    fill(page, NAME, "Ana")
    leave()
    page = desk.go(CasePage, "case", fresh_case.id, "people")
    assert field(page, NAME).words() == ""
    page = desk.go(CasePage, "case", school.id, "people")
    assert field(page, NAME).words() == "Ana"


def test_an_interview_needs_its_protocol_and_a_fitting_person(desk: Desk, fresh_case: Case) -> None:
    page = desk.go(CasePage, "case", fresh_case.id)
    desk.click("Start interview")
    assert page.tab == "interviews"
    assert "No interview yet" in desk.reads()
    desk.click("Start the interview")
    assert trouble(page, "Protocol") == "Choose the protocol."
    titles = [each.text() for each in choice(page, "Protocol").segments]
    target = next(each for each in titles if "arget" in each)
    choose(page, "Protocol", target)
    assert "Add a possible target" in trouble(page, "With whom")
    subject = next(each for each in titles if "ubject" in each)
    choose(page, "Protocol", subject)
    assert "Whitlock, Aaron" in drop_down(page, "With whom").currentText()
    fill(page, "Where", "his home")
    fill(page, "Who else is present, separated by semicolons", "Officer Lee; his mother")
    twice = button(page, "Start the interview")
    twice.click()
    twice.click()
    runner = desk.at(RunnerPage)
    assert runner.place.part == "before"
    assert "his home" in runner.head.line.text()
    assert "Officer Lee, his mother" in runner.head.line.text()
    held = desk.ask(lambda services: services.interviews.of_case(fresh_case.id))
    assert len(held) == 1


def test_an_interview_is_started_by_the_keyboard_alone(desk: Desk, fresh_case: Case) -> None:
    page = desk.go(CasePage, "case", fresh_case.id)
    button(page, "Start interview").setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Space)
    for _ in range(3):
        desk.press(Qt.Key.Key_Right)
    assert chosen(page, "Protocol") == "Subject interview"
    desk.press(Qt.Key.Key_Tab)  # with whom: the only one is chosen
    desk.press(Qt.Key.Key_Tab)
    assert focused() is field(page, "Where")
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Tab)
    assert focused() is field(page, "When it began (empty: now)")
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    assert desk.at(RunnerPage).place.part == "before"


def test_an_interview_held_earlier_keeps_its_own_time(desk: Desk, fresh_case: Case) -> None:
    page = desk.go(CasePage, "case", fresh_case.id, "interviews")
    choose(page, "Protocol", "Subject interview")
    fill(page, "When it began (empty: now)", "last week")
    desk.click("Start the interview")
    assert "22 Nov 2026 21:10" in trouble(page, "When it began (empty: now)")
    field(page, "When it began (empty: now)").set_words("22 Nov 2026 21:10")
    desk.click("Start the interview")
    desk.at(RunnerPage)
    (held,) = desk.ask(lambda services: services.interviews.of_case(fresh_case.id))
    assert f"{held.interview.at.local:%Y-%m-%d %H:%M}" == "2026-11-22 21:10"


def test_interviews_held_open_with_the_keyboard(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "interviews")
    listed = table(page, "Interviews of the case")
    assert all("Sealed" in row for row in rows(listed))
    open_row(listed, 0)
    held = desk.ask(lambda services: services.interviews.of_case(school.id))
    assert desk.at(RunnerPage).place.id == held[0].interview.id


def test_a_concern_of_the_case_opens_from_it(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id)
    open_row(table(page, "Concerns of the case"), 0)
    concern = desk.at(ConcernPage)
    button(concern, "Open the case").click()
    assert desk.at(CasePage).place.id == school.id


def test_the_next_step_leads_to_its_tab(desk: Desk, fresh_case: Case, school: Case) -> None:
    page = desk.go(CasePage, "case", fresh_case.id)
    assert "Gather by interviews" in desk.reads()
    button(page, "Interviews").click()
    assert desk.at(CasePage).tab == "interviews"
    page = desk.go(CasePage, "case", school.id)
    assert "A plan is in force." in desk.reads()
    button(page, "Plan").click()
    assert desk.at(CasePage).tab == "plan"


def test_the_list_of_cases_opens_one(desk: Desk, school: Case) -> None:
    page = desk.go(CasesPage, "cases")
    listed = table(page, "Cases")
    place = next(n for n, row in enumerate(rows(listed)) if school.number in row)
    assert "Reyes, Marco" in rows(listed)[place]
    assert "Elevated" in rows(listed)[place]
    open_row(listed, place)
    assert desk.at(CasePage).place.id == school.id


def test_the_way_back_from_the_print_page_leads_to_the_tab_that_was_left(
    desk: Desk, school: Case
) -> None:
    page = desk.go(CasePage, "case", school.id)
    bar = page.findChildren(QTabBar)[0]
    bar.setCurrentIndex([bar.tabText(place) for place in range(bar.count())].index("Plan"))
    desk.settle()
    assert page.tab == "plan"
    desk.click("Print…")
    desk.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.at(CasePage).tab == "plan"


def test_the_keyboard_stays_on_the_page_when_its_field_goes_away(desk: Desk, school: Case) -> None:
    page = desk.go(CasePage, "case", school.id, "people")
    name = field(page, NAME)
    name.setFocus()
    name.setEnabled(False)
    assert focused() is page
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert focused() is button(page, "Start interview")
