import io
import os
import subprocess
import tarfile
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol import bundle, signing
from sync.protocol.bundle import BadBundle, Fault, Head, Part, Source

PROVINCE_KEY = pyrage.x25519.Identity.generate()
SEED = signing.new_seed()
PHOTO = os.urandom(300_000)


def _sources() -> list[Source]:
    return [
        Source.of_bytes(bundle.MESSAGES, "việc gửi lên".encode()),
        Source.of_bytes("files/" + "a" * 64, PHOTO),
        Source.of_bytes("files/" + "b" * 64, b""),
    ]


def _written(sources: list[Source] | None = None, **changes: object) -> bytes:
    sources = _sources() if sources is None else sources
    fields = {
        "format": bundle.FORMAT,
        "sender": "d1",
        "receiver": bundle.PROVINCE,
        "epoch": "ab" * 8,
        "number": 1,
        "created": 0,
        "parts": [source.part for source in sources],
    }
    out = io.BytesIO()
    bundle.write(out, Head(**{**fields, **changes}), sources, SEED, str(PROVINCE_KEY.to_public()))
    return out.getvalue()


def _read(data: bytes, keys: list[str] | None = None, identity: object = None) -> dict[str, bytes]:
    keys = [signing.public_key(SEED)] if keys is None else keys
    with bundle.reading(
        io.BytesIO(data), str(identity or PROVINCE_KEY), (bundle.PROVINCE,), lambda head: keys
    ) as reader:
        return {part.name: b"".join(chunks) for part, chunks in reader.parts()}


def _fault(data: bytes, **how: object) -> Fault:
    with pytest.raises(BadBundle) as caught:
        _read(data, **how)
    return caught.value.fault


def test_what_was_packed_comes_out() -> None:
    parts = _read(_written())
    assert parts["messages"].decode() == "việc gửi lên"
    assert parts["files/" + "a" * 64] == PHOTO
    assert parts["files/" + "b" * 64] == b""


def test_nothing_can_be_read_without_the_key() -> None:
    data = _written()
    assert "việc gửi lên".encode() not in data
    assert _fault(data, identity=pyrage.x25519.Identity.generate()) is Fault.NOT_FOR_US


def test_a_bundle_for_someone_else_is_named() -> None:
    assert _fault(_written(receiver="d2")) is Fault.NOT_FOR_US


def test_an_unknown_or_false_sender_is_refused() -> None:
    assert _fault(_written(), keys=[]) is Fault.UNKNOWN_SENDER
    forger = signing.public_key(signing.new_seed())
    assert _fault(_written(), keys=[forger]) is Fault.ALTERED


def test_a_newer_format_is_told_apart() -> None:
    assert _fault(_written(format=bundle.FORMAT + 1)) is Fault.NEWER_FORMAT


def test_a_part_that_is_not_what_the_head_says_is_refused() -> None:
    true = _sources()
    swapped = [true[0], Source(true[1].part, lambda: io.BytesIO(os.urandom(300_000))), true[2]]
    assert _fault(_written(swapped)) is Fault.ALTERED


def test_a_source_that_shrinks_while_it_is_written_stops_the_writing() -> None:
    part = Part("files/" + "c" * 64, 1000, "0" * 64)
    with pytest.raises(ValueError, match="changed its size"):
        _written([Source(part, lambda: io.BytesIO(b"short"))])


@pytest.mark.parametrize("buffering", [0, -1])
@pytest.mark.parametrize("sources", [_sources(), _sources()[:1]], ids=["large", "small"])
def test_a_full_stick_is_an_error_that_can_be_told_apart(
    buffering: int, sources: list[Source]
) -> None:
    head = Head(bundle.FORMAT, "d1", bundle.PROVINCE, "ab" * 8, 1, 0, [s.part for s in sources])
    with pytest.raises(OSError, match="space"), Path("/dev/full").open("wb", buffering) as stick:
        bundle.write(stick, head, sources, SEED, str(PROVINCE_KEY.to_public()))


def test_a_source_is_closed_when_the_stick_is_full() -> None:
    opened = io.BytesIO(PHOTO)
    source = Source(_sources()[1].part, lambda: opened)
    head = Head(bundle.FORMAT, "d1", bundle.PROVINCE, "ab" * 8, 1, 0, [source.part])
    with pytest.raises(OSError, match="space") as caught, Path("/dev/full").open("wb", 0) as stick:
        bundle.write(stick, head, [source], SEED, str(PROVINCE_KEY.to_public()))
    assert caught.value.errno
    assert opened.closed


def test_the_rest_of_a_part_is_checked_even_when_the_reader_stops_early() -> None:
    true = _sources()
    tail_swapped = Source(true[1].part, lambda: io.BytesIO(PHOTO[:-1] + b"?"))
    data = _written([true[0], tail_swapped, true[2]])
    keys = [signing.public_key(SEED)]
    with (
        pytest.raises(BadBundle),
        bundle.reading(
            io.BytesIO(data), str(PROVINCE_KEY), (bundle.PROVINCE,), lambda head: keys
        ) as reader,
    ):
        for _, chunks in reader.parts():
            next(chunks, None)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_any_flipped_byte_is_noticed(place: int, flip: int) -> None:
    data = bytearray(_written())
    data[place % len(data)] ^= flip
    with pytest.raises(BadBundle):
        _read(bytes(data))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_any_cut_is_noticed(length: int) -> None:
    data = _written()
    with pytest.raises(BadBundle):
        _read(data[: length % len(data)])


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadBundle):
        _read(data)


def test_the_age_and_tar_commands_open_it(tmp_path: Path) -> None:
    key, file = tmp_path / "key", tmp_path / bundle.file_name("d1", 1)
    key.write_text(str(PROVINCE_KEY) + "\n")
    file.write_bytes(_written())
    plain = subprocess.run(
        ["age", "--decrypt", "--identity", str(key), str(file)], check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        assert archive.getnames()[:3] == ["head.json", "head.sig", "messages"]
        photo = archive.extractfile("files/" + "a" * 64)
        assert photo is not None
        assert photo.read() == PHOTO


def test_a_file_that_age_wrote_but_nobody_signed_is_refused(tmp_path: Path) -> None:
    forged = pyrage.encrypt(b"not a tar", [PROVINCE_KEY.to_public()])
    assert _fault(forged) is Fault.NOT_A_BUNDLE


def test_parts_are_spread_so_that_each_volume_fits() -> None:
    sources = [Source(Part(f"files/{i}", 1_500_000_000, ""), io.BytesIO) for i in range(5)]
    spread = bundle.volumes(sources, 4 * 1024**3 - 1)
    assert [len(volume) for volume in spread] == [2, 2, 1]
    assert [len(volume) for volume in bundle.volumes(sources)] == [1] * 5
    assert [source for volume in spread for source in volume] == sources


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=12), st.integers(1, 300))
def test_a_volume_stays_below_its_limit_however_many_may_read_it(
    sizes: list[int], readers: int
) -> None:
    limit = 600_000
    sources = [Source.of_bytes(f"files/{n}", bytes(size)) for n, size in enumerate(sizes)]
    recipients = [str(PROVINCE_KEY.to_public())] * readers
    for volume in bundle.volumes(sources, limit):
        out = io.BytesIO()
        head = Head(1, "d1", "p", "ab" * 8, 1, 0, [source.part for source in volume])
        bundle.write(out, head, volume, SEED, *recipients)
        assert out.tell() < limit
