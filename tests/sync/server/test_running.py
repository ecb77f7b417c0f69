"""Settings by environment, and the commands that an operator runs."""

import json
import os
import re
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from sync.protocol import codes
from sync.server import database_url, secret_key
from sync.server.accounts import area
from sync.server.accounts.models import Staff
from sync.server.devices import places
from sync.server.devices.models import Commune, EnrolmentCode, Province
from tests.sync.server import factories as make

ROOT = Path(__file__).parents[3]


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue().strip()


def setting(expression: str, data: Path, **environment: str) -> str:
    """An expression over the settings in a fresh process with this environment alone."""
    code = f"from django.conf import settings; print(({expression}))"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept
        | {"DJANGO_SETTINGS_MODULE": "sync.server.settings", "SONCA_SERVER_DATA": str(data)}
        | environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def test_without_any_environment_it_is_sqlite_for_this_computer_only(tmp_path: Path) -> None:
    shown = setting(
        "settings.DEBUG, settings.ALLOWED_HOSTS, settings.DATABASES['default']['NAME']", tmp_path
    )
    assert shown == (
        "(False, ['localhost', '127.0.0.1', '[::1]'], " + repr(tmp_path / "province.sqlite3") + ")"
    )
    assert list(tmp_path.iterdir()) == []


def test_https_makes_cookies_and_headers_strict(tmp_path: Path) -> None:
    shown = setting(
        "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, "
        "settings.SECURE_HSTS_SECONDS > 0, settings.CSRF_TRUSTED_ORIGINS",
        tmp_path,
        SONCA_HTTPS="1",
        ALLOWED_HOSTS="sonca.example, .xa.example",
    )
    assert shown == "(True, True, True, ['https://sonca.example', 'https://*.xa.example'])"


def test_a_given_secret_key_is_used_and_not_written_down(tmp_path: Path) -> None:
    shown = setting(
        "settings.SECRET_KEY, settings.SECRET_KEY_IS_OURS", tmp_path, SECRET_KEY="given"
    )
    assert shown == "('given', False)"


def test_the_secret_key_is_drawn_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = secret_key.keep(tmp_path / "data", "first")
    assert (first, secret_key.keep(tmp_path / "data", "second")) == ("first", "first")
    assert secret_key.kept(tmp_path / "data") == "first"
    mode = (tmp_path / "data" / secret_key.FILE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://sonca:m%40t@db.tinh:5433/tinh?sslmode=require",
            {
                "NAME": "tinh",
                "USER": "sonca",
                "PASSWORD": "m@t",
                "HOST": "db.tinh",
                "PORT": "5433",
                "OPTIONS": {"prepare_threshold": 5, "sslmode": "require"},
            },
        ),
        (
            "postgres:///tinh?host=/run/postgresql&user=sonca",
            {"NAME": "tinh", "USER": "sonca", "HOST": "/run/postgresql", "PORT": ""},
        ),
        ("sqlite:////var/lib/sonca/p.sqlite3", {"NAME": Path("/var/lib/sonca/p.sqlite3")}),
    ],
)
def test_a_database_url_is_understood(url: str, expected: dict[str, object]) -> None:
    assert database_url.database(url).items() >= expected.items()


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host/", "sqlite://", "nonsense"])
def test_a_wrong_database_url_is_refused(url: str) -> None:
    with pytest.raises(database_url.BadDatabaseUrl):
        database_url.database(url)


@pytest.mark.django_db
def test_places_are_loaded_once_and_brought_up_to_date() -> None:
    assert places.load() == 34 + 3321
    assert places.load() == 0
    assert (Province.objects.count(), Commune.objects.count()) == (34, 3321)
    Commune.objects.filter(code="00715").update(name="Xã Cũ")
    assert places.load() == 1
    assert Commune.objects.get(code="00715").name == "Xã Lũng Cú"
    assert Commune.objects.filter(folded="xa dong van").exists()


def test_communes_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    names = ["Ăn", "An", "Ân", "Ba", "Bà", "Bá", "Bạ", "Đa", "Da", "Dạ", "Y", "Ê", "E", "Ô", "Ơ"]
    assert sorted(names, key=places.vietnamese_key) == [
        *("An", "Ăn", "Ân", "Ba", "Bà", "Bá", "Bạ", "Da", "Dạ", "Đa", "E", "Ê", "Ô", "Ơ", "Y"),
    ]


@pytest.mark.django_db
def test_the_demo_province_can_be_entered_and_enrolled_to() -> None:
    demo = json.loads(told("demo", "--json"))
    client = Client()
    assert client.login(**demo["staff"])
    assert "Hôm nay" in client.get("/").text
    assert len(demo["communes"]) == 5
    for commune in demo["communes"]:
        digest = make.enrolment.code_digest(codes.normalise(commune["enrolment_code"]))
        assert EnrolmentCode.objects.get(digest=digest).commune.name == commune["name"]
    again = json.loads(told("demo", "--json"))
    assert again["staff"]["password"] != demo["staff"]["password"]
    assert not Client().login(**demo["staff"])


@pytest.mark.django_db
def test_a_code_for_a_commune() -> None:
    places.load()
    codes.normalise(told("enrolment_code", "00715"))
    assert EnrolmentCode.objects.get().commune_id == "00715"
    with pytest.raises(CommandError, match="99999"):
        told("enrolment_code", "99999")


@pytest.mark.django_db
def test_accounts_from_the_command_line() -> None:
    password = told("createstaff", "mai", "Lò Thị Mai", "--communes", "00715", "00721")
    assert Client().login(username="mai", password=password)
    mai = Staff.objects.get(username="mai")
    assert set(area.communes(mai).values_list("code", flat=True)) == {"00715", "00721"}
    told("createstaff", "ca-tinh", "Cả tỉnh", "--province", "08")
    assert area.communes(Staff.objects.get(username="ca-tinh")).count() > 100
    told("createstaff", "quan-tri", "Quản trị", "--administrator")
    assert area.communes(Staff.objects.get(username="quan-tri")).count() == 3321
    for wrong in (["mai", "Trùng", "--province", "08"], ["b", "B", "--province", "99"]):
        with pytest.raises(CommandError):
            told("createstaff", *wrong)


@pytest.mark.django_db
def test_the_schema_is_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_setting_and_command_is_in_the_operators_guide() -> None:
    server = ROOT / "sync" / "server"
    guide = (ROOT / "docs" / "guides" / "operator.md").read_text(encoding="utf-8")
    settings = re.findall(
        r'environ(?:\.get\(|\[)"(\w+)"|_(?:names|megabytes)\("(\w+)"',
        (server / "settings.py").read_text(),
    )
    commands = [
        path.stem for path in server.glob("**/management/commands/*.py") if path.stem != "__init__"
    ]
    assert len(commands) >= 6
    named = {one or other for one, other in settings} | set(commands)
    assert [name for name in sorted(named) if f"`{name}" not in guide] == []
