"""What the kinds of objects in a case file are called."""

from __future__ import annotations

from typing import Final

from vpo_desk.words import Words, say

_KINDS: Final = {
    "agency": say("agency's data"),
    "answer": say("answer"),
    "assessment": say("assessment"),
    "backup": say("backup"),
    "case": say("case"),
    "case_file": say("case file"),
    "concern": say("concern"),
    "copy": say("copy on paper"),
    "difference": say("difference between sources"),
    "hold": say("legal hold"),
    "interview": say("interview"),
    "person": say("person"),
    "plan": say("plan"),
    "protocol": say("protocol text"),
    "purge": say("purge"),
    "retention": say("retention of a case"),
    "role": say("role in a case"),
    "root": say("root"),
    "schedule": say("retention schedule"),
    "trace": say("trace of a purged object"),
    "triage": say("triage decision"),
}


def kind_words(kind: str) -> Words:
    """Return what a kind is called; its code where it has no name."""
    return _KINDS.get(kind) or say("{kind}", kind=kind)
