"""Qt's style sheet and palette, generated from the tokens of a theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from vpo_desk.ui.theme import FAMILY, Theme

TEXT_SIZES: Final = {
    "small": 12,
    "table": 13,
    "body": 14,
    "card": 15,
    "question": 19,
    "title": 21,
}
"""Text sizes in logical pixels at 100 %."""


def load_fonts(fonts: Iterable[bytes]) -> None:
    """Make bundled fonts known to Qt; what is not a font is left out."""
    for font in fonts:
        QFontDatabase.addApplicationFontFromData(font)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give every window the colors, the typeface and the text size of a theme."""
    app.setFont(base_font(theme))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def base_font(theme: Theme) -> QFont:
    """Return the typeface of the window: digits of one width, so that numbers align.

    Its contextual forms are off: they would show an arrow where a person typed `->`.
    """
    font = QFont(FAMILY)
    font.setPixelSize(theme.px(TEXT_SIZES["body"]))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def palette(theme: Theme) -> QPalette:
    """Return the palette for whatever the style sheet does not draw."""
    tokens, role = theme.tokens, QPalette.ColorRole
    colors = {
        role.Window: tokens.ground,
        role.WindowText: tokens.ink,
        role.Base: tokens.card,
        role.AlternateBase: tokens.over,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.quiet,
        role.Button: tokens.card,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.danger.ink,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.accent_ink,
        role.Link: tokens.link,
        role.LinkVisited: tokens.link,
        role.ToolTipBase: tokens.card,
        role.ToolTipText: tokens.ink,
        role.Light: tokens.card,
        role.Midlight: tokens.over,
        role.Mid: tokens.line,
        role.Dark: tokens.field_line,
        role.Shadow: tokens.field_line,
        role.Accent: tokens.accent,
    }
    made = QPalette()
    for name, color in colors.items():
        made.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.quiet))
    return made


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme; the same theme gives the same text."""
    parts = (
        _text,
        _grounds,
        _buttons,
        _choices,
        _chips,
        _fields,
        _tones,
        _tables,
        _navigation,
        _frame,
    )
    return "\n".join(part(theme) for part in parts)


def _text(theme: Theme) -> str:
    tokens = theme.tokens
    sizes = "\n".join(
        f'*[text_size="{name}"] {{ font-size: {theme.px(size)}px; }}'
        for name, size in TEXT_SIZES.items()
        if name != "body"
    )
    levels = "\n".join(
        f'LevelMark[level="{name}"], PointMark[level="{name}"] {{ color: {color}; }}'
        for name, color in tokens.levels().items()
    )
    return f"""
QLabel {{ color: {tokens.ink}; background: transparent; }}
{sizes}
*[weight="strong"] {{ font-weight: 600; }}
*[quiet="true"] {{ color: {tokens.quiet}; }}
*[trouble="true"] {{ color: {tokens.danger.ink}; }}
LevelMark {{ font-weight: 600; }}
{levels}
QToolTip {{ color: {tokens.ink}; background: {tokens.card}; border: 1px solid {tokens.line};
  padding: 4px; }}
"""


def _grounds(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
QMainWindow, QDialog, Page, #ground {{ background: {tokens.ground}; }}
QScrollArea, #scrolled {{ background: transparent; border: none; }}
Card {{ background: {tokens.card}; border: 1px solid {tokens.line}; border-radius: 6px; }}
#tile {{ background: {tokens.card}; border: 1px solid {tokens.line}; border-radius: 4px; }}
#tile[tone="warning"] {{ background: {tokens.warning.fill}; border-color: {tokens.warning.line}; }}
PointMark {{ background: {tokens.card}; }}
#rule {{ background: {tokens.line}; border: none; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {tokens.field_line}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {tokens.quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.line};
  padding: 4px; }}
QMenu::item {{ padding: 6px 20px; border-radius: 4px; }}
QMenu::item:selected {{ background: {tokens.chosen}; color: {tokens.chosen_ink}; }}
QProgressBar {{ background: {tokens.track}; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }}
QProgressBar::chunk {{ background: {tokens.accent}; border-radius: 3px; }}
"""


def _buttons(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
Button {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.field_line};
  border-radius: 4px; padding: 7px 12px; font-size: {theme.px(13)}px;
  min-height: {theme.px(18)}px; outline: none; }}
Button:hover, Button:pressed {{ background: {tokens.over}; }}
Button:focus {{ border: 2px solid {tokens.focus}; padding: 6px 11px; }}
Button:disabled {{ color: {tokens.quiet}; background: {tokens.ground};
  border-color: {tokens.line}; }}
Button[kind="primary"] {{ background: {tokens.accent}; color: {tokens.accent_ink};
  border-color: {tokens.accent}; font-weight: 600; }}
