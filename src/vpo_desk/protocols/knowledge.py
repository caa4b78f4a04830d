"""The trade's word lists as data: themes, warning behaviors, levels, factors, strategies."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from vpo_desk.domain.assessment import Level, WarningBehavior
from vpo_desk.domain.plan import Domain
from vpo_desk.protocols.schema import Said, Strict, Texts, ThemeField


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _level(value: Any) -> Any:
    return Level(value) if isinstance(value, str) else value


def _behavior(value: Any) -> Any:
    return WarningBehavior(value) if isinstance(value, str) else value


def _domain(value: Any) -> Any:
    return Domain(value) if isinstance(value, str) else value


LevelField = Annotated[Level, BeforeValidator(_level)]
BehaviorField = Annotated[WarningBehavior, BeforeValidator(_behavior)]
DomainField = Annotated[Domain, BeforeValidator(_domain)]


class ThemeText(Strict):
    """What a theme asks, what to look for, and what is no evidence for it."""

    code: ThemeField
    name: Said
    question: Said
    look_for: Texts
    not_this: Texts
    core: bool


class ThemeTexts(Strict):
    """The theme texts."""

    format: Literal[1]
    kind: Literal["themes"]
    version: int
    themes: Annotated[tuple[ThemeText, ...], BeforeValidator(_listed)] = Field(alias="theme")


class WarningText(Strict):
    """A warning behavior: its definition and what to ask."""

    id: BehaviorField
    name: Said
    definition: Said
    ask: Said
    prompts_imminence: bool


class WarningTexts(Strict):
    """The warning behaviors, and the work their names follow."""

    format: Literal[1]
    kind: Literal["warning"]
    version: int
    source: Said
    behaviors: Annotated[tuple[WarningText, ...], BeforeValidator(_listed)] = Field(
        alias="behavior"
    )


class LevelText(Strict):
    """A level of concern; `review_days` is a starting value for the agency to change."""

    id: LevelField
    name: Said
    shape: Said
    definition: Said
    action: Said
    review_days: Annotated[int, Field(ge=1, le=365)]


class DialText(Strict):
    """A value of imminence or confidence."""

    id: Said
    name: Said
    definition: Said


class LevelTexts(Strict):
    """The three dials, which are never summed."""

    format: Literal[1]
    kind: Literal["levels"]
    version: int
    levels: Annotated[tuple[LevelText, ...], BeforeValidator(_listed)] = Field(alias="level")
    imminence: Annotated[tuple[DialText, ...], BeforeValidator(_listed)]
    confidence: Annotated[tuple[DialText, ...], BeforeValidator(_listed)]


class Strategy(Strict):
    """A strategy of the library; evidence and legal note stay empty rather than invented."""

    id: Said
    domain: DomainField
    name: Said
    purpose: Said
    how: Said
    owner: Said
    cautions: Said
    stop: Said
    evidence: str
    legal: str


class Contingency(Strict):
    """An example of an if-then rule."""

    id: Said
    condition: Said = Field(alias="if")
    then: Said
    within: Said
    sees: Said
    owner: Said


class StrategyLibrary(Strict):
    """Every strategy and example rule, drafted for an agency to review."""

    format: Literal[1]
    kind: Literal["strategies"]
    version: int
    note: Said
    strategies: Annotated[tuple[Strategy, ...], BeforeValidator(_listed)] = Field(alias="strategy")
    contingencies: Annotated[tuple[Contingency, ...], BeforeValidator(_listed)] = Field(
        alias="contingency"
    )


class Factor(Strict):
    """A factor to consider; none is counted or added up."""

    id: Said
    group: Literal["background", "current", "context", "protective"]
    name: Said


class FactorTexts(Strict):
    """The factors."""

    format: Literal[1]
    kind: Literal["factors"]
    version: int
    factors: Annotated[tuple[Factor, ...], BeforeValidator(_listed)] = Field(alias="factor")


class NumberedText(Strict):
    """A key question or a check."""

    id: Said
    text: Said


class KeyQuestions(Strict):
    """The thirteen key questions and the bias and rights checks."""

    format: Literal[1]
    kind: Literal["key_questions"]
    version: int
    questions: Annotated[tuple[NumberedText, ...], BeforeValidator(_listed)] = Field(
        alias="question"
    )
    checks: Annotated[tuple[NumberedText, ...], BeforeValidator(_listed)] = Field(alias="check")


class BehaviorText(Strict):
    """A behavior of concern in the words of intake."""

    id: Said
    name: Said
    description: Said


class BehaviorTexts(Strict):
    """The behaviors of concern."""

    format: Literal[1]
    kind: Literal["behaviors"]
    version: int
    behaviors: Annotated[tuple[BehaviorText, ...], BeforeValidator(_listed)] = Field(
        alias="behavior"
    )


class Study(Strict):
    """A study of past attackers; `sources` are where its scope was read."""

    id: Said
    title: Said
    scope: Said
    sources: Texts


class Source(Strict):
    """A text that was really read."""

    id: Said
    name: Said


class Figure(Strict):
    """One figure of a study, where it was read, and the help beside which it is shown."""

    study: Said
    text: Said
    sources: Texts
    themes: Annotated[tuple[ThemeField, ...], BeforeValidator(_listed)]
    behaviors: Annotated[tuple[BehaviorField, ...], BeforeValidator(_listed)]


class BaseRates(Strict):
    """Figures about past attackers, never without the note that they predict nothing."""

    format: Literal[1]
    kind: Literal["base_rates"]
    version: int
    note: Said
    studies: Annotated[tuple[Study, ...], BeforeValidator(_listed)] = Field(alias="study")
    sources: Annotated[tuple[Source, ...], BeforeValidator(_listed)] = Field(alias="source")
    figures: Annotated[tuple[Figure, ...], BeforeValidator(_listed)] = Field(alias="figure")

    def names(self, ids: Texts) -> str:
        """Return the names of sources, as a sentence takes them."""
        known = {source.id: source.name for source in self.sources}
        return "; ".join(known[id_] for id_ in ids)
