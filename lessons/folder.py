"""A course folder as its authors keep it: which files there are, and what the YAML says.

Lessons themselves are only read as text here; ``lessons.compile`` understands them.
"""

import re
from pathlib import Path, PurePosixPath

import msgspec

from lessons.course import LANGUAGES, Quiz, Term
from lessons.data import Datum, Repealed, read_data, read_glossary, read_repealed
from lessons.fields import NAME, Fields, read_yaml
from lessons.front import read_quiz
from lessons.problems import Problem, Problems

_LESSON = re.compile(r"(?P<id>.+?)(?P<bank>\.questions)?\.(?P<language>[a-z]{2})\.md")
MAX_TEXT = 400_000
"""Bytes: far above any lesson; a larger file is a mistake."""


class LessonFile(msgspec.Struct):
    """One language of a lesson: its text, and that of the bank beside it."""

    id: str
    language: str
    module: str
    path: str
    """Relative to the course folder."""
    text: str
    bank_path: str = ""
    bank_text: str = ""

    @property
    def folder(self) -> PurePosixPath:
        return PurePosixPath(self.path).parent


class ModuleFile(msgspec.Struct):
    id: str
    title: dict[str, str]
    summary: dict[str, str]
    lessons: tuple[str, ...]
    path: str


class Folder(msgspec.Struct):
    root: Path
    id: str
    title: dict[str, str]
    languages: tuple[str, ...]
    """Those that every lesson must be written in; the Vietnamese always."""
    licence: str
    quiz: Quiz
    modules: list[ModuleFile]
    """In the course's order."""
    lessons: dict[str, dict[str, LessonFile]]
    """By id, then by language; the Vietnamese first; in the course's order."""
    data: dict[str, dict[str, Datum]]
    repealed: tuple[Repealed, ...]
    glossary: dict[str, Term]
    files: dict[str, tuple[int, int]]
    """Paths of all files, relative, with forward slashes; size and time of change of each,
    by which a picture is known to be the same."""
    problems: list[Problem]


