"""Aiken, the plainest question format: a line that asks, lettered options, ``ANSWER: B``."""

import re

from lessons.problems import Problems
from lessons.written import Choice, Imported, Written, from_plain

_OPTION = re.compile(r"([A-Za-z])\s*[.)]\s+(\S.*)")
_ANSWER = re.compile(r"ANSWER\s*:\s*([A-Za-z])\s*", re.I)


def read_aiken(text: str, problems: Problems) -> Imported:
    """The questions of an Aiken file; what cannot be read is reported and left out."""
    found: list[Written] = []
    asked: list[str] = []
    options: dict[str, str] = {}
    start = 1
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    for number, line in enumerate(map(str.strip, lines), 1):
        answer, option = _ANSWER.fullmatch(line), _OPTION.fullmatch(line)
        if not asked and not options and line:
            start = number
        if answer:
            letter = answer[1].upper()
            if asked and len(options) > 1 and letter in options:
                choices = tuple(Choice(from_plain(o), k == letter) for k, o in options.items())
                found.append(Written("single", from_plain("\n\n".join(asked)), choices=choices))
            else:
                problems.add("import-broken", start, name=" ".join(asked)[:40])
            asked, options = [], {}
        elif option and asked:
            options[option[1].upper()] = option[2]
        elif line:
            if options:
                problems.add("import-broken", start, name=" ".join(asked)[:40])
                asked, options, start = [], {}, number
            asked.append(line)
    if asked or options:
        problems.add("import-broken", start, name=" ".join(asked)[:40])
    return Imported(found, problems.found)
