"""Every document there is, exported from the demonstration by the command line: pages, HTML, redacted."""

from __future__ import annotations

import errno
import io
import os
import re
import subprocess
from html import unescape
from pathlib import Path

import pikepdf
import pytest
from tests.cli.conftest import Desk

from vpo_desk.bootstrap import open_case_file, system_clock
from vpo_desk.cli.main import main
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.services.documents import PreparedCopy
from vpo_desk.services.releases import Release

OF_CASE: dict[str, tuple[str, tuple[str, ...]]] = {
    "plan": ("001", ()),
    "summary": ("001", ()),
    "assessment": ("001", ()),
    "interview": ("001", ("--interview", "1")),
    "chronology": ("001", ("--with-sources",)),
    "safety_plan": ("001", ()),
    "shift_card": ("001", ("--named",)),
    "referral": ("001", ("--named",)),
    "records_log": ("002", ()),
    "closing_memo": ("004", ()),
}
"""The case of the demonstration that has each document, and what it asks for besides."""

SURNAMES = {"001": "Whitt", "002": "Reyes", "004": "Ostrow"}
TITLE_OF_PACKET = "Meeting packet"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the demonstration once for every document."""
    out = tmp_path_factory.mktemp("every") / "demo"
    assert main(["demo", "--out", str(out)]) == 0
    return out


@pytest.fixture
def demonstration(played: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(played / "Demonstration.vpodesk", played / "PASSPHRASE.txt", capsys)


def export(desk: Desk, kind: str, out: Path, *options: str) -> bytes:
    case, more = OF_CASE.get(kind, ("", ()))
    what = ("--case", f"HF-2026-{case}", "--document", kind) if case else ("--meeting", "2")
    done = desk.verb("export", *what, *more, "--out", out, "--purpose", "Case binder", *options)
    assert done.code == 0, done.err
    return out.read_bytes()


def words_of(pdf: bytes) -> str:
    """Return the words of a PDF as another program reads them, those of its tags too."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def shown(page: bytes) -> str:
    text = re.sub(r"<style>.*?</style>|src=\"data:[^\"]*\"", "", page.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", text))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_no_kind_of_document_is_forgotten_here() -> None:
    assert set(OF_CASE) | {"packet"} == set(DocumentKind.values())


@pytest.mark.parametrize("kind", DocumentKind.values())
def test_it_goes_out_as_pages_and_as_html(
    demonstration: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    twice: list[tuple[bytes, bytes]] = []
    make, make_html = Release.make, Release.make_html

    def both(release: Release, prepared: PreparedCopy) -> bytes:
        twice.append((make(release, prepared), make(release, prepared)))
        return twice[-1][1]

    def both_html(release: Release, prepared: PreparedCopy) -> bytes:
        twice.append((make_html(release, prepared), make_html(release, prepared)))
        return twice[-1][1]

    monkeypatch.setattr(Release, "make", both)
    monkeypatch.setattr(Release, "make_html", both_html)
    pdf = export(demonstration, kind, tmp_path / "paper.pdf")
    page = export(demonstration, kind, tmp_path / "paper.html", "--html")
    assert [one == other for one, other in twice] == [True, True]
    assert twice[0][1] == pdf
    title = TITLE_OF_PACKET if kind == "packet" else str(DocumentKind(kind).words)
    info = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    told = dict(re.findall(r"(?m)^([\w ]+):\s+(.*)$", info.stdout.decode()))
    assert told["Tagged"] == "yes"
    assert title in told["Title"]
    assert int(told["Pages"]) >= 1
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en-US"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
    text = words_of(pdf)
    pages = text.rstrip("\f").split("\f")
    assert len(pages) == int(told["Pages"])
    for number, each in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in each
        assert "TRAINING – NOT REAL" in each
        assert re.search(r"Code \d+-\w{4}-\w{4}-[\w*~$=]", each)
    assert page.startswith(b'<!DOCTYPE html>\n<html lang="en-US"') or b'lang="en-US"' in page[:80]
    html = shown(page)
    assert title in html
    assert "TRAINING – NOT REAL" in html
    # Every word that another program hears in the PDF's tags is on the page of HTML.
    (tmp_path / "read.pdf").write_bytes(pdf)
    heard = subprocess.run(
        ["pdfinfo", "-struct-text", str(tmp_path / "read.pdf")], capture_output=True, check=True
    )
    said = re.findall(r'"(.*)"', heard.stdout.decode())
    assert said
    known = squeezed(html)
    missing = [
        each for each in said if squeezed(each) not in known and not re.search(r"version \d", each)
    ]
    assert missing == []


@pytest.mark.parametrize("kind", DocumentKind.values())
def test_its_redacted_editions_have_nothing_of_a_name_left(
    demonstration: Desk, tmp_path: Path, kind: str
) -> None:
    name = SURNAMES[OF_CASE[kind][0]] if kind in OF_CASE else "Coach Amari"
    redact = ("--redact", f"{name}=b6", "--redact", "R. Okafor=b7")
    pdf = export(demonstration, kind, tmp_path / "paper.pdf", *redact)
    page = export(demonstration, kind, tmp_path / "paper.html", "--html", *redact)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        inside = " ".join(str(value) for value in opened.docinfo.values())
        with opened.open_outline() as outline:
            inside += " ".join(item.title for item in outline.root)
    (tmp_path / "read.pdf").write_bytes(pdf)
    heard = subprocess.run(
        ["pdfinfo", "-struct-text", str(tmp_path / "read.pdf")], capture_output=True, check=True
    ).stdout.decode()
    for text in (words_of(pdf), heard, inside, shown(page), page.decode()):
        for gone in (name, "Okafor"):
            assert gone.casefold() not in text.casefold()
    for text in (words_of(pdf), shown(page)):
        assert "[REDACTED b7]" in text
        assert "redacted edition" in text
        assert "Places redacted in this edition:" in text


@pytest.mark.parametrize("typed", ["Aaron Whitt", "Whitt, Aaron", "whitt aaron", "WHITT,AARON"])
def test_a_person_goes_in_whatever_order_they_were_typed(
    demonstration: Desk, tmp_path: Path, typed: str
) -> None:
    pdf = export(demonstration, "plan", tmp_path / "paper.pdf", "--redact", f"{typed}=b6")
    assert "whitt" not in words_of(pdf).casefold()
    assert "aaron" not in words_of(pdf).casefold()


@pytest.mark.parametrize(
    ("entry", "word"), [("b6=b6", "b6"), ("REDACTED", "REDACTED"), ("Aaron Whitt=Whitt", "Whitt")]
)
def test_what_a_blank_itself_says_is_told_before_anything_is_entered(
    demonstration: Desk, tmp_path: Path, entry: str, word: str
) -> None:
    what = ("--case", "HF-2026-001", "--document", "plan", "--out", tmp_path / "plan.pdf")
    done = demonstration.verb("export", *what, "--redact", entry)
    assert done.code == 1
    assert f"“{word}” is to go, and “[REDACTED" in done.err
    assert f"{word}=part of the blank" in done.err
    assert list(tmp_path.iterdir()) == []
    done = demonstration.verb("export", *what, "--redact", entry, "--exempt", f"{word}=the blank")
    assert done.code == 0, done.err
    assert "the blank: 1" in words_of((tmp_path / "plan.pdf").read_bytes())


def test_a_file_s_name_keeps_no_word_that_goes(demonstration: Desk, tmp_path: Path) -> None:
    what = ("--case", "HF-2026-001", "--document", "plan", "--redact", "Aaron Whitt=b6")
    done = demonstration.verb("export", *what, "--out", tmp_path / "whitt_plan.pdf")
    assert done.code == 1
    assert "The file's name has “whitt”" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_file_and_the_ledger_says_so(
    demonstration: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    place = tmp_path / "papers"
    place.mkdir()
    what = ("--case", "HF-2026-001", "--document", "plan", "--out", place / "plan.pdf")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        done = demonstration.verb("export", *what, "--purpose", "Case binder", "--to", "Sgt. Ng")
    assert done.code == 1
    assert "No half file is left" in done.err
    assert list(place.iterdir()) == []
    desk = open_case_file(
        demonstration.folder, demonstration.secret.read_text().strip(), clock=system_clock()
    )
    try:
        newest = max(desk.services.ledger.lines(), key=lambda line: line.copy.prepared_at.utc).copy
    finally:
        desk.close()
    assert (newest.holder, newest.outcome) == ("Sgt. Ng", Outcome.FAILED)


def test_a_request_for_assistance_is_one_page_with_its_line_to_sign(
    demonstration: Desk, tmp_path: Path
) -> None:
    """It took a second one for the line to sign on, and told the unit that it was made."""
    out = tmp_path / "request.pdf"
    what = ("--case", "HF-2026-003", "--document", "referral", "--purpose", "Consultation")
    assert demonstration.verb("export", *what, "--out", out).code == 0
    text = words_of(out.read_bytes())
    assert "Page 1 of 1" in text
    assert "Sign-off" in text
    assert "How far it went" not in text
    assert "record checks" not in text


def test_a_paper_of_the_demonstration_knows_nothing_later_than_itself(played: Path) -> None:
    (packet, *_) = sorted((played / "documents" / "school").glob("*packet*.pdf"))
    text = words_of(packet.read_bytes())
    assert "Printed 20 Nov 2026, 15:10 EST" in text
    assert "21 November 2026" not in text
