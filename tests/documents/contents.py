"""Document contents for the tests, as small as they can be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.documents.conftest import sheet_of

from vpo_desk.documents.case_papers import (
    ChronologyContent,
    ChronologyLine,
    ClosingContent,
    EmergencyContent,
    RecordLine,
    RecordsLogContent,
)
from vpo_desk.documents.content import (
    ActionLine,
    AnswerBlock,
    AnswerSection,
    CallLine,
    DocumentContent,
    FormContent,
    FormQuestion,
    FormSection,
    InterviewContent,
    LevelLine,
    PlanContent,
    RecoverySheetContent,
    ReportBig,
    ReportCalls,
    ReportContent,
    ReportRoom,
    ReportSection,
    ReportTable,
    ReportText,
    RuleLine,
    ShareSheetContent,
    SlipContent,
    SlipPart,
    SourceLine,
)
from vpo_desk.documents.packet_content import (
    PacketAction,
    PacketContent,
    PacketDecision,
    PacketItem,
    PacketMinutes,
    PacketRequest,
    PacketSeat,
    PacketSummary,
)
from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.assessment import Level
from vpo_desk.domain.plan import ActionStatus, Domain
from vpo_desk.words import say


def plan_of(concern: str = "He named a day.", actions: int = 3, **sheet: Any) -> PlanContent:
    return PlanContent(
        sheet=sheet_of(say("Management plan"), **sheet),
        person="M.R.",
        level=LevelLine(Level.ELEVATED, Level.MODERATE, date(2026, 11, 20)),
        imminence=say("Possible"),
        confidence=say("Low"),
        review=date(2026, 11, 27),
        prepared_by="R. Okafor",
        team=("School", "County crisis team"),
        concern=concern,
        protects=(("Close to his coach", say("Durable")),),
        actions=tuple(
            ActionLine(
                Domain.SUPPORT.words,
                f"Crisis evaluation {number}",
                "Despair",
                "J. Lindqvist",
                None,
                date(2026, 11, 24),
                ActionStatus.OPEN.words,
                done=False,
            )
            for number in range(1, actions + 1)
        ),
        rules=(RuleLine("Misses it", "Welfare visit", "same day", "R. Okafor", "Crisis team"),),
        calls=(CallLine("County crisis line", "555 0199"), CallLine("988 Lifeline", "988")),
        unknown="Weapons access [1].",
        limits=(say("This plan rests on what is known."),),
        differences=("He says one, she says three.",),
        notify=(say("Told (T.B.):"), "Named in the essay."),
        signed=(say("Agreed: Sgt. Lund."),),
        override="",
        sources=(SourceLine(1, say("Interview with M.R., 20 November 2026")),),
    )


def report_of(text: str = "A loss.", *, dense: bool = False, **sheet: Any) -> ReportContent:
    table = ReportTable((say("Theme"), say("Rationale")), ((say("Planning"), text),), (30, 70))
    return ReportContent(
        sheet=sheet_of(say("Assessment report"), **sheet),
        facts=((say("Level of concern"), LevelLine(Level.LOW)), (say("Trend"), None)),
        sections=(
            ReportSection(say("The thirteen themes"), (table,)),
            ReportSection(
                say("Formulation"),
                (
                    ReportText(text),
                    ReportText(text, say("Most likely:")),
                    ReportText(text, small=True),
                    ReportRoom(lines=2),
                    ReportRoom(tick=say("Collected and shredded")),
                ),
            ),
        ),
        signatures=() if dense else (say("Officer"),),
        dense=dense,
    )


def card_of(text: str = "Seen at the gate.", **sheet: Any) -> ReportContent:
    """Return a paper for one reader: a line in large letters, calls in large figures."""
    return ReportContent(
        sheet=sheet_of(say("Shift briefing card"), **sheet),
        facts=((say("Person"), text),),
        sections=(
            ReportSection(
                say("Whom to call"),
                (ReportText(text), ReportCalls((CallLine(text, "911"), CallLine("Desk", text)))),
            ),
        ),
        dense=True,
        banner=ReportBig(
            say("Valid until {text}", text=text), say("Destroy it, {text}", text=text)
        ),
    )


def interview_of(*answers: AnswerBlock, left_out: int = 0, **sheet: Any) -> InterviewContent:
    return InterviewContent(
        sheet=sheet_of(say("Interview record"), **sheet),
        protocol="Subject interview (version 1)",
        parts=(),
        person="Reyes, Marco",
        role=say("Subject"),
        held="19 November 2026, 10:05 EST",
        entered="19 November 2026, 12:40 EST",
        place="Community center",
        present=("J. Lindqvist",),
        language="",
        sealed="19 November 2026, 12:41 EST",
        before=(("Purpose of this interview", "What Friday means"), ("Juvenile?", "")),
        sections=(AnswerSection("Opening", tuple(answers), left_out),),
        after=(("Key quotes", "none"),),
        addenda=(("20 November 2026, 09:00 EST", "He called back."),),
    )


def answer_of(text: str = "", verbatim: str = "", **more: Any) -> AnswerBlock:
    return AnswerBlock("SU-B3", "What did you mean?", say("Answered"), text, verbatim, **more)


def form_of(questions: int = 12) -> FormContent:
    return FormContent(
        sheet=sheet_of(say("Subject interview"), case_number="", version=1),
        form_code="subject@1",
        purpose="To hear the person.",
        conduct=("Listen long.",),
        before=("Purpose of this interview",),
        sections=(
            FormSection(
                "Opening",
                "Record only what bears on violence.",
                tuple(
                    FormQuestion(f"SU-A{number}", "How are things going?", ("Since when?",))
                    for number in range(1, questions + 1)
                ),
            ),
        ),
        after=("Key quotes",),
        states=tuple(state.words for state in AnswerState),
    )


def recovery_of() -> RecoverySheetContent:
    words = ("abandon", "ability", "able", "about", "above", "absent")
    return RecoverySheetContent(
        sheet=sheet_of(say("Recovery sheet"), case_number="", version=None),
        file_name="Harlow Falls.vpodesk",
        made_on=date(2026, 11, 23),
        fingerprint="K7Q2-9XMD",
        words=words * 4,
        hex_key="0123456789abcdef" * 4,
    )


def share_of(
    number: int = 2, words: tuple[str, ...] = ("academic", "acid", "acne") * 11, **sheet: Any
) -> ShareSheetContent:
    title = say("Recovery share {number} of {count}", number=number, count=3)
    return ShareSheetContent(
        sheet=sheet_of(title, case_number="", version=None, **sheet),
        file_name="Harlow Falls.vpodesk",
        made_on=date(2026, 11, 23),
        fingerprint="K7Q2-9XMD",
        number=number,
        needed=2,
        count=3,
        words=words,
    )


def chronology_line(text: str = "Seen at the plant.", when: str = "early May") -> ChronologyLine:
    day = date(2026, 5, 1)
    return ChronologyLine(
        when, day, date(2026, 5, 10), "", say("Event"), say("Event"), text, "Sister", day
    )


def chronology_of(*lines: ChronologyLine, held_out: int = 0) -> ChronologyContent:
    return ChronologyContent(
        sheet_of(say("Chronology")),
        "M.R.",
        say("Plan in force"),
        lines or (chronology_line(),),
        held_out,
        names_sources=True,
        limits=(say("As it was said."),),
    )


def records_of(note: str = "Two calls.") -> RecordsLogContent:
    line = RecordLine(
        "R1",
        "RR-A1",
        "Search the records system.",
        "23 November 2026, 09:00",
        "R. Okafor",
        "RMS",
        "Threat assessment",
        "Named in a concern",
        say("Relevant"),
        note,
        "RMS 88213",
    )
    return RecordsLogContent(sheet_of(say("Records check log")), "M.R.", (line,), 75, ())


def closing_of(rationale: str = "Nothing for a year.") -> ClosingContent:
    return ClosingContent(
        sheet=sheet_of(say("Closing memo")),
        person="M.R.",
        level=LevelLine(Level.LOW),
        opened=date(2026, 1, 2),
        closed="23 November 2026, 09:00",
        grounds=say("Resolved"),
        rationale=rationale,
        criteria=((say("What drove it is resolved or managed for good"), "He has work."),),
        second=say("Lt. Ames"),
        reopen="A new date.",
        override="",
        reopened=(),
        standing=("Protective order 24-CV-118",),
        held_out=1,
        limits=(say("As it was said."),),
    )


def emergency_of(*calls: CallLine) -> EmergencyContent:
    return EmergencyContent(
        sheet_of(say("Emergency card"), marking="", case_number="", version=None),
        (say("Send help first."), say("Warn whoever may be the target.")),
        calls or (CallLine("County crisis line", "555 0199"), CallLine("988 Lifeline", "988")),
        "23 November 2026, 14:32 EST",
    )


def slip_of(rows: int = 60) -> SlipContent:
    return SlipContent(
        sheet=sheet_of(say("Restore drill"), case_number="", version=None),
        facts=((say("Case file"), "Harlow Falls.vpodesk"), (say("By"), "R. Okafor")),
        parts=(
            SlipPart(
                heading=say("What was checked"),
                paragraphs=(say("Every row was read."), "Nothing was missing."),
                head=(say("When"), say("What")),
                rows=tuple((f"day {number}", f"step {number}") for number in range(rows)),
                shares=(1, 3),
            ),
        ),
        signatures=(say("Officer"),),
    )


def packet_action(what: str = "Call him", *, overdue: bool = False) -> PacketAction:
    due = date(2026, 11, 20)
    return PacketAction("HF-2026-014", what, "School", due, say("meeting 1"), False, overdue)


def packet_summary(number: int, text: str = "He named a day.") -> PacketSummary:
    report = report_of(dense=True)
    told = ReportSection(say("What drives"), (ReportText(text),))
    return PacketSummary(
        say("Case {number} · M.R.", number=f"HF-2026-{number:03d}"),
        report.facts,
        (*report.sections, told),
    )


def packet_of(
    *summaries: PacketSummary, text: str = "Calm.", closed: bool = False, actions: int = 2
) -> PacketContent:
    heading = say("Case {number} · M.R.", number="HF-2026-014")
    decision = PacketDecision(text, "School", date(2026, 11, 24), "Advocate: too late")
    return PacketContent(
        sheet=sheet_of(say("Meeting packet, meeting 3"), case_number=""),
        consult=False,
        closed=closed,
        facts=((say("When"), "23 November 2026"), (say("Where"), "Room 2")),
        carried=(packet_action(overdue=True),),
        agenda=(PacketItem(heading, text, 10), PacketItem(heading, "", 0)),
        seats=(PacketSeat("L. Ames", "County crisis team", "Clinician", text),),
        summaries=summaries or (packet_summary(14), packet_summary(15)),
        actions=tuple(packet_action(f"Step {number}") for number in range(1, actions + 1)),
        withheld=say("1 open action is left out."),
        requests=(
            PacketRequest(
                "HF-2026-014",
                "State threat assessment unit",
                "What would you watch?",
                "Mutual aid",
                date(2026, 11, 26),
            ),
        ),
        minutes=(PacketMinutes(heading, text, text, (decision,)),),
        notes=text,
    )


EVERY: dict[str, Callable[[], DocumentContent]] = {
    "plan": plan_of,
    "interview": lambda: interview_of(answer_of("Yes.", "I did")),
    "form": form_of,
    "recovery": recovery_of,
    "share": share_of,
    "slip": slip_of,
    "report": report_of,
    "card": card_of,
    "summary": lambda: report_of(dense=True),
    "chronology": chronology_of,
    "records log": records_of,
    "closing memo": closing_of,
    "emergency card": emergency_of,
    "packet": packet_of,
    "closed packet": lambda: packet_of(closed=True),
}
