"""Five interviews played from the command line: the window shows their gaps, differences and root."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from ui.pages.hands import Desk, is_there, rows
from ui.stage import PASSPHRASE
from vpo_desk.cli.main import main
from vpo_desk.domain.case import Case
from vpo_desk.domain.gap_map import Knowing
from vpo_desk.domain.statement import Theme
from vpo_desk.services.catalog import Services
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.gaps.gap_table import GapTable

SCENARIO = Path(__file__).parents[2] / "e2e" / "knowledge.toml"
# Who was asked on a theme and declined or did not know: the eight gaps of the scenario.
GAPS = {
    ("Anna Novak", "INT"): Knowing.DECLINED,
    ("Anna Novak", "CAP"): Knowing.DECLINED,
    ("Walt Kramer", "MOT"): Knowing.UNKNOWN,
    ("Walt Kramer", "DES"): Knowing.UNKNOWN,
    ("Ines Duarte", "VIO"): Knowing.DECLINED,
    ("Ines Duarte", "PRO"): Knowing.UNKNOWN,
    ("Đặng, Tuấn", "EMO"): Knowing.DECLINED,
    ("Novak, Peter", "WPN"): Knowing.DECLINED,
}


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the scenario by the command line into a training file, and verify the file."""
    place = tmp_path_factory.mktemp("knowledge")
    folder, secret = place / "Five.vpodesk", place / "secret"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    opened = ["--passphrase-file", str(secret)]
    assert main(["new", str(folder), *opened, "--no-recovery-sheet", "--training"]) == 0
    assert main(["play", str(SCENARIO), str(folder), *opened]) == 0
    assert main(["verify", str(folder), *opened]) == 0
    return folder


@pytest.fixture
def case_file(five: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(five, tmp_path / "Five.vpodesk"))


@pytest.fixture
def case(desk: Desk) -> Case:
    found = desk.ask(lambda services: services.cases.by_number("HF-2026-001"))
    assert isinstance(found, Case)
    return found


def at_the_map(desk: Desk, case: Case) -> CasePage:
    desk.program.window.resize(QSize(1280, 800))
    page = desk.go(CasePage, "case", case.id, "gaps")
    QApplication.processEvents()
    desk.settle()
    return page


def test_the_map_has_the_eight_gaps_and_the_window_shows_them(desk: Desk, case: Case) -> None:
    def told(services: Services) -> dict[tuple[str, str], Knowing]:
        found = services.gaps.map(case.id)
        names = {source.key: source.name for source in found.sources}
        return {
            (names[cell.source], cell.theme.value): cell.knowing
            for row in found.rows
            for cell in row.cells
            if cell.knowing in {Knowing.DECLINED, Knowing.UNKNOWN}
        }

    assert desk.ask(told) == GAPS
    page = at_the_map(desk, case)
    maps = [each for each in page.findChildren(GapTable) if is_there(each)]
    assert len(maps) > 1  # more sources than fit beside each other stand below each other
    shown = "\n".join(line for each in maps for line in rows(each))
    assert shown.count("Declined") == 5
    assert shown.count("Does not know") == 3
    assert shown.count("Differs") == 2


def test_the_window_shows_both_differences_and_the_one_root(desk: Desk, case: Case) -> None:
    at_the_map(desk, case)
    read = desk.reads()
    expected = (
        "An air rifle, sold in June.",
        "Saw the air rifle on Sunday.",
        "a receipt was asked for",
        "Late three times since October.",
        "Never late, as far as the rota shows.",
        "she saw him come",
        "What Novak said at the boat house on 7 November",
    )
    assert [words for words in expected if words not in read] == []


def test_three_who_tell_of_one_sitting_count_as_one_source(desk: Desk, case: Case) -> None:
    def told(services: Services) -> tuple[int, int]:
        (of_words,) = (t for t in services.knowledge.themes(case.id) if t.theme is Theme.COM)
        return len(of_words.statements), of_words.sources

    assert desk.ask(told) == (4, 2)  # three go back to the boat house, and he himself
