"""The agency's directory: who can help, by kind, and whom to call first."""

from __future__ import annotations

from datetime import date

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.resource import Resource
from vpo_desk.services.directory import GROWS_OLD
from vpo_desk.ui.lists import when_opened
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.resources_directory.entry_card import EntryCard
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.words import Words, say, say_count

Found = tuple[tuple[Resource, ...], tuple[str, ...], int]


class DirectoryPage(Page):
    """Lists the directory beside the form of an entry."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Resources"))
        columns = Columns(side_share=42)
        self.body.addWidget(columns)
        first = Card(self.say("Called first"))
        first.note.setText(self.say("on emergency cards and plans"))
        self._calls = ListTable(
            (Column("", lambda words: words),),
            name=self.say("Whom to call first"),
            fit=True,
            headings=False,
        )
        first.body.addWidget(self._calls)
        columns.main.addWidget(first)
        card = Card(self.say("Directory"), flush=True)
        self._table = ListTable(
            (
                Column(self.say("Name"), self._name, share=4),
                Column(self.say("Phone"), self._phone, share=3),
                Column(self.say("Looked at"), self._checked, width=130, may_hide=True),
            ),
            name=self.say("Entries of the directory"),
            fit=True,
        )
        when_opened(self._table, self._open)
        self._empty = EmptyPlace(
            self.say("Nobody is in your directory yet"),
            self.say(
                "Add the crisis team, counselors, housing, advocates and partners of your county."
                " Referrals, plans and emergency cards name them from here."
            ),
        )
        card.body.addWidget(self._table)
        card.body.addWidget(self._empty)
        columns.main.addWidget(card)
        self._all = CheckBox(self.say("Show those that were taken out too"))
        self._all.toggled.connect(self._read)
        columns.main.addWidget(self._all)
        self._entry = EntryCard(self)
        columns.side.addWidget(self._entry)

    def arrive(self, place: Place) -> None:
        """Read the directory."""
        self._entry.begin_new()
        self._read()

    def refresh(self, changes: Changes) -> None:
        """Follow changes of the directory and of the agency's own numbers."""
        if changes.touches("resource", "agency"):
            self._read()

    def flush(self) -> None:
        """Journal what is typed."""
        self._entry.flush()

    def clear(self) -> None:
        """Forget the entry too."""
        self._entry.forget()
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say what the directory is for."""
        return (
            say(
                "911, 988 and the Crisis Text Line come from the Case file page; they are there from the start."
            ),
            say("Look at each entry once a year: a wrong number is worse than none."),
            say("What is taken out stays in referrals and papers that name it."),
        )

    def _read(self) -> None:
        retired, today = self._all.isChecked(), self.ground.clock.now().day
        self.query(
            lambda services: (
                services.directory.all(retired=retired),
                tuple(f"{each.name}: {each.phone}" for each in services.directory.calls()),
                len(services.directory.old(today)),
            ),
            self._show,
        )

    def _show(self, found: Found) -> None:
        entries, calls, old = found
        self.notices.clear()
        if old:
            words = say_count(
                "{count} entry was not looked at for a year",
                "{count} entries were not looked at for a year",
                old,
            )
            detail = self.say("Call each number, then note on its entry that it is right.")
            self.notices.add(Notice(self.text(words), detail, tone="warning"))
        self._calls.replace(calls)
        self._table.replace(entries)
        self._table.setVisible(bool(entries))
        self._empty.setVisible(not entries)

    def _open(self, entry: Resource) -> None:
        self._entry.show_entry(entry)

    def _name(self, entry: Resource) -> Cell:
        kind = self.text(entry.kind.words)
        more = self.say("{kind} · taken out", kind=kind) if entry.retired else kind
        return Cell(entry.name, second=more, strong=True, quiet=entry.retired)

    def _phone(self, entry: Resource) -> Cell:
        more = " · ".join(part for part in (entry.person, entry.hours) if part)
        return Cell(entry.phone or "–", second=more)

    def _checked(self, entry: Resource) -> Cell:
        if entry.checked_on is None:
            return Cell(self.say("never"), tone="warning")
        old = is_old(entry.checked_on, self.ground.clock.now().day)
        return Cell(self.text(date_words(entry.checked_on)), tone="warning" if old else "")


def is_old(checked_on: date, today: date) -> bool:
    """True when nobody looked at an entry for too long."""
    return checked_on < today - GROWS_OLD
