"""The seven kinds of question, and how an answer is scored.

Pure, and the same on the desktop and on the server. A response is plain JSON, so that an
attempt can carry it; indexes always count in the order the author wrote, whatever order
was shown:

=================  =========================================================
single, truefalse  index of the chosen option
multiple           list of the chosen options' indexes
number             what was typed, as a string
short              what was typed, as a string
matching           for each row, the index of the chosen ``choices`` entry, or None
ordering           the items' indexes, in the order chosen
=================  =========================================================

``None`` is "not answered", for every kind, and earns nothing. Both twins of a lesson have
the same questions in the same order, so a response given in one language reads in the other.
"""

import hashlib
import math
import re
from collections.abc import Sequence
from typing import ClassVar, TypeAlias

import msgspec

from lessons.search import fold

Response: TypeAlias = int | str | list[int | None] | None


class BadResponse(ValueError):
    """The response is not of the shape that this kind of question takes, or names an option
    that it does not have. A screen never makes one; a server that meets one has met a
    damaged or foreign attempt."""


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    html: str
    correct: bool = False
    feedback: str = ""
    """HTML, shown when this option was chosen; may be ""."""


class NumberMistake(msgspec.Struct, frozen=True):
    value: float
    feedback: str


class TextMistake(msgspec.Struct, frozen=True):
    text: str
    feedback: str


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of a matching question: ``html`` belongs with ``choices[choice]``."""

    html: str
    choice: int = 0
    feedback: str = ""


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    html: str
    feedback: str = ""


class _Base(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    id: str
    html: str
    """What is asked."""
    text: str
    """The same, plain, for lists, search and screen readers: a line for each paragraph; the
    first line serves as a title."""
    explanation: str = ""
    """HTML, shown when the question has been answered."""
    weight: float = 1.0
    about: str = ""
    """Heading of the lesson to read again after a wrong answer; may be ""."""
    shuffle: bool = True
    partial: bool = True
    kind: ClassVar[str]


class SingleChoice(_Base, frozen=True, kw_only=True, tag="single"):
    options: tuple[Option, ...]
    kind: ClassVar[str] = "single"


class MultipleChoice(_Base, frozen=True, kw_only=True, tag="multiple"):
    options: tuple[Option, ...]
    kind: ClassVar[str] = "multiple"


class TrueFalse(_Base, frozen=True, kw_only=True, tag="truefalse"):
    """Two options, "Đúng"/"True" and "Sai"/"False", in the order written; never shuffled."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "truefalse"


class Number(_Base, frozen=True, kw_only=True, tag="number"):
    value: float
    tolerance: float = 0.0
    """Absolute, in the unit: right when ``|typed - value| <= tolerance``."""
    unit: str = ""
    shown: str = ""
    """The right answer as the author wrote it: "8 ± 0,5 giây"."""
    mistakes: tuple[NumberMistake, ...] = ()
    kind: ClassVar[str] = "number"


class ShortAnswer(_Base, frozen=True, kw_only=True, tag="short"):
    answers: tuple[str, ...]
    """Alternatives, plain text; the first is the one to show."""
    mistakes: tuple[TextMistake, ...] = ()
    kind: ClassVar[str] = "short"


class Matching(_Base, frozen=True, kw_only=True, tag="matching"):
    left: str
    """Title of the left column, plain text; may be ""."""
    right: str
    rows: tuple[Row, ...]
    choices: tuple[str, ...]
    """What the right column offers, HTML, each once; may hold more than the rows need."""
    kind: ClassVar[str] = "matching"


class Ordering(_Base, frozen=True, kw_only=True, tag="ordering"):
    items: tuple[Item, ...]
    """In the right order."""
    kind: ClassVar[str] = "ordering"


Question: TypeAlias = (
    SingleChoice | MultipleChoice | TrueFalse | Number | ShortAnswer | Matching | Ordering
)
KINDS = ("single", "multiple", "truefalse", "number", "short", "matching", "ordering")


class Feedback(msgspec.Struct, frozen=True):
    """What to say about one part of a response."""

    index: int
    """Of the option, row or item in the author's order; 0 for a typed answer."""
    right: bool
    html: str
    """May be ""."""


