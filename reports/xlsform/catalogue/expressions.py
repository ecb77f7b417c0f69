"""What is said of references, functions and expressions."""

from __future__ import annotations

from typing import Final

EXPRESSIONS: Final[dict[str, tuple[str, str]]] = {
    "reference.unknown": (
        "Không có câu hỏi “{name}”. Sửa tên trong ${{…}}.",
        "There is no question “{name}”. Correct the name in ${{…}}.",
    ),
    "reference.unknown-near": (
        "Không có câu hỏi “{name}”. Có phải ý bạn là “{near}”?",
        "There is no question “{name}”. Did you mean “{near}”?",
    ),
    "reference.case": (
        "“${{{name}}}” được hiểu là “${{{new}}}”. Viết đúng chữ hoa, chữ thường.",
        "“${{{name}}}” was read as “${{{new}}}”. Mind capitals.",
    ),
    "reference.nowhere": (
        "Đường dẫn “{path}” không dẫn tới câu hỏi nào nên luôn trống. Viết ${{tên_câu_hỏi}}.",
        "The path “{path}” leads to no question and is always empty. Write ${{name_of_question}}.",
    ),
    "reference.bare-word": (
        "“{path}” không có dấu nháy nên được hiểu là tên câu hỏi, và luôn trống. "
        "Là chữ thì viết '{path}', là câu hỏi thì viết ${{tên}}.",
        "“{path}” has no quotes, so it is read as a question’s name and is always empty. "
        "Write '{path}' for words, ${{name}} for a question.",
    ),
    "reference.no-instance": (
        "Không có danh sách hay tệp “{name}” cho instance(), nên luôn trống. Sửa tên.",
        "instance() finds no list or file “{name}” and is always empty. Correct the name.",
    ),
    "reference.broken": (
        "Tham chiếu viết chưa đúng. Viết ${{tên_câu_hỏi}}, đủ dấu mở và dấu đóng.",
        "A reference is not written right. Write ${{name_of_question}}, with both brackets.",
    ),
    "reference.commas": (
        "Nhiều tham chiếu trong một ô phải cách nhau bằng dấu phẩy: ${{a}}, ${{b}}.",
        "Several references in one cell need commas between them: ${{a}}, ${{b}}.",
    ),
    "reference.brackets": (
        "“{old}” được hiểu là “${{{name}}}”.",
        "“{old}” was read as “${{{name}}}”.",
    ),
    "reference.in-words": (
        "Nhãn nhắc đến “{name}” nhưng không có câu hỏi này; đã để nguyên chữ.",
        "The words refer to “{name}”, which is no question; they were left as words.",
    ),
    "reference.ambiguous": (
        "Có nhiều câu hỏi tên “{name}”, không rõ là câu nào. Đổi tên để mỗi tên chỉ có một.",
        "Several questions are called “{name}”, so it is not clear which is meant. Rename them.",
    ),
    "function.unknown": (
        "Không có hàm “{function}()”. Xem danh sách hàm trong hướng dẫn.",
        "There is no function “{function}()”. See the guide for those there are.",
    ),
    "function.unknown-near": (
        "Không có hàm “{function}()”. Có phải ý bạn là “{near}()”?",
        "There is no function “{function}()”. Did you mean “{near}()”?",
    ),
    "function.arguments": (
        "Hàm “{function}” có số tham số không đúng. Viết theo mẫu: {signature}.",
        "“{function}” has a wrong number of arguments. It is written: {signature}.",
    ),
    "function.elsewhere": (
        "Hàm “{function}()” của SurveyCTO không có tương đương. Viết lại bằng hàm của ODK.",
        "SurveyCTO’s “{function}()” has no equal here. Say it with ODK’s functions.",
    ),
    "function.translated": (
        "Hàm “{function}()” của SurveyCTO được viết lại thành {new}.",
        "SurveyCTO’s “{function}()” was rewritten as {new}.",
    ),
    "function.empty": (
        "Hàm “{function}()” hỏi thông tin của điện thoại; trên máy tính kết quả luôn trống.",
        "“{function}()” asks about a telephone; on a PC its result is always empty.",
    ),
    "expression.mended": (
        "Biểu thức “{old}” được sửa thành “{new}”. Kiểm tra lại.",
        "The expression “{old}” was mended to “{new}”. Check it.",
    ),
    "expression.wrong": (
        "Biểu thức không đúng gần “{near}”: {text}",
        "The expression is wrong near “{near}”: {text}",
    ),
    "expression.hides-itself": (
        "Điều kiện hiện dựa vào chính câu hỏi hoặc nhóm mà nó ẩn: {names} (các dòng {rows}). "
        "Dựa vào một câu hỏi đứng ngoài.",
        "The condition reads what it hides itself: {names} (rows {rows}). "
        "Let it read a question outside.",
    ),
    "expression.circle": (
        "Các phép tính vòng tròn, cái này cần kết quả của cái kia: {names} (dòng {rows}). "
        "Bỏ một tham chiếu.",
        "These calculations run in a circle, each needs the other: {names} (rows {rows}). "
        "Remove one reference.",
    ),
}
