"""Search folds what officials type, ranks, and shows the hit as it was written."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from lessons.course import Heading, Lesson, Passage
from lessons.search import CREATE, INSERT, SELECT, excerpt, fold, match_expression, rows


def lesson(id: str, title: str, text: str, language: str = "vi") -> Lesson:
    return Lesson(
        id=id,
        language=language,
        module="m",
        title=title,
        minutes=5,
        html="",
        contents=(Heading(2, "muc", "Mục"),),
        passages=(Passage("muc", text),),
    )


LESSONS = [
    lesson("a", "Tài khoản", "Mỗi sáng, Đăng nhập bằng tài khoản của mình. Rồi khóa màn hình."),
    lesson("b", "Đăng nhập hai lớp", "Dùng mã xác thực."),
    lesson("c", "Địa danh", unicodedata.normalize("NFD", "Tỉnh Đắk Lắk có 102 xã.")),
    lesson("d", "Hộ tịch", "Đăng ký khai sinh, nhập liệu một lần. Hoà giải cũng vậy."),
    lesson("a", "Accounts", "Sign in with dang nhap as the button says.", "en"),
]


@pytest.fixture
def find():
    connection = sqlite3.connect(":memory:")
    connection.execute(CREATE)
    for each in LESSONS:
        connection.executemany(INSERT, map(astuple, rows(each)))

    def find(query: str, language: str = "vi") -> list[str]:
        asked = {"match": match_expression(query, language), "limit": 20}
        found = connection.execute(SELECT, asked).fetchall() if asked["match"] else []
        return list(dict.fromkeys(row[0] for row in found))

    yield find
    connection.close()


@pytest.mark.parametrize("query", ["dang nhap", "Đăng nhập", "ĐĂNG NHẬP", "đăng nhâ"])
def test_title_before_phrase_before_scattered_words(find, query):
    for form in ("NFC", "NFD"):
        assert find(unicodedata.normalize(form, query)) == ["b", "a", "d"]


def test_languages_are_apart(find):
    assert find("dang nhap", "en") == ["a"]
    assert find("vi") == []


@pytest.mark.parametrize("query", ["dak", "Đắk", "đắk lắk", "ðak", "DAK L"])
def test_dak_lak(find, query):
    assert find(query) == ["c"]


def test_a_letter_waits_for_the_next(find):
    assert find("đăng n") == find("đăng")
    assert find("đ") == []


def test_either_place_of_the_tone(find):
    assert find("hòa giải") == find("hoà giải") == ["d"]


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "' OR 1=1 --", "NEAR(", "*", "^a", "a" * 5000, "{x}:y"]
)
def test_nothing_typed_breaks_it(find, query):
    find(query)


def test_the_sentence_with_the_hit_as_written():
    shown = excerpt(LESSONS[0].passages[0].text, "dang nhap")
    assert shown.text == "Mỗi sáng, Đăng nhập bằng tài khoản của mình."
    assert [shown.text[a:b] for a, b in shown.marks] == ["Đăng", "nhập"]


@pytest.mark.parametrize(
    ("query", "marked"), [("strass", ["Straß"]), ("dak la", ["Đắk", "Lắ"]), ("ở", ["ở"])]
)
def test_marks_stay_on_letters_when_folding_changes_lengths(query, marked):
    shown = excerpt(unicodedata.normalize("NFD", "Straße ở Đắk Lắk dài."), query)
    assert [shown.text[a:b] for a, b in shown.marks] == marked


def test_a_long_sentence_is_cut_around_the_hit():
    shown = excerpt("dài " * 100 + "kim trong bọc " + "dài " * 100, "kim")
    assert len(shown.text) < 200
    assert [shown.text[a:b] for a, b in shown.marks] == ["kim"]
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")


@given(st.text(), st.text(max_size=20))
def test_marks_fold_to_what_was_typed(text, query):
    shown = excerpt(text, query)
    words = fold(query).replace("_", " ")
    places = [place for mark in shown.marks for place in mark]
    assert places == sorted(places)
    for start, end in shown.marks:
        assert 0 <= start < end <= len(shown.text)
        assert fold(shown.text[start:end])[:1] in words


@given(st.text())
def test_folding_again_changes_nothing_and_forms_are_one(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(fold(text)) == fold(text)
