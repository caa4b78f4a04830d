"""Makes pictures of the window: plays the demonstration, visits each page, saves what it shows."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from vpo_desk import bootstrap, settings
from vpo_desk.documents.pages import draw_page
from vpo_desk.paths import Paths
from vpo_desk.resources import find_resources
from vpo_desk.services.catalog import Services
from vpo_desk.storage.keyring import suggest_passphrase
from vpo_desk.ui.main import Program
from vpo_desk.ui.places import Place

PATIENCE = 20_000
"""Milliseconds after which a picture that does not come is a failure."""


DOTS_PER_INCH = 80
"""Of the pictures of paper: its words can just be read."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, and the place it shows; none is the lock page."""

    name: str
    place: Place | None


def main(arguments: list[str]) -> int:
    """Make every picture in a folder; returns 0 when all of them are there."""
    parser = argparse.ArgumentParser(prog="python -m vpo_desk.ui.screens")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--paper", action="store_true", help="also the first page of each document")
    options = parser.parse_args(arguments)
    if "DISPLAY" not in os.environ and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([sys.argv[0]])
    with tempfile.TemporaryDirectory(prefix="vpo-desk-screens-") as scratch:
        place = Path(scratch)
        os.environ["HOME"] = os.environ["USERPROFILE"] = scratch  # paths in pictures are nobody's
        passphrase = suggest_passphrase()
        made = bootstrap.make_demonstration(place, passphrase, lambda _text: None)
        if options.paper:
            _print_papers(made, options.out / "paper")
        shots = _shots(made[0], passphrase)
        paths = Paths(place / "settings.toml", place / "logs", place / "cases.vpodesk")
        chosen = replace(settings.Settings(), theme=options.theme, text_scale=options.scale)
        settings.write(paths.settings_file, chosen)
        program = Program(app, paths, find_resources(), folder=made[0])
        size = QSize(options.width, options.height)
        try:
            _take(program, shots, passphrase, options.out, size)
        finally:
            program.window.close()
            _wait(lambda: program.window.session is None)
            program.stop()
    return 0


def _shots(folder: Path, passphrase: str) -> tuple[Shot, ...]:
    desk = bootstrap.look_into(folder, passphrase)
    try:
        return tuple(_places(desk.services))
    finally:
        desk.close()


def _places(services: Services) -> Iterator[Shot]:
    school = services.cases.by_number("HF-2026-002")
    held = services.interviews.of_case(school.id)
    yield Shot("unlock", None)
    yield Shot("today", Place("today"))
    yield Shot("concerns", Place("concerns"))
    yield Shot("new-concern", Place("new_concern"))
    yield Shot("concern", Place("concern", services.concerns.newest(1)[0].concern.id))
    yield Shot("cases", Place("cases"))
    yield Shot("case", Place("case", school.id))
    yield Shot("case-people", Place("case", school.id, "people"))
    yield Shot("people", Place("people"))
    yield Shot("person", Place("person", school.subject_id or ""))
    for part in ("timeline", "gaps", "records", "files", "dates", "life", "retention"):
        yield Shot(f"case-{part}", Place("case", school.id, part))
    yield Shot("interviews", Place("case", school.id, "interviews"))
    yield Shot("interview", Place("interview", held[-1].interview.id, "SU-B7"))
    yield Shot("interview-finish", Place("interview", held[-1].interview.id, "finish"))
    yield Shot("assessment", Place("case", school.id, "assessment"))
    yield Shot("plan", Place("case", school.id, "plan"))
    yield Shot("print", Place("print", school.id, "plan"))
    ahead = services.meetings.ahead()[0].id
    yield Shot("meeting", Place("meeting", ahead))
    yield Shot("packet", Place("print", ahead, "packet"))
    household = services.cases.by_number("HF-2026-001")
    for part in ("safety_plan", "shift_card", "referral"):
        yield Shot(f"print-{part.replace('_', '-')}", Place("print", household.id, part))
    yield Shot("as-it-was", Place("as_it_was", school.id))
    for page in ("search", "tasks", "meetings", "resources", "ledger", "requests", "protocols"):
        yield Shot(page, Place(page))
    yield Shot("case-file", Place("case_file"))
    yield Shot("letterhead", Place("letterhead"))
    yield Shot("audit-log", Place("log"))


def _take(
    program: Program, shots: tuple[Shot, ...], passphrase: str, out: Path, size: QSize
) -> None:
    window = program.window
    window.resize(size)
    window.show()
    _settle()
    for shot in shots:
        if shot.place is None:
            _save(program, out / f"{shot.name}.png")
            page = program.area.unlock_page
            page.passphrase.set_secret(passphrase, shown=False)
            page.unlock_button.click()
            _wait(lambda: window.frame is not None)
            continue
        frame = window.frame
        if frame is None:
            message = "the desk was locked while its pictures were made"
            raise RuntimeError(message)
        frame.go(shot.place)
        _settle()
        _save(program, out / f"{shot.name}.png")


def _save(program: Program, path: Path) -> None:
    picture = program.window.grab()
    if not picture.save(str(path)):
        message = f"the picture {path.name} could not be saved"
        raise RuntimeError(message)


def _print_papers(made: tuple[Path, ...], out: Path) -> None:
    """Save the first page of one document of each kind, of a copy for somebody else where there is one."""
    out.mkdir(exist_ok=True)
    papers = {_kind_of(path): path for path in sorted(made, reverse=True) if path.suffix == ".pdf"}
    for kind, paper in papers.items():
        page = draw_page(paper.read_bytes(), 0, DOTS_PER_INCH / 72)
        image = QImage(
            page.pixels, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888
        )
        if not image.save(str(out / f"{kind}.png")):
            message = f"the picture of {kind} could not be saved"
            raise RuntimeError(message)


def _kind_of(paper: Path) -> str:
    """Return which document a file of the demonstration is, from its name."""
    name = re.sub(r"^\d+-", "", paper.stem)
    return re.sub(r"-(HF-\d+-\d+|meeting-\d+|\d+)(-.*)?$", "", name).replace("_", "-")


def _settle() -> None:
    """Let everything that was asked for come and be painted."""
    loop = QEventLoop()
    QTimer.singleShot(700, loop.quit)
    loop.exec()


def _wait(until: Callable[[], bool]) -> None:
    loop = QEventLoop()
    poll = QTimer()
    poll.setInterval(20)
    poll.timeout.connect(lambda: loop.quit() if until() else None)
    poll.start()
    QTimer.singleShot(PATIENCE, loop.quit)
    loop.exec()
    if not until():
        message = "the window did not answer"
        raise RuntimeError(message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
