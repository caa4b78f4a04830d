"""Who can open the case file: the key slots, what failures bring, and the notice before unlocking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from vpo_desk.domain.entry import AfterFailures, EntryRules, SlotKind, SlotLine
from vpo_desk.errors import VpoError
from vpo_desk.ui.case_file.key_form import KeyForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.notice import Notice, NoticeArea
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


class KeysCard(Card):
    """Lists who can open the case file, and changes it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("Who can open it"))
        self._page = page
        self._rules = EntryRules()
        say = page.say
        self._table = ListTable(
            (
                Column("", lambda line: page.text(line.kind.words), share=3),
                Column("", self._used, share=2, right=True),
            ),
            name=say("Ways to open the case file"),
            fit=True,
            headings=False,
        )
        self.notices = NoticeArea()
        self._form = KeyForm(page, self._done)
        self._form.hide()
        self._key_file_button = Button(say("Use a key file…"), self._key_file)
        self._wants_key_file = False
        self._remove_button = Button(say("Remove the supervisor…"), self._remove)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=12, line_gap=8)
        for button in (
            Button(say("Change passphrase…"), lambda: self._begin("passphrase")),
            Button(say("Supervisor's passphrase…"), lambda: self._begin("supervisor")),
            self._remove_button,
            self._key_file_button,
        ):
            row.addWidget(button)
        self._after = SegmentedChoice(options(AfterFailures, page.ground.catalog))
        self._after.chosen.connect(self._choose)
        self._notice = TextEditor(lines=2)
        self._notice.left.connect(self._keep_notice)
        for widget in (
            self._table,
            buttons,
            self.notices,
            self._form,
            LabeledField(say("After five wrong passphrases in a quarter of an hour"), self._after),
            LabeledField(
                say("Notice before unlocking"),
                self._notice,
                tip=say("Anybody at the lock page reads it: name nobody."),
                tip_shown=True,
            ),
            QuietLabel(
                say(
                    "If somebody may know the passphrase or has seen the recovery sheet: lock, then"
                    " “Make a new key”."
                )
            ),
        ):
            self.body.addWidget(widget)

    def read(self) -> None:
        """Read the slots and rules."""

        def ask(services: Services) -> tuple[tuple[SlotLine, ...], EntryRules]:
            return services.custody.lines(), services.custody.rules()

        self._page.query(ask, lambda found: self._show(*found))

    def flush(self) -> None:
        """Save the notice."""
        self._notice.commit()

    def wipe(self) -> None:
        """Forget every secret that is typed."""
        self._form.wipe()

    def _show(self, lines: tuple[SlotLine, ...], rules: EntryRules) -> None:
        self._rules = rules
        self._table.replace(lines)
        kinds = {line.kind for line in lines}
        self._wants_key_file = SlotKind.KEY_FILE in kinds
        self._remove_button.setVisible(SlotKind.SUPERVISOR in kinds)
        say = self._page.say
        self._key_file_button.setText(
            say("Stop using the key file…") if self._wants_key_file else say("Use a key file…")
        )
        self._after.set_value(rules.after_failures.value)
        if not self._notice.hasFocus():
            self._notice.set_words(rules.notice)

    def _used(self, line: SlotLine) -> Cell:
        words = self._page.say("opened it now") if line.is_used else ""
        return Cell(words, tone="good" if words else "")

    def _begin(self, mode: str) -> None:
        self.notices.clear()
        self._form.begin(mode, wants_key_file=self._wants_key_file)

    def _key_file(self) -> None:
        self._begin("no_key_file" if self._wants_key_file else "key_file")

    def _remove(self) -> None:
        say = self._page.say
        if self._page.ground.prompts.confirm(
            say("Remove the supervisor's passphrase?"),
            say("Then only your own passphrase and the recovery sheet open the case file."),
            say("Remove it"),
            say("Keep it"),
        ):
            self._page.command(
                lambda services: services.custody.remove_supervisor(),
                lambda _nothing: self._done(say("The supervisor's passphrase is gone.")),
                self._refused,
            )

    def _done(self, words: str) -> None:
        self.notices.clear()
        self.notices.add(Notice(words, tone="good"))
        self.read()

    def _choose(self, value: str) -> None:
        self._set(replace(self._rules, after_failures=AfterFailures(value)))

    def _keep_notice(self) -> None:
        notice = self._notice.words().strip()
        if notice != self._rules.notice:
            self._set(replace(self._rules, notice=notice))

    def _set(self, rules: EntryRules) -> None:
        self.notices.clear()
        self._rules = rules
        self._page.command(lambda services: services.custody.set_rules(rules), None, self._refused)

    def _refused(self, fault: Exception) -> None:
        self.read()  # what was chosen is not in force
        if not isinstance(fault, VpoError):
            raise fault
        self.notices.add(Notice(fault.text(self._page.ground.catalog), tone="danger"))
