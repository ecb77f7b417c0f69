"""``card FOLDER``: put the province's card onto a stick, for PCs that never had a line."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sync.protocol import card, durably
from sync.server.devices.models import Province
from sync.server.exchange import cards, keys


class Command(BaseCommand):
    help = (
        "Ghi thẻ của tỉnh vào một thư mục (USB). / Write the province's card into a folder (a "
        "stick)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--province", required=True, help="mã tỉnh, hai chữ số / two digits")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        province = Province.objects.filter(code=options["province"]).first()
        if province is None or not folder.is_dir():
            raise CommandError(
                f"Không có tỉnh hoặc thư mục này / no such province or folder: "
                f"{options['province']}, {folder}"
            )
        made = cards.of(province, keys.load(settings.KEYS))
        with durably.new_file(folder / card.file_name(province.code)) as out:
            out.write(cards.data(made))
        self.stdout.write(
            f"{card.file_name(province.code)}: dấu kiểm tra / fingerprint {card.fingerprint(made)}"
        )
