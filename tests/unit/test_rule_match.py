"""Rules that may match: which words are shared, and which day a rule's time names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from vpo_desk.domain.moments import Moment
from vpo_desk.domain.rule_match import due_from, shared_words

NOW = Moment(datetime(2026, 11, 20, 4, 30, tzinfo=UTC), "America/New_York")  # 23:30 on the 19th


@pytest.mark.parametrize(
    ("condition", "text", "shared"),
    [
        ("Misses the evaluation", "He missed it. EVALUATION is off.", ("evaluation",)),
        ("New weapon seen", "A friend saw weapons", ()),
        ("José returns", "jose\u0301 was here", ("jose",)),
        ("Straße", "STRASSE gesperrt", ("strasse",)),
        ("He is seen with her in the school", "he and she, with it, in the", ()),
        ("Угроза повторена", "угроза!", ("угроза",)),
        ("<b>Van</b> bought", "&lt;van&gt; <i>bought", ("van", "bought")),
        ("", "anything", ()),
        ("Countdown", "", ()),
    ],
)
def test_words_are_shared_whole_without_case_accents_or_stemming(
    condition: str, text: str, shared: tuple[str, ...]
) -> None:
    assert shared_words(condition, text) == shared


def test_shared_words_come_from_any_of_the_texts_once_in_the_order_of_the_condition() -> None:
    found = shared_words("Police called, police stopped the van", "a van", "Police; Police")
    assert found == ("police", "van")


def test_where_words_have_no_spaces_pairs_of_characters_are_shared() -> None:
    assert shared_words("身份证丢失", "他的身份证") == ("身份", "份证")


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("same day", date(2026, 11, 19)),
        ("The same day.", date(2026, 11, 19)),
        ("NOW", date(2026, 11, 19)),
        ("1 h", date(2026, 11, 20)),
        ("20 minutes", date(2026, 11, 19)),
        ("within 24 hours", date(2026, 11, 20)),
        ("two days", date(2026, 11, 21)),
        ("a week", date(2026, 11, 26)),
        ("2 weeks", date(2026, 12, 3)),
        ("tomorrow", date(2026, 11, 20)),
        ("next workday", None),
        ("two working days", None),
        ("soon", None),
        ("", None),
        ("some days", None),
        ("1 day or sooner", None),
        ("months", None),
    ],
)
def test_a_time_is_read_only_where_it_is_sure(within: str, due: date | None) -> None:
    assert due_from(within, NOW) == due
