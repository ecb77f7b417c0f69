"""A question as its author wrote it, to a :data:`lessons.questions.Question`."""

import re
from typing import TypedDict

from lessons.course import Quiz
from lessons.fields import NAME
from lessons.markdown import (
    QUESTION,
    Node,
    heading_attributes,
    line_of,
    plain,
)
from lessons.problems import Problems
from lessons.questions import (
    Item,
    Matching,
    MultipleChoice,
    Number,
    NumberMistake,
    Option,
    Ordering,
    Question,
    Row,
    ShortAnswer,
    SingleChoice,
    TextMistake,
    TrueFalse,
    answer_key,
    typed_numbers,
)
from lessons.render import Renderer, lines_of_text, note_kind, task_mark

_NUMBER_LINE = re.compile(r"\s*(?:đáp số|number)\s*:\s*(.*)", re.I | re.S)
_ANSWER_LINE = re.compile(r"\s*(?:đáp án|answer)\s*:\s*(.*)", re.I | re.S)
_MISTAKES_LINE = re.compile(r"\s*(?:hay nhầm|common mistakes?)\s*:?\s*$", re.I)
_DIGITS = r"[-−]?\d[\d ]*(?:[.,][\d ]*\d)*"
_NUMBER = re.compile(
    rf"(?P<value>{_DIGITS})\s*(?:(?:±|\+-|\+/-)\s*(?P<tolerance>{_DIGITS})\s*(?P<share>%)?)?"
    r"\s*(?P<unit>[^\d±].*)?"
)
_TRUTHS = ({"dung", "sai"}, {"true", "false"})


class _Common(TypedDict):
    """The fields that every kind of question has."""

    id: str
    html: str
    text: str
    explanation: str
    about: str
    weight: float
    shuffle: bool
    partial: bool


def read_question(
    heading: Node,
    nodes: list[Node],
    render: Renderer,
    problems: Problems,
    quiz: Quiz,
) -> Question | None:
    """The question under ``heading``; None when it cannot be asked, which is then reported.
    ``quiz`` has the lesson's defaults."""
    return _Reader(heading, nodes, render, problems).read(quiz)


