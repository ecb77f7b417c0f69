"""One exchange over a real socket: each event once, whatever the line does."""

import gzip
import socket
import threading
from typing import Any

import msgspec
import pytest
from django.db import connection, transaction
from django.utils import timezone

from sync.protocol import dictionary, encoding, messages
from sync.protocol.messages import MAX_BODY_BYTES, Outcome, Result, SyncResponse
from sync.server.changes import numbering
from sync.server.devices.models import Device, DeviceEpoch
from sync.server.intake.models import (
    Alarm,
    Attempt,
    Event,
    LessonRead,
    Official,
    Report,
    Revision,
    SignOff,
)
from tests.sync.server import factories as make


@pytest.fixture
def token() -> str:
    return make.token()


@pytest.fixture
def device(server: Any, token: str) -> Device:
    return make.device(held=token)


def results(server: Any, token: str, *events: messages.Event, **changed: Any) -> list[Result]:
    answer = server.sync(make.exchange(*events, **changed), token)
    assert answer.status == 200, answer.body
    told: list[Result] = answer.message(SyncResponse).results
    return told


def test_a_day_of_a_commune_arrives(server: Any, device: Device, token: str) -> None:
    told = results(
        server,
        token,
        make.official(1),
        make.lesson_read(2),
        make.attempt(3),
        make.report(4),
        make.signed_off(5),
    )
    assert told == [Result(1, 5, Outcome.ACCEPTED)]
    assert Event.objects.count() == 5
    official = Official.objects.get()
    assert (official.name, official.position) == ("Lò Thị Mai", "Công chức văn phòng")
    assert Attempt.objects.get().official == official
    assert LessonRead.objects.get().seconds == 300
    report = Report.objects.get()
    assert (report.state, report.commune_id) == ("waiting", device.commune_id)
    assert report.latest == Revision.objects.get()
    assert SignOff.objects.get().report_ident == report.ident


def test_a_body_is_kept_byte_for_byte(server: Any, device: Device, token: str) -> None:
    odd = msgspec.Raw(
        '{"id":"%s" ,"name":"Y Ưm Niê Kđăm","position":"\\u0041"}'.encode() % make.OFFICIAL.encode()
    )
    sent = make.official(1)
    sent = msgspec.structs.replace(sent, body=odd)
    results(server, token, sent)
    kept = Event.objects.get()
    assert kept.body.encode() == bytes(odd)
    assert kept.digest == sent.digest().hex()


def test_nothing_new_is_one_small_answer(server: Any, device: Device, token: str) -> None:
    answer = server.sync(make.exchange(waiting=3, app="1.2"), token)
    assert answer.status == 200
    assert len(answer.body) < 60
    device.refresh_from_db()
    assert (device.waiting, device.app_version, device.epoch) == (3, "1.2", make.EPOCH)
    assert device.last_contact is not None
    assert device.clock_offset_ms is not None


def test_repeating_changes_nothing(server: Any, device: Device, token: str) -> None:
    batch = [make.official(1), make.attempt(2), make.report(3)]
    results(server, token, *batch)
    assert results(server, token, *batch) == [Result(1, 3, Outcome.DUPLICATE)]
    assert (Event.objects.count(), Attempt.objects.count(), Revision.objects.count()) == (3, 1, 1)


def test_gaps_and_any_order_are_accepted(server: Any, device: Device, token: str) -> None:
    assert results(server, token, make.attempt(9), make.attempt(7)) == [
        Result(7, 7, Outcome.ACCEPTED),
        Result(9, 9, Outcome.ACCEPTED),
    ]
    # The attempts' official was not known yet; the row waits for its name.
    assert Official.objects.get().name == ""
    assert results(server, token, make.official(1), make.attempt(8)) == [
        Result(1, 1, Outcome.ACCEPTED),
        Result(8, 8, Outcome.ACCEPTED),
    ]
    assert Official.objects.get().name == "Lò Thị Mai"


def test_another_body_under_a_known_number_is_an_alarm(
    server: Any, device: Device, token: str
) -> None:
    results(server, token, make.official(1), make.attempt(2, points=0.75))
    liar = make.attempt(2, points=1.0)
    for _ in range(2):
        assert results(server, token, liar, make.attempt(3)) == [
            Result(2, 2, Outcome.CONFLICT),
            Result(3, 3, Outcome.ACCEPTED if _ == 0 else Outcome.DUPLICATE),
        ]
    assert sorted(Attempt.objects.values_list("points", flat=True)) == [0.75, 0.75]
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.counter, alarm.body) == ("conflict", 2, bytes(liar.body).decode())


