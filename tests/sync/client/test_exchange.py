"""The engine and the carrier over real sockets against the real server, and what breaks."""

import threading
import time

import msgspec
import pytest

from sync.client.engine import Batch, Engine
from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError, LineProblem
from sync.protocol import encoding
from sync.protocol.messages import Change, ChangeKind, Outcome, Result, SyncRequest, SyncResponse
from sync.protocol.refusals import Problem
from tests.sync import faults


def test_everything_that_waits_goes_in_one_request(new_pc, at_server):
    pc = new_pc()
    pc.read_lessons(20)
    summary = pc.engine.run()
    assert (summary.problem, summary.requests) == ("", 1)
    assert (summary.sent, summary.confirmed) == (21, 21)
    assert at_server(pc) == list(range(1, 22))
    assert pc.states() == {"accepted": 21}


def test_nothing_new_is_one_request_of_few_bytes(new_pc, line):
    pc = new_pc(line.address)
    pc.engine.run()
    up, down, connections = line.up, line.down, line.connections
    summary = pc.engine.run()
    assert (summary.problem, summary.requests, summary.sent) == ("", 1, 0)
    pc.carrier.close()
    line.close()  # every byte has been counted
    assert line.connections == connections
    assert (line.up - up) + (line.down - down) <= 500
    # What the carrier says that it cost is what travelled.
    assert (summary.bytes_up, summary.bytes_down) == (line.up - up, line.down - down)


def test_ten_answers_cost_little(new_pc):
    pc = new_pc()
    pc.engine.run()
    pc.read_lessons(10)
    summary = pc.engine.run()
    assert summary.requests == 1
    assert summary.bytes_up + summary.bytes_down <= 1_500


@pytest.mark.parametrize("after", [1, 100, 250, 400, 1000])
def test_cut_on_the_way_up_nothing_is_lost_or_doubled(new_pc, line, at_server, after):
    pc = new_pc(line.address)
    pc.read_lessons(30)
    pc.carrier.close()
    line.faults += [faults.cut_up(after), faults.cut_up(after)]
    assert pc.engine.run().problem == LineProblem.CUT
    assert pc.states() == {"pending": 31}
    assert pc.engine.run().problem == ""
    assert at_server(pc) == list(range(1, 32))
    assert pc.states() == {"accepted": 31}


@pytest.mark.parametrize("after", [0, 1, 40, 100, 150])
def test_an_answer_lost_on_the_way_down_doubles_nothing(new_pc, line, at_server, after):
    pc = new_pc(line.address)
    pc.read_lessons(30)
    pc.carrier.close()
    line.faults += [faults.cut_down(after), faults.cut_down(after)]
    assert pc.engine.run().problem == LineProblem.CUT
    assert pc.states() == {"pending": 31}
    assert at_server(pc) == list(range(1, 32))
    summary = pc.engine.run()
    assert (summary.problem, summary.confirmed) == ("", 31)
    assert at_server(pc) == list(range(1, 32))
    assert pc.states() == {"accepted": 31}


def test_a_request_delivered_twice_counts_once(new_pc, line, at_server):
    pc = new_pc(line.address)
    pc.read_lessons(5)
    pc.carrier.close()
    line.faults.append(faults.twice)
    summary = pc.engine.run()
    assert (summary.problem, summary.confirmed) == ("", 6)
    assert at_server(pc) == list(range(1, 7))


def test_an_old_request_that_arrives_late_changes_nothing(new_pc, line, at_server):
    pc = new_pc(line.address)
    pc.read_lessons(5)
    pc.carrier.close()
    kept = []
    line.faults += [faults.late(kept), faults.late(kept)]
    assert pc.engine.run().problem == LineProblem.CUT
    pc.read_lessons(5)
    assert pc.engine.run().problem == ""
    for request in kept:
        assert faults.deliver(line, request).startswith(b"HTTP/1.1 200")
    assert at_server(pc) == list(range(1, 12))
    assert pc.engine.run().problem == ""
    assert pc.states() == {"accepted": 11}


def test_a_later_request_that_arrives_first_leaves_no_gap(new_pc, line, at_server):
    pc = new_pc(line.address)
    pc.carrier.close()
    kept = []
    pc.engine._most_bytes = 1  # one event a request
    pc.read_lessons(2)
    line.faults += [faults.late(kept), faults.late(kept)]
    pc.engine.run()
    pc.engine._most_bytes = 1_000_000
    assert pc.engine.run().problem == ""
    faults.deliver(line, kept[0])
    assert at_server(pc) == [1, 2, 3]


