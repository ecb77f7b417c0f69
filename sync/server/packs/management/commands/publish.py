"""``publish``: give devices the lessons and forms of a folder."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports import directory
from sync.server.content import forms
from sync.server.exchange import keys
from sync.server.files.storage import Storage
from sync.server.packs import publishing


class Command(BaseCommand):
    help = (
        "Phát hành bài học và biểu mẫu cho các xã. / "
        "Publish lessons and forms to the communes' PCs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--packs", type=Path, default=settings.PACKS)

    def handle(self, *args: Any, **options: Any) -> None:
        for name in (*publishing.NAMES, publishing.DIRECTORY):
            folder = options["packs"] / name
            if not folder.is_dir():
                if name == publishing.DIRECTORY:
                    continue
                raise CommandError(f"Không có thư mục này / no such folder: {folder}")
            if name == publishing.DIRECTORY:
                _check(folder / directory.FILE)
            if name == "forms":
                # Known here before any PC can send a report of it.
                forms.take_in(folder)
            pack, new = publishing.publish(
                name, folder, keys.load(settings.KEYS), Storage(settings.FILES)
            )
            state = "mới / new" if new else "không đổi / unchanged"
            self.stdout.write(f"{name} {pack.sequence}: {pack.size:,} byte, {state}")


def _check(path: Path) -> None:
    """A wrong number is found here, and not when somebody needs it."""
    try:
        directory.read(path.read_bytes())
    except OSError as error:
        raise CommandError(f"Không đọc được / cannot read: {path}") from error
    except directory.DirectoryError as error:
        words = _FAULTS[error.code].format(**error.params)
        raise CommandError(f"{path.name}, dòng / row {error.row}: {words}") from error


_FAULTS: Final = {
    "no_text": "không phải tệp CSV mã UTF-8 / not a CSV file in UTF-8",
    "empty": "chưa có dòng nào / there is no line yet",
    "no_heading": "thiếu cột “{column}” / the column “{column}” is missing",
    "no_unit": "thiếu tên đơn vị / the unit has no name",
    "bad_phone": "số điện thoại “{phone}” không đúng / “{phone}” is no telephone number",
}
