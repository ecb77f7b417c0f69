"""Packs: a course as it travels and as the desktop opens it.

A pack is a folder, or one zip file of the same names::

    course.json     the index: titles, modules, entries, glossary, pictures
    <sha256>        a lesson in one language (JSON), or a picture; named by its content

Everything is rendered when the pack is built, so that reading one needs msgspec alone and
opens nothing but the index until a lesson is asked for. The same course always gives the
same bytes. A lesson's file name is its *version*: it covers the text, the questions, the
settings and, through their hashes, the pictures. Whoever keeps old files can open the very
lesson that an old attempt was taken on.

For readers::

    pack = load(path)                         # folder or file
    for module in pack.modules: …             # id, title and summary by language, lesson ids
    pack.entries("vi")                        # every lesson's title, minutes, … from the index
    lesson = pack.lesson("b2-tep-doc", "en")  # falls back to Vietnamese
    lesson.html, lesson.contents, lesson.questions, lesson.version, lesson.text
    pack.image(hash)                          # bytes; pack.images[hash] says type and size
    pack.glossary["otp"].meaning["vi"]

For builders: :func:`write` (and ``python -m lessons pack``).
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from lessons.course import (
    LANGUAGES,
    ByLanguage,
    Course,
    Image,
    Lesson,
    Module,
    Term,
)

FORMAT = 1
INDEX = "course.json"
_HASH = re.compile(r"[0-9a-f]{64}")


class PackError(Exception):
    """A pack cannot be read. ``code`` is one of pack-missing, pack-damaged (cut short or
    altered: fetch it again), pack-newer (written by a later version of this program)."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code = code
        self.name = name


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the index says of one lesson in one language."""

    id: str
    language: str
    module: str
    title: str
    minutes: int
    version: str
    """Name of its file."""
    bytes: int
    questions: int = 0
    summary: str = ""
    objectives: tuple[str, ...] = ()


class _Index(msgspec.Struct, frozen=True):
    format: int
    id: str
    title: ByLanguage
    modules: tuple[Module, ...]
    lessons: tuple[Entry, ...]
    glossary: dict[str, Term]
    images: dict[str, Image]


class CoursePack:
    """A pack that has been opened. Safe to use from several threads; holds no file open.

    Attributes: ``id``, ``title`` (by language), ``version`` (SHA-256 of the index, so of
    everything), ``modules``, ``glossary``, ``images`` (by hash), ``languages``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_file = path.is_file()
        raw = self._read(INDEX)
        try:
            head = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
            if msgspec.json.decode(head["format"], type=int) > FORMAT:
                raise PackError("pack-newer", str(path))
            index = msgspec.json.decode(raw, type=_Index)
        except (msgspec.DecodeError, KeyError, RecursionError) as error:
            raise PackError("pack-damaged", str(path)) from error
        self.id = index.id
        self.title = index.title
        self.version = hashlib.sha256(raw).hexdigest()
        self.modules = index.modules
        self.glossary: Mapping[str, Term] = index.glossary
        self.images: Mapping[str, Image] = index.images
        self._entries = {(entry.id, entry.language): entry for entry in index.lessons}
        present = {entry.language for entry in index.lessons}
        self.languages = tuple(language for language in LANGUAGES if language in present)
        self._lesson = lru_cache(maxsize=16)(self._load_lesson)

    def entries(self, language: str) -> tuple[Entry, ...]:
        """Every lesson in the course's order, in ``language`` where there is a translation."""
        ids = dict.fromkeys(id for id, _ in self._entries)
        return tuple(self.entry(id, language) for id in ids)

    def entry(self, id: str, language: str) -> Entry:
        """The lesson's entry in ``language``, else in Vietnamese, else in any. Raises KeyError."""
        for wanted in (language, *LANGUAGES):
            if (id, wanted) in self._entries:
                return self._entries[id, wanted]
        raise KeyError(id)

    def lesson(self, id: str, language: str = LANGUAGES[0]) -> Lesson:
        """Falls back as :meth:`entry` does. Raises KeyError, PackError."""
        return self._lesson(self.entry(id, language).version)

    def lesson_of_version(self, version: str) -> Lesson:
        """The lesson whose file is named ``version``, whether or not the index still lists
        it. Raises KeyError when the file is not here, PackError when it is damaged."""
        if not _HASH.fullmatch(version):
            raise KeyError(version)
        try:
            return self._lesson(version)
        except PackError as error:
            if error.code == "pack-missing":
                raise KeyError(version) from error
            raise

    def image(self, hash: str) -> bytes:
        """Raises KeyError for a picture that the pack does not have, PackError."""
        if hash not in self.images:
            raise KeyError(hash)
        return self._read_verified(hash)

    def _load_lesson(self, version: str) -> Lesson:
        raw = self._read_verified(version)
        try:
            lesson = msgspec.json.decode(raw, type=Lesson)
        except (msgspec.DecodeError, RecursionError) as error:
            raise PackError("pack-damaged", version) from error
        return msgspec.structs.replace(lesson, version=version)

    def _read_verified(self, name: str) -> bytes:
        data = self._read(name)
        if hashlib.sha256(data).hexdigest() != name:
            raise PackError("pack-damaged", name)
        return data

    def _read(self, name: str) -> bytes:
        try:
            return self._read_zipped(name) if self._is_file else (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise PackError("pack-missing", name) from error

    def _read_zipped(self, name: str) -> bytes:
        import zipfile  # late: the installed course is a folder

        try:
            with zipfile.ZipFile(self.path) as archive:
                return archive.read(name)
        except KeyError as error:
            raise PackError("pack-missing", name) from error
        except OSError:
            raise
        except Exception as error:
            # BadZipFile, and whatever else zlib, struct or zipfile make of damaged bytes.
            raise PackError("pack-damaged", name) from error


def load(path: Path | str) -> CoursePack:
    """Open a pack, folder or file. Raises :class:`PackError`; OSError when the disk fails."""
    return CoursePack(Path(path))


def contents(course: Course) -> dict[str, bytes]:
    """The files of a pack, by name; the index comes last."""
    files = dict(sorted(course.files.items()))
    entries = []
    for lesson in course.lessons:
        raw = msgspec.json.encode(msgspec.structs.replace(lesson, version=""))
        version = hashlib.sha256(raw).hexdigest()
        files[version] = raw
        entries.append(
            Entry(
                id=lesson.id,
                language=lesson.language,
                module=lesson.module,
                title=lesson.title,
                minutes=lesson.minutes,
                version=version,
                bytes=len(raw),
                questions=len(lesson.questions),
                summary=lesson.summary,
                objectives=lesson.objectives,
            )
        )
    index = _Index(
        format=FORMAT,
        id=course.id,
        title=course.title,
        modules=course.modules,
        lessons=tuple(entries),
        glossary=dict(sorted(course.glossary.items())),
        images=dict(sorted(course.images.items())),
    )
    files[INDEX] = msgspec.json.encode(index)
    return files


def write(course: Course, out: Path) -> str:
    """Write a pack to ``out``: a zip file when its name ends in .zip, else a folder, in
    which files of an older pack are kept if still used and removed if not. The index
    appears last and whole, so that a reader never sees half a pack. Returns its version."""
    files = contents(course)
    if out.suffix == ".zip":
        _write_zip(files, out)
    else:
        _write_folder(files, out)
    return hashlib.sha256(files[INDEX]).hexdigest()


def _write_folder(files: Mapping[str, bytes], out: Path) -> None:
    if out.exists() and not (out / INDEX).exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not a pack and not empty")
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        target = out / name
        if name != INDEX and target.exists() and target.read_bytes() == data:
            continue
        unfinished = out / f".{name}.new"
        unfinished.write_bytes(data)
        unfinished.replace(target)
    for path in out.iterdir():
        if path.name not in files and (_HASH.fullmatch(path.name) or path.name.endswith(".new")):
            path.unlink()


def _write_zip(files: Mapping[str, bytes], out: Path) -> None:
    import zipfile

    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.new")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            # A fixed date: the same course gives the same file.
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    unfinished.replace(out)
