"""``bundles FOLDER``: take in what a stick brought, write replies, lessons and forms onto it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sync.server.devices.models import Province
from sync.server.exchange import contents, keys, sticks
from sync.server.exchange.keys import ProvinceKeys
from sync.server.files.storage import Storage


class Command(BaseCommand):
    help = (
        "Nhận các gói trong một thư mục (USB) và ghi gói trả lời vào đó. / "
        "Take in the bundles of a folder (a stick) and write the replies there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--content",
            metavar="TỈNH",
            help=(
                "ghi thêm toàn bộ bài học, biểu mẫu cho mọi máy của tỉnh có mã này / also write "
                "all lessons and forms, for every PC of the province with this code"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục này / no such folder: {folder}")
        refused = missing = 0
        ours, store = keys.load(settings.KEYS), Storage(settings.FILES)
        for outcome in sticks.visit(folder, ours, store):
            if outcome.fault == sticks.MISSING:
                missing += 1
                self.stderr.write(f"{outcome.name}: {outcome.sentence}")
            elif outcome.fault:
                refused += 1
                self.stderr.write(f"{outcome.name}: {outcome.sentence}")
            else:
                self.stdout.write(f"{outcome.name}: {outcome.sentence}")
        if options["content"]:
            self._write_content(folder, options["content"], ours, store)
        self.stdout.write("Có thể rút USB. / The stick can be taken out.")
        if refused:
            raise CommandError(f"{refused} gói không nhận được / bundles were not taken in")
        if missing:
            raise CommandError(f"{missing} phần còn thiếu / parts are missing")

    def _write_content(self, folder: Path, code: str, ours: ProvinceKeys, store: Storage) -> None:
        provinces = Province.objects.filter(code=code)
        for reply in contents.for_devices([], provinces, ours, store):
            sticks.write_to(folder, reply)
            self.stdout.write(reply.name)
