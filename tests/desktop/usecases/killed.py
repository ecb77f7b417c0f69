"""An official at work who is killed again and again, each time without warning.

A child process does what an official does (answers, drafts, submissions, exchanges) and
says of each action, once it returned, that it was acknowledged; its parent kills it
(SIGKILL) at a random moment and starts the next one over the same data. What was
acknowledged is given back, to be looked for.
"""

import contextlib
import importlib
import json
import os
import random
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from desktop.usecases.clock import system_clock
from desktop.usecases.errors import KnownError
from desktop.usecases.learning import Learning
from desktop.usecases.people import Door
from desktop.usecases.reporting import Reporting
from desktop.usecases.syncing import Syncing

Ack = dict[str, Any]
RESPONSES = {"q-tep": 1, "q-gio": "24", "q-thu-tu": [1, 0, 2]}
MOST_ACTIONS = 12
MORE_S = 0.02

# Use cases import late what a window does not need at its start; every child would spend
# most of its life on that, so it is inherited.
for late in (
    "desktop.store.opening",
    "desktop.store.exchange",
    "lessons.pack",
    "reports.session",
    "sync.client.http",
    "sync.client.enrol",
    "argon2.low_level",
    "nacl.secret",
    "pyrage",
    "nacl.signing",
):
    importlib.import_module(late)


def work(
    data: Path, packs: Path, name: str, password: str, *, kills: int, seed: int, sync: bool
) -> list[Ack]:
    """Kill ``kills`` officials; gives everything that was acknowledged, in order."""
    draw = random.Random(seed)
    acknowledged: list[Ack] = []
    for life in range(kills):
        acknowledged += _live(data, packs, name, password, draw=draw, sync=sync, life=life)
    return acknowledged


def _live(
    data: Path, packs: Path, name: str, password: str, *, draw: random.Random, sync: bool, life: int
) -> list[Ack]:
    readable, writable = os.pipe()
    child_seed = draw.random()
    child = os.fork()
    if child == 0:
        os.close(readable)
        with contextlib.suppress(BaseException), os.fdopen(writable, "wb", buffering=0) as said:
            own = random.Random(child_seed)
            _act(data, packs, name, password, draw=own, said=said, sync=sync, life=life)
        os._exit(1)
    os.close(writable)
    heard = b""
    actions, more = draw.randrange(MOST_ACTIONS), draw.uniform(0, MORE_S)
    with os.fdopen(readable, "rb", buffering=0) as hearing:
        while heard.count(b"\n") < actions and (block := hearing.read(65536)):
            heard += block
        # Then somewhere in the next action; it says nothing while it is at it.
        select.select([], [], [], more)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        heard += hearing.read()
    assert os.WIFSIGNALED(status), f"it ended by itself: {heard[-2000:]!r}"
    return [json.loads(line) for line in heard.split(b"\n")[:-1]]


def _act(
    data: Path,
    packs: Path,
    name: str,
    password: str,
    *,
    draw: random.Random,
    said: BinaryIO,
    sync: bool,
    life: int,
) -> None:
    session = Door(data, system_clock).sign_in(name, password)
    learning = Learning(session, packs, system_clock)
    reporting = Reporting(session, packs, system_clock)
    syncing = Syncing(session, system_clock, "killed")

    def acknowledge(**what: Any) -> None:
        said.write(json.dumps(what).encode() + b"\n")

    learns, reports = _learn(learning, draw), _report(reporting, draw, life)
    while True:
        turn = draw.random()
        if sync and turn < 0.15:
            result = syncing.exchange()
            acknowledge(did="exchange", problem=result.problem)
        else:
            acknowledge(**next(learns if turn < 0.5 else reports))


def _learn(learning: Learning, draw: random.Random) -> Iterator[Ack]:
    while True:
        attempt = learning.quizzes.start("b2")
        if attempt.at < len(attempt.questions):
            question = attempt.questions[attempt.at].id
            learning.quizzes.answer(attempt.id, question, RESPONSES[question], draw.randrange(100))
            yield {"did": "answer", "seed": attempt.seed, "question": question}
        else:
            learning.quizzes.finish(attempt.id)
            yield {"did": "finish", "seed": attempt.seed}


def _report(reporting: Reporting, draw: random.Random, life: int) -> Iterator[Ack]:
    number = 0
    while True:
        drafts = reporting.drafts()
        if drafts:
            draft = reporting.open_draft(drafts[0].report)
        else:
            draft = reporting.new_draft("outage")
            yield {"did": "begin", "report": draft.report}
        for _ in range(draw.randrange(1, 6)):
            number += 1
            value = f"{life}.{number}"
            draft.answer("/data/where/place", value)
            yield {"did": "draft", "report": draft.report, "value": value}
        draft.answer("/data/where/line", "ok")
        with contextlib.suppress(KnownError):
            reporting.submit(draft.report)
            yield {"did": "submit", "report": draft.report}


if __name__ == "__main__":
    # In a process of its own: the tests' may have threads, which no fork survives whole.
    told = json.loads(sys.argv[1])
    told["data"], told["packs"] = Path(told["data"]), Path(told["packs"])
    print(json.dumps(work(**told)))