def read_folder(root: Path) -> Folder:
    """Read what a course folder says about itself. Never raises for what is in it; raises
    OSError when ``root`` cannot be read at all, NotADirectoryError when it is no folder."""
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    return _Reader(root).read()


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.files: dict[str, tuple[int, int]] = {}
        for path in sorted(root.rglob("*")):
            parts = path.relative_to(root).parts
            if path.is_file() and not any(part.startswith((".", "_")) for part in parts):
                stat = path.stat()
                self.files["/".join(parts)] = (stat.st_size, stat.st_mtime_ns)

    def read(self) -> Folder:
        course = Fields(
            read_yaml(self._text("course.yml", required=True), at := self._at("course.yml")), at
        )
        written_quiz = course.inner("quiz")
        quiz = read_quiz(written_quiz, Quiz()) if written_quiz else Quiz()
        id = course.name("id", required=True)
        title = course.by_language("title", required=True)
        licence = course.text("licence")
        languages = course.texts("languages") or LANGUAGES[:1]
        if not {LANGUAGES[0]} <= set(languages) <= set(LANGUAGES):
            at.add(
                "field-wrong", course.line("languages"), field="languages", wanted="[vi], [vi, en]"
            )
            languages = LANGUAGES[:1]
        order = course.names("modules", required=True)
        course.done()
        self.problems += at.found
        modules = self._modules(order, course.line("modules"))
        repealed: tuple[Repealed, ...] = ()
        data = {}
        for path in self._matching(r"data/[^/]+\.yml"):
            name, problems = PurePosixPath(path).stem, self._at(path)
            if name == "repealed":
                repealed = read_repealed(self._text(path), problems)
            else:
                data[name] = read_data(self._text(path), problems)
            self.problems += problems.found
        folder = Folder(
            self.root,
            id,
            title,
            languages,
            licence,
            quiz,
            modules,
            {},
            data,
            repealed,
            self._glossary(),
            self.files,
            self.problems,
        )
        folder.lessons = self._lessons(modules)
        return folder

    def _modules(self, order: tuple[str, ...], line: int) -> list[ModuleFile]:
        found: dict[str, ModuleFile] = {}
        for path in self._matching(r"[^/]+/module\.yml"):
            problems = self._at(path)
            fields = Fields(read_yaml(self._text(path), problems), problems)
            module = ModuleFile(
                fields.name("id", required=True),
                fields.by_language("title", required=True),
                fields.by_language("summary"),
                fields.names("lessons", required=True),
                path,
            )
            fields.done()
            if module.id in found:
                problems.add("module-twice", fields.line("id"), id=module.id)
            elif module.id not in order:
                problems.add("module-unlisted", fields.line("id"), id=module.id)
            found.setdefault(module.id, module)
            self.problems += problems.found
        at = self._at("course.yml")
        for id in order:
            if id not in found:
                at.add("module-missing", line, id=id)
        self.problems += at.found
        return [found[id] for id in dict.fromkeys((*order, *found)) if id in found]

    def _lessons(self, modules: list[ModuleFile]) -> dict[str, dict[str, LessonFile]]:
        by_folder = {str(PurePosixPath(m.path).parent): m for m in modules}
        found: dict[str, dict[str, LessonFile]] = {}
        banks: list[tuple[str, str, str]] = []
        for path in self._matching(r".+\.md"):
            pure = PurePosixPath(path)
            if pure.stem.upper() == "README" or pure.parent == PurePosixPath("."):
                continue
            match = _LESSON.fullmatch(pure.name)
            module = by_folder.get(str(pure.parent))
            if (
                match is None
                or match["language"] not in LANGUAGES
                or not NAME.fullmatch(match["id"])
            ):
                self._report("file-name", path)
                continue
            if module is None:
                self._report("lesson-no-module", path)
                continue
            if match["bank"]:
                banks.append((match["id"], match["language"], path))
                continue
            if any(file.module != module.id for file in found.get(match["id"], {}).values()):
                self._report("lesson-twice", path, id=match["id"])
                continue
            found.setdefault(match["id"], {})[match["language"]] = LessonFile(
                match["id"], match["language"], module.id, path, self._text(path)
            )
        for id, language, path in banks:
            lesson = found.get(id, {}).get(language)
            if lesson is None:
                self._report("bank-no-lesson", path)
            else:
                lesson.bank_path, lesson.bank_text = path, self._text(path)
        return self._in_order(modules, found)

    def _in_order(
        self, modules: list[ModuleFile], found: dict[str, dict[str, LessonFile]]
    ) -> dict[str, dict[str, LessonFile]]:
        ordered: dict[str, dict[str, LessonFile]] = {}
        for module in modules:
            for id in module.lessons:
                if id not in found:
                    self._report("lesson-missing", module.path, id=id)
                elif id in ordered:
                    self._report("lesson-twice", module.path, id=id)
                else:
                    ordered[id] = found[id]
        for id, twins in found.items():
            if id not in ordered:
                self._report("lesson-unlisted", next(iter(twins.values())).path, id=id)
                ordered[id] = twins
        return {
            id: {lang: twins[lang] for lang in LANGUAGES if lang in twins}
            for id, twins in ordered.items()
        }

    def _glossary(self) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for path in self._matching(r"(?:[^/]+/)?glossary\.yml"):
            problems = self._at(path)
            for key, term in read_glossary(self._text(path), problems).items():
                if key in found:
                    problems.add("term-twice", 1, key=key)
                found[key] = term
            self.problems += problems.found
        return found

    def _matching(self, pattern: str) -> list[str]:
        return [path for path in self.files if re.fullmatch(pattern, path)]

    def _text(self, path: str, required: bool = False) -> str:
        if path not in self.files:
            if required:
                self._report("file-missing", path)
            return ""
        data = (self.root / path).read_bytes()
        if len(data) > MAX_TEXT:
            self._report("file-large", path)
            return ""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            at = self._at(path)
            at.add("not-utf8", data.count(b"\n", 0, error.start) + 1)
            self.problems += at.found
            return data.decode("utf-8", errors="replace")

    def _at(self, path: str) -> Problems:
        return Problems(path)

    def _report(self, code: str, path: str, **params: str) -> None:
        at = self._at(path)
        at.add(code, 1, **params)
        self.problems += at.found