def test_a_connection_that_was_closed_while_idle_is_opened_again(new_pc, line, at_server):
    pc = new_pc(line.address)
    assert pc.engine.run().problem == ""
    with line._lock:
        for connection in line._open:
            faults._shut(connection)
    pc.read_lessons(1)
    assert pc.engine.run().problem == ""
    assert at_server(pc) == [1, 2]


def test_a_line_that_stalls_is_given_up(new_pc, line):
    pc = new_pc(line.address)
    pc.carrier.close()
    pc.carrier = pc.new_carrier(line.address, read_s=0.2)
    pc.engine = pc.new_engine()
    line.faults.append(faults.stall)
    assert pc.engine.run().problem == LineProblem.TOO_SLOW
    assert pc.engine.run().problem == ""


def test_after_a_broken_line_the_next_batch_is_half(new_pc, line, at_server):
    pc = new_pc(line.address)
    pc.read_lessons(300)
    pc.carrier.close()
    pc.carrier = pc.new_carrier(line.address)
    pc.engine = pc.new_engine()
    line.faults += [faults.reset] * 4
    sizes = [pc.engine._most_bytes]
    for _ in range(4):
        assert pc.engine.run().problem == LineProblem.CUT
        sizes.append(pc.engine._most_bytes)
    assert sizes[1] <= sizes[0] / 2
    assert sizes[2] <= sizes[1] / 2
    summary = pc.engine.run()
    assert summary.problem == ""
    assert 2 <= summary.requests <= 8
    assert at_server(pc) == list(range(1, 302))
    assert pc.engine._most_bytes > sizes[-1]


def test_more_than_one_batch_goes_in_several_requests(new_pc, at_server):
    pc = new_pc()
    pc.read_lessons(1200)
    summary = pc.engine.run()
    assert (summary.problem, summary.requests, summary.confirmed) == ("", 2, 1201)
    assert at_server(pc) == list(range(1, 1202))


def test_cancelled_it_ends_after_the_request_under_way(new_pc):
    pc = new_pc()
    pc.read_lessons(10)
    pc.engine._most_bytes = 1000
    engine = pc.engine
    real = pc.carrier.sync

    def sync(request: SyncRequest) -> SyncResponse:
        response = real(request)
        engine.cancel()
        return response

    pc.carrier.sync = sync
    summary = engine.run()
    assert summary.requests == 1
    assert 0 < summary.confirmed < 11
    pc.carrier.sync = real
    assert engine.run().problem == ""
    assert pc.states() == {"accepted": 11}


def test_cancelled_it_does_not_wait_for_a_line_that_stalls(new_pc, line):
    pc = new_pc(line.address)
    pc.carrier.close()
    stalled = threading.Event()

    def stall(line, client):
        faults._read_request(line, client)
        stalled.set()
        client.recv(1)

    line.faults += [stall, stall]
    canceller = threading.Thread(target=lambda: stalled.wait(30) and pc.engine.cancel())
    canceller.start()
    begin = time.monotonic()
    summary = pc.engine.run()
    canceller.join()
    assert time.monotonic() - begin < 30  # a silent line is given up after a minute
    assert (summary.problem, summary.confirmed, summary.requests) == ("", 0, 1)
    assert pc.states() == {"pending": 1}
    line.faults.clear()
    assert pc.engine.run().problem == ""


def test_the_server_restarted_in_between(new_pc, province, at_server):
    pc = new_pc()
    assert pc.engine.run().problem == ""
    port = province.target[1]
    province.stop()
    pc.read_lessons(3)
    try:
        assert pc.engine.run().problem == LineProblem.SERVER_DOWN
    finally:
        province.start(port)
    assert pc.engine.run().problem == ""
    assert at_server(pc) == [1, 2, 3, 4]


