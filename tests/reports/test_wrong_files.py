"""What a person may name on the command line by mistake is said in both languages, with code 2."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reports.__main__ import main
from reports.commands import files
from reports.xlsform import compile_form
from reports.xlsform.catalogue import MESSAGES

FORM = "| survey |\n| | type | name | label |\n| | text | a | A |\n"
SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
HEADER = '<row><c t="str"><v>type</v></c><c t="str"><v>name</v></c></row>'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "form.md").write_text(FORM, encoding="utf-8")
    (tmp_path / "answers.json").write_text("{}", encoding="utf-8")
    (tmp_path / "rubbish.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "list.json").write_text("[1]", encoding="utf-8")
    (tmp_path / "when.json").write_text('{"@now": "2026-11-23T08:00:00"}', encoding="utf-8")
    (tmp_path / "who.json").write_text('{"@properties": ["x"]}', encoding="utf-8")
    (tmp_path / "last.json").write_text('{"@last": {"form_id": 1}}', encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check none.md", "file.missing"),
        ("check folder", "file.folder"),
        ("convert none.md to.xlsx", "file.missing"),
        ("convert folder to.md", "file.folder"),
        ("convert rubbish.bin to.md", "file.kind"),
        ("convert form.md none/to.md", "file.missing"),
        ("convert form.md folder/form.md/to.md", "file.missing"),
        ("fill none.md --answers answers.json", "file.missing"),
        ("fill answers.json --answers answers.json", "file.not-form"),
        ("fill deep.json --answers answers.json", "file.not-form"),
        ("fill form.md --answers none.json", "file.missing"),
        ("fill form.md --answers folder", "file.folder"),
        ("fill form.md --answers rubbish.bin", "file.not-json"),
        ("fill form.md --answers deep.json", "file.not-json"),
        ("fill form.md --answers list.json", "file.not-answers"),
        ("fill form.md --answers when.json", "file.not-answers"),
        ("fill form.md --answers who.json", "file.not-answers"),
        ("fill form.md --answers last.json", "file.not-answers"),
        ("submission none.md answers.json", "file.missing"),
        ("submission form.md none.json", "file.missing"),
        ("submission form.md form.md", "file.not-json"),
        ("submission form.md answers.json", "file.not-submission"),
        ("submission form.md list.json", "file.not-submission"),
        ("pack none --out out", "file.no-folder"),
        ("pack . --out form.md", "file.unwritable"),
        ("pack . --out form.md/out", "file.unwritable"),
    ],
)
def test_a_wrong_file_is_named_in_both_languages(folder, capsys, monkeypatch, arguments, code):
    monkeypatch.chdir(folder)
    assert main(arguments.split()) == 2
    told = "".join(capsys.readouterr())
    vietnamese, english = (text.partition("{")[0] for text in MESSAGES[code])
    assert vietnamese in told
    if not arguments.startswith("check"):
        assert english in told
    assert "Traceback" not in told


def test_one_wrong_file_does_not_keep_the_others_from_being_checked(folder, capsys):
    names = [str(folder / name) for name in ("none.md", "form.md", "rubbish.bin")]
    assert main(["check", "--json", *names]) == 2
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["ok"] for each in found] == [False, True, False]
    assert [each["problems"][0]["code"] for each in found[::2]] == ["file.missing", "file.kind"]


def test_a_file_of_too_many_bytes_is_not_even_read(folder, capsys):
    big = folder / "big.xlsx"
    with big.open("wb") as stream:
        stream.truncate(files.LARGEST + 1)
    assert main(["check", "--lang", "en", str(big)]) == 2
    assert "too large" in capsys.readouterr().out


def test_a_pipe_is_no_file(folder, capsys):
    """Reading it would wait for ever."""
    os.mkfifo(folder / "pipe.md")
    assert main(["check", "--lang", "en", str(folder / "pipe.md")]) == 2
    assert "no ordinary file" in capsys.readouterr().out


class Denied(type(Path())):
    """A file of somebody else. Those who run tests may be allowed to read everything."""

    def read_bytes(self):
        raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_is_named_so(folder):
    with pytest.raises(files.FileRefusedError, match=r"Không có quyền .* / You may not"):
        files.read(Denied(folder / "form.md"))


def test_an_id_that_is_no_file_name_is_not_packed(folder, capsys):
    (folder / "away.md").write_text(
        FORM + "| settings |\n| | form_id |\n| | ../../away |\n", encoding="utf-8"
    )
    assert main(["pack", str(folder), "--out", str(folder / "out")]) == 1
    assert "cannot be the name of a file" in capsys.readouterr().err
    assert not (folder / "out").exists()


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "reports", *arguments],
        capture_output=True, timeout=60, check=False, **options,
    )  # fmt: skip


def test_a_console_of_another_code_page_shows_what_it_can(folder):
    done = run("check", str(folder / "none-đ.md"), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert rb"Kh\xf4ng c\xf3 t\u1ec7p" in done.stdout


def test_a_reader_who_has_had_enough_is_no_error(folder):
    shell = f"{sys.executable} -m reports check {'form.md ' * 3000} | head -c 1"
    done = subprocess.run(
        shell, shell=True, cwd=folder, capture_output=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


# Workbooks that are more than they seem


def workbook(sheet, shared="<sst/>"):
    buffer = io.BytesIO()
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="survey" r:id="a"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Type="x/worksheet" '
        'Target="one.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="s.xml"/>'
        "</Relationships>",
        "xl/one.xml": sheet,
        "xl/s.xml": shared,
    }
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


ENTITIES = (
    '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
BOMB = ENTITIES + SHEET.format('<row><c t="str"><v>&c;</v></c></row>')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (workbook(BOMB), "file.damaged"),
        (workbook(f"<!--{' ' * 5000}-->{BOMB}"), "file.damaged"),
        (workbook(BOMB.encode("utf-16")), "file.damaged"),
        (workbook(SHEET.format(HEADER), f"{ENTITIES}<sst><si><t>&c;</t></si></sst>"),
         "file.damaged"),
        (workbook(SHEET.format(HEADER + "<row/>" * 9_000_000)), "file.too-large"),
        (workbook(SHEET.format(f'<row><c t="str"><v>{"a" * 200_000}</v></c></row>')),
         "file.too-large"),
        (workbook(SHEET.format(HEADER + "<row/>" * 20_000)), "sheet.survey-empty"),
    ],
    ids=["entities", "entities further down", "entities in UTF-16", "entities in strings",
         "sixty MB", "a cell without end", "rows without cells"],
)  # fmt: skip
def test_a_workbook_that_swells_is_refused(data, code):
    assert len(data) < 200_000
    (problem,) = compile_form(data, "bomb.xlsx").problems
    assert problem.code == code
