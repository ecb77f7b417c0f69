"""GIFT, the question format that Moodle imports and exports.

Written from the description in Moodle's documentation. What GIFT cannot say is carried as
near as it can: an ordering question goes out as a matching of places with items (a comment
says so, and brings it back), pictures go out as their descriptions.
"""

import re
from collections.abc import Iterable, Sequence

from lessons.course import Lesson
from lessons.problems import Problems
from lessons.questions import (
    Matching,
    MultipleChoice,
    Number,
    Option,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    answer_key,
)
from lessons.written import Choice, Imported, Written, from_html, from_plain, on_one_line

_ORDERING_NOTE = "// ordering"
_HIDDEN = {sign: chr(0xE000 + place) for place, sign in enumerate("~=#{}:\\")}
_SHOWN = {ord(hidden): sign for sign, hidden in _HIDDEN.items()}
_TRUE = {"true", "t"}
_FALSE = {"false", "f"}

# Writing


def write_gift(lessons: Iterable[Lesson]) -> str:
    """The lessons' questions, a category for each lesson."""
    parts = []
    for lesson in lessons:
        title = re.sub(r"[/$\n]", " ", lesson.title)
        parts.append(f"$CATEGORY: $course$/{title}\n")
        parts += [write_question(question) for question in lesson.questions]
    return "\n".join(parts)


def write_question(question: Question) -> str:
    note = f"{_ORDERING_NOTE}\n" if isinstance(question, Ordering) else ""
    unit = f"<p>({question.unit})</p>" if isinstance(question, Number) and question.unit else ""
    explanation = f"\n####{_escaped(question.explanation)}" if question.explanation else ""
    answer = "\n".join(_answer(question))
    asked = _escaped(question.html + unit)
    return f"{note}::{question.id}::[html]{asked} {{\n{answer}{explanation}\n}}\n"


def _answer(question: Question) -> list[str]:
    match question:
        case SingleChoice():
            return [_line("=" if o.correct else "~", o.html, o.feedback) for o in question.options]
        case MultipleChoice():
            return _weighted(question.options)
        case TrueFalse():
            right = next(o for o in question.options if o.correct)
            wrong = next(o for o in question.options if not o.correct)
            truth = "TRUE" if answer_key(right.html) in {"true", "dung"} else "FALSE"
            # Moodle's order: first what to say to a wrong answer, then to a right one.
            return [f"{truth}#{_escaped(wrong.feedback)}#{_escaped(right.feedback)}"]
        case Number():
            answers = [f"={_number(question.value)}:{_number(question.tolerance)}"]
            answers += [
                f"=%0%{_number(m.value)}:0#{_escaped(m.feedback)}" for m in question.mistakes
            ]
            return ["#", *answers]
        case ShortAnswer():
            # An asterisk is a wildcard in Moodle's short answers.
            right_ones = [f"={_escaped(a).replace('*', chr(92) + '*')}" for a in question.answers]
            return right_ones + [
                f"=%0%{_escaped(m.text)}#{_escaped(m.feedback)}" for m in question.mistakes
            ]
        case Matching():
            pairs = [(row.html, question.choices[row.choice]) for row in question.rows]
            used = {row.choice for row in question.rows}
            pairs += [("", c) for i, c in enumerate(question.choices) if i not in used]
            return [f"={_escaped(left)} -> {_escaped(right)}" for left, right in pairs]
        case Ordering():
            items = enumerate(question.items, 1)
            return [f"={place} -> {_escaped(item.html)}" for place, item in items]


def _weighted(options: Sequence[Option]) -> list[str]:
    right = sum(option.correct for option in options)
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
    return [_line(f"~%{'' if o.correct else '-'}{share}%", o.html, o.feedback) for o in options]


def _line(mark: str, text: str, feedback: str) -> str:
    return f"{mark}{_escaped(text)}" + (f"#{_escaped(feedback)}" if feedback else "")


