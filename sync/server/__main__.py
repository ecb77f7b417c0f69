"""``python -m sync.server COMMAND``: Django's commands and ours (``serve``, ``demo``, …)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sync.server.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["python -m sync.server", *sys.argv[1:]])


if __name__ == "__main__":
    main()
