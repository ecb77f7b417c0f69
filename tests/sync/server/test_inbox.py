"""The inbox: found by any spelling, and many accepted at once, but none unread that matters."""

import pytest
from django.test import Client

from reports import form as forms
from sync.server.devices.models import Device
from sync.server.intake.models import Report
from sync.server.review.models import Review
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(incident_form: forms.Form) -> Device:
    """Three reports that are right, a red one and one with a fault."""
    digest = make.publish(incident_form)
    device = make.device()
    make.take_in(device, make.official(1, "Đặng Thị Ước"))
    for n in (1, 2, 3):
        make.take_in(device, make.incident(n + 1, f"{n:032x}", form_hash=digest, **CALM))
    make.take_in(device, make.incident(8, f"{8:032x}", form_hash=digest))
    make.take_in(device, make.incident(9, f"{9:032x}", form_hash=digest, **CALM | {"pcs": "-5"}))
    return device


CALM: dict[str, str | None] = {
    "alert": "green",
    "kind": "outage",
    "severe": "no",
    "signs_security": "no",
    "systems": "internet",
    "pcs": "1",
}


@pytest.fixture
def client(device: Device) -> Client:
    client = Client()
    client.force_login(make.staff())
    return client


def value(n: int) -> str:
    report = Report.objects.get(ident=f"{n:032x}")
    return f"{report.ident}:{report.latest_id}"


def accepted() -> set[int]:
    return {int(r.ident, 16) for r in Report.objects.filter(state="accepted")}


def test_those_that_were_ticked_are_accepted(client: Client) -> None:
    page = client.get("/reports/").text
    offered = {n for n in (1, 2, 3, 8, 9) if f'value="{value(n)}"' in page}
    assert offered == {1, 2, 3}, "red ones and those with faults must be opened"
    answer = client.post("/reports/accept/", {"report": [value(1), value(3)]}, follow=True)
    assert "Đã chấp nhận 2 báo cáo" in answer.text
    assert accepted() == {1, 3}
    assert Review.objects.count() == 2


def test_what_must_be_read_is_not_accepted_unread(client: Client) -> None:
    sent = [value(1), value(8), value(9), f"{2:032x}:0", "nonsense"]
    answer = client.post("/reports/accept/", {"report": sent}, follow=True)
    assert accepted() == {1}
    assert "4 báo cáo chưa được chấp nhận" in answer.text
    again = client.post("/reports/accept/", {"report": [value(1)]}, follow=True)
    assert "1 báo cáo chưa được chấp nhận" in again.text
    assert Review.objects.count() == 1
    assert "Hãy đánh dấu" in client.post("/reports/accept/", follow=True).text


def test_nobody_accepts_another_areas(device: Device) -> None:
    outsider = Client()
    outsider.force_login(make.staff("ngoai", communes=[make.commune("00721", "Xã Đồng Văn")]))
    outsider.post("/reports/accept/", {"report": [value(1)]})
    assert accepted() == set()


@pytest.mark.parametrize("sought", ["lung cu", "LŨNG", "uoc", "Đặng thị", f"{1:032x}"])
def test_reports_are_found_by_place_person_or_code(client: Client, sought: str) -> None:
    assert f"{1:032x}" in client.get("/reports/", {"q": sought, "state": "all"}).text


@pytest.mark.parametrize("sought", ["dong van", "%", "' OR 1=1 --", "00715"])
def test_nothing_else_is_found(client: Client, sought: str) -> None:
    page = client.get("/reports/", {"q": sought, "state": "all"}).text
    assert "Không có báo cáo nào như vậy" in page