def test_a_changed_event_is_an_alarm_and_never_silence(new_pc, at_server):
    pc = new_pc()
    pc.read_lessons(1)
    assert pc.engine.run().problem == ""
    database = pc.store._database()
    database.conn.execute("PRAGMA query_only = OFF")
    database.conn.execute("DROP TRIGGER events_are_never_changed")
    database.conn.execute("UPDATE events SET at = at + 1, state = 'pending' WHERE counter = 2")
    summary = pc.engine.run()
    assert (summary.refused, summary.alarms) == (1, [(pc.row.epoch, 2)])
    # Both contents are with the province, the second one under a number of its own.
    assert at_server(pc) == [1, 2]
    assert pc.states() == {"accepted": 2}
    life = pc.store.value("SELECT epoch FROM device")
    assert pc.store.rows("SELECT epoch, counter FROM events ORDER BY id")[1] == {
        "epoch": life,
        "counter": 1,
    }
    assert life != pc.row.epoch


def test_enrolment_may_be_asked_for_again(new_pc, line):
    pc = new_pc(line.address, enrolled=False)
    line.faults += [faults.cut_down(10), faults.reset]
    for _ in range(2):
        with pytest.raises(CarrierError) as caught:
            pc.enrol()
        assert caught.value.problem == LineProblem.CUT
    pc.enrol()
    pc.enrol()
    assert pc.engine.run().problem == ""


def test_a_code_serves_one_pc(new_pc):
    first, second = new_pc(), new_pc(enrolled=False)
    second.row = second.row.__class__(**{**vars(second.row), "code": first.row.code})
    with pytest.raises(CarrierError) as caught:
        second.enrol()
    assert caught.value.problem == Problem.CODE_USED


def test_without_enrolment_the_province_refuses(new_pc):
    pc = new_pc(enrolled=False)
    assert pc.engine.run().problem == Problem.NOT_ENROLLED
    assert pc.states() == {"pending": 1}


class FalseAnswers:
    """An outbox of three events and an inbox, with an answer of the test's own."""

    bytes_up = bytes_down = 0

    def cancel(self):
        raise AssertionError("nobody cancels here")

    def __init__(self, store_batch, answers) -> None:
        self.batch_given = store_batch
        self.answers = answers
        self.taken = []
        self.requests = []

    def batch(self, most_events, most_bytes, skip):
        epoch, waiting = self.batch_given.epoch, self.batch_given.events
        events = [e for e in waiting if (epoch, e.counter) not in skip]
        total = len(waiting)
        events = events[:most_events] if most_bytes > 1000 else events[:1]
        return Batch(epoch, events, total - len(events))

    def cursor(self):
        return 0

    def take_in(self, batch, response):
        self.taken.append(response)
        done = {c for r in response.results for c in range(r.first, r.last + 1)}
        left = [e for e in self.batch_given.events if e.counter not in done]
        self.batch_given = Batch(batch.epoch, left, 0)

    def sync(self, request):
        self.requests.append(request)
        return self.answers(request)


@pytest.fixture
def waiting(new_pc):
    pc = new_pc(enrolled=False)
    pc.read_lessons(2)
    from desktop.store.exchange import StoreOutbox

    return StoreOutbox(pc.store).batch(1000, 10**6, frozenset())


def accepted(request: SyncRequest) -> SyncResponse:
    counters = [e.counter for e in request.events]
    results = [Result(c, c, Outcome.ACCEPTED) for c in counters]
    return SyncResponse(version=1, now=1, cursor=0, results=results)


def test_an_event_that_the_server_cannot_read_does_not_hold_up_the_others(waiting):
    def answers(request: SyncRequest) -> SyncResponse:
        if any(e.counter == 2 for e in request.events):
            raise CarrierError(Problem.BAD_MESSAGE)
        return accepted(request)

    ends = FalseAnswers(waiting, answers)
    summary = Engine(ends, ends, ends, lambda: 1).run()
    assert summary.problem == Problem.BAD_MESSAGE
    assert [e.counter for e in ends.batch_given.events] == [2]
    assert summary.confirmed == 2


def test_a_server_that_can_read_nothing_ends_the_run(waiting):
    def answers(request: SyncRequest) -> SyncResponse:
        raise CarrierError(Problem.BAD_MESSAGE)

    ends = FalseAnswers(waiting, answers)
    summary = Engine(ends, ends, ends, lambda: 1).run()
    assert summary.problem == Problem.BAD_MESSAGE
    assert len(ends.batch_given.events) == 3
    assert summary.requests < 10


def test_an_answer_without_results_ends_the_run(waiting):
    ends = FalseAnswers(waiting, lambda request: SyncResponse(version=1, now=1, cursor=0))
    summary = Engine(ends, ends, ends, lambda: 1).run()
    assert summary.problem == LineProblem.NOT_OUR_SERVER
    assert ends.taken == []
    assert summary.requests == 1