def test_one_number_twice_in_one_batch(server: Any, device: Device, token: str) -> None:
    first, other = make.attempt(1, points=0.5), make.attempt(1, points=0.9)
    assert results(server, token, first, first, other) == [
        Result(1, 1, Outcome.ACCEPTED),
        Result(1, 1, Outcome.DUPLICATE),
        Result(1, 1, Outcome.CONFLICT),
    ]
    assert Attempt.objects.get().points == 0.5


def test_a_new_epoch_begins_its_own_numbers(server: Any, device: Device, token: str) -> None:
    results(server, token, make.attempt(1, points=0.5))
    restored = results(server, token, make.attempt(1, points=0.9), epoch="cd" * 8)
    assert restored == [Result(1, 1, Outcome.ACCEPTED)]
    assert Attempt.objects.count() == 2
    assert DeviceEpoch.objects.filter(device=device).count() == 2
    assert Alarm.objects.count() == 0


def test_a_server_that_lost_what_it_confirmed_asks_for_it_again(
    server: Any, device: Device, token: str
) -> None:
    results(server, token, make.official(1), make.attempt(2))
    for _ in range(2):  # however often its answer is lost on the way
        answer = server.sync(make.exchange(make.attempt(5), confirmed=4), token)
        told = answer.message(SyncResponse)
        assert (told.again, told.results) == (True, [])
    assert Event.objects.count() == 2
    everything = [make.official(1), *(make.attempt(n) for n in range(2, 6))]
    told = server.sync(make.exchange(*everything), token).message(SyncResponse)
    assert told.results == [Result(1, 2, Outcome.DUPLICATE), Result(3, 5, Outcome.ACCEPTED)]
    told = server.sync(make.exchange(confirmed=5), token).message(SyncResponse)
    assert not told.again


def test_a_pc_that_went_to_another_commune_is_not_asked_for_the_past(
    server: Any, device: Device, token: str
) -> None:
    results(server, token, make.official(1), make.attempt(2))
    elsewhere = make.token()
    make.device(make.commune("00721", "Xã Đồng Văn"), held=elsewhere)
    told = server.sync(make.exchange(make.attempt(3), confirmed=2), elsewhere).message(SyncResponse)
    assert (told.again, told.results) == (False, [Result(3, 3, Outcome.ACCEPTED)])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kind": "unheard-of"}, "kind"),
        ({"kind": "nul\x00"}, "kind"),
        ({"counter": 0}, "counter"),
        ({"counter": 2**63}, "counter"),
        ({"at": 2**70}, "time"),
        ({"official": "Lò Thị Mai"}, "official"),
        ({"body": msgspec.Raw(b'{"l":"x"}')}, "body"),
        ({"body": msgspec.Raw(b'"\xff"')}, "body"),
        ({"body": msgspec.Raw(b"null")}, "body"),
    ],
)
def test_what_can_never_be_taken_in_is_refused_and_seen(
    server: Any, device: Device, token: str, changed: dict[str, Any], reason: str
) -> None:
    bad = msgspec.structs.replace(make.attempt(5), **changed)
    told = results(server, token, make.attempt(4), bad)
    assert Result(bad.counter, bad.counter, Outcome.REFUSED, reason) in told
    assert Result(4, 4, Outcome.ACCEPTED) in told
    assert Event.objects.count() == 1
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.reason) == ("refused", reason)


@pytest.mark.parametrize("points", [-0.1, 1.5])
def test_points_lie_between_none_and_all(
    server: Any, device: Device, token: str, points: float
) -> None:
    told = results(server, token, make.attempt(1, points=points))
    assert told == [Result(1, 1, Outcome.REFUSED, "points")]


@pytest.mark.parametrize("years", [-10, 10])
def test_a_wrong_clock_is_noted_and_does_no_harm(
    server: Any, device: Device, token: str, years: int
) -> None:
    wrong = make.NOW_MS + years * 365 * 86_400_000
    late = msgspec.structs.replace(make.report(1), at=wrong)
    assert results(server, token, late, now=wrong) == [Result(1, 1, Outcome.ACCEPTED)]
    device.refresh_from_db()
    assert device.clock_offset_ms is not None
    assert abs(device.clock_offset_ms) > 300 * 86_400_000
    assert abs((Report.objects.get().last_received - timezone.now()).total_seconds()) < 60


def test_many_threads_with_one_batch_leave_one_copy(
    server: Any, device: Device, token: str
) -> None:
    batch = [make.official(1), *(make.attempt(n) for n in range(2, 40)), make.report(40)]
    start = threading.Barrier(12)
    told: list[list[Result]] = []

    def race() -> None:
        start.wait()
        told.append(results(server, token, *batch))

    threads = [threading.Thread(target=race) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told, key=str) == sorted(
        [[Result(1, 40, Outcome.ACCEPTED)]] + [[Result(1, 40, Outcome.DUPLICATE)]] * 11, key=str
    )
    assert Event.objects.count() == 40
    assert (Attempt.objects.count(), Revision.objects.count()) == (38, 1)