class _Reader:
    def __init__(
        self, heading: Node, nodes: list[Node], render: Renderer, problems: Problems
    ) -> None:
        self.heading = heading
        self.render = render
        self.problems = problems
        self.line = line_of(heading)
        self.nodes = [node for node in nodes if node.type != "hr"]
        self.attributes = heading_attributes(heading)
        self.id = self.attributes.get("id", "")

    def read(self, quiz: Quiz) -> Question | None:
        if not self.id:
            self.problems.add("question-id-missing", self.line)
            return None
        if not NAME.fullmatch(self.id):
            self.problems.add("id-form", self.line, id=self.id)
            return None
        explanation = self._take_explanation()
        answer = self._take_answer()
        if answer is None:
            return None
        kind, node, mistakes = answer
        stem, text = self._stem()
        if not stem:
            self._add("question-empty")
            return None
        common = self._settings(quiz, stem, text, explanation)
        match kind:
            case "number":
                return self._number(node, mistakes, common)
            case "short":
                return self._short(node, mistakes, common)
            case "matching":
                return self._matching(node, common)
            case "ordering":
                return self._ordering(node, common)
            case _:
                return self._choice(node, common)

    # The parts of a question

    def _stem(self) -> tuple[str, str]:
        """What is asked, as HTML and as plain text."""
        inline = self.heading.children[0].children if self.heading.children else []
        title = self.render.inline_after(QUESTION, inline).strip()
        opening = f'<p class="question-title">{title}</p>' if title else ""
        first = QUESTION.sub("", plain(self.heading), count=1).strip()
        lines = ([first] if first else []) + lines_of_text(self.nodes)
        return opening + self.render.blocks(self.nodes), "\n".join(lines)

    def _take_explanation(self) -> str:
        if self.nodes and self.nodes[-1].type == "blockquote":
            quote = self.nodes.pop()
            if note_kind(quote):
                return self.render.blocks([quote])
            return self.render.fragment(quote.children)
        return ""

    def _take_answer(self) -> tuple[str, Node, list[tuple[Node, str]]] | None:
        """Kind, node and expected mistakes; takes them off the end of the nodes."""
        mistakes = self._take_mistakes()
        if self.nodes:
            node = self.nodes[-1]
            text = plain(node) if node.type == "paragraph" else ""
            kind = self._kind_of(node, text)
            if kind:
                self.nodes.pop()
                self._warn_of_split(node)
                return kind, node, mistakes
        self._add("question-no-answer")
        return None

    def _kind_of(self, node: Node, text: str) -> str:
        match node.type:
            case "paragraph":
                if _NUMBER_LINE.match(text):
                    return "number"
                return "short" if _ANSWER_LINE.match(text) else ""
            case "bullet_list":
                boxes = [task_mark(item) for item in node.children]
                return "" if None in boxes else "choice"
            case "ordered_list":
                return "ordering"
            case "table":
                return "matching"
            case _:
                return ""

    def _take_mistakes(self) -> list[tuple[Node, str]]:
        if len(self.nodes) < 2 or self.nodes[-1].type != "bullet_list":
            return []
        before = self.nodes[-2]
        if before.type != "paragraph" or not _MISTAKES_LINE.match(plain(before)):
            return []
        items = self.nodes.pop()
        self.nodes.pop()
        return [(item, self._feedback(item)) for item in items.children]

    def _warn_of_split(self, answer: Node) -> None:
        """Feedback that is not indented ends the list; the options before it would be
        taken for the question's text."""
        if answer.type in {"bullet_list", "ordered_list"} and any(
            node.type == "blockquote" for node in self.nodes
        ):
            earlier = [node for node in self.nodes if node.type == answer.type]
            if earlier:
                self.problems.add("feedback-indent", line_of(earlier[0]), id=self.id)

    def _settings(self, quiz: Quiz, stem: str, text: str, explanation: str) -> _Common:
        found: _Common = {
            "id": self.id,
            "html": stem,
            "text": text,
            "explanation": explanation,
            "about": self.attributes.get("about", ""),
            "weight": 1.0,
            "shuffle": quiz.shuffle,
            "partial": quiz.partial,
        }
        for key, value in self.attributes.items():
            match key, value:
                case ("id" | "about", _) | ("kind", "multiple"):
                    pass
                case "shuffle", "yes" | "no":
                    found["shuffle"] = value == "yes"
                case "partial", "yes" | "no":
                    found["partial"] = value == "yes"
                case "weight", _ if _is_weight(value):
                    found["weight"] = float(value)
                case _:
                    self._add("question-setting", setting=f"{key}={value}" if key != "?" else value)
        return found

    # The seven kinds

    def _choice(self, node: Node, common: _Common) -> Question | None:
        options = tuple(
            Option(
                self.render.item(item, skip=_quotes(item)),
                bool(task_mark(item)),
                self._feedback(item),
            )
            for item in node.children
        )
        right = sum(option.correct for option in options)
        names = {answer_key(_own_text(item)) for item in node.children}
        if not self._enough(len(options)) or not self._distinct([o.html for o in options], node):
            return None
        if right == 0:
            self.problems.add("question-no-right", line_of(node), id=self.id)
            return None
        if len(options) == 2 and names in _TRUTHS:
            if right != 1:
                self.problems.add("question-both-true", line_of(node), id=self.id)
                return None
            self._explained(node)
            return TrueFalse(options=options, **common)
        self._explained(node)
        if right > 1 or self.attributes.get("kind") == "multiple":
            return MultipleChoice(options=options, **common)
        return SingleChoice(options=options, **common)

    def _number(
        self, node: Node, mistakes: list[tuple[Node, str]], common: _Common
    ) -> Question | None:
        line = line_of(node)
        match = _NUMBER_LINE.match(plain(node))
        written = " ".join(match[1].split()) if match else ""
        parsed = _NUMBER.fullmatch(written)
        value = self._one_reading(parsed["value"] if parsed else written, line)
        if parsed is None or value is None:
            return None
        tolerance = 0.0
        if parsed["tolerance"]:
            read = self._one_reading(parsed["tolerance"], line)
            if read is None:
                return None
            tolerance = abs(value) * read / 100 if parsed["share"] else read
        unit = (parsed["unit"] or "").strip()
        known = []
        for item, feedback in mistakes:
            wrong = _NUMBER.fullmatch(_own_text(item))
            number = self._one_reading(wrong["value"] if wrong else "", line_of(item))
            if number is not None:
                known.append(NumberMistake(number, feedback))
        self._explanation_wanted(common)
        return Number(
            value=value,
            tolerance=tolerance,
            unit=unit,
            shown=written,
            mistakes=tuple(known),
            **common,
        )

    def _short(
        self, node: Node, mistakes: list[tuple[Node, str]], common: _Common
    ) -> Question | None:
        match = _ANSWER_LINE.match(plain(node))
        written = match[1] if match else ""
        answers = tuple(" ".join(part.split()) for part in written.split("|") if part.strip())
        if not answers or not all(answer_key(answer) for answer in answers):
            self.problems.add("question-no-right", line_of(node), id=self.id)
            return None
        known = tuple(TextMistake(_own_text(item), feedback) for item, feedback in mistakes)
        right = {answer_key(answer) for answer in answers}
        for item, _ in mistakes:
            if answer_key(_own_text(item)) in right:
                self.problems.add("mistake-is-right", line_of(item), id=self.id)
        self._explanation_wanted(common)
        return ShortAnswer(answers=answers, mistakes=known, **common)

    def _matching(self, node: Node, common: _Common) -> Question | None:
        head, *body = [row for part in node.children for row in part.children]
        if len(head.children) not in {2, 3}:
            self.problems.add("matching-columns", line_of(node), id=self.id)
            return None
        choices: list[str] = []
        rows: list[Row] = []
        for row in body:
            left, right, *why = [self.render.inline(_cell(cell)) for cell in row.children]
            if not right:
                self.problems.add("matching-right-empty", line_of(row), id=self.id)
                return None
            if right not in choices:
                choices.append(right)
            if left:
                rows.append(Row(left, choices.index(right), why[0] if why else ""))
        if not self._enough(len(rows)) or not self._distinct([row.html for row in rows], node):
            return None
        if len(choices) < 2:
            self._add("question-few", count=len(choices))
            return None
        titles = [" ".join(lines_of_text([cell])) for cell in head.children]
        return Matching(
            left=titles[0],
            right=titles[1],
            rows=tuple(rows),
            choices=tuple(choices),
            **common,
        )

    def _ordering(self, node: Node, common: _Common) -> Question | None:
        items = tuple(
            Item(self.render.item(item, skip=_quotes(item)), self._feedback(item))
            for item in node.children
        )
        if not self._enough(len(items)) or not self._distinct([i.html for i in items], node):
            return None
        return Ordering(items=items, **common)

    # What they share

    def _feedback(self, item: Node) -> str:
        return "".join(self.render.fragment(quote.children) for quote in _quotes(item))

    def _enough(self, count: int) -> bool:
        if not 2 <= count <= 12:
            self._add("question-few" if count < 2 else "question-many", count=count)
            return False
        return True

    def _distinct(self, htmls: list[str], node: Node) -> bool:
        if not all(htmls):
            self.problems.add("option-empty", line_of(node), id=self.id)
            return False
        if len(set(htmls)) != len(htmls):
            self.problems.add("option-twice", line_of(node), id=self.id)
            return False
        return True

    def _explained(self, node: Node) -> None:
        for item in node.children:
            if not _quotes(item):
                self.problems.add("option-unexplained", line_of(item), id=self.id)

    def _explanation_wanted(self, common: _Common) -> None:
        if not common["explanation"]:
            self._add("question-unexplained")

    def _one_reading(self, written: str, line: int) -> float | None:
        readings = typed_numbers(written)
        if len(readings) == 1:
            return readings[0]
        code = "number-ambiguous" if readings else "number-unreadable"
        self.problems.add(code, line, id=self.id, text=written)
        return None

    def _add(self, code: str, **params: str | int | float) -> None:
        self.problems.add(code, self.line, id=self.id, **params)


def _is_weight(text: str) -> bool:
    return re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?", text) is not None and 0.5 <= float(text) <= 10


def _quotes(item: Node) -> list[Node]:
    return [child for child in item.children if child.type == "blockquote"]


def _own_text(item: Node) -> str:
    """The item's text without its feedback."""
    return " ".join(lines_of_text([child for child in item.children if child.type != "blockquote"]))


def _cell(cell: Node) -> list[Node]:
    return list(cell.children[0].children) if cell.children else []
