"""``python -m sync.server COMMAND``: Django's commands and ours (``serve``, ``demo``, …)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sync.server.settings")
    from sync.server import known_faults

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["python -m sync.server", *sys.argv[1:]])
    except SystemExit as ended:
        if ended.code == 2 or _unknown(sys.argv[1:2]):  # said in English until here
            print(
                "Lệnh gõ thiếu hoặc sai. Xem các lệnh: python -m sync.server help; "
                "cách dùng một lệnh: python -m sync.server LỆNH --help",
                file=sys.stderr,
            )
        raise
    except Exception as error:
        said = known_faults.sentence(error)
        if not said or "--traceback" in sys.argv:
            raise
        sys.exit(said)


def _unknown(command: list[str]) -> bool:
    from django.core.management import get_commands

    return bool(command) and command[0] not in {*get_commands(), "help", "version", "--version"}


if __name__ == "__main__":
    main()
