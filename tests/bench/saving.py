"""Row 3: a durable save of an answer, against one bare INSERT in a transaction of its own."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from tests.bench.measure import Row, compare

from vpo_desk import bootstrap
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.concern import Danger, Decision, Identity, Priority, Route
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.triage import TriageDecision
from vpo_desk.storage.connection import open_database
from vpo_desk.storage.keyring import new_key, suggest_passphrase


def row_3(rounds: int) -> Row:
    """Save the answer to one question again and again, each time with other words."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "Bench.vpodesk"
        desk, _ = bootstrap.create_case_file(folder, suggest_passphrase(), Agency())
        bare = open_database(Path(place) / "bare.db", new_key(), mode="create")
        bare.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT) STRICT")
        services = desk.services
        now = services.ground.clock.now()
        source = Informant(Identity.ANONYMOUS)
        about = PersonDetails("Peter Novak")
        intake = Intake(now, Route.PHONE, Danger.NO, source, about=about, words="x")
        concern, _ = services.concerns.take_in(intake)
        wish = TriageDecision(now, Decision.OPEN_CASE, "x", priority=Priority.ROUTINE)
        _, case, _ = services.triage.decide(concern.id, wish)
        assert case is not None
        assert case.subject_id is not None
        held, _ = services.interviews.start(
            case.id, InterviewStart("subject", case.subject_id, now)
        )
        numbers = itertools.count()

        def ours() -> None:
            given = Given(text=f"He said it was a joke, {next(numbers)}.")
            services.interviews.record(held.id, "SU-B3", given)

        def floor() -> None:
            with bare.transaction():
                text = f"He said it was a joke, {next(numbers)}."
                bare.execute("INSERT INTO answer (text) VALUES (?)", (text,))

        row = compare(3, "durable save of an answer", ours, floor, rounds=max(rounds, 15) * 10)
        bare.close()
        desk.close()
        return row
