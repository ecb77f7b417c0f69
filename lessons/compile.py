"""A course folder to a :class:`lessons.course.Course`.

Never stops at a mistake: what cannot be used is left out and reported, so that an author
sees the rest of the lesson and everything that is wrong at once.
"""

from pathlib import Path

import msgspec

from lessons.course import LANGUAGES, Course, Image, Module
from lessons.draft import Draft, compile_lesson
from lessons.folder import Folder, read_folder
from lessons.front import Front
from lessons.problems import Problem


class Compiled(msgspec.Struct):
    course: Course
    folder: Folder
    drafts: dict[str, dict[str, Draft]]
    """By lesson id, then language."""
    problems: list[Problem]


def compile_folder(root: Path) -> Compiled:
    """Compile every lesson under ``root``. Raises OSError when it cannot be read."""
    folder = read_folder(root)
    images: dict[str, Image] = {}
    contents: dict[str, bytes] = {}
    problems = list(folder.problems)
    drafts: dict[str, dict[str, Draft]] = {}
    for id, twins in folder.lessons.items():
        drafts[id] = {}
        original: Front | None = None
        for language in LANGUAGES:
            if language not in twins:
                continue
            draft, found = compile_lesson(folder, twins[language], original, images, contents)
            original = original or draft.front
            drafts[id][language] = draft
            problems += found
    lessons = tuple(draft.lesson for twins in drafts.values() for draft in twins.values())
    course = Course(
        id=folder.id,
        title=folder.title,
        modules=tuple(
            Module(m.id, m.title, m.summary, tuple(id for id in m.lessons if id in drafts))
            for m in folder.modules
        ),
        lessons=lessons,
        glossary=folder.glossary,
        images=images,
        files=contents,
    )
    return Compiled(course, folder, drafts, problems)
