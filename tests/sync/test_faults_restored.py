"""The province puts yesterday's backup back: what came and was decided since is not lost."""

import shutil
import sqlite3

import pytest

from tests.sync.client.conftest import Pc
from tests.sync.province import Province

REPORT = "1" * 32


@pytest.fixture
def province(tmp_path):
    made = Province(tmp_path / "province")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def pc(tmp_path, province):
    made = Pc(tmp_path / "pc", province.codes[0], province.address)
    made.enrol()
    yield made
    made.close()


def _decide(province, *moments):
    """The province reads a report, at each of ``moments``."""
    province.python(
        "from django.db import transaction\n"
        "from sync.protocol.messages import ChangeKind, ReportRead\n"
        "from sync.server.changes import numbering\n"
        "from sync.server.devices.models import Device\n"
        f"for at in {moments!r}:\n"
        "    with transaction.atomic():\n"
        f"        body = ReportRead({REPORT!r}, 1, at)\n"
        "        numbering.record(Device.objects.get(), ChangeKind.REPORT_READ, body)\n"
    )


def _taken_in(pc):
    rows = pc.store.rows("SELECT json_extract(body, '$.at') AS at FROM changes ORDER BY number")
    return [row["at"] for row in rows]


def test_nothing_is_lost_when_the_province_is_put_back_to_an_older_state(province, pc, tmp_path):
    port = province.target[1]
    pc.read_lessons(3)
    _decide(province, 1)
    assert pc.engine.run().problem == ""

    backup = tmp_path / "backup"
    (database,) = province.folder.glob("*.sqlite3")
    with sqlite3.connect(database) as now, sqlite3.connect(backup) as copy:
        now.backup(copy)
    for connection in now, copy:
        connection.close()

    pc.read_lessons(3)
    _decide(province, 2, 3)
    assert pc.engine.run().problem == ""
    assert _taken_in(pc) == [1, 2, 3]

    province.stop()
    for leftover in province.folder.glob("*.sqlite3-*"):
        leftover.unlink()
    shutil.copy(backup, database)
    province.start(port)

    # Decided anew; two of the numbers were used before for something else.
    _decide(province, 4, 5, 6)
    pc.read_lessons(1)
    summary = pc.engine.run()
    assert (summary.problem, summary.requests) == ("", 2)
    assert pc.states() == {"accepted": 8}
    counters = province.rows("SELECT counter FROM intake_event ORDER BY counter")
    assert [counter for (counter,) in counters] == list(range(1, 9))
    assert _taken_in(pc) == [1, 2, 3, 4, 5, 6]
    assert province.rows("SELECT kind FROM intake_alarm") == [("rewound",)]


def test_a_pc_that_the_backup_does_not_know_sends_everything_to_where_it_enrols_again(
    province, pc, tmp_path
):
    pc.read_lessons(3)
    assert pc.engine.run().problem == ""
    other = Province(tmp_path / "other")
    other.start()
    try:
        pc.carrier.close()
        pc.row = pc.row.__class__(**{**vars(pc.row), "code": other.codes[0]})
        pc.carrier = pc.new_carrier(other.address)
        pc.engine = pc.new_engine()
        assert pc.engine.run().problem == "not_enrolled"
        pc.enrol()
        summary = pc.engine.run()
        assert (summary.problem, summary.confirmed) == ("", 4)
        assert other.rows("SELECT count(*) FROM intake_event") == [(4,)]
    finally:
        other.stop()
