"""Paper that comes back as a scan, and older versions that are printed again, in the window."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.pages.hands import (
    Desk,
    button,
    buttons,
    card,
    choose,
    field,
    fill,
    focused,
    open_row,
    rows,
    shown_words,
    table,
)
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.services.catalog import Services
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.ui.assessment.part import AssessmentPart
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.documents.check_card import CheckCard
from vpo_desk.ui.documents.ledger_page import LedgerPage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.widgets.notice import Notice, NoticeArea

CHECK = "Is this paper still right?"
READ = "Read a scan…"
CODE = "Code at the foot of the page"


@pytest.fixture
def page(desk: Desk) -> LedgerPage:
    desk.go(CaseFilePage, "case_file")
    desk.click("Paper…")
    return desk.at(LedgerPage)


def prepared(desk: Desk, wish: PaperWish, holder: str) -> tuple[PreparedCopy, bytes]:
    """Print a copy; return it with its bytes."""
    made: list[PreparedCopy] = []

    def act(services: Services) -> Changes:
        (copy,), changes = services.documents.prepare(wish, "Team meeting", (holder,))
        made.append(copy)
        return changes + services.documents.note_outcome(copy.copy.id, Outcome.PRINTED)

    desk.session.command(act)
    desk.settle()
    return made[0], desk.ask(lambda services: services.paper.make(made[0]))


def new_version(desk: Desk, case: Case) -> None:
    now = desk.clock.now()

    def seal(services: Services) -> Changes:
        return services.plans.seal(services.plans.open_draft(case.id, now))

    desk.session.command(seal)
    desk.settle()


def scanned(pdf: bytes, number: int = 0, turned: float = 2) -> Image.Image:
    """The page as a flatbed gives it back: gray, a little turned."""
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number].render(scale=150 / 72).to_pil().convert("L")
    finally:
        document.close()
    return page.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def notices(page: LedgerPage) -> list[Notice]:
    (area,) = card(page, CHECK).findChildren(NoticeArea)
    return list(area.notices())


def read(desk: Desk, path: Path) -> None:
    desk.prompts.files.append(path)
    desk.click(READ)
    for _ in range(12):  # a step is a task of its own
        desk.settle()


def drop(widget: Any, *paths: Path) -> None:
    """Let files fall on a widget, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(widget, event)
    assert event.isAccepted()


# --- scans ---------------------------------------------------------------------------------------


def test_a_scan_of_a_real_copy_says_what_its_typed_code_says(
    desk: Desk, page: LedgerPage, school: Case, tmp_path: Path
) -> None:
    wish = PaperWish(school.id, DocumentKind.PLAN)
    copy, pdf = prepared(desk, wish, "Dr. Lund <county>")
    path = tmp_path / "scan.jpg"
    scanned(pdf, 1).save(path, quality=50)
    read(desk, path)
    (notice,) = notices(page)
    assert notice.strong.text() == "Up to date"
    assert "Dr. Lund <county>" in notice.words.text()
    assert copy.content.sheet.code in notice.words.text()
    assert field(page, CODE).words() == "", "what a scan says is not typed for the officer"
    new_version(desk, school)
    read(desk, path)
    (notice,) = notices(page)
    assert notice.strong.text() == "Old: do not work from it"
    assert "is in force" in notice.words.text()
    by_scan = notice.words.text().split("\n")[1:]
    fill(page, CODE, copy.content.sheet.code)
    desk.click("Check")
    (notice,) = notices(page)
    assert notice.words.text().split("\n") == by_scan
    assert desk.prompts.asked[-1].startswith("Read a scan")
    assert sorted(tmp_path.glob("*.jpg")) == [path]


def test_several_copies_in_one_pdf_are_each_told_once_in_their_order(
    desk: Desk, page: LedgerPage, school: Case, tmp_path: Path
) -> None:
    wish = PaperWish(school.id, DocumentKind.PLAN)
    pdfs = [prepared(desk, wish, holder) for holder in ("First Holder", "Second Holder")]
    first, *rest = [scanned(pdf, number) for _, pdf in pdfs for number in (0, 1)]
    path = tmp_path / "all.pdf"
    first.save(path, "PDF", save_all=True, append_images=rest, resolution=150)
    read(desk, path)
    told = [each.words.text() for each in notices(page)]
    assert len(told) == 2
    assert "First Holder" in told[0]
    assert "Second Holder" in told[1]


