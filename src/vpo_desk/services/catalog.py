"""Every service of an open case file in one value, as the front ends receive it."""

from __future__ import annotations

from dataclasses import dataclass

from vpo_desk.services.agency import AgencyDesk
from vpo_desk.services.as_it_was import AsItWas
from vpo_desk.services.assessments import Assessments
from vpo_desk.services.attachments import Attachments
from vpo_desk.services.audit_log import AuditLog
from vpo_desk.services.backups import Backups
from vpo_desk.services.cases import Cases
from vpo_desk.services.citations import Citations
from vpo_desk.services.closings import Closings
from vpo_desk.services.comparisons import Comparisons
from vpo_desk.services.concerns import Concerns
from vpo_desk.services.corrections import Corrections
from vpo_desk.services.custody import Custody
from vpo_desk.services.custody_papers import CustodyPapers
from vpo_desk.services.directory import Directory
from vpo_desk.services.documents import Documents
from vpo_desk.services.drafts import Drafts
from vpo_desk.services.emergency import EmergencyCards
from vpo_desk.services.evidence import Evidences
from vpo_desk.services.forms import Forms
from vpo_desk.services.gaps import Gaps
from vpo_desk.services.ground import Ground
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


@dataclass(frozen=True, slots=True)
class Services:
    """What an officer can do with an open case file."""

    ground: Ground
    agency: AgencyDesk
    people: People
    register: Register
    particulars: Particulars
    relationships: Relationships
    merges: Merges
    concerns: Concerns
    emergency: EmergencyCards
    triage: Triages
    cases: Cases
    forms: Forms
    protocols: ProtocolShelf
    guide: Guide
    interviews: Interviews
    keying: Keying
    knowledge: Knowledge
    comparisons: Comparisons
    gaps: Gaps
    citations: Citations
    evidence: Evidences
    assessments: Assessments
    plans: Plans
    rule_matches: RuleMatches
    documents: Documents
    paper: Release
    drafts: Drafts
    upkeep: Upkeep
    backups: Backups
    audit_log: AuditLog
    custody: Custody
    custody_papers: CustodyPapers
    retention: Retentions
    purges: Purges
    corrections: Corrections
    records: Records
    notes: Notes
    held_outs: HeldOuts
    tasks: Tasks
    orders: Orders
    requests: Requests
    reviews: Reviews
    closings: Closings
    timeline: Timeline
    readiness: Readiness
    as_it_was: AsItWas
    attachments: Attachments
    waiting_files: WaitingFiles
    today: Today
    ledger: Ledger
    directory: Directory
    referrals: Referrals
    meetings: Meetings
    known_people: KnownPeople
    search: Search
