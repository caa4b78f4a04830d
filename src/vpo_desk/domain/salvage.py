"""What a salvage brought over from a damaged case file, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vpo_desk.domain.kinds import kind_words
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.terms import Term
from vpo_desk.words import Words, say, say_count


class Remains(Term):
    """What is left of an object of which something was lost."""

    NOTHING = "nothing", "nothing of it is left"
    EARLIER = "earlier", "an earlier version stands now"
    CURRENT = "current", "its newest version is whole; an earlier one is lost"
    HIDDEN = "hidden", "an earlier version is in the history; no list shows it"
    CONTENT = "content", "what is known of it is whole; not all bytes of the file are left"
    PLACE = "place", "only its place is left, so that what belongs to it is kept"


@dataclass(frozen=True, slots=True)
class Missing:
    """An object of which one version or more could not be read.

    `recorded_at` is when the newest lost version was entered, `case_number` empty where no case is
    known to it.
    """

    kind: str
    object_id: str
    versions: int
    recorded_at: Moment | None
    remains: Remains
    case_number: str = ""

    @property
    def words(self) -> Words:
        """What is missing, in one line without names: kind, case, when, and what is left."""
        about = kind_words(self.kind)
        if self.case_number:
            about = say("{kind} of case {number}", kind=about, number=self.case_number)
        if self.recorded_at is not None:
            about = say(
                "{what}, entered {day}", what=about, day=f"{self.recorded_at.local:%Y-%m-%d %H:%M}"
            )
        return say("{what}: {remains}", what=about, remains=self.remains.words)


@dataclass(frozen=True, slots=True)
class NewestBackup:
    """The newest backup of a damaged case file that was found."""

    path: Path
    made_at: Moment


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came over and what did not.

    `lost_entries` are the numbers of the audit entries that could not be read, as spans such as
    `17-29, 300`; `last_entry` the newest that was found: later ones may be lost without a trace.
    `checked` is False where the pages' seals could not be checked, so that only what proves itself
    was taken. `opens` is False where no key file came over: what is on paper opens it.
    `own_protocols` counts the agency's own protocol files that came over; `protocols_left` are the
    names of those that did not.
    """

    pages: int
    bad_pages: int
    checked: bool
    entries: int
    versions: int
    drafts: int
    lost_entries: str
    lost_entry_count: int
    last_entry: int
    last_at: Moment
    missing: tuple[Missing, ...]
    opens: bool
    backup: NewestBackup | None = None
    own_protocols: int = 0
    protocols_left: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True when nothing is known to be missing."""
        return self._database_whole and not self.protocols_left

    @property
    def _database_whole(self) -> bool:
        return not self.missing and not self.lost_entry_count and not self.bad_pages

    def words(self) -> tuple[Words, ...]:
        """What came over and what to mind, one sentence each; `missing` is not among them."""
        said = [
            say_count(
                "{count} version was saved, with {entries} audit entries.",
                "{count} versions were saved, with {entries} audit entries.",
                self.versions,
                entries=self.entries,
            )
        ]
        if self.drafts:
            said.append(
                say_count(
                    "{count} field of unsaved words was saved too.",
                    "{count} fields of unsaved words were saved too.",
                    self.drafts,
                )
            )
        if self._database_whole:
            said.append(say("Every page was whole, and nothing is missing."))
        elif not self.checked:
            said.append(say("The first bytes are damaged: only what proves itself was taken."))
        else:
            said.append(
                say("{bad} of {pages} pages are damaged.", bad=self.bad_pages, pages=self.pages)
            )
        if self.lost_entry_count:
            said.append(
                say_count(
                    "{count} audit entry could not be read: {numbers}.",
                    "{count} audit entries could not be read: {numbers}.",
                    self.lost_entry_count,
                    numbers=self.lost_entries,
                )
            )
        said.append(
            say(
                "The newest entry found is number {number}, {at}. Whatever came after it is lost"
                " without a trace: compare with your last printed page.",
                number=self.last_entry,
                at=f"{self.last_at.local:%Y-%m-%d %H:%M}",
            )
        )
        if not self.opens:
            said.append(
                say(
                    "No key file could be read: the new case file opens with the recovery words or"
                    " shares, which set a passphrase."
                )
            )
        return (*said, *self._protocol_words(), self._backup_words())

    def _protocol_words(self) -> tuple[Words, ...]:
        said: list[Words] = []
        if self.own_protocols:
            said.append(
                say_count(
                    "{count} protocol file of your agency's own came along.",
                    "{count} protocol files of your agency's own came along.",
                    self.own_protocols,
                )
            )
        if self.protocols_left:
            said.append(
                say(
                    "Of your agency's own protocols these did not come along, for their size, number"
                    " or name, or because they could not be read: {names}. Copy them by hand from the"
                    " damaged folder, or take them from a backup.",
                    names=", ".join(self.protocols_left),
                )
            )
        return tuple(said)

    def _backup_words(self) -> Words:
        if self.backup is None:
            return say(
                "No backup of it was found beside it or where this computer keeps them; look"
                " wherever else you do."
            )
        return say(
            "The newest backup that was found is {name} in the folder {folder}, made {at}. Restore"
            " it and compare.",
            name=self.backup.path.name,
            folder=self.backup.path.parent.name,
            at=f"{self.backup.made_at.local:%Y-%m-%d %H:%M}",
        )
