"""The province's list of whom to call: brought as a file, looked through, published."""

import csv
import io
import tempfile
import zipfile
from pathlib import Path
from typing import Final

import msgspec

from reports import directory
from reports.directory import Contact
from sync.protocol.manifest import Manifest, SignedManifest
from sync.server.accounts.models import Staff
from sync.server.exchange.keys import ProvinceKeys
from sync.server.files.storage import Storage
from sync.server.packs import publishing
from sync.server.packs.models import Pack

LARGEST: Final = 512 * 1024
"""Bytes of a file; a list of a thousand contacts has a tenth of it."""
_LARGEST_UNPACKED: Final = 16 * 2**20
_MOST_ROWS: Final = 5_000
_MOST_COLUMNS: Final = 40


class NotReadable(Exception):
    """A workbook that is damaged, too large, or none at all."""


def as_csv(data: bytes) -> bytes:
    """The list as CSV in UTF-8, whether it is CSV already or the first sheet of a workbook.

    Raises:
        NotReadable: it looks like a workbook, and cannot be read as one.
    """
    if not data.startswith(b"PK"):
        return data
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST_UNPACKED:
                raise NotReadable("too large when unpacked")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(
            max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True
        )
        text = io.StringIO()
        csv.writer(text).writerows(["" if cell is None else str(cell) for cell in r] for r in rows)
    except NotReadable:
        raise
    except Exception as error:
        # A workbook is a zip of XML from anywhere: whatever is wrong in it, it is not readable.
        raise NotReadable(str(error)) from error
    return text.getvalue().encode()


def publish(data: bytes, keys: ProvinceKeys, store: Storage, by: Staff) -> tuple[Pack, bool]:
    """The list's newest version with this CSV, and whether it is a new one.

    Raises:
        DirectoryError: a line is wrong.
        OSError: the disk is full.
    """
    directory.read(data)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / directory.FILE).write_bytes(data)
        return publishing.publish(publishing.DIRECTORY, Path(folder), keys, store, by)


def published(store: Storage) -> tuple[Pack | None, bytes]:
    """The newest version and its CSV; None and nothing while there is none."""
    pack = Pack.objects.filter(name=publishing.DIRECTORY).select_related("published_by").first()
    if pack is None:
        return None, b""
    sealed = msgspec.json.decode(bytes(pack.manifest), type=SignedManifest)
    files = msgspec.json.decode(sealed.manifest, type=Manifest).files
    digests = {each.path: each.sha256 for each in files}
    return pack, store.whole(digests[directory.FILE]).read_bytes()


def contacts(data: bytes) -> tuple[Contact, ...]:
    """Those of a list that was published: it was looked through then."""
    return directory.look_through(data)[0]
