"""The HTML edition says what the pages say, in their order, and asks nothing of anybody."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from tests.documents.contents import EVERY, answer_of, form_of, interview_of, plan_of
from tests.documents.test_scripts import SENTENCES, TEXT
from tests.documents.tree import read

from vpo_desk.documents.build import render_html
from vpo_desk.documents.content import CopyMark, DocumentContent
from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.tongues import tongue
from vpo_desk.words import Catalog

Pdf = Callable[[DocumentContent], bytes]
Html = Callable[[DocumentContent], "Page"]
VOID = {"meta", "br"}
MAY_ASK = {"src", "href", "srcset", "action", "data", "background", "poster", "style", "onload"}


class Page(HTMLParser):
    """What a browser would see of a page: its elements, and the words of its main part."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.opened: list[tuple[str, dict[str, str | None]]] = []
        self.within: list[str] = []
        self.words: list[str] = []
        self.frame: list[str] = []
        self.feed(source)
        self.close()
        assert not self.within, "every element that begins ends"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))
        if tag not in VOID:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.within:
            self.words.append(data)
        elif "header" in self.within or "footer" in self.within:
            self.frame.append(data)

    def tags(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.opened if name == tag]


@pytest.fixture(scope="module")
def html_of(fonts: Fonts) -> Html:
    return lambda content: Page(render_html(content, fonts, Catalog()).decode())


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("name", EVERY)
def test_the_same_words_in_the_same_order_as_on_paper(
    pdf_of: Pdf, html_of: Html, name: str
) -> None:
    tagged = read(pdf_of(EVERY[name]()))
    assert bare("".join(html_of(EVERY[name]()).words)) == bare(tagged.text(tagged.root))


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(text=TEXT, verbatim=TEXT)
def test_every_word_of_every_script_is_in_it(html_of: Html, text: str, verbatim: str) -> None:
    words = bare("".join(html_of(interview_of(answer_of(text, verbatim, follow_up=text))).words))
    place = words.index("Whatdidyoumean?")
    for said in (text, f"“{verbatim}”", text):
        place = words.find(bare(said), place)
        assert place >= 0, said
        place += len(bare(said))


@pytest.mark.parametrize("name", EVERY)
def test_it_asks_for_nothing_and_runs_nothing(html_of: Html, name: str) -> None:
    page = html_of(EVERY[name]())
    for tag, attributes in page.opened:
        assert tag not in {"script", "link", "img", "iframe", "object", "form", "base"}
        assert not MAY_ASK & set(attributes)
    policies = [each.get("content") for each in page.tags("meta") if "http-equiv" in each]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "url(" not in page.source
    assert "@import" not in page.source
    assert "//" not in page.source


def test_what_looks_like_markup_is_words(html_of: Html) -> None:
    page = html_of(interview_of(answer_of("<script>alert(1)</script> <b>&amp; \"'")))
    assert "<script>alert(1)</script> <b>&amp; \"'" in page.words
    assert not page.tags("script")
    assert not page.tags("b")


def test_tables_lists_and_headings_are_what_they_are(html_of: Html) -> None:
    page = html_of(plan_of())
    assert len(page.tags("h1")) == 1
    assert len(page.tags("h2")) >= 8
    assert len(page.tags("table")) == 3
    assert all(each["scope"] == "col" for each in page.tags("th"))
    assert len(page.tags("thead")) == 3
    assert len(page.tags("dt")) == len(page.tags("dd")) == 8
    assert page.tags("ul")
    boxes = [each for each in page.tags("span") if each.get("role") == "img"]
    assert [each["aria-label"] for each in boxes] == ["box to tick"] * 3
    form = html_of(form_of(1))
    assert len([each for each in form.tags("span") if each.get("role") == "img"]) == 5


def test_each_paragraph_says_which_way_it_reads_and_in_what(html_of: Html) -> None:
    page = html_of(interview_of(answer_of(f"{SENTENCES['Hebrew']}\n{SENTENCES['Korean']}\nNo.")))
    assert page.tags("html")[0]["lang"] == "en-US"
    ways = [(each["dir"], each.get("lang")) for each in page.tags("p")]
    assert ("rtl", "he") in ways
    assert ("ltr", "ko") in ways
    assert ("ltr", None) in ways


def test_what_stands_around_it_says_marking_copy_and_code(html_of: Html) -> None:
    copy = CopyMark(3, 6, "J. Lindqvist")
    frame = "".join(html_of(plan_of(copy=copy, code="1042-K7Q2-9XMD-3")).frame)
    for words in (
        "CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE",
        "COPY 3 OF 6",
        "for J. Lindqvist",
        "Code 1042-K7Q2-9XMD-3",
        "HF-2026-014 · Management plan version 2",
    ):
        assert words in frame
    draft = "".join(html_of(plan_of(draft=True, training=True, preview=True)).frame)
    assert "TRAINING – NOT REAL" in draft
    assert "PREVIEW" in draft


def test_the_same_content_gives_the_same_bytes(fonts: Fonts) -> None:
    first = render_html(plan_of("שלום"), fonts, Catalog())
    assert render_html(plan_of("שלום"), fonts, Catalog()) == first


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Zoë", None),
        ("שלום Bob", "he"),
        ("漢字", "und-Hani"),
        ("漢字と", "ja"),
        ("да", "und-Cyrl"),
        ("He said да to me", None),
        ("123 —", None),
    ],
)
def test_a_language_is_named_only_where_its_script_says_so(text: str, language: str | None) -> None:
    assert tongue(text) == language
