"""``python -m desktop sync``: one exchange without a window, for scripts and load tests.

Photos and files go after the messages.

Needs no Qt. Prints one line of JSON on stdout. The password comes from the environment
or is asked for, so that it stands in no list of processes.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from desktop import VERSION
from desktop.usecases.clock import system_clock
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Door
from desktop.usecases.syncing import Exchanged, Syncing
from desktop.usecases.uploading import Uploaded, Uploading

DONE: Final = 0
PROBLEM: Final = 1
NOT_OPENED: Final = 3
"""2 is what argparse ends with."""


def run(argv: Sequence[str]) -> int:
    """Exchange once and say what happened.

    Ends with 0 when everything is with the province, 1 when something is not (``problem``
    says why, and the next call tries again), 3 when the store could not be opened or
    written (``error`` says why).
    """
    options = _options(argv)
    password = os.environ.get("SONCA_PASSWORD")
    if password is None:
        password = getpass.getpass("Mật khẩu / password: ")
    try:
        session = Door(options.data, system_clock).sign_in(options.name, password)
    except KnownError as error:
        return _say({"error": error.code, "params": error.params}, NOT_OPENED)
    syncing = Syncing(session, system_clock, VERSION)
    try:
        result = syncing.exchange()
        files = Uploading(session, system_clock).send() if not result.problem else None
    except KnownError as error:
        return _say({"error": error.code, "params": error.params}, NOT_OPENED)
    finally:
        syncing.close()
        session.close()
    left = result.problem or result.waiting or (files and files.left)
    return _say(_told(result, files), PROBLEM if left else DONE)


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
