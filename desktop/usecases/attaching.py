"""Photos and files of a report: made ready, kept, shown again.

Decoding a photo takes a while: call :meth:`Attaching.take` off the GUI thread.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from desktop.store.attachments import LOST, Attached, Unsent
from desktop.usecases import pictures
from desktop.usecases.clock import Clock
from desktop.usecases.copies import Copies
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from reports.session.view import Field

__all__ = ["LOST", "Asked", "Attached", "Attaching", "Unsent", "asked", "most"]

LARGEST_FILE: Final = 5_000_000
"""Bytes: eleven minutes at 64 kbit/s."""
LARGEST_RECORDING: Final = 20_000_000
LARGEST_ORIGINAL: Final = 80_000_000
"""Bytes of a photo before it is made smaller; no camera writes more."""
WITH_LOCATION: Final = "with-location"
"""The appearance of a photo question that wants to know where it was taken."""

_LONGEST_NAME: Final = 80
_TYPES: Final = {
    "pdf": "application/pdf",
    "txt": "text/plain",
    "log": "text/plain",
    "csv": "text/csv",
    "eml": "message/rfc822",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "amr": "audio/amr",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "3gp": "video/3gpp",
    "mkv": "video/x-matroska",
}
_UNKNOWN_TYPE: Final = "application/octet-stream"
# What Windows runs at a double click, or an office program after one more.
_DANGEROUS: Final = re.compile(
    "exe|com|bat|cmd|scr|pif|cpl|ms[ip]|dll|sys|jse?|vb[se]|ws[fh]|hta|ps1|lnk|reg|url|jar|apk"
    "|iso|img|vhdx?|chm|do[ct]m|xlsm|xltm|xlam|pptm"
)
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"L\x00\x00\x00\x01\x14\x02\x00")


@dataclass(frozen=True)
class Asked:
    """What a question wants: ``kind`` is image, audio, video or file; ``longest`` in pixels."""

    kind: str
    longest: int = pictures.LONGEST
    with_location: bool = False


def most(wanted: Asked) -> int:
    """The largest file that a question takes, in bytes; a photo is made smaller by itself."""
    return LARGEST_RECORDING if wanted.kind in {"audio", "video"} else LARGEST_FILE


def asked(field: "Field") -> Asked:
    """What a visible question wants attached."""
    pixels = field.parameters.get("max-pixels", "")
    longest = int(pixels) if pixels.isdecimal() and int(pixels) > 0 else pictures.LONGEST
    return Asked(field.kind, longest, WITH_LOCATION in field.appearance)


class Attaching:
    """The files of this PC's reports."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._copies = Copies(session.store.path.parent)

    def take(self, report: str, wanted: Asked, source: Path | bytes, name: str = "") -> Attached:
        """Make a file ready for its question and keep it; it is on the disk on return.

        The answer is then ``name`` of what this gives. ``name`` here is what to call
        bytes that came without one, from the clipboard for example.

        Raises:
            KnownError: PICTURE_UNREADABLE, PICTURE_TOO_LARGE, FILE_UNREADABLE, FILE_EMPTY,
                FILE_TOO_LARGE, FILE_KIND_WRONG, FILE_DANGEROUS, DISK_FULL.
        """
        from desktop.store import attachments

        name = _clean(source.name if isinstance(source, Path) else name)
        data = _read(source, wanted, name)
        body, name, type_ = _ready(data, wanted, name)
        with self._session.store.write() as database:
            return attachments.keep(database, report, name, type_, body, self._clock())

    def of_report(self, report: str) -> dict[str, Attached]:
        """The files of a report by name, whichever revision speaks of them."""
        from desktop.store import attachments

        return attachments.of_report(self._session.store, report)

    def body(self, sha256: str) -> bytes | None:
        """A file's bytes; None when they were dropped after the province had them."""
        from desktop.store import attachments

        return attachments.body(self._session.store, sha256)

    def unsent(self) -> list[Unsent]:
        """The files of sent reports that the province will not have as they are."""
        from desktop.store import attachments

        return attachments.unsent(self._session.store)

    def offer_again(self, report: str, name: str) -> None:
        """Try once more with a file that the province refused."""
        from desktop.store import attachments

        with self._session.store.write() as database:
            attachments.offer_again(database, report, name)

    def copy(self, name: str, body: bytes) -> Path:
        """A file for another program to show; it goes when the official signs out.

        Raises:
            OSError: the disk is full.
        """
        return self._copies.write(hashlib.sha256(body).hexdigest(), name, body)

    def forget_copies(self) -> None:
        """Remove what other programs were given to show."""
        self._copies.forget()


def _read(source: Path | bytes, wanted: Asked, name: str) -> bytes:
    """All of a file, unless it is larger than could ever be sent."""
    if isinstance(source, bytes):
        data = source
    else:
        try:
            size = source.stat().st_size
            if size > LARGEST_ORIGINAL:
                raise _too_large(name, size, LARGEST_ORIGINAL)
            data = source.read_bytes()
        except OSError as error:
            raise KnownError(Code.FILE_UNREADABLE, name=name) from error
    if not data:
        raise KnownError(Code.FILE_EMPTY, name=name)
    if len(data) > most(wanted) and not pictures.is_picture(data):
        raise _too_large(name, len(data), most(wanted))
    return data


def _ready(data: bytes, wanted: Asked, name: str) -> tuple[bytes, str, str]:
    """Body, name and media type as they are kept."""
    suffix = PurePosixPath(name).suffix.lstrip(".").lower()
    if _DANGEROUS.fullmatch(suffix) or data.startswith(_PROGRAMS):
        raise KnownError(Code.FILE_DANGEROUS, name=name)
    if wanted.kind == "image" or (wanted.kind == "file" and pictures.is_picture(data)):
        # A picture among the files keeps its size, for it may be a scanned page.
        longest = wanted.longest if wanted.kind == "image" else None
        picture = pictures.shrunk(data, name, longest, with_location=wanted.with_location)
        if len(picture.body) > LARGEST_FILE:
            picture = pictures.shrunk(
                data, name, pictures.LONGEST, with_location=wanted.with_location
            )
        return picture.body, _named(name, picture.type.replace("image/", "")), picture.type
    type_ = _TYPES.get(suffix, _UNKNOWN_TYPE)
    if wanted.kind in {"audio", "video"} and not type_.startswith(wanted.kind):
        raise KnownError(Code.FILE_KIND_WRONG, name=name, wanted=wanted.kind)
    return data, name, type_


def _named(name: str, type_: str) -> str:
    suffix = "jpg" if type_ == "jpeg" else type_
    path = PurePosixPath(name)
    known = path.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".jfif"}
    return f"{path.stem if known else name}.{suffix}"


def _clean(name: str) -> str:
    """A name that is safe anywhere: one part of a path, composed, printable, not long."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    plain = "".join(c if c.isprintable() and c not in '<>:"|?*' else " " for c in composed)
    plain = " ".join(plain.split()).strip(". ") or "tep"
    if len(plain) <= _LONGEST_NAME:
        return plain
    path = PurePosixPath(plain)
    return path.stem[: _LONGEST_NAME - len(path.suffix)].rstrip() + path.suffix[:12]


def _too_large(name: str, size: int, most: int) -> KnownError:
    return KnownError(Code.FILE_TOO_LARGE, name=name, bytes=size, most=most)
