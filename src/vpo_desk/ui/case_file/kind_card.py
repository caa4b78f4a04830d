"""What is special for one kind of document: its marking, and the lines that it ends with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from vpo_desk.domain.agency import Agency
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import Letterhead, PaperRule, signers_fault
from vpo_desk.ui.case_file.letterhead_form import FormField, lines_of
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel


class KindCard(Card):
    """One kind at a time; `changed` and `left` as in the form, `turned` when another is chosen."""

    changed = Signal()
    left = Signal()
    turned = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("One kind of document"))
        self._page = page
        self._known = Letterhead()
        self._kind = DocumentKind.PLAN
        self._kinds = DropDown(options(DocumentKind, page.ground.catalog))
        self._kinds.set_value(self._kind.value)
        self._kinds.chosen.connect(self._turn)
        self._marking = DropDown()
        self._marking.chosen.connect(self.left)
        self.signers = TextEditor(lines=3)
        labeled = LabeledField(
            page.say("Lines to sign on, one a line"),
            self.signers,
            tip=page.say(
                "Such as “Prepared by” or “Reviewed by (supervisor)”. Each gets room for a name, a"
                " role and a date. With none, the document ends as it comes."
            ),
            tip_shown=True,
        )
        self.field = FormField(labeled, self.signers, lambda words: signers_fault(lines_of(words)))
        self.signers.textChanged.connect(self.changed)
        self.signers.left.connect(self.left)
        self._special = QuietLabel()
        self.body.addWidget(LabeledField(page.say("Kind of document"), self._kinds))
        self.body.addWidget(LabeledField(page.say("Its marking"), self._marking))
        self.body.addWidget(labeled)
        self.body.addWidget(self._special)

    @property
    def kind(self) -> DocumentKind:
        """The kind that is shown."""
        return self._kind

    def show_kind(self, value: str) -> None:
        """Show another kind, as it is recorded."""
        self._kind = DocumentKind(value)
        self._kinds.set_value(value)
        self._show_rule(fresh=True)

    def show_agency(self, agency: Agency, *, fresh: bool) -> None:
        """Show what is recorded for the kind that is shown."""
        self._known = agency.letterhead
        self._show_rule(fresh=fresh)
        kinds = [self._page.text(rule.document.words) for rule in self._known.rules]
        self._special.setVisible(bool(kinds))
        self._special.setText(
            self._page.say("With something of their own: {kinds}", kinds=", ".join(kinds))
        )

    def typed(self, known: Agency) -> tuple[Agency, bool]:
        """Return the agency with what is typed for this kind, and whether it can be recorded."""
        rule = known.letterhead.rule_for(self._kind)
        words = self.signers.words()
        fault = self.field.fault(words)
        self.field.labeled.show_trouble(self._page.text(fault) if fault else "")
        signers = rule.signers if fault else lines_of(words)
        changed = PaperRule(self._kind, self._marking.value() or "", signers)
        return replace(known, letterhead=known.letterhead.with_rule(changed)), fault is None

    def _turn(self, value: str) -> None:
        self.signers.commit()
        if self.field.fault(self.signers.words()) is not None:
            self._kinds.set_value(self._kind.value)  # what is typed here is not recorded yet
            return
        self._kind = DocumentKind(value)
        self.turned.emit()

    def _show_rule(self, *, fresh: bool) -> None:
        rule = self._known.rule_for(self._kind)
        offered = dict.fromkeys((*self._known.markings, rule.marking))
        standard = Option("", self._page.say("The one on every page"))
        further = [Option(each, each) for each in offered if each]
        self._marking.set_options((standard, *further), rule.marking)
        words = "\n".join(rule.signers)
        if (fresh or not self.field.is_open()) and lines_of(self.signers.words()) != rule.signers:
            self.signers.set_words(words)
