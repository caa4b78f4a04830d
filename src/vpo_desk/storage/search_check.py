"""Proves that the search index stands for the current versions, and for nothing else."""

from __future__ import annotations

from contextlib import suppress

from vpo_desk.storage.codec import ContentError, decode
from vpo_desk.storage.connection import Connection
from vpo_desk.storage.migrate import tables_of
from vpo_desk.storage.nouns import PERSON
from vpo_desk.storage.person_keys import keys_of
from vpo_desk.storage.search_index import SearchIndex, current_numbers
from vpo_desk.storage.verify import Check
from vpo_desk.words import say, say_count


def check_search(connection: Connection) -> Check:
    """Compare the index's entries with the current versions, and recompute the keys of people.

    Its inner form is looked at with the pages. An index that has yet to be built holds.
    """
    if "search_form" not in tables_of(connection) or not SearchIndex(connection).built:
        words = say("The search index is built when the case file is opened next.")
        return Check("search", words, holds=True)
    rows = connection.execute("SELECT id FROM search_words_docsize")
    listed = frozenset(int(row[0]) for row in rows)
    wanted = current_numbers(connection)
    if listed != wanted:
        words = say(
            "The search index does not match what is current: audit entry {number}. Nothing that"
            " was kept is touched by that.",
            number=min(listed ^ wanted),
        )
        return Check("search", words, holds=False)
    rows = connection.execute("SELECT key, person_id FROM person_key")
    if _person_keys(connection) != {(str(row[0]), str(row[1])) for row in rows}:
        words = say("The keys by which people are found do not match the people.")
        return Check("search", words, holds=False)
    words = say_count(
        "The search index has {count} entry, for what is current and nothing else.",
        "The search index has {count} entries, for what is current and nothing else.",
        len(listed),
    )
    return Check("search", words, holds=True)


def _person_keys(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.execute(
        f"SELECT h.id, v.content FROM {PERSON.table} AS h JOIN version AS v"
        " ON v.object_id = h.id AND v.version = h.version"
    )
    found: set[tuple[str, str]] = set()
    for id_, content in rows:
        with suppress(ContentError):  # the lists say that this version cannot be read
            found.update((key, str(id_)) for key in keys_of(decode(PERSON.type, content)))
    return found
