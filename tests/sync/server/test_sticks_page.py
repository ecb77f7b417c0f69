"""Bundles brought to the console in a browser, and the replies taken home."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desktop.usecases.carrying import Carrying
from desktop.usecases.content import Content
from desktop.usecases.people import Session
from sync.protocol import bundle as bundle_format
from sync.protocol import card
from sync.server.accounts.models import Staff
from sync.server.devices.models import Device
from sync.server.exchange import keys as province_keys
from sync.server.exchange import waiting
from sync.server.exchange.models import Carried
from sync.server.files.storage import Storage
from sync.server.intake.models import Event
from sync.server.packs import publishing
from tests.sync.server import factories as make
from tests.sync.server.test_sticks import CLOCK, _waiting, _work, official, stick

__all__ = ["official", "stick"]


@pytest.fixture
def bundle(official: Session, stick: Path) -> Path:
    _work(official, "Lò Văn Páo", "Giàng A Sính")
    Carrying(official, CLOCK, "test").write(stick)
    (path,) = stick.iterdir()
    return path


def _signed_in(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _bring(client: Client, *files: tuple[str, bytes]) -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/sticks/", {"bundles": sent}, follow=True)


def test_a_bundle_is_taken_in_and_its_reply_taken_home(
    official: Session, bundle: Path, stick: Path
) -> None:
    client = _signed_in(make.staff("mai"))
    page = _bring(client, (bundle.name, bundle.read_bytes()), ("sonca-x.age", b"nothing"))
    assert "2 mục" in page.text
    assert "không phải gói của Sơn Ca" in page.text
    assert Event.objects.count() == 3
    (done, refused) = client.session["stick_visit"]
    assert (done["fault"], refused["fault"]) == ("", "not_a_bundle")
    row = Carried.objects.get()
    assert "Chờ mang về" in page.text
    answer = client.get(f"/sticks/replies/{row.pk}/")
    assert answer["Content-Disposition"] == f'attachment; filename="{row.reply_name}"'
    (stick / row.reply_name).write_bytes(b"".join(answer.streaming_content))
    taken = Carrying(official, CLOCK, "test").read(stick).taken
    assert (taken.replies, taken.confirmed) == (1, 2)
    assert _waiting(official) == 0
    page = client.get("/sticks/")
    assert "Đã tải" in page.text
    assert "Chờ mang về" not in page.text


def test_everything_that_waits_comes_in_one_archive_with_lessons(
    official: Session, bundle: Path, stick: Path, tmp_path: Path
) -> None:
    client = _signed_in(make.staff("mai"))
    _publish(tmp_path)
    _bring(client, (bundle.name, bundle.read_bytes()))
    archive = client.get("/sticks/replies/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content)))
    reply, content = packed.namelist()
    assert reply == Carried.objects.get().reply_name
    assert content.startswith("content-")
    packed.extractall(stick)
    carrying = Carrying(official, CLOCK, "test", Content(tmp_path / "pc", tmp_path / "none"))
    trip = carrying.read(stick)
    assert (trip.taken.confirmed, trip.delivered.installed) == (2, ["lessons"])
    assert client.get("/sticks/replies/").status_code == 404, "nothing waits any more"
    # Who has it all gets nothing again, also when files came in a bundle of their own.
    (second,) = carrying.write(stick).paths
    _bring(client, (second.name, second.read_bytes()))
    row = Carried.objects.order_by("-number")[0]
    Carried.objects.filter(pk=row.pk).update(of=2)
    Carried.objects.create(
        **{field: getattr(row, field) for field in ("device", "taken_at", "reply", "replies")},
        reply_name=bundle_format.reply_name(row.device.ident, row.number + 1),
        number=row.number + 1,
        part=2,
        of=2,
    )
    archive = client.get("/sticks/replies/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content)))
    assert not [name for name in packed.namelist() if name.startswith("content-")]
    everything = client.get("/sticks/content/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(everything.streaming_content)))
    assert packed.namelist() == [content]


def _publish(tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "course.json").write_text("{}")
    publishing.publish(
        "lessons", folder, province_keys.load(settings.KEYS), Storage(settings.FILES)
    )


def test_a_later_journey_makes_up_for_an_earlier_one(
    official: Session, bundle: Path, stick: Path
) -> None:
    client = _signed_in(make.staff("mai"))
    _bring(client, (bundle.name, bundle.read_bytes()))
    (second,) = Carrying(official, CLOCK, "test").write(stick).paths
    _bring(client, (second.name, second.read_bytes()))
    assert Carried.objects.count() == 2
    page = client.get("/sticks/")
    assert "Tải 1 gói đang chờ" in page.text
    assert page.text.count("Chờ mang về") == 1


def test_the_card_of_the_province_is_on_the_page_and_on_the_sheets(official: Session) -> None:
    client = _signed_in(make.staff("mai"))
    data = client.get("/sticks/card/08/").content
    mark = card.fingerprint(card.read(data))
    assert mark in client.get("/sticks/").text
    sheets = client.post("/communes/codes/", {"commune": ["00715"]})
    assert mark in sheets.text
    assert client.get("/sticks/card/11/").status_code == 404


def test_twice_is_harmless(official: Session, bundle: Path) -> None:
    client = _signed_in(make.staff("mai"))
    for _ in range(2):
        _bring(client, (bundle.name, bundle.read_bytes()))
    assert Event.objects.count() == 3


def test_another_area_takes_nothing_in(official: Session, bundle: Path) -> None:
    there = make.commune("00721", "Xã Đồng Văn")
    client = _signed_in(make.staff("ban", communes=[there]))
    page = _bring(client, (bundle.name, bundle.read_bytes()))
    assert "thuộc địa bàn của người khác" in page.text
    assert "Lũng Cú" not in page.text
    assert Event.objects.count() == 1


def test_a_reply_is_for_who_sees_the_commune(official: Session, bundle: Path) -> None:
    client = _signed_in(make.staff("mai"))
    _bring(client, (bundle.name, bundle.read_bytes()))
    row = Carried.objects.get()
    there = make.commune("00721", "Xã Đồng Văn")
    other = _signed_in(make.staff("ban", communes=[there]))
    assert other.get(f"/sticks/replies/{row.pk}/").status_code == 404
    assert other.get("/sticks/replies/").status_code == 404
    assert row.reply_name not in other.get("/sticks/").text
    assert Client().get(f"/sticks/replies/{row.pk}/").status_code == 302
    colleague = _signed_in(make.staff("lan"))
    answer = colleague.get(f"/sticks/replies/{row.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"age-encryption.org")


def test_without_a_file_one_is_asked_for(official: Session) -> None:
    client = _signed_in(make.staff("mai"))
    page = client.post("/sticks/", follow=True)
    assert "Hãy chọn từ 1 đến 200 gói" in page.text


def test_an_old_reply_is_forgotten(
    official: Session, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _signed_in(make.staff("mai"))
    _bring(client, (bundle.name, bundle.read_bytes()))
    (kept,) = waiting.of(Carried.objects.get())
    monkeypatch.setattr(waiting, "KEPT_S", -10)
    waiting._forget_old()
    assert not kept.path.exists()
    assert kept.name not in client.get("/sticks/").text
    assert Device.objects.count() == 1


def test_another_site_cannot_bring_a_bundle(official: Session, bundle: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.staff("mai"))
    assert _bring(client, (bundle.name, bundle.read_bytes())).status_code == 403
    assert Event.objects.count() == 1
