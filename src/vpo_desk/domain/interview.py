"""An interview: with whom, when, by which protocol, and whether it is sealed."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.domain.moments import Moment


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the pre-interview gate or the post-interview card, by its id."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ProtocolText:
    """The verbatim text of a protocol file that a case file keeps, named like `subject@1`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Addendum:
    """A remark made after an interview was sealed."""

    at: Moment
    text: str


@dataclass(frozen=True, slots=True)
class Interview:
    """A structured interview. `protocol` and `addons` are references such as `subject@1`.

    One that was keyed in from paper has the sheet's `form_code`; `keyed_twice` are the questions
    that were keyed a second time and agreed.
    """

    id: str
    case_id: str
    protocol: str
    with_id: str
    at: Moment
    addons: tuple[str, ...] = ()
    language: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    sealed_at: Moment | None = None
    addenda: tuple[Addendum, ...] = ()
    form_code: str = ""
    keyed_twice: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """True when answers can no longer change; later remarks are addenda."""
        return self.sealed_at is not None