def test_scans_are_dropped_anywhere_on_the_card(
    desk: Desk, page: LedgerPage, school: Case, tmp_path: Path
) -> None:
    _, pdf = prepared(desk, PaperWish(school.id, DocumentKind.PLAN), "First Holder")
    paths = (tmp_path / "a.png", tmp_path / "b.txt")
    scanned(pdf).save(paths[0])
    paths[1].write_text("a letter", encoding="utf-8")
    for widget in (card(page, CHECK), field(page, CODE)):
        drop(widget, *paths)
        for _ in range(12):
            desk.settle()
        told = " ".join(each.accessibleName() for each in notices(page))
        assert "First Holder" in told
        assert "no scan" in told
        assert field(page, CODE).words() == ""


def test_a_scan_without_a_square_asks_for_the_typed_code(
    desk: Desk, page: LedgerPage, tmp_path: Path
) -> None:
    path = tmp_path / "blank.png"
    Image.new("L", (800, 1000), 255).save(path)
    read(desk, path)
    (notice,) = notices(page)
    assert "No QR code" in notice.strong.text()
    assert "Type the code" in notice.words.text()
    assert isinstance(focused(), QLineEdit)
    assert focused() is field(page, CODE)


def test_a_foreign_square_is_told_as_such_and_its_words_are_not_shown(
    desk: Desk, page: LedgerPage, tmp_path: Path
) -> None:
    made: Any = zxingcpp.create_barcode("https://example.org/<b>", zxingcpp.BarcodeFormat.QRCode)
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=8)).convert("L")
    sheet = Image.new("L", (900, 900), 255)
    sheet.paste(picture, (100, 100))
    sheet.save(tmp_path / "foreign.png")
    read(desk, tmp_path / "foreign.png")
    (notice,) = notices(page)
    assert "not of this desk's pages" in notice.strong.text()
    assert "example.org" not in shown_words(page)


