"""Packs: the same bytes for the same course, nothing lost on the way, damage noticed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Pillow

from lessons.compile import compile_folder
from lessons.pack import INDEX, PackError, load, write

BODY = """
## Phần một {#mot}

Xem [mã](term:otp) trong {{ moc.han }}.[^luat-thu]

![Màn hình](hinh.png "Chú thích")

### Câu hỏi 1: Bao lâu? {#b-1}

Đáp số: {{ moc.han.value }} giờ

> Theo luật.
"""
EN = BODY.replace("Phần một", "Part one").replace("Câu hỏi 1: Bao lâu", "Question 1: How long")
EN = EN.replace("Đáp số: {{ moc.han.value }} giờ", "Number: {{ moc.han.value }} hours")


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    Pillow.new("RGB", (1360, 600), "white").save(tmp_path / "x.png")
    return (tmp_path / "x.png").read_bytes()


@pytest.fixture
def folder(write_course, picture) -> Path:
    return write_course(BODY, EN, **{"m/hinh.png": picture})


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_round_trip(folder, picture, tmp_path, name):
    compiled = compile_folder(folder)
    assert compiled.problems == []
    write(compiled.course, tmp_path / name)
    pack = load(tmp_path / name)
    assert pack.languages == ("vi", "en")
    assert [m.lessons for m in pack.modules] == [("bai",)]
    assert [(e.title, e.questions) for e in pack.entries("en")] == [("A trial lesson", 1)]
    lesson = pack.lesson("bai")
    assert lesson.version == pack.entry("bai", "vi").version
    assert [h.id for h in lesson.contents] == ["mot"]
    assert lesson.text.startswith("Xem mã trong 24 giờ.")
    assert 'href="term:otp" title="Mã một lần"' in lesson.html
    assert 'width="680" height="300"' in lesson.html
    assert "Luật thử, Điều 1 (kiểm tra ngày 01/11/2026)" in lesson.html
    assert "Trial law, Article 1 (checked 2026-11-01)" in pack.lesson("bai", "en").html
    assert pack.image(lesson.images[0]) == picture
    assert lesson.question("b-1").value == 24
    assert pack.lesson_of_version(lesson.version) == lesson


def test_the_same_course_gives_the_same_bytes(folder, tmp_path):
    for name in ("a.zip", "b.zip"):
        write(compile_folder(folder).course, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_new_version_keeps_what_did_not_change(folder, tmp_path):
    out = tmp_path / "pack"
    write(compile_folder(folder).course, out)
    before = {path.name for path in out.iterdir()}
    old = load(out).lesson("bai", "en").version
    text = folder / "m/bai.en.md"
    text.write_text(text.read_text().replace("Part one", "Part 1"))
    write(compile_folder(folder).course, out)
    after = {path.name for path in out.iterdir()}
    assert before - after == {old}
    assert len(after - before) == 1
    with pytest.raises(KeyError):
        load(out).lesson_of_version(old)


def test_a_foreign_folder_is_not_overwritten(folder, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.doc").write_text("years of work")
    with pytest.raises(FileExistsError):
        write(compile_folder(folder).course, tmp_path / "home")


def test_missing_language_falls_back_to_vietnamese(write_course, tmp_path):
    write(compile_folder(write_course("Chữ.")).course, tmp_path / "p")
    assert load(tmp_path / "p").lesson("bai", "en").language == "vi"


def test_damage_is_noticed(folder, tmp_path):
    out = tmp_path / "pack"
    write(compile_folder(folder).course, out)
    pack = load(out)
    version = pack.entry("bai", "vi").version
    (out / version).write_bytes((out / version).read_bytes().replace(b"24", b"48"))
    with pytest.raises(PackError, match="pack-damaged"):
        pack.lesson("bai")
    (out / version).unlink()
    with pytest.raises(PackError, match="pack-missing"):
        pack.lesson("bai")
    for index in (b"", b"{}", b"[" * 5000, b'{"format": 1}', b"\xff\xfe"):
        (out / INDEX).write_bytes(index)
        with pytest.raises(PackError, match="pack-damaged"):
            load(out)
    (out / INDEX).write_bytes(b'{"format": 2, "surprise": true}')
    with pytest.raises(PackError, match="pack-newer"):
        load(out)
    with pytest.raises(PackError, match="pack-missing"):
        load(tmp_path / "nowhere")


def test_a_damaged_file_is_noticed(folder, tmp_path):
    path = tmp_path / "p.zip"
    write(compile_folder(folder).course, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PackError, match="pack-damaged"):
        load(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other", "")
    with pytest.raises(PackError, match="pack-missing"):
        load(path)


def test_reading_needs_neither_markdown_nor_yaml():
    seen = subprocess.run(
        [sys.executable, "-c", "import lessons.pack, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {"markdown_it", "yaml", "PIL", "fsrs"}.isdisjoint(seen)
