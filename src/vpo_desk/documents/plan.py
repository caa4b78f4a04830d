"""The management plan: its first page says who does what by when, whom to call, what changes it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from vpo_desk.documents.bidi import kept_in_order
from vpo_desk.documents.content import ActionLine, PlanContent
from vpo_desk.documents.letterhead import sign_off
from vpo_desk.documents.paper_head import STANDARD_ROLES
from vpo_desk.documents.shapes import TickBox
from vpo_desk.documents.story import Writer
from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.words import Words, say


def plan_story(content: PlanContent, writer: Writer) -> list[Flowable]:
    """Return the plan as flowables, the page to act by first."""
    story = writer.masthead(content.sheet)
    story.append(_facts(content, writer))
    story += _calls(content, writer)
    story += _actions(content, writer)
    story += _rules(content, writer)
    story += _reasons(content, writer)
    story += _limits(content, writer)
    story += _sources(content, writer)
    story += _signatures(content, writer)
    return story


def _facts(content: PlanContent, writer: Writer) -> Flowable:
    team = ", ".join(content.team) or writer.say("not recorded")
    return writer.facts(
        (
            (say("Person of concern"), content.person or writer.say("not known")),
            (say("Level of concern"), writer.level(content.level)),
            (say("Imminence"), content.imminence or say("not judged yet")),
            (say("Confidence"), content.confidence or say("not judged yet")),
            (say("Next review"), writer.day(content.review)),
            (say("In force"), _in_force(content)),
            (say("Prepared by"), content.prepared_by or writer.say("not recorded")),
            (say("Team"), team),
        ),
        columns=4,  # two rows: what changes the plan is to stand on this page too
    )


def _in_force(content: PlanContent) -> Words:
    instead = content.sheet.superseded
    if instead is None:
        return say("until the review or a change of level")
    return say("not any more; version {version} is", version=instead.version)


def _actions(content: PlanContent, writer: Writer) -> list[Flowable]:
    rows = [
        (
            action.domain,
            [
                writer.paragraph(action.what, writer.styles.cell_strong),
                *(
                    [writer.paragraph(action.driver, writer.styles.small)]
                    if action.driver.strip()
                    else []
                ),
            ],
            action.owner or writer.say("no owner"),
            _when(writer, action),
            action.status,
            TickBox(ticked=action.done),
        )
        for action in content.actions
    ]
    heading = writer.heading(say("Who does what by when"))
    if not rows:
        return [heading, writer.paragraph(say("No action is planned."))]
    head = (say("Domain"), say("Action"), say("Owner"), say("Due"), say("Status"), say("Done"))
    return [heading, writer.table(head, rows, (15, 38, 20, 14, 10, 7))]


def _when(writer: Writer, action: ActionLine) -> str:
    due = writer.short_day(action.due)
    if action.start is not None:
        return writer.say("{start} to {due}", start=writer.short_day(action.start), due=due or "–")
    return due or writer.say("no date")


def _rules(content: PlanContent, writer: Writer) -> list[Flowable]:
    heading = writer.heading(say("What changes the plan: if … then …"))
    if not content.rules:
        none = writer.paragraph(say("No rule is written down."))
        return [heading, none, *_happened(content, writer)]
    head = (say("If this happens"), say("Then"), say("Within"), say("Who acts"), say("Who sees it"))
    rows = [
        (rule.condition, rule.then, rule.within, rule.owner, rule.sees) for rule in content.rules
    ]
    return [heading, writer.table(head, rows, (28, 30, 13, 17, 16)), *_happened(content, writer)]


def _happened(content: PlanContent, writer: Writer) -> list[Flowable]:
    """Say which rules something touched since the version before, in the officer's judgment."""
    if not content.happened:
        return []
    story: list[Flowable] = [writer.subheading(say("Rules that something has touched"))]
    for each in content.happened:
        words = writer.say(
            "{condition} (version {number}). Then: {then}",
            condition=each.condition,
            number=each.version,
            then=each.then,
        )
        story.append(writer.item(writer.short_day(each.day), words))
    return story


def _calls(content: PlanContent, writer: Writer) -> list[Flowable]:
    if not content.calls:
        return []
    names = "".join(call.name for call in content.calls)
    calls = " · ".join(f"{call.name}: {kept_in_order(call.phone, names)}" for call in content.calls)
    return [writer.heading(say("Whom to call")), writer.paragraph(calls)]


def _reasons(content: PlanContent, writer: Writer) -> list[Flowable]:
    story: list[Flowable] = [writer.heading(say("Why there is concern"))]
    story += writer.paragraphs(content.concern or writer.say("Not recorded."))
    story.append(writer.heading(say("What protects")))
    if not content.protects:
        story.append(writer.paragraph(say("Nothing protective is recorded.")))
    for text, durability in content.protects:
        line = f"{text} ({writer.catalog.text(durability)})" if durability else text
        story.append(writer.item("•", line))
    if content.notify:
        story.append(writer.heading(say("Telling the possible target")))
        decision, reason = content.notify
        story.append(writer.strong(decision, reason))
    return story


def _limits(content: PlanContent, writer: Writer) -> list[Flowable]:
    story: list[Flowable] = [writer.heading(say("What is not known"))]
    story += writer.paragraphs(content.unknown or writer.say("No gap is recorded."))
    story.append(writer.heading(say("Limits of this assessment")))
    for difference in content.differences:
        story.append(writer.strong(say("Sources differ:"), difference))
    if content.override:
        words = say("Sealed without everything in place, for this reason:")
        story.append(writer.strong(words, content.override))
    story += [writer.paragraph(words, writer.styles.small) for words in content.limits]
    return story


def _sources(content: PlanContent, writer: Writer) -> list[Flowable]:
    if not content.sources:
        return []
    story: list[Flowable] = [writer.heading(say("Sources"))]
    for source in content.sources:
        label = writer.say("[{number}]", number=source.number)
        story.append(writer.item(label, source.words, writer.styles.small))
    return story


def _signatures(content: PlanContent, writer: Writer) -> list[Flowable]:
    roles = STANDARD_ROLES[DocumentKind.PLAN]
    signed = [writer.paragraph(words) for words in content.signed]
    return sign_off(roles, writer, content.sheet, room=30, before=signed)