def test_changes_are_fetched_until_there_are_no_more(waiting):
    turns = iter([True, True, False])
    change = Change(1, ChangeKind.ANNOUNCEMENT, msgspec.Raw(b"{}"))

    def answers(request: SyncRequest) -> SyncResponse:
        return msgspec.structs.replace(accepted(request), changes=[change], more=next(turns))

    ends = FalseAnswers(waiting, answers)
    assert Engine(ends, ends, ends, lambda: 1).run().requests == 3


def test_a_server_that_promises_more_and_gives_nothing_is_not_asked_for_ever(waiting):
    def answers(request: SyncRequest) -> SyncResponse:
        return msgspec.structs.replace(accepted(request), more=True)

    ends = FalseAnswers(waiting, answers)
    assert Engine(ends, ends, ends, lambda: 1).run().requests == 1


def test_a_server_that_asks_again_and_again_is_left_alone(waiting):
    def answers(request: SyncRequest) -> SyncResponse:
        return SyncResponse(version=1, now=1, cursor=0, again=True)

    ends = FalseAnswers(waiting, answers)
    summary = Engine(ends, ends, ends, lambda: 1).run()
    assert (summary.problem, summary.requests) == (LineProblem.NOT_OUR_SERVER, 2)


def test_a_result_for_events_that_were_not_sent_confirms_nothing(new_pc):
    from desktop.store.exchange import StoreInbox, StoreOutbox

    pc = new_pc(enrolled=False)
    pc.read_lessons(5)
    batch = StoreOutbox(pc.store).batch(2, 10**6, frozenset())
    response = SyncResponse(
        version=1, now=5, cursor=9, results=[Result(1, 1_000_000, Outcome.ACCEPTED)]
    )
    StoreInbox(pc.store, pc.now).take_in(batch, response)
    assert pc.states() == {"accepted": 2, "pending": 4}
    assert StoreInbox(pc.store, pc.now).cursor() == 9


class Stub:
    """Something else in the province's place, for one answer after another."""

    def __init__(self) -> None:
        self.line = faults.FaultyLine(("127.0.0.1", 9))
        self.carrier = HttpCarrier(self.line.address, "t", proxies={}, connect_s=5, read_s=5)

    def ask(self, *given: faults.Fault) -> CarrierError:
        self.line.faults += given
        with pytest.raises(CarrierError) as caught:
            self.carrier.sync(SyncRequest(version=1, epoch="0" * 16, now=0))
        return caught.value


@pytest.fixture
def stub():
    made = Stub()
    yield made
    made.carrier.close()
    made.line.close()


OURS = f"200 OK\r\nContent-Type: {encoding.MEDIA_TYPE}"


@pytest.mark.parametrize(
    ("head", "body", "problem", "params"),
    [
        ("200 OK\r\nContent-Type: text/html", b"<html>Wi-Fi</html>", LineProblem.NOT_OUR_SERVER,
         {"status": 200, "type": "text/html", "location": ""}),
        ("302 Found\r\nLocation: http://wifi.example/login?x=1", b"", LineProblem.NOT_OUR_SERVER,
         {"status": 302, "type": "", "location": "wifi.example"}),
        ("511 Network Authentication Required\r\nContent-Type: text/html", b"x",
         LineProblem.NOT_OUR_SERVER, {"status": 511, "type": "text/html", "location": ""}),
        ("404 Not Found\r\nContent-Type: text/html", b"x", LineProblem.NOT_OUR_SERVER,
         {"status": 404, "type": "text/html", "location": ""}),
        ("200 OK\r\nContent-Type: application/json", b"{}", LineProblem.NOT_OUR_SERVER,
         {"status": 200, "type": "application/json", "location": ""}),
        ("407 Proxy Authentication Required", b"", LineProblem.PROXY_ASKS, {"given": False}),
        ("502 Bad Gateway\r\nContent-Type: text/html", b"<h1>nginx</h1>", LineProblem.SERVER_DOWN,
         {"status": 502}),
        ("503 Unavailable\r\nRetry-After: 120", b"", LineProblem.SERVER_DOWN, {"status": 503}),
        ("413 Too Large\r\nContent-Type: text/html", b"nginx", Problem.TOO_LARGE, {}),
        ("429 Too Many\r\nRetry-After: 9", b"", Problem.BUSY, {}),
    ],
)  # fmt: skip
def test_what_is_not_of_this_protocol_is_recognised(stub, head, body, problem, params):
    error = stub.ask(faults.answer(head, body))
    assert (error.problem, error.params) == (problem, params)


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"[]", b"\xff", b'{"v":1}', b"null"])
def test_garbage_that_says_it_is_ours_is_not_believed(stub, body):
    assert stub.ask(faults.answer(OURS, body)).problem == LineProblem.NOT_OUR_SERVER


