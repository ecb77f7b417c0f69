"""Content that came by stick is judged as over the line: rollback, freeze, forgery."""

import os
from pathlib import Path

import pyrage
import pytest

from sync.client.delivery import Delivered, Delivery
from sync.client.folder import Identity
from sync.client.packs import Library
from sync.protocol import bundle, manifest, signing
from sync.protocol.bundle import Fault, Head, Source
from sync.protocol.manifest import Distrust, Manifest, PackFile

NOW = 1_790_000_000_000
PROVINCE, SECOND = signing.new_seed(), signing.new_seed()
PC = pyrage.x25519.Identity.generate()
ME = Identity(
    "9f86d081884c7d65",
    signing.new_seed(),
    str(PC),
    str(PC.to_public()),
    (signing.public_key(PROVINCE), signing.public_key(SECOND)),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def _pack(
    sequence: int,
    *texts: str,
    signed_by: bytes = PROVINCE,
    expires: int = NOW + 1,
    keys: tuple[str, ...] = (),
) -> list[Source]:
    blobs = [Source.of_bytes("", text.encode()) for text in texts]
    files = [PackFile(f"f{n}", b.part.sha256, b.part.size) for n, b in enumerate(blobs)]
    made = Manifest("lessons", sequence, NOW, expires, files, list(keys))
    return [
        Source.of_bytes(f"{bundle.PACKS}lessons", manifest.seal(made, signed_by)),
        *(
            Source.of_bytes(f"{bundle.FILES}{b.part.sha256}", text.encode())
            for b, text in zip(blobs, texts, strict=True)
        ),
    ]


def _put(
    stick: Path,
    sources: list[Source],
    edition: str = "aa",
    place: tuple[int, int] = (1, 1),
    *,
    signed_by: bytes = PROVINCE,
    to: str = str(PC.to_public()),
    created: int = NOW,
) -> Path:
    head = Head(
        bundle.FORMAT,
        bundle.PROVINCE,
        bundle.COMMUNES,
        edition,
        place[0],
        created,
        [source.part for source in sources],
        *place,
    )
    path = stick / bundle.content_name(edition, *place)
    with path.open("wb") as out:
        bundle.write(out, head, sources, signed_by, to)
    return path


def _read(library: Library, stick: Path, now: int = NOW) -> Delivered:
    return Delivery(ME, library, now).read(stick)


def test_what_is_newer_is_installed_and_the_version_before_kept(
    library: Library, stick: Path
) -> None:
    _put(stick, _pack(3, "cũ", "chung"))
    assert _read(library, stick).installed == ["lessons"]
    _put(stick, _pack(4, "mới", "chung"), "bb", created=NOW + 1)
    assert _read(library, stick).installed == ["lessons"]
    current = library.current("lessons")
    assert current is not None
    assert (current / "f0").read_text() == "mới"
    previous = current.parent.parent / "3" / "lessons"
    assert (previous / "f0").read_text() == "cũ"
    assert _read(library, stick) == Delivered(), "both still lie there: nothing happens"


def test_of_two_editions_the_newer_is_installed_alone(library: Library, stick: Path) -> None:
    _put(stick, _pack(9, "mới"), "aa", created=NOW + 1)
    _put(stick, _pack(8, "cũ"), "bb")
    assert _read(library, stick).installed == ["lessons"]
    assert library.held() == {"lessons": 9}
    current = library.current("lessons")
    assert current is not None
    assert not (current.parent.parent / "8").exists()


def test_an_older_version_is_never_installed(library: Library, stick: Path) -> None:
    _put(stick, _pack(9, "mới"))
    _read(library, stick)
    _put(stick, _pack(8, "cũ"))
    assert _read(library, stick) == Delivered()
    assert library.held() == {"lessons": 9}


@pytest.mark.parametrize("signer", [signing.new_seed(), ME.seed])
def test_a_manifest_that_the_province_did_not_sign_is_named(
    library: Library, stick: Path, signer: bytes
) -> None:
    _put(stick, _pack(9, "lạ", signed_by=signer))
    delivered = _read(library, stick)
    assert delivered.distrusted == [("lessons", Distrust.FOREIGN)]
    assert library.held() == {}


def test_a_manifest_under_another_packs_name_is_foreign(library: Library, stick: Path) -> None:
    first, *others = _pack(9, "bài")
    with first.open() as stream:
        renamed = Source.of_bytes(f"{bundle.PACKS}forms", stream.read())
    _put(stick, [renamed, *others])
    assert _read(library, stick).distrusted == [("forms", Distrust.FOREIGN)]
    assert library.held() == {}


def test_a_set_past_its_day_is_named(library: Library, stick: Path) -> None:
    _put(stick, _pack(9, "bài", expires=NOW - 1))
    assert _read(library, stick).distrusted == [("lessons", Distrust.EXPIRED)]
    assert library.held() == {}
    assert _read(library, stick, now=NOW - 2).installed == ["lessons"]


def test_a_bundle_that_somebody_else_signed_is_not_read(library: Library, stick: Path) -> None:
    path = _put(stick, _pack(9, "bài"), signed_by=signing.new_seed())
    assert _read(library, stick).refused == [(path.name, Fault.ALTERED)]
    assert library.held() == {}


def test_other_communes_content_is_passed_over_in_silence(library: Library, stick: Path) -> None:
    _put(stick, _pack(9, "bài"), to=str(pyrage.x25519.Identity.generate().to_public()))
    assert _read(library, stick) == Delivered()


def test_the_second_key_signs_too_and_new_keys_are_told(library: Library, stick: Path) -> None:
    fresh = signing.public_key(signing.new_seed())
    _put(stick, _pack(9, "bài", signed_by=SECOND, keys=(fresh,)), signed_by=SECOND)
    delivered = _read(library, stick)
    assert (delivered.installed, delivered.keys) == (["lessons"], [fresh])


def test_parts_may_come_one_by_one_on_several_sticks(library: Library, stick: Path) -> None:
    first, one, two = _pack(9, "một", "hai")
    path = _put(stick, [first, one], place=(1, 2))
    assert _read(library, stick).missing == [(path.name, [2], 2)]
    path.unlink()
    path = _put(stick, [first, two], place=(2, 2))
    delivered = _read(library, stick)
    assert (delivered.installed, delivered.missing) == (["lessons"], [])


def test_files_that_this_pc_should_have_had_are_asked_for(library: Library, stick: Path) -> None:
    first, one, _two = _pack(9, "một", "hai")
    path = _put(stick, [first, one])
    assert _read(library, stick).missing == [(path.name, [], 1)]


@pytest.mark.parametrize("at", range(12))
def test_a_torn_or_altered_bundle_leaves_what_was_installed(
    library: Library, stick: Path, at: int
) -> None:
    _put(stick, _pack(3, "cũ"))
    _read(library, stick)
    path = _put(stick, _pack(4, "mới" * 40_000, "hai" * 9_000), "bb", created=NOW + 1)
    data = bytearray(path.read_bytes())
    if at % 2:
        data[(len(data) * at) // 12] ^= 1
    else:
        del data[(len(data) * at) // 12 :]
    path.write_bytes(data)
    delivered = _read(library, stick)
    assert delivered.installed == []
    assert [name for name, _ in delivered.refused] == [path.name]
    assert library.held() == {"lessons": 3}
    assert not list((stick.parent / "library" / "parts").glob("*"))


def test_a_full_disk_keeps_what_was_installed(
    library: Library, stick: Path, tmp_path: Path
) -> None:
    _put(stick, _pack(3, "cũ"))
    _read(library, stick)
    _put(stick, _pack(4, "mới"), "bb", created=NOW + 1)
    wanted = Source.of_bytes("", "mới".encode()).part.sha256
    (tmp_path / "library" / "parts" / wanted).symlink_to("/dev/full")
    with pytest.raises(OSError, match="space"):
        _read(library, stick)
    assert library.held() == {"lessons": 3}
    assert _read(library, stick).installed == ["lessons"]


def test_content_that_is_here_is_not_read_to_its_end(library: Library, stick: Path) -> None:
    path = _put(stick, _pack(3, *(os.urandom(300_000).hex() for _ in range(5))))
    _read(library, stick)
    came: list[int] = []
    Delivery(ME, library, NOW).read(stick, came.append)
    assert sum(came) < path.stat().st_size / 10
