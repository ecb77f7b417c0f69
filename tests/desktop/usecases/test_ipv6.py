"""An office whose network has IPv6 alone."""

import os
import subprocess
import sys

import pytest

from desktop.usecases.enrolment import Enrolment
from desktop.usecases.syncing import Syncing
from tests.sync.province import Province


@pytest.fixture
def address(tmp_path):
    """A province that listens on ::1 only."""
    province = Province(tmp_path / "province")
    process = subprocess.Popen(
        [sys.executable, "-m", "sync.server", "serve", "--host", "::1", "--port", "0"],
        env={**os.environ, **province.environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = process.stdout.readline().strip()
    yield told, province.codes[0]
    process.terminate()
    process.wait(60)
    process.stdout.close()


def test_an_exchange_over_ipv6_alone(pc, address):
    told, code = address
    assert "[::1]" in told
    Enrolment(pc.session).correct(address=told, code=code)
    syncing = Syncing(pc.session, pc.clock, "test")
    result = syncing.exchange()
    syncing.close()
    assert (result.problem, result.enrolled_now, result.waiting) == ("", True, 0)