def _number(value: float) -> str:
    return f"{value:.12f}".rstrip("0").rstrip(".")


def _unmistakable(value: float) -> str:
    """Three decimals look like thousands: 8.125 is written 8.1250."""
    written = _number(value)
    return f"{written}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", written) else written


def _escaped(html: str) -> str:
    """On one line, without our classes and pictures, and with GIFT's signs escaped."""
    plain = re.sub(r'<img [^>]*?alt="([^"]*)"[^>]*>', r"\1", html)
    plain = re.sub(
        r' (?:class|id|title|width|height|border|cellpadding|cellspacing)="[^"]*"', "", plain
    )
    plain = re.sub(r'<a href="(?!https://)[^"]*">(.*?)</a>', r"\1", plain)
    plain = plain.replace("\n", "<br>").replace("->", "-&gt;")
    return re.sub(r"([\\~=#{}:])", r"\\\1", plain)


# Reading


def read_gift(text: str, problems: Problems) -> Imported:
    """The questions of a GIFT file. What cannot be asked in a lesson (essays, plain
    descriptions) and what cannot be read is reported with its line and left out."""
    found = []
    for line, block, was_ordering in _blocks(text):
        question = _Block(block, line, problems).read()
        if question is not None:
            found.append(_as_ordering(question) if was_ordering else question)
    return Imported(found, problems.found)


def _blocks(text: str) -> Iterable[tuple[int, str, bool]]:
    """First line, text and whether it was an ordering question, of each question: blank
    lines part them."""
    kept: list[str] = []
    start, ordering = 1, False
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    for number, line in enumerate([*lines, ""], 1):
        bare = line.strip()
        if bare.startswith(("//", "$CATEGORY:")):
            ordering = ordering or bare == _ORDERING_NOTE
        elif bare:
            start = start if kept else number
            kept.append(line)
        elif kept:
            yield start, "\n".join(kept), ordering
            kept, ordering = [], False


def _as_ordering(question: Written) -> Written:
    return Written(
        "ordering",
        question.text,
        question.name,
        choices=tuple(Choice(right) for _, right in question.pairs),
        explanation=question.explanation,
    )


