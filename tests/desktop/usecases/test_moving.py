"""A draft moved to a newer version of its form: what follows, what is lost, what is wrong."""

import pytest

from desktop.usecases.copying import Copied
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.moving import Lost
from desktop.usecases.reporting import Reporting
from reports.form import dump
from reports.xlsform import compile_form

SETTINGS = """
## settings

| form_id | form_title | default_language | version |
|---|---|---|---|
| moved | Báo cáo | Tiếng Việt (vi) | {version} |

## survey

| type | name | label::Tiếng Việt (vi) | required | relevant | constraint | default |
|---|---|---|---|---|---|---|
"""
OLD = """\
| begin_group | first | Phần một | | | | |
| text | place | Nơi | yes | | | |
| select_one line | line | Đường truyền | | | | |
| text | ticket | Mã phiếu | | ${line} = 'down' | | |
| integer | hours | Số giờ | | | | |
| end_group | | | | | | |
| text | gone | Câu bị bỏ | | | | |
| select_one line | dropped | Chọn bị bỏ | | | | |
| begin_repeat | systems | Hệ thống | | | | |
| text | name | Tên | | | | |
| begin_repeat | faults | Lỗi | | | | |
| text | fault | Lỗi gì | | | | |
| end_repeat | | | | | | |
| end_repeat | | | | | | |
"""
NEW = """\
| text | place | Nơi xảy ra | yes | | | |
| begin_group | other | Phần khác | | | | |
| select_one line | line | Đường truyền | | | | |
| text | ticket | Mã phiếu | | ${line} = 'down' | | |
| integer | hours | Số giờ | | | . < 5 | |
| text | fresh | Câu mới | yes | | | sẵn |
| end_group | | | | | | |
| begin_group | deep | Sâu hơn | | | | |
| begin_repeat | systems | Hệ thống | | | | |
| text | name | Tên | | | | |
| begin_repeat | faults | Lỗi | | | | |
| text | fault | Lỗi gì | | | | |
| end_repeat | | | | | | |
| end_repeat | | | | | | |
| end_group | | | | | | |
"""
CHOICES = """
## choices

| list_name | name | label::Tiếng Việt (vi) |
|---|---|---|
| line | ok | Tốt |
| line | down | Mất |
"""


def install(pc, version, survey):
    source = SETTINGS.format(version=version) + survey + CHOICES
    result = compile_form(source.encode(), "moved.md")
    assert result.form is not None, result.problems
    (pc.packs / "forms" / "moved.json").write_bytes(dump(result.form))
    return Reporting(pc.session, pc.packs, pc.clock)


@pytest.fixture
def draft(pc):
    made = install(pc, 1, OLD).new_draft("moved")
    for ref, value in {
        "first/place": "Một cửa",
        "first/line": "down",
        "first/ticket": "VT-1",
        "first/hours": "9",
        "gone": "Mất đi",
        "dropped": "ok",
        "systems[1]/name": "A",
        "systems[1]/faults[1]/fault": "Chậm",
    }.items():
        made.answer(f"/data/{ref}", value)
    made.add_repeat("/data/systems")
    made.answer("/data/systems[2]/name", "B")
    made.answer("/data/first/line", "ok")
    return made


@pytest.fixture
def newer(pc, draft):
    return install(pc, 2, NEW)


def test_a_draft_in_the_version_of_now_has_nowhere_to_go(pc, draft):
    reporting = install(pc, 1, OLD)
    assert not reporting.has_newer(draft)
    assert reporting.move(draft) is None


def test_answers_follow_their_question_and_what_does_not_fit_is_named(newer, draft):
    opened = newer.open_draft(draft.report)
    assert opened.form.version == "1"
    assert newer.has_newer(opened)
    move = newer.move(opened)
    assert move.version == "2"
    assert len(move.places) == 7
    assert move.lost == (Lost("Câu bị bỏ", "Mất đi"), Lost("Chọn bị bỏ", "Tốt"))
    assert [(name, issue.code) for name, issue in move.to_mend] == [("Số giờ", "constraint")]
    assert newer.open_draft(draft.report).form.version == "1", "looking changes nothing"


def test_moving_keeps_everything_that_has_a_place(pc, newer, draft):
    opened = newer.open_draft(draft.report)
    newer.take_move(opened, newer.move(opened))
    moved = Reporting(pc.sign_in(), pc.packs, pc.clock).open_draft(draft.report)
    assert moved.form.version == "2"
    assert moved.session.answers() == {
        "/data/place": "Một cửa",
        "/data/other/line": "ok",
        "/data/other/ticket": "VT-1",
        "/data/other/hours": "9",
        "/data/other/fresh": "sẵn",
        "/data/deep/systems[1]/name": "A",
        "/data/deep/systems[1]/faults[1]/fault": "Chậm",
        "/data/deep/systems[2]/name": "B",
    }
    assert moved.session.instance_id == draft.session.instance_id
    assert moved.report == draft.report


def test_what_was_copied_counts_as_copied_in_its_new_place(pc, newer, draft):
    opened = newer.open_draft(draft.report)
    values = {
        "/data/first/place": "Một cửa",
        "/data/first/hours": "8",
        "/data/gone": "Mất đi",
        "/data/systems[1]/faults[1]/fault": "Chậm",
    }
    opened.copied = Copied(1_790_000_000_000, values)
    opened.save()
    opened = newer.open_draft(draft.report)
    moved = newer.take_move(opened, newer.move(opened))
    assert moved.copied.at == 1_790_000_000_000
    # The hours were touched after they were copied.
    assert moved.still_copied() == ["/data/place", "/data/deep/systems[1]/faults[1]/fault"]
    moved.confirm("/data/place")
    again = Reporting(pc.sign_in(), pc.packs, pc.clock).open_draft(draft.report)
    assert again.still_copied() == ["/data/deep/systems[1]/faults[1]/fault"]


def test_a_draft_that_is_gone_is_not_moved(newer, draft):
    opened = newer.open_draft(draft.report)
    move = newer.move(opened)
    newer.delete_draft(draft.report)
    with pytest.raises(KnownError) as caught:
        newer.take_move(opened, move)
    assert caught.value.code is Code.DRAFT_GONE


LAST = """\
| text | place | Nơi | | | | ${last-saved#place} |
"""


def test_a_form_may_begin_with_the_answer_of_its_last_report(pc):
    reporting = install(pc, 1, LAST)
    first = reporting.new_draft("moved")
    assert first.session.value("/data/place") == ""
    first.answer("/data/place", "Trà Leng")
    reporting.submit(first.report)
    assert reporting.new_draft("moved").session.value("/data/place") == "Trà Leng"
