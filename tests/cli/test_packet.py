"""The packet of a meeting from the command line: one file, and wrong combinations in one sentence."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Desk
from tests.cli.scenarios import WHOLE

MEETING = """
[[step]]
do = "meeting"
id = "m1"
at = 2026-11-20T14:00:00
place = "Room 2"
cases = ["k1"]
attendees = [{ name = "L. Ames", agency = "Crisis team", role = "Clinician", basis = "agreement" }]
asked = [{ case = "k1", what = "Is <he> safe?", minutes = 10 }]
"""
CONSULT = MEETING.replace('id = "m1"', 'id = "m2"').replace("place =", "consult = true\nplace =")
PRINT = """
[[step]]
do = "print"
case = "k1"
document = "packet"
meeting = "m1"
purpose = "Team meeting"
copies = ["L. Ames", "School"]
"""


def text_of(pdf: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("named", [(), ("--document", "packet")])
def test_a_meetings_packet_is_one_file_for_the_officer(
    desk: Desk, tmp_path: Path, named: tuple[str, ...]
) -> None:
    assert desk.play(WHOLE + MEETING).code == 0
    out = tmp_path / "packet.pdf"
    done = desk.verb("export", "--meeting", "1", *named, "--out", out)
    assert (done.code, done.out.strip()) == (0, str(out))
    assert "not encrypted" in done.err
    assert out.stat().st_mode & 0o777 == 0o600
    text = text_of(out)
    for words in (
        "Meeting packet, meeting 1",
        "Is <he> safe?",
        "10 min",
        "Case 2026-001",
        "Room 2",
    ):
        assert words in text
    code = re.search(r"Code (\S+)", text)
    assert code
    assert desk.verb("verify", "--anchor", code[1]).code == 0
    assert desk.verb("verify").code == 0
    logged = desk.verb("audit", "--case", "2026-001")
    assert "Copy entered in the ledger" in logged.out
    assert desk.verb("export", "--meeting", "1", "--out", out).code == 1


def test_each_holder_gets_a_numbered_copy_and_the_html_edition_says_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.play(WHOLE + MEETING).code == 0
    out = tmp_path / "packet.pdf"
    to = ("--to", "L. Ames, Crisis team", "--to", "School", "--purpose", "Team meeting")
    assert desk.verb("export", "--meeting", "1", *to, "--out", out).code == 0
    assert not out.exists()
    for number, holder in ((1, "L. Ames, Crisis team"), (2, "School")):
        text = text_of(tmp_path / f"packet-c{number}.pdf")
        assert f"COPY {number} OF 2" in text
        assert f"for {holder}" in text
    page = tmp_path / "packet.html"
    assert desk.verb("export", "--meeting", "1", "--html", "--out", page).code == 0
    assert "Is &lt;he&gt; safe?" in page.read_text(encoding="utf-8")


def test_a_redacted_packet_loses_what_goes(desk: Desk, tmp_path: Path) -> None:
    assert desk.play(WHOLE + MEETING).code == 0
    out = tmp_path / "packet.pdf"
    done = desk.verb("export", "--meeting", "1", "--redact", "Room 2=b7", "--out", out)
    assert done.code == 0, done.err
    text = text_of(out)
    assert "[REDACTED b7]" in text
    assert "Room 2" not in text
    assert "redacted edition" in text


def test_a_consult_names_no_case(desk: Desk, tmp_path: Path) -> None:
    assert desk.play(WHOLE + MEETING + CONSULT).code == 0
    out = tmp_path / "packet.pdf"
    assert desk.verb("export", "--meeting", "2", "--out", out).code == 0
    text = text_of(out)
    assert "Case A" in text
    assert "2026-001" not in text
    assert "Room 2" not in text


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((), "give --case NO and --document KIND, or --meeting N"),
        (("--case", "2026-001"), "give --case NO and --document KIND, or --meeting N"),
        (("--document", "plan"), "give --case NO and --document KIND, or --meeting N"),
        (("--document", "packet"), "give --meeting N"),
        (("--document", "packet", "--case", "2026-001"), "give --meeting N"),
        (("--meeting", "1", "--document", "plan"), "plan is of a case"),
        (("--meeting", "1", "--case", "2026-001"), "--case does not go with --meeting"),
        (("--meeting", "1", "--interview", "1"), "--interview does not go with --meeting"),
        (("--meeting", "1", "--csv"), "--csv does not go with --meeting"),
        (("--meeting", "1", "--with-sources"), "--with-sources does not go with --meeting"),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(
    desk: Desk, tmp_path: Path, options: tuple[str, ...], why: str
) -> None:
    before = desk.info()["audit_entries"]
    done = desk.verb("export", *options, "--out", tmp_path / "packet.pdf")
    assert done.code == 2
    assert why in " ".join(done.err.split())
    assert not (tmp_path / "packet.pdf").exists()
    assert desk.info()["audit_entries"] <= before + 1  # the look of `info` itself


def test_a_meeting_that_is_not_and_a_document_that_is_none_fail(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "packet.pdf"
    done = desk.verb("export", "--meeting", "7", "--out", out)
    assert (done.code, "There is no meeting 7" in done.err) == (1, True)
    done = desk.verb("export", "--meeting", "1", "--document", "poster", "--out", out)
    assert (done.code, "There is no document “poster”" in done.err) == (1, True)
    assert not out.exists()


def test_a_scenario_prints_a_packet_and_its_file_names_no_case(desk: Desk, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    done = desk.play(WHOLE + MEETING + PRINT, "--documents", papers)
    assert done.code == 0, done.err
    names = sorted(path.name for path in papers.iterdir() if "packet" in path.name)
    assert [name.split("-", 1)[1] for name in names] == [
        "packet-meeting-1-v1-c1.pdf",
        "packet-meeting-1-v1-c2.pdf",
    ]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('meeting = "m1"\n', "", "needs its `meeting`"),
        ('meeting = "m1"', 'meeting = "m9"', "no meeting “m9”"),
        ('"packet"', '"chronology"', "goes with the document packet"),
    ],
)
def test_a_print_step_without_its_meeting_is_refused(
    desk: Desk, old: str, new: str, why: str
) -> None:
    done = desk.play(WHOLE + MEETING + PRINT.replace(old, new))
    assert done.code == 1
    assert why in done.err


def test_what_is_asked_about_another_case_is_refused(desk: Desk) -> None:
    done = desk.play(WHOLE + MEETING.replace('case = "k1", what', 'case = "k9", what'))
    assert done.code == 1
    assert "not on the agenda" in done.err
