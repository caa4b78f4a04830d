"""The protocols on the shelf: shipped, the agency's own, and those that only old interviews use."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.documents.content import FormContent, Sheet
from vpo_desk.documents.paper_head import paper_head
from vpo_desk.domain.terms import Term
from vpo_desk.protocols.library import Library
from vpo_desk.protocols.schema import Protocol
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.forms import Forms, UsedForm, blank_form
from vpo_desk.services.ground import Ground
from vpo_desk.services.paper.blank_form import form_content
from vpo_desk.storage.nouns import PROTOCOL
from vpo_desk.storage.protocol_copy import FOLDER
from vpo_desk.words import Words, say


class Origin(Term):
    """Where a protocol on the shelf comes from."""

    SHIPPED = "shipped", "Came with the program"
    OWN = "own", "Your agency's own"
    KEPT = "kept", "Kept for earlier interviews"


class ProtocolKind(Term):
    """What a protocol is used for."""

    INTERVIEW = "interview", "Interview"
    ADDON = "addon", "Add-on"
    RECORDS = "records", "Records checklist"


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """A protocol as the list shows it; `kept` tells that this case file holds its text."""

    ref: str
    title: str
    kind: ProtocolKind
    origin: Origin
    questions: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything on the shelf, and the sentences about files that cannot be used."""

    lines: tuple[ShelfLine, ...]
    faults: tuple[Words, ...]
    folder: str


class ProtocolShelf:
    """Lists protocols, shows one whole, and fills its blank form."""

    def __init__(self, ground: Ground, forms: Forms, library: Library, agency: AgencyDesk) -> None:
        self._ground = ground
        self._forms = forms
        self._library = library
        self._agency = agency

    def look(self) -> Shelf:
        """Return what is on the shelf, with the agency's own folder read anew."""
        self._library.look_again()
        own, at_hand = set(self._library.own_refs()), self._library.refs()
        kept = [
            each.id
            for each in self._ground.history.values(PROTOCOL, "1")
            if not each.id.startswith("frame@")
        ]
        lines = [
            self._line(self._library.get(ref), Origin.OWN if ref in own else Origin.SHIPPED, kept)
            for ref in at_hand
            if ref.partition("@")[0] not in {"frame", "topics"}
        ]
        lines += [
            self._line(self._forms.kept(ref), Origin.KEPT, kept)
            for ref in kept
            if ref not in at_hand
        ]
        lines.sort(key=lambda each: each.origin is not Origin.OWN)
        faults = tuple(each.words for each in self._library.faults())
        return Shelf(tuple(lines), faults, str(self._ground.file.folder / FOLDER))

    def whole(self, ref: str) -> Protocol:
        """Return a protocol; one that is no longer at hand comes from the case file's own copy."""
        if ref in self._library.refs():
            return self._library.get(ref)
        return self._forms.kept(ref)

    def form(
        self, ref: str, addons: tuple[str, ...] = (), only: tuple[str, ...] = ()
    ) -> FormContent:
        """Return the blank form of a protocol, with all its questions or `only` some of them.

        It holds nothing of any case, so it is no copy that the ledger has to know.
        """
        protocol = self.whole(ref)
        if ref in self._library.refs() and protocol.kind == "interview":
            form = blank_form(self._library, ref, addons)
        else:
            form = UsedForm(protocol, (), None)
        agency = self._agency.get()
        sheet = Sheet(
            agency=agency.name,
            marking=str(say("CONFIDENTIAL ONCE FILLED IN")),
            title=say("{title}", title=protocol.title),
            paper=agency.paper,
            printed_at=None,
            printed_by="",
            version=protocol.version,
            training=self._agency.facts().training,
            head=paper_head(agency),
        )
        return form_content(form, sheet, only)

    def _line(self, protocol: Protocol, origin: Origin, kept: list[str]) -> ShelfLine:
        return ShelfLine(
            protocol.ref,
            protocol.title,
            ProtocolKind(protocol.kind),
            origin,
            len(protocol.questions()),
            protocol.ref in kept,
        )
