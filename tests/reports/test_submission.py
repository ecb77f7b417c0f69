"""Finished reports: what they carry, what they weigh, how they are checked and exported."""

import datetime as dt
import xml.etree.ElementTree as ET

import msgspec
import pytest
import zstandard
from pyxform.xls2xform import convert

from reports.openrosa import xml
from reports.recheck import recheck
from reports.session import FormSession
from reports.submission import Keys, SignOff, decode, encode
from reports.xlsform import compile_form

FORM = """
| survey |              |        |       |             |               |
|        | type         | name   | label | relevant    | calculation   |
|        | begin_group  | g      | G     |             |               |
|        | integer      | age    | Age   |             |               |
|        | text         | same   | S     |             |               |
|        | end_group    |        |       |             |               |
|        | begin_group  | h      | H     |             |               |
|        | text         | same   | S     |             |               |
|        | end_group    |        |       |             |               |
|        | begin_repeat | child  | C     |             |               |
|        | text         | name   | N     |             |               |
|        | image        | photo  | P     | ${name}!='' |               |
|        | end_repeat   |        |       |             |               |
|        | calculate    | double |       |             | ${age} * 2    |
|        | calculate    | when   |       |             | now()         |
|        | note         | done   | Done  |             |               |
| settings | form_id | version | instance_name       |
|          | kids    | 7       | concat('age ', ${age}) |
"""

RECEIVED = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def finished(session):
    s = session(FORM)
    s.answer("/data/g/age", "4")
    s.answer("/data/g/same", "x & <y>")
    s.answer("/data/h/same", "z")
    s.answer("/data/child[1]/name", "An")
    s.answer("/data/child[1]/photo", "an.jpg")
    s.add_repeat("/data/child")
    return s, s.finish(sign_off=SignOff("u1", "Chủ tịch", "2026-11-23T08:01:00+07:00"))


def test_a_submission_names_briefly_and_leaves_out_what_is_empty(finished):
    _, submission = finished
    assert submission.values == {
        "age": "4",
        "g/same": "x & <y>",
        "h/same": "z",
        "child": [{"name": "An", "photo": "an.jpg"}, {}],
        "double": "8",
        "when": "2026-11-23T08:00:00.000+07:00",
        "instanceName": "age 4",
    }
    assert [file.name for file in submission.attachments] == ["an.jpg"]
    assert (submission.form_id, submission.form_version) == ("kids", "7")
    assert decode(encode(submission)) == submission


def test_keys_lead_back_to_paths(finished):
    s, _ = finished
    keys = Keys(s.form)
    assert keys.paths["/data"]["h/same"] == "/data/h/same"
    assert keys.paths["/data/child"] == {"name": "/data/child/name", "photo": "/data/child/photo"}


def test_a_submission_opens_as_it_was_sent(finished):
    s, submission = finished
    again = FormSession.from_submission(s.form, submission, clock=lambda: RECEIVED)
    assert again.instance_id == submission.instance_id
    values = again.finished_values()
    assert {**values, "when": ""} == {**submission.values, "when": ""}


def test_a_submission_opens_again_as_another_one(finished):
    s, submission = finished
    again = FormSession.from_submission(s.form, submission, again=True, clock=lambda: RECEIVED)
    assert again.instance_id not in {"", submission.instance_id}
    assert dt.datetime.fromisoformat(again.started) == RECEIVED
    assert again.started != submission.started
    assert {**again.finished_values(), "when": ""} == {**submission.values, "when": ""}


def test_a_right_submission_is_found_right(finished):
    s, submission = finished
    assert recheck(s.form, submission, received=RECEIVED) == ()


def test_a_submission_is_checked_by_the_same_rules(finished):
    s, submission = finished
    values = {**submission.values, "age": "four", "double": "9", "extra": "1", "child": [
        {"photo": "b.jpg", "odd": "1"}, {}, "x"]}  # fmt: skip
    wrong = msgspec.structs.replace(submission, values=values, form_hash="0")
    found = {(issue.ref, issue.code) for issue in recheck(s.form, wrong, received=RECEIVED)}
    assert found == {
        ("/data", "other-form"),
        ("/data/g/age", "integer"),
        ("/data/double", "not-asked"),
        ("/data/meta/instanceName", "calculation"),
        ("/data/extra", "unknown"),
        ("/data/child[1]/photo", "not-asked"),
        ("/data/child[1]/odd", "unknown"),
        ("/data/child[3]", "not-asked"),
    }  # fmt: skip


