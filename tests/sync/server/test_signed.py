"""Staff see who signed a report, when, and what gives reason to ask."""

from collections.abc import Callable

import msgspec
import pytest
from django.test import Client

from reports import form as forms
from reports.submission import SignOff as Told
from reports.submission import Submission
from sync.protocol.messages import Event, ReportSubmitted
from sync.server.devices.models import Device
from sync.server.intake.models import Revision
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db

LEADER = "e" * 32
Page = Callable[[], str]


@pytest.fixture
def device(incident_form: forms.Form) -> Device:
    device = make.device()
    make.take_in(device, make.official(1, "Lò Thị Mai"))
    return device


def sent(told: Told | None, form_hash: str = "d" * 64) -> Event:
    plain = make.incident(2, form_hash=form_hash)
    body = msgspec.json.decode(plain.body, type=ReportSubmitted)
    submission = msgspec.json.decode(bytes(body.submission), type=Submission)
    signed = msgspec.structs.replace(submission, sign_off=told)
    return make.event(
        2, msgspec.structs.replace(body, submission=msgspec.Raw(msgspec.json.encode(signed)))
    )


def told(by: str = LEADER, added_by: str = "Lò Thị Mai", since: str = "2026-01-05") -> Told:
    return Told(
        by=by,
        name="Giàng A Páo",
        at="2026-09-20T15:00:00+07:00",
        position="Chủ tịch",
        since=f"{since}T08:00:00+07:00",
        added_by=added_by,
    )


def signature(by: str = LEADER) -> Event:
    return msgspec.structs.replace(make.signed_off(3), official=by)


@pytest.fixture
def page(device: Device) -> Callable[[], str]:
    """The report's page as staff read it."""
    client = Client()
    client.force_login(make.staff())

    def read() -> str:
        ident = Revision.objects.get().report.ident
        return client.get(f"/reports/{ident}/").content.decode()

    return read


def test_the_leader_and_the_time_are_shown(device: Device, page: Page) -> None:
    make.take_in(device, sent(told()), signature())
    shown = page()
    assert "Giàng A Páo" in shown
    assert "ký lúc" in shown
    assert "Tài khoản người ký lập lúc 08:00 05/01/2026, do Lò Thị Mai thêm." in shown
    assert "mới lập" not in shown
    assert "cũng là người soạn" not in shown


def test_an_account_made_on_the_day_is_doubted(device: Device, page: Page) -> None:
    make.take_in(device, sent(told(since="2026-09-20")), signature())
    assert "mới lập trong vòng 24 giờ" in page()


def test_who_signs_what_they_wrote_is_said(device: Device, page: Page) -> None:
    make.take_in(device, sent(told(by=make.OFFICIAL, added_by="")), signature(make.OFFICIAL))
    shown = page()
    assert "Người ký cũng là người soạn." in shown
    assert "khi cài đặt máy" in shown


def test_a_signature_of_another_than_the_report_names_is_said(device: Device, page: Page) -> None:
    make.take_in(device, sent(told(by="9" * 32)), signature())
    assert "Báo cáo ghi một người ký khác: Giàng A Páo." in page()


def test_a_report_of_an_older_program_has_no_account_to_show(device: Device, page: Page) -> None:
    make.take_in(device, sent(None), signature())
    shown = page()
    assert "Giàng A Páo" in shown
    assert "Tài khoản người ký" not in shown


def test_a_form_that_wants_a_signature_misses_it(
    device: Device, incident_form: forms.Form, page: Page
) -> None:
    form = msgspec.structs.replace(incident_form, style="sign-off")
    make.take_in(device, sent(told(), make.publish(form)))
    assert "chưa nhận được chữ ký" in page()
    make.take_in(device, signature())
    assert "chưa nhận được chữ ký" not in page()
