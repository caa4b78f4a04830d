"""A text that cites: evidence is put in by key or click, and each citation leads to its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.cited import Citation, CitedText, labels_in
from vpo_desk.services.evidence import Evidence
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import date_words
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.choice import Option
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.flow import FlowLayout
from vpo_desk.ui.widgets.labeled import LabeledField

_SHOWN: Final = 70


class CitedField(QWidget):
    """A labeled editor with “Cite…” below it, and a link for each source it cites."""

    def __init__(self, page: Page, label: str, *, lines: int = 2, tip: str = "") -> None:
        super().__init__()
        self._page = page
        self._known: tuple[Citation, ...] = ()
        self._citable: Mapping[str, Citation] = {}
        self._evidence: Sequence[Evidence] = ()
        self.editor = TextEditor(lines=lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.labeled = LabeledField(label, self.editor, tip=tip, tip_shown=bool(tip))
        column.addWidget(self.labeled)
        self._row = QWidget()
        self._links = FlowLayout(self._row, gap=14, line_gap=4)
        column.addWidget(self._row)
        self._chooser = QWidget()
        choosing = FlowLayout(self._chooser, gap=10, line_gap=6)
        self._list = DropDown(hint=page.say("Choose what to cite"))
        self._list.setMinimumContentsLength(34)
        self._list.setAccessibleName(page.say("What to cite: {field}", field=label))
        choosing.addWidget(self._list)
        choosing.addWidget(Button(page.say("Put it in"), self._put_in))
        self._chooser.hide()
        column.addWidget(self._chooser)
        self._open = LinkButton(page.say("Cite…"), self._choose)
        self._open.setAccessibleDescription(label)
        self._links.addWidget(self._open)
        self._open.hide()
        self.editor.left.connect(self._show_links)

    def offer(self, evidence: Sequence[Evidence], citable: Mapping[str, Citation]) -> None:
        """Take over what can be cited in the case."""
        self._evidence, self._citable = evidence, citable
        self._open.setVisible(bool(evidence))
        self._show_links()

    def show_text(self, text: CitedText) -> None:
        """Show what was written; words that are being typed are left alone."""
        self._known = text.citations
        if not self.editor.hasFocus() and self.editor.words() != text.text:
            self.editor.set_words(text.text)  # the same words keep the cursor where it was
        self._show_links()

    def text(self) -> CitedText:
        """Return what is written with its citations; labels it had keep their meaning."""
        words = self.editor.words()
        targets = {**self._citable, **{each.label: each for each in self._known}}
        found = (targets[label] for label in labels_in(words) if label in targets)
        return CitedText(words, tuple(found))

    def cite(self, label: str) -> None:
        """Put a citation in where the cursor stands, and go on writing."""
        cursor = self.editor.textCursor()
        before = self.editor.words()[: cursor.position()]
        space = "" if not before or before[-1].isspace() else " "
        cursor.insertText(f"{space}[{label}]")
        self.editor.setFocus()

    def _choose(self) -> None:
        self._list.set_options(
            Option(each.citation.label, _line(each, self._page)) for each in self._evidence
        )
        self._chooser.show()
        self._list.setFocus()

    def _put_in(self) -> None:
        label = self._list.value()
        if label:
            self._chooser.hide()
            self.cite(label)

    def _show_links(self) -> None:
        while self._links.count() > 1:
            item = self._links.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        by_id = {each.citation.id: each for each in self._evidence}
        for citation in self.text().citations:
            link = LinkButton(
                self._page.say("[{label}] open", label=citation.label),
                lambda citation=citation: open_source(self._page, citation, by_id.get(citation.id)),
            )
            if (found := by_id.get(citation.id)) is not None:
                link.setToolTip(found.short)
                link.setAccessibleDescription(found.short)
            self._links.addWidget(link)
        self._row.setVisible(self._links.count() > 1 or bool(self._evidence))


def open_source(page: Page, citation: Citation, evidence: Evidence | None) -> None:
    """Go to where cited evidence stands: the question, the concern, the records, the timeline."""
    case_id = page.place.id
    if citation.kind == "answer" and evidence is not None:
        page.go("interview", evidence.parent_id, evidence.place)
    elif citation.kind == "interview":
        page.go("interview", citation.id)
    elif citation.kind == "concern":
        page.go("concern", citation.id)
    elif citation.kind == "record":
        page.go("case", case_id, "records")
    else:
        page.go("case", case_id, "timeline")


def head_of(evidence: Evidence, page: Page) -> str:
    """Return who said it when and where, in one line."""
    who = evidence.who or evidence.role
    if not who:
        kinds = {
            "record": page.say("Record check"),
            "note": page.say("Note"),
            "concern": page.say("Anonymous"),
        }
        who = kinds.get(evidence.citation.kind, page.say("name not known"))
    when = page.text(date_words(evidence.at.day))
    return " · ".join(part for part in (who, when, evidence.place) if part)


def _line(evidence: Evidence, page: Page) -> str:
    words = evidence.short
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return f"{evidence.citation.label} · {head_of(evidence, page)} · {shown}"
