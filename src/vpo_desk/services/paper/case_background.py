"""What a report says of a case before it judges: why it was opened, sources done and not, timeline."""

from __future__ import annotations

from collections.abc import Iterator

from vpo_desk.documents.content import ReportSection, ReportTable, ReportText
from vpo_desk.domain.calendar import date_words
from vpo_desk.domain.concern import Decision
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.services.interviews import InterviewLine
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.judged_parts import NOTHING_RECORDED, bullets
from vpo_desk.services.paper.naming import Naming, day_text, moment_text, said_text
from vpo_desk.services.paper.old_version import EVERYTHING, KnownThen, known_then
from vpo_desk.services.timeline_lines import TimelineKind, TimelineLine
from vpo_desk.words import Words, say, say_count

_TOLD = frozenset(
    (
        TimelineKind.EVENT,
        TimelineKind.CONCERN,
        TimelineKind.INTERVIEW,
        TimelineKind.RECORD,
        TimelineKind.JUDGMENT,
        TimelineKind.REVIEW,
    )
)


def background(
    desk: CaseDesk, case_id: str, naming: Naming, until: Moment | None = None
) -> Iterator[ReportSection]:
    """Return the sections before the findings; with `until`, of what was entered by then."""
    then = known_then(desk.ground.history, case_id, until)
    yield ReportSection(say("Why the case was opened"), tuple(_reasons(desk, case_id, then)))
    yield from _sources(desk, case_id, naming, then)
    yield ReportSection(say("People in the case"), _people(desk, case_id, naming, then))
    rows = timeline_table(desk, case_id, naming, until=until)
    yield ReportSection(say("Timeline"), (rows,) if rows.rows else (ReportText(NOTHING_RECORDED),))


def timeline_table(
    desk: CaseDesk,
    case_id: str,
    naming: Naming,
    last: int = 0,
    until: Moment | None = None,
) -> ReportTable:
    """Return what happened when; with `last`, only so many of the newest lines.

    Notes and paper stay out; a concern stands with its number, because its words name its source.
    With `until`, what was entered later stays out.
    """
    lines = [
        line
        for line in desk.timeline.of_case(case_id)
        if line.kind in _TOLD
        and line.leaves
        and (until is None or line.entered is None or line.entered.utc <= until.utc)
    ]
    held = {line.interview.id: line for line in desk.interviews.of_case(case_id)}
    rows = tuple(_row(line, held, naming) for line in (lines[-last:] if last else lines))
    return ReportTable((say("When"), say("What")), rows, (20, 80))


def why_opened(
    desk: CaseDesk, case_id: str, then: KnownThen = EVERYTHING
) -> tuple[ReportText, ...]:
    """Return the reasons for which concerns became this case."""
    return tuple(
        ReportText(triage.reason, say("{decision}:", decision=triage.decision.words))
        for line in desk.concerns.of_case(case_id)
        for triage in desk.triage.of_concern(line.concern.id)
        if triage.case_id == case_id and triage.reason.strip() and then.had(line.concern.id)
    )


def why_now(desk: CaseDesk, case_id: str) -> tuple[ReportText, ...]:
    """Return the reason for which the case is worked on: the newest that opened it or the inquiry."""
    opening = (Decision.OPEN_CASE, Decision.PRELIMINARY)
    found = [
        triage
        for line in desk.concerns.of_case(case_id)
        for triage in desk.triage.of_concern(line.concern.id)
        if triage.case_id == case_id and triage.reason.strip() and triage.decision in opening
    ]
    if not found:
        return why_opened(desk, case_id)[:1]
    newest = max(found, key=lambda triage: triage.at.utc)
    return (ReportText(newest.reason, say("{decision}:", decision=newest.decision.words)),)


def _reasons(desk: CaseDesk, case_id: str, then: KnownThen) -> Iterator[ReportText]:
    for line in desk.concerns.of_case(case_id):
        concern = line.concern
        if not then.had(concern.id):
            continue
        label = say(
            "Concern {number}, {when}:", number=concern.number, when=moment_text(concern.at)
        )
        yield ReportText(concern.summary or say("recorded in the reporter's own words"), label)
        for behavior in concern.behaviors:
            yield ReportText(say("• {behavior}", behavior=behavior.words))
    yield from why_opened(desk, case_id, then)


def _sources(
    desk: CaseDesk, case_id: str, naming: Naming, then: KnownThen
) -> Iterator[ReportSection]:
    held = [line for line in desk.interviews.of_case(case_id) if then.had(line.interview.id)]
    looked_up = [record for record in desk.records.of_case(case_id) if then.had(record.id)]
    interviews = bullets(
        (_held(line, naming, then) for line in held),
        say("Nobody was interviewed."),
    )
    yield ReportSection(say("Interviews"), interviews)
    rows: tuple[tuple[Words | str, ...], ...] = tuple(
        (
            say("{line} {what}", line=record.check, what=desk.records.question(record).text),
            record.result.words,
            record.system or "–",
            date_words(record.at.day),
        )
        for record in looked_up
    )
    head = (say("Record check"), say("Result"), say("System"), say("When"))
    table = ReportTable(head, rows, (48, 16, 22, 14))
    if then.until is not None:  # how many were left at that time is not known
        yield ReportSection(say("Records"), (table,) if rows else (ReportText(NOTHING_RECORDED),))
        return
    left = sum(len(part.lines) - part.done for part in desk.records.checklist(case_id))
    not_done = ReportText(
        say_count(
            "{count} line of the checklist was not looked up.",
            "{count} lines of the checklist were not looked up.",
            left,
        )
    )
    yield ReportSection(say("Records"), (table, not_done) if rows else (not_done,))


def _held(line: InterviewLine, naming: Naming, then: KnownThen) -> Words:
    """Return what an interview was; how much was answered only as it is today."""
    words = say(
        "{who} ({role}), {title}, {when}",
        who=naming.source(line.interview.with_id),
        role=naming.role(line.interview.with_id),
        title=line.title,
        when=moment_text(line.interview.at),
    )
    if then.until is not None:
        return words
    return say(
        "{interview}: {answered} of {total} questions answered{sealed}",
        interview=words,
        answered=line.answered,
        total=line.total,
        sealed="" if line.interview.sealed else say("; not sealed"),
    )


def _people(
    desk: CaseDesk, case_id: str, naming: Naming, then: KnownThen
) -> tuple[ReportText, ...]:
    """Return who is in the case; who reported is left out of this list."""
    lines = [
        say("{who}: {role}", who=naming.source(line.person.id), role=line.role.role.words)
        for line in desk.people.roles(case_id)
        if line.role.role is not RoleName.REPORTING_PERSON and then.had(line.role.id)
    ]
    return bullets(lines, NOTHING_RECORDED)


def _row(
    line: TimelineLine, held: dict[str, InterviewLine], naming: Naming
) -> tuple[Words | str, ...]:
    when = day_text(line.at.day) if line.at else said_text(line.when)
    if line.kind is TimelineKind.INTERVIEW:
        who = held[line.source[1]].interview.with_id
        return when, say("Interview with {who}", who=naming.source(who))
    if line.source[0] == "concern" and line.kind is TimelineKind.EVENT:
        return when, say("{event} happened", event=line.title)
    if line.source[0] == "concern" or not line.text.strip():
        return when, line.title
    return when, say("{title}: {text}", title=line.title, text=line.text)
