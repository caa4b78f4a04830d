"""Chronology, records log, closing memo and emergency card: what they hold, and what stays out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.conftest import AT, INTAKE, Desk, later
from services.test_case_life import WHOLE
from vpo_desk import bootstrap
from vpo_desk.documents.case_papers import (
    ChronologyContent,
    ClosingContent,
    RecordsLogContent,
)
from vpo_desk.documents.content import CallLine
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.domain.note import Protected
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.errors import VpoError
from vpo_desk.services.closings import ClosingWords
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.records import Look

CHRONOLOGY = DocumentKind.CHRONOLOGY


def prepare(
    desk: Desk, case: Case, kind: DocumentKind, *holders: str, sources: bool = False
) -> PreparedCopy:
    wish = PaperWish(case.id, kind, sources=sources)
    return desk.services.documents.prepare(wish, "Prosecutor", holders)[0][0]


def chronology(desk: Desk, case: Case, *holders: str, sources: bool = False) -> ChronologyContent:
    content = prepare(desk, case, CHRONOLOGY, *holders, sources=sources).content
    assert isinstance(content, ChronologyContent)
    return content


def everything(content: ChronologyContent) -> str:
    return repr(content.lines)


class TestTheChronology:
    def test_goes_through_the_ledger_and_counts_its_releases(self, desk: Desk) -> None:
        case = desk.case()
        first, second = (prepare(desk, case, CHRONOLOGY, "County") for _ in range(2))
        assert [first.copy.document_version, second.copy.document_version] == [1, 2]
        assert (first.copy.object_id, first.copy.draft) == (case.id, False)
        ledger = desk.services.documents.copies(case.id)
        assert [each.copy.outcome for each in ledger] == [Outcome.PREPARED] * 2
        assert first.content.sheet.code == ledger[1].code

    def test_sorts_as_the_range_and_keeps_what_was_said(self, desk: Desk) -> None:
        case = desk.case()
        for said in ("before 3 June", "early May", "about two weeks before graduation"):
            desk.services.timeline.add_event(case.id, said, f"What was {said}")
        told = [line.when for line in chronology(desk, case).lines if "What was" in line.text]
        assert told == ["early May", "before 3 June", "about two weeks before graduation"]

    def test_holds_out_what_is_protected_and_counts_it(self, desk: Desk) -> None:
        case = desk.case()
        notes = desk.services.notes
        note, _ = notes.add(case.id, NoteWords(AT, "He prays daily.", Protected.RELIGION))
        content = chronology(desk, case)
        assert (content.held_out, "prays" in everything(content)) == (1, False)
        linked = NoteWords(AT, "He prays daily.", Protected.RELIGION, "He named that mosque.")
        notes.correct(note.id, linked)
        content = chronology(desk, case)
        assert (content.held_out, "prays" in everything(content)) == (0, True)

    def test_names_no_source_unless_that_is_put_in_and_never_a_confidential_one(
        self, desk: Desk
    ) -> None:
        case = desk.case()
        other = desk.person(case, "Dana Whitfield", RoleName.REPORTING_PERSON)
        (line,) = desk.services.concerns.of_case(case.id)
        assert line.source is not None
        desk.interview(case, "reporting", other.id)
        desk.interview(case, "reporting", line.source.id, later(1))
        desk.services.timeline.add_event(case.id, "early May", "Seen", "Dana's sister")
        plain = everything(chronology(desk, case))
        assert "Dana" not in plain
        named = chronology(desk, case, sources=True)
        assert named.names_sources
        assert "Dana Whitfield" in everything(named)
        assert "Dana's sister" in everything(named)
        assert "Hale" not in plain + everything(named)
        assert "D.W." in everything(chronology(desk, case, "County", sources=True))

    def test_of_paper_that_leaves_names_the_subject_by_initials(self, desk: Desk) -> None:
        case = desk.case()
        assert chronology(desk, case, "County").person == "P.N."
        assert chronology(desk, case).person == "Peter Novak"

    def test_leaves_the_ledger_itself_out(self, desk: Desk) -> None:
        case = desk.case()
        prepare(desk, case, CHRONOLOGY, "A holder of paper")
        assert "A holder" not in everything(chronology(desk, case))


class TestRows:
    def test_are_saved_through_the_ledger_and_say_so(self, desk: Desk, tmp_path: Path) -> None:
        case = desk.case()
        out = tmp_path / "timeline.csv"
        bootstrap.export(
            desk.services,
            case_number=case.number,
            document=CHRONOLOGY,
            out=out,
            purpose="Prosecutor",
            holders=("County",),
            table=True,
        )
        assert out.read_bytes().startswith('\ufeff"Date as said"'.encode())
        (line,) = desk.services.documents.copies(case.id)
        assert (line.copy.table, line.copy.outcome) == (True, Outcome.SAVED)
        assert [entry.action for entry in desk.log(line.copy.id)] == ["prepare", "outcome"]

    def test_of_a_plan_are_refused_before_anything_is_entered(self, desk: Desk) -> None:
        case = desk.case()
        desk.judged(case)
        desk.services.plans.seal(desk.plan(case))
        wish = PaperWish(case.id, DocumentKind.PLAN, table=True)
        with pytest.raises(VpoError, match="cannot be saved as rows"):
            desk.services.documents.prepare(wish, "Meeting", ())
        assert desk.services.documents.copies(case.id) == ()


def test_the_records_log_has_each_look_and_counts_what_is_open(desk: Desk) -> None:
    case = desk.case()
    look = Look("RR-A1", AT, RecordResult.RELEVANT, "", "RMS", "Purpose", "Reason", "Two", "88213")
    desk.services.records.add(case.id, look)
    content = prepare(desk, case, DocumentKind.RECORDS_LOG).content
    assert isinstance(content, RecordsLogContent)
    (line,) = content.lines
    assert (line.label, line.system, line.note, line.held_at) == ("R1", "RMS", "Two", "88213")
    assert line.by == "R. Okafor"
    sections = desk.services.records.checklist(case.id)
    assert content.open_lines == sum(len(each.lines) for each in sections) - 1


class TestTheClosingMemo:
    def test_tells_why_on_what_and_who_looked_too(self, desk: Desk) -> None:
        case = desk.case()
        words = replace(WHOLE, reopen="A new date.")
        closing, _ = desk.services.closings.close(case.id, words)
        copy = prepare(desk, case, DocumentKind.CLOSING_MEMO, "County")
        content = copy.content
        assert isinstance(content, ClosingContent)
        assert (copy.copy.object_id, copy.copy.document_version) == (closing.id, 1)
        assert (content.rationale, content.reopen) == ("Nothing for a year.", "A new date.")
        assert [text for _, text in content.criteria] == ["Evidence"] * 5
        assert "Lt. Ames" in str(content.second)

    def test_prints_what_is_missing_of_a_resolved_case_as_not_recorded(self, desk: Desk) -> None:
        case = desk.case()
        words = ClosingWords(AT, WHOLE.grounds, "", override="The court took it over.")
        desk.services.closings.close(case.id, words)
        content = prepare(desk, case, DocumentKind.CLOSING_MEMO).content
        assert isinstance(content, ClosingContent)
        assert [text for _, text in content.criteria] == [""] * 5
        assert content.override == "The court took it over."

    def test_needs_a_closing(self, desk: Desk) -> None:
        with pytest.raises(VpoError, match="never closed"):
            prepare(desk, desk.case(), DocumentKind.CLOSING_MEMO)


class TestTheEmergencyCard:
    def test_has_the_agencys_numbers_and_the_time_and_is_logged(self, desk: Desk) -> None:
        content, _ = desk.services.emergency.prepare(later(3))
        contacts = desk.services.agency.get().contacts
        assert [(each.name, each.phone) for each in content.calls] == [
            (each.name, each.phone) for each in contacts
        ]
        assert content.shown == "19 November 2026, 11:31 EST"
        last = desk.services.upkeep.chain_head()
        assert last is not None
        assert (last.action, last.kind) == ("export", "emergency_card")

    def test_has_who_is_called_first_of_the_directory(self, desk: Desk) -> None:
        team = Resource("", "County crisis team", ResourceKind.CRISIS, "555 0199", first_call=True)
        desk.services.directory.keep(team)
        content, _ = desk.services.emergency.prepare()
        assert content.calls[-1] == CallLine("County crisis team", "555 0199")

    def test_the_time_it_was_shown_stays_on_the_concern(self, desk: Desk) -> None:
        concern = desk.concern(replace(INTAKE, card_shown_at=later(1)))
        again = desk.reopen().concerns.get(concern.id).concern
        assert again.card_shown_at == later(1)
