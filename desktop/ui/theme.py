"""The look: scheme, text size, fonts, icons; changed while the program runs."""

from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.ui.stylesheet import stylesheet
from desktop.ui.tokens import BASE_POINTS, DARK, LIGHT, TEXT_STEPS, Tokens

_FALLBACK_FONTS: Final = ("Segoe UI", "Noto Sans", "Roboto", "DejaVu Sans")


class Scheme(StrEnum):
    """What the official chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @classmethod
    def named(cls, name: str) -> "Scheme":
        """The scheme that was kept by its name; the system's for one that is unknown."""
        return cls(name) if name in set(cls) else cls.SYSTEM


class Theme(QObject):
    """Dresses the application; widgets that draw for themselves listen to ``changed``."""

    changing = Signal()
    """About to change: what depends on sizes is still as it was."""
    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        icons: Path,
        scheme: Scheme = Scheme.SYSTEM,
        percent: int = 100,
    ) -> None:
        super().__init__()
        self._app = app
        self._icons = icons
        self._scheme = scheme
        self._percent = percent if percent in TEXT_STEPS else TEXT_STEPS[0]
        self._family = _readable_family(app.font().family())
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}
        self._tokens = self._wanted_tokens()
        app.setStyle("fusion")
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def percent(self) -> int:
        return self._percent

    @property
    def family(self) -> str:
        return self._family

    def px(self, pixels: float) -> int:
        """A distance at the chosen text size; grows more slowly than the text."""
        return round(pixels * (1 + (self._percent / 100 - 1) * 0.6))

    def points(self, times: float = 1.0) -> float:
        """A text size in points, ``times`` running text."""
        return BASE_POINTS * times * self._percent / 100

    def set_scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme
        # Tells the window system too, so that the title bar follows.
        hints = QGuiApplication.styleHints()
        hints.setColorScheme(
            {
                Scheme.SYSTEM: Qt.ColorScheme.Unknown,
                Scheme.LIGHT: Qt.ColorScheme.Light,
                Scheme.DARK: Qt.ColorScheme.Dark,
            }[scheme]
        )
        self._refresh()

    def set_percent(self, percent: int) -> None:
        self._percent = min(TEXT_STEPS, key=lambda step: abs(step - percent))
        self._apply()
        self.changed.emit()

    def step(self, by: int) -> None:
        """The next larger (``by`` = 1) or smaller (-1) text size, if there is one."""
        at = TEXT_STEPS.index(self._percent) + by
        if 0 <= at < len(TEXT_STEPS):
            self.set_percent(TEXT_STEPS[at])

    def pixmap(self, name: str, colour: str | None = None, size: int = 20) -> QPixmap:
        """An icon of ``resources/icons`` in one colour, ``size`` logical pixels wide."""
        colour = colour or self._tokens.ink_soft
        ratio = self._app.devicePixelRatio()
        key = (name, colour, round(size * ratio))
        if key not in self._pixmaps:
            self._pixmaps[key] = _drawn(self._icons / f"{name}.svg", colour, key[2], ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str | None = None, size: int = 20) -> QIcon:
        return QIcon(self.pixmap(name, colour, size))

    def dress(self, button: QAbstractButton, name: str, colour: str = "ink_soft") -> None:
        """Give a button an icon that follows the scheme. ``colour`` names a token."""
        size = self.px(19)
        pixmap = self.pixmap(name, getattr(self._tokens, colour), size)
        if button.text():
            # The style's own gap is the same few pixels at every text size.
            pixmap = _spaced(pixmap, self.px(3), button.layoutDirection())
        button.setIcon(QIcon(pixmap))
        button.setIconSize(pixmap.deviceIndependentSize().toSize())
        if button.property("dressed") is None:
            button.setProperty("dressed", True)
            _Dresser(self, button, name, colour)

    def _wanted_tokens(self) -> Tokens:
        if self._scheme is Scheme.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._scheme is Scheme.DARK
        return DARK if dark else LIGHT

    def _system_changed(self) -> None:
        if self._wanted_tokens() is not self._tokens:
            self._refresh()

    def _refresh(self) -> None:
        self._tokens = self._wanted_tokens()
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self.changing.emit()
        self._pixmaps.clear()
        font = QFont(self._family)
        font.setPointSizeF(self.points())
        self._app.setFont(font)
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(stylesheet(self._tokens, self._percent, self._icons))


class _Dresser(QObject):
    """Draws a button's icon anew when the theme changes; lives as long as the button."""

    def __init__(self, theme: Theme, button: QAbstractButton, name: str, colour: str) -> None:
        super().__init__(button)
        self._theme, self._button, self._name, self._colour = theme, button, name, colour
        theme.changed.connect(self._draw)

    def _draw(self) -> None:
        self._theme.dress(self._button, self._name, self._colour)


def _spaced(pixmap: QPixmap, gap: int, direction: Qt.LayoutDirection) -> QPixmap:
    """With ``gap`` logical pixels of air between it and the words beside it."""
    ratio = pixmap.devicePixelRatio()
    made = QPixmap(pixmap.width() + round(gap * ratio), pixmap.height())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(gap if direction == Qt.LayoutDirection.RightToLeft else 0, 0, pixmap)
    painter.end()
    return made


def _drawn(path: Path, colour: str, pixels: int, ratio: float) -> QPixmap:
    svg = path.read_bytes().replace(b"currentColor", colour.encode())
    # The size is written into the drawing: the plain loader knows no other way to scale it.
    svg = svg.replace(b"<svg ", f'<svg width="{pixels}" height="{pixels}" '.encode(), 1)
    pixmap = QPixmap()
    if not pixmap.loadFromData(QByteArray(svg), "SVG"):
        raise FileNotFoundError(path)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _readable_family(system: str) -> str:
    """The system's font if it writes Vietnamese, else the first that does."""
    vietnamese = QFontDatabase.WritingSystem.Vietnamese
    known = set(QFontDatabase.families(vietnamese))
    return next((family for family in (system, *_FALLBACK_FONTS) if family in known), system)


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: t.paper,
        role.WindowText: t.ink,
        role.Base: t.surface,
        role.AlternateBase: t.sunken,
        role.Text: t.ink,
        role.Button: t.surface,
        role.ButtonText: t.ink,
        role.BrightText: t.vermilion,
        role.Highlight: t.indigo,
        role.HighlightedText: t.on_indigo,
        role.Link: t.indigo,
        role.LinkVisited: t.indigo,
        role.ToolTipBase: t.ink,
        role.ToolTipText: t.paper,
        role.PlaceholderText: t.ink_soft,
        role.Accent: t.indigo,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.ink_soft))
    return palette
