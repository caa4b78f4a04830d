"""The question about religion, politics or association, and its link to conduct, for any form."""

from __future__ import annotations

from typing import Final

from vpo_desk.domain.note import Protected
from vpo_desk.ui.cases.step_form import Asked, StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.fields import TextEditor
from vpo_desk.ui.widgets.text import QuietLabel

PLAIN: Final = "none"


class ProtectedFields:
    """Two fields of a form: the link is asked for only where it is needed (28 CFR 23.20(b))."""

    def __init__(self, page: Page) -> None:
        say = page.say
        self._choice = SegmentedChoice(
            (Option(PLAIN, say("Neither")), *options(Protected, page.ground.catalog))
        )
        self.asked: Asked = (
            ("protected", say("Is it about religion, politics, association?"), self._choice),
            ("link", say("Its link to conduct"), TextEditor(lines=1)),
        )
        self.held = QuietLabel(
            say("Without its link to conduct it stands in no document and no hand-over.")
        )
        self._form: StepForm | None = None

    def serve(self, form: StepForm) -> None:
        """Follow what is chosen in the form that these fields stand in."""
        self._form = form
        self._choice.chosen.connect(self.follow)
        form.restored.connect(self.follow)
        self.follow()

    def follow(self, _value: object = None) -> None:
        """Ask for the link where something protected is chosen."""
        if self._form is not None:
            asked = self._choice.value() not in {None, "", PLAIN}
            self._form.fields["link"].setVisible(asked)
            self.held.setVisible(asked)

    def chosen(self) -> tuple[Protected | None, str]:
        """Return what is chosen, and the link as typed."""
        about = self._choice.value() or PLAIN
        link = self._form.words("link") if self._form else ""
        return (None if about == PLAIN else Protected(about)), link

    def shown(self, protected: Protected | None, link: str) -> dict[str, str]:
        """Return what the two fields show of something recorded."""
        return {"protected": str(protected.value) if protected else PLAIN, "link": link}
