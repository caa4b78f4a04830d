"""The verbs of casework: play a scenario, export a document, make a blank form."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import read_secret
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.errors import VpoError
from vpo_desk.services.redactions import Edition, read_exemption, read_removal
from vpo_desk.words import say


def play(options: argparse.Namespace, output: Output) -> int:
    """Carry out a scenario, printing each step after it is durable."""
    from vpo_desk.services.scenarios.clock import PlayClock
    from vpo_desk.services.scenarios.player import play as play_scenario
    from vpo_desk.services.scenarios.reader import read_scenario

    path: Path = options.scenario
    try:
        content = path.read_bytes()
    except OSError:
        raise VpoError(
            say("The scenario {file} cannot be read.", file=path.name),
            safe=say("Nothing was written."),
        ) from None
    scenario = read_scenario(path.name, content, path.parent)
    clock = PlayClock(bootstrap.system_clock())
    desk = bootstrap.open_case_file(options.casefile, read_secret(options), clock=clock)
    try:
        played = play_scenario(
            scenario,
            desk.services,
            clock,
            zone=bootstrap.machine_zone(),
            documents=options.documents,
            release=desk.services.paper,
            report=lambda number, do: output.progress(f"{number} {do} ok"),
        )
    finally:
        desk.close()
    output.value(asdict(played))
    return 0


def export(options: argparse.Namespace, output: Output) -> int:
    """Write a document of a case, or a meeting's packet, through the disclosure log and the ledger."""
    kind = _wanted(options)
    edition = Edition(
        tuple(read_removal(line) for line in options.redact),
        tuple(read_exemption(line) for line in options.exempt),
    )
    desk = bootstrap.open_case_file(options.casefile, read_secret(options))
    try:
        written = bootstrap.export(
            desk.services,
            case_number=options.case or "",
            document=kind,
            out=options.out,
            meeting=options.meeting,
            interview=options.interview,
            purpose=options.purpose,
            holders=tuple(options.to),
            sources=options.with_sources,
            table=options.csv,
            html=options.html,
            edition=edition,
            reader=bootstrap.ReaderWish(
                options.person, options.referral, options.named, options.until
            ),
        )
    finally:
        desk.close()
    for path in written:
        output.line(str(path))
    output.note(
        say("This file is not encrypted. Treat it as paper: hand it over or delete it after use.")
    )
    return 0


def _wanted(options: argparse.Namespace) -> DocumentKind:
    """Return the document that is asked for; options that do not go together are a usage error."""
    named: str | None = options.document
    try:
        kind = DocumentKind(named) if named is not None else None
    except ValueError:
        raise VpoError(
            say("There is no document “{kind}”.", kind=named),
            safe=say("Nothing was written."),
            todo=say("Known are {kinds}.", kinds=", ".join(DocumentKind.values())),
        ) from None
    if options.meeting is None:
        if kind is DocumentKind.PACKET:
            options.refuse("the document packet is of a meeting: give --meeting N")
        if options.case is None or kind is None:
            return options.refuse("give --case NO and --document KIND, or --meeting N for a packet")
        return kind
    if kind not in {None, DocumentKind.PACKET}:
        options.refuse(f"the document {named} is of a case: --meeting N makes the packet alone")
    for given, option in (
        (options.case is not None, "--case"),
        (options.interview is not None, "--interview"),
        (options.csv, "--csv"),
        (options.with_sources, "--with-sources"),
    ):
        if given:
            options.refuse(f"{option} does not go with --meeting N, which makes a meeting's packet")
    return DocumentKind.PACKET


def emergency_card(options: argparse.Namespace, output: Output) -> int:
    """Write the emergency card as a PDF, from the agency's own list of whom to call."""
    desk = bootstrap.open_case_file(options.casefile, read_secret(options))
    try:
        bootstrap.write_emergency_card(desk.services, options.out)
    finally:
        desk.close()
    output.line(str(options.out))
    return 0


def form(options: argparse.Namespace, output: Output) -> int:
    """Write a blank protocol as a PDF; with a case, only what a person was not asked yet."""
    addons = tuple(options.addon)
    of_case = (options.casefile, options.case, options.person)
    if options.gaps:
        if None in of_case:
            options.refuse("--gaps needs CASEFILE, --case and --person")
        desk = bootstrap.open_case_file(options.casefile, read_secret(options))
        try:
            bootstrap.write_gaps(
                desk.services,
                case_number=options.case,
                person=options.person,
                protocol=options.protocol,
                addons=addons,
                out=options.out,
            )
        finally:
            desk.close()
    elif any(each is not None for each in of_case):
        options.refuse("CASEFILE, --case and --person go with --gaps")
    else:
        bootstrap.write_form(options.protocol, addons, options.out)
    output.line(str(options.out))
    return 0
