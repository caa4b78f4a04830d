"""The verb `search`: kind, number and date; text only when asked for; one entry in the chain."""

from __future__ import annotations

from tests.cli.conftest import Desk
from tests.cli.scenarios import CONCERN, HEAD, INTERVIEW, TRIAGE


def played(desk: Desk) -> Desk:
    assert desk.play(HEAD + CONCERN + TRIAGE + INTERVIEW).code == 0
    return desk


def test_it_names_what_was_found_without_its_words(desk: Desk) -> None:
    done = played(desk).verb("search", "Friday")
    assert done.code == 0, done.err
    assert done.out.splitlines()[0].split("  ")[0] in {"concern", "answer", "interview"}
    assert "Friday" not in done.out
    assert "Friday" in desk.verb("search", "--text", "Friday").out


def test_json_has_kind_number_and_date(desk: Desk) -> None:
    played(desk)
    rows = desk.verb("search", "--json", "fri").json
    assert rows
    assert all(set(row) == {"kind", "number", "date"} for row in rows)
    assert all(
        "riday" in row["text"] for row in desk.verb("search", "--json", "--text", "fri").json
    )
    assert len(desk.verb("search", "--json", "--most", "1", "fri").json) == 1


def test_it_keeps_to_a_case_and_says_when_there_is_nothing(desk: Desk) -> None:
    played(desk)
    assert desk.verb("search", "Friday", "--case", "2026-001").code == 0
    assert desk.verb("search", "Friday", "--case", "2026-009").code == 1
    none = desk.verb("search", "zeppelin")
    assert (none.code, none.out) == (0, "Nothing in this file holds these words.\n")
    assert desk.verb("search", "Friday", "--most", "0").code == 2
    assert desk.verb("search").code == 2


def test_the_chain_knows_that_and_not_what_was_searched(desk: Desk) -> None:
    before = played(desk).info()["audit_entries"]
    desk.verb("search", "Friday")
    assert desk.info()["audit_entries"] == before + 2  # it was opened, and searched
    assert desk.verb("verify").code == 0


def test_an_events_own_date_stands_with_its_words_only(desk: Desk) -> None:
    played(desk)
    (row,) = [
        row
        for row in desk.verb("search", "--json", "--text", "remember").json
        if row["kind"] == "concern"
    ]
    assert row["happened"] == "2026-11-19"
    assert "happened" not in desk.verb("search", "--json", "remember").json[0]