def test_overlapping_batches_in_any_order_leave_one_copy_of_each(
    server: Any, device: Device, token: str
) -> None:
    events = [make.report(n, ident=f"{n % 5:032x}", revision=n) for n in range(1, 31)]
    batches = [events[a : a + 12][::step] for a in range(0, 20, 3) for step in (1, -1)]
    start = threading.Barrier(len(batches))
    told: list[list[Result]] = []

    def race(batch: list[messages.Event]) -> None:
        start.wait()
        told.append(results(server, token, *batch))

    threads = [threading.Thread(target=race, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    accepted = [
        counter
        for answer in told
        for result in answer
        if result.outcome == Outcome.ACCEPTED
        for counter in range(result.first, result.last + 1)
    ]
    assert sorted(accepted) == list(range(1, 31))
    assert Revision.objects.count() == Event.objects.count() == 30
    assert {report.latest.number for report in Report.objects.select_related("latest")} == set(
        range(26, 31)
    )


def test_a_corrected_report_is_a_new_revision_and_waits_again(
    server: Any, device: Device, token: str
) -> None:
    results(server, token, make.report(1))
    Report.objects.update(state=Report.State.RETURNED)
    results(server, token, make.report(2, revision=2, answers={"kind": "phishing"}))
    report = Report.objects.get()
    assert report.latest is not None
    assert (report.state, report.latest.number) == ("waiting", 2)
    assert report.revisions.count() == 2


def test_a_revision_that_was_overtaken_does_not_become_the_newest(
    server: Any, device: Device, token: str
) -> None:
    results(server, token, make.report(2, revision=2))
    results(server, token, make.report(1, revision=1))
    report = Report.objects.get()
    assert report.latest is not None
    assert report.latest.number == 2
    assert report.revisions.count() == 2


def test_a_restored_pc_that_sends_a_revision_again_adds_none(
    server: Any, device: Device, token: str
) -> None:
    results(server, token, make.report(7))
    assert results(server, token, make.report(1), epoch="cd" * 8) == [
        Result(1, 1, Outcome.ACCEPTED)
    ]
    assert (Event.objects.count(), Revision.objects.count()) == (2, 1)
    results(server, token, make.report(2, answers={"kind": "other"}), epoch="cd" * 8)
    assert Revision.objects.count() == 2
    assert Alarm.objects.get().kind == "again"


def test_a_report_of_another_commune_cannot_be_touched(
    server: Any, device: Device, token: str
) -> None:
    results(server, token, make.report(1))
    stranger = make.token()
    make.device(make.commune("00721", "Xã Đồng Văn"), held=stranger)
    results(server, stranger, make.report(1, revision=2))
    assert Revision.objects.get().device == device
    assert Alarm.objects.get().kind == "foreign"
    assert Event.objects.count() == 2


def test_only_an_enrolled_pc_is_heard(server: Any, device: Device, token: str) -> None:
    assert server.sync(make.exchange(), make.token()).problem == "not_enrolled"
    assert server.send("/api/v1/sync", b"{}").problem == "not_enrolled"
    Device.objects.update(revoked_at=timezone.now())
    answer = server.sync(make.exchange(make.official(1)), token)
    assert (answer.status, answer.problem) == (403, "revoked")
    assert Event.objects.count() == 0


@pytest.mark.parametrize("path", ["/api/v1/sync", "/api/v1/enrol"])
@pytest.mark.parametrize(
    "broken",
    [
        (b"", "identity"),
        (b"<html>Dang nhap wifi</html>", "identity"),
        (b"[" * 100_000, "identity"),
        (b"{}", "zstd"),
        (b"\x1f\x8b", "gzip"),
        (b"{}", "br"),
        (b'{"v":1,"version":1}', "identity"),
    ],
)
def test_a_broken_body_is_told_so(
    server: Any, device: Device, token: str, path: str, broken: tuple[bytes, str]
) -> None:
    body, coding = broken
    headers = {"Authorization": f"Bearer {token}", "Content-Encoding": coding}
    answer = server.send(path, body, headers)
    assert (answer.status, answer.problem) == (400, "bad_message")


def test_get_is_no_exchange(server: Any) -> None:
    assert server.send("/api/v1/sync", method="GET").problem == "bad_message"


@pytest.mark.parametrize(("version", "problem"), [(0, "update_needed"), (99, "server_older")])
def test_other_versions_are_told_what_to_do(
    server: Any, device: Device, token: str, version: int, problem: str
) -> None:
    assert server.sync(make.exchange(version=version), token).problem == problem
    assert server.enrol(make.asking("", version=version)).problem == problem
    # A later version may look different altogether.
    body = b'{"v":%d,"e":{"new":"shape"}}' % version
    answer = server.send("/api/v1/sync", body, {"Authorization": f"Bearer {token}"})
    assert answer.problem == problem


def test_too_many_events_are_refused_whole(server: Any, device: Device, token: str) -> None:
    batch = [make.attempt(n) for n in range(1, 1002)]
    answer = server.sync(make.exchange(*batch), token)
    assert (answer.status, answer.problem) == (413, "too_large")
    assert Event.objects.count() == 0


def test_a_thousand_events_are_one_result(server: Any, device: Device, token: str) -> None:
    batch = [make.attempt(n) for n in range(1, 1001)]
    assert results(server, token, *batch) == [Result(1, 1000, Outcome.ACCEPTED)]
    assert Attempt.objects.count() == 1000


def test_a_bomb_is_not_unpacked(server: Any, device: Device, token: str) -> None:
    bomb = gzip.compress(b" " * (MAX_BODY_BYTES + 10))
    headers = {"Authorization": f"Bearer {token}", "Content-Encoding": "gzip"}
    answer = server.send("/api/v1/sync", bomb, headers)
    assert (answer.status, answer.problem) == (413, "too_large")


def test_a_body_that_is_too_long_is_refused_before_it_travels(
    server: Any, device: Device, token: str
) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(
            f"POST /api/v1/sync HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Length: {MAX_BODY_BYTES + 1}\r\n\r\n".encode()
        )
        assert line.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_line_cut_in_mid_body_leaves_nothing(server: Any, device: Device, token: str) -> None:
    body, _ = encoding.encode(make.exchange(make.official(1)), "identity")
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        head = (
            f"POST /api/v1/sync HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        line.sendall(head.encode() + body[:-1])
    assert results(server, token, make.official(1)) == [Result(1, 1, Outcome.ACCEPTED)]


def test_the_answer_is_coded_as_the_device_can_read_it(
    server: Any, device: Device, token: str
) -> None:
    body, _ = encoding.encode(make.exchange(make.official(1), make.official(3)), "identity")
    for accepted in ("zstd, gzip", "gzip", ""):
        answer = server.send(
            "/api/v1/sync",
            body,
            {"Authorization": f"Bearer {token}", "Accept-Encoding": accepted},
        )
        assert answer.headers["content-type"] == encoding.MEDIA_TYPE
        assert answer.headers.get("content-encoding", "identity") in {
            *accepted.split(", "),
            "identity",
        }
        assert answer.message(SyncResponse).version == 1


def test_the_server_says_that_it_is_there(server: Any) -> None:
    assert server.send("/healthz", method="GET").body == b"ok\n"


def test_nothing_new_costs_one_small_answer(server: Any) -> None:
    held = make.token()
    make.device(held=held)
    answer = server.sync(make.exchange(), held)
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    assert len("HTTP/1.1 200 OK") + 4 + head + len(answer.body) <= 200


def test_the_answer_uses_a_dictionary_only_for_those_who_know_it(
    server: Any, device: Device, token: str
) -> None:
    with transaction.atomic():
        for n in range(5):
            read = messages.ReportRead(f"{n:032x}", 1, make.NOW_MS)
            numbering.record(device, messages.ChangeKind.REPORT_READ, read)

    def ask(trained: int, told: int) -> tuple[bool, int]:
        body, headers = encoding.encode_for(make.exchange(dictionary=told), "zstd", trained)
        headers |= {"Authorization": f"Bearer {token}", "Accept-Encoding": "zstd"}
        answer = server.send("/api/v1/sync", body, headers)
        response = answer.message(SyncResponse)
        assert len(response.changes) == 5
        return answer.headers["content-type"] == encoding.TRAINED_MEDIA_TYPE, response.dictionary

    newest = dictionary.NEWEST
    assert ask(trained=0, told=0) == (False, 0)
    assert ask(trained=0, told=newest) == (True, newest)
    assert ask(trained=newest, told=0) == (True, 0)
    # A later device learns what this server knows.
    assert ask(trained=0, told=newest + 7) == (True, newest)
    assert ask(trained=0, told=5) == (False, 0)


def test_a_connection_that_the_database_cut_is_made_anew(
    server: Any, device: Device, token: str
) -> None:
    assert results(server, token, make.official(1)) == [Result(1, 1, Outcome.ACCEPTED)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    told = [results(server, token, make.attempt(n)) for n in range(2, 40)]
    assert told == [[Result(n, n, Outcome.ACCEPTED)] for n in range(2, 40)]
