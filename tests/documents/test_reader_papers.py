"""Papers for one reader: what must be seen first is large, comes first, and keeps every word."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from tests.documents.contents import card_of
from tests.documents.test_scripts import SENTENCES
from tests.documents.test_words import TEXT, joined
from tests.documents.tree import read

from vpo_desk.documents.build import render_html
from vpo_desk.documents.content import DocumentContent
from vpo_desk.documents.fonts import Fonts
from vpo_desk.domain.agency import Paper
from vpo_desk.words import Catalog

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(max_examples=15, deadline=None, suppress_health_check=CHECKS)
@given(text=TEXT.filter(lambda text: len(text) < 120))  # on one page
def test_every_word_stands_in_large_and_in_small(pdf_of: Pdf, poppler: Poppler, text: str) -> None:
    marked = f"begin {text} end"
    page = joined(poppler("pdftotext", pdf_of(card_of(marked)), "-raw"))
    assert page.count(joined(marked)) == 6


@pytest.mark.parametrize("script", SENTENCES)
def test_any_script_stands_in_large_letters(pdf_of: Pdf, script: str) -> None:
    tagged = read(pdf_of(card_of(SENTENCES[script])))
    whole = joined("".join(tagged.text(each) for each in tagged.root.find("P")))
    assert joined(SENTENCES[script]) in whole


def test_the_line_in_large_letters_comes_before_the_facts(pdf_of: Pdf, poppler: Poppler) -> None:
    pdf = pdf_of(card_of())
    structure = poppler("pdfinfo", pdf, "-struct-text")
    order = [structure.index(each) for each in ("Valid until", "Destroy it", "Person", "911")]
    assert order == sorted(order)
    tagged = read(pdf)
    assert [tagged.text(each) for each in tagged.root.find("TH")] == ["Who", "Number"]


def test_the_large_line_is_the_largest_on_the_page(pdf_of: Pdf, poppler: Poppler) -> None:
    boxes = poppler("pdftotext", pdf_of(card_of("x1")), "-bbox")
    sizes = {
        word: float(bottom) - float(top)
        for top, bottom, word in re.findall(r'yMin="([\d.]+)".*?yMax="([\d.]+)">([^<]+)<', boxes)
    }
    assert sizes["Valid"] == max(sizes.values())
    assert sizes["911"] > sizes["Person"]


@pytest.mark.parametrize("paper", list(Paper))
def test_it_prints_on_either_paper(pdf_of: Pdf, poppler: Poppler, paper: Paper) -> None:
    found = poppler("pdfinfo", pdf_of(card_of(paper=paper)))
    assert re.search(r"Pages: +1\n", found)


def test_its_html_edition_says_the_same_first(fonts: Fonts) -> None:
    page = render_html(card_of("Gate <b>& Co"), fonts, Catalog()).decode()
    assert "Valid until Gate &lt;b&gt;&amp; Co" in page
    assert page.index("Valid until") < page.index("<dl>") < page.index("911")
