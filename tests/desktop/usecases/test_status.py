"""The sentence about sync, from what exchanges leave in the store."""

import pytest

from desktop.store import device
from desktop.usecases.status import Sentence, read_status


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({}, Sentence.NOT_ENROLLED),
        ({"problem": "code_used"}, Sentence.NOT_ENROLLED),
        ({"problem": "revoked"}, Sentence.REVOKED),
        ({"enrolled_at": 1}, Sentence.WAITING),
        ({"enrolled_at": 1, "problem": "no_line"}, Sentence.WAITING_WITH_PROBLEM),
        ({"enrolled_at": 1, "problem": "revoked"}, Sentence.REVOKED),
    ],
)
def test_with_something_waiting(pc, row, sentence):
    with pc.session.store.write() as database:
        device.change(database, **(row or {"problem": ""}))
    assert read_status(pc.session).sentence is sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"enrolled_at": 1}, Sentence.NOTHING_SENT_YET),
        ({"enrolled_at": 1, "last_confirmed": 5}, Sentence.ALL_CONFIRMED),
        ({"enrolled_at": 1, "last_confirmed": 5, "problem": "tls"}, Sentence.PROBLEM),
    ],
)
def test_with_nothing_waiting(pc, row, sentence):
    with pc.session.store.write() as database:
        database.execute("UPDATE events SET state = 'accepted'")
        device.change(database, **row)
    status = read_status(pc.session)
    assert (status.sentence, status.waiting, status.size) == (sentence, 0, 0)


def test_a_revocation_that_came_down_is_said_at_once(pc):
    with pc.session.store.write() as database:
        device.change(database, enrolled_at=1, last_confirmed=5)
        database.execute("INSERT INTO changes VALUES (1, 'revoked', '{}', 5)")
    assert read_status(pc.session).sentence is Sentence.REVOKED
    with pc.session.store.write() as database:
        device.change(database, last_confirmed=6)  # taken back: the province answers again
    assert read_status(pc.session).sentence is Sentence.WAITING
