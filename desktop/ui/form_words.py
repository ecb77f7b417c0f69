"""Words that screens put beside an answer when the form's author wrote none."""

from PySide6.QtCore import QCoreApplication

from reports.session.view import Issue


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
            return translate("Issue", "Hãy nhập vĩ độ và kinh độ, cách nhau một dấu cách.")
        case "choice":
            return translate("Issue", "Lựa chọn này không còn trong danh sách: hãy chọn lại.")
        case "range":
            return translate("Issue", "Số nằm ngoài khoảng cho phép.")
        case _:
            return translate("Issue", "Câu trả lời chưa hợp lệ: hãy xem lại.")
