"""Forms in use: protocols from the library, and the verbatim copies that a case file keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vpo_desk.domain.interview import Interview, ProtocolText
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.statement import Theme
from vpo_desk.protocols.library import Library
from vpo_desk.protocols.schema import Frame, Protocol, Question
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import PROTOCOL
from vpo_desk.words import say

_ROLE_OF: Final = {
    "subject": RoleName.SUBJECT,
    "target": RoleName.POSSIBLE_TARGET,
    "reporting": RoleName.REPORTING_PERSON,
}
"""Whose protocol it is, of those that came with the program; the files of others say it."""


@dataclass(frozen=True, slots=True)
class UsedForm:
    """A protocol with its add-ons and its frame, as one interview uses them."""

    protocol: Protocol
    addons: tuple[Protocol, ...]
    frame: Frame | None

    def questions(self) -> tuple[Question, ...]:
        """Return every question in order, the add-ons' after the protocol's."""
        return tuple(
            question
            for part in (self.protocol, *self.addons)
            for section in part.sections
            for question in section.questions
        )

    def question(self, question_id: str) -> Question | None:
        """Return one question, or None when the form has no such question."""
        return next((each for each in self.questions() if each.id == question_id), None)


class Forms:
    """Takes protocols into use; what was used is read from the case file's own copy for ever."""

    def __init__(self, ground: Ground, library: Library) -> None:
        self._ground = ground
        self._library = library
        self._read: dict[tuple[str, ...], UsedForm] = {}

    def blank(self, protocol: str, addons: tuple[str, ...] = ()) -> UsedForm:
        """Return the newest release of a protocol (`subject`) or one release (`subject@1`).

        Raises VpoError when there is none such, or an add-on does not go with it.
        """
        return blank_form(self._library, protocol, addons)

    def at_hand(self) -> tuple[tuple[Protocol, tuple[Protocol, ...]], ...]:
        """Return the interview protocols in the order they are used, each with its add-ons."""
        order = {"reporting": 0, "collateral": 1, "target": 2, "subject": 3}
        found = sorted(
            self._library.protocols("interview"), key=lambda each: order.get(each.id, len(order))
        )
        return tuple((each, self._library.addons(each.id)) for each in found)

    def take(self, protocol: str, addons: tuple[str, ...] = ()) -> UsedForm:
        """Return a form for a new interview and keep its text verbatim in the case file.

        The caller holds the transaction.
        """
        form = self.blank(protocol, addons)
        if form.protocol.kind != "interview":
            raise refuse(say("“{id}” is not an interview protocol.", id=form.protocol.id))
        parts = [form.protocol.ref, *(addon.ref for addon in form.addons)]
        if form.frame:
            parts.append(form.frame.ref)
        for ref in parts:
            self._keep(ref)
        return form

    def checklist(self) -> Protocol:
        """Return the newest release of the records checklist."""
        return self._library.get("records")

    def take_checklist(self) -> Protocol:
        """Return it for a record check and keep its text; the caller holds the transaction."""
        found = self.checklist()
        self._keep(found.ref)
        return found

    def kept(self, ref: str) -> Protocol:
        """Return a release that the case file has used, from its own copy."""
        return self._library.read(self._text(ref))

    def of(self, interview: Interview) -> UsedForm:
        """Return the form of an interview from the case file's own copies."""
        key = (interview.protocol, *interview.addons)
        if key not in self._read:
            protocol = self._library.read(self._text(interview.protocol))
            addons = tuple(self._library.read(self._text(ref)) for ref in interview.addons)
            frame = self._library.read_frame(self._text(protocol.frame)) if protocol.frame else None
            self._read[key] = UsedForm(protocol, addons, frame)
        return self._read[key]

    def topic(self, interview: Interview, question_id: str) -> str:
        """Return the topic of an interview's question; empty where its file names none."""
        question = self.of(interview).question(question_id)
        return question.topic if question else ""

    def topic_title(self, topic: str) -> str:
        """Return what a topic is called; its id where no list of topics at hand knows it."""
        return next((each.title for each in self._library.topics() if each.id == topic), topic)

    def theme(self, interview: Interview, question_id: str) -> Theme:
        """Return the theme of an interview's question."""
        question = self.of(interview).question(question_id)
        return question.theme if question else Theme.OTH

    def _keep(self, ref: str) -> None:
        text = self._library.text(ref)
        known = self._ground.history.find(PROTOCOL, ref)
        if known is None:
            self._ground.history.append(PROTOCOL, ref, ProtocolText(ref, text))
        elif known.value.text != text:
            raise refuse(
                say("The protocol {ref} differs from the one this case file has used.", ref=ref),
                say("Give the changed protocol a new version number."),
            )

    def _text(self, ref: str) -> str:
        return self._ground.history.get(PROTOCOL, ref).text


def written_for(protocol: Protocol) -> frozenset[RoleName]:
    """Return the roles whose people a protocol is written for: what they can be expected to know.

    A protocol that names none is for everybody who has no protocol of their own.
    """
    if protocol.roles:
        return frozenset(protocol.roles)
    if protocol.id in _ROLE_OF:
        return frozenset({_ROLE_OF[protocol.id]})
    return frozenset(RoleName) - frozenset(_ROLE_OF.values())


def can_be_held_with(protocol: Protocol) -> frozenset[RoleName]:
    """Return the roles whose people a protocol can be used with; without a word, all but the subject."""
    if protocol.roles or protocol.id in _ROLE_OF:
        return written_for(protocol)
    return frozenset(RoleName) - {RoleName.SUBJECT}


def blank_form(library: Library, protocol: str, addons: tuple[str, ...] = ()) -> UsedForm:
    """Return a form that no interview uses yet; VpoError when its parts do not exist or fit."""
    main = library.get(protocol)
    extra = tuple(library.get(addon) for addon in addons)
    for addon in extra:
        if main.id not in addon.goes_with:
            raise refuse(
                say("The add-on “{addon}” does not go with “{main}”.", addon=addon.id, main=main.id)
            )
    return UsedForm(main, extra, library.frame(main.frame) if main.frame else None)
