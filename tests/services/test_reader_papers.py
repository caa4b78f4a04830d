"""Safety plan, shift briefing card and referral: what stands on each, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.conftest import AT, INTAKE, REVIEW, TODAY, Desk, later
from vpo_desk.documents.content import CallLine, PlanContent, ReportContent, ReportTable
from vpo_desk.domain.agency import Contact, Paper
from vpo_desk.domain.case import Case
from vpo_desk.domain.disclosure import Copy, DocumentKind, Outcome
from vpo_desk.domain.letterhead import Letterhead
from vpo_desk.domain.note import Protected
from vpo_desk.domain.order import OrderKind
from vpo_desk.domain.person import FactKind, Person, PersonFact, RoleName
from vpo_desk.domain.plan import Action, Domain, Notification, NotifyDecision, Plan, Rule
from vpo_desk.domain.redaction import Exemption
from vpo_desk.domain.referral import LetterKind, Referral, ReferralLetter, ReferralStatus, Urgency
from vpo_desk.domain.resource import Resource, ResourceKind
from vpo_desk.domain.safety_plan import SafetyArea, SafetyPlan, SafetyStep
from vpo_desk.errors import VpoError
from vpo_desk.services.documents import PaperWish, PreparedCopy
from vpo_desk.services.notes import NoteWords
from vpo_desk.services.orders import OrderWords
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.redactions import Edition, read_removal
from vpo_desk.services.referrals import ReferralWords
from vpo_desk.services.releases import count_pages

SAFETY, CARD, LETTER = (
    DocumentKind.SAFETY_PLAN,
    DocumentKind.SHIFT_CARD,
    DocumentKind.REFERRAL,
)
GONE = ("Novak", "Peter", "P.N.", "12 North Elm", "555 0142", "@owl77", "ABC-4471", "Hale")
"""Nothing of these may stand on a possible target's paper."""


def told(desk: Desk, case: Case) -> Person:
    """Record what is known of the subject, and return them."""
    assert case.subject_id is not None
    services = desk.services
    services.people.learn(case.subject_id, PersonDetails(phone="555 0142"))
    for kind, text in (
        (FactKind.DESCRIPTION, "Tall, gray beard"),
        (FactKind.ADDRESS, "12 North Elm Street"),
        (FactKind.HANDLE, "@owl77"),
        (FactKind.VEHICLE, "Green pickup, plate ABC-4471"),
    ):
        services.particulars.add_fact(case.subject_id, PersonFact(kind, text))
    weapons = PersonFact(FactKind.WEAPONS, "A deer rifle", "B. Hale")
    services.particulars.add_fact(case.subject_id, weapons)
    return services.people.get(case.subject_id)


def written(person: Person, **changes: Any) -> SafetyPlan:
    plan = SafetyPlan(
        person.id,
        signs="He comes to the street\nA call at night",
        steps=(
            SafetyStep(SafetyArea.HOME, "Porch light on a timer"),
            SafetyStep(SafetyArea.WAY, "Another road each day", "route-change"),
        ),
        channel="The mailbox that the advocate reads",
        log="The notebook in the drawer",
        advocate="M. Castellano, 555 0155",
        updates="Every Monday at noon",
        review=date(2026, 11, 24),
        ends="When we agree on it",
    )
    return replace(plan, **changes)


def planned(desk: Desk, case: Case, **changes: Any) -> Plan:
    """Put a plan in force and return it."""
    if desk.services.assessments.sealed(case.id) is None:
        desk.judged(case)
    desk.services.plans.seal(replace(desk.plan(case), **changes))
    plan = desk.services.plans.sealed(case.id)
    assert plan is not None
    return plan


def prepare(
    desk: Desk, case: Case, kind: DocumentKind, *holders: str, **wish: Any
) -> tuple[ReportContent, PreparedCopy]:
    asked = PaperWish(case.id, kind, **wish)
    copy = desk.services.documents.prepare(asked, "Briefing", holders)[0][0]
    assert isinstance(copy.content, ReportContent)
    return copy.content, copy


def words(content: ReportContent) -> str:
    """Return every word of a report."""
    return str((content.facts, content.sections, content.banner, content.sheet.copy))


def under(content: ReportContent, heading: str) -> str:
    """Return what stands below a heading."""
    found = [each for each in content.sections if str(each.heading) == heading]
    assert len(found) == 1, heading
    return str(found[0].parts)


