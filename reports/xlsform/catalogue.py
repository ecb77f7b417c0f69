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
    "column.renamed": (
        "Cột “{column}” được đổi tên thành “{new}” vì tên cột không được có dấu cách.",
        "The column “{column}” became “{new}”: columns of choices have no spaces or odd signs.",
    ),
    "column.not-here": (
        "Cột “{column}” không dùng ở dòng này nên bị bỏ qua.",
        "The column “{column}” means nothing in this row and was ignored.",
    ),
    "row.disabled": (
        "Dòng này bị tắt (disabled) nên được bỏ qua.",
        "This row is disabled and was left out.",
    ),
    "row.comment": (
        "Dòng không có type nên được coi là ghi chú và bỏ qua: “{words}”. "
        "Nếu là câu hỏi, điền cột type.",
        "The row has no type, so it was taken for a comment and left out: “{words}”. "
        "If it is a question, fill in its type.",
    ),
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
    "trigger.unseen": (
        "“{name}” không phải câu hỏi người dùng trả lời nên không kích hoạt được phép tính. "
        "Chọn một câu hỏi có trên màn hình, hoặc bỏ trigger.",
        "“{name}” is no question that a person answers, so it cannot set a calculation off. "
        "Name a visible question, or remove the trigger.",
    ),
    "search.no-list": (
        "search() chỉ dùng cho câu hỏi chọn, nên bị bỏ qua.",
        "search() goes with selects only and was left out.",
    ),
    "search.not-here": (
        "search() cần một danh sách riêng ở trang choices, có một dòng ghi tên cột của tệp.",
        "search() needs a list of its own on the choices sheet, with one row that names the "
        "file’s columns.",
    ),
    "list.same-as-file": (
        "Danh sách “{name}” trùng tên với tệp “{file}”. Đổi tên một trong hai.",
        "The list “{name}” has the name of the file “{file}”. Rename one of them.",
    ),
    "list.unknown": (
        "Không có danh sách “{name}” (các danh sách có: {known}). Thêm vào trang choices.",
        "There is no list “{name}” (there are: {known}). Add it to the choices sheet.",
    ),
    "list.unknown-near": (
        "Không có danh sách “{name}”. Có phải ý bạn là “{near}”?",
        "There is no list “{name}”. Did you mean “{near}”?",
    ),
    "list.misspelt": (
        "Danh sách “{name}” được hiểu là “{new}”. Sửa lại cho khớp.",
        "The list “{name}” was read as “{new}”. Spell both alike.",
    ),
    "list.no-suffix": (
        "Tệp lựa chọn “{name}” thiếu đuôi; hiểu là “{new}”.",
        "The file “{name}” has no ending; it was read as “{new}”.",
    ),
    "list.inside": (
        "Danh sách “{name}” nằm ở trang choices nên dùng như select_one.",
        "The list “{name}” is on the choices sheet and was used as a select_one.",
    ),
    "list.outside": (
        "Danh sách “{name}” nằm ở trang external_choices nên dùng như select_one_external.",
        "The list “{name}” is on the external_choices sheet, as for select_one_external.",
    ),
    "list.no-other": (
        "“or_other” không đi cùng bộ lọc, nên bỏ. Thêm lựa chọn “Khác” và câu hỏi phụ.",
        "“or_other” does not go with a filter and was dropped. Add an “other” choice and a "
        "question of its own.",
    ),
    "choice.no-list": (
        "Lựa chọn “{name}” chưa có list_name nên bị bỏ qua. Điền list_name cho từng dòng.",
        "The choice “{name}” has no list_name and was left out. Fill it in in every row.",
    ),
    "choice.no-name": (
        "Lựa chọn chưa có name; đã đặt là “{name}” theo nhãn.",
        "The choice has no name; it was called “{name}” after its label.",
    ),
    "choice.no-label": (
        "Lựa chọn chưa có nhãn nên hiện bằng giá trị “{name}”.",
        "The choice has no label and is shown by its value “{name}”.",
    ),
    "choice.space": (
        "Giá trị “{name}” có dấu cách, không dùng được với select_multiple; đổi thành “{new}”.",
        "The value “{name}” has a space, which select_multiple cannot have; it became “{new}”.",
    ),
    "choice.twice": (
        "Lựa chọn “{name}” giống hệt dòng {other} nên bỏ một dòng.",
        "The choice “{name}” is the same as in row {other}; one was dropped.",
    ),
    "choice.same-name": (
        "Hai lựa chọn cùng giá trị “{name}” (dòng {other}): câu trả lời sẽ không phân biệt được. "
        "Đặt giá trị khác nhau.",
        "Two choices have the value “{name}” (see row {other}): nobody can tell them apart. "
        "Give them different values.",
    ),
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
    "expression.circle": (
        "Các phép tính vòng tròn, cái này cần kết quả của cái kia: {names} (dòng {rows}). "
        "Bỏ một tham chiếu.",
        "These calculations run in a circle, each needs the other: {names} (rows {rows}). "
        "Remove one reference.",
    ),
    "default.words": (
        "Giá trị mặc định “{text}” không phải phép tính nên được giữ là chữ.",
        "The default “{text}” is no calculation and was kept as words.",
    ),
    "calculation.missing": (
        "Trường tính toán chưa có calculation nên luôn trống. Điền công thức hoặc xóa dòng.",
        "The calculation is empty, so the field stays blank. Fill it in or delete the row.",
    ),
    "parameter.unknown": (
        "Tham số “{name}” không dùng cho loại câu hỏi này nên bị bỏ qua.",
        "The parameter “{name}” means nothing for this type and was ignored.",
    ),
    "parameter.number": (
        "Tham số “{name}” phải là số, không phải “{value}”.",
        "The parameter “{name}” must be a number, not “{value}”.",
    ),
    "parameter.zero": (
        "Tham số “{name}” không được bằng 0.",
        "The parameter “{name}” must not be 0.",
    ),
    "appearance.plug-in": (
        "Giao diện “{value}” là phần bổ trợ của phần mềm khác nên bị bỏ qua; câu hỏi vẫn giữ.",
        "The appearance “{value}” is another program’s plug-in and was left out; nothing else was.",
    ),
    "settings.more-rows": (
        "Trang settings chỉ dùng một dòng; dòng này bị bỏ qua.",
        "The settings sheet has one row; this one was ignored.",
    ),
    "settings.ignored": (
        "Thiết lập “{name}” không dùng ở đây nên bị bỏ qua.",
        "The setting “{name}” is not used here and was ignored.",
    ),
    "settings.encrypted": (
        "Khóa mã hóa của ODK bị bỏ qua: báo cáo được mã hóa theo cách riêng khi lưu và khi gửi.",
        "ODK’s encryption key was ignored: reports are encrypted at rest and on the way anyhow.",
    ),
    "settings.instance-name": (
        "instance_name “{value}” không tính được nên bị bỏ qua.",
        "The instance_name “{value}” cannot be worked out and was ignored.",
    ),
    "sheet.entities": (
        "Trang entities (của ODK Central) bị bỏ qua; các câu hỏi giữ nguyên.",
        "The entities sheet (ODK Central’s) was ignored; all questions stay.",
    ),
    "form.too-deep": (
        "Nhóm lồng nhau quá sâu. Bớt cấp nhóm.",
        "Groups are nested too deeply. Use fewer levels.",
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
