"""Colours and sizes: the one place where the look is decided.

The palette takes its names from things of the northern hills: dó paper, ink,
indigo from the dye vat, turmeric, vermilion, tea leaf. Every pair of text and
ground that is used meets WCAG AA (4.5:1), every border that carries meaning 3:1;
a test holds that.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme. All colours are ``#rrggbb``."""

    dark: bool
    paper: str
    """Ground of the window."""
    surface: str
    """Cards, fields, the page of a lesson."""
    sunken: str
    """Navigation, table heads, read-only fields."""
    line: str
    """Decorative separators."""
    edge: str
    """Borders of things that can be used: 3:1 on paper and surface."""
    ink: str
    ink_soft: str
    indigo: str
    """Primary actions and links."""
    indigo_hover: str
    on_indigo: str
    indigo_soft: str
    """Ground of the chosen thing."""
    turmeric: str
    """Waiting, returned, missing: text colour."""
    turmeric_soft: str
    vermilion: str
    """Wrong, failed: text colour."""
    vermilion_soft: str
    leaf: str
    """Right, accepted, done: text colour."""
    leaf_soft: str
    focus: str
    """Ring around what the keyboard holds."""


LIGHT: Final = Tokens(
    dark=False,
    paper="#f4f1e9",
    surface="#fffdf8",
    sunken="#ebe6da",
    line="#dcd5c5",
    edge="#857c6b",
    ink="#221f1a",
    ink_soft="#59523f",
    indigo="#2b4a80",
    indigo_hover="#203a68",
    on_indigo="#ffffff",
    indigo_soft="#dfe6f2",
    turmeric="#7a4e00",
    turmeric_soft="#fbedc8",
    vermilion="#a02c1c",
    vermilion_soft="#fae3dc",
    leaf="#2a6236",
    leaf_soft="#e0efdd",
    focus="#b4530a",
)

DARK: Final = Tokens(
    dark=True,
    paper="#1b1c1f",
    surface="#25272b",
    sunken="#151618",
    line="#3a3d43",
    edge="#8b8f99",
    ink="#ece8df",
    ink_soft="#b9b4a8",
    indigo="#a3bff0",
    indigo_hover="#bfd3f7",
    on_indigo="#14213a",
    indigo_soft="#2c3a54",
    turmeric="#eec46b",
    turmeric_soft="#3d3219",
    vermilion="#f3a394",
    vermilion_soft="#46241e",
    leaf="#97d3a0",
    leaf_soft="#203a26",
    focus="#f5a54a",
)

TEXT_STEPS: Final = (100, 115, 130, 150)
"""Text sizes that an official can choose, in per cent."""

BASE_POINTS: Final = 11.0
"""Running text at 100 %: about 15 px on a usual screen."""

MEASURE: Final = 68
"""Widest line of running text, in average characters."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
