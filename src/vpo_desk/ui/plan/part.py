"""The plan tab: who does what by when, what changes it, its review and its printed look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from vpo_desk.domain.answer import Draft
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.gates import Gate
from vpo_desk.domain.plan import Action, ActionStatus, Domain, Plan, Rule
from vpo_desk.domain.safety_plan import SafetyPlan
from vpo_desk.domain.sign_off import SignOff
from vpo_desk.protocols.knowledge import Strategy
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.rule_matches import Tally
from vpo_desk.ui.cases.part import CasePart
from vpo_desk.ui.concerns.forms import OneAtATime
from vpo_desk.ui.documents.preview import PreviewCard
from vpo_desk.ui.lists import day_cell, when_opened
from vpo_desk.ui.page import Page
from vpo_desk.ui.plan.action_form import ActionForm, RuleForm
from vpo_desk.ui.plan.referrals_card import ReferralsCard
from vpo_desk.ui.plan.review_card import ReviewCard
from vpo_desk.ui.plan.rule_answers import RuleAnswersCard, tally_words
from vpo_desk.ui.plan.safety_card import SafetyCard, with_safety
from vpo_desk.ui.plan.shift_card_card import ShiftCardCard
from vpo_desk.ui.plan.unfinished import UnfinishedForms, unfinished_scope
from vpo_desk.ui.plan.versions_card import PlanVersionsCard
from vpo_desk.ui.times import due_words
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.card import Card, Columns
from vpo_desk.ui.widgets.empty import EmptyPlace
from vpo_desk.ui.widgets.rows import Cell, Column
from vpo_desk.ui.widgets.table import ListTable
from vpo_desk.ui.widgets.text import QuietLabel

if TYPE_CHECKING:
    from vpo_desk.services.catalog import Services


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the tab shows, read at once."""

    case: Case
    plan: Plan
    stored: bool
    gates: tuple[Gate, ...]
    review_days: int
    strategies: Mapping[Domain, tuple[Strategy, ...]]
    kept: tuple[Draft, ...]
    tallies: tuple[Tally, ...]
    sealed: tuple[Plan, ...]


