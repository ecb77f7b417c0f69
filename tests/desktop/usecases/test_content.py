"""New lessons and forms come with an exchange, and are what the official sees next."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.store import device
from desktop.usecases.content import Content
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.learning import Learning
from desktop.usecases.syncing import Syncing
from sync.protocol import signing
from tests.desktop.usecases.conftest import Pc
from tests.sync.province import Province

SHIPPED = Path(__file__).parents[3] / "build" / "packs"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    made = Province(tmp_path_factory.mktemp("province"))
    made.command("publish", "--packs", str(SHIPPED))
    made.start()
    yield made
    made.stop()


def test_new_content_comes_after_the_messages_and_is_in_use(pc: Pc, province: Province) -> None:
    content = Content(pc.data_dir, pc.packs)
    assert content.home("lessons") == pc.packs
    before = Learning(pc.session, content.home("lessons"), pc.clock).modules()

    Enrolment(pc.session).correct(address=province.address, code=province.codes.pop())
    syncing = Syncing(pc.session, pc.clock, "test", content=content)
    first = syncing.exchange()
    assert first.problem == ""
    assert first.updated == ("forms", "lessons")
    after = Learning(pc.session, content.home("lessons"), pc.clock).modules()
    assert [module.id for module in after] != [module.id for module in before]
    assert len(after) == 3

    again = syncing.exchange()
    assert (again.updated, again.requests) == ((), 1)
    syncing.close()
    # The next start finds it without asking anybody.
    assert Content(pc.data_dir, pc.packs).home("lessons") == content.home("lessons")


def test_a_key_is_replaced_by_what_the_other_signed(pc: Pc, province: Province) -> None:
    Enrolment(pc.session).correct(address=province.address, code=province.new_codes(1)[0])
    content = Content(pc.data_dir, pc.packs)
    syncing = Syncing(pc.session, pc.clock, "test", content=content)
    assert syncing.exchange().updated
    pinned = device.read(pc.session.store).province_keys

    # The first key is lost: the operator takes it away, the second signs its successor in.
    keys = province.folder / "keys"
    (keys / "signing-1").unlink()
    (keys / "signing-1.pub").unlink()
    (keys / "signing-1").write_text(signing.new_seed().hex())
    seconds = (keys / "signing-2").read_text()
    firsts = (keys / "signing-1").read_text()
    (keys / "signing-1").rename(keys / "aside")
    (keys / "signing-1.pub").write_text(signing.public_key(bytes.fromhex(firsts)))
    other = pc.data_dir.parent / "other-packs"
    shutil.copytree(SHIPPED, other)
    (other / "forms" / "note.json").write_text("{}")
    province.command("publish", "--packs", str(other))
    assert syncing.exchange().updated == ("forms",)
    now_pinned = device.read(pc.session.store).province_keys
    assert now_pinned[0] != pinned[0]
    assert now_pinned[1] == pinned[1] == signing.public_key(bytes.fromhex(seconds))
    syncing.close()


def test_a_damaged_marker_falls_back_to_what_was_shipped(pc: Pc) -> None:
    content = Content(pc.data_dir, pc.packs)
    marker = pc.data_dir / "content" / "lessons" / "current"
    marker.parent.mkdir(parents=True)
    for text in ("", "../../..", "7", "\x00"):
        marker.write_text(text)
        assert content.home("lessons") == pc.packs
