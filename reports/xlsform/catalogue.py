"""What each code means, in Vietnamese and English: what is wrong, and how to mend it.

Placeholders are the problem's parameters, and ``{column}`` its column. The
place (sheet and row) is put in front by :func:`sentence`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reports.xlsform.problems import Problem

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "file.empty": (
        "Tệp trống. Chọn lại tệp biểu mẫu.",
        "The file is empty. Choose the form's file again.",
    ),
    "file.too-large": (
        "Tệp quá lớn cho một biểu mẫu. Bỏ ảnh và các trang tính không dùng rồi thử lại.",
        "The file is too large for a form. Remove pictures and unused sheets, then try again.",
    ),
    "file.encrypted": (
        "Tệp có mật khẩu. Bỏ mật khẩu trong Excel rồi lưu lại.",
        "The file has a password. Remove it in Excel and save again.",
    ),
    "file.kind": (
        "Đây không phải bảng tính. Dùng .xlsx, .xls, .csv hoặc bảng Markdown.",
        "This is no spreadsheet. Use .xlsx, .xls, .csv or Markdown tables.",
    ),
    "file.damaged": (
        "Tệp hỏng, không đọc được ({detail}). Mở bằng Excel hoặc LibreOffice, lưu thành .xlsx mới.",
        "The file is damaged ({detail}). Open it in Excel or LibreOffice and save a new .xlsx.",
    ),
    "sheet.survey-missing": (
        "Không có trang tính “survey” (các trang có: {seen}). Đặt tên trang câu hỏi là “survey”.",
        "There is no sheet named “survey” (found: {seen}). Name the questions’ sheet “survey”.",
    ),
    "sheet.survey-empty": (
        "Trang “survey” chưa có câu hỏi nào. Thêm ít nhất một dòng có type, name và label.",
        "The “survey” sheet has no question. Add at least one row with type, name and label.",
    ),
    "sheet.renamed": (
        "Trang này được hiểu là “{name}”. Đổi tên trang cho đúng.",
        "This sheet was read as “{name}”. Rename it.",
    ),
    "sheet.header-lower": (
        "Dòng tiêu đề không nằm ở dòng đầu; các dòng phía trên đã bỏ qua.",
        "The header is not in the first row; the rows above it were left out.",
    ),
    "column.missing": (
        "Thiếu cột “{name}”. Thêm cột này vào dòng tiêu đề.",
        "The column “{name}” is missing. Add it to the header row.",
    ),
    "column.twice": (
        "Hai cột cùng là “{column}”; giữ cột bên trái, bỏ “{value}”. Xóa hoặc đổi tên một cột.",
        "Two columns are both “{column}”; the left one was kept and “{value}” dropped. "
        "Delete or rename one of them.",
    ),
    "column.unknown": (
        "Cột “{column}” không thuộc XLSForm nên bị bỏ qua.",
        "The column “{column}” is not part of XLSForm and was ignored.",
    ),
    "column.unknown-near": (
        "Cột “{column}” bị bỏ qua. Có phải ý bạn là “{near}”?",
        "The column “{column}” was ignored. Did you mean “{near}”?",
    ),
    "form.refused": (
        "Biểu mẫu chưa hợp lệ: {detail}",
        "The form is not valid: {detail}",
    ),
    "form.strange": (
        "Không biên dịch được biểu mẫu ({detail}). Thử bỏ dần các dòng mới thêm.",
        "The form cannot be compiled ({detail}). Try without the rows added last.",
    ),
}

_PLACE: Final = {
    "vi": ("Trang “{}”", "dòng {}", "cột {}"),
    "en": ("Sheet “{}”", "row {}", "column {}"),
}


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def sentence(problem: Problem, language: str = "vi") -> str:
    """The place and the message; English for every language but Vietnamese."""
    english = not language.startswith("vi")
    template = MESSAGES[problem.code][english]
    words = template.format_map(_Blank(problem.params, column=problem.column))
    sheet, row, column = _PLACE["en" if english else "vi"]
    place = [
        form.format(value)
        for form, value in ((sheet, problem.sheet), (row, problem.row), (column, problem.column))
        if value
    ]
    return f"{', '.join(place)}: {words}" if place else words
