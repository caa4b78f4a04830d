"""The letterhead in a case file: kept as history, borne by every paper, whole after every journey."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.documents.tree import read
from tests.pictures import badge, saved
from tests.services.conftest import ZONE, Desk

from vpo_desk.bootstrap.paper import recovery_sheet, share_sheets
from vpo_desk.documents.paper_head import PaperHead, paper_head
from vpo_desk.domain.agency import Agency, Paper
from vpo_desk.domain.backups import OpenedWith
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import Letterhead, PaperRule, written_logo
from vpo_desk.domain.purge import Basis, Decided, Scope
from vpo_desk.domain.shares import SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.protocols.lost import lost_protocol
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.logos import read_logo
from vpo_desk.services.paper.drill_certificate import drill_certificate
from vpo_desk.services.paper.letterhead_sample import letterhead_sample
from vpo_desk.storage import case_file
from vpo_desk.storage.history_check import check_versions
from vpo_desk.storage.keyring import Unlocked, words_of_key
from vpo_desk.storage.nouns import AGENCY
from vpo_desk.storage.restore import drill, key_by_words
from vpo_desk.storage.salvage import salvage
from vpo_desk.storage.verify import check_chain

TOOL = Path(__file__).resolve().parents[2] / "tools" / "independent_verifier.py"
LETTERHEAD = Letterhead(
    logo=written_logo(saved(badge())),
    address="12 Mill Street\nHarlow Falls, XX 00000",
    phone="555 0100",
    footer="Return or shred.",
    markings=("TEAM ONLY",),
).with_rule(PaperRule(DocumentKind.PLAN, "TEAM ONLY", ("Prepared by", "Reviewed by")))


def put(desk: Desk, letterhead: Letterhead = LETTERHEAD) -> Agency:
    desk.services.agency.change(lambda agency: replace(agency, letterhead=letterhead))
    return desk.services.agency.get()


def test_a_change_adds_a_version_and_touches_nothing_else(desk: Desk) -> None:
    before = desk.services.agency.get()
    versions = len(desk.log("agency"))
    agency = put(desk)
    assert agency == replace(before, letterhead=LETTERHEAD)
    assert desk.reopen().agency.get() == agency
    assert len(desk.log("agency")) == versions + 1
    assert not desk.services.agency.change(lambda now: replace(now, letterhead=LETTERHEAD))
    assert len(desk.log("agency")) == versions + 1
    history = desk.services.ground.history.versions(AGENCY, "agency")
    assert [each.value.letterhead for each in history][-2:] == [Letterhead(), LETTERHEAD]


def test_two_forms_that_know_parts_of_it_do_not_undo_each_other(desk: Desk) -> None:
    put(desk)
    desk.services.agency.change(lambda agency: replace(agency, ori="XX0000001"))
    agency = desk.services.agency.get()
    assert (agency.ori, agency.letterhead) == ("XX0000001", LETTERHEAD)


@pytest.mark.parametrize(
    "wrong",
    [replace(LETTERHEAD, footer="x" * 301), replace(LETTERHEAD, logo="R0lGODlh")],
)
def test_what_cannot_stand_on_paper_is_refused_and_nothing_is_changed(
    desk: Desk, wrong: Letterhead
) -> None:
    put(desk)
    with pytest.raises(VpoError):
        put(desk, wrong)
    assert desk.services.agency.get().letterhead == LETTERHEAD


# --- paper -------------------------------------------------------------------------------------------


def test_each_document_has_the_marking_and_the_lines_of_its_kind(desk: Desk) -> None:
    agency = put(desk)
    case = desk.case()
    desk.judged(case)
    desk.services.plans.seal(desk.plan(case))
    documents = desk.services.documents
    plan = documents.preview(PaperWish(case.id, DocumentKind.PLAN)).sheet
    assert (plan.marking, plan.head.signers) == ("TEAM ONLY", ("Prepared by", "Reviewed by"))
    (copy,), _ = documents.prepare(PaperWish(case.id, DocumentKind.PLAN), "Meeting", ())
    assert (copy.content.sheet.marking, copy.content.sheet.head) == ("TEAM ONLY", plan.head)
    chronology = documents.preview(PaperWish(case.id, DocumentKind.CHRONOLOGY)).sheet
    assert (chronology.marking, chronology.head.signers) == (agency.marking, ())
    assert chronology.head.lines == LETTERHEAD.lines


def test_papers_about_the_case_file_have_it_unless_it_is_left_off(desk: Desk) -> None:
    agency = put(desk)
    services = desk.services

    def heads() -> set[PaperHead]:
        return {
            services.custody_papers.inventory()[0].sheet.head,
            services.custody_papers.cover_sheet()[0].sheet.head,
            services.emergency.prepare()[0].sheet.head,
            services.protocols.form("subject@1").sheet.head,
        }

    assert heads() == {paper_head(agency)}
    outside = put(desk, replace(LETTERHEAD, inside=False))
    assert heads() == {paper_head(outside)} == {PaperHead(footer="Return or shred.")}


def test_recovery_sheets_and_shares_bear_the_logo_on_one_page_each(desk: Desk) -> None:
    agency = put(desk)
    made_at = desk.clock.now()
    one = recovery_sheet(
        desk.key, agency=agency, file_name="D.vpodesk", made_at=made_at, training=True
    )
    shares = share_sheets(
        desk.key,
        SharePlan(count=3, needed=2),
        agency=agency,
        file_name="D.vpodesk",
        made_at=made_at,
        training=True,
    )
    for pdf in (one, *shares):
        tagged = read(pdf)
        assert len(tagged.reader.pages) == 1
        assert [each.role for each in tagged.root.children[:2]] == ["Figure", "P"]


def test_the_sample_shows_the_kind_and_holds_no_word_of_a_case(desk: Desk) -> None:
    agency = replace(put(desk), paper=Paper.A4)
    case = desk.case()
    for kind in DocumentKind:
        content = letterhead_sample(agency, kind, desk.clock.now().local, training=False)
        assert content.sheet.preview
        assert content.sheet.head == paper_head(agency, kind)
        assert content.sheet.marking == agency.marking_of(kind)
        assert case.number not in repr(content)
        tagged = read(desk.services.paper.render(content))
        text = "".join(tagged.text(each) for each in tagged.root.children)
        assert f"{kind.label} (sample)" in text
        assert "PREVIEW" in "".join(tagged.artifacts)
        assert ("Reviewed by" in text) is (kind is DocumentKind.PLAN)


# --- a logo's way in ----------------------------------------------------------------------------------


def test_a_logo_is_read_from_a_file_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "logo.txt"
    path.write_bytes(saved(badge(mode="RGB"), "JPEG"))
    agency = Agency(letterhead=Letterhead(logo=read_logo(path)))
    assert agency.letterhead.picture.startswith((b"\x89PNG", b"\xff\xd8"))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(VpoError) as refused:
        read_logo(tmp_path / "gone.png")
    assert "could not be read" in str(refused.value)
    with pytest.raises(VpoError):
        read_logo(tmp_path)


# --- journeys -----------------------------------------------------------------------------------------


def test_it_is_whole_after_a_backup_and_on_the_certificate_of_its_drill(
    desk: Desk, tmp_path: Path
) -> None:
    agency = put(desk)
    place = tmp_path / "backups"
    place.mkdir()
    backup, _ = desk.services.backups.make(place)
    proof = drill(backup, key_by_words(" ".join(words_of_key(desk.key))))
    assert proof.holds
    assert proof.agency == agency
    certificate = drill_certificate(
        proof,
        backup=backup.name,
        opened_with=OpenedWith.PASSPHRASE,
        agency=proof.agency,
        printed_at=desk.clock.now().local,
    )
    assert certificate.sheet.head == paper_head(agency)
    assert desk.services.ledger.check(certificate.sheet.code).line is None
    facts = {str(label): str(value) for label, value in certificate.facts}
    assert facts["Made on"] == "19 November 2026, 13:31 UTC"
    (held,) = certificate.parts[1].paragraphs  # what there is none of is not listed
    assert str(held) == "agency 1 · case file 1"
    assert "There are no attachments." in [str(row[1]) for row in certificate.parts[0].rows]


def test_it_outlives_a_purge(desk: Desk) -> None:
    agency = put(desk)
    case = desk.case()
    answer = desk.answer(desk.interview(case), "SU-B3")
    asked, _ = desk.services.purges.ask(
        Scope.ANSWER, answer.id, basis=Basis.SPILL, reason="It must not be here."
    )
    reviewed = Decided("Lt. Ames", desk.clock.now().day)
    desk.services.purges.confirm(asked.id, reviewed)
    assert desk.reopen().agency.get() == agency
    connection = desk.opened.file.connection
    assert check_versions(connection).holds
    assert check_chain(connection).holds


def test_another_program_verifies_it_and_a_salvage_brings_it_over(
    desk: Desk, tmp_path: Path
) -> None:
    agency = put(desk)
    desk.opened.close()
    secret = tmp_path / "words"
    secret.write_text(" ".join(words_of_key(desk.key)) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(TOOL), "--recovery-file", str(secret), str(desk.folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    target = tmp_path / "Saved.vpodesk"
    saved_file = salvage(
        desk.folder,
        target,
        Unlocked(desk.key, "test"),
        clock=desk.clock,
        protocols=lost_protocol,
    )
    assert saved_file.is_whole
    file = case_file.open_with_key(target, desk.key, clock=desk.clock, actor="test")
    try:
        found = file.history.find(AGENCY, "agency")
        assert found is not None
        assert found.value == agency
    finally:
        file.close()
    desk.reopen()
    assert desk.clock.now().zone == ZONE
