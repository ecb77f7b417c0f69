"""The console's door."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from sync.server.accounts.tries import MOST_IN_WINDOW, address
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db
DOOR = "/accounts/login/"


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def try_to_enter(password: str, username: str = "tinh", **headers: str) -> int:
    data = {"username": username, "password": password, "next": "/"}
    return Client().post(DOOR, data, **headers).status_code  # type: ignore[arg-type]


def test_the_right_password_opens(client: Client) -> None:
    make.staff(password="mật khẩu đúng")
    answer = client.post(DOOR, {"username": "tinh", "password": "mật khẩu đúng", "next": "/"})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_a_wrong_password_says_so_without_saying_which(client: Client) -> None:
    make.staff(password="mật khẩu đúng")
    said = {
        client.post(DOOR, {"username": name, "password": "sai"}).text.count('role="alert"')
        for name in ("tinh", "không có")
    }
    assert said == {1}


def test_guessing_one_account_is_slowed_down_from_any_address() -> None:
    make.staff(password="mật khẩu đúng")
    for n in range(MOST_IN_WINDOW):
        assert try_to_enter("sai", REMOTE_ADDR=f"10.0.0.{n}") == 200
    assert try_to_enter("mật khẩu đúng", REMOTE_ADDR="10.0.1.1") == 200
    assert "đợi" in Client().post(DOOR, {"username": "TINH", "password": "x"}).text


def test_guessing_many_accounts_is_slowed_down_by_address() -> None:
    make.staff(password="mật khẩu đúng")
    for n in range(MOST_IN_WINDOW):
        try_to_enter("sai", f"người {n}")
    assert try_to_enter("mật khẩu đúng") == 200
    assert try_to_enter("mật khẩu đúng", REMOTE_ADDR="10.0.1.1") == 302


def test_the_right_password_clears_the_count() -> None:
    make.staff(password="mật khẩu đúng")
    for _ in range(3):
        for _ in range(MOST_IN_WINDOW - 1):
            try_to_enter("sai")
        assert try_to_enter("mật khẩu đúng") == 302


@pytest.mark.parametrize(
    ("remote", "forwarded", "caller"),
    [
        ("1.2.3.4", "", "1.2.3.4"),
        ("1.2.3.4", "9.9.9.9", "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("10.0.0.1", "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        ("10.0.0.1", "9.9.9.9, 10.0.0.1", "9.9.9.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("10.0.0.1", "nonsense", "nonsense"),
    ],
)
def test_the_caller_is_whom_a_trusted_proxy_saw(
    settings: Any, remote: str, forwarded: str, caller: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert address(request) == caller
