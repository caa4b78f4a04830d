"""The guide: what themes ask, what warning behaviors and levels mean, strategies to choose from."""

from __future__ import annotations

from collections.abc import Callable

from vpo_desk.domain.assessment import Level, WarningBehavior
from vpo_desk.domain.plan import Domain
from vpo_desk.domain.statement import Theme
from vpo_desk.protocols.knowledge import (
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


class Guide:
    """Reads the shipped word lists when they are first asked for."""

    def __init__(self, read: ReadFile) -> None:
        self._read = read
        self._themes: dict[Theme, ThemeText] = {}
        self._warning: dict[WarningBehavior, WarningText] = {}
        self._levels: LevelTexts | None = None
        self._strategies: StrategyLibrary | None = None

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

    def review_days(self, level: Level | None) -> int:
        """Return after how many days a case of a level is reviewed, as a starting value."""
        if self._levels is None:
            self._levels = self._file(LevelTexts, "knowledge/levels.v1.toml")
        wanted = level or Level.UNDETERMINED
        return next(each.review_days for each in self._levels.levels if each.id is wanted)

    def strategies(self, domain: Domain) -> tuple[Strategy, ...]:
        """Return the strategies of a domain, in the library's order."""
        if self._strategies is None:
            self._strategies = self._file(StrategyLibrary, "strategies/library.v1.toml")
        return tuple(each for each in self._strategies.strategies if each.domain is domain)

    def factors(self) -> FactorTexts:
        """Return the factors to consider."""
        return self._file(FactorTexts, "knowledge/factors.v1.toml")

    def key_questions(self) -> KeyQuestions:
        """Return the key questions and the bias and rights checks."""
        return self._file(KeyQuestions, "knowledge/questions.v1.toml")

    def _file(self, model: type[Model], name: str) -> Model:
        return load_model(model, self._read(name), name)
