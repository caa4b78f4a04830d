"""What an assessment says, line by line, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vpo_desk.domain.assessment import Assessment, Protection, WarningFinding, with_outlook
from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class Line:
    """One thing an assessment says; `key` is the same in each version that speaks of it."""

    key: str
    what: Words
    said: tuple[Words | str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What was said of a thing before and what is said now; empty where nothing was or is."""

    what: Words
    before: tuple[Words | str, ...]
    after: tuple[Words | str, ...]


def lines_of(assessment: Assessment) -> tuple[Line, ...]:
    """Return everything that an assessment says, in the order of a report."""
    found = (*_judged(assessment), *_found(assessment), *_weighed(assessment))
    return tuple(line for line in found if line.said)


def compare(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Return what the later assessment says differently, anew, or no longer."""
    was = {line.key: line for line in lines_of(before)}
    now = {line.key: line for line in lines_of(after)}
    keys = dict.fromkeys((*now, *was))
    return tuple(
        Change(
            (now.get(key) or was[key]).what,
            was[key].said if key in was else (),
            now[key].said if key in now else (),
        )
        for key in keys
        if (was[key].said if key in was else ()) != (now[key].said if key in now else ())
    )


def _judged(assessment: Assessment) -> Iterator[Line]:
    dials: tuple[tuple[str, Words, Term | None], ...] = (
        ("level", say("Level of concern"), assessment.level),
        ("imminence", say("Imminence"), assessment.imminence),
        ("confidence", say("Confidence"), assessment.confidence),
        ("trend", say("Trend"), assessment.trend),
    )
    for key, what, term in dials:
        yield Line(key, what, (term.words,) if term else ())
    until = str(date_words(assessment.until)) if assessment.until else ""
    texts = (
        ("until", say("Undetermined until"), until),
        ("imminence_reason", say("Reason for the imminence"), assessment.imminence_reason),
        ("trend_reason", say("Reason for the trend"), assessment.trend_reason),
        ("formulation", say("Formulation"), assessment.formulation.text),
        ("gaps", say("What is not known"), assessment.gaps.text),
    )
    for key, what, text in texts:
        yield Line(key, what, _words(text))
    for place, (name, text) in enumerate(with_outlook(assessment.scenarios)):
        yield Line(f"scenario:{place}", name.words if name else say("Scenario"), _words(text))


def _found(assessment: Assessment) -> Iterator[Line]:
    for finding in assessment.themes:
        said = (finding.finding.words, *_words(finding.rationale.text))
        yield Line(f"theme:{finding.theme.value}", finding.theme.words, said)
    for warning in assessment.warning:
        what = warning.behavior.words
        yield Line(f"warning:{warning.behavior.value}", what, _seen(warning))
    for answer in assessment.questions:
        said = ((answer.status.words,) if answer.status else ()) + _words(answer.text.text)
        what = say("Key question {number}", number=answer.question.removeprefix("K"))
        yield Line(f"question:{answer.question}", what, said)


def _weighed(assessment: Assessment) -> Iterator[Line]:
    for factor in assessment.factors:
        said = (factor.state.words, *_words(factor.relevance))
        yield Line(f"factor:{factor.name}", say("Factor: {name}", name=factor.name), said)
    for protection in assessment.protective:
        what = say("Protects: {what}", what=protection.text)
        yield Line(f"protective:{protection.text}", what, _lasting(protection))
    yield Line("bias", say("Bias and rights check"), _words(assessment.bias))
    for check in assessment.checks:
        what = say("Bias and rights check, {which}", which=check.check.replace("_", " "))
        yield Line(f"check:{check.check}", what, _words(check.text))


def _seen(warning: WarningFinding) -> tuple[Words | str, ...]:
    said: list[Words | str] = [warning.state.words]
    if warning.first:
        said.append(say("first {when}", when=warning.first.said))
    if warning.last:
        said.append(say("last {when}", when=warning.last.said))
    return (*said, *_words(warning.evidence))


def _lasting(protection: Protection) -> tuple[Words | str, ...]:
    said: list[Words | str] = [protection.durability.words if protection.durability else say("yes")]
    if protection.until:
        said.append(say("until {day}", day=date_words(protection.until)))
    return tuple(said)


def _words(text: str) -> tuple[str, ...]:
    return (text,) if text.strip() else ()
