"""What a new entry of a case says, so that the rules of the plan can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from vpo_desk.domain.recorded import Recorded
from vpo_desk.services.ground import Ground
from vpo_desk.storage.new_entries import NewEntry
from vpo_desk.storage.nouns import (
    ANSWER,
    CONCERN,
    EVENT,
    INTERVIEW,
    NOTE,
    ORDER,
    RECORD,
    REFERRAL,
    TRIAGE,
    Noun,
)
from vpo_desk.storage.same_person import find_person
from vpo_desk.storage.search_texts import texts_of
from vpo_desk.words import Words, say

_NOUNS: Final[dict[str, Noun[Any]]] = {
    noun.kind: noun for noun in (NOTE, EVENT, RECORD, ORDER, INTERVIEW, REFERRAL, TRIAGE)
}


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry as a line names it, the words to show, and all its texts for the word overlap."""

    title: Words
    text: str
    texts: tuple[str, ...]


def entry_words(ground: Ground, entry: NewEntry) -> EntryWords:
    """Return what an entry says as it stood in that version."""
    noun = _NOUNS[entry.kind]
    found = _version(ground.history.versions(noun, entry.id), entry.version)
    if found is None:  # its version went in a purge, and only its place is left
        return EntryWords(say("An entry that is no longer in the file"), "", ())
    value = found.value
    texts = texts_of(entry.kind, value)
    match entry.kind:
        case "note":
            return EntryWords(say("Note"), value.text, texts)
        case "event":
            return EntryWords(say("Event, {when}", when=value.when.said), value.what, texts)
        case "order":
            text = " · ".join(each for each in (value.number, value.terms) if each)
            return EntryWords(value.kind.words, text, (value.kind.label, *texts))
        case "record":
            title = say(
                "Record check {line}: {result}", line=value.check, result=value.result.words
            )
            text = " · ".join(each for each in (value.system, value.note) if each)
            return EntryWords(title, text, texts)
        case "referral":
            title = say("Referral to {to}: {status}", to=value.to, status=value.status.words)
            text = " · ".join(each for each in (value.what, value.outcome) if each)
            return EntryWords(title, text, (value.status.label, *texts))
        case "triage":
            return _concern(ground, value.concern_id)
        case _:
            return _interview(ground, value)


def _concern(ground: Ground, concern_id: str) -> EntryWords:
    concern = ground.history.get(CONCERN, concern_id)
    return EntryWords(
        say("Concern {number}", number=concern.number),
        concern.words or concern.summary,
        (
            *texts_of(CONCERN.kind, concern),
            *(each.label for each in concern.behaviors),
        ),
    )


def _interview(ground: Ground, interview: Any) -> EntryWords:
    person = find_person(ground.history, interview.with_id)
    who = person.name if person and person.name else say("name not known")
    if interview.addenda:
        remark = interview.addenda[-1].text
        return EntryWords(say("Remark on the interview with {who}", who=who), remark, (remark,))
    answers = ground.history.values(ANSWER, "h.interview_id = ?", (interview.id,))
    texts = [text for each in answers for text in texts_of(ANSWER.kind, each)]
    return EntryWords(
        say("Interview with {who}, finished", who=who),
        "",
        (*texts_of(INTERVIEW.kind, interview), *texts),
    )


def _version(versions: tuple[Recorded[Any], ...], number: int) -> Recorded[Any] | None:
    return next((each for each in versions if each.version == number), None)