def checked(desk: Desk, copy: PreparedCopy) -> tuple[bool, str]:
    """Return whether a copy is old, and what the stale-paper check says has changed."""
    check = desk.services.ledger.check(copy.content.sheet.code)
    assert check.line is not None
    return check.line.old, "\n".join(map(str, check.since))


class TestTheSafetyPlan:
    def test_says_what_was_written_and_nothing_of_the_subject(self, desk: Desk) -> None:
        case = desk.case()
        told(desk, case)
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case, safety=(written(greg),))
        desk.services.orders.add(
            case.id,
            OrderWords(
                OrderKind.PROTECTIVE,
                until=date(2026, 12, 18),
                number="26-0417",
                terms="Peter Novak stays away",
            ),
        )
        content, copy = prepare(desk, case, SAFETY, "Greg Tolan")
        page = words(content)
        for each in (
            "Greg Tolan",
            "He comes to the street",
            "A call at night",
            "Porch light on a timer",
            "Another road each day",
            "The mailbox that the advocate reads",
            "The notebook in the drawer",
            "M. Castellano, 555 0155",
            "Every Monday at noon",
            "24 November 2026",
            "When we agree on it",
            "26-0417",
            "18 December 2026",
            "call 911 at once",
            "988",
        ):
            assert each in page, each
        assert [each for each in GONE if each in page] == []
        assert (
            "county" not in page.casefold()
        )  # the subject's own help is no business of the target
        assert (copy.copy.document, copy.copy.draft) == (SAFETY, False)

    def test_each_possible_target_has_a_paper_of_their_own(self, desk: Desk) -> None:
        case = desk.case()
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        lena = desk.person(case, "Lena Ortiz", RoleName.POSSIBLE_TARGET)
        planned(
            desk,
            case,
            safety=(written(lena, signs="A red truck"),),
            actions=(
                Action(Domain.TARGET, "Greg Tolan gets another door", "HR", REVIEW),
                Action(Domain.TARGET, "Escort for Lena Ortiz", "Security", REVIEW),
            ),
        )
        own, _ = prepare(desk, case, SAFETY, chosen=Chosen(person_id=lena.id))
        assert "A red truck" in words(own)
        assert "Escort for Lena Ortiz" in words(own)
        assert "Tolan" not in words(own)
        bare, _ = prepare(desk, case, SAFETY, chosen=Chosen(person_id=greg.id))
        assert "Greg Tolan gets another door" in words(bare)
        assert "Ortiz" not in words(bare)
        assert "Not agreed yet" in under(bare, "Tell us at once if you see or hear")
        assert "nobody named yet" in under(bare, "Whom to call")
        assert "not recorded" not in words(bare)
        by_itself, _ = prepare(desk, case, SAFETY)
        assert "Lena Ortiz" in words(by_itself)  # the one with a plan comes first
        with pytest.raises(VpoError, match="no possible target of the case"):
            prepare(desk, case, SAFETY, chosen=Chosen(person_id=case.subject_id or ""))

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"signs": "Novak's green pickup"}, "Tell us at once"),
            ({"steps": (SafetyStep(SafetyArea.HOME, "Not near 12 North Elm Street"),)}, "At home"),
            ({"channel": "Never answer 555-0142"}, "The one way of contact"),
            ({"updates": "We call when P.N. is seen"}, "Who keeps you informed"),
            ({"ends": "When OWL77 is quiet"}, "When this plan ends"),
            ({"log": "Photos of plate abc4471"}, "Log of contacts"),
            ({"advocate": "Ask B. Hale"}, "Your advocate"),
        ],
    )
    def test_is_refused_where_its_words_would_show_the_subject_or_a_source(
        self, desk: Desk, change: dict[str, Any], where: str
    ) -> None:
        case = desk.case()
        told(desk, case)
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case, safety=(written(greg, **change),))
        with pytest.raises(VpoError, match=where):
            prepare(desk, case, SAFETY, "Greg Tolan")
        with pytest.raises(VpoError, match=where):
            desk.services.documents.preview(PaperWish(case.id, SAFETY))
        assert desk.services.documents.copies(case.id) == ()

    def test_is_refused_where_its_holder_would_show_the_subject(self, desk: Desk) -> None:
        case = desk.case()
        desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case)
        with pytest.raises(VpoError, match="Holder of the copy"):
            prepare(desk, case, SAFETY, "Novak's supervisor")

    def test_another_word_stands_with_its_reason(self, desk: Desk) -> None:
        case = desk.case(replace(INTAKE, about=PersonDetails("May Young")))
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case, safety=(written(greg, ends="In May"),))
        with pytest.raises(VpoError, match="May"):
            prepare(desk, case, SAFETY)
        edition = Edition(exemptions=(Exemption("May", "the month"),))
        content, _ = prepare(desk, case, SAFETY, edition=edition)
        assert "In May" in words(content)
        assert "the month" in words(content)
        telling = Edition(exemptions=(Exemption("May", "not Young"),))
        with pytest.raises(VpoError, match="What may stand"):
            prepare(desk, case, SAFETY, edition=telling)

    def test_a_shared_family_name_is_the_targets_own(self, desk: Desk) -> None:
        case = desk.case(replace(INTAKE, about=PersonDetails("Whitt, Aaron")))
        karen = desk.person(case, "Karen Whitt", RoleName.POSSIBLE_TARGET)
        planned(desk, case, safety=(written(karen),))
        content, _ = prepare(desk, case, SAFETY, "Karen Whitt")
        assert "Karen Whitt" in words(content)
        assert "Aaron" not in words(content)

    def test_a_step_of_the_team_that_names_the_subject_is_counted_not_shown(
        self, desk: Desk
    ) -> None:
        case = desk.case()
        desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        actions = (
            Action(Domain.TARGET, "Another door for two weeks", "HR", REVIEW),
            Action(Domain.TARGET, "Tell him what Novak wrote", "HR", REVIEW),
            Action(Domain.SUPPORT, "Evaluation at the clinic", "County", REVIEW),
        )
        planned(desk, case, actions=actions)
        content, _ = prepare(desk, case, SAFETY)
        team = under(content, "What the team does")
        assert "Another door for two weeks" in team
        assert "'count', 1" in team
        assert "Novak" not in words(content)
        assert "clinic" not in words(content)

    def test_says_that_they_were_told_only_where_they_were(self, desk: Desk) -> None:
        case = desk.case()
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        action = (Action(Domain.TARGET, "Another door", "HR", REVIEW),)
        reason = "He was near the house twice"
        for decision, says in ((NotifyDecision.NOT_TOLD, False), (NotifyDecision.TOLD, True)):
            notify = Notification(greg.id, decision, reason)
            planned(desk, case, actions=action, notify=notify)
            page = words(prepare(desk, case, SAFETY)[0])
            assert ("has talked with you" in page) is says
            assert reason not in page

    def test_needs_a_plan_and_a_possible_target(self, desk: Desk) -> None:
        case = desk.case()
        with pytest.raises(VpoError, match="no management plan"):
            prepare(desk, case, SAFETY)
        planned(desk, case)
        with pytest.raises(VpoError, match="no possible target"):
            prepare(desk, case, SAFETY)

    def test_is_a_draft_until_its_plan_is_sealed_and_goes_into_the_next_version(
        self, desk: Desk
    ) -> None:
        case = desk.case()
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        desk.services.plans.save(replace(desk.plan(case), safety=(written(greg),)))
        assert prepare(desk, case, SAFETY)[0].sheet.draft
        planned(desk, case)
        content, copy = prepare(desk, case, SAFETY, "Greg Tolan")
        assert not content.sheet.draft
        assert checked(desk, copy) == (False, "")
        draft = desk.services.plans.open_draft(case.id, later(2))
        assert draft.safety == (written(greg),)
        planned(desk, case, safety=(written(greg, signs="A blue van"),))
        old, since = checked(desk, copy)
        assert old
        assert "The safety plan of a possible target changed." in since
        assert "Tolan" not in since

    def test_an_order_that_changes_makes_it_old(self, desk: Desk) -> None:
        case = desk.case()
        desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case)
        _, copy = prepare(desk, case, SAFETY, "Greg Tolan")
        desk.services.orders.add(case.id, OrderWords(OrderKind.TRESPASS))
        old, since = checked(desk, copy)
        assert old
        assert "An order of the case" in since

    def test_tells_of_no_order_that_is_about_the_subjects_own_life(self, desk: Desk) -> None:
        case = desk.case()
        desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case)
        for kind in OrderKind:
            words_ = OrderWords(kind, number=f"no-{kind.value}")
            desk.services.orders.add(case.id, words_)
        page = words(prepare(desk, case, SAFETY)[0])
        shown = {kind for kind in OrderKind if f"no-{kind.value}" in page}
        assert shown == {OrderKind.PROTECTIVE, OrderKind.TRESPASS, OrderKind.BAIL}

    def test_the_agencys_contacts_and_advocates_stand_on_it(self, desk: Desk) -> None:
        case = desk.case()
        desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case)
        entry = Resource("", "Harbor Advocates", ResourceKind.ADVOCATE, "555 0177")
        desk.services.directory.keep(entry)
        calls = under(prepare(desk, case, SAFETY)[0], "Whom to call")
        for each in ("911", "988", "Harbor Advocates", "555 0177"):
            assert each in calls

    def test_what_was_written_is_found_and_seen_as_it_was(self, desk: Desk) -> None:
        case = desk.case()
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case, safety=(written(greg, signs="A zebra kite"),))
        found = desk.services.search.find("zebra")
        assert [each.kind for each in found.hits] == ["plan"]


