"""The other verbs: exit codes, one sentence on stderr, nothing written by what fails."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import apsw
import pytest
from tests.cli.conftest import PASSPHRASE, Desk
from tests.cli.scenarios import CONCERN, HEAD, INTERVIEW, TRIAGE, WHOLE


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name != "attempts.json"
    }


def sheet_words(desk: Desk) -> tuple[list[str], str]:
    sheet = desk.folder.parent / "sheet.pdf"
    text = subprocess.run(
        ["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = re.findall(r"^\d+\. ([a-z]+)$", text, re.MULTILINE)
    digits = re.search(r"^[0-9a-f]{64}$", text, re.MULTILINE)
    assert digits
    return words, digits[0]


def test_the_sheet_is_private_and_says_so(desk: Desk) -> None:
    sheet = desk.folder.parent / "sheet.pdf"
    assert sheet.stat().st_mode & 0o777 == 0o600
    words, digits = sheet_words(desk)
    assert len(words) == 24
    assert len(digits) == 64


def test_another_implementation_opens_the_database_with_the_sheets_digits(desk: Desk) -> None:
    assert desk.play(HEAD + CONCERN + TRIAGE + INTERVIEW).code == 0
    _, digits = sheet_words(desk)
    database = apsw.Connection(str(desk.folder / "case-file.db"), flags=apsw.SQLITE_OPEN_READONLY)
    database.pragma("cipher", "sqlcipher")
    database.pragma("legacy", 4)
    database.execute(f"PRAGMA key = \"x'{digits}'\"")
    rows = database.execute("SELECT question_id FROM current_answer").fetchall()
    database.close()
    assert len(rows) == desk.info()["answers"] == 3


def test_recovery_works_without_any_keys_file(desk: Desk) -> None:
    words, _ = sheet_words(desk)
    for name in ("keys.json", "keys.copy.json"):
        (desk.folder / name).unlink()
    typed = desk.folder.parent / "words"
    typed.write_text("\n".join(f"{n}. {w[:4]}" for n, w in enumerate(words, 1)), encoding="utf-8")
    new = desk.folder.parent / "new"
    new.write_text("seven other marble kites tunnel\n", encoding="utf-8")
    done = desk.run("recovery", desk.folder, "--words-file", typed, "--new-passphrase-file", new)
    assert done.code == 0, done.err
    assert desk.run("info", desk.folder, "--passphrase-file", new).code == 0
    assert desk.verb("info").code == 1


def test_a_changed_passphrase_opens_and_the_old_one_does_not(desk: Desk) -> None:
    new = desk.folder.parent / "new"
    new.write_text("seven other marble kites tunnel\n", encoding="utf-8")
    assert desk.verb("passphrase", "--new-passphrase-file", new).code == 0
    assert desk.verb("info").code == 1
    assert desk.run("info", desk.folder, "--passphrase-file", new).code == 0


def damage_database(folder: Path) -> None:
    content = bytearray((folder / "case-file.db").read_bytes())
    content[100] ^= 0xFF
    (folder / "case-file.db").write_bytes(content)


def without_keys(folder: Path) -> None:
    for name in ("keys.json", "keys.copy.json"):
        (folder / name).unlink()


def without_database(folder: Path) -> None:
    (folder / "case-file.db").unlink()


def empty_database(folder: Path) -> None:
    (folder / "case-file.db").write_bytes(b"")


def cut_database(folder: Path) -> None:
    (folder / "case-file.db").write_bytes(b"x" * 5000)


FAULTS = {
    "no database": without_database,
    "an empty database": empty_database,
    "a cut database": cut_database,
    "a damaged database": damage_database,
    "no keys": without_keys,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_folder_gets_one_sentence_and_nothing_is_written(desk: Desk, fault: str) -> None:
    FAULTS[fault](desk.folder)
    before = contents(desk.folder)
    for verb in ("info", "cases", "verify"):
        done = desk.verb(verb)
        assert done.code == 1
        assert len(done.err.strip().splitlines()) == 1
        assert "Traceback" not in done.err
    assert {key: value for key, value in contents(desk.folder).items() if key != "lock"} == {
        key: value for key, value in before.items() if key != "lock"
    }


def test_a_damaged_page_is_found_by_verify(desk: Desk) -> None:
    content = bytearray((desk.folder / "case-file.db").read_bytes())
    content[4096 * 5 + 700] ^= 0xFF
    (desk.folder / "case-file.db").write_bytes(content)
    done = desk.verb("verify")
    assert done.code == 1
    assert "damaged" in done.out + done.err


def test_one_damaged_keys_file_still_opens_and_verify_names_it(desk: Desk) -> None:
    (desk.folder / "keys.json").write_bytes(b"{}")
    assert desk.verb("info").code == 0
    done = desk.verb("verify")
    assert done.code == 1
    assert "keys.json" in done.out


def test_a_newer_case_file_is_refused_before_anything_is_written(desk: Desk) -> None:
    _, digits = sheet_words(desk)
    database = apsw.Connection(str(desk.folder / "case-file.db"))
    database.pragma("cipher", "sqlcipher")
    database.pragma("legacy", 4)
    database.execute(f"PRAGMA key = \"x'{digits}'\"")
    database.execute("PRAGMA user_version = 99")
    database.close()
    before = (desk.folder / "case-file.db").read_bytes()
    done = desk.play(HEAD + CONCERN)
    assert done.code == 1
    assert "newer" in done.err
    assert (desk.folder / "case-file.db").read_bytes() == before


def test_a_wrong_passphrase_and_a_foreign_folder(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase\n", encoding="utf-8")
    done = desk.run("info", desk.folder, "--passphrase-file", wrong)
    assert done.code == 1
    assert "does not open" in done.err
    assert PASSPHRASE not in done.err
    empty = tmp_path / "empty"
    empty.mkdir()
    done = desk.run("info", empty, "--passphrase-file", wrong)
    assert "not a case file" in done.err
    assert list(empty.iterdir()) == []


def test_usage_is_exit_code_two(desk: Desk) -> None:
    assert desk.run("new", desk.folder).code == 2
    assert desk.run("nonsense").code == 2
    assert desk.run("info").code == 2


def test_new_never_touches_what_is_there(desk: Desk) -> None:
    before = contents(desk.folder)
    done = desk.verb("new", "--no-recovery-sheet")
    assert done.code == 1
    assert contents(desk.folder) == before


def test_a_code_on_paper_is_found_in_the_chain(desk: Desk) -> None:
    papers = desk.folder.parent / "papers"
    value = desk.play(WHOLE, "--documents", papers, "--json").json
    text = subprocess.run(
        ["pdftotext", value["documents"][0], "-"], capture_output=True, text=True, check=True
    ).stdout
    code = re.search(r"Code (\S+)", text)
    assert code
    assert desk.verb("verify", "--anchor", code[1]).code == 0
    assert desk.verb("verify", "--anchor", "1-0000-0000-0").code == 1


def test_export_and_form_write_pdfs_and_never_over_a_file(desk: Desk, tmp_path: Path) -> None:
    assert desk.play(WHOLE).code == 0
    out = tmp_path / "record.pdf"
    arguments = ("--case", "2026-001", "--document", "interview", "--interview", "1", "--out", out)
    assert desk.verb("export", *arguments).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o777 == 0o600
    again = desk.verb("export", *arguments)
    assert again.code == 1
    assert "already" in again.err
    form = tmp_path / "form.pdf"
    assert (
        desk.run("form", "--protocol", "collateral", "--addon", "school", "--out", form).code == 0
    )
    assert form.read_bytes().startswith(b"%PDF")
    assert desk.run("form", "--protocol", "subject", "--addon", "school", "--out", out).code == 1


def test_export_makes_rows_of_a_chronology_and_says_that_they_are_not_encrypted(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.play(WHOLE).code == 0
    wanted = ("--case", "2026-001", "--document", "chronology", "--csv", "--out")
    done = desk.verb("export", *wanted, tmp_path / "rows.csv")
    assert done.code == 0
    assert "not encrypted" in done.err
    assert b"Date as said" in (tmp_path / "rows.csv").read_bytes()
    plan = ("--case", "2026-001", "--document", "plan", "--csv", "--out", tmp_path / "plan.csv")
    refused = desk.verb("export", *plan)
    assert (refused.code, (tmp_path / "plan.csv").exists()) == (1, False)
    assert "cannot be saved as rows" in refused.err


def test_the_emergency_card_is_written_and_its_making_logged(desk: Desk, tmp_path: Path) -> None:
    before = desk.info()["audit_entries"]
    out = tmp_path / "card.pdf"
    assert desk.verb("emergency-card", "--out", out).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert desk.info()["audit_entries"] > before
    assert desk.verb("emergency-card", "--out", out).code == 1


def test_export_writes_the_html_edition_through_the_same_ledger(desk: Desk, tmp_path: Path) -> None:
    assert desk.play(WHOLE).code == 0
    out = tmp_path / "record.html"
    arguments = ("--case", "2026-001", "--document", "interview", "--interview", "1", "--out", out)
    before = desk.verb("audit", "--json").json["entries"]
    done = desk.verb("export", *arguments, "--html", "--to", "School", "--purpose", "Team")
    assert done.code == 0
    assert "not encrypted" in done.err
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "for School" in page
    code = re.search(r"Code (\S+)<", page)
    assert code
    assert desk.verb("verify", "--anchor", code[1]).code == 0
    assert desk.verb("audit", "--json").json["entries"] >= before + 2
    assert desk.verb("export", *arguments, "--html").code == 1


def test_protocols_check_names_the_place(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "own.v1.toml"
    bad.write_text('format = 1\nid = "own"\n', encoding="utf-8")
    done = desk.run("protocols", "check", bad)
    assert done.code == 1
    assert "own.v1.toml" in done.err


def test_a_marked_word_is_in_no_byte_beside_the_documents(
    desk: Desk, tmp_path: Path, home: Path
) -> None:
    marked = "Xylophonquartz"
    text = WHOLE.replace("He said his supervisor sent me.", marked).replace("Peter Novak", marked)
    assert desk.play(text).code == 0
    assert desk.verb("verify").code == 0
    roots = [desk.folder, home, Path("/tmp") / "vpo-desk"]
    found = [
        path
        for root in roots
        if root.exists()
        for path in root.rglob("*")
        if path.is_file() and marked.encode() in path.read_bytes()
    ]
    assert found == []
    assert desk.verb("cases").out.count(marked) == 0
    assert marked in desk.verb("cases", "--names").out


def test_selftest_and_demo(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("selftest").code == 0
    out = tmp_path / "demo"
    done = desk.run("demo", "--out", out)
    assert done.code == 0, done.err
    secret = out / "PASSPHRASE.txt"
    folder = out / "Demonstration.vpodesk"
    info = desk.run("info", folder, "--passphrase-file", secret, "--json").json
    assert info["cases"] == 4
    assert info["training"] is True
    assert desk.run("verify", folder, "--passphrase-file", secret).code == 0
    assert desk.run("demo", "--out", out).code == 1


def test_a_mistyped_code_is_told_and_nothing_is_said_against_the_file(desk: Desk) -> None:
    done = desk.verb("verify", "--anchor", "410-1AQ5-4NT2-P7XE")
    assert done.code == 1
    assert done.out == ""
    assert "not a page code" in done.err
    assert "does not hold" not in done.err


def test_an_anchor_slip_proves_later_what_was_there(desk: Desk, tmp_path: Path) -> None:
    slip = tmp_path / "slip.pdf"
    assert desk.verb("audit", "--slip", slip).code == 0
    text = subprocess.run(
        ["pdftotext", str(slip), "-"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"\b\d+(-[0-9A-Z]{2,4}){7}-[0-9A-Z*~$=]", text)
    assert found, text
    assert desk.verb("verify", "--anchor", found[0]).code == 0
    wrong = found[0][:-4] + ("0" if found[0][-4] != "0" else "1") + found[0][-3:]
    assert desk.verb("verify", "--anchor", wrong).code == 1
    assert desk.verb("audit", "--slip", slip).code == 1


def test_a_form_of_what_somebody_was_not_asked_yet(desk: Desk, tmp_path: Path) -> None:
    assert desk.play(WHOLE).code == 0
    out = tmp_path / "gaps.pdf"
    made = ("--protocol", "subject", "--case", "2026-001", "--gaps", "--out", out)
    assert desk.run("form", *made, "--person", "Peter Novak").code == 2
    assert desk.verb("form", *made).code == 2
    assert desk.run("form", "--protocol", "subject", "--out", out, "--case", "2026-001").code == 2
    assert not out.exists()
    assert desk.verb("form", *made, "--person", "Nobody").code == 1
    assert desk.verb("form", *made, "--person", "peter novak").code == 0
    text = subprocess.run(
        ["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "SU-A2" in text
    assert not re.search(r"SU-(A1|B3|G1)\b", text)
    assert "Novak" not in text
    assert "2026-001" not in text
    pages = text.split("\f")[:-1]
    (code,) = set(re.findall(r"subject@1/[0-9A-Z-]+/[0-9A-Z]{4}", text))
    assert all(code in page for page in pages)


def test_a_redacted_edition_has_none_of_the_words_and_says_how_many_went(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.play(WHOLE).code == 0
    out = tmp_path / "redacted.pdf"
    wanted = ("--case", "2026-001", "--document", "chronology", "--out", out)
    words = ("--redact", "Peter Novak=b6", "--redact", "friday=b7")
    done = desk.verb("export", *wanted, *words)
    assert done.code == 0, done.err
    text = " ".join(
        subprocess.run(
            ["pdftotext", out, "-"], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert "Novak" not in text
    assert "friday" not in text.casefold()
    assert "[REDACTED b7]" in text
    assert "Chronology, redacted edition" in text
    assert "Places redacted in this edition" in text


def test_a_word_of_our_own_sentences_is_refused_until_it_is_let_stand(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.play(WHOLE).code == 0
    out = tmp_path / "redacted.pdf"
    wanted = ("--case", "2026-001", "--document", "plan", "--out", out, "--redact", "plan=b5")
    refused = desk.verb("export", *wanted)
    assert (refused.code, out.exists()) == (1, False)
    assert "is still on" in refused.err
    done = desk.verb("export", *wanted, "--exempt", "plan=the name of the form")
    assert done.code == 0, done.err
    assert out.exists()
    assert desk.verb("export", *wanted[:5], tmp_path / "x.pdf", "--redact", "=b5").code == 1
