"""A PC that the province withdrew comes back with a new code, and loses nothing."""

from collections.abc import Iterator

import pytest

from desktop.usecases.enrolment import Enrolment
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import NewOfficial, People
from desktop.usecases.status import Sentence, read_status
from desktop.usecases.syncing import Syncing
from sync.protocol.refusals import Problem
from tests.desktop.usecases.conftest import Pc
from tests.sync.province import Province


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    made = Province(tmp_path_factory.mktemp("province"))
    made.start()
    yield made
    made.stop()


def test_a_withdrawn_pc_comes_back_with_a_new_code(pc: Pc, province: Province) -> None:
    first, second = province.new_codes(2)
    enrolment = Enrolment(pc.session)
    enrolment.correct(address=province.address, code=first)
    syncing = Syncing(pc.session, pc.clock, "test")
    assert syncing.exchange().confirmed == 1
    with pytest.raises(KnownError) as caught:
        enrolment.correct(address=province.address, code=second)
    assert caught.value.code is Code.ALREADY_ENROLLED

    province.python(
        "from django.utils import timezone\n"
        "from sync.server.devices.models import Device\n"
        "Device.objects.update(revoked_at=timezone.now())"
    )
    People(pc.session, pc.clock).add_official(
        NewOfficial("Lò Văn Páo", "Công chức"), "rừng xanh núi đỏ"
    )
    assert syncing.exchange().problem == Problem.REVOKED
    assert read_status(pc.session).sentence is Sentence.REVOKED
    assert not enrolment.state().enrolled

    enrolment.correct(address=province.address, code=second)
    done = syncing.exchange()
    assert (done.problem, done.enrolled_now, done.confirmed) == ("", True, 1)
    assert read_status(pc.session).sentence is Sentence.ALL_CONFIRMED
    assert province.rows("SELECT count(*) FROM devices_device") == [(1,)]
    assert province.rows("SELECT count(*) FROM intake_event") == [(2,)]
    assert province.rows("SELECT count(*) FROM intake_alarm") == [(0,)]
    syncing.close()
