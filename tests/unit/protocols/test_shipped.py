"""The shipped protocols are complete, consistent, pinned and in American English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vpo_desk.domain.assessment import Level, WarningBehavior
from vpo_desk.domain.concern import Behavior
from vpo_desk.domain.plan import Domain
from vpo_desk.domain.statement import CORE_THEMES, Theme
from vpo_desk.protocols.knowledge import BehaviorTexts
from vpo_desk.protocols.library import PINS, Library
from vpo_desk.protocols.load import check_text, load_model
from vpo_desk.protocols.release import pins
from vpo_desk.protocols.schema import Protocol
from vpo_desk.resources import find_resources
from vpo_desk.services.guide import Guide

RESOURCES = find_resources()
FILES = {
    name: RESOURCES.read_bytes(f"protocols/{name}")
    for name in RESOURCES.names("protocols", ".toml")
}
LIBRARY = Library(FILES)
COUNTS = {
    "reporting": ("RP", 46),
    "subject": ("SU", 70),
    "collateral": ("CO", 48),
    "target": ("TV", 37),
    "records": ("RR", 76),
    "workplace": ("WK", 7),
    "household": ("HH", 7),
    "school": ("SC", 7),
    "clinician": ("CL", 6),
}
BRITISH = re.compile(
    r"\b\w*(?:isation|isations|colour|behaviour|neighbour|counsell|licence|practis|favour|"
    r"organis|recognis|summaris|apologis|emphasis(?:e|ed|ing)\b|minimis|honour|programme|judgement|centre|defence|armour)\w*\b",
    re.IGNORECASE,
)
PROPRIETARY = re.compile(
    r"WAVR|TRAP-?18|HCR-?20|SAVRY|SARA-|MOSAIC|PCL-R|VRAG|CSTAG|SIVRA|NABITA|RAGE-V|SIGMA"
)


def every() -> list[Protocol]:
    return [LIBRARY.get(id_) for id_ in COUNTS]


@pytest.mark.parametrize("id_", COUNTS)
def test_a_protocol_has_every_question_with_its_own_prefix(id_: str) -> None:
    prefix, count = COUNTS[id_]
    ids = [question.id for question in LIBRARY.get(id_).questions()]
    assert len(ids) == count
    assert all(question_id.startswith(f"{prefix}-") for question_id in ids)


def test_ids_are_unique_over_all_protocols() -> None:
    ids = [question.id for protocol in every() for question in protocol.questions()]
    assert len(ids) == len(set(ids)) == 304


def test_every_question_has_help_a_source_and_a_theme() -> None:
    known = {"N18", "N24", "SS02", "NIJ98", "F16", "F18", "MEL", "OPS", "CFR164512"}
    for protocol in every():
        for question in protocol.questions():
            assert question.help.strip(), question.id
            assert question.source, question.id
            assert set(question.source) <= known, question.id


def test_a_topic_is_known_and_asked_in_at_least_two_protocols() -> None:
    used: dict[str, set[str]] = {}
    for protocol in every():
        for question in protocol.questions():
            if question.topic:
                used.setdefault(question.topic, set()).add(protocol.id)
    assert set(used) == {topic.id for topic in LIBRARY.topics()}
    assert [topic for topic, asked in used.items() if len(asked) < 2] == []


def test_interviews_share_one_frame_with_its_twelve_lines() -> None:
    frames = {protocol.frame for protocol in every() if protocol.kind == "interview"}
    assert frames == {"frame@1"}
    frame = LIBRARY.frame("frame@1")
    assert len(frame.before) == 12
    assert len(frame.after) == 8
    assert frame.conduct


def test_add_ons_go_with_collateral_and_target_only() -> None:
    addons = {addon.id for addon in LIBRARY.addons("collateral")}
    assert addons == {"workplace", "household", "school", "clinician"}
    assert {addon.id for addon in LIBRARY.addons("target")} == addons
    assert LIBRARY.addons("subject") == ()


def test_what_comes_first_and_what_asks_for_a_safety_card() -> None:
    first = [q.id for p in every() for q in p.questions() if q.ask_first]
    assert first == [f"RP-A{number}" for number in range(1, 8)]
    marked = {q.id: q.safety for p in every() for q in p.questions() if q.safety}
    assert marked["SU-I2"] == "suicide"
    assert marked["SU-E2"] == "violence"
    assert marked["TV-A1"] == "victim"


@pytest.mark.parametrize("name", [name for name in FILES if name != PINS])
def test_words_are_american_and_name_no_proprietary_instrument(name: str) -> None:
    text = FILES[name].decode("utf-8")
    assert BRITISH.findall(text) == []
    assert PROPRIETARY.findall(text) == []
    assert b"\r" not in FILES[name]


def test_released_files_are_pinned_and_a_changed_one_is_refused() -> None:
    assert FILES[PINS].decode("utf-8") == pins(FILES)
    changed = {**FILES, "subject.v1.toml": FILES["subject.v1.toml"] + b"\n# changed\n"}
    with pytest.raises(Exception, match="was changed after its release"):
        Library(changed).get("subject")


def test_an_exact_release_and_the_newest_one_can_be_asked_for() -> None:
    text = FILES["target.v1.toml"].replace(b"version = 1\n", b"version = 10\n")
    library = Library({**FILES, "target.v10.toml": text, "target.v2.toml": text})
    assert library.get("target").ref == "target@10"
    assert library.get("target@1").ref == "target@1"
    with pytest.raises(Exception, match="There is no protocol"):
        library.get("target@3")


def test_what_a_case_file_keeps_reads_as_the_release() -> None:
    for protocol in every():
        assert LIBRARY.read(LIBRARY.text(protocol.ref)) == protocol


@pytest.mark.parametrize("id_", COUNTS)
def test_the_checker_finds_nothing_in_a_shipped_file(id_: str) -> None:
    assert check_text(FILES[f"{id_}.v1.toml"], f"{id_}.v1.toml") == ()


def test_the_guide_covers_every_term() -> None:
    guide = Guide(RESOURCES.read_bytes)
    assert [theme for theme in CORE_THEMES if not guide.theme(theme).core] == []
    assert all(guide.theme(theme).question for theme in Theme)
    urgent = {each for each in WarningBehavior if guide.warning(each).prompts_imminence}
    assert urgent == {"pathway", "last_resort", "energy_burst"}
    assert [guide.review_days(level) for level in Level] == [60, 30, 10, 3, 14]
    assert all(guide.strategies(domain) for domain in Domain)
    assert len(guide.key_questions().questions) == 13
    assert {each.group for each in guide.factors().factors} == {
        "background",
        "current",
        "context",
        "protective",
    }
    name = "knowledge/behaviors.v1.toml"
    behaviors = load_model(BehaviorTexts, RESOURCES.read_bytes(name), name)
    assert {each.id for each in behaviors.behaviors} == set(Behavior.values())


def test_the_authors_guide_names_every_key() -> None:
    guide = Path(__file__).resolve().parents[3] / "docs" / "protocol-format.md"
    text = guide.read_text(encoding="utf-8")
    keys = set(Protocol.model_fields) - {"sections"} | {"section", "question", "probes", "topic"}
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []
