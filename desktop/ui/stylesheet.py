"""The one style sheet, made from tokens.

Widgets say what they are by a dynamic property ``kind`` (``primary``, ``quiet``,
``card`` …), set before they are shown, and never carry a style sheet of their own.
"""

from pathlib import Path

from desktop.ui.tokens import BASE_POINTS, Tokens


def _hint(tokens: Tokens) -> str:
    """For what stands in an empty field: paler than an answer, and 4.5:1 all the same.

    Qt's own is the text at half its strength, which is 3.9:1 on the light surface.
    """
    red, green, blue = (int(tokens.ink_soft[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 85%)"


def stylesheet(tokens: Tokens, percent: int, icons: Path) -> str:
    """Qt style sheet for text at ``percent`` of its usual size."""
    t = tokens
    factor = percent / 100

    def pt(times: float) -> str:
        return f"{BASE_POINTS * times * factor:.1f}pt"

    def px(pixels: float) -> str:
        # Space grows more slowly than text: a 150 % page still has to fit.
        return f"{round(pixels * (1 + (factor - 1) * 0.6))}px"

    arrow = (icons / ("arrow-dark.svg" if t.dark else "arrow-light.svg")).as_posix()
    ticked = (icons / ("ticked-dark.svg" if t.dark else "ticked-light.svg")).as_posix()
    return f"""
QWidget {{ color: {t.ink}; }}
QMainWindow, QWidget[kind="page"], QScrollArea[kind="page"] {{ background: {t.paper}; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget[kind="column"] {{ background: transparent; }}
QToolTip {{ background: {t.ink}; color: {t.paper}; border: 0; padding: 4px; }}

QLabel[kind="title"] {{ font-size: {pt(1.62)}; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {pt(1.2)}; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="soft"] {{ color: {t.ink_soft}; }}
QLabel[kind="small"] {{ color: {t.ink_soft}; font-size: {pt(0.9)}; }}
QLabel[kind="error"] {{ color: {t.vermilion}; }}
QLabel[kind="good"] {{ color: {t.leaf}; }}
QLabel[kind="warn"] {{ color: {t.turmeric}; }}
QLabel[kind="score"] {{ font-size: {pt(2.6)}; font-weight: 600; }}

QLabel[kind="chip"] {{ font-size: {pt(0.9)}; font-weight: 600; border-radius: {px(9)};
  padding: {px(2)} {px(9)}; background: {t.sunken}; color: {t.ink_soft}; }}
QLabel[kind="chip"][tone="good"] {{ background: {t.leaf_soft}; color: {t.leaf}; }}
QLabel[kind="chip"][tone="warn"] {{ background: {t.turmeric_soft}; color: {t.turmeric}; }}
QLabel[kind="chip"][tone="bad"] {{ background: {t.vermilion_soft}; color: {t.vermilion}; }}
QLabel[kind="chip"][tone="info"] {{ background: {t.indigo_soft}; color: {t.indigo}; }}

QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[kind="card"][tone="warn"] {{ border-left: 4px solid {t.turmeric}; }}
QFrame[kind="card"][tone="bad"] {{ border-left: 4px solid {t.vermilion}; }}
QFrame[kind="card"][tone="good"] {{ border-left: 4px solid {t.leaf}; }}
QFrame[kind="card"][tone="info"] {{ border-left: 4px solid {t.indigo}; }}
QFrame[kind="card"][tone="warn"], QFrame[kind="card"][tone="bad"],
QFrame[kind="card"][tone="good"], QFrame[kind="card"][tone="info"] {{
  border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QFrame[kind="top"] {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[kind="bottom"] {{ background: {t.surface}; border: 0; border-top: 1px solid {t.line}; }}
QFrame[kind="nav"] {{ background: {t.sunken}; border: 0; border-right: 1px solid {t.line}; }}
QFrame[kind="drop"] {{ background: {t.surface}; border: 1px dashed {t.edge};
  border-radius: 8px; }}
QFrame[kind="drop"][over="true"] {{ border: 2px solid {t.indigo}; background: {t.indigo_soft}; }}
QFrame[kind="drop"][wrong="true"] {{ border: 2px solid {t.vermilion}; }}
QLabel[kind="sheet"] {{ border: 1px solid {t.line}; background: #ffffff; }}
QFrame[kind="rule"] {{ background: {t.line}; border: 0; max-height: 1px; min-height: 1px; }}

QFrame[kind="banner"] {{ border: 0; border-radius: 8px; background: {t.indigo_soft}; }}
QFrame[kind="banner"][tone="bad"] {{ background: {t.vermilion_soft}; }}
QFrame[kind="banner"][tone="warn"] {{ background: {t.turmeric_soft}; }}
QFrame[kind="banner"][tone="good"] {{ background: {t.leaf_soft}; }}

QPushButton {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: 6px;
  padding: {px(7)} {px(15)}; min-height: {px(20)}; outline: 0; }}
QPushButton:hover {{ background: {t.sunken}; }}
QPushButton:pressed {{ background: {t.line}; }}
QPushButton:disabled {{ color: {t.ink_soft}; background: {t.sunken}; border-color: {t.line}; }}
QPushButton[kind="primary"] {{ background: {t.indigo}; border-color: {t.indigo};
  color: {t.on_indigo}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {t.indigo_hover};
  border-color: {t.indigo_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; border-color: {t.line};
  color: {t.ink_soft}; }}
QPushButton[kind="quiet"], QPushButton[kind="icon"] {{ background: transparent;
  border-color: transparent; }}
QPushButton[kind="quiet"] {{ color: {t.indigo}; padding: {px(7)} {px(10)}; }}
QPushButton[kind="icon"] {{ padding: {px(6)}; }}
QPushButton[kind="quiet"]:hover, QPushButton[kind="icon"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="icon"]:checked {{ background: {t.indigo_soft}; }}
QPushButton[kind="quiet"]:disabled {{ color: {t.ink_soft}; background: transparent; }}
QPushButton[kind="chosen"] {{ background: {t.indigo_soft}; border-color: {t.indigo};
  padding: {px(3)} {px(9)}; }}
QPushButton[kind="chosen"]:disabled {{ background: {t.sunken}; border-color: {t.line};
  color: {t.ink}; }}
QPushButton[kind="link"] {{ background: transparent; border: 0; color: {t.indigo};
  padding: {px(4)} 0; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="key"] {{ text-align: left; padding: 0; }}
QPushButton[kind="key"]:checked {{ background: {t.indigo_soft}; border-color: {t.indigo}; }}
QLabel[kind="keycap"] {{ background: {t.sunken}; border: 1px solid {t.edge}; border-radius: 4px;
  padding: {px(2)} {px(4)}; font-weight: 600; }}
QPushButton[kind="status"] {{ background: transparent; border: 0; text-align: left;
  padding: {px(5)} {px(8)}; color: {t.ink_soft}; }}
QPushButton[kind="status"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="nav"] {{ background: transparent; border: 0; border-radius: 6px;
  text-align: left; padding: {px(9)} {px(10)}; color: {t.ink}; }}
QPushButton[kind="nav"]:hover {{ background: {t.line}; }}
QPushButton[kind="nav"]:checked {{ background: {t.surface}; color: {t.indigo};
  font-weight: 600; }}
QPushButton[kind="section"] {{ background: transparent; border: 0; border-radius: 6px;
  text-align: left; padding: {px(6)} {px(8)}; color: {t.ink}; }}
QPushButton[kind="section"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="section"]:checked {{ background: {t.indigo_soft}; font-weight: 600; }}

QLineEdit, QPlainTextEdit, QComboBox {{ background: {t.surface}; border: 1px solid {t.edge};
  border-radius: 6px; padding: {px(6)} {px(9)}; selection-background-color: {t.indigo};
  selection-color: {t.on_indigo}; placeholder-text-color: {_hint(t)}; }}
QLineEdit, QComboBox {{ min-height: {px(22)}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {t.indigo};
  padding: {px(5)} {px(8)}; }}
QLineEdit:read-only, QPlainTextEdit:read-only, QLineEdit:disabled, QComboBox:disabled {{
  background: {t.sunken}; border-color: {t.line}; color: {t.ink_soft}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
  border: 2px solid {t.vermilion}; padding: {px(5)} {px(8)}; }}
QComboBox::drop-down {{ border: 0; width: {px(26)}; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: {px(16)}; height: {px(16)}; }}
QComboBox QAbstractItemView, QListView {{ background: {t.surface}; border: 1px solid {t.edge};
  border-radius: 6px; padding: 2px; outline: 0; selection-background-color: {t.indigo_soft};
  selection-color: {t.ink}; }}
QListView::item {{ padding: {px(5)} {px(8)}; min-height: {px(22)}; border-radius: 4px; }}
QListView::indicator {{ width: {px(15)}; height: {px(15)}; border: 2px solid {t.edge};
  border-radius: 3px; background: {t.surface}; margin-right: {px(6)}; }}
QListView::indicator:checked {{ border-color: {t.indigo}; background: {t.indigo};
  image: url("{ticked}"); }}
QListView::item:selected {{ background: {t.indigo_soft}; color: {t.ink}; }}
QListView::item:hover {{ background: {t.sunken}; }}

QTreeView, QListView[kind="problems"] {{ background: {t.surface}; border: 0; border-radius: 0;
  outline: 0; padding: {px(4)}; selection-background-color: {t.indigo_soft};
  selection-color: {t.ink}; }}
QTreeView::item {{ padding: {px(5)} {px(4)}; min-height: {px(20)}; }}
QTreeView::item:selected {{ background: {t.indigo_soft}; color: {t.ink}; }}
QTreeView::item:hover:!selected {{ background: {t.sunken}; }}
QTreeView::branch {{ background: transparent; }}
QFrame[kind="side"] {{ background: {t.surface}; border: 0; }}
QSplitter::handle {{ background: {t.line}; }}
QPushButton[kind="tab"] {{ background: transparent; border-color: transparent;
  padding: {px(5)} {px(10)}; color: {t.ink_soft}; }}
QPushButton[kind="tab"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="tab"]:checked {{ background: {t.indigo_soft}; color: {t.indigo}; }}

QTextBrowser {{ background: {t.surface}; border: 0; selection-background-color: {t.indigo};
  selection-color: {t.on_indigo}; }}
QTextBrowser[kind="inline"] {{ background: transparent; }}
QProgressBar {{ background: {t.sunken}; border: 0; border-radius: {px(3)}; max-height: {px(6)};
  min-height: {px(6)}; }}
QProgressBar::chunk {{ background: {t.leaf}; border-radius: {px(3)}; }}

QMenu {{ background: {t.surface}; border: 1px solid {t.edge}; padding: 4px; }}
QMenu::item {{ padding: {px(7)} {px(18)}; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.indigo_soft}; }}
QMenu::item:disabled {{ color: {t.ink_soft}; }}

QScrollBar:vertical {{ background: transparent; width: 13px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 13px; margin: 0; }}
QScrollBar::handle {{ background: {t.edge}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QCalendarWidget QAbstractItemView {{ padding: 0; }}
"""
