"""The case file page: the agency's data that stand on every page, counts, and the audit chain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vpo_desk.domain.agency import Agency, Contact
from vpo_desk.domain.changes import Changes
from vpo_desk.services.upkeep import Info
from vpo_desk.ui.case_file.backups_card import BackupsCard
from vpo_desk.ui.case_file.computer_card import ComputerCard
from vpo_desk.ui.case_file.keys_card import KeysCard
from vpo_desk.ui.case_file.retention_card import RetentionCard
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.rows import Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class CaseFileShown:
    """What the page shows, read at once."""

    agency: Agency
    info: Info


class CaseFilePage(Page):
    """Shows and changes the agency's data; what was there before stays in the history."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Case file"))
        self._agency: Agency | None = None
        self.head.add(Button(self.say("Paper…"), lambda: self.go("ledger")))
        self.head.add(Button(self.say("Audit log…"), lambda: self.go("log")))
        self.head.add(Button(self.say("Requests…"), lambda: self.go("requests")))
        self.head.add(Button(self.say("Absence, hand-over, loss…"), lambda: self.go("papers")))
        columns = Columns(side_share=38)
        self.body.addWidget(columns)
        self._backups = BackupsCard(self)
        columns.main.addWidget(self._backups)
        self._keys = KeysCard(self)
        columns.main.addWidget(self._keys)
        columns.main.addWidget(self._agency_card())
        self._retention = RetentionCard(self)
        columns.main.addWidget(self._retention)
        card = Card(self.say("What is in it"), flush=True)
        self._counts = ListTable(
            (
                Column("", lambda row: self.text(row[0]), share=3),
                Column("", lambda row: row[1], share=2, right=True),
            ),
            name=self.say("Counts of the case file"),
            fit=True,
            headings=False,
        )
        card.body.addWidget(self._counts)
        columns.side.addWidget(card)
        protocols = Card(self.say("Protocols"))
        protocols.body.addWidget(
            QuietLabel(self.say("What came with the program, and your agency's own files."))
        )
        protocols.body.addWidget(Button(self.say("Protocols…"), lambda: self.go("protocols")))
        columns.side.addWidget(protocols)
        self._computer = ComputerCard(self)
        columns.side.addWidget(self._computer)

    def arrive(self, place: Place) -> None:
        """Read the agency, the counts and the chain."""

        def ask(services: Services) -> CaseFileShown:
            upkeep = services.upkeep
            return CaseFileShown(services.agency.get(), upkeep.info())

        self.query(ask, self._show)
        self._backups.read()
        self._keys.read()
        self._computer.read()
        self._retention.read()

    def refresh(self, changes: Changes) -> None:
        """Follow changes of the agency's data, of the backups and of the schedule."""
        if changes.touches("agency", "backup", "keys", "schedule"):
            self.arrive(self.place)

    def flush(self) -> None:
        """Save what is in the fields."""
        for field in (*self._fields.values(), self._contacts):
            field.commit()
        self._keys.flush()
        self._retention.flush()

    def clear(self) -> None:
        """Forget the agency and every secret too."""
        self._agency = None
        self._keys.wipe()
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say where the data stand."""
        return (
            say("Agency and officer stand on every printed page; Letterhead… sets how."),
            say("The contacts stand on emergency cards and on the first page of a plan."),
            say("To prove the whole file, close it and use `vpo-desk-cli verify`."),
        )

    def _agency_card(self) -> Card:
        card = Card(self.say("Agency"))
        self._fields = {
            "ori": TextField(),
            "officer": TextField(),
            "case_prefix": TextField(),
        }
        labels = {
            "ori": self.say("ORI"),
            "officer": self.say("Officer"),
            "case_prefix": self.say("Case prefix, for cases opened from now on"),
        }
        for name, field in self._fields.items():
            field.left.connect(self._keep)
            card.body.addWidget(LabeledField(labels[name], field))
        card.body.addWidget(
            QuietLabel(
                self.say(
                    "The agency’s name, logo, address, markings, paper size and lines to sign on:"
                )
            )
        )
        card.body.addWidget(Button(self.say("Letterhead…"), lambda: self.go("letterhead")))
        self._contacts = TextEditor(lines=4)
        self._contacts.left.connect(self._keep)
        self._contacts_field = LabeledField(
            self.say("Whom to call, one a line"),
            self._contacts,
            tip=self.say("Name, a colon, then the phone: County crisis line: 555 0199"),
            tip_shown=True,
        )
        card.body.addWidget(self._contacts_field)
        return card

    def _show(self, shown: CaseFileShown) -> None:
        fresh, agency = self._agency is None, shown.agency
        self._agency = agency
        for name, field in self._fields.items():
            if fresh or not field.hasFocus():  # what is being typed is left alone
                field.set_words(str(getattr(agency, name)))
        if fresh or not self._contacts.hasFocus():
            lines = (f"{each.name}: {each.phone}" for each in agency.contacts)
            self._contacts.set_words("\n".join(lines))
        info = shown.info
        rows = (
            (say("Concerns"), str(info.concerns)),
            (say("People"), str(info.people)),
            (say("Cases"), str(info.cases)),
            (say("Interviews"), str(info.interviews)),
            (say("Answers"), str(info.answers)),
            (say("Audit entries"), str(info.audit_entries)),
            (say("Audit chain"), self.text(self.ground.chain.words)),
            (say("Schema"), str(info.schema)),
            (say("Program"), info.program),
        )
        self._counts.replace(rows)

    def _keep(self) -> None:
        if self._agency is None:
            return
        contacts = self._read_contacts()
        if contacts is None:
            return
        words = {name: field.words() for name, field in self._fields.items()}
        agency = replace(self._agency, **words, contacts=contacts)
        if agency != self._agency:
            self._agency = agency
            self.command(
                lambda services: services.agency.change(
                    lambda now: replace(now, **words, contacts=contacts)
                )
            )

    def _read_contacts(self) -> tuple[Contact, ...] | None:
        """Return the contacts as typed, or say which line cannot be read."""
        found: list[Contact] = []
        for line in self._contacts.words().split("\n"):
            name, colon, phone = line.rpartition(":")
            if not line.strip():
                continue
            if not colon or not name.strip() or not phone.strip():
                self._contacts_field.show_trouble(
                    self.say("This line needs a name, a colon and a phone: {line}", line=line)
                )
                return None
            found.append(Contact(name.strip(), phone.strip()))
        self._contacts_field.show_trouble("")
        return tuple(found)
