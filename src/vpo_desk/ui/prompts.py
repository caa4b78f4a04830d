"""Questions that must be answered before work goes on: one seam, which tests answer."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import delete

from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.text import Heading, PlainLabel
from vpo_desk.words import Catalog


class Prompts(Protocol):
    """Asks for a folder, a file name, or yes or no.

    Every method gives None or False when the person, or the lock, called it off; the caller then
    returns at once, because its page may be gone.
    """

    def folder(self, title: str) -> Path | None:
        """Return an existing folder."""
        ...

    def save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        """Return where to save; asked before anything is replaced.

        `pattern` names the kind of file, such as `PDF (*.pdf)`.
        """
        ...

    def confirm(self, question: str, words: str, yes: str, no: str) -> bool:
        """Return True for yes; `yes` and `no` are the words of the buttons."""
        ...


class QtPrompts:
    """Prompts as dialogs over the window; none of them remembers a folder."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.window: QWidget | None = None

    def folder(self, title: str) -> Path | None:
        """Ask for an existing folder."""
        dialog = self._file_dialog(title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._chosen(dialog)

    def save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        """Ask where to save a file."""
        dialog = self._file_dialog(title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(pattern)
        dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        dialog.selectFile(suggested)
        return self._chosen(dialog)

    def confirm(self, question: str, words: str, yes: str, no: str) -> bool:
        """Ask a plain question; Esc means no."""
        dialog = QuestionDialog(question, words, yes, no, self.window)
        dialog.setWindowTitle(self._catalog.say("VPO Desk"))
        answer = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return answer

    def _file_dialog(self, title: str) -> QFileDialog:
        # The system's own dialogs keep lists of the folders that were visited; Qt's keeps none
        # once its settings are put back.
        dialog = QFileDialog(self.window, title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
        return dialog

    def _chosen(self, dialog: QFileDialog) -> Path | None:
        traces = FolderTraces()
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        files = dialog.selectedFiles() if accepted else []
        delete(dialog)  # its end is when Qt writes down where it was
        traces.wipe()
        return Path(files[0]) if files else None


class QuestionDialog(QDialog):
    """A question, what it means, and two buttons; the safe answer has the focus."""

    def __init__(
        self, question: str, words: str, yes: str, no: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(Heading(question, size="card"))
        column.addWidget(PlainLabel(words))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.no = Button(no, self.reject)
        self.yes = Button(yes, self.accept, kind="primary")
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column.addLayout(buttons)
        self.setMinimumWidth(420)
        self.setAccessibleName(question)
        self.no.setFocus()


class FolderTraces:
    """What Qt wrote about visited folders before a dialog, to be put back after it."""

    _KEYS = ("FileDialog/history", "FileDialog/lastVisited", "FileDialog/shortcuts")

    def __init__(self) -> None:
        settings = self._settings()
        self._before = {key: settings.value(key) for key in self._KEYS if settings.contains(key)}

    def wipe(self) -> None:
        """Put Qt's own settings back as they were."""
        settings = self._settings()
        for key in self._KEYS:
            if key in self._before:
                settings.setValue(key, self._before[key])
            else:
                settings.remove(key)
        settings.sync()

    def _settings(self) -> QSettings:
        return QSettings(QSettings.Scope.UserScope, "QtProject")
