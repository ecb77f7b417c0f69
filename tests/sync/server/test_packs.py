"""Packs come down over a real socket: signed, only what changed, whole or not at all."""

import io
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from reports import form as forms
from reports.__main__ import main as reports_command
from sync.client.http import HttpCarrier
from sync.client.packs import Library, Updater
from sync.client.problems import CarrierError, LineProblem
from sync.protocol import manifest as manifests
from sync.protocol import signing
from sync.server.console import reading
from sync.server.content.models import FormVersion
from sync.server.exchange import keys as province_keys
from sync.server.exports import answers
from sync.server.files.storage import Storage
from sync.server.packs import publishing
from sync.server.packs.models import Pack
from tests.sync.server import factories


def _quiet(done: int, of: int) -> None:
    assert 0 <= done <= of


@pytest.fixture
def province(
    server_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> province_keys.ProvinceKeys:
    data = Path(server_environment["SONCA_SERVER_DATA"])
    monkeypatch.setattr(settings, "KEYS", data / "keys")
    monkeypatch.setattr(settings, "FILES", data / "files")
    return province_keys.load(settings.KEYS)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "course.json").write_text("{}")
    (folder / "picture").write_bytes(os.urandom(300_000))
    return folder


@pytest.fixture
def carrier(server: Any) -> Any:
    held = factories.token()
    factories.device(held=held)
    carrier = HttpCarrier(server.address, held, proxies={})
    yield carrier
    carrier.close()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def _publish(source: Path, province: Any) -> tuple[Pack, bool]:
    return publishing.publish("lessons", source, province, Storage(settings.FILES))


def _update(carrier: HttpCarrier, library: Library, province: Any) -> int:
    """Bring the library up to date; how many bytes came down."""
    before = carrier.bytes_down
    updater = Updater(carrier, library, province.public)
    assert updater.update(updater.manifest("lessons", 0), _quiet)
    return carrier.bytes_down - before


def test_only_what_changed_travels(
    carrier: HttpCarrier, library: Library, source: Path, province: Any
) -> None:
    _publish(source, province)
    assert _update(carrier, library, province) > 300_000
    installed = library.current("lessons")
    assert installed is not None
    assert (installed / "picture").read_bytes() == (source / "picture").read_bytes()

    (source / "course.json").write_text('{"title": "Bản mới"}')
    _publish(source, province)
    assert _update(carrier, library, province) < 3_000
    installed = library.current("lessons")
    assert installed is not None
    assert (installed / "course.json").read_text() == '{"title": "Bản mới"}'
    before = library.current("lessons").parents[1] / "1" / "lessons"
    assert (before / "course.json").read_text() == "{}"


def test_an_unchanged_folder_is_no_new_version(source: Path, province: Any, db: None) -> None:
    assert _publish(source, province)[1]
    assert not _publish(source, province)[1]
    assert Pack.objects.count() == 1


def test_a_device_is_told_what_is_newer(server: Any, source: Path, province: Any) -> None:
    from sync.protocol.messages import SyncResponse

    held = factories.token()
    factories.device(held=held)
    _publish(source, province)

    def told(have: dict[str, int]) -> dict[str, int]:
        answer = server.sync(factories.exchange(held=have), held)
        packs: dict[str, int] = answer.message(SyncResponse).packs
        return packs

    assert told({}) == {"lessons": 1}
    assert told({"lessons": 1}) == {}


def test_a_cut_download_goes_on_where_it_stopped(
    carrier: HttpCarrier, library: Library, source: Path, province: Any
) -> None:
    _publish(source, province)
    updater = Updater(carrier, library, province.public)
    manifest = updater.manifest("lessons", 0)
    picture = next(file for file in manifest.files if file.path == "picture")
    library.part(picture).write_bytes((source / "picture").read_bytes()[:250_000])
    before = carrier.bytes_down
    assert updater.update(manifest, _quiet)
    assert carrier.bytes_down - before < 60_000


def test_a_part_that_does_not_fit_is_fetched_anew(
    carrier: HttpCarrier, library: Library, source: Path, province: Any
) -> None:
    _publish(source, province)
    updater = Updater(carrier, library, province.public)
    manifest = updater.manifest("lessons", 0)
    picture = next(file for file in manifest.files if file.path == "picture")
    library.part(picture).write_bytes(bytes(250_000))
    with pytest.raises(CarrierError):
        updater.update(manifest, _quiet)
    assert library.current("lessons") is None
    assert updater.update(manifest, _quiet)


def test_a_foreign_or_older_manifest_is_refused(
    carrier: HttpCarrier, library: Library, source: Path, province: Any
) -> None:
    _publish(source, province)
    (source / "course.json").write_text("[]")
    _publish(source, province)
    _update(carrier, library, province)
    stranger = Updater(carrier, library, [signing.public_key(signing.new_seed())])
    with pytest.raises(CarrierError) as foreign:
        stranger.manifest("lessons", 0)
    Pack.objects.filter(sequence=2).delete()
    with pytest.raises(CarrierError) as older:
        Updater(carrier, library, province.public).manifest("lessons", 0)
    reasons = [error.value.params["reason"] for error in (foreign, older)]
    assert reasons == [manifests.Distrust.FOREIGN, manifests.Distrust.OLDER]
    assert foreign.value.problem == LineProblem.UNTRUSTED


