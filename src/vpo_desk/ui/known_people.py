"""Known people who may be meant, beside a form: why, their cases, and the officer's choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.likeness import Choice, Likeness, Party
from vpo_desk.services.known_people import Described, KnownPerson
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.latest import Latest
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import empty_layout
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

ALL: Final = (Choice.SAME, Choice.OTHER, Choice.LATER)
AT_ONCE: Final = (Choice.SAME, Choice.OTHER)


class KnownPeopleList(QWidget):
    """Lists who may be meant by what is typed, and takes a choice for each; `chosen` follows one.

    It stands in the form, stops nobody from typing, and ties nobody by itself. `choices` are those
    it offers.
    """

    chosen = Signal()

    def __init__(self, page: Page, choices: tuple[Choice, ...] = ALL) -> None:
        super().__init__()
        self._page = page
        self._offered = choices
        self._latest = Latest(page, self._show)
        self._found: tuple[KnownPerson, ...] = ()
        self._choices: dict[str, str] = {}
        self._rows: dict[str, SegmentedChoice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def look_for(self, told: Described, *, without: str = "") -> None:
        """Show who may be meant by what is told; nobody while hardly anything is."""
        if not _is_enough(told):
            self._latest.forget()
            self._show(())
            return
        self._latest.ask(lambda services: services.known_people.like(told, without=without))

    def empty(self) -> None:
        """Forget who was found and what was chosen."""
        self._latest.forget()
        self._choices.clear()
        self._show(())

    def same(self) -> str | None:
        """Return the id of the person who was said to be the same; the last one chosen counts."""
        return next(
            (id_ for id_ in self._rows if self._choices.get(id_) == Choice.SAME.value), None
        )

    def likenesses(self, party: Party) -> tuple[Likeness, ...]:
        """Return what was chosen for each person who is shown; without a choice it is put off."""
        return tuple(
            Likeness(party, id_, Choice(self._choices.get(id_, Choice.LATER.value)))
            for id_ in self._rows
        )

    def kept(self) -> Mapping[str, str]:
        """Return the choices as a draft keeps them."""
        return dict(self._choices)

    def show_kept(self, choices: Mapping[str, str]) -> None:
        """Take back the choices that a draft kept."""
        self._choices = {str(id_): str(value) for id_, value in choices.items()}
        self._show_choices()

    def _show(self, found: tuple[KnownPerson, ...]) -> None:
        if found == self._found and bool(self._rows) == bool(found):
            return
        self._found = found
        self._rows.clear()
        empty_layout(self._column)
        if found:
            self._column.addWidget(self._head())
            for each in found:
                self._add(each)
        self._show_choices()
        self.setVisible(bool(found))

    def _head(self) -> QWidget:
        say = self._page.say
        words = say("Nobody is tied to anything until you say so.")
        if Choice.LATER in self._offered:
            words = say(
                "Nobody is tied to anything until you say so. Without a choice it stays open and"
                " stands on the concern."
            )
        return Notice(say("The desk may know this person"), words, tone="info")

    def _add(self, known: KnownPerson) -> None:
        page = self._page
        name = self._name(known)
        self._column.addWidget(PlainLabel(name, strong=True))
        self._column.addWidget(QuietLabel(known_words(page, known)))
        row = SegmentedChoice(options(self._offered, page.ground.catalog))
        row.setAccessibleName(page.say("Is it {name}?", name=name))
        row.chosen.connect(self._chooser(known.person.id))
        self._rows[known.person.id] = row
        self._column.addWidget(row)

    def _name(self, known: KnownPerson) -> str:
        person = known.person
        name = person.name.strip() or self._page.say("Name not known")
        if person.born is None:
            return name
        return self._page.say("{name}, born {said}", name=name, said=person.born.said)

    def _chooser(self, person_id: str) -> Callable[[str], None]:
        def choose(value: str) -> None:
            if value == Choice.SAME.value:  # somebody can be only one of them
                for id_ in [each for each in self._choices if self._choices[each] == value]:
                    del self._choices[id_]
            self._choices[person_id] = value
            self._show_choices()
            self.chosen.emit()

        return choose

    def _show_choices(self) -> None:
        for id_, row in self._rows.items():
            row.set_value(self._choices.get(id_))


def known_words(page: Page, known: KnownPerson) -> str:
    """Return why somebody may be meant, their cases, and when they came up last."""
    parts = [", ".join(page.text(each.words) for each in known.why)]
    parts.append(", ".join(known.cases) or page.say("no case"))
    if known.last is not None:
        parts.append(page.say("last came up {day}", day=date_words(known.last.day)))
    return " · ".join(part for part in parts if part)


def _is_enough(told: Described) -> bool:
    digits = sum(char.isdecimal() for char in told.phone)
    name = told.name.strip()
    told_apart = len(told.handle.strip()) > 2 or len(told.address.strip()) > 4
    named = len(name) > 2 or (bool(name) and not name.isascii())
    return named or digits > 6 or told_apart
