"""The papers written for one reader: a possible target, a shift, somebody who is asked for help."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from vpo_desk.documents.content import ReportContent, Sheet
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.plan import Plan
from vpo_desk.domain.redaction import Exemption
from vpo_desk.services.directory import Directory
from vpo_desk.services.ground import refuse
from vpo_desk.services.held_out import HeldOuts
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.services.paper.referral_letter import ReferralPaper
from vpo_desk.services.paper.safety_paper import SafetyPaper
from vpo_desk.services.paper.shift_card import ShiftCard
from vpo_desk.services.referrals import Referrals
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class ReaderPapers:
    """Fills the safety plan, the shift briefing card and the referral."""

    desk: CaseDesk
    directory: Directory
    referrals: Referrals
    held_outs: HeldOuts

    def state(
        self, case_id: str, kind: DocumentKind, chosen: Chosen, *, draft: bool
    ) -> tuple[bool, int, str]:
        """Return whether it is a draft, its version and what it is made from.

        Raises VpoError where there is no plan, no possible target, or no referral.
        """
        if kind is DocumentKind.REFERRAL:
            letter = self._letter()
            referral = letter.referral(case_id, chosen.referral_id)
            return False, letter.version(referral), referral.id
        plan = self._plan(case_id, draft=draft)
        if kind is DocumentKind.SAFETY_PLAN:
            self._safety().target(case_id, plan, chosen.person_id)
        return not plan.sealed, plan.number, plan.id

    def valid_until(
        self, case_id: str, kind: DocumentKind, chosen: Chosen, *, draft: bool
    ) -> date | None:
        """Return the last day of a shift briefing card; the other papers have none."""
        if kind is not DocumentKind.SHIFT_CARD:
            return None
        return self._card().until(self._plan(case_id, draft=draft), chosen.until)

    def content(
        self,
        case_id: str,
        kind: DocumentKind,
        chosen: Chosen,
        sheet: Sheet,
        *,
        draft: bool,
        exemptions: Collection[Exemption],
    ) -> ReportContent:
        """Return everything that the paper says; VpoError where it would say too much."""
        if kind is DocumentKind.REFERRAL:
            letter = self._letter()
            referral = letter.referral(case_id, chosen.referral_id)
            return letter.content(referral, sheet, named=chosen.named)
        plan = self._plan(case_id, draft=draft)
        if kind is DocumentKind.SHIFT_CARD:
            return self._card().content(plan, chosen, sheet)
        return self._safety().content(plan, chosen.person_id, sheet, exemptions)

    def _plan(self, case_id: str, *, draft: bool) -> Plan:
        in_force = None if draft else self.desk.plans.sealed(case_id)
        if in_force is not None:
            return in_force
        newest = self.desk.plans.newest(case_id)
        if newest is None:
            raise refuse(say("This case has no management plan yet."), say("Write the plan first."))
        return newest.value

    def _safety(self) -> SafetyPaper:
        return SafetyPaper(self.desk, self.directory)

    def _card(self) -> ShiftCard:
        return ShiftCard(self.desk, self.directory)

    def _letter(self) -> ReferralPaper:
        return ReferralPaper(self.desk, self.directory, self.referrals, self.held_outs)