def test_a_page_of_another_case_file_says_so(
    desk: Desk, page: LedgerPage, school: Case, tmp_path: Path
) -> None:
    copy, _ = prepared(desk, PaperWish(school.id, DocumentKind.PLAN), "First Holder")
    sheet = replace(copy.content.sheet, code="9999-0000-0001-1")
    other = replace(copy.content, sheet=sheet)
    pdf = desk.ask(lambda services: services.paper.render(other))
    scanned(pdf).save(tmp_path / "other.png")
    read(desk, tmp_path / "other.png")
    (notice,) = notices(page)
    assert notice.strong.text() == "Code 9999-0000-0001-1"
    assert "another case file" in notice.words.text()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "0 bytes"), (b"a letter\n", "no scan"), (b"%PDF-1.7 broken", "asks for a password")],
)
def test_a_bad_file_leaves_a_sentence_and_what_was_typed(
    desk: Desk, page: LedgerPage, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(content)
    fill(page, CODE, "170-9J")
    read(desk, path)
    (notice,) = notices(page)
    assert words in notice.accessibleName()
    assert field(page, CODE).words() == "170-9J"
    assert not buttons(page, "Cancel")


def test_no_file_chosen_does_nothing(desk: Desk, page: LedgerPage) -> None:
    desk.prompts.files.append(None)
    desk.click(READ)
    assert notices(page) == []


def test_a_long_scan_shows_how_far_it_is_and_can_be_called_off(
    desk: Desk, page: LedgerPage, tmp_path: Path
) -> None:
    blank = Image.new("1", (400, 400), 1)
    path = tmp_path / "long.tiff"
    blank.save(path, save_all=True, append_images=[blank] * 40)
    gate = threading.Event()
    desk.program.runner.render(gate.wait)
    desk.prompts.files.append(path)
    button(page, READ).click()
    button(page, "Cancel").click()
    gate.set()
    for _ in range(6):
        desk.settle()
    assert [each.strong.text() for each in notices(page)] == ["Cancelled."]
    assert not buttons(page, "Cancel")
    read(desk, path)
    for _ in range(50):
        desk.settle()
    assert "No QR code" in notices(page)[0].strong.text()


def test_the_lock_lets_go_of_a_scan_that_is_being_read(
    desk: Desk, page: LedgerPage, tmp_path: Path
) -> None:
    path = tmp_path / "scan.png"
    Image.new("L", (800, 1000), 255).save(path)
    gate = threading.Event()
    desk.program.runner.render(gate.wait)
    desk.prompts.files.append(path)
    button(page, READ).click()
    with desk.qtbot.waitSignal(desk.session.closed, timeout=30_000):
        desk.program.window.lock()
        gate.set()
    desk.unlock()
    desk.go(CaseFilePage, "case_file")
    desk.click("Paper…")
    assert notices(desk.at(LedgerPage)) == []


def test_it_is_all_done_by_keyboard(desk: Desk, page: LedgerPage, tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    Image.new("L", (800, 1000), 255).save(path)
    desk.prompts.files.append(path)
    found = page.findChild(CheckCard)
    assert found is not None
    button(found, "Check").setFocus()
    desk.press(Qt.Key.Key_Tab)
    assert focused() is button(found, READ)
    desk.press(Qt.Key.Key_Return)
    for _ in range(6):
        desk.settle()
    assert "No QR code" in notices(page)[0].strong.text()


# --- older versions ------------------------------------------------------------------------------


def saved_text(desk: Desk, page: PrintPage, target: Path) -> str:
    fill(page, "Purpose", "Asked for by the court")
    desk.prompts.files.append(target)
    desk.click("Save as PDF…")
    desk.qtbot.waitUntil(target.exists)
    desk.settle()
    pdf = PdfReader(io.BytesIO(target.read_bytes()))
    return "\f".join(each.extract_text() for each in pdf.pages)


def test_an_older_plan_is_printed_again_from_the_plan_tab(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    page = desk.go(CasePage, "case", school.id, "plan")
    newest = desk.ask(lambda services: services.plans.versions(school.id))[-1]
    new_version(desk, school)
    found = [each for each in shown_words(page).split("\n") if each.startswith("Print version")]
    assert len(found) == newest.number
    desk.click(found[0])
    page = desk.at(PrintPage)
    assert page.head.title.text() == f"Print: Management plan version {newest.number}"
    assert f"Superseded by version {newest.number + 1}" in page.head.line.text()
    told = saved_text(desk, page, tmp_path / "old.pdf").split("\f")
    assert all(f"SUPERSEDED by version {newest.number + 1} of" in each for each in told)
    line = desk.ask(lambda services: services.ledger.lines(school.id))[0]
    assert (line.copy.document_version, line.old) == (newest.number, True)


def test_a_version_is_printed_again_from_its_line_in_the_ledger(
    desk: Desk, page: LedgerPage, school: Case, tmp_path: Path
) -> None:
    copy, _ = prepared(desk, PaperWish(school.id, DocumentKind.PLAN), "First Holder")
    number = copy.copy.document_version
    new_version(desk, school)
    choose(page, "Show", "All")
    shown = table(page, "Copies in the ledger")
    row = next(at for at, words in enumerate(rows(shown)) if copy.content.sheet.code in words)
    open_row(shown, row)
    desk.settle()
    desk.click(f"Print version {number} again…")
    told = saved_text(desk, desk.at(PrintPage), tmp_path / "old.pdf")
    assert f"SUPERSEDED by version {number + 1} of" in told


def test_a_record_of_an_interview_has_no_versions_to_print_again(
    desk: Desk, page: LedgerPage
) -> None:
    choose(page, "Show", "All")
    shown = table(page, "Copies in the ledger")
    for row, words in enumerate(rows(shown)):
        open_row(shown, row)
        desk.settle()
        versioned = words.startswith(("Management plan", "Assessment report"))
        offered = [each for each in shown_words(page).split("\n") if "again…" in each]
        assert bool(offered) == versioned, words


def test_an_older_assessment_is_printed_again_from_its_versions(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    now = desk.clock.now()

    def seal(services: Services) -> Changes:
        draft = services.assessments.open_draft(school.id, now)
        return services.assessments.seal(replace(draft, override="Reviewed, nothing new."))

    desk.session.command(seal)
    desk.settle()
    sealed = desk.ask(lambda services: services.assessments.versions(school.id))
    assert len(sealed) > 1
    page = desk.go(CasePage, "case", school.id, "assessment")
    desk.settle()
    part = page.part("assessment")
    assert isinstance(part, AssessmentPart)
    part._turn_to("versions")
    desk.settle()
    link = next(each for each in shown_words(page).split("\n") if each.startswith("Version 1:"))
    desk.click(link)
    desk.click("Print version 1…")
    told = saved_text(desk, desk.at(PrintPage), tmp_path / "old.pdf").split("\f")
    assert all(f"SUPERSEDED by version {len(sealed)} of" in each for each in told)


def test_the_version_in_force_is_headed_as_such(desk: Desk, school: Case) -> None:
    number = desk.ask(lambda services: services.plans.versions(school.id))[-1].number
    page = desk.go(PrintPage, "print", school.id, f"plan:v{number}")
    assert page.head.line.text() == "This version is in force."
