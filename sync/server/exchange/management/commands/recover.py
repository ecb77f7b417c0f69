"""``recover REQUEST --commune CODE``: let a commune in that forgot all its passwords."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sync.protocol import durably, recovery
from sync.server.devices.models import Device
from sync.server.exchange import keys


class Command(BaseCommand):
    help = (
        "Mở lại máy của một xã đã quên hết mật khẩu. Trước đó hãy gọi cho lãnh đạo xã để chắc "
        "rằng đúng là xã xin. / Let a commune in that forgot all its passwords. Call its leader "
        "first and make sure that it is the commune who asks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("request", type=Path, help=recovery.REQUEST)
        parser.add_argument(
            "--commune", required=True, help="mã xã đã gọi điện xác nhận / the commune you called"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["request"]
        try:
            data = path.read_bytes()
            sealed, recipient = recovery.read_request(data, keys.load(settings.KEYS).identity)
            answer = recovery.answer(sealed, recipient)
        except (OSError, recovery.BadRecovery) as error:
            raise CommandError(
                "Tệp này không phải yêu cầu mở lại gửi cho tỉnh. / "
                "This is no request to this province."
            ) from error
        device = Device.objects.select_related("commune").filter(ident=sealed.device).first()
        if device is None or device.revoked_at is not None:
            raise CommandError(
                "Máy này chưa ghi danh hoặc đã bị thu hồi. / Not enrolled, or revoked."
            )
        if device.commune.code != options["commune"]:
            raise CommandError(
                f"Máy này của xã khác: {device.commune}. / This PC is another commune's."
            )
        target = path.with_name(recovery.ANSWER)
        with durably.new_file(target) as out:
            out.write(answer)
        self.stdout.write(f"{device.commune}: {target}")
