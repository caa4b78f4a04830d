"""Evidence gathers itself: answers, concerns, records, and only the notes that may be used."""

from __future__ import annotations

from tests.services.conftest import AT, Desk, later

from vpo_desk.domain.assessment import WarningBehavior
from vpo_desk.domain.note import Protected
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.protocols.knowledge import BaseRates
from vpo_desk.protocols.load import load_model
from vpo_desk.resources import find_resources
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.records import Look

RATES = "knowledge/base_rates.v1.toml"


def test_everything_of_a_case_that_can_be_cited_is_gathered_by_time(desk: Desk) -> None:
    case = desk.case()
    desk.answer(desk.interview(case, at=later(2)), "SU-B3", "It was a joke.")
    desk.services.records.add(
        case.id, Look("RR-D1", later(1), RecordResult.RELEVANT, system="Permits", note="One rifle.")
    )
    desk.services.notes.add(case.id, NoteWords(later(3), "His mother called."))
    found = desk.services.evidence.of_case(case.id)
    assert [each.citation.label for each in found] == ["C-2026-001", "R1", "I1 SU-B3", "N1"]
    concern, record, answer, note = found
    assert concern.theme is Theme.OTH
    assert (record.theme, record.text) == (Theme.WPN, "One rifle.")
    assert str(record.known) == "Relevant, Permits"
    assert (answer.theme, answer.short) == (Theme.COM, "It was a joke.")
    assert (note.theme, note.text) == (None, "His mother called.")


def test_a_protected_note_is_no_evidence_until_its_link_is_written(desk: Desk) -> None:
    case = desk.case()
    notes = desk.services.notes
    held, _ = notes.add(case.id, NoteWords(AT, "Attends a rally.", Protected.POLITICS))
    notes.add(case.id, NoteWords(later(1), "His mother called."))
    labels = [each.citation.label for each in desk.services.evidence.of_case(case.id)]
    assert [label for label in labels if label[0] == "N"] == ["N2"]
    assert desk.services.citations.cite(case.id, "See [N1].").citations == ()
    notes.correct(
        held.id, NoteWords(AT, "Attends a rally.", Protected.POLITICS, "He named it as the place.")
    )
    cited = desk.services.citations.cite(case.id, "See [N1].")
    assert [each.id for each in cited.citations] == [held.id]
    assert desk.services.citations.describe(cited.citations[0]).kind == "note"


def test_what_to_know_before_relying_follows_the_case(desk: Desk) -> None:
    case = desk.case()
    judged = desk.judgment(case)

    def codes() -> set[str]:
        return {each.code for each in desk.services.evidence.cautions(judged, AT.day)}

    assert {"not_heard", "nothing_protects", "never_asked"} <= codes()
    desk.answer(desk.interview(case), "SU-B3")
    assert "not_heard" not in codes()


def test_every_figure_has_a_source_that_is_named_and_a_place_to_be_shown() -> None:
    rates = load_model(BaseRates, find_resources().read_bytes(RATES), RATES)
    sources = {each.id for each in rates.sources}
    studies = {each.id for each in rates.studies}
    for each in (*rates.figures, *rates.studies):
        assert each.sources, each
        assert set(each.sources) <= sources, each
    for figure in rates.figures:
        assert figure.study in studies
        assert figure.themes or figure.behaviors, figure.text
        assert set(figure.themes) <= set(CORE_THEMES)
    used = {name for each in (*rates.figures, *rates.studies) for name in each.sources}
    assert used == sources
    assert "not a checklist and not predictive" in rates.note


def test_the_guide_gives_each_figure_with_study_source_and_note(desk: Desk) -> None:
    rates = desk.services.guide.rates(Theme.WPN)
    (figure,) = rates.figures
    assert figure.text == "Firearms were used in 73 % of the attacks."
    assert "Mass Attacks in Public Spaces" in figure.study
    assert figure.read_in == "CBS News, January 25, 2023"
    assert "not predictive" in rates.note
    assert desk.services.guide.rates(Theme.PRO).figures == ()
    leaked = desk.services.guide.rates(WarningBehavior.LEAKAGE).figures
    assert next(each.text for each in leaked).startswith("In 63 of 67 plots")
