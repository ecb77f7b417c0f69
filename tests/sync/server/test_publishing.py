"""A trainer's pack: checked, published as the next version, fetched by a device."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from lessons import pack
from lessons.course import Course, Lesson, Module
from lessons.questions import Option, SingleChoice
from sync.client.http import HttpCarrier
from sync.client.packs import Library, Updater
from sync.client.problems import CarrierError
from sync.protocol.messages import SyncResponse
from sync.protocol.refusals import Problem
from sync.server.accounts.tries import MOST_IN_WINDOW
from sync.server.exchange import keys as province_keys
from sync.server.packs.models import Pack
from tests.sync.server import factories as make

PASSWORD = "núi cao sông dài"


@pytest.fixture(autouse=True)
def province(
    server_environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> province_keys.ProvinceKeys:
    data = Path(server_environment["SONCA_SERVER_DATA"])
    monkeypatch.setattr(settings, "KEYS", data / "keys")
    monkeypatch.setattr(settings, "FILES", data / "files")
    monkeypatch.setattr(settings, "PACKS", tmp_path / "shipped")
    return province_keys.load(settings.KEYS)


def course(*ids: str, title: str = "Bài") -> Course:
    options = (Option("Có", correct=True), Option("Không"))
    asked = SingleChoice(id="q1", html="<p>Có?</p>", text="Có?", options=options)
    lessons = tuple(Lesson(id, "vi", "m", title, 5, "<p>Chữ</p>", questions=(asked,)) for id in ids)
    return Course(
        "thu", {"vi": "Khóa"}, (Module("m", {"vi": "Phần"}, {}, ids),), lessons, {}, {}, {}
    )


def packed(folder: Path, *ids: str, title: str = "Bài") -> bytes:
    path = folder / "pack.zip"
    pack.write(course(*ids, title=title), path)
    return path.read_bytes()


@pytest.fixture
def carrier(server: Any) -> Any:
    made = HttpCarrier(server.address, proxies={})
    yield made
    made.close()


def refused(carrier: HttpCarrier, octets: bytes, user: str, password: str = PASSWORD) -> str:
    with pytest.raises(CarrierError) as error:
        carrier.publish(octets, user, password, drop=True)
    return error.value.problem


def test_a_trainers_pack_reaches_a_device(
    server: Any, carrier: HttpCarrier, province: Any, tmp_path: Path
) -> None:
    person = make.staff("tinh", password=PASSWORD)
    told = carrier.publish(packed(tmp_path, "b1", "b2"), "tinh", PASSWORD, drop=True)
    assert (told.sequence, told.new, told.lost) == (1, True, [])
    assert Pack.objects.get().published_by == person
    again = carrier.publish(packed(tmp_path, "b1", "b2"), "tinh", PASSWORD, drop=False)
    assert (again.sequence, again.new) == (1, False)

    held = make.token()
    device = make.device(held=held)
    answer: SyncResponse = server.sync(make.exchange(held={}), held).message(SyncResponse)
    assert answer.packs == {"lessons": 1}
    line = HttpCarrier(server.address, held, proxies={})
    library = Library(tmp_path / "library")
    updater = Updater(line, library, province.public)
    assert updater.update(updater.manifest("lessons", 0), lambda _done, _of: None)
    line.close()
    installed = library.current("lessons")
    assert installed is not None
    assert pack.load(installed).lesson("b2").questions[0].id == "q1"
    server.sync(make.exchange(held={"lessons": 1}), held)
    device.refresh_from_db()
    assert device.held_lessons == 1


def test_lessons_do_not_go_away_unasked(carrier: HttpCarrier, tmp_path: Path) -> None:
    make.staff("tinh", password=PASSWORD)
    carrier.publish(packed(tmp_path, "b1", "b2", "b3"), "tinh", PASSWORD, drop=True)
    told = carrier.publish(packed(tmp_path, "b2"), "tinh", PASSWORD, drop=False)
    assert (told.sequence, told.new, told.lost) == (1, False, ["b1", "b3"])
    assert Pack.objects.count() == 1
    told = carrier.publish(packed(tmp_path, "b2"), "tinh", PASSWORD, drop=True)
    assert (told.sequence, told.new, told.lost) == (2, True, [])


def test_an_account_that_is_not_right_publishes_nothing(
    carrier: HttpCarrier, tmp_path: Path
) -> None:
    here = make.commune()
    make.staff("mot-xa", password=PASSWORD, communes=[here])
    make.staff("khong-tinh", None, password=PASSWORD)
    make.staff("tinh", password=PASSWORD)
    make.staff("nghi", password=PASSWORD, is_active=False)
    octets = packed(tmp_path, "b1")
    assert refused(carrier, octets, "mot-xa") == Problem.NOT_ALLOWED
    assert refused(carrier, octets, "khong-tinh") == Problem.NOT_ALLOWED
    assert refused(carrier, octets, "nghi") == Problem.ACCOUNT_UNKNOWN
    assert refused(carrier, octets, "tinh", "sai") == Problem.ACCOUNT_UNKNOWN
    assert refused(carrier, octets, "ai-do") == Problem.ACCOUNT_UNKNOWN
    assert not Pack.objects.exists()


def test_a_refusal_is_heard_though_the_pack_is_large(carrier: HttpCarrier) -> None:
    make.staff("tinh", password=PASSWORD)
    assert refused(carrier, bytes(20_000_000), "tinh", "sai") == Problem.ACCOUNT_UNKNOWN


def test_guessing_is_slowed_down_together_with_the_consoles_door(carrier: HttpCarrier) -> None:
    make.staff("tinh", password=PASSWORD)
    for _ in range(MOST_IN_WINDOW):
        assert refused(carrier, b"", "tinh", "sai") == Problem.ACCOUNT_UNKNOWN
    assert refused(carrier, b"", "tinh") == Problem.TOO_MANY_TRIES
    page = Client().post("/accounts/login/", {"username": "tinh", "password": PASSWORD})
    assert "đợi" in page.text


def damaged(folder: Path) -> list[bytes]:
    whole = packed(folder, "b1", "b2")
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    altered = io.BytesIO()
    missing = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as source,
        zipfile.ZipFile(altered, "w") as changed,
        zipfile.ZipFile(missing, "w") as short,
    ):
        for name in source.namelist():
            octets = source.read(name)
            changed.writestr(name, octets if name == pack.INDEX else octets + b" ")
            if name == pack.INDEX:
                short.writestr(name, octets)
    parts = (empty, altered, missing)
    return [b"", b"PK", whole[: len(whole) // 2], *(part.getvalue() for part in parts)]


def test_what_is_no_whole_pack_is_refused(carrier: HttpCarrier, tmp_path: Path) -> None:
    make.staff("tinh", password=PASSWORD)
    for octets in [*damaged(tmp_path), packed(tmp_path)]:
        assert refused(carrier, octets, "tinh") == Problem.PACK_REFUSED
    assert not Pack.objects.exists()


# The console's page


@pytest.fixture
def staff_of_the_province(db: None) -> Client:
    client = Client()
    client.force_login(make.staff("tinh", full_name="Cán bộ đào tạo"))
    return client


def upload(client: Client, octets: bytes, **more: str) -> str:
    file = io.BytesIO(octets)
    file.name = "bai-hoc.zip"
    return client.post("/content/upload/", {"pack": file, **more}, follow=True).text


def test_the_console_publishes_and_lists(staff_of_the_province: Client, tmp_path: Path) -> None:
    client = staff_of_the_province
    assert "Chưa phát hành lần nào" in client.get("/content/").text
    page = upload(client, packed(tmp_path, "b1", "b2"))
    assert "Đã phát hành phiên bản 1" in page
    make.device()
    device = make.device()
    device.held_lessons = 1
    device.save()
    page = client.get("/content/").text
    assert "Cán bộ đào tạo" in page
    assert "1 / 2" in page
    assert "mới nhất" in page
    page = upload(client, packed(tmp_path, "b1"))
    assert "không có 1 bài" in page
    assert "(b2)" in page
    assert "Đã phát hành phiên bản 2" in upload(client, packed(tmp_path, "b1"), drop="on")
    assert "không có gì thay đổi" in upload(client, packed(tmp_path, "b1"))


def test_the_shipped_course_counts_as_the_version_before(
    staff_of_the_province: Client, tmp_path: Path
) -> None:
    pack.write(course("a1", "a2"), settings.PACKS / "lessons")
    assert "không có 2 bài" in upload(staff_of_the_province, packed(tmp_path, "b1"))
    shutil.rmtree(settings.PACKS)
    assert "phiên bản 1" in upload(staff_of_the_province, packed(tmp_path, "b1"))


def test_the_console_says_what_is_wrong_with_a_file(
    staff_of_the_province: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for octets in damaged(tmp_path)[1:]:
        assert "không phải gói bài học còn nguyên vẹn" in upload(staff_of_the_province, octets)
    page = staff_of_the_province.post("/content/upload/", {}, follow=True).text
    assert "Hãy chọn tệp" in page
    monkeypatch.setattr(settings, "FILE_LARGEST", 200)
    assert "Tệp lớn quá" in upload(staff_of_the_province, packed(tmp_path, "b1"))
    assert not Pack.objects.exists()


def test_who_has_only_communes_sees_the_list_and_cannot_publish(db: None, tmp_path: Path) -> None:
    client = Client()
    client.force_login(make.staff("mot-xa", communes=[make.commune()]))
    assert "Phát hành bài học" not in client.get("/content/").text
    file = io.BytesIO(packed(tmp_path, "b1"))
    assert client.post("/content/upload/", {"pack": file}).status_code == 403
    assert Client().get("/content/").status_code == 302
    assert Client().post("/content/upload/", {"pack": file}).status_code == 302
    assert not Pack.objects.exists()
