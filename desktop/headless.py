"""``python -m desktop sync``: one exchange without a window, for scripts and load tests.

Photos and files go after the messages.

Needs no Qt. Prints one line of JSON on stdout. The password comes from the environment
or is asked for, so that it stands in no list of processes.
"""

import argparse
import getpass
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from desktop import VERSION
from desktop.usecases.clock import system_clock
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Door, Session
from desktop.usecases.syncing import Exchanged, Syncing
from desktop.usecases.uploading import Uploaded, Uploading
from sync.client.problems import SOON, LineProblem

DONE: Final = 0
"""Everything is with the province."""
WAITS: Final = 1
"""Something is not, and that passes by itself: the next call tries again."""
NOT_OPENED: Final = 3
"""The store could not be opened or written: ``error`` says why. (2 is argparse's.)"""
HELP_NEEDED: Final = 4
"""Something is not, and a person has to do something about it: ``problem`` says what."""
FAULT: Final = 70
"""A fault of ours, as sysexits.h has it; nothing is lost."""


def run(argv: Sequence[str]) -> int:
    """Exchange once, say in one line of JSON what happened, and give the exit status.

    ``docs/headless.md`` has every field and every status.
    """
    options = _options(argv)
    password = os.environ.get("SONCA_PASSWORD")
    if password is None and not sys.stdin.isatty():
        return _say({"error": "password_missing", "params": {}}, NOT_OPENED)
    if password is None:
        password = getpass.getpass("Mật khẩu / password: ")
    try:
        session = Door(options.data, system_clock).sign_in(options.name, password)
    except KnownError as error:
        return _say({"error": error.code, "params": error.params}, NOT_OPENED)
    try:
        return _exchange(session)
    except KnownError as error:
        return _say({"error": error.code, "params": error.params}, NOT_OPENED)
    except Exception as error:
        logging.getLogger(__name__).exception("fault")
        return _say({"error": "fault", "params": {"detail": repr(error)[:300]}}, FAULT)
    finally:
        session.close()


def _exchange(session: Session) -> int:
    syncing = Syncing(session, system_clock, VERSION)
    try:
        result = syncing.exchange()
        files = Uploading(session, system_clock).send() if not result.problem else None
    finally:
        syncing.close()
    told = _told(result, files)
    if Enrolment(session).state().shared:
        told |= {"problem": LineProblem.SHARED, "params": {}}
    return _say(told, _status(told, files))


def _status(told: dict[str, Any], files: Uploaded | None) -> int:
    problem = told.get("problem", "")
    if problem:
        return WAITS if problem in SOON else HELP_NEEDED
    return WAITS if told["waiting"] or (files and files.left) else DONE


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m desktop sync",
        description="Gửi những gì đang chờ và nhận trả lời của tỉnh, không mở cửa sổ. / "
        "Send what waits and take in what the province answered, without a window.",
    )
    parser.add_argument("--data", type=Path, required=True, help="thư mục dữ liệu / data folder")
    parser.add_argument(
        "--name",
        default=os.environ.get("SONCA_NAME", ""),
        help="tên đăng nhập, hoặc biến SONCA_NAME / sign-in name, or SONCA_NAME; "
        "mật khẩu: biến SONCA_PASSWORD / password: SONCA_PASSWORD",
    )
    options = parser.parse_args(argv)
    if not options.name:
        parser.error("--name")
    return options


def _told(result: Exchanged, files: Uploaded | None) -> dict[str, Any]:
    told = {**vars(result), "again_in": round(result.again_in, 1)}
    if not result.problem:
        del told["problem"], told["params"]
    if files is not None and (files.sent or files.left):
        told |= {"files_sent": files.sent, "files_waiting": files.left}
        if files.problem:
            told |= {"problem": files.problem, "params": files.params}
    return told


def _say(told: dict[str, Any], status: int) -> int:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return status
