"""What a look at every page found: nothing stands alone on a page, days in one way, no line for nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from tests.documents.contents import (
    answer_of,
    chronology_line,
    chronology_of,
    interview_of,
    report_of,
    slip_of,
)

from vpo_desk.documents.content import (
    DocumentContent,
    ReportSection,
    ReportText,
    SlipContent,
    SlipPart,
)
from vpo_desk.documents.pages import count_pages
from vpo_desk.words import Words, say

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]


def page_of(poppler: Poppler, pdf: bytes, number: int) -> str:
    return poppler("pdftotext", pdf, "-raw", "-f", str(number), "-l", str(number))


def test_a_paper_that_names_no_printer_says_when_and_no_more(pdf_of: Pdf, poppler: Poppler) -> None:
    content = slip_of(2)
    nobody = replace(content, sheet=replace(content.sheet, printed_by=""))
    lines = poppler("pdftotext", pdf_of(nobody)).splitlines()
    assert "Printed 23 Nov 2026, 11:20 UTC" in lines
    assert "Printed 23 Nov 2026, 11:20 UTC by R. Okafor" in poppler("pdftotext", pdf_of(content))


def test_what_was_not_recorded_is_named_in_one_place(pdf_of: Pdf, poppler: Poppler) -> None:
    before = (("Purpose", "His words"), ("Juvenile?", ""), ("Counsel?", " "), ("Exit", "Bus"))
    page = poppler("pdftotext", pdf_of(replace(interview_of(), before=before)), "-raw")
    assert page.count("Not recorded:") == 1
    assert page.index("Exit") < page.index("Not recorded: Juvenile? · Counsel?")


def test_that_questions_were_left_out_stands_below_an_answer(pdf_of: Pdf, poppler: Poppler) -> None:
    for lines, more in product(range(18, 30), range(5)):
        content = interview_of(answer_of("\n".join(["word"] * lines)), left_out=3)
        pdf = pdf_of(replace(content, before=(("Purpose", "said"),) * more))
        for number in range(2, count_pages(pdf) + 1):
            page = page_of(poppler, pdf, number)
            left_out = page.find("3 questions of this section were not asked.")
            assert left_out == -1 or "word" in page[:left_out]


def test_the_last_page_of_a_chronology_has_an_entry(pdf_of: Pdf, poppler: Poppler) -> None:
    for entries in range(8, 30):
        pdf = pdf_of(chronology_of(*[chronology_line(f"entry{n}.") for n in range(entries)]))
        assert f"entry{entries - 1}." in page_of(poppler, pdf, count_pages(pdf))
        assert "As it was said." in page_of(poppler, pdf, 1)


def test_lines_to_sign_on_bring_the_sentences_before_them(pdf_of: Pdf, poppler: Poppler) -> None:
    whom = SlipPart(say("Whom to call"), paragraphs=("Emergency: 911", "County: 555 0199"))
    for rows in range(15, 45):
        slip: SlipContent = slip_of(rows)
        pdf = pdf_of(replace(slip, parts=(*slip.parts, whom)))
        page = page_of(poppler, pdf, count_pages(pdf))
        assert "Officer" in page
        assert "Whom to call" in page
        assert "555 0199" in page


def test_a_dense_paper_that_fits_on_its_page_is_signed_there(pdf_of: Pdf, poppler: Poppler) -> None:
    """A heading of the size of other papers once took the lines alone to a second page."""

    def pages(lines: int, *roles: Words) -> int:
        said = ReportSection(say("Formulation"), (ReportText("\n".join(["A line."] * lines)),))
        content = replace(report_of(dense=True), sections=(said,), signatures=roles)
        return count_pages(pdf_of(content))

    most = next(lines for lines in range(20, 80) if pages(lines + 1) > 1)
    assert pages(most - 5, say("Officer")) == 1
    assert pages(most, say("Officer")) == 2
