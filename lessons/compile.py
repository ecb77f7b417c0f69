"""A course folder to a :class:`lessons.course.Course`.

Never stops at a mistake: what cannot be used is left out and reported, so that an author
sees the rest of the lesson and everything that is wrong at once.
"""

from pathlib import Path

import msgspec

from lessons.course import Course, Image, Module
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


def compile_folder(root: Path, before: Compiled | None = None) -> Compiled:
    """Compile every lesson under ``root``; of ``before``, an earlier result for the same
    folder, what has not changed is taken over, so that a window can follow an author's
    saves. Raises OSError when the folder cannot be read."""
    folder = read_folder(root)
    known = (
        before.drafts if before and _surroundings(before.folder) == _surroundings(folder) else {}
    )
    drafts: dict[str, dict[str, Draft]] = {}
    for id, twins in folder.lessons.items():
        drafts[id] = {}
        original: Front | None = None
        for language, file in twins.items():
            draft = known.get(id, {}).get(language)
            if draft is None or draft.file != file or draft.original != original:
                draft = compile_lesson(folder, file, original)
            original = original or draft.front
            drafts[id][language] = draft
    every = [draft for twins in drafts.values() for draft in twins.values()]
    images: dict[str, Image] = {}
    contents: dict[str, bytes] = {}
    for draft in every:
        images |= draft.images
        contents |= draft.contents
    course = Course(
        id=folder.id,
        title=folder.title,
        modules=tuple(
            Module(m.id, m.title, m.summary, tuple(id for id in m.lessons if id in drafts))
            for m in folder.modules
        ),
        lessons=tuple(draft.lesson for draft in every),
        glossary=folder.glossary,
        images=images,
        files=contents,
    )
    problems = folder.problems + [problem for draft in every for problem in draft.problems]
    return Compiled(course, folder, drafts, problems)


def _surroundings(folder: Folder) -> tuple[object, ...]:
    """What a lesson's meaning hangs on beside its own text: all but the texts of lessons."""
    others = {path: stamp for path, stamp in folder.files.items() if not path.endswith(".md")}
    lessons = [file.path for twins in folder.lessons.values() for file in twins.values()]
    return (folder.root, folder.data, folder.glossary, folder.quiz, folder.licence, others, lessons)
