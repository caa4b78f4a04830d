"""The vocabulary of every document: headings, paragraphs, tables and facts as flowables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from vpo_desk.documents.content import LevelLine, Sheet
from vpo_desk.documents.fonts import BOLD
from vpo_desk.documents.frame_words import superseded_words
from vpo_desk.documents.lines import Setter
from vpo_desk.documents.prose import Prose
from vpo_desk.documents.shapes import LevelShape
from vpo_desk.documents.structure import Grid
from vpo_desk.documents.styles import FACE, RULE, Styles, rows_style, styles
from vpo_desk.documents.text import Script
from vpo_desk.domain.calendar import date_words, long_date_words
from vpo_desk.words import Catalog, Words

Text = str | Words
_BULLET = "• "


class Writer:
    """Turns words into flowables; every text goes through the script's door."""

    def __init__(self, script: Script, catalog: Catalog, width: float, setter: Setter) -> None:
        self.script = script
        self.setter = setter
        self.catalog = catalog
        self.width = width
        self.styles: Styles = styles()

    def say(self, template: str, **values: object) -> str:
        """Return a fixed sentence in the document's language."""
        return self.catalog.say(template, **values)

    def plain(self, text: Text) -> str:
        """Return any text as it prints."""
        return self.script.plain(self.catalog.text(text) if isinstance(text, Words) else text)

    def paragraph(self, text: Text, style: Any = None) -> Prose:
        """Return a text as a paragraph; one that begins with a bullet as an item of a list."""
        plain = self.plain(text)
        if plain.startswith(_BULLET):
            return self.item(_BULLET.strip(), plain.removeprefix(_BULLET), style)
        style = style or self.styles.body
        return Prose([(plain, style.fontName)], style, self.setter)

    def item(self, label: str, text: Text, style: Any = None) -> Prose:
        """Return an item of a list, beside its bullet or number; items in a row are one list."""
        style = style or self.styles.body
        return Prose([(self.plain(text), style.fontName)], style, self.setter, label=label)

    def paragraphs(self, text: Text, style: Any = None) -> list[Flowable]:
        """Return a long text as paragraphs, one for each of its lines, so that it flows."""
        return [
            self.paragraph(line, style) if line.strip() else Spacer(1, 6)
            for line in self.lines(text)
        ]

    def lines(self, text: Text) -> list[str]:
        """Return the lines of a text; there is always one."""
        whole = self.catalog.text(text) if isinstance(text, Words) else text
        return whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def strong(self, label: Text, text: Text, style: Any = None) -> Prose:
        """Return a text behind a bold label."""
        style = style or self.styles.body
        pieces = [(self.plain(label), BOLD), (f" {self.plain(text)}", style.fontName)]
        return Prose(pieces, style, self.setter)

    def heading(self, text: Text) -> Prose:
        """Return a heading, which never stands alone at a page's foot."""
        return self.paragraph(text, self.styles.heading)

    def subheading(self, text: Text) -> Prose:
        """Return a lesser heading."""
        return self.paragraph(text, self.styles.subheading)

    def day(self, day: date | None) -> str:
        """Return a date as `23 November 2026`, or `not recorded`."""
        if day is None:
            return self.say("not recorded")
        return self.catalog.text(long_date_words(day))

    def short_day(self, day: date | None) -> str:
        """Return a date as `23 Nov 2026`; empty without one."""
        return "" if day is None else self.catalog.text(date_words(day))

    def table(
        self, head: Sequence[Text], rows: Iterable[Sequence[Any]], shares: Sequence[float]
    ) -> Table:
        """Return a table whose header repeats and whose long cells flow over pages."""
        cells = [[self.paragraph(each, self.styles.cell_head) for each in head]]
        cells += [[self._cell(each) for each in row] for row in rows]
        return self._table(cells, shares, rows_style(), "table", repeat=1)

    def facts(self, pairs: Sequence[tuple[Text, Any]], columns: int = 3) -> Table:
        """Return labeled facts in a frame, a few beside each other."""
        cells: list[list[Any]] = []
        for start in range(0, len(pairs), columns):
            row = [
                [self.paragraph(label, self.styles.label), self._cell(value)]
                for label, value in pairs[start : start + columns]
            ]
            cells.append(row + [""] * (columns - len(row)))
        style = TableStyle(
            [
                FACE,
                ("BOX", (0, 0), (-1, -1), 0.7, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 8),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
        return self._table(cells, [1.0] * columns, style, "pairs")

    def beside(self, cells: Sequence[Any], shares: Sequence[float]) -> Table:
        """Return flowables side by side, without a rule."""
        style = TableStyle(
            [FACE, ("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        )
        return self._table([list(cells)], shares, style, "layout")

    def level(self, line: LevelLine | None) -> Any:
        """Return a level as shape, word and color, with the one before it."""
        if line is None:
            return self.say("not judged yet")
        words = self.say("{level}", level=line.level.words)
        if line.before is not None and line.before is not line.level:
            words += self.say(
                " (was {level}, {day})", level=line.before.words, day=self.short_day(line.before_on)
            )
        inner = Table(
            [[LevelShape(line.level), self.paragraph(words, self.styles.cell_strong)]],
            colWidths=[12, None],
            style=TableStyle(
                [
                    FACE,
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (0, 0), 3),
                    ("TOPPADDING", (1, 0), (1, 0), 0),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ]
            ),
        )
        inner.hAlign = "LEFT"
        return inner

    def masthead(self, sheet: Sheet) -> list[Flowable]:
        """Return the head of the first page: letterhead, title, number and version."""
        from vpo_desk.documents.letterhead import letterhead  # which is written with a Writer

        line = [sheet.case_number]
        if sheet.version is not None:
            line.append(self.say("version {version}", version=sheet.version))
        if sheet.draft:
            line.append(self.say("DRAFT – not in force"))
        if sheet.superseded:
            line.append(self.catalog.text(superseded_words(sheet.superseded)))
        if sheet.printed_at is not None:
            line.append(self.day(sheet.printed_at.date()))
        found = letterhead(sheet, self)
        found.append(self.paragraph(sheet.title, self.styles.title))
        found.append(self.paragraph(" · ".join(part for part in line if part), self.styles.quiet))
        found.append(Spacer(1, 6))
        return found

    def _cell(self, value: Any) -> Any:
        if isinstance(value, (str, Words)):
            return self.paragraph(value, self.styles.cell)
        return value

    def _table(
        self,
        cells: list[list[Any]],
        shares: Sequence[float],
        style: TableStyle,
        purpose: str,
        repeat: int = 0,
    ) -> Table:
        whole = sum(shares)
        table = Grid(
            cells,
            colWidths=[self.width * share / whole for share in shares],
            style=style,
            repeatRows=repeat,
            splitByRow=1,
            splitInRow=1,
        )
        table.hAlign = "LEFT"
        table.purpose = purpose
        return table
