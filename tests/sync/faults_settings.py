"""The server's settings with mines: it dies, or its disk is full, where a test says.

A test writes the name of a moment into the file ``mine`` in the server's data folder; the
first process that gets there takes the file away and steps on it. Nothing else differs
from ``sync.server.settings``.
"""

import os
import signal
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from granian.server.common import AbstractServer

from sync.server.files import storage
from sync.server.settings import *  # noqa: F403
from sync.server.settings import DATA, MIDDLEWARE

MIDDLEWARE = ["tests.sync.faults_settings.mined", *MIDDLEWARE]
MINE = DATA / "mine"
_SMALL = "PRAGMA max_page_count = 1"  # SQLite takes it for "as large as it is now"
_LARGE = "PRAGMA max_page_count = 1073741823"
_commit = BaseDatabaseWrapper._commit
_flush = storage.flush
_respawn = AbstractServer._respawn_workers


def step(moment: str) -> bool:
    """Whether a mine lies here; two of the names are deadly."""
    try:
        if MINE.read_text() != moment:
            return False
        MINE.unlink()
    except FileNotFoundError:
        return False
    if moment != "disk-full":
        os.kill(os.getpid(), signal.SIGKILL)
    return True


def mined(get_response: Any) -> Any:
    """Before a request is read, before its answer goes out, and on a full disk."""

    def middleware(request: Any) -> Any:
        step("request")
        if step("disk-full"):
            with connection.cursor() as cursor:
                cursor.execute(_SMALL)
                try:
                    return get_response(request)
                finally:
                    cursor.execute(_LARGE)
        response = get_response(request)
        step("answer")
        return response

    return middleware


def commit(self: Any) -> Any:
    step("before-commit")
    done = _commit(self)
    step("after-commit")
    return done


BaseDatabaseWrapper._commit = commit


def flush(part: Any) -> None:
    step("before-flush")
    _flush(part)
    step("after-flush")


storage.flush = flush


def respawn(self: Any, *given: Any, **named: Any) -> None:
    _respawn(self, *given, **named)
    # Else the second death within a few seconds ends the whole server: "crash loop".
    self.respawned_wrks.clear()


AbstractServer._respawn_workers = respawn