Button[kind="primary"]:hover {{ background: {tokens.accent_over}; }}
Button[kind="primary"]:focus {{ border: 3px double {tokens.accent_ink}; padding: 5px 10px; }}
Button[kind="primary"]:disabled {{ background: {tokens.track}; color: {tokens.quiet};
  border-color: {tokens.track}; }}
Button[kind="danger"] {{ color: {tokens.danger.ink}; border-color: {tokens.danger.line}; }}
Button[kind="danger"]:focus {{ border: 2px solid {tokens.danger.ink}; }}
LinkButton {{ background: transparent; color: {tokens.link}; border: 2px solid transparent;
  border-radius: 4px; padding: 2px 0; font-size: {theme.px(13)}px; text-align: left; outline: none; }}
LinkButton:hover {{ text-decoration: underline; }}
LinkButton:focus {{ border-color: {tokens.focus}; }}
LinkButton:disabled {{ color: {tokens.quiet}; }}
"""


def _choices(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
Segment {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.field_line};
  padding: 7px 13px; font-size: {theme.px(13)}px; min-height: {theme.px(18)}px; spacing: 0px;
  outline: none; }}
Segment::indicator {{ width: 0; height: 0; border: none; background: transparent; image: none; }}
Segment:hover {{ background: {tokens.over}; }}
Segment:checked {{ background: {tokens.accent}; color: {tokens.accent_ink}; font-weight: 600;
  border-color: {tokens.accent}; }}
Segment:focus {{ border: 2px solid {tokens.focus}; padding: 6px 12px; }}
Segment:checked:focus {{ border: 3px double {tokens.accent_ink}; padding: 5px 11px; }}
Segment:disabled {{ color: {tokens.quiet}; }}
Segment:checked:disabled {{ background: {tokens.chosen}; color: {tokens.chosen_ink};
  border-color: {tokens.field_line}; }}
Segment[place="first"] {{ border-top-left-radius: 4px; border-bottom-left-radius: 4px; }}
Segment[place="last"] {{ border-top-right-radius: 4px; border-bottom-right-radius: 4px; }}
Segment[place="only"] {{ border-radius: 4px; }}
QCheckBox {{ color: {tokens.ink}; spacing: 8px; border: 2px solid transparent;
  border-radius: 4px; padding: 2px; outline: none; }}
QCheckBox:focus {{ border-color: {tokens.focus}; }}
QCheckBox:disabled {{ color: {tokens.quiet}; }}
QTabBar {{ background: transparent; border-bottom: 1px solid {tokens.line}; outline: none; }}
QTabBar::tab {{ background: transparent; color: {tokens.quiet}; padding: 8px 14px; border: none;
  border-bottom: 2px solid transparent; font-size: {theme.px(14)}px; }}
QTabBar::tab:hover {{ color: {tokens.ink}; }}
QTabBar::tab:selected {{ color: {tokens.link}; border-bottom: 2px solid {tokens.accent};
  font-weight: 600; }}
QTabBar::tab:selected:focus {{ border: 2px solid {tokens.focus}; padding: 6px 12px 8px 12px; }}
"""


def _chips(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
Chip, ChipsInput #add {{ color: {tokens.info.ink}; background: {tokens.info.fill};
  border: 1px solid {tokens.info.line}; border-radius: {theme.px(7) + 3}px; padding: 2px 9px;
  font-size: {theme.px(12)}px; }}
ChipsInput #add {{ color: {tokens.ink}; background: {tokens.card};
  border-color: {tokens.field_line}; }}
ChipsInput #add::menu-indicator {{ width: 0; }}
Chip:focus, ChipsInput #add:focus {{ border: 2px solid {tokens.focus}; padding: 1px 8px; }}
"""


def _fields(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
QLineEdit, QPlainTextEdit, QComboBox {{ background: {tokens.card}; color: {tokens.ink};
  border: 1px solid {tokens.field_line}; border-radius: 4px; padding: 8px 10px;
  selection-background-color: {tokens.accent}; selection-color: {tokens.accent_ink}; }}
DropDown::drop-down {{ border: none; width: {theme.px(22)}px; }}
QComboBox QAbstractItemView {{ background: {tokens.card}; color: {tokens.ink};
  border: 1px solid {tokens.line}; selection-background-color: {tokens.chosen};
  selection-color: {tokens.chosen_ink}; outline: none; }}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {tokens.quiet}; }}
QLineEdit {{ lineedit-password-character: 8226; }}
QPlainTextEdit {{ padding: 4px 8px; }}
QLineEdit:focus, QComboBox:focus {{ border: 2px solid {tokens.focus}; padding: 7px 9px; }}
QPlainTextEdit:focus {{ border: 2px solid {tokens.focus}; padding: 3px 7px; }}
QLineEdit[trouble="true"], QPlainTextEdit[trouble="true"] {{ border-color: {tokens.danger.ink};
  color: {tokens.ink}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {tokens.ground}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {tokens.quiet};
  background: {tokens.ground}; }}
"""


