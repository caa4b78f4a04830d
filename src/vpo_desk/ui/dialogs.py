"""The dialogs behind the prompts; none of them remembers a folder or names a case in its title."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import delete

from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.text import Heading, PlainLabel


def ask_folder(window: QWidget | None, title: str) -> Path | None:
    """Return an existing folder, or None when it was called off."""
    dialog = _file_dialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)


def ask_open_file(window: QWidget | None, title: str, pattern: str) -> Path | None:
    """Return an existing file, or None when it was called off."""
    dialog = _file_dialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(pattern)
    return _chosen(dialog)


def ask_save_file(window: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
    """Return where to save, or None when it was called off."""
    dialog = _file_dialog(window, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(pattern)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever written over
    dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
    dialog.selectFile(suggested)
    return _chosen(dialog)


def ask_question(
    window: QWidget | None, title: str, question: tuple[str, str], buttons: tuple[str, str]
) -> bool:
    """Return True when the first of the two buttons was chosen; Esc is the second."""
    dialog = QuestionDialog(*question, *buttons, window)
    dialog.setWindowTitle(title)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


def _file_dialog(window: QWidget | None, title: str) -> QFileDialog:
    # The system's own dialogs keep lists of the folders that were visited; Qt's keeps none once
    # its settings are put back.
    dialog = QFileDialog(window, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(documents))
    dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
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
