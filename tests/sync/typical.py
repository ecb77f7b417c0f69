"""What a commune typically sends: quizzes and reports, made by the use cases themselves.

Seeded, so that a run can be repeated. Free text is drawn from sentences that the caller
gives, so that what a dictionary was trained on and what it is measured with can differ.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desktop.usecases.learning import Learning
from desktop.usecases.people import Session
from desktop.usecases.reporting import Reporting
from desktop.usecases.submitting import Signer
from lessons.questions import Question, solution
from reports.session import Field, FormSession
from tests.e2e.answers import any_response

BEGUN = 1_790_000_000_000
FORMS = ("incident", "outage", "weekly", "inventory", "digitisation", "training_needs")


class OfficeClock:
    """Milliseconds that pass unevenly, as they do at work."""

    def __init__(self, draw: random.Random, at: int = BEGUN) -> None:
        self._draw, self._at = draw, at

    def __call__(self) -> int:
        self._at += self._draw.randint(800, 45_000)
        return self._at


class Commune:
    """One PC at work."""

    def __init__(
        self,
        session: Session,
        password: str,
        packs: Path,
        clock: OfficeClock,
        draw: random.Random,
    ) -> None:
        self.session, self._draw = session, draw
        self._signer = Signer(session.official.id, password)
        self.learning = Learning(session, packs, clock)
        self.reporting = Reporting(session, packs, clock)
        self._lessons = [
            lesson.id for module in self.learning.modules() for lesson in module.lessons
        ]

    def answer(self, count: int) -> int:
        """Take quizzes until ``count`` questions are answered; gives how many quizzes.

        Mostly right. The last quiz is left open if it would go past the count.
        """
        finished = answered = 0
        while answered < count:
            attempt = self.learning.quizzes.start(self._draw.choice(self._lessons))
            for question in attempt.questions:
                response = self._response(question)
                seconds = self._draw.randint(3, 90)
                self.learning.quizzes.answer(attempt.id, question.id, response, seconds)
            self.learning.quizzes.finish(attempt.id)
            answered += len(attempt.questions)
            finished += 1
        return finished

    def report(self, form: str, sentences: Sequence[str]) -> str:
        """Fill a form in and send it; gives the report's identifier."""
        draft = self.reporting.new_draft(form)
        fill(draft.session, self._draw, sentences)
        draft.save()
        self.reporting.submit(draft.report, self._signer)
        return draft.report

    def _response(self, question: Question) -> object:
        if self._draw.random() < 0.75:
            return solution(question)
        return any_response(question, self._draw)


def fill(session: FormSession, draw: random.Random, sentences: Sequence[str]) -> None:
    """Answer what is asked, all that is required and most of the rest."""
    skipped: set[str] = set()
    for _ in range(400):
        fields = [item for item in session.visible() if isinstance(item, Field)]
        asked = [
            field
            for field in fields
            if not field.readonly
            and field.kind not in {"note", "image", "file", "audio", "video", "signature"}
            and field.ref not in skipped
            and (not field.value or field.issues)
        ]
        if not asked:
            return
        field = asked[0]
        if not field.required and not field.issues and draw.random() < 0.3:
            skipped.add(field.ref)
            continue
        session.answer(field.ref, _value(session, field, draw, sentences))
    raise AssertionError(f"{session.form.id}: {[(f.ref, f.kind, f.value) for f in asked]}")


def _value(
    session: FormSession, field: Field, draw: random.Random, sentences: Sequence[str]
) -> str:
    if field.name == "secret":
        return "no"
    # What fails is found before now, and mended after it was found.
    days = 60 if field.name in {"resolved_at", "restored_at"} else -1
    moment = datetime.fromtimestamp(BEGUN / 1000 + days * draw.randint(3600, 86_400), UTC)
    match field.kind:
        case "select_one" | "select_one_from_file":
            return draw.choice([choice.value for choice in session.choices(field.ref)])
        case "select_multiple":
            values = [choice.value for choice in session.choices(field.ref)]
            most = 1 if field.issues else min(3, len(values))
            return " ".join(sorted(draw.sample(values, draw.randint(1, most)), key=values.index))
        case "integer" if field.name == "year":
            return str(draw.randint(2012, 2026))
        case "integer":
            # Counts of parts follow the count of the whole, and must fit into it together.
            before = sum(value.isdecimal() for value in session.answers().values())
            return "0" if field.issues else str(draw.randint(100, 300) // 3**before)
        case "decimal":
            return str(draw.choice([0.5, 1, 2.5, 8]))
        case "date":
            return moment.date().isoformat()
        case "datetime":
            return moment.isoformat(timespec="milliseconds")
        case "acknowledge":
            return "OK"
        case "text":
            if "phone" in field.name:
                return f"09{draw.randint(0, 10**8 - 1):08d}"
            if field.name == "dossier_code":
                return f"000.00.08.H60-2611{draw.randint(10, 30)}-{draw.randint(0, 9999):04d}"
            if field.name.startswith(("previous", "reporter", "position")):
                return draw.choice(["Hoàng Thị Sử", "Lò Văn Páo", "Giàng A Sính"])
            return draw.choice(sentences)
    raise AssertionError(f"{session.form.id}: no answer for {field.kind} {field.ref}")
