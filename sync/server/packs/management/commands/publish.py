"""``publish``: give devices the lessons and forms of a folder."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

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
        for name in publishing.NAMES:
            folder = options["packs"] / name
            if not folder.is_dir():
                raise CommandError(f"Không có thư mục này / no such folder: {folder}")
            pack, new = publishing.publish(
                name, folder, keys.load(settings.KEYS), Storage(settings.FILES)
            )
            state = "mới / new" if new else "không đổi / unchanged"
            self.stdout.write(f"{name} {pack.sequence}: {pack.size:,} byte, {state}")
