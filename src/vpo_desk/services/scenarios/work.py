"""The steps of casework: concern, triage, person, interview, root and difference."""

from __future__ import annotations

from vpo_desk.domain.concern import Decision, Identity, Threshold
from vpo_desk.domain.interview import Line
from vpo_desk.domain.person import PersonFact
from vpo_desk.errors import VpoError
from vpo_desk.services.concerns import Informant, Intake
from vpo_desk.services.interviews import Given, InterviewStart
from vpo_desk.services.people import PersonDetails
from vpo_desk.services.scenarios.names import known
from vpo_desk.services.scenarios.run import Run
from vpo_desk.services.scenarios.steps import (
    AnswerTable,
    ConcernStep,
    DifferenceStep,
    InterviewStep,
    PersonStep,
    RootStep,
    SourceTable,
    TriageStep,
)
from vpo_desk.services.triage import TriageDecision
from vpo_desk.words import say


def take_in(step: ConcernStep, run: Run) -> None:
    """Take in a concern; ids of people known to the run mean those people."""
    about = step.about
    about_id = run.names.person.get(about.id) if about and about.id else None
    concern, _ = run.services.concerns.take_in(
        Intake(
            at=run.at,
            route=step.route,
            danger=step.danger,
            source=_informant(step.source, run),
            about_id=about_id,
            about=PersonDetails(about.name, about.born) if about else PersonDetails(),
            words=step.words,
            summary=step.summary,
            behaviors=tuple(step.behaviors),
            when=step.when,
            place=step.place,
            incident_number=step.incident_number,
        )
    )
    run.names.define(run.names.concern, say("concern"), step.id, concern.id)
    if about and about.id and about_id is None:
        if concern.about_id is None:
            raise VpoError(say("`about` has an id and no name"))
        run.names.person[about.id] = concern.about_id
    if step.source.id and concern.source.person_id:
        run.names.person.setdefault(step.source.id, concern.source.person_id)


def _informant(source: SourceTable, run: Run) -> Informant:
    person_id = run.names.person.get(source.id) if source.id else None
    if source.identity is Identity.ANONYMOUS and source.id:
        raise VpoError(say("an anonymous source has no id"))
    if source.id and person_id is None and not source.name.strip():
        raise VpoError(say("there is no person “{name}”", name=source.id))
    details = PersonDetails(source.name, None, source.phone)
    return Informant(source.identity, person_id, details, source.relation, source.knows)


def triage(step: TriageStep, run: Run) -> None:
    """Decide about a concern; the `case` of a decision that opens one is defined here."""
    names = run.names
    concern_id = known(names.concern, say("concern"), step.concern)
    opens = step.decision in {Decision.OPEN_CASE, Decision.PRELIMINARY}
    if opens and not step.case:
        raise VpoError(say("opening a case needs `case`"))
    if step.decision is Decision.LINK:
        if not step.case:
            raise VpoError(say("linking needs `case`"))
        known(names.case, say("case"), step.case)
    if step.case and not opens and step.decision is not Decision.LINK:
        raise VpoError(say("`case` does not go with {decision}", decision=step.decision.value))
    threshold = step.threshold
    _, case, _ = run.services.triage.decide(
        concern_id,
        TriageDecision(
            at=run.at,
            decision=step.decision,
            reason=step.reason,
            case_id=names.case.get(step.case) if step.case else None,
            priority=step.priority,
            until=step.until,
            to=step.to,
            threshold=Threshold(
                threshold.behavior, threshold.link, threshold.scope, threshold.purpose
            )
            if threshold
            else Threshold(),
            signed=step.signed,
        ),
    )
    if opens and case and step.case:
        names.case[step.case] = case.id


def add_person(step: PersonStep, run: Run) -> None:
    """Add a person to a case with a role; a known id adds to that person."""
    case_id = known(run.names.case, say("case"), step.case)
    details = PersonDetails(step.name, step.born, step.phone, step.juvenile)
    person_id = run.names.person.get(step.id)
    if person_id:
        run.services.people.learn(person_id, details)
    else:
        person, _ = run.services.people.add(details)
        person_id = run.names.person[step.id] = person.id
    run.services.people.give_role(case_id, person_id, step.role)
    for each in step.facts:
        fact = PersonFact(
            each.kind, each.text, each.source, each.when, each.past, each.confidential
        )
        run.services.particulars.add_fact(person_id, fact)


def interview(step: InterviewStep, run: Run) -> None:
    """Hold an interview and record its answers in the order of the file."""
    if step.protocol.partition("@")[0] == "records":
        raise VpoError(say("record checks are `record` steps"))
    names, services = run.names, run.services
    held, _ = services.interviews.start(
        known(names.case, say("case"), step.case),
        InterviewStart(
            protocol=step.protocol,
            with_id=known(names.person, say("person"), step.with_),
            at=run.at,
            addons=tuple(step.addons),
            language=step.language,
            place=step.place,
            present=step.present,
            before=tuple(Line(*pair) for pair in step.before),
        ),
    )
    names.define(names.interview, say("interview"), step.id, held.id)
    for question_id, table in step.answers.items():
        try:
            answer, _ = services.interviews.record(held.id, question_id, _given(table, run))
        except VpoError as fault:
            reason = str(fault.happened).removesuffix(".")
            raise VpoError(say("answer {id}: {reason}", id=question_id, reason=reason)) from fault
        names.answers[(step.id, question_id)] = answer.id
    if step.after:
        services.interviews.set_lines(held.id, after=tuple(Line(*pair) for pair in step.after))
    if step.seal:
        services.interviews.seal(held.id)


def _given(table: AnswerTable, run: Run) -> Given:
    return Given(
        state=table.state,
        text=table.text,
        verbatim=table.verbatim,
        knows=table.knows,
        told_by=_told_by(table.told_by, run),
        root_id=known(run.names.root, say("root"), table.root) if table.root else None,
        observation=table.observation,
        follow_up=table.follow_up,
    )


def _told_by(told_by: str, run: Run) -> str:
    """A person's id means that person's name; anything else is kept as said."""
    person_id = run.names.person.get(told_by)
    return run.services.people.get(person_id).name if person_id else told_by


def add_root(step: RootStep, run: Run) -> None:
    """Enter a root, and trace to it what was said before and `rests` on it."""
    case_id = known(run.names.case, say("case"), step.case)
    root, _ = run.services.knowledge.add_root(case_id, step.what, step.when)
    run.names.define(run.names.root, say("root"), step.id, root.id)
    for label in step.rests:
        concern = run.names.concern.get(label)
        said = concern or _answer(label, run)
        run.services.knowledge.trace(root.id, said, rests=True)


def note_difference(step: DifferenceStep, run: Run) -> None:
    """Note that answers do not agree."""
    case_id = known(run.names.case, say("case"), step.case)
    answers = tuple(_answer(label, run) for label in step.answers)
    run.services.knowledge.note_difference(case_id, answers, step.state, step.reason)


def _answer(label: str, run: Run) -> str:
    interview_name, _, question = label.partition(" ")
    known(run.names.interview, say("interview"), interview_name)
    if (interview_name, question) not in run.names.answers:
        raise VpoError(say("there is no answer “{label}”", label=label))
    return run.names.answers[(interview_name, question)]
