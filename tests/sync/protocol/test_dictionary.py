"""The trained dictionaries: never required, never changed, and nothing private in them."""

import hashlib
import re
from pathlib import Path

import msgspec
import pytest
import zstandard

from sync.protocol import dictionary, encoding
from sync.protocol.messages import Event, LessonRead, SyncRequest

RELEASED = {40_001: "a0c73eb15e86c21e76ba411b3c76f6753bfb8c4475ab5c14039b40d068f69aa3"}
"""A dictionary that was released is what PCs out there speak with."""

REQUEST = SyncRequest(
    version=1,
    epoch="ab" * 8,
    now=1_790_000_000_000,
    cursor=12,
    app="0.1.0",
    events=[
        Event(
            126,
            "read",
            1_790_000_000_000,
            "0f" * 16,
            msgspec.Raw(msgspec.json.encode(LessonRead("b2-tep-doc", "c0ffee", 300))),
        )
    ],
    confirmed=125,
)


def _file(number: int) -> bytes:
    return (Path(dictionary.__file__).parent / f"{number}.zdict").read_bytes()


def test_what_was_released_is_still_here_unchanged() -> None:
    assert tuple(RELEASED) == dictionary.KNOWN
    for number, digest in RELEASED.items():
        assert hashlib.sha256(_file(number)).hexdigest() == digest
        assert zstandard.ZstdCompressionDict(_file(number)).dict_id() == number
        assert len(_file(number)) <= 16 * 1024


@pytest.mark.parametrize("number", dictionary.KNOWN)
def test_nothing_private_is_in_it(number: int) -> None:
    text = _file(number).decode(errors="replace")
    assert not re.search(r"[0-9a-f]{16}", text), "an identifier, a key or a hash"
    assert not re.search(r"[A-Za-z0-9_-]{40}", text), "a token"
    assert not re.search(r"\b0\d{9}\b", text), "a telephone number"
    assert not re.search(r"age1|AGE-SECRET|Bearer", text)


@pytest.mark.parametrize("number", dictionary.KNOWN)
def test_a_message_comes_out_as_it_went_in_and_is_shorter(number: int) -> None:
    plain, _ = encoding.encode(REQUEST)
    trained, headers = encoding.encode_for(REQUEST, "zstd", number)
    assert headers == {"Content-Type": encoding.TRAINED_MEDIA_TYPE}
    assert len(trained) < 0.7 * len(plain)
    assert encoding.trained_with(trained) == number
    coding = encoding.coding_of(headers["Content-Type"], "")
    assert coding == "zstd"
    assert encoding.decode(trained, SyncRequest, coding) == REQUEST


def test_a_dictionary_of_a_later_build_is_named() -> None:
    later = zstandard.ZstdCompressionDict(_file(dictionary.NEWEST)).as_bytes()
    later = later[:4] + (99_999).to_bytes(4, "little") + later[8:]
    packer = zstandard.ZstdCompressor(dict_data=zstandard.ZstdCompressionDict(later))
    frame = packer.compress(msgspec.json.encode(REQUEST))
    with pytest.raises(encoding.BadMessage, match="unknown dictionary 99999"):
        encoding.decode(frame, SyncRequest, "zstd")


def test_a_bomb_made_with_a_dictionary_is_refused_before_it_unfolds() -> None:
    packer = zstandard.ZstdCompressor(dict_data=dictionary.load(dictionary.NEWEST))
    with pytest.raises(encoding.TooLarge):
        encoding.decode(packer.compress(bytes(10**7)), SyncRequest, "zstd", limit=10**6)


@pytest.mark.parametrize(
    ("newest_there", "expected"),
    [(0, 0), (1, 0), (dictionary.NEWEST, dictionary.NEWEST), (2**31, dictionary.NEWEST)],
)
def test_the_newest_that_both_know_is_used(newest_there: int, expected: int) -> None:
    assert dictionary.common(newest_there) == expected
