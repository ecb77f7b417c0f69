"""``places``: bring provinces and communes up to the files."""

from typing import Any

from django.core.management.base import BaseCommand

from sync.server.devices import places


class Command(BaseCommand):
    help = "Nạp tỉnh, xã từ resources/places. / Load provinces and communes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(places.load()))
