"""Stands in for a protocol whose text is lost, so that the answers to it can still be read."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

_REF: Final = re.compile(r"([a-z][a-z0-9_-]{0,39})@(\d{1,6})")
_QUESTION: Final = re.compile(r"[A-Z]{2,4}-[A-Z]?[0-9]{1,3}")


def lost_protocol(ref: str, questions: Sequence[str]) -> str:
    """Return a protocol file with these questions, whose wording says that it is lost.

    A frame has none: its lines stand nowhere else, so it says that they are lost.
    """
    found = _REF.fullmatch(ref)
    name, version = (found[1], int(found[2])) if found else ("lost", 1)
    head = [
        "format = 1",
        f"id = {_quoted(name)}",
        f"version = {max(version, 1)}",
        f"title = {_quoted(f'{name} (its wording is lost)')}",
    ]
    if name == "frame":
        return "\n".join([*head, 'kind = "frame"', "before = []", "conduct = []", "after = []", ""])
    lines = [*head, 'kind = "interview"', "", "[[section]]", 'id = "A"']
    lines.append('title = "Questions whose wording is lost"')
    asked = [each for each in dict.fromkeys(questions) if _QUESTION.fullmatch(each)]
    if not asked:
        lines.append("question = []")
    for question in asked:
        text = f"The wording of question {question} is lost. It stands on the printed record."
        lines += ["", "[[section.question]]", f"id = {_quoted(question)}"]
        lines += [f"text = {_quoted(text)}", 'theme = "OTH"']
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    return json.dumps(text)
