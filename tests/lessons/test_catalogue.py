"""Every code that the package can report has words, and every word has its values."""

import ast
import re
import string
from pathlib import Path

import pytest

import lessons
from lessons.check.catalogue import MESSAGES

SOURCES = [p for p in Path(lessons.__file__).parent.rglob("*.py") if "messages" not in p.name]
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
NOT_CODES = {"pack-missing", "pack-damaged", "pack-newer", "question-title", "note-title"}


def literals() -> set[str]:
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_code_in_the_source_is_in_the_catalogue():
    heads = {code.partition("-")[0] for code in MESSAGES}
    used = {
        text
        for text in literals()
        if CODE.fullmatch(text) and text.partition("-")[0] in heads and text not in NOT_CODES
    }
    assert used - set(MESSAGES) == set()


def test_every_code_in_the_catalogue_is_reported_somewhere():
    built = {"legacy-tcvn3", "legacy-vni"}
    assert set(MESSAGES) - literals() - built == set()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_take_the_same_values(code):
    message = MESSAGES[code]

    def names(*templates: str) -> set[str]:
        return {name for t in templates for _, name, _, _ in string.Formatter().parse(t) if name}

    assert names(message.vi, message.mend_vi) == names(message.en, message.mend_en)
