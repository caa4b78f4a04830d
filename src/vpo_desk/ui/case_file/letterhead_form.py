"""The fields of the letterhead; what cannot stand on paper says so at its field and stays there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.agency import Agency, Paper
from vpo_desk.domain.letterhead import (
    NAME_LONG,
    Placement,
    address_fault,
    footer_fault,
    line_fault,
    marking_fault,
    markings_fault,
    name_fault,
)
from vpo_desk.ui.case_file.logo_field import LogoField
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.card import Card
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words


def lines_of(words: str) -> tuple[str, ...]:
    """Return the lines of a field that has one thing a line; empty lines are none."""
    return tuple(line for line in words.split("\n") if line.strip())


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of words with its label, and what keeps its words from being recorded."""

    labeled: LabeledField
    field: TextField | TextEditor
    fault: Callable[[str], Words | None]

    def is_open(self) -> bool:
        """True while it holds what must not be written over: words being typed, or not recorded."""
        return self.field.hasFocus() or self.fault(self.field.words()) is not None


class LetterheadForm(QWidget):
    """`changed` comes at each key press, `left` when a field is left or something is chosen."""

    changed = Signal()
    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.fields: dict[str, FormField] = {}
        self.logo = LogoField(page)
        self.logo.changed.connect(self.left)
        self._long_name = QuietLabel()
        self._long_name.hide()
        self._placement = SegmentedChoice(options(Placement, page.ground.catalog))
        self._paper = SegmentedChoice(options(Paper, page.ground.catalog))
        for choice in (self._placement, self._paper):
            choice.chosen.connect(self.left)
        self._inside = CheckBox(page.say("Also on papers about the case file, and on blank forms"))
        self._inside.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._head_card())
        column.addWidget(self._pages_card())

    def show_agency(self, agency: Agency, *, fresh: bool) -> None:
        """Show what is recorded; a field that is being typed in is left alone unless all is fresh."""
        known = agency.letterhead
        words = {
            "name": agency.name,
            "address": known.address,
            "phone": known.phone,
            "online": known.online,
            "footer": known.footer,
            "marking": agency.marking,
            "markings": "\n".join(known.markings),
        }
        for name, each in self.fields.items():
            if (fresh or not each.is_open()) and each.field.words() != words[name]:
                each.field.set_words(words[name])
        self.logo.show_logo(known)
        self._placement.set_value(str(known.placement.value))
        self._paper.set_value(str(agency.paper.value))
        self._inside.setChecked(known.inside)

    def typed(self, known: Agency) -> tuple[Agency, bool]:
        """Return the agency as typed, and whether all of it can be recorded.

        What cannot be is said at its field, and stands as it is recorded.
        """
        words: dict[str, Any] = {
            "name": known.name,
            "address": known.letterhead.address,
            "phone": known.letterhead.phone,
            "online": known.letterhead.online,
            "footer": known.letterhead.footer,
            "marking": known.marking,
            "markings": known.letterhead.markings,
        }
        holds = True
        for name, each in self.fields.items():
            now = each.field.words()
            fault = each.fault(now)
            each.labeled.show_trouble(self._page.text(fault) if fault else "")
            holds = holds and fault is None
            if fault is None:
                words[name] = lines_of(now) if name == "markings" else now
        self._tell_length(words["name"])
        letterhead = replace(
            known.letterhead,
            logo=self.logo.logo,
            address=words["address"],
            phone=words["phone"],
            online=words["online"],
            footer=words["footer"],
            placement=Placement(self._placement.value() or Placement.LEFT.value),
            inside=self._inside.isChecked(),
            markings=words["markings"],
        )
        agency = replace(
            known,
            name=words["name"],
            marking=words["marking"],
            paper=Paper(self._paper.value() or Paper.LETTER.value),
            letterhead=letterhead,
        )
        return agency, holds

    def commit(self) -> None:
        """Act as if every field was left now."""
        for each in self.fields.values():
            each.field.commit()

    def _tell_length(self, name: str) -> None:
        self._long_name.setVisible(len(name) > NAME_LONG)
        self._long_name.setText(
            self._page.say(
                "This name has {count} characters and takes several lines. Look at it in the"
                " preview: nothing of it is cut off.",
                count=len(name),
            )
        )

    def _head_card(self) -> Card:
        say = self._page.say
        card = Card(say("Head of the first page"))
        self._add(card, "name", say("Agency"), TextField(), name_fault)
        card.body.addWidget(self._long_name)
        card.body.addWidget(self.logo)
        card.body.addWidget(LabeledField(say("Placement"), self._placement))
        address = TextEditor(lines=2)
        self._add(card, "address", say("Address, line by line"), address, address_fault)
        self._add(card, "phone", say("Phone"), TextField(), line_fault)
        self._add(card, "online", say("Website or email"), TextField(), line_fault)
        card.body.addWidget(self._inside)
        return card

    def _pages_card(self) -> Card:
        say = self._page.say
        card = Card(say("Every page"))
        self._add(card, "marking", say("Marking on every page"), TextField(), marking_fault)
        self._add(
            card,
            "markings",
            say("Further markings to choose from, one a line"),
            TextEditor(lines=2),
            lambda words: markings_fault(lines_of(words)),
            say("Each kind of document below can have one of them in place of the marking above."),
        )
        self._add(
            card,
            "footer",
            say("Line at the foot of every page"),
            TextField(),
            footer_fault,
            say("For example the law under which paper is handled, or what to do with it."),
        )
        card.body.addWidget(LabeledField(say("Paper"), self._paper))
        return card

    def _add(
        self,
        card: Card,
        name: str,
        label: str,
        field: TextField | TextEditor,
        fault: Callable[[str], Words | None],
        tip: str = "",
    ) -> None:
        labeled = LabeledField(label, field, tip=tip, tip_shown=bool(tip))
        self.fields[name] = FormField(labeled, field, fault)
        if isinstance(field, TextField):
            field.textEdited.connect(self.changed)
        else:
            field.textChanged.connect(self.changed)
        field.left.connect(self.left)
        card.body.addWidget(labeled)
