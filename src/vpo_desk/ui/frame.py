"""The unlocked desk: bars around a stack of pages, and the way from one page to another."""

# ruff: noqa: N802 - overrides keep Qt's names

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vpo_desk.domain.changes import Changes
from vpo_desk.services.backups import BackupHealth
from vpo_desk.ui.actions import Shortcut, Shortcuts
from vpo_desk.ui.alerts import Alerts
from vpo_desk.ui.backup_words import age_words
from vpo_desk.ui.bars import StatusLine, TopBar
from vpo_desk.ui.help_panel import HelpPanel
from vpo_desk.ui.navigation import NavigationBar
from vpo_desk.ui.page import Page, PageGround
from vpo_desk.ui.places import NAVIGATION, NEW_CONCERN, SEARCH, PageSpec, Place, Trail
from vpo_desk.ui.ports import DeskFacts
from vpo_desk.ui.widgets.tab_order import move_focus
from vpo_desk.ui.widgets.text import PlainLabel
from vpo_desk.words import say


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """What the desk consists of.

    `pages` in any order; the first item of the navigation that has one is where the desk opens.
    """

    pages: Sequence[PageSpec]


class DeskFrame(QWidget):
    """The frame of the desk; it knows pages by their names and holds no case logic."""

    lock_asked = Signal()

    def __init__(
        self,
        plan: DeskPlan,
        ground: PageGround,
        facts: DeskFacts,
        alerts: Alerts,
        *,
        window_keys: Shortcuts | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._specs: Final = {spec.name: spec for spec in plan.pages}
        self._counted: Final = [spec for spec in plan.pages if spec.count is not None]
        self._ground: Final = ground
        self._alerts: Final = alerts
        self._pages: dict[str, Page] = {}
        self._trail = Trail()
        catalog = ground.catalog
        self.navigation = NavigationBar(
            self._specs,
            catalog,
            agency=facts.agency,
            officer=facts.officer,
            training=facts.training,
        )
        self.top = TopBar(
            catalog,
            searches=SEARCH in self._specs,
            takes_concerns=NEW_CONCERN in self._specs,
        )
        self.status = StatusLine(catalog)
        self.stack = QStackedWidget()
        self.panel = HelpPanel(catalog)
        self.keys = Shortcuts(self)
        self._window_keys = window_keys
        self._arrange(facts)
        self._connect()
        self._add_keys()

    @property
    def place(self) -> Place | None:
        """The place that is shown."""
        return self._trail.here

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def open(self, place: Place | None = None) -> None:
        """Show the first place, or the one where the officer was before the lock."""
        names = [name for name, _ in NAVIGATION if name in self._specs]
        if place is not None and place.page in self._specs:
            self.go(place)
        elif names:
            self.go(Place(names[0]))
        self._count()

    def go(self, place: Place) -> None:
        """Show a place; KeyError when no page has its name."""
        spec = self._specs[place.page]
        self._trail.go(place)
        before = self.stack.currentWidget()
        page = self._pages.get(place.page) or self._make(spec)
        if page is not before or page.place != place:
            page.show_top()
        if (page.place.page, page.place.id) != (place.page, place.id):
            page.notices.clear()  # what stands there was said about something else
        page.place = place
        self.navigation.mark(spec.section(place))
        self._alerts.stand_in(page.notices)
        self.keys.set_page(page, page.shortcuts())
        if self.panel.isVisible():
            self.panel.close_panel()
        self.stack.setCurrentWidget(page)
        page.arrive(place)
        if spec.shows and place.id:
            kind, id_ = spec.shows, place.id
            self._ground.session.command(lambda services: services.audit_log.note_view(kind, id_))
        if before is not page and not page.isAncestorOf(self.focusWidget() or self):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Show the place before this one."""
        place = self._trail.back()
        if place is not None:
            self.go(place)

    def clear(self) -> None:
        """Empty every page, for the lock."""
        self.keys.set_page(None)
        for page in self._pages.values():
            page.clear()
        self._pages.clear()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own
        """Let Tab pass the page as one reads it; called by Qt."""
        here = QApplication.focusWidget()
        gone = here is not None and not (here.isVisible() and here.isEnabled())
        if gone and self.page is not None:  # what had the keyboard is hidden or off: stay here
            self.page.setFocus()
            return True
        return move_focus(self, forward=next) or super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the navigation follow the window's width; called by Qt."""
        self.navigation.updateGeometry()
        self.panel.updateGeometry()
        super().resizeEvent(event)

    def _arrange(self, facts: DeskFacts) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        across.addLayout(column, 1)
        if facts.training:
            strip = PlainLabel(self._ground.catalog.say("TRAINING – NOT REAL"), wrap=False)
            strip.setObjectName("training")
            strip.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(strip)
        column.addWidget(self.top)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.stack.setFrameShape(QFrame.Shape.NoFrame)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.panel)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        session = self._ground.session
        session.changed.connect(self._follow)
        session.saved.connect(self.status.show_saved)
        self._ground.runner.busy.connect(self.status.show_busy)
        self.navigation.chosen.connect(self._go_to)
        self.top.lock.connect(self.lock_asked)
        self.top.search.connect(self._goer(SEARCH))
        self.top.new_concern.connect(self._goer(NEW_CONCERN))
        self._ground.backups.told.connect(self._show_backup)
        self._ground.chain.told.connect(self.status.show_chain)

    def _add_keys(self) -> None:
        if SEARCH in self._specs:
            self.keys.add(Shortcut("Ctrl+K", say("Search"), self._goer(SEARCH)))
        if NEW_CONCERN in self._specs:
            self.keys.add(Shortcut("Ctrl+N", say("New concern"), self._goer(NEW_CONCERN)))
        self.keys.add(Shortcut("Ctrl+L", say("Lock"), self.lock_asked.emit))
        self.keys.add(Shortcut("Alt+Left", say("Back to the page before"), self.back))
        self.keys.add(Shortcut("F1", say("Help on this page"), self._show_help))
        self.keys.add(Shortcut("Ctrl+/", say("These keys"), self._show_keys))
        for number, (name, words) in enumerate(NAVIGATION, start=1):
            if name in self._specs:
                self.keys.add(Shortcut(f"Alt+{number}", words, self._goer(name)))

    def _goer(self, name: str) -> Callable[[], None]:
        return lambda: self._go_to(name)

    def _go_to(self, name: str) -> None:
        self.go(Place(name))

    def _show_backup(self, health: BackupHealth) -> None:
        self.status.show_backup(age_words(health, self._ground.clock.now()))

    def _make(self, spec: PageSpec) -> Page:
        page = spec.make(self._ground)
        page.asked_for.connect(self.go)
        page.asked_back.connect(self.back)
        page.turned.connect(self._trail.turn)
        self._ground.session.before_lock(page.flush)
        self._pages[spec.name] = page
        self.stack.addWidget(page)
        return page

    def _follow(self, changes: Changes) -> None:
        if self.page is not None:
            self.page.refresh(changes)
        self._count()

    def _count(self) -> None:
        counted = [(spec.name, spec.count) for spec in self._counted if spec.count is not None]
        if counted:
            self._ground.session.query(
                lambda services: {name: count(services) for name, count in counted},
                self.navigation.show_counts,
                owner=self,
            )

    def _show_help(self) -> None:
        if self.page is not None:
            title = self._ground.catalog.text(self.page.page_title)
            self.panel.show_help(title, self.page.help())

    def _show_keys(self) -> None:
        beyond = self._window_keys.sheet() if self._window_keys is not None else ()
        self.panel.show_keys(self.keys.sheet() + beyond)
