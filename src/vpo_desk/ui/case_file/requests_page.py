"""The log of persons' requests for what is kept about them: who asked, when it is due, what was told."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.request import AccessRequest
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.lists import day_cell, when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card, Columns, go_to
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import Words, say

ASKED: Final = "request@1"
TOLD: Final = "request-answer@1"
SCOPE: Final = "desk:request"


class RequestsPage(Page):
    """Shows every request, takes new ones and their answers."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Requests for one's own record"))
        self._request: AccessRequest | None = None
        columns = Columns(side_share=42)
        self.body.addWidget(columns)
        card = Card(self.say("Requests"), flush=True)
        self._requests = ListTable(
            (
                Column(self.say("Asked"), self._asked, width=110),
                Column(self.say("Who, and what for"), self._who, share=5),
                Column(self.say("Due"), self._due, width=110),
                Column(self.say("Told"), self._told, share=3, may_hide=True),
            ),
            name=self.say("Requests for one's own record"),
            fit=True,
        )
        when_opened(self._requests, self._open)
        self._none = EmptyPlace(
            self.say("Nobody has asked"),
            self.say("Enter here when somebody asks what is kept about them."),
        )
        card.body.addWidget(self._requests)
        card.body.addWidget(self._none)
        self._none.hide()
        columns.main.addWidget(card)
        columns.side.addWidget(self._answer_card())
        columns.side.addWidget(self._new_card())

    def arrive(self, place: Place) -> None:
        """Read the requests."""
        self._new.begin(SCOPE)
        self.query(lambda services: services.requests.all(), self._show)

    def refresh(self, changes: Changes) -> None:
        """Follow changes of requests."""
        if changes.touches("request"):
            self.arrive(self.place)

    def flush(self) -> None:
        """Journal what is typed."""
        self._new.flush()
        self._answer.flush()

    def clear(self) -> None:
        """Forget the request that is shown too."""
        self._request = None
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say what is entered here."""
        return (
            say(
                "Who may see what is your state's and your agency's rule: ask your records officer."
            ),
            say("The desk keeps that somebody asked, when it is due, and what they were told."),
        )

    def _answer_card(self) -> Card:
        card = self._answer_box = Card(self.say("This request"))
        self._words = PlainLabel("", size="table")
        self._answer = StepForm(
            self,
            TOLD,
            (
                ("on", self.say("Answered on, such as 27 Nov 2026"), TextField()),
                ("answer", self.say("What the person was told"), TextEditor(lines=3)),
            ),
            self.say("Enter the answer"),
            self._keep_answer,
        )
        card.body.addWidget(self._words)
        card.body.addWidget(self._answer)
        card.hide()
        return card

    def _new_card(self) -> Card:
        card = Card(self.say("Enter a request"))
        self._new = StepForm(
            self,
            ASKED,
            (
                ("person", self.say("Who asks"), TextField()),
                ("asked_on", self.say("Asked on, such as 27 Nov 2026"), TextField()),
                ("what", self.say("What they ask for"), TextEditor(lines=2)),
                ("due", self.say("To be answered by"), TextField()),
            ),
            self.say("Enter the request"),
            self._add,
        )
        card.body.addWidget(self._new)
        return card

    def _show(self, requests: tuple[AccessRequest, ...]) -> None:
        self._requests.replace(requests)
        self._requests.setVisible(bool(requests))
        self._none.setVisible(not requests)
        shown = self._request
        found = [each for each in requests if shown is not None and each.id == shown.id]
        if found:
            self._show_one(found[0])
        else:
            self._answer_box.hide()

    def _open(self, request: AccessRequest) -> None:
        self._show_one(request)
        self._answer_box.show()
        go_to(self._answer_box, self._answer if request.is_open else None)

    def _show_one(self, request: AccessRequest) -> None:
        self._request = request
        lines = [request.person, request.what]
        if request.answered_on is not None:
            day = date_words(request.answered_on)
            lines += [self.say("Answered {day}:", day=day), request.answer]
        self._words.setText("\n".join(line for line in lines if line))
        self._answer.begin(f"{request.id}:answer")
        self._answer.setVisible(request.is_open)

    def _add(self) -> None:
        form = self._new
        asked_on, days = form.needed_day("asked_on"), form.days("due")
        if asked_on is None or days is None:
            return
        person, what, due = form.words("person"), form.words("what"), days[0]
        form.send(
            lambda services: services.requests.add(person, asked_on, what, due),
            self.say("The request is entered."),
        )

    def _keep_answer(self) -> None:
        request, on = self._request, self._answer.needed_day("on")
        if request is None or on is None:
            return
        answer = self._answer.words("answer")
        self._answer.send(
            lambda services: services.requests.answer(request.id, on, answer),
            self.say("The answer is entered."),
        )

    def _asked(self, request: AccessRequest) -> str:
        return self.text(date_words(request.asked_on))

    def _who(self, request: AccessRequest) -> Cell:
        return Cell(request.person, second=request.what)

    def _due(self, request: AccessRequest) -> Cell:
        if not request.is_open:
            return Cell(self.say("answered"), tone="good")
        return day_cell(request.due, self.ground.clock.now().day, self.ground.catalog)

    def _told(self, request: AccessRequest) -> str:
        return request.answer
