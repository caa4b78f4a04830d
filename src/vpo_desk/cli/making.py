"""The verbs that make something: new, demo and selftest."""

from __future__ import annotations

import argparse
from pathlib import Path

from vpo_desk import bootstrap, selftest
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import has_passphrase_option, read_passphrase
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.shares import SharePlan
from vpo_desk.errors import VpoError
from vpo_desk.services.releases import need_free, write_pdf
from vpo_desk.services.share_files import share_files, write_shares
from vpo_desk.storage.atomic import write_file
from vpo_desk.storage.keyring import suggest_passphrase
from vpo_desk.words import say


def new(options: argparse.Namespace, output: Output) -> int:
    """Create a case file, and its recovery sheet or share sheets where they are wanted."""
    folder: Path = options.casefile
    sheet: Path | None = options.recovery_sheet
    share_folder: Path | None = options.share_sheets
    plan: SharePlan = options.shares or SharePlan()
    if sheet is None and share_folder is None and not options.no_recovery_sheet:
        options.refuse("--recovery-sheet, --share-sheets or --no-recovery-sheet is required")
    if options.shares is not None and share_folder is None:
        options.refuse("--shares needs --share-sheets")
    if sheet is not None:
        need_free(sheet)
    if share_folder is not None:
        share_files(share_folder, plan)
    agency = Agency(name=options.agency, officer=options.officer, case_prefix=options.case_prefix)
    passphrase = read_passphrase(options, twice=True)
    desk, key = bootstrap.create_case_file(folder, passphrase, agency, training=options.training)
    desk.close()
    if sheet is not None:
        _write_sheet(sheet, key, agency, folder, output, training=options.training)
    if share_folder is not None:
        pdfs = bootstrap.share_sheets(
            key,
            plan,
            agency=agency,
            file_name=folder.name,
            made_at=bootstrap.system_clock().now(),
            training=options.training,
        )
        _write_shares(share_folder, plan, pdfs, output)
    for words in bootstrap.passphrase_advice(passphrase).words:
        output.note(words)
    output.line(str(folder))
    return 0


def _write_sheet(
    sheet: Path, key: bytes, agency: Agency, folder: Path, output: Output, *, training: bool
) -> None:
    pdf = bootstrap.recovery_sheet(
        key,
        agency=agency,
        file_name=folder.name,
        made_at=bootstrap.system_clock().now(),
        training=training,
    )
    try:
        write_pdf(sheet, pdf)
    except VpoError as fault:
        raise VpoError(
            say("The case file was made, but its recovery sheet could not be written."),
            safe=say("The passphrase opens the case file."),
            todo=say("Delete the folder and make it anew: a sheet is made only with a new key."),
        ) from fault
    output.note(
        say("Print the recovery sheet, seal it, and delete the file: it opens the whole case file.")
    )


def _write_shares(folder: Path, plan: SharePlan, pdfs: tuple[bytes, ...], output: Output) -> None:
    try:
        write_shares(folder, plan, pdfs)
    except VpoError as fault:
        raise VpoError(
            say("The case file was made, but its share sheets could not be written."),
            safe=say("The passphrase opens the case file; no share sheet is left."),
            todo=say("Delete the folder and make it anew: shares are made only with a new key."),
        ) from fault
    output.note(
        say(
            "Print each share sheet for another holder, seal it, and delete the files: any {needed}"
            " of them open the whole case file.",
            needed=plan.needed,
        )
    )


def demo(options: argparse.Namespace, output: Output) -> int:
    """Make a demonstration case file and every document from it, printing what was made."""
    out: Path = options.out
    if out.exists() and any(out.iterdir()):
        raise VpoError(
            say("The folder for the demonstration is not empty."),
            safe=say("Nothing was changed."),
            todo=say("Choose a new folder."),
        )
    out.mkdir(parents=True, exist_ok=True)
    chosen = has_passphrase_option(options)
    passphrase = read_passphrase(options) if chosen else suggest_passphrase()
    made = bootstrap.make_demonstration(out, passphrase, output.line)
    if not chosen:
        target = out / "PASSPHRASE.txt"
        write_file(target, f"{passphrase}\n".encode())
        made = (*made, target)
    for path in made:
        output.line(str(path))
    return 0


def run_selftest(_options: argparse.Namespace, output: Output) -> int:
    """Prove this installation in a temporary folder."""
    for line in selftest.run():
        output.line(line)
    return 0
