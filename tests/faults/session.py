"""A whole session in the window, with a marked word in every place a word can get to.

Run as `python session.py FOLDER PAPER WORD`, the passphrase on standard input: unlocks, takes in a
concern, types without saving, copies, locks, unlocks, saves paper, lets the program fail, and ends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from vpo_desk.dumps import forbid_dumps
from vpo_desk.paths import find_paths
from vpo_desk.resources import find_resources
from vpo_desk.services.releases import write_pdf
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.main import Program
from vpo_desk.ui.places import NEW_CONCERN, Place
from vpo_desk.ui.widgets.fields import TextEditor, TextField

PATIENCE = 30_000


def wait(done: Callable[[], bool]) -> None:
    """Let the program work until something is so."""
    loop = QEventLoop()
    look = QTimer()
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start(10)
    QTimer.singleShot(PATIENCE, loop, loop.quit)
    loop.exec()
    if not done():
        raise TimeoutError


def main(folder: Path, paper: Path, word: str, passphrase: str) -> None:
    """Carry out the session."""
    forbid_dumps()
    app = QApplication(["desk"])
    program = Program(app, find_paths(), find_resources(), folder=folder)
    window, page = program.window, program.area.unlock_page
    window.show()
    wait(lambda: window.clipboard is not None)

    def unlock(secret: str) -> None:
        page.passphrase.set_secret(secret, shown=False)
        page.unlock_button.click()

    unlock(f"{word} is not the passphrase")
    wait(lambda: bool(page.notices.notices()))
    unlock(passphrase)
    wait(lambda: window.frame is not None)
    frame, session = window.frame, window.session
    if frame is None or session is None:
        raise RuntimeError
    frame.go(Place(NEW_CONCERN))
    concern = frame.page
    if not isinstance(concern, NewConcernPage):
        raise TypeError
    for field in concern.findChildren(TextEditor):
        field.setPlainText(f"{word} said")
    for line in concern.findChildren(TextField):
        line.setText(word)
    editor = concern.findChildren(TextEditor)[0]
    editor.selectAll()
    editor.copy()
    closed: list[bool] = []
    session.closed.connect(lambda: closed.append(True))
    window.lock()
    wait(lambda: bool(closed))
    if word in app.clipboard().text():
        raise RuntimeError("clipboard")
    unlock(passphrase)
    wait(lambda: window.frame is not None and window.session is not None)
    again = window.session
    if again is None:
        raise RuntimeError
    told: list[bytes] = []
    again.query(
        lambda services: services.paper.render(services.custody_papers.cover_sheet()[0]),
        told.append,
    )
    wait(lambda: bool(told))
    write_pdf(paper, told[0])
    program.runner.run(lambda: int(word))
    wait(lambda: program.alerts.dialog is not None)
    window.close()
    wait(lambda: window.session is None)
    program.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.stdin.readline().strip())
