"""What a referral says on paper: what is asked, with what consent, and how it is answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.domain.referral import LetterKind, Referral, ReferralLetter, Urgency
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options, typed_day
from vpo_desk.ui.documents.paper_places import part_of
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.buttons import Button
from vpo_desk.ui.widgets.choice import SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor, TextField
from vpo_desk.ui.widgets.text import PlainLabel, QuietLabel

LETTER: Final = "referral-letter@1"
_FOR_A_UNIT: Final = ("question", "done", "unknown")


class LetterForm(QWidget):
    """Writes the letter of one referral, and leads to printing it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._referral: Referral | None = None
        say, catalog = page.say, page.ground.catalog
        self._kind = SegmentedChoice(options(LetterKind, catalog))
        self._form = StepForm(
            page,
            LETTER,
            (
                ("kind", say("What it is"), self._kind),
                ("urgency", say("Urgency"), SegmentedChoice(options(Urgency, catalog))),
                ("consent", say("Consent or authority"), TextEditor(lines=2)),
                ("share", say("What may be shared"), TextEditor(lines=1)),
                ("background", say("Background, short"), TextEditor(lines=3)),
                ("question", say("The question of the case"), TextEditor(lines=2)),
                ("done", say("What was done, beside what the case counts"), TextEditor(lines=2)),
                (
                    "unknown",
                    say("What is not known (left empty: the gaps of the assessment)"),
                    TextEditor(lines=2),
                ),
                ("safety", say("Safety notes for the receiver"), TextEditor(lines=2)),
                ("answer_by", say("Answer by"), TextField()),
                ("answer_how", say("How to answer"), TextEditor(lines=1)),
            ),
            say("Keep the letter"),
            self._keep,
        )
        self._kind.chosen.connect(self._follow_kind)
        self._form.restored.connect(self._follow_kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        about = say("Initials stand on it unless you choose the full name when you print.")
        for widget in (
            PlainLabel(say("What it says on paper"), strong=True),
            QuietLabel(about),
            self._form,
            Button(say("Print the referral…"), self._print),
        ):
            column.addWidget(widget)

    def show_referral(self, referral: Referral) -> None:
        """Show the letter of a referral; words typed over it and not kept stay."""
        self._referral = referral
        letter = referral.letter
        self._form.correct(
            f"{referral.id}:letter",
            {
                "kind": letter.kind.value,
                "urgency": letter.urgency.value if letter.urgency else "",
                "consent": letter.consent,
                "share": letter.share,
                "background": letter.background,
                "question": letter.question,
                "done": letter.done,
                "unknown": letter.unknown,
                "safety": letter.safety,
                "answer_by": typed_day(letter.answer_by),
                "answer_how": letter.answer_how,
            },
        )
        self._follow_kind()

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()

    def _follow_kind(self, *_value: object) -> None:
        """Ask what a state unit is asked where it is one, or where words stand there already."""
        asks_unit = self._kind.value() == LetterKind.ASSISTANCE.value
        for name in _FOR_A_UNIT:
            self._form.fields[name].setVisible(asks_unit or bool(self._form.words(name).strip()))

    def _keep(self) -> None:
        kind, days = self._form.chosen("kind"), self._form.days("answer_by")
        if self._referral is None or kind is None or days is None:
            return
        words, urgency = self._form.words, self._form.words("urgency")
        letter = ReferralLetter(
            LetterKind(kind),
            Urgency(urgency) if urgency else None,
            answer_by=days[0],
            **{
                name: words(name)
                for name in ("consent", "share", "background", "safety", "answer_how", *_FOR_A_UNIT)
            },
        )
        referral_id = self._referral.id
        self._form.send(
            lambda services: services.referrals.write_letter(referral_id, letter),
            self._page.say("The letter is kept."),
        )

    def _print(self) -> None:
        referral = self._referral
        if referral is not None:
            chosen = Chosen(referral_id=referral.id)
            wish = PaperWish(referral.case_id, DocumentKind.REFERRAL, chosen=chosen)
            self._page.go("print", referral.case_id, part_of(wish))
