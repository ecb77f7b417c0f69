"""An official who never stops working, to be killed at any moment.

``python busy_official.py DATA PACKS NAME PASSWORD`` imports everything once, then forks a
child for each line ``go SEED`` on standard input. The child signs in and works: quiz
answers, drafts, submissions, exchanges. Before each action it prints ``I`` and what it
is about to do, after it ``A`` and what came of it. Who reads both knows what was
acknowledged, and kills the child whenever they like; then ``dead`` is printed.
"""

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from desktop.usecases.learning import Attempt, Learning
from desktop.usecases.people import Door, Session
from desktop.usecases.reporting import Reporting
from desktop.usecases.syncing import Syncing
from lessons import questions
from reports.session import FormSession
from tests.e2e import answers

WORDS = ["đường truyền", "cáp quang", "đứt", "tại bản", "máy", "một cửa", "không vào được"]


def clock() -> int:
    return time.time_ns() // 1_000_000


def say(mark: str, **what: Any) -> None:
    # One write, so that a kill never leaves half a line.
    os.write(1, f"{mark} {json.dumps(what, ensure_ascii=False)}\n".encode())


class Busy:
    """One sitting."""

    def __init__(self, session: Session, packs: Path, seed: int) -> None:
        self.draw = random.Random(seed)
        self.learning = Learning(session, packs, clock)
        self.reporting = Reporting(session, packs, clock)
        self.syncing = Syncing(session, clock, "test", self.draw)

    def act(self) -> None:
        self.draw.choices([self.quiz, self.report, self.exchange], [6, 5, 2])[0]()

    def quiz(self) -> None:
        cards = [card for module in self.learning.modules() for card in module.lessons]
        opened = [card for card in cards if card.open_attempt]
        if not opened:
            card = self.draw.choice(cards)
            say("I", do="start", lesson=card.id)
            attempt = self.learning.start(card.id)
            say("A", do="start", attempt=attempt.id)
            return
        self.answer(self.learning.resume(opened[0].open_attempt))

    def answer(self, attempt: Attempt) -> None:
        if attempt.at < len(attempt.questions):
            question = attempt.questions[attempt.at]
            response = answers.any_response(question, self.draw)
            told = {"attempt": attempt.id, "question": question.id, "response": response}
            say("I", do="answer", **told)
            self.learning.answer(attempt.id, question.id, response, self.draw.randint(1, 90))
            say("A", do="answer", **told)
            return
        say("I", do="finish", attempt=attempt.id)
        self.learning.finish(attempt.id)
        say("A", do="finish", attempt=attempt.id)

    def report(self) -> None:
        drafts = self.reporting.drafts()
        if not drafts:
            say("I", do="draft")
            draft = self.reporting.new_draft("incident")
            say("A", do="draft", report=draft.report)
            for ref, value in answers.incident().items():
                draft.answer(ref, value)
            return
        report = drafts[0].report
        draft = self.reporting.open_draft(report)
        if self.draw.random() < 0.25 and not draft.session.errors() and not draft.session.missing():
            say("I", do="submit", report=report)
            self.reporting.submit(report)
            say("A", do="submit", report=report)
            return
        text = " ".join(self.draw.choices(WORDS, k=8))
        say("I", do="write", report=report, text=text)
        draft.answer(answers.FREE_TEXT, text)
        say("A", do="write", report=report, text=text)

    def exchange(self) -> None:
        say("I", do="exchange")
        done = self.syncing.exchange()
        say("A", do="exchange", confirmed=done.confirmed, problem=done.problem)


def sit(data: Path, packs: Path, name: str, password: str, seed: int) -> None:
    session = Door(data, clock).sign_in(name, password)
    say("A", do="sign_in")
    busy = Busy(session, packs, seed)
    while True:
        busy.act()


def main(data: str, packs: str, name: str, password: str) -> None:
    assert questions and FormSession  # imported before forking, so that a child starts fast
    for line in sys.stdin:
        seed = int(line.split()[1])
        child = os.fork()
        if child == 0:
            say("pid", pid=os.getpid())
            try:
                sit(Path(data), Path(packs), name, password, seed)
            except BaseException as error:
                say("failed", error=repr(error))
                raise
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main(*sys.argv[1:])
