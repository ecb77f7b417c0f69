"""A code says what was signed, or nothing."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from lessons.certificate import (
    CodeError,
    Completion,
    completed_on,
    completion,
    grouped,
    serial,
    sign,
    verify,
)

PROVINCE = SigningKey(bytes(range(32)))
RESERVE = SigningKey(bytes(range(1, 33)))
PINNED = (bytes(PROVINCE.verify_key), bytes(RESERVE.verify_key))
DAY = dt.date(2026, 11, 23)
STATEMENT = completion(
    "Người Thử Nghiệm", "00715", scope="b", title="An ninh mạng", lessons=8, on=DAY
)
CODE = sign(STATEMENT, bytes(PROVINCE))


def test_it_says_what_was_signed():
    read = verify(CODE, PINNED)
    assert read == STATEMENT
    assert read.on == DAY
    assert verify(sign(STATEMENT, bytes(RESERVE)), PINNED) == STATEMENT


def test_it_fits_a_small_qr_code():
    assert len(CODE) < 200
    assert CODE.isalnum()
    assert CODE.isupper()


def test_a_person_may_type_it():
    typed = grouped(CODE).lower().replace("0", "o").replace("1", "l")
    assert "\n" in typed
    assert verify(typed, PINNED) == STATEMENT
    assert serial(typed) == serial(CODE)
    assert len(serial(CODE)) == 9


@pytest.mark.parametrize("place", range(0, len(CODE), 7))
def test_one_wrong_character_is_noticed(place):
    wrong = "7" if CODE[place] != "7" else "8"
    with pytest.raises(CodeError):
        verify(CODE[:place] + wrong + CODE[place + 1 :], PINNED)


def test_foreign_newer_and_broken_codes():
    stranger = SigningKey(bytes(reversed(range(32))))
    with pytest.raises(CodeError, match="foreign"):
        verify(sign(STATEMENT, bytes(stranger)), PINNED)
    with pytest.raises(CodeError, match="foreign"):
        verify(CODE, ())
    for broken in ("", "!!!", CODE[:60], "U" * 200, "0" * 5000):
        with pytest.raises(CodeError, match="unreadable"):
            verify(broken, PINNED)


def test_a_signature_for_something_else_does_not_pass():
    from lessons.certificate import _encoded

    body = b"\x01" + msgspec.msgpack.encode(STATEMENT)
    with pytest.raises(CodeError, match="foreign"):
        verify(_encoded(PROVINCE.sign(body).signature + body), PINNED)


def test_a_later_format_is_told_apart():
    from lessons.certificate import _DOMAIN, _encoded

    body = b"\x02whatever"
    with pytest.raises(CodeError, match="newer"):
        verify(_encoded(PROVINCE.sign(_DOMAIN + body).signature + body), PINNED)


@pytest.mark.parametrize(
    ("holder", "commune", "lessons", "on"),
    [
        ("", "00715", 8, DAY),
        ("A" * 81, "00715", 8, DAY),
        ("A", "715", 8, DAY),
        ("A", "00715", 0, DAY),
        ("A", "00715", 8, dt.date(2025, 12, 31)),
    ],
)
def test_what_cannot_be_stated(holder, commune, lessons, on):
    with pytest.raises(ValueError, match=r"."):
        completion(holder, commune, scope="b", title="An ninh mạng", lessons=lessons, on=on)


def test_complete_is_every_lesson():
    done = {"b1": DAY, "b2": DAY + dt.timedelta(days=3)}
    assert completed_on(["b1", "b2"], done) == DAY + dt.timedelta(days=3)
    assert completed_on(["b1", "b2", "b3"], done) is None
    assert completed_on([], done) is None


@given(
    st.text(st.characters(categories=("L",)), min_size=1, max_size=20),
    st.from_regex(r"[0-9]{5}", fullmatch=True),
    st.integers(1, 10_000),
    st.dates(dt.date(2026, 1, 1), dt.date(2200, 1, 1)),
)
def test_any_statement_comes_back(holder, commune, lessons, on):
    try:
        statement = completion(holder, commune, scope="sonca", title="Khóa", lessons=lessons, on=on)
    except ValueError:
        return
    read = verify(sign(statement, bytes(PROVINCE)), PINNED)
    assert isinstance(read, Completion)
    assert read == statement


@given(st.text())
def test_any_text_is_refused_politely(text):
    with pytest.raises(CodeError):
        verify(text, PINNED)
