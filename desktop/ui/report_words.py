"""Where a report is on its way, in a word or two."""

from PySide6.QtCore import QCoreApplication

from desktop.ui.widgets.text import Tone
from desktop.usecases.reporting import ReportState


def state_words(state: ReportState) -> tuple[str, Tone, str]:
    """The word, its tone, and the drawing beside it."""
    translate = QCoreApplication.translate
    match state:
        case ReportState.WAITING:
            return translate("ReportState", "Chờ gửi"), "", "clock"
        case ReportState.RECEIVED:
            return translate("ReportState", "Tỉnh đã nhận"), "info", "sent"
        case ReportState.READ:
            return translate("ReportState", "Tỉnh đã xem"), "info", "read"
        case ReportState.RETURNED:
            return translate("ReportState", "Bị trả lại"), "warn", "returned"
        case ReportState.ACCEPTED:
            return translate("ReportState", "Được chấp nhận"), "good", "check"
        case ReportState.REFUSED:
            return translate("ReportState", "Máy chủ từ chối"), "bad", "warning"


def state_sentence(state: ReportState) -> str:
    """What it means for the official."""
    translate = QCoreApplication.translate
    match state:
        case ReportState.WAITING:
            return translate("ReportState", "Báo cáo ở trên máy này, tự gửi khi có mạng.")
        case ReportState.RECEIVED:
            return translate("ReportState", "Máy chủ của tỉnh đã nhận; chưa có người mở xem.")
        case ReportState.READ:
            return translate("ReportState", "Cán bộ tỉnh đã mở xem; chưa trả lời.")
        case ReportState.RETURNED:
            return translate("ReportState", "Cần sửa rồi gửi lại. Bản đã gửi vẫn được giữ.")
        case ReportState.ACCEPTED:
            return translate("ReportState", "Tỉnh đã chấp nhận, không cần làm gì thêm.")
        case ReportState.REFUSED:
            return translate(
                "ReportState",
                "Máy chủ không nhận được bản này. Hãy gọi đầu mối của tỉnh và đọc mã bên dưới.",
            )
