"""Files that are attached: what came in comes out, what fails leaves nothing, what leaves is logged."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.conftest import AT, TODAY, Desk, later
from vpo_desk.domain.attachment import LARGEST, PURGED_FILE, Attachment, HeldFor
from vpo_desk.domain.cited import Citation
from vpo_desk.domain.file_kind import FileKind
from vpo_desk.domain.purge import Basis, Decided, Scope
from vpo_desk.domain.record_check import RecordResult
from vpo_desk.errors import Cancelled, VpoError
from vpo_desk.services.attachments import AttachmentWords, Owner
from vpo_desk.services.contents import Reading
from vpo_desk.services.importing import carried_out
from vpo_desk.services.records import Look
from vpo_desk.services.timeline_lines import TimelineKind
from vpo_desk.storage import source_file
from vpo_desk.storage.content_check import check_contents
from vpo_desk.storage.nouns import ATTACHMENT, CONCERN
from vpo_desk.storage.slices import BATCH, SLICE

WORDS = AttachmentWords(
    AT, "Screenshot of the post", "B. Hale", HeldFor.GIVEN_BY_OWNER, "EV-17", "Evidence room"
)


class Steps(Protocol):
    def step(self) -> bool: ...


def run(work: Steps) -> None:
    while not work.step():
        pass


def attach(desk: Desk, path: Path, owner: Owner, words: AttachmentWords = WORDS) -> Attachment:
    return carried_out(desk.services.attachments.begin(path, owner, words))[0]


def content(desk: Desk, attachment: Attachment) -> bytes:
    reading = desk.services.attachments.read(attachment.id)
    run(reading)
    return reading.content


def _concern_of(desk: Desk, case_id: str) -> str:
    (concern,) = desk.services.ground.history.values(CONCERN, "h.case_id = ?", (case_id,))
    return concern.id


def _filled(part: bytes, size: int) -> bytes:
    return (part * (size // len(part) + 1))[:size]


def _grow(stream: BinaryIO) -> None:
    stream.write(b"more")


def _shrink(stream: BinaryIO) -> None:
    stream.truncate(10)


def rows(desk: Desk) -> int:
    connection = desk.opened.file.connection
    return int(connection.execute("SELECT count(*) FROM attachment_slice").fetchone()[0])


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Brief an Zoë 身份证.txt"
    path.write_bytes(b"He said everyone will remember Friday.\r\n")
    return path


def test_a_file_is_kept_with_what_is_known_of_it(desk: Desk, letter: Path) -> None:
    case = desk.case()
    made = attach(desk, letter, Owner(case.id))
    assert (made.file.name, made.file.size) == (letter.name, len(letter.read_bytes()))
    assert made.file.sha256 == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert made.file.kind is FileKind.TEXT
    assert (made.caption, made.basis, made.evidence_number) == (
        "Screenshot of the post",
        HeldFor.GIVEN_BY_OWNER,
        "EV-17",
    )
    (line,) = desk.reopen().attachments.of_case(case.id)
    assert (line.label, line.attachment, line.checked) == ("A1", made, None)
    assert content(desk, made) == letter.read_bytes()
    (line,) = desk.services.attachments.of_case(case.id)
    assert line.checked is not None
    assert line.checked.holds
    assert desk.services.upkeep.info().attachments == 1
    assert [each.action for each in desk.log(made.id)] == ["create"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(min_size=1, max_size=4000),
        st.builds(
            _filled,
            st.binary(min_size=1, max_size=900),
            st.sampled_from([SLICE - 1, SLICE, SLICE + 1, 3 * SLICE, BATCH * SLICE + 5]),
        ),
    )
)
def test_any_bytes_that_go_in_come_out(desk: Desk, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(data)
    concern = desk.concern()
    made = attach(desk, path, Owner(concern_id=concern.id))
    assert content(desk, made) == data
    out = tmp_path / "out"
    run(desk.services.attachments.export(made.id, out))
    assert out.read_bytes() == data
    out.unlink()
    assert check_contents(desk.opened.file.connection).holds


def test_files_go_with_answers_records_and_concerns(desk: Desk, letter: Path) -> None:
    case = desk.case()
    answer = desk.answer(desk.interview(case), "SU-A1")
    record, _ = desk.services.records.add(
        case.id, Look("RR-A1", AT, RecordResult.NONE, system="CAD")
    )
    concern = desk.services.concerns.get(_concern_of(desk, case.id)).concern
    service = desk.services.attachments
    later_words = replace(WORDS, at=later(1))
    of_answer = attach(desk, letter, Owner(answer_id=answer.id), later_words)
    of_record = attach(desk, letter, Owner(record_id=record.id), replace(WORDS, at=later(2)))
    of_concern = attach(desk, letter, Owner(concern_id=concern.id))
    assert [each.attachment for each in service.of_answer(answer.id)] == [of_answer]
    assert [each.attachment for each in service.of_record(record.id)] == [of_record]
    assert [each.attachment for each in service.of_concern(concern.id)] == [of_concern]
    assert [(each.label, each.attachment.id) for each in service.of_case(case.id)] == [
        ("A1", of_concern.id),
        ("A2", of_answer.id),
        ("A3", of_record.id),
    ]
    assert {service.case_of(each) for each in (of_answer, of_record, of_concern)} == {case.id}
    lines = desk.services.timeline.of_case(case.id)
    found = [line.source[1] for line in lines if line.kind is TimelineKind.FILE]
    assert found == [of_concern.id, of_answer.id, of_record.id]


def test_a_file_can_be_cited_and_is_listed_as_a_source(desk: Desk, letter: Path) -> None:
    case = desk.case()
    made = attach(desk, letter, Owner(case.id))
    cited = desk.services.citations.cite(case.id, "He wrote it [A1], twice [A2].")
    assert cited.citations == (Citation("A1", "attachment", made.id),)
    source = desk.services.citations.describe(cited.citations[0])
    assert (source.kind, source.title, source.place) == (
        "attachment",
        "Screenshot of the post",
        "EV-17",
    )


def test_what_is_known_can_be_corrected_and_the_bytes_never(desk: Desk, letter: Path) -> None:
    case = desk.case()
    made = attach(desk, letter, Owner(case.id))
    words = AttachmentWords(caption="The post itself", basis=HeldFor.PUBLIC)
    corrected, changes = desk.services.attachments.correct(made.id, words)
    assert changes.touches(case.id)
    assert (corrected.at, corrected.caption, corrected.source) == (AT, "The post itself", "")
    assert corrected.file == made.file
    assert len(desk.services.ground.history.versions(ATTACHMENT, made.id)) == 2


class TestWhatCannotBeTakenIn:
    def refused(self, desk: Desk, path: Path) -> str:
        case = desk.case()
        with pytest.raises(VpoError) as refusal:
            attach(desk, path, Owner(case.id))
        assert desk.services.attachments.of_case(case.id) == ()
        assert rows(desk) == 0
        assert path.name not in str(refusal.value)
        assert refusal.value.todo is not None
        return str(refusal.value.happened)

    def test_an_empty_file(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "nothing.txt"
        path.touch()
        assert self.refused(desk, path) == "The file is empty: it has 0 bytes."

    def test_a_folder(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "folder.pdf").mkdir()
        assert self.refused(desk, tmp_path / "folder.pdf") == "This is a folder."

    def test_a_file_that_is_gone(self, desk: Desk, tmp_path: Path) -> None:
        assert self.refused(desk, tmp_path / "gone.txt") == "The file is not there any more."

    def test_a_name_that_no_system_takes(self, desk: Desk, tmp_path: Path) -> None:
        assert self.refused(desk, tmp_path / "a\0b") == "The file cannot be read."

    def test_what_is_no_ordinary_file_is_not_waited_for(self, desk: Desk) -> None:
        assert self.refused(desk, Path(os.devnull)) == "This is no ordinary file."

    def test_a_file_that_is_too_large(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "film.mp4"
        with path.open("wb") as stream:
            stream.truncate(LARGEST + 1)
        happened = self.refused(desk, path)
        assert happened == (
            "The file has 201 MB, and a case file takes at most 200 MB in one file."
        )

    @pytest.mark.parametrize("change", [_grow, _shrink])
    def test_a_file_that_changes_while_it_is_read(
        self, desk: Desk, tmp_path: Path, change: Callable[[BinaryIO], None]
    ) -> None:
        path = tmp_path / "growing.log"
        path.write_bytes(bytes(SLICE * (BATCH + 2)))
        work = desk.services.attachments.begin(path, Owner(desk.case().id), WORDS)
        assert not work.step()
        with path.open("ab") as stream:
            change(stream)
        with pytest.raises(VpoError, match="changed while it was read"):
            run(work)
        work.undo()
        assert rows(desk) == 0

    def test_a_stick_that_is_pulled(
        self, desk: Desk, letter: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def pulled(_number: int) -> object:
            raise OSError

        work = desk.services.attachments.begin(letter, Owner(desk.case().id), WORDS)
        monkeypatch.setattr(source_file, "os", SimpleNamespace(fstat=pulled))
        with pytest.raises(VpoError, match="cannot be read"):
            work.step()

    def test_a_disk_without_room(
        self, desk: Desk, letter: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = desk.case()
        usage = SimpleNamespace(free=1000)

        def little(_folder: Path) -> SimpleNamespace:
            return usage

        monkeypatch.setattr("shutil.disk_usage", little)
        with pytest.raises(VpoError, match="The disk is full"):
            desk.services.attachments.begin(letter, Owner(case.id), WORDS)

    def test_a_case_that_has_ended_takes_nothing(self, desk: Desk, letter: Path) -> None:
        with pytest.raises(VpoError, match="no such case"):
            attach(desk, letter, Owner("case-0"))
        with pytest.raises(VpoError, match="no such concern"):
            attach(desk, letter, Owner(concern_id="concern-0"))


class TestAnInterruptedImport:
    @pytest.fixture
    def half(self, desk: Desk, tmp_path: Path) -> Path:
        path = tmp_path / "long.wav"
        path.write_bytes(os.urandom(SLICE * (2 * BATCH + 3)))
        return path

    def test_shows_nothing_before_its_last_commit(self, desk: Desk, half: Path) -> None:
        case = desk.case()
        work = desk.services.attachments.begin(half, Owner(case.id), WORDS)
        steps = 0
        while not work.step():
            steps += 1
            assert desk.services.attachments.of_case(case.id) == ()
            assert work.done == steps * BATCH * SLICE
        with pytest.raises(VpoError, match="no such file"):
            desk.services.attachments.get(work.id)
        made, changes = work.finish()
        assert changes.touches(case.id)
        assert desk.services.attachments.get(work.id) == made

    def test_cannot_be_finished(self, desk: Desk, half: Path) -> None:
        work = desk.services.attachments.begin(half, Owner(desk.case().id), WORDS)
        work.step()
        with pytest.raises(Cancelled):
            work.finish()
        work.leave()

    def test_is_taken_back_batch_by_batch(self, desk: Desk, half: Path) -> None:
        work = desk.services.attachments.begin(half, Owner(desk.case().id), WORDS)
        work.step()
        work.step()
        assert rows(desk) == 2 * BATCH
        assert not work.undo_step()
        assert rows(desk) == BATCH
        assert work.undo_step()
        assert rows(desk) == 0

    def test_leaves_nothing_behind_the_next_opening(self, desk: Desk, half: Path) -> None:
        case = desk.case()
        work = desk.services.attachments.begin(half, Owner(case.id), WORDS)
        work.step()
        work.leave()  # the lock: the case file is closed at once
        assert rows(desk) == BATCH
        desk.reopen()
        assert rows(desk) == 0
        assert desk.services.attachments.of_case(case.id) == ()


class TestAFormThatIsNotSaved:
    def test_keeps_what_was_dropped_on_it_and_hands_it_on(self, desk: Desk, letter: Path) -> None:
        waiting = carried_out(desk.services.waiting_files.begin(letter, "new-concern"))
        letter.unlink()
        services = desk.reopen()  # as after a crash
        assert services.waiting_files.of("new-concern") == (waiting,)
        assert services.drafts.of("new-concern") == ()
        with services.ground.transaction():
            concern = desk.concern()
            changes = services.waiting_files.hand_on("new-concern", Owner(concern_id=concern.id))
        assert changes.touches(concern.id)
        (line,) = services.attachments.of_concern(concern.id)
        assert (line.attachment.id, line.attachment.file) == (waiting.id, waiting.facts)
        assert content(desk, line.attachment).startswith(b"He said everyone")
        assert services.waiting_files.of("new-concern") == ()

    def test_lets_go_of_it(self, desk: Desk, letter: Path) -> None:
        service = desk.services.waiting_files
        first = carried_out(service.begin(letter, "new-concern"))
        second = carried_out(service.begin(letter, "new-concern"))
        service.let_go("new-concern", [first.id])
        assert service.of("new-concern") == (second,)
        service.let_go("new-concern")
        assert service.of("new-concern") == ()
        assert rows(desk) == 0


class TestAnExport:
    def test_is_in_the_chain_before_its_first_byte(
        self, desk: Desk, letter: Path, tmp_path: Path
    ) -> None:
        made = attach(desk, letter, Owner(desk.case().id))
        work = desk.services.attachments.export(made.id, tmp_path / "out.txt")
        assert [each.action for each in desk.log(made.id)] == ["create", "export"]
        run(work)
        assert [each.action for each in desk.log(made.id)][-1] == "exported"
        assert (tmp_path / "out.txt").read_bytes() == letter.read_bytes()
        if os.name == "posix":
            assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o600

    def test_never_writes_over_a_file(self, desk: Desk, letter: Path) -> None:
        made = attach(desk, letter, Owner(desk.case().id))
        with pytest.raises(VpoError, match="file of that name"):
            desk.services.attachments.export(made.id, letter)
        assert [each.action for each in desk.log(made.id)][-2:] == ["export", "not_exported"]

    def test_leaves_nothing_half(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "long"
        path.write_bytes(bytes(SLICE * 9))
        made = attach(desk, path, Owner(desk.case().id))
        work = desk.services.attachments.export(made.id, tmp_path / "out")
        assert not work.step()
        work.leave()
        work.leave()
        assert not (tmp_path / "out").exists()
        assert [each.action for each in desk.log(made.id)][-2:] == ["export", "not_exported"]


class TestContentThatIsNotWhatCameIn:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE attachment_slice SET bytes = x'00' WHERE ordinal = 1",
            "DELETE FROM attachment_slice WHERE ordinal = 2",
            "DELETE FROM attachment_slice",
            "INSERT INTO attachment_slice SELECT attachment_id, ordinal + 9, bytes FROM attachment_slice",
        ],
    )
    def test_is_told_and_never_shown(self, desk: Desk, tmp_path: Path, change: str) -> None:
        path = tmp_path / "two"
        path.write_bytes(b"word" * SLICE)
        made = attach(desk, path, Owner(desk.case().id))
        connection = desk.opened.file.connection
        assert check_contents(connection).holds
        connection.execute(change)
        found = check_contents(connection)
        assert not found.holds
        assert made.id in str(found.words)
        reading = desk.services.attachments.read(made.id)
        with pytest.raises(VpoError, match="digest does not hold"):
            run(reading)
        assert reading.content == b""
        out = tmp_path / "out"
        with pytest.raises(VpoError, match="digest does not hold"):
            run(desk.services.attachments.export(made.id, out))
        assert not out.exists()
        (line,) = desk.services.attachments.of_case(made.case_id or "")
        assert line.checked is not None
        assert not line.checked.holds


class TestRemovalForGood:
    def test_of_one_file_leaves_its_place_and_nothing_of_it(self, desk: Desk, letter: Path) -> None:
        case = desk.case()
        made = attach(desk, letter, Owner(case.id))
        kept = attach(desk, letter, Owner(case.id))
        purge, _ = desk.services.purges.ask(
            Scope.ATTACHMENT, made.id, basis=Basis.SPILL, reason="A criminal history."
        )
        desk.services.purges.confirm(purge.id, Decided("Lt. Ames", TODAY))
        left = desk.services.attachments.get(made.id)
        assert (left.file, left.caption, left.source) == (PURGED_FILE, "", "")
        assert [each.label for each in desk.services.attachments.of_case(case.id)] == ["A1", "A2"]
        assert rows(desk) == 1
        assert content(desk, kept) == letter.read_bytes()
        with pytest.raises(VpoError, match="removed for good"):
            desk.services.attachments.read(made.id)
        assert check_contents(desk.opened.file.connection).holds

    def test_of_a_concern_takes_its_files_too(self, desk: Desk, letter: Path) -> None:
        concern = desk.concern()
        made = attach(desk, letter, Owner(concern_id=concern.id))
        purge, _ = desk.services.purges.ask(
            Scope.CONCERN, concern.id, basis=Basis.COURT_ORDER, reason="Order 12."
        )
        desk.services.purges.confirm(purge.id, Decided("Lt. Ames", TODAY))
        assert not desk.services.attachments.get(made.id).has_content
        assert rows(desk) == 0


def test_a_reading_that_only_checks_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(SLICE * 60))
    made = attach(desk, path, Owner(desk.case().id))
    tracemalloc.start()
    reading: Reading = desk.services.attachments.read(made.id, keep=False)
    run(reading)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reading.done == SLICE * 60
    assert reading.content == b""
    assert peak < SLICE * 16
