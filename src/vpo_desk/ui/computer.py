"""What is chosen for this computer: colors, size of text, minutes until the lock; kept and applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from vpo_desk import settings
from vpo_desk.ui.style_sheet import apply_theme
from vpo_desk.ui.tasks import TaskRunner
from vpo_desk.ui.theme import CONTRAST, DARK, LIGHT, THEMES, Theme

Chosen = Callable[[settings.Settings], settings.Settings]


class Computer(QObject):
    """Holds the settings of this run; what changes is in effect at once, and written beside.

    `dressed(Theme)` comes with other colors or another size of text, `minutes_set(int)` with other
    minutes until the lock.
    """

    dressed = Signal(object)
    minutes_set = Signal(int)

    def __init__(
        self, app: QApplication, runner: TaskRunner, path: Path, found: settings.Settings
    ) -> None:
        super().__init__()
        self._app = app
        self._runner = runner
        self._path = path
        self.settings = found
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def backup_places(self) -> tuple[Path, ...]:
        """Return the folders that were chosen for backups."""
        chosen = self.settings.backup_place, self.settings.second_backup_place
        return tuple(place for place in chosen if place is not None)

    @property
    def lock_minutes(self) -> int:
        """Idle minutes until the desk locks."""
        return self.settings.lock_minutes

    @property
    def theme_name(self) -> str:
        """The name of the chosen theme, or `system`."""
        return self.settings.theme

    @property
    def text_scale(self) -> int:
        """The size of text in percent."""
        return self.settings.text_scale

    def set_lock_minutes(self, minutes: int) -> None:
        """Lock after so many idle minutes from now on."""
        self.keep(lock_minutes=minutes)
        self.minutes_set.emit(minutes)

    def set_theme(self, name: str) -> None:
        """Show other colors."""
        self.keep(theme=name)
        self.dress()

    def set_text_scale(self, percent: int) -> None:
        """Show text in another size."""
        self.keep(text_scale=percent)
        self.dress()

    def take_theme(self, theme: Theme) -> None:
        """Show what the keys of the window asked for."""
        chosen = self.settings.theme
        if theme.tokens is not theme_of(self.settings, self._app).tokens:
            chosen = theme.tokens.name
        self.keep(theme=chosen, text_scale=theme.scale)
        apply_theme(self._app, theme)

    def dress(self) -> Theme:
        """Give the application the chosen look and return it."""
        theme = theme_of(self.settings, self._app)
        apply_theme(self._app, theme)
        self.dressed.emit(theme)
        return theme

    def keep(self, **changed: object) -> None:
        """Change settings and write them down."""
        chosen = replace(self.settings, **changed)  # type: ignore[arg-type]
        if chosen != self.settings:
            self.settings = chosen
            self._runner.run(lambda: settings.write(self._path, chosen))

    def _follow_system(self) -> None:
        if self.settings.theme == "system":
            self.dress()


def theme_of(chosen: settings.Settings, app: QApplication) -> Theme:
    """Return the theme that the settings name, or that of the system."""
    tokens = THEMES.get(chosen.theme)
    if tokens is None:
        hints = app.styleHints()
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            tokens = CONTRAST
        else:
            tokens = DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return Theme(tokens, chosen.text_scale)
