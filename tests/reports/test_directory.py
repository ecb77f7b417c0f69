import pytest

from reports.directory import Contact, DirectoryError, for_form, read

SHEET = """\ufeffMẫu;Đơn vị;Điện thoại;Người;Giờ trực
incident outage;Đầu mối sự cố;0000 000 001;Người trực;cả ngày đêm
;Tổng đài chung;0000 000 002;;
weekly;Phòng tổng hợp;0000 000 003;;giờ hành chính

"""


def test_a_sheet_saved_by_excel_is_read():
    first, second, third = read(SHEET.encode())
    assert first == Contact(
        "Đầu mối sự cố", "0000 000 001", "Người trực", "cả ngày đêm", "", ("incident", "outage")
    )
    assert second.topics == ()
    assert third.hours == "giờ hành chính"


def test_english_headings_in_any_order_with_commas():
    (one,) = read(b'phone,note,unit\n+84 000,"a, b",Desk\n')
    assert one == Contact("Desk", "+84 000", note="a, b")


def test_those_for_the_matter_come_first():
    contacts = read(SHEET.encode())
    assert [c.unit for c in for_form(contacts, "incident")] == ["Đầu mối sự cố", "Tổng đài chung"]
    assert [c.unit for c in for_form(contacts, "inventory")] == ["Tổng đài chung"]


@pytest.mark.parametrize(
    ("data", "code", "row", "params"),
    [
        (b"\xff\xfe\x00", "no_text", 0, {}),
        (b"", "empty", 0, {}),
        (b"unit,phone\n\n", "empty", 0, {}),
        ("đơn vị,ghi chú\nA,b\n".encode(), "no_heading", 1, {"column": "điện thoại"}),
        (b"unit,phone\nA,000\n,000\n", "no_unit", 3, {}),
        (b"unit,phone\nA,ask the clerk\n", "bad_phone", 2, {"phone": "ask the clerk"}),
        (b"unit,phone\nA\n", "bad_phone", 2, {"phone": ""}),
    ],
)
def test_what_has_to_be_mended_is_named_by_row(data, code, row, params):
    with pytest.raises(DirectoryError) as caught:
        read(data)
    assert (caught.value.code, caught.value.row, caught.value.params) == (code, row, params)


def test_any_bytes_are_a_list_or_an_error():
    import random

    draw = random.Random(5)
    for _ in range(300):
        data = bytes(draw.choice(b'unit,phone;"\n\t0123 \xc3\x00') for _ in range(40))
        try:
            read(data)
        except DirectoryError:
            continue
