"""Every relative link and picture in the project's Markdown leads somewhere."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`", re.S)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.M)


def anchors(path: Path) -> set[str]:
    """The anchors that a forge gives the headings of ``path``."""
    text = CODE.sub("", path.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(text)
    }


def dead_links(path: Path) -> list[str]:
    """``file:line: target`` of each link of ``path`` that leads nowhere."""
    text = path.read_text(encoding="utf-8")
    blanked = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    dead = []
    for match in LINK.finditer(blanked):
        target, _, anchor = match[1].partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = (path.parent / target).resolve() if target else path
        known = file.exists() and (
            not anchor or file.suffix != ".md" or anchor.lower() in anchors(file)
        )
        if not known:
            line = blanked.count("\n", 0, match.start()) + 1
            dead.append(f"{path.relative_to(ROOT)}:{line}: {match[1]}")
    return dead


def main() -> int:
    tracked = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    # Lessons have a checker of their own, which knows their folders and twins.
    pages = [ROOT / name for name in tracked if not name.startswith("lessons/content/")]
    dead = [line for page in pages for line in dead_links(page)]
    print("\n".join(dead) or f"{len(pages)} pages, every link leads somewhere")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
