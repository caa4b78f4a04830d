"""Safety plan, shift briefing card and referral from a played scenario, by the command line alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Desk
from tests.cli.scenarios import ASSESS, CONCERN, HEAD, INTERVIEW, PLAN, TRIAGE

PEOPLE = """
[[step]]
do = "person"
case = "k1"
id = "p1"
role = "subject"
phone = "555 0142"
facts = [
  { kind = "vehicle", text = "Green pickup, plate ABC-4471" },
  { kind = "address", text = "12 North Elm Street", confidential = true },
]

[[step]]
do = "person"
case = "k1"
id = "p2"
name = "Greg Tolan"
role = "possible_target"

[[step]]
do = "person"
case = "k1"
id = "p3"
name = "Lena Ortiz"
role = "possible_target"
"""
SAFETY = """
safety = [ { for = "p3", signs = "A green truck", steps = [ { area = "way", what = "Another road" } ], review = 2026-11-23 } ]
"""
ORDER = """
[[step]]
do = "order"
case = "k1"
kind = "protective"
until = 2026-12-18
number = "26-0417"
"""
REFERRAL = """
[[step]]
do = "referral"
case = "k1"
id = "r1"
at = 2026-11-20T17:00:00
to = "County crisis team"
what = "A visit within a day"
letter = { consent = "He agreed.", background = "Peter Novak lost his job." }

[[step]]
do = "referral"
case = "k1"
id = "r2"
at = 2026-11-20T18:00:00
to = "State unit"
what = "A second look"
letter = { kind = "assistance", question = "What would you watch?" }
"""
CASE = HEAD + CONCERN + TRIAGE + PEOPLE + INTERVIEW + ASSESS + PLAN + SAFETY + ORDER + REFERRAL


def print_step(document: str, *more: str, copies: str = '["Somebody"]') -> str:
    lines = [f'document = "{document}"', f"copies = {copies}", 'purpose = "Briefing"', *more]
    return "\n".join(["", "[[step]]", 'do = "print"', 'case = "k1"', *lines, ""])


def printed(path: Path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def exported(desk: Desk, kind: str, *options: str) -> str:
    out = desk.folder.parent / f"{kind}-{len(options)}.pdf"
    done = desk.verb(
        "export", "--case", "2026-001", "--document", kind, "--out", out, "--purpose", "x", *options
    )
    assert done.code == 0, done.err
    return printed(out)


def test_a_scenario_prints_each_of_them(desk: Desk) -> None:
    papers = desk.folder.parent / "papers"
    prints = (
        print_step("safety_plan", 'for = "p3"')
        + print_step("safety_plan", 'for = "p2"')
        + print_step("shift_card", "named = true", "until = 2099-01-02")
        + print_step("referral", 'referral = "r1"')
        + print_step("referral")
    )
    done = desk.play(CASE + prints, "--documents", papers, "--json")
    assert done.code == 0, done.err
    lena, greg, card, first, newest = (printed(Path(name)) for name in done.json["documents"])
    assert "A green truck" in lena
    assert "Lena Ortiz" in lena
    assert "26-0417" in lena
    assert "Greg Tolan" in greg
    assert "A green truck" not in greg
    for page in (lena, greg):
        for word in ("Novak", "P.N.", "1984", "555 0142", "ABC-4471", "North Elm", "Hale"):
            assert word not in page, word
    assert "Peter Novak" in card
    assert "Valid until 2 January 2099" in card
    assert "Welfare visit" in card  # nobody is said to see it: anybody may
    assert "Hale" not in card
    assert "North Elm" not in card
    assert "P.N. lost his job." in first
    assert "Novak" not in first + newest
    assert "What would you watch?" in newest
    names = [Path(name).name for name in done.json["documents"]]
    assert re.fullmatch(r"\d{3}-safety_plan-2026-001-v1-c1\.pdf", names[0])
    assert not any("Lena" in name or "Ortiz" in name for name in names)


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (print_step("plan", 'for = "p3"'), "`for` goes with"),
        (print_step("plan", 'referral = "r1"'), "`referral` goes with"),
        (print_step("safety_plan", "until = 2099-01-02"), "`until` goes with"),
        (print_step("plan", "named = true"), "`named` goes with"),
        (print_step("safety_plan", 'for = "p1"'), "no possible target"),
        (print_step("safety_plan", 'for = "nobody"'), "nobody"),
        (print_step("referral", 'referral = "nobody"'), "nobody"),
        (print_step("safety_plan", 'for = "p3"', copies='["Mr. Novak"]'), "Holder of the copy"),
    ],
)
def test_a_print_that_cannot_be_is_an_error(desk: Desk, step: str, reason: str) -> None:
    done = desk.play(CASE + step)
    assert done.code == 1
    assert reason in done.err


def test_a_safety_plan_is_only_for_a_possible_target(desk: Desk) -> None:
    done = desk.play(CASE.replace('for = "p3", signs', 'for = "p1", signs'))
    assert done.code == 1
    assert "no possible target" in done.err


def test_export_makes_each_of_them(desk: Desk) -> None:
    assert desk.play(CASE).code == 0
    assert "Lena Ortiz" in exported(desk, "safety_plan")
    assert "Greg Tolan" in exported(desk, "safety_plan", "--person", "greg tolan")
    assert "P.N." in exported(desk, "shift_card")
    card = exported(desk, "shift_card", "--named", "--until", "2099-01-02")
    assert "Peter Novak" in card
    assert "2 January 2099" in card
    assert "State unit" in exported(desk, "referral")
    assert "County crisis team" in exported(desk, "referral", "--referral", "1")
    assert "Peter Novak" in exported(desk, "referral", "--referral", "1", "--named")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("referral", "--referral", "3"), "no referral 3"),
        (("referral", "--named"), "consent or authority"),
        (("safety_plan", "--person", "Nobody"), "nobody of that name"),
        (("shift_card", "--until", "2020-01-01"), "a day that is over"),
        (("shift_card", "--csv"), "rows"),
    ],
)
def test_what_cannot_be_exported_leaves_nothing(
    desk: Desk, options: tuple[str, ...], reason: str
) -> None:
    assert desk.play(CASE).code == 0
    out = desk.folder.parent / "out.pdf"
    kind, *more = options
    done = desk.verb(
        "export", "--case", "2026-001", "--document", kind, "--out", out, "--purpose", "x", *more
    )
    assert done.code == 1
    assert reason in done.err
    assert not out.exists()


def test_the_redacted_and_the_html_edition(desk: Desk) -> None:
    assert desk.play(CASE).code == 0
    out = desk.folder.parent / "card.html"
    options = ("--case", "2026-001", "--document", "shift_card", "--purpose", "x")
    assert desk.verb("export", *options, "--out", out, "--html").code == 0
    assert "Valid until" in out.read_text(encoding="utf-8")
    page = exported(desk, "shift_card", "--redact", "green pickup=b6")
    assert "pickup" not in page.casefold()
    assert "[REDACTED b6]" in page


def test_words_that_would_show_the_subject_are_refused_and_named(desk: Desk) -> None:
    scenario = CASE.replace("A green truck", "Peter comes near")
    assert desk.play(scenario).code == 0
    out = desk.folder.parent / "out.pdf"
    options = ("--case", "2026-001", "--document", "safety_plan", "--purpose", "x", "--out", out)
    done = desk.verb("export", *options)
    assert done.code == 1
    assert "“Peter” stands under “Tell us at once if you see or hear”" in done.err
    assert not out.exists()
    assert desk.verb("export", *options, "--exempt", "Peter=her cat").code == 0
    assert "Peter comes near" in printed(out)
