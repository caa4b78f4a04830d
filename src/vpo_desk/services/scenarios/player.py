"""Plays a scenario through the services: one transaction a step, reported when durable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from vpo_desk.domain.moments import Moment
from vpo_desk.errors import VpoError
from vpo_desk.services.catalog import Services
from vpo_desk.services.releases import Release
from vpo_desk.services.scenarios.backup_step import BackupStep, back_up
from vpo_desk.services.scenarios.casework import (
    attach,
    check_record,
    close,
    enter_order,
    enter_task,
    review,
    write_note,
)
from vpo_desk.services.scenarios.clock import PlayClock, moment_of
from vpo_desk.services.scenarios.judgment import assess, plan
from vpo_desk.services.scenarios.names import Names
from vpo_desk.services.scenarios.paper import need_folder, print_document
from vpo_desk.services.scenarios.partners import meet, refer
from vpo_desk.services.scenarios.reader import Scenario
from vpo_desk.services.scenarios.run import Run
from vpo_desk.services.scenarios.steps import (
    AssessStep,
    AttachStep,
    CloseStep,
    ConcernStep,
    DifferenceStep,
    InterviewStep,
    MeetingStep,
    NoteStep,
    OrderStep,
    PersonStep,
    PlanStep,
    PrintStep,
    RecordStep,
    ReferralStep,
    ReviewStep,
    RootStep,
    Step,
    TaskStep,
    TriageStep,
)
from vpo_desk.services.scenarios.work import (
    add_person,
    add_root,
    interview,
    note_difference,
    take_in,
    triage,
)
from vpo_desk.words import Words, say

Report = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What a run made: how many steps, the numbers of its concerns and cases, its documents."""

    steps: int
    concerns: dict[str, str]
    cases: dict[str, str]
    documents: tuple[str, ...]


def play(
    scenario: Scenario,
    services: Services,
    clock: PlayClock,
    *,
    zone: str,
    documents: Path | None,
    release: Release,
    report: Report,
) -> Played:
    """Play every step in order and call `report(number, do)` after each is durable.

    `zone` is the machine's, for a scenario without one; `documents` is the folder for what print
    steps ask for. A failing step raises ScenarioError with file, step and reason; nothing of it is
    kept, the steps before it are.
    """
    zone = scenario.table.timezone or zone
    run = Run(services, Names(), zone, documents, release, scenario.folder)
    if documents is not None:
        need_folder(documents)
    training = services.agency.facts().training
    for number in range(1, len(scenario.table.step) + 1):
        step = scenario.step(number)
        run.number = number
        before = run.names.copy()
        try:
            moment = _moment(step, run)
            run.latest = max(run.latest, moment) if run.latest else moment
            if training:
                clock.set(moment)
            run.at = moment
            with services.ground.transaction():
                if number == 1:
                    _introduce(scenario, services)
                _CARRIED_OUT[type(step)](step, run)
        except VpoError as fault:
            run.names = before
            raise scenario.error(number, step.do, _reason(fault)) from fault
        try:
            run.produce()
        except VpoError as fault:
            kept = not isinstance(step, BackupStep)  # which enters nothing but its proof
            raise scenario.error(number, step.do, _reason(fault), kept=kept) from fault
        report(number, step.do)
    return Played(
        len(scenario.table.step),
        {
            name: services.concerns.get(id_).concern.number
            for name, id_ in run.names.concern.items()
        },
        {name: services.cases.get(id_).number for name, id_ in run.names.case.items()},
        tuple(run.written),
    )


_CARRIED_OUT: Final[Mapping[type, Callable[[Any, Run], None]]] = {
    ConcernStep: take_in,
    TriageStep: triage,
    PersonStep: add_person,
    InterviewStep: interview,
    RootStep: add_root,
    DifferenceStep: note_difference,
    AssessStep: assess,
    PlanStep: plan,
    RecordStep: check_record,
    AttachStep: attach,
    NoteStep: write_note,
    TaskStep: enter_task,
    OrderStep: enter_order,
    ReviewStep: review,
    CloseStep: close,
    ReferralStep: refer,
    MeetingStep: meet,
    PrintStep: print_document,
    BackupStep: back_up,
}
"""What carries out each kind of step; the reader knows no other kinds."""


def _moment(step: Step, run: Run) -> Moment:
    """Return when a step happened: its own time, or the latest before it, or now."""
    if step.at is not None:
        return moment_of(step.at, run.zone)
    return run.latest or run.services.ground.clock.now()


def _introduce(scenario: Scenario, services: Services) -> None:
    """Store the scenario's agency and officer where the case file has none yet."""
    agency = services.agency.get()
    table = scenario.table.agency
    if table and not agency.name:
        agency = replace(
            agency,
            name=table.name,
            ori=table.ori or agency.ori,
            case_prefix=table.case_prefix or agency.case_prefix,
        )
    if scenario.table.officer and not agency.officer:
        agency = replace(agency, officer=scenario.table.officer)
    if agency != services.agency.get():
        services.agency.set(agency)


def _reason(fault: VpoError) -> Words:
    text = str(fault.happened)
    return say("{reason}", reason=text.removesuffix("."))
