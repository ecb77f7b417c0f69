"""``bundles FOLDER``: take in what a stick brought, write the replies onto it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sync.server.exchange import keys, sticks
from sync.server.files.storage import Storage


class Command(BaseCommand):
    help = (
        "Nhận các gói trong một thư mục (USB) và ghi gói trả lời vào đó. / "
        "Take in the bundles of a folder (a stick) and write the replies there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục này / no such folder: {folder}")
        refused = 0
        for outcome in sticks.visit(folder, keys.load(settings.KEYS), Storage(settings.FILES)):
            if outcome.fault:
                refused += 1
                self.stderr.write(f"{outcome.name}: {outcome.sentence}")
            else:
                self.stdout.write(f"{outcome.name}: {outcome.sentence}")
        self.stdout.write("Có thể rút USB. / The stick can be taken out.")
        if refused:
            raise CommandError(f"{refused} gói không nhận được / bundles were not taken in")
