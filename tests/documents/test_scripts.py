"""Words of every script are on the page, in order, whatever else they are made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, cast

import bidi
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.contents import answer_of, interview_of, plan_of
from tests.documents.tree import read

from vpo_desk.documents.bidi import in_order_of_the_eye, levels
from vpo_desk.documents.breaks import may_end_after
from vpo_desk.documents.build import render
from vpo_desk.documents.content import CallLine, DocumentContent
from vpo_desk.documents.fonts import BOLD, FALLBACK, REGULAR, Fonts
from vpo_desk.documents.lines import Setter
from vpo_desk.documents.naming import BIDI_MARKS
from vpo_desk.documents.pages import count_pages
from vpo_desk.documents.text import Script
from vpo_desk.resources import find_resources
from vpo_desk.words import Catalog

Pdf = Callable[[DocumentContent], bytes]
Poppler = Callable[..., str]
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

# What people might say, one sentence or two in each script that the typefaces know.
SENTENCES = {
    "Vietnamese": "Tôi chưa bao giờ nói với ai về điều này. Đừng gọi cảnh sát, tôi xin anh.",
    "Greek": "Μου είπε ότι θα γυρίσει την Παρασκευή. Άσε με ήσυχο.",
    "Russian": "Он сказал, что вернётся в пятницу. Никому не говори об этом, ё-моё.",
    "Arabic": "قال لي إنه سيعود يوم الجمعة في الساعة 10:30 ومعه السلاح، لا تتصل بأحد.",
    "Persian": "او می‌خواهد برود و گفت: «دیگر نمی‌آیم» (شاید فردا) ۱۲۳",
    "Urdu": "اس نے کہا کہ وہ جمعہ کو واپس آئے گا۔ کسی کو مت بتانا",
    "Hebrew": "הוא אמר שהוא יחזור ביום שישי בשעה 10:30, אל תתקשרו למשטרה (בבקשה).",
    "Hebrew with points": "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
    "Chinese": "他说他星期五会带着枪回来，不要告诉任何人。“我受够了！”",
    "Traditional Chinese": "他說他星期五會帶著槍回來，不要告訴任何人。",
    "Japanese": "彼は金曜日に戻ってくると言った。「もう終わりだ」とメールを送った。",
    "Korean": "그는 금요일에 총을 가지고 돌아오겠다고 말했다. 아무에게도 말하지 마세요.",
    "Hindi": "उसने कहा कि वह शुक्रवार को वापस आएगा और किसी को मत बताना। क्षत्रिय श्री कृष्ण",
    "Thai": "เขาบอกว่าเขาจะกลับมาในวันศุกร์พร้อมปืน อย่าบอกใครเด็ดขาด น้ำ",
    "Bengali": "সে বলেছে শুক্রবার ফিরে আসবে",
    "Punjabi": "ਉਸਨੇ ਕਿਹਾ ਕਿ ਉਹ ਸ਼ੁੱਕਰਵਾਰ ਨੂੰ ਆਵੇਗਾ",
    "Gujarati": "તેણે કહ્યું કે તે શુક્રવારે આવશે",
    "Tamil": "அவர் வெள்ளிக்கிழமை வருவார்",
    "Telugu": "అతను శుక్రవారం వస్తానన్నాడు",
    "Kannada": "ಅವನು ಶುಕ್ರವಾರ ಬರುತ್ತಾನೆ",
    "Malayalam": "അവൻ വെള്ളിയാഴ്ച വരും",
    "Sinhala": "ඔහු සිකුරාදා එනවා",
    "Khmer": "គាត់និយាយថាគាត់នឹងត្រឡប់មកវិញ",
    "Lao": "ລາວເວົ້າວ່າຈະກັບມາ",
    "Burmese": "သူက သောကြာနေ့ ပြန်လာမယ်လို့ ပြောတယ်",
    "Armenian": "Նա ասաց, որ կվերադառնա ուրբաթ",
    "Georgian": "მან თქვა რომ პარასკევს დაბრუნდება",
    "Amharic": "አርብ ዕለት እመለሳለሁ አለ",
    "Cherokee": "ᎣᏏᏲ ᏙᎯᏧ",
    "Hebrew and English": "הוא כתב “see you Friday at 5 PM” בטלפון 555-0199 שלו",
    "English and more": "He wrote قال لا and then “שלום (עולם) 123” twice, 漢字 too, ok?",
}
WORDS = sorted({word for said in SENTENCES.values() for word in said.split()})
SIGNS = ["<b>", "</para>", "&amp;", "{name}", "%s", "(a)", "10:30", "№5", "—", "✓", "☎", "x̌", "½"]
TEXT = st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), min_size=1, max_size=30).map(
    " ".join
)


def bare(text: str) -> str:
    """Text as it was typed: composed, without white space and without bidi marks."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(each for each in composed if not each.isspace() and each not in BIDI_MARKS)


