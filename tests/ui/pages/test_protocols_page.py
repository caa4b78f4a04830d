"""The protocols page: what is on the shelf, one whole, printed; a bad own file is told."""

from __future__ import annotations

from pathlib import Path

from ui.pages.hands import Desk, open_row, rows, table
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.case_file.protocols_page import ProtocolsPage

OWN = """\
format = 1
id = "tenant"
version = 1
kind = "interview"
title = "Landlord"

[[section]]
id = "A"
title = "First"

[[section.question]]
id = "LL-A1"
text = "Who has <keys> & codes?"
theme = "CAP"
"""


def at_the_shelf(desk: Desk) -> ProtocolsPage:
    desk.go(CaseFilePage, "case_file")
    desk.click("Protocols…")
    return desk.at(ProtocolsPage)


def test_every_protocol_is_listed_and_shown_whole(desk: Desk) -> None:
    page = at_the_shelf(desk)
    read = rows(table(page, "Protocols"))
    assert len(read) == 9
    at = next(at for at, line in enumerate(read) if "subject@1" in line)
    assert read[at] == (
        "Subject interview / Interview · subject@1 | 70 | Came with the program"
        " / used in this case file"
    )
    assert "No protocol is open" in desk.reads()
    open_row(table(page, "Protocols"), at)
    desk.settle()
    shown = desk.reads()
    assert "No protocol is open" not in shown
    for words in ("SU-A1", "SU-K6", "brings a safety card", "Thoughts of violence"):
        assert words in shown
    assert page.place.part == "subject@1"


def test_own_files_are_found_and_a_bad_one_is_named_with_its_place(
    desk: Desk, case_file: Path
) -> None:
    folder = case_file / "protocols"
    folder.mkdir()
    (folder / "tenant.v1.toml").write_text(OWN, encoding="utf-8")
    bad = OWN.replace('"tenant"', '"bad"').replace("LL-", "BX-") + "help = 7\n"
    (folder / "bad.v1.toml").write_text(bad, encoding="utf-8")
    page = at_the_shelf(desk)
    assert rows(table(page, "Protocols"))[0].startswith(
        "Landlord / Interview · tenant@1 | 1 | Your"
    )
    assert "bad.v1.toml: section A, question BX-A1: help is not text." in desk.reads()
    assert str(folder) in desk.reads()
    (folder / "bad.v1.toml").write_text(bad.removesuffix("help = 7\n"), encoding="utf-8")
    desk.click("Look again")
    assert "Files that cannot be used" not in desk.reads()
    assert len(rows(table(page, "Protocols"))) == 11
    open_row(table(page, "Protocols"), 1)
    desk.settle()
    assert "LL-A1  Who has <keys> & codes?" in desk.reads()


def test_one_is_saved_blank(desk: Desk, tmp_path: Path) -> None:
    page = at_the_shelf(desk)
    open_row(table(page, "Protocols"), 0)
    desk.settle()
    target = tmp_path / "blank.pdf"
    desk.prompts.files.append(target)
    desk.click("Save it as PDF…")
    assert target.read_bytes().startswith(b"%PDF")
    assert "The form was saved." in desk.reads()
