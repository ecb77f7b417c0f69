"""A copy of all that the province has, made while the server runs."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from sync.server import secret_key

KEYS: Final = "keys"
FILES: Final = "files"
_DATABASE: Final = "province"
_PAGES_AT_ONCE: Final = 2_000


class BackupError(Exception):
    """The copy could not be made, or is not whole. The argument says why, in words."""


def make(folder: Path) -> Path:
    """Copy database, keys and files into ``folder``; the database's copy.

    Each call adds a database of its own, named by the time; keys are replaced, and of files
    only those that are new are copied. A file is on the disk before the database speaks of
    it, and stays, so what the database's copy speaks of is copied after it.

    Raises:
        BackupError: the database could not be copied, or its copy is damaged.
        OSError: ``folder`` cannot be written, or is full.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
    if connection.vendor == "sqlite":
        copy = _copy_sqlite(folder / f"{_DATABASE}-{stamp}.sqlite3")
    else:
        copy = _dump_postgresql(folder / f"{_DATABASE}-{stamp}.dump")
    if settings.KEYS.is_dir():
        shutil.copytree(settings.KEYS, folder / KEYS, dirs_exist_ok=True)
    kept = settings.DATA / secret_key.FILE
    if kept.exists():
        shutil.copy2(kept, folder / secret_key.FILE)
    _copy_new(settings.FILES / "whole", folder / FILES / "whole")
    return copy


def _copy_sqlite(target: Path) -> Path:
    fresh = target.with_suffix(".new")
    with (
        contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        contextlib.closing(sqlite3.connect(fresh)) as copy,
    ):
        source.backup(copy, pages=_PAGES_AT_ONCE)
        copy.execute("PRAGMA journal_mode=DELETE")
        (state,) = copy.execute("PRAGMA quick_check").fetchone()
    if state != "ok":
        raise BackupError(f"Bản sao bị hỏng / the copy is damaged: {state}")
    fresh.replace(target)
    return target


def _dump_postgresql(target: Path) -> Path:
    fresh = target.with_suffix(".new")
    told = connection.get_connection_params()
    environment = os.environ | {"PGPASSWORD": str(told.get("password") or "")}
    command = ["pg_dump", "--format=custom", f"--file={fresh}", f"--dbname={told['dbname']}"]
    for option in ("host", "port", "user"):
        if told.get(option):
            flag = "username" if option == "user" else option
            command.append(f"--{flag}={told[option]}")
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise BackupError(
            "Không có pg_dump: hãy cài gói postgresql-client. / pg_dump is not installed."
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"pg_dump: {error.stderr.strip()}") from error
    fresh.replace(target)
    return target


def _copy_new(source: Path, target: Path) -> None:
    """Copy the files that ``target`` has not got: their names are their contents' hashes."""
    for path in source.rglob("*"):
        place = target / path.relative_to(source)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            partial = place.with_name(f"{place.name}.new")
            shutil.copyfile(path, partial)
            partial.replace(place)
