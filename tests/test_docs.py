"""The documents are true where a machine can tell: links, claims, spelling, licenses."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("packaging/*.md")])
# What a user may read although no program sentence holds it.
DATA = sorted(
    path
    for path in ROOT.glob("resources/**/*")
    if path.suffix in {".toml", ".md"} and path.parent.name != "passphrases"
)


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """The text of a page without its code."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def sentences(text: str) -> Iterator[str]:
    yield from re.split(r"(?<=[.!?:;|])\s|\n\s*\n|\n(?=[-|#*])", text)


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_links_lead_somewhere_and_pictures_say_what_they_show(page: Path) -> None:
    broken: list[str] = []
    for bang, text, target in re.findall(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)", prose(page)):
        if bang and not text.strip():
            broken.append(f"{target} has no description")
        if re.match(r"https?://|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if (
            not there.exists()
            or not there.is_relative_to(ROOT)
            or (anchor and there.suffix == ".md" and anchor not in anchors(there))
        ):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_files_and_folders_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    own = r"`((?:docs|src|tests|resources|packaging|typings)/[\w./-]+)`"
    named = [name for name in re.findall(own, text) if "NNNN" not in name]
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", [*PAGES, *DATA], ids=label)
def test_nothing_is_claimed_that_nobody_has_shown(page: Path) -> None:
    claim = re.compile(
        r"(?i)\b(compliant|certified|validated|fips[- ]approved|secret service[- ]approved)\b"
    )
    denied = re.compile(r"(?i)\b(not|never|no|nor|nobody|neither|without|cannot)\b")
    claims = [
        sentence.strip()
        for sentence in sentences(prose(page))
        if claim.search(sentence) and not denied.search(sentence)
    ]
    assert claims == []


@pytest.mark.parametrize("page", [*PAGES, *DATA], ids=label)
def test_spelling_is_american(page: Path) -> None:
    british = (
        r"(?i)\b(\w*(behaviour|colour|neighbour|favour|honour|labour)\w*|(organ|recogn|summar|author|"
        r"minim|prior|character)is(e|ed|es|ing|ation)|analys(e|ed|ing)|centre|programme|licence|"
        r"defence|judgement|travell(ed|ing)|labell(ed|ing)|cancell(ed|ing)|enquir(y|ies)|whilst)\b"
    )
    assert [match.group() for match in re.finditer(british, prose(page))] == []


def test_every_shipped_library_stands_in_the_notices_with_its_license() -> None:
    notices = (ROOT / "NOTICES.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip().lower(): cells[3].strip()
        for cells in (line.split("|") for line in notices.splitlines())
        if len(cells) == 5
    }
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    assert names <= rows.keys()
    for name in names:
        metadata = importlib.metadata.metadata(name)
        if "License-Expression" in metadata:
            assert metadata["License-Expression"] == rows[name], name


def test_every_bundled_font_stands_in_the_notices() -> None:
    notices = (ROOT / "NOTICES.md").read_text(encoding="utf-8")
    listed = [pattern.rstrip("*") for pattern in re.findall(r"`(\w+-?\*)`", notices)]
    fonts = [path.name for path in (ROOT / "resources" / "fonts").glob("*.ttf")]
    assert [font for font in fonts if not font.startswith(tuple(listed))] == []


def test_the_pages_that_a_visitor_looks_for_are_there() -> None:
    names = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "NOTICES.md"}
    assert names <= {page.name for page in PAGES}
    license_text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in license_text
    assert "END OF TERMS AND CONDITIONS" in license_text
