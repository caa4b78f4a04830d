"""One theme: the evidence gathered on it, a finding, and a rationale that cites."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vpo_desk.domain.assessment import Finding, ThemeFinding
from vpo_desk.domain.cited import Citation, CitedText, labels_in
from vpo_desk.domain.side_by_side import FromOneRoot, by_root
from vpo_desk.domain.statement import Knows, Statement, Theme
from vpo_desk.protocols.knowledge import ThemeText
from vpo_desk.services.knowledge import ThemeKnowledge
from vpo_desk.ui.cases.differences import DifferencesView, said_of
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.gaps.side_by_side import known_by
from vpo_desk.ui.page import Page
from vpo_desk.ui.times import said_words
from vpo_desk.ui.widgets.buttons import LinkButton
from vpo_desk.ui.widgets.card import Card, empty_layout
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.labeled import LabeledField
from vpo_desk.ui.widgets.text import Heading, PlainLabel, QuietLabel


class ThemeCard(QWidget):
    """Shows one theme; `changed` asks to read `finding`, `typed` to journal `words`."""

    changed = Signal()
    typed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._theme: Theme | None = None
        self._labels: dict[str, str] = {}
        self._citable: Mapping[str, Citation] = {}
        self._known: tuple[Citation, ...] = ()
        self._roots: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        evidence = Card()
        self._title = Heading("", size="card")
        self._asks, self._look = QuietLabel(), QuietLabel()
        self._evidence = QVBoxLayout()
        for label in (self._title, self._asks, self._look):
            evidence.body.addWidget(label)
        self._differences = DifferencesView(page)
        evidence.body.addWidget(self._differences)
        evidence.body.addLayout(self._evidence)
        column.addWidget(evidence)
        judged = Card()
        self._finding = SegmentedChoice(options(Finding, page.ground.catalog))
        self._finding.chosen.connect(self._tell)
        self._rationale = TextEditor(lines=4)
        self._rationale.left.connect(self._tell)
        self._rationale.typed.connect(self.typed)
        for field in (
            LabeledField(page.say("Finding"), self._finding),
            LabeledField(
                page.say("Rationale — cite what supports it"),
                self._rationale,
                tip=page.say("Press “Cite” at a piece of evidence to put its number in."),
                tip_shown=True,
            ),
        ):
            judged.body.addWidget(field)
        judged.body.addWidget(
            QuietLabel(
                page.say(
                    "No score is added up. You judge the whole; the desk keeps the evidence and the"
                    " gaps in view."
                )
            )
        )
        column.addWidget(judged)

    def show_text(self, text: ThemeText) -> None:
        """Show what the theme asks, what to look for, and what is no evidence for it."""
        self._asks.setText(text.question)
        look = "; ".join(text.look_for)
        no = "; ".join(text.not_this)
        self._look.setText(
            self._page.say("Look for: {look}. No evidence in itself: {no}.", look=look, no=no)
        )

    def show_theme(
        self,
        known: ThemeKnowledge,
        finding: ThemeFinding | None,
        citable: Mapping[str, Citation],
        roots: Mapping[str, str],
        kept: str = "",
    ) -> None:
        """Show another theme, or the same one with what was saved meanwhile.

        `roots` says what each root of the case is; `kept` is a rationale from the journal; leaving the field saves it.
        """
        same = self._theme is known.theme
        self._theme = known.theme
        self._citable = citable
        self._roots = roots
        self._labels = {each.id: label for label, each in citable.items()}
        self._title.setText(self._page.text(known.theme.words))
        self._show_evidence(known)
        if same and (self._rationale.hasFocus() or self._finding.hasFocus()):
            return
        self._finding.set_value(str(finding.finding.value) if finding else None)
        self._known = finding.rationale.citations if finding else ()
        self._rationale.set_words(finding.rationale.text if finding else "")
        if kept:
            self._rationale.setPlainText(kept)

    def forget(self) -> None:
        """Be ready for another case: nothing of this one stays, wherever the focus is."""
        self._theme = None
        self._known = ()
        self._finding.set_value(None)
        self._rationale.set_words("")

    def finding(self) -> ThemeFinding | None:
        """Return what is judged of the theme; None while no finding is chosen."""
        value = self._finding.value()
        if self._theme is None or value is None:
            return None
        return ThemeFinding(self._theme, Finding(value), self._rationale_text())

    def words(self) -> str:
        """Return the rationale as typed, for the journal."""
        return self._rationale.words()

    def commit(self) -> None:
        """Act as if the rationale was left now, and journal a difference that is being noted."""
        self._rationale.commit()
        self._differences.flush()

    def _rationale_text(self) -> CitedText:
        return cited(self._rationale.words(), self._citable, self._known)

    def _tell(self) -> None:
        """Have it saved; a rationale without a finding cannot be yet, and is journaled."""
        if self._finding.value() is not None:
            self.changed.emit()
        else:
            self.typed.emit()

    def _show_evidence(self, known: ThemeKnowledge) -> None:
        empty_layout(self._evidence)
        for group in by_root(known.statements):
            if len(group.statements) > 1:
                self._evidence.addWidget(self._one_source(group))
            for statement in group.statements:
                self._evidence.addWidget(self._statement(statement))
        if not known.statements:
            nothing = self._page.say("Nobody has said anything on this theme yet.")
            self._evidence.addWidget(QuietLabel(nothing))
        said = tuple(said_of(each, self._page) for each in known.statements if each.is_answer)
        self._differences.show_on(self._page.place.id, said, known.differences, "")

    def _one_source(self, group: FromOneRoot) -> QWidget:
        words = self._page.say(
            "{count} statements, one source: {root}",
            count=len(group.statements),
            root=self._roots.get(group.root_id or "", ""),
        )
        return PlainLabel(words, size="table", strong=True)

    def _statement(self, statement: Statement) -> QWidget:
        frame = QFrame()
        frame.setObjectName("evidence")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        now = self._page.ground.clock.now()
        who = statement.said_by or statement.role or self._page.say("Anonymous")
        head = f"{who} · {self._page.text(said_words(statement.at, now.day))} · {statement.place}"
        column.addWidget(PlainLabel(head, size="table", strong=True))
        if statement.text.strip():
            column.addWidget(PlainLabel(statement.text, size="table"))
        if statement.verbatim.strip():
            column.addWidget(PlainLabel(f"“{statement.verbatim}”", size="table"))
        if statement.knows is not Knows.UNKNOWN or statement.root_id or statement.told_by:
            root = self._roots.get(statement.root_id or "", "")
            column.addWidget(QuietLabel(known_by(statement, root, self._page)))
        label = self._labels.get(statement.source_id)
        if label:
            column.addWidget(LinkButton(self._page.say("Cite"), lambda: self._cite(label)))
        return frame

    def _cite(self, label: str) -> None:
        cursor = self._rationale.textCursor()
        before = self._rationale.words()[: cursor.position()]
        space = "" if not before or before[-1].isspace() else " "
        cursor.insertText(f"{space}[{label}]")
        self._rationale.setFocus()


def cited(
    text: str, citable: Mapping[str, Citation], known: tuple[Citation, ...] = ()
) -> CitedText:
    """Return a typed text with its citations; labels it had before keep their meaning."""
    targets = {**citable, **{each.label: each for each in known}}
    found = (targets[label] for label in labels_in(text) if label in targets)
    return CitedText(text, tuple(found))
