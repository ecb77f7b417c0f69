"""Choices of an official, or of the PC, that belong into the encrypted file."""

import json
from typing import Any

from desktop.store.database import Store
from desktop.store.sqlcipher import Database

PC = ""
"""The owner of settings that everybody on the PC shares."""


def read(store: Store, name: str, default: Any = None, *, owner: str = PC) -> Any:
    """The value (plain JSON data), or ``default`` when it was never set."""
    row = store.row("SELECT value FROM settings WHERE owner = ? AND name = ?", [owner, name])
    return default if row is None else json.loads(row["value"])


def write(store: Store, name: str, value: Any, *, owner: str = PC) -> None:
    """Keep a value (plain JSON data) under a name."""
    with store.write() as database:
        set_value(database, name, value, owner=owner)


def set_value(database: Database, name: str, value: Any, *, owner: str = PC) -> None:
    """As :func:`write`, inside a transaction."""
    database.execute(
        "INSERT INTO settings (owner, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value",
        [owner, name, json.dumps(value, ensure_ascii=False)],
    )


def forget(database: Database, name: str, *, owner: str = PC) -> None:
    """As if it had never been set, inside a transaction."""
    database.execute("DELETE FROM settings WHERE owner = ? AND name = ?", [owner, name])


def count_up(store: Store, name: str) -> int:
    """A number of the PC that is one higher at each call, from 1; never given twice."""
    with store.write() as database:
        cursor = database.execute(
            "INSERT INTO settings (owner, name, value) VALUES (?, ?, '1')"
            " ON CONFLICT (owner, name) DO UPDATE SET value = value + 1 RETURNING value",
            [PC, name],
        )
        return int(cursor.fetchall()[0][0])
