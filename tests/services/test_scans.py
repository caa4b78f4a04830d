"""Reading a scanned file: page by page, in memory, and nothing of it is left anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.services.conftest import Desk

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.errors import VpoError
from vpo_desk.services import scans
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.scans import Scanned, ScanReading


def printed(desk: Desk) -> tuple[bytes, str]:
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    wish = PaperWish(case.id, DocumentKind.ASSESSMENT)
    (copy,) = desk.services.documents.prepare(wish, "Meeting", ())[0]
    return desk.services.paper.make(copy), copy.content.sheet.code


def read(path: Path) -> Scanned:
    reading = ScanReading(path)
    while not (so_far := reading.step()).is_whole:
        pass
    return so_far


def test_a_copy_is_read_step_by_step_and_its_code_told_once(desk: Desk, tmp_path: Path) -> None:
    pdf, code = printed(desk)
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf)
    reading = ScanReading(path)
    steps = [reading.step()]
    assert steps[0].total > 1
    while not steps[-1].is_whole:
        steps.append(reading.step())
    assert [step.done for step in steps] == list(range(1, steps[0].total + 1))
    assert all(step.codes == (code,) for step in steps)
    check = desk.services.ledger.check(code)
    assert check.line is not None


def test_nothing_is_written_and_the_scan_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    pdf, _ = printed(desk)
    folder = tmp_path / "stick"
    folder.mkdir()
    path = folder / "scan.pdf"
    path.write_bytes(pdf)
    before = {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*") if each.is_file()}
    log = len(tuple(desk.services.upkeep.entries()))
    read(path)
    assert path.read_bytes() == pdf
    after = {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*") if each.is_file()}
    assert after == before
    assert len(tuple(desk.services.upkeep.entries())) == log


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.png", b"", "0 bytes"),
        ("letter.png", b"This is a letter.\n", "no scan"),
        ("cut.png", b"\x89PNG\r\n\x1a\n", "damaged"),
        ("cut.pdf", b"%PDF-1.7\n", "damaged"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(VpoError, match=words) as caught:
        read(path)
    assert name not in str(caught.value)


def test_a_file_that_is_gone_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VpoError, match="not there any more"):
        read(tmp_path / "gone.png")
    with pytest.raises(VpoError, match="folder"):
        read(tmp_path)


def test_a_file_that_is_too_large_is_not_even_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.tiff"
    path.write_bytes(bytes(2048))
    monkeypatch.setattr(scans, "MOST_BYTES", 1024)
    with pytest.raises(VpoError, match="too large"):
        read(path)
