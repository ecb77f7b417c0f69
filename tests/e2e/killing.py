"""Kill an official's process again and again, then compare what is there with what was said.

Used by the test (200 kills) and by the benchmark (many more). The model is what the
process acknowledged on its standard output; the system is the encrypted file and the
province's database.
"""

import collections
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.usecases.learning import Learning
from desktop.usecases.people import Door, NewOfficial, Session
from desktop.usecases.reporting import Reporting
from desktop.usecases.syncing import Syncing
from tests.e2e.answers import FREE_TEXT
from tests.e2e.province import Province

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "build" / "packs"
NAME, PASSWORD = "Hoàng Thị Sử", "chim sơn ca hót trên nương"
LONGEST_SITTING_S = 0.6


def clock() -> int:
    return time.time_ns() // 1_000_000


class Trial:
    """One PC, one province, and the record of what the PC acknowledged."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._data = folder / "pc"
        self._draw = random.Random(seed)
        self._province = Province(folder / "province")
        self._rest = b""
        self.acknowledged = 0
        self._answers: dict[tuple[str, str], Any] = {}
        self._texts: dict[str, set[str]] = collections.defaultdict(set)
        self._finished: set[str] = set()
        self._submitted: set[str] = set()

    def __enter__(self) -> Self:
        self._province.start()
        Door(self._data, clock).set_up(
            NewOfficial(NAME, "Công chức văn phòng – thống kê"),
            PASSWORD,
            address=self._province.address,
            enrolment_code=self._province.code,
        ).close()
        command = [sys.executable, "-m", "tests.e2e.busy_official"]
        self._zygote = subprocess.Popen(
            [*command, str(self._data), str(PACKS), NAME, PASSWORD],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        self._zygote.stdin.close()
        self._zygote.stdout.close()
        self._zygote.wait()
        self._province.stop()

    def sit_and_be_killed(self) -> None:
        """One sitting, ended by SIGKILL at a random moment after signing in."""
        assert self._zygote.stdin is not None
        self._zygote.stdin.write(f"go {self._draw.randrange(2**31)}\n".encode())
        self._zygote.stdin.flush()
        pid = self._read_line()[1]["pid"]
        assert self._read_line()[1]["do"] == "sign_in"
        end = time.monotonic() + self._draw.uniform(0, LONGEST_SITTING_S)
        intent: dict[str, Any] | None = None
        killed = False
        while True:
            left = end - time.monotonic()
            if not killed and (left <= 0 or not self._is_readable(left)):
                os.kill(pid, signal.SIGKILL)
                killed = True
            mark, what = self._read_line()
            if mark == "dead":
                break
            if mark == "I":
                intent = what
            elif mark == "A":
                intent = None
                self._note(what)
            else:
                raise AssertionError((mark, what))
        if intent and intent["do"] == "write":
            # Killed in the middle: either text may be there.
            self._texts[intent["report"]].add(intent["text"])

    def finish(self) -> None:
        """A last sitting without a kill: send everything that waits."""
        session = self._sign_in()
        syncing = Syncing(session, clock, "test")
        while (done := syncing.exchange()).waiting or done.problem:
            assert not done.problem, done
        syncing.close()
        session.close()

    def check(self) -> None:
        """Everything acknowledged is there, once, here and in the province."""
        session = self._sign_in()
        try:
            self._check_file(session)
            self._check_province(session)
        finally:
            session.close()

    def _check_file(self, session: Session) -> None:
        learning = Learning(session, PACKS, clock)
        given: dict[tuple[str, str], list[Any]] = collections.defaultdict(list)
        open_now = {
            card.open_attempt
            for module in learning.modules()
            for card in module.lessons
            if card.open_attempt
        }
        for attempt in open_now:
            for question, answer in learning.resume(attempt).answers.items():
                given[attempt, question].append(answer.response)
        for (attempt, question), response in self._answers.items():
            if attempt in open_now:
                assert given[attempt, question] == [response], (attempt, question)
        assert not open_now & self._finished, "finished and open at once"

        reporting = Reporting(session, PACKS, clock)
        drafts = {card.report for card in reporting.drafts()}
        sent = {card.report for card in reporting.reports()}
        assert not drafts & sent, "sent and still a draft"
        assert self._submitted <= sent
        for report, texts in self._texts.items():
            assert report in drafts | sent, "a draft is gone"
            held = (
                reporting.open_draft(report).session
                if report in drafts
                else reporting.submitted(report, 1)
            )
            assert held.field(FREE_TEXT).value in texts, report

    def _check_province(self, session: Session) -> None:
        here = session.store.rows("SELECT epoch, counter, kind, body, state FROM events")
        assert {row["state"] for row in here} == {"accepted"}
        counters = sorted(row["counter"] for row in here)
        assert counters == list(range(1, len(counters) + 1)), "a gap"
        bodies = {(row["epoch"], row["counter"]): row["body"] for row in here}
        there = self._province.rows("SELECT epoch, counter, body FROM intake_event")
        assert len(there) == len(bodies), "lost or doubled"
        assert {(epoch, counter): body for epoch, counter, body in there} == bodies

        attempts = [json.loads(row["body"]) for row in here if row["kind"] == "attempt"]
        assert len(attempts) >= len(self._finished)
        for attempt in self._finished:
            told = {q: r for (a, q), r in self._answers.items() if a == attempt}
            matching = [
                body
                for body in attempts
                if all({a[0]: a[1] for a in body["a"]}.get(q) == r for q, r in told.items())
            ]
            assert matching, attempt
        assert self._province.rows("SELECT count(*) FROM intake_alarm") == [(0,)]

    def _note(self, what: dict[str, Any]) -> None:
        self.acknowledged += 1
        match what["do"]:
            case "answer":
                self._answers[what["attempt"], what["question"]] = what["response"]
            case "finish":
                self._finished.add(what["attempt"])
            case "submit":
                self._submitted.add(what["report"])
            case "write":
                self._texts[what["report"]] = {what["text"]}
            case _:
                pass

    def _sign_in(self) -> Session:
        return Door(self._data, clock).sign_in(NAME, PASSWORD)

    def _is_readable(self, within_s: float) -> bool:
        if b"\n" in self._rest:
            return True
        return bool(select.select([self._zygote.stdout], [], [], within_s)[0])

    def _read_line(self) -> tuple[str, dict[str, Any]]:
        assert self._zygote.stdout is not None
        while b"\n" not in self._rest:
            block = os.read(self._zygote.stdout.fileno(), 65536)
            assert block, "the official's process ended"
            self._rest += block
        line, _, self._rest = self._rest.partition(b"\n")
        mark, _, text = line.decode().partition(" ")
        return mark, json.loads(text or "{}")
