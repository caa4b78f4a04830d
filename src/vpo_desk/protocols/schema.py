"""What a protocol file may say: strict frozen models, questions and conditions as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.statement import Theme


class Strict(BaseModel):
    """Unknown keys and values of another kind are errors; values never change."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def _theme(value: Any) -> Any:
    if isinstance(value, str) and value in Theme.values():
        return Theme(value)
    message = f"there is no theme “{value}”"
    raise ValueError(message)


def _state(value: Any) -> Any:
    if isinstance(value, str) and value in AnswerState.values():
        return AnswerState(value)
    message = f"there is no answer state “{value}”"
    raise ValueError(message)


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


class SafetyKind(StrEnum):
    """What an answer to a question may call for at once; nothing is inferred from words."""

    SUICIDE = "suicide"
    VIOLENCE = "violence"
    VICTIM = "victim"


def _safety(value: Any) -> Any:
    if isinstance(value, str) and value in set(SafetyKind):
        return SafetyKind(value)
    message = f"there is no safety card “{value}”"
    raise ValueError(message)


def _roles(value: Any) -> Any:
    given: list[Any] = _listed(value) if isinstance(value, list) else [value]
    for each in given:
        if not isinstance(each, str) or each not in RoleName.values():
            message = f"there is no role “{each}”"
            raise ValueError(message)
    return tuple(RoleName(each) for each in given)


ThemeField = Annotated[Theme, BeforeValidator(_theme)]
StateField = Annotated[AnswerState, BeforeValidator(_state)]
SafetyField = Annotated[SafetyKind, BeforeValidator(_safety)]
RoleFields = Annotated[tuple[RoleName, ...], BeforeValidator(_roles)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
QuestionId = Annotated[str, Field(pattern=r"^[A-Z]{2,4}-[A-Z]?[0-9]{1,3}$")]
Said = Annotated[str, Field(min_length=1, max_length=4000)]


class Is(Strict):
    """A question's words are exactly these."""

    op: Literal["is"]
    question: str
    value: str


class OneOf(Strict):
    """A question's words are one of these."""

    op: Literal["one_of"]
    question: str
    values: Texts


class Answered(Strict):
    """A question is in this state; answered when none is named."""

    op: Literal["answered"]
    question: str
    state: StateField = AnswerState.ANSWERED


class All(Strict):
    """Every one of the conditions holds."""

    op: Literal["all"]
    of: Annotated[tuple[Condition, ...], BeforeValidator(_listed)]


class AnyOf(Strict):
    """At least one of the conditions holds."""

    op: Literal["any"]
    of: Annotated[tuple[Condition, ...], BeforeValidator(_listed)]


class Not(Strict):
    """The condition does not hold."""

    op: Literal["not"]
    that: Condition


Condition = Annotated[Is | OneOf | Answered | All | AnyOf | Not, Field(discriminator="op")]


class TextKind(Strict):
    """Free words."""

    type: Literal["text"] = "text"


class ChoiceKind(Strict):
    """One of a list, or several with `choices`."""

    type: Literal["choice", "choices"]
    options: Annotated[tuple[Said, ...], BeforeValidator(_listed)]


class PlainKind(Strict):
    """A date, a number, or yes and no; free words are still possible."""

    type: Literal["date", "number", "yes_no"]


QuestionKind = Annotated[TextKind | ChoiceKind | PlainKind, Field(discriminator="type")]


class Question(Strict):
    """One question: what is asked, on which theme, and what helps to ask it."""

    id: QuestionId
    text: Said
    theme: ThemeField
    source: Texts = ()
    topic: str = ""
    help: str = ""
    probes: Texts = ()
    ask_first: bool = False
    officer: bool = False
    safety: SafetyField | None = None
    kind: QuestionKind = TextKind()
    show_when: Condition | None = None


class Section(Strict):
    """Questions that belong together."""

    id: Annotated[str, Field(min_length=1, max_length=8)]
    title: Said
    note: str = ""
    questions: Annotated[tuple[Question, ...], BeforeValidator(_listed)] = Field(alias="question")


class Protocol(Strict):
    """One released version of a protocol, an add-on or a record check list."""

    format: Literal[1]
    id: Name
    version: Annotated[int, Field(ge=1)]
    kind: Literal["interview", "addon", "records"]
    title: Said
    language: str = "en-US"
    purpose: str = ""
    goes_with: Texts = ()
    roles: RoleFields = ()
    frame: str = ""
    sections: Annotated[tuple[Section, ...], BeforeValidator(_listed)] = Field(alias="section")

    @property
    def ref(self) -> str:
        """The release's name, such as `subject@1`."""
        return f"{self.id}@{self.version}"

    def questions(self) -> tuple[Question, ...]:
        """Return every question in order."""
        return tuple(question for section in self.sections for question in section.questions)


class FrameLine(Strict):
    """A line of the pre-interview gate, the conduct reminders or the post-interview card."""

    id: Name
    text: Said
    help: str = ""


class Frame(Strict):
    """What stands around every interview."""

    format: Literal[1]
    id: Name
    version: Annotated[int, Field(ge=1)]
    kind: Literal["frame"]
    title: Said
    language: str = "en-US"
    before: Annotated[tuple[FrameLine, ...], BeforeValidator(_listed)]
    conduct: Annotated[tuple[FrameLine, ...], BeforeValidator(_listed)]
    after: Annotated[tuple[FrameLine, ...], BeforeValidator(_listed)]

    @property
    def ref(self) -> str:
        """The release's name, such as `frame@1`."""
        return f"{self.id}@{self.version}"


class Topic(Strict):
    """What several protocols ask alike."""

    id: Name
    title: Said
    theme: ThemeField


class Topics(Strict):
    """The list of topics."""

    format: Literal[1]
    id: Literal["topics"]
    version: Annotated[int, Field(ge=1)]
    kind: Literal["topics"]
    topics: Annotated[tuple[Topic, ...], BeforeValidator(_listed)] = Field(alias="topic")
