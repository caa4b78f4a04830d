"""The protocols on the shelf: shipped and own, one shown whole, printed blank."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.protocols.schema import ChoiceKind, Protocol, Question
from vpo_desk.services.protocol_shelf import Origin, Shelf, ShelfLine
from vpo_desk.ui.documents.blank import BlankForms
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns, empty_layout, go_to
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel
from vpo_desk.words import Words, say


class ProtocolsPage(Page):
    """Lists protocols; `part` of its place is the release that is shown whole."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Protocols"))
        self._forms = BlankForms(self)
        self._ref = ""
        self.head.add(Button(self.say("Look again"), self._look))
        columns = Columns(side_share=56)
        self.body.addWidget(columns)
        self._faults_card = Card(self.say("Files that cannot be used"))
        self._faults = QVBoxLayout()
        self._faults.setSpacing(6)
        self._faults_card.body.addLayout(self._faults)
        self._faults_card.hide()
        columns.main.addWidget(self._faults_card)
        card = Card(self.say("On the shelf"), flush=True)
        self._table = ListTable(
            (
                Column(self.say("Protocol"), self._title_cell, share=4),
                Column(
                    self.say("Questions"), lambda line: str(line.questions), width=84, right=True
                ),
                Column(self.say("From"), self._origin_cell, share=3),
            ),
            name=self.say("Protocols"),
            fit=True,
        )
        when_opened(self._table, lambda line: self._open(line.ref))
        card.body.addWidget(self._table)
        columns.main.addWidget(card)
        own = Card(self.say("Your agency's own"))
        self._folder = PlainLabel("", size="table")
        own.body.addWidget(
            QuietLabel(
                self.say(
                    "Put your own protocol files into this folder, then look again. The guide for"
                    " authors is docs/protocol-format.md."
                )
            )
        )
        own.body.addWidget(self._folder)
        columns.main.addWidget(own)
        self._whole = Card(self.say("Protocol"))
        steps = QWidget()
        row = FlowLayout(steps, gap=12, line_gap=8)
        row.addWidget(Button(self.say("Print the blank form"), self._print))
        row.addWidget(Button(self.say("Save it as PDF…"), self._save))
        self._whole.body.addWidget(steps)
        self._text = QVBoxLayout()
        self._text.setSpacing(6)
        self._whole.body.addLayout(self._text)
        self._whole.hide()
        self._none_open = Card(flush=True)
        self._none_open.body.addWidget(
            EmptyPlace(
                self.say("No protocol is open"),
                self.say("Open one of the shelf to read its questions and print its blank form."),
            )
        )
        columns.side.addWidget(self._none_open)
        columns.side.addWidget(self._whole)

    def arrive(self, place: Place) -> None:
        """Look at the shelf, and show the protocol asked for."""
        self._look()
        if place.part:
            self._open(place.part)

    def help(self) -> tuple[Words, ...]:
        """Say what own files do."""
        return (
            say("A file that cannot be used is named here; the others are used all the same."),
            say(
                "An interview keeps its protocol word for word: changing a file changes no old one."
            ),
        )

    def _look(self) -> None:
        self.query(lambda services: services.protocols.look(), self._show)

    def _show(self, shelf: Shelf) -> None:
        self._table.replace(shelf.lines)
        self._folder.setText(shelf.folder)
        empty_layout(self._faults)
        for each in shelf.faults:
            self._faults.addWidget(Notice("", self.text(each), tone="warning"))
        self._faults_card.setVisible(bool(shelf.faults))

    def _open(self, ref: str) -> None:
        self.query(lambda services: services.protocols.whole(ref), self._show_whole)

    def _show_whole(self, protocol: Protocol) -> None:
        self._ref = protocol.ref
        self.turn(protocol.ref)
        self._whole.heading.setText(protocol.title)
        self._whole.note.setText(protocol.ref)
        empty_layout(self._text)
        if protocol.purpose:
            self._text.addWidget(QuietLabel(protocol.purpose))
        for section in protocol.sections:
            self._text.addWidget(Heading(section.title, size="card"))
            if section.note:
                self._text.addWidget(QuietLabel(section.note))
            for question in section.questions:
                words = f"{question.id}  {question.text}"
                self._text.addWidget(PlainLabel(words, size="table"))
                if more := self._more(question):
                    self._text.addWidget(QuietLabel(more))
        self._none_open.hide()
        self._whole.show()
        go_to(self._whole)

    def _more(self, question: Question) -> str:
        parts = [self.text(question.theme.words)]
        if question.safety is not None:
            parts.append(self.say("brings a safety card"))
        if isinstance(question.kind, ChoiceKind):
            parts.append(" / ".join(question.kind.options))
        if question.show_when is not None:
            parts.append(self.say("asked under a condition"))
        return " · ".join(parts)

    def _print(self) -> None:
        ref = self._ref
        self._forms.print(lambda services: services.protocols.form(ref))

    def _save(self) -> None:
        ref = self._ref
        name = self.say("{id} blank.pdf", id=ref.partition("@")[0])
        self._forms.save(lambda services: services.protocols.form(ref), name)

    def _title_cell(self, line: ShelfLine) -> Cell:
        kind = self.text(line.kind.words)
        return Cell(line.title, second=f"{kind} · {line.ref}")

    def _origin_cell(self, line: ShelfLine) -> Cell:
        kept = self.say("used in this case file") if line.kept else ""
        return Cell(self.text(line.origin.words), second=kept, strong=line.origin is Origin.OWN)
