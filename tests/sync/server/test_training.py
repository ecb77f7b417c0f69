"""What is counted as a test."""

import pytest

from sync.protocol import messages
from sync.server.devices.models import Commune
from sync.server.intake import training
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db


def attempt(counter, mode):
    body = messages.AttemptFinished(
        "b2", "c0ffee", "vi", make.NOW_MS, 7, [], 0.5, passed=False, mode=mode
    )
    return make.event(counter, body)


def test_practice_and_review_are_the_learners_own_business():
    commune = make.commune()
    batch = [attempt(n, mode) for n, mode in enumerate(("test", "practice", "review"), 2)]
    make.take_in(make.device(commune), make.official(1), *batch)
    assert [row.mode for row in training.attempts(Commune.objects.all(), None)] == ["test"]
