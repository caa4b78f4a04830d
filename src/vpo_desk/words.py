"""The one door for what a user reads: sentences stay untranslated until a front end shows them."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """An untranslated sentence: an English template and the values that go into it.

    `plural` is the template for any `count` other than one; a catalog picks the form.
    Values may be Words themselves and are then translated with the sentence.
    """

    id: str
    values: tuple[tuple[str, object], ...] = ()
    plural: str | None = None
    count: int = 1

    def __str__(self) -> str:
        return Catalog().text(self)


def say(id: str, /, **values: object) -> Words:  # noqa: A002 - gettext calls it an id
    """Give the untranslated sentence `id`, an English template with `{name}` places."""
    return Words(id, tuple(values.items()))


def say_count(one: str, many: str, count: int, /, **values: object) -> Words:
    """Give a sentence whose form depends on `count`; `{count}` stands for the number."""
    return Words(one, (*values.items(), ("count", count)), many, count)


class Catalog:
    """Turns Words into text of one language; without translations, into the English they hold."""

    def __init__(self, translations: gettext.NullTranslations | None = None) -> None:
        self._translations: Final = translations or gettext.NullTranslations()

    def text(self, words: Words) -> str:
        """Return the sentence in this catalog's language with its values filled in.

        Values are put in as they are: braces in what a person typed are never interpreted.
        """
        if words.plural is None:
            template = self._translations.gettext(words.id) if words.id else ""
        else:
            template = self._translations.ngettext(words.id, words.plural, words.count)
        if not words.values:
            return template
        values = {
            name: self.text(value) if isinstance(value, Words) else value
            for name, value in words.values
        }
        return template.format(**values)

    def say(self, id: str, /, **values: object) -> str:  # noqa: A002 - as in `say`
        """Return `say(id, **values)` as text at once, for fixed labels of a front end."""
        return self.text(say(id, **values))