def test_a_refusal_of_the_server_keeps_its_code_and_its_wait(stub):
    head = f"503 X\r\nContent-Type: {encoding.MEDIA_TYPE}"
    error = stub.ask(faults.answer(head, b'{"problem":"busy","retry_after":30}'))
    assert (error.problem, error.retry_after) == (Problem.BUSY, 30)


def test_a_refusal_that_this_build_has_no_name_for_keeps_its_code(stub):
    head = f"400 X\r\nContent-Type: {encoding.MEDIA_TYPE}"
    assert stub.ask(faults.answer(head, b'{"problem":"moon_full"}')).problem == "moon_full"


def test_a_wait_that_a_gateway_asks_for_is_kept(stub):
    assert stub.ask(faults.answer("503 X\r\nRetry-After: 120", b"")).retry_after == 120


def test_an_answer_without_end_is_given_up(stub):
    def endless(line, client):
        faults._read_request(line, client)
        client.sendall(f"HTTP/1.1 {OURS}\r\nContent-Length: 99999999999\r\n\r\n".encode())
        while not line.closing.is_set():
            client.sendall(b" " * 65536)

    assert stub.ask(endless).problem == LineProblem.NOT_OUR_SERVER


def test_an_answer_that_drips_is_given_up(stub):
    stub.carrier.close()
    stub.carrier = HttpCarrier(stub.line.address, proxies={}, whole_s=0.2)

    def drip(line, client):
        faults._read_request(line, client)
        client.sendall(f"HTTP/1.1 {OURS}\r\nContent-Length: 1000000\r\n\r\n".encode())
        while not line.closing.wait(0.01):
            client.sendall(b" ")

    assert stub.ask(drip).problem == LineProblem.TOO_SLOW


def test_nobody_listens(stub):
    stub.line.close()
    assert stub.ask().problem == LineProblem.SERVER_DOWN


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://khong-co-dau.invalid", LineProblem.NO_LINE),
        ("http://127.0.0.1:0", LineProblem.SERVER_DOWN),
        ("http://[::1", LineProblem.BAD_ADDRESS),
        ("http://" + "a" * 80 + ".vn", LineProblem.BAD_ADDRESS),
        ("gopher://127.0.0.1", LineProblem.BAD_ADDRESS),
        ("", LineProblem.BAD_ADDRESS),
    ],
)
def test_addresses_that_lead_nowhere(address, problem):
    carrier = HttpCarrier(address, proxies={}, connect_s=5)
    with pytest.raises(CarrierError) as caught:
        carrier.sync(SyncRequest(version=1, epoch="0" * 16, now=0))
    carrier.close()
    assert caught.value.problem == problem


def test_a_proxy_that_is_not_there(stub):
    stub.carrier = HttpCarrier("https://so.example.vn", proxies={"https": "http://127.0.0.1:9"})
    assert stub.ask().problem == LineProblem.PROXY


def test_the_proxy_of_the_system_is_used(stub, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", stub.line.address)
    monkeypatch.setenv("http_proxy", stub.line.address)
    monkeypatch.setenv("no_proxy", "")
    stub.carrier = HttpCarrier("http://so.example.vn", "t", connect_s=5, read_s=5)
    seen = []

    def proxy(line, client):
        seen.append(faults._read_request(line, client))
        client.sendall(b"HTTP/1.1 407 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    assert stub.ask(proxy).problem == LineProblem.PROXY_ASKS
    assert seen[0].startswith(b"POST http://so.example.vn/api/v1/sync HTTP/1.1")


def test_a_netrc_does_not_replace_the_token(stub, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    seen = []

    def look(line, client):
        seen.append(faults._read_request(line, client))

    stub.ask(look)
    assert b"Bearer t" in seen[0]


def test_threads_do_not_stay_behind(stub):
    stub.ask(faults.reset)
    stub.carrier.close()
    stub.line.close()
    assert not any(thread.is_alive() for thread in stub.line._threads)
