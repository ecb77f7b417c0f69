import contextlib
import gzip

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import codes, encoding
from sync.protocol.messages import (
    Event,
    EventKind,
    OfficialAdded,
    Outcome,
    Result,
    SyncRequest,
    SyncResponse,
)


def _event(counter: int, name: str) -> Event:
    body = msgspec.json.encode(OfficialAdded(id="0" * 32, name=name, position="Công chức"))
    return Event(counter, EventKind.OFFICIAL_ADDED, 1_790_000_000_000, "0" * 32, msgspec.Raw(body))


def test_an_event_keeps_its_bytes_and_its_digest_over_the_wire() -> None:
    event = _event(7, "Lò Thị Mai")
    request = SyncRequest(version=1, epoch="ab" * 8, now=0, events=[event])
    for coding in encoding.CODINGS:
        data, used = encoding.encode(request, coding)
        back = encoding.decode(data, SyncRequest, used)
        assert bytes(back.events[0].body) == bytes(event.body)
        assert back.events[0].digest() == event.digest()


def test_the_digest_covers_all_that_an_event_says() -> None:
    event = _event(1, "Lò Thị Mai")
    others = [
        _event(1, "Lò Thị Mây"),
        msgspec.structs.replace(event, at=event.at + 1),
        msgspec.structs.replace(event, kind="read"),
        msgspec.structs.replace(event, official="1" * 32),
    ]
    assert len({event.digest(), *(other.digest() for other in others)}) == 5


def test_nothing_new_fits_in_few_bytes() -> None:
    data, _ = encoding.encode(SyncRequest(version=1, epoch="ab" * 8, now=1_790_000_000_000))
    assert len(data) < 80
    answer, _ = encoding.encode(SyncResponse(version=1, now=1_790_000_000_000, cursor=12))
    assert len(answer) < 80


def test_a_thousand_accepted_events_are_one_result() -> None:
    data = msgspec.json.encode(Result(1, 1000, Outcome.ACCEPTED))
    assert data == b'[1,1000,"ok",""]'


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
def test_a_bomb_is_refused_before_it_unfolds(coding: str) -> None:
    plain = b" " * 50_000_000
    bomb = zstandard.compress(plain) if coding == "zstd" else gzip.compress(plain)
    with pytest.raises(encoding.TooLarge):
        encoding.decode(bomb, SyncRequest, coding, limit=1_000_000)


@given(st.binary(max_size=300), st.sampled_from(["zstd", "gzip", "identity", "br", ""]))
def test_any_bytes_are_a_message_or_a_bad_message(data: bytes, coding: str) -> None:
    with contextlib.suppress(encoding.BadMessage):
        encoding.decode(data, SyncRequest, coding)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, zstd", "zstd"),
        ("gzip, deflate", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("", "identity"),
        ("br", "identity"),
    ],
)
def test_coding_follows_what_the_other_side_accepts(header: str, coding: str) -> None:
    assert encoding.choose_coding(header) == coding


def test_a_code_forgives_how_people_type() -> None:
    code = codes.new_code()
    plain = codes.normalise(code)
    assert codes.normalise(f"  {code.lower().replace('-', ' ')} ") == plain
    assert codes.normalise(plain.replace("0", "o").replace("1", "l")) == plain


def test_a_mistyped_code_is_known_without_asking_the_server() -> None:
    plain = codes.normalise(codes.new_code())
    for place in range(codes.LENGTH - 1):
        wrong = codes.ALPHABET[(codes.ALPHABET.index(plain[place]) + 5) % 32]
        with pytest.raises(codes.MistypedCode):
            codes.normalise(plain[:place] + wrong + plain[place + 1 :])
    for typed in ["", "123", "ĐÂY LÀ MÃ", plain + "0"]:
        with pytest.raises(codes.MistypedCode):
            codes.normalise(typed)
