"""Announcements and assignments: from the console to the PCs, and back when withdrawn."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from reports import form as forms
from sync.protocol import messages
from sync.server.accounts.models import Staff
from sync.server.changes.models import Change
from sync.server.devices.models import Commune, Device
from sync.server.intake.models import Official
from sync.server.notices import sending
from sync.server.notices.models import Announcement, Assignment
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def device() -> Device:
    make.commune("00721", "Xã Đồng Văn")
    return make.device(make.commune())


@pytest.fixture
def client(device: Device) -> Client:
    client = Client()
    client.force_login(make.staff(title="Trưởng phòng"))
    return client


def told(device: Device, kind: type[Any]) -> list[Any]:
    rows = Change.objects.filter(device=device).order_by("pk")
    return [msgspec.json.decode(row.body, type=kind) for row in rows]


def test_an_announcement_reaches_every_pc_there_is_and_that_comes_later(
    client: Client, device: Device
) -> None:
    answer = client.post(
        "/notices/announce/", {"title": "Bảo trì", "text": "18 giờ đến 22 giờ", "whom": "all"}
    )
    assert answer.status_code == 302
    sent = Announcement.objects.get()
    assert sent.communes.count() == 2
    (said,) = told(device, messages.Announcement)
    assert (said.id, said.title, said.text) == (sent.ident, "Bảo trì", "18 giờ đến 22 giờ")
    assert said.by == "Cán bộ tinh, Trưởng phòng"

    assert sending.reached(sent) == (0, 1)
    Device.objects.update(cursor=Change.objects.get().pk)
    assert sending.reached(sent) == (1, 1)
    assert "1/1" in client.get("/notices/").text

    asked = make.asking(make.enrolment.create_code(Commune.objects.get(code="00721")))
    later = make.enrolment.enrol(asked)
    assert told(later, messages.Announcement) == [said]


def test_what_is_withdrawn_is_taken_away_and_not_given_to_new_pcs(
    client: Client, device: Device
) -> None:
    client.post("/notices/announce/", {"title": "Nhầm", "whom": "all"})
    ident = Announcement.objects.get().ident
    for _again in range(2):
        assert client.post(f"/notices/{ident}/withdraw/").status_code in {302, 403}
    assert [said.withdrawn for said in told(device, messages.Announcement)] == [False, True]
    later = make.device(make.commune())
    with transaction.atomic():
        sending.catch_up(later)
    assert told(later, messages.Announcement) == []
    assert "đã thu hồi" in client.get("/notices/").text


def test_what_is_old_is_no_news_to_a_new_pc(client: Client, device: Device) -> None:
    client.post("/notices/announce/", {"title": "Xưa", "whom": "all"})
    Announcement.objects.update(at=timezone.now() - dt.timedelta(days=181))
    later = make.device(make.commune())
    with transaction.atomic():
        sending.catch_up(later)
    assert told(later, messages.Announcement) == []


def test_a_form_is_assigned_to_some_communes_by_a_day(
    client: Client, device: Device, incident_form: forms.Form
) -> None:
    make.publish(incident_form)
    other = make.device(Commune.objects.get(code="00721"))
    due = timezone.localdate() + dt.timedelta(days=7)
    data = {"what": "form:incident", "due": due.isoformat(), "note": "Kịp họp", "whom": "some"}
    assert client.post("/notices/assign/", data | {"commune": ["00715"]}).status_code == 302
    (said,) = told(device, messages.Assignment)
    assert (said.form, said.lesson, said.note, said.officials) == ("incident", "", "Kịp họp", [])
    last = dt.datetime.fromtimestamp((said.due + 1) / 1000, timezone.get_default_timezone())
    assert (last.date(), last.hour) == (due + dt.timedelta(days=1), 0)
    assert told(other, messages.Assignment) == []

    assert "0/1 xã" in client.get("/notices/").text
    make.take_in(device, make.official(1), make.incident(2))
    assert "1/1 xã" in client.get("/notices/").text
    Assignment.objects.update(due=timezone.localdate() - dt.timedelta(days=1))
    assert "quá hạn" not in client.get("/notices/").text


def test_a_lesson_is_assigned_to_officials(
    client: Client, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.server.console import notices

    monkeypatch.setattr(notices, "_lessons", lambda: [("b1", "Bài một")])
    make.take_in(device, make.official(1, "Nguyễn Thị Huyền Trang"))
    page = client.get("/notices/assign/?commune=00715").text
    assert "Nguyễn Thị Huyền Trang" in page
    data = {"what": "lesson:b1", "official": [make.OFFICIAL]}
    assert client.post("/notices/assign/?commune=00715", data).status_code == 302
    (said,) = told(device, messages.Assignment)
    assert (said.lesson, said.officials, said.due) == ("b1", [make.OFFICIAL], 0)
    assert "0/1 người" in client.get("/notices/").text
    make.take_in(device, make.attempt(2, "b1"))
    assert "1/1 người" in client.get("/notices/").text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"what": "form:none"}, "Hãy chọn bài học hoặc biểu mẫu"),
        ({"whom": "some"}, "Hãy chọn ít nhất một xã"),
        ({"due": "2020-01-01"}, "Hạn phải là một ngày từ hôm nay"),
        ({"due": "mai"}, "Hạn phải là một ngày từ hôm nay"),
        ({"note": "a" * 1001}, "Lời nhắn dài quá"),
    ],
)
def test_what_cannot_be_assigned_is_said_and_what_was_typed_is_kept(
    client: Client, device: Device, incident_form: forms.Form, changed: dict[str, str], words: str
) -> None:
    make.publish(incident_form)
    data = {"what": "form:incident", "note": "Giữ lời này", "whom": "all"} | changed
    answer = client.post("/notices/assign/", data)
    assert answer.status_code == 400
    assert words in answer.text
    assert data["note"] in answer.text
    assert not Assignment.objects.exists()


def test_an_announcement_without_a_title_is_not_sent(client: Client, device: Device) -> None:
    answer = client.post("/notices/announce/", {"title": " ", "text": "chữ", "whom": "all"})
    assert (answer.status_code, "Hãy viết tiêu đề" in answer.text) == (400, True)
    assert "chữ" in answer.text
    assert not Announcement.objects.exists()


def test_nobody_sends_to_or_sees_another_area(device: Device, incident_form: forms.Form) -> None:
    make.publish(incident_form)
    make.take_in(device, make.official(1))
    outsider = make.staff("ngoai", communes=[Commune.objects.get(code="00721")])
    client = Client()
    client.force_login(outsider)
    told_all = {"title": "Chào", "whom": "some", "commune": ["00715"]}
    assert client.post("/notices/announce/", told_all).status_code == 400
    assigned = {"what": "form:incident", "whom": "some", "commune": ["00715"]}
    assert client.post("/notices/assign/", assigned).status_code == 400
    # Officials of another commune are not to be had through one's own.
    client.post("/notices/assign/?commune=00715", assigned)
    assert "Lò Thị Mai" not in client.get("/notices/assign/?commune=00715").text
    client.post(
        "/notices/assign/?commune=00721", {"what": "form:incident", "official": [make.OFFICIAL]}
    )
    assert [list(each.officials.all()) for each in Assignment.objects.all()] == [[]]
    assert not Change.objects.filter(device=device).exists()

    owner = make.staff("chu", communes=[make.commune()])
    sent = sending.announce(owner, [make.commune()], "Của xã khác", "")
    assert "Của xã khác" not in client.get("/notices/").text
    assert client.post(f"/notices/{sent.ident}/withdraw/").status_code == 404
    both = sending.announce(owner, list(Commune.objects.all()), "Chung", "")
    assert client.post(f"/notices/{both.ident}/withdraw/").status_code == 403
    assert not Announcement.objects.filter(withdrawn_at__isnull=False).exists()
    assert Official.objects.count() == 1 and Staff.objects.count() == 2
    assert settings.USE_TZ
