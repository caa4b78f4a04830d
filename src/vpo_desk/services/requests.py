"""The log of persons' requests for what is kept about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vpo_desk.domain.changes import Changes
from vpo_desk.domain.request import AccessRequest
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.storage.nouns import REQUEST
from vpo_desk.words import say


class Requests:
    """Enters requests and their answers (28 CFR 23.20(h) and state records laws)."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def all(self) -> tuple[AccessRequest, ...]:
        """Return every request: open ones first, then the newest."""
        return self._ground.history.values(
            REQUEST, "1", order="h.open DESC, h.asked_on DESC, h.rowid DESC"
        )

    def open(self) -> tuple[AccessRequest, ...]:
        """Return the requests without an answer, the oldest first."""
        return self._ground.history.values(REQUEST, "h.open = 1", order="h.asked_on, h.rowid")

    def add(
        self, person: str, asked_on: date, what: str, due: date | None = None
    ) -> tuple[AccessRequest, Changes]:
        """Enter that somebody asked; VpoError without a name, or for a day that is to come."""
        now = self._ground.clock.now()
        if not person.strip():
            raise refuse(say("Write who asked."))
        if asked_on > now.day:
            raise refuse(say("The day of the request lies in the future."))
        request = AccessRequest(self._ground.ids.new("request"), now, asked_on, person, what, due)
        with self._ground.transaction():
            self._ground.history.append(REQUEST, request.id, request)
        return request, Changes((("request", request.id),))

    def answer(self, request_id: str, on: date, answer: str) -> tuple[AccessRequest, Changes]:
        """Enter what the person was told; VpoError when that is empty or was entered already."""
        found = self._ground.history.find(REQUEST, request_id)
        if found is None or not found.value.is_open:
            raise refuse(say("There is no such open request in this case file."))
        if not answer.strip():
            raise refuse(say("Write what the person was told."))
        if not found.value.asked_on <= on <= self._ground.clock.now().day:
            raise refuse(say("The day of the answer lies before the request or in the future."))
        request = replace(found.value, answered_on=on, answer=answer)
        with self._ground.transaction():
            self._ground.history.append(REQUEST, request.id, request, action="answer")
        return request, Changes((("request", request.id),))