class TestTheShiftCard:
    RULES = (
        Rule("Novak at the gate", "Call the desk", "at once", "Shift", "Patrol"),
        Rule("Seen at night", "Stop and talk", "at once", "Shift", ""),
        Rule("Anna Lee cannot reach him", "Welfare visit", "1 hour", "R. Okafor", "Anna Lee"),
    )
    ACTIONS = (
        Action(Domain.LIMITS, "Two officers, no lights", "Night shift", REVIEW),
        Action(Domain.SUPPORT, "Psychiatric evaluation", "Patrol drives him", REVIEW),
        Action(Domain.TEAM, "Prosecutor consult", "R. Okafor", REVIEW),
    )

    def card(self, desk: Desk, **chosen: Any) -> tuple[ReportContent, PreparedCopy, Case]:
        case = desk.case()
        told(desk, case)
        planned(desk, case, rules=self.RULES, actions=self.ACTIONS)
        content, copy = prepare(desk, case, CARD, "Night shift", chosen=Chosen(**chosen))
        return content, copy, case

    def test_says_what_patrol_needs_and_nothing_behind_it(self, desk: Desk) -> None:
        content, _, _ = self.card(desk)
        page = words(content)
        for each in (
            "P.N.",
            "P.N. at the gate",
            "Call the desk",
            "Stop and talk",
            "Two officers, no lights",
            "Tall, gray beard",
            "12 North Elm Street",
            "Green pickup, plate ABC-4471",
            "A deer rifle",
            "told to the officer",
            "911",
            "no probable cause",
            "Destroy after that day",
        ):
            assert each in page, each
        for each in ("Novak", "Hale", "Anna Lee", "Psychiatric", "Prosecutor", "Friday", "@owl77"):
            assert each not in page, each
        assert content.dense

    def test_the_full_name_is_put_in_by_choice(self, desk: Desk) -> None:
        content, _, _ = self.card(desk, named=True)
        assert "Peter Novak" in words(content)
        assert "Novak at the gate" in words(content)

    def test_who_reported_is_no_word_of_it_even_where_a_rule_names_them(self, desk: Desk) -> None:
        case = desk.case()
        rule = Rule("Hale rings again", "Call back", "1 hour", "Shift", "Dispatch")
        planned(desk, case, rules=(rule,))
        page = words(prepare(desk, case, CARD, "Night shift")[0])
        assert "Hale" not in page
        assert "a source rings again" in page

    def test_ends_on_the_next_review_and_goes_back_on_that_day(self, desk: Desk) -> None:
        content, copy, _ = self.card(desk)
        assert "26 November 2026" in str(content.banner)
        assert (copy.copy.valid_until, copy.copy.return_by) == (REVIEW, REVIEW)

    def test_ends_after_14_days_where_the_review_is_over(self, desk: Desk) -> None:
        case = desk.case()
        planned(desk, case)
        desk.clock.moment = later(24 * 30)
        _, copy = prepare(desk, case, CARD, "Night shift")
        assert copy.copy.valid_until == desk.clock.moment.day + timedelta(days=14)

    def test_ends_on_a_chosen_day_that_is_not_over(self, desk: Desk) -> None:
        _, copy, case = self.card(desk, until=TODAY)
        assert copy.copy.valid_until == TODAY
        gone = Chosen(until=TODAY - timedelta(days=1))
        with pytest.raises(VpoError, match="a day that is over"):
            prepare(desk, case, CARD, chosen=gone)

    def test_is_old_after_its_last_day_and_when_the_person_changes(self, desk: Desk) -> None:
        _, copy, case = self.card(desk)
        assert checked(desk, copy) == (False, "")
        assert case.subject_id is not None
        desk.services.particulars.add_fact(
            case.subject_id, PersonFact(FactKind.VEHICLE, "A blue van")
        )
        assert checked(desk, copy) == (True, "What is recorded of the person changed.")
        _, fresh = prepare(desk, case, CARD, "Night shift")
        assert not checked(desk, fresh)[0]
        desk.clock.moment = later(24 * 8)
        old, since = checked(desk, fresh)
        assert old
        assert since == "It was valid until 26 Nov 2026."
        assert [each.copy.id for each in desk.services.ledger.late(desk.clock.moment.day)]

    def test_facts_kept_off_paper_and_past_ones_stay_off(self, desk: Desk) -> None:
        case = desk.case()
        assert case.subject_id is not None
        for fact in (
            PersonFact(FactKind.ADDRESS, "4 Hidden Court", confidential=True),
            PersonFact(FactKind.VEHICLE, "Sold wagon", past=True),
        ):
            desk.services.particulars.add_fact(case.subject_id, fact)
        planned(desk, case)
        page = words(prepare(desk, case, CARD)[0])
        assert "Hidden" not in page
        assert "wagon" not in page
        assert "that is not the same as none" in page

    def test_where_a_record_says_it_how_that_is_known_is_printed(self, desk: Desk) -> None:
        case = desk.case()
        assert case.subject_id is not None
        fact = PersonFact(FactKind.WEAPONS, "One pistol", "permit database, 18 November")
        desk.services.particulars.add_fact(case.subject_id, fact)
        planned(desk, case)
        assert "permit database, 18 November" in words(prepare(desk, case, CARD)[0])


