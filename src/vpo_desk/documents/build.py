"""Builds a document: content values in, the same PDF bytes out every time."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from vpo_desk.documents.case_papers import (
    ChronologyContent,
    ClosingContent,
    EmergencyContent,
    RecordsLogContent,
)
from vpo_desk.documents.chronology import chronology_story
from vpo_desk.documents.closing_memo import closing_story
from vpo_desk.documents.content import (
    DocumentContent,
    FormContent,
    InterviewContent,
    PlanContent,
    RecoverySheetContent,
    ReportContent,
    ShareSheetContent,
    SingleContent,
    SlipContent,
)
from vpo_desk.documents.emergency_card import emergency_story
from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.form import form_story
from vpo_desk.documents.frame_words import FrameWords
from vpo_desk.documents.glyphs import Pen
from vpo_desk.documents.interview import interview_story
from vpo_desk.documents.leading import Leading
from vpo_desk.documents.letterhead import foot_height, own_sign_off
from vpo_desk.documents.lines import Setter
from vpo_desk.documents.packet import packet_story
from vpo_desk.documents.packet_content import PacketContent
from vpo_desk.documents.page import FramedCanvas, PageFrame
from vpo_desk.documents.plan import plan_story
from vpo_desk.documents.prose import Prose
from vpo_desk.documents.records_log import records_story
from vpo_desk.documents.recovery_sheet import recovery_story
from vpo_desk.documents.report import report_story
from vpo_desk.documents.share_sheet import share_story
from vpo_desk.documents.slip import slip_story
from vpo_desk.documents.story import Writer
from vpo_desk.documents.structure import outline
from vpo_desk.documents.styles import BOTTOM, MARGIN, SIZES, TOP
from vpo_desk.documents.tagging import finish
from vpo_desk.documents.text import Script
from vpo_desk.words import Catalog, Words, say, say_count

LANGUAGE: Final = "en-US"
_ONE_AT_A_TIME: Final = threading.Lock()  # ReportLab's font registry is process-wide


def render(content: DocumentContent, fonts: Fonts, catalog: Catalog) -> bytes:
    """Return the document as a PDF; the same content gives the same bytes.

    It is tagged for screen readers. What no bundled font has prints as its name and is counted on the
    first page.
    """
    fonts.register()
    with _ONE_AT_A_TIME:
        writer = _writer(content, fonts, catalog)
        return _build(content, _whole_story(content, writer), writer)


def render_html(content: DocumentContent, fonts: Fonts, catalog: Catalog) -> bytes:
    """Return the document as one page of HTML with the same words in the same order."""
    from vpo_desk.documents.html import page_of

    fonts.register()
    with _ONE_AT_A_TIME:
        writer = _writer(content, fonts, catalog)
        root = outline(_whole_story(content, writer), catalog)
        words = FrameWords(content.sheet, catalog, _form_code(content))
        return page_of(root, words, writer, language=LANGUAGE)


def _writer(content: DocumentContent, fonts: Fonts, catalog: Catalog) -> Writer:
    width = SIZES[content.sheet.paper][0] - 2 * MARGIN
    return Writer(Script(fonts), catalog, width, Setter(fonts))


def _whole_story(content: DocumentContent, writer: Writer) -> list[Flowable]:
    story = _story(content, writer)
    story += own_sign_off(story, writer, content.sheet)
    if writer.script.missing:
        story.insert(_after_title(story), _missing(writer))
    words = FrameWords(content.sheet, writer.catalog, _form_code(content))
    if not PageFrame(words, writer).says_for_whom():  # the foot cuts it: once it stands whole
        story.insert(_after_title(story), writer.paragraph(words.printed(), writer.styles.small))
    if content.sheet.redactions:
        story += _certificate(content.sheet.redactions, writer)
    return story


def _certificate(lines: Sequence[Words], writer: Writer) -> list[Flowable]:
    """Return what a redacted edition says of itself, on one page: a part of it proves little."""
    found = [writer.heading(say("Redactions")), *(writer.paragraph(line) for line in lines)]
    for each in found[:-1]:
        each.keepWithNext = True
    return [*found]


def _story(content: DocumentContent, writer: Writer) -> list[Flowable]:
    if isinstance(content, PacketContent):
        return packet_story(content, writer)
    return _case_story(content, writer)


def _case_story(content: SingleContent, writer: Writer) -> list[Flowable]:
    match content:
        case PlanContent():
            return plan_story(content, writer)
        case ReportContent():
            return report_story(content, writer)
        case InterviewContent():
            return interview_story(content, writer)
        case FormContent():
            return form_story(content, writer)
        case RecoverySheetContent():
            return recovery_story(content, writer)
        case ShareSheetContent():
            return share_story(content, writer)
        case SlipContent():
            return slip_story(content, writer)
        case ChronologyContent():
            return chronology_story(content, writer)
        case RecordsLogContent():
            return records_story(content, writer)
        case ClosingContent():
            return closing_story(content, writer)
        case EmergencyContent():
            return emergency_story(content, writer)


def _build(content: DocumentContent, story: list[Flowable], writer: Writer) -> bytes:
    sheet = content.sheet
    width, height = SIZES[sheet.paper]
    bottom = BOTTOM + foot_height(sheet, writer)
    target = io.BytesIO()
    words = FrameWords(sheet, writer.catalog, _form_code(content))
    document = BaseDocTemplate(
        target,
        pagesize=(width, height),
        invariant=1,
        pageCompression=0,  # done once, when the document is finished
        title=words.title(),
        author=writer.plain(sheet.agency),
        creator="VPO Desk",
        producer="VPO Desk",
        lang=LANGUAGE,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=TOP,
        bottomMargin=bottom,
        keepTogetherClass=Leading,
    )
    frame = Frame(
        MARGIN,
        bottom,
        width - 2 * MARGIN,
        height - TOP - bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate("page", [frame])])
    pages = PageFrame(words, writer)
    pen = Pen(writer.setter.fonts)
    root = outline(story, writer.catalog)

    def make_canvas(*arguments: Any, **options: Any) -> FramedCanvas:
        return FramedCanvas(*arguments, frame=pages.draw, pen=pen, **options)

    document.build(story, canvasmaker=make_canvas)
    return finish(target.getvalue(), root, pen, language=LANGUAGE)


def _missing(writer: Writer) -> Flowable:
    missing = writer.script.missing
    words = say_count(
        "{count} character could not be printed with the fonts at hand and stands as its name,"
        " such as {example}.",
        "{count} characters could not be printed with the fonts at hand and stand as their names,"
        " such as {example}.",
        sum(missing.values()),
        example=min(missing),
    )
    return writer.paragraph(words, writer.styles.small)


def _form_code(content: DocumentContent) -> str:
    return content.form_code if isinstance(content, FormContent) else ""


def _after_title(story: list[Flowable]) -> int:
    """Return where in the story the first page has room for a note: below the title's line."""
    names = [each.style.name if isinstance(each, Prose) else "" for each in story]
    return names.index("title") + 2
