"""A process that writes without end and tells of each write only once it is durable; to be killed.

Run as `python writer.py FOLDER KEYFILE SEED`: works in the case file with every kind of write that an
officer makes, chosen by the seed, and prints a line of JSON after each: its kind and its token, a
word that stands in what was written and nowhere else.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from vpo_desk.bootstrap.desk import open_desk
from vpo_desk.domain.assessment import Finding, ThemeFinding
from vpo_desk.domain.case import Case
from vpo_desk.domain.cited import CitedText
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.domain.disclosure import DocumentKind, Outcome
from vpo_desk.domain.interview import Interview
from vpo_desk.domain.moments import SystemClock
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.plan import Action, Domain
from vpo_desk.domain.statement import CORE_THEMES
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.importing import carried_out
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage.case_file import open_with_key

QUESTIONS = ("SU-A1", "SU-A2", "SU-A3", "SU-B1", "SU-B2", "SU-B3", "SU-C1")


class Writer:
    """Makes one write at a time in one case, which it opens first."""

    def __init__(self, folder: Path, key: bytes, chance: random.Random) -> None:
        self._clock = SystemClock("UTC")
        file = open_with_key(folder, key, clock=self._clock, actor="recovery-words")
        self._services = open_desk(file, clock=self._clock).services
        self._chance = chance
        self._source = folder.with_name("source")
        self._case, self._interview = self._begin()
        self.kinds: dict[str, Callable[[str], None]] = {
            "answer": self._answer,
            "long answer": self._long_answer,
            "draft": self._draft,
            "concern": self._concern,
            "triage": self._triage,
            "person": self._person,
            "assessment": self._assess,
            "plan": self._plan,
            "copy": self._copy,
            "view": self._view,
            "file": self._file,
        }

    def _begin(self) -> tuple[Case, Interview]:
        concern = self._services.concerns.take_in(self._intake("Begin."))[0]
        now = self._clock.now()
        decision = TriageDecision(
            at=now, decision=Decision.OPEN_CASE, reason="x", priority=Priority.URGENT
        )
        case = self._services.triage.decide(concern.id, decision)[1]
        if case is None:
            raise RuntimeError
        wish = InterviewStart("subject", case.subject_id or "", now)
        return case, self._services.interviews.start(case.id, wish)[0]

    def _intake(self, words: str) -> Intake:
        return Intake(
            at=self._clock.now(),
            route=Route.PHONE,
            danger=Danger.NO,
            source=Informant(Identity.NAMED, details=PersonDetails("B. Hale")),
            about=PersonDetails("Peter Novak"),
            words=words,
        )

    def _answer(self, token: str) -> None:
        question = self._chance.choice(QUESTIONS)
        self._services.interviews.record(self._interview.id, question, Given(text=token))

    def _long_answer(self, token: str) -> None:
        question = self._chance.choice(QUESTIONS)
        text = f"{token} " + "word " * self._chance.randrange(2000, 20_000)
        self._services.interviews.record(self._interview.id, question, Given(text=text))

    def _draft(self, token: str) -> None:
        self._services.drafts.keep(f"writer:{token}", "text", "writer", token)

    def _concern(self, token: str) -> None:
        self._services.concerns.take_in(self._intake(token))

    def _triage(self, token: str) -> None:
        concern = self._services.concerns.take_in(self._intake("For triage."))[0]
        decision = TriageDecision(at=self._clock.now(), decision=Decision.NO_ACTION, reason=token)
        self._services.triage.decide(concern.id, decision)

    def _person(self, token: str) -> None:
        with self._services.ground.transaction():
            person, _ = self._services.people.add(PersonDetails(token))
            self._services.people.give_role(self._case.id, person.id, RoleName.FAMILY)

    def _assess(self, token: str) -> None:
        assessments = self._services.assessments
        draft = assessments.open_draft(self._case.id, self._clock.now())
        themes = tuple(ThemeFinding(theme, Finding.UNKNOWN) for theme in CORE_THEMES)
        assessments.save(replace(draft, themes=themes, formulation=CitedText(token)))

    def _plan(self, token: str) -> None:
        plans = self._services.plans
        draft = plans.open_draft(self._case.id, self._clock.now())
        day = self._clock.now().day + timedelta(days=7)
        action = Action(domain=Domain.SUPPORT, what=token, owner="R. Okafor", due=day)
        plans.save(replace(draft, actions=(*draft.actions[-3:], action), review=day))

    def _copy(self, token: str) -> None:
        wish = PaperWish(self._case.id, DocumentKind.INTERVIEW, self._interview.id)
        copies, _ = self._services.documents.prepare(wish, token, ("Holder",))
        self._services.documents.note_outcome(copies[0].copy.id, Outcome.SAVED)

    def _file(self, token: str) -> None:
        self._source.write_bytes(token.encode() * self._chance.randrange(1, 90_000))
        words = AttachmentWords(caption=token)
        carried_out(self._services.attachments.begin(self._source, Owner(self._case.id), words))

    def _view(self, token: str) -> None:
        self._services.audit_log.note_view("case", token)


def main(folder: Path, key: bytes, seed: int) -> None:
    """Write until somebody ends it."""
    chance = random.Random(seed)
    writer = Writer(folder, key, chance)
    names = list(writer.kinds)
    for number in range(100_000):
        kind = chance.choice(names)
        token = f"token{seed}n{number}z"
        writer.kinds[kind](token)
        print(json.dumps([kind, token]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), int(sys.argv[3]))
