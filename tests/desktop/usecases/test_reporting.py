import json

import msgspec
import pytest

from desktop.store import views
from desktop.store.exchange import StoreInbox, StoreOutbox
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import NewOfficial, People
from desktop.usecases.reporting import Reporting, ReportState
from desktop.usecases.status import read_status
from reports.form import Language, dump, load
from sync.protocol.messages import (
    Change,
    FieldComment,
    Outcome,
    ReportRead,
    ReportSubmitted,
    Result,
    Review,
    SyncResponse,
)

PLACE, LINE, TICKET = "/data/where/place", "/data/where/line", "/data/where/ticket"


@pytest.fixture
def reporting(pc):
    return Reporting(pc.session, pc.packs, pc.clock)


def error_of(action, *args):
    with pytest.raises(KnownError) as caught:
        action(*args)
    return caught.value.code, caught.value.params


class Province:
    """What an exchange would bring, put into the store by the inbox itself."""

    def __init__(self, pc) -> None:
        self.pc = pc
        self.number = 0

    def answer(self, *bodies, outcome=Outcome.ACCEPTED, reason=""):
        store = self.pc.session.store
        batch = StoreOutbox(store).batch(1000, 10**6, frozenset())
        counters = [event.counter for event in batch.events]
        results = [Result(counters[0], counters[-1], outcome, reason)] if counters else []
        changes = []
        for body in bodies:
            self.number += 1
            kind = "review" if isinstance(body, Review) else "read"
            changes.append(Change(self.number, kind, msgspec.Raw(msgspec.json.encode(body))))
        response = SyncResponse(
            version=1, now=self.pc.clock(), cursor=self.number, results=results, changes=changes
        )
        StoreInbox(store, self.pc.clock).take_in(batch, response)


@pytest.fixture
def province(pc):
    return Province(pc)


def fill(draft):
    draft.answer(PLACE, "Trung tâm phục vụ hành chính công")
    draft.answer(LINE, "down")
    draft.answer(TICKET, "VT-17")
    draft.answer("/data/minutes", "45")
    draft.answer("/data/systems[1]/system", "Một cửa điện tử")


def sent(reporting):
    draft = reporting.new_draft("outage")
    fill(draft)
    return reporting.submit(draft.report)


def test_the_forms_that_can_be_filled_in(reporting):
    (card,) = reporting.forms()
    assert (card.id, card.title) == ("outage", "Gián đoạn")
    assert len(card.hash) == 64


def test_titles_are_in_the_language_of_the_screen(pc):
    form = load((pc.packs / "forms" / "outage.json").read_bytes())
    both = msgspec.structs.replace(form, titles={"en": "Outage"}, languages=(Language("en", "E"),))
    (pc.packs / "forms" / "outage.json").write_bytes(dump(both))
    for language, title in (("en", "Outage"), ("vi", "Gián đoạn")):
        reporting = Reporting(pc.session, pc.packs, pc.clock, language)
        draft = reporting.new_draft("outage")
        assert reporting.forms()[0].title == draft.title == title
        assert reporting.drafts()[0].form_title == title


def test_a_draft_is_on_the_disk_after_every_change(pc, reporting):
    draft = reporting.new_draft("outage")
    changes = draft.answer(LINE, "down")
    assert TICKET in changes.shown
    draft.add_repeat("/data/systems")
    draft.answer("/data/systems[2]/system", "Hộ tịch")
    undone = draft.answer("/data/minutes", "9")
    draft.apply(undone)
    pc.sign_in()
    again = Reporting(pc.session, pc.packs, pc.clock)
    (card,) = again.drafts()
    assert (card.report, card.form_title, card.author) == (
        draft.report, "Gián đoạn", "Hoàng Thị Sử"
    )  # fmt: skip
    assert card.changed_at > card.created_at
    resumed = again.open_draft(draft.report)
    assert resumed.session.value(LINE) == "down"
    assert resumed.session.value("/data/systems[2]/system") == "Hộ tịch"
    assert resumed.session.value("/data/minutes") == ""
    assert resumed.session.value("/data/note") == "không có"
    assert resumed.session.instance_id == draft.session.instance_id
    resumed.remove_repeat("/data/systems[1]")
    assert again.open_draft(draft.report).session.value("/data/systems[1]/system") == "Hộ tịch"


def test_a_draft_keeps_the_form_that_it_began_with(pc, reporting):
    draft = reporting.new_draft("outage")
    form = load((pc.packs / "forms" / "outage.json").read_bytes())
    newer = msgspec.structs.replace(form, version="2", title="Gián đoạn (mới)")
    (pc.packs / "forms" / "outage.json").write_bytes(dump(newer))
    later = Reporting(pc.session, pc.packs, pc.clock)
    assert later.forms()[0].title == "Gián đoạn (mới)"
    assert later.open_draft(draft.report).form.version == "1"
    assert later.drafts()[0].form_title == "Gián đoạn"
    assert later.new_draft("outage").form.version == "2"


