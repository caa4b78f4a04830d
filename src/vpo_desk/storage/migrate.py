"""Numbered migrations: plain SQL files, each applied whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Final

from vpo_desk.errors import VpoError
from vpo_desk.storage.connection import Connection, open_scratch, split_statements
from vpo_desk.words import say

APPLICATION_ID: Final = 0x56504F44  # "VPOD"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """Return every migration this program knows, in order."""
    folder = resources.files("vpo_desk.storage").joinpath("migrations")
    found = [
        Migration(int(file.name[:4]), file.name[5:-4], file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".sql")
    ]
    return tuple(sorted(found, key=lambda each: each.number))


def newest_schema() -> int:
    """Return the schema number this program writes."""
    return migrations()[-1].number


def schema_of(connection: Connection) -> int:
    """Return the file's schema number after making sure that it is one of ours and not newer.

    Raises VpoError before anything is written.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID:
        raise VpoError(
            say("The database in this folder was not made by VPO Desk."),
            safe=say("Nothing was changed."),
            todo=say("Choose the folder of your case file."),
        )
    if schema > newest_schema():
        raise VpoError(
            say(
                "This case file was written by a newer VPO Desk (schema {found}; this program knows"
                " up to {known}).",
                found=schema,
                known=newest_schema(),
            ),
            safe=say("Nothing was changed, and everything in it is safe."),
            todo=say("Open it with the newer program."),
        )
    return schema


def migrate(connection: Connection, *, new: bool = False) -> tuple[int, ...]:
    """Bring the schema up to date and return the numbers that were applied.

    Each migration and its `user_version` are one transaction: a failure takes both back.
    """
    if new:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    schema = schema_of(connection)
    applied: list[int] = []
    for migration in migrations():
        if migration.number <= schema:
            continue
        with connection.transaction():
            for statement in split_statements(migration.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.number}")
        applied.append(migration.number)
    return tuple(applied)


def tables_of(connection: Connection) -> frozenset[str]:
    """Return the names of the tables that the file has."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return frozenset(str(row[0]) for row in rows)


def schema_text(connection: Connection) -> str:
    """Return every table, index, view and trigger as SQL, in a fixed order."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    )
    return "\n\n".join(str(row[0]) + ";" for row in rows) + "\n"


def expected_schema(number: int) -> str:
    """Return what `schema_text` gives after the migrations up to `number`, made in memory."""
    connection = open_scratch()
    try:
        for migration in migrations():
            if migration.number <= number:
                for statement in split_statements(migration.sql):
                    connection.execute(statement)
        return schema_text(connection)
    finally:
        connection.close()
