"""The composition root: makes the objects and hands them to each other; knows everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tzlocal import get_localzone_name

from vpo_desk.documents.content import DocumentContent, RecoverySheetContent, Sheet
from vpo_desk.documents.fonts import FILES, Fonts
from vpo_desk.domain.agency import Agency, Paper
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.ids import Ids, RandomIds
from vpo_desk.domain.moments import Clock, Moment, SystemClock, zone_of
from vpo_desk.protocols.library import Library
from vpo_desk.resources import Resources, find_resources
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.assessments import Assessments
from vpo_desk.services.cases import Cases
from vpo_desk.services.catalog import Services
from vpo_desk.services.citations import Citations
from vpo_desk.services.concerns import Concerns
from vpo_desk.services.documents import Documents, PaperWish
from vpo_desk.services.drafts import Drafts
from vpo_desk.services.forms import Forms, blank_form
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.interviews import Interviews
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.services.paper.interview_record import InterviewRecord, form_content
from vpo_desk.services.paper.plan_paper import PlanPaper
from vpo_desk.services.people import People
from vpo_desk.services.plans import Plans
from vpo_desk.services.releases import Release, need_free, write_pdf
from vpo_desk.services.triage import Triages
from vpo_desk.services.upkeep import Upkeep
from vpo_desk.storage import case_file, keyring
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.passphrases import PassphraseAdvice, advise, need_accepted
from vpo_desk.storage.verify import Check
from vpo_desk.words import Catalog, Words, say


def machine_zone() -> str:
    """Return the machine's time zone by its IANA name, or UTC where it has none we know."""
    try:
        name = get_localzone_name()
        zone_of(name)
    except (LookupError, ValueError, OSError):
        return "UTC"
    return name


def system_clock() -> SystemClock:
    """Return the machine's clock in the machine's zone."""
    return SystemClock(machine_zone())


def protocol_library(resources: Resources | None = None) -> Library:
    """Return the shipped protocols; nothing is parsed before it is asked for."""
    found = resources or find_resources()
    names = found.names("protocols", ".toml")
    return Library({name: found.read_bytes(f"protocols/{name}") for name in names})


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """An open case file with its services."""

    file: CaseFile
    services: Services

    def close(self) -> None:
        """Close the case file; a folder at rest holds no journal."""
        self.file.close()


def open_desk(
    file: CaseFile,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    resources: Resources | None = None,
) -> OpenDesk:
    """Return the services of an open case file."""
    ground = Ground(file, clock or system_clock(), ids or RandomIds())
    people = People(ground)
    found = resources or find_resources()
    forms = Forms(ground, protocol_library(found))
    interviews = Interviews(ground, people, forms)
    knowledge = Knowledge(ground, forms.theme)
    citations = Citations(ground)
    cases = Cases(ground, people)
    assessments = Assessments(ground)
    plans = Plans(ground)
    agency = AgencyDesk(ground)
    services = Services(
        ground=ground,
        agency=agency,
        people=people,
        concerns=Concerns(ground, people),
        triage=Triages(ground, people),
        cases=cases,
        forms=forms,
        interviews=interviews,
        knowledge=knowledge,
        citations=citations,
        assessments=assessments,
        plans=plans,
        documents=Documents(
            ground,
            agency,
            cases,
            PlanPaper(agency, people, cases, knowledge, citations, assessments, plans),
            InterviewRecord(ground, people, interviews, knowledge),
        ),
        drafts=Drafts(ground),
        upkeep=Upkeep(ground),
    )
    return OpenDesk(file, services)


def open_case_file(
    folder: Path, passphrase: str, *, clock: Clock | None = None, ids: Ids | None = None
) -> OpenDesk:
    """Open a case file to work in it; VpoError says why it cannot be."""
    told = clock or system_clock()
    return open_desk(
        case_file.open_with_passphrase(folder, passphrase, clock=told), clock=told, ids=ids
    )


def look_into(folder: Path, passphrase: str) -> OpenDesk:
    """Open a case file to look only; nothing is written."""
    clock = system_clock()
    return open_desk(case_file.open_to_look(folder, passphrase, clock=clock), clock=clock)


