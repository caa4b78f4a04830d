"""Words typed but not yet committed: journaled within a second, never history."""

from __future__ import annotations

from vpo_desk.domain.answer import Draft
from vpo_desk.domain.moments import Moment, centiseconds, from_centiseconds
from vpo_desk.storage.codec import decode, encode
from vpo_desk.storage.connection import Connection


class DraftStore:
    """Keeps one draft for each field of a form; callers hold the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, draft: Draft) -> None:
        """Write the draft over the field's earlier one."""
        self._connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?, ?, ?) ON CONFLICT (scope, field) DO UPDATE SET"
            " binding = excluded.binding, saved_at = excluded.saved_at, content = excluded.content",
            (
                draft.scope,
                draft.field,
                draft.binding,
                _stamp(draft.saved_at),
                encode(draft.content),
            ),
        )

    def of(self, scope: str) -> tuple[Draft, ...]:
        """Return the drafts of an object or form, by field."""
        rows = self._connection.execute(
            "SELECT field, binding, saved_at, content FROM draft WHERE scope = ? ORDER BY field",
            (scope,),
        )
        return tuple(
            Draft(scope, field, binding, _moment(saved_at), decode(str, content))
            for field, binding, saved_at, content in rows
        )

    def drop(self, scope: str, field: str = "") -> None:
        """Forget a field's draft, or every draft of the scope."""
        self._connection.execute(
            "DELETE FROM draft WHERE scope = ? AND (? = '' OR field = ?)", (scope, field, field)
        )


def _stamp(moment: Moment) -> str:
    return f"{centiseconds(moment.utc)} {moment.zone}"


def _moment(stamp: str) -> Moment:
    at, _, zone = stamp.partition(" ")
    return Moment(from_centiseconds(at), zone)
