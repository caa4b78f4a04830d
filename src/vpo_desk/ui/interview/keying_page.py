"""Keying in a sheet: its sections as printed, then what is keyed twice, and where that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.answer import Answer, AnswerState
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.keyed import Keyed
from vpo_desk.domain.moments import Moment
from vpo_desk.services.interviews import keying_scope, misfit
from vpo_desk.services.keying import SheetView, given_of
from vpo_desk.ui.interview.keyed_row import KeyedRow
from vpo_desk.ui.interview.twice_card import TwiceCard
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import moment_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns, empty_layout
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.section_list import Section, SectionList
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "keying@1"
TWICE: Final = "twice"


class KeyingPage(Page):
    """Mirrors a paper form; its place's id is the interview, its part a section or `twice`."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Key in a paper form"))
        self._sheet: SheetView | None = None
        self._keyed: dict[str, Keyed] = {}
        self._answers: dict[str, Answer] = {}
        self._drafts: dict[str, str] = {}
        self._here = ""
        self._rows: dict[str, KeyedRow] = {}
        self.head.add(Button(self.say("Open on screen"), self._to_runner))
        columns = Columns(side_share=70)
        self.body.addWidget(columns)
        list_card = Card(self.say("The sheet"), flush=True)
        self._list = SectionList(name=self.say("Sections of the sheet"), said_width=92)
        self._list.chosen.connect(self._turn_to)
        list_card.body.addWidget(self._list)
        columns.main.addWidget(list_card)
        self._card = Card(self.say("Section"))
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card.body.addWidget(holder)
        self._card.body.addWidget(Button(self.say("Next section"), self._next, kind="primary"))
        columns.side.addWidget(self._card)
        self._twice = TwiceCard(self)
        self._twice.settled.connect(self._reread)
        self._twice.agreed.connect(self._show_list)
        columns.side.addWidget(self._twice)

    def arrive(self, place: Place) -> None:
        """Read the sheet and what is keyed of it."""
        self._leave()
        self._sheet = None
        self.query(
            lambda services: (
                services.keying.view(place.id),
                services.drafts.of(keying_scope(place.id)),
            ),
            lambda found: self._show(found[0], {each.field: each.content for each in found[1]}),
        )

    def flush(self) -> None:
        """Commit what is in the rows; a command taken now is carried out before the lock."""
        self._leave()
        self._twice.flush()

    def clear(self) -> None:
        """Forget the sheet too."""
        self._sheet = None
        self._keyed, self._answers, self._drafts, self._rows = {}, {}, {}, {}
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say how paper is keyed in."""
        return (
            say("Tick what is ticked and write what is written, section by section."),
            say("Words beside another box than “answered” are kept as what you observed."),
            say("The interview can be opened on screen at any time: own words, roots, the seal."),
        )

    def _show(self, sheet: SheetView, drafts: dict[str, str]) -> None:
        line = sheet.view.line
        held = line.interview
        self._sheet, self._keyed, self._drafts = sheet, dict(sheet.keyed), drafts
        self._answers = dict(sheet.view.answers)
        now = self.ground.clock.now()
        entered = Moment(sheet.view.entered_at, held.at.zone)
        parts = (
            line.person.name or self.say("name not known"),
            self.say("held {when}", when=moment_words(held.at, now)),
            self.say("entered {when}", when=moment_words(entered, now)),
            held.form_code,
            self.say("SEALED") if held.sealed else "",
        )
        title = self.say("Key in: {title}", title=line.title)
        self.head.show_words(title, " · ".join(part for part in parts if part))
        self._twice.show_sheet(sheet)
        self.notices.clear()
        if drafts:
            words = self.say("Words that were not saved are back in their rows.")
            self.notices.add(Notice(words, tone="warning", closable=self.say("Later")))
        first = sheet.sections[0].id if sheet.sections else TWICE
        self._turn_to(self.place.part or first)

    def _turn_to(self, key: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._leave()
        self._here = key
        self.turn(key)
        empty_layout(self._column)
        self._rows = {}
        section = next((each for each in sheet.sections if each.id == key), None)
        self._card.setVisible(section is not None)
        self._twice.setVisible(section is None)
        if section is not None:
            self._card.heading.setText(section.title)
            for question in section.questions:
                editable = not sheet.view.line.interview.sealed
                row = KeyedRow(question, self.ground.catalog, editable=editable)
                row.show_keyed(self._keyed.get(question.id))
                if question.id in self._drafts:
                    row.restore(self._drafts[question.id])
                row.typed.connect(self._journal)
                row.given.connect(self._commit)
                self._rows[question.id] = row
                self._column.addWidget(row)
        self._show_list()
        self.show_top()
        if self._rows:
            next(iter(self._rows.values())).state.setFocus()

    def _next(self) -> None:
        if self._sheet is None:
            return
        keys = [*(each.id for each in self._sheet.sections), TWICE]
        self._turn_to(keys[min(keys.index(self._here) + 1, len(keys) - 1)])

    def _show_list(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        rows = [
            Section(
                each.id,
                each.title,
                f"{sum(q.id in self._keyed for q in each.questions)}/{len(each.questions)}",
            )
            for each in sheet.sections
        ]
        left = len(self._twice.left())
        said = self.say("{count} left", count=left) if left else self.say("done")
        rows.append(Section(TWICE, self.say("Key again"), said, "warning" if left else "good"))
        self._list.show_sections(rows, self._here)

    def _leave(self) -> None:
        for row in self._rows.values():
            row.words.commit()

    def _journal(self, question_id: str) -> None:
        """Keep what is being keyed; it is recorded when its field is left."""
        content, scope = self._rows[question_id].draft(), keying_scope(self.place.id)
        self._drafts[question_id] = content
        self.command(lambda services: services.drafts.keep(scope, question_id, BINDING, content))

    def _commit(self, question_id: str) -> None:
        row, sheet = self._rows[question_id], self._sheet
        if sheet is None or sheet.view.line.interview.sealed:
            return
        keyed, interview_id = row.keyed(), sheet.view.line.interview.id
        known = self._answers.get(question_id)
        trouble = misfit(given_of(keyed, known))
        row.show_trouble(self.text(trouble) if trouble else "")
        if trouble is not None:
            self._journal(question_id)
            return
        if keyed.state is AnswerState.NOT_ASKED and keyed.text.strip():
            row.state.set_value(str(AnswerState.ANSWERED.value))  # words without a tick
            keyed = row.keyed()
        if keyed == self._keyed.get(question_id, Keyed()):
            self._drop(question_id)
            return
        self._keyed[question_id] = keyed
        self._drafts.pop(question_id, None)

        def act(services: Services) -> tuple[Answer, Changes]:
            with services.ground.transaction():
                done = services.keying.key(interview_id, question_id, keyed)
                services.drafts.drop(keying_scope(interview_id), question_id)
            return done

        self.command(act, self._recorded)
        self._twice.take(question_id, keyed)
        self._show_list()

    def _recorded(self, answer: Answer) -> None:
        self._answers[answer.question_id] = answer

    def _drop(self, question_id: str) -> None:
        if self._drafts.pop(question_id, None) is not None:
            scope = keying_scope(self.place.id)
            self.command(lambda services: services.drafts.drop(scope, question_id))

    def _reread(self, _nothing: object = None) -> None:
        self.arrive(self.place)

    def _to_runner(self) -> None:
        self._leave()
        self.go("interview", self.place.id, "before")
