"""A leader's signature on the same PC: asked for, checked, written with its report."""

import datetime as dt
import json

import msgspec
import pytest

from desktop.store import events, views
from desktop.usecases.clock import VIETNAM
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import NewOfficial, People, is_leading
from desktop.usecases.reporting import Reporting
from desktop.usecases.submitting import Signer
from reports.form import dump, load
from sync.protocol.messages import EventKind, OfficialAdded, SignedOff
from tests.desktop.usecases.conftest import PASSWORD

SECRET = "mua xuan ban cao"


@pytest.fixture
def leader(pc):
    people = People(pc.session, pc.clock)
    return people.add_official(NewOfficial("Vàng A Pó", "Chủ tịch", leader=True), SECRET)


@pytest.fixture
def reporting(pc):
    path = pc.packs / "forms" / "outage.json"
    form = msgspec.structs.replace(load(path.read_bytes()), style="pages sign-off")
    path.write_bytes(dump(form))
    return Reporting(pc.session, pc.packs, pc.clock)


@pytest.fixture
def draft(reporting):
    made = reporting.new_draft("outage")
    made.answer("/data/where/place", "Một cửa")
    made.answer("/data/where/line", "ok")
    return made


def refused(reporting, draft, signer=None):
    with pytest.raises(KnownError) as caught:
        reporting.submit(draft.report, signer)
    assert reporting.open_draft(draft.report).session.value("/data/where/place")
    assert reporting.reports() == []
    return caught.value.code


def test_without_a_signature_it_is_not_sent(pc, reporting, draft, leader):
    assert refused(reporting, draft) is Code.SIGN_OFF_NEEDED
    assert refused(reporting, draft, Signer(leader.id, PASSWORD)) is Code.WRONG_PASSWORD
    assert refused(reporting, draft, Signer("f" * 32, SECRET)) is Code.WRONG_PASSWORD
    assert refused(reporting, draft, Signer(pc.session.official.id, SECRET)) is (
        Code.WRONG_PASSWORD
    )


def test_nobody_is_asked_to_sign_what_is_not_complete(reporting, draft):
    draft.answer("/data/where/line", "")
    assert refused(reporting, draft) is Code.REPORT_INCOMPLETE


def test_the_signature_is_written_with_its_report(pc, reporting, draft, leader):
    card = reporting.submit(draft.report, Signer(leader.id, SECRET))
    rows = pc.session.store.rows(
        "SELECT kind, official, body, at FROM events ORDER BY counter DESC LIMIT 2"
    )
    signed, report = rows
    assert (signed["kind"], report["kind"]) == ("signoff", "report")
    assert (signed["official"], report["official"]) == (leader.id, pc.session.official.id)
    assert signed["at"] == report["at"]
    assert msgspec.json.decode(signed["body"], type=SignedOff) == SignedOff(
        card.report, 1, "Vàng A Pó, Chủ tịch"
    )
    told = json.loads(views.submission(pc.session.store, card.report, 1))["sign_off"]
    assert (told["by"], told["name"], told["position"]) == (leader.id, "Vàng A Pó", "Chủ tịch")
    found = reporting.sign_off(card.report, 1)
    assert found is not None
    assert found.name == "Vàng A Pó"


def test_who_made_the_leaders_account_travels_with_the_signature(pc, reporting, draft, leader):
    reporting.submit(draft.report, Signer(leader.id, SECRET))
    signed = reporting.sign_off(draft.report, 1)
    assert signed.added_by == pc.session.official.name
    assert signed.since == dt.datetime.fromtimestamp(leader.added_at // 1000, VIETNAM).isoformat()


def test_who_is_no_leader_signs_nothing_not_even_their_own(pc, reporting, draft):
    me = pc.session.official
    assert not me.leader
    assert refused(reporting, draft, Signer(me.id, PASSWORD)) is Code.NOT_A_LEADER
    people = People(pc.session, pc.clock)
    clerk = people.add_official(NewOfficial("Giàng A Sử", "Công chức"), SECRET)
    assert refused(reporting, draft, Signer(clerk.id, SECRET)) is Code.NOT_A_LEADER


def test_a_leader_may_sign_their_own_report(pc, reporting, draft):
    me = pc.session.official
    People(pc.session, pc.clock).change_position(me.id, "Phó Chủ tịch", leader=True)
    reporting.submit(draft.report, Signer(me.id, PASSWORD))
    signed = reporting.sign_off(draft.report, 1)
    assert (signed.by, signed.position, signed.added_by) == (me.id, "Phó Chủ tịch", "")


def test_a_new_position_is_told_to_the_province_and_can_be_taken_back(pc, leader):
    people = People(pc.session, pc.clock)
    people.change_position(leader.id, "  Công chức  Văn phòng ", leader=False)
    now = next(one for one in people.officials() if one.id == leader.id)
    assert (now.position, now.leader, now.name) == ("Công chức Văn phòng", False, leader.name)
    body = pc.session.store.value(
        "SELECT body FROM events WHERE kind = 'official' ORDER BY counter DESC LIMIT 1"
    )
    assert json.loads(body) == {
        "id": leader.id,
        "name": leader.name,
        "position": "Công chức Văn phòng",
        "leader": False,
    }
    with pytest.raises(KnownError) as caught:
        people.change_position(leader.id, "  ", leader=True)
    assert caught.value.code is Code.POSITION_EMPTY


@pytest.mark.parametrize(
    "position",
    ["Chủ tịch UBND xã", "PHÓ CHỦ TỊCH", "Quyền Chủ tịch", "Bí thư Đảng ủy", "Phó bí thư"],
)
def test_positions_of_leaders(position):
    assert is_leading(position)


@pytest.mark.parametrize("position", ["Công chức", "Thư ký Chủ tịch", "Văn phòng Chủ tịch", ""])
def test_other_positions(position):
    assert not is_leading(position)


def test_who_was_added_before_anybody_was_asked_is_judged_by_position(pc):
    people = People(pc.session, pc.clock)
    with pc.session.store.write() as database:
        for id_, position in (("a" * 32, "Chủ tịch UBND xã"), ("b" * 32, "Công chức")):
            body = OfficialAdded(id_, f"Người {id_[0]}", position)
            events.append(database, EventKind.OFFICIAL_ADDED, body, official=id_, at=1)
    found = {one.id: one.leader for one in people.officials()}
    assert (found["a" * 32], found["b" * 32]) == (True, False)


def test_a_form_that_asks_for_no_signature_carries_none(pc, leader):
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    draft = reporting.new_draft("outage")
    draft.answer("/data/where/place", "Một cửa")
    draft.answer("/data/where/line", "ok")
    reporting.submit(draft.report, Signer(leader.id, "whatever"))
    assert reporting.sign_off(draft.report, 1) is None
    assert pc.session.store.value("SELECT count(*) FROM events WHERE kind = 'signoff'") == 0
