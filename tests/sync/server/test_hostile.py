"""What a commune, a file or a colleague can type never becomes a part of a page."""

import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from lessons import pack
from reports.xlsform import compile_form
from sync.protocol import messages
from sync.server.accounts.models import Staff
from sync.server.console.urls import urlpatterns
from sync.server.devices.models import Commune, Device
from sync.server.exchange import keys
from sync.server.files.storage import Storage
from sync.server.notices import sending
from sync.server.packs import uploads
from sync.server.packs.models import Pack
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db

EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{ 7|add:7 }}"
MARKS = ("<img src=x", "<script>alert", '"><script', "14</")
REPORT = "1" * 32
FORM = f"""
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | select_one list | pick | {EVIL.replace("|", "")} |
| | text | words | Chữ |
| | image | photo | Ảnh |
| | begin_repeat | rep | {EVIL.replace("|", "")} |
| | text | inner | Trong |
| | end_repeat | | |

| choices | | | |
|---|---|---|---|
| | list_name | name | label |
| | list | a | {EVIL.replace("|", "")} |

| settings | | |
|---|---|---|
| | form_id | form_title |
| | evil | {EVIL.replace("|", "")} |
"""


@pytest.fixture
def client(settings: Any, tmp_path: Path) -> Client:
    """An administrator in a province where everything that can be typed is hostile."""
    settings.FILES, settings.KEYS = tmp_path / "files", tmp_path / "keys"
    compiled = compile_form(FORM.encode(), "evil.md").form
    assert compiled is not None
    digest = make.publish(compiled)
    here = make.commune()
    Commune.objects.update(name=EVIL[:60], folded="xa")
    device = make.device(here)
    Device.objects.update(name=EVIL[:80], app_version=EVIL[:40])
    named = messages.OfficialAdded(id=make.OFFICIAL, name=EVIL, position=EVIL, phone=EVIL)
    make.take_in(device, make.event(1, named), make.attempt(2, lesson=EVIL))
    for counter, revision in ((3, 1), (4, 2)):
        make.take_in(device, sent(counter, digest, revision), make.signed_off(counter + 10))
    # An alarm with a hostile body, and one of a kind that nobody knows.
    make.take_in(device, make.event(2, named), make.event(9, named, kind=EVIL[:30]))
    signed = messages.SignedOff(report=REPORT, revision=2, leader=EVIL)
    make.take_in(device, make.event(20, signed))
    person = make.staff("quan-tri", full_name=EVIL[:120], title=EVIL[:120], is_superuser=True)
    sending.announce(person, [here], EVIL[:120], EVIL)
    sending.assign(person, [here], lesson=EVIL[:120], note=EVIL)
    client = Client()
    client.force_login(person)
    return client


def sent(counter: int, digest: str, revision: int) -> messages.Event:
    values = {
        "pick": "a",
        "words": EVIL + str(revision),
        "photo": EVIL,
        "rep": [{"inner": EVIL, EVIL: EVIL}],
        "instanceName": EVIL,
        EVIL: EVIL,
    }
    submission = msgspec.json.decode(make.submission(values, digest))
    submission["attachments"] = [{"name": EVIL, "sha256": "a" * 64, "type": EVIL}]
    body = messages.ReportSubmitted(
        report=REPORT,
        form="evil",
        form_hash=digest,
        submission=msgspec.Raw(msgspec.json.encode(submission)),
        revision=revision,
    )
    return make.event(counter, body)


