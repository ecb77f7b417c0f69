"""Packs, search and the review schedule, at the size that a province could reach.

The lessons are the shipped course, repeated with words changed until there are a thousand.
"""

import datetime as dt
import importlib
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import astuple

from lessons.compile import compile_folder
from lessons.course import Course, Lesson
from lessons.mastery import ReviewCard, forecast, review, today
from lessons.pack import load, write
from lessons.search import CREATE, INSERT, SELECT, excerpt, fold, match_expression, rows

CONTENT = Path(__file__).resolve().parents[2] / "lessons" / "content"
LESSONS = 1000
TYPED = ("đăng nhập", "bao cao su co", "mật khẩu", "dữ liệu cá nhân", "zalo")


def run() -> list[dict[str, object]]:
    compiled, build = timed(lambda: compile_folder(CONTENT))
    course = compiled.course
    found: list[dict[str, object]] = [
        {"name": "lessons.compile", "value": round(build * 1e3), "unit": "ms for the course"}
    ]
    with tempfile.TemporaryDirectory() as folder:
        found += pack(course, Path(folder))
    found += search(course)
    found += reviews()
    # A module beside this one; it needs Qt, so it is not imported with it.
    found += importlib.import_module("lesson_open").run()
    return found


def pack(course: Course, folder: Path) -> list[dict[str, object]]:
    _, writing = timed(lambda: write(course, folder / "pack"))
    size = sum(path.stat().st_size for path in (folder / "pack").iterdir())
    opening = median(lambda: load(folder / "pack"), 20)
    opened = load(folder / "pack")
    ids = [(lesson.id, lesson.language) for lesson in course.lessons]
    lesson = statistics.median(timed(lambda x=x: opened.lesson(*x))[1] for x in ids)
    start = median(lambda: python("import lessons.pack"), 5) - median(lambda: python("pass"), 5)
    imports = median(lambda: python("import markdown_it, yaml"), 5) - median(
        lambda: python("pass"), 5
    )
    return [
        {"name": "lessons.pack.write", "value": round(writing * 1e3), "unit": "ms"},
        {"name": "lessons.pack.size", "value": round(size / 1e3), "unit": "kB"},
        {"name": "lessons.pack.open", "value": round(opening * 1e3, 2), "unit": "ms"},
        {"name": "lessons.lesson.load", "value": round(lesson * 1e3, 2), "unit": "ms"},
        {
            "name": "lessons.reader.import",
            "value": round(start * 1e3),
            "unit": "ms",
            "baseline_name": "importing a Markdown and a YAML parser",
            "baseline": round(imports * 1e3),
            "ratio": round(start / imports, 2),
        },
    ]


def search(course: Course) -> list[dict[str, object]]:
    """Each keystroke of five queries, with the hits' sentences, beside LIKE over the same
    folded text."""
    connection = sqlite3.connect(":memory:")
    connection.execute(CREATE)
    connection.execute("CREATE TABLE plain (lesson, anchor, title, heading, text, folded)")
    languages = [
        [lesson for lesson in course.lessons if lesson.language == language]
        for language in ("vi", "en")
    ]

    def index() -> None:
        for number in range(LESSONS):
            for source in languages:
                for row in rows(varied(source[number % len(source)], number)):
                    connection.execute(INSERT, astuple(row))
                    if row.language == "vi":
                        folded = " ".join((row.folded_title, row.folded_heading, row.folded_text))
                        kept = (row.lesson, row.anchor, row.title, row.heading, row.text, folded)
                        connection.execute("INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?)", kept)
        connection.commit()

    _, indexing = timed(index)
    strokes = [query[:end] for query in TYPED for end in range(1, len(query) + 1)]
    # The best of three, so that a neighbour's load is not taken for ours.
    ours = [min(timed(lambda q=q: full_text(connection, q))[1] for _ in range(3)) for q in strokes]
    scan = [min(timed(lambda q=q: like(connection, q))[1] for _ in range(3)) for q in strokes]
    connection.close()
    return [
        {
            "name": "lessons.search.index",
            "value": round(indexing, 2),
            "unit": "s for 1,000 lessons in two languages",
        },
        {
            "name": "lessons.search.keystroke.median",
            "value": round(statistics.median(ours) * 1e3, 2),
            "unit": "ms",
            "baseline_name": "LIKE over the folded text, all hits, unranked, without sentences",
            "baseline": round(statistics.median(scan) * 1e3, 2),
            "ratio": round(statistics.median(ours) / statistics.median(scan), 2),
        },
        {
            "name": "lessons.search.keystroke.worst",
            "value": round(max(ours) * 1e3, 2),
            "unit": "ms",
            "baseline_name": "LIKE over the folded text, all hits, unranked, without sentences",
            "baseline": round(max(scan) * 1e3, 2),
            "ratio": round(max(ours) / max(scan), 2),
        },
    ]


def full_text(connection: sqlite3.Connection, query: str) -> list[object]:
    given = {"match": match_expression(query, "vi"), "limit": 20}
    found = connection.execute(SELECT, given).fetchall() if given["match"] else []
    return [(*row[:4], excerpt(row[4], query)) for row in found]


def like(connection: sqlite3.Connection, query: str) -> list[object]:
    words = fold(query).split()
    wanted = " AND ".join("folded LIKE ?" for _ in words)
    found = connection.execute(
        f"SELECT lesson, anchor, title, heading, text FROM plain WHERE {wanted}",
        [f"%{word}%" for word in words],
    )
    return found.fetchall()


def varied(lesson: Lesson, number: int) -> Lesson:
    """Another lesson of the same length: every tenth word replaced, so that words are not
    all equally common."""

    def change(text: str) -> str:
        words = text.split(" ")
        words[number % 10 :: 10] = [f"từ{number % 97}" for _ in words[number % 10 :: 10]]
        return " ".join(words)

    return msgspec.structs.replace(
        lesson,
        id=f"{lesson.id}-{number}",
        title=change(lesson.title),
        passages=tuple(msgspec.structs.replace(p, text=change(p.text)) for p in lesson.passages),
    )


def reviews() -> list[dict[str, object]]:
    at = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    review(None, "q", "l", 0, at)  # imports fsrs
    cards = [card for n in range(1000) if (card := review(None, f"q{n}", "l", 0, at)) is not None]

    def answer(card: ReviewCard) -> None:
        review(card, card.question, card.lesson, 1, at + dt.timedelta(days=3))

    one = statistics.median(timed(lambda c=c: answer(c))[1] for c in cards)
    day = dt.date(2026, 12, 7)
    choose = median(lambda: (today(cards, day), forecast(cards, day)), 10)
    return [
        {"name": "lessons.review.answer", "value": round(one * 1e3, 3), "unit": "ms"},
        {
            "name": "lessons.review.today",
            "value": round(choose * 1e3, 2),
            "unit": "ms, 1,000 cards",
        },
    ]


def timed(work: Callable[[], object]) -> tuple[object, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def median(work: Callable[[], object], times: int) -> float:
    return statistics.median(timed(work)[1] for _ in range(times))


def python(code: str) -> None:
    root = str(CONTENT.parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": root})
