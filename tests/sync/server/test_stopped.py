"""Pages that say why there is no page, in words and with the next step."""

import pytest
from django.test import Client

from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(make.staff())
    return client


def test_a_page_that_is_not_there(person: Client) -> None:
    for path in ("/reports/khong-co/", "/khong-co"):
        answer = person.get(path)
        assert answer.status_code == 404
        assert "Không có trang này" in answer.text
    person.cookies["sonca_language"] = "en"
    assert "There is no such page" in person.get("/khong-co").text


def test_a_page_that_was_open_for_too_long(person: Client) -> None:
    answer = person.post("/communes/codes/")
    assert answer.status_code == 403
    assert "Chưa có gì được gửi" in answer.text


def test_a_page_for_administrators(person: Client) -> None:
    answer = person.get("/accounts/accounts/staff/")
    assert answer.status_code == 403
    assert "hãy hỏi người quản trị" in answer.text


def test_a_fault_of_ours(person: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sync.server.console.today.standing.silent", broken)
    answer = person.get("/")
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_a_server_called_by_a_foreign_name() -> None:
    answer = Client(raise_request_exception=False).get("/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert "Yêu cầu không hợp lệ" in answer.text
