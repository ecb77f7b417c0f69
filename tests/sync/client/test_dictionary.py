"""When the carrier speaks with a dictionary, and what it does when that is not understood."""

import pytest

from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError, LineProblem
from sync.protocol import dictionary, encoding
from sync.protocol.messages import SyncRequest, SyncResponse
from tests.sync import faults

EMPTY = SyncRequest(version=1, epoch="0" * 16, now=1_790_000_000_000, app="0.1.0")
PLAIN, TRAINED = encoding.MEDIA_TYPE.encode(), encoding.TRAINED_MEDIA_TYPE.encode()


class Watched:
    """A carrier whose requests are looked at; ``answers`` come in the province's place."""

    def __init__(self, *answers: bytes, trained: int = 0) -> None:
        self.seen: list[bytes] = []
        self.line = faults.FaultyLine(("127.0.0.1", 9))
        self.line.faults += [self._fault(answer) for answer in answers]
        self.carrier = HttpCarrier(self.line.address, "t", proxies={}, trained=trained)

    def ask(self) -> SyncResponse:
        return self.carrier.sync(EMPTY)

    def refused(self) -> str:
        with pytest.raises(CarrierError) as caught:
            self.ask()
        return caught.value.problem

    def _fault(self, answer: bytes) -> faults.Fault:
        def fault(line, client):
            self.seen.append(faults._read_request(line, client))
            client.sendall(answer)

        return fault


def ours(response: SyncResponse, trained: int = 0) -> bytes:
    body, headers = encoding.encode_for(response, "zstd", trained)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 200 OK\r\n{lines}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def response(**changed) -> SyncResponse:
    return SyncResponse(**({"version": 1, "now": 1_790_000_000_000, "cursor": 5} | changed))


PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"
)
REFUSED = (
    b"HTTP/1.1 400 X\r\nContent-Type: " + PLAIN + b"\r\nContent-Length: 25\r\nConnection: close"
    b'\r\n\r\n{"problem":"bad_message"}'
)


@pytest.fixture
def watch():
    made = []

    def watch(*answers, trained=0):
        made.append(Watched(*answers, trained=trained))
        return made[-1]

    yield watch
    for each in made:
        each.carrier.close()
        each.line.close()


def test_it_is_used_once_the_province_has_said_that_it_knows_it(watch):
    number = dictionary.NEWEST
    province = watch(*[ours(response(dictionary=number))] * 2)
    for _ in range(2):
        province.ask()
    first, second = province.seen
    assert PLAIN in first
    assert b'"d":%d' % number in first
    assert TRAINED in second
    assert encoding.trained_with(second.partition(b"\r\n\r\n")[2]) == number
    assert len(second) < len(first)


def test_a_province_that_says_nothing_is_never_spoken_to_with_it(watch):
    province = watch(*[ours(response())] * 3)
    for _ in range(3):
        province.ask()
    assert all(PLAIN in request for request in province.seen)


def test_what_was_known_yesterday_serves_the_first_request_of_today(watch):
    province = watch(ours(response()), trained=dictionary.NEWEST)
    province.ask()
    assert TRAINED in province.seen[0]
    assert province.carrier.dictionary == dictionary.NEWEST


@pytest.mark.parametrize("answer", [REFUSED, PORTAL])
def test_after_an_answer_that_is_none_the_next_request_is_plain(watch, answer):
    province = watch(answer, ours(response()), ours(response()), trained=dictionary.NEWEST)
    assert province.refused() in {"bad_message", LineProblem.NOT_OUR_SERVER}
    for _ in range(2):
        province.ask()
    assert [TRAINED in request for request in province.seen] == [True, False, False]
    assert b'"d":' not in province.seen[1]


def test_something_that_spoils_every_such_answer_does_not_keep_them_apart_for_ever(watch):
    spoilt = ours(response(), dictionary.NEWEST).replace(TRAINED, b"text/html")
    province = watch(spoilt, ours(response()), trained=dictionary.NEWEST)
    assert province.refused() == LineProblem.NOT_OUR_SERVER
    assert province.ask() == response()


def test_a_number_that_this_build_does_not_know_is_not_used(watch):
    province = watch(*[ours(response(dictionary=dictionary.NEWEST + 1))] * 2)
    for _ in range(2):
        province.ask()
    assert all(PLAIN in request for request in province.seen)


def test_the_real_province_says_so_and_reads_it(new_pc, at_server, monkeypatch):
    pc = new_pc()
    pc.read_lessons(5)
    first = pc.engine.run()
    assert pc.carrier.dictionary == dictionary.NEWEST
    pc.read_lessons(1)
    trained = pc.engine.run()
    pc.carrier.dictionary = 0
    monkeypatch.setattr(dictionary, "NEWEST", 0)
    pc.read_lessons(1)
    plain = pc.engine.run()
    assert (first.problem, trained.problem, plain.problem) == ("", "", "")
    assert trained.bytes_up < plain.bytes_up
    assert at_server(pc) == list(range(1, 9))
