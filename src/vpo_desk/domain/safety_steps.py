"""What to do first when somebody may be in danger: short lines, the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vpo_desk.words import Words, say

STEPS: Final[Mapping[str, tuple[Words, ...]]] = {
    "danger": (
        say("Send help first: 911 or dispatch, with place, person and weapon as far as known."),
        say("Keep the caller on the line; ask where the person is and who is near."),
        say("Warn whoever may be the target. Write afterwards."),
    ),
    "suicide": (
        say("Stay with the person, in the room or on the line. Ask openly and listen."),
        say("Reach 988 (call or text) or the mobile crisis team together with the person."),
        say("Ask what is within reach, and who could hold or lock it now."),
    ),
    "violence": (
        say("Ask where the other person is now and who could be with them."),
        say("Tell the supervisor; decide whether someone must be warned or protected today."),
        say("Ask what is within reach, and who could hold or lock it now."),
    ),
    "victim": (
        say("Ask whether it is safe to talk, and agree on a safe way back."),
        say("Offer an advocate now; make no promise about who will know."),
        say("Decide with the supervisor what protects the person tonight."),
    ),
}
