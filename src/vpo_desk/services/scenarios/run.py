"""One run of a scenario: the services, the names given so far, and the paper still to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from vpo_desk.domain.disclosure import Outcome
from vpo_desk.domain.moments import Moment
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.releases import Release
from vpo_desk.services.scenarios.names import Names


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A copy that stands in the ledger, and what writes its file and returns the path."""

    copy_id: str
    write: Callable[[], str]


@dataclass(slots=True)
class Run:
    """The state of a run; `paper` are the files of the step under way, written once it is durable.

    `afterwards` is what else is done then. `files` is the folder of what the scenario attaches.
    """

    services: Services
    names: Names
    zone: str
    documents: Path | None
    release: Release | None
    files: Path | None = None
    number: int = 0
    at: Moment = field(default_factory=lambda: Moment(datetime(1970, 1, 1, tzinfo=UTC)))
    latest: Moment | None = None
    paper: list[WaitingPaper] = field(default_factory=list[WaitingPaper])
    written: list[str] = field(default_factory=list[str])
    afterwards: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])

    def produce(self) -> None:
        """Write the files of the step whose ledger entries are durable now.

        When one cannot be written, those behind it are called off in the ledger.
        """
        waiting, self.paper = self.paper, []
        for place, each in enumerate(waiting):
            try:
                self.written.append(each.write())
            except VpoError:
                for left in waiting[place + 1 :]:
                    self.services.documents.note_outcome(left.copy_id, Outcome.CANCELLED)
                raise
        following, self.afterwards = self.afterwards, []
        for act in following:
            act()
