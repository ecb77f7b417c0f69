"""What is said of files, sheets, columns, settings and whole forms."""

from __future__ import annotations

from typing import Final

SHEETS: Final[dict[str, tuple[str, str]]] = {
    "file.missing": (
        "Không có tệp này. Kiểm tra lại đường dẫn.",
        "There is no such file. Check the path.",
    ),
    "file.folder": (
        "Đây là thư mục, không phải tệp. Chọn một tệp trong đó.",
        "This is a folder and no file. Choose a file in it.",
    ),
    "file.no-folder": (
        "Không có thư mục này. Kiểm tra lại đường dẫn.",
        "There is no such folder. Check the path.",
    ),
    "file.denied": (
        "Không có quyền đọc hoặc ghi ở đây. Đổi quyền truy cập hoặc chọn chỗ khác.",
        "You may not read or write here. Change the permissions or choose another place.",
    ),
    "file.unreadable": (
        "Không đọc được tệp ({detail}). Chép tệp sang ổ khác rồi thử lại.",
        "The file cannot be read ({detail}). Copy it to another disk and try again.",
    ),
    "file.unwritable": (
        "Không ghi được ({detail}). Kiểm tra chỗ trống và đường dẫn.",
        "It cannot be written ({detail}). Check the free space and the path.",
    ),
    "file.not-json": (
        "Tệp này không phải JSON đúng ({detail}). Sửa lại tệp rồi thử lại.",
        "This is no valid JSON ({detail}). Correct the file and try again.",
    ),
    "file.not-form": (
        "Tệp này không phải biểu mẫu đã biên dịch ({detail}). Biên dịch lại bằng lệnh pack.",
        "This is no compiled form ({detail}). Compile it again with pack.",
    ),
    "file.not-answers": (
        "Câu trả lời phải là một đối tượng JSON: mỗi câu hỏi một giá trị ({detail}).",
        "Answers are one JSON object, a value for each question ({detail}).",
    ),
    "file.not-submission": (
        "Tệp này không phải báo cáo đã hoàn thành ({detail}). Tạo bằng lệnh fill --json.",
        "This is no finished report ({detail}). Make one with fill --json.",
    ),
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
    "file.formula": (
        "Ô {detail} có công thức chưa được tính. Mở bằng Excel hoặc LibreOffice rồi lưu lại.",
        "The cell {detail} has a formula that was never worked out. "
        "Open the file in Excel or LibreOffice and save it.",
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
    "column.unused": (
        "Cột “{column}” dành cho phần mềm khác nên bị bỏ qua.",
        "The column “{column}” is for other programs and was ignored.",
    ),
    "column.clash": (
        "Hai cột “{value}” và “{name}” là một. Xóa hoặc đổi tên một cột.",
        "The columns “{value}” and “{name}” are one and the same. Delete or rename one of them.",
    ),
    "column.header": (
        "Dòng tiêu đề có ô trống hoặc có dấu cách. Đặt cho mỗi cột một tên không dấu cách.",
        "The header row has an empty cell or one with spaces. Give each column a name without.",
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
        "Dòng này làm biểu mẫu không hợp lệ; bộ kiểm tra của ODK báo: “{detail}” "
        "Sửa hoặc bỏ nội dung đó rồi kiểm tra lại.",
        "This row makes the form invalid; ODK’s own check says: “{detail}” "
        "Correct or remove that and check again.",
    ),
    "form.strange": (
        "Dòng này làm biểu mẫu không biên dịch được ({detail}). Sửa hoặc bỏ ô được nêu.",
        "This row keeps the form from being compiled ({detail}). Correct or remove the cell named.",
    ),
}
