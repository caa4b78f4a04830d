"""What the steps with gates have in common: naming what is missing and logging what was passed."""

from __future__ import annotations

from collections.abc import Sequence

from vpo_desk.domain.gates import Gate
from vpo_desk.errors import VpoError
from vpo_desk.words import say, say_count


def refuse_gates(gates: Sequence[Gate]) -> VpoError:
    """Return the error that names the first unmet gate and how many more there are."""
    more = len(gates) - 1
    if more:
        happened = say_count(
            "{first} {count} more thing is missing.",
            "{first} {count} more things are missing.",
            more,
            first=gates[0].words,
        )
    else:
        happened = gates[0].words
    return VpoError(
        happened,
        safe=say("Nothing was sealed, and the draft is kept."),
        todo=say("Fill it in, or give a written reason to go on without it."),
    )


def audit_detail(gates: Sequence[Gate]) -> str:
    """Return the codes of the gates that a written reason passed, for the audit chain."""
    return "override " + " ".join(gate.code for gate in gates) if gates else ""
