"""Forms for tests: written as small Markdown tables, compiled, filled in at a fixed time."""

import datetime as dt
import random
from pathlib import Path

import pytest

import reports.forms
from reports.form import dump, load
from reports.session import FormSession
from reports.xlsform import compile_form

HANOI = dt.timezone(dt.timedelta(hours=7))


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self):
        self.now = dt.datetime(2026, 11, 23, 8, 0, tzinfo=HANOI)

    def __call__(self):
        return self.now

    def pass_by(self, **delta):
        self.now += dt.timedelta(**delta)


@pytest.fixture
def clock():
    return Clock()


def _compile(text, name="test.md"):
    result = compile_form(text.encode(), name)
    assert result.form is not None, [problem.text("en") for problem in result.problems]
    form = load(dump(result.form))
    assert form == result.form
    return form


@pytest.fixture
def form():
    """Compile Markdown tables, by way of the JSON that the desktop gets."""
    return _compile


@pytest.fixture
def session(clock):
    """Fill a form that is written as Markdown tables."""

    def begin(text, **given):
        given.setdefault("clock", clock)
        given.setdefault("random", random.Random(1))
        return FormSession(_compile(text), **given)

    return begin


@pytest.fixture
def built_in(clock):
    """Fill one of the built-in forms as a commune's official."""
    folder = Path(reports.forms.__path__[0])
    known = {
        "province_code": "68",
        "commune_code": "24001",
        "org_unit": "office",
        "fullname": "Cán bộ đầu mối",
        "position": "Công chức",
        "phonenumber": "0912345678",
        "deviceid": "d-1",
    }

    def begin(form_id, **given):
        path = folder / f"{form_id}.md"
        given.setdefault("clock", clock)
        given.setdefault("language", "vi")
        given.setdefault("random", random.Random(1))
        given.setdefault("properties", known)
        return FormSession(_compile(path.read_text(encoding="utf-8"), path.name), **given)

    return begin
