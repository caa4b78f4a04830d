"""The pages that the desk consists of."""

from __future__ import annotations

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.ui.attachments.item_files_page import ItemFilesPage
from vpo_desk.ui.attachments.viewer_page import ViewerPage
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.case_file.letterhead_page import LetterheadPage
from vpo_desk.ui.case_file.log_page import LogPage
from vpo_desk.ui.case_file.papers_page import PapersPage
from vpo_desk.ui.case_file.protocols_page import ProtocolsPage
from vpo_desk.ui.case_file.requests_page import RequestsPage
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.cases.list_page import CasesPage
from vpo_desk.ui.cases.past_page import PastPage
from vpo_desk.ui.cases.removal_page import RemovalPage
from vpo_desk.ui.concerns.concern_page import ConcernPage
from vpo_desk.ui.concerns.list_page import ConcernsPage
from vpo_desk.ui.concerns.new_page import NewConcernPage
from vpo_desk.ui.documents.ledger_page import LedgerPage
from vpo_desk.ui.documents.print_page import PrintPage
from vpo_desk.ui.frame import DeskPlan
from vpo_desk.ui.interview.key_in_page import KeyInPage
from vpo_desk.ui.interview.keying_page import KeyingPage
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.meetings.meeting_page import MeetingPage
from vpo_desk.ui.meetings.meetings_page import MeetingsPage
from vpo_desk.ui.people.list_page import PeoplePage
from vpo_desk.ui.people.person_page import PersonPage
from vpo_desk.ui.people.same_page import SamePersonPage
from vpo_desk.ui.places import NEW_CONCERN, SEARCH, PageSpec, Place
from vpo_desk.ui.resources_directory.directory_page import DirectoryPage
from vpo_desk.ui.search.search_page import SearchPage
from vpo_desk.ui.today.tasks_page import TasksPage
from vpo_desk.ui.today.today_page import TodayPage


def desk_plan() -> DeskPlan:
    """Return the desk's pages; a page is imported here and nowhere else."""
    return DeskPlan(
        pages=(
            PageSpec("today", TodayPage),
            PageSpec("tasks", TasksPage, under="today"),
            PageSpec(
                "concerns",
                ConcernsPage,
                count=lambda services: services.concerns.count_waiting(),
            ),
            PageSpec("concern", ConcernPage, under="concerns", shows="concern"),
            PageSpec(NEW_CONCERN, NewConcernPage, under="concerns"),
            PageSpec("cases", CasesPage, count=lambda services: services.cases.count_open()),
            PageSpec("case", CasePage, under="cases", shows="case"),
            PageSpec("as_it_was", PastPage, under="cases", shows="case"),
            PageSpec("interview", RunnerPage, under="cases", shows="interview"),
            PageSpec("key_in", KeyInPage, under="cases"),
            PageSpec("keying", KeyingPage, under="cases", shows="interview"),
            PageSpec("files", ItemFilesPage, under="cases"),
            PageSpec("attachment", ViewerPage, under="cases", shows="attachment"),
            PageSpec("print", PrintPage, under=_printed_under),
            PageSpec("removal", RemovalPage, under="cases"),
            PageSpec(
                "meetings", MeetingsPage, count=lambda services: len(services.meetings.ahead())
            ),
            PageSpec("meeting", MeetingPage, under="meetings", shows="meeting"),
            PageSpec("resources", DirectoryPage),
            PageSpec("people", PeoplePage),
            PageSpec("person", PersonPage, under="people", shows="person"),
            PageSpec("same_person", SamePersonPage, under="people"),
            PageSpec(SEARCH, SearchPage),
            PageSpec("case_file", CaseFilePage),
            PageSpec("letterhead", LetterheadPage, under="case_file"),
            PageSpec("log", LogPage, under="case_file"),
            PageSpec("protocols", ProtocolsPage, under="case_file"),
            PageSpec("papers", PapersPage, under="case_file"),
            PageSpec("requests", RequestsPage, under="case_file"),
            PageSpec("ledger", LedgerPage, under="case_file"),
        ),
    )


def _printed_under(place: Place) -> str:
    """Return where a document that is printed belongs: a packet to the meetings."""
    return "meetings" if place.part == DocumentKind.PACKET.value else "cases"
