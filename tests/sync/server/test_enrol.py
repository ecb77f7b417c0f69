"""Enrolment over a real socket."""

import threading
from typing import Any

import pytest
from django.utils import timezone

from sync.protocol import codes
from sync.protocol.enrolment import EnrolResponse
from sync.server.accounts.tries import MOST_IN_WINDOW
from sync.server.devices import enrolment
from sync.server.devices.models import Device, EnrolmentCode
from tests.sync.server import factories as make


def test_a_code_makes_a_pc_its_communes(server: Any) -> None:
    code = enrolment.create_code(make.commune())
    answer = server.enrol(make.asking(code, name="Máy văn phòng", app="1.0"))
    assert answer.status == 200
    told = answer.message(EnrolResponse)
    assert (told.commune, told.commune_code) == ("Xã Lũng Cú", "00715")
    assert (told.province, told.province_code) == ("Tỉnh Tuyên Quang", "08")
    device = Device.objects.get(ident=told.device)
    assert (device.commune_id, device.name) == ("00715", "Máy văn phòng")


def test_neither_code_nor_token_can_be_read_from_the_database(server: Any) -> None:
    code, token = enrolment.create_code(make.commune()), make.token()
    server.enrol(make.asking(code, token))
    kept = str(list(Device.objects.values()) + list(EnrolmentCode.objects.values()))
    assert token not in kept
    assert code not in kept
    assert codes.normalise(code) not in kept


def test_an_answer_lost_on_the_way_is_given_again(server: Any) -> None:
    code, token = enrolment.create_code(make.commune()), make.token()
    first = server.enrol(make.asking(code, token)).message(EnrolResponse)
    again = server.enrol(make.asking(code.lower().replace("-", " "), token)).message(EnrolResponse)
    assert again.device == first.device
    assert Device.objects.count() == 1


def test_a_used_code_is_refused_to_another_pc(server: Any) -> None:
    code = enrolment.create_code(make.commune())
    server.enrol(make.asking(code))
    answer = server.enrol(make.asking(code))
    assert (answer.status, answer.problem) == (409, "code_used")


def test_codes_that_do_not_hold(server: Any) -> None:
    expired, cancelled = (enrolment.create_code(make.commune()) for _ in range(2))
    EnrolmentCode.objects.filter(digest=enrolment.code_digest(codes.normalise(expired))).update(
        expires_at=timezone.now()
    )
    EnrolmentCode.objects.filter(digest=enrolment.code_digest(codes.normalise(cancelled))).update(
        cancelled_at=timezone.now()
    )
    assert server.enrol(make.asking(expired)).problem == "code_expired"
    assert server.enrol(make.asking(cancelled)).problem == "code_expired"
    assert server.enrol(make.asking(codes.new_code())).problem == "code_unknown"
    assert server.enrol(make.asking("not a code")).problem == "code_unknown"
    assert Device.objects.count() == 0


def test_a_pc_that_was_given_another_communes_code_moves_with_the_right_one(server: Any) -> None:
    token = make.token()
    wrong = enrolment.create_code(make.commune("00721", "Xã Đồng Văn"))
    right = enrolment.create_code(make.commune())
    first = server.enrol(make.asking(wrong, token)).message(EnrolResponse)
    second = server.enrol(make.asking(right, token)).message(EnrolResponse)
    assert (second.device, second.commune_code) == (first.device, "00715")


def test_a_revoked_pc_cannot_come_back_with_its_token(server: Any) -> None:
    token = make.token()
    device = make.device(held=token)
    Device.objects.filter(pk=device.pk).update(revoked_at=timezone.now())
    fresh = enrolment.create_code(make.commune())
    assert server.enrol(make.asking(fresh, token)).problem == "revoked"


@pytest.mark.parametrize(
    "changed",
    [
        {"token": "short"},
        {"token": "ä" * 43},
        {"verify_key": "not hexadecimal"},
    ],
)
def test_what_is_no_enrolment_is_told_so(server: Any, changed: dict[str, str]) -> None:
    code = enrolment.create_code(make.commune())
    assert server.enrol(make.asking(code, **changed)).problem == "bad_message"


def test_guessing_is_slowed_down_by_address(server: Any) -> None:
    for _ in range(MOST_IN_WINDOW):
        assert server.enrol(make.asking(codes.new_code())).problem == "code_unknown"
    code = enrolment.create_code(make.commune())
    answer = server.enrol(make.asking(code))
    assert (answer.status, answer.problem) == (429, "too_many_tries")
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60


def test_typing_errors_are_not_guesses(server: Any) -> None:
    for _ in range(MOST_IN_WINDOW + 1):
        server.enrol(make.asking("ABCDE-FGHJ"))
    assert server.enrol(make.asking(enrolment.create_code(make.commune()))).status == 200


def test_many_pcs_that_race_for_one_code_leave_one_device(server: Any) -> None:
    code = enrolment.create_code(make.commune())
    start = threading.Barrier(8)
    outcomes: list[int] = []

    def race() -> None:
        asked = make.asking(code)
        start.wait()
        outcomes.append(server.enrol(asked).status)

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [200] + [409] * 7
    assert Device.objects.count() == 1
