"""One concern: what was reported, and the triage decision with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout

from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.concern import Concern, Danger, Decision, Triage
from vpo_desk.domain.likeness import Choice, Party
from vpo_desk.domain.screening import unrecorded
from vpo_desk.services.attachments import FileLine, Owner
from vpo_desk.services.cases import CaseLine
from vpo_desk.services.concerns import ConcernLine
from vpo_desk.services.known_people import OpenLikeness
from vpo_desk.ui.attachments.drop import FileDrop
from vpo_desk.ui.attachments.files_card import FilesCard
from vpo_desk.ui.concerns.concern_cards import AmendCard, FollowUpCard, NumbersCard, SpeechCard
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.concerns.known_card import KnownCard
from vpo_desk.ui.concerns.triage_form import TriageForm
from vpo_desk.ui.lists import source_words
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import Place
from vpo_desk.ui.safety_card import EmergencyCard
from vpo_desk.ui.times import date_words, said_words, waited_words
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, Columns, empty_layout
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.notice import Notice
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel
from vpo_desk.words import Words, say

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services

BINDING: Final = "triage@1"


@dataclass(frozen=True, slots=True)
class ConcernFacts:
    """A concern with everything its page shows."""

    line: ConcernLine
    decisions: tuple[Triage, ...]
    case: Case | None
    open_cases: tuple[CaseLine, ...]
    kept: str
    known: tuple[OpenLikeness, ...]
    files: tuple[FileLine, ...] = ()


class ConcernPage(Page):
    """Shows a concern and decides about it."""

    def __init__(self, ground: PageGround) -> None:
        super().__init__(ground, say("Concern"))
        self._concern: Concern | None = None
        self._begins = False
        self._deciding = OneAtATime(self)
        self._emergency = EmergencyCard(ground.catalog)
        self._emergency.hide()
        self.body.addWidget(self._emergency)
        columns = Columns(side_share=48)
        self.body.addWidget(columns)
        self._reported = Card(self.say("What was reported"))
        columns.main.addWidget(self._reported)
        self._known = KnownCard(self)
        columns.main.addWidget(self._known)
        self._decided = Card(self.say("Decisions so far"))
        columns.main.addWidget(self._decided)
        self.files = FilesCard(self, cited=False)
        self.files.intake.taken.connect(self._read_files)
        columns.main.addWidget(self.files)
        columns.main.addWidget(LinkButton(self.say("Paper and removal…"), self._show_removal))
        self._form = TriageForm(self)
        self._form.typed.connect(self._journal)
        self._decide = Button(self.say("Record the decision"), self._record, kind="primary")
        self._form.body.addWidget(self._decide)
        columns.side.addWidget(self._form)
        self._numbers, self._speech = NumbersCard(self), SpeechCard(self)
        self._follow_up = FollowUpCard(self)
        self._amend = AmendCard(self)
        columns.main.addWidget(self._follow_up)
        columns.main.addWidget(self._amend)
        columns.main.addWidget(self._numbers)
        columns.side.addWidget(self._speech)
        self._drop = FileDrop(self, self._dropped)

    def arrive(self, place: Place) -> None:
        """Read the concern, and begin with the triage that it waits for."""
        self._begins = True
        self._read(place)

    def _read(self, place: Place) -> None:
        self.query(lambda services: concern_facts(services, place.id), self._show)
        self.query(lambda services: services.directory.calls(), self._emergency.show_contacts)

    def refresh(self, changes: Changes) -> None:
        """Follow what happens to this concern."""
        if changes.touches(self.place.id):
            self._read(self.place)

    def flush(self) -> None:
        """Journal the decision that is being written."""
        if self._form.draft.text():  # an empty form may only be waiting for its kept words
            self._journal()
        self._numbers.flush()
        self._follow_up.flush()
        self._amend.flush()
        self._speech.flush()

    def clear(self) -> None:
        """Forget the concern too."""
        self._concern = None
        self._speech.clear()
        super().clear()

    def help(self) -> tuple[Words, ...]:
        """Say what triage asks."""
        return (
            say("Decide about behavior, not about identity or belief."),
            say(
                "A preliminary inquiry ends on a date; open a case when two kinds of sources"
                " support it, or say why not."
            ),
            say("Every decision needs a reason. You can decide anew; what was decided stays."),
        )

    def _show(self, facts: ConcernFacts) -> None:
        concern = facts.line.concern
        if self._concern is None or self._concern.id != concern.id:
            self._form.empty()
        self._concern = concern
        self.files.set_owner(Owner(concern_id=concern.id))
        self.files.show_lines(facts.files)
        now = self.ground.clock.now()
        line = self.say(
            "Received {when} · {route}",
            when=said_words(concern.at, now.day),
            route=concern.route.words,
        )
        self.head.show_words(self.say("Concern {number}", number=concern.number), line)
        waits = concern.decision is None
        self._emergency.setVisible(waits and concern.danger is not Danger.NO)
        self._show_reported(facts.line)
        self._numbers.show_concern(concern)
        self._amend.show_concern(concern)
        self._follow_up.show_concern(concern, facts.case)
        self._speech.show_concern(concern)
        self._known.show_known(concern.id, facts.known)
        self._show_decisions(facts)
        self._form.show_cases(Option(each.case.id, _case_words(each)) for each in facts.open_cases)
        if facts.kept and not self._form.draft.text():
            self._form.show_kept(facts.kept)
        if self._begins and waits and self.hasFocus():  # nobody has gone on meanwhile
            self._form.begin()
        self._begins = False
        if facts.case is not None:
            self.notices.clear()
            self.notices.add(
                Notice(
                    self.say("This concern belongs to case {number}.", number=facts.case.number),
                    tone="good",
                    action=(self.say("Open the case"), self._opener(facts.case.id)),
                )
            )

    def _dropped(self, paths: tuple[Path, ...]) -> None:
        if self._concern is not None:
            self.files.intake.add(paths)

    def _read_files(self) -> None:
        id_ = self.place.id
        self.query(lambda services: services.attachments.of_concern(id_), self.files.show_lines)

    def _show_removal(self) -> None:
        self.go("removal", self.place.id, "concern")

    def _opener(self, case_id: str) -> Callable[[], None]:
        return lambda: self.go("case", case_id)

    def _show_reported(self, line: ConcernLine) -> None:
        body = self._reported.body
        empty_layout(body)
        concern = line.concern
        said = (
            (say("In the reporting person's words"), concern.words),
            (say("Officer's summary"), concern.summary),
        )
        for label, words in said:
            if words:
                _labeled(body, self.text(label), words)
        about = (line.about.name if line.about else "") or self.say("name not known")
        if line.about and line.about.born:
            about += self.say(", born {said}", said=line.about.born.said)
        behaviors = ", ".join(self.text(each.words) for each in concern.behaviors)
        facts = (
            (say("About"), about),
            (say("How they are reached or found"), _told_with(line)),
            (say("From"), self._from(line)),
            (say("How they know"), self.text(concern.source.knows.words)),
            (say("Danger now"), self.text(concern.danger.words)),
            (say("Behaviors of concern"), behaviors),
            (say("When, as said"), concern.when.said if concern.when else ""),
            (say("Where"), concern.place),
            (say("Incident or call number"), concern.incident_number),
            (say("Emergency card shown"), self._card_words(concern)),
        )
        for label, words in facts:
            if words:
                _labeled(body, self.text(label), words)

    def _card_words(self, concern: Concern) -> str:
        shown, today = concern.card_shown_at, self.ground.clock.now().day
        return self.text(said_words(shown, today)) if shown else ""

    def _from(self, line: ConcernLine) -> str:
        parts = [self.text(source_words(line)), line.concern.source.phone]
        if line.source and line.concern.source.relation not in parts[0]:
            parts.insert(1, line.concern.source.relation)
        return " · ".join(part for part in parts if part)

    def _show_decisions(self, facts: ConcernFacts) -> None:
        body = self._decided.body
        empty_layout(body)
        self._decided.setVisible(bool(facts.decisions))
        now = self.ground.clock.now()
        for each in facts.decisions:
            title = self.say(
                "{decision}, {when}",
                decision=each.decision.words,
                when=said_words(each.at, now.day),
            )
            _labeled(body, title, each.reason)
            for label, words in self._decided_words(each):
                _labeled(body, self.text(label), words)
        if facts.decisions:
            waited = waited_words(facts.line.concern.at, facts.decisions[0].at)
            _labeled(body, self.say("From receipt to the first decision"), self.text(waited))
            lacking = unrecorded(facts.line.concern, facts.decisions[-1])
            if lacking:
                words = ", ".join(self.text(each) for each in lacking)
                _labeled(body, self.say("Not recorded with the last decision"), words)

    def _decided_words(self, triage: Triage) -> tuple[tuple[Words, str], ...]:
        until = self.text(date_words(triage.until)) if triage.until else ""
        signed = ""
        if (by := triage.signed) is not None:
            on = self.text(date_words(by.on)) if by.on else ""
            signed = ", ".join(part for part in (by.name, by.role, on, by.how) if part)
        ends = triage.decision is Decision.PRELIMINARY
        found = (
            (say("Referred to"), triage.to),
            (say("The inquiry ends on") if ends else say("Next look at the case"), until),
            (say("Agreed to by"), signed),
        )
        return tuple((label, words) for label, words in found if words)

    def _journal(self) -> None:
        """Keep the decision as far as it is written, until it is recorded."""
        if self._concern is not None:
            scope, text = _scope(self._concern.id), self._form.draft.text()
            self.command(lambda services: services.drafts.keep(scope, "form", BINDING, text))

    def _record(self) -> None:
        wish = self._form.wish()
        concern = self._concern
        if wish is None or concern is None:
            return

        def act(services: Services) -> tuple[Case | None, Changes]:
            with services.ground.transaction():
                _, case, changes = services.triage.decide(concern.id, wish)
                services.drafts.drop(_scope(concern.id))
            return case, changes

        self._deciding.command(act, self._recorded)

    def _recorded(self, case: Case | None) -> None:
        self._form.empty()
        if case is not None:
            self.go("case", case.id)
        else:
            self.go("concerns")


def concern_facts(services: Services, concern_id: str) -> ConcernFacts:
    """Read what the page shows, on the worker."""
    line = services.concerns.get(concern_id)
    case = services.cases.get(line.concern.case_id) if line.concern.case_id else None
    drafts = services.drafts.of(_scope(concern_id))
    return ConcernFacts(
        line,
        services.triage.of_concern(concern_id),
        case,
        services.cases.to_link(_people_of(line.concern)),
        drafts[0].content if drafts else "",
        services.known_people.of_concern(line.concern),
        services.attachments.of_concern(concern_id),
    )


def _people_of(concern: Concern) -> Iterator[str]:
    """Yield whom a concern is about, and whom it may be about as far as that is not denied."""
    if concern.about_id is not None:
        yield concern.about_id
    for each in concern.likenesses:
        if each.party is Party.ABOUT and each.choice is not Choice.OTHER:
            yield each.person_id


def _told_with(line: ConcernLine) -> str:
    """Return the phones of whom a concern is about, and what else it told of them."""
    if line.about is None:
        return ""
    told = [each.text for each in line.about.facts if each.source == line.concern.number]
    return " · ".join((*line.about.phones, *told))


def _scope(concern_id: str) -> str:
    """Return where the unsaved words of a concern's triage are kept."""
    return f"{concern_id}:triage"


def _case_words(line: CaseLine) -> str:
    return f"{line.case.number} {line.subject.name if line.subject else ''}".strip()


def _labeled(body: QVBoxLayout, label: str, words: str) -> None:
    body.addWidget(QuietLabel(label))
    body.addWidget(PlainLabel(words))
