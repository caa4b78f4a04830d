"""Gathers a blank form of a protocol: all its questions, or only some of them."""

from __future__ import annotations

from collections.abc import Sequence

from vpo_desk.documents.content import FormContent, FormQuestion, FormSection, Sheet
from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.form_code import form_code
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.protocols.schema import ChoiceKind, FrameLine, PlainKind, Protocol, Question, Section
from vpo_desk.services.forms import UsedForm
from vpo_desk.words import say

_ONLY_SOME = say("Only the questions that are still to be asked. The others are not on this form.")


def code_of(form: UsedForm, only: Sequence[str] = ()) -> str:
    """Return the code that stands on each page of a form; see `domain/form_code.py`."""
    refs = tuple(part.ref for part in (form.protocol, *form.addons))
    asked = tuple((question.id, question.text) for question in form.questions())
    return form_code(refs, asked, only)


def form_content(form: UsedForm, sheet: Sheet, only: Sequence[str] = ()) -> FormContent:
    """Return a blank form of a protocol with its add-ons; `only` some questions, or all of them.

    A form of some questions leaves out what stands around a whole interview.
    """
    if {question.id for question in form.questions()} <= set(only):
        only = ()
    frame = form.frame if not only else None
    wanted = frozenset(only)
    sections = [
        _section(form, part, section, wanted)
        for part in (form.protocol, *form.addons)
        for section in part.sections
    ]
    looks_up = form.protocol.kind == "records"
    return FormContent(
        sheet=sheet,
        form_code=code_of(form, only),
        purpose=str(_ONLY_SOME) if only else form.protocol.purpose,
        conduct=_texts(form.frame.conduct if form.frame else ()),
        before=_texts(frame.before if frame else ()),
        sections=tuple(each for each in sections if each.questions or not only),
        after=_texts(frame.after if frame else ()),
        states=tuple(state.words for state in (RecordResult if looks_up else AnswerState)),
        looks_up=looks_up,
    )


def _section(
    form: UsedForm, part: Protocol, section: Section, wanted: frozenset[str]
) -> FormSection:
    return FormSection(
        _heading(form, part, section),
        section.note,
        tuple(
            FormQuestion(
                question.id,
                question.text,
                question.probes,
                options=_options(question),
                twice=question.safety is not None,
            )
            for question in section.questions
            if not wanted or question.id in wanted
        ),
    )


def _heading(form: UsedForm, part: Protocol, section: Section) -> str:
    """Return a section's title; an add-on's with the add-on's own, unless that says it already."""
    if part is form.protocol:
        return section.title
    if part.title.startswith(section.title):
        return part.title
    return f"{part.title}: {section.title}"


def _options(question: Question) -> tuple[str, ...]:
    if isinstance(question.kind, ChoiceKind):
        return question.kind.options
    if isinstance(question.kind, PlainKind) and question.kind.type == "yes_no":
        return (str(say("yes")), str(say("no")))
    return ()


def _texts(lines: tuple[FrameLine, ...]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)
