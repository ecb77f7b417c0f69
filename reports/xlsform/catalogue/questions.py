"""What is said of the rows of the survey sheet: types, blocks, names, parameters."""

from __future__ import annotations

from typing import Final

QUESTIONS: Final[dict[str, tuple[str, str]]] = {
    "type.missing": (
        "Câu hỏi chưa có type. Điền text, integer, select_one… vào cột type.",
        "The question has no type. Write text, integer, select_one… into the type column.",
    ),
    "type.unknown": (
        "Không có loại câu hỏi “{type}”. Dùng text, integer, decimal, date, select_one…",
        "There is no question type “{type}”. Use text, integer, decimal, date, select_one…",
    ),
    "type.unknown-near": (
        "Không có loại câu hỏi “{type}”. Có phải ý bạn là “{near}”?",
        "There is no question type “{type}”. Did you mean “{near}”?",
    ),
    "type.misspelt": (
        "Loại “{type}” được hiểu là “{near}”. Sửa lại cho đúng.",
        "The type “{type}” was read as “{near}”. Correct it.",
    ),
    "type.no-list": (
        "“{type}” chưa có tên danh sách. Viết thêm tên danh sách, ví dụ “{type} co_khong”.",
        "“{type}” names no list. Write the list’s name after it, as in “{type} yes_no”.",
    ),
    "type.include": (
        "Không dùng được “include”. Chép các dòng của biểu mẫu kia vào đây.",
        "“include” is not supported. Copy the rows of the other form into this sheet.",
    ),
    "type.kobo": (
        "Loại “{type}” của KoboToolbox được viết lại thành nhóm câu hỏi chọn.",
        "KoboToolbox’s “{type}” was rewritten as a group of selects.",
    ),
    "type.elsewhere": (
        "Loại “{type}” cần điện thoại hoặc dịch vụ không có trên máy tính; "
        "trường này được giữ nhưng luôn trống.",
        "The type “{type}” needs a telephone or a service that a PC does not have; "
        "the field is kept and stays empty.",
    ),
    "block.extra-end": (
        "“end {what}” thừa: không có “begin {what}” nào đang mở. Dòng này được bỏ qua.",
        "This “end {what}” closes nothing. The row was left out.",
    ),
    "block.wrong-end": (
        "Dòng đóng được hiểu là “end {what}” theo nhóm đang mở. Sửa lại cho đúng.",
        "This end was read as “end {what}”, which is what stands open. Correct it.",
    ),
    "block.crossed": (
        "“end {what}” đứng trước khi “begin {inner}” ở dòng {begun} được đóng. "
        "Đóng nhóm bên trong trước.",
        "“end {what}” comes before the “begin {inner}” of row {begun} is closed. "
        "Close the inner one first.",
    ),
    "block.no-begin": (
        "“end {what}” này không có “begin {what}”. Thêm dòng begin hoặc xóa dòng này.",
        "This “end {what}” has no “begin {what}”. Add the begin, or delete this row.",
    ),
    "block.left-open": (
        "“begin {what}” này chưa có “end {what}”. Thêm dòng end.",
        "This “begin {what}” has no “end {what}”. Add the end.",
    ),
    "block.no-end": (
        "“begin {what}” chưa được đóng; đã đóng ở cuối trang. Thêm “end {what}” vào đúng chỗ.",
        "“begin {what}” has no end; it was closed at the foot of the sheet. "
        "Add “end {what}” where it belongs.",
    ),
    "name.missing": (
        "Dòng chưa có name; đã đặt là “{name}”.",
        "The row has no name; it was called “{name}”.",
    ),
    "name.invalid": (
        "Tên “{name}” không hợp lệ, đã đổi thành “{new}”. "
        "Tên bắt đầu bằng chữ cái, chỉ gồm chữ, số, gạch dưới.",
        "The name “{name}” is not valid and became “{new}”. "
        "Names begin with a letter and have letters, digits and underscores.",
    ),
    "name.twice": (
        "Tên “{name}” đã có ở dòng {other}; dòng này đổi thành “{new}”.",
        "The name “{name}” is already that of row {other}; this one became “{new}”.",
    ),
    "name.clash": (
        "Tên “{name}” đã có trong cùng nhóm, hoặc là tên dành riêng. Đổi tên dòng này.",
        "The name “{name}” is taken in the same group, or reserved. Rename this row.",
    ),
    "name.wrong": (
        "Tên ở đây không hợp lệ. Bắt đầu bằng chữ cái; sau đó chỉ dùng chữ, số, gạch dưới.",
        "The name is not valid here. Begin with a letter; then letters, digits and underscores.",
    ),
    "name.twice-used": (
        "Tên “{name}” đã có ở dòng {other} và được dùng ở dòng {used}, nên không rõ là dòng nào. "
        "Đổi tên một dòng.",
        "The name “{name}” is already that of row {other}, and row {used} refers to it, so it is "
        "not clear which is meant. Rename one.",
    ),
    "label.missing": (
        "Câu hỏi chưa có nhãn nên hiện bằng tên “{name}”. Điền cột label.",
        "The question has no label and is shown by its name “{name}”. Fill in the label.",
    ),
    "label.none": (
        "Câu hỏi “{name}” chưa có nhãn hay gợi ý. Điền cột label.",
        "The question “{name}” has neither label nor hint. Fill in the label.",
    ),
    "image.small": (
        "“{name}” có ảnh lớn (big-image) nhưng chưa có ảnh (image). Điền cả hai cột.",
        "“{name}” has a big-image but no image. Fill in both columns.",
    ),
    "trigger.unseen": (
        "“{name}” không phải câu hỏi người dùng trả lời nên không kích hoạt được phép tính. "
        "Chọn một câu hỏi có trên màn hình, hoặc bỏ trigger.",
        "“{name}” is no question that a person answers, so it cannot set a calculation off. "
        "Name a visible question, or remove the trigger.",
    ),
    "default.words": (
        "Giá trị mặc định “{text}” không phải phép tính nên được giữ là chữ.",
        "The default “{text}” is no calculation and was kept as words.",
    ),
    "calculation.none": (
        "Trường tính toán chưa có công thức. Điền cột calculation.",
        "The calculation is empty. Fill in the calculation column.",
    ),
    "calculation.missing": (
        "Trường tính toán chưa có calculation nên luôn trống. Điền công thức hoặc xóa dòng.",
        "The calculation is empty, so the field stays blank. Fill it in or delete the row.",
    ),
    "parameter.unknown": (
        "Tham số “{name}” không dùng được ở đây nên bị bỏ qua.",
        "The parameter “{name}” means nothing here and was ignored.",
    ),
    "parameter.number": (
        "Tham số “{name}” phải là số, không phải “{value}”.",
        "The parameter “{name}” must be a number, not “{value}”.",
    ),
    "parameter.zero": (
        "Tham số “{name}” không được bằng 0.",
        "The parameter “{name}” must not be 0.",
    ),
    "parameter.range": (
        "Tham số “{name}” lớn hơn khoảng từ start đến end. Giảm “{name}” hoặc nới khoảng.",
        "The parameter “{name}” is larger than from start to end. Make it smaller, or them wider.",
    ),
    "parameter.wrong": (
        "Tham số “{name}” có giá trị không hợp lệ. Sửa hoặc bỏ tham số này.",
        "The parameter “{name}” has a value that it cannot have. Correct or remove it.",
    ),
    "parameter.form": (
        "Cột parameters phải viết dạng “tên=giá_trị tên=giá_trị”. Sửa lại cho đúng.",
        "Parameters are written “name=value name=value”. Correct the cell.",
    ),
    "appearance.plug-in": (
        "Giao diện “{value}” là phần bổ trợ của phần mềm khác nên bị bỏ qua; câu hỏi vẫn giữ.",
        "The appearance “{value}” is another program’s plug-in and was left out; nothing else was.",
    ),
}
