"""The shipped scenarios tell their cases in order: no paper holds what came after it was printed."""

from __future__ import annotations

import tomllib
from datetime import datetime

import pytest

from vpo_desk.resources import find_resources

RESOURCES = find_resources()


@pytest.mark.parametrize("name", RESOURCES.names("scenarios", ".toml"))
def test_a_paper_is_printed_after_what_stands_before_it(name: str) -> None:
    steps = tomllib.loads(RESOURCES.read_bytes(f"scenarios/{name}").decode())["step"]
    newest: dict[str, datetime] = {}
    for step in steps:
        for case in (step["case"],) if "case" in step else step.get("cases", ()):
            if "at" not in step:
                continue
            if step["do"] in ("print", "meeting"):
                assert step["at"] >= newest[case], step
            newest[case] = max(newest.get(case, step["at"]), step["at"])
