"""The emergency card on paper: what to do first and whom to call, from the agency's own directory."""

from __future__ import annotations

from dataclasses import replace

from vpo_desk.documents.case_papers import EmergencyContent
from vpo_desk.documents.content import CallLine
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.safety_steps import STEPS
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.directory import Directory
from vpo_desk.services.ground import Ground
from vpo_desk.services.paper.naming import moment_text
from vpo_desk.services.paper.slip_sheet import slip_sheet
from vpo_desk.words import say


class EmergencyCards:
    """Makes the card; it names nobody of any case, so it goes through no ledger."""

    def __init__(self, ground: Ground, agency: AgencyDesk, directory: Directory) -> None:
        self._ground = ground
        self._agency = agency
        self._directory = directory

    def prepare(self, shown_at: Moment | None = None) -> tuple[EmergencyContent, Changes]:
        """Enter that a card was made, and return it with the time it was first shown, or now's.

        Phone numbers stand as the agency wrote them, in no other order or form.
        """
        ground = self._ground
        with ground.transaction():
            ground.history.record("export", "emergency_card")
        sheet = replace(slip_sheet(ground, self._agency, say("Emergency card")), marking="")
        content = EmergencyContent(
            sheet,
            STEPS["danger"],
            tuple(CallLine(each.name, each.phone) for each in self._directory.calls()),
            moment_text(shown_at or ground.clock.now()),
        )
        return content, Changes((("emergency_card", "made"),))
