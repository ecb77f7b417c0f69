"""``enrolment_code COMMUNE``: a code for one PC of a commune."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sync.server.devices import enrolment
from sync.server.devices.models import Commune


class Command(BaseCommand):
    help = "Tạo mã ghi danh cho một máy của xã. / Make an enrolment code for a commune's PC."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("commune", help="mã xã 5 số / five-digit commune code")

    def handle(self, *args: Any, **options: Any) -> None:
        commune = Commune.objects.filter(code=options["commune"]).first()
        if commune is None:
            raise CommandError(
                f"Không có xã mang mã {options['commune']}. Mã xã gồm 5 chữ số, ví dụ 00715. / "
                f"No commune has the code {options['commune']}."
            )
        self.stdout.write(enrolment.create_code(commune))
