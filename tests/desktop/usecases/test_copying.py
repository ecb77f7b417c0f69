"""Chép từ tuần trước: what is copied, what never is, and how long it counts as copied."""

import pytest

from desktop.usecases.attaching import Asked, Attaching
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.reporting import Reporting
from reports.form import dump
from reports.xlsform import compile_form

FORM = """
## settings

| form_id | form_title | default_language | version | style |
|---|---|---|---|---|
| weekly | Tuần | Tiếng Việt (vi) | 1 | {style} |

## survey

| type | name | label::Tiếng Việt (vi) | required | relevant | appearance | default | calculation | bind::jr:preload | bind::jr:preloadParams |
|---|---|---|---|---|---|---|---|---|---|
| text | unit | Bộ phận | | | | | | property | org_unit |
| date | day | Ngày | | | | today() | | | |
| select_one yes_no | secret | Có mật không? | yes | | quick no-copy | | | | |
| begin_group | lines | Đường truyền | | | | | | | |
| select_one yes_no | line | Có mạng? | yes | | | | | | |
| integer | hours | Số giờ mất | | ${{line}} = 'no' | | | | | |
| integer | twice | Gấp đôi | | | | | ${{hours}} * 2 | | |
| end_group | | | | | | | | | |
| text | note | Ghi chú | | | | không có | | | |
| image | photo | Ảnh | | | | | | | |
| begin_repeat | systems | Hệ thống | | | | | | | |
| text | name | Tên | | | | | | | |
| begin_repeat | faults | Lỗi | | | | | | | |
| text | fault | Lỗi gì | | | | | | | |
| end_repeat | | | | | | | | | |
| end_repeat | | | | | | | | | |
| acknowledge | ok | Đã kiểm tra | yes | | | | | | |

## choices

| list_name | name | label::Tiếng Việt (vi) |
|---|---|---|
| yes_no | yes | Có |
| yes_no | no | Không |
"""  # noqa: E501


def write_form(packs, style="copy-last"):
    result = compile_form(FORM.format(style=style).encode(), "weekly.md")
    assert result.form is not None, result.problems
    (packs / "forms" / "weekly.json").write_bytes(dump(result.form))


@pytest.fixture
def reporting(pc):
    write_form(pc.packs)
    return Reporting(pc.session, pc.packs, pc.clock)


def send(pc, reporting):
    draft = reporting.new_draft("weekly")
    photo = Attaching(pc.session, pc.clock).take(draft.report, Asked("file"), b"x", "a.txt")
    for ref, value in {
        "/data/unit": "office",
        "/data/day": "2026-11-01",
        "/data/secret": "no",
        "/data/lines/line": "no",
        "/data/lines/hours": "7",
        "/data/note": "Bão",
        "/data/photo": photo.name,
        "/data/systems[1]/name": "Một cửa",
        "/data/systems[1]/faults[1]/fault": "Chậm",
        "/data/ok": "OK",
    }.items():
        draft.answer(ref, value)
    draft.add_repeat("/data/systems")
    draft.answer("/data/systems[2]/name", "Hộ tịch")
    return reporting.submit(draft.report)


def given(draft):
    answers = draft.session.answers()
    return {ref.removeprefix("/data/"): value for ref, value in answers.items()}


def test_what_stays_true_is_copied_and_what_must_be_said_anew_is_not(pc, reporting):
    sent = send(pc, reporting)
    draft = reporting.new_draft("weekly")
    assert reporting.last_sent(draft) == sent.submitted_at
    changes = reporting.copy_last(draft)
    assert given(draft) == {
        "unit": "office",
        "day": draft.session.value("/data/day"),
        "lines/line": "no",
        "lines/hours": "7",
        "note": "không có",
        "systems[1]/name": "Một cửa",
        "systems[1]/faults[1]/fault": "Chậm",
        "systems[2]/name": "Hộ tịch",
    }
    assert draft.session.value("/data/day") != "2026-11-01"
    assert draft.session.value("/data/lines/twice") == "14"
    assert "/data/lines/line" in changes.values
    assert set(changes.added) == {"/data/systems[1]", "/data/systems[2]"}


def test_copied_answers_are_marked_until_they_are_touched(pc, reporting):
    send(pc, reporting)
    draft = reporting.new_draft("weekly")
    reporting.copy_last(draft)
    assert draft.still_copied() == [
        "/data/lines/line",
        "/data/lines/hours",
        "/data/systems[1]/name",
        "/data/systems[1]/faults[1]/fault",
        "/data/systems[2]/name",
    ]
    assert not draft.is_copied("/data/unit"), "that one is known, not copied"
    draft.answer("/data/lines/hours", "3")
    draft.confirm("/data/systems[1]/name")
    kept = Reporting(pc.sign_in(), pc.packs, pc.clock).open_draft(draft.report)
    assert kept.still_copied() == [
        "/data/lines/line",
        "/data/systems[1]/faults[1]/fault",
        "/data/systems[2]/name",
    ]
    assert kept.copied.at == draft.copied.at


def test_copying_is_undone_and_redone_as_one_step(pc, reporting):
    send(pc, reporting)
    draft = reporting.new_draft("weekly")
    before = given(draft)
    undone = draft.apply(reporting.copy_last(draft))
    assert given(draft) == before
    assert draft.still_copied() == []
    draft.apply(undone)
    assert draft.session.value("/data/systems[2]/name") == "Hộ tịch"
    assert len(draft.still_copied()) == 5


def test_what_was_answered_already_is_left_alone(pc, reporting):
    send(pc, reporting)
    draft = reporting.new_draft("weekly")
    draft.answer("/data/lines/line", "yes")
    draft.answer("/data/systems[1]/name", "Đất đai")
    reporting.copy_last(draft)
    assert draft.session.value("/data/lines/line") == "yes"
    assert not draft.session.has("/data/systems[2]")
    assert draft.session.value("/data/systems[1]/name") == "Đất đai"
    assert draft.still_copied() == [], "the hours are not asked any more"


def test_nothing_is_offered_where_there_is_nothing_or_the_form_does_not_want_it(pc, reporting):
    draft = reporting.new_draft("weekly")
    assert reporting.last_sent(draft) is None
    with pytest.raises(KnownError) as caught:
        reporting.copy_last(draft)
    assert caught.value.code is Code.NOTHING_TO_COPY
    send(pc, reporting)
    write_form(pc.packs, style="pages")
    other = Reporting(pc.session, pc.packs, pc.clock)
    assert other.last_sent(other.new_draft("weekly")) is None


def test_a_department_once_told_is_known_next_time(pc, reporting):
    assert reporting.new_draft("weekly").session.value("/data/unit") == ""
    send(pc, reporting)
    assert reporting.new_draft("weekly").session.value("/data/unit") == "office"
