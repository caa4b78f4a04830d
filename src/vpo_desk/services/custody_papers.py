"""Papers about the case file for when the officer is away, leaves, or the computer is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from vpo_desk.documents.content import SlipContent, SlipPart
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.disclosure import Copy
from vpo_desk.domain.entry import SlotKind
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.cases import Cases
from vpo_desk.services.copies import number_of
from vpo_desk.services.custody import Custody
from vpo_desk.services.dates_ahead import DatesAhead
from vpo_desk.services.directory import Directory
from vpo_desk.services.ground import Ground
from vpo_desk.services.paper.naming import day_text, short_day_text
from vpo_desk.services.paper.slip_sheet import slip_sheet
from vpo_desk.services.upkeep import Upkeep
from vpo_desk.storage.nouns import COPY
from vpo_desk.words import Words, say, say_count

AHEAD: Final = timedelta(days=60)
MOST: Final = 200


class CustodyPapers:
    """Makes the papers; each is entered in the chain before it exists. None tells of a case."""

    def __init__(
        self,
        ground: Ground,
        agency: AgencyDesk,
        cases: Cases,
        custody: Custody,
        upkeep: Upkeep,
        directory: Directory,
        ahead: DatesAhead,
    ) -> None:
        self._ground = ground
        self._agency = agency
        self._cases = cases
        self._ahead = ahead
        self._custody = custody
        self._upkeep = upkeep
        self._directory = directory

    def cover_sheet(self) -> tuple[SlipContent, Changes]:
        """Return the sheet for an absence: who can open the file, and which dates are due."""
        facts = (
            (say("Case file"), self._ground.file.folder.name),
            (say("Ways in"), self._ways()),
            (say("Away from"), "____________________"),
            (say("Back on"), "____________________"),
        )
        parts = (
            SlipPart(
                say("If something cannot wait"),
                paragraphs=(
                    say(
                        "Open the case file only if a date below falls into the absence or a new"
                        " concern comes in. Every opening is entered in its log with the way in."
                    ),
                    say("Who may open it: ________________________________________"),
                    say("Where the recovery sheet lies: ______________________________"),
                ),
            ),
            self._dates(),
            self._call(),
        )
        return self._made("cover", say("Cover sheet for an absence"), facts, parts)

    def inventory(self) -> tuple[SlipContent, Changes]:
        """Return what a successor takes over: counts, cases, paper that is out, the chain's head."""
        info, head = self._upkeep.info(), self._upkeep.chain_head()
        facts = (
            (say("Case file"), self._ground.file.folder.name),
            (say("Ways in"), self._ways()),
            (say("What is in it"), _what(info.concerns, info.people, info.cases)),
            (
                say("Interviews"),
                say(
                    "{interviews}, with {answers}",
                    interviews=info.interviews,
                    answers=say_count("{count} answer", "{count} answers", info.answers),
                ),
            ),
            (say("Entries in the chain"), str(info.audit_entries)),
            (say("Newest entry's hash"), head.hash if head else "–"),
        )
        cases = SlipPart(
            say("Cases"),
            head=(say("Number"), say("State"), say("Level"), say("Next review")),
            rows=tuple(
                (
                    line.case.number,
                    line.case.state.words,
                    line.case.level.words if line.case.level else "–",
                    day_text(line.case.next_review),
                )
                for line in self._cases.newest(-1)
            ),
            shares=(24, 30, 24, 22),
        )
        steps = SlipPart(
            say("What the successor does"),
            paragraphs=(
                say("1. Lock, then “Make a new key”: a new passphrase and a new recovery sheet."),
                say("2. Run a restore drill, and choose a second place for the backups."),
                say("3. Change officer and contacts on the Case file page."),
                say("4. Compare this page with the case file; “verify” proves its history."),
            ),
        )
        return self._made(
            "inventory", say("Hand-over of the case file"), facts, (cases, self._copies(), steps)
        )

    def if_lost(self) -> tuple[SlipContent, Changes]:
        """Return what to know and do when the computer is lost; it is kept away from it."""
        info = self._upkeep.info()
        facts = (
            (say("Case file"), self._ground.file.folder.name),
            (say("What was on it"), _what(info.concerns, info.people, info.cases)),
            (say("How it was protected"), say("SQLCipher 4, AES-256, key wrapped by a passphrase")),
            (say("Ways in"), self._ways()),
        )
        hour = SlipPart(
            say("Within the hour"),
            head=(say("Whom"), say("Name and phone"), say("Told at")),
            rows=(
                (say("Supervisor, duty command"), "", ""),
                (say("Information security officer"), "", ""),
                (say("IT: block the account, locate or wipe the computer"), "", ""),
                (say("Prosecutor or counsel, if your rules ask for it"), "", ""),
            ),
            shares=(46, 34, 20),
        )
        know = SlipPart(
            say("What to find out"),
            paragraphs=(
                say("Was the desk open when the computer was lost? Then treat it as read."),
                say(
                    "Was the passphrase written down near it, was a key file's stick with it, was"
                    " the recovery sheet in the bag? Then treat it as read too."
                ),
                say(
                    "If none of that: what is on the disk cannot be read without the passphrase."
                    " A weak one can be guessed; nothing counts the guesses on a copy."
                ),
                say(
                    "Restore the newest backup on another computer, then “Make a new key”. Look at"
                    " the paper below: was any of it with the computer?"
                ),
            ),
        )
        return self._made(
            "lost",
            say("If this computer is lost"),
            facts,
            (hour, know, self._copies(), self._call()),
        )

    def _made(
        self,
        code: str,
        title: Words,
        facts: tuple[tuple[Words, Words | str], ...],
        parts: tuple[SlipPart, ...],
    ) -> tuple[SlipContent, Changes]:
        with self._ground.transaction():
            self._ground.history.record("export", "custody", code)
        sheet = slip_sheet(self._ground, self._agency, title)
        signed = (say("Officer, date"), say("Supervisor, date"))
        return SlipContent(sheet, facts, parts, signed), Changes((("custody", code),))

    def _ways(self) -> str:
        kinds = [line.kind for line in self._custody.lines()]
        return ", ".join(str(kind.words) for kind in SlotKind if kind in kinds)

    def _dates(self) -> SlipPart:
        """Return the dates ahead by case number, without a word of what they are about."""
        dates = self._ahead.until(self._ground.clock.now().day + AHEAD)
        rows = tuple((day_text(each.day), each.number, each.what) for each in dates[:MOST])
        return SlipPart(
            say("Dates due in the next sixty days, and overdue"),
            paragraphs=_how_many(len(dates)),
            head=(say("Date"), say("Case"), say("What")) if rows else (),
            rows=rows,
            shares=(24, 30, 46) if rows else (),
        )

    def _copies(self) -> SlipPart:
        """Return the paper that may be in somebody's hands; what is left out is counted."""
        copies: tuple[Copy, ...] = tuple(
            copy
            for copy in self._ground.history.values(COPY, "TRUE", order="h.rowid DESC")
            if copy.is_out
        )
        rows = tuple(
            (
                short_day_text(copy.prepared_at.day),
                number_of(self._ground, copy),
                copy.document.words,
                f"{copy.number}/{copy.of}",
                copy.holder,
            )
            for copy in copies[:MOST]
        )
        return SlipPart(
            say("Paper that is out"),
            paragraphs=_how_many(len(copies)),
            head=(say("Date"), say("Case"), say("Document"), say("Copy"), say("Holder"))
            if rows
            else (),
            rows=rows,
            shares=(18, 18, 26, 10, 28) if rows else (),
        )

    def _call(self) -> SlipPart:
        contacts = self._directory.calls()
        return SlipPart(
            say("Whom to call"),
            paragraphs=tuple(f"{each.name}: {each.phone}" for each in contacts),
        )


def _how_many(count: int) -> tuple[Words, ...]:
    """Return what stands above a list: that it is empty, or that not all of it is shown."""
    if not count:
        return (say("None."),)
    if count <= MOST:
        return ()
    return (
        say(
            "{count} in all; the first {most} are listed, the desk shows the others.",
            count=count,
            most=MOST,
        ),
    )


def _what(concerns: int, people: int, cases: int) -> str:
    return str(
        say(
            "Cases: {cases}. Concerns: {concerns}. People: {people}.",
            cases=cases,
            concerns=concerns,
            people=people,
        )
    )
