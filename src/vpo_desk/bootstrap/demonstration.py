"""The demonstration: every shipped scenario in a training file, and every document of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from vpo_desk.bootstrap.clock import machine_zone, system_clock
from vpo_desk.bootstrap.desk import create_case_file, protocol_library
from vpo_desk.bootstrap.paper import export, recovery_sheet, write_emergency_card, write_form
from vpo_desk.domain.agency import Agency
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.letterhead import Letterhead
from vpo_desk.domain.moments import Moment
from vpo_desk.domain.person import RoleName
from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.resources import find_resources
from vpo_desk.services.catalog import Services
from vpo_desk.services.releases import write_pdf
from vpo_desk.words import say

PHONE: Final = "555 0100"
LOOKED_AT: Final = date(2026, 11, 9)
PARTNERS: Final = (
    Resource(
        "", "County crisis team", ResourceKind.CRISIS, "555 0199", hours="24 h", first_call=True
    ),
    Resource("", "Victim advocate", ResourceKind.ADVOCATE, "555 0155", "M. Castellano", "24 h"),
    Resource("", "Veterans and family services", ResourceKind.VETERANS, "555 0160", hours="8–17"),
    Resource("", "State threat assessment unit", ResourceKind.POLICE, "555 0180", hours="8–18"),
)
"""The demonstration agency's phone and directory. All of them are invented, the numbers too."""


def make_demonstration(out: Path, passphrase: str, told: Callable[[str], None]) -> tuple[Path, ...]:
    """Play every shipped scenario into a new training file and write every document of it.

    `told` hears of each step. Returns the case file's folder and each document's path.
    """
    from vpo_desk.services.scenarios.clock import PlayClock
    from vpo_desk.services.scenarios.player import play
    from vpo_desk.services.scenarios.reader import read_scenario

    resources = find_resources()
    folder = out / "Demonstration.vpodesk"
    papers = out / "documents"
    clock = PlayClock(system_clock())
    agency = Agency(letterhead=Letterhead(phone=PHONE))
    desk, key = create_case_file(folder, passphrase, agency, training=True, clock=clock)
    made: list[Path] = [folder]
    try:
        for partner in PARTNERS:
            desk.services.directory.keep(replace(partner, checked_on=LOOKED_AT))
        for name in resources.names("scenarios", ".toml"):
            scenario = read_scenario(name, resources.read_bytes(f"scenarios/{name}"))
            told(scenario.table.title)
            played = play(
                scenario,
                desk.services,
                clock,
                zone=machine_zone(),
                documents=papers / Path(name).stem,
                release=desk.services.paper,
                report=lambda number, do: told(f"{number} {do} ok"),
            )
            made += [Path(path) for path in played.documents]
        for consult in (False, True):
            _next_meeting(desk.services, clock.now(), consult=consult)
        made += _every_document(desk.services, papers)
        agency = desk.services.agency.get()
        sheet = recovery_sheet(
            key, agency=agency, file_name=folder.name, made_at=clock.now(), training=True
        )
        made.append(papers / "recovery-sheet.pdf")
        write_pdf(made[-1], sheet)
    finally:
        desk.close()
    return tuple(made)


def _next_meeting(services: Services, now: Moment, *, consult: bool) -> None:
    """Plan a meeting two days on about every open case, with those who came last time.

    No scenario can say this: each knows its own cases alone.
    """
    asked = say("What has changed, and does the plan still hold?")
    at = Moment(now.utc + timedelta(days=2, hours=int(consult)), now.zone)
    place = "" if consult else str(say("City hall, room 2"))
    meeting, _ = services.meetings.plan(at, place, consult=consult)
    for line in reversed(services.cases.newest()):
        if line.case.is_open:
            item, _ = services.meetings.put_on(meeting.id, line.case.id)
            services.meetings.write(item.id, str(asked), "", 10)


def _kinds(services: Services, case: Case) -> list[DocumentKind]:
    """Return the papers that a case has something for."""
    kinds = [DocumentKind.CHRONOLOGY]
    if services.plans.newest(case.id) is not None:
        kinds += [DocumentKind.PLAN, DocumentKind.SHIFT_CARD]
        roles = services.people.roles(case.id)
        if any(each.role.role is RoleName.POSSIBLE_TARGET for each in roles):
            kinds.append(DocumentKind.SAFETY_PLAN)
    if services.referrals.of_case(case.id):
        kinds.append(DocumentKind.REFERRAL)
    if services.assessments.of_case(case.id):
        kinds += [DocumentKind.ASSESSMENT, DocumentKind.SUMMARY]
    if services.records.of_case(case.id):
        kinds.append(DocumentKind.RECORDS_LOG)
    if services.closings.of_case(case.id):
        kinds.append(DocumentKind.CLOSING_MEMO)
    return kinds


def _every_document(services: Services, papers: Path) -> list[Path]:
    """Write every paper of every case and meeting, every blank form, and the emergency card."""
    made: list[Path] = []
    for meeting in services.meetings.ahead():
        out = papers / f"packet-{meeting.number}.pdf"
        made += export(services, meeting=meeting.number, document=DocumentKind.PACKET, out=out)
    for line in services.cases.newest():
        case = line.case
        held = services.interviews.of_case(case.id)
        kinds = _kinds(services, case)
        for kind in kinds:
            out = papers / f"{kind.value.replace('_', '-')}-{case.number}.pdf"
            made += export(services, case_number=case.number, document=kind, out=out)
        for each in held:
            out = papers / f"interview-{case.number}-{each.number}.pdf"
            made += export(
                services,
                case_number=case.number,
                document=DocumentKind.INTERVIEW,
                out=out,
                interview=each.number,
            )
    library = protocol_library()
    for kind in ("interview", "records"):
        for protocol in library.protocols(kind):
            out = papers / f"form-{protocol.id}.pdf"
            addons = tuple(addon.id for addon in library.addons(protocol.id))
            write_form(protocol.id, addons, out)
            made.append(out)
    card = papers / "emergency-card.pdf"
    write_emergency_card(services, card)
    return [*made, card]
