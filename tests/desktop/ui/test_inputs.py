import datetime as dt

import pytest

from desktop.ui.finding import hits
from desktop.ui.inputs.moment import read_date, read_time
from desktop.ui.inputs.text import read_number, written_number
from desktop.ui.widgets.plain import plain

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2026",
        "22-11-2026",
        "22.11.26",
        "22 11 2026",
        "22/11",
        "22112026",
        "221126",
        "2211",
        "2026-11-22",
    ],
)
def test_dates_are_read_however_they_are_typed(typed):
    assert read_date(typed, TODAY) == dt.date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["", "32/11/2026", "29/02/2026", "hôm qua", "1", "22/11/20266"])
def test_what_is_no_date_is_none(typed):
    assert read_date(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("8:05", (8, 5)),
        ("08:05", (8, 5)),
        ("8h05", (8, 5)),
        ("8h", (8, 0)),
        ("8 giờ 05", (8, 5)),
        ("8", (8, 0)),
        ("805", (8, 5)),
        ("0805", (8, 5)),
        ("23:59", (23, 59)),
    ],
)
def test_times_are_read_however_they_are_typed(typed, clock):
    assert read_time(typed) == dt.time(*clock)


@pytest.mark.parametrize("typed", ["", "24:00", "8:60", "sáng", "8:05:99x"])
def test_what_is_no_time_is_none(typed):
    assert read_time(typed) is None


@pytest.mark.parametrize(
    ("typed", "language", "stored"),
    [
        ("1234", "vi", "1234"),
        ("1.234", "vi", "1234"),
        ("1.234.567,5", "vi", "1234567.5"),
        ("1 234", "vi", "1234"),
        ("12,5", "vi", "12.5"),
        ("12.5", "vi", "12.5"),
        ("1,234", "en", "1234"),
        ("1,234.5", "en", "1234.5"),
        ("+7", "vi", "7"),
        ("−7", "vi", "-7"),
        ("nhiều", "vi", "nhiều"),
        ("1.2.3", "vi", "1.2.3"),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(typed, language, stored):
    assert read_number(typed, language) == stored


@pytest.mark.parametrize(
    ("stored", "language", "written"),
    [
        ("2026", "vi", "2026"),
        ("12345", "vi", "12.345"),
        ("-1234567.5", "vi", "-1.234.567,5"),
        ("12345.25", "en", "12,345.25"),
        ("nhiều", "vi", "nhiều"),
        ("", "vi", ""),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(stored, language, written):
    assert written_number(stored, language) == written


def test_a_number_written_is_read_back():
    for stored in ("0", "9999", "10000", "1234567", "-99999.125", "1000000.5"):
        for language in ("vi", "en"):
            assert read_number(written_number(stored, language), language) == stored


def test_words_are_found_without_marks_and_at_their_own_place():
    text = "Đăng nhập bằng 🙂 tài khoản; ĐĂNG NHẬP"
    found = hits(text, "dang nhap")
    units = text.encode("utf-16-le")
    assert [units[2 * h.start : 2 * h.end].decode("utf-16-le") for h in found] == [
        "Đăng nhập",
        "ĐĂNG NHẬP",
    ]


def test_decomposed_text_is_found_too():
    import unicodedata

    text = unicodedata.normalize("NFD", "xem Đắk Phơi ở đâu")
    (hit,) = hits(text, "đắk phơi")
    assert unicodedata.normalize("NFC", text[hit.start : hit.end]).startswith("Đắk Phơ")


def test_blank_finds_nothing():
    assert hits("một hai", "  ") == []


def test_plain_words_of_html():
    html = '<p>Gõ <code>a &lt; b</code></p><p><img src="image:x" alt="Sơ đồ"> xong</p>'
    assert plain(html) == "Gõ a < b Sơ đồ xong"
