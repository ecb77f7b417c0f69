"""``certificates``: sign what was completed before there was anything to sign it with."""

from typing import Any

from django.core.management.base import BaseCommand

from sync.server.certificates import issuing
from sync.server.devices.models import Commune


class Command(BaseCommand):
    help = (
        "Ký giấy xác nhận còn thiếu cho người đã học xong. / "
        "Sign the certificates that are still missing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        issued = issuing.issue_waiting(Commune.objects.all())
        self.stdout.write(f"{issued} giấy xác nhận / certificates")
