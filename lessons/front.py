"""A lesson's front matter."""

import re

import msgspec

from lessons.course import Quiz, Source
from lessons.data import Datum
from lessons.fields import Fields, Node
from lessons.problems import Problems

MINUTES = (3, 20)
_ORIGINAL_ONLY = ("minutes", "sources", "licence", "quiz")


class Accepted(msgspec.Struct, frozen=True):
    """A problem that the author has looked at and leaves, with the reason."""

    code: str
    at: str
    because: str
    line: int


class Front(msgspec.Struct):
    id: str
    title: str
    minutes: int
    summary: str
    objectives: tuple[str, ...]
    keywords: tuple[str, ...]
    licence: str
    quiz: Quiz
    sources: tuple["WrittenSource", ...]
    accept: tuple[Accepted, ...]
    lines: dict[str, int]


class WrittenSource(msgspec.Struct, frozen=True):
    """A source before its language is chosen."""

    id: str
    law: str
    title: dict[str, str]
    article: dict[str, str]
    url: str
    checked: str
    line: int

    def in_language(self, language: str, laws: dict[str, Datum]) -> Source:
        law = laws.get(self.law)
        title = law.text if law else self.title
        return Source(
            id=self.id,
            title=title.get(language) or title.get("vi", ""),
            checked=self.checked,
            url=self.url or (law.url if law else ""),
            article=article_in(self.article, language),
        )


def article_in(article: dict[str, str], language: str) -> str:
    """ "Điều 31.2.d" is "Article 31.2.d" in English, unless a translation is written."""
    if language in article or language == "vi":
        return article.get(language, "")
    text = article.get("vi", "")
    for vi, en in (
        ("Điều", "Article"),
        ("khoản", "clause"),
        ("điểm", "point"),
        ("Chương", "Chapter"),
    ):
        text = re.sub(rf"\b{vi}\b", en, text)
    return text


def read_front(
    node: Node,
    problems: Problems,
    laws: dict[str, Datum],
    defaults: Quiz,
    original: Front | None = None,
) -> Front:
    """The front matter. For a twin, ``original`` is the Vietnamese one, and supplies what
    the twin leaves out."""
    fields = Fields(node, problems)
    is_original = original is None
    quiz = original.quiz if original else defaults
    written = fields.inner("quiz")
    if written is not None:
        quiz = read_quiz(written, defaults)
    sources = tuple(_sources(fields, problems, laws))
    front = Front(
        id=fields.name("id", required=True),
        title=fields.text("title", required=True),
        minutes=fields.integer(
            "minutes", *MINUTES, default=original.minutes if original else 10, required=is_original
        ),
        summary=fields.text("summary"),
        objectives=fields.texts("objectives", required=True),
        keywords=fields.texts("keywords"),
        licence=fields.text("licence") or (original.licence if original else ""),
        quiz=quiz,
        sources=sources or (original.sources if original else ()),
        accept=tuple(_accepted(fields)),
        lines={name: entry.line for name, entry in fields.entries()},
    )
    if original is not None:
        for name in _ORIGINAL_ONLY:
            same = getattr(front, name) == getattr(original, name)
            if name in fields and (name == "sources" or not same):
                problems.add("twin-field", fields.line(name), field=name)
    if len(front.objectives) > 6:
        problems.add("objectives-many", fields.line("objectives"), count=len(front.objectives))
    fields.done()
    return front


def read_quiz(fields: Fields, defaults: Quiz) -> Quiz:
    mastery = fields.text("mastery")
    right, last = defaults.right, defaults.last
    if mastery == "pass":
        right = last = 0
    elif mastery:
        match = re.fullmatch(r"(\d{1,2})\s*/\s*(\d{1,2})", mastery)
        if match and 0 < int(match[1]) <= int(match[2]) <= 20:
            right, last = int(match[1]), int(match[2])
        else:
            fields.problems.add(
                "field-wrong", fields.line("mastery"), field="quiz.mastery", wanted="pass, 4/5"
            )
    quiz = Quiz(
        pass_mark=fields.integer("pass", 1, 100, defaults.pass_mark),
        right=right,
        last=last,
        shuffle=fields.flag("shuffle", defaults.shuffle),
        partial=fields.flag("partial", defaults.partial),
        draw=fields.integer("draw", 0, 100, defaults.draw),
    )
    fields.done()
    return quiz


def _sources(fields: Fields, problems: Problems, laws: dict[str, Datum]) -> list[WrittenSource]:
    found: list[WrittenSource] = []
    for entry in fields.each("sources"):
        law = entry.text("law")
        line = entry.node.line
        if law and law not in laws:
            problems.add("law-unknown", line, key=law)
        source = WrittenSource(
            id=entry.name("id") or law,
            law=law,
            title={} if law else entry.by_language("title", required=True),
            article=entry.by_language("article"),
            url=entry.text("url"),
            checked=entry.date("checked", required=True),
            line=line,
        )
        if source.url and not source.url.startswith("https://"):
            problems.add("link-insecure", line, href=source.url)
        if source.id and any(other.id == source.id for other in found):
            problems.add("source-twice", line, id=source.id)
        entry.done()
        found.append(source)
    return found


def _accepted(fields: Fields) -> list[Accepted]:
    found = []
    for entry in fields.each("accept"):
        found.append(
            Accepted(
                entry.text("code", required=True),
                entry.text("at"),
                entry.text("because", required=True),
                entry.node.line,
            )
        )
        entry.done()
    return found
