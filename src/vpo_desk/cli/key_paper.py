"""A new key on paper: the recovery sheet, the share sheets, or both, written before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vpo_desk import bootstrap
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.shares import SharePlan
from vpo_desk.services.releases import need_free, write_pdf
from vpo_desk.services.share_files import share_files, write_shares
from vpo_desk.words import Words, say


@dataclass(frozen=True, slots=True)
class KeyPaper:
    """Where the sheets of a key go; `plan` is for the share sheets."""

    sheet: Path | None
    share_folder: Path | None
    plan: SharePlan

    def need_free(self) -> None:
        """Raise VpoError when something is in the way of a sheet."""
        if self.sheet is not None:
            need_free(self.sheet)
        if self.share_folder is not None:
            share_files(self.share_folder, self.plan)

    def write(self, key: bytes, agency: Agency, file_name: str, *, training: bool) -> None:
        """Write the sheets; VpoError when that is not possible."""
        made_at = bootstrap.system_clock().now()
        if self.sheet is not None:
            pdf = bootstrap.recovery_sheet(
                key, agency=agency, file_name=file_name, made_at=made_at, training=training
            )
            write_pdf(self.sheet, pdf)
        if self.share_folder is not None:
            pdfs = bootstrap.share_sheets(
                key,
                self.plan,
                agency=agency,
                file_name=file_name,
                made_at=made_at,
                training=training,
            )
            write_shares(self.share_folder, self.plan, pdfs)

    def notes(self) -> tuple[Words, ...]:
        """Say what to do with the sheets."""
        found: list[Words] = []
        if self.sheet is not None:
            found.append(
                say(
                    "Print the recovery sheet, seal it, and delete the file: it opens the whole"
                    " case file."
                )
            )
        if self.share_folder is not None:
            found.append(
                say(
                    "Print each share sheet for another holder, seal it, and delete the files: any"
                    " {needed} of them open the whole case file.",
                    needed=self.plan.needed,
                )
            )
        return tuple(found)
