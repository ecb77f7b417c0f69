"""``python -m reports``: check, fill, convert, pack and submission, as a person runs them."""

import json
import xml.etree.ElementTree as ET

import pytest

from reports.__main__ import main
from reports.form import load
from reports.xlsform.sheets import read

FORM = """Our own words about the form.

## survey

| type | name | label::Tiếng Việt (vi) | label::English (en) | relevant | required |
|---|---|---|---|---|---|
| integer | age | Tuổi | Age | | yes |
| begin_repeat | child | Con | Child | ${age} > 17 | |
| text | name | Tên \\| gọi | Name | | yes |
| end_repeat | | | | | |

## settings

| form_id | form_title | version |
|---|---|---|
| kids | Trẻ em | 3 |
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kids.md").write_text(FORM, encoding="utf-8")
    return tmp_path


def write(path, value):
    path.write_text(json.dumps(value), encoding="utf-8")
    return str(path)


def test_check_says_what_a_form_is(folder, capsys):
    assert main(["check", str(folder / "kids.md")]) == 0
    assert "kids 3 “Trẻ em”, 2 câu hỏi" in capsys.readouterr().out


def test_check_names_row_and_mend_in_both_languages(folder, capsys):
    bad = folder / "bad.md"
    bad.write_text(FORM.replace("| integer |", "| wizard |"), encoding="utf-8")
    assert main(["check", "--json", str(bad), str(folder / "kids.md")]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["ok"], second["ok"]) == (False, True)
    (problem,) = first["problems"]
    assert (problem["code"], problem["sheet"], problem["row"], problem["column"]) == (
        "type.unknown", "survey", 7, "type",
    )  # fmt: skip
    assert "dòng 7" in problem["vi"]
    assert "row 7" in problem["en"]
    assert second["form"]["questions"] == 2


def test_fill_shows_the_questions_and_the_submission(folder, capsys):
    answers = write(
        folder / "a.json",
        {"@now": "2026-11-23T08:00:00+07:00", "/data/age": 40, "/data/child[2]/name": "An",
         "/data/child[1]/name": "Bình"},
    )  # fmt: skip
    assert main(["fill", str(folder / "kids.md"), "--answers", answers, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [entry["label"] for entry in report["visible"]][:2] == ["Tuổi", "Con"]
    assert report["submission"]["values"] == {
        "age": "40",
        "child": [{"name": "Bình"}, {"name": "An"}],
    }
    assert report["errors"] == []


def test_fill_says_what_keeps_a_report_back(folder, capsys):
    answers = write(folder / "a.json", {"/data/age": "old", "/data/none": "x"})
    arguments = ["fill", str(folder / "kids.md"), "--answers", answers, "--lang", "en"]
    assert main([*arguments, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["submission"] is None
    assert [(error["ref"], error["code"]) for error in report["errors"]] == [
        ("/data/age", "integer")
    ]
    assert report["refused"] == {"/data/none": "unknown"}
    assert main(arguments) == 1
    assert "! /data/age: integer" in capsys.readouterr().out


def test_a_form_goes_to_a_spreadsheet_and_back(folder):
    there, back = folder / "kids.xlsx", folder / "back.md"
    assert main(["convert", str(folder / "kids.md"), str(there)]) == 0
    assert main(["convert", str(there), str(back)]) == 0
    cells = [
        [(grid.title, [row for _, row in grid.rows]) for grid in read(path.read_bytes())]
        for path in (folder / "kids.md", there, back)
    ]
    assert cells[0] == cells[1] == cells[2]
    assert cells[0][0][1][3][2] == "Tên | gọi"


def test_pack_compiles_a_folder_or_nothing(folder, capsys):
    media = folder / "kids-media"
    media.mkdir()
    (media / "places.csv").write_text("name,label\n", encoding="utf-8")
    out = folder / "out"
    assert main(["pack", str(folder), "--out", str(out)]) == 0
    assert load((out / "kids.json").read_bytes()).title == "Trẻ em"
    assert (out / "kids-media" / "places.csv").exists()
    (folder / "twin.md").write_text(FORM, encoding="utf-8")
    again = folder / "again"
    assert main(["pack", str(folder), "--out", str(again)]) == 1
    assert "kids.md" in capsys.readouterr().err
    assert not again.exists()


MEDIA_FORM = """
| survey | | | | |
|---|---|---|---|---|
| | type | name | label | image |
| | select_one_from_file places.csv | place | Nơi | map.png |
| | select_one yesno | sure | Chắc? | |
| choices | | | | |
| | list_name | name | label | audio |
| | yesno | yes | Có | yes.mp3 |
| | yesno | no | Không | |
"""


def test_pack_takes_what_lies_beside_a_form_and_says_what_is_missing(tmp_path, capsys):
    media, out = tmp_path / "where-media", tmp_path / "out"
    media.mkdir()
    (tmp_path / "where.md").write_text(MEDIA_FORM, encoding="utf-8")
    for name in ("map.png", "old.png", "Thumbs.db", ".DS_Store"):
        (media / name).write_bytes(b"-")
    assert main(["pack", str(tmp_path), "--out", str(out)]) == 0
    told = capsys.readouterr().err
    assert "thiếu tệp “places.csv” trong where-media" in told
    assert "thiếu tệp “yes.mp3”" in told
    assert "map.png" not in told
    assert sorted(path.name for path in (out / "where-media").iterdir()) == ["map.png", "old.png"]
    (media / "old.png").unlink()
    for name in ("places.csv", "yes.mp3"):
        (media / name).write_bytes(b"name,label")
    assert main(["pack", str(tmp_path), "--out", str(out)]) == 0
    assert capsys.readouterr().err == ""
    packed = sorted(path.name for path in (out / "where-media").iterdir())
    assert packed == ["map.png", "places.csv", "yes.mp3"]


def test_a_submission_becomes_openrosa_or_is_checked(folder, capsys):
    answers = write(folder / "a.json", {"/data/age": "4"})
    main(["fill", str(folder / "kids.md"), "--answers", answers, "--json"])
    filled = folder / "filled.json"
    filled.write_text(capsys.readouterr().out, encoding="utf-8")
    form = str(folder / "kids.md")
    assert main(["submission", form, str(filled), "--to", "openrosa"]) == 0
    root = ET.fromstring(capsys.readouterr().out.encode())
    assert (root.get("id"), root.findtext("age")) == ("kids", "4")
    assert root.findtext("meta/instanceID").startswith("uuid:")
    assert main(["submission", form, str(filled), "--check"]) == 0
    wrong = json.loads(filled.read_text(encoding="utf-8"))["submission"]
    wrong["values"]["age"] = "four"
    assert main(["submission", form, write(filled, wrong), "--check"]) == 1
    assert capsys.readouterr().out == "/data/age: integer\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["check"], ["fill", "no.md", "--answers", "no.json"],
     ["convert", "no.md", "x.md"], ["submission", "no.md", "no.json"]],
)  # fmt: skip
def test_wrong_use_is_told_and_never_crashes(arguments, capsys):
    try:
        assert main(arguments) != 0
    except SystemExit as end:
        assert end.code != 0
    assert capsys.readouterr().err
