"""What the kinds of objects in a case file are called."""

from __future__ import annotations

from typing import Final

from vpo_desk.words import Words, say

_KINDS: Final = {
    "agency": say("agency's data"),
    "agenda_item": say("case on an agenda"),
    "answer": say("answer"),
    "assessment": say("assessment"),
    "attachment": say("attachment"),
    "backup": say("backup"),
    "case": say("case"),
    "case_file": say("case file"),
    "closing": say("closing"),
    "concern": say("concern"),
    "copy": say("copy on paper"),
    "difference": say("difference between sources"),
    "emergency_card": say("emergency card"),
    "event": say("event"),
    "hold": say("legal hold"),
    "interview": say("interview"),
    "meeting": say("meeting"),
    "merge": say("merge of two people"),
    "note": say("note"),
    "order": say("order"),
    "own_number": say("own number"),
    "person": say("person"),
    "plan": say("plan"),
    "protocol": say("protocol text"),
    "purge": say("purge"),
    "record": say("record check"),
    "referral": say("referral"),
    "relationship": say("relationship"),
    "request": say("request for a record"),
    "resource": say("entry of the directory"),
    "retention": say("retention of a case"),
    "review": say("review"),
    "role": say("role in a case"),
    "root": say("root"),
    "rule_answer": say("yes or no to a rule of a plan"),
    "schedule": say("retention schedule"),
    "task": say("task"),
    "trace": say("trace of a purged object"),
    "transfer": say("transfer"),
    "triage": say("triage decision"),
}


def kind_words(kind: str) -> Words:
    """Return what a kind is called; its code where it has no name."""
    return _KINDS.get(kind) or say("{kind}", kind=kind)