def test_an_incomplete_report_is_not_sent(reporting):
    draft = reporting.new_draft("outage")
    draft.answer(LINE, "down")
    draft.answer("/data/minutes", "-5")
    assert error_of(reporting.submit, draft.report) == (
        Code.REPORT_INCOMPLETE,
        {"count": 3, "refs": [PLACE, TICKET, "/data/minutes"]},
    )
    assert reporting.open_draft(draft.report).session.value("/data/minutes") == "-5"
    assert reporting.reports() == []


def test_sending_writes_one_event_and_removes_the_draft(pc, reporting):
    card = sent(reporting)
    assert (card.revision, card.state, card.title) == (1, ReportState.WAITING, "Gián đoạn")
    assert reporting.drafts() == []
    assert reporting.reports() == [card]
    rows = pc.session.store.rows("SELECT body FROM events WHERE kind = 'report'")
    body = msgspec.json.decode(rows[0]["body"], type=ReportSubmitted)
    assert (body.report, body.revision, body.form) == (card.report, 1, "outage")
    values = json.loads(bytes(body.submission))["values"]
    assert values["systems"] == [{"system": "Một cửa điện tử"}]
    assert values["ticket"] == "VT-17"
    assert error_of(reporting.submit, card.report)[0] is Code.DRAFT_GONE


def test_a_report_on_its_way(reporting, province):
    card = sent(reporting)

    def state():
        return reporting.report(card.report).card.state

    assert state() is ReportState.WAITING
    province.answer()
    assert state() is ReportState.RECEIVED
    province.answer(ReportRead(card.report, 1, 5))
    assert state() is ReportState.READ
    province.answer(Review(card.report, 1, "accepted", 6, "Cảm ơn", "Sở KH&CN"))
    assert state() is ReportState.ACCEPTED
    (revision,) = reporting.report(card.report).revisions
    assert (revision.comment, revision.by, revision.reviewed_at) == ("Cảm ơn", "Sở KH&CN", 6)


def test_a_returned_report_is_mended_as_a_new_revision(pc, reporting, province):
    card = sent(reporting)
    review = Review(
        card.report, 1, "returned", 6, "Thiếu số giờ", "Sở KH&CN",
        [FieldComment("/data/minutes", "Ghi đủ số phút")],
    )  # fmt: skip
    province.answer(review)
    assert read_status(pc.session).returned == 1
    draft = reporting.reopen(card.report)
    assert (draft.report, draft.revision) == (card.report, 2)
    assert draft.to_mend == {"/data/minutes": "Ghi đủ số phút"}
    assert draft.comment == "Thiếu số giờ"
    assert draft.session.value(TICKET) == "VT-17"
    assert draft.session.value("/data/systems[1]/system") == "Một cửa điện tử"
    assert read_status(pc.session).returned == 0
    draft.answer("/data/minutes", "60")
    resumed = reporting.reopen(card.report)
    assert resumed.session.value("/data/minutes") == "60"
    assert resumed.to_mend == draft.to_mend
    again = reporting.submit(card.report)
    assert (again.revision, again.state) == (2, ReportState.WAITING)
    report = reporting.report(card.report)
    assert [(r.revision, r.state) for r in report.revisions] == [
        (2, ReportState.WAITING),
        (1, ReportState.RETURNED),
    ]
    first, second = (json.loads(views.submission(pc.session.store, card.report, n)) for n in (1, 2))
    assert second["replaces"] == first["instance_id"] != second["instance_id"]
    province.answer(Review(card.report, 2, "accepted", 9))
    assert reporting.report(card.report).card.state is ReportState.ACCEPTED


def test_a_value_left_empty_stays_empty_when_it_is_reopened(reporting, province):
    draft = reporting.new_draft("outage")
    fill(draft)
    draft.answer("/data/note", "")
    card = reporting.submit(draft.report)
    province.answer(Review(card.report, 1, "returned", 6))
    assert reporting.submitted(card.report, 1).value("/data/note") == ""
    assert reporting.reopen(card.report).session.value("/data/note") == ""


def test_what_was_sent_can_be_shown(reporting):
    card = sent(reporting)
    shown = reporting.submitted(card.report, 1)
    assert shown.value(PLACE) == "Trung tâm phục vụ hành chính công"
    assert shown.value("/data/minutes") == "45"


