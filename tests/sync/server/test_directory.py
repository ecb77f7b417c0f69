"""Whom to call: a province's list is looked through, published, and used by officials."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from desktop.usecases.calling import PACK, Calling
from desktop.usecases.content import Content
from sync.client.http import HttpCarrier
from sync.server.exchange import keys as province_keys
from sync.server.packs.models import Pack
from tests.sync.server import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for name in ("lessons", "forms"):
        (tmp_path / "packs" / name).mkdir(parents=True)
        (tmp_path / "packs" / name / "file").write_text(name)
    return tmp_path / "packs"


@pytest.fixture
def province(
    server_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> province_keys.ProvinceKeys:
    data = Path(server_environment["SONCA_SERVER_DATA"])
    monkeypatch.setattr(settings, "KEYS", data / "keys")
    monkeypatch.setattr(settings, "FILES", data / "files")
    return province_keys.load(settings.KEYS)


def publish(packs: Path, contacts: str | None) -> str:
    if contacts is not None:
        (packs / "directory").mkdir(exist_ok=True)
        (packs / "directory" / "contacts.csv").write_text(contacts, encoding="utf-8")
    out = StringIO()
    call_command("publish", packs=packs, stdout=out)
    return out.getvalue()


def test_a_province_may_have_none(packs: Path, province: province_keys.ProvinceKeys) -> None:
    assert "directory" not in publish(packs, None)
    assert set(Pack.objects.values_list("name", flat=True)) == {"lessons", "forms"}


@pytest.mark.parametrize(
    ("contacts", "words"),
    [
        ("unit,phone\nA,ask\n", "dòng / row 2: số điện thoại “ask” không đúng"),
        ("unit,phone\n,000\n", "thiếu tên đơn vị"),
        ("unit\nA\n", "thiếu cột “điện thoại”"),
        ("unit,phone\n", "chưa có dòng nào"),
    ],
)
def test_a_wrong_line_is_found_before_anybody_needs_it(
    packs: Path, province: province_keys.ProvinceKeys, contacts: str, words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        publish(packs, contacts)
    assert not Pack.objects.filter(name="directory").exists()


def test_it_comes_down_and_is_used(
    packs: Path,
    province: province_keys.ProvinceKeys,
    server: object,
    tmp_path: Path,
) -> None:
    publish(packs, "topics,unit,phone\nincident,Đầu mối thử,0000 000 001\n")
    held = factories.token()
    factories.device(held=held)
    content = Content(tmp_path / "pc", tmp_path / "shipped")
    assert Calling(content.home(PACK)).contacts("incident") == ()
    carrier = HttpCarrier(server.address, held, proxies={})  # type: ignore[attr-defined]
    try:
        content.update(carrier, {"directory": 1}, province.public, 0)
    finally:
        carrier.close()
    (contact,) = Calling(content.home(PACK)).contacts("incident")
    assert (contact.unit, contact.phone) == ("Đầu mối thử", "0000 000 001")
