"""Every page for everybody: names on all that takes the keyboard, no trap, no scrolling sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from ui.pages.hands import CTRL, Desk, focused, is_there, open_row, table
from vpo_desk.domain.case import Case
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.catalog import Services
from vpo_desk.services.importing import carried_out
from vpo_desk.storage.nouns import ANSWER
from vpo_desk.ui.page import Page
from vpo_desk.ui.style_sheet import apply_theme
from vpo_desk.ui.theme import Theme

SMALLEST = QSize(1024, 700)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return a picture and a letter."""
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(tmp_path / "post.png"))
    (tmp_path / "letter.txt").write_text("A line of it.\n" * 3000, encoding="utf-8")
    return tmp_path / "post.png", tmp_path / "letter.txt"


def _answers(services: Services, interview_id: str) -> list[str]:
    found = services.ground.history.values(ANSWER, "h.interview_id = ?", (interview_id,))
    return [each.id for each in found]


def attached(desk: Desk, case: Case, path: Path) -> str:
    def attach(services: Services) -> str:
        begun = services.attachments.begin(path, Owner(case.id), AttachmentWords())
        return carried_out(begun)[0].id

    id_ = desk.ask(attach)
    assert isinstance(id_, str)
    return id_


@pytest.fixture
def visits(
    desk: Desk, school: Case, interview: Callable[..., str], files: tuple[Path, Path]
) -> Callable[[], Iterator[str]]:
    """Go from page to page, through every form; yields the name of each."""
    open_one = interview()
    concern = desk.ask(lambda services: services.concerns.newest(1)[0].concern.id)
    roles = desk.ask(lambda services: services.people.roles(school.id))
    other = next(each.person.id for each in roles if each.person.id != school.subject_id)
    answer = desk.ask(
        lambda services: next(
            answer_id
            for held in services.interviews.of_case(school.id)
            for answer_id in _answers(services, held.interview.id)
        )
    )
    picture, letter = (attached(desk, school, path) for path in files)
    sealed = desk.ask(lambda services: services.interviews.of_case(school.id)[0].interview.id)

    def visit() -> Iterator[str]:
        for page, id_, part in (
            ("today", "", ""),
            ("search", "", ""),
            ("concerns", "", ""),
            ("concern", concern, ""),
            ("new_concern", "", ""),
            ("cases", "", ""),
            ("case", school.id, "overview"),
            ("case", school.id, "people"),
            ("people", "", ""),
            ("person", school.subject_id or "", ""),
            ("same_person", school.subject_id or "", other),
            ("case", school.id, "files"),
            ("attachment", picture, ""),
            ("attachment", letter, ""),
            ("files", answer, "answer"),
            ("case", school.id, "interviews"),
            ("interview", open_one, "before"),
            ("interview", open_one, "SU-B7"),
            ("interview", open_one, "finish"),
            ("interview", sealed, "finish"),
            ("print", school.id, "plan"),
            ("case", school.id, "gaps"),
            ("protocols", "", "household@1"),
            ("key_in", school.id, ""),
            ("print", school.id, "chronology"),
            ("case", school.id, "timeline"),
            ("case", school.id, "records"),
            ("case", school.id, "dates"),
            ("case", school.id, "life"),
            ("as_it_was", school.id, "2026-11-21"),
            ("tasks", "", ""),
            ("requests", "", ""),
            ("letterhead", "", ""),
            ("case", school.id, "assessment"),
        ):
            desk.go(Page, page, id_, part)
            yield f"{page} {part}"
        for row, name in ((13, "warning"), (14, "judgment"), (15, "seal")):
            open_row(table(desk.page, "Parts of the assessment"), row)
            desk.settle()
            yield f"assessment {name}"
        desk.go(Page, "case", school.id, "plan")
        yield "plan"
        desk.click("Start a new version")
        desk.click("Add an action")
        desk.click("Add a rule")
        yield "plan forms"

    return visit


def takes_the_keyboard(page: QWidget) -> list[QWidget]:
    """Return what the keyboard can be in, the lists that drop down and are closed left out."""
    return [
        each
        for each in page.findChildren(QWidget)
        if each.window() is page.window()
        and is_there(each)
        and each.isEnabled()
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


def told(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def nameless_in(desk: Desk, name: str) -> list[str]:
    """Return what in the window takes the keyboard and has no name."""
    return [
        f"{name}: {type(each).__name__} {each.objectName()}"
        for each in takes_the_keyboard(desk.program.window)
        if not told(each)
    ]


def test_tab_comes_to_every_place_with_its_name_and_out_again(
    desk: Desk, visits: Callable[[], Iterator[str]]
) -> None:
    unreached: list[str] = []
    nameless: list[str] = []
    for name in visits():
        nameless += nameless_in(desk, name)
        page = desk.page
        wanted = {
            each
            for each in takes_the_keyboard(page)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
        }
        page.setFocus()
        reached: set[QWidget] = set()
        left = False
        for _ in range(len(wanted) + 60):
            if left and wanted <= reached:
                break
            QTest.keyClick(QApplication.focusWidget() or desk.program.window, Qt.Key.Key_Tab)
            here = focused()
            left |= not page.isAncestorOf(here)
            reached.add(here)
        unreached += [f"{name}: {type(each).__name__} {told(each)}" for each in wanted - reached]
        assert left, f"{name} is a trap"
    assert unreached == [], "\n".join(unreached)
    assert nameless == [], "\n".join(nameless)


def too_wide(desk: Desk) -> list[str]:
    """Return what of the page that is shown can be seen by scrolling sideways alone."""
    window, page = desk.program.window, desk.page
    wide = [
        f"{type(area).__name__} {told(area)} scrolls"
        for area in window.findChildren(QAbstractScrollArea)
        if is_there(area) and area.horizontalScrollBar().maximum() > 0
    ]
    for area in page.findChildren(QScrollArea):
        inner = area.widget()
        assert inner is not None
        if is_there(area) and inner.width() > area.viewport().width():
            wide.append(f"{type(area).__name__} is {inner.width()} wide")
    for each in takes_the_keyboard(page):
        right = each.mapTo(page, each.rect().topRight()).x()
        if right > page.width():
            wide.append(f"{type(each).__name__} {told(each)} ends at {right}")
    return wide


@pytest.mark.parametrize("scale", [100, 200])
def test_in_the_smallest_window_all_has_a_name_and_help_and_nothing_scrolls_sideways(
    desk: Desk, visits: Callable[[], Iterator[str]], scale: int
) -> None:
    window = desk.program.window
    if scale != 100:
        apply_theme(desk.program._app, Theme(scale=scale))
    window.resize(SMALLEST)
    desk.settle()
    wide: list[str] = []
    nameless: list[str] = []
    seen = 0
    for name in visits():
        assert window.size() == SMALLEST, name
        wide += [f"{name}: {each}" for each in too_wide(desk)]
        nameless += nameless_in(desk, name)
        seen += len(takes_the_keyboard(window))
        assert desk.page.help(), name
    assert wide == []
    assert seen > 300
    assert nameless == [], "\n".join(nameless)


def test_the_keys_for_help_and_keys_open_the_panel(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F1)
    assert desk.frame.panel.isVisible()
    desk.press(Qt.Key.Key_Slash, CTRL)
    assert desk.frame.panel.isVisible()
