"""Beginning lessons and bringing question banks in: what writes into a course folder."""

import datetime as dt
import re
from pathlib import Path

from lessons.aiken import read_aiken
from lessons.fields import NAME
from lessons.folder import read_folder
from lessons.gift import read_gift
from lessons.markdown import heading_attributes, read, split_front
from lessons.problems import Problem, Problems
from lessons.written import Imported, id_for, to_markdown


class AuthoringError(Exception):
    """A known mistake, told in both languages: ``args`` are the Vietnamese and the English."""


def new_module(root: Path, folder: str, id: str, title: str) -> list[Path]:
    """A module's folder and ``module.yml``; adds it to ``course.yml``, which is written too
    when there is none. Returns what was written."""
    _must_be_names(folder, id)
    course = root / "course.yml"
    if not course.exists():
        root.mkdir(parents=True, exist_ok=True)
        course.write_text(
            "id: khoa-hoc\ntitle: {vi: Tên khóa học, en: Title of the course}\n"
            f"modules: [{id}]\n"
            "languages: [vi]\nlicence: CC-BY-4.0\n",
            encoding="utf-8",
        )
    else:
        _add_to_list(course, "modules", id)
    path = root / folder / "module.yml"
    if path.exists():
        raise AuthoringError(f"Đã có {path}.", f"There already is {path}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"id: {id}\ntitle:\n  vi: {_quoted(title)}\n  en: {_quoted(title)}\nlessons: []\n",
        encoding="utf-8",
    )
    return [course, path]


def new_lesson(root: Path, module: str, id: str, title: str, today: dt.date) -> list[Path]:
    """A lesson in each of the course's languages, ready to be filled in, with a question of
    each of three kinds; adds it to the module. ``module`` is an id or a folder's name.
    Returns what was written."""
    _must_be_names(id)
    folder = read_folder(root)
    found = [m for m in folder.modules if module in {m.id, Path(m.path).parent.name}]
    if not found:
        known = ", ".join(m.id for m in folder.modules)
        raise AuthoringError(
            f"Không có phần “{module}”. Đang có: {known}.",
            f"There is no module “{module}”. There are: {known}.",
        )
    if id in folder.lessons:
        raise AuthoringError(f"Đã có bài “{id}”.", f"There already is a lesson “{id}”.")
    place = (root / found[0].path).parent
    prefix = question_prefix(id)
    written = []
    for language in folder.languages:
        template = _ENGLISH if language == "en" else _VIETNAMESE
        path = place / f"{id}.{language}.md"
        text = template.format(id=id, title=_quoted(title), today=today, prefix=prefix)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    _add_to_list(root / found[0].path, "lessons", id)
    return written


def import_bank(
    root: Path, lesson: str, language: str, source: Path
) -> tuple[Path, int, list[Problem]]:
    """Append the questions of a GIFT or Aiken file to the lesson's bank. Returns the bank,
    how many questions came, and what was left out or changed."""
    folder = read_folder(root)
    file = folder.lessons.get(lesson, {}).get(language)
    if file is None:
        raise AuthoringError(
            f"Không có bài {lesson}.{language}.md.", f"There is no {lesson}.{language}.md."
        )
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AuthoringError(
            f"{source} không phải UTF-8. Lưu lại với bảng mã UTF-8.",
            f"{source} is not UTF-8. Save it again as UTF-8.",
        ) from error
    imported = read_bank(text, source.name)
    taken = {
        heading_attributes(section.heading).get("id", "")
        for twins in folder.lessons.values()
        for twin in twins.values()
        for part in (twin.text, twin.bank_text)
        for section in read(split_front(part)[1]).sections
        if section.heading is not None
    }
    prefix = question_prefix(lesson)
    parts = [
        to_markdown(question, id_for(question.name, prefix, taken), language)
        for question in imported.questions
    ]
    bank = root / file.folder / f"{lesson}.questions.{language}.md"
    if parts:
        before = [file.bank_text.rstrip() + "\n"] if file.bank_text.strip() else []
        bank.write_text("\n".join(before + parts), encoding="utf-8")
    return bank, len(parts), imported.problems


def read_bank(text: str, name: str) -> Imported:
    """GIFT or Aiken, told apart by Aiken's ``ANSWER:`` lines."""
    aiken = re.search(r"(?im)^\s*ANSWER\s*:\s*[A-Z]\s*$", text)
    return (read_aiken if aiken else read_gift)(text, Problems(name))


