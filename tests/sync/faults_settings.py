"""The server's settings with mines: it dies where a test says. Its clock may be wrong, too.

A test writes the name of a moment into the file ``mine`` in the server's data folder; the
first process that gets there takes the file away and dies. Nothing else differs from
``sync.server.settings``.
"""

import datetime as dt
import os
import signal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from granian.server.common import AbstractServer

from sync.protocol import durably
from sync.server import wire
from sync.server.settings import *  # noqa: F403
from sync.server.settings import DATA, MIDDLEWARE

MIDDLEWARE = ["tests.sync.faults_settings.mined", *MIDDLEWARE]
MINE = DATA / "mine"
OFF_S = int(os.environ.get("SONCA_TEST_CLOCK_OFF_S", "0"))
_commit = BaseDatabaseWrapper._commit
_flush = durably.flush
_respawn = AbstractServer._respawn_workers


def step(moment: str) -> None:
    """Die, if a mine lies here."""
    try:
        if MINE.read_text() != moment:
            return
        MINE.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def mined(get_response: Any) -> Any:
    """Before a request is read, and before its answer goes out."""

    def middleware(request: Any) -> Any:
        step("request")
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


durably.flush = flush


def respawn(self: Any, *given: Any, **named: Any) -> None:
    _respawn(self, *given, **named)
    # Else the second death within a few seconds ends the whole server: "crash loop".
    self.respawned_wrks.clear()


AbstractServer._respawn_workers = respawn

if OFF_S:
    _now, _now_ms = timezone.now, wire.now_ms
    timezone.now = lambda: _now() + dt.timedelta(seconds=OFF_S)
    wire.now_ms = lambda: _now_ms() + OFF_S * 1000
