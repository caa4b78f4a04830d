"""What a document says, as frozen values; services fill them, this package lays them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vpo_desk.documents.case_papers import (
    ChronologyContent,
    ClosingContent,
    EmergencyContent,
    RecordsLogContent,
)
from vpo_desk.documents.packet_content import PacketContent
from vpo_desk.documents.paper_head import NO_HEAD, PaperHead
from vpo_desk.domain.agency import Paper
from vpo_desk.domain.assessment import Level
from vpo_desk.words import Words


@dataclass(frozen=True, slots=True)
class CopyMark:
    """Which numbered copy this is, and who holds it; a draft's copies carry no number."""

    number: int
    of: int
    holder: str


@dataclass(frozen=True, slots=True)
class InForce:
    """The version that stands instead of an older one on paper, and the day on which it was sealed."""

    version: int
    since: date


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every page. A preview carries no code and says so.

    `superseded` is what is in force instead where an older version is printed again. `redactions` are the lines of a redacted edition's certificate, which ends it.
    """

    agency: str
    marking: str
    title: Words
    paper: Paper
    printed_at: datetime | None
    printed_by: str
    case_number: str = ""
    version: int | None = None
    draft: bool = False
    superseded: InForce | None = None
    training: bool = False
    preview: bool = False
    copy: CopyMark | None = None
    code: str = ""
    redactions: tuple[Words, ...] = ()
    head: PaperHead = NO_HEAD


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level of concern, and the one before it where there was another."""

    level: Level
    before: Level | None = None
    before_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action as a row: who does what by when."""

    domain: Words
    what: str
    driver: str
    owner: str
    start: date | None
    due: date | None
    status: Words
    done: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One if-then rule as a row."""

    condition: str
    then: str
    within: str
    owner: str
    sees: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody to call."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source behind a number in brackets; it names who and when, not what was said."""

    number: int
    words: Words


@dataclass(frozen=True, slots=True)
class HappenedLine:
    """A rule of this version or the one before that something has touched: when that was said."""

    day: date
    condition: str
    then: str
    version: int


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A management plan. Texts carry citation numbers already; `sources` lists what they mean."""

    sheet: Sheet
    person: str
    level: LevelLine | None
    imminence: Words | None
    confidence: Words | None
    review: date | None
    prepared_by: str
    team: tuple[str, ...]
    concern: str
    protects: tuple[tuple[str, Words | None], ...]
    actions: tuple[ActionLine, ...]
    rules: tuple[RuleLine, ...]
    calls: tuple[CallLine, ...]
    unknown: str
    limits: tuple[Words, ...]
    differences: tuple[str, ...]
    notify: tuple[Words, str] | None
    signed: tuple[Words, ...]
    override: str
    sources: tuple[SourceLine, ...]
    happened: tuple[HappenedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """One question with what was said to it, in the order of the form."""

    id: str
    question: str
    state: Words
    text: str = ""
    verbatim: str = ""
    known_by: Words | None = None
    told_by: str = ""
    root: str = ""
    observation: str = ""
    follow_up: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A section of the form; `left_out` counts its questions that were not asked."""

    title: str
    answers: tuple[AnswerBlock, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class InterviewContent:
    """The record of an interview, word for word."""

    sheet: Sheet
    protocol: str
    parts: tuple[str, ...]
    person: str
    role: Words
    held: str
    entered: str
    place: str
    present: tuple[str, ...]
    language: str
    sealed: str
    before: tuple[tuple[str, str], ...]
    sections: tuple[AnswerSection, ...]
    after: tuple[tuple[str, str], ...]
    addenda: tuple[tuple[str, str], ...]
    form_code: str = ""
    """The code of the sheet it was keyed in from; empty for one that was held on screen."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of a blank form; `lines` is the room to write below it.

    `options` are what can be ticked as the answer; `twice` marks what is keyed in twice.
    """

    id: str
    text: str
    probes: tuple[str, ...]
    lines: int = 3
    options: tuple[str, ...] = ()
    twice: bool = False


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section of a blank form."""

    title: str
    note: str
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class FormContent:
    """A blank protocol to write on by hand; `states` are the tick boxes of each question.

    One that `looks_up` is a checklist of records: of each look it asks where, when and by whom, and
    where the result is held; nobody is interviewed with it, and it is not keyed in as a whole.
    """

    sheet: Sheet
    form_code: str
    purpose: str
    conduct: tuple[str, ...]
    before: tuple[str, ...]
    sections: tuple[FormSection, ...]
    after: tuple[str, ...]
    states: tuple[Words, ...]
    looks_up: bool = False


@dataclass(frozen=True, slots=True)
class RecoverySheetContent:
    """The recovery words of a case file: printed once, sealed, never stored."""

    sheet: Sheet
    file_name: str
    made_on: date
    fingerprint: str
    words: tuple[str, ...]
    hex_key: str

    def __repr__(self) -> str:
        """Say nothing of what is inside: it holds the key."""
        return f"RecoverySheetContent({self.fingerprint})"


@dataclass(frozen=True, slots=True)
class ShareSheetContent:
    """One share of the key: `needed` of the `count` sheets together open the case file."""

    sheet: Sheet
    file_name: str
    made_on: date
    fingerprint: str
    number: int
    needed: int
    count: int
    words: tuple[str, ...]

    def __repr__(self) -> str:
        """Say nothing of what is inside: it holds a part of the key."""
        return f"ShareSheetContent({self.fingerprint}, {self.number})"


@dataclass(frozen=True, slots=True)
class SlipPart:
    """A part of a slip: sentences, and a table whose columns have `shares` of the width."""

    heading: Words | None = None
    paragraphs: tuple[Words | str, ...] = ()
    head: tuple[Words, ...] = ()
    rows: tuple[tuple[Words | str, ...], ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipContent:
    """A slip or certificate about the case file itself, such as a drill's; lines to sign on."""

    sheet: Sheet
    facts: tuple[tuple[Words, Words | str], ...] = ()
    parts: tuple[SlipPart, ...] = ()
    signatures: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportText:
    """A paragraph of a report, with a bold label before it where one is given."""

    text: str | Words
    label: str | Words = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report; its columns have `shares` of the width."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words | str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReportRoom:
    """Room in a report to write by hand, or a box to tick where it has words."""

    lines: int = 0
    tick: Words | None = None


@dataclass(frozen=True, slots=True)
class ReportBig:
    """A line in large letters that must be seen first, and a sentence below it."""

    text: Words
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class ReportCalls:
    """Whom to call, in large figures."""

    calls: tuple[CallLine, ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading of a report with what stands below it."""

    heading: Words
    parts: tuple[ReportText | ReportTable | ReportRoom | ReportCalls, ...]


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A report about a case: labeled facts, then sections; `dense` sets it for a single page.

    `banner` stands in large letters before the facts.
    Texts carry citation numbers already.
    """

    sheet: Sheet
    facts: tuple[tuple[Words, Words | str | LevelLine | None], ...]
    sections: tuple[ReportSection, ...]
    signatures: tuple[Words, ...] = ()
    dense: bool = False
    banner: ReportBig | None = None


SingleContent = (
    PlanContent
    | ReportContent
    | InterviewContent
    | FormContent
    | RecoverySheetContent
    | ShareSheetContent
    | SlipContent
    | ChronologyContent
    | RecordsLogContent
    | ClosingContent
    | EmergencyContent
)
"""A document about one thing."""

DocumentContent = SingleContent | PacketContent
