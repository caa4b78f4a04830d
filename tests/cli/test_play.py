"""`play` does what the contract says, step by step."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import PASSPHRASE, Desk
from tests.cli.scenarios import ASSESS, ATTACH, CONCERN, HEAD, INTERVIEW, PLAN, TRIAGE, WHOLE

from vpo_desk.bootstrap.desk import open_case_file


def printed(path: Path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_the_whole_job(desk: Desk) -> None:
    papers = desk.folder.parent / "papers"
    done = desk.play(WHOLE, "--documents", papers, "--json")
    assert done.code == 0, done.err
    assert done.out.splitlines()[:2] == ["1 concern ok", "2 triage ok"]
    value = done.json
    assert value["steps"] == 6
    assert value["concerns"] == {"c1": "C-2026-001"}
    assert value["cases"] == {"k1": "2026-001"}
    names = [Path(name).name for name in value["documents"]]
    assert names == ["006-plan-2026-001-v1-c1.pdf", "006-plan-2026-001-v1-c2.pdf"]
    page = printed(papers / names[0])
    assert "He named a day [1] and calls it a joke [2]." in page
    assert "Weapons access [sic]." in page
    assert "[1] Concern C-2026-001" in page
    assert "P.N." in page
    assert "Novak" not in page
    assert "Hale" not in page
    info = desk.info()
    counts = {key: info[key] for key in ("concerns", "people", "cases", "interviews", "answers")}
    assert counts == {"concerns": 1, "people": 2, "cases": 1, "interviews": 1, "answers": 3}
    assert desk.verb("cases", "--json").json == [
        {"number": "2026-001", "state": "managed", "level": "elevated", "next_review": "2026-11-23"}
    ]
    assert desk.verb("verify").code == 0


def test_playing_twice_adds_everything_twice(desk: Desk) -> None:
    assert desk.play(HEAD + CONCERN + TRIAGE).code == 0
    assert desk.play(HEAD + CONCERN + TRIAGE).code == 0
    assert desk.info()["cases"] == 2
    assert desk.info()["people"] == 4


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("SU-G1 = { state", "ZZ-G1 = { state"), "ZZ-G1"),
        (('"declined" }', '"declined", text = "x" }'), "SU-G1"),
        (('state = "declined"', 'state = "refused"'), "refused"),
        (('knows = "first_hand"', 'knows = "hearsay"'), "hearsay"),
        (('protocol = "subject"', 'protocol = "suspect"'), "suspect"),
        (('with = "p1"', 'with = "p9"'), "p9"),
        (('with = "p1"', 'with = "s1"'), "subject"),
        (("seal = true", "sealed = true"), "sealed"),
        (("at = 2026-11-20T10:00:00\n", ""), "at"),
        (("at = 2026-11-20T10:00:00", "at = 2026-11-20"), "at"),
        (("at = 2026-11-20T10:00:00", "at = 2026-03-08T02:30:00"), "exist"),
        (('SU-A1 = "He said his supervisor sent me."', 'SU-A1 = ""'), "SU-A1"),
        (('case = "k1"', 'case = "k2"'), "k2"),
        (('protocol = "subject"', 'protocol = "subject"\naddons = ["school"]'), "school"),
        (('protocol = "subject"', 'protocol = "subject@7"'), "subject@7"),
    ],
)
def test_a_wrong_step_is_refused_and_nothing_of_it_is_kept(
    desk: Desk, change: tuple[str, str], reason: str
) -> None:
    assert change[0] in INTERVIEW
    done = desk.play(HEAD + CONCERN + TRIAGE + INTERVIEW.replace(*change))
    assert done.code == 1
    assert done.out.splitlines() == ["1 concern ok", "2 triage ok"]
    assert "scenario.toml: step 3 (interview)" in done.err
    assert reason in done.err
    assert "Traceback" not in done.err
    info = desk.info()
    assert (info["cases"], info["interviews"], info["answers"]) == (1, 0, 0)
    assert desk.verb("verify").code == 0


@pytest.mark.parametrize(
    "text",
    [
        "format = ",
        'format = 2\ntitle = "x"\n',
        'format = 1\ncolour = "red"\n',
        'format = 1\ntimezone = "Mars/Olympus"\n',
        'format = 1\nstep = "x"\n',
    ],
)
def test_a_broken_file_is_refused_before_anything_is_written(desk: Desk, text: str) -> None:
    before = desk.info()["audit_entries"]
    done = desk.play(text)
    assert done.code == 1
    assert "scenario.toml" in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert desk.info()["audit_entries"] == before


def test_a_contradiction_stops_the_scenario(desk: Desk) -> None:
    person = '[[step]]\ndo = "person"\ncase = "k1"\nid = "p1"\nborn = "1985"\nrole = "other"\n'
    done = desk.play(HEAD + CONCERN + TRIAGE + person)
    assert done.code == 1
    assert "birth date" in done.err


def test_gates_stop_and_an_override_passes_and_is_logged(desk: Desk) -> None:
    short = ASSESS.replace('PRO = { finding = "unknown" }', "").replace(
        'bias = "', 'trend = "steady" #'
    )
    assert desk.play(HEAD + CONCERN + TRIAGE + INTERVIEW + short).code == 1
    assert desk.verb("cases", "--json").json[0]["level"] is None
    passed = short.replace("seal = true", 'seal = true\noverride = "Only tonight."')
    assert desk.play(HEAD + CONCERN + TRIAGE + INTERVIEW + passed).code == 0
    assert desk.verb("cases", "--json").json[0]["level"] == "elevated"


@pytest.mark.parametrize("label", ["i1 SU-A9", "i9 SU-B3", "c9"])
def test_a_citation_that_leads_nowhere_is_an_error(desk: Desk, label: str) -> None:
    text = ASSESS.replace("[c1]", f"[{label}]")
    done = desk.play(HEAD + CONCERN + TRIAGE + INTERVIEW + text)
    assert done.code == 1
    assert label in done.err


def test_a_plan_needs_a_sealed_assessment_a_review_and_owners(desk: Desk) -> None:
    base = HEAD + CONCERN + TRIAGE
    assert "assessment" in desk.play(base + PLAN).err
    assert "review" in desk.play(base + PLAN.replace("review = 2026-11-23\n", "")).err
    without = PLAN.replace('owner = "County crisis team", ', "")
    passed = without.replace("seal = true", 'seal = true\noverride = "Tonight."')
    assert desk.play(base + without).code == 1
    assert desk.play(base + passed).code == 0


def test_numbers_take_prefix_and_year_of_the_opening(desk: Desk) -> None:
    head = HEAD + 'agency = { name = "Harlow Falls", case_prefix = "HF" }\nofficer = "R. Okafor"\n'
    older = TRIAGE.replace("2026-11-19T09:10:00", "2025-12-31T23:30:00")
    value = desk.play(head + CONCERN + older, "--json").json
    assert value["cases"] == {"k1": "HF-2025-001"}


def test_time_of_entry_is_the_scenarios_only_in_a_training_file(desk: Desk, training: Desk) -> None:
    for each, entered in ((desk, False), (training, True)):
        assert each.play(HEAD + CONCERN + TRIAGE).code == 0
        log = each.verb("audit", "--case", "2026-001", "--json").json["log"]
        assert any(line["at"].startswith("2026-11-19T14:10") for line in log) is entered


def test_a_preliminary_inquiry_is_opened_or_ended_by_a_second_decision(desk: Desk) -> None:
    inquiry = TRIAGE.replace("open_case", "preliminary").replace(
        'priority = "urgent"', 'priority = "urgent"\nuntil = 2026-11-24'
    )
    assert desk.play(HEAD + CONCERN + inquiry).code == 0
    assert desk.verb("cases", "--json").json[0] == {
        "number": "2026-001",
        "state": "preliminary",
        "level": None,
        "next_review": "2026-11-24",
    }
    assert desk.play(HEAD + CONCERN + inquiry + TRIAGE).code == 0
    assert desk.verb("cases", "--json").json[0]["state"] == "gathering"
    ended = TRIAGE.replace('decision = "open_case"\ncase = "k1"\n', 'decision = "no_action"\n')
    assert desk.play(HEAD + CONCERN + inquiry + ended).code == 0
    assert desk.verb("cases", "--json").json[0]["state"] == "closed"


PARTNERS = """
[[step]]
do = "referral"
case = "k1"
id = "f1"
at = 2026-11-21T09:00:00
to = "Harbor House"
what = "A bed"
status = "engaged"

