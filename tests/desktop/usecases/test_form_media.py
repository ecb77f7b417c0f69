"""What lies beside a form comes with it, and stays with the reports that were begun with it."""

import shutil
from pathlib import Path

import pytest

from desktop.store import attempts, form_media, views
from desktop.usecases.content import Content
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.reporting import Reporting
from desktop.usecases.syncing import Syncing
from reports.__main__ import main
from tests.sync.province import Province

FORM = """
## settings

| form_id | form_title | default_language | version |
|---|---|---|---|
| places | Nơi | Tiếng Việt (vi) | {version} |

## survey

| type | name | label::Tiếng Việt (vi) | image::Tiếng Việt (vi) | required |
|---|---|---|---|---|
| select_one_from_file list.csv | place | Nơi {version} | map.png | yes |
"""
PLACE = "/data/place"


def write(folder: Path, version: int, places: str, picture: bytes) -> None:
    """The sources of a form, as an author has them."""
    media = folder / "noi-media"
    media.mkdir(parents=True, exist_ok=True)
    (folder / "noi.md").write_text(FORM.format(version=version))
    (media / "list.csv").write_text(f"name,label\n{places}\n")
    (media / "map.png").write_bytes(picture)


def install(pc, version: int, places: str, picture: bytes) -> Reporting:
    source = pc.packs.parent / "source"
    write(source, version, places, picture)
    assert main(["pack", str(source), "--out", str(pc.packs / "forms")]) == 0
    return Reporting(pc.session, pc.packs, pc.clock)


def offered(draft) -> list[str]:
    return [choice.label for choice in draft.session.choices(PLACE)]


@pytest.fixture
def draft(pc):
    """Begun with version 1, while version 2 with other files beside it came."""
    report = install(pc, 1, "a,Xã A", b"old map").new_draft("places").report
    return install(pc, 2, "b,Xã B", b"new map").open_draft(report)


def test_a_draft_keeps_the_files_that_its_form_had(pc, draft):
    assert draft.form.version == "1"
    assert offered(draft) == ["Xã A"]
    assert draft.session.file("map.png") == b"old map"
    fresh = Reporting(pc.session, pc.packs, pc.clock).new_draft("places")
    assert offered(fresh) == ["Xã B"]
    assert fresh.session.file("map.png") == b"new map"


def test_files_may_change_without_the_form(pc):
    report = install(pc, 1, "a,Xã A", b"old map").new_draft("places").report
    after = install(pc, 1, "a,Xã A mới", b"new map")
    assert offered(after.open_draft(report)) == ["Xã A"]
    assert offered(after.new_draft("places")) == ["Xã A mới"]


def test_a_draft_on_the_screen_outlives_the_folder(pc):
    draft = install(pc, 1, "a,Xã A", b"old map").new_draft("places")
    shutil.rmtree(pc.packs / "forms" / "places-media")
    assert draft.session.file("map.png") == b"old map"


def test_a_moved_draft_has_the_files_of_its_new_version(pc, draft):
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    move = reporting.move(draft)
    assert move is not None
    assert move.session.file("map.png") == b"new map"
    assert draft.session.file("map.png") == b"old map"
    moved = reporting.take_move(draft, move)
    install(pc, 3, "c,Xã C", b"newest map")
    assert moved.session.file("map.png") == b"new map"
    assert offered(reporting.open_draft(draft.report)) == ["Xã B"]


def test_a_sent_report_is_read_with_its_own_list(pc, draft):
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    draft.answer(PLACE, "a")
    reporting.submit(draft.report)
    sent = reporting.submitted(draft.report, 1)
    assert [choice.label for choice in sent.choices(PLACE)] == ["Xã A"]


def test_what_nobody_needs_is_forgotten(pc, draft):
    store = pc.session.store
    kept = install(pc, 2, "b,Xã B", b"new map").new_draft("places")

    def tidied() -> int:
        with store.write() as database:
            attempts.delete(database, "none")
        return int(store.value("SELECT count(*) FROM contents"))

    assert tidied() == 6
    Reporting(pc.session, pc.packs, pc.clock).delete_draft(draft.report)
    assert not form_media.is_kept(store, draft.report)
    assert tidied() == 3
    assert kept.session.file("map.png") == b"new map"


def test_what_was_sent_keeps_its_files_when_a_later_draft_goes(pc, draft):
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    draft.answer(PLACE, "a")
    reporting.submit(draft.report)
    reporting.delete_draft(draft.report)
    assert len(views.reports(pc.session.store)) == 1
    assert form_media.read(pc.session.store, draft.report, "map.png") == b"old map"


def test_files_come_down_with_their_form_and_only_those_that_changed(
    pc, tmp_path_factory: pytest.TempPathFactory
):
    """An author packs, the province publishes, a real server hands out, a draft stays."""
    folder = tmp_path_factory.mktemp("published")
    packs, source = folder / "packs", folder / "source"
    shutil.copytree(pc.packs / "lessons", packs / "lessons")
    picture = bytes(range(256)) * 400
    province = Province(folder / "province")
    content = Content(pc.data_dir, pc.packs)

    def publish(version: int, places: str) -> None:
        write(source, version, places, picture)
        assert main(["pack", str(source), "--out", str(packs / "forms")]) == 0
        province.command("publish", "--packs", str(packs))

    publish(1, "a,Xã A")
    province.start()
    try:
        Enrolment(pc.session).correct(address=province.address, code=province.codes.pop())
        came: list[tuple[int, int]] = []
        syncing = Syncing(pc.session, pc.clock, "test", content=content)
        assert "forms" in syncing.exchange().updated
        draft = Reporting(pc.session, content.home("forms"), pc.clock).new_draft("places")
        for version in (2, 3):
            came.clear()
            publish(version, f"b,Xã B{version}")
            told = syncing.exchange(lambda done, of: came.append((done, of)))
            assert told.updated == ("forms",)
            assert came and came[-1][1] < len(picture)
        syncing.close()
    finally:
        province.stop()
    # The library keeps two versions: of the first nothing is left on the disk.
    reporting = Reporting(pc.session, content.home("forms"), pc.clock)
    assert offered(reporting.new_draft("places")) == ["Xã B3"]
    for kept in (draft, reporting.open_draft(draft.report)):
        assert offered(kept) == ["Xã A"]
        assert kept.session.file("map.png") == picture
