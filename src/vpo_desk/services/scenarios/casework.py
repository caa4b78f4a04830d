"""The steps of a case's daily work: record, attach, note, task, order, review, close."""

from __future__ import annotations

from pathlib import Path

from vpo_desk.domain.closing import Criterion, CriterionText
from vpo_desk.errors import VpoError
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.closings import ClosingWords
from vpo_desk.services.importing import carried_out
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.records import Look
from vpo_desk.services.scenarios.casework_steps import (
    AttachStep,
    CloseStep,
    NoteStep,
    OrderStep,
    RecordStep,
    ReviewStep,
    TaskStep,
)
from vpo_desk.services.scenarios.names import known
from vpo_desk.services.scenarios.run import Run
from vpo_desk.words import say


def enter_order(step: OrderStep, run: Run) -> None:
    """Enter an order with its last day."""
    run.services.orders.add(
        known(run.names.case, say("case"), step.case),
        OrderWords(step.kind, step.since, step.until, step.number, step.issued_by, step.terms),
    )


def check_record(step: RecordStep, run: Run) -> None:
    """Enter a look into a record; its id can be cited."""
    names = run.names
    record, _ = run.services.records.add(
        known(names.case, say("case"), step.case),
        Look(
            step.check,
            run.at,
            step.result,
            step.by,
            step.system,
            step.purpose,
            step.reason,
            step.note,
            step.held_at,
        ),
    )
    if step.id:
        names.define(names.record, say("record"), step.id, record.id)


def attach(step: AttachStep, run: Run) -> None:
    """Attach a file of the scenario's folder; its id can be cited."""
    names = run.names
    work = run.services.attachments.begin(
        _file(step.file, run.files),
        Owner(known(names.case, say("case"), step.case)),
        AttachmentWords(run.at, step.caption, step.source, step.basis),
    )
    attachment, _ = carried_out(work)
    if step.id:
        names.define(names.attachment, say("attachment"), step.id, attachment.id)


def _file(name: str, folder: Path | None) -> Path:
    """Return a file inside the scenario's folder; nothing leads out of it."""
    if folder is None:
        raise VpoError(say("this scenario came without a folder of files"))
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise VpoError(say("`file` leads out of the scenario's folder"))
    return path


def write_note(step: NoteStep, run: Run) -> None:
    """Write a note."""
    case_id = known(run.names.case, say("case"), step.case)
    run.services.notes.add(case_id, NoteWords(run.at, step.text, step.protected, step.link))


def enter_task(step: TaskStep, run: Run) -> None:
    """Enter a task, of a case or of the desk."""
    case_id = known(run.names.case, say("case"), step.case) if step.case else None
    run.services.tasks.add(step.what, step.owner, step.due, case_id, done=step.done)


def review(step: ReviewStep, run: Run) -> None:
    """Enter a periodic review."""
    case_id = known(run.names.case, say("case"), step.case)
    run.services.reviews.add(case_id, run.at, step.what, step.next, step.trend)


def close(step: CloseStep, run: Run) -> None:
    """Close a case on its criteria."""
    table = step.criteria
    texts = table.model_dump() if table else {}
    run.services.closings.close(
        known(run.names.case, say("case"), step.case),
        ClosingWords(
            run.at,
            step.grounds,
            step.rationale,
            tuple(
                CriterionText(each, texts[each.value])
                for each in Criterion
                if texts.get(each.value)
            ),
            step.second,
            step.reopen,
            step.override,
        ),
    )
