"""A report as an official letter, and as a leader's one-page summary: HTML for QTextDocument.

The layout is that of Decree 30/2020/NĐ-CP, Annex I, for a report (*báo cáo*):
A4, Times New Roman 13 to 14, the national title at the right, the agency with
its number at the left, place and date in italics, the kind and subject of the
document in the middle, recipients at the left and the signature at the right of
its foot. Such a letter is in Vietnamese, whatever the screens are in; so the
words here are, and are not translated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import Final

from reports.form import ATTACHMENTS, SELECTS, Question
from reports.session import Field, FormSession, Section
from reports.session.values import typed

FONT: Final = "Times New Roman"
_GRID: Final = (
    "width='100%' border='1' cellspacing='0'"
    " style='border-collapse:collapse;border-style:solid;border-color:#000000'"
)
_GAP: Final = "<p style='font-size:3pt;margin-top:0px;margin-bottom:0px'>&nbsp;</p>"
_KINDS: Final = frozenset({"nhanh", "tuần", "tháng", "quý", "năm"})
MARGINS_MM: Final = {"top": 20, "bottom": 20, "left": 30, "right": 20}
"""Annex I, section I: 20 to 25 above and below, 30 to 35 left, 15 to 20 right."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands around the answers. Empty parts leave their place to be filled in by hand.

    ``superior`` is the agency above (``ỦY BAN NHÂN DÂN TỈNH …``), ``number`` the document's
    (``12/BC-UBND``), ``place`` the name before the date, ``to`` whom it is addressed to;
    ``signer`` are the lines of the signer's position (``KT. CHỦ TỊCH``, ``PHÓ CHỦ TỊCH``).
    ``approved`` is a sentence on who approved the report with their password, and when.
    """

    agency: str
    superior: str = ""
    number: str = ""
    place: str = ""
    date: dt.date | None = None
    to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: tuple[str, ...] = ()
    signer_name: str = ""
    approved: str = ""


def letter(session: FormSession, head: Letterhead, subject: str = "") -> str:
    """The whole report. ``subject`` stands under BÁO CÁO; without it the form's title does."""
    kind, about = _heading(session.form.title)
    parts = [
        _head(head),
        _center(kind, 14, above=18),
        _center(escape(subject or about), 14),
        _center("_______", 12),
    ]
    if head.to:
        addressed = "; ".join(map(escape, head.to))
        parts.append(_paragraph(f"Kính gửi: {addressed}.", indent=True, above=12))
    parts += list(_body(session))
    parts.append(_foot(head))
    return _page("".join(parts))


def _heading(title: str) -> tuple[str, str]:
    """The kind of document, in capitals, and below it what it is about: a quick or a weekly
    report says so in its kind."""
    kind, rest = "BÁO CÁO", title.removeprefix("Báo cáo ")
    first, _, more = rest.partition(" ")
    if rest != title and first in _KINDS and more:
        kind, rest = f"{kind} {first.upper()}", more
    return kind, rest[:1].upper() + rest[1:]


def summary(session: FormSession, head: Letterhead, most: int = 14, longest: int = 500) -> str:
    """One page for a leader: what the form says itself in its notes, at most ``most`` of the
    required or long answers outside of tables, each of at most ``longest`` characters, and how
    much more there is. What the PC knows
    by itself (who reports, from where) stands above."""
    known = {
        node.path
        for node in session.form.walk()
        if isinstance(node, Question) and node.preload.startswith("property ")
    }
    fields = [
        item
        for item in session.visible()
        if isinstance(item, Field) and item.value and item.path not in known
    ]
    first = [
        field
        for field in fields
        if (field.required or "multiline" in field.appearance)
        and field.kind not in ATTACHMENTS | {"acknowledge"}
        and "[" not in field.ref
    ]
    rows = [
        f"<tr><td width='40%'>{_label(field)}</td><td><b>{_short(session, field, longest)}</b>"
        "</td></tr>"
        for field in first[:most]
    ]
    notes = [
        _paragraph(_inline(item.label), indent=False)
        for item in session.visible()
        if isinstance(item, Field) and item.kind == "note"
    ]
    rest = len(fields) - len(rows)
    more = f"Còn {rest} câu trả lời khác trong báo cáo đầy đủ." if rest > 0 else ""
    return _page(
        _center(escape(session.form.title.upper()), 14)
        + _center(f"{escape(head.agency)}, {_day(head.date)}", 13, bold=False)
        + "".join(notes[:4])
        + _GAP
        + f"<table {_GRID} cellpadding='4'>{''.join(rows)}</table>"
        + _paragraph(f"<i>{more}</i>", indent=False)
        + _approved(head)
    )


