"""Files that are named on a command line: read, written, or said in both languages why not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

from reports.form import Form, FormError, load
from reports.xlsform import Problem, compile_form

LARGEST: Final = 64 * 1024 * 1024
"""Bytes. More than any form, report or file of answers has."""


class FileRefusedError(Exception):
    """A file that cannot be used. ``problem`` says why, in both languages."""

    def __init__(self, file: Path, code: str, detail: object = "") -> None:
        self.file = file
        self.problem = Problem(code, "error", params={"detail": str(detail)[:200]})
        super().__init__(f"{file}: {self.problem.text('vi')} / {self.problem.text('en')}")


def read(file: Path) -> bytes:
    """A whole file. FileRefusedError when there is none, or none that can be read."""
    try:
        if file.is_dir():
            raise FileRefusedError(file, "file.folder")
        if file.exists() and not file.is_file():
            raise FileRefusedError(file, "file.unreadable", "no ordinary file")
        if file.stat().st_size > LARGEST:
            raise FileRefusedError(file, "file.too-large")
        return file.read_bytes()
    except (OSError, ValueError) as error:
        _refuse(file, error, "file.unreadable")


def read_json(file: Path) -> Any:
    """A file of JSON. FileRefusedError, also when it is none."""
    try:
        return json.loads(read(file).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefusedError(file, "file.not-json", error) from error


def write(file: Path, into: Callable[[Path], object]) -> None:
    """Let ``into`` write to a path. FileRefusedError where nothing can be written."""
    try:
        into(file)
    except (OSError, ValueError) as error:
        _refuse(file, error, "file.unwritable")


def open_form(file: Path) -> Form | None:
    """A compiled form, or one compiled now; None after saying what is wrong with it."""
    data = read(file)
    if file.suffix.lower() == ".json":
        try:
            return load(data)
        except (FormError, RecursionError) as error:
            raise FileRefusedError(file, "file.not-form", error) from error
    result = compile_form(data, file.name)
    for problem in result.problems:
        if problem.severity == "error":
            print(f"{file}: {problem.text('vi')} / {problem.text('en')}", file=sys.stderr)
    return result.form


def _refuse(file: Path, error: Exception, otherwise: str) -> NoReturn:
    if isinstance(error, FileNotFoundError):
        raise FileRefusedError(file, "file.missing") from error
    if isinstance(error, IsADirectoryError):
        raise FileRefusedError(file, "file.folder") from error
    if isinstance(error, PermissionError):
        raise FileRefusedError(file, "file.denied") from error
    detail = getattr(error, "strerror", None) or error
    raise FileRefusedError(file, otherwise, detail) from error
