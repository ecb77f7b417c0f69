"""The server looks at each report with the desktop's own rules, keeps it, and says what it saw."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from reports import form as forms
from sync.server.console import findings
from sync.server.intake import checking
from sync.server.intake.models import Report, Revision
from tests.sync.server import factories as make

RECEIVED = dt.datetime(2026, 9, 21, tzinfo=dt.UTC)
FINISHED = "2026-09-20T15:00:00+07:00"

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest(incident_form: forms.Form) -> str:
    return make.publish(incident_form)


def found(digest: str, finished: str = FINISHED, **changed: Any) -> list[tuple[str, str]]:
    values = {key: v for key, v in (make.INCIDENT | changed).items() if v is not None}
    checked = checking.check(digest, make.submission(values, digest, finished), RECEIVED)
    return [(finding["ref"], finding["code"]) for finding in checked or []]


def test_a_right_report_has_no_faults(digest: str) -> None:
    assert found(digest) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"pcs": "-5"}, ("/data/what/pcs", "constraint")),
        ({"pcs": "five"}, ("/data/what/pcs", "integer")),
        ({"kind": None}, ("/data/what/kind", "required")),
        ({"stage": None}, ("/data/who/stage", "required")),  # a default is no answer
        ({"alert": "green"}, ("/data/severity/alert", "calculation")),
        ({"kind": "aliens"}, ("/data/what/kind", "choice")),
        ({"lesson": "Bài học"}, ("/data/closing/lesson", "not-asked")),
        ({"invented": "x"}, ("/data/invented", "unknown")),
        ({"invented": [{"x": "y"}]}, ("/data/invented", "unknown")),
        (
            {"detected_at": "2999-01-01T00:00:00.000+07:00"},
            ("/data/what/detected_at", "constraint"),
        ),
    ],
)
def test_faults_are_found(digest: str, changed: dict[str, Any], fault: tuple[str, str]) -> None:
    assert fault in found(digest, **changed)


def test_a_clock_in_the_future_does_not_excuse_a_date_in_the_future(digest: str) -> None:
    changed = {"detected_at": "2030-01-01T00:00:00.000+07:00"}
    assert found(digest, "2031-01-01T00:00:00+07:00", **changed) == [
        ("/data/what/detected_at", "constraint")
    ]


def test_a_late_arrival_is_judged_by_the_moment_it_was_finished(digest: str) -> None:
    """Six weeks on a stick: a date that was right when it was written stays right."""
    checked = checking.check(
        digest,
        make.submission(make.INCIDENT, digest, FINISHED),
        RECEIVED + dt.timedelta(days=42),
    )
    assert checked == []


def test_a_form_that_is_not_known_is_not_judged() -> None:
    assert checking.check("0" * 64, make.submission({"pcs": "-5"}), RECEIVED) is None


def test_what_is_no_submission_is_said_to_be_none(digest: str) -> None:
    assert [f["code"] for f in checking.check(digest, b'"x"', RECEIVED) or []] == ["no-submission"]


def test_a_flood_of_answers_is_not_gone_through(digest: str) -> None:
    flood = {f"x{n}": "1" for n in range(checking.MOST_ANSWERS + 1)}
    assert found(digest, **flood) == [("", "unchecked")]


def test_a_faulty_report_is_kept_flagged_and_said_in_words(
    digest: str, incident_form: forms.Form
) -> None:
    make.take_in(make.device(), make.incident(1, form_hash=digest, pcs="-5"))
    revision = Revision.objects.get()
    assert revision.findings is None
    checking.looked_at([revision])
    revision.refresh_from_db()
    assert Report.objects.get().urgent
    assert findings.sentences(revision.findings or [], incident_form, "vi") == [
        "Số máy bị ảnh hưởng: Số máy từ 0 đến 10.000."
    ]
    assert findings.sentences(revision.findings or [], incident_form, "en") == [
        "Computers affected: From 0 to 10,000 computers."
    ]


def test_a_report_is_checked_once_its_form_is_known(incident_form: forms.Form) -> None:
    form = msgspec.structs.replace(incident_form, version="later")
    make.take_in(make.device(), make.incident(1, form_hash=forms.digest(form), pcs="-5"))
    revision = Revision.objects.get()
    checking.looked_at([revision])
    assert revision.findings is None
    make.publish(form)
    checking.looked_at([revision])
    assert [finding["code"] for finding in revision.findings or []] == ["constraint"]
