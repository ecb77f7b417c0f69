"""Bundles brought to the console in a browser, and the replies taken home."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desktop.usecases.carrying import Carrying
from desktop.usecases.people import Session
from sync.server.accounts.models import Staff
from sync.server.devices.models import Device
from sync.server.intake.models import Event
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
    answer = client.get(f"/sticks/replies/{done['reply']}/")
    assert answer["Content-Disposition"] == f'attachment; filename="{done["reply_name"]}"'
    (stick / done["reply_name"]).write_bytes(b"".join(answer.streaming_content))
    taken = Carrying(official, CLOCK, "test").read(stick)
    assert (taken.replies, taken.confirmed) == (1, 2)
    assert _waiting(official) == 0
    archive = client.get("/sticks/replies/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content)))
    assert packed.namelist() == [done["reply_name"]]


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


def test_a_reply_is_for_who_took_the_bundle_in(official: Session, bundle: Path) -> None:
    client = _signed_in(make.staff("mai"))
    _bring(client, (bundle.name, bundle.read_bytes()))
    key = client.session["stick_visit"][0]["reply"]
    other = _signed_in(make.staff("lan"))
    assert other.get(f"/sticks/replies/{key}/").status_code == 404
    assert other.get("/sticks/replies/").status_code == 404
    assert Client().get(f"/sticks/replies/{key}/").status_code == 302


def test_without_a_file_one_is_asked_for(official: Session) -> None:
    client = _signed_in(make.staff("mai"))
    page = client.post("/sticks/", follow=True)
    assert "Hãy chọn từ 1 đến 50 gói" in page.text


def test_an_old_reply_is_forgotten_and_said(
    official: Session, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.server.console import sticks

    client = _signed_in(make.staff("mai"))
    _bring(client, (bundle.name, bundle.read_bytes()))
    monkeypatch.setattr(sticks, "_KEPT_S", -10)
    sticks._forget_old()
    assert "đã hết hạn" in client.get("/sticks/").text
    assert Device.objects.count() == 1


def test_another_site_cannot_bring_a_bundle(official: Session, bundle: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.staff("mai"))
    assert _bring(client, (bundle.name, bundle.read_bytes())).status_code == 403
    assert Event.objects.count() == 1
