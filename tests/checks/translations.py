"""Every sentence that people read has its English, on the desktop and on the server."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).parents[2]


def unfinished_desktop(path: Path) -> list[str]:
    """Sources in a Qt Linguist file that have no finished translation."""
    missing = []
    for message in ET.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") in {"vanished", "obsolete"}:
            continue
        forms = translation.findall("numerusform") or [translation]
        if translation.get("type") == "unfinished" or not all(
            (f.text or "").strip() for f in forms
        ):
            missing.append(message.findtext("source") or "")
    return missing


def untranslated_server(path: Path) -> list[str]:
    """Lines that msgattrib prints for entries without a finished translation."""
    found: list[str] = []
    for kind in ("--untranslated", "--only-fuzzy"):
        text = subprocess.run(
            ["msgattrib", kind, "--no-obsolete", str(path)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        found += [
            line for line in text.splitlines() if line.startswith('msgid "') and line != 'msgid ""'
        ]
    return found


def main() -> int:
    desktop = sorted((ROOT / "resources" / "i18n").glob("*.ts"))
    server = sorted((ROOT / "sync" / "server" / "locale").glob("*/LC_MESSAGES/*.po"))
    if not desktop or not server:
        print("no translation files found", file=sys.stderr)
        return 1
    missing = [f"{p.relative_to(ROOT)}: {m}" for p in desktop for m in unfinished_desktop(p)]
    missing += [f"{p.relative_to(ROOT)}: {m}" for p in server for m in untranslated_server(p)]
    print("\n".join(missing) or f"{len(desktop) + len(server)} translation files, nothing missing")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
