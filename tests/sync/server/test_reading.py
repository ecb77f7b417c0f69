"""A submission as staff read it: the form's own words, in order, and nothing left unseen."""

import msgspec
import pytest
from django.test import Client

from reports import form as forms
from sync.server.console import reading
from sync.server.console.templatetags.sonca import size
from tests.sync.server import factories as make


def lines(sections: list[reading.Section]) -> list[tuple[str, str, str]]:
    return [(s.title, line.label, line.text) for s in sections for line in s.lines]


def test_the_incident_form_is_read_in_its_own_words(incident_form: forms.Form) -> None:
    read = lines(reading.sections(incident_form, make.INCIDENT, "vi"))
    assert read[0] == (
        "Trước khi bắt đầu",
        "Nội dung sắp báo cáo có bí mật nhà nước không?",
        "Không",
    )
    assert ("Sự cố", "Thời điểm phát hiện (T0)", "14:30 20/09/2026") in read
    assert (
        "Sự cố",
        "Hệ thống bị ảnh hưởng",
        "Quản lý văn bản và điều hành, Đường truyền Internet",
    ) in read
    assert read[-1][2] == "Đã xác nhận"
    # What the form worked out for itself is no answer.
    assert not any("red" in text for _, _, text in read)


def test_english_has_the_forms_english(incident_form: forms.Form) -> None:
    read = lines(reading.sections(incident_form, make.INCIDENT, "en"))
    assert ("The incident", "Kind of incident", "Malware, ransomware") in read


def question(name: str, path: str, kind: forms.Kind = "text", **more: object) -> forms.Question:
    return forms.Question(name=name, path=path, kind=kind, label={"": name.upper()}, **more)  # type: ignore[arg-type]


FORM = forms.Form(
    schema=1,
    id="f",
    version="1",
    title="F",
    root="data",
    languages=(),
    default_language="",
    children=(
        question("first", "/data/first"),
        forms.Repeat(
            name="pc",
            path="/data/pc",
            label={"": "Máy"},
            children=(
                question("tag", "/data/pc/tag"),
                forms.Repeat(
                    name="fault",
                    path="/data/pc/fault",
                    children=(question("note", "/data/pc/fault/note"),),
                ),
            ),
        ),
        question("last", "/data/last", "integer"),
        forms.Group(
            name="a", path="/data/a", label={"": "A"}, children=(question("same", "/data/a/same"),)
        ),
        forms.Group(name="b", path="/data/b", children=(question("same", "/data/b/same"),)),
    ),
)


def test_repeats_have_numbers_and_references_that_the_desktop_knows() -> None:
    values = {
        "first": "yes",
        "pc": [{"tag": "yes"}, {"tag": "t2", "fault": [{"note": "n1"}, {"note": "n2"}]}],
        "last": "12345",
        "a/same": "x",
        "b/same": "y",
    }
    sections = reading.sections(FORM, values, "vi")
    assert [(line.ref, line.text) for s in sections for line in s.lines] == [
        ("/data/first", "yes"),
        ("/data/pc[1]/tag", "yes"),
        ("/data/pc[2]/tag", "t2"),
        ("/data/pc[2]/fault[1]/note", "n1"),
        ("/data/pc[2]/fault[2]/note", "n2"),
        ("/data/last", "12.345"),
        ("/data/a/same", "x"),
        ("/data/b/same", "y"),
    ]
    assert [s.title for s in sections] == ["", "Máy 1", "Máy 2", "fault 1", "fault 2", "", "A", ""]


def test_what_the_form_does_not_know_is_shown_too() -> None:
    # The values are one object in memory, as decoders make them.
    values = {"first": "yes", "extra": "yes", "list": [{"x": "1"}], "n": 5}
    rest = reading.sections(FORM, values, "vi")[-1]
    assert [(line.label, line.text) for line in rest.lines] == [
        ("extra", "yes"),
        ("list 1 / x", "1"),
        ("n", "5"),
    ]


def test_without_a_form_everything_is_shown_by_its_name() -> None:
    (section,) = reading.sections(None, {"b": "2", "a": "1"}, "vi")
    assert [(line.label, line.text) for line in section.lines] == [("b", "2"), ("a", "1")]


@pytest.mark.parametrize(
    ("kind", "raw", "shown"),
    [
        ("date", "2026-11-22", "22/11/2026"),
        ("date", "hôm qua", "hôm qua"),
        ("datetime", "2026-11-22T23:30:00.000+00:00", "06:30 23/11/2026"),
        ("integer", "1234567", "1.234.567"),
        ("integer", "nhiều", "nhiều"),
        ("decimal", "1234.50", "1.234,50"),
        ("decimal", "6.0", "6"),
        ("geopoint", "22.8 105.3 1400 5", "22.8, 105.3"),
        ("time", "07:05:00.000+07:00", "07:05"),
        ("select_one", "unheard", "unheard"),
    ],
)
def test_values_are_written_as_people_write_them(kind: forms.Kind, raw: str, shown: str) -> None:
    form = msgspec.structs.replace(FORM, children=(question("q", "/data/q", kind),))
    assert lines(reading.sections(form, {"q": raw}, "vi")) == [("", "Q", shown)]


@pytest.mark.parametrize("submission", ["nonsense", "[1]", '"text"', "null"])
def test_what_is_no_submission_is_shown_as_it_came(submission: str) -> None:
    (section,) = reading.sections(None, reading.values_of(submission), "vi")
    assert section.lines[0].text == submission


@pytest.mark.django_db
def test_a_report_is_listed_by_what_it_calls_itself() -> None:
    make.take_in(make.device(), make.incident(1, instanceName="Mã độc, mã độc tống tiền"))
    client = Client()
    client.force_login(make.staff())
    for page in ("/", "/reports/", "/communes/00715/"):
        assert "Mã độc, mã độc tống tiền" in client.get(page).text


@pytest.mark.django_db
def test_a_form_is_called_by_its_title_in_the_readers_language(incident_form: forms.Form) -> None:
    make.take_in(make.device(), make.incident(1, form_hash=make.publish(incident_form)))
    client = Client()
    client.force_login(make.staff())
    assert "Báo cáo nhanh sự cố" in client.get("/reports/").text
    client.cookies["sonca_language"] = "en"
    for page in ("/reports/", f"/reports/{'1' * 32}/"):
        assert "Incident quick report" in client.get(page).text


@pytest.mark.django_db
def test_beside_a_red_incident_stands_the_number_to_call() -> None:
    make.take_in(make.device(), make.incident(1))
    client = Client()
    client.force_login(make.staff())
    for page in ("/", f"/reports/{'1' * 32}/"):
        assert "<b>0912345678</b>" in client.get(page).text


@pytest.mark.parametrize(
    ("octets", "said"),
    [(0, "0 kB"), (104, "1 kB"), (801_075, "801 kB"), (1_449_000, "1,4 MB")],
)
def test_a_size_is_what_the_communes_pc_says(octets: int, said: str) -> None:
    assert size(octets) == said
