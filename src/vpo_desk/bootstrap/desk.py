"""Opens and makes case files, and hands their services the clock, ids and protocols they need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.custody import passphrase_advice
from vpo_desk.bootstrap.own_protocols import own_files
from vpo_desk.documents.fonts import Fonts
from vpo_desk.domain.agency import Agency, prefix_fault
from vpo_desk.domain.ids import Ids, RandomIds
from vpo_desk.domain.moments import Clock
from vpo_desk.protocols.library import Library
from vpo_desk.resources import Resources, find_resources
from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.as_it_was import AsItWas
from vpo_desk.services.assessments import Assessments
from vpo_desk.services.attachments import Attachments
from vpo_desk.services.audit_log import AuditLog
from vpo_desk.services.backups import Backups
from vpo_desk.services.cases import Cases
from vpo_desk.services.catalog import Services
from vpo_desk.services.citations import Citations
from vpo_desk.services.closings import Closings
from vpo_desk.services.comparisons import Comparisons
from vpo_desk.services.concerns import Concerns
from vpo_desk.services.corrections import Corrections
from vpo_desk.services.custody import Custody
from vpo_desk.services.custody_papers import CustodyPapers
from vpo_desk.services.dates_ahead import DatesAhead
from vpo_desk.services.directory import Directory
from vpo_desk.services.documents import Documents
from vpo_desk.services.drafts import Drafts
from vpo_desk.services.emergency import EmergencyCards
from vpo_desk.services.evidence import Evidences
from vpo_desk.services.forms import Forms
from vpo_desk.services.gaps import Gaps
from vpo_desk.services.ground import Ground, refuse
from vpo_desk.services.guide import Guide
from vpo_desk.services.held_out import HeldOuts
from vpo_desk.services.interviews import Interviews
from vpo_desk.services.keying import Keying
from vpo_desk.services.knowledge import Knowledge
from vpo_desk.services.known_people import KnownPeople
from vpo_desk.services.ledger import Ledger
from vpo_desk.services.meetings import Meetings
from vpo_desk.services.merges import Merges
from vpo_desk.services.notes import Notes
from vpo_desk.services.orders import Orders
from vpo_desk.services.paper.case_desk import CaseDesk
from vpo_desk.services.paper.case_papers import CasePapers
from vpo_desk.services.paper.interview_record import InterviewRecord
from vpo_desk.services.paper.plan_paper import PlanPaper
from vpo_desk.services.paper.reader_papers import ReaderPapers
from vpo_desk.services.particulars import Particulars
from vpo_desk.services.people import People
from vpo_desk.services.plans import Plans
from vpo_desk.services.protocol_shelf import ProtocolShelf
from vpo_desk.services.purges import Purges
from vpo_desk.services.readiness import Readiness
from vpo_desk.services.records import Records
from vpo_desk.services.referrals import Referrals
from vpo_desk.services.register import Register
from vpo_desk.services.relationships import Relationships
from vpo_desk.services.releases import Release
from vpo_desk.services.requests import Requests
from vpo_desk.services.retention import Retentions
from vpo_desk.services.reviews import Reviews
from vpo_desk.services.rule_matches import RuleMatches
from vpo_desk.services.search import Search
from vpo_desk.services.tasks import Tasks
from vpo_desk.services.timeline import Timeline
from vpo_desk.services.today import Today
from vpo_desk.services.triage import Triages
from vpo_desk.services.upkeep import Upkeep
from vpo_desk.services.waiting_files import WaitingFiles
from vpo_desk.storage import case_file
from vpo_desk.storage.case_file import CaseFile
from vpo_desk.storage.keyring import Offered
from vpo_desk.storage.passphrases import need_accepted
from vpo_desk.words import Catalog


def protocol_library(
    resources: Resources | None = None, case_file_folder: Path | None = None
) -> Library:
    """Return the shipped protocols and those of a case file; none is read before it is asked for."""
    found = resources or find_resources()
    names = found.names("protocols", ".toml")
    shipped = {name: found.read_bytes(f"protocols/{name}") for name in names}
    if case_file_folder is None:
        return Library(shipped)
    return Library(shipped, partial(own_files, case_file_folder))


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """An open case file with its services."""

    file: CaseFile
    services: Services

    def close(self) -> None:
        """Close the case file; a folder at rest holds no journal."""
        self.file.close()


@dataclass(frozen=True, slots=True)
class _Core:
    """The services that others are made of."""

    ground: Ground
    agency: AgencyDesk
    people: People
    cases: Cases
    library: Library
    forms: Forms
    interviews: Interviews
    knowledge: Knowledge
    citations: Citations
    evidence: Evidences
    assessments: Assessments
    plans: Plans
    known: KnownPeople
    directory: Directory
    attachments: Attachments

    @classmethod
    def of(cls, ground: Ground, resources: Resources) -> _Core:
        people = People(ground)
        agency = AgencyDesk(ground)
        library = protocol_library(resources, ground.file.folder)
        forms, cases = Forms(ground, library), Cases(ground, people)
        knowledge, citations = Knowledge(ground, forms.theme), Citations(ground)
        return cls(
            ground,
            agency,
            people,
            cases,
            library,
            forms,
            Interviews(ground, people, forms),
            knowledge,
            citations,
            Evidences(ground, cases, knowledge, citations, forms),
            Assessments(ground),
            Plans(ground),
            KnownPeople(ground, people),
            Directory(ground, agency),
            Attachments(ground),
        )

    def case_desk(self, guide: Guide) -> CaseDesk:
        """Return what papers about a whole case read from."""
        ground, agency = self.ground, self.agency
        return CaseDesk(
            ground=ground,
            agency=agency,
            people=self.people,
            concerns=Concerns(ground, self.people),
            triage=Triages(ground, self.people),
            cases=self.cases,
            interviews=self.interviews,
            records=self.records(),
            knowledge=self.knowledge,
            citations=self.citations,
            evidence=self.evidence,
            assessments=self.assessments,
            plans=self.plans,
            orders=Orders(ground),
            timeline=Timeline(ground, self.people),
            guide=guide,
        )

    def documents(self, desk: CaseDesk) -> Documents:
        plan = PlanPaper(
            self.agency,
            self.people,
            self.cases,
            self.knowledge,
            self.citations,
            self.assessments,
            self.plans,
            self.directory,
            self.rule_matches(),
        )
        record = InterviewRecord(self.ground, self.people, self.interviews, self.knowledge)
        papers = CasePapers(
            self.ground,
            self.people,
            self.cases,
            desk.timeline,
            desk.records,
            Closings(self.ground),
            self.assessments,
            desk.orders,
            Tasks(self.ground),
            HeldOuts(self.ground),
        )
        readers = ReaderPapers(desk, self.directory, Referrals(self.ground), HeldOuts(self.ground))
        return Documents(self.ground, self.agency, self.cases, plan, record, papers, desk, readers)

    def records(self) -> Records:
        return Records(self.ground, self.forms, self.officer)

    def gaps(self) -> Gaps:
        records = self.records()
        return Gaps(self.ground, self.people, self.forms, self.interviews, self.knowledge, records)

    def register(self) -> Register:
        ground, people = self.ground, self.people
        return Register(ground, people, Relationships(ground, people), Merges(ground, people))

    def readiness(self) -> Readiness:
        ground = self.ground
        return Readiness(
            ground,
            self.assessments,
            self.plans,
            Reviews(ground),
            Closings(ground),
            HeldOuts(ground),
            self.rule_matches(),
        )

    def purges(self) -> Purges:
        return Purges(self.ground, Retentions(self.ground), Backups(self.ground))

    def rule_matches(self) -> RuleMatches:
        return RuleMatches(self.ground, Tasks(self.ground), self.officer)

    def officer(self) -> str:
        return self.agency.get().officer

    def custody_papers(self, custody: Custody, upkeep: Upkeep) -> CustodyPapers:
        return CustodyPapers(
            self.ground,
            self.agency,
            self.cases,
            custody,
            upkeep,
            self.directory,
            DatesAhead(self.ground, self.cases, self.plans),
        )


def _core_of(file: CaseFile, clock: Clock | None, ids: Ids | None, resources: Resources) -> _Core:
    return _Core.of(Ground(file, clock or system_clock(), ids or RandomIds()), resources)


def open_desk(
    file: CaseFile,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    resources: Resources | None = None,
) -> OpenDesk:
    """Return the services of an open case file."""
    found = resources or find_resources()
    core = _core_of(file, clock, ids, found)
    return OpenDesk(file, _services(core, core.case_desk(Guide(found.read_bytes)), Fonts(found)))


def _services(core: _Core, case_desk: CaseDesk, fonts: Fonts) -> Services:
    ground, documents, agency = core.ground, core.documents(case_desk), core.agency
    custody, upkeep, tasks = Custody(ground, passphrase_advice), Upkeep(ground), Tasks(ground)
    return Services(
        ground=ground,
        agency=agency,
        people=core.people,
        register=core.register(),
        particulars=Particulars(ground, core.people),
        relationships=Relationships(ground, core.people),
        merges=Merges(ground, core.people),
        concerns=case_desk.concerns,
        emergency=EmergencyCards(ground, agency, core.directory),
        triage=case_desk.triage,
        cases=core.cases,
        forms=core.forms,
        protocols=ProtocolShelf(ground, core.forms, core.library, agency),
        guide=case_desk.guide,
        interviews=core.interviews,
        keying=Keying(ground, core.forms, core.interviews),
        knowledge=core.knowledge,
        comparisons=Comparisons(ground, core.forms, core.knowledge),
        gaps=core.gaps(),
        citations=core.citations,
        evidence=core.evidence,
        assessments=core.assessments,
        plans=core.plans,
        rule_matches=core.rule_matches(),
        documents=documents,
        paper=Release(documents, fonts, Catalog()),
        drafts=Drafts(ground),
        upkeep=upkeep,
        backups=Backups(ground),
        audit_log=AuditLog(ground, agency),
        custody=custody,
        custody_papers=core.custody_papers(custody, upkeep),
        retention=Retentions(ground),
        purges=core.purges(),
        corrections=Corrections(ground),
        records=core.records(),
        notes=Notes(ground),
        held_outs=HeldOuts(ground),
        readiness=core.readiness(),
        tasks=tasks,
        orders=case_desk.orders,
        today=Today(core.plans, tasks, case_desk.orders),
        ledger=Ledger(ground, agency),
        directory=core.directory,
        referrals=Referrals(ground),
        meetings=Meetings(ground, core.cases, tasks),
        requests=Requests(ground),
        reviews=Reviews(ground),
        closings=Closings(ground),
        timeline=case_desk.timeline,
        as_it_was=AsItWas(ground, core.forms),
        attachments=core.attachments,
        waiting_files=WaitingFiles(ground, core.attachments),
        known_people=core.known,
        search=Search(ground, core.known),
    )


def open_case_file(
    folder: Path, passphrase: Offered, *, clock: Clock | None = None, ids: Ids | None = None
) -> OpenDesk:
    """Open a case file to work in it; VpoError says why it cannot be."""
    told = clock or system_clock()
    return open_desk(
        case_file.open_with_passphrase(folder, passphrase, clock=told), clock=told, ids=ids
    )


def look_into(folder: Path, passphrase: Offered) -> OpenDesk:
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

    Raises VpoError when the passphrase or the case prefix is refused, or the place is taken or not
    writable.
    """
    if fault := prefix_fault(agency.case_prefix):
        raise refuse(fault)
    need_accepted(passphrase_advice(passphrase, (agency.name, agency.officer)))
    told = clock or system_clock()
    made, key = case_file.create(folder, passphrase, clock=told, agency=agency, training=training)
    return open_desk(made, clock=told, ids=ids), key
