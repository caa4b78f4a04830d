"""The command line's verbs, options and exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, cast

from vpo_desk import __version__
from vpo_desk.cli import backups, casework, custody, finding, keys, looking, making, salvaging
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import add_passphrase_options
from vpo_desk.domain.entry import DERIVATIONS, AfterFailures
from vpo_desk.domain.shares import MOST_SHARES, SharePlan, read_share_plan
from vpo_desk.dumps import forbid_dumps
from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.words import Catalog

Verb = Callable[[argparse.Namespace, Output], int]


class Verbs(Protocol):
    """Takes the verbs of a command line, one parser each."""

    def add_parser(self, name: str, *, help: str, description: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse calls it so
        """Return the parser of a new verb."""
        ...


def run() -> None:
    """Carry out the command line and leave with its exit code."""
    forbid_dumps()
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out a command line: 0 done, 1 it failed and stderr says why, 2 usage."""
    options = build_parser().parse_args(arguments)
    output = Output(Catalog(), json_wanted=getattr(options, "json", False))
    verb: Verb = options.verb
    try:
        return verb(options, output)
    except VpoError as fault:
        output.complain(fault)
    except (Cancelled, KeyboardInterrupt):
        output.note("Called off.")
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as fault:  # noqa: BLE001 - the last door: no traceback, no values
        output.crash(fault)
    return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every verb."""
    parser = argparse.ArgumentParser(
        prog="vpo-desk-cli",
        description="The violence prevention officer's desk, without its window.",
    )
    parser.add_argument("--version", action="version", version=f"VPO Desk {__version__}")
    verbs = cast("Verbs", parser.add_subparsers(dest="do", metavar="VERB", required=True))
    _add_making(verbs)
    _add_looking(verbs)
    _add_custody(verbs)
    _add_backups(verbs)
    return parser


def _verb(
    verbs: Verbs,
    name: str,
    verb: Verb,
    text: str,
    *,
    case_file: bool = True,
    passphrase: bool = True,
    json: bool = False,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text, description=text)
    parser.set_defaults(verb=verb)
    if case_file:
        parser.add_argument(
            "casefile", type=Path, metavar="CASEFILE", help="the case file's folder"
        )
    if passphrase:
        add_passphrase_options(parser)
    if json:
        parser.add_argument("--json", action="store_true", help="print one JSON value")
    return parser


def _add_making(verbs: Verbs) -> None:
    demo = _verb(
        verbs,
        "demo",
        making.demo,
        "Make a demonstration case file and every document from it.",
        case_file=False,
    )
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    new = _verb(verbs, "new", making.new, "Create a case file.")
    new.set_defaults(refuse=new.error)
    sheet = new.add_mutually_exclusive_group()
    sheet.add_argument("--recovery-sheet", type=Path, metavar="F.pdf")
    sheet.add_argument("--no-recovery-sheet", action="store_true")
    new.add_argument(
        "--share-sheets", type=Path, metavar="DIR", help="a sheet for each of several holders"
    )
    new.add_argument(
        "--shares", type=_share_plan, metavar="M-of-N", help="how many open it; 2-of-3 if not given"
    )
    new.add_argument("--agency", default="")
    new.add_argument("--officer", default="")
    new.add_argument("--case-prefix", default="")
    new.add_argument("--training", action="store_true", help="mark it TRAINING – NOT REAL for ever")
    play = verbs.add_parser(
        "play", help="Carry out a scenario.", description="Carry out a scenario."
    )
    play.set_defaults(verb=casework.play)
    play.add_argument("scenario", type=Path, metavar="SCENARIO.toml")
    play.add_argument("casefile", type=Path, metavar="CASEFILE")
    play.add_argument(
        "--documents", type=Path, metavar="DIR", help="write what print steps ask for"
    )
    play.add_argument("--json", action="store_true", help="end with one JSON value")
    add_passphrase_options(play)
    selftest = verbs.add_parser(
        "selftest", help="Prove this installation.", description="Prove this installation."
    )
    selftest.set_defaults(verb=making.run_selftest)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        known = "give a day such as 2026-11-23"
        raise argparse.ArgumentTypeError(known) from None


def _share_plan(text: str) -> SharePlan:
    try:
        return read_share_plan(text)
    except ValueError:
        known = f"give M-of-N, such as 2-of-3, with 1 < M <= N <= {MOST_SHARES}"
        raise argparse.ArgumentTypeError(known) from None


def _add_looking(verbs: Verbs) -> None:
    _verb(verbs, "info", looking.info, "Count what is in a case file; no names.", json=True)
    cases = _verb(verbs, "cases", looking.cases, "List the cases, newest first.", json=True)
    cases.add_argument("--names", action="store_true", help="show the subjects' names too")
    verify = _verb(verbs, "verify", looking.verify, "Check everything in a case file.")
    verify.add_argument("--anchor", metavar="CODE", help="check a code printed on paper")
    audit = _verb(verbs, "audit", looking.audit, "Show the audit chain's head.", json=True)
    audit.add_argument("--case", metavar="NO", help="that case's log")
    audit.add_argument("--slip", type=Path, metavar="F.pdf", help="an anchor slip to be signed")
    search = _verb(verbs, "search", finding.search, "Find words in a case file.", json=True)
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--text", action="store_true", help="show the text around them too")
    search.add_argument("--case", metavar="NO", help="in that case only")
    search.add_argument("--most", type=_positive, default=50, metavar="N", help="50 if not given")
    export = _verb(
        verbs, "export", casework.export, "Make a document of a case, or a meeting's packet."
    )
    export.set_defaults(refuse=export.error)
    export.add_argument("--case", metavar="NO", help="with --document")
    export.add_argument("--document", metavar="KIND")
    export.add_argument("--meeting", type=int, metavar="N", help="the packet of this meeting")
    export.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    export.add_argument("--interview", type=int, metavar="N")
    export.add_argument("--purpose", default="")
    export.add_argument("--to", action="append", default=[], metavar="NAME")
    export.add_argument("--with-sources", action="store_true", help="say who told something")
    export.add_argument(
        "--redact", action="append", default=[], metavar="WORDS[=CODE]", help="words that go"
    )
    export.add_argument(
        "--exempt", action="append", default=[], metavar="WORDS=REASON", help="words let stand"
    )
    _add_reader(export)
    edition = export.add_mutually_exclusive_group()
    edition.add_argument("--csv", action="store_true", help="rows for a spreadsheet, not pages")
    edition.add_argument("--html", action="store_true", help="the accessible HTML edition")
    card = _verb(verbs, "emergency-card", casework.emergency_card, "Make the emergency card.")
    card.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    form = _verb(
        verbs,
        "form",
        casework.form,
        "Make a blank protocol as a PDF, or of what a person was not asked yet.",
        case_file=False,
    )
    form.set_defaults(refuse=form.error)
    form.add_argument("casefile", type=Path, nargs="?", metavar="CASEFILE", help="with --gaps")
    form.add_argument("--protocol", required=True, metavar="ID")
    form.add_argument("--addon", action="append", default=[], metavar="ID")
    form.add_argument("--case", metavar="NO", help="with --gaps")
    form.add_argument("--person", metavar="NAME", help="with --gaps")
    form.add_argument("--gaps", action="store_true", help="only what this person was not asked")
    form.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    protocols = verbs.add_parser(
        "protocols", help="Work with protocol files.", description="Work with protocol files."
    )
    parts = protocols.add_subparsers(dest="part", metavar="check", required=True)
    check = parts.add_parser("check", help="Check protocol files.")
    check.set_defaults(verb=looking.check_protocols)
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")


def _add_reader(export: argparse.ArgumentParser) -> None:
    """Let a paper that is written for one reader be chosen."""
    export.add_argument("--person", default="", metavar="NAME", help="whose safety plan")
    export.add_argument(
        "--referral", type=_positive, metavar="N", help="which referral; the newest if not given"
    )
    export.add_argument(
        "--named", action="store_true", help="full name on a shift card or referral, not initials"
    )
    export.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="a shift card's last day")


def _add_custody(verbs: Verbs) -> None:
    change = _verb(verbs, "passphrase", custody.change_passphrase, "Change the passphrase.")
    change.add_argument("--new-passphrase-file", type=Path, required=True, metavar="F")
    change.add_argument("--rekey", action="store_true", help="make a new key too")
    change.add_argument("--recovery-sheet", type=Path, metavar="F.pdf", help="of the new key")
    change.add_argument("--share-sheets", type=Path, metavar="DIR", help="of the new key")
    change.add_argument("--shares", type=_share_plan, metavar="M-of-N")
    change.add_argument(
        "--supervisor-passphrase-file", type=Path, metavar="S", help="keep the supervisor's slot"
    )
    change.set_defaults(refuse=change.error)
    _add_keys(verbs)
    recovery = _verb(
        verbs,
        "recovery",
        custody.recover,
        "Open with the recovery words or shares and set a passphrase.",
        passphrase=False,
    )
    _add_paper(recovery, required=True)
    aim = recovery.add_mutually_exclusive_group(required=True)
    aim.add_argument("--new-passphrase-file", type=Path, metavar="G")
    aim.add_argument("--check", action="store_true", help="prove that they open it; change nothing")


def _add_keys(verbs: Verbs) -> None:
    slots = _verb(verbs, "keys", keys.keys, "List the key slots and rules, or change one.")
    change = slots.add_mutually_exclusive_group()
    change.add_argument("--supervisor-passphrase-file", type=Path, metavar="S")
    change.add_argument("--remove-supervisor", action="store_true")
    change.add_argument(
        "--new-key-file", type=Path, metavar="F", help="want a key file from now on"
    )
    change.add_argument("--no-key-file", action="store_true", help="the passphrase alone opens")
    change.add_argument(
        "--after-failures",
        choices=[each.value for each in AfterFailures],
        help="five in 15 minutes",
    )
    change.add_argument("--derivation", choices=DERIVATIONS, help="of the key from this passphrase")
    change.add_argument("--notice-file", type=Path, metavar="F", help="read before unlocking")
    slots.set_defaults(refuse=slots.error)


def _add_paper(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Let a verb take the key from what is on paper: recovery words, or shares."""
    paper = parser.add_mutually_exclusive_group(required=required)
    paper.add_argument("--words-file", type=Path, metavar="F")
    paper.add_argument(
        "--shares-file", type=Path, metavar="F", help="one share a line, or empty lines between"
    )


def _add_backups(verbs: Verbs) -> None:
    backup = _verb(verbs, "backup", backups.backup, "Make a backup and prove it by opening it.")
    backup.add_argument("dest", type=Path, metavar="DEST", help="the folder it is put into")
    restore = _verb(
        verbs, "restore", backups.restore, "Make a new case file from a backup.", case_file=False
    )
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("casefile", type=Path, metavar="CASEFILE", help="must not exist yet")
    _add_paper(restore)
    drill = _verb(
        verbs, "drill", backups.drill, "Prove that a backup can be restored.", case_file=False
    )
    drill.add_argument("backup", type=Path, metavar="BACKUP")
    drill.add_argument("--against", type=Path, metavar="CASEFILE", help="compare with this one")
    drill.add_argument("--certificate", type=Path, metavar="F.pdf")
    _add_paper(drill)
    salvage = _verb(
        verbs,
        "salvage",
        salvaging.salvage,
        "Save what can be read of a damaged case file into a new one.",
        json=True,
    )
    salvage.add_argument("new", type=Path, metavar="NEWFILE", help="must not exist yet")
    _add_paper(salvage)


if __name__ == "__main__":
    run()