def create_case_file(
    folder: Path,
    passphrase: str,
    agency: Agency,
    *,
    training: bool = False,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> tuple[OpenDesk, bytes]:
    """Make a case file and return it open, with its key for the recovery sheet.

    Raises VpoError when the passphrase is refused or the place is taken or not writable.
    """
    need_accepted(passphrase_advice(passphrase, (agency.name, agency.officer)))
    told = clock or system_clock()
    made, key = case_file.create(folder, passphrase, clock=told, agency=agency, training=training)
    return open_desk(made, clock=told, ids=ids), key


def passphrase_advice(passphrase: str, context: tuple[str, ...] = ()) -> PassphraseAdvice:
    """Judge a passphrase by the policy and the shipped block list."""
    listed = find_resources().read_text("passphrases/blocked.txt").splitlines()
    blocked = frozenset(line.strip().casefold() for line in listed if not line.startswith("#"))
    return advise(passphrase, context, blocked)


def change_passphrase(folder: Path, passphrase: str, new: str) -> tuple[Words, ...]:
    """Change the passphrase and return what to mind about the new one."""
    advice = passphrase_advice(new)
    need_accepted(advice)
    case_file.change_passphrase(folder, passphrase, new, clock=system_clock())
    return advice.words


def recover(folder: Path, words: str, new: str) -> tuple[Words, ...]:
    """Open with the recovery words alone, set a new passphrase, return what to mind about it."""
    advice = passphrase_advice(new)
    need_accepted(advice)
    case_file.recover(folder, words, new, clock=system_clock()).close()
    return advice.words


def verify(folder: Path, passphrase: str, *, anchor: str | None = None) -> tuple[Check, ...]:
    """Check everything in a case file; nothing is written."""
    return case_file.verify(folder, passphrase, clock=system_clock(), anchor=anchor)


def fonts(resources: Resources | None = None) -> Fonts:
    """Return the bundled typefaces of paper."""
    found = resources or find_resources()
    return Fonts({file: found.read_bytes(f"fonts/{file}") for file in FILES.values()})


def release(services: Services) -> Release:
    """Return what renders the documents of an open case file."""
    return Release(services.documents, fonts(), Catalog())


def export(
    services: Services,
    *,
    case_number: str,
    document: DocumentKind,
    out: Path,
    interview: int | None = None,
    purpose: str = "",
    holders: tuple[str, ...] = (),
) -> tuple[Path, ...]:
    """Write a document of a case, a file for each holder, through the ledger.

    With several holders the copy's number goes before the file's ending. VpoError as `prepare`.
    """
    case = services.cases.by_number(case_number)
    interview_id = None
    if interview is not None:
        held = services.interviews.of_case(case.id)
        if not 1 <= interview <= len(held):
            raise refuse(say("This case has no interview {number}.", number=interview))
        interview_id = held[interview - 1].interview.id
    targets = [
        out if len(holders) < 2 else out.with_name(f"{out.stem}-c{number}{out.suffix}")
        for number in range(1, max(len(holders), 1) + 1)
    ]
    for target in targets:
        need_free(target)
    wish = PaperWish(case.id, document, interview_id)
    prepared, _ = services.documents.prepare(wish, purpose or "officer's own use", holders)
    writer = release(services)
    for copy, target in zip(prepared, targets, strict=True):
        writer.save(copy, partial(write_pdf, target))
    return tuple(targets)


def write_form(protocol: str, addons: tuple[str, ...], out: Path) -> None:
    """Write a blank protocol; it holds nothing of any case and needs no case file."""
    need_free(out)
    form = blank_form(protocol_library(), protocol, addons)
    sheet = Sheet(
        agency="",
        marking="",
        title=say("{title}", title=form.protocol.title),
        paper=Paper.LETTER,
        printed_at=None,
        printed_by="",
        version=form.protocol.version,
    )
    write_pdf(out, render_content(form_content(form, sheet)))


def recovery_sheet(
    key: bytes, *, agency: Agency, file_name: str, made_at: Moment, training: bool
) -> bytes:
    """Return the recovery sheet of a new key as a PDF; it is made once and never stored."""
    content = RecoverySheetContent(
        sheet=Sheet(
            agency=agency.name,
            marking=str(say("SECRET — OPENS THE WHOLE CASE FILE")),
            title=say("Recovery sheet"),
            paper=agency.paper,
            printed_at=made_at.local,
            printed_by=agency.officer,
            training=training,
        ),
        file_name=file_name,
        made_on=made_at.day,
        fingerprint=keyring.fingerprint(key),
        words=keyring.words_of_key(key),
        hex_key=key.hex(),
    )
    return render_content(content)


def render_content(content: DocumentContent) -> bytes:
    """Return a document's bytes in English with the bundled typefaces."""
    from vpo_desk.documents.build import render

    return render(content, fonts(), Catalog())


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
    desk, key = create_case_file(folder, passphrase, Agency(), training=True, clock=clock)
    made: list[Path] = [folder]
    try:
        writer = release(desk.services)
        for name in resources.names("scenarios", ".toml"):
            scenario = read_scenario(name, resources.read_bytes(f"scenarios/{name}"))
            told(scenario.table.title)
            played = play(
                scenario,
                desk.services,
                clock,
                zone=machine_zone(),
                documents=papers / Path(name).stem,
                release=writer,
                report=lambda number, do: told(f"{number} {do} ok"),
            )
            made += [Path(path) for path in played.documents]
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


def _every_document(services: Services, papers: Path) -> list[Path]:
    """Write the newest plan and each interview record of every case, and every blank form."""
    made: list[Path] = []
    for line in services.cases.newest():
        case = line.case
        held = services.interviews.of_case(case.id)
        if services.plans.newest(case.id) is not None:
            out = papers / f"plan-{case.number}.pdf"
            made += export(services, case_number=case.number, document=DocumentKind.PLAN, out=out)
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
    return made
