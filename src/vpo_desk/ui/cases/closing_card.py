"""Closing a case: grounds, the five criteria, the rationale, and what is still missing."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.domain.closing import Criterion, CriterionText, Grounds
from vpo_desk.domain.gates import Gate
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.services.closings import ClosingWords
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout, go_to
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

CLOSE: Final = "close@1"


class ClosingCard(Card):
    """The form that closes a case; unmet gates stand as links that lead to their fields."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Close this case"))
        self._page = page
        self._case_id = ""
        say, catalog = page.say, page.ground.catalog
        self._rule = QuietLabel("")
        self._form = StepForm(
            page,
            CLOSE,
            (
                ("grounds", say("Grounds"), SegmentedChoice(options(Grounds, catalog))),
                *(
                    (f"criterion:{each.value}", page.text(each.words), TextEditor(lines=1))
                    for each in Criterion
                ),
                ("rationale", say("Rationale"), TextEditor(lines=2)),
                ("second", say("Second reviewer"), TextField()),
                ("role", say("Their role"), TextField()),
                ("on", say("Reviewed by them on, such as 27 Nov 2026"), TextField()),
                ("how", say("How they said so: in person, by phone, in writing"), TextField()),
                ("reopen", say("What would reopen it"), TextEditor(lines=1)),
                ("override", say("Close all the same, because"), TextEditor(lines=1)),
            ),
            say("Close the case"),
            self._close,
        )
        self._form.fields["override"].hide()
        self._missing_title = PlainLabel(say("Still missing"), size="table", strong=True)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(2)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._missing_title)
        self.body.addLayout(self._missing)
        self.body.addWidget(self._form)
        self._missing_title.hide()

    def show_case(self, case_id: str) -> None:
        """Serve a case."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._show_missing(())
        self._form.begin(f"{case_id}:close")

    def show_rule(self, *, ever_raised: bool) -> None:
        """Say what this case asks for."""
        words = self._page.say(
            "A resolved case asks for all five criteria, each with its evidence. Long custody is a"
            " pause: enter the day of release under Tasks."
        )
        if ever_raised:
            words += " " + self._page.say(
                "Its level was Moderate or higher once: a second person looks at the closing."
            )
        self._rule.setText(words)

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _close(self) -> None:
        form, case_id = self._form, self._case_id
        grounds, days = form.chosen("grounds"), form.days("on")
        if grounds is None or days is None:
            return
        second = form.words("second")
        words = ClosingWords(
            self._page.ground.clock.now(),
            Grounds(grounds),
            form.words("rationale"),
            tuple(
                CriterionText(each, text)
                for each in Criterion
                if (text := form.words(f"criterion:{each.value}")).strip()
            ),
            SignOff(second, form.words("role"), days[0], form.words("how"))
            if second.strip()
            else None,
            form.words("reopen"),
            form.words("override"),
        )

        def judged(gates: tuple[Gate, ...]) -> None:
            self._show_missing(gates)
            if gates and not words.override.strip():
                go_to(self._missing_title, self._first)
                return
            form.send(
                lambda services: services.closings.close(case_id, words),
                self._page.say("The case is closed."),
            )

        self._page.query(lambda services: services.closings.gates(case_id, words), judged)

    def _show_missing(self, gates: tuple[Gate, ...]) -> None:
        empty_layout(self._missing)
        self._first: LinkButton | None = None
        for gate in gates:
            link = LinkButton(self._page.text(gate.words), lambda gate=gate: self._lead(gate))
            self._first = self._first or link
            self._missing.addWidget(link)
        self._missing_title.setVisible(bool(gates))
        self._form.fields["override"].setVisible(bool(gates))

    def _lead(self, gate: Gate) -> None:
        field = self._form.fields[gate.place]
        go_to(field)
