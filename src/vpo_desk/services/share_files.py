"""The files of share sheets in a folder: all of them are written, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vpo_desk.domain.shares import SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.services.releases import need_free, write_pdf
from vpo_desk.storage.permissions import make_private_folder
from vpo_desk.words import say


def share_files(folder: Path, plan: SharePlan) -> tuple[Path, ...]:
    """Return the file of each share, in order; VpoError when one of them is there already."""
    paths = tuple(
        folder / f"recovery-share-{number}-of-{plan.count}.pdf"
        for number in range(1, plan.count + 1)
    )
    for path in paths:
        need_free(path)
    return paths


def write_shares(folder: Path, plan: SharePlan, pdfs: Sequence[bytes]) -> tuple[Path, ...]:
    """Write each share's sheet for its owner only; the folder is made where there is none.

    Raises VpoError when one of them cannot be written; none is left then.
    """
    paths = share_files(folder, plan)
    try:
        if not folder.exists():
            make_private_folder(folder)
    except OSError:
        raise VpoError(
            say("The folder for the share sheets cannot be made."),
            safe=say("No sheet was written; the case file is safe."),
            todo=say("Choose a folder in which you may write."),
        ) from None
    written: list[Path] = []
    try:
        for path, pdf in zip(paths, pdfs, strict=True):
            write_pdf(path, pdf)
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return paths
