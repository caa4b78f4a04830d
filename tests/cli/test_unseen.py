"""A scenario written from the contract alone plays whole; each way to get it wrong is one sentence."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Desk

UNSEEN = Path(__file__).with_name("unseen.toml").read_text(encoding="utf-8")

WRONG = {
    "unknown key": ('route = "in_person"', 'route = "in_person"\ncolor = 3', 1, "concern"),
    "unknown word": ('route = "agency"', 'route = "fax"', 3, "concern"),
    "truth value for a word": ('danger = "yes"', "danger = true", 3, "concern"),
    "no time": ("at = 2026-11-02T10:00:00Z\n", "", 3, "concern"),
    "no identity": (', identity = "named"', "", 3, "concern"),
    "a name of nobody": ('"anonymous"', '"anonymous", name = "X"', 1, "concern"),
    "a list for text": ('summary = "Teacher saw a list."', 'summary = ["x"]', 3, "concern"),
    "no end of the inquiry": ('until = "2026-11-08"\n', "", 2, "triage"),
    "no reason": ('reason = "List of names."', 'reason = ""', 4, "triage"),
    "unknown case": ('case = "k2"\nid = "p3"', 'case = "k9"\nid = "p3"', 5, "person"),
    "unknown role": ('role = "friend"', 'role = "boss"', 6, "person"),
    "somebody who is not the subject": ('"reporting@1"', '"subject"', 8, "interview"),
    "records as an interview": ('"reporting@1"', '"records"', 8, "interview"),
    "a release that is not": ("reporting@1", "reporting@9", 8, "interview"),
    "unknown question": ("RP-B3 =", "RP-Z9 =", 8, "interview"),
    "words where none go": (
        '{ state = "unknown" }',
        '{ state = "unknown", text = "x" }',
        8,
        "interview",
    ),
    "no words where some go": ('{ state = "unknown" }', '{ state = "answered" }', 8, "interview"),
    "unknown root": ('root = "r1"', 'root = "r7"', 8, "interview"),
    "an hour that does not exist": (
        "2026-11-02T11:00:00\n",
        "2026-03-08T02:30:00\n",
        8,
        "interview",
    ),
    "an id twice": ('id = "i2"', 'id = "i1"', 9, "interview"),
    "an id with a blank": ('id = "i2"', 'id = "i 2"', 9, "interview"),
    "an answer that is not": ('"i2 CO-C1"]', '"i2 CO-C9"]', 10, "difference"),
    "a step of a later version": ('do = "difference"', 'do = "task"', 10, "task"),
    "a step that is none": ('do = "difference"', 'do = "dance"', 10, "dance"),
    "a citation to nowhere": ("[c2]", "[c7]", 11, "assess"),
    "present and no day": (
        'state = "present", last = "2026-11-01"',
        'state = "present"',
        11,
        "assess",
    ),
    "unknown level": ('level = "undetermined"', 'level = "severe"', 11, "assess"),
    "gates and no reason": ('override = "Not all themes tonight."\n', "", 11, "assess"),
    "no review": ('review = "2026-11-09"\n', "", 12, "plan"),
    "a day that is not": ('review = "2026-11-09"', 'review = "2026-02-30"', 12, "plan"),
    "unknown domain": ('domain = "means"', 'domain = "guns"', 12, "plan"),
    "unknown document": ('"plan"\ncopies', '"poster"\ncopies', 13, "print"),
    "a document of a later version": ('"plan"\ncopies', '"packet"\ncopies', 13, "print"),
    "a holder without a name": ('["A", "B"]', '["A", " "]', 13, "print"),
    "an interview that is not": ("interview = 1", "interview = 9", 14, "print"),
}


def test_it_plays_whole_and_every_count_is_right(desk: Desk, tmp_path: Path) -> None:
    done = desk.play(UNSEEN, "--documents", tmp_path / "papers", "--json")
    assert done.code == 0, done.err
    assert done.json["cases"] == {"k1": "2026-001", "k2": "2026-002"}
    info = desk.info()
    counts = {name: info[name] for name in ("concerns", "people", "cases", "interviews", "answers")}
    assert counts == {"concerns": 2, "people": 4, "cases": 2, "interviews": 2, "answers": 6}
    cases = {each["number"]: each for each in desk.verb("cases", "--json").json}
    assert cases["2026-001"]["state"] == "preliminary"
    assert cases["2026-001"]["next_review"] == "2026-11-08"
    assert (cases["2026-002"]["state"], cases["2026-002"]["level"]) == ("managed", "undetermined")
    assert desk.verb("verify").code == 0
    names = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert names == [
        "013-plan-2026-002-v1-c1.pdf",
        "013-plan-2026-002-v1-c2.pdf",
        "014-interview-2026-002-v1-c1.pdf",
    ]
    plan = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "papers" / names[0]), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Two sources [1] [2] [3] [not a citation]." in plan
    assert "Goes to practice (Time-limited, until 1 December 2026)" in plan
    assert "Not all themes tonight." in plan


@pytest.mark.parametrize("name", list(WRONG))
def test_a_wrong_one_is_refused_by_file_step_and_reason(name: str, desk: Desk) -> None:
    old, new, step, do = WRONG[name]
    assert old in UNSEEN
    done = desk.play(UNSEEN.replace(old, new, 1))
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert re.match(rf"scenario\.toml: step {step} \({do}\): ", done.err)
    assert [line.split()[0] for line in done.out.splitlines()] == [str(n) for n in range(1, step)]
    assert desk.info()["interviews"] == max(0, min(2, step - 8))
