"""The log holds types, code lines, numbers and ids, and no word that a person said."""

from __future__ import annotations

import logging
import logging.config
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from vpo_desk.domain.ids import RandomIds
from vpo_desk.logs import LOGGER, LogFile, WordlessFormatter, close_log, code_lines, open_log

SAID = "everyone will remember Friday"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogFile]:
    opened = open_log(tmp_path / "logs")
    yield opened
    close_log(opened)


def written(log: LogFile) -> str:
    return Path(log.baseFilename).read_text(encoding="utf-8")


def fail_with(words: str) -> None:
    try:
        int(words)
    except ValueError as error:
        raise KeyError(words, error) from error


def test_numbers_and_ids_are_written_and_words_only_by_their_type(log: LogFile) -> None:
    case = RandomIds().new("case")
    logger = logging.getLogger(f"{LOGGER}.storage")
    logger.warning("%d rows of %s, %s, %s", 12, case, SAID, {"text": SAID})
    text = written(log)
    assert f"WARNING vpo_desk.storage 12 rows of {case}, ‹str›, ‹dict›" in text
    assert SAID not in text


@pytest.mark.parametrize(
    ("message", "arguments", "expected"),
    [
        ("%(rows)d rows, %(who)s", ({"rows": 3, "who": SAID},), "3 rows, ‹str›"),
        ("%d rows", (SAID,), "%d rows"),
        (ValueError(SAID), (), "‹ValueError›"),
        ("one %s", (SAID, SAID), "one %s"),
    ],
)
def test_misfits_are_wordless_too(
    message: object, arguments: tuple[object, ...], expected: str
) -> None:
    record = logging.LogRecord(LOGGER, logging.INFO, __file__, 1, message, arguments, None)
    assert WordlessFormatter().format(record).endswith(f" INFO vpo_desk {expected}")


def test_a_fault_is_written_as_types_and_code_lines(log: LogFile) -> None:
    logger = logging.getLogger(LOGGER)
    try:
        fail_with(SAID)
    except KeyError:
        logger.exception("fault in %s", SAID)
    text = written(log)
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert " fail_with" in text
    assert SAID not in text
    assert str(Path(__file__).parent) not in text


def test_code_lines_name_the_cause_and_stop_at_a_circle() -> None:
    first, second = ValueError(SAID), TypeError(SAID)
    first.__cause__, second.__cause__ = second, first
    assert code_lines(first) == ("builtins.ValueError", "builtins.TypeError")


def test_a_suppressed_context_is_left_out() -> None:
    fault = ValueError()
    fault.__context__ = TypeError()
    assert code_lines(fault) == ("builtins.ValueError", "builtins.TypeError")
    fault.__suppress_context__ = True
    assert code_lines(fault) == ("builtins.ValueError",)


def test_what_libraries_log_goes_nowhere(log: LogFile) -> None:
    logging.getLogger("fontTools").warning(SAID)
    logging.getLogger(LOGGER).info("mine")
    assert SAID not in written(log)


def test_a_library_that_set_up_its_own_log_has_not_silenced_ours(tmp_path: Path) -> None:
    logging.getLogger(LOGGER)
    logging.config.dictConfig({"version": 1})
    log = open_log(tmp_path / "logs")
    logging.getLogger(LOGGER).info("mine")
    close_log(log)
    assert "mine" in written(log)


def test_the_file_is_private_and_of_bounded_size(log: LogFile, tmp_path: Path) -> None:
    logger = logging.getLogger(LOGGER)
    for number in range(20_000):
        logger.info("a line of a certain length, number %d", number)
    files = sorted((tmp_path / "logs").iterdir())
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) <= 3 * 256 * 1024
    assert "number 19999" in written(log)
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_log_that_cannot_be_written_stops_nobody_and_shows_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    log = open_log(in_the_way / "logs")
    logging.getLogger(LOGGER).error("lost %s", SAID)
    close_log(log)
    assert capfd.readouterr() == ("", "")
