"""Recovery words with a mistake, or of another file: told apart, and nothing more is told."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from mnemonic import Mnemonic

from vpo_desk.bootstrap.clock import system_clock
from vpo_desk.bootstrap.custody import recover
from vpo_desk.bootstrap.recovery import check_words
from vpo_desk.domain.agency import Agency
from vpo_desk.errors import VpoError
from vpo_desk.storage import case_file, keyring
from vpo_desk.storage.faults import DatabaseDamaged, KeyDoesNotFit
from vpo_desk.storage.key_origin import KeyOfAnother
from vpo_desk.words import Catalog

PASSPHRASE = "orchid tunnel marble seven kites"
LISTED: list[str] = list(Mnemonic("english").wordlist)
NOT_LISTED = "Word {place} is not one of the list of words."
NOT_TOGETHER = "The 24 words do not fit together: one is misread or two are swapped."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    folder = tmp_path_factory.mktemp("made") / "Desk.vpodesk"
    opened, key = case_file.create(
        folder, PASSPHRASE, clock=system_clock(), agency=Agency(), training=False
    )
    opened.close()
    return folder, keyring.words_of_key(key)


def happened(words: Sequence[str]) -> str:
    """Return what is told of words as they were typed; empty when they are a key's."""
    try:
        keyring.key_of_words(" ".join(words))
    except keyring.WrongWords as fault:
        return Catalog().text(fault.happened)
    return ""


def with_word(words: Sequence[str], place: int, other: str) -> list[str]:
    return [*words[:place], other, *words[place + 1 :]]


def misspelled(word: str) -> Iterable[str]:
    """Yield what one slip of a finger within the first four letters makes of a word."""
    for at in range(min(4, len(word))):
        yield word[:at] + word[at + 1 :]
        for letter in "abcdefghijklmnopqrstuvwxyz":
            if letter != word[at]:
                yield word[:at] + letter + word[at + 1 :]


def check_slips(words: Sequence[str], places: Iterable[int]) -> int:
    """Each slip is told with its place, or by the checksum where it made another word of the list."""
    count = 0
    for place in places:
        for typed in misspelled(words[place]):
            said = happened(with_word(words, place, typed))
            known = any(each == typed or each[:4] == typed for each in LISTED)
            allowed = {NOT_TOGETHER, ""} if known else {NOT_LISTED.format(place=place + 1)}
            assert said in allowed, (place, said)
            count += 1
    return count


def check_others(words: Sequence[str], places: Iterable[int], others: Sequence[str]) -> list[str]:
    """Another word of the list is told by the checksum; return the texts that are another key's."""
    passed: list[str] = []
    for place in places:
        for other in others:
            if other != words[place]:
                changed = with_word(words, place, other)
                said = happened(changed)
                assert said in {NOT_TOGETHER, ""}
                passed += [" ".join(changed)] if not said else []
    return passed


def need_told_as_another_files(folder: Path, texts: Iterable[str]) -> None:
    """Words of another file open nothing, and nothing but the attempt's time is written."""
    database = (folder / case_file.DATABASE).read_bytes()
    for text in texts:
        key = keyring.key_of_words(text)
        with pytest.raises(VpoError) as told:
            case_file.open_with_key(folder, key, clock=system_clock(), actor="recovery-words")
        said = Catalog().text(told.value.happened)
        assert "the key does not belong to it" in said
    assert (folder / case_file.DATABASE).read_bytes() == database


def test_a_slip_another_word_and_another_files_words_are_told_apart(
    made: tuple[Path, tuple[str, ...]],
) -> None:
    folder, words = made
    chance = random.Random(1)
    check_slips(words, chance.sample(range(24), 2))
    passed = check_others(words, chance.sample(range(24), 3), chance.sample(LISTED, 200))
    for place in range(23):
        swapped = [*words[:place], words[place + 1], words[place], *words[place + 2 :]]
        assert happened(swapped) in {NOT_TOGETHER, ""}
    others = " ".join(keyring.words_of_key(keyring.new_key()))
    need_told_as_another_files(folder, [*passed[:3], others])


def test_words_of_another_file_and_a_damaged_database_are_told_apart(
    made: tuple[Path, tuple[str, ...]], tmp_path: Path
) -> None:
    folder, words = made
    others = " ".join(keyring.words_of_key(keyring.new_key()))
    with pytest.raises(KeyOfAnother, match="the key of another case file"):
        check_words(folder, others)
    hurt = Path(shutil.copytree(folder, tmp_path / "hurt.vpodesk"))
    database = hurt / case_file.DATABASE
    database.write_bytes(b"\x00" * 4096 + database.read_bytes()[4096:])
    with pytest.raises(DatabaseDamaged, match="What was typed is right"):
        check_words(hurt, " ".join(words))
    with pytest.raises(DatabaseDamaged, match="What was typed is right"):
        recover(hurt, " ".join(words), "salmon bridge orchard velvet spoon")
    for name in keyring.FILES:
        (hurt / name).unlink()
    with pytest.raises(KeyDoesNotFit, match="does not belong to it, or it is damaged"):
        check_words(hurt, " ".join(words))


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_every_slip_and_every_other_word_at_every_place(
    made: tuple[Path, tuple[str, ...]],
) -> None:
    folder, words = made
    print("slips:", check_slips(words, range(24)))
    passed = check_others(words, range(24), LISTED)
    print("other words:", 24 * (len(LISTED) - 1))
    print("of these another key's:", len(passed))
    need_told_as_another_files(folder, passed)
