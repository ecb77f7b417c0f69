"""Dates and times: in Vietnam, at half past eight on Sunday 22 November 2026."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reports.xpath import Context, Value, compile, parse

DAY = 24 * 60 * 60
NOON = 0.5 - 7 / 24
"""Midday in Vietnam as a part of the UTC day."""


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("string(today())", "2026-11-22"),
        ("string(now())", "2026-11-22T08:30:15.250+07:00"),
        ("today() = '2026-11-22'", True),
        ("today() > '2026-11-21'", True),
        ("today() < now()", True),
        ("now() < '2026-11-22T08:30:16+07:00'", True),
        ("now() = '2026-11-22T01:30:15.250Z'", True),
        ("today() + 1 = '2026-11-23'", True),
        ("today() - date('2026-11-01')", 21.0),
        ("today() - '2026-11-01'", 21.0),
        ("/data/born < today()", True),
        ("/data/born = '2012-07-23'", True),
        ("/data/born != '2012-07-24'", True),
        ("/data/born = date('2012-07-23')", True),
        ("/data/born = '2012-07-23T00:00:00+07:00'", False),
        ("date(/data/born) = '2012-07-23T00:00:00+07:00'", True),
        ("'2026-01-31' < '2026-02-01'", True),
        ("'2026-01-31' < 'later'", False),
        ("'' < today()", False),
        ("'' > today()", False),
        ("today() != ''", True),
        ("true() = today()", True),
        ("int((today() - date(/data/born)) div 365.25)", 14.0),
        ("number('1970-01-02T00:00:00Z')", 1.0),
        ("number('1970-01-01')", -7 / 24),
        ("string(number('1970-01-02'))", "0"),
        ("string(number('1970-01-02T00:00:00Z'))", "1"),
        ("string(date('1970-1-2'))", "1970-01-02"),
        ("string(date(/data/visit))", "2026-11-22T08:30:00.000+07:00"),
        ("string(date-time('2026-11-22T01:30:00Z'))", "2026-11-22T08:30:00.000+07:00"),
        ("string(date(0))", "1970-01-01T07:00:00.000+07:00"),
        ("string(date(today() + 30))", "2026-12-22"),
        ("string(date(''))", ""),
        ("string(date(true()))", ""),
        ("string(date('never'))", "Invalid Date"),
        ("string(date('2026-13-01'))", "Invalid Date"),
        ("string(date('2026-02-29'))", "Invalid Date"),
        ("string(date(1e15))", "Invalid Date"),
        ("string(date('2024-02-29'))", "2024-02-29"),
        ("string(date('1900-01-01'))", "1900-01-01"),
        ("date('1969-07-20') - date('1969-07-19')", 1.0),
        ("format-date('1900-02-28', '%d/%m/%y')", "28/02/00"),
        ("format-date('0001-01-01', '%Y')", ""),
        ("format-date('9999-12-31T23:59:59.000-14:00', '%Y')", ""),
        ("format-date('0001-01-02', '%Y')", "0001"),
        ("string(date(0 div 0))", "Invalid Date"),
        ("boolean(date('never'))", False),
        ("date('never') = date('never')", False),
        ("decimal-date-time('1970-01-01T00:00:00Z')", 0.0),
        ("decimal-date-time('2026-11-22T08:30+25:00')", math.nan),
        ("decimal-date-time('')", math.nan),
        ("round(decimal-date-time(today()), 4)", 20778.7083),
        ("decimal-time('12:00:00.000+07:00')", 0.5),
        ("decimal-time('18:00:00.000Z')", 1 / 24),
        ("decimal-time('06:30')", 6.5 / 24),
        ("decimal-time('24:00:00')", math.nan),
        ("decimal-time('6:00')", math.nan),
        ("decimal-time('')", math.nan),
        ("format-date('2026-02-03', '%Y|%y|%m|%n|%d|%e')", "2026|26|02|2|03|3"),
        ("format-date('2026-02-03', '%a %b %A %B')", "Tue Feb Tuesday February"),
        ("format-date-time(/data/visit, '%H|%h|%M|%S|%3|%Z|%%|%q')", "08|8|30|00|000|+07:00|%|%q"),
        ("format-date-time('2026-11-22T01:30:00Z', '%H:%M')", "08:30"),
        ("format-date(today() + 7, '%d/%m/%Y')", "29/11/2026"),
        ("format-date('', '%Y')", ""),
        ("format-date('never', '%Y')", ""),
        ("format-date(/data/missing, '%Y')", ""),
    ],
)
def test_dates(ask: Callable[..., Value], source: str, value: Value) -> None:
    found = ask(source)
    if isinstance(value, float):
        assert found == pytest.approx(value, abs=1e-9, nan_ok=True)
    else:
        assert found == value


def test_month_and_day_names_follow_the_form_s_language(ask: Callable[..., Value]) -> None:
    source = "format-date('2026-11-22', '%A, %a, %e %B, %b')"
    assert ask(source, language="Tiếng Việt (vi)") == "Chủ Nhật, CN, 22 Tháng 11, Thg 11"
    assert ask(source, language="vi") == ask(source, language="Tiếng Việt (vi)")
    assert ask(source, language="English (en)") == "Sunday, Sun, 22 November, Nov"


def test_dates_are_read_in_the_context_s_zone() -> None:
    node = parse("<a/>")
    source = compile("date('2026-07-01')")
    summer = Context(node, zone=ZoneInfo("Europe/Paris"))
    assert source.number(summer) * DAY == datetime(2026, 6, 30, 22, tzinfo=UTC).timestamp()
    assert source.string(summer) == "2026-07-01"
    assert compile("string(date('2026-03-29T02:30:00'))").string(summer).startswith("2026-03-29T03")


def test_today_is_the_local_day_and_not_the_clock_s() -> None:
    def late() -> datetime:
        return datetime(2026, 11, 21, 20, 0, tzinfo=UTC)

    assert compile("string(today())").string(Context(parse("<a/>"), now=late)) == "2026-11-22"


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("date('never')", ""),
        ("0 div 0", ""),
        ("today()", "2026-11-22"),
        ("1 div 3", "0.3333333333333333"),
        ("1 > 2", "false"),
        ("/data/empty", ""),
    ],
)
def test_what_a_calculation_stores(source: str, stored: str) -> None:
    node = parse("<data><empty/></data>")
    moment = datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert compile(source).stored(Context(node, now=lambda: moment)) == stored
