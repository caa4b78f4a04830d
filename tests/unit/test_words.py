"""Sentences stay untranslated until a catalog shows them, and never interpret what was typed."""

from __future__ import annotations

import gettext

from hypothesis import given
from hypothesis import strategies as st

from vpo_desk.errors import VpoError
from vpo_desk.words import Catalog, Words, say, say_count

SPANISH = {
    "Saved as {name}.": "Guardado como {name}.",
    "today": "hoy",
    "one answer": "una respuesta",
    "{count} answers": "{count} respuestas",
}


class Spanish(gettext.NullTranslations):
    """A translation of the few sentences above."""

    def gettext(self, message: str) -> str:
        return SPANISH.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@given(st.text())
def test_what_a_person_typed_stands_in_the_sentence_letter_for_letter(typed: str) -> None:
    assert Catalog().text(say("Saved as {name}.", name=typed)) == f"Saved as {typed}."


def test_braces_and_percent_signs_of_a_sentence_without_values_are_text() -> None:
    assert Catalog().text(say("100 % {of it}")) == "100 % {of it}"


def test_a_catalog_translates_the_sentence_and_the_words_within_it() -> None:
    words = say("Saved as {name}.", name=say("today"))
    assert Catalog(Spanish()).text(words) == "Guardado como hoy."
    assert Catalog().text(words) == "Saved as today."


def test_a_count_chooses_the_form() -> None:
    def text(count: int, catalog: Catalog) -> str:
        return catalog.text(say_count("one answer", "{count} answers", count))

    assert [text(count, Catalog()) for count in (0, 1, 2)] == [
        "0 answers",
        "one answer",
        "2 answers",
    ]
    assert [text(count, Catalog(Spanish())) for count in (1, 12)] == [
        "una respuesta",
        "12 respuestas",
    ]


def test_an_empty_sentence_is_empty_and_not_the_catalogs_header() -> None:
    header = gettext.NullTranslations()
    header.gettext = lambda message: message or "Project-Id-Version: x"
    assert Catalog(header).text(Words("")) == ""


def test_words_are_values() -> None:
    assert say("Saved as {name}.", name="a") == say("Saved as {name}.", name="a")
    assert say("Saved as {name}.", name="a") != say("Saved as {name}.", name="b")
    assert len({say("today"), say("today")}) == 1
    assert str(say("today")) == "today"


def test_an_error_says_what_happened_what_is_safe_and_what_to_do_in_this_order() -> None:
    error = VpoError(say("It broke."), todo=say("Try again."), safe=say("Nothing was lost."))
    assert error.text(Catalog()) == "It broke. Nothing was lost. Try again."
    assert str(VpoError(say("It broke."))) == "It broke."


def test_an_errors_own_form_holds_no_value() -> None:
    assert "Novak" not in repr(VpoError(say("No person {name}.", name="Novak")))
