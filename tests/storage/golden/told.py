"""What a golden case file tells: every word, judgment and number a migration must carry over."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from vpo_desk.domain.case import Case
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.moments import Moment, centiseconds
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.register import Order
from vpo_desk.services.timeline_lines import TimelineKind, TimelineLine
from vpo_desk.storage.nouns import ANSWER

PASSPHRASE = "opens-with.txt"
WORDS = "recovery-words.txt"
EXPECTED = "expected.json"
CASE_FILE = "case-file"
NOT_CARRIED = {"audit_entries", "schema", "program"}  # an opening adds to them


def tell(services: Services) -> dict[str, Any]:
    """Return everything in words and numbers, read through the services of today's program."""
    info = asdict(services.upkeep.info())
    cases = [line.case for line in services.cases.newest()]
    return {
        "counts": {name: value for name, value in info.items() if name not in NOT_CARRIED},
        "file": services.agency.facts().id,
        "agency": plain(services.agency.get()),
        "concerns": [_concern(services, line.concern.id) for line in services.concerns.newest(-1)],
        "cases": {case.number: _case(services, case) for case in cases},
        "casework": {case.number: _casework(services, case.id) for case in cases},
        "people": [
            _person(services, line.person.id) for line in services.register.page(Order.NAME)
        ],
        "desk": {
            "tasks": plain(services.tasks.due(date.max)),
            "requests": plain(services.requests.all()),
            "directory": plain(services.directory.all(retired=True)),
            "meetings": plain(services.meetings.all()),
        },
    }


def _casework(services: Services, case_id: str) -> dict[str, Any]:
    """Return what came with the fourth schema."""
    return {
        "records": plain(services.records.of_case(case_id)),
        "notes": plain(services.notes.of_case(case_id)),
        "tasks": plain(services.tasks.of_case(case_id)),
        "orders": plain(services.orders.of_case(case_id)),
        "numbers": plain(services.orders.numbers(case_id)),
        "reviews": plain(services.reviews.of_case(case_id)),
        "closings": plain(services.closings.of_case(case_id)),
        "referrals": plain(services.referrals.of_case(case_id)),
        "agenda": [plain(item) for _, item in services.meetings.of_case(case_id)],
        "rules": plain(services.rule_matches.of_case(case_id)),
        "transfers": plain(services.closings.transfers(case_id)),
        "files": [
            [line.label, plain(line.attachment), _digest(services, line.attachment.id)]
            for line in services.attachments.of_case(case_id)
        ],
        "timeline": [
            [line.when.said, plain(line.entered), str(line.title), _words(line)]
            for line in services.timeline.of_case(case_id)
            if line.kind is TimelineKind.EVENT
        ],
    }


def _words(line: TimelineLine) -> str:
    """Return a line's words and who says so, as one text: that is how a line read at first."""
    return f"{line.text} ({line.told_by})" if line.told_by.strip() else line.text


def _person(services: Services, person_id: str) -> dict[str, Any]:
    """Return what came with the sixth schema; who changed what is told in words."""
    view = services.register.view(person_id)
    return {
        "person": plain(view.person),
        "places": plain(view.places),
        "relationships": plain(view.relationships),
        "merges": plain(view.merges),
        "changes": [
            [str(each.what), *([str(it.what), it.before, it.now] for it in each.fields)]
            for each in view.changes
        ],
    }


def _digest(services: Services, attachment_id: str) -> str:
    """Return the digest of a file's content; of one that a salvage could not save, what the desk says."""
    reading = services.attachments.read(attachment_id)
    try:
        while not reading.step():
            pass
    except VpoError as fault:
        return str(fault)
    return hashlib.sha256(reading.content).hexdigest()


def tell_audit(services: Services) -> dict[str, Any]:
    """Return the head of the audit chain."""
    head = services.upkeep.chain_head()
    assert head is not None
    return {"entries": head.sequence, "head": head.hash}


def told_then(told: Any, wanted: Any) -> Any:
    """Leave out of what is told what nobody knew then: fields and parts that came later."""
    if isinstance(told, dict) and isinstance(wanted, dict):
        if "citable" in wanted:  # a later program lets more kinds of things be cited
            known = {each["id"] for each in wanted["citable"]}
            cited = [each for each in told["citable"] if each["id"] in known]
            told = {**told, "citable": cited}
        return {name: told_then(told[name], each) for name, each in wanted.items() if name in told}
    if isinstance(told, list) and isinstance(wanted, list) and len(told) == len(wanted):
        return [told_then(*pair) for pair in zip(told, wanted, strict=True)]
    return told


def plain(value: Any) -> Any:
    """Return a domain value as JSON knows it; times as UTC with their zone."""
    if isinstance(value, Moment):
        return f"{centiseconds(value.utc)} {value.zone}"
    if isinstance(value, datetime):
        return centiseconds(value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value if isinstance(value, bool | int | None) else str(value)


def _concern(services: Services, concern_id: str) -> dict[str, Any]:
    line = services.concerns.get(concern_id)
    return {
        "concern": plain(line.concern),
        "about": plain(line.about),
        "source": plain(line.source),
        "entered": plain(services.concerns.recorded(concern_id).recorded_at),
        "triage": plain(services.triage.of_concern(concern_id)),
    }


def _case(services: Services, case: Case) -> dict[str, Any]:
    return {
        "case": plain(case),
        "people": [plain(line) for line in services.cases.view(case.id).roles],
        "interviews": [
            _interview(services, line.interview) for line in services.interviews.of_case(case.id)
        ],
        "statements": plain(services.knowledge.statements(case.id)),
        "sources": {each.theme.value: each.sources for each in services.knowledge.themes(case.id)},
        "roots": plain(services.knowledge.roots(case.id)),
        "differences": plain(services.knowledge.differences(case.id)),
        "citable": plain(list(services.citations.citable(case.id).values())),
        "assessments": [plain(each) for each in services.assessments.of_case(case.id)],
        "plans": [plain(each) for each in services.plans.of_case(case.id)],
        "copies": [plain(each) for each in services.documents.copies(case.id)],
        "actions": [entry.action for entry in services.upkeep.entries(case.id)],
    }


def _interview(services: Services, interview: Interview) -> dict[str, Any]:
    view = services.interviews.view(interview.id)
    history = services.ground.history
    return {
        "interview": plain(interview),
        "number": view.line.number,
        "questions": len(view.form.questions()),
        "asked": {each.id: each.text for each in view.form.questions() if each.id in view.answers},
        "answers": {
            question: [plain(each) for each in history.versions(ANSWER, answer.id)]
            for question, answer in view.answers.items()
        },
        "drafts": plain(view.drafts),
    }
