"""``demo``: a province to try things with."""

import json
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser

from sync.server import starting
from sync.server.accounts import passwords
from sync.server.accounts.models import Staff
from sync.server.devices import enrolment
from sync.server.devices.models import Commune

PROVINCE: Final = "08"
COMMUNES: Final = ("00715", "00721", "00745", "00769", "00778")
USERNAME: Final = "demo"


class Command(BaseCommand):
    help = (
        "Tạo tỉnh thử nghiệm: một tài khoản với mật khẩu mới, mã ghi danh cho vài xã. / "
        "A demo province: an account with a fresh password, codes for some communes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in ra JSON / print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        starting.bring_up()
        password = passwords.draw()
        person, _ = Staff.objects.get_or_create(
            username=USERNAME,
            defaults={
                "full_name": "Tài khoản thử nghiệm",
                "province_id": PROVINCE,
            },
        )
        person.set_password(password)
        person.save()
        communes = [
            {
                "code": commune.code,
                "name": commune.name,
                "enrolment_code": enrolment.create_code(commune, person),
            }
            for commune in Commune.objects.filter(code__in=COMMUNES).order_by("code")
        ]
        if options["json"]:
            told = {
                "staff": {"username": USERNAME, "password": password},
                "communes": communes,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"Đăng nhập / sign in: {USERNAME}   {password}")
        for commune in communes:
            self.stdout.write(f"{commune['enrolment_code']}   {commune['name']}")
