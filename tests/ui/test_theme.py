"""Colors, contrast and sizes: the tokens are the only place that names a color."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

import vpo_desk.ui
from vpo_desk.domain.assessment import Level
from vpo_desk.resources import find_resources
from vpo_desk.ui.main import bundled_fonts
from vpo_desk.ui.style_sheet import (
    TEXT_SIZES,
    apply_theme,
    base_font,
    load_fonts,
    style_sheet,
)
from vpo_desk.ui.theme import CONTRAST, DARK, LIGHT, SCALES, THEMES, Theme, Tokens, contrast
from vpo_desk.ui.widgets.text import Heading

COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_every_text_stands_out_from_its_ground(tokens: Tokens) -> None:
    faint = [
        (what, ink, ground)
        for what, ink, ground in tokens.text_pairs()
        if contrast(ink, ground) < 4.5
    ]
    assert faint == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_fields_and_focus_stand_out_from_the_card(tokens: Tokens) -> None:
    assert contrast(tokens.field_line, tokens.card) >= 3
    assert contrast(tokens.focus, tokens.card) >= 3
    assert contrast(tokens.accent_ink, tokens.accent) >= 4.5


def test_contrast_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_the_light_theme_is_the_drawn_one() -> None:
    assert (LIGHT.ground, LIGHT.card, LIGHT.line) == ("#f4f6f8", "#ffffff", "#d5dce2")
    assert (LIGHT.nav, LIGHT.accent, LIGHT.ink, LIGHT.quiet) == (
        "#16324a",
        "#1f5f99",
        "#1c2733",
        "#55636f",
    )
    assert LIGHT.levels() == {
        "low": "#4f7a5b",
        "moderate": "#8a6d00",
        "elevated": "#b25400",
        "high": "#b3261e",
        "undetermined": "#55636f",
    }


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_each_level_has_a_color_of_its_own(tokens: Tokens) -> None:
    assert set(tokens.levels()) == set(Level.values())
    assert len(set(tokens.levels().values())) == len(Level)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_the_style_sheet_takes_every_color_from_the_tokens(tokens: Tokens) -> None:
    known = {value for value in tokens if isinstance(value, str)}
    for tone in tokens.tones().values():
        known |= set(tone)
    assert set(COLOR.findall(style_sheet(Theme(tokens)))) <= known


def test_no_other_module_names_a_color() -> None:
    folder = Path(vpo_desk.ui.__file__).parent
    named = {
        path.name
        for path in folder.rglob("*.py")
        if path.name != "theme.py" and COLOR.search(path.read_text(encoding="utf-8"))
    }
    assert named == set()


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda tokens: tokens.name)
def test_a_hint_in_an_empty_field_can_be_read(
    qapp: QApplication, qtbot: QtBot, tokens: Tokens
) -> None:
    apply_theme(qapp, Theme(tokens))
    for field in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(field)
        field.ensurePolished()
        hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert (hint.name(), hint.alpha()) == (tokens.quiet, 255)
    apply_theme(qapp, Theme())


def test_sizes_follow_the_text_scale(qapp: QApplication, qtbot: QtBot) -> None:
    for scale in (100, 150, 200):
        apply_theme(qapp, Theme(LIGHT, scale))
        title, body = Heading("Today"), QLabel("words")
        qtbot.addWidget(title)
        qtbot.addWidget(body)
        title.ensurePolished()
        body.ensurePolished()
        assert title.font().pixelSize() == Theme(LIGHT, scale).px(TEXT_SIZES["title"])
        assert body.font().pixelSize() == Theme(LIGHT, scale).px(TEXT_SIZES["body"])
    apply_theme(qapp, Theme())


def test_digits_are_of_one_width_and_typed_signs_stay_as_typed(qapp: QApplication) -> None:
    load_fonts(bundled_fonts(find_resources()))
    metrics = QFontMetrics(base_font(Theme()))
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1
    apart = metrics.horizontalAdvance("-") + metrics.horizontalAdvance(">")
    assert abs(metrics.horizontalAdvance("->") - apart) <= 1


def test_the_scale_stays_between_its_ends() -> None:
    theme = Theme(LIGHT, SCALES[0])
    assert theme.smaller() == theme
    seen = [theme.scale]
    while theme.larger() != theme:
        theme = theme.larger()
        seen.append(theme.scale)
    assert tuple(seen) == SCALES
    assert theme.smaller().scale == SCALES[-2]
    assert theme.drawn() == Theme(LIGHT, 100)


def test_themes_go_round() -> None:
    theme = Theme(LIGHT, 125)
    assert theme.other() == Theme(DARK, 125)
    assert theme.other().other() == Theme(CONTRAST, 125)
    assert theme.other().other().other() == theme


def test_what_is_no_font_is_left_out(qapp: QApplication) -> None:
    load_fonts([b"not a font"])
    assert "not a font" not in qapp.font().families()
