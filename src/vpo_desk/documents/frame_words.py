"""What stands around every document: marking, number and version, printer and copy, and its code."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.documents.content import InForce, Sheet
from vpo_desk.domain.calendar import date_words, long_date_words
from vpo_desk.words import Catalog, Words, say


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words around one document, for each of its pages or around it as a whole."""

    sheet: Sheet
    catalog: Catalog
    form_code: str = ""

    def top(self) -> str:
        """Return the marking, whether it is training or superseded, and which copy it is."""
        sheet = self.sheet
        parts = [sheet.marking]
        if sheet.superseded:
            parts.insert(0, self._say(superseded_words(sheet.superseded)))
        if sheet.training:
            parts.insert(0, self._say(say("TRAINING – NOT REAL")))
        if sheet.copy and not sheet.draft:
            parts.append(self._say(say("COPY {n} OF {of}", n=sheet.copy.number, of=sheet.copy.of)))
        return " · ".join(part for part in parts if part)

    def name(self) -> str:
        """Return the case's number, the document's title and version."""
        sheet = self.sheet
        left = [sheet.case_number, self._say(sheet.title)]
        if sheet.version is not None:
            left[1] += self._say(say(" version {version}", version=sheet.version))
        if sheet.draft:
            left.append(self._say(say("DRAFT")))
        if self.form_code:
            left.append(self.form_code)
        return " · ".join(part for part in left if part)

    def foot(self) -> str:
        """Return the name and, behind it, whose paper it is: a page may be found without the first.

        Where a line is too short the end of the agency's name goes first.
        """
        return " · ".join(part for part in (self.name(), self.sheet.agency.strip()) if part)

    def printed(self) -> str:
        """Return when, by whom and for whom it was made."""
        sheet, found = self.sheet, ""
        if sheet.printed_at is not None:
            day, clock = date_words(sheet.printed_at.date()), f"{sheet.printed_at:%H:%M %Z}"
            found = self._say(say("Printed {day}, {clock}", day=day, clock=clock.strip()))
            if sheet.printed_by:  # a certificate of a purge names nobody
                found += self._say(say(" by {who}", who=sheet.printed_by))
        if sheet.copy:
            found += self._say(say(" · for {holder}", holder=sheet.copy.holder))
        return found

    def code(self) -> str:
        """Return the code of the copy; a preview has none and says so."""
        if self.sheet.preview:
            return self._say(say("PREVIEW – no copy"))
        return self._say(say("Code {code}", code=self.sheet.code)) if self.sheet.code else ""

    def big(self) -> str:
        """Return the words that are written large across each page; none on a current document."""
        sheet = self.sheet
        for words, wanted in (
            (say("PREVIEW"), sheet.preview),
            (say("SUPERSEDED"), sheet.superseded is not None),
            (say("DRAFT"), sheet.draft),
            (say("TRAINING – NOT REAL"), sheet.training),
        ):
            if wanted:
                return self._say(words)
        return ""

    def title(self) -> str:
        """Return what a reader's window is headed with; it names no person."""
        old = self._say(say("SUPERSEDED:")) if self.sheet.superseded else ""
        parts = (old, self._say(self.sheet.title), self.sheet.case_number)
        return " ".join(part for part in parts if part)

    def _say(self, words: Words) -> str:
        return self.catalog.text(words)


def superseded_words(instead: InForce) -> Words:
    """Return that a paper is not in force any more, and what is."""
    return say(
        "SUPERSEDED by version {version} of {day}",
        version=instead.version,
        day=long_date_words(instead.since),
    )