class _Block:
    """One question. Escaped signs are kept apart as private characters until the end."""

    def __init__(self, text: str, line: int, problems: Problems) -> None:
        self.line = line
        self.problems = problems
        text = re.sub("[\ue000-\ue00f]", "", text)
        text = re.sub(r"\\([~=#{}:\\])", lambda m: _HIDDEN[m[1]], text).replace(r"\n", "\n")
        name = re.match(r"\s*::(.*?)::", text, re.S)
        self.name = self._plain(name[1]) if name else ""
        text = text[name.end() :] if name else text
        markup = re.match(r"\s*\[(html|moodle|plain|markdown)\]", text)
        self.markup = markup[1] if markup else "moodle"
        self.rest = text[markup.end() :] if markup else text

    def read(self) -> Written | None:
        opening = self.rest.find("{")
        closing = self.rest.find("}", opening)
        if opening < 0 or closing < 0:
            self._left_out("import-description" if opening < 0 else "import-broken")
            return None
        stem, tail = self.rest[:opening], self.rest[closing + 1 :].strip()
        text = self._text(stem + (f" _____ {tail}" if tail else ""))
        answer, _, general = self.rest[opening + 1 : closing].partition("####")
        answer = answer.strip()
        if not answer:
            self._left_out("import-essay")
            return None
        kind, choices, pairs = self._answer(answer)
        if not text or not (pairs or any(choice.right for choice in choices)):
            self._left_out("import-broken")
            return None
        return Written(kind, text, self.name, choices, pairs, self._text(general))

    def _answer(self, answer: str) -> tuple[str, tuple[Choice, ...], tuple[tuple[str, str], ...]]:
        if answer.startswith("#"):
            return "number", self._numbers(answer[1:]), ()
        head, *feedback = answer.split("#")
        if head.strip().lower() in _TRUE | _FALSE:
            return "truefalse", self._truth(head.strip().lower() in _TRUE, feedback), ()
        parts = re.findall(r"([=~])([^=~]*)", answer)
        if parts and all(sign == "=" and "->" in part for sign, part in parts):
            sides = [part.split("->", 1) for _, part in parts]
            return "matching", (), tuple((self._one(a), self._one(b)) for a, b in sides)
        if parts and all(sign == "=" for sign, _ in parts):
            return "short", tuple(self._choice("=", part, exact=True) for _, part in parts), ()
        choices = tuple(self._choice(sign, part) for sign, part in parts)
        several = sum(choice.right for choice in choices) > 1
        return "multiple" if several else "single", choices, ()

    def _choice(self, sign: str, part: str, exact: bool = False) -> Choice:
        part = part.strip()
        weight = 100.0 if sign == "=" else 0.0
        weighted = re.match(r"%(-?\d+(?:\.\d+)?)%", part)
        if weighted:
            weight, part = float(weighted[1]), part[weighted.end() :]
        text, _, feedback = part.partition("#")
        if exact and 0 < weight < 100:
            self.problems.add("import-weight", self.line)
        shown = self._plain(text).replace("|", "/") if exact else self._one(text)
        return Choice(shown, weight > 0, self._one(feedback))

    def _numbers(self, answer: str) -> tuple[Choice, ...]:
        parts = re.findall(r"=([^=~]*)", answer) or [answer]
        found = []
        for part in parts:
            choice = self._choice("=", part)
            written = self._number(choice.text)
            if written:
                found.append(Choice(written, choice.right, choice.feedback))
        right = [choice for choice in found if choice.right][:1]
        if len(right) < sum(choice.right for choice in found):
            self.problems.add("import-weight", self.line)
        return (*right, *(choice for choice in found if not choice.right))

    def _number(self, text: str) -> str:
        """ "8:0.5" and "7.5..8.5" both as "8 ± 0.5"; "" when it is no number."""
        text = text.replace("\\", "")
        number = r"(-?\d+(?:\.\d+)?)"
        spread = re.fullmatch(rf"\s*{number}\s*\.\.\s*{number}\s*", text)
        if spread:
            low, high = float(spread[1]), float(spread[2])
            return f"{_unmistakable((low + high) / 2)} ± {_unmistakable(abs(high - low) / 2)}"
        exact = re.fullmatch(rf"\s*{number}\s*(?::\s*{number})?\s*", text)
        if exact is None:
            return ""
        tolerance = float(exact[2] or 0)
        spread_by = f" ± {_unmistakable(tolerance)}" if tolerance else ""
        return _unmistakable(float(exact[1])) + spread_by

    def _truth(self, truth: bool, feedback: list[str]) -> tuple[Choice, ...]:
        said = [self._one(part) for part in feedback] + ["", ""]
        wrong, right = said[0], said[1]
        return (
            Choice("Đúng", truth, right if truth else wrong),
            Choice("Sai", not truth, wrong if truth else right),
        )

    def _text(self, text: str) -> str:
        match self.markup:
            case "html" | "moodle":
                shown = from_html(text.translate(_SHOWN))
            case "markdown":
                shown = text.translate(_SHOWN).strip()
            case _:
                shown = from_plain(text.translate(_SHOWN)).strip()
        return "\n\n".join(part.strip() for part in re.split(r"\n\s*\n", shown))

    def _one(self, text: str) -> str:
        own = re.match(r"\s*\[(html|moodle|plain|markdown)\]", text)
        return on_one_line(self._text(text[own.end() :] if own else text))

    def _plain(self, text: str) -> str:
        return on_one_line(text.translate(_SHOWN).replace("\\*", "*"))

    def _left_out(self, code: str) -> None:
        self.problems.add(code, self.line, name=self.name or self._plain(self.rest)[:40])
