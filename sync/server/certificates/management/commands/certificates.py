"""``certificates``: sign what was completed before there was anything to sign it with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from sync.server.certificates import issuing
from sync.server.intake.models import Attempt, Official


class Command(BaseCommand):
    help = (
        "Ký giấy xác nhận còn thiếu cho người đã học xong. / "
        "Sign the certificates that are still missing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        issued = 0
        learners = Attempt.objects.filter(mode="test", passed=True).values("official")
        for official in Official.objects.filter(pk__in=learners):
            last = Attempt.objects.filter(official=official).select_related("event__device").last()
            if last is not None:
                with transaction.atomic():
                    issued += issuing.issue(last.event.device, [official.ident])
        self.stdout.write(f"{issued} giấy xác nhận / certificates")
