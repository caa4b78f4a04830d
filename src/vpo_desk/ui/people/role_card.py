"""What somebody is to a case: corrected, or ended with a reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal

from vpo_desk.domain.person import RoleName
from vpo_desk.services.people import RoleLine
from vpo_desk.ui.cases.step_form import StepForm
from vpo_desk.ui.concerns.forms import options
from vpo_desk.ui.page import Page
from vpo_desk.ui.people.marks import person_name
from vpo_desk.ui.widgets.buttons import Button, LinkButton
from vpo_desk.ui.widgets.card import Card, go_to
from vpo_desk.ui.widgets.choice import Option, SegmentedChoice
from vpo_desk.ui.widgets.drop_down import DropDown
from vpo_desk.ui.widgets.fields import TextField
from vpo_desk.ui.widgets.text import PlainLabel

ROLE: Final = "role@1"
END: Final = "role-end@1"


class RoleCard(Card):
    """Shows the role that was opened; hidden until one is. `turned` tells whether it is shown."""

    turned = Signal(bool)

    def __init__(self, page: Page) -> None:
        super().__init__(page.say("This role"))
        self._page = page
        self._line: RoleLine | None = None
        say = page.say
        self._who = PlainLabel("", strong=True)
        self._person = Button(say("Open the person"), self._go)
        identity = (Option("open", say("May be named")), Option("yes", say("Confidential")))
        self._form = StepForm(
            page,
            ROLE,
            (
                (
                    "role",
                    say("Role in this case"),
                    DropDown(options(RoleName, page.ground.catalog)),
                ),
                ("relation", say("How related to the subject, as said"), TextField()),
                ("confidential", say("As a source"), SegmentedChoice(identity)),
            ),
            say("Keep the change"),
            self._keep,
        )
        self._end = StepForm(
            page,
            END,
            (("why", say("Why the person no longer has this role"), TextField()),),
            say("End the role"),
            self._finish,
        )
        leave = LinkButton(say("Leave it as it is"), self.leave)
        for widget in (self._who, self._person, self._form, self._end, leave):
            self.body.addWidget(widget)
        self.hide()

    def change(self, line: RoleLine) -> None:
        """Show a role to change or end it."""
        self._line = line
        role = line.role
        self._who.setText(person_name(line.person, self._page.ground.catalog))
        self._form.correct(
            f"{role.id}:role",
            {
                "role": role.role.value,
                "relation": role.relation,
                "confidential": "yes" if role.confidential else "open",
            },
        )
        about = role.role is RoleName.SUBJECT
        self._form.fields["role"].setEnabled(not about)
        self._end.begin(f"{role.id}:end")
        self._end.setVisible(role.stands and not about)
        self.show()
        self.turned.emit(True)  # noqa: FBT003 - a signal takes no names
        go_to(self, self._person)

    def leave(self) -> None:
        """Put the card away."""
        self._line = None
        self.hide()
        self.turned.emit(False)  # noqa: FBT003 - a signal takes no names

    def flush(self) -> None:
        """Journal what is typed."""
        self._form.flush()
        if self._line is not None:
            self._end.flush()

    def _go(self) -> None:
        if self._line is not None:
            self._page.go("person", self._line.person.id)

    def _keep(self) -> None:
        role = self._form.chosen("role")
        if self._line is None or role is None:
            return
        role_id, relation = self._line.role.id, self._form.words("relation")
        confidential = self._form.words("confidential") == "yes"
        self._form.send(
            lambda services: services.people.change_role(
                role_id, RoleName(role), relation=relation, confidential=confidential
            ),
            self._page.say("It is kept."),
            lambda _role: self.leave(),
        )

    def _finish(self) -> None:
        if self._line is not None:
            role_id, why = self._line.role.id, self._end.words("why")
            self._end.send(
                lambda services: services.people.end_role(role_id, why),
                self._page.say("The role has ended; it stays in the case with its reason."),
                lambda _role: self.leave(),
            )
