"""No sentence escapes translation."""

import ast
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOURCES = [
    *sorted((ROOT / "desktop" / "ui").rglob("*.py")),
    *sorted((ROOT / "desktop" / "author").rglob("*.py")),
    ROOT / "desktop" / "app.py",
    ROOT / "desktop" / "starting.py",
]
MARKS = re.compile(
    "[ăâđêôơưạảãáàấầẩẫậắằẳẵặẹẻẽéèếềểễệỉĩịíìọỏõóòốồổỗộớờởỡợụủũúùứừửữựỳỵỷỹý]", re.IGNORECASE
)
NAMES = {"Sơn Ca", "Tiếng Việt"}
"""Names that are the same in every language."""


def calls_of_tr(tree: ast.AST) -> list[ast.Call]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"tr", "translate"}:
                found.append(node)
    return found


def documentation(tree: ast.AST) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                found.add(id(statement.value))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_vietnamese_sentence_is_inside_tr(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(part)
        for call in calls_of_tr(tree)
        for part in ast.walk(call)
        if isinstance(part, ast.Constant)
    }
    allowed = inside | documentation(tree)
    escaped = [
        f"{path.name}:{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and MARKS.search(node.value)
        and id(node) not in allowed
        and node.value not in NAMES
        and not node.value.startswith(("giờ", "(\\d{1,2})"))  # what people type, not what they read
    ]
    assert escaped == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_f_string_is_translated(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = [
        call.lineno
        for call in calls_of_tr(tree)
        for part in call.args[:2]
        if isinstance(part, ast.JoinedStr)
    ]
    assert wrong == []


def sentences(path: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def test_the_translation_file_has_the_sentences_of_the_code(tmp_path):
    kept = ROOT / "resources" / "i18n" / "sonca_en.ts"
    fresh = tmp_path / "fresh.ts"
    shutil.copy(kept, fresh)
    subprocess.run(
        [
            ROOT / ".venv" / "bin" / "pyside6-lupdate",
            *SOURCES,
            "-ts",
            fresh,
            "-source-language",
            "vi_VN",
            "-target-language",
            "en_GB",
            "-no-obsolete",
            "-locations",
            "none",
        ],
        check=True,
        capture_output=True,
    )
    assert sentences(fresh) == sentences(kept), "run: make strings"


def test_no_translation_is_unfinished_and_placeholders_agree():
    for path in (ROOT / "resources" / "i18n").glob("*.ts"):
        for message in ET.parse(path).getroot().iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            assert translation is not None and translation.get("type") is None, source
            forms = [f.text or "" for f in translation.findall("numerusform")] or [
                translation.text or ""
            ]
            for form in forms:
                assert form.strip(), source
                assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", source)), (
                    source
                )
