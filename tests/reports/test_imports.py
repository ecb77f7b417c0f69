"""What the desktop must not pay for when it fills a form in."""

import subprocess
import sys

HEAVY = ("pyxform", "openpyxl", "xlrd", "lark", "django", "PySide6", "sqlite3", "requests")


def test_filling_in_imports_nothing_heavy():
    code = (
        "import sys, reports.form, reports.session, reports.submission, reports.openrosa,"
        " reports.recheck; print([name for name in sys.argv[1:] if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
