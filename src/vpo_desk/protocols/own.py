"""An agency's own protocol files: each is checked for itself, and against what is at hand already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vpo_desk.protocols.load import check_text, load_text
from vpo_desk.protocols.schema import Protocol
from vpo_desk.words import Words, say

MOST_FILES: Final = 200
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}\.v[1-9][0-9]{0,5}\.toml")


@dataclass(frozen=True, slots=True)
class OwnFault:
    """Why a file of the agency's own is not used: one sentence, which names file and place."""

    file: str
    words: Words


@dataclass(frozen=True, slots=True)
class OwnProtocols:
    """The files of a folder that can be used, by name, and what keeps the others from it."""

    good: Mapping[str, bytes]
    faults: tuple[OwnFault, ...]


@dataclass(frozen=True, slots=True)
class AtHand:
    """What own files must go together with: shipped protocols, frames by release, and topics."""

    protocols: tuple[Protocol, ...]
    frames: frozenset[str]
    topics: frozenset[str]


def read_own(files: Mapping[str, bytes], at_hand: AtHand) -> OwnProtocols:
    """Return the files that can be used; one that cannot be keeps no other one from it.

    A question id belongs to one protocol for ever: versions of the same protocol share theirs. Where
    two files claim one id, the first by name has it.
    """
    good: dict[str, bytes] = {}
    faults: list[OwnFault] = []
    read: list[tuple[str, Protocol]] = []
    for name in sorted(files)[:MOST_FILES]:
        found = tuple(fault.words for fault in check_text(files[name], name))
        if found:
            faults += [OwnFault(name, words) for words in found]
        else:
            read.append((name, load_text(files[name], name)))
    for name in sorted(files)[MOST_FILES:]:
        faults.append(
            OwnFault(name, say("{file}: only {most} files are read.", file=name, most=MOST_FILES))
        )
    owner = {question.id: each.id for each in at_hand.protocols for question in each.questions()}
    interviews = {each.id for each in at_hand.protocols if each.kind == "interview"}
    interviews |= {each.id for _, each in read if each.kind == "interview"}
    for name, protocol in read:
        wrong = tuple(_misfits(name, protocol, at_hand, owner, interviews))
        faults += [OwnFault(name, words) for words in wrong]
        if not wrong:
            good[name] = files[name]
            owner.update({question.id: protocol.id for question in protocol.questions()})
    return OwnProtocols(good, tuple(faults))


def _misfits(
    name: str,
    protocol: Protocol,
    at_hand: AtHand,
    owner: Mapping[str, str],
    interviews: set[str],
) -> Iterator[Words]:
    wanted = f"{protocol.id}.v{protocol.version}.toml"
    if name != wanted or not _NAME.fullmatch(name):
        yield say("{file}: the file must be called {wanted}.", file=name, wanted=wanted)
    if protocol.kind == "records":
        yield say("{file}: an own file is an interview or an add-on, no records list.", file=name)
    if protocol.id in {each.id for each in at_hand.protocols} | {"frame", "topics"}:
        yield say(
            "{file}: “{id}” came with the program; choose an id of your own.",
            file=name,
            id=protocol.id,
        )
    if protocol.frame and protocol.frame not in at_hand.frames:
        yield say("{file}: there is no frame “{frame}”.", file=name, frame=protocol.frame)
    for each in protocol.goes_with:
        if each not in interviews:
            yield say("{file}: there is no interview “{id}” to go with.", file=name, id=each)
    yield from _questions_that_misfit(name, protocol, at_hand, owner)


def _questions_that_misfit(
    name: str, protocol: Protocol, at_hand: AtHand, owner: Mapping[str, str]
) -> Iterator[Words]:
    for section in protocol.sections:
        for question in section.questions:
            place = say(
                "{file}: section {section}, question {question}",
                file=name,
                section=section.id,
                question=question.id,
            )
            other = owner.get(question.id, protocol.id)
            if other != protocol.id:
                yield say("{place}: this id belongs to “{other}”.", place=place, other=other)
            if question.topic and question.topic not in at_hand.topics:
                yield say("{place}: there is no topic “{id}”.", place=place, id=question.topic)
