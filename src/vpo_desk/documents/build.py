"""Builds a document: content values in, the same PDF bytes out every time."""

from __future__ import annotations

import io
import threading
from typing import Any, Final

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

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
    SlipContent,
)
from vpo_desk.documents.emergency_card import emergency_story
from vpo_desk.documents.fonts import Fonts
from vpo_desk.documents.form import form_story
from vpo_desk.documents.interview import interview_story
from vpo_desk.documents.page import FramedCanvas, PageFrame
from vpo_desk.documents.plan import plan_story
from vpo_desk.documents.records_log import records_story
from vpo_desk.documents.recovery_sheet import recovery_story
from vpo_desk.documents.report import report_story
from vpo_desk.documents.share_sheet import share_story
from vpo_desk.documents.slip import slip_story
from vpo_desk.documents.story import Writer
from vpo_desk.documents.styles import BOTTOM, MARGIN, SIZES, TOP, styles
from vpo_desk.documents.text import Script
from vpo_desk.words import Catalog, say_count

_ONE_AT_A_TIME: Final = threading.Lock()  # ReportLab's font registry is process-wide


def render(content: DocumentContent, fonts: Fonts, catalog: Catalog) -> bytes:
    """Return the document as a PDF; the same content gives the same bytes.

    Characters that no bundled font has print as their code and are counted on the first page.
    """
    fonts.register()
    with _ONE_AT_A_TIME:
        script = Script(fonts.covers)
        story = _story(content, script, catalog)
        if script.missing:
            story.insert(_after_title(content), _missing(script, catalog))
        return _build(content, story, script, catalog)


def _story(content: DocumentContent, script: Script, catalog: Catalog) -> list[Flowable]:
    width = SIZES[content.sheet.paper][0] - 2 * MARGIN
    writer = Writer(script, catalog, width)
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


def _build(
    content: DocumentContent, story: list[Flowable], script: Script, catalog: Catalog
) -> bytes:
    sheet = content.sheet
    width, height = SIZES[sheet.paper]
    target = io.BytesIO()
    title = " ".join(part for part in (catalog.text(sheet.title), sheet.case_number) if part)
    document = BaseDocTemplate(
        target,
        pagesize=(width, height),
        invariant=1,
        title=title,
        author=script.plain(sheet.agency),
        creator="VPO Desk",
        producer="VPO Desk",
        lang="en-US",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=TOP,
        bottomMargin=BOTTOM,
    )
    frame = Frame(
        MARGIN,
        BOTTOM,
        width - 2 * MARGIN,
        height - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate("page", [frame])])
    form_code = content.form_code if isinstance(content, FormContent) else ""
    pages = PageFrame(sheet, script, catalog, form_code)

    def make_canvas(*arguments: Any, **options: Any) -> FramedCanvas:
        return FramedCanvas(*arguments, frame=pages.draw, **options)

    document.build(story, canvasmaker=make_canvas)
    return target.getvalue()


def _missing(script: Script, catalog: Catalog) -> Paragraph:
    count = sum(script.missing.values())
    words = say_count(
        "{count} character could not be printed with the fonts at hand and stands as its code,"
        " such as {example}.",
        "{count} characters could not be printed with the fonts at hand and stand as their codes,"
        " such as {example}.",
        count,
        example=f"‹U+{ord(min(script.missing)):04X}›",
    )
    return Paragraph(script.markup(catalog.text(words)), styles().small)


def _after_title(content: DocumentContent) -> int:
    """Return where in the story the first page has room for a note: below the title."""
    return 3 if content.sheet.agency else 2
