"""The audit log in words, what is due of it, and the slips that anchor it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.services.conftest import AT, INTAKE, Desk, later

from vpo_desk.domain.audit import read_code
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.purge import Basis, Decided, Scope
from vpo_desk.services import audit_log
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.audit_log import MONTH, WEEK, LogGroup, LogLine
from vpo_desk.services.importing import carried_out
from vpo_desk.services.notes import NoteWords
from vpo_desk.words import say


def said(lines: tuple[LogLine, ...]) -> list[str]:
    return [str(line.words) for line in lines]


def since(desk: Desk) -> tuple[LogLine, ...]:
    return desk.services.audit_log.since(AT)


def test_an_object_that_is_seen_is_entered_once_for_each_unlock(desk: Desk) -> None:
    case = desk.case()
    log = desk.services.audit_log
    for _ in range(3):
        log.note_view("case", case.id)
    log.note_view("concern", "c")
    assert said(since(desk)).count("Seen: case") == 1
    assert said(since(desk)).count("Seen: concern") == 1


def test_the_log_of_a_case_has_everything_of_the_case_and_nothing_else(desk: Desk) -> None:
    case = desk.case()
    desk.answer(desk.interview(case), "SU-B3")
    other = desk.concern(replace(INTAKE, words="Another one."))
    lines = desk.services.audit_log.of_case(case.id)
    words = said(lines)
    for wanted in (
        "Case opened",
        "Interview begun",
        "Entered: answer",
        "Entered: concern",
        "Entered: triage decision",
        "Entered: role in a case",
    ):
        assert wanted in words
    assert other.id not in {line.entry.object_id for line in lines}
    assert "Opened" not in words
    numbers = [line.entry.sequence for line in lines]
    assert numbers == sorted(numbers, reverse=True)
    about = {line.about for line in lines if line.entry.kind in {"answer", "interview", "case"}}
    assert about == {case.number}


def test_the_log_of_a_case_has_files_of_its_concerns_and_what_was_removed(
    desk: Desk, tmp_path: Path
) -> None:
    case = desk.case()
    (line,) = desk.services.concerns.of_case(case.id)
    source = tmp_path / "post.txt"
    source.write_text("I will be there")
    owner = Owner(concern_id=line.concern.id)
    carried_out(desk.services.attachments.begin(source, owner, AttachmentWords()))
    note, _ = desk.services.notes.add(case.id, NoteWords(AT, "Not for this file"))
    purge, _ = desk.services.purges.ask(
        Scope.NOTE, note.id, basis=Basis.SPILL, reason="It came here by mistake"
    )
    desk.services.purges.confirm(purge.id, Decided("Lt. Ames", AT.day))
    lines = desk.services.audit_log.of_case(case.id)
    words = said(lines)
    for wanted in ("Entered: attachment", "Purge asked for", "Purge carried out", "Purged: note"):
        assert wanted in words
    assert all(line.about for line in lines if line.entry.kind in {"attachment", "purge", "note"})


def test_an_entry_made_under_a_clock_set_back_is_not_hidden_from_the_week(desk: Desk) -> None:
    now = desk.clock.moment
    desk.clock.moment = Moment(AT.utc - timedelta(days=400), AT.zone)
    desk.services.audit_log.note_view("case", "seen-under-a-wrong-clock")
    desk.clock.moment = now
    desk.services.audit_log.note_view("case", "after")
    assert {"seen-under-a-wrong-clock", "after"} <= {line.entry.object_id for line in since(desk)}


def test_the_log_is_read_up_to_a_day_and_from_the_beginning(desk: Desk) -> None:
    log = desk.services.audit_log
    log.note_view("case", "early")
    desk.clock.moment = later(24 * 40)
    log.note_view("case", "late")
    every = [line.entry.object_id for line in log.since(None)]
    assert {"early", "late"} <= set(every)
    before = [line.entry.object_id for line in log.since(None, later(24 * 39).day)]
    assert "early" in before
    assert "late" not in before
    assert log.since(AT, later(-48).day) == ()


def test_a_case_can_be_read_without_a_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_log, "MOST_LINES", 3)
    case = desk.case()
    assert len(desk.services.audit_log.of_case(case.id)) == 3
    assert len(desk.services.audit_log.of_case(case.id, all_of_it=True)) > 3


def test_no_line_has_a_name_or_a_word_of_the_case(desk: Desk) -> None:
    desk.answer(desk.interview(desk.case()), "SU-B3")
    told = " ".join(f"{line.words} {line.about} {line.entry.detail}" for line in since(desk))
    assert "Novak" not in told
    assert "Friday" not in told


def test_every_line_has_a_group(desk: Desk) -> None:
    desk.answer(desk.interview(desk.case()), "SU-B3")
    desk.services.audit_log.note_view("case", "x")
    desk.services.audit_log.prepare_anchor()
    groups = {str(line.words): line.group for line in since(desk)}
    assert groups["Opened"] is LogGroup.OPENING
    assert groups["Seen: case"] is LogGroup.SEEN
    assert groups["Anchor slip made"] is LogGroup.PAPER
    assert groups["Entered: answer"] is LogGroup.CONTENT


@pytest.mark.parametrize(("passed", "count"), [(WEEK, 0), (WEEK + timedelta(1), 1), (2 * MONTH, 2)])
def test_looking_through_is_due_each_week_and_an_anchor_each_month(
    desk: Desk, passed: timedelta, count: int
) -> None:
    desk.clock.moment = Moment(AT.utc + passed, AT.zone)
    assert len(desk.services.audit_log.due()) == count


def test_what_was_done_is_not_due(desk: Desk) -> None:
    desk.clock.moment = later(24 * 40)
    assert len(desk.services.audit_log.due()) == 2
    desk.services.audit_log.note_review()
    assert [str(each) for each in desk.services.audit_log.due()] == [
        "No anchor slip was made for a month."
    ]
    desk.services.audit_log.prepare_anchor()
    assert desk.services.audit_log.due() == ()


def test_the_slips_code_names_the_entry_that_made_it(desk: Desk) -> None:
    content, _ = desk.services.audit_log.prepare_anchor()
    code = next(str(value) for name, value in content.facts if str(name) == "Code")
    head = desk.services.upkeep.chain_head()
    assert head is not None
    assert read_code(code) == (head.sequence, head.hash[:32])
    assert desk.services.paper.render(content).startswith(b"%PDF-")


def test_the_log_on_paper_is_entered_before_it_exists(desk: Desk) -> None:
    lines = since(desk)
    content, _ = desk.services.audit_log.prepare_log(lines, say("Audit log"), say("Last 7 days"))
    assert "Log saved or printed" in said(since(desk))
    assert len(content.parts[0].rows) == len(lines)


@pytest.mark.parametrize(
    ("action", "kind", "words"),
    [
        ("purged", "answer", "Purged: answer"),
        ("swept", "purge", "Purge ended: no byte of it is left in this file"),
        ("lift", "hold", "Legal hold lifted"),
        ("blank", "concern", "Words taken out before a purge: concern"),
        ("put_aside", "task", "Put aside: task"),  # of a newer program
        ("put_aside", "new_kind", "Put aside: new_kind"),
        ("looked_up", "", "Looked up"),
    ],
)
def test_any_act_is_put_into_words(desk: Desk, action: str, kind: str, words: str) -> None:
    with desk.services.ground.transaction():
        desk.services.ground.history.record(action, kind, "x")
    assert said(since(desk))[0] == words
