"""Codes put into words: what happened, and what to do next.

Use cases and the sync engine raise codes; only screens speak. A code that nobody
wrote a sentence for still gets one, with the code in it for whoever helps.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from desktop.ui.language import number, size

Params = Mapping[str, object]


def sentence(code: str, params: Params | None = None) -> str:
    """The sentence for a ``KnownError`` code or a sync problem."""
    given = params or {}
    tables = (_STORE, _PEOPLE, _WORK, _FILES, _SYNC)
    words = next((table[code] for table in tables if code in table), None)
    if words is None:
        return QCoreApplication.translate(
            "Words",
            "Có trục trặc chưa rõ ({code}). Dữ liệu vẫn còn trên máy. "
            "Hãy thử lại; nếu vẫn lỗi, gửi mã này cho đầu mối của tỉnh.",
        ).format(code=code)
    return words(given)


def whereabouts(commune: str, province: str) -> str:
    """A commune in its province, as names are written inside a line: "Xã A, tỉnh B"."""
    inside = province[:1].lower() + province[1:] if commune else province
    return ", ".join(part for part in (commune, inside) if part)


def _count(params: Params, key: str) -> str:
    value = params.get(key, 0)
    return number(value) if isinstance(value, int | float) else str(value)


def _bytes(params: Params, key: str) -> str:
    value = params.get(key, 0)
    return size(value) if isinstance(value, int) else str(value)


_Words = Callable[[Params], str]

_STORE: dict[str, _Words] = {
    "store_missing": lambda _: QCoreApplication.translate(
        "Words",
        "Không thấy kho dữ liệu của máy này. Nếu vừa chuyển máy hoặc xóa tệp, "
        "hãy khôi phục từ bản sao lưu trước khi làm tiếp.",
    ),
    "store_exists": lambda _: QCoreApplication.translate(
        "Words", "Máy này đã được thiết lập. Hãy đóng chương trình, mở lại và đăng nhập."
    ),
    "store_damaged": lambda _: QCoreApplication.translate(
        "Words",
        "Kho dữ liệu trên máy bị hỏng một phần. Đừng xóa gì: Sơn Ca có thể khôi phục "
        "phần còn đọc được và bù từ bản sao lưu.",
    ),
    "backup_not_found": lambda _: QCoreApplication.translate(
        "Words",
        "Không thấy bản sao lưu của Sơn Ca ở đây. Hãy chọn USB có thư mục “sonca-sao-luu-…”.",
    ),
    "recovery_unavailable": lambda _: QCoreApplication.translate(
        "Words",
        "Máy này chưa từng trao đổi với tỉnh nên tỉnh không mở lại được. "
        "Chỉ người có mật khẩu mới mở được.",
    ),
    "recovery_answer_missing": lambda _: QCoreApplication.translate(
        "Words",
        "Không thấy trả lời hợp lệ của tỉnh (“sonca-mo-lai.age”) cho yêu cầu cuối cùng của máy "
        "này. Hãy kiểm tra đúng USB, hoặc ghi yêu cầu mới.",
    ),
    "nothing_to_restore": lambda _: QCoreApplication.translate(
        "Words",
        "Không đọc lại được gì từ kho dữ liệu và các bản sao lưu trên máy. Tệp cũ vẫn còn "
        "nguyên. Hãy gọi đầu mối của tỉnh trước khi làm tiếp.",
    ),
    "store_too_new": lambda _: QCoreApplication.translate(
        "Words",
        "Kho dữ liệu này do bản Sơn Ca mới hơn tạo ra. Hãy cài bản Sơn Ca mới nhất rồi mở lại.",
    ),
    "store_busy": lambda _: QCoreApplication.translate(
        "Words",
        "Kho dữ liệu đang được một chương trình khác dùng. Đợi một lát rồi thử lại; "
        "nếu vẫn bận, khởi động lại máy.",
    ),
    "store_upgrade_failed": lambda p: QCoreApplication.translate(
        "Words",
        "Chưa nâng cấp được kho dữ liệu; kho cũ còn nguyên trong “{backup}”. "
        "Kiểm tra ổ đĩa còn chỗ trống rồi mở lại.",
    ).format(backup=p.get("backup", "")),
    "keys_missing": lambda _: QCoreApplication.translate(
        "Words",
        "Thiếu tệp khóa (keys.json) nên không mở được kho dữ liệu. "
        "Hãy chép lại tệp này từ bản sao lưu của máy.",
    ),
    "keys_damaged": lambda _: QCoreApplication.translate(
        "Words",
        "Tệp khóa (keys.json) bị hỏng. Hãy chép lại tệp này từ bản sao lưu của máy.",
    ),
    "disk_full": lambda _: QCoreApplication.translate(
        "Words",
        "Ổ đĩa đã đầy nên chưa lưu được thay đổi vừa rồi. Hãy xóa bớt tệp không cần, "
        "rồi làm lại bước này.",
    ),
    "disk_failed": lambda _: QCoreApplication.translate(
        "Words",
        "Ổ đĩa báo lỗi khi đọc hoặc ghi. Hãy báo người phụ trách máy và kiểm tra ổ đĩa sớm.",
    ),
    "disk_read_only": lambda _: QCoreApplication.translate(
        "Words",
        "Không được phép ghi vào thư mục dữ liệu. Hãy nhờ người quản trị máy cấp quyền ghi.",
    ),
    "content_missing": lambda p: QCoreApplication.translate(
        "Words",
        "Thiếu bài học hoặc biểu mẫu đi kèm chương trình ({path}). Hãy cài lại Sơn Ca; "
        "dữ liệu đã làm không bị mất.",
    ).format(path=p.get("path", "")),
}

_PEOPLE: dict[str, _Words] = {
    "wrong_password": lambda _: QCoreApplication.translate(
        "Words",
        "Tên hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại. "
        "Quên mật khẩu thì nhờ đồng nghiệp đã có tài khoản trên máy này đặt lại.",
    ),
    "password_too_short": lambda p: QCoreApplication.translate(
        "Words",
        "Mật khẩu cần ít nhất {minimum} ký tự. Cách dễ nhớ: ghép bốn, năm từ thành một cụm.",
    ).format(minimum=_count(p, "minimum")),
    "password_too_simple": lambda _: QCoreApplication.translate(
        "Words",
        "Mật khẩu này dễ đoán. Đừng dùng tên mình, chữ lặp lại hay dãy số; "
        "hãy ghép bốn, năm từ không liên quan nhau.",
    ),
    "name_empty": lambda _: QCoreApplication.translate("Words", "Hãy nhập họ và tên."),
    "name_taken": lambda _: QCoreApplication.translate(
        "Words",
        "Trên máy này đã có người tên như vậy. Hãy thêm chữ đệm hoặc bộ phận để phân biệt.",
    ),
    "position_empty": lambda _: QCoreApplication.translate(
        "Words", "Hãy nhập chức vụ, ví dụ: Công chức Văn phòng."
    ),
    "address_bad": lambda _: QCoreApplication.translate(
        "Words",
        "Địa chỉ này chưa đúng. Hãy nhập như trên phiếu ghi danh của tỉnh, "
        "ví dụ: sonca.phutho.gov.vn",
    ),
    "proxy_bad": lambda _: QCoreApplication.translate(
        "Words",
        "Địa chỉ proxy chưa đúng. Hãy nhập tên máy và cổng, ví dụ proxy.xa.gov.vn:8080, hoặc "
        "địa chỉ tệp .pac.",
    ),
    "code_mistyped": lambda _: QCoreApplication.translate(
        "Words",
        "Mã ghi danh gõ chưa đúng. Mã có 10 chữ và số, dạng ABCDE-FGHJK; hãy so lại từng ký tự.",
    ),
    "already_enrolled": lambda _: QCoreApplication.translate(
        "Words", "Máy này đã được tỉnh xác nhận, không cần ghi danh lại."
    ),
    "not_enrolled_yet": lambda _: QCoreApplication.translate(
        "Words",
        "Máy này chưa biết ghi cho tỉnh nào. Hãy cắm USB có thẻ của tỉnh (tệp the-tinh-….sonca), "
        "hoặc ghi danh một lần qua mạng.",
    ),
    "medium_full": lambda _: QCoreApplication.translate(
        "Words",
        "USB hoặc thư mục chung đã đầy. Hãy xóa bớt hoặc dùng cái khác; "
        "việc chờ gửi vẫn còn trên máy.",
    ),
    "medium_gone": lambda p: QCoreApplication.translate(
        "Words",
        "Không đọc, ghi được “{folder}”. Hãy cắm lại USB rồi làm lại; việc chờ gửi vẫn còn "
        "trên máy.",
    ).format(folder=p.get("folder", "")),
    "medium_read_only": lambda p: QCoreApplication.translate(
        "Words",
        "“{folder}” chỉ cho đọc, không ghi được. Hãy gạt khóa chống ghi trên USB hoặc dùng USB "
        "khác; việc chờ gửi vẫn còn trên máy.",
    ).format(folder=p.get("folder", "")),
}

_WORK: dict[str, _Words] = {
    "lesson_unknown": lambda _: QCoreApplication.translate(
        "Words", "Không còn bài học này trong bộ bài hiện có. Hãy chọn bài khác."
    ),
    "attempt_gone": lambda _: QCoreApplication.translate(
        "Words", "Bài làm này đã kết thúc hoặc đã bỏ. Hãy mở lại bài học để làm bài mới."
    ),
    "attempt_unfinished": lambda p: QCoreApplication.translate(
        "Words", "Còn {left} câu chưa trả lời. Hãy trả lời hết rồi kết thúc."
    ).format(left=_count(p, "left")),
    "answer_unreadable": lambda _: QCoreApplication.translate(
        "Words", "Chưa đọc được câu trả lời này. Hãy chọn hoặc nhập lại."
    ),
    "form_unknown": lambda _: QCoreApplication.translate(
        "Words", "Không còn biểu mẫu này. Hãy chọn biểu mẫu khác."
    ),
    "draft_gone": lambda _: QCoreApplication.translate(
        "Words", "Bản nháp này đã được gửi hoặc đã xóa. Xem lại trong “Báo cáo của tôi”."
    ),
    "report_unknown": lambda _: QCoreApplication.translate(
        "Words", "Không tìm thấy báo cáo này trên máy."
    ),
    "report_not_returned": lambda _: QCoreApplication.translate(
        "Words", "Báo cáo này không bị trả lại nên không cần sửa."
    ),
    "report_incomplete": lambda p: QCoreApplication.translate(
        "Words", "Còn {count} chỗ cần điền hoặc sửa trước khi gửi; đã đánh dấu bên dưới."
    ).format(count=_count(p, "count")),
    "report_too_large": lambda p: QCoreApplication.translate(
        "Words",
        "Báo cáo nặng {bytes}, quá mức {most}. Hãy rút bớt chữ rồi gửi lại.",
    ).format(bytes=_bytes(p, "bytes"), most=_bytes(p, "most")),
}

_FILES: dict[str, _Words] = {
    "nothing_to_copy": lambda _: QCoreApplication.translate(
        "Words", "Chưa có báo cáo nào cùng mẫu để chép."
    ),
    "sign_off_needed": lambda _: QCoreApplication.translate(
        "Words", "Báo cáo này cần lãnh đạo ký duyệt trước khi gửi."
    ),
    "not_a_leader": lambda p: QCoreApplication.translate(
        "Words",
        "{name} không được đánh dấu là lãnh đạo trên máy này nên không ký duyệt được. "
        "Mời lãnh đạo ký, hoặc sửa chức vụ ở mục “Người dùng trên máy này”.",
    ).format(name=p.get("name", "")),
    "picture_unreadable": lambda p: QCoreApplication.translate(
        "Words",
        "Không đọc được ảnh “{name}”: tệp hỏng hoặc không phải ảnh. Dùng ảnh JPG hoặc PNG; "
        "ảnh HEIC của iPhone hoặc bản quét TIFF thì lưu thành JPG trước.",
    ).format(name=p.get("name", "")),
    "picture_too_large": lambda p: QCoreApplication.translate(
        "Words",
        "Ảnh “{name}” có {pixels} triệu điểm ảnh, quá sức máy này (nhiều nhất {most} triệu). "
        "Hãy chụp lại ở cỡ nhỏ hơn.",
    ).format(name=p.get("name", ""), pixels=_count(p, "pixels"), most=_count(p, "most")),
    "file_unreadable": lambda p: QCoreApplication.translate(
        "Words",
        "Không mở được tệp “{name}”. Nếu tệp ở USB hay điện thoại, hãy chép vào máy rồi chọn lại.",
    ).format(name=p.get("name", "")),
    "file_empty": lambda p: QCoreApplication.translate(
        "Words", "Tệp “{name}” trống, không có gì để gửi. Hãy chọn tệp khác."
    ).format(name=p.get("name", "")),
    "file_too_large": lambda p: QCoreApplication.translate(
        "Words",
        "Tệp “{name}” nặng {bytes}, nhiều nhất là {most}. Hãy cắt bớt, nén lại hoặc gửi từng phần.",
    ).format(name=p.get("name", ""), bytes=_bytes(p, "bytes"), most=_bytes(p, "most")),
    "file_kind_wrong": lambda p: QCoreApplication.translate(
        "Words",
        "“{name}” không phải loại tệp mà câu này hỏi. Hãy chọn tệp ghi âm (MP3, M4A) "
        "hoặc video (MP4).",
    ).format(name=p.get("name", "")),
    "file_dangerous": lambda p: QCoreApplication.translate(
        "Words",
        "“{name}” là chương trình hoặc tài liệu có lệnh tự chạy nên không gửi được. "
        "Nếu nghi là mã độc: đừng mở, để nguyên trên máy và gọi đầu mối của tỉnh.",
    ).format(name=p.get("name", "")),
}

_SYNC: dict[str, _Words] = {
    "no_line": lambda _: QCoreApplication.translate(
        "Words", "Chưa có mạng. Cứ làm tiếp: máy tự gửi khi có mạng trở lại."
    ),
    "server_down": lambda _: QCoreApplication.translate(
        "Words", "Có mạng nhưng máy chủ của tỉnh chưa trả lời. Máy sẽ tự thử lại."
    ),
    "too_slow": lambda _: QCoreApplication.translate(
        "Words", "Đường truyền quá chậm nên lần gửi vừa rồi chưa xong. Máy sẽ tự thử lại."
    ),
    "cut": lambda _: QCoreApplication.translate(
        "Words", "Đường truyền bị ngắt giữa chừng. Không mất gì; máy sẽ tự gửi lại."
    ),
    "not_our_server": lambda _: QCoreApplication.translate(
        "Words",
        "Nơi trả lời không phải máy chủ của tỉnh: có thể là trang đăng nhập Wi-Fi, "
        "hoặc địa chỉ nhập sai. Hãy đăng nhập mạng của cơ quan hoặc kiểm tra lại địa chỉ.",
    ),
    "untrusted": lambda _: QCoreApplication.translate(
        "Words",
        "Bài học hoặc biểu mẫu vừa tải không phải do tỉnh ký, nên máy không cài. Bản đang "
        "dùng vẫn còn nguyên. Hãy báo đầu mối của tỉnh.",
    ),
    "proxy": lambda _: QCoreApplication.translate(
        "Words",
        "Máy chủ proxy của cơ quan không cho qua. Hãy nhờ người phụ trách mạng mở đường "
        "tới địa chỉ của tỉnh.",
    ),
    "proxy_asks": lambda p: (
        QCoreApplication.translate(
            "Words",
            "Proxy của cơ quan không nhận tên hoặc mật khẩu đã nhập. Hãy hỏi người phụ trách mạng "
            "rồi nhập lại ở trang Cài đặt, mục Máy chủ proxy.",
        )
        if p.get("given")
        else QCoreApplication.translate(
            "Words",
            "Proxy của cơ quan hỏi tên và mật khẩu. Hãy hỏi người phụ trách mạng rồi nhập ở trang "
            "Cài đặt, mục Máy chủ proxy.",
        )
    ),
    "proxy_script": lambda _: QCoreApplication.translate(
        "Words",
        "Không đọc được tệp cấu hình proxy (PAC) của cơ quan, và không có đường nào khác ra "
        "mạng. Hãy báo người phụ trách mạng.",
    ),
    "tls": lambda _: QCoreApplication.translate(
        "Words",
        "Chứng thư của máy chủ không được tin cậy nên máy chưa gửi gì. "
        "Hãy báo đầu mối của tỉnh; đừng tìm cách bỏ qua.",
    ),
    "clock": lambda _: QCoreApplication.translate(
        "Words",
        "Ngày giờ của máy này có vẻ sai nên không kết nối an toàn được. "
        "Hãy chỉnh lại ngày giờ rồi đồng bộ lại.",
    ),
    "shared": lambda _: QCoreApplication.translate(
        "Words",
        "Có một máy khác đang dùng mã ghi danh của máy này: một trong hai máy được lập từ bản sao "
        "lưu hoặc ổ đĩa chép. Không mất gì, việc của cả hai vẫn được gửi. Hãy xin tỉnh mã ghi "
        "danh mới rồi nhập ở máy thứ hai, trang Đồng bộ.",
    ),
    "bad_address": lambda _: QCoreApplication.translate(
        "Words", "Không dùng được địa chỉ máy chủ này. Hãy sửa lại địa chỉ ở trang Đồng bộ."
    ),
    "bad_message": lambda _: QCoreApplication.translate(
        "Words",
        "Máy chủ của tỉnh không đọc được dữ liệu vừa gửi. Dữ liệu vẫn còn trên máy; "
        "hãy báo đầu mối của tỉnh.",
    ),
    "too_large": lambda _: QCoreApplication.translate(
        "Words", "Gói gửi đi quá lớn; máy sẽ tự chia nhỏ và gửi lại."
    ),
    "update_needed": lambda _: QCoreApplication.translate(
        "Words",
        "Bản Sơn Ca trên máy này đã cũ, máy chủ không nhận nữa. Hãy cài bản mới; "
        "việc chờ gửi vẫn được giữ.",
    ),
    "server_older": lambda _: QCoreApplication.translate(
        "Words",
        "Máy chủ của tỉnh chưa được nâng cấp cho bản Sơn Ca này. "
        "Việc chờ gửi vẫn được giữ; máy sẽ thử lại.",
    ),
    "not_enrolled": lambda _: QCoreApplication.translate(
        "Words",
        "Máy chủ của tỉnh không nhận ra máy này. Hãy gọi đầu mối của tỉnh để xin mã ghi danh mới.",
    ),
    "revoked": lambda _: QCoreApplication.translate(
        "Words", "Tỉnh đã thu hồi máy này. Hãy gọi đầu mối của tỉnh."
    ),
    "code_unknown": lambda _: QCoreApplication.translate(
        "Words",
        "Tỉnh không có mã ghi danh này. Hãy so lại với phiếu ghi danh rồi sửa mã.",
    ),
    "code_used": lambda _: QCoreApplication.translate(
        "Words",
        "Mã ghi danh này đã dùng cho máy khác. Mỗi mã dùng một lần: hãy xin tỉnh mã mới "
        "rồi sửa lại.",
    ),
    "code_expired": lambda _: QCoreApplication.translate(
        "Words", "Mã ghi danh này đã hết hạn. Hãy xin tỉnh mã mới rồi sửa lại."
    ),
    "too_many_tries": lambda _: QCoreApplication.translate(
        "Words",
        "Đã thử mã quá nhiều lần. Hãy đợi một lát; máy sẽ tự thử lại với mã đang có.",
    ),
    "busy": lambda _: QCoreApplication.translate(
        "Words", "Máy chủ của tỉnh đang bận. Máy sẽ tự thử lại sau ít phút."
    ),
    "account_unknown": lambda _: QCoreApplication.translate(
        "Words",
        "Tên đăng nhập hoặc mật khẩu không đúng. Dùng tài khoản của trang quản lý của tỉnh.",
    ),
    "not_allowed": lambda _: QCoreApplication.translate(
        "Words",
        "Tài khoản này không phụ trách cả tỉnh nên không phát hành được. "
        "Hãy nhờ người phụ trách cả tỉnh, hoặc gửi cho họ tệp đã đóng gói.",
    ),
    "pack_refused": lambda _: QCoreApplication.translate(
        "Words",
        "Máy chủ không nhận gói bài học này: tệp hỏng, hoặc máy chủ cũ hơn chương trình. "
        "Hãy thử lại; nếu vẫn vậy, báo người vận hành máy chủ.",
    ),
}


def refused_file(reason: str, bytes_: int) -> str:
    """Why an attached file of that size will not get to the province, and what to do."""
    if reason == "lost":
        return QCoreApplication.translate(
            "Words",
            "Ổ đĩa hỏng đã làm mất tệp này trước khi gửi. Nếu còn bản gốc, hãy thay tệp "
            "rồi gửi lại báo cáo.",
        )
    return QCoreApplication.translate(
        "Words",
        "Tệp nặng {bytes}, quá mức máy chủ của tỉnh nhận. Hãy thay bằng ảnh nhỏ hơn hoặc tệp "
        "ngắn hơn rồi gửi lại báo cáo.",
    ).format(bytes=size(bytes_))
