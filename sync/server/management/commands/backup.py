"""``backup``: a copy of all that the province has, while the server runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sync.server import backups


class Command(BaseCommand):
    help = (
        "Sao lưu cơ sở dữ liệu, khóa và tệp của tỉnh vào một thư mục, khi máy chủ đang chạy. / "
        "Copy the province's database, keys and files into a folder while the server runs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="thư mục sao lưu / where the copy goes")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            copy = backups.make(options["folder"])
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{copy}: {copy.stat().st_size:,} byte")
