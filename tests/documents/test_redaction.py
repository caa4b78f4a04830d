"""A redacted edition: nothing that goes is left in the content, and the finished file is searched."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from tests.documents.contents import answer_of, interview_of, plan_of

from vpo_desk.documents.content import DocumentContent
from vpo_desk.documents.redacted import certificate_words, redact
from vpo_desk.documents.redaction_check import NotReadable, hits
from vpo_desk.domain.redaction import Exemption, Redaction, Removal
from vpo_desk.words import say

Made = Callable[[DocumentContent], bytes]
NAME = "Wolfeschlegelstein"
GONE = Redaction([Removal(NAME, "b6"), Removal("Bo Hale", "b7", person=True)])
SPELLINGS = (
    f"{NAME.upper()}’s car, {NAME[:5]}-\n{NAME[5:]}; Hale said, bo HALE's; Wólfeschlegelstein."
)


def opened(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return a PDF after something was put into it, as another program would."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        plan_of(SPELLINGS, agency=f"Police of {NAME}", case_number=f"{NAME}-1"),
        interview_of(answer_of(SPELLINGS, f"“{SPELLINGS}”", told_by="Bo Hale")),
        interview_of(answer_of(" ".join([SPELLINGS, "word " * 40] * 30))),
    ],
    ids=["plan", "record", "long record"],
)
def test_nothing_of_it_is_left_in_content_or_file(pdf_of: Made, content: DocumentContent) -> None:
    assert hits(pdf_of(content), GONE)
    clean, certificate = redact(content, GONE)
    pdf = pdf_of(clean)
    assert hits(pdf, GONE) == ()
    assert NAME.encode() not in pdf
    assert certificate.total >= 5
    assert {code for code, _ in certificate.removed} == {"b6", "b7"}


def test_what_stays_is_word_for_word_the_same(pdf_of: Made, poppler: Any) -> None:
    content = interview_of(answer_of(f"He told {NAME} that <b>Friday</b> & after. أهلا"))
    clean, _ = redact(content, GONE)
    text = " ".join(poppler("pdftotext", pdf_of(clean)).split())
    assert "He told [REDACTED b6] that <b>Friday</b> & after." in text


def test_values_within_our_own_sentences_go_and_the_sentences_stay() -> None:
    content = replace(plan_of(), signed=(say("Agreed: {who}.", who=NAME),))
    clean, _ = redact(content, GONE)
    assert [str(words) for words in clean.signed] == ["Agreed: [REDACTED b6]."]


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = f"On {NAME}"


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:relation"] = {f"About {NAME}"}


def _bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        inner = pikepdf.OutlineItem("Part")
        inner.children.append(pikepdf.OutlineItem(f"What {NAME} said"))
        outline.root.append(inner)


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = NAME.encode()


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[0, 0, 10, 10],
        Contents=pikepdf.String(NAME),
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


def _actual(pdf: pikepdf.Pdf) -> None:
    _structure(pdf, "/ActualText")


def _alternative(pdf: pikepdf.Pdf) -> None:
    _structure(pdf, "/Alt")


def _structure(pdf: pikepdf.Pdf, key: str) -> None:
    element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Span)
    element[key] = pikepdf.String(NAME)
    root = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([element]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)


def _marked(pdf: pikepdf.Pdf) -> None:
    first, second = NAME[:7], NAME[7:]
    stream = "".join(
        f"/Span <</ActualText ({part})>> BDC EMC\n" for part in (first, second)
    ).encode()
    pdf.pages[0].contents_add(pdf.make_stream(stream))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_info, "metadata"),
        (_xmp, "metadata"),
        (_bookmark, "a bookmark"),
        (_attachment, "an attachment"),
        (_note, "a note on page 1"),
        (_actual, "the structure of the file"),
        (_alternative, "the structure of the file"),
        (_marked, "the actual text of page 1"),
    ],
)
def test_every_corner_of_the_file_is_searched(
    pdf_of: Made, change: Callable[[pikepdf.Pdf], object], where: str
) -> None:
    pdf = pdf_of(plan_of())
    assert hits(pdf, GONE) == ()
    found = hits(opened(pdf, change), GONE)
    assert {(str(hit.where), hit.words, hit.code) for hit in found} == {(where, NAME, "b6")}


def test_a_hit_names_its_page(pdf_of: Made) -> None:
    content = interview_of(*(answer_of("word " * 300) for _ in range(6)), answer_of(f"Mr. {NAME}"))
    found = hits(pdf_of(content), GONE)
    assert found
    assert str(found[-1].where) != "page 1"


def test_an_exempted_word_is_let_stand_and_told(pdf_of: Made) -> None:
    strict = Redaction([Removal("plan", "b5")])
    clean, _ = redact(plan_of(), strict)
    assert {hit.words.lower() for hit in hits(pdf_of(clean), strict)} == {"plan"}
    kind = Redaction(strict.removals, [Exemption("plan", "the name of the form")])
    clean, certificate = redact(plan_of(), kind)
    assert hits(pdf_of(clean), kind) == ()
    told = "\n".join(str(words) for words in certificate_words(certificate))
    assert "Let stand where it is another word: the name of the form" in told


def test_what_cannot_be_gone_through_is_refused() -> None:
    with pytest.raises(NotReadable):
        hits(b"%PDF-1.7 nothing", GONE)