@pytest.fixture(scope="module")
def script(fonts: Fonts) -> Script:
    fonts.register()
    return Script(fonts)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_reads_back_as_it_was_typed(pdf_of: Pdf, poppler: Poppler, name: str) -> None:
    said = SENTENCES[name]
    pdf = pdf_of(interview_of(answer_of(said, said, follow_up=said)))
    page = bare(poppler("pdftotext", pdf, "-raw"))
    assert page.count(bare(said)) == 3
    assert "could not be printed" not in poppler("pdftotext", pdf)
    tagged = read(pdf)
    assert said in [tagged.text(each) for each in tagged.root.find("P")]


@settings(max_examples=25, deadline=None, suppress_health_check=CHECKS)
@given(text=TEXT, verbatim=TEXT, observation=TEXT)
def test_every_word_of_every_script_is_on_the_page_in_order(
    pdf_of: Pdf, poppler: Poppler, text: str, verbatim: str, observation: str
) -> None:
    pdf = pdf_of(interview_of(answer_of(text, verbatim, observation=observation)))
    page = bare(poppler("pdftotext", pdf, "-raw"))
    place = page.index("Whatdidyoumean?")
    for words in (text, f"“{verbatim}”", observation):
        found = page.find(bare(words), place)
        assert found >= 0, words
        place = found + len(bare(words))
    tagged = read(pdf)
    said = [bare(tagged.text(each)) for each in tagged.root.find("P")]
    assert bare(text) in said


ANYTHING = st.text(
    st.characters(exclude_categories=("Cs",))
    | st.sampled_from("😀👩\u200d👧👍🏽🇺🇸\ufe0f\u200c\u200f\u202e"),
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=CHECKS)
@given(text=ANYTHING | st.text(max_size=20))
def test_nothing_at_all_that_can_be_typed_is_lost_or_breaks_a_page(
    pdf_of: Pdf, fonts: Fonts, text: str
) -> None:
    fonts.register()
    tagged = read(pdf_of(interview_of(answer_of(f"begin {text} end"))))
    said = "".join(tagged.text(each) + "\n" for each in tagged.root.find("P"))
    shown = Script(fonts).plain(f"begin {text} end")
    assert bare(shown) in bare(said)


