"""The step that prints: copies enter the ledger, and their files are written once that is durable."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from vpo_desk.domain.disclosure import Copy, DocumentKind, Outcome
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.releases import need_free, write_pdf
from vpo_desk.services.scenarios.names import known
from vpo_desk.services.scenarios.reader_choice import chosen_for
from vpo_desk.services.scenarios.run import Run, WaitingPaper
from vpo_desk.services.scenarios.steps import PrintStep
from vpo_desk.words import say


def print_document(step: PrintStep, run: Run) -> None:
    """Enter the copies of a document; without a documents folder they are not produced."""
    case_id = known(run.names.case, say("case"), step.case)
    meeting_id = _meeting(step, case_id, run)
    wish = PaperWish(
        "" if meeting_id else case_id,
        step.document,
        _interview(step, case_id, run),
        sources=step.sources,
        table=step.csv,
        meeting_id=meeting_id,
        chosen=chosen_for(step, run),
    )
    prepared, _ = run.services.documents.prepare(wish, step.purpose, tuple(step.copies))
    folder = run.documents
    if folder is None:
        for each in prepared:
            run.services.documents.note_outcome(each.copy.id, Outcome.NOT_PRODUCED)
        return
    number = run.services.cases.get(case_id).number
    if meeting_id:  # a packet's file name names none of its cases
        number = f"meeting-{run.services.meetings.view(meeting_id).meeting.number}"
    for each in prepared:
        path = folder / _name(run.number, each.copy, number)
        need_free(path)
        run.paper.append(WaitingPaper(each.copy.id, partial(_write, each, path, run)))


def _interview(step: PrintStep, case_id: str, run: Run) -> str | None:
    if step.document is not DocumentKind.INTERVIEW:
        if step.interview is not None:
            raise VpoError(say("`interview` goes with the document interview"))
        return None
    if isinstance(step.interview, str):
        return known(run.names.interview, say("interview"), step.interview)
    held = run.services.interviews.of_case(case_id)
    number = 1 if step.interview is None and len(held) == 1 else step.interview
    if number is None or not 1 <= number <= len(held):
        raise VpoError(say("`interview` must name an interview of the case"))
    return held[number - 1].interview.id


def _meeting(step: PrintStep, case_id: str, run: Run) -> str:
    """Return the id of the meeting whose packet is printed; empty for any other document."""
    if step.document is not DocumentKind.PACKET:
        if step.meeting is not None:
            raise VpoError(say("`meeting` goes with the document packet"))
        return ""
    if step.meeting is None:
        raise VpoError(say("the document packet needs its `meeting`"))
    meeting_id = known(run.names.meeting, say("meeting"), step.meeting)
    agenda = run.services.meetings.view(meeting_id).agenda
    if case_id not in {line.case.id for line in agenda}:
        raise VpoError(say("the case “{name}” is not on the agenda", name=step.case))
    return meeting_id


def _write(prepared: PreparedCopy, path: Path, run: Run) -> str:
    if run.release is None:
        raise VpoError(say("no fonts are at hand to print with"))
    run.release.save(prepared, lambda pdf: write_pdf(path, pdf))
    return str(path)


def _name(number: int, copy: Copy, case_number: str) -> str:
    version, place = copy.document_version, copy.number
    ending = "csv" if copy.table else "pdf"
    return f"{number:03d}-{copy.document.value}-{case_number}-v{version}-c{place}.{ending}"


def need_folder(folder: Path) -> None:
    """Make the documents folder, for its owner only; VpoError when that cannot be done."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError
    except OSError:
        raise VpoError(
            say("The folder for documents cannot be made or written to."),
            safe=say("Nothing was written."),
        ) from None
