"""Every word of every answer is on the page, in order, whatever it looks like."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.contents import answer_of, interview_of, plan_of

from vpo_desk.documents.content import DocumentContent

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
LETTERS = (
    "aábcçdđeêëfghiíîjkłmnñoöøpqrsßşștuüvwxyýzžÀÉÜİĞŁŽ"
    "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    "αβγδεζηθικλμνξοπρστυφχψωΆΈΉΊΌΎΏ"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяЁЂЄІЇЎґ"
)
MARKS = "0123456789.,;:!?-'\"“”‘’…—–()[]{}<>&%$#@/\\*+=_~|€£§°"
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
WORD = st.text(alphabet=LETTERS + MARKS, min_size=1, max_size=14)
LOOKS_LIKE_MARKUP = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<br/>",
        "</para>",
        "&amp;",
        "&lt;",
        "&#65;",
        "%s",
        "{name}",
        "<if",
        "you>",
        "<font",
        'color="red">',
        "<!--",
        "]]>",
        "<a",
        "href='x'>",
    ]
)
TEXT = st.lists(WORD | LOOKS_LIKE_MARKUP, min_size=1, max_size=40).map(" ".join)


def joined(text: str) -> str:
    """Text without white space: where a line ends on paper is the page's business."""
    return "".join(unicodedata.normalize("NFC", text).split())


@settings(max_examples=25, deadline=None, suppress_health_check=CHECKS)
@given(text=TEXT, verbatim=TEXT, observation=TEXT)
def test_every_word_of_an_answer_is_on_the_page_in_order(
    pdf_of: Pdf, poppler: Poppler, text: str, verbatim: str, observation: str
) -> None:
    content = interview_of(answer_of(text, verbatim, observation=observation))
    # Without `-raw` poppler takes a hyphen at a line end for a divided word and drops it.
    page = joined(poppler("pdftotext", pdf_of(content), "-raw"))
    place = page.index("Whatdidyoumean?")  # the question: the answer follows it
    for words in (text, f"“{verbatim}”", observation):
        place = page.find(joined(words), place)
        assert place >= 0, words
        place += len(joined(words))


@settings(max_examples=15, deadline=None, suppress_health_check=CHECKS)
@given(text=TEXT)
def test_a_plan_keeps_every_word_too(pdf_of: Pdf, poppler: Poppler, text: str) -> None:
    page = joined(poppler("pdftotext", pdf_of(plan_of(text)), "-raw"))
    assert joined(text) in page


def test_lines_and_spaces_are_kept_as_they_were_typed(pdf_of: Pdf, poppler: Poppler) -> None:
    text = "first line\n    indented    wide\n\nlast"
    page = poppler("pdftotext", pdf_of(interview_of(answer_of(text))), "-layout")
    lines = [line.rstrip() for line in page.splitlines()]
    first = next(place for place, line in enumerate(lines) if line.strip() == "first line")
    assert lines[first + 1].strip().split() == ["indented", "wide"]
    assert lines[first + 1].startswith("  ")
    assert "last" in [line.strip() for line in lines[first + 2 :]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("😀 ok", "‹grinning face›ok"),
        ("a\x00b", "a‹U+0000›b"),
        ("\ud83d", "‹U+D83D›"),
    ],
)
def test_what_no_font_has_prints_as_its_name_and_is_counted_on_the_first_page(
    pdf_of: Pdf, poppler: Poppler, text: str, shown: str
) -> None:
    pdf = pdf_of(interview_of(answer_of(text)))
    assert joined(shown) in joined(poppler("pdftotext", pdf))
    first = " ".join(poppler("pdftotext", pdf, "-l", "1").split())
    assert "1 character could not be printed" in first


def test_an_answer_of_ten_thousand_words_flows_over_pages_without_a_loss(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    words = [f"w{number}" for number in range(10_000)]
    pdf = pdf_of(interview_of(answer_of(" ".join(words))))
    printed = poppler("pdftotext", pdf).split()
    assert [word for word in printed if word[0] == "w" and word[1:].isdigit()] == words


def test_one_word_longer_than_a_line_is_not_cut(pdf_of: Pdf, poppler: Poppler) -> None:
    word = "".join(chr(97 + number % 26) for number in range(700))
    assert word in joined(poppler("pdftotext", pdf_of(interview_of(answer_of(word)))))


def test_a_cell_longer_than_a_page_flows(pdf_of: Pdf, poppler: Poppler) -> None:
    content = plan_of(actions=1)
    words = " ".join(f"a{number}" for number in range(3000))
    long = content.actions[0]
    from dataclasses import replace

    page = poppler("pdftotext", pdf_of(replace(content, actions=(replace(long, what=words),))))
    assert len({word for word in page.split() if word[0] == "a" and word[1:].isdigit()}) == 3000
