"""The look of the window in one place: color tokens, text sizes and the text scale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

SCALES: Final = (100, 110, 125, 150, 175, 200)
"""Text sizes an officer can choose, in percent of the drawn design."""

FAMILY: Final = "Inter"


# Named tuples, not dataclasses: they are made before the first paint, and a dataclass of this many
# fields costs it four milliseconds.


class Tone(NamedTuple):
    """The three colors of a notice or badge: its text, its fill and its outline."""

    ink: str
    fill: str
    line: str


class Tokens(NamedTuple):
    """Every color of one theme; nothing else in the program names a color."""

    name: str
    ground: str
    card: str
    line: str
    line_soft: str
    field_line: str
    ink: str
    quiet: str
    link: str
    accent: str
    accent_over: str
    accent_ink: str
    focus: str
    chosen: str
    chosen_ink: str
    over: str
    track: str
    nav: str
    nav_training: str
    nav_here: str
    nav_here_training: str
    nav_mark: str
    nav_ink: str
    nav_quiet: str
    nav_line: str
    nav_count: str
    neutral: Tone
    info: Tone
    good: Tone
    warning: Tone
    danger: Tone
    level_low: str
    level_moderate: str
    level_elevated: str
    level_high: str
    level_undetermined: str

    def tones(self) -> dict[str, Tone]:
        """The tones by the name that a badge or notice asks for."""
        return {
            "neutral": self.neutral,
            "info": self.info,
            "good": self.good,
            "warning": self.warning,
            "danger": self.danger,
        }

    def levels(self) -> dict[str, str]:
        """The color of each level of concern by the level's stored value."""
        return {
            "low": self.level_low,
            "moderate": self.level_moderate,
            "elevated": self.level_elevated,
            "high": self.level_high,
            "undetermined": self.level_undetermined,
        }

    def text_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Every text color with a ground it stands on: (what it is, text, ground)."""
        for ground in (self.ground, self.card, self.over, self.warning.fill):
            yield "ink", self.ink, ground
            yield "quiet", self.quiet, ground
            yield "link", self.link, ground
        for name, color in self.levels().items():
            yield f"level {name} on a card", color, self.card
            yield f"level {name} on the ground", color, self.ground
        for ink in (self.chosen_ink, self.quiet):  # a level's word takes the row's ink there
            yield "chosen row", ink, self.chosen
        for fill in (self.accent, self.accent_over):
            yield "primary button", self.accent_ink, fill
        for nav in (self.nav, self.nav_training):
            yield "navigation", self.nav_ink, nav
            yield "navigation, quiet", self.nav_quiet, nav
        for here in (self.nav_here, self.nav_here_training):
            yield "navigation, here", self.nav_ink, here
        yield "navigation, count", self.nav_ink, self.nav_count
        for name, tone in self.tones().items():
            yield f"{name} tone", tone.ink, tone.fill
            yield f"{name} tone on a card", tone.ink, self.card


LIGHT: Final = Tokens(
    name="light",
    ground="#f4f6f8",
    card="#ffffff",
    line="#d5dce2",
    line_soft="#e8edf1",
    field_line="#87949f",
    ink="#1c2733",
    quiet="#55636f",
    link="#1f5f99",
    accent="#1f5f99",
    accent_over="#194e7f",
    accent_ink="#ffffff",
    focus="#1f5f99",
    chosen="#e6eff7",
    chosen_ink="#1c2733",
    over="#eef2f6",
    track="#e3e9ee",
    nav="#16324a",
    nav_training="#4c2c56",
    nav_here="#22486a",
    nav_here_training="#6d4479",
    nav_mark="#7db8ea",
    nav_ink="#ffffff",
    nav_quiet="#a9bccc",
    nav_line="#3a5772",
    nav_count="#2f5a80",
    neutral=Tone("#55636f", "#ffffff", "#d5dce2"),
    info=Tone("#1f5f99", "#e6eff7", "#b7d0e7"),
    good=Tone("#2c6e45", "#f0f7f3", "#b5d6c2"),
    warning=Tone("#8f5600", "#fdf8ee", "#e6cfa4"),
    danger=Tone("#8c1d18", "#fdf2f1", "#e4b6b2"),
    level_low="#4f7a5b",
    level_moderate="#8a6d00",
    level_elevated="#b25400",
    level_high="#b3261e",
    level_undetermined="#55636f",
)

DARK: Final = Tokens(
    name="dark",
    ground="#12181e",
    card="#1b232b",
    line="#36434f",
    line_soft="#28333d",
    field_line="#73838f",
    ink="#e7edf2",
    quiet="#a6b4c0",
    link="#82bdef",
    accent="#2a6fae",
    accent_over="#2362a0",
    accent_ink="#ffffff",
    focus="#82bdef",
    chosen="#21384d",
    chosen_ink="#ffffff",
    over="#232d37",
    track="#2c3843",
    nav="#0e1c29",
    nav_training="#33203b",
    nav_here="#1d3c58",
    nav_here_training="#553661",
    nav_mark="#7db8ea",
    nav_ink="#f3f7fa",
    nav_quiet="#9db0c1",
    nav_line="#2b3f52",
    nav_count="#2a5070",
    neutral=Tone("#a6b4c0", "#1b232b", "#46545f"),
    info=Tone("#9bcbf4", "#1a3044", "#33587a"),
    good=Tone("#8fd0a8", "#1a2f24", "#355c46"),
    warning=Tone("#efc178", "#33290f", "#6b5524"),
    danger=Tone("#ffb1aa", "#3a1c1a", "#7c3b36"),
    level_low="#8bc49a",
    level_moderate="#dcbb4c",
    level_elevated="#f0a35c",
    level_high="#ff8f86",
    level_undetermined="#a6b4c0",
)

CONTRAST: Final = Tokens(
    name="contrast",
    ground="#000000",
    card="#000000",
    line="#ffffff",
    line_soft="#9a9a9a",
    field_line="#ffffff",
    ink="#ffffff",
    quiet="#e6e6e6",
    link="#8fd3ff",
    accent="#ffe14d",
    accent_over="#fff2a8",
    accent_ink="#000000",
    focus="#ffe14d",
    chosen="#003b66",
    chosen_ink="#ffffff",
    over="#1f1f1f",
    track="#4d4d4d",
    nav="#000000",
    nav_training="#2d0038",
    nav_here="#003b66",
    nav_here_training="#660077",
    nav_mark="#ffe14d",
    nav_ink="#ffffff",
    nav_quiet="#e6e6e6",
    nav_line="#ffffff",
    nav_count="#004d85",
    neutral=Tone("#ffffff", "#000000", "#ffffff"),
    info=Tone("#8fd3ff", "#000000", "#8fd3ff"),
    good=Tone("#7dff9f", "#000000", "#7dff9f"),
    warning=Tone("#ffd54d", "#000000", "#ffd54d"),
    danger=Tone("#ffb3ab", "#000000", "#ffb3ab"),
    level_low="#7dff9f",
    level_moderate="#ffe14d",
    level_elevated="#ffb870",
    level_high="#ff9d94",
    level_undetermined="#ffffff",
)

THEMES: Final = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}


class Theme(NamedTuple):
    """Tokens together with a text scale in percent (100 to 200)."""

    tokens: Tokens = LIGHT
    scale: int = 100

    def px(self, drawn: float) -> int:
        """Return a text size or a height that follows the text, in logical pixels."""
        return round(drawn * self.scale / 100)

    def larger(self) -> Theme:
        """The same theme with the next larger text, or itself at the end."""
        bigger = [scale for scale in SCALES if scale > self.scale]
        return Theme(self.tokens, min(bigger, default=self.scale))

    def smaller(self) -> Theme:
        """The same theme with the next smaller text, or itself at the end."""
        lesser = [scale for scale in SCALES if scale < self.scale]
        return Theme(self.tokens, max(lesser, default=self.scale))

    def drawn(self) -> Theme:
        """The same theme with the text at 100 %."""
        return Theme(self.tokens)

    def other(self) -> Theme:
        """The same text scale in the next theme: light, dark, high contrast, light."""
        names = list(THEMES)
        following = names[(names.index(self.tokens.name) + 1) % len(names)]
        return Theme(THEMES[following], self.scale)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colors, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