@pytest.mark.parametrize("name", ["Arabic", "Chinese", "Thai", "Hindi", "English and more"])
def test_ten_thousand_words_flow_over_pages_without_a_loss(
    pdf_of: Pdf, poppler: Poppler, name: str
) -> None:
    words = SENTENCES[name].split()
    said = " ".join(words[number % len(words)] for number in range(10_000))
    pdf = pdf_of(interview_of(answer_of(said)))
    page = poppler("pdftotext", pdf, "-raw")
    frame = {"CONFIDENTIAL — LAW ENFORCEMENT SENSITIVE"}
    kept = [
        line
        for line in page.replace("\f", "\n").splitlines()
        if line not in frame and not line.startswith(("HF-2026-014 · Int", "Printed 23 Nov 2026"))
    ]
    assert bare(said) in bare("".join(kept))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("🙂", "‹slightly smiling face›"),
        ("👩\u200d👩\u200d👧", "‹woman + woman + girl›"),
        ("👋🏽", "‹waving hand sign + emoji modifier fitzpatrick type-4›"),
        ("🇺🇸", "‹flag US›"),
        ("🦄\ufe0f!", "‹unicorn face›!"),
        ("\ud800", "‹U+D800›"),
        ("\x07", "‹U+0007›"),
        ("\ue000", "‹U+E000›"),
        ("a\tb", "a    b"),
        ("a\u2003b", "a\u2003b"),
        ("e\u0301", "é"),
    ],
)
def test_what_no_typeface_has_is_named(script: Script, typed: str, shown: str) -> None:
    assert script.plain(typed) == shown


def test_each_named_character_is_counted_on_the_first_page(pdf_of: Pdf, poppler: Poppler) -> None:
    page = poppler("pdftotext", pdf_of(interview_of(answer_of("🙂🙂 \ud800"))), "-l", "1")
    assert "3 characters could not be printed" in " ".join(page.split())


