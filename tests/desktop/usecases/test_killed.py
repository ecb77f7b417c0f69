"""Two hundred deaths in the middle of quiz, draft and exchange."""

import json
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from desktop.store import attempts, drafts
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.syncing import Syncing
from sync.protocol.messages import AttemptFinished, Event, ReportSubmitted
from tests.desktop.usecases.conftest import NAME, PASSWORD
from tests.sync.province import Province

KILLS = 200


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    made = Province(tmp_path_factory.mktemp("province"))
    made.start()
    yield made
    made.stop()


class History:
    """What the store says after the last death."""

    def __init__(self, store) -> None:
        self.events = store.rows("SELECT * FROM events ORDER BY epoch, counter")

        def bodies(kind, shape):
            return [
                msgspec.json.decode(row["body"], type=shape)
                for row in self.events
                if row["kind"] == kind
            ]

        self.attempts = bodies("attempt", AttemptFinished)
        self.reports = bodies("report", ReportSubmitted)
        self.open = {
            row["seed"]: attempts.answers(store, row["id"])
            for row in store.rows("SELECT id, seed FROM attempts")
        }
        self.drafts = {
            row["report"]: json.loads(drafts.read(store, row["report"]).state)
            for row in store.rows("SELECT report FROM drafts")
        }

    def finished(self, seed):
        return [attempt for attempt in self.attempts if attempt.seed == seed]

    def sent(self, report):
        return [one for one in self.reports if one.report == report]

    def place(self, report):
        """What the report says last, sent or not."""
        for one in self.sent(report):
            return json.loads(bytes(one.submission))["values"]["place"]
        return self.drafts[report]["answers"]["where"]["place"]


def newer_or_same(found, acknowledged):
    """A value is ``life.number``; the one after the last acknowledged may be there too."""
    return [int(part) for part in found.split(".")] >= [int(p) for p in acknowledged.split(".")]


def test_what_was_acknowledged_is_there_once(pc, province):
    seed = random.SystemRandom().randrange(10**9)
    print("seed", seed)
    Enrolment(pc.session).correct(address=province.address, code=province.codes.pop())
    pc.session.close()

    told = {
        "data": str(pc.data_dir),
        "packs": str(pc.packs),
        "name": NAME,
        "password": PASSWORD,
        "kills": KILLS,
        "seed": seed,
        "sync": True,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.usecases.killed", json.dumps(told)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        check=True,
    )
    acknowledged = json.loads(done.stdout)

    store = pc.sign_in().store
    history = History(store)
    assert store.damage() == []
    # No gap, nothing twice.
    assert [row["counter"] for row in history.events] == list(range(1, len(history.events) + 1))
    done = {}
    for each in acknowledged:
        done.setdefault(each["did"], []).append(each)
    assert len(acknowledged) > 2 * KILLS
    assert set(done) == {"answer", "finish", "begin", "draft", "submit", "exchange"}

    for each in done["answer"]:
        if each["seed"] in history.open:
            assert each["question"] in history.open[each["seed"]]
        else:
            (attempt,) = history.finished(each["seed"])
            assert each["question"] in {answer.question for answer in attempt.answers}
    for each in done["finish"]:
        assert len(history.finished(each["seed"])) == 1
    assert all(len(attempt.answers) == 3 for attempt in history.attempts)

    last_value = {each["report"]: each["value"] for each in done["draft"]}
    for report, value in last_value.items():
        assert newer_or_same(history.place(report), value)
    for each in done["submit"]:
        assert len(history.sent(each["report"])) == 1
        assert each["report"] not in history.drafts
    assert len({one.report for one in history.reports}) == len(history.reports)

    syncing = Syncing(pc.session, pc.clock, "test")
    assert syncing.exchange().problem == ""
    syncing.close()
    there = province.rows("SELECT epoch, counter, digest FROM intake_event ORDER BY counter")
    here = [(row["epoch"], row["counter"], digest(row).hex()) for row in history.events]
    assert there == here
    assert province.rows("SELECT count(*) FROM intake_alarm") == [(0,)]
    assert store.value("SELECT count(*) FROM events WHERE state != 'accepted'") == 0


def digest(row):
    body = msgspec.Raw(row["body"].encode())
    return Event(row["counter"], row["kind"], row["at"], row["official"], body).digest()