class Score(msgspec.Struct, frozen=True):
    points: float
    """0 to ``out_of``."""
    out_of: float
    """The question's weight."""
    feedback: tuple[Feedback, ...] = ()
    """For each chosen option, matched row or placed item; empty when unanswered. For a
    multiple choice also the right options that were left out are *not* listed: the screen
    shows them from the question."""

    @property
    def right(self) -> bool:
        """Fully right: what "m of the last n" counts and what ends a review."""
        return self.points >= self.out_of


def score(question: Question, response: Response) -> Score:
    """What ``response`` earns. Raises :class:`BadResponse`."""
    if response is None:
        return Score(0.0, question.weight)
    share, feedback = _judge(question, response)
    if not question.partial and share < 1:
        share = 0.0
    return Score(round(share * question.weight, 4), question.weight, tuple(feedback))


def solution(question: Question) -> Response:
    """A response that earns full points: what to show as the right answer."""
    match question:
        case SingleChoice() | TrueFalse():
            return next(i for i, option in enumerate(question.options) if option.correct)
        case MultipleChoice():
            return [i for i, option in enumerate(question.options) if option.correct]
        case Number():
            return f"{question.value:.15g}"
        case ShortAnswer():
            return question.answers[0]
        case Matching():
            return [row.choice for row in question.rows]
        case Ordering():
            return list(range(len(question.items)))


def arrangement(question: Question, seed: str) -> tuple[int, ...]:
    """The order in which to show options, choices (matching) or items (ordering): indexes
    into the author's order. The same seed gives the same order on every machine and every
    Python, so that a quiz resumed after a power cut, or looked at by the province, shows
    what the official saw. An ordering question is never shown in its right order."""
    count = len(_shown_parts(question))
    written = tuple(range(count))
    always = isinstance(question, Ordering | Matching)
    if isinstance(question, TrueFalse) or not (question.shuffle or always):
        return written
    order = shuffled(written, f"{seed}/{question.id}")
    if isinstance(question, Ordering) and order == written:
        order = (*order[1:], order[0])
    return order


def draw(questions: Sequence[Question], count: int, seed: str) -> tuple[Question, ...]:
    """``count`` of the questions (0, or more than there are: all), in the author's order."""
    if not 0 < count < len(questions):
        return tuple(questions)
    chosen = sorted(shuffled(tuple(range(len(questions))), seed)[:count])
    return tuple(questions[i] for i in chosen)


def shuffled(indexes: tuple[int, ...], seed: str) -> tuple[int, ...]:
    """By the hash of seed and index: unlike ``random``, never changes between versions."""
    return tuple(sorted(indexes, key=lambda i: hashlib.sha256(f"{seed}/{i}".encode()).digest()))


