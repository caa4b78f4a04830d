"""Papers for an absence, a successor and a loss: what they say, and that no case is told in them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.services.conftest import AT, TODAY, Desk

from vpo_desk.documents.content import SlipContent
from vpo_desk.domain.audit import page_code
from vpo_desk.domain.disclosure import CopyEnd, DocumentKind
from vpo_desk.domain.order import OrderKind
from vpo_desk.services.custody_papers import MOST
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.paper.naming import day_text
from vpo_desk.services.releases import write_pdf


def text_of(desk: Desk, content: SlipContent, place: Path) -> str:
    path = place / "slip.pdf"
    write_pdf(path, desk.services.paper.render(content))
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def planned(desk: Desk) -> Desk:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    wish = PaperWish(case.id, DocumentKind.PLAN)
    desk.services.documents.prepare(wish, "Team meeting", ("County crisis team",))
    return desk


def test_the_cover_sheet_has_dates_by_number_and_no_word_of_a_case(
    planned: Desk, tmp_path: Path
) -> None:
    text = text_of(planned, planned.services.custody_papers.cover_sheet()[0], tmp_path)
    assert "2026-001" in text
    assert "review of the case" in text
    assert "action of the plan" in text
    assert "988" in text
    for word in ("Novak", "Friday", "grievance", "crisis evaluation"):
        assert word.lower() not in text.lower()


def test_the_inventory_has_counts_cases_paper_and_the_chains_head(
    planned: Desk, tmp_path: Path
) -> None:
    head = planned.services.upkeep.chain_head()
    assert head is not None
    text = text_of(planned, planned.services.custody_papers.inventory()[0], tmp_path)
    assert "County crisis team" in text
    assert "Elevated" in text
    assert head.hash[:16] in text.replace("\n", "")
    assert "Make a new key" in text
    assert "Novak" not in text


def test_the_page_for_a_loss_says_what_was_on_it_and_whom_to_tell(
    planned: Desk, tmp_path: Path
) -> None:
    text = text_of(planned, planned.services.custody_papers.if_lost()[0], tmp_path)
    assert "Cases: 1. Concerns: 1. People: 2." in text
    assert "Within the hour" in text
    assert "County crisis team" in text
    assert "Novak" not in text


def test_with_nothing_in_the_file_every_paper_still_reads_well(desk: Desk, tmp_path: Path) -> None:
    papers = desk.services.custody_papers
    for number, make in enumerate((papers.cover_sheet, papers.inventory, papers.if_lost)):
        place = tmp_path / str(number)
        place.mkdir()
        assert "Supervisor, date" in text_of(desk, make()[0], place)


def test_each_paper_is_entered_before_it_exists(desk: Desk) -> None:
    for make in (
        desk.services.custody_papers.cover_sheet,
        desk.services.custody_papers.inventory,
        desk.services.custody_papers.if_lost,
    ):
        make()
    entries = [each for each in desk.services.upkeep.entries() if each.kind == "custody"]
    assert [each.object_id for each in entries] == ["cover", "inventory", "lost"]


def test_each_page_bears_the_code_of_the_entry_that_was_made_for_it(
    planned: Desk, tmp_path: Path
) -> None:
    papers = planned.services.custody_papers
    for make in (papers.cover_sheet, papers.inventory, papers.if_lost):
        content, _ = make()
        head = planned.services.upkeep.chain_head()
        assert head is not None
        assert content.sheet.code == page_code(head)
        place = tmp_path / str(content.sheet.title)
        place.mkdir()
        text = text_of(planned, content, place)
        pages = text.count("\f")
        assert text.count(f"Code {content.sheet.code}") == pages
        assert planned.services.ledger.check(content.sheet.code).line is None


def test_the_cover_sheet_names_every_kind_of_date_that_cannot_wait(
    planned: Desk, tmp_path: Path
) -> None:
    services = planned.services
    (case_line,) = services.cases.newest()
    case = case_line.case
    soon = TODAY + timedelta(days=40)
    services.orders.add(case.id, OrderWords(OrderKind.CUSTODY, until=soon, terms="Novak leaves"))
    services.orders.add(case.id, OrderWords(OrderKind.PROTECTIVE, until=soon, number="26-17"))
    services.tasks.add("Call Novak's aunt", "", soon, case.id)
    services.tasks.add("Renew the room", "", soon)
    services.meetings.plan(replace(AT, utc=AT.utc + timedelta(days=9)), "Novak's school")
    services.requests.add("P. Novak", TODAY, "All of it", soon)
    (line,) = services.ledger.out()
    services.ledger.set_return(line.copy.id, soon)
    text = text_of(planned, services.custody_papers.cover_sheet()[0], tmp_path)
    for what in (
        "release from custody",
        "last day of an order",
        "task",
        "meeting 1",
        "answer to a request",
        "a copy on paper is to come back",
    ):
        assert what in text
    assert text.count(day_text(soon)) == 6
    for word in ("Novak", "26-17", "aunt", "Renew", "school"):
        assert word not in text


def test_paper_that_came_back_is_not_listed_as_out(planned: Desk, tmp_path: Path) -> None:
    services = planned.services
    (line,) = services.ledger.out()
    services.ledger.note_end(line.copy.id, CopyEnd.RETURNED, TODAY)
    for number, make in enumerate(
        (services.custody_papers.inventory, services.custody_papers.if_lost)
    ):
        place = tmp_path / str(number)
        place.mkdir()
        text = text_of(planned, make()[0], place)
        assert "County crisis team" not in text
    services.ledger.note_end(line.copy.id, CopyEnd.LOST, TODAY)
    assert "County crisis team" in text_of(planned, services.custody_papers.if_lost()[0], tmp_path)


def test_a_list_that_is_cut_says_so(desk: Desk, tmp_path: Path) -> None:
    for number in range(MOST + 3):
        desk.services.tasks.add(f"Task {number}", "", TODAY)
    text = text_of(desk, desk.services.custody_papers.cover_sheet()[0], tmp_path)
    assert f"{MOST + 3} in all; the first {MOST} are listed" in text


def test_a_long_list_begins_under_its_heading_and_leaves_no_empty_page(
    desk: Desk, tmp_path: Path
) -> None:
    for number in range(40):
        desk.services.tasks.add(f"Task {number}", "", TODAY)
    text = text_of(desk, desk.services.custody_papers.cover_sheet()[0], tmp_path)
    first = text.split("\f")[0]
    assert "Dates due in the next sixty days" in first
    assert first.count(day_text(TODAY)) > 10


def test_days_are_written_out_as_on_every_paper(planned: Desk, tmp_path: Path) -> None:
    papers = planned.services.custody_papers
    for number, make in enumerate((papers.cover_sheet, papers.inventory, papers.if_lost)):
        place = tmp_path / str(number)
        place.mkdir()
        text = text_of(planned, make()[0], place)
        assert "2026-11-" not in text
        if make == papers.cover_sheet:
            assert "21 November 2026" in text
            assert "and overdue" in text
        else:
            assert "19 Nov 2026" in text
            assert "Cases: 1. Concerns: 1. People: 2." in text
