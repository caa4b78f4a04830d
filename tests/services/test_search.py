"""Search: what is current is found, whatever kind it is; what was said before, or purged, is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.services.conftest import AT, INTAKE, TODAY, Desk, later
from tests.services.test_retention import MARK, purged, ripe

from vpo_desk.domain.dates import read_date
from vpo_desk.domain.likeness import Why
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import FactKind, PersonFact
from vpo_desk.services.interviews import Given
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.search import SEARCHED, Filters
from vpo_desk.storage.connection import StatementRefused
from vpo_desk.storage.nouns import NOUNS
from vpo_desk.storage.search_check import check_search


def kinds(desk: Desk, words: str, filters: Filters | None = None) -> list[str]:
    return [hit.kind for hit in desk.services.search.find(words, filters).hits]


def note(desk: Desk, case_id: str, text: str) -> str:
    kept, _ = desk.services.notes.add(case_id, NoteWords(AT, text))
    return kept.id


def test_every_searched_kind_is_a_kind_of_the_case_file() -> None:
    assert set(SEARCHED) <= {noun.kind for noun in NOUNS}


def test_each_part_of_a_case_is_found_and_says_where_it_is(desk: Desk) -> None:
    case = desk.case(replace(INTAKE, incident_number="26-11873"))
    held = desk.interview(case)
    desk.services.interviews.record(
        held.id, "SU-B3", Given(text="He mentions fireworks.", verbatim="I have fireworks")
    )
    note(desk, case.id, "A neighbor heard fireworks.")
    plan = desk.plan(case)
    action = replace(plan.actions[0], what="Ask about the fireworks")
    desk.services.plans.save(replace(plan, actions=(action,)))
    assert sorted(kinds(desk, "firewo")) == ["answer", "note", "plan"]
    answer = next(
        hit for hit in desk.services.search.find("fireworks").hits if hit.kind == "answer"
    )
    assert (answer.case_id, answer.number) == (case.id, case.number)
    assert (answer.parent_id, answer.part) == (held.id, "SU-B3")
    (begin, end), *_ = answer.excerpt.marks
    assert answer.excerpt.text[begin:end].lower() == "fireworks"
    assert kinds(desk, "26-11873") == ["concern"]
    assert kinds(desk, case.number) == ["concern", "case"]
    assert kinds(desk, "day named") == ["triage"]
    assert check_search(desk.opened.file.connection).holds


def test_a_hit_says_when_it_happened_apart_from_when_it_was_entered(desk: Desk) -> None:
    case = desk.case()
    desk.clock.moment = later(24 * 5)
    desk.services.timeline.add_event(case.id, "early May", "He lit fireworks.")
    desk.services.notes.add(case.id, NoteWords(AT, "A neighbor heard fireworks."))
    desk.answer(desk.interview(case), "SU-B3", "He mentions fireworks.")
    hits = {hit.kind: hit for hit in desk.services.search.find("fireworks").hits}
    assert {hit.at.day for hit in hits.values()} == {TODAY + timedelta(days=5)}
    assert hits["event"].happened == replace(read_date("early May 2026"), said="early May")
    assert hits["note"].happened == AT
    assert isinstance(hits["answer"].happened, Moment)
    (person,) = desk.services.search.find("Peter Novak", Filters(kinds=frozenset({"person"}))).hits
    assert person.happened is None


def test_only_what_is_current_is_found(desk: Desk) -> None:
    case = desk.case()
    held = desk.interview(case)
    desk.answer(held, "SU-B3", "He spoke of quarry stones.")
    desk.answer(held, "SU-B3", "He spoke of river sand.")
    assert kinds(desk, "quarry") == []
    assert kinds(desk, "river") == ["answer"]
    data = desk.opened.file.connection.execute("SELECT block FROM search_words_data").fetchall()
    assert not any(b"quarry" in bytes(row[0]) for row in data)


def test_newest_come_first_a_page_at_a_time(desk: Desk) -> None:
    case = desk.case()
    ids = [note(desk, case.id, f"Note {number} on lanterns.") for number in range(7)]
    first = desk.services.search.find("lantern", most=4)
    rest = desk.services.search.find("lantern", before=first.next, most=4)
    assert [hit.id for hit in (*first.hits, *rest.hits)] == ids[::-1]
    assert first.next
    assert not rest.next


def test_filters_keep_to_kind_case_and_days(desk: Desk) -> None:
    one = desk.case()
    other = desk.case(replace(INTAKE, about=PersonDetails("Maria Kowalska")))
    note(desk, one.id, "The lanterns were lit.")
    desk.clock.moment = later(72)
    note(desk, other.id, "No lanterns there.")
    held = desk.interview(other)
    desk.answer(held, "SU-B3", "Lanterns, he said.")
    assert kinds(desk, "lanterns", Filters(kinds=frozenset({"answer"}))) == ["answer"]
    assert kinds(desk, "lanterns", Filters(case_id=one.id)) == ["note"]
    assert kinds(desk, "lanterns", Filters(since=TODAY + timedelta(days=2))) == ["answer", "note"]
    assert kinds(desk, "lanterns", Filters(until=TODAY)) == ["note"]
    assert kinds(desk, "Kowalska", Filters(case_id=one.id)) == []
    assert kinds(desk, "Kowalska", Filters(case_id=other.id)) == ["person"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Petre Novack", {Why.SPELLED}),
        ("Knovack Peter", {Why.SOUNDS}),
        ("555 010 4477", {Why.PHONE}),
        ("(217) 555-010-4477", {Why.PHONE}),
        ("@NightOwl", {Why.HANDLE}),
    ],
)
def test_people_are_found_who_are_told_otherwise(desk: Desk, typed: str, why: set[Why]) -> None:
    person, _ = desk.services.people.add(PersonDetails("Peter Novak", phone="217 555 010 4477"))
    facts = (PersonFact(FactKind.HANDLE, "night-owl"), PersonFact(FactKind.HANDLE, "NightOwl"))
    desk.services.people.correct(replace(person, facts=facts))
    desk.services.people.add(PersonDetails("Jane Miller", phone="217 555 010 9999"))
    (hit,) = desk.services.search.find(typed).hits
    assert hit.id == person.id
    assert set(hit.why) == why or hit.excerpt.marks


def test_nothing_is_found_for_nothing(desk: Desk) -> None:
    desk.case()
    for words in ("", " ", "h", '"', "*", "AND OR", 'NEAR("x")', "🚒", "\ue000person", "\ud800"):
        assert kinds(desk, words) == [], words


def test_a_search_is_one_entry_without_words(desk: Desk) -> None:
    desk.case()
    found = desk.services.search.find("everyone Friday")
    desk.services.search.note(found.counts, opened="concern")
    entry = desk.services.upkeep.chain_head()
    assert entry is not None
    assert (entry.action, entry.kind, entry.object_id) == ("search", "", "")
    assert entry.detail == "concern=1 opened=concern"


def test_what_goes_back_is_found_as_little(desk: Desk) -> None:
    case = desk.case()

    def half() -> None:
        with desk.services.ground.transaction():
            note(desk, case.id, "A note about heliotrope.")
            desk.opened.file.connection.execute("INSERT INTO role_head (id) VALUES ('x')")

    with pytest.raises(StatementRefused):
        half()
    assert kinds(desk, "heliotrope") == []
    assert check_search(desk.opened.file.connection).holds


def test_what_is_loaded_in_bulk_is_found_afterwards_or_not_at_all(desk: Desk) -> None:
    case = desk.case()
    index = desk.opened.file.history.index
    with desk.services.ground.transaction(), index.later():
        note(desk, case.id, "A note about heliotrope.")
    assert kinds(desk, "heliotrope") == ["note"]

    def half() -> None:
        with desk.services.ground.transaction(), index.later():
            note(desk, case.id, "A note about marigolds.")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    note(desk, case.id, "A note about tulips.")
    assert kinds(desk, "marigolds") == []
    assert kinds(desk, "tulips") == ["note"]
    assert check_search(desk.opened.file.connection).holds


def test_an_index_of_another_form_is_built_anew_at_opening(desk: Desk) -> None:
    case = desk.case()
    note(desk, case.id, "A note about heliotrope.")
    connection = desk.opened.file.connection
    with desk.services.ground.transaction():
        connection.execute("UPDATE search_form SET form = 0")
        connection.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
        connection.execute("DELETE FROM person_key")
    desk.reopen()
    assert kinds(desk, "heliotrope") == ["note"]
    assert kinds(desk, "Pter Novak") == ["person"]
    assert check_search(desk.opened.file.connection).holds


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO search_words (rowid, words) VALUES (999999, 'x')",
        "DELETE FROM search_words_docsize WHERE id = (SELECT max(id) FROM search_words_docsize)",
        "INSERT INTO person_key VALUES ('n:x', 'nobody')",
        "DELETE FROM person_key",
    ],
)
def test_verify_names_an_index_that_does_not_fit(desk: Desk, change: str) -> None:
    desk.case()
    assert check_search(desk.opened.file.connection).holds
    with desk.services.ground.transaction():
        desk.opened.file.connection.execute(change)
    assert not check_search(desk.opened.file.connection).holds
    with desk.services.ground.transaction():
        desk.opened.file.history.index.build()
    assert check_search(desk.opened.file.connection).holds


def test_no_word_of_a_purged_case_is_left_in_the_index(desk: Desk) -> None:
    stays = desk.case(replace(INTAKE, about=PersonDetails("Maria Kowalska"), words="Heliotropes."))
    case = ripe(desk)
    note_words = "Heliotropes and lanterns, says Kowalska."
    assert "person" in kinds(desk, MARK)
    purged(desk, case)
    assert kinds(desk, MARK) == []
    assert kinds(desk, "Heliotropes") == ["concern"]
    note(desk, stays.id, note_words)
    connection = desk.opened.file.connection
    blocks = connection.execute("SELECT block FROM search_words_data").fetchall()
    words = b"".join(bytes(row[0]) for row in blocks)
    assert b"kowalska" in words
    assert MARK.lower().encode() not in words
    keys = [str(row[0]) for row in connection.execute("SELECT key FROM person_key")]
    assert "n:kowalska" in keys
    assert f"n:{MARK.lower()}" not in keys
    assert check_search(connection).holds