def test_a_photo_is_nobody_elses_to_fetch(carrier: HttpCarrier, province: Any) -> None:
    import hashlib

    photo = b"photo of an official"
    digest = hashlib.sha256(photo).hexdigest()
    Storage(settings.FILES).take("0" * 32, iter([photo]), digest)
    into = io.BytesIO()
    assert carrier.fetch(f"/api/v1/blobs/{digest}", {}, into) == 404
    assert into.getvalue() == b""
    assert carrier.fetch("/api/v1/blobs/..%2f..%2fkeys%2fage", {}, io.BytesIO()) == 404


def test_strangers_get_nothing(server: Any, source: Path, province: Any) -> None:
    _publish(source, province)
    assert server.send("/api/v1/packs/lessons", method="GET").status == 401


def test_an_installation_that_is_cut_leaves_the_version_before(
    carrier: HttpCarrier, library: Library, source: Path, province: Any
) -> None:
    _publish(source, province)
    _update(carrier, library, province)
    (source / "course.json").write_text("[1]")
    _publish(source, province)
    updater = Updater(carrier, library, province.public)
    manifest = updater.manifest("lessons", 0)
    # As a power cut leaves it: a half-made folder of the new version.
    half = library.current("lessons")
    assert half is not None
    (half.parents[1] / "2.new" / "lessons").mkdir(parents=True)
    (half.parents[1] / "2.new" / "lessons" / "course.json").write_text("half")
    assert library.held() == {"lessons": 1}
    assert updater.update(manifest, _quiet)
    installed = library.current("lessons")
    assert installed is not None
    assert (installed / "course.json").read_text() == "[1]"


def test_versions_before_the_last_two_are_removed(
    carrier: HttpCarrier, library: Library, source: Path, province: Any, tmp_path: Path
) -> None:
    for number in range(4):
        (source / "course.json").write_text(str(number))
        _publish(source, province)
        _update(carrier, library, province)
    names = {path.name for path in (tmp_path / "library" / "lessons").iterdir()}
    assert names == {"3", "4", "current"}
    blobs = [path for path in (tmp_path / "library" / "blobs").rglob("*") if path.is_file()]
    assert len(blobs) == 3, "the picture and two versions of the index"


def test_what_came_with_the_program_never_travels(
    carrier: HttpCarrier, source: Path, province: Any, tmp_path: Path
) -> None:
    _publish(source, province)
    shipped = tmp_path / "shipped"
    shutil.copytree(source, shipped / "lessons")
    (shipped / "lessons" / "course.json").write_text("older")
    library = Library(tmp_path / "library", shipped)
    assert _update(carrier, library, province) < 3_000
    installed = library.current("lessons")
    assert installed is not None
    assert (installed / "picture").read_bytes() == (source / "picture").read_bytes()
    assert (installed / "course.json").read_text() == "{}"


def test_the_command_publishes_what_is_shipped(
    province: Any, db: None, tmp_path: Path, source: Path
) -> None:
    packs = tmp_path / "packs"
    for name in publishing.NAMES:
        (packs / name).mkdir(parents=True)
        (packs / name / "x.json").write_text(name)
    out = io.StringIO()
    call_command("publish", packs=packs, stdout=out)
    call_command("publish", packs=packs, stdout=out)
    assert "lessons 1" in out.getvalue()
    assert "không đổi" in out.getvalue()
    assert Pack.objects.count() == 2


FORM = """
## settings

| form_id | form_title | version |
|---|---|---|
| ours | Biểu mẫu của tỉnh | 7 |

## survey

| type | name | label |
|---|---|---|
| select_one_from_file list.csv | place | Nơi |
"""


def publish_form(folder: Path, version: str, places: str) -> forms.Form:
    """As an author and the province's operator do it; gives the form."""
    source, packs = folder / "source", folder / "packs"
    (source / "ours-media").mkdir(parents=True, exist_ok=True)
    (source / "ours.md").write_text(FORM.replace("| 7 |", f"| {version} |"))
    (source / "ours-media" / "list.csv").write_text(f"name,label\n{places}\n")
    (packs / "lessons").mkdir(parents=True, exist_ok=True)
    (packs / "lessons" / "x.json").write_text("x")
    assert reports_command(["pack", str(source), "--out", str(packs / "forms")]) == 0
    call_command("publish", packs=packs, stdout=io.StringIO())
    return forms.load((packs / "forms" / "ours.json").read_bytes())


def test_a_form_is_known_here_once_it_is_published(
    province: Any, tmp_path: Path, db: None, capsys: Any
) -> None:
    """With what lies beside it, as ``reports pack`` leaves it."""
    publish_form(tmp_path, "7", "a,Xã A")
    version = FormVersion.objects.get(ident="ours")
    assert version.version == "7"
    pack = Pack.objects.get(name="forms")
    manifest = manifests.unseal(bytes(pack.manifest), province.public, held=0, now=0)
    assert [file.path for file in manifest.files] == ["ours-media/list.csv", "ours.json"]
    assert version.digest == manifest.files[1].sha256


def test_staff_read_the_labels_of_the_list_that_the_report_was_filled_in_with(
    province: Any, tmp_path: Path, db: None, capsys: Any
) -> None:
    def read(form: forms.Form, value: str) -> str:
        (section,) = reading.sections(form, {"place": value}, "vi")
        return section.lines[0].text

    first = publish_form(tmp_path, "1", "a,Xã A")
    second = publish_form(tmp_path, "2", "a,Xã A mới\nb,Xã B")
    assert read(first, "a") == "Xã A"
    exported = answers.Reader(first, "vi")
    assert next(exported.cells(exported.grid().columns, {"place": "a"})) == "Xã A"
    assert read(second, "a") == "Xã A mới"
    assert read(first, "b") == "b"
    assert read(second, "b") == "Xã B"
