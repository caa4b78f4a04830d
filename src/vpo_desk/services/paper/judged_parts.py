"""What the assessment report and the summary say in the same words: dials, behaviors, protection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from vpo_desk.documents.content import LevelLine, ReportTable, ReportText
from vpo_desk.domain.assessment import Assessment, Finding, Protection, WarningState
from vpo_desk.domain.cited import Citation, CitedText
from vpo_desk.services.paper.naming import day_text, said_text
from vpo_desk.words import Words, say

NOT_RECORDED = say("not recorded")
NOTHING_RECORDED = say("Not recorded.")
"""The same as a sentence that stands alone below a heading."""

SEEN = frozenset((WarningState.PRESENT, WarningState.PAST))
HOLDS = frozenset((Finding.PRESENT, Finding.PARTLY))


@dataclass(slots=True)
class Numbered:
    """Numbers citations in the order in which a document prints them, and remembers the texts.

    Where a paper lists no sources (`lists`), no number stands in a text: it would lead nowhere.
    """

    lists: bool = True
    numbers: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    texts: list[CitedText] = field(default_factory=list[CitedText])

    def text(self, text: CitedText) -> str:
        """Return a text with its numbers."""
        if not self.lists:
            return text.bare()
        self.texts.append(text)
        return text.numbered(self.numbers)

    def listed(self, citations: Iterable[Citation]) -> str:
        """Return evidence as its numbers alone: `[1] [4]`."""
        return " ".join(self.text(CitedText(f"[{each.label}]", (each,))) for each in citations)


def level_line(judged: Assessment | None, sealed: tuple[Assessment, ...]) -> LevelLine | None:
    """Return a level with the one sealed before it."""
    if judged is None or judged.level is None:
        return None
    older = [each for each in sealed if each.number < judged.number and each.level]
    if not older:
        return LevelLine(judged.level)
    return LevelLine(judged.level, older[-1].level, older[-1].at.day)


def warning_table(judged: Assessment, numbered: Numbered) -> ReportTable:
    """Return the warning behaviors that are marked, with when they were first and last seen."""
    rows: list[tuple[Words | str, ...]] = [
        (
            each.behavior.words,
            each.state.words,
            said_text(each.first),
            said_text(each.last),
            numbered.text(each.cited),
        )
        for each in judged.warning
    ]
    head = (say("Behavior"), say("State"), say("First seen"), say("Last seen"), say("Evidence"))
    return ReportTable(head, tuple(rows), (20, 13, 18, 18, 31))


def protection_words(factor: Protection) -> Words:
    """Return something protective with how long it can be relied on."""
    lasts: Words | str = factor.durability.words if factor.durability else say("how long not said")
    if factor.until is None:
        return say("{what} ({lasts})", what=factor.text, lasts=lasts)
    return say(
        "{what} ({lasts}, until {day})",
        what=factor.text,
        lasts=lasts,
        day=day_text(factor.until),
    )


def bullets(lines: Iterable[Words | str], nothing: Words) -> tuple[ReportText, ...]:
    """Return lines behind dots, or one that says there is none."""
    found = tuple(ReportText(say("• {line}", line=line)) for line in lines)
    return found or (ReportText(nothing),)


def said_or_not(text: str) -> ReportText:
    """Return a text, or that nothing is recorded."""
    return ReportText(text if text.strip() else NOTHING_RECORDED)
