"""What was completed is scored again, signed once, and sent down."""

from types import SimpleNamespace

import msgspec
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from lessons import certificate, pack
from lessons.course import Course, Lesson, Module, Quiz
from lessons.questions import Number, Option, SingleChoice, solution
from sync.protocol import messages
from sync.protocol.messages import CertificateIssued
from sync.server.certificates.models import Certificate
from sync.server.changes.models import Change
from sync.server.exchange import keys
from sync.server.intake import exchanging
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db
NAME = "Lò Thị Mai"


def lesson(lesson_id, **quiz):
    return Lesson(
        id=lesson_id,
        language="vi",
        module="m",
        title=lesson_id,
        minutes=5,
        html="",
        quiz=Quiz(**quiz),
        questions=(
            SingleChoice(
                id="q1", html="", text="?", options=(Option("a"), Option("b", correct=True))
            ),
            Number(id="q2", html="", text="?", value=8),
        ),
    )


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Two modules; gives the lessons by identifier, as the pack has them."""
    monkeypatch.setattr(settings, "PACKS", tmp_path)
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "FILES", tmp_path / "files")
    write(tmp_path, lesson("a"), lesson("b"), lesson("c"))
    opened = pack.load(tmp_path / "lessons")
    return {each.id: opened.lesson(each.id) for each in opened.entries("vi")}


def write(folder, *lessons):
    modules = (
        Module("an-ninh", {"vi": "An ninh mạng"}, {}, ("a", "b")),
        Module("du-lieu", {"vi": "Dữ liệu"}, {}, ("c",)),
    )
    made = Course("khoa", {"vi": "Cả khóa học"}, modules, lessons, {}, {}, {})
    pack.write(made, folder / "lessons")


@pytest.fixture
def pc(course):
    device = make.device(make.commune())
    return SimpleNamespace(device=device, counter=1)


def send(pc, *events):
    """One exchange; the certificates that its answer brings, as the device reads them."""
    told = make.exchange(*events)
    answer = exchanging.exchange(pc.device, told)
    assert {result.outcome for result in answer.results} <= {"ok", "dup"}
    pc.device.refresh_from_db()
    return [
        msgspec.json.decode(change.body, type=CertificateIssued)
        for change in answer.changes
        if change.kind == "cert"
    ]


def taken(pc, taken_on, *, wrong=(), passed=True, only=(), **changed):
    pc.counter += 1
    answers = [
        messages.Answer(
            question.id,
            msgspec.Raw(msgspec.json.encode("0" if question.id in wrong else solution(question))),
            1.0,
            5,
        )
        for question in taken_on.questions
        if not only or question.id in only
    ]
    body = messages.AttemptFinished(
        taken_on.id, taken_on.version, "vi", make.NOW_MS, 7, answers, 1.0, passed
    )
    return make.event(pc.counter, msgspec.structs.replace(body, **changed))


def statement(issued):
    keys_ = [bytes.fromhex(key) for key in keys.load(settings.KEYS).public]
    return certificate.verify(issued.code, keys_)


def test_a_completed_module_is_signed_and_comes_with_the_answer(pc, course):
    assert send(pc, make.official(1, NAME), taken(pc, course["a"])) == []
    (issued,) = send(pc, taken(pc, course["b"]))
    assert (issued.official, issued.scope) == (make.OFFICIAL, "an-ninh")
    said = statement(issued)
    assert (said.holder, said.commune, said.scope, said.title, said.lessons) == (
        NAME,
        "00715",
        "an-ninh",
        "An ninh mạng",
        2,
    )


def test_the_whole_course_has_its_own(pc, course):
    events = [taken(pc, each) for each in course.values()]
    issued = send(pc, make.official(1, NAME), *events)
    assert [each.scope for each in issued] == ["an-ninh", "du-lieu", "khoa"]
    assert statement(issued[2]).lessons == 3


def test_it_is_signed_once_however_often_it_is_earned(pc, course):
    whole = [make.official(1, NAME), taken(pc, course["c"])]
    assert len(send(pc, *whole)) == 1
    send(pc, *whole)
    send(pc, taken(pc, course["c"]))
    assert Certificate.objects.count() == 1
    assert Change.objects.filter(kind="cert").count() == 1


@pytest.mark.parametrize(
    "how",
    [
        {"wrong": {"q1", "q2"}},
        {"only": {"q1"}},
        {"version": "0" * 64},
        {"mode": "practice"},
        {"mode": "review"},
        {"passed": False},
    ],
    ids=str,
)
def test_what_the_server_cannot_score_as_passed_does_not_count(pc, course, how):
    assert send(pc, make.official(1, NAME), taken(pc, course["c"], **how)) == []


def test_a_response_that_no_screen_makes_does_not_count(pc, course):
    odd = taken(pc, course["c"])
    body = msgspec.json.decode(odd.body, type=messages.AttemptFinished)
    answers = [messages.Answer(a.question, msgspec.Raw(b"[99]"), 1.0, 5) for a in body.answers]
    assert (
        send(
            pc,
            make.official(1, NAME),
            make.event(9, msgspec.structs.replace(body, answers=answers)),
        )
        == []
    )


def test_a_test_of_an_earlier_version_counts_where_it_was_published(pc, course, tmp_path):
    from sync.server.files.storage import Storage

    earlier = course["c"]
    raw = (tmp_path / "lessons" / earlier.version).read_bytes()
    write(tmp_path, lesson("a"), lesson("b"), lesson("c", pass_mark=100))
    assert send(pc, make.official(1, NAME), taken(pc, earlier)) == []
    Storage(settings.FILES).take("0" * 32, iter([raw]), earlier.version)
    (issued,) = send(pc, taken(pc, earlier))
    assert issued.scope == "du-lieu"


def test_right_of_the_last_counts_over_tests(pc, course, tmp_path):
    write(tmp_path, lesson("a"), lesson("b"), lesson("c", right=3, last=4))
    now = pack.load(tmp_path / "lessons").lesson("c")
    assert send(pc, make.official(1, NAME), taken(pc, now)) == []
    (issued,) = send(pc, taken(pc, now, wrong={"q2"}))
    assert issued.scope == "du-lieu"


def test_it_waits_for_the_name(pc, course):
    assert send(pc, taken(pc, course["c"])) == []
    pc.counter += 1
    (issued,) = send(pc, make.official(pc.counter, NAME))
    assert statement(issued).holder == NAME


def test_a_clock_that_is_ahead_cannot_date_it_into_the_future(pc, course):
    ahead = make.NOW_MS + 10 * 365 * 86_400_000
    event = taken(pc, course["c"])
    (issued,) = send(pc, make.official(1, NAME), msgspec.structs.replace(event, at=ahead))
    row = Certificate.objects.get()
    assert statement(issued).on <= row.issued_at.date()


def test_without_a_course_beside_it_the_server_takes_tests_in(pc, course, tmp_path):
    (tmp_path / "lessons" / "course.json").unlink()
    assert send(pc, make.official(1, NAME), taken(pc, course["c"])) == []


def test_what_was_completed_before_is_signed_by_a_command(pc, course, capsys):
    send(pc, make.official(1, NAME), taken(pc, course["c"]))
    Certificate.objects.all().delete()
    call_command("certificates")
    assert "1 giấy xác nhận" in capsys.readouterr().out
    call_command("certificates")
    assert Certificate.objects.count() == 1


# ---- the console's page ----------------------------------------------------------------------


@pytest.fixture
def client(pc):
    client = Client()
    client.force_login(make.staff())
    return client


def test_a_paper_is_checked_and_what_was_signed_is_listed(pc, course, client):
    (issued,) = send(pc, make.official(1, NAME), taken(pc, course["c"]))
    page = client.get("/certificates/").text
    assert NAME in page
    assert certificate.serial(issued.code) in page
    page = client.get("/certificates/", {"code": certificate.grouped(issued.code).lower()}).text
    assert "Giấy thật" in page
    assert "Dữ liệu" in page
    assert "Giấy thật" not in client.get("/certificates/", {"code": issued.code[:-9]}).text
    assert "Mã bị gõ sai" in client.get("/certificates/", {"code": "<b>"}).text
    assert NAME in client.get("/certificates/", {"q": "lo thi"}).text
    assert "Không có giấy xác nhận nào" in client.get("/certificates/", {"q": "khac"}).text


def test_what_waits_says_why_and_is_issued_once_it_can_be(pc, course, client, tmp_path):
    from sync.server.files.storage import Storage

    earlier = course["c"]
    raw = (tmp_path / "lessons" / earlier.version).read_bytes()
    write(tmp_path, lesson("a"), lesson("b"), lesson("c", pass_mark=100))
    send(pc, make.official(1, NAME), taken(pc, earlier))
    page = client.get("/certificates/").text
    assert "áy chủ không có phiên bản bài học mà người này đã làm" in page
    assert "Hãy phát hành lại đúng gói bài học" in page
    assert "sc-warn" in client.get("/training/").text
    assert "Chưa cấp được giấy nào" in client.post("/certificates/issue/", follow=True).text

    Storage(settings.FILES).take("0" * 32, iter([raw]), earlier.version)
    assert "ủ điều kiện" in client.get("/certificates/").text
    assert "Đã cấp 1 giấy" in client.post("/certificates/issue/", follow=True).text
    assert "Đang chờ cấp" not in client.get("/certificates/").text
    assert Change.objects.filter(kind="cert").count() == 1


def test_one_without_a_name_and_one_that_is_scored_otherwise_wait(pc, course, client):
    send(pc, taken(pc, course["c"]))
    assert "hưa có tên cán bộ" in client.get("/certificates/").text
    pc.counter += 1
    send(pc, make.official(pc.counter, NAME))
    assert "Đang chờ cấp" not in client.get("/certificates/").text
    send(pc, taken(pc, course["a"], wrong={"q1", "q2"}), taken(pc, course["b"]))
    page = client.get("/certificates/").text
    assert "hấm lại ở tỉnh chưa đạt" in page


def test_nothing_of_another_area_is_listed_or_issued(pc, course):
    send(pc, make.official(1, NAME), taken(pc, course["c"]))
    Certificate.objects.all().delete()
    outsider = Client()
    there = make.commune("00721", "Xã Đồng Văn")
    outsider.force_login(make.staff("ngoai", communes=[there]))
    assert NAME not in outsider.get("/certificates/").text
    outsider.post("/certificates/issue/")
    assert not Certificate.objects.exists()
