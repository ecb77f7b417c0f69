"""A leader's signature on the same PC: asked for, checked, written with its report."""

import json

import msgspec
import pytest

from desktop.store import views
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import NewOfficial, People
from desktop.usecases.reporting import Reporting
from desktop.usecases.submitting import Signer
from reports.form import dump, load
from sync.protocol.messages import SignedOff
from tests.desktop.usecases.conftest import PASSWORD

SECRET = "mua xuan ban cao"


@pytest.fixture
def leader(pc):
    people = People(pc.session, pc.clock)
    return people.add_official(NewOfficial("Vàng A Pó", "Chủ tịch"), SECRET)


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


def test_a_leader_may_sign_their_own_report(pc, reporting, draft):
    reporting.submit(draft.report, Signer(pc.session.official.id, PASSWORD))
    assert reporting.sign_off(draft.report, 1).by == pc.session.official.id


def test_a_form_that_asks_for_no_signature_carries_none(pc, leader):
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    draft = reporting.new_draft("outage")
    draft.answer("/data/where/place", "Một cửa")
    draft.answer("/data/where/line", "ok")
    reporting.submit(draft.report, Signer(leader.id, "whatever"))
    assert reporting.sign_off(draft.report, 1) is None
    assert pc.session.store.value("SELECT count(*) FROM events WHERE kind = 'signoff'") == 0
