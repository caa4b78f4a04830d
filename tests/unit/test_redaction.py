"""Words that go are found in every spelling, and no others are."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.domain.redaction import Exemption, Found, Redaction, Removal, _crosses, block

NAMES = Redaction(
    [
        Removal("Peter Novák", "b6", person=True),
        Removal("Mary Ann", "b6"),
        Removal("555 0142", "b7"),
        Removal("Dalton Logistics", "b4"),
        Removal("王伟", "b6"),
        Removal("محمد", "b6"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "Peter Novák came",
        "PETER NOVAK came",
        "Novak came",
        "novak's car",
        "the Novaks came",
        "Novák’s car",
        "No\u0301vak",
        "Nova\u0301k",
        "No-\nvak came",
        "No\u00advak came",
        "Pe-\r\nter",
        "Mary-Ann",
        "MaryAnn",
        "Mary\nAnn",
        "Mary  Ann's",
        "5550142",
        "555-0142",
        "(555) 0142",
        "555.0142",
        "ＰＥＴＥＲ",
        "Dalton\u00a0Logistics",
        "昨天王伟说",
        "قال محمد انه",
        "(Novak)",
        "“Novak,”",
        "Novak/Peter",
    ],
)
def test_every_spelling_is_found(text: str) -> None:
    assert NAMES.find(text), text


@pytest.mark.parametrize(
    "text",
    [
        "Ann came",
        "Mary came",
        "annual Novakov",
        "Petersburg",
        "555 01429",
        "1555 0142x",
        "in a way",
    ],
)
def test_what_is_another_word_stays(text: str) -> None:
    assert NAMES.find(text) == (), text
    assert NAMES.redact(text, {}) == text


@pytest.mark.parametrize(
    ("entry", "text", "left"),
    [
        ("Peter Novak", "Novak, Peter", "[REDACTED]"),
        ("peter novák", "NOVAK,\nPETER’s car", "[REDACTED] car"),
        ("Novak, Peter", "he told Peter Novak so", "he told [REDACTED] so"),
        ("Peter J. Novak", "Novak, Peter J., 41", "[REDACTED]., 41"),
        ("Maria de la Cruz", "de la Cruz, Maria", "[REDACTED]"),
        ("Maria de la Cruz", "Cruz, Maria de la", "[REDACTED]"),
        ("De la Cruz, Maria", "Maria de la Cruz", "[REDACTED]"),
        ("علي محمد", "محمد، علي", "[REDACTED]"),
        ("李 小明", "小明，李", "[REDACTED]"),
        # Another word beside it is no list's order.
        ("Peter Novak", "He met Novak. Peter left.", "He met Novak. Peter left."),
        ("Peter Novak", "Novak and Peter", "Novak and Peter"),
        ("Peter Novak", "Anna Novak, Peter Novak", "Anna Novak, [REDACTED]"),
        ("Peter Novak", "Peter Novak, Peter Hale", "[REDACTED], Peter Hale"),
        ("Peter Novak", "Novak / Peter", "Novak / Peter"),
        ("Peter Novak", "Novaks, Peters", "Novaks, Peters"),
        (
            "in the yard on Friday at nine o’clock",
            "o’clock, in the yard on Friday at nine",
            "o’clock, in the yard on Friday at nine",
        ),
    ],
)
def test_a_name_is_found_in_the_order_of_a_list_and_of_speech(
    entry: str, text: str, left: str
) -> None:
    assert Redaction([Removal(entry)]).redact(text, {}) == left


def test_of_a_person_every_part_goes_in_every_order() -> None:
    known = Redaction([Removal("Peter Novak", "b6", person=True)])
    assert known.redact("Novak, Peter", {}) == "[REDACTED b6]"
    left = known.redact("Anna Novak, Peter Novak, Peter Hale", {})
    assert left == "Anna [REDACTED b6], [REDACTED b6], [REDACTED b6] Hale"
    both = Redaction([Removal("Peter Novak", "a"), Removal("Peter Hale", "b")])
    assert both.redact("Novak, Peter Hale", {}) == "[REDACTED a]"


def test_a_comma_that_is_nothing_but_a_comma_turns_no_name() -> None:
    assert Redaction([Removal("Novak,")]).redact("Novak, Peter", {}) == "[REDACTED], Peter"
    assert Redaction([Removal(", Novak")]).redact("Novak", {}) == "[REDACTED]"


@given(
    st.lists(st.text("abcdefgh", min_size=3, max_size=8), min_size=2, max_size=6),
    st.data(),
)
def test_no_turned_name_is_ever_left(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(words) - 1))
    family, given_names = " ".join(words[at:]), " ".join(words[:at])
    turned, said = f"{family}, {given_names}", f"{given_names} {family}"
    for entry, text in ((said, turned), (turned, said)):
        assert Redaction([Removal(entry)]).redact(f"({text})", {}) == "([REDACTED])"


SCRIPTS = [
    "राजेन्द्र प्रसाद",
    "রবীন্দ্রনাথ ঠাকুর",
    "ਗੁਰਪ੍ਰੀਤ",
    "ગાંધી",
    "முருகன்",
    "రామారావు",
    "ಕೃಷ್ಣ",
    "മോഹൻലാൽ",
    "සිරිල්",
    "ສົມຊາຍ",
    "อนุชา สมชาย",
    "အောင်ဆန်း",
    "សុខា",
    "გიორგი",
    "Հայկ",
    "ኃይለ ሥላሴ",
    "ᏣᎳᎩ",
    "김철수",
    "田中さん",
    "歐陽震華",
    "Δημήτρης",
    "Семён Ковальчук",
    "Nguyễn Thị Ánh",
    "مُحَمَّد علي",
    "שָׁלוֹם",
]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_in_any_script_goes_whole(name: str) -> None:
    """Vowel signs and marks belong to the letters that they stand at, also where no blank parts words."""
    redaction = Redaction([Removal(name, "x")])
    for form in ("NFC", "NFD", "NFKC"):
        spelled = unicodedata.normalize(form, name)
        assert redaction.redact(f"Mr. {spelled}, {spelled}’s", {}) == (
            "Mr. [REDACTED x], [REDACTED x]"
        )
        assert redaction.redact(spelled, {}) == "[REDACTED x]"


def test_a_part_of_a_name_goes_in_scripts_without_blanks_between_words() -> None:
    known = Redaction(
        [Removal("สมชาย รักประเทศ", "x", person=True), Removal("欧阳 震华", "x", person=True)]
    )
    assert known.redact("เขาพบสมชายที่ตลาด; 震华说", {}) == "เขาพบ[REDACTED x]ที่ตลาด; [REDACTED x]说"
    assert not Redaction([Removal("王 伟", "x", person=True)]).find("国王说")


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo", "Mn", "Mc")), max_size=12))
def test_a_name_of_any_letters_finds_itself(name: str) -> None:
    # A code of letters would be found in its own blank by a name of the same letter.
    redaction = Redaction([Removal(name, "7")])
    if redaction.find(f"({name})"):
        assert redaction.find(redaction.redact(f"({name}) and {name}", {})) == ()
    else:
        assert not any(unicodedata.category(each)[0] == "L" for each in name)


ATTACKS = {
    "overlapping entries": ("Ann Lee Park came", ("Ann Lee", "Lee Park")),
    "three that overlap": ("A1 B2 C3 D4", ("A1 B2", "B2 C3", "C3 D4")),
    "one within another": ("Ann Lee Park came", ("Ann Lee Park", "Lee")),
    "ligatures": ("Gri\ufb03n’s o\ufb03ce, GRIFFIN", ("Griffin", "office")),
    "one more letter by case": ("STRASSE, Stra\u00dfe, stra\u1e9ee", ("Straße",)),
    "a dotless and a dotted i": ("IBRAHIM, ıbrahım, \u0130brahim", ("İbrahim",)),
    "a hyphen at a line end": ("No\u2010\n  vak, No-\r\nvak, Nov\u00ad\u00adak", ("Novak",)),
    "letters without width": ("No\u200bv\u2060ak, No\ufeffvak", ("Novak",)),
    "letters of mathematics": ("\U0001d40d\U0001d428\U0001d42f\U0001d41a\U0001d424", ("Novak",)),
    "an apostrophe": ("O’Brien, OBrien, o'brien's, O Brien", ("O'Brien",)),
    "blanks of other widths": ("Ann\u2003Lee, Ann\u202fLee, Ann\t\tLee", ("Ann Lee",)),
    "a handle": ("peter_novak, @Novak_p, novak@example.org", ("Novak",)),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_hides_a_word_does_not(name: str) -> None:
    text, entries = ATTACKS[name]
    redaction = Redaction(Removal(entry, "x") for entry in entries)
    clean = redaction.redact(text, {})
    assert redaction.find(clean) == ()
    folded = unicodedata.normalize("NFKD", clean).casefold()
    kept = {"came", "peter", "p", "example", "org", "redacted", "x", "s"}
    assert set(re.findall(r"[^\W_]+", folded)) <= kept, clean


def test_a_short_word_is_not_put_together_from_two_others() -> None:
    short = Redaction([Removal("Ina", "b6"), Removal("Ann", "b6")])
    assert short.find("in a way; an\nn; annual; an n") == ()
    assert len(short.find("Ina, INA’s, Ann")) == 3


def test_a_ligature_hides_nothing() -> None:
    assert Redaction([Removal("Griffin")]).find("Mr. Gri\ufb03n")


def test_a_cut_long_word_is_found_over_a_line_end() -> None:
    assert Redaction([Removal("Wolfeschlegelstein")]).find("Wolfeschle\r\ngelstein")


def test_of_many_names_only_neighbors_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(spoken: Found, listed: Found) -> bool:
        nonlocal compared
        compared += 1
        return _crosses(spoken, listed)

    monkeypatch.setattr("vpo_desk.domain.redaction._crosses", counted)
    found = Redaction([Removal("Peter Novak", person=True)])
    assert len(found.find("Anna Novak, Peter Novak, " * 1_000)) == 2_000
    assert compared < 10_000


def test_the_block_has_one_width_and_its_code() -> None:
    counts: dict[str, int] = {}
    text = NAMES.redact("Mr. Novák's sister Mary Ann called 555-0142.", counts)
    assert text == ("Mr. [REDACTED b6] sister [REDACTED b6] called [REDACTED b7].")
    assert counts == {"b6": 2, "b7": 1}
    assert len(block("b6")) == len(block("b7"))
    assert block("") == "[REDACTED]"


def test_the_longest_words_go_first() -> None:
    both = Redaction([Removal("Ann", "a"), Removal("Ann Lee Park", "b")])
    assert both.redact("Ann Lee Park", {}) == "[REDACTED b]"


def test_an_exemption_is_known_in_any_case() -> None:
    may = Redaction([Removal("May", "b6")], [Exemption("may", "the month")])
    assert may.is_exempt("MAY")
    assert not may.is_exempt("Mays")


WORD = st.text(
    alphabet=st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=3, max_size=12
)


@given(WORD, WORD, WORD)
def test_what_goes_is_never_there_afterwards(name: str, before: str, after: str) -> None:
    redaction = Redaction([Removal(name, "x")])
    for spelling in (
        name,
        name.upper(),
        name.lower(),
        unicodedata.normalize("NFD", name),
        f"{name}'s",
        f"{name[:2]}-\n{name[2:]}",
    ):
        text = f"{before} {spelling} {after}"
        clean = redaction.redact(text, {})
        assert redaction.find(clean) == ()
        assert "[REDACTED x]" in clean


@given(st.text(max_size=80))
def test_a_text_without_the_words_is_never_changed(text: str) -> None:
    redaction = Redaction([Removal("Wolfeschlegelstein", "x")])
    if not redaction.find(text):
        assert redaction.redact(text, {}) == text
    assert redaction.redact(f"{text} Wolfeschlegelstein", {}).endswith("[REDACTED x]")


@pytest.mark.parametrize("entry", ["@night_owl", "night.owl@example.org", "owl_77"])
def test_a_handle_and_an_address_are_found_as_they_are_written(entry: str) -> None:
    (found,) = Redaction([Removal(entry)]).find(f"wrote {entry} today")
    assert f"wrote {entry} today"[found.start : found.end].strip("@") == entry.strip("@")
