"""Each page of the console: its own staff, a colleague of another area, an outsider, nobody."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from sync.server.accounts.models import Staff
from sync.server.console.urls import urlpatterns
from sync.server.devices.models import Device, EnrolmentCode
from sync.server.intake.models import Alarm, Report
from sync.server.review.models import Review
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db

REPORT = "1" * 32
PICTURE = "a" * 64
NAME = "Lò Thị Mai"


@dataclass
class Province:
    """A commune with one of everything that pages show, and the people around it."""

    device: Device
    code: EnrolmentCode
    alarm: Alarm
    people: dict[str, Staff]

    def url(self, name: str) -> str:
        arguments: dict[str, list[object]] = {
            "report": [REPORT],
            "answer": [REPORT],
            "attachment": [REPORT, PICTURE],
            "commune": ["00715"],
            "cancel_code": [self.code.pk],
            "revoke": [self.device.ident],
            "settle": [self.alarm.pk],
        }
        return reverse(f"console:{name}", args=arguments.get(name, []))


@pytest.fixture
def province() -> Province:
    here = make.commune()
    there = make.commune("00721", "Xã Đồng Văn")
    make.commune("03127", "Phường Điện Biên Phủ", "11")
    device = make.device(here)
    make.take_in(device, make.official(1), make.attempt(2), make.incident(3))
    make.take_in(device, make.attempt(2, points=0.1))
    make.enrolment.create_code(here)
    return Province(
        device=device,
        code=EnrolmentCode.objects.get(),
        alarm=Alarm.objects.get(),
        people={
            "owner": make.staff("chu", communes=[here]),
            "whole province": make.staff("ca-tinh"),
            "administrator": make.staff("quan-tri", None, is_superuser=True),
            "colleague": make.staff("ban", communes=[there]),
            "other province": make.staff("tinh-khac", "11"),
            "outsider": make.staff("ngoai", None),
        },
    )


def signed_in(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


LISTS = ["today", "inbox", "communes", "training", "alarms"]
ONES = ["report", "commune"]
DEEDS = ["answer", "codes", "cancel_code", "revoke", "settle"]
INSIDE = ["owner", "whole province", "administrator"]
OUTSIDE = ["colleague", "other province", "outsider"]


def test_no_page_is_left_out() -> None:
    named = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    # Attachments, sticks, publishing, exports, notices and contacts have their own tests.
    others = {"attachment", "sticks", "stick_reply", "stick_replies", "content", "upload"}
    others |= {"stick_refusal", "stick_content", "province_card"}
    others |= {"exports", "export_reports", "export_figures", "export_openrosa"}
    others |= {"notices", "announce", "assign", "withdraw", "accept"}
    others |= {"certificates", "issue_certificates"}
    others |= {"directory", "directory_look", "directory_publish", "directory_download"}
    assert named == {*LISTS, *ONES, *DEEDS, *others}


@pytest.mark.parametrize("name", [*LISTS, *ONES])
@pytest.mark.parametrize("who", INSIDE)
def test_staff_see_their_commune(province: Province, who: str, name: str) -> None:
    answer = signed_in(province.people[who]).get(province.url(name))
    assert answer.status_code == 200
    assert "Xã Lũng Cú" in answer.text


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", OUTSIDE)
def test_lists_show_nothing_of_another_area(province: Province, who: str, name: str) -> None:
    answer = signed_in(province.people[who]).get(province.url(name))
    assert answer.status_code == 200
    for trace in ("Lũng Cú", NAME, REPORT, "00715"):
        assert trace not in answer.text


@pytest.mark.parametrize("name", LISTS)
def test_filters_open_no_way_into_another_area(province: Province, name: str) -> None:
    client = signed_in(province.people["colleague"])
    for query in ("commune=00715", "q=lung", "state=all", "days=0", "show=none", "form=incident"):
        answer = client.get(f"{province.url(name)}?{query}")
        assert answer.status_code == 200
        assert "Lũng Cú" not in answer.text
        assert NAME not in answer.text


@pytest.mark.parametrize("name", ONES)
@pytest.mark.parametrize("who", OUTSIDE)
def test_what_is_not_theirs_is_not_there(province: Province, who: str, name: str) -> None:
    assert signed_in(province.people[who]).get(province.url(name)).status_code == 404


def attempted(province: Province, client: Client, name: str) -> int:
    data = {"commune": "00715", "decision": "accepted", "comment": "Tốt"}
    report = Report.objects.get()
    data |= {"revision": str(report.latest_id), "review": "0"}
    return client.post(province.url(name), data).status_code


def undone(province: Province) -> bool:
    """Whether nothing of what the deeds do has been done."""
    return (
        not Review.objects.exists()
        and EnrolmentCode.objects.count() == 1
        and not EnrolmentCode.objects.filter(cancelled_at__isnull=False).exists()
        and not Device.objects.filter(revoked_at__isnull=False).exists()
        and not Alarm.objects.filter(settled_at__isnull=False).exists()
    )


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("who", INSIDE)
def test_staff_act_in_their_area(province: Province, who: str, name: str) -> None:
    status = attempted(province, signed_in(province.people[who]), name)
    assert status == (200 if name == "codes" else 302)
    assert not undone(province)


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_acts_in_another_area(province: Province, who: str, name: str) -> None:
    status = attempted(province, signed_in(province.people[who]), name)
    assert status == (302 if name == "codes" else 404)
    assert undone(province)


@pytest.mark.parametrize("pattern", urlpatterns, ids=str)
def test_who_has_not_signed_in_is_sent_to_the_door(province: Province, pattern: URLPattern) -> None:
    converters = pattern.pattern.converters
    arguments = {name: 1 if "Int" in type(c).__name__ else "1" for name, c in converters.items()}
    url = reverse(f"console:{pattern.name}", kwargs=arguments)
    for answer in (Client().get(url), Client().post(url)):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))
    assert undone(province)


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_not_done_by_a_link(province: Province, name: str) -> None:
    client = signed_in(province.people["owner"])
    assert client.get(province.url(name)).status_code == 405
    assert undone(province)


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_not_done_by_another_site(province: Province, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(province.people["owner"])
    assert attempted(province, client, name) == 403
    assert undone(province)


def test_an_inactive_account_is_out(province: Province) -> None:
    client = signed_in(province.people["owner"])
    Staff.objects.update(is_active=False)
    assert client.get(province.url("today")).status_code == 302


def test_accounts_are_for_administrators(province: Province) -> None:
    url = reverse("admin:accounts_staff_changelist")
    assert signed_in(province.people["administrator"]).get(url).status_code == 200
    assert signed_in(province.people["owner"]).get(url).status_code == 403
    assert "Tài khoản" not in signed_in(province.people["owner"]).get("/").text


def test_pages_load_nothing_from_elsewhere(province: Province) -> None:
    client = signed_in(province.people["owner"])
    for name in (*LISTS, *ONES):
        answer = client.get(province.url(name))
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*', answer.text) == []
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", LISTS)
def test_longer_lists_take_no_more_queries(
    province: Province, name: str, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(province.people["whole province"])
    with CaptureQueriesContext(connection) as few:
        client.get(province.url(name))
    for n in range(10):
        commune = make.commune(f"008{n:02}", f"Xã Thử {n}")
        make.take_in(make.device(commune), make.attempt(1), make.incident(2, ident=f"{n:032x}"))
    # Reports of a form that is not published here are tried again: one look for its rules each.
    with django_assert_max_num_queries(len(few) + (10 if name == "inbox" else 0)):
        client.get(province.url(name))


def test_the_menu_counts_what_waits_and_shows_no_empty_box(province: Province) -> None:
    badges = re.compile(r'class="sc-badge[^"]*">([^<]*)<')
    assert badges.findall(signed_in(province.people["owner"]).get("/").text) == ["1", "1"]
    assert badges.findall(signed_in(province.people["colleague"]).get("/").text) == []