def question_prefix(lesson: str) -> str:
    """ "b2-tep-doc" gives "b2"; a lesson without a number gives its whole id."""
    number = re.match(r"[a-z]{1,3}\d{1,3}(?=-|$)", lesson)
    return number[0] if number else lesson


def _must_be_names(*names: str) -> None:
    for name in names:
        if not NAME.fullmatch(name):
            raise AuthoringError(
                f"“{name}” không dùng được: chỉ chữ thường không dấu, số và gạch nối.",
                f"“{name}” cannot be used: lower-case ASCII letters, digits and hyphens only.",
            )


def _add_to_list(path: Path, field: str, entry: str) -> None:
    """Add to a list in a YAML file without disturbing what its author wrote around it."""
    text = path.read_text(encoding="utf-8")
    flow = re.search(rf"(?m)^{field}:[ \t]*\[([^\]]*)\]", text)
    block = re.search(rf"(?m)^{field}:[ \t]*(?:#.*)?\n((?:[ \t]*-.*\n?)+)", text)
    if flow:
        entries = [part.strip() for part in flow[1].split(",") if part.strip()]
        joined = ", ".join(dict.fromkeys([*entries, entry]))
        text = f"{text[: flow.start()]}{field}: [{joined}]{text[flow.end() :]}"
    elif block:
        indent = re.match(r"[ \t]*", block[1])
        line = f"{indent[0] if indent else ''}- {entry}\n"
        if line not in block[1] + "\n":
            text = text[: block.end()].rstrip("\n") + "\n" + line + text[block.end() :]
    else:
        text = f"{text.rstrip()}\n{field}: [{entry}]\n"
    path.write_text(text, encoding="utf-8")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_VIETNAMESE = """\
---
id: {id}
title: {title}
minutes: 10
summary: Một câu nói bài này giúp được gì.
objectives:
  - Làm được việc thứ nhất
  - Nhận ra dấu hiệu thứ hai
sources:
  - title: Tên văn bản hoặc tài liệu
    checked: {today}
---

## Tình huống {{#tinh-huong}}

Kể một việc thật ở xã, hai ba câu.

> [!NÊN]
> Việc nên làm.

> [!KHÔNG NÊN]
> Việc hay làm mà sai.

## Các bước {{#cac-buoc}}

1. Bước thứ nhất.
2. Bước thứ hai, nhấn ++Windows+L++.

## Kiểm tra {{#kiem-tra}}

### Câu hỏi 1: Việc đầu tiên là gì? {{#{prefix}-1 about=cac-buoc}}

- [x] Phương án đúng
    > Đúng, vì sao.
- [ ] Phương án sai
    > Sai ở đâu.

> Điều cần nhớ.

### Câu hỏi 2 {{#{prefix}-2}}

Một câu để người học xét đúng hay sai.

- [ ] Đúng
    > Vì sao không.
- [x] Sai
    > Đúng vậy, câu này sai.

### Câu hỏi 3: Xếp đúng thứ tự {{#{prefix}-3}}

1. Việc thứ nhất
2. Việc thứ hai
3. Việc thứ ba

> Vì sao theo thứ tự đó.
"""
_ENGLISH = """\
---
id: {id}
title: {title}
summary: One sentence that says what this lesson is good for.
objectives:
  - Do the first thing
  - Recognise the second sign
---

## A situation {{#tinh-huong}}

Tell something real of a commune's day, in two or three sentences.

> [!DO]
> What to do.

> [!DONT]
> What is often done and wrong.

## The steps {{#cac-buoc}}

1. The first step.
2. The second step: press ++Windows+L++.

## Test {{#kiem-tra}}

### Question 1: What comes first? {{#{prefix}-1 about=cac-buoc}}

- [x] The right option
    > Right, and why.
- [ ] A wrong option
    > What is wrong with it.

> What to remember.

### Question 2 {{#{prefix}-2}}

A statement to be judged true or false.

- [ ] True
    > Why it is not.
- [x] False
    > Right, it is false.

### Question 3: Put them in order {{#{prefix}-3}}

1. The first thing
2. The second thing
3. The third thing

> Why in this order.
"""
