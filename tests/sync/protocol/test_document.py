"""docs/protocol.md says what the code does."""

import inspect
import json
import re
from typing import Any

import msgspec
import pytest

from sync.client import http, transfer
from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError
from sync.protocol import bundle, encoding, messages, refusals
from sync.server import urls, wire
from sync.server.files import views
from tests.sync import faults
from tests.sync.protocol.examples import EXAMPLES, STRUCTS, TEXT

TERMS = set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", TEXT, flags=re.M | re.S)))


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_each_example_is_a_message(name: str, example: str) -> None:
    decoded = msgspec.json.decode(example, type=STRUCTS[name], strict=True)
    again = json.loads(msgspec.json.encode(decoded))
    assert again == json.loads(example), "an unknown or a misspelt field"


@pytest.mark.parametrize("name", sorted(STRUCTS))
def test_each_message_has_an_example_that_shows_every_field(name: str) -> None:
    shown: set[Any] = set()
    for other, example in EXAMPLES:
        if other == name:
            value = json.loads(example)
            shown |= set(value) if isinstance(value, dict) else set(range(len(value)))
    fields = msgspec.structs.fields(STRUCTS[name])
    if STRUCTS[name].__struct_config__.array_like:
        assert shown == set(range(len(fields)))
    else:
        assert shown == {field.encode_name for field in fields}


@pytest.mark.parametrize(
    "word",
    [
        *messages.EventKind,
        *messages.ChangeKind,
        *messages.Outcome,
        *bundle.Fault,
        encoding.MEDIA_TYPE,
        encoding.TRAINED_MEDIA_TYPE,
    ],
)
def test_each_kind_has_its_line(word: str) -> None:
    assert str(word) in TERMS


@pytest.mark.parametrize("problem", refusals.Problem)
def test_each_problem_has_its_line_with_its_status(problem: refusals.Problem) -> None:
    assert f"\n| `{problem}` | {wire._STATUS[problem].value} |" in TEXT


def test_each_address_has_its_line() -> None:
    for pattern in urls.urlpatterns:
        route = re.sub(r"<(?:\w+:)?\w+>", "<", str(pattern.pattern))
        if route.startswith("api/"):
            assert f"/{route}" in TEXT


def test_each_header_has_its_line() -> None:
    seen: list[bytes] = []

    def look(line: faults.FaultyLine, client: Any) -> None:
        seen.append(faults._read_request(line, client))

    with faults.FaultyLine(("127.0.0.1", 9)) as line:
        line.faults.append(look)
        carrier = HttpCarrier(line.address, "t", proxies={})
        with pytest.raises(CarrierError):
            carrier.sync(messages.SyncRequest(version=1, epoch="0" * 16, now=1, app="x" * 200))
        carrier.close()
    head = seen[0].partition(b"\r\n\r\n")[0].decode()
    names = {line.partition(":")[0] for line in head.split("\r\n")[1:]}
    assert "Content-Encoding" in names
    for module in (http, transfer, views, wire):
        names |= set(
            re.findall(r'"((?:Upload|Tus|Content|Retry)-[\w-]+)"', inspect.getsource(module))
        )
    assert names <= TERMS | {term for terms in TERMS for term in terms.split(", ")}
