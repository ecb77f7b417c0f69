"""Tiny courses, written for each test."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

FRONT = """\
---
id: {id}
title: Bài thử
minutes: 5
objectives: [Làm được việc thử]
sources:
  - {{law: luat-thu, article: Điều 1, checked: 2026-11-01}}
---
"""
FRONT_EN = """\
---
id: {id}
title: A trial lesson
objectives: [Do the trial task]
---
"""
FILES = {
    "course.yml": """\
id: thu
title: {vi: Khóa thử, en: Trial course}
modules: [m]
languages: [vi, en]
licence: CC-BY-4.0
""",
    "glossary.yml": """\
otp: {term: {vi: mã OTP, en: OTP}, meaning: {vi: Mã một lần, en: One-time code}}
""",
    "data/laws.yml": """\
luat-thu:
  text: {vi: Luật thử, en: Trial law}
  source: {vi: Công báo, en: Gazette}
  checked: 2026-11-01
""",
    "data/moc.yml": """\
han: {text: {vi: 24 giờ, en: 24 hours}, value: 24, law: luat-thu, checked: 2026-11-01}
""",
    "data/repealed.yml": """\
nd-cu:
  names: [85/2016/NĐ-CP, Nghị định 85/2016]
  ended: 2026-08-19
  status: repealed
  by: {vi: Nghị định 331, en: Decree 331}
""",
    "m/module.yml": """\
id: m
title: {vi: Phần thử, en: Trial part}
lessons: [bai]
""",
}


@pytest.fixture(scope="session")
def course_files() -> dict[str, str]:
    return FILES


@pytest.fixture(scope="session")
def front() -> dict[str, str]:
    """Front matter of the lesson ``bai`` by language."""
    return {"vi": FRONT.format(id="bai"), "en": FRONT_EN.format(id="bai")}


WriteCourse = Callable[..., Path]


@pytest.fixture
def write_course(tmp_path: Path) -> WriteCourse:
    """Write a course with the one lesson ``bai``; ``body`` follows its front matter.
    More files, by path; None leaves one out."""

    def write(body: str, en: str | None = None, /, **files: str | bytes | None) -> Path:
        root = tmp_path / "content"
        every: dict[str, str | bytes | None] = {
            **FILES,
            "m/bai.vi.md": FRONT.format(id="bai") + textwrap.dedent(body),
        }
        if en is not None:
            every["m/bai.en.md"] = FRONT_EN.format(id="bai") + textwrap.dedent(en)
        every |= files
        for path, text in every.items():
            if text is None:
                continue
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return root

    return write
