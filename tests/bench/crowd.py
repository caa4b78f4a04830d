"""Case files with many notes, people or concerns, filled with invented words in one transaction."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from vpo_desk import bootstrap
from vpo_desk.bootstrap.desk import OpenDesk
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.concern import (
    Concern,
    Danger,
    Decision,
    Identity,
    Priority,
    Route,
    Source,
)
from vpo_desk.domain.dates import read_date
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.note import Note
from vpo_desk.domain.person import Person
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage.keyring import suggest_passphrase
from vpo_desk.storage.nouns import CONCERN, NOTE, PERSON

_SCRATCH = tempfile.TemporaryDirectory(prefix="vpo-desk-bench-")
_SYLLABLES = "an ber da el fa gor hil im jo ka lin mor ne os pra qui ros ta ul ven win xa yor zel"
_WORDS_IN_A_NOTE = 40


@dataclass(frozen=True)
class Crowd:
    """A case file at rest and what opens it."""

    folder: Path
    passphrase: str

    def open(self) -> OpenDesk:
        return bootstrap.open_case_file(self.folder, self.passphrase)


class Words:
    """Invented words, a few of them common and most of them rare, as in a language."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        syllables = _SYLLABLES.split()
        self._words = sorted(
            {
                "".join(self._chance.choices(syllables, k=self._chance.randint(1, 4)))
                for _ in range(9_000)
            }
        )
        self._chance.shuffle(self._words)
        self._weights = [1 / (rank + 2) for rank in range(len(self._words))]

    def some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, self._weights, k=count)

    def text(self) -> str:
        return " ".join(self.some(_WORDS_IN_A_NOTE)) + "."

    def rare(self, count: int) -> list[str]:
        return self._chance.sample(self._words[len(self._words) // 10 :], count)

    def name(self) -> str:
        given, family = (
            "".join(self._chance.choices(_SYLLABLES.split(), k=self._chance.randint(2, 3)))
            for _ in range(2)
        )
        return f"{family.title()}, {given.title()}"


@cache
def with_notes(count: int) -> Crowd:
    """Make a file with one case that has this many notes; once for a run."""
    made, desk = _new(f"notes-{count}")
    services, words = desk.services, Words(1)
    now = services.ground.clock.now()
    about = PersonDetails("Peter Novak")
    intake = Intake(
        now, Route.PHONE, Danger.NO, Informant(Identity.ANONYMOUS), about=about, words="x"
    )
    concern, _ = services.concerns.take_in(intake)
    wish = TriageDecision(now, Decision.OPEN_CASE, "x", priority=Priority.ROUTINE)
    _, case, _ = services.triage.decide(concern.id, wish)
    assert case is not None
    history = services.ground.history
    with services.ground.transaction(), history.index.later():
        for number in range(count):
            note = Note(f"note-{number}", case.id, now, words.text())
            history.append(NOTE, note.id, note)
    desk.close()
    return made


@cache
def with_people(count: int) -> Crowd:
    """Make a file that knows this many people."""
    made, desk = _new(f"people-{count}")
    words, chance = Words(2), random.Random(3)
    history = desk.services.ground.history
    with desk.services.ground.transaction(), history.index.later():
        for number in range(count):
            born = read_date(f"{chance.randint(1950, 2012)}-0{chance.randint(1, 9)}-11")
            phone = f"217 555 {chance.randint(0, 9999):04d} {chance.randint(0, 99):02d}"
            person = Person(f"person-{number}", words.name(), born, (phone,))
            history.append(PERSON, person.id, person)
    desk.close()
    return made


@cache
def with_concerns(count: int) -> Crowd:
    """Make a file with this many concerns that wait for nobody in particular."""
    made, desk = _new(f"concerns-{count}")
    words, now = Words(4), desk.services.ground.clock.now()
    history = desk.services.ground.history
    with desk.services.ground.transaction(), history.index.later():
        for number in range(count):
            person = Person(f"person-{number}", words.name())
            history.append(PERSON, person.id, person)
            concern = Concern(
                f"concern-{number}",
                f"C-2026-{number + 1:03d}",
                Moment(now.utc - timedelta(minutes=count - number), now.zone),
                Route.PHONE,
                Danger.NO,
                Source(Identity.ANONYMOUS),
                about_id=person.id,
                words=words.text(),
                decision=Decision.NO_ACTION,
            )
            history.append(CONCERN, concern.id, concern)
    desk.close()
    return made


def _new(name: str) -> tuple[Crowd, OpenDesk]:
    made = Crowd(Path(_SCRATCH.name) / f"{name}.vpodesk", suggest_passphrase())
    desk, _ = bootstrap.create_case_file(made.folder, made.passphrase, Agency("Bench PD"))
    return made, desk
