"""The list of whom to call, brought through the console: looked through, then published."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sync.server.packs import directories
from sync.server.packs.models import Pack
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db

GOOD = "mẫu,đơn vị,điện thoại,ghi chú\n,Đầu mối thử,0000 000 001,<script>alert(1)</script>\n"


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "FILES", tmp_path / "files")


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make.staff())
    return client


def brought(client: Client, data: bytes, name: str = "danh-ba.csv") -> tuple[int, str]:
    answer = client.post("/directory/look/", {"file": SimpleUploadedFile(name, data)}, follow=True)
    return answer.status_code, answer.text


def workbook(rows: list[list[object]]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def text_of(page: str) -> str:
    """What the page sends when it is published."""
    import html

    return html.unescape(page.partition("<textarea")[2].partition(">")[2].partition("<")[0])


def test_it_is_seen_before_it_is_published_and_comes_back_to_be_edited(client: Client) -> None:
    assert "Chưa có danh bạ" in client.get("/directory/").text
    status, page = brought(client, GOOD.encode("utf-8-sig"))
    assert status == 200
    assert "Xem trước: các xã sẽ thấy như sau" in page
    assert not Pack.objects.exists()

    answer = client.post("/directory/publish/", {"text": text_of(page)}, follow=True)
    assert "Đã phát hành danh bạ, phiên bản 1" in answer.text
    assert "Đầu mối thử" in answer.text
    # What was typed into a cell is shown and never run.
    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text

    told = client.get("/directory/contacts.csv")
    assert told.content.decode("utf-8-sig").replace("\r\n", "\n") == GOOD
    assert told.content.startswith(b"\xef\xbb\xbf")


def test_a_workbook_will_do(client: Client) -> None:
    data = workbook([["unit", "phone"], ["Văn phòng", "0000 000 002"], ["Số trần", 123]])
    status, page = brought(client, data, "danh-ba.xlsx")
    assert status == 200
    client.post("/directory/publish/", {"text": text_of(page)})
    told = directories.contacts(client.get("/directory/contacts.csv").content)
    assert [(each.unit, each.phone) for each in told] == [
        ("Văn phòng", "0000 000 002"),
        ("Số trần", "123"),
    ]


def test_every_wrong_line_is_named_and_nothing_can_be_published(client: Client) -> None:
    status, page = brought(client, b"unit,phone\nA,ask\nB,0000 000 001\n,000\n")
    assert status == 400
    assert "Dòng 2: số điện thoại “ask” không đúng." in page
    assert "Dòng 4: thiếu tên đơn vị." in page
    assert "<textarea" not in page
    client.post("/directory/publish/", {"text": "unit,phone\nA,ask\n"})
    assert not Pack.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Hãy chọn tệp danh bạ"),
        (b"\xff\xfe\x00", "Tệp này không phải danh bạ"),
        (b"PK\x03\x04 none", "Tệp này không phải danh bạ"),
        (b"unit\nA\n", "thiếu cột “điện thoại”"),
        (b"unit,phone\n", "Danh bạ chưa có dòng nào"),
        (b"a" * (directories.LARGEST + 1), "Tệp lớn quá 512 kB"),
    ],
)
def test_what_is_no_list_is_said(client: Client, data: bytes, words: str) -> None:
    assert words in brought(client, data)[1]
    assert not Pack.objects.exists()


def test_a_workbook_that_swells_is_not_unpacked() -> None:
    swelling = io.BytesIO()
    with zipfile.ZipFile(swelling, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(20 * 2**20))
    assert len(swelling.getvalue()) < directories.LARGEST
    with pytest.raises(directories.NotReadable, match="too large"):
        directories.as_csv(swelling.getvalue())


def test_a_form_that_nobody_knows_is_pointed_out(client: Client) -> None:
    page = brought(client, b"topics,unit,phone\nincidnet,A,0000 000 001\n")[1]
    assert "không có biểu mẫu nào tên là: incidnet" in page


def test_only_who_is_in_charge_of_the_province_publishes() -> None:
    client = Client()
    client.force_login(make.staff("chu", communes=[make.commune()]))
    assert "Thay danh bạ" not in client.get("/directory/").text
    assert brought(client, GOOD.encode())[0] == 403
    assert client.post("/directory/publish/", {"text": GOOD}).status_code == 403
    assert not Pack.objects.exists()