def _short(session: FormSession, field: Field, longest: int) -> str:
    """An answer as it is said, a long text only as far as whole words go."""
    if field.kind == "text" and len(field.value) > longest:
        field = replace(field, value=f"{field.value[:longest].rpartition(' ')[0]} …")
    return spoken(session, field)


MASK: Final = "••••••"
"""What is printed of an answer that its form masks."""


def spoken(session: FormSession, field: Field) -> str:
    """An answer as a letter says it, escaped: labels of choices, 1.234,5 and 07:30, 24/11/2026."""
    value = field.value
    if "masked" in field.appearance:
        return MASK
    if field.kind in SELECTS:
        chosen = {choice.value: choice.label for choice in session.choices(field.ref)}
        values = [value] if field.kind == "select_one" else value.split()
        return escape("; ".join(chosen.get(each, each) for each in values))
    if field.kind == "acknowledge":
        return "Đã xác nhận"
    known = typed(field.kind, value)
    if isinstance(known, dt.datetime):
        return known.strftime("%H:%M, %d/%m/%Y")
    if isinstance(known, dt.date):
        return known.strftime("%m/%Y" if "month-year" in field.appearance else "%d/%m/%Y")
    if isinstance(known, dt.time):
        return known.strftime("%H:%M")
    if isinstance(known, int | Decimal):
        return f"{known:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return escape(value).replace("\n", "<br>")


def _body(session: FormSession) -> Iterator[str]:
    """Sections as numbered headings, questions as sentences, repeats as tables."""
    number = 0
    items = [item for item in session.visible() if not _is_empty(item)]
    tables = {item.path for item in items if isinstance(item, Section) and item.kind == "repeat"}
    for item in items:
        inside = any(item.path.startswith(f"{path}/") for path in tables)
        if isinstance(item, Section):
            if item.kind == "group" and not inside and _has_answers(items, item):
                number += 1
                yield _paragraph(f"<b>{number}. {escape(item.label)}</b>", indent=True, above=6)
            elif item.kind == "repeat" and not inside and item.count:
                number += 1
                yield _paragraph(f"<b>{number}. {escape(item.label)}</b>", indent=True, above=6)
                yield _table(session, item)
        elif not inside:
            said = spoken(session, item)
            stop = "" if said.endswith((".", "!", "?", "…")) else "."
            yield _paragraph(f"{_label(item)}: {said}{stop}", indent=True)


def _is_empty(item: Section | Field) -> bool:
    return isinstance(item, Field) and (item.kind == "note" or not item.value)


def _has_answers(items: list[Section | Field], section: Section) -> bool:
    return any(isinstance(item, Field) and item.ref.startswith(f"{section.ref}/") for item in items)


def _table(session: FormSession, section: Section) -> str:
    """One row an instance, one column a question that anybody answered."""
    fields = [
        item
        for item in session.visible()
        if isinstance(item, Field) and item.ref.startswith(f"{section.ref}[") and item.value
    ]
    columns = list(dict.fromkeys(field.path for field in fields))
    heads = {field.path: _label(field) for field in fields}
    rows = []
    at = len(section.ref) + 1
    for place, (_, group) in enumerate(
        groupby(fields, lambda f: f.ref[at : f.ref.find("]", at)]), 1
    ):
        cells = {field.path: spoken(session, field) for field in group}
        rows.append(
            f"<tr><td align='center'>{place}</td>"
            + "".join(f"<td>{cells.get(path, '')}</td>" for path in columns)
            + "</tr>"
        )
    header = "".join(f"<th>{heads[path]}</th>" for path in columns)
    return (
        f"<div style='font-size:12pt'><table {_GRID} cellpadding='3'>"
        f"<thead><tr><th>TT</th>{header}</tr></thead>{''.join(rows)}</table></div>"
    )


