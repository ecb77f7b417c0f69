"""Words of forms: what authors mark in them, and what screens say where they wrote nothing."""

import html
import re

from PySide6.QtCore import QCoreApplication

from desktop.ui.inputs.text import shown_number
from reports.session.view import Issue

_ENDS = ("start", "end", "step")


def issue_words(issue: Issue) -> str:
    """What is wrong with the answer, and how to mend it."""
    if issue.message:
        return issue.message
    translate = QCoreApplication.translate
    match issue.code:
        case "required":
            return translate("Issue", "Câu này bắt buộc: hãy trả lời.")
        case "integer":
            return translate("Issue", "Hãy nhập số nguyên, ví dụ 12.")
        case "decimal":
            return translate("Issue", "Hãy nhập một con số, ví dụ 12,5.")
        case "date":
            return translate("Issue", "Hãy nhập ngày có thật, dạng 22/11/2026.")
        case "time":
            return translate("Issue", "Hãy nhập giờ dạng 08:30.")
        case "datetime":
            return translate("Issue", "Hãy nhập đủ ngày và giờ, ví dụ 22/11/2026 và 08:30.")
        case "geopoint":
            return translate(
                "Issue",
                "Hãy gõ hai số của điểm: vĩ độ rồi kinh độ, ví dụ 21,0285 và 105,8542.",
            )
        case "geotrace":
            return translate("Issue", "Hãy gõ mỗi dòng một điểm, ít nhất hai điểm.")
        case "geoshape":
            return translate("Issue", "Hãy gõ mỗi dòng một điểm, ít nhất ba điểm.")
        case "rank":
            return translate("Issue", "Hãy xếp đủ mọi mục trong danh sách.")
        case "choice":
            return translate("Issue", "Lựa chọn này không còn trong danh sách: hãy chọn lại.")
        case "range":
            ends = {"start": "0", "end": "10", "step": "1"} | issue.params
            words = translate("Issue", "Hãy chọn số từ {start} đến {end}, mỗi bước {step}.")
            return words.format(**{name: shown_number(ends[name]) for name in _ENDS})
        case _:
            return translate("Issue", "Câu trả lời chưa hợp lệ: hãy xem lại.")


_STRONG = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])|(?<!\w)_(?!\s)([^_\n]+?)(?<!\s)_(?!\w)"
)


def marked(text: str) -> str:
    """An author's ``**strong**`` and ``*stressed*`` words and line breaks, as HTML.

    Nothing else of what they wrote is taken for markup.
    """
    safe = html.escape(text, quote=False)
    safe = _STRONG.sub(lambda m: f"<b>{m[1] or m[2]}</b>", safe)
    safe = _EMPHASIS.sub(lambda m: f"<i>{m[1] or m[2]}</i>", safe)
    return safe.replace("\n", "<br>")


def unmarked(text: str) -> str:
    """The same words without the marks."""
    plain = _STRONG.sub(lambda m: m[1] or m[2], text)
    return _EMPHASIS.sub(lambda m: m[1] or m[2], plain)