[[step]]
do = "meeting"
id = "m1"
at = 2026-11-21T14:00:00
cases = ["k1"]
attendees = [ { name = "S. Lund", agency = "Police", role = "Sergeant", basis = "Need to know" } ]
decisions = [
    { case = "k1", what = "Call him", owner = "School", due = 2026-11-28, dissent = "Advocate" },
    { case = "k1", what = "Wait for the court" },
]
"""


def test_referrals_and_meetings_play_and_decisions_become_tasks(desk: Desk) -> None:
    done = desk.play(HEAD + CONCERN + TRIAGE + PARTNERS)
    assert done.code == 0, done.err
    assert done.out.splitlines()[2:] == ["3 referral ok", "4 meeting ok"]
    opened = open_case_file(desk.folder, PASSPHRASE)
    try:
        services = opened.services
        case = services.cases.newest()[0].case
        (referral,) = services.referrals.of_case(case.id)
        assert (referral.to, referral.status.value) == ("Harbor House", "engaged")
        ((meeting, item),) = services.meetings.of_case(case.id)
        assert meeting.closed
        assert [each.what for each in item.decisions] == ["Call him", "Wait for the court"]
        assert [task.what for task in services.tasks.of_case(case.id)] == ["Call him"]
    finally:
        opened.close()
    assert desk.verb("verify").code == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('status = "engaged"', 'status = "lost"'), "is not one of"),
        (('cases = ["k1"]', 'cases = ["k9"]'), "no case"),
        (('case = "k1", what = "Wait', 'case = "k9", what = "Wait'), "not on the agenda"),
        (('to = "Harbor House"', 'to = " "'), "to whom"),
    ],
)
def test_a_wrong_referral_or_meeting_is_refused(
    desk: Desk, change: tuple[str, str], reason: str
) -> None:
    assert change[0] in PARTNERS
    done = desk.play(HEAD + CONCERN + TRIAGE + PARTNERS.replace(*change))
    assert done.code == 1
    assert reason in done.err


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2000


def test_a_file_beside_the_scenario_is_attached_and_can_be_cited(desk: Desk) -> None:
    (desk.folder.parent / "files").mkdir()
    (desk.folder.parent / "files" / "post.png").write_bytes(PICTURE)
    cites = ASSESS.replace("He named a day [c1]", "He wrote it [a1]")
    done = desk.play(HEAD + CONCERN + TRIAGE + INTERVIEW + ATTACH + cites + PLAN)
    assert (done.code, done.err) == (0, "")
    assert "4 attach ok" in done.out.splitlines()
    assert desk.info()["attachments"] == 1
    checked = desk.verb("verify")
    assert checked.code == 0
    assert "1 attachment is byte for byte what came in." in checked.out
    out = desk.folder.parent / "plan.pdf"
    number = desk.verb("cases", "--json").json[0]["number"]
    assert desk.verb("export", "--case", number, "--document", "plan", "--out", str(out)).code == 0
    page = printed(out)
    assert "He wrote it [1] and calls it a joke [2]." in page
    assert "[1] File: Screenshot of the post (PNG picture)" in page


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("files/post.png", "files/gone.png"), "not there any more"),
        (("files/post.png", "files"), "This is a folder"),
        (("files/post.png", "files/empty"), "0 bytes"),
        (("files/post.png", "../secret"), "leads out of the scenario's folder"),
        (("files/post.png", "/etc/hostname"), "leads out of the scenario's folder"),
        (('"given_by_owner"', '"found"'), "basis"),
    ],
)
def test_a_file_that_cannot_be_attached_stops_the_scenario(
    desk: Desk, change: tuple[str, str], reason: str
) -> None:
    (desk.folder.parent / "files").mkdir()
    (desk.folder.parent / "files" / "post.png").write_bytes(PICTURE)
    (desk.folder.parent / "files" / "empty").touch()
    assert change[0] in ATTACH
    done = desk.play(HEAD + CONCERN + TRIAGE + ATTACH.replace(*change))
    assert done.code == 1
    assert "step 3 (attach)" in done.err
    assert reason in done.err
    assert desk.info()["attachments"] == 0
    assert desk.verb("verify").code == 0


BACKUP = '\n[[step]]\ndo = "backup"\n'


def test_a_backup_step_holds_everything_up_to_it_and_is_proved(desk: Desk) -> None:
    done = desk.play(HEAD + CONCERN + BACKUP + TRIAGE)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == ["1 concern ok", "2 backup ok", "3 triage ok"]
    (made,) = desk.folder.with_name(f"{desk.folder.stem} backups").glob("*.vpobackup")
    restored = desk.folder.with_name("Restored.vpodesk")
    assert desk.run("restore", made, restored, "--passphrase-file", desk.secret).code == 0
    looked = open_case_file(restored, PASSPHRASE)
    try:
        assert looked.services.concerns.count_waiting() == 1
        assert looked.services.cases.count() == 0
    finally:
        looked.close()
    opened = open_case_file(desk.folder, PASSPHRASE)
    try:
        assert opened.services.backups.health().verified_at is not None
    finally:
        opened.close()
    assert desk.verb("verify").code == 0


def test_a_backup_step_names_its_folder(desk: Desk, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    to = f'to = "{whole.as_posix()}"\n'
    done = desk.play(
        HEAD + CONCERN + BACKUP + to + BACKUP + 'to = "beside"\nat = 2026-11-19T09:00:00\n'
    )
    assert (done.code, done.err) == (0, "")
    for place in (whole, desk.folder.parent / "beside"):
        (made,) = place.glob("*.vpobackup")
        assert desk.run("drill", made, "--passphrase-file", desk.secret).code == 0


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ('to = "c1.txt"\n', "the disk or stick did not take it"),
        ('where = "x"\n', "unknown key “where”"),
        ("at = 2026-11-19\n", "at"),
    ],
)
def test_a_backup_that_cannot_be_made_stops_the_scenario_and_leaves_the_steps_before(
    desk: Desk, keys: str, reason: str
) -> None:
    (desk.folder.parent / "c1.txt").write_text("a file")
    done = desk.play(HEAD + CONCERN + BACKUP + keys + TRIAGE)
    assert done.code == 1
    assert "step 2 (backup)" in done.err
    assert reason in done.err
    assert "the steps before it were" in done.err
    assert desk.info()["concerns"] == 1
    assert desk.info()["cases"] == 0
    assert desk.verb("verify").code == 0