class TestTheReferral:
    LETTER = ReferralLetter(
        LetterKind.ASSISTANCE,
        Urgency.SOON,
        background="Peter Novak lost his job; Novak's sister helps.",
        safety="Go in pairs.",
        answer_by=REVIEW,
        answer_how="By phone.",
        question="What would you watch?",
        done="We called the plant.",
    )

    def referral(self, desk: Desk, case: Case, **words_: Any) -> Referral:
        asked = ReferralWords(AT, "State unit", "A second look", **words_)
        return desk.services.referrals.add(case.id, asked)[0]

    def test_says_how_far_it_went_only_when_it_went_on(self, desk: Desk) -> None:
        case = desk.case()
        made = self.referral(desk, case, letter=self.LETTER)
        content, _ = prepare(desk, case, LETTER, "State unit")
        assert "How far it went:" not in words(content)
        assert "record checks (0)" not in words(content)
        desk.services.referrals.follow(made.id, ReferralStatus.ACCEPTED, "")
        content, _ = prepare(desk, case, LETTER, "State unit")
        assert "How far it went:" in under(content, "Your answer")
        assert under(content, "Your answer").count("id='Accepted'") == 2

    def test_says_who_asks_whom_for_what_with_initials(self, desk: Desk) -> None:
        case = desk.case()
        told(desk, case)
        agency = desk.services.agency.get()
        desk.services.agency.set(
            replace(agency, contacts=(*agency.contacts, Contact("Front desk", "555 123 4567")))
        )
        desk.judged(case)
        self.referral(desk, case, letter=self.LETTER)
        content, copy = prepare(desk, case, LETTER, "State unit")
        page = words(content)
        for each in (
            desk.services.agency.get().name,
            "R. Okafor",
            "555 123 4567 (Front desk)",
            "State unit",
            "A second look",
            "Within days",
            "P.N. lost his job; P.N.'s sister helps.",
            "Go in pairs.",
            "26 November 2026",
            "By phone.",
            "What would you watch?",
            "We called the plant.",
            "Accepted",
        ):
            assert each in page, each
        for each in ("Novak", "Hale", "555 0142", "12 North Elm"):
            assert each not in page, each
        assert str(content.sheet.title) == "Request for assistance"
        assert (copy.copy.draft, copy.copy.document_version) == (False, 1)

    def test_the_officers_own_number_is_whom_to_call_too(self, desk: Desk) -> None:
        case = desk.case()
        target = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        planned(desk, case, safety=(written(target),))
        front = Contact("Front desk", "555 123 4567")
        agency = desk.services.agency.get()
        agency = replace(agency, contacts=(*agency.contacts, front))
        wish = PaperWish(case.id, DocumentKind.PLAN)

        def called() -> tuple[CallLine, ...]:
            content = desk.services.documents.prepare(wish, "Meeting", ())[0][0].content
            assert isinstance(content, PlanContent)
            return content.calls

        desk.services.agency.set(agency)
        assert called()[-1] == CallLine("Front desk", "555 123 4567")
        desk.services.agency.set(replace(agency, letterhead=Letterhead(phone="555 0100")))
        assert called()[-1] == CallLine("R. Okafor", "555 0100")
        assert "'555 0100'" in words(prepare(desk, case, SAFETY)[0])

    def test_the_letterheads_phone_is_the_one_to_call_back(self, desk: Desk) -> None:
        case = desk.case()
        self.referral(desk, case)
        agency = desk.services.agency.get()
        letterhead = replace(agency.letterhead, phone="(555) 010-0100")
        known = (*agency.contacts, Contact(agency.officer, "555 123 4567"))
        desk.services.agency.set(replace(agency, contacts=known, letterhead=letterhead))
        page = words(prepare(desk, case, LETTER)[0])
        assert "(555) 010-0100" in page
        assert "555 123 4567" not in page

    def test_the_full_name_needs_consent_or_authority(self, desk: Desk) -> None:
        case = desk.case()
        told(desk, case)
        referral = self.referral(desk, case)
        named = Chosen(named=True)
        with pytest.raises(VpoError, match="consent or authority"):
            prepare(desk, case, LETTER, chosen=named)
        letter = ReferralLetter(consent="He agreed today.", background="Novak waits.")
        desk.services.referrals.write_letter(referral.id, letter)
        page = words(prepare(desk, case, LETTER, chosen=named)[0])
        for each in ("Peter Novak", "555 0142", "Novak waits.", "He agreed today."):
            assert each in page, each
        assert "12 North Elm" not in page

    def test_a_referral_asks_no_question_of_a_case(self, desk: Desk) -> None:
        case = desk.case()
        self.referral(desk, case)
        headings = [str(each.heading) for each in prepare(desk, case, LETTER)[0].sections]
        assert "The question of the case" not in headings
        assert "What is asked" in headings

    def test_what_is_not_known_comes_from_the_assessment_where_nothing_is_written(
        self, desk: Desk
    ) -> None:
        case = desk.case()
        judged = desk.judgment(case)
        gaps = desk.services.citations.cite(case.id, "Weapons, he would not say [C-2026-001].")
        desk.services.assessments.seal(replace(judged, gaps=gaps))
        self.referral(desk, case, letter=replace(self.LETTER, unknown=""))
        unknown = under(prepare(desk, case, LETTER)[0], "What is not known")
        assert "Weapons, he would not say." in unknown

    def test_the_newest_is_meant_and_an_older_one_can_be_chosen(self, desk: Desk) -> None:
        case = desk.case()
        with pytest.raises(VpoError, match="no referral yet"):
            prepare(desk, case, LETTER)
        first = self.referral(desk, case)
        newer = ReferralWords(later(1), "Harbor House", "A room")
        desk.services.referrals.add(case.id, newer)
        assert "Harbor House" in words(prepare(desk, case, LETTER)[0])
        old = prepare(desk, case, LETTER, chosen=Chosen(referral_id=first.id))[0]
        assert "State unit" in words(old)
        with pytest.raises(VpoError, match="no such referral"):
            prepare(desk, case, LETTER, chosen=Chosen(referral_id="nobody"))

    def test_it_is_about_whom_it_names(self, desk: Desk) -> None:
        case = desk.case()
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        self.referral(desk, case, person_id=greg.id)
        page = words(prepare(desk, case, LETTER)[0])
        assert "G.T." in page
        assert "Tolan" not in page

    def test_is_old_when_what_it_asks_changed_and_tells_how_far_it_went(self, desk: Desk) -> None:
        case = desk.case()
        referral = self.referral(desk, case)
        _, copy = prepare(desk, case, LETTER, "State unit")
        desk.services.referrals.follow(referral.id, ReferralStatus.ACCEPTED, "Monday")
        assert checked(desk, copy) == (False, "The referral is now: Accepted.")
        desk.services.referrals.write_letter(referral.id, self.LETTER)
        old, since = checked(desk, copy)
        assert old
        assert "What the referral asks was changed." in since

    def test_what_is_held_out_is_counted_and_stays_out(self, desk: Desk) -> None:
        case = desk.case()
        desk.services.notes.add(case.id, NoteWords(AT, "Attends a rally.", Protected.POLITICS))
        self.referral(desk, case, letter=self.LETTER)
        content, _ = prepare(desk, case, LETTER)
        assert "rally" not in words(content)
        assert "held out" in under(content, "What was done")


