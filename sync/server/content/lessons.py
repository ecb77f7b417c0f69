"""Lessons, from the course pack beside the server and from what was ever published."""

import functools
from pathlib import Path

import msgspec
from django.conf import settings

from lessons import pack
from lessons.course import Lesson
from sync.server.files.storage import Storage


def title(lesson: str, language: str) -> str:
    """The title of a lesson, or its identifier where the pack here does not know it."""
    found = course()
    try:
        return found.entry(lesson, language).title if found else lesson
    except KeyError:
        return lesson


def course() -> pack.CoursePack | None:
    """The course beside the server; None when it is not there or cannot be read."""
    folder = settings.PACKS / "lessons"
    try:
        return _course(folder, (folder / pack.INDEX).stat().st_mtime_ns)
    except (OSError, pack.PackError):
        return None


def of_version(version: str) -> Lesson | None:
    """The very lesson that an attempt was taken on: of the course, or once published."""
    found = course()
    try:
        if found is not None:
            return found.lesson_of_version(version)
    except (KeyError, OSError, pack.PackError):
        pass
    try:
        raw = Storage(settings.FILES).whole(version).read_bytes()
        return msgspec.json.decode(raw, type=Lesson)
    except (ValueError, OSError):
        return None


@functools.lru_cache(maxsize=1)
def _course(folder: Path, changed_ns: int) -> pack.CoursePack:
    """Read again when the index has changed, so a new pack needs no restart."""
    return pack.load(folder)
