"""The guide: what themes ask, what warning behaviors mean, figures with sources, strategies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vpo_desk.domain.assessment import Level, WarningBehavior
from vpo_desk.domain.plan import Domain
from vpo_desk.domain.statement import Theme
from vpo_desk.protocols.knowledge import (
    BaseRates,
    FactorTexts,
    KeyQuestions,
    LevelTexts,
    Strategy,
    StrategyLibrary,
    ThemeText,
    ThemeTexts,
    WarningText,
    WarningTexts,
)
from vpo_desk.protocols.load import Model, load_model

ReadFile = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure of a study: what the study looked at, and in which source the figure was read."""

    text: str
    study: str
    scope: str
    read_in: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Figures for one help text, and the note that never leaves them."""

    note: str
    figures: tuple[Rate, ...]


class Guide:
    """Reads the shipped word lists when they are first asked for."""

    def __init__(self, read: ReadFile) -> None:
        self._read = read
        self._themes: dict[Theme, ThemeText] = {}
        self._warning: dict[WarningBehavior, WarningText] = {}
        self._known: dict[str, Any] = {}

    def theme(self, theme: Theme) -> ThemeText:
        """Return what a theme asks, what to look for, and what is no evidence."""
        if not self._themes:
            texts = self._file(ThemeTexts, "knowledge/themes.v1.toml")
            self._themes = {each.code: each for each in texts.themes}
        return self._themes[theme]

    def warning(self, behavior: WarningBehavior) -> WarningText:
        """Return what a warning behavior means and what to ask."""
        if not self._warning:
            texts = self._file(WarningTexts, "knowledge/warning.v1.toml")
            self._warning = {each.id: each for each in texts.behaviors}
        return self._warning[behavior]

    def levels(self) -> LevelTexts:
        """Return what each value of the three dials means."""
        return self._file(LevelTexts, "knowledge/levels.v1.toml")

    def review_days(self, level: Level | None) -> int:
        """Return after how many days a case of a level is reviewed, as a starting value."""
        wanted = level or Level.UNDETERMINED
        return next(each.review_days for each in self.levels().levels if each.id is wanted)

    def strategies(self, domain: Domain) -> tuple[Strategy, ...]:
        """Return the strategies of a domain, in the library's order."""
        library = self._file(StrategyLibrary, "strategies/library.v1.toml")
        return tuple(each for each in library.strategies if each.domain is domain)

    def factors(self) -> FactorTexts:
        """Return the factors to consider."""
        return self._file(FactorTexts, "knowledge/factors.v1.toml")

    def key_questions(self) -> KeyQuestions:
        """Return the key questions and the bias and rights checks."""
        return self._file(KeyQuestions, "knowledge/questions.v1.toml")

    def rates(self, of: Theme | WarningBehavior) -> Rates:
        """Return the figures about past attackers that are shown beside a theme or behavior."""
        found = self._file(BaseRates, "knowledge/base_rates.v1.toml")
        titles = {study.id: study for study in found.studies}
        return Rates(
            found.note,
            tuple(
                Rate(
                    figure.text,
                    titles[figure.study].title,
                    titles[figure.study].scope,
                    found.names(figure.sources),
                )
                for figure in found.figures
                if of in (figure.themes if isinstance(of, Theme) else figure.behaviors)
            ),
        )

    def warning_source(self) -> str:
        """Return the work that the names of the warning behaviors follow."""
        return self._file(WarningTexts, "knowledge/warning.v1.toml").source

    def _file(self, model: type[Model], name: str) -> Model:
        if name not in self._known:
            self._known[name] = load_model(model, self._read(name), name)
        return self._known[name]
