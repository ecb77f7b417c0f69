"""``createstaff USERNAME NAME --province CODE``: an account for the console."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sync.server import starting
from sync.server.accounts import passwords
from sync.server.accounts.models import Staff
from sync.server.devices.models import Commune, Province


class Command(BaseCommand):
    help = (
        "Tạo tài khoản cán bộ tỉnh và in mật khẩu. / "
        "Make an account for the console and print its password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập / sign-in name")
        parser.add_argument("full_name", help="họ và tên / full name")
        area = parser.add_mutually_exclusive_group(required=True)
        area.add_argument("--province", help="mã tỉnh 2 số / two-digit province code")
        area.add_argument("--communes", nargs="+", help="mã xã 5 số / five-digit commune codes")
        area.add_argument(
            "--administrator",
            action="store_true",
            help="thấy mọi nơi và quản lý tài khoản / sees everything, manages accounts",
        )
        parser.add_argument("--title", default="", help="chức vụ / position")

    def handle(self, *args: Any, **options: Any) -> None:
        starting.bring_up()
        if Staff.objects.filter(username=options["username"]).exists():
            raise CommandError(
                f"Đã có tài khoản {options['username']}. Hãy chọn tên khác. / "
                "This sign-in name is taken."
            )
        communes = list(Commune.objects.filter(code__in=options["communes"] or []))
        unknown = set(options["communes"] or []) - {commune.code for commune in communes}
        province = None
        if options["province"]:
            province = Province.objects.filter(code=options["province"]).first()
            unknown |= set() if province else {options["province"]}
        if unknown:
            raise CommandError(f"Không có mã {', '.join(sorted(unknown))}. / No such code.")
        password = passwords.draw()
        person = Staff.objects.create_user(
            username=options["username"],
            password=password,
            full_name=options["full_name"],
            title=options["title"],
            province=province or (communes[0].province if communes else None),
            is_superuser=options["administrator"],
        )
        person.communes.set(communes)
        self.stdout.write(password)
