"""The verbs that only look: info, cases, verify, audit, protocols check."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import read_secret
from vpo_desk.domain.audit import read_code
from vpo_desk.errors import VpoError
from vpo_desk.services.audit_log import LogLine
from vpo_desk.services.catalog import Services
from vpo_desk.services.releases import need_free, write_pdf
from vpo_desk.words import say


@contextmanager
def looking(options: argparse.Namespace) -> Generator[Services, None, None]:
    """Open the case file of a verb to look at it; nothing is written, and it is closed again."""
    desk = bootstrap.look_into(options.casefile, read_secret(options))
    try:
        yield desk.services
    finally:
        desk.close()


def info(options: argparse.Namespace, output: Output) -> int:
    """Print counts and versions; no names."""
    with looking(options) as services:
        found = asdict(services.upkeep.info())
    for name, value in found.items():
        output.line(f"{name.replace('_', ' ')}: {value}")
    output.value(found)
    return 0


def cases(options: argparse.Namespace, output: Output) -> int:
    """Print number, state, level and next review of each case, newest first."""
    with looking(options) as services:
        lines = services.cases.newest()
    rows: list[dict[str, str | None]] = []
    for line in lines:
        case = line.case
        row = {
            "number": case.number,
            "state": case.state.value,
            "level": case.level.value if case.level else None,
            "next_review": case.next_review.isoformat() if case.next_review else None,
        }
        if options.names:
            row["subject"] = line.subject.name if line.subject else None
        rows.append(row)
        output.line("  ".join(value or "-" for value in row.values()))
    if not rows:
        output.line(say("There are no cases in this file yet."))
    output.value(rows)
    return 0


def verify(options: argparse.Namespace, output: Output) -> int:
    """Check everything, a line each; 0 only if all holds. A mistyped code is told before that."""
    if options.anchor is not None and read_code(options.anchor) is None:
        raise VpoError(
            say("This is not a page code, or a character of it is wrong."),
            safe=say("Nothing was checked, and it says nothing about the case file."),
            todo=say("Type it as it stands on the paper, such as 1042-K7Q2-9XMD-3."),
        )
    checks = bootstrap.verify(options.casefile, read_secret(options), anchor=options.anchor)
    for check in checks:
        mark = "ok  " if check.holds else "FAIL"
        output.line(f"{mark}  {check.name}: {output.catalog.text(check.words)}")
    if all(check.holds for check in checks):
        return 0
    output.note(
        say(
            "Something in this case file does not hold. Nothing was changed by looking."
            " Make no more entries; keep the folder as it is and open your newest good copy."
        )
    )
    return 1


def audit(options: argparse.Namespace, output: Output) -> int:
    """Print the audit chain's head, or the log of one case; `--slip` makes an anchor slip."""
    if options.slip is not None:
        return _anchor_slip(options, output)
    lines: tuple[LogLine, ...] = ()
    with looking(options) as services:
        head = services.upkeep.chain_head()
        if options.case:
            case_id = services.cases.by_number(options.case).id
            lines = services.audit_log.of_case(case_id, all_of_it=True)[::-1]
    for line in lines:
        entry = line.entry
        words = output.catalog.text(line.words)
        output.line(
            f"{entry.sequence}  {entry.at}  {entry.actor}  {words}  {entry.detail}".rstrip()
        )
    found = {"head": head.hash if head else None, "entries": head.sequence if head else 0}
    output.line(f"head: {found['head']}  entries: {found['entries']}")
    log = {"log": [asdict(line.entry) for line in lines]} if options.case else {}
    output.value(found | log)
    return 0


def _anchor_slip(options: argparse.Namespace, output: Output) -> int:
    need_free(options.slip)
    desk = bootstrap.open_case_file(options.casefile, read_secret(options))
    try:
        content, _ = desk.services.audit_log.prepare_anchor()
        write_pdf(options.slip, desk.services.paper.render(content))
    finally:
        desk.close()
    output.line(str(options.slip))
    output.note(
        say("Print the slip, let a supervisor sign it, and keep it away from the computer.")
    )
    return 0


def check_protocols(options: argparse.Namespace, output: Output) -> int:
    """Check protocol files and name file, section and question of every fault."""
    from vpo_desk.protocols.load import check_text

    faults = 0
    for path in options.files:
        try:
            text = path.read_bytes()
        except OSError:
            output.note(say("{file} cannot be read.", file=path.name))
            faults += 1
            continue
        found = check_text(text, path.name)
        for fault in found:
            output.note(fault.words)
        faults += len(found)
        if not found:
            output.line(say("{file} is a good protocol.", file=path.name))
    return 1 if faults else 0
