"""Paper: its purpose and holders first, every copy in the ledger, and what became of it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from ui.pages.hands import Desk, button, field, fill, rows, shown_words, table, trouble
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.services.catalog import Services
from vpo_desk.services.documents import CopyLine
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.documents import printers
from vpo_desk.ui.documents.preview import PreviewCard
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.widgets.check import CheckBox

HOLDERS = "Holders, one a line"
SAVE = "Save as PDF…"


@pytest.fixture
def page(desk: Desk, school: Case) -> PrintPage:
    desk.go(CasePage, "case", school.id)
    desk.click("Print…")
    return desk.at(PrintPage)


def entered(desk: Desk, before: int) -> tuple[CopyLine, ...]:
    """Return the copies that stand in the ledger beyond those that were there before."""
    found = desk.ask(lambda services: services.documents.copies(desk.page.place.id))
    newest = sorted(found, key=lambda line: (line.copy.prepared_at.utc, line.copy.number))
    return tuple(newest[before:])


def count(desk: Desk, case_id: str) -> int:
    def ask(services: Services) -> int:
        return len(services.documents.copies(case_id))

    found = desk.ask(ask)
    assert isinstance(found, int)
    return found


def read(path: Path) -> str:
    return "\n".join(part.extract_text() for part in PdfReader(path).pages)


def test_nothing_leaves_without_a_purpose(desk: Desk, page: PrintPage) -> None:
    before = count(desk, page.place.id)
    desk.click(SAVE)
    assert trouble(page, "Purpose") == "Write the purpose."
    assert desk.prompts.asked == []
    assert count(desk, page.place.id) == before


def test_called_off_at_the_file_name_nothing_is_entered(desk: Desk, page: PrintPage) -> None:
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    desk.prompts.files.append(None)
    desk.click(SAVE)
    assert count(desk, page.place.id) == before
    assert "Reyes" not in desk.prompts.asked[0]


def test_a_copy_is_saved_for_its_owner_only_and_entered(
    desk: Desk, page: PrintPage, tmp_path: Path
) -> None:
    before = count(desk, page.place.id)
    fill(page, "Purpose", "own file")
    paper = tmp_path / "plan.pdf"
    desk.prompts.files.append(paper)
    desk.click(SAVE)
    (line,) = entered(desk, before)
    assert line.copy.outcome is Outcome.SAVED
    assert line.copy.purpose == "own file"
    assert line.copy.document is DocumentKind.PLAN
    assert line.code in read(paper)
    if os.name == "posix":
        assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    assert "1 copy saved." in desk.reads()
    page_of_case = desk.go(CasePage, "case", page.place.id)
    assert any(
        "own file" in row for row in rows(table(page_of_case, "Copies of this case's documents"))
    )


def test_each_holder_gets_a_numbered_copy(desk: Desk, page: PrintPage, tmp_path: Path) -> None:
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    fill(page, HOLDERS, "Sgt. Ng\n\n Principal Ortiz ")
    desk.prompts.files.append(tmp_path / "plan.pdf")
    desk.click(SAVE)
    lines = entered(desk, before)
    assert [each.copy.holder for each in lines] == ["Sgt. Ng", "Principal Ortiz"]
    assert [each.copy.outcome for each in lines] == [Outcome.SAVED] * 2
    assert "Sgt. Ng" in read(tmp_path / "plan-c1.pdf")
    assert "Principal Ortiz" in read(tmp_path / "plan-c2.pdf")
    assert not (tmp_path / "plan.pdf").exists()
    assert "2 copies saved." in desk.reads()


def test_a_name_that_is_taken_is_told_noted_and_not_written_over(
    desk: Desk, page: PrintPage, tmp_path: Path
) -> None:
    before = count(desk, page.place.id)
    taken = tmp_path / "plan-c1.pdf"
    taken.write_bytes(b"a letter")
    fill(page, "Purpose", "team meeting")
    fill(page, HOLDERS, "Sgt. Ng\nPrincipal Ortiz")
    desk.prompts.files.append(tmp_path / "plan.pdf")
    desk.click(SAVE)
    assert taken.read_bytes() == b"a letter"
    assert (tmp_path / "plan-c2.pdf").exists()
    outcomes = [each.copy.outcome for each in entered(desk, before)]
    assert outcomes == [Outcome.FAILED, Outcome.SAVED]
    assert "There is a file of that name already." in desk.reads()
    assert "1 failed; the ledger says so." in desk.reads()


def test_a_folder_that_is_gone_is_told_and_noted(
    desk: Desk, page: PrintPage, tmp_path: Path
) -> None:
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    desk.prompts.files.append(tmp_path / "gone" / "plan.pdf")
    desk.click(SAVE)
    assert [each.copy.outcome for each in entered(desk, before)] == [Outcome.FAILED]
    assert "could not be written" in desk.reads()


@pytest.mark.parametrize("second", [False, True], ids=["at once", "after the first copy"])
def test_a_full_disk_is_told_and_noted_and_leaves_no_half_file(
    desk: Desk, page: PrintPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, second: bool
) -> None:
    place = tmp_path / "papers"
    place.mkdir()
    flush, flushed = os.fsync, [0]

    def full(descriptor: int) -> None:
        flushed[0] += 1
        if flushed[0] > (1 if second else 0) and stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOSPC, "no space")
        flush(descriptor)

    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    fill(page, HOLDERS, "Sgt. Ng\nPrincipal Ortiz")
    desk.prompts.files.append(place / "plan.pdf")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        desk.click(SAVE)
    kept = ["plan-c1.pdf"] if second else []
    assert sorted(path.name for path in place.iterdir()) == kept
    first = Outcome.SAVED if second else Outcome.FAILED
    assert outcomes(desk, before) == [("Sgt. Ng", first), ("Principal Ortiz", Outcome.FAILED)]
    assert "The document could not be written to that place." in desk.reads()
    assert "No half file is left" in desk.reads()
    assert field(page, "Purpose").words() == "team meeting"


def test_without_a_printer_nothing_is_entered(
    desk: Desk, page: PrintPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    desk.click("Print")
    assert "No default printer is set up" in desk.reads()
    assert count(desk, page.place.id) == before


@pytest.mark.parametrize(("code", "outcome"), [(0, Outcome.PRINTED), (1, Outcome.FAILED)])
def test_what_the_printer_took_is_noted(
    desk: Desk,
    page: PrintPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    outcome: Outcome,
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, script in (
        ("lpstat", "echo 'system default destination: office'"),
        ("lp", f"/bin/cat > '{tmp_path}/printed.pdf'; exit {code}"),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o700)
    monkeypatch.setenv("PATH", str(programs))
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    desk.click("Print")
    (line,) = entered(desk, before)
    assert line.copy.outcome is outcome
    assert line.code in read(tmp_path / "printed.pdf")


def print_system(folder: Path, lpstat: str, lp: str) -> str:
    """Write a print system that answers like this, and return the path to find it on."""
    programs = folder / "bin"
    programs.mkdir()
    for name, script in (("lpstat", lpstat), ("lp", lp)):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o700)
    return str(programs)


def outcomes(desk: Desk, before: int) -> list[tuple[str, Outcome]]:
    return [(each.copy.holder, each.copy.outcome) for each in entered(desk, before)]


DEFAULT = "echo 'system default destination: office'"


def test_a_stopped_printer_is_told_and_nothing_is_entered(
    desk: Desk, page: PrintPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"case $1 in -d) {DEFAULT};; *) echo 'printer office disabled since Thu -';; esac"
    sent = tmp_path / "sent"
    monkeypatch.setenv("PATH", print_system(tmp_path, told, f"/bin/cat > '{sent}'"))
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    desk.click("Print")
    assert "The printer is stopped." in desk.reads()
    assert "Nothing was entered." in desk.reads()
    assert count(desk, page.place.id) == before
    assert not sent.exists()
    assert button(page, "Print").isEnabled()


def test_a_printer_that_refuses_the_second_of_three_copies(
    desk: Desk, page: PrintPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = (
        f"cd '{tmp_path}'; n=1; while [ -e got-$n ]; do n=$((n+1)); done; /bin/cat > got-$n;"
        ' [ $n != 2 ] || { echo "lp: refused" >&2; exit 1; }'
    )
    monkeypatch.setenv("PATH", print_system(tmp_path, DEFAULT, take))
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    fill(page, HOLDERS, "Sgt. Ng\nPrincipal Ortiz\nDr. Bell")
    desk.click("Print")
    assert outcomes(desk, before) == [
        ("Sgt. Ng", Outcome.PRINTED),
        ("Principal Ortiz", Outcome.FAILED),
        ("Dr. Bell", Outcome.PRINTED),
    ]
    for number, line in enumerate(entered(desk, before), start=1):
        paper = read(tmp_path / f"got-{number}")
        assert line.code in paper
        assert line.copy.holder in paper
    assert "2 copies sent to the printer. 1 failed; the ledger says so." in desk.reads()
    assert field(page, HOLDERS).words() != ""  # what is typed stays until all of it arrived


def test_a_print_system_that_falls_silent_leaves_open_what_it_did(
    desk: Desk, page: PrintPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang = f"cd '{tmp_path}'; [ ! -e first ] || exec /bin/sleep 60; /bin/cat > first"
    monkeypatch.setenv("PATH", print_system(tmp_path, DEFAULT, hang))
    monkeypatch.setattr(printers, "SEND_SECONDS", 1)
    before = count(desk, page.place.id)
    fill(page, "Purpose", "team meeting")
    fill(page, HOLDERS, "Sgt. Ng\nPrincipal Ortiz\nDr. Bell")
    desk.click("Print")
    assert outcomes(desk, before) == [
        ("Sgt. Ng", Outcome.PRINTED),
        ("Principal Ortiz", Outcome.PREPARED),  # it may come out: the ledger knows no better
        ("Dr. Bell", Outcome.CANCELLED),
    ]
    shown = desk.reads()
    assert "1 copy sent to the printer." in shown
    assert "1 may come out or not" in shown
    assert "1 not sent." in shown
    assert "The print system did not answer." in shown
    assert "failed" not in shown


def test_copies_under_way_when_the_desk_locks_are_told_apart_in_the_ledger(
    desk: Desk, page: PrintPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    gate, begun = tmp_path / "gate", tmp_path / "begun"
    os.mkfifo(gate)
    for name, script in (
        ("lpstat", "echo 'system default destination: office'"),
        ("lp", f"/bin/cat > '{begun}'; /bin/cat '{gate}' > /dev/null"),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o700)
    monkeypatch.setenv("PATH", str(programs))
    before = count(desk, page.place.id)
    case_id = page.place.id
    fill(page, "Purpose", "team meeting")
    fill(page, HOLDERS, "Sgt. Ng\nPrincipal Ortiz")
    button(page, "Print").click()
    desk.qtbot.waitUntil(begun.exists)
    with gate.open("w"):  # the first copy is on its way until this is closed
        assert not button(page, "Print").isEnabled()
        with desk.qtbot.waitSignal(desk.session.closed):
            desk.program.window.lock()
    desk.settle()
    desk.unlock()
    copies = desk.ask(lambda services: services.documents.copies(case_id))
    outcomes = {each.copy.holder: each.copy.outcome for each in copies[: len(copies) - before]}
    assert outcomes == {"Sgt. Ng": Outcome.PRINTED, "Principal Ortiz": Outcome.CANCELLED}


def test_the_holders_of_one_document_are_not_those_of_the_next(
    desk: Desk, page: PrintPage, fresh_case: Case
) -> None:
    fill(page, "Purpose", "team meeting")
    fill(page, HOLDERS, "Sgt. Ng")
    desk.go(CasePage, "case", page.place.id)
    desk.go(PrintPage, "print", page.place.id, "plan")
    assert field(page, HOLDERS).words() == "Sgt. Ng"
    desk.go(PrintPage, "print", fresh_case.id, "plan")
    assert field(page, HOLDERS).words() == ""
    assert field(page, "Purpose").words() == ""


def test_the_preview_turns_its_pages(desk: Desk, page: PrintPage) -> None:
    preview = page.findChildren(PreviewCard)[0]
    assert preview.note.text().startswith("page 1 of ")
    assert not button(page, "Page before").isEnabled()
    desk.click("Next page")
    assert preview.note.text().startswith("page 2 of ")
    desk.click("Page before")
    assert preview.note.text().startswith("page 1 of ")


def test_an_interview_record_is_printed_from_its_interview(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    held = desk.ask(lambda services: services.interviews.of_case(school.id))
    desk.go(RunnerPage, "interview", held[0].interview.id, "finish")
    desk.click("Print record…")
    page = desk.at(PrintPage)
    assert "Interview record" in page.head.title.text()
    before = count(desk, school.id)
    fill(page, "Purpose", "own file")
    desk.prompts.files.append(tmp_path / "record.pdf")
    desk.click(SAVE)
    (line,) = entered(desk, before)
    assert line.copy.object_id == held[0].interview.id
    desk.click("Back")
    assert desk.at(RunnerPage).place.id == held[0].interview.id


def test_rows_of_a_chronology_are_saved_and_entered_as_rows(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    page = desk.go(PrintPage, "print", school.id, "chronology")
    before = count(desk, page.place.id)
    fill(page, "Purpose", "prosecutor")
    target = tmp_path / "rows.csv"
    desk.prompts.files.append(target)
    desk.click("Save rows as CSV…")
    (line,) = entered(desk, before)
    assert (line.copy.table, line.copy.outcome) == (True, Outcome.SAVED)
    assert "Date as said" in target.read_text(encoding="utf-8-sig")
    assert "1 copy saved." in desk.reads()
    assert "not encrypted" in desk.reads()


def test_who_told_something_is_put_in_each_time_anew(desk: Desk, school: Case) -> None:
    page = desk.go(PrintPage, "print", school.id, "chronology")
    (box,) = [each for each in page.findChildren(CheckBox) if each.isVisibleTo(page)]
    before = count(desk, page.place.id)
    box.setChecked(True)
    fill(page, "Purpose", "prosecutor")
    desk.prompts.files.append(None)
    desk.click(SAVE)
    assert count(desk, page.place.id) == before
    page = desk.go(PrintPage, "print", school.id, "records_log")
    assert not box.isVisibleTo(page)
    desk.go(PrintPage, "print", school.id, "chronology")
    assert not box.isChecked()


def test_a_plan_offers_no_rows(desk: Desk, page: PrintPage) -> None:
    assert "CSV" not in desk.reads()
    assert "Say who told something" not in desk.reads()


def test_what_a_blank_or_the_files_name_would_tell_is_told(
    desk: Desk, page: PrintPage, tmp_path: Path
) -> None:
    before = count(desk, page.place.id)
    fill(page, "Purpose", "Records request")
    gone = fill(page, "What goes, one entry a line", "REDACTED=b6")
    desk.click(SAVE)
    assert "“REDACTED” is to go" in trouble(page, "What goes, one entry a line")
    assert count(desk, page.place.id) == before
    gone.set_words("Marco Reyes=b6")
    desk.prompts.files.append(tmp_path / "reyes plan.pdf")
    desk.click(SAVE)
    desk.settle()
    desk.qtbot.waitUntil(lambda: "The file's name has “reyes”" in shown_words(page))
    assert not list(tmp_path.glob("*.pdf"))
    (failed,) = entered(desk, before)
    assert failed.copy.outcome is Outcome.FAILED


def test_a_redacted_edition_is_saved_and_one_that_still_has_the_word_is_not(
    desk: Desk, school: Case, tmp_path: Path
) -> None:
    page = desk.go(PrintPage, "print", school.id, "chronology")
    desk.settle()
    fill(page, "Purpose", "Records request")
    gone = fill(page, "What goes, one entry a line", "=b6")
    target = tmp_path / "redacted.pdf"
    desk.click("Save as PDF…")
    assert "has no words to redact" in trouble(page, "What goes, one entry a line")
    gone.set_words("Reyes, Marco=b6\nchronology=b5")
    desk.prompts.files.append(target)
    desk.click("Save as PDF…")
    desk.settle()
    desk.qtbot.waitUntil(lambda: "is still on" in shown_words(page))
    assert not target.exists()
    fill(page, "What may stand, with its reason", "chronology=the name of the paper")
    desk.prompts.files.append(target)
    desk.click("Save as PDF…")
    desk.settle()
    desk.qtbot.waitUntil(target.exists)
    text = "".join(each.extract_text() for each in PdfReader(target).pages)
    assert "Reyes" not in text
    assert "[REDACTED b6]" in text
    outcomes = desk.ask(lambda services: services.ledger.lines(school.id))
    assert [(line.copy.outcome.value, line.copy.redacted) for line in outcomes[:2]] == [
        ("saved", True),
        ("failed", True),
    ]