class PlanPart(CasePart):
    """Drafts a plan action by action; each change is saved at once."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._facts: PlanFacts | None = None
        self._saves = 0
        self._step = OneAtATime(page)
        columns = Columns(side_share=37)
        self.column.addWidget(columns)
        self._actions_card = self._make_actions()
        self._action_form = ActionForm(page, self._take_action)
        self._rules_card = self._make_rules()
        self._rule_form = RuleForm(page, self._take_rule)
        self._rule_answers = RuleAnswersCard(page)
        self._safety = SafetyCard(page, self._take_safety)
        self._shift_card = ShiftCardCard(page)
        self._referrals = ReferralsCard(page)
        self._review = ReviewCard(page)
        self._review.review_taken.connect(self._take_review)
        self._review.seal_asked.connect(self._seal)
        self._review.new_asked.connect(self._start_new)
        for card in (
            self._actions_card,
            self._action_form,
            self._rules_card,
            self._rule_form,
            self._rule_answers,
            self._safety,
            self._referrals,
            self._review,
        ):
            columns.main.addWidget(card)
        self._action_form.hide()
        self._rule_form.hide()
        self._unfinished = UnfinishedForms(page, self._action_form, self._rule_form)
        self._preview = PreviewCard(page)
        self._versions = PlanVersionsCard(page)
        columns.side.addWidget(self._preview)
        columns.side.addWidget(self._shift_card)
        columns.side.addWidget(self._versions)

    def read(self) -> None:
        """Read the newest plan, or the draft that starts from it."""
        self._referrals.show_case(self.case_id)
        self._rule_answers.show_case(self.case_id)
        case_id, now, saves = self.case_id, self.page.ground.clock.now(), self._saves

        def ask(services: Services) -> PlanFacts:
            newest = services.plans.newest(case_id)
            plan = newest.value if newest else services.plans.open_draft(case_id, now)
            gates = services.plans.gates(plan)
            case = services.cases.get(case_id)
            days = services.guide.review_days(case.level)
            strategies = {each: services.guide.strategies(each) for each in Domain}
            kept = services.drafts.of(unfinished_scope(case_id))
            tallies = services.rule_matches.tallies(plan)
            sealed = services.plans.versions(case_id)
            stored = newest is not None
            return PlanFacts(case, plan, stored, gates, days, strategies, kept, tallies, sealed)

        # What was read before the last save shows less than the officer has done already.
        self.page.query(ask, lambda facts: self._show(facts) if saves == self._saves else None)

    def flush(self) -> None:
        """Commit the review date, and keep what is being written."""
        self._safety.flush()
        self._referrals.flush()
        self._review.commit()
        self._unfinished.flush()

    def _show(self, facts: PlanFacts) -> None:
        self._facts = facts
        self._action_form.show_strategies(facts.strategies)
        plan = facts.plan
        self._actions_card.heading.setText(self._title(plan))
        self._actions.replace(tuple(enumerate(plan.actions)))
        self._actions.setVisible(bool(plan.actions))
        self._actions_empty.setVisible(not plan.actions)
        self._rules.replace(tuple(enumerate(plan.rules)))
        self._rules.setVisible(bool(plan.rules))
        self._rules_hint.setVisible(not plan.rules)
        for button in (self._add_action, self._add_rule):
            button.setVisible(not plan.sealed)
        self._safety.show_plan(plan, facts.strategies[Domain.TARGET])
        self._shift_card.show_plan(plan)
        self._shift_card.setVisible(facts.stored)
        self._review.show_plan(plan, facts.gates, facts.review_days)
        self._versions.show_versions(facts.sealed)
        self._unfinished.offer(facts.case.id, () if plan.sealed else facts.kept)
        if facts.stored:
            wish = PaperWish(facts.case.id, DocumentKind.PLAN, draft=not plan.sealed)
            self._preview.show_document(wish)
        self._preview.setVisible(facts.stored)

    def _title(self, plan: Plan) -> str:
        state = self.say("in force") if plan.sealed else self.say("draft")
        return self.say(
            "Management plan · version {number} · {state}", number=plan.number, state=state
        )

    def _make_actions(self) -> Card:
        card = Card(self.say("Management plan"), flush=True)
        self._actions = ListTable(
            (
                Column(
                    self.say("Domain"),
                    lambda row: self.page.text(row[1].domain.words),
                    share=2,
                    may_hide=True,
                ),
                Column(
                    self.say("Action"),
                    lambda row: Cell(row[1].what, second=row[1].driver, strong=True),
                    share=5,
                ),
                Column(self.say("Owner"), lambda row: row[1].owner or "–", share=3),
                Column(self.say("Due"), self._due_cell, width=110),
                Column(self.say("Status"), self._status_cell, width=92),
            ),
            name=self.say("Actions of the plan"),
            fit=True,
        )
        when_opened(self._actions, self._edit_action)
        self._actions_empty = EmptyPlace(
            self.say("No action yet"),
            self.say("Prefer the least intrusive step that is safe; give each an owner and a day."),
            first_step=(self.say("Add the first action"), lambda: self._edit_action((None, None))),
        )
        self._add_action = Button(
            self.say("Add an action"), lambda: self._edit_action((None, None))
        )
        card.head.addWidget(self._add_action)
        card.body.addWidget(self._actions)
        card.body.addWidget(self._actions_empty)
        return card

    def _make_rules(self) -> Card:
        card = Card(self.say("If … then …"), flush=True)
        self._rules = ListTable(
            (
                Column(self.say("If this happens"), lambda row: row[1].condition, share=4),
                Column(self.say("Then"), lambda row: row[1].then, share=4),
                Column(self.say("Within"), lambda row: row[1].within, share=2),
                Column(self.say("Who acts"), lambda row: row[1].owner, share=2),
                Column(self.say("So far"), self._so_far, share=2, may_hide=True),
            ),
            name=self.say("Rules of the plan"),
            fit=True,
        )
        when_opened(self._rules, self._edit_rule)
        hint = self.say("Say what would change the plan before it happens.")
        self._rules_hint = QuietLabel(hint)
        self._rules_hint.setContentsMargins(14, 8, 14, 12)
        self._add_rule = Button(self.say("Add a rule"), lambda: self._edit_rule((None, None)))
        card.head.addWidget(self._add_rule)
        card.body.addWidget(self._rules)
        card.body.addWidget(self._rules_hint)
        return card

    def _so_far(self, row: tuple[int, Rule]) -> str:
        tallies = self._facts.tallies[row[0] :] if self._facts else ()
        words = tally_words(tallies[0]) if tallies else None
        return self.page.text(words) if words else "–"

    def _edit_action(self, row: tuple[int | None, Action | None]) -> None:
        if self._facts is not None and not self._facts.plan.sealed:
            self._action_form.edit(*row)
            self._action_form.show()

    def _edit_rule(self, row: tuple[int | None, Rule | None]) -> None:
        if self._facts is not None and not self._facts.plan.sealed:
            self._rule_form.edit(*row)
            self._rule_form.show()

    def _take_action(self, place: int | None, action: Action | None) -> None:
        if self._facts is not None:
            actions = list(self._facts.plan.actions)
            if place is not None:
                del actions[place]
            if action is not None:
                actions.insert(len(actions) if place is None else place, action)
            self._add_action.setFocus()
            self._keep(replace(self._facts.plan, actions=tuple(actions)))

    def _take_rule(self, place: int | None, rule: Rule | None) -> None:
        if self._facts is not None:
            rules = list(self._facts.plan.rules)
            if place is not None:
                del rules[place]
            if rule is not None:
                rules.insert(len(rules) if place is None else place, rule)
            self._add_rule.setFocus()
            self._keep(replace(self._facts.plan, rules=tuple(rules)))

    def _take_safety(self, safety: SafetyPlan) -> Plan | None:
        """Take a safety plan into the draft; the card stores it, so that its form tells of it."""
        if self._facts is None or self._facts.plan.sealed:
            return None
        plan = with_safety(self._facts.plan, safety)
        self._facts = replace(self._facts, plan=plan)
        self._saves += 1
        return plan

    def _keep(self, plan: Plan) -> None:
        if self._facts is None or plan == self._facts.plan:
            return
        self._facts = replace(self._facts, plan=plan)
        self._saves += 1
        self.page.command(lambda services: services.plans.save(plan))

    def _take_review(self, day: date | None) -> None:
        if self._facts is not None and not self._facts.plan.sealed:
            self._keep(replace(self._facts.plan, review=day))

    def _seal(self, override: str, signed: SignOff | None) -> None:
        if self._facts is not None:
            plan = self._facts.plan
            sealed = replace(plan, override=override, signed=signed or plan.signed)
            self._step.command(
                lambda services: services.plans.seal(sealed),
                lambda _nothing: self._review.note_sealed(),
            )

    def _start_new(self) -> None:
        case_id, now = self.case_id, self.page.ground.clock.now()
        self._step.command(
            lambda services: services.plans.save(services.plans.open_draft(case_id, now))
        )

    def _due_cell(self, row: tuple[int, Action]) -> Cell:
        action = row[1]
        if action.due is None:
            return Cell("–")
        today = self.page.ground.clock.now().day
        if action.is_open:
            return day_cell(action.due, today, self.page.ground.catalog)
        return Cell(self.page.text(due_words(action.due, today)))

    def _status_cell(self, row: tuple[int, Action]) -> Cell:
        tones = {
            ActionStatus.OPEN: "warning",
            ActionStatus.RUNNING: "info",
            ActionStatus.DONE: "good",
            ActionStatus.STOPPED: "neutral",
        }
        status = row[1].status
        return Cell(self.page.text(status.words), tone=tones[status])
