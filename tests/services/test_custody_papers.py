"""Papers for an absence, a successor and a loss: what they say, and that no case is told in them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.services.conftest import Desk

from vpo_desk.documents.content import SlipContent
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.services.documents import PaperWish
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
