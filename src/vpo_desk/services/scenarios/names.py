"""The names a scenario gives: what each id of a run means in the case file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from vpo_desk.domain.cited import Citation, CitedText, labels_in
from vpo_desk.errors import VpoError
from vpo_desk.words import Words, say

_CITATION: Final = re.compile(r"^([A-Za-z0-9_-]{1,32}) ([A-Z]{2}-[A-Z]?[0-9]{1,2})$")
_SHORT: Final = re.compile(r"^[iarc][0-9]+$")


@dataclass(slots=True)
class Names:
    """Ids of one run by kind; kinds have separate names. `answers` is by interview and question."""

    concern: dict[str, str] = field(default_factory=dict[str, str])
    person: dict[str, str] = field(default_factory=dict[str, str])
    case: dict[str, str] = field(default_factory=dict[str, str])
    interview: dict[str, str] = field(default_factory=dict[str, str])
    root: dict[str, str] = field(default_factory=dict[str, str])
    record: dict[str, str] = field(default_factory=dict[str, str])
    referral: dict[str, str] = field(default_factory=dict[str, str])
    meeting: dict[str, str] = field(default_factory=dict[str, str])
    attachment: dict[str, str] = field(default_factory=dict[str, str])
    answers: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])

    def copy(self) -> Names:
        """Return a copy to work on, so that a failing step names nothing."""
        return Names(
            dict(self.concern),
            dict(self.person),
            dict(self.case),
            dict(self.interview),
            dict(self.root),
            dict(self.record),
            dict(self.referral),
            dict(self.meeting),
            dict(self.attachment),
            dict(self.answers),
        )

    def define(self, kind: dict[str, str], what: Words, name: str, id_: str) -> None:
        """Give a name; VpoError when the kind has it already."""
        if name in kind:
            raise VpoError(say("the {what} “{name}” is defined twice", what=what, name=name))
        kind[name] = id_

    def cited(self, text: str) -> CitedText:
        """Resolve the citations of a text; VpoError when one leads nowhere.

        `[i1 SU-B3]` is an answer, `[c1]` a concern, `[r1]` a record, `[a1]` an attachment, `[i1]` an
        interview; brackets that are none of these and do not look like one are text.
        """
        citations = [found for label in labels_in(text) if (found := self._citation(label))]
        return CitedText(text, tuple(citations))

    def _citation(self, label: str) -> Citation | None:
        if match := _CITATION.match(label):
            if answer := self.answers.get((match[1], match[2])):
                return Citation(label, "answer", answer)
            raise VpoError(say("the citation [{label}] leads to no answer", label=label))
        if label in self.concern:
            return Citation(label, "concern", self.concern[label])
        if label in self.record:
            return Citation(label, "record", self.record[label])
        if label in self.attachment:
            return Citation(label, "attachment", self.attachment[label])
        if label in self.interview:
            return Citation(label, "interview", self.interview[label])
        if _SHORT.match(label):
            raise VpoError(say("the citation [{label}] leads nowhere", label=label))
        return None


def known(kind: dict[str, str], what: Words, name: str) -> str:
    """Return what a name of the run means; VpoError when it was never given."""
    if name not in kind:
        raise VpoError(say("there is no {what} “{name}”", what=what, name=name))
    return kind[name]
