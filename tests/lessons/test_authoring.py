"""From an empty folder to a lesson that passes the check, from the command line alone."""

import re
import threading
import urllib.error
import urllib.request

import pytest

from lessons.__main__ import main
from lessons.authoring import question_prefix
from lessons.check import check_folder
from lessons.preview import server

GIFT = "::Đăng nhập::Where? {=here#yes ~there#no####so}\n\nEssay {}\n"


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "khoa"
    assert (
        run("new", "b", "--module-folder", "b-an-ninh", "--title", "An ninh", "--folder", root) == 0
    )
    assert run("new", "b", "b2-tep", "--title", 'Tệp "lạ"', "--folder", root) == 0
    assert run("new", "b-an-ninh", "b3-goi", "--folder", root) == 0
    return root


def test_a_new_lesson_passes_the_check(course):
    report = check_folder(course)
    assert [(f.code, f.path) for f in report.findings] == []
    assert [m.lessons for m in report.compiled.course.modules] == [("b2-tep", "b3-goi")]
    assert report.compiled.course.lessons[0].title == 'Tệp "lạ"'
    assert sum(report.counts.questions["vi"].values()) == 6


def test_a_new_module_joins_the_others(course):
    assert run("new", "c", "c1-x", "--module-folder", "c-du-lieu", "--folder", course) == 0
    assert [m.id for m in check_folder(course).compiled.course.modules] == ["b", "c"]


def test_english_where_the_course_promises_it(course):
    path = course / "course.yml"
    path.write_text(path.read_text().replace("[vi]", "[vi, en]"))
    assert {f.code for f in check_folder(course).findings} == {"twin-missing"}
    assert run("new", "b", "b4-usb", "--title", "USB", "--folder", course) == 0
    report = check_folder(course)
    assert {f.path for f in report.findings} == {"b-an-ninh/b2-tep.vi.md", "b-an-ninh/b3-goi.vi.md"}
    assert report.counts.by_language == {"vi": 3, "en": 1}


def test_lists_in_either_form_are_extended_and_comments_kept(course):
    path = course / "b-an-ninh/module.yml"
    text = re.sub(
        r"lessons: .*", "lessons:  # thứ tự học\n  - b3-goi\n  - b2-tep\n", path.read_text()
    )
    path.write_text(text + "# hết\n")
    assert run("new", "b", "b4-usb", "--folder", course) == 0
    assert "  - b2-tep\n  - b4-usb\n" in path.read_text()
    assert "# thứ tự học" in path.read_text()
    assert path.read_text().endswith("# hết\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("x", "x1"), "Không có phần “x”"),
        (("b", "b2-tep"), "Đã có bài “b2-tep”"),
        (("b", "Bài mới"), "chữ thường không dấu"),
        (("b",), "Cần mã bài"),
        (("b", "--module-folder", "b-an-ninh"), "Đã có"),
    ],
)
def test_mistakes_are_told(course, capsys, arguments, told):
    assert run("new", *arguments, "--folder", course) == 2
    assert told in capsys.readouterr().err


def test_import_twice_and_export(course, tmp_path, capsys):
    source = tmp_path / "bank.gift"
    source.write_text(GIFT)
    for _ in range(2):
        assert run("import", source, "--lesson", "b2-tep", "--folder", course) == 0
    assert "import-essay" in capsys.readouterr().out
    questions = check_folder(course).compiled.course.lessons[0].questions
    assert [q.id for q in questions[3:]] == ["b2-dang-nhap", "b2-dang-nhap-2"]
    out = tmp_path / "out.gift"
    assert run("export", course, "--lesson", "b2-tep", "--out", out) == 0
    assert out.read_text().count("::b2-") == 5
    assert run("export", course, "--lesson", "b9", "--out", out) == 2
    source.write_bytes(b"\xff\xfe")
    assert run("import", source, "--lesson", "b2-tep", "--folder", course) == 2
    assert "UTF-8" in capsys.readouterr().err
    assert run("import", source, "--lesson", "b9", "--folder", course) == 2
    assert run("import", tmp_path / "none", "--lesson", "b2-tep", "--folder", course) == 2


def test_preview_pages(course, tmp_path):
    out = tmp_path / "pages"
    assert run("preview", course, "--out", out) == 0
    index = (out / "index.html").read_text()
    assert 'href="b2-tep.vi.html"' in index
    page = (out / "b2-tep.vi.html").read_text()
    assert "Tệp &quot;lạ&quot;" in page
    assert "<script" not in page
    assert "b2-3" in page


def test_preview_is_for_this_machine_and_follows_the_file(course):
    with server(course, 0) as running:
        host, port = running.server_address[:2]
        assert host == "127.0.0.1"
        thread = threading.Thread(target=running.serve_forever)
        thread.start()

        def get(path):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}") as answer:
                return answer.read().decode()

        try:
            assert "b2-tep" in get("")
            path = course / "b-an-ninh/b2-tep.vi.md"
            path.write_text(path.read_text().replace("[x] Phương án", "[ ] Phương án"))
            assert "Đánh dấu lựa chọn đúng" in get("b2-tep.vi.html")
            with pytest.raises(urllib.error.HTTPError):
                get("../../etc/passwd")
        finally:
            running.shutdown()
            thread.join()


def test_prefix():
    assert question_prefix("b2-tep-doc") == "b2"
    assert question_prefix("gioi-thieu") == "gioi-thieu"