def test_a_clock_that_ran_ahead_moves_nothing_beyond_receipt(session):
    s = session(
        """
        | survey |          |      |       |            |
        |        | type     | name | label | constraint |
        |        | dateTime | at   | At    | . <= now() |
        """
    )
    s.answer("/data/at", "2026-11-23T07:00:00.000+07:00")
    sent = msgspec.structs.replace(
        s.finish(), finished="2030-01-01T00:00:00+07:00",
        values={"at": "2029-01-01T00:00:00.000+07:00"},
    )  # fmt: skip
    assert [issue.code for issue in recheck(s.form, sent, received=RECEIVED)] == ["constraint"]


def test_openrosa_has_the_instance_with_its_ids(finished):
    s, submission = finished
    document = xml(s.form, msgspec.structs.replace(submission, replaces="uuid:old"))
    root = ET.fromstring(document)
    assert (root.tag, root.get("id"), root.get("version")) == ("data", "kids", "7")
    assert root.findtext("meta/instanceID") == submission.instance_id
    assert root.findtext("meta/deprecatedID") == "uuid:old"
    assert root.findtext("meta/instanceName") == "age 4"
    assert root.findtext("g/same") == "x & <y>"
    assert [child.findtext("name") for child in root.findall("child")] == ["An", None]
    assert root.find("done") is None


def test_a_report_in_a_batch_weighs_little(built_in):
    bodies = []
    for number in range(40):
        s = built_in("outage", random=None)
        for ref, value in {
            "line/service": ["vneid", "nps_portal", "signing"][number % 3],
            "line/fault": ["portal", "submit", "sync", "login"][number % 4],
            "line/scope": "centre",
            "detail/minutes_lost": str(number * 3),
            "detail/waiting": str(number % 7),
            "detail/workaround": f"Hẹn người dân quay lại lúc {8 + number % 9} giờ",
            "confirm/no_secret": "OK",
        }.items():
            s.answer(f"/data/{ref}", value)
        bodies.append(encode(s.finish()))
    packed = zstandard.ZstdCompressor(level=10).compress(b"[" + b",".join(bodies) + b"]")
    assert len(packed) / len(bodies) <= 120


def test_openrosa_has_the_structure_that_pyxform_gives_the_form(clock):
    """What a server that knows the XForm expects: its elements, in its order, and no others."""
    text = """| survey | | | | | |
| | type | name | label | relevant | calculation |
| | note | hello | Hello | | |
| | begin_repeat | r | R | | |
| | select_multiple yn | a | A | | |
| | begin_group | g | G | ${a} != '' | |
| | begin_repeat | inner | Inner | | |
| | integer | n | N | | |
| | end_repeat | | | | |
| | calculate | sum | | | sum(${n}) |
| | end_group | | | | |
| | end_repeat | | | | |
| | select_one yn or_other | b | B | | |
| | image | photo | Photo | | |
| choices | | | |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
| settings | | |
| | form_id | version |
| | f | 3 |
"""
    theirs = ET.fromstring(convert(text, form_name="data").xform)
    instance = next(theirs.iter("{http://www.w3.org/2002/xforms}instance"))[0]
    s = FormSession(compile_form(text.encode(), "f.md").form, clock=clock)
    s.add_repeat("/data/r")
    s.answer("/data/r[1]/a", "yes no")
    s.answer("/data/r[1]/g/inner[1]/n", "4")
    s.answer("/data/r[2]/a", "no")
    s.answer("/data/b", "other")
    s.answer("/data/b_other", "neither")
    s.answer("/data/photo", "p.jpg")
    ours = ET.fromstring(xml(s.form, s.finish()))
    assert ours.attrib == instance.attrib
    expected = paths(instance)
    written = paths(ours)
    assert set(written) <= set(expected)
    assert {"r/g/inner/n", "r/g/sum", "b_other", "photo", "meta/instanceID"} <= set(written)
    places = [expected.index(path) for path in dict.fromkeys(written)]
    assert places == sorted(places)


def paths(root):
    """Paths of names below the root, without namespaces, in document order."""
    found = []
    for child in root:
        name = child.tag.rpartition("}")[2]
        found += [name, *(f"{name}/{path}" for path in paths(child))]
    return found
