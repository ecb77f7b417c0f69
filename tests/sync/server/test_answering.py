"""An answer reaches the device that sent the report, once, and is never written over another."""

import threading
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from reports import form as forms
from sync.protocol.messages import ReportRead, Review, SyncResponse
from sync.server.accounts.models import Staff
from sync.server.changes.models import Change
from sync.server.devices.models import Device
from sync.server.intake.models import Report
from sync.server.review import answering
from sync.server.review.models import Reading
from sync.server.review.models import Review as ReviewRow
from tests.sync.server import factories as make

REPORT = "1" * 32
URL = f"/reports/{REPORT}/"


@pytest.fixture
def token() -> str:
    return make.token()


@pytest.fixture
def device(transactional_db: None, token: str) -> Device:
    device = make.device(held=token)
    make.take_in(device, make.official(1), make.incident(2))
    return device


@pytest.fixture
def person(device: Device) -> Staff:
    return make.staff(title="Sở Khoa học và Công nghệ")


@pytest.fixture
def client(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def newest() -> Report:
    return Report.objects.select_related("latest").get()


def form(**changed: str) -> dict[str, str]:
    """What the page's form posts."""
    latest = newest().latest
    assert latest is not None
    last = latest.reviews.last()
    whole = {"revision": str(latest.pk), "review": str(last.pk if last else 0), "comment": ""}
    return whole | changed


def received(server: Any, token: str) -> list[Any]:
    """What the device gets at its next exchange."""
    answer = server.sync(make.exchange(), token).message(SyncResponse)
    kinds: dict[str, type[Any]] = {"read": ReportRead, "review": Review}
    return [msgspec.json.decode(change.body, type=kinds[change.kind]) for change in answer.changes]


def test_opening_a_report_is_told_to_its_device_once(
    server: Any, device: Device, token: str, client: Client
) -> None:
    for _ in range(2):
        assert client.get(URL).status_code == 200
    (told,) = received(server, token)
    assert (told.report, told.revision) == (REPORT, 1)
    assert Reading.objects.get().by.username == "tinh"


def test_looking_without_opening_is_told_to_nobody(device: Device, client: Client) -> None:
    client.head(URL)
    client.get(reverse("console:inbox"))
    assert not Reading.objects.exists()


def test_a_returned_report_comes_back_with_what_to_mend(
    server: Any, device: Device, token: str, client: Client
) -> None:
    posted = form(
        decision="returned",
        comment="  Ghi rõ số máy.  ",
        **{"field:/data/what/pcs": "Kiểm lại", "field:/data/what/users": " "},
    )
    assert client.post(f"{URL}answer/", posted).status_code == 302
    (told,) = received(server, token)
    assert (told.report, told.revision, told.decision) == (REPORT, 1, "returned")
    assert told.comment == "Ghi rõ số máy."
    assert [(field.ref, field.comment) for field in told.fields] == [("/data/what/pcs", "Kiểm lại")]
    assert told.by == "Cán bộ tinh, Sở Khoa học và Công nghệ"
    assert newest().state == "returned"


def test_an_accepted_report_needs_no_words(
    server: Any, device: Device, token: str, client: Client
) -> None:
    client.post(f"{URL}answer/", form(decision="accepted"))
    assert [told.decision for told in received(server, token)] == ["accepted"]
    assert newest().state == "accepted"


@pytest.mark.parametrize(
    "changed",
    [
        {"decision": "returned"},
        {"decision": "returned", "comment": "  "},
        {"decision": "maybe"},
        {},
        {"decision": "accepted", "revision": "x"},
    ],
)
def test_an_answer_that_says_nothing_is_not_sent(
    device: Device, client: Client, changed: dict[str, str]
) -> None:
    answer = client.post(f"{URL}answer/", form(**changed))
    assert answer.status_code == 400
    assert not ReviewRow.objects.exists()
    assert newest().state == "waiting"


def test_what_was_typed_stays_when_it_cannot_be_sent(device: Device, client: Client) -> None:
    posted = form(comment="Ý kiến đang viết", **{"field:/data/x": "Góp ý đang viết"})
    make.take_in(device, make.incident(3, revision=2, pcs="5"))
    answer = client.post(f"{URL}answer/", posted | {"decision": "accepted"})
    assert answer.status_code == 409
    assert "Ý kiến đang viết" in answer.text
    assert not ReviewRow.objects.exists()


def test_a_second_answer_does_not_cover_the_first(device: Device, client: Client) -> None:
    posted = form(decision="accepted")
    assert client.post(f"{URL}answer/", posted).status_code == 302
    assert client.post(f"{URL}answer/", posted | {"decision": "returned", "comment": "Sai"})
    assert newest().state == "accepted"


def test_a_mind_can_be_changed_knowingly(
    server: Any, device: Device, token: str, client: Client
) -> None:
    client.post(f"{URL}answer/", form(decision="accepted"))
    client.post(f"{URL}answer/", form(decision="returned", comment="Xem lại"))
    assert [told.decision for told in received(server, token)] == ["accepted", "returned"]
    assert newest().state == "returned"


def test_a_new_revision_waits_and_shows_what_has_changed(
    server: Any, device: Device, client: Client
) -> None:
    client.post(f"{URL}answer/", form(decision="returned", comment="Sai số máy"))
    make.take_in(device, make.incident(3, revision=2, pcs="5"))
    page = client.get(URL).text
    assert newest().state == "waiting"
    assert "đã sửa" in page
    assert "Trước: 3" in page
    first = newest().revisions.get(number=1)
    assert "Sai số máy" in client.get(f"{URL}?revision={first.pk}").text
    assert client.get(f"{URL}?revision=999999").status_code == 404


def test_two_who_answer_at_once_leave_one_answer(device: Device, person: Staff) -> None:
    report = newest()
    assert report.latest is not None
    seen = (report.latest.pk, 0)
    start = threading.Barrier(4)
    outcomes: list[str] = []

    def answer() -> None:
        start.wait()
        try:
            answering.answer(report, person, "accepted", "", [], seen=seen)
            outcomes.append("answered")
        except answering.Overtaken:
            outcomes.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["answered"] + ["overtaken"] * 3
    assert Change.objects.filter(kind="review").count() == 1


def test_an_answer_that_was_taken_away_is_still_seen(
    device: Device, client: Client, incident_form: forms.Form
) -> None:
    digest = make.publish(incident_form)
    make.take_in(device, make.incident(21, "7" * 32, form_hash=digest, pcs="3"))
    make.take_in(device, make.incident(22, "7" * 32, revision=2, form_hash=digest, pcs=None))
    page = client.get(f"/reports/{'7' * 32}/").text
    gone = page.partition("Không còn ở bản này")[2]
    assert "Số máy bị ảnh hưởng" in gone
    assert "Trước: 3" in gone
    assert "Không còn ở bản này" not in client.get(f"/reports/{'7' * 32}/?revision=1").text