def test_a_review_that_comes_before_its_confirmation_waits(reporting, province, pc):
    """The order in which things come must not matter."""
    card = sent(reporting)
    store = pc.session.store
    body = msgspec.Raw(msgspec.json.encode(Review(card.report, 1, "returned", 6)))
    response = SyncResponse(version=1, now=1, cursor=1, changes=[Change(1, "review", body)])
    batch = StoreOutbox(store).batch(0, 0, frozenset())
    StoreInbox(store, pc.clock).take_in(batch, response)
    assert reporting.report(card.report).card.state is ReportState.WAITING
    province.number = 1
    province.answer()
    assert reporting.report(card.report).card.state is ReportState.RETURNED


def test_a_refused_report_says_why(reporting, province):
    card = sent(reporting)
    province.answer(outcome=Outcome.REFUSED, reason="form_unknown")
    (revision,) = reporting.report(card.report).revisions
    assert (revision.state, revision.reason) == (ReportState.REFUSED, "form_unknown")


def test_the_last_review_of_a_revision_counts(reporting, province):
    card = sent(reporting)
    province.answer(Review(card.report, 1, "accepted", 6), Review(card.report, 1, "returned", 7))
    assert reporting.report(card.report).card.state is ReportState.RETURNED


def test_changes_of_kinds_to_come_are_kept(pc, province):
    store = pc.session.store
    response = SyncResponse(
        version=1, now=1, cursor=3,
        changes=[
            Change(1, "moon", msgspec.Raw(b'{"x":[1]}')),
            Change(2, "review", msgspec.Raw(b'"not an object"')),
            Change(3, "read", msgspec.Raw(b"[1,2]")),
        ],
    )  # fmt: skip
    batch = StoreOutbox(store).batch(0, 0, frozenset())
    for _ in range(2):
        StoreInbox(store, pc.clock).take_in(batch, response)
    assert store.value("SELECT count(*) FROM changes") == 3
    assert views.reports(store) == []


def test_a_province_restored_from_a_backup_is_believed(reporting, province):
    card = sent(reporting)
    province.answer(Review(card.report, 1, "returned", 6))
    province.number = 0
    province.answer(Review(card.report, 1, "accepted", 7))
    assert reporting.report(card.report).card.state is ReportState.ACCEPTED


def test_reports_are_the_communes_and_say_who_sent_them(pc, reporting):
    card = sent(reporting)
    People(pc.session, pc.clock).add_official(NewOfficial("Vàng A", "Kế toán"), "mua xuan ban cao")
    pc.sign_in("Vàng A", "mua xuan ban cao")
    theirs = Reporting(pc.session, pc.packs, pc.clock)
    assert [(one.report, one.author) for one in theirs.reports()] == [(card.report, "Hoàng Thị Sử")]


def test_a_draft_thrown_away_is_gone(reporting):
    draft = reporting.new_draft("outage")
    reporting.delete_draft(draft.report)
    assert reporting.drafts() == []
    assert error_of(reporting.open_draft, draft.report)[0] is Code.DRAFT_GONE
    assert error_of(draft.answer, LINE, "ok")[0] is Code.DRAFT_GONE


def test_known_errors(tmp_path, pc, reporting):
    assert error_of(reporting.new_draft, "none") == (Code.FORM_UNKNOWN, {"form": "none"})
    assert error_of(reporting.report, "0" * 32)[0] is Code.REPORT_UNKNOWN
    assert error_of(reporting.submitted, "0" * 32, 1)[0] is Code.REPORT_UNKNOWN
    assert error_of(reporting.reopen, sent(reporting).report)[0] is Code.REPORT_NOT_RETURNED
    nothing = Reporting(pc.session, tmp_path / "none", pc.clock)
    assert error_of(nothing.forms)[0] is Code.CONTENT_MISSING
    (pc.packs / "forms" / "outage.json").write_bytes(b"{")
    damaged = Reporting(pc.session, pc.packs, pc.clock)
    assert error_of(damaged.forms)[0] is Code.CONTENT_MISSING


def test_a_report_whose_form_is_lost_is_listed_all_the_same(pc):
    """After a repair a report may be here whose form is not: the installed one serves."""
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    draft = reporting.new_draft("outage")
    draft.answer("/data/where/place", "Bộ phận Một cửa")
    draft.answer("/data/where/line", "ok")
    card = reporting.submit(draft.report)
    with pc.session.store.write() as database:
        database.execute("DELETE FROM contents")
    again = Reporting(pc.session, pc.packs, pc.clock)
    assert [one.title for one in again.reports()] == [card.title]
    for file in (pc.packs / "forms").iterdir():
        file.unlink()
    lost = Reporting(pc.session, pc.packs, pc.clock)
    assert [one.title for one in lost.reports()] == ["outage"]
