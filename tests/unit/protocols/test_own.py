"""An agency's own files: each fault is a sentence, and the others can still be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vpo_desk.protocols.json_schema import schema_text
from vpo_desk.protocols.library import Library
from vpo_desk.protocols.load import MOST_BYTES
from vpo_desk.protocols.own import MOST_FILES
from vpo_desk.resources import find_resources

RESOURCES = find_resources()
SHIPPED = {
    name: RESOURCES.read_bytes(f"protocols/{name}")
    for name in RESOURCES.names("protocols", ".toml")
}
GOOD = """\
format = 1
id = "tenant"
version = 1
kind = "interview"
title = "Landlord"
frame = "frame@1"
roles = ["other"]

[[section]]
id = "A"
title = "First"

[[section.question]]
id = "LL-A1"
text = "Who has keys?"
theme = "CAP"
topic = "care"
"""


def library(**files: str | bytes) -> Library:
    own = {
        f"{name.replace('__', '.')}.toml": text.encode() if isinstance(text, str) else text
        for name, text in files.items()
    }
    return Library(SHIPPED, lambda: own)


def faults(**files: str | bytes) -> list[str]:
    return [str(each.words) for each in library(**files).faults()]


def test_an_own_protocol_stands_beside_the_shipped_ones() -> None:
    found = library(tenant__v1=GOOD)
    assert found.faults() == ()
    assert found.own_refs() == ("tenant@1",)
    assert found.get("tenant").title == "Landlord"
    assert "tenant" in [each.id for each in found.protocols("interview")]
    assert found.get("subject").ref == "subject@1"


def test_versions_of_one_own_protocol_share_their_questions() -> None:
    second = GOOD.replace("version = 1", "version = 2")
    found = library(tenant__v1=GOOD, tenant__v2=second)
    assert found.faults() == ()
    assert found.get("tenant").ref == "tenant@2"
    assert found.get("tenant@1").ref == "tenant@1"


CIRCLE = GOOD + (
    'show_when = { op = "answered", question = "LL-A2" }\n'
    '[[section.question]]\nid = "LL-A2"\ntext = "?"\ntheme = "CAP"\n'
    'show_when = { op = "answered", question = "LL-A1" }\n'
)
PLACE = "tenant.v1.toml: section A, question LL-A1"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            GOOD + '[[section.question]]\nid = "LL-A1"\ntext = "?"\ntheme = "CAP"\n',
            f"{PLACE}: this id is there twice.",
        ),
        (
            GOOD
            + 'show_when = { op = "answered", question = "LL-A2" }\n'
            + '[[section.question]]\nid = "LL-A2"\ntext = "?"\ntheme = "CAP"\n',
            f"{PLACE}: its condition looks forward to LL-A2.",
        ),
        (CIRCLE, f"{PLACE}: its condition and that of LL-A2 wait for each other."),
        (GOOD + 'kind = { type = "choice" }\n', f"{PLACE}: “options” is missing."),
        (
            GOOD + 'kind = { type = "choice", options = [] }\n',
            f"{PLACE}: a choice without options.",
        ),
        (GOOD + "help = 7\n", f"{PLACE}: help is not text."),
        (
            GOOD.replace("version = 1", 'version = "1"'),
            "tenant.v1.toml: version is not a whole number.",
        ),
        (
            GOOD.replace('roles = ["other"]', 'roles = ["boss"]'),
            "tenant.v1.toml: roles: there is no role “boss”.",
        ),
        (GOOD.replace("frame@1", "frame@9"), "tenant.v1.toml: there is no frame “frame@9”."),
        (GOOD.replace('"care"', '"acces"'), f"{PLACE}: there is no topic “acces”."),
        (
            GOOD.replace("LL-A1", "SU-B3"),
            "tenant.v1.toml: section A, question SU-B3: this id belongs to “subject”.",
        ),
        (
            GOOD.replace('"tenant"', '"landlord"'),
            "tenant.v1.toml: the file must be called landlord.v1.toml.",
        ),
        (
            GOOD.replace('"interview"', '"records"'),
            "tenant.v1.toml: an own file is an interview or an add-on, no records list.",
        ),
        (
            GOOD.replace('"interview"', '"addon"').replace(
                'roles = ["other"]', 'goes_with = ["nobody"]'
            ),
            "tenant.v1.toml: there is no interview “nobody” to go with.",
        ),
        ("# " + "x" * 10_000_000, f"tenant.v1.toml is larger than {MOST_BYTES} bytes."),
        ("version = " + "9" * 5000, "tenant.v1.toml holds a number that is too long."),
        (b"\xff\xfe", "tenant.v1.toml is not UTF-8 text."),
    ],
)
def test_each_fault_is_one_precise_sentence_and_the_others_still_load(
    text: str | bytes, sentence: str
) -> None:
    other = GOOD.replace("tenant", "other").replace("LL-", "OX-")
    found = library(tenant__v1=text, other__v1=other)
    assert [str(each.words) for each in found.faults()] == [sentence]
    assert found.own_refs() == ("other@1",)
    assert found.get("subject").ref == "subject@1"


def test_a_shipped_id_is_nobody_elses() -> None:
    text = GOOD.replace('"tenant"', '"subject"').replace("version = 1", "version = 9")
    assert faults(subject__v9=text) == [
        "subject.v9.toml: “subject” came with the program; choose an id of your own."
    ]
    assert library(subject__v9=text).get("subject").ref == "subject@1"


def test_two_own_files_never_share_a_question() -> None:
    other = GOOD.replace('"tenant"', '"under"')
    assert faults(tenant__v1=GOOD, under__v1=other) == [
        "under.v1.toml: section A, question LL-A1: this id belongs to “tenant”."
    ]


def test_a_folder_of_too_many_files_is_read_as_far_as_it_may_be() -> None:
    files = {f"f{number:03}__v1": "" for number in range(MOST_FILES + 1)}
    assert faults(**files)[-1] == f"f{MOST_FILES:03}.v1.toml: only {MOST_FILES} files are read."


def test_looking_again_finds_what_was_put_right() -> None:
    files = {"tenant.v1.toml": b""}
    found = Library(SHIPPED, lambda: files)
    assert found.faults()
    files["tenant.v1.toml"] = GOOD.encode()
    assert found.faults(), "it is read once until somebody looks again"
    found.look_again()
    assert found.faults() == ()
    assert found.get("tenant").title == "Landlord"


# --- whatever stands in the folder ---------------------------------------------------------------

LINES = GOOD.splitlines()
SCRAPS = st.sampled_from(
    [
        *LINES,
        'show_when = { op = "not", that = { op = "is", question = "LL-A1", value = 3 } }',
        'show_when = { op = "all", of = [] }',
        'show_when = { op = "any", of = [ { op = "one_of", question = "", values = [1] } ] }',
        'show_when = { op = "maybe" }',
        "show_when = 2026-02-30",
        "theme = [[[]]]",
        "kind = { type = 7 }",
        "goes_with = 'x'",
        "[section]",
        "version = -1",
        "id = ''",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(SCRAPS, max_size=24).map("\n".join) | st.text(max_size=200))
def test_no_file_at_all_stops_the_shelf(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    found = Library(SHIPPED, lambda: {"tenant.v1.toml": content})
    for fault in found.faults():
        assert "tenant.v1.toml" in str(fault.words)
    assert bool(found.faults()) is (found.own_refs() == ())
    assert found.get("subject").ref == "subject@1"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.binary(max_size=12))
def test_a_damaged_line_is_a_fault_or_harmless_and_never_more(place: int, noise: bytes) -> None:
    lines = [line.encode() for line in LINES]
    lines[place] = lines[place][: len(lines[place]) // 2] + noise
    found = Library(SHIPPED, lambda: {"tenant.v1.toml": b"\n".join(lines)})
    assert bool(found.faults()) is (found.own_refs() == ())


# --- the schema for authors ----------------------------------------------------------------------


def test_the_json_schema_is_the_one_of_the_model() -> None:
    path = Path(__file__).resolve().parents[3] / "docs" / "protocol.schema.json"
    assert path.read_text(encoding="utf-8") == schema_text()
    schema = json.loads(schema_text())
    assert {"id", "version", "section", "roles"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
