"""A look into a record as it is entered or corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpo_desk.domain.record_check import RecordCheck, RecordResult
from vpo_desk.services.records import CheckLine, CheckSection, Look
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options, typed_time
from vpo_desk.ui.page import Page
from vpo_desk.ui.session import Written
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

LOOK: Final = "record@1"


class LookCard(Card):
    """Takes a look into a record; the line of the checklist brings its help."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Enter a look"))
        self._page = page
        self._case_id = ""
        self._known = ""
        self._sections: tuple[CheckSection, ...] = ()
        say = page.say
        self._files = LinkButton(say("Files of this look…"), self._show_files)
        self._removal = LinkButton(say("Paper and removal…"), self._show_removal)
        for link in (self._files, self._removal):
            link.hide()
        self._asked = PlainLabel("", size="table", strong=True)
        self._help = QuietLabel("")
        line = DropDown()
        self._form = StepForm(
            page,
            LOOK,
            (
                ("check", say("Line of the checklist"), line),
                (
                    "result",
                    say("Result"),
                    SegmentedChoice(options(RecordResult, page.ground.catalog)),
                ),
                ("system", say("System or place"), TextField()),
                ("purpose", say("Purpose"), TextField()),
                ("reason", say("Reason"), TextField()),
                ("held_at", say("Where the result is held"), TextField()),
                ("note", say("What matters, in a line"), TextEditor(lines=2)),
                ("at", say("When (left empty: now)"), TextField()),
                ("by", say("Looked up by (left empty: you)"), TextField()),
            ),
            say("Enter the look"),
            self._keep,
        )
        self._line = line
        line.chosen.connect(self._show_help)
        for widget in (
            QuietLabel(
                say(
                    "Reference only: note that you looked, and where the result is. Copy no"
                    " criminal history into this file."
                )
            ),
            self._asked,
            self._help,
            self._files,
            self._form,
            self._removal,
        ):
            self.body.addWidget(widget)

    def show_case(self, case_id: str) -> None:
        """Serve a case; a correction begun is left."""
        if case_id != self._case_id or self._known:
            self._case_id = case_id
            self._leave()

    def show_lines(self, sections: tuple[CheckSection, ...]) -> None:
        """Offer the lines of the checklist; the one that is chosen stays."""
        self._sections = sections
        chosen = self._form.words("check") or None
        self._line.set_options(
            (
                Option(line.question.id, f"{line.question.id} {line.question.text}")
                for section in sections
                for line in section.lines
            ),
            chosen,
        )
        self._show_help()

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def choose(self, line: CheckLine) -> None:
        """Take a line of the checklist to look up."""
        if self._known:
            self._leave()
        self._form.fill({"check": line.question.id})
        self._show_help()
        go_to(self._form, self._form.fields["result"])

    def correct(self, record: RecordCheck, label: str) -> None:
        """Show a look to correct it."""
        self._known = record.id
        self.heading.setText(self._page.say("Correct [{label}]", label=label))
        self._form.fields["check"].setEnabled(False)
        self._files.show()
        self._removal.show()
        self._form.correct(
            f"{record.id}:look",
            {
                "check": record.check,
                "result": str(record.result.value),
                "system": record.system,
                "purpose": record.purpose,
                "reason": record.reason,
                "held_at": record.held_at,
                "note": record.note,
                "at": typed_time(record.at),
                "by": record.by,
            },
        )
        self._show_help()
        go_to(self._form, self._form.fields["result"])

    def _leave(self) -> None:
        self._known = ""
        self.heading.setText(self._page.say("Enter a look"))
        self._form.fields["check"].setEnabled(True)
        self._files.hide()
        self._removal.hide()
        self._form.begin(f"{self._case_id}:record")
        self._show_help()

    def _show_files(self) -> None:
        self._page.go("files", self._known, "record")

    def _show_removal(self) -> None:
        known = self._known
        self.flush()
        self._leave()  # no word of what goes may stay in a form
        self._page.go("removal", known, "record")

    def _keep(self) -> None:
        form, case_id, known = self._form, self._case_id, self._known
        check, result, at = form.chosen("check"), form.chosen("result"), form.moment("at")
        if check is None or result is None or at is None:
            return
        look = Look(
            check,
            at,
            RecordResult(result),
            *(
                form.words(name)
                for name in ("by", "system", "purpose", "reason", "note", "held_at")
            ),
        )

        def act(services: Services) -> Written:
            if known:
                return services.records.correct(known, look)
            return services.records.add(case_id, look)

        form.send(act, self._page.say("The look is entered."), lambda _record: self._leave())

    def _show_help(self, _value: object = None) -> None:
        chosen = self._form.words("check")
        found = [
            line.question
            for section in self._sections
            for line in section.lines
            if line.question.id == chosen
        ]
        self._asked.setText(found[0].text if found else "")
        self._help.setText(found[0].help if found else "")
        self._asked.setVisible(bool(found))
        self._help.setVisible(bool(found))