def test_names_and_titles_in_the_frame_are_printed_in_their_script(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    sheet = plan_of().sheet
    content = replace(plan_of(), sheet=replace(sheet, printed_by="김하늘", marking="محظور"))
    page = bare(poppler("pdftotext", pdf_of(content), "-raw"))
    assert "김하늘" in page
    assert page.count("محظور") == 2 * count_pages(pdf_of(content))


def test_a_paragraph_that_reads_leftwards_stands_at_the_right(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    pdf = pdf_of(interview_of(answer_of(f"abc\n{SENTENCES['Hebrew']}")))
    found = poppler("pdftotext", pdf, "-bbox")
    words = re.findall(r'<word xMin="([\d.]+)" .*?xMax="([\d.]+)".*?>(.*?)</word>', found)
    left = next(float(begin) for begin, _, word in words if word == "abc")
    right = max(float(end) for _, end, word in words if any("א" <= c <= "ת" for c in word))
    assert abs(left - 45) < 1
    assert abs(right - (612 - 45)) < 1


def test_a_line_that_reads_leftwards_begins_at_its_right_end() -> None:
    setter = Setter(Fonts(find_resources()))
    (line,) = setter.hard_lines([(SENTENCES["Hebrew"], REGULAR)], 10)
    assert line.leftwards
    seen = in_order_of_the_eye(line.atoms, lambda a: a.level, lambda a: a.blank, 1)
    assert seen[-1].text == "ה"
    assert seen[0].text == "."


def test_a_bullet_stands_where_its_item_begins(pdf_of: Pdf, poppler: Poppler) -> None:
    for said, side in (("Close to his coach", 45), (SENTENCES["Hebrew"], 612 - 45)):
        content = replace(plan_of(), protects=((said, None),))
        found = poppler("pdftotext", pdf_of(content), "-bbox")
        ((begin, end),) = re.findall(r'<word xMin="([\d.]+)".*?xMax="([\d.]+)".*?>•</word>', found)
        assert min(abs(float(begin) - side), abs(float(end) - side)) < 1


def test_a_telephone_number_is_read_in_its_order_beside_any_name(
    pdf_of: Pdf, poppler: Poppler
) -> None:
    for name in ("مركز الأزمات", "קו חירום", "County crisis line"):
        content = replace(plan_of(), calls=(CallLine(name, "555 0199"),))
        found = poppler("pdftotext", pdf_of(content), "-bbox", "-l", "1")
        groups = {
            word: float(begin)
            for begin, word in re.findall(r'<word xMin="([\d.]+)".*?>(555|0199)</word>', found)
        }
        assert groups["555"] < groups["0199"], name


class CountedFiles:
    """The bundled files, and which of them were read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def read_bytes(self, name: str) -> bytes:
        self.read.append(name)
        return find_resources().read_bytes(name)


def test_a_typeface_is_read_once_and_only_when_a_text_needs_it(fonts: Fonts) -> None:
    fonts.register()
    files = CountedFiles()
    own = Fonts(files)
    render(plan_of("Zoë, Ελληνικά, Русский, tiếng Việt"), own, Catalog())
    assert files.read == []
    render(plan_of("שלום"), own, Catalog())
    render(plan_of("שלום"), own, Catalog())
    assert files.read.count("fonts/NotoSansHebrew-Regular.ttf") == 1
    assert "fonts/WenQuanYiMicroHei.ttf" not in files.read


def test_several_threads_get_the_same_bytes_as_one(pdf_of: Pdf) -> None:
    contents = [plan_of(said) for said in (*list(SENTENCES.values())[:4], "plain")]
    alone = [pdf_of(each) for each in contents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf_of, contents)) == alone


LETTERS = "abc אבג عرب 123 ٤٥ .,:-+()"


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=LETTERS, min_size=1, max_size=25))
def test_lines_stand_as_an_independent_implementation_of_the_rules_sets_them(text: str) -> None:
    text = text.replace("(", "").replace(")", "").strip()  # brackets in pairs: a rule we lack
    if not text:
        return
    leftwards, found = levels(text)
    parts = list(zip(text, found, strict=True))
    shown = in_order_of_the_eye(parts, lambda p: p[1], lambda p: p[0] == " ", int(leftwards))
    assert "".join(each for each, _ in shown) == cast("Any", bidi).get_display(text)


def test_bidi_marks_steer_and_isolates_do_no_harm(script: Script) -> None:
    assert levels("\u200fabc")[0]
    assert levels("\u202e")[1] == [0]
    assert levels("א\u2067b\u2069")[0]
    assert levels("a\u200d") == (False, [0, 0])
    _, found = levels("a می\u200cخواهد")
    assert found[4] == 1


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        (" ", "a", True),
        ("a", "b", False),
        ("漢", "字", True),
        ("漢", "。", False),
        ("「", "漢", False),
        ("한", "국", False),
        ("a", "漢", True),
        ("ก", "ข", True),
        ("เ", "ก", False),
        ("ก", "า", False),
        ("\u200b", "a", True),
        ("漢", "\u00a0", False),
        ("-", "a", False),
    ],
)
def test_where_a_line_may_end(before: str, after: str, may: bool) -> None:
    assert may_end_after(before, after) is may


def test_no_line_is_wider_than_its_room_and_no_atom_is_lost() -> None:
    setter = Setter(Fonts(find_resources()))
    for name, said in SENTENCES.items():
        for line in setter.hard_lines([(said * 5, REGULAR), (" " + said, BOLD)], 9.5):
            filled = setter.fill(line, 80, 9.5)
            assert all(each.width <= 80.001 for each in filled), name
            text = "".join(atom.text for each in filled for atom in each.atoms)
            assert bare(text) == bare(said * 6), name


def test_a_line_of_chinese_begins_with_no_full_stop() -> None:
    setter = Setter(Fonts(find_resources()))
    (line,) = setter.hard_lines([(SENTENCES["Chinese"] * 8, REGULAR)], 9.5)
    for width in range(60, 200, 7):
        for each in setter.fill(line, width, 9.5):
            assert each.atoms[0].text[0] not in "，。！”"


def test_every_bundled_typeface_is_asked_for_something(fonts: Fonts) -> None:
    fonts.register()
    asked = {
        found.file
        for said in [*SENTENCES.values(), "⌇⛟🂡𝒜"]
        for each in said
        if (found := fonts.fallback(ord(each))) is not None
    }
    assert asked == set(FALLBACK)
    folder = find_resources()
    size = sum(len(folder.read_bytes(f"fonts/{name}")) for name in folder.names("fonts", ".ttf"))
    assert size < 30_000_000
