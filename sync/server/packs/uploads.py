"""A pack of lessons that a person brings: looked through, then published.

It comes as one zip file, from the trainer's window or through the console.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings

from lessons import pack
from sync.protocol.manifest import Manifest, SignedManifest
from sync.protocol.messages import Published
from sync.server.accounts.models import Staff
from sync.server.exchange.keys import ProvinceKeys
from sync.server.files.storage import Storage
from sync.server.packs import publishing
from sync.server.packs.models import Pack

LESSONS: Final = "lessons"
_MOST_GROWTH: Final = 4
"""How many times larger a pack may be than the largest file that is taken."""


class NotAPack(Exception):
    """What came is no pack of lessons, is damaged, or was made by a newer program."""


class TooLarge(Exception):
    """More bytes than this server takes."""


class _Entry(msgspec.Struct):
    id: str
    title: str = ""


class _Index(msgspec.Struct):
    lessons: list[_Entry]


def may_publish(person: Staff) -> bool:
    """Who is in charge of a whole province, for what is published is everybody's."""
    whole_province = person.province_id is not None and not person.communes.exists()
    return person.is_active and (person.is_superuser or whole_province)


def publish(
    chunks: Iterable[bytes], keys: ProvinceKeys, store: Storage, by: Staff, *, drop: bool
) -> Published:
    """Publish the pack whose zip file ``chunks`` make up as the next version of the lessons.

    Unless ``drop``, nothing is published while lessons of the version before are missing;
    the answer names them.

    Raises:
        NotAPack: no whole pack of lessons.
        TooLarge: more than ``settings.FILE_LARGEST`` bytes, or far more when unpacked.
        OSError: the disk is full.
    """
    with tempfile.TemporaryDirectory() as temporary:
        file, folder = Path(temporary) / "pack.zip", Path(temporary) / "pack"
        _save(chunks, file)
        course = _unpacked(file, folder)
        file.unlink()
        newest = Pack.objects.filter(name=LESSONS).first()
        lost = sorted(_lessons_now(newest, store) - {entry.id for entry in course.entries("vi")})
        if lost and not drop:
            return Published(newest.sequence if newest else 0, lost=lost)
        published, new = publishing.publish(LESSONS, folder, keys, store, by)
    return Published(published.sequence, new)


def _save(chunks: Iterable[bytes], file: Path) -> None:
    size = 0
    with file.open("wb") as out:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.FILE_LARGEST:
                raise TooLarge(size)
            out.write(chunk)


def _unpacked(file: Path, folder: Path) -> pack.CoursePack:
    """The pack with everything it lists read once and found whole, in ``folder``."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(each.file_size for each in archive.infolist()) > (
                _MOST_GROWTH * settings.FILE_LARGEST
            ):
                raise TooLarge
        course = pack.load(file)
        entries = {
            entry.version for language in course.languages for entry in course.entries(language)
        }
        if not entries:
            raise NotAPack("no lessons")
        folder.mkdir()
        with zipfile.ZipFile(file) as archive:
            for version in entries:
                # Whole, and a lesson that this program understands.
                course.lesson_of_version(version)
                _extract(archive, version, folder)
            for picture in course.images:
                course.image(picture)
                _extract(archive, picture, folder)
            _extract(archive, pack.INDEX, folder)
    except (pack.PackError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise NotAPack(str(error)) from error
    return course


def _extract(archive: zipfile.ZipFile, name: str, folder: Path) -> None:
    """``name`` is the index's or a SHA-256, so it leads nowhere else."""
    with archive.open(name) as source, (folder / name).open("wb") as target:
        shutil.copyfileobj(source, target)


def _lessons_now(newest: Pack | None, store: Storage) -> set[str]:
    """Ids of the lessons that devices have: as published, else as shipped with the program."""
    index = _index_file(newest, store)
    try:
        told = msgspec.json.decode(index.read_bytes(), type=_Index)
    except (OSError, msgspec.DecodeError):
        return set()
    return {entry.id for entry in told.lessons}


def _index_file(newest: Pack | None, store: Storage) -> Path:
    if newest is None:
        shipped: Path = settings.PACKS / LESSONS / pack.INDEX
        return shipped
    sealed = msgspec.json.decode(bytes(newest.manifest), type=SignedManifest)
    manifest = msgspec.json.decode(sealed.manifest, type=Manifest)
    digests = {each.path: each.sha256 for each in manifest.files}
    return store.whole(digests[pack.INDEX])
