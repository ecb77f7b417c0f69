"""What is said of choices, their lists and the files that they come from."""

from __future__ import annotations

from typing import Final

LISTS: Final[dict[str, tuple[str, str]]] = {
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
    "list.none": (
        "Không có danh sách “{name}”: biểu mẫu chưa có lựa chọn nào. "
        "Thêm trang {place} với các cột list_name, name, label.",
        "There is no list “{name}”: the form has no choices at all. "
        "Add a sheet {place} with the columns list_name, name and label.",
    ),
    "table.filter": (
        "Bảng chọn (table-list) không dùng được choice_filter. Bỏ bộ lọc hoặc bỏ table-list.",
        "A table-list cannot have a choice_filter. Remove the filter or the table-list.",
    ),
    "table.lists": (
        "Mọi câu trong một table-list phải dùng chung danh sách “{name}”, không phải “{value}”. "
        "Tách câu này ra khỏi nhóm.",
        "All questions of a table-list take one list, “{name}” and not “{value}”. "
        "Move this question out of the group.",
    ),
    "file.same-stem": (
        "Hai tệp tên “{name}” chỉ khác đuôi sẽ bị lẫn với nhau. Đổi tên một tệp.",
        "Two files called “{name}” that differ in their ending only would be one. Rename one.",
    ),
    "file.ending": (
        "Tên tệp phải kết thúc bằng .csv, .xml hoặc .geojson. Sửa cột type.",
        "The file’s name has to end in .csv, .xml or .geojson. Correct the type.",
    ),
    "list.unknown": (
        "Không có danh sách “{name}” (các danh sách có: {known}). Thêm vào trang {place}.",
        "There is no list “{name}” (there are: {known}). Add it to the sheet {place}.",
    ),
    "list.rank-file": (
        "Câu xếp hạng không lấy được danh sách từ tệp “{name}”. Chép danh sách vào trang choices.",
        "A ranking cannot take its list from the file “{name}”. Copy it to the choices sheet.",
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
    "list.no-question": (
        "“{name}” là một nhóm nên không có câu trả lời làm lựa chọn. "
        "Ghi tên một câu hỏi trong nhóm lặp đó.",
        "“{name}” is a group and has no answers to choose from. Name a question in that repeat.",
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
        "“or_other” không đi cùng xếp hạng hay danh sách từ tệp, nên bỏ. "
        "Thêm lựa chọn “Khác” vào danh sách và một câu hỏi phụ.",
        "“or_other” does not go with a ranking or a list from a file and was dropped. "
        "Add an “other” choice to the list and a question of its own.",
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
    "choice.nameless": (
        "Lựa chọn chưa có name. Điền cột name.",
        "The choice has no name. Fill in the name column.",
    ),
    "choice.clash": (
        "Hai lựa chọn trong một danh sách trùng name. Đổi name của một lựa chọn.",
        "Two choices of one list have the same name. Change the name of one of them.",
    ),
    "choice.spaces": (
        "Giá trị “{name}” có dấu cách nên không dùng được cho select_multiple. Bỏ dấu cách.",
        "The value “{name}” has a space, which select_multiple cannot have. Remove it.",
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
}
