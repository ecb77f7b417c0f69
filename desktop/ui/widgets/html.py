"""Lesson HTML on a Qt text document: styled by tokens, fed by the content pack alone."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from desktop.ui.theme import Theme
from desktop.ui.tokens import Tokens
from desktop.ui.widgets.picture import on_plate, scaled

_SIZE = re.compile(r'(<img\b[^>]*?)\s+width="\d+"\s+height="\d+"')

Pictures = Callable[[str], bytes]
"""Gives a picture of the pack by its hash; raises ``KeyError`` when there is none."""


def no_pictures(picture: str) -> bytes:
    """For text that has none."""
    raise KeyError(picture)


def document_style(t: Tokens, points: float) -> str:
    """Style for the HTML subset of ``lessons.course``, as far as Qt's rich text goes."""
    return f"""
body, p, li, td, th {{ color: {t.ink}; }}
p, li {{ line-height: 114%; }}
p {{ margin: 0 0 {points * 0.75:.0f}px 0; }}
ul, ol {{ margin: 0 0 {points * 0.75:.0f}px 0; }}
li {{ margin-bottom: {points * 0.35:.0f}px; }}
h2 {{ font-size: {points * 1.42:.1f}pt; font-weight: 600; color: {t.ink};
  margin: {points * 2:.0f}px 0 {points * 0.7:.0f}px 0; }}
h3 {{ font-size: {points * 1.18:.1f}pt; font-weight: 600; color: {t.ink};
  margin: {points * 1.5:.0f}px 0 {points * 0.5:.0f}px 0; }}
h4 {{ font-size: {points:.1f}pt; font-weight: 600; color: {t.ink};
  margin: {points:.0f}px 0 {points * 0.4:.0f}px 0; }}
a {{ color: {t.indigo}; text-decoration: underline; }}
a.term {{ color: {t.ink}; text-decoration: underline; }}
code {{ font-family: "Noto Sans Mono", "DejaVu Sans Mono", Consolas, monospace;
  background-color: {t.sunken}; }}
pre {{ background-color: {t.sunken}; }}
kbd {{ background-color: {t.sunken}; font-weight: 600; }}
blockquote {{ color: {t.ink_soft}; }}
table.grid {{ border-collapse: collapse; border-color: {t.line}; border-style: solid;
  margin-bottom: {points:.0f}px; }}
table.grid th {{ background-color: {t.sunken}; text-align: left; }}
table.note {{ background-color: {t.indigo_soft}; margin-bottom: {points:.0f}px; }}
table.important {{ background-color: {t.turmeric_soft}; }}
table.warning {{ background-color: {t.vermilion_soft}; }}
table.do {{ background-color: {t.leaf_soft}; }}
table.tip {{ background-color: {t.leaf_soft}; }}
table.dont {{ background-color: {t.vermilion_soft}; }}
p.note-title {{ margin-bottom: {points * 0.25:.0f}px; }}
p.caption {{ color: {t.ink_soft}; font-size: {points * 0.9:.1f}pt; }}
p.figure {{ margin: {points * 0.8:.0f}px 0 {points * 0.3:.0f}px 0; }}
ol.footnotes {{ font-size: {points * 0.9:.1f}pt; color: {t.ink_soft}; }}
"""


def styled_document(theme: Theme, html: str, document: QTextDocument, times: float = 1.0) -> None:
    """Fill ``document`` with ``html`` in the look of now, ``times`` as large as running text."""
    font = document.defaultFont()
    font.setFamily(theme.family)
    font.setPointSizeF(theme.points(times))
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(document_style(theme.tokens, theme.points(times)))
    # Pictures are drawn to fit, so the size that the pack tells must not hold them.
    document.setHtml(without_sizes(html))


def without_sizes(html: str) -> str:
    """Without the sizes that the pack tells of pictures."""
    return _SIZE.sub(r"\1", html)


class PackText(QTextBrowser):
    """Shows HTML whose pictures come from the pack. Nothing else can be loaded:

    no file, no address. Links are handed on, never followed.
    """

    def __init__(
        self,
        theme: Theme,
        pictures: Pictures,
        parent: QWidget | None = None,
        *,
        times: float = 1.0,
    ) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._times = theme, pictures, times
        self._html = ""
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        # Without a caret the arrow keys scroll, as one expects of a text to read.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.redraw)

    def show_html(self, html: str) -> None:
        self._html = html
        self.redraw()

    def redraw(self) -> None:
        """In the colours and sizes of now."""
        styled_document(self._theme, self._html, self.document(), self._times)
        # The caret was pushed to the end, and focus would scroll there.
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, url: QUrl) -> object:
        # Everything that is not a picture of the pack stays outside.
        if url.scheme() != "image" or kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        try:
            data = self._pictures(url.path())
        except KeyError:
            return QImage()
        return drawn_picture(data, self._room(), self._theme, self.devicePixelRatioF())

    def _room(self) -> int:
        return max(120, self.viewport().width() - 8)


def drawn_picture(data: bytes, room: int, theme: Theme, ratio: float) -> QImage:
    """A picture as it fits into ``room`` logical pixels, on a light plate in the dark scheme."""
    image = scaled(data, lambda width: min(room / width, theme.percent / 100) * ratio)
    if theme.tokens.dark:
        # Drawings are made for paper.
        image = on_plate(image, "#f4f1e9")
    image.setDevicePixelRatio(ratio)
    return image


class HtmlView(PackText):
    """As tall as its text, for questions and explanations inside a column."""

    def __init__(
        self,
        theme: Theme,
        pictures: Pictures = no_pictures,
        parent: QWidget | None = None,
        *,
        times: float = 1.0,
    ) -> None:
        super().__init__(theme, pictures, parent, times=times)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.viewport().setAutoFillBackground(False)
        self.setProperty("kind", "inline")
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 2)
