"""Quizzes under way: every answer is one row, on the disk before the next question shows."""

import json
from dataclasses import dataclass
from typing import Any

from desktop.store.database import Store
from desktop.store.sqlcipher import Database


@dataclass(frozen=True)
class SavedAnswer:
    """An answer as it was given. ``response`` is plain JSON data; ``points`` is 0 to 1."""

    question: str
    response: Any
    points: float
    seconds: int


@dataclass(frozen=True)
class OpenAttempt:
    """A quiz begun and not finished. ``version`` is the hash under which ``contents`` has
    the lesson; ``started`` is in milliseconds since 1970 UTC."""

    id: str
    official: str
    lesson: str
    version: str
    language: str
    mode: str
    seed: int
    started: int


def begin(database: Database, attempt: OpenAttempt) -> None:
    """Write a new attempt, inside a transaction that kept its lesson's version."""
    database.execute(
        """
        INSERT INTO attempts (id, official, lesson, version, language, mode, seed, started)
        VALUES (:id, :official, :lesson, :version, :language, :mode, :seed, :started)
        """,
        vars(attempt),
    )


def read(store: Store, attempt: str) -> OpenAttempt | None:
    """The open attempt, or None when it was finished or thrown away."""
    row = store.row("SELECT * FROM attempts WHERE id = ?", [attempt])
    return None if row is None else OpenAttempt(**row)


def of_official(store: Store, official: str) -> list[OpenAttempt]:
    """The official's open attempts, the latest begun first."""
    rows = store.rows(
        "SELECT * FROM attempts WHERE official = ? ORDER BY started DESC, id", [official]
    )
    return [OpenAttempt(**row) for row in rows]


def add_answer(database: Database, attempt: str, answer: SavedAnswer) -> None:
    """Keep an answer, inside a transaction. The first one to a question stays."""
    database.execute(
        "INSERT INTO answers (attempt, question, response, points, seconds)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (attempt, question) DO NOTHING",
        [
            attempt,
            answer.question,
            json.dumps(answer.response, ensure_ascii=False, separators=(",", ":")),
            answer.points,
            answer.seconds,
        ],
    )


def answers(store: Store, attempt: str) -> dict[str, SavedAnswer]:
    """The answers kept so far, by question."""
    rows = store.rows(
        "SELECT question, response, points, seconds FROM answers WHERE attempt = ? ORDER BY rowid",
        [attempt],
    )
    return {
        row["question"]: SavedAnswer(**{**row, "response": json.loads(row["response"])})
        for row in rows
    }


def delete(database: Database, attempt: str) -> None:
    """Remove an attempt, its answers, and its lesson's version if nothing else needs it."""
    database.execute("DELETE FROM attempts WHERE id = ?", [attempt])
    database.execute(
        "DELETE FROM contents WHERE hash NOT IN (SELECT version FROM attempts)"
        " AND hash NOT IN (SELECT form_hash FROM drafts)"
        " AND hash NOT IN (SELECT form_hash FROM revisions)"
        " AND hash NOT IN (SELECT hash FROM form_media)"
    )