@pytest.mark.parametrize("paper", list(Paper))
def test_a_card_with_six_rules_is_one_page(desk: Desk, paper: Paper) -> None:
    case = desk.case()
    told(desk, case)
    rule = Rule("Seen at the plant or on its street", "Stop and talk", "at once", "Shift", "Patrol")
    action = Action(Domain.LIMITS, "Two officers, no lights, his sister is called", "Shift", REVIEW)
    planned(desk, case, rules=(rule,) * 6, actions=(action,) * 3)
    for number in range(2):
        order = OrderWords(OrderKind.TRESPASS, until=REVIEW, number=str(number), terms="The plant")
        desk.services.orders.add(case.id, order)
    content, _ = prepare(desk, case, CARD, "Night shift")
    page = replace(content, sheet=replace(content.sheet, paper=paper))
    assert count_pages(desk.services.paper.render(page)) == 1


@pytest.mark.parametrize("kind", [SAFETY, CARD, LETTER])
class TestEachOfThem:
    def case(self, desk: Desk) -> Case:
        case = desk.case()
        greg = desk.person(case, "Greg Tolan", RoleName.POSSIBLE_TARGET)
        rule = Rule("A kite is seen", "Call", "at once", "Shift", "Patrol")
        planned(desk, case, safety=(written(greg, signs="A kite"),), rules=(rule,))
        desk.services.referrals.add(case.id, ReferralWords(AT, "State unit", "A kite"))
        return case

    def test_goes_through_the_ledger_and_becomes_pages_and_html(
        self, desk: Desk, kind: DocumentKind
    ) -> None:
        case = self.case(desk)
        _, copy = prepare(desk, case, kind, "Somebody")
        release = desk.services.paper
        assert release.make(copy).startswith(b"%PDF")
        assert b"A kite" in release.make_html(copy)
        (line,) = desk.services.documents.copies(case.id)
        stored: Copy = line.copy
        assert (stored.document, stored.holder, stored.purpose) == (kind, "Somebody", "Briefing")
        assert stored.outcome is Outcome.PREPARED
        assert line.code == copy.content.sheet.code

    def test_its_redacted_edition_has_lost_the_words(self, desk: Desk, kind: DocumentKind) -> None:
        case = self.case(desk)
        edition = Edition((read_removal("kite=b6"),))
        content, copy = prepare(desk, case, kind, "Somebody", edition=edition)
        assert "kite" not in words(content)
        assert "[REDACTED b6]" in words(content)
        assert desk.services.paper.make(copy).startswith(b"%PDF")

    def test_is_never_rows(self, desk: Desk, kind: DocumentKind) -> None:
        with pytest.raises(VpoError, match="cannot be saved as rows"):
            prepare(desk, self.case(desk), kind, "Somebody", table=True)


def test_the_rules_of_a_card_stand_in_full_in_a_table(desk: Desk) -> None:
    case = desk.case()
    rule = Rule("Seen " * 60, "Talk " * 60, "at once", "Shift", "Anybody")
    planned(desk, case, rules=(rule,))
    content, _ = prepare(desk, case, CARD)
    (rows,) = [
        part.rows
        for section in content.sections
        for part in section.parts
        if isinstance(part, ReportTable) and "see or hear" in str(part.head)
    ]
    assert rows == (("Seen " * 60, "Talk " * 60, "at once", "Shift"),)