class Parsed(HTMLParser):
    """What a browser would run or load of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.handlers: list[str] = []
        self.pictures: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.pictures += [value or "" for name, value in attrs if name == "src" and value == "x"]


def addresses() -> list[str]:
    """Every page that needs no more than what is here, with hostile filters too."""
    filled = {"ident": REPORT, "code": "00715"}
    found = []
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        needed = set(pattern.pattern.converters)
        if needed <= filled.keys():
            url = reverse(f"console:{pattern.name}", kwargs={n: filled[n] for n in needed})
            found += [
                url,
                f"{url}?q=%22%3E%3Cscript%3Ealert(2)&code=%3Cimg%20src=x&lesson=%3Cimg%20src=x",
            ]
    return [*found, "/reports/?state=all", "/certificates/?code=%3Cscript%3Ealert(2)"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_that_was_typed_is_markup(client: Client, language: str) -> None:
    client.cookies["sonca_language"] = language
    looked_at = 0
    for address in addresses():
        answer = client.get(address)
        if answer.streaming:
            assert b"".join(answer.streaming_content)
            continue
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        looked_at += 1
        for mark in MARKS:
            assert mark not in answer.text, address
        parsed = Parsed(answer.text)
        assert parsed.handlers == [], address
        assert parsed.pictures == [], address
    assert looked_at > 25


def test_what_comes_back_after_a_mistake_is_no_markup(client: Client) -> None:
    for address, data in (
        (f"/reports/{REPORT}/answer/", {"comment": EVIL, "field:/data/words": EVIL}),
        ("/notices/announce/", {"title": "", "text": EVIL, "whom": "all"}),
        ("/notices/assign/", {"what": EVIL[:100], "note": EVIL, "due": EVIL}),
    ):
        answer = client.post(address, data)
        assert answer.status_code == 400
        assert EVIL[:12] not in answer.text
        assert "&lt;img src=x" in answer.text


def test_a_files_name_cannot_write_headers(settings: Any, tmp_path: Path) -> None:
    from tests.sync.server.test_attachments import DIGEST, arrive

    settings.FILES = tmp_path
    device = make.device()
    arrive(device, tmp_path, media_type="text/html")
    submission = {
        "values": {"photo": "x"},
        "attachments": [{"name": 'a"\r\nSet-Cookie: x=1\r\n.html', "sha256": DIGEST}],
    }
    body = messages.ReportSubmitted(
        report=REPORT,
        form="incident",
        form_hash="d" * 64,
        submission=msgspec.Raw(msgspec.json.encode(submission)),
    )
    make.take_in(device, make.event(1, body))
    client = Client()
    client.force_login(make.staff())
    answer = client.get(f"/reports/{REPORT}/files/{DIGEST}/")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/accounts/staff/",
        "/accounts/accounts/staff/add/",
        "/accounts/devices/commune/",
        "/accounts/autocomplete/?app_label=accounts&model_name=staff&field_name=communes&term=x",
    ],
)
def test_what_is_for_administrators_tells_others_nothing(address: str) -> None:
    make.commune("00721", "Xã Đồng Văn")
    client = Client()
    client.force_login(make.staff("chu", communes=[make.commune()]))
    answer = client.get(address)
    assert answer.status_code in {403, 404}
    assert "Đồng Văn" not in answer.text


def test_nobody_makes_themselves_an_administrator() -> None:
    person = make.staff("chu")
    client = Client()
    client.force_login(person)
    client.post(f"/accounts/accounts/staff/{person.pk}/change/", {"is_superuser": "on"})
    client.post("/accounts/accounts/staff/add/", {"username": "moi", "is_superuser": "on"})
    assert not Staff.objects.filter(is_superuser=True).exists()
    assert Staff.objects.count() == 1


def test_a_forms_label_is_shown_as_it_is_typed(client: Client) -> None:
    text = client.get(f"/reports/{REPORT}/").text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def hostile_pack(folder: Path, name: str) -> bytes:
    """A pack whose index names a file outside of it, which is there and has the right hash."""
    from tests.sync.server.test_publishing import packed

    whole, made = io.BytesIO(packed(folder, "b1")), io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(made, "w") as target:
        for each in source.namelist():
            octets = source.read(each)
            if each == pack.INDEX:
                index = msgspec.json.decode(octets)
                index["images"] = [name]
                octets = msgspec.json.encode(index)
            target.writestr(each, octets)
        target.writestr(name, b"x" * 100)
    return made.getvalue()


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "..\\evil", "a/../../evil"])
def test_a_pack_leads_nowhere_else(settings: Any, tmp_path: Path, name: str) -> None:
    settings.FILES, settings.KEYS = tmp_path / "files", tmp_path / "keys"
    octets = hostile_pack(tmp_path, name)
    with pytest.raises(uploads.NotAPack):
        uploads.publish(
            [octets], keys.load(settings.KEYS), Storage(settings.FILES), make.staff(), drop=True
        )
    assert not Pack.objects.exists()
    assert not list(tmp_path.rglob("evil"))


def test_a_pack_that_swells_is_not_unpacked(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.KEYS = tmp_path / "files", tmp_path / "keys"
    settings.FILE_LARGEST = 2**20
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(pack.INDEX, bytes(8 * 2**20))
    assert len(made.getvalue()) < 2**16
    with pytest.raises(uploads.TooLarge):
        uploads.publish(
            [made.getvalue()],
            keys.load(settings.KEYS),
            Storage(settings.FILES),
            make.staff(),
            drop=True,
        )
