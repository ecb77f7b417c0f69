"""Whatever comes in, each reader gives a message or its own error, and nothing else."""

import contextlib
import io
import json
import tarfile
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.client.answers import Refusal, foreign
from sync.protocol import bundle, card, codes, dictionary, encoding, manifest, messages, signing
from sync.protocol.bundle import BadBundle, Head, Reader, Source
from sync.protocol.manifest import UntrustedManifest
from sync.server.intake import bodies
from tests.sync.protocol.examples import EXAMPLES, STRUCTS

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
SEED = signing.new_seed()
KEY = signing.public_key(SEED)


@st.composite
def bent(draw: st.DrawFn, only: str = "") -> tuple[str, bytes]:
    """An example of docs/protocol.md with something in it replaced, removed or added."""
    name, text = draw(st.sampled_from([e for e in EXAMPLES if only in {"", e[0]}]))
    root = [json.loads(text)]
    where: Any = root
    while isinstance(where, dict | list) and where:
        keys = list(where) if isinstance(where, dict) else list(range(len(where)))
        key = draw(st.sampled_from(keys))
        if not isinstance(where[key], dict | list) or not where[key] or draw(st.booleans()):
            break
        where = where[key]
    if draw(st.integers(0, 4)) == 0 and where is not root:
        del where[key]
    else:
        where[key] = draw(JSON)
    return name, json.dumps(root[0] if root else None).encode()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bent(only="Card") | st.tuples(st.just(""), st.binary()))
def test_a_bent_card_is_read_or_refused(given_: tuple[str, bytes]) -> None:
    with contextlib.suppress(card.BadCard):
        assert len(card.fingerprint(card.read(given_[1]))) == 19


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bent())
def test_a_bent_message_is_read_or_refused(given_: tuple[str, bytes]) -> None:
    name, data = given_
    with contextlib.suppress(encoding.BadMessage):
        message = encoding.decode(data, STRUCTS[name])
        again, headers = encoding.encode_for(message, "zstd", dictionary.NEWEST)
        coding = encoding.coding_of(headers["Content-Type"], "")
        assert coding is not None
        assert encoding.decode(again, STRUCTS[name], coding) == message


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([*messages.EventKind, "", "other"]),
    st.integers(),
    st.integers(),
    st.text(max_size=40) | st.just("0f" * 16),
)
def test_any_event_is_fit_or_unfit(
    body: bytes, kind: str, counter: int, at: int, official: str
) -> None:
    event = messages.Event(counter, kind, at, official, msgspec.Raw(body))
    with contextlib.suppress(bodies.Unfit):
        bodies.read(event)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(messages.EventKind), JSON)
def test_any_body_is_fit_or_unfit(kind: str, value: Any) -> None:
    raw = msgspec.Raw(json.dumps(value).encode())
    with contextlib.suppress(bodies.Unfit):
        bodies.read(messages.Event(1, kind, 1, "0f" * 16, raw))


@given(st.text(max_size=60))
def test_any_typed_code_is_a_code_or_mistyped(typed: str) -> None:
    with contextlib.suppress(codes.MistypedCode):
        code = codes.normalise(typed)
        assert codes.normalise(codes.shown(code)) == code


@given(st.text(), st.text())
def test_any_headers_choose_a_coding(first: str, second: str) -> None:
    assert encoding.choose_coding(first) in encoding.CODINGS
    encoding.coding_of(first, second)


@given(st.binary(max_size=300), st.integers(0, 10**6), st.integers(1, 255))
def test_a_damaged_frame_of_a_dictionary_is_no_message(data: bytes, at: int, flip: int) -> None:
    request = messages.SyncRequest(version=1, epoch="ab" * 8, now=5, app=data.hex())
    frame, _ = encoding.encode_for(request, "zstd", dictionary.NEWEST)
    damaged = bytearray(frame)
    damaged[at % len(damaged)] ^= flip
    with contextlib.suppress(encoding.BadMessage):
        encoding.decode(bytes(damaged), messages.SyncRequest, "zstd")


@settings(max_examples=200, deadline=None)
@given(JSON, st.booleans())
def test_any_manifest_is_trusted_or_not_even_when_it_is_signed(value: Any, signed: bool) -> None:
    payload = json.dumps(value).encode()
    signature = signing.sign(SEED, signing.MANIFEST, payload).hex() if signed else "00" * 64
    data = msgspec.json.encode(manifest.SignedManifest(msgspec.Raw(payload), signature))
    with contextlib.suppress(UntrustedManifest):
        manifest.unseal(data, [KEY])


@given(st.lists(st.text(max_size=20), max_size=3), st.text(max_size=200))
def test_any_keys_and_signatures_are_judged(keys: list[str], signature: str) -> None:
    sealed = json.dumps({"manifest": {}, "signature": signature}).encode()
    with contextlib.suppress(UntrustedManifest):
        manifest.unseal(sealed, keys)


def _read_archive(archive: bytes) -> None:
    """A bundle as it is inside its encryption, which would hide all damage behind its own."""
    with bundle._archive(io.BytesIO(archive)) as opened:
        reader = Reader(opened, ("province",), lambda head: [KEY])
        for _, chunks in reader.parts():
            for _ in chunks:
                pass


def _archive(head: bytes, parts: list[tuple[str, bytes]]) -> bytes:
    signature = signing.sign(SEED, signing.BUNDLE, head)
    members = [("head.json", head), ("head.sig", signature), *parts]
    return b"".join(bundle._tar([Source.of_bytes(name, data) for name, data in members]))


@settings(max_examples=200, deadline=None)
@given(JSON, st.lists(st.tuples(st.text("ab/.", max_size=9), st.binary(max_size=40)), max_size=3))
def test_any_signed_head_is_read_or_refused(head: Any, parts: list[tuple[str, bytes]]) -> None:
    with contextlib.suppress(BadBundle):
        _read_archive(_archive(json.dumps(head).encode(), parts))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_any_damage_inside_the_encryption_is_noticed(at: int, damage: bytes) -> None:
    source = Source.of_bytes(bundle.MESSAGES, b'{"v":1}' * 20)
    head = msgspec.json.encode(Head(1, "d1", "province", "ab" * 8, 1, 0, [source.part]))
    whole = _archive(head, [(source.part.name, b'{"v":1}' * 20)])
    at %= len(whole) - 1024  # the end of an archive is padding
    damaged = whole[:at] + damage + whole[at + len(damage) :]
    try:
        _read_archive(damaged)
    except BadBundle:
        return
    # Only what no reader looks at may differ: owners, times and padding of the archive.
    with tarfile.open(fileobj=io.BytesIO(damaged)) as archive:
        for name, data in [("head.json", head), (source.part.name, b'{"v":1}' * 20)]:
            member = archive.extractfile(name)
            assert member is not None
            assert member.read() == data


@given(st.integers(100, 599), st.text(st.characters(codec="latin-1"), max_size=30))
def test_any_answer_that_is_none_has_a_problem(status: int, text: str) -> None:
    import requests

    answer = requests.Response()
    answer.status_code = status
    answer.headers.update({"Location": text, "Retry-After": text})
    assert foreign(answer, text).problem


@given(JSON)
def test_any_refusal_is_one_or_not(value: Any) -> None:
    with contextlib.suppress(encoding.BadMessage):
        encoding.decode(json.dumps(value).encode(), Refusal)
