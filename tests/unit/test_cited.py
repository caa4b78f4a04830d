"""Text that cites its evidence, and the same text for paper that lists no sources."""

from __future__ import annotations

import pytest

from vpo_desk.domain.cited import Citation, CitedText

CITED = (Citation("I1 SU-B3", "answer", "a"), Citation("C-2026-001", "concern", "c"))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("He named a day [I1 SU-B3].", "He named a day."),
        ("Two students [I1 SU-B3] and [C-2026-001].", "Two students."),
        ("Knows the key [I1 SU-B3], [C-2026-001]. Being moved.", "Knows the key. Being moved."),
        ("The yard [I1 SU-B3] and the gate [C-2026-001] count.", "The yard and the gate count."),
        ("[C-2026-001] tells of it.", "tells of it."),
        ("He said [sic] and [I9].", "He said [sic] and [I9]."),
        ("One line [I1 SU-B3]\n[C-2026-001] another", "One line\n another"),
    ],
)
def test_what_no_source_is_listed_for_has_no_mark(text: str, bare: str) -> None:
    assert CitedText(text, CITED).bare() == bare
