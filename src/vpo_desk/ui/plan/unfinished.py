"""Keeps the action and the rule that are being written, until they are in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject

from vpo_desk.domain.answer import Draft
from vpo_desk.ui.page import Page
from vpo_desk.ui.plan.action_form import ActionForm, RuleForm

BINDING: Final = "plan@1"


class UnfinishedForms(QObject):
    """Journals two forms while they are open, and opens them again after an interruption."""

    def __init__(self, page: Page, action: ActionForm, rule: RuleForm) -> None:
        super().__init__(page)
        self._page = page
        self._case_id = ""
        self._forms: dict[str, ActionForm | RuleForm] = {"action": action, "rule": rule}
        action.typed.connect(self._journal_action)
        rule.typed.connect(self._journal_rule)

    def offer(self, case_id: str, kept: Sequence[Draft]) -> None:
        """Open the forms that were being written when the desk was locked."""
        if case_id != self._case_id:
            for form in self._forms.values():
                form.hide()
        self._case_id = case_id
        for draft in kept:
            form = self._forms.get(draft.field)
            if form is not None and form.isHidden():
                form.show_kept(draft.content)

    def flush(self) -> None:
        """Journal what is open now."""
        for name, form in self._forms.items():
            if not form.isHidden():
                self._journal(name)

    def _journal_action(self) -> None:
        self._journal("action")

    def _journal_rule(self) -> None:
        self._journal("rule")

    def _journal(self, name: str) -> None:
        form = self._forms[name]
        content = "" if form.isHidden() else form.draft.text()
        scope = unfinished_scope(self._case_id)
        self._page.command(lambda services: services.drafts.keep(scope, name, BINDING, content))


def unfinished_scope(case_id: str) -> str:
    """Return where the unfinished forms of a case's plan are kept."""
    return f"{case_id}:plan"
