"""The letterhead's rules: what fits, what stands for which kind, and how older data are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.pictures import badge, saved

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import (
    ADDRESS_LINES_MOST,
    FOOTER_MOST,
    LINE_MOST,
    LOGO_MOST,
    MARKING_MOST,
    MARKINGS_MOST,
    NAME_MOST,
    SIGNERS_MOST,
    Letterhead,
    PaperRule,
    Placement,
    letterhead_fault,
    name_fault,
    written_logo,
)
from vpo_desk.storage.codec import decode, decode_whole, encode
from vpo_desk.words import Catalog

PLAN, SAFETY = DocumentKind.PLAN, DocumentKind.SAFETY_PLAN


def test_what_stands_below_the_name_is_what_was_typed_without_empty_lines() -> None:
    letterhead = Letterhead(address="12 Mill Street\n\n  Harlow Falls", phone="555", online=" ")
    assert letterhead.lines == ("12 Mill Street", "  Harlow Falls", "555")
    assert replace(letterhead, online="a@b.example").lines[-1] == "555 · a@b.example"
    assert Letterhead().lines == ()


def test_a_kind_has_its_own_marking_and_every_other_the_agencys() -> None:
    letterhead = Letterhead().with_rule(PaperRule(SAFETY, "FOR THE PERSON"))
    agency = Agency(marking="CONFIDENTIAL", letterhead=letterhead)
    assert agency.marking_of(SAFETY) == "FOR THE PERSON"
    assert agency.marking_of(PLAN) == "CONFIDENTIAL"


def test_rules_stand_in_one_order_and_an_empty_one_goes() -> None:
    safety, plan = PaperRule(SAFETY, "A"), PaperRule(PLAN, signers=("Prepared by",))
    both = Letterhead().with_rule(safety).with_rule(plan)
    assert both.rules == (plan, safety)
    assert both == Letterhead().with_rule(plan).with_rule(safety)
    assert both.rule_for(PLAN) == plan
    assert both.with_rule(PaperRule(PLAN)).rules == (safety,)
    assert both.rule_for(DocumentKind.SUMMARY) == PaperRule(DocumentKind.SUMMARY)


def _address(text: str) -> Letterhead:
    return Letterhead(address=text)


ALL: list[tuple[Callable[[str], Letterhead], int]] = [
    (_address, LINE_MOST),
    (lambda text: Letterhead(phone=text), LINE_MOST),
    (lambda text: Letterhead(online=text), LINE_MOST),
    (lambda text: Letterhead(footer=text), FOOTER_MOST),
    (lambda text: Letterhead(markings=("A", text)), MARKING_MOST),
    (lambda text: Letterhead().with_rule(PaperRule(PLAN, text)), MARKING_MOST),
    (lambda text: Letterhead().with_rule(PaperRule(PLAN, "", (text,))), MARKING_MOST),
    (lambda text: _address("\n".join(text)), ADDRESS_LINES_MOST),
    (lambda text: Letterhead(markings=tuple(text)), MARKINGS_MOST),
    (lambda text: Letterhead().with_rule(PaperRule(PLAN, "", tuple(text))), SIGNERS_MOST),
]


@pytest.mark.parametrize(("made", "most"), ALL)
def test_what_fits_is_taken_and_one_more_is_told(
    made: Callable[[str], Letterhead], most: int
) -> None:
    assert letterhead_fault(made("x" * most)) is None
    fault = letterhead_fault(made("x" * (most + 1)))
    assert fault is not None
    assert str(most) in Catalog().text(fault)
    assert str(most + 1) in Catalog().text(fault)


def test_a_name_of_two_hundred_characters_is_taken_and_a_longer_one_is_told() -> None:
    assert name_fault("N" * NAME_MOST) is None
    fault = name_fault("N" * 214)
    assert fault is not None
    assert "At most 200 characters fit here; this has 214." in Catalog().text(fault)


@pytest.mark.parametrize(
    "logo", ["no base64!", written_logo(b"GIF89a"), written_logo(b"")[:0] + "A"]
)
def test_a_logo_that_the_program_did_not_make_is_not_recorded(logo: str) -> None:
    assert letterhead_fault(Letterhead(logo=logo)) is not None


def test_a_logo_has_a_largest_size() -> None:
    small = saved(badge())
    assert letterhead_fault(Letterhead(logo=written_logo(small))) is None
    large = small + b"\0" * LOGO_MOST
    assert letterhead_fault(Letterhead(logo=written_logo(large))) is not None


def test_all_of_it_is_written_and_read_back() -> None:
    letterhead = Letterhead(
        logo=written_logo(saved(badge())),
        address="شارع\nالطاحونة",
        footer="\ud800 and \x00",
        placement=Placement.CENTERED,
        inside=False,
        markings=("A",),
    ).with_rule(PaperRule(SAFETY, "A", ("Prepared by",)))
    agency = Agency(name="Harlow", letterhead=letterhead)
    assert decode(Agency, encode(agency)) == agency
    assert letterhead.picture == saved(badge())


def test_what_was_written_before_there_were_letterheads_is_read_without_one() -> None:
    older = encode(Agency(name="Harlow"))
    cut = older[: older.index(',"letterhead":')] + "}"
    assert decode_whole(Agency, cut) == Agency(name="Harlow")