def _label(field: Field) -> str:
    return _inline(field.label).rstrip(" ?:.*")


def _inline(text: str) -> str:
    """A label's words: escaped, with its bold, without its line breaks."""
    parts = escape(text).replace("\n", " ").split("**")
    if len(parts) % 2 == 0:
        return "**".join(parts)
    return "".join(f"<b>{part}</b>" if at % 2 else part for at, part in enumerate(parts))


def _head(head: Letterhead) -> str:
    number = head.number or "……/BC-……"
    superior = f"{escape(head.superior.upper())}<br>" if head.superior else ""
    place = f"{escape(head.place)}, " if head.place else ""
    return (
        "<table width='100%' cellspacing='0' cellpadding='0'><tr>"
        f"<td width='40%' align='center' style='font-size:13pt'>{superior}"
        f"<b>{_agency(head.agency)}</b><br>______<br>Số: {escape(number)}</td>"
        "<td width='60%' align='center'>"
        "<span style='font-size:12pt'><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></span><br>"
        "<span style='font-size:13pt'><b>Độc lập - Tự do - Hạnh phúc</b></span><br>"
        "_____________________<br>"
        f"<span style='font-size:13pt'><i>{place}{_day(head.date)}</i></span></td></tr></table>"
    )


def _agency(name: str) -> str:
    """A committee's name in two lines, as committees write it."""
    return escape(name.upper()).replace("ỦY BAN NHÂN DÂN ", "ỦY BAN NHÂN DÂN<br>")


def _foot(head: Letterhead) -> str:
    recipients = "".join(f"<br>- {escape(each)};" for each in head.recipients)
    return (
        "<table width='100%' cellspacing='0' cellpadding='0' style='margin-top:24px'><tr>"
        "<td width='50%' valign='top'><span style='font-size:12pt'><b><i>Nơi nhận:</i></b></span>"
        f"<span style='font-size:11pt'>{recipients}<br>- Lưu: VT.</span></td>"
        "<td width='50%' align='center' valign='top' style='font-size:14pt'>"
        f"<b>{'<br>'.join(escape(line.upper()) for line in head.signer)}</b><br><br><br><br><br>"
        f"<b>{escape(head.signer_name)}</b></td></tr></table>" + _approved(head)
    )


def _approved(head: Letterhead) -> str:
    """Small, below everything: the signature on paper is the one that counts there."""
    if not head.approved:
        return ""
    return f"<p style='font-size:10pt; margin-top:12px'><i>{escape(head.approved)}</i></p>"


def _day(date: dt.date | None) -> str:
    """Annex I: days below 10 and January and February with a zero in front."""
    if date is None:
        return "ngày …… tháng …… năm ……"
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def _paragraph(text: str, *, indent: bool, above: int = 3) -> str:
    # QTextDocument knows no unit for an indent but its own pixels.
    first = "text-indent:36px;" if indent else ""
    return f"<p align='justify' style='{first}margin-top:{above}px;margin-bottom:4px'>{text}</p>"


def _center(text: str, size: int, *, bold: bool = True, above: int = 0) -> str:
    inner = f"<b>{text}</b>" if bold else text
    style = f"font-size:{size}pt;margin-top:{above}px;margin-bottom:0px"
    return f"<p align='center' style='{style}'>{inner}</p>"


def _page(body: str) -> str:
    return (
        "<html><head><meta charset='utf-8'></head>"
        f"<body style=\"font-family:'{FONT}';font-size:14pt\">{body}</body></html>"
    )
