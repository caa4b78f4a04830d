"""Older versions printed again: as they were sealed, marked as superseded, and old from the start."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.documents.tree import read
from tests.services.conftest import AT, Desk, later

from vpo_desk.documents.content import InForce, PlanContent, ReportContent
from vpo_desk.domain.assessment import Level
from vpo_desk.domain.case import Case
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Action, Domain
from vpo_desk.domain.statement import DifferenceState
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.redactions import Edition, read_removal
from vpo_desk.storage.nouns import DIFFERENCE

OLD_JUDGMENT = "Judged first: he named a day."
NEW_JUDGMENT = "Judged later: he named a place."
SEALED_AGAIN = date(2026, 11, 20)


@pytest.fixture
def case(desk: Desk) -> Case:
    """A case whose plan and assessment are both at version 2, with something new between."""
    case = desk.case()
    desk.answer(desk.interview(case), "SU-B3")
    judgment = replace(desk.judgment(case), formulation=CitedText(OLD_JUDGMENT))
    desk.services.assessments.seal(judgment)
    desk.clock.moment = later(1)
    desk.services.plans.seal(desk.plan(case))
    desk.clock.moment = later(30)
    desk.interview(case, at=later(29))
    desk.person(case, "Tessa Brandt", RoleName.POSSIBLE_TARGET)
    judgment = replace(
        desk.judgment(case, later(30)), formulation=CitedText(NEW_JUDGMENT), level=Level.HIGH
    )
    desk.services.assessments.seal(judgment)
    desk.clock.moment = later(31)
    draft = desk.services.plans.open_draft(case.id, later(31))
    action = Action(Domain.WATCH, "Watch the gate", "R. Okafor", date(2026, 11, 25))
    desk.services.plans.seal(replace(draft, actions=(action,)))
    desk.clock.moment = later(32)
    return case


def prepared(
    desk: Desk,
    case: Case,
    version: int | None,
    kind: DocumentKind = DocumentKind.PLAN,
    edition: Edition | None = None,
) -> PreparedCopy:
    wish = PaperWish(case.id, kind, version=version)
    if edition is not None:
        wish = replace(wish, edition=edition)
    (copy,) = desk.services.documents.prepare(wish, "Asked for by the court", ("Clerk",))[0]
    desk.services.documents.note_outcome(copy.copy.id, Outcome.PRINTED)
    return copy


def pages(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "reprint.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    return [page for page in done.stdout.split("\f") if page.strip()]


def title(folder: Path) -> str:
    path = str(folder / "reprint.pdf")
    done = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True)
    return done.stdout.split("Title:")[1].split("\n")[0].strip()


def test_an_older_plan_says_on_every_page_what_is_in_force(
    desk: Desk, case: Case, tmp_path: Path
) -> None:
    copy = prepared(desk, case, 1)
    assert copy.content.sheet.superseded == InForce(2, SEALED_AGAIN)
    pdf = desk.services.paper.make(copy)
    told = pages(pdf, tmp_path)
    assert read(pdf).artifacts.count("SUPERSEDED") == len(told), "large, across each page"
    for page in told:
        assert "SUPERSEDED by version 2 of 20 November 2026" in page
        assert "version 1" in page
    whole = "\n".join(told)
    assert "Crisis evaluation" in whole
    assert "Watch the gate" not in whole
    assert "not any more; version 2 is" in whole
    assert "until the review or a change of level" not in whole
    assert title(tmp_path).startswith("SUPERSEDED: Management plan")
    page = desk.services.paper.make_html(copy).decode()
    assert "<title>SUPERSEDED: Management plan" in page
    assert "SUPERSEDED by version 2 of 20 November 2026" in page.split("<main>")[0]


def test_the_plan_in_force_says_nothing_of_the_kind(desk: Desk, case: Case, tmp_path: Path) -> None:
    for version in (2, None):
        copy = prepared(desk, case, version)
        assert copy.content.sheet.superseded is None
        assert "SUPERSEDED" not in "".join(pages(desk.services.paper.make(copy), tmp_path))
        assert title(tmp_path).startswith("Management plan")
        assert b"SUPERSEDED" not in desk.services.paper.make_html(copy)


def test_an_older_plan_stands_on_the_judgment_of_its_time(desk: Desk, case: Case) -> None:
    old, new = prepared(desk, case, 1).content, prepared(desk, case, 2).content
    assert isinstance(old, PlanContent)
    assert isinstance(new, PlanContent)
    assert (old.concern, new.concern) == (OLD_JUDGMENT, NEW_JUDGMENT)
    assert old.level is not None
    assert (old.level.level, old.level.before) == (Level.ELEVATED, None)
    assert new.level is not None
    assert (new.level.level, new.level.before) == (Level.HIGH, Level.ELEVATED)
    assert len(old.limits) == len(new.limits) + 1
    assert "printed again" in str(old.limits[0])


def test_a_difference_that_was_noted_later_is_not_in_the_older_plan(desk: Desk, case: Case) -> None:
    first, second = (desk.answer(desk.interview(case), "SU-B3") for _ in range(2))
    noted, _ = desk.services.knowledge.note_difference(
        case.id,
        (first.id, second.id),
        DifferenceState.OPEN,
        "One says Friday, one says Monday.",
    )
    assert desk.services.ground.history.get(DIFFERENCE, noted.id).state is DifferenceState.OPEN
    old, new = prepared(desk, case, 1).content, prepared(desk, case, 2).content
    assert isinstance(old, PlanContent)
    assert isinstance(new, PlanContent)
    assert old.differences == ()
    assert new.differences == ("One says Friday, one says Monday.",)


def test_an_older_assessment_holds_what_was_known_when_it_was_sealed(
    desk: Desk, case: Case, tmp_path: Path
) -> None:
    old = prepared(desk, case, 1, DocumentKind.ASSESSMENT)
    assert isinstance(old.content, ReportContent)
    assert old.content.sheet.superseded == InForce(2, SEALED_AGAIN)
    told = pages(desk.services.paper.make(old), tmp_path)
    assert all("SUPERSEDED by version 2 of 20 November 2026" in page for page in told)
    whole = "\n".join(told)
    assert OLD_JUDGMENT in whole
    assert "printed again" in whole
    assert NEW_JUDGMENT not in whole
    assert "T.B." not in whole
    assert whole.count("Subject interview") == 1
    assert "Plan version 1" in whole, "the plan that it led to"
    new = prepared(desk, case, 2, DocumentKind.ASSESSMENT)
    whole = "\n".join(pages(desk.services.paper.make(new), tmp_path))
    assert NEW_JUDGMENT in whole
    assert "T.B." in whole
    assert whole.count("Subject interview") == 2
    assert "SUPERSEDED" not in whole


def test_the_copy_is_entered_as_the_version_it_is(desk: Desk, case: Case) -> None:
    first = desk.services.plans.versions(case.id)[0]
    copy = prepared(desk, case, 1)
    assert (copy.copy.document_version, copy.copy.object_id) == (1, first.id)
    assert not copy.copy.draft
    (line,) = desk.reopen().ledger.lines(case.id)
    assert line.copy.document_version == 1
    assert line.code == copy.content.sheet.code


@pytest.mark.parametrize("kind", [DocumentKind.PLAN, DocumentKind.ASSESSMENT])
def test_it_is_old_from_the_start_and_says_what_changed_since_its_seal(
    desk: Desk, case: Case, kind: DocumentKind
) -> None:
    old, new = prepared(desk, case, 1, kind), prepared(desk, case, 2, kind)
    ledger = desk.services.ledger
    assert {line.copy.id: line.old for line in ledger.lines(case.id)} == {
        old.copy.id: True,
        new.copy.id: False,
    }
    assert [line.copy.id for line in ledger.to_recall(case.id)] == [old.copy.id]
    check = ledger.check(old.content.sheet.code)
    told = "\n".join(str(words) for words in check.since)
    noun = "Plan" if kind is DocumentKind.PLAN else "Assessment"
    assert f"{noun} version 2 is in force." in told
    assert ("New action: Watch the gate" in told) is (kind is DocumentKind.PLAN)
    assert "interview: 1 entry since" in told, (
        "what was entered after the seal counts, although before the print"
    )
    assert ledger.check(new.content.sheet.code).since == ()


def test_a_third_version_makes_both_old(desk: Desk, case: Case) -> None:
    old, new = prepared(desk, case, 1), prepared(desk, case, 2)
    desk.services.plans.seal(desk.services.plans.open_draft(case.id, later(40)))
    assert all(line.old for line in desk.services.ledger.lines(case.id))
    told = [str(words) for words in desk.services.ledger.check(old.content.sheet.code).since]
    assert "Plan version 3 is in force." in told
    assert new.content.sheet.superseded is None
    again = prepared(desk, case, 2)
    assert again.content.sheet.superseded is not None
    assert again.content.sheet.superseded.version == 3


def test_a_draft_of_the_next_version_supersedes_nothing(desk: Desk, case: Case) -> None:
    desk.services.plans.save(desk.services.plans.open_draft(case.id, later(40)))
    assert prepared(desk, case, 2).content.sheet.superseded is None
    assert not desk.services.ledger.lines(case.id)[0].old


@pytest.mark.parametrize("version", [0, -1, 3, 10**9])
@pytest.mark.parametrize("kind", [DocumentKind.PLAN, DocumentKind.ASSESSMENT])
def test_a_version_that_is_not_there_is_refused_and_nothing_is_entered(
    desk: Desk, case: Case, kind: DocumentKind, version: int
) -> None:
    with pytest.raises(VpoError, match="no sealed version"):
        prepared(desk, case, version, kind)
    with pytest.raises(VpoError, match="no sealed version"):
        desk.services.documents.preview(PaperWish(case.id, kind, version=version))
    assert desk.services.ledger.lines(case.id) == ()


def test_a_draft_is_no_version_to_print_again(desk: Desk) -> None:
    case = desk.case()
    desk.services.plans.save(desk.plan(case))
    with pytest.raises(VpoError, match="no sealed version"):
        prepared(desk, case, 1)


@pytest.mark.parametrize(
    "kind", sorted(set(DocumentKind) - {DocumentKind.PLAN, DocumentKind.ASSESSMENT})
)
def test_only_a_plan_or_an_assessment_has_versions(
    desk: Desk, case: Case, kind: DocumentKind
) -> None:
    with pytest.raises(VpoError, match="not by version"):
        desk.services.documents.preview(PaperWish(case.id, kind, version=1))


def test_a_preview_of_an_older_version_names_what_is_in_force_too(desk: Desk, case: Case) -> None:
    wish = PaperWish(case.id, DocumentKind.PLAN, version=1)
    sheet = desk.services.documents.preview(wish).sheet
    assert (sheet.preview, sheet.code, sheet.superseded) == (True, "", InForce(2, SEALED_AGAIN))
    assert desk.services.documents.instead(wish) == InForce(2, SEALED_AGAIN)
    assert desk.services.documents.instead(replace(wish, version=2)) is None
    assert desk.services.documents.instead(replace(wish, version=None)) is None


def test_a_redacted_edition_of_an_older_version_is_superseded_too(
    desk: Desk, case: Case, tmp_path: Path
) -> None:
    edition = Edition((read_removal("named a day=P"),))
    told = pages(desk.services.paper.make(prepared(desk, case, 1, edition=edition)), tmp_path)
    assert all("SUPERSEDED by version 2 of 20 November 2026" in page for page in told)
    assert "named a day" not in "\n".join(told)


def test_the_same_reprint_gives_the_same_bytes(desk: Desk, case: Case) -> None:
    copy = prepared(desk, case, 1)
    assert desk.services.paper.make(copy) == desk.services.paper.make(copy)
    assert AT.day < SEALED_AGAIN
