from itertools import product

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.app import ICONS
from desktop.ui.theme import Scheme, Theme
from desktop.ui.tokens import DARK, LIGHT, TEXT_STEPS, contrast

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@SCHEMES
def test_text_meets_aa_on_every_ground_it_can_stand_on(tokens):
    grounds = (
        "paper",
        "surface",
        "sunken",
        "indigo_soft",
        "turmeric_soft",
        "vermilion_soft",
        "leaf_soft",
    )
    texts = ("ink", "ink_soft", "indigo", "turmeric", "vermilion", "leaf")
    for text, ground in product(texts, grounds):
        ratio = contrast(getattr(tokens, text), getattr(tokens, ground))
        assert ratio >= 4.5, (text, ground, ratio)
    assert contrast(tokens.on_indigo, tokens.indigo) >= 4.5
    assert contrast(tokens.on_indigo, tokens.indigo_hover) >= 4.5
    # Marked hits of a search are written in the surface's colour.
    assert contrast(tokens.surface, tokens.turmeric) >= 4.5


@SCHEMES
def test_borders_and_the_focus_ring_can_be_seen(tokens):
    for line, ground in product(("edge", "focus"), ("paper", "surface", "sunken")):
        ratio = contrast(getattr(tokens, line), getattr(tokens, ground))
        assert ratio >= 3, (line, ground, ratio)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_chosen_scheme_reaches_the_palette_and_is_told(qapp, qtbot):
    theme = Theme(qapp, ICONS, Scheme.LIGHT)
    assert qapp.palette().window().color().name() == LIGHT.paper
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Scheme.DARK)
    assert theme.tokens is DARK
    assert qapp.palette().window().color().name() == DARK.paper
    theme.set_scheme(Scheme.LIGHT)


def test_text_grows_by_steps_and_stops_at_the_ends(qapp):
    theme = Theme(qapp, ICONS, Scheme.LIGHT, TEXT_STEPS[0])
    sizes = [qapp.font().pointSizeF()]
    for _ in range(len(TEXT_STEPS) + 2):
        theme.step(1)
        sizes.append(qapp.font().pointSizeF())
    assert sizes[-1] == pytest.approx(sizes[0] * 1.5)
    assert sizes == sorted(sizes)
    theme.set_percent(100)


def test_the_font_writes_vietnamese(qapp):
    theme = Theme(qapp, ICONS)
    assert theme.family in QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese)


def test_every_icon_can_be_drawn(qapp):
    theme = Theme(qapp, ICONS)
    names = [path.stem for path in ICONS.glob("*.svg")]
    assert len(names) > 30
    for name in names:
        image = theme.pixmap(name, "#2b4a80", 24).toImage()
        drawn = {image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)}
        assert drawn != {0}, name


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_hint_in_an_empty_field_can_be_read(qapp, qtbot, scheme, kind):
    theme = Theme(qapp, ICONS, scheme)
    field = kind()
    qtbot.addWidget(field)
    field.setPlaceholderText("█████")
    field.resize(300, 60)
    drawn = field.grab().toImage()
    inside = range(12, drawn.height() - 12)
    seen = {drawn.pixelColor(x, y).name() for y in inside for x in range(12, 60)}
    best = max(contrast(each, theme.tokens.surface) for each in seen)
    theme.set_scheme(Scheme.LIGHT)
    assert best >= 4.5
