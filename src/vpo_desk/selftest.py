"""Proves an installation: creates a case file, answers, prints, reopens, all in a temporary place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from vpo_desk import bootstrap
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.shares import SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage.keyring import suggest_passphrase
from vpo_desk.storage.shares import key_of_shares, shares_of_key
from vpo_desk.words import Words, say

LIBRARIES = ("PySide6.QtWidgets", "pypdfium2", "reportlab", "sqlcipher3", "pydantic", "zxingcpp")
_ANSWER = (
    "Marked words: <b>&amp; Ω Ж ễ قال 漢字"  # of scripts that each need a library of their own
)


def run() -> Iterator[Words]:
    """Do the whole job once and yield a line for each part that works; VpoError for one that fails.

    Nothing is left behind.
    """
    for name in LIBRARIES:
        import_module(name)
    yield say("The libraries load.")
    with tempfile.TemporaryDirectory(prefix="vpo-desk-selftest-") as place:
        folder = Path(place) / "Selftest.vpodesk"
        passphrase = suggest_passphrase()
        agency = Agency(name="Selftest", officer="Selftest")
        desk, key = bootstrap.create_case_file(folder, passphrase, agency, training=True)
        try:
            number = _work(desk.services)
            yield say("A case file is made, and a case with an answer is in it.")
            out = Path(place) / "record.pdf"
            bootstrap.export(
                desk.services,
                case_number=number,
                document=DocumentKind.INTERVIEW,
                out=out,
                interview=1,
            )
            _need(out.read_bytes().startswith(b"%PDF"), say("The interview record is no PDF."))
            _need_code(out.read_bytes())
            sheet = bootstrap.recovery_sheet(
                key,
                agency=agency,
                file_name=folder.name,
                made_at=bootstrap.system_clock().now(),
                training=True,
            )
            _need(sheet.startswith(b"%PDF"), say("The recovery sheet is no PDF."))
            shares = shares_of_key(key, SharePlan())
            typed = "\n".join(" ".join(share) for share in shares[1:])
            _need(key_of_shares(typed).key == key, say("Two shares do not give the key back."))
            yield say("Documents are made.")
        finally:
            desk.close()
        again = bootstrap.look_into(folder, passphrase)
        try:
            case = again.services.cases.by_number(number)
            held = again.services.interviews.of_case(case.id)[0].interview
            kept = again.services.interviews.answers(held.id)["SU-A1"].text
            _need(kept == _ANSWER, say("The answer came back changed."))
        finally:
            again.close()
        checks = bootstrap.verify(folder, passphrase)
        for check in checks:
            _need(check.holds, check.words)
        yield say("The case file opens again, and everything in it holds.")
        marked = _ANSWER.encode()
        found = any(marked in path.read_bytes() for path in folder.iterdir() if path.is_file())
        _need(not found, say("The answer can be read in the case file without a key."))
        yield say("Nothing of it can be read without the key.")


def _work(services: Services) -> str:
    now = services.ground.clock.now()
    concern, _ = services.concerns.take_in(
        Intake(
            at=now,
            route=Route.PHONE,
            danger=Danger.NO,
            source=Informant(Identity.ANONYMOUS),
            about=PersonDetails("Selftest Person"),
            words="Selftest",
        )
    )
    wish = TriageDecision(now, Decision.OPEN_CASE, "Selftest", priority=Priority.ROUTINE)
    _, case, _ = services.triage.decide(concern.id, wish)
    _need(case is not None and case.subject_id is not None, say("No case was opened."))
    if case is None or case.subject_id is None:
        return ""
    start = InterviewStart("subject", case.subject_id, now)
    interview, _ = services.interviews.start(case.id, start)
    services.interviews.record(interview.id, "SU-A1", Given(text=_ANSWER))
    services.interviews.seal(interview.id)
    return case.number


def _need_code(pdf: bytes) -> None:
    from vpo_desk.documents.scans import Scan

    codes = Scan(pdf).look(0).codes
    _need(bool(codes), say("The QR code of a page cannot be read back."))


def _need(holds: bool, words: Words) -> None:
    if not holds:
        raise VpoError(words, todo=say("Install the program again."))
