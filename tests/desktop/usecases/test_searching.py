import pytest

from desktop.store.lesson_index import FOLDER
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.learning import Learning
from desktop.usecases.searching import Searching
from lessons.course import Heading, Lesson, Passage
from tests.desktop.usecases.conftest import write_course


def lesson(lesson_id, title, text, language="vi"):
    return Lesson(
        id=lesson_id,
        language=language,
        module="an-ninh",
        title=title,
        minutes=5,
        html="",
        contents=(Heading(2, "cach-lam", "Cách làm"),),
        passages=(Passage("cach-lam", text),),
    )


@pytest.fixture
def course(pc):
    write_course(
        pc.packs,
        lesson("a", "Mật khẩu", "Chọn mật khẩu dài. Đăng nhập hai bước trên Cổng Dịch vụ công."),
        lesson("a", "Passwords", "Choose a long password.", "en"),
        lesson("b", "Đăng nhập an toàn", "Xã ở Đắk Lắk cũng làm vậy."),
    )


@pytest.fixture
def searching(pc, course):
    made = begin(pc)
    yield made
    made.close()


def begin(pc, language="vi"):
    made = Searching(pc.data_dir, Learning(pc.session, pc.packs, pc.clock, language))
    made.prepare()
    return made


def test_words_are_found_without_marks_and_the_title_comes_first(searching):
    first, second = searching.find("dang nhap")
    assert (first.lesson, first.anchor) == ("b", "")
    assert (second.lesson, second.anchor, second.heading) == ("a", "cach-lam", "Cách làm")
    assert second.text == "Đăng nhập hai bước trên Cổng Dịch vụ công."
    assert [second.text[start:end] for start, end in second.marks] == ["Đăng", "nhập"]


@pytest.mark.parametrize("typed", ["Đắk", "dak", "Đắk", "ĐẮK L"])
def test_any_spelling_finds(searching, typed):
    assert [found.lesson for found in searching.find(typed)] == ["b"]


@pytest.mark.parametrize("typed", ["", "  ", '"', "* ^", "chưa có chữ nào", "(" * 300])
def test_what_finds_nothing_finds_nothing(searching, typed):
    assert searching.find(typed) == []


def test_another_language_and_what_is_not_translated(pc, course):
    english = begin(pc, "en")
    assert {found.title for found in english.find("password")} == {"Passwords"}
    assert [found.title for found in english.find("dang nhap")] == ["Đăng nhập an toàn"]
    assert begin(pc).find("password") == []
    english.close()


def test_before_it_is_ready_nothing_is_found(pc, course):
    made = Searching(pc.data_dir, Learning(pc.session, pc.packs, pc.clock))
    assert not made.ready
    assert made.find("dang nhap") == []


def index_files(pc):
    return sorted((pc.data_dir / FOLDER).iterdir())


def test_the_file_is_made_once_a_version_and_old_ones_go(pc, searching):
    (file,) = index_files(pc)
    made = file.stat().st_mtime_ns
    begin(pc).close()
    assert [each.stat().st_mtime_ns for each in index_files(pc)] == [made]
    write_course(pc.packs, lesson("c", "Bài mới", "Chữ ký số."))
    newer = begin(pc)
    assert [found.lesson for found in newer.find("chu ky")] == ["c"]
    assert newer.find("dang nhap") == []
    assert file not in index_files(pc)
    newer.close()


@pytest.mark.parametrize("damage", [b"", b"not a database" * 400])
def test_a_damaged_file_is_made_anew(pc, searching, damage):
    searching.close()
    (file,) = index_files(pc)
    file.write_bytes(damage)
    again = begin(pc)
    assert len(again.find("dang nhap")) == 2
    again.close()


def test_without_room_for_the_file_it_is_made_in_memory(pc, course):
    (pc.data_dir / FOLDER).write_text("a file where the folder should be")
    made = begin(pc)
    assert len(made.find("dang nhap")) == 2
    made.close()


def test_after_closing_nothing_is_found_and_nothing_breaks(searching):
    searching.close()
    searching.close()
    searching.prepare()
    assert searching.find("dang nhap") == []


def test_without_a_course_the_error_is_a_known_one(pc, tmp_path):
    made = Searching(pc.data_dir, Learning(pc.session, tmp_path / "none", pc.clock))
    with pytest.raises(KnownError) as caught:
        made.prepare()
    assert caught.value.code is Code.CONTENT_MISSING