def typed_numbers(text: str, unit: str = "") -> tuple[float, ...]:
    """How ``text`` can be read as a number; empty when it cannot.

    Comma and point are both taken as the decimal mark, for officials type either; "1.000"
    is therefore read both as one and as a thousand. ``unit`` may follow. Spaces between
    groups of digits are ignored.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None or (match["unit"] and answer_key(match["unit"]) != answer_key(unit)):
        return ()
    sign = -1.0 if match["sign"] in {"-", "−"} else 1.0
    digits = re.sub(r"[\s_]", "", match["digits"])
    marks = [char for char in digits if char in ".,"]
    readings = set()
    if len(marks) <= 1:
        readings.add(digits.replace(",", "."))
    elif len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        readings.add(digits.replace(marks[0], "").replace(",", "."))
    if marks and len(set(marks)) == 1 and _GROUPED.fullmatch(digits):
        readings.add(re.sub(r"[.,]", "", digits))
    return tuple(sorted(sign * float(reading) for reading in readings))


def answer_key(text: str) -> str:
    """What two short answers must share to be the same: folded, without spaces and without
    punctuation at either end."""
    return "".join(_EDGES.sub("", fold(text)).split())


_NUMBER = re.compile(
    r"(?P<sign>[+\-−]?)\s*(?P<digits>\d[\d\s_]{0,30}(?:[.,]\d[\d\s_]{0,30}){0,6})(?P<unit>.{0,40})"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_Judgement: TypeAlias = tuple[float, list[Feedback]]


def _judge(question: Question, response: Response) -> _Judgement:
    match question:
        case SingleChoice() | TrueFalse():
            index = _index(response, len(question.options))
            option = question.options[index]
            return float(option.correct), [Feedback(index, option.correct, option.feedback)]
        case MultipleChoice():
            return _judge_ticks(question, response)
        case Number():
            return _judge_number(question, _typed(response))
        case ShortAnswer():
            return _judge_text(question, _typed(response))
        case Matching():
            return _judge_pairs(question, response)
        case Ordering():
            return _judge_order(question, response)


def _judge_ticks(question: MultipleChoice, response: Response) -> _Judgement:
    """Right ticks less wrong ones, over the number of right options: ticking everything
    earns nothing by itself."""
    chosen = [_index(entry, len(question.options)) for entry in _entries(response)]
    if len(set(chosen)) != len(chosen):
        raise BadResponse("an option is chosen twice")
    correct = {i for i, option in enumerate(question.options) if option.correct}
    hits = sum(1 if i in correct else -1 for i in chosen)
    feedback = [Feedback(i, i in correct, question.options[i].feedback) for i in sorted(chosen)]
    return max(0.0, hits / len(correct)), feedback


def _judge_number(question: Number, typed: str) -> _Judgement:
    readings = typed_numbers(typed, question.unit)
    if any(_near(value, question.value, question.tolerance) for value in readings):
        return 1.0, [Feedback(0, True, "")]
    for mistake in question.mistakes:
        if any(_near(value, mistake.value, 0) for value in readings):
            return 0.0, [Feedback(0, False, mistake.feedback)]
    return 0.0, [Feedback(0, False, "")]


def _judge_text(question: ShortAnswer, typed: str) -> _Judgement:
    key = answer_key(typed)
    if key and any(key == answer_key(answer) for answer in question.answers):
        return 1.0, [Feedback(0, True, "")]
    for mistake in question.mistakes:
        if key == answer_key(mistake.text):
            return 0.0, [Feedback(0, False, mistake.feedback)]
    return 0.0, [Feedback(0, False, "")]


def _judge_pairs(question: Matching, response: Response) -> _Judgement:
    """The share of rows matched."""
    entries = _entries(response)
    if len(entries) != len(question.rows):
        raise BadResponse("a matching response has one entry for each row")
    feedback = []
    for number, (row, entry) in enumerate(zip(question.rows, entries, strict=True)):
        if entry is None:
            continue
        right = _index(entry, len(question.choices)) == row.choice
        feedback.append(Feedback(number, right, row.feedback))
    return sum(part.right for part in feedback) / len(question.rows), feedback


def _judge_order(question: Ordering, response: Response) -> _Judgement:
    """The share of pairs that stand right relative to each other, counted from one half,
    for a random order has half of them right."""
    count = len(question.items)
    order = [_index(entry, count) for entry in _entries(response)]
    if sorted(order) != list(range(count)):
        raise BadResponse("an ordering response names every item once")
    pairs = count * (count - 1) // 2
    right = sum(order[i] < order[j] for i in range(count) for j in range(i + 1, count))
    feedback = [
        Feedback(item, place == item, question.items[item].feedback)
        for place, item in enumerate(order)
    ]
    return (max(0.0, 2 * right / pairs - 1) if pairs else 1.0), feedback


def _near(value: float, target: float, tolerance: float) -> bool:
    # The slack is for decimal fractions that binary cannot hold: 0.3 typed as 0,1 ± 0,2.
    return math.isfinite(value) and abs(value - target) <= tolerance + 1e-9 * max(1, abs(target))


def _index(entry: object, count: int) -> int:
    if isinstance(entry, bool) or not isinstance(entry, int) or not 0 <= entry < count:
        raise BadResponse(f"not an index below {count}: {entry!r}")
    return entry


def _entries(response: Response) -> list[int | None]:
    if not isinstance(response, list):
        raise BadResponse(f"not a list: {response!r}")
    return response


def _typed(response: Response) -> str:
    if not isinstance(response, str):
        raise BadResponse(f"not a string: {response!r}")
    return response


def _shown_parts(question: Question) -> Sequence[object]:
    match question:
        case SingleChoice() | MultipleChoice() | TrueFalse():
            return question.options
        case Matching():
            return question.choices
        case Ordering():
            return question.items
        case _:
            return ()
