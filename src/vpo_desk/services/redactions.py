"""Redacted editions: what goes, as it is typed, applied to a document's content and proved in the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from vpo_desk.documents.content import DocumentContent
from vpo_desk.documents.redacted import certificate_words, redact
from vpo_desk.domain.redaction import Exemption, Redaction, Removal, block
from vpo_desk.errors import VpoError
from vpo_desk.services.ground import refuse
from vpo_desk.services.people import People
from vpo_desk.words import say

Content = TypeVar("Content", bound=DocumentContent)


@dataclass(frozen=True, slots=True)
class Edition:
    """What goes from a document and what may stand; nothing goes from an empty one."""

    removals: tuple[Removal, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removals)

    def rules(self) -> Redaction:
        """Return the rules by which texts are searched."""
        return Redaction(self.removals, self.exemptions)


NOTHING = Edition()


def read_removal(line: str) -> Removal:
    """Read `WORDS` or `WORDS=CODE`; VpoError when no words are left."""
    words, _, code = line.partition("=")
    if not Redaction([Removal(words)]).find(words):
        raise refuse(
            say("“{line}” has no words to redact.", line=line.strip()),
            say("Write the words, and behind = the code of the reason: Peter Novak=b6."),
        )
    return Removal(words.strip(), code.strip())


def read_exemption(line: str) -> Exemption:
    """Read `WORDS=REASON`; VpoError when either is missing."""
    words, _, reason = line.partition("=")
    if not words.strip() or not reason.strip():
        raise refuse(
            say("“{line}” needs words and a reason.", line=line.strip()),
            say("Write it as May=the month, not the name."),
        )
    return Exemption(words.strip(), reason.strip())


def with_people(edition: Edition, people: People, case_id: str) -> Edition:
    """Return an edition in which the names of a case's people lose each of their parts too."""
    names = [line.person.name for line in people.roles(case_id) if line.person.name.strip()]
    known = Redaction(Removal(name) for name in names)
    removals = tuple(
        replace(each, person=each.person or _is_whole(known, each.words))
        for each in edition.removals
    )
    return replace(edition, removals=removals)


def need_own_blanks(edition: Edition) -> None:
    """Refuse an edition whose own blanks would say a word that goes, as `b6` in “[REDACTED b6]”.

    The check of the finished file would find it there, whatever else was taken out. Words that may
    stand with a reason are no hindrance.
    """
    rules = edition.rules()
    for removal in edition.removals:
        own = block(removal.code)
        for place in rules.find(own):
            words = own[place.start : place.end]
            if not rules.is_exempt(words):
                raise refuse(
                    say(
                        "“{words}” is to go, and “{own}” itself, which stands in the place of what"
                        " goes, has it.",
                        words=words,
                        own=own,
                    ),
                    say(
                        "Choose another code, or let it stand with a reason: {words}=part of the"
                        " blank. It still goes from the text.",
                        words=words,
                    ),
                )


def need_clean_name(name: str, edition: Edition) -> None:
    """Refuse a file's name that has a word which goes from what is in the file."""
    rules = edition.rules()
    for place in rules.find(name):
        words = name[place.start : place.end]
        if not rules.is_exempt(words):
            raise VpoError(
                say("The file's name has “{words}”, which is to go.", words=words),
                safe=say("The file was not written, and the ledger says so."),
                todo=say("Choose a name without it."),
            )


def redacted(content: Content, edition: Edition) -> Content:
    """Return a document's content without the words that go, with its certificate at the end."""
    clean, certificate = redact(content, edition.rules())
    sheet = replace(
        clean.sheet,
        title=say("{title}, redacted edition", title=clean.sheet.title),
        redactions=certificate_words(certificate),
    )
    return replace(clean, sheet=sheet)


def need_clean(file: bytes, edition: Edition, *, pages: bool) -> None:
    """Refuse a finished file in which a word that was to go is still found.

    `pages` says that it is a PDF; otherwise its text is searched as it stands.
    """
    from vpo_desk.documents.redaction_check import NotReadable, hits, text_hits

    try:
        found = hits(file, edition.rules()) if pages else text_hits(file, edition.rules())
    except NotReadable:
        raise VpoError(
            say("The finished file could not be searched for what was to go."),
            safe=say("It was not handed out, and the ledger says so."),
            todo=say("Print the whole document instead and redact by hand."),
        ) from None
    if found:
        first = found[0]
        raise VpoError(
            say(
                "“{words}” is still on {where} ({count} places in all).",
                words=first.words,
                where=first.where,
                count=len(found),
            ),
            safe=say("The file was not handed out, and the ledger says so."),
            todo=say(
                "Add these words to what goes, or let them stand with a reason where they are"
                " another word: May=the month."
            ),
        )


def _is_whole(known: Redaction, words: str) -> bool:
    found = known.find(words)
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(words.rstrip())