def _tones(theme: Theme) -> str:
    radius = theme.px(7) + 2  # half the height: Qt draws no rounder corner than that
    return "\n".join(
        f"""
Badge[tone="{name}"] {{ color: {tone.ink}; background: {tone.fill};
  border: 1px solid {tone.line}; border-radius: {radius}px; padding: 1px 8px; }}
Notice[tone="{name}"] {{ background: {tone.fill}; border: 1px solid {tone.line};
  border-radius: 6px; }}
Notice[tone="{name}"] QLabel {{ color: {tone.ink}; }}
Notice[tone="{name}"] LinkButton {{ color: {tone.ink}; text-decoration: underline; }}
Notice[tone="{name}"] Button {{ color: {tone.ink}; border-color: {tone.line}; }}
Notice[tone="{name}"] Button:focus {{ border-color: {tone.ink}; }}
"""
        for name, tone in theme.tokens.tones().items()
    )


def _tables(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
ListTable {{ background: {tokens.card}; color: {tokens.ink}; border: 2px solid transparent;
  font-size: {theme.px(TEXT_SIZES["table"])}px; outline: none;
  selection-background-color: {tokens.chosen}; selection-color: {tokens.chosen_ink}; }}
ListTable:focus {{ border-color: {tokens.focus}; border-radius: 4px; }}
ListTable QHeaderView {{ background: {tokens.card}; border: none; }}
ListTable QHeaderView::section {{ background: {tokens.card}; color: {tokens.quiet};
  border: none; border-bottom: 1px solid {tokens.line_soft}; padding: 6px 6px 7px 12px;
  font-size: {theme.px(TEXT_SIZES["small"])}px; font-weight: 600; }}
RowRule {{ color: {tokens.line_soft}; }}
"""


def _navigation(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
NavigationBar, NavigationBar QScrollArea, NavigationBar #items {{ background: {tokens.nav};
  border: none; }}
NavigationBar[training="true"], NavigationBar[training="true"] QScrollArea,
NavigationBar[training="true"] #items {{ background: {tokens.nav_training}; }}
NavigationBar QLabel {{ color: {tokens.nav_quiet}; }}
NavigationBar QLabel#minutes[soon="true"] {{ color: {tokens.warning.ink};
    background: {tokens.warning.fill}; font-weight: 600; }}
NavigationBar QLabel#program {{ color: {tokens.nav_ink}; font-weight: 600;
  font-size: {theme.px(16)}px; }}
NavigationBar #rule {{ background: {tokens.nav_line}; }}
NavigationButton {{ background: transparent; color: {tokens.nav_ink}; border: none;
  border-left: 3px solid transparent; border-radius: 0; text-align: left;
  padding: 10px 18px 9px 15px; font-size: {theme.px(14)}px; }}
NavigationButton:hover {{ background: {tokens.nav_here}; }}
NavigationButton:checked {{ background: {tokens.nav_here}; font-weight: 600;
  border-left-color: {tokens.nav_mark}; }}
NavigationBar[training="true"] NavigationButton:hover,
NavigationBar[training="true"] NavigationButton:checked {{
  background: {tokens.nav_here_training}; }}
NavigationButton:focus {{ border: 2px solid {tokens.nav_mark}; border-left: 3px solid
  {tokens.nav_mark}; padding: 8px 16px 7px 15px; }}
NavigationBar QLabel#count {{ color: {tokens.nav_ink}; background: {tokens.nav_count};
  border-radius: {theme.px(7) + 1}px; padding: 1px 7px; font-weight: 600;
  font-size: {theme.px(12)}px; }}
"""


def _frame(theme: Theme) -> str:
    tokens = theme.tokens
    return f"""
TopBar, StatusLine {{ background: {tokens.card}; }}
TopBar {{ border: none; border-bottom: 1px solid {tokens.line}; }}
Button#search {{ background: {tokens.ground}; color: {tokens.quiet}; text-align: left;
  border: 1px solid {tokens.field_line}; font-weight: 400; }}
StatusLine {{ border: none; border-top: 1px solid {tokens.line}; }}
StatusLine QLabel {{ color: {tokens.quiet}; font-size: {theme.px(12)}px; }}
#training {{ background: {tokens.warning.fill}; color: {tokens.warning.ink};
  border-bottom: 1px solid {tokens.warning.line}; font-weight: 600; padding: 4px 20px; }}
#key {{ color: {tokens.quiet}; background: {tokens.card}; border: 1px solid {tokens.line};
  border-radius: 3px; padding: 1px 5px; font-size: {theme.px(11)}px; }}
"""
