"""The six built-in forms, filled in by their rules and against them."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

import reports.forms
from reports.form import Question
from reports.session import Unfinished
from reports.submission import encode
from reports.xlsform import compile_form

IDS = ["digitisation", "incident", "inventory", "outage", "training_needs", "weekly"]
NOW = "2026-11-23T08:00:00.000+07:00"


def codes(session):
    return {issue.ref.rpartition("/data/")[2]: issue.code for issue in session.errors()}


def give(session, answers):
    for ref, value in answers.items():
        session.answer(f"/data/{ref}", value)


@pytest.mark.parametrize("form_id", IDS)
def test_each_compiles_without_a_word_of_complaint(form_id):
    path = Path(reports.forms.__path__[0]) / f"{form_id}.md"
    result = compile_form(path.read_bytes(), path.name)
    assert result.problems == ()
    assert result.form.id == form_id
    assert [language.key for language in result.form.languages] == ["vi", "en"]
    assert set(result.form.titles) == {"en"}


@pytest.mark.parametrize("form_id", IDS)
def test_each_says_everything_in_both_languages(built_in, form_id):
    form = built_in(form_id).form
    for node in form.walk():
        texts = [node.label, node.hint]
        if isinstance(node, Question):
            texts.append(node.constraint_message)
            assert not node.constraint or node.constraint_message, node.path
        for text in texts:
            assert not text or set(text) == {"vi", "en"}, node.path
    for name, choices in form.lists.items():
        for choice in choices:
            assert set(choice.label) == {"vi", "en"}, name


INCIDENT = {
    "gate/secret": "no",
    "what/detected_at": "2026-11-23T07:30:00.000+07:00",
    "what/kind": "malware",
    "what/systems": "pcs mail",
    "severity/signs_security": "no",
    "severity/severe": "no",
    "severity/personal_data": "no",
    "response/done": "unplug leader",
    "confirm/no_secret": "OK",
}


def test_a_state_secret_ends_the_incident_form(built_in):
    s = built_in("incident")
    s.answer("/data/gate/secret", "yes")
    shown = [item.ref for item in s.visible()]
    assert shown == ["/data/gate", "/data/gate/secret", "/data/gate/secret_advice"]
    with pytest.raises(Unfinished) as caught:
        s.finish()
    (problem,) = caught.value.problems
    assert problem.code == "constraint"
    assert "Phiếu này dừng ở đây" in problem.message


def test_an_incident_is_reported_with_what_is_known_filled_in(built_in):
    s = built_in("incident")
    give(s, INCIDENT)
    values = s.finish().values
    assert values["province_code"] == "68"
    assert values["commune_code"] == "24001"
    assert values["reporter"] == "Cán bộ đầu mối"
    assert values["stage"] == "immediate"
    assert values["alert"] == "yellow"
    assert values["due_24h"] == "07:30 24/11/2026"
    assert "pd_kind" not in values
    assert "cause" not in values


@pytest.mark.parametrize(
    ("answers", "alert", "note"),
    [
        ({"severity/severe": "unsure"}, "red", "call_now"),
        ({"severity/signs_security": "yes"}, "red", "call_now"),
        ({"severity/personal_data": "unsure"}, "yellow", "call_soon"),
        ({"what/kind": "device"}, "yellow", "call_soon"),
        ({"what/kind": "outage"}, "green", None),
    ],
)
def test_the_incident_form_says_when_to_call(built_in, answers, alert, note):
    s = built_in("incident")
    give(s, {**INCIDENT, **answers})
    assert s.value("/data/severity/alert") == alert
    shown = {item.name for item in s.visible() if item.name.startswith("call_")}
    assert shown == ({note} if note else set())


def test_an_incident_against_the_rules(built_in):
    s = built_in("incident")
    give(s, {**INCIDENT, "what/detected_at": "2026-11-23T08:30:00.000+07:00"})
    give(s, {"what/occurred_at": "2026-11-23T09:00:00.000+07:00", "who/phone": "123"})
    give(s, {"what/systems": "none mail", "response/done": "nothing leader"})
    assert codes(s) == {
        "what/detected_at": "constraint",
        "what/occurred_at": "constraint",
        "who/phone": "constraint",
        "what/systems": "constraint",
        "response/done": "constraint",
    }
    give(s, {"what/kind": "other", "severity/personal_data": "yes", "confirm/no_secret": ""})
    assert {issue.ref.rpartition("/")[2] for issue in s.missing()} == {
        "kind_other", "pd_kind", "pd_count", "no_secret",
    }  # fmt: skip


def test_the_question_that_asks_for_a_call_names_all_that_the_decree_does(built_in):
    """Decree 331/2026, Article 31.2.d: at once on harm to security or on serious disruption."""
    s = built_in("incident")
    s.answer("/data/gate/secret", "no")
    for language, words in (("vi", "gián đoạn nghiêm trọng"), ("en", "serious disruption")):
        s.set_language(language)
        assert words in s.field("/data/severity/signs_security").label


def test_nothing_is_wrong_for_want_of_what_it_is_measured_by(built_in):
    """What is blank is missing; that is said once, where it is."""
    s = built_in("incident")
    give(s, {**INCIDENT, "who/stage": "final", "what/detected_at": "",
             "what/occurred_at": "2026-11-23T07:00:00.000+07:00",
             "closing/restored_at": "2026-11-23T07:50:00.000+07:00"})  # fmt: skip
    assert codes(s) == {}
    assert "/data/what/detected_at" in [issue.ref for issue in s.missing()]
    weekly = built_in("weekly")
    give(weekly, {"dossiers/late_intake": "3"})
    assert codes(weekly) == {}
    weekly.answer("/data/dossiers/online", "2")
    assert codes(weekly) == {"dossiers/late_intake": "constraint"}
    outage = built_in("outage")
    give(outage, {"line/at": "", "detail/resolved_at": "2026-11-23T07:00:00.000+07:00"})
    assert codes(outage) == {}
    digits = built_in("digitisation")
    give(digits, {"fields[1]/scanned": "5", "fields[1]/verified": "4", "fields[1]/matched": "3"})
    assert codes(digits) == {}
    give(digits, {"fields[1]/total": "4", "fields[1]/entered": "2"})
    assert set(codes(digits)) == {"fields[1]/scanned", "fields[1]/verified", "fields[1]/matched"}


def test_another_system_is_named(built_in):
    s = built_in("weekly")
    give(s, {"systems[1]/system": "other", "systems[1]/state": "faulty"})
    assert "/data/systems[1]/note" in [issue.ref for issue in s.missing()]
    s.answer("/data/systems[1]/system", "mail")
    assert "/data/systems[1]/note" not in [issue.ref for issue in s.missing()]


def test_later_reports_of_an_incident_ask_for_more(built_in):
    s = built_in("incident")
    give(s, {**INCIDENT, "who/stage": "h72"})
    assert {issue.ref for issue in s.missing()} == {"/data/response/cause", "/data/response/remedy"}
    give(s, {"who/stage": "final", "closing/restored_at": "2026-11-23T07:00:00.000+07:00"})
    assert codes(s) == {"closing/restored_at": "constraint"}
    assert {issue.ref for issue in s.missing()} == {"/data/closing/lesson"}


WEEKLY = {
    "period/week_start": "2026-11-16",
    "lines/internet": "good",
    "lines/tslcd": "unsteady",
    "lines/down_hours": "3.5",
    "systems[1]/system": "vneid",
    "systems[1]/state": "slow",
    "dossiers/online": "40",
    "dossiers/late_intake": "2",
    "dossiers/overdue": "0",
    "issues/top_issue": "Đường truyền chập chờn khi mưa",
    "issues/root": "infrastructure",
    "confirm/no_secret": "OK",
}


@pytest.mark.parametrize(
    ("monday", "week"),
    [("2026-11-16", "2026-W47"), ("2026-12-28", "2026-W53"), ("2027-01-04", "2027-W01"),
     ("2024-12-30", "2025-W01")],
)  # fmt: skip
def test_the_week_is_the_iso_week(built_in, clock, monday, week):
    clock.now = dt.datetime(2027, 2, 1, 9, tzinfo=clock.now.tzinfo)
    s = built_in("weekly")
    s.answer("/data/period/week_start", monday)
    assert s.errors() == ()
    assert s.value("/data/period/week") == week


@pytest.mark.parametrize("day", range(16, 23))
def test_the_week_begins_on_the_monday_before(built_in, clock, day):
    clock.now = clock.now.replace(day=day, hour=23 if day % 2 else 0)
    assert built_in("weekly").value("/data/period/week_start") == "2026-11-16"


def test_a_week_is_reported(built_in):
    s = built_in("weekly")
    give(s, WEEKLY)
    s.add_repeat("/data/systems")
    give(s, {"systems[2]/system": "mail", "systems[2]/state": "normal"})
    submission = s.finish()
    assert submission.values["week"] == "2026-W47"
    assert submission.values["systems"] == [
        {"system": "vneid", "state": "slow"},
        {"system": "mail", "state": "normal"},
    ]
    assert len(encode(submission)) < 1_500


def test_a_week_against_the_rules(built_in):
    s = built_in("weekly")
    give(s, {**WEEKLY, "period/week_start": "2026-11-17", "lines/down_hours": "169"})
    give(s, {"dossiers/late_intake": "41", "area/villages_total": "10"})
    give(s, {"area/villages_none": "6", "area/villages_weak": "5"})
    s.add_repeat("/data/systems")
    give(s, {"systems[2]/system": "vneid"})
    assert codes(s) == {
        "period/week_start": "constraint",
        "lines/down_hours": "constraint",
        "systems[1]/system": "constraint",
        "systems[2]/system": "constraint",
        "area/villages_none": "constraint",
        "area/villages_weak": "constraint",
        "dossiers/late_intake": "constraint",
    }
    s.remove_repeat("/data/systems[2]")
    give(s, {"area/villages_none": "", "dossiers/online": "50"})
    assert set(codes(s)) == {"period/week_start", "lines/down_hours"}
    s.answer("/data/period/week_start", "2026-11-30")
    assert "period/week_start" in codes(s)


def test_hours_down_are_asked_only_of_bad_lines(built_in):
    s = built_in("weekly")
    give(s, {"lines/internet": "good", "lines/tslcd": "none"})
    assert s.field("/data/lines/down_hours") is None
    s.answer("/data/lines/tslcd", "down")
    assert s.field("/data/lines/down_hours").required


def test_digitisation_sums_and_holds_its_orders(built_in):
    s = built_in("digitisation")
    assert s.value("/data/period/month") == "2026-11-01"
    give(s, {"fields[1]/field": "land", "fields[1]/total": "200", "fields[1]/scanned": "150"})
    give(s, {"fields[1]/entered": "100", "fields[1]/verified": "40", "fields[1]/signed": "10"})
    s.add_repeat("/data/fields")
    give(s, {"fields[2]/field": "staff", "fields[2]/total": "100", "fields[2]/scanned": "30"})
    give(s, {"fields[2]/entered": "30", "fields[2]/verified": "30"})
    assert s.field("/data/sums/sum_note").label.startswith("Đã quét **180** trên **300** (60 %)")
    assert s.errors() == ()
    give(s, {"fields[2]/field": "land", "fields[2]/verified": "31", "fields[1]/scanned": "201"})
    give(s, {"fields[1]/signed": "202", "fields[1]/matched": "90", "fields[1]/mismatch": "11"})
    give(s, {"quality/sampled": "10", "quality/sample_errors": "11"})
    assert set(codes(s)) == {
        "fields[1]/field", "fields[2]/field", "fields[2]/verified", "fields[1]/scanned",
        "fields[1]/signed", "fields[1]/matched", "fields[1]/mismatch", "quality/sample_errors",
    }  # fmt: skip
    s.answer("/data/fields[1]/field", "other")
    assert [issue.ref for issue in s.missing("/data/fields")] == ["/data/fields[1]/field_other"]


def test_an_inventory_asks_of_each_device_what_it_has(built_in):
    s = built_in("inventory")
    give(s, {"devices[1]/tag": "MT-01", "devices[1]/type": "desktop", "devices[1]/pc/os": "win10"})
    s.add_repeat("/data/devices")
    give(s, {"devices[2]/tag": "TK-01", "devices[2]/type": "token"})
    shown = {item.ref for item in s.visible()}
    assert "/data/devices[1]/pc/ram_gb" in shown
    assert "/data/devices[2]/pc/ram_gb" not in shown
    assert "/data/devices[1]/pc/end_of_life" in shown
    s.answer("/data/devices[2]/token/cert_expiry", "2026-12-20")
    assert s.field("/data/devices[2]/token/cert_soon")
    s.answer("/data/devices[2]/token/cert_expiry", "2027-06-20")
    assert s.field("/data/devices[2]/token/cert_soon") is None
    assert "**2** thiết bị, trong đó **1** máy" in s.field("/data/sums/sum_note").label


def test_an_inventory_against_the_rules(built_in):
    s = built_in("inventory")
    give(s, {"devices[1]/tag": "A", "devices[1]/type": "laptop", "devices[1]/year": "2027"})
    give(s, {"devices[1]/pc/ram_gb": "0", "devices[1]/pc/last_patch": "2026-11-24"})
    give(s, {"devices[1]/pc/secret_pc": "yes", "devices[1]/pc/net": "internet"})
    s.add_repeat("/data/devices")
    give(s, {"devices[2]/tag": "A"})
    assert set(codes(s)) == {
        "devices[1]/tag", "devices[2]/tag", "devices[1]/year", "devices[1]/pc/ram_gb",
        "devices[1]/pc/last_patch", "devices[1]/pc/net",
    }  # fmt: skip
    s.answer("/data/devices[1]/pc/net", "alone")
    s.answer("/data/devices[2]/tag", "B")
    assert set(codes(s)) == {
        "devices[1]/year", "devices[1]/pc/ram_gb", "devices[1]/pc/last_patch",
    }  # fmt: skip


def test_training_needs_are_one_table_a_module(built_in):
    s = built_in("training_needs")
    tables = [item for item in s.visible() if item.kind == "group" and "module" in item.ref]
    assert [item.appearance for item in tables] == [("table-list",)] * 3
    assert [item.label for item in tables][1] == "B. An ninh mạng"
    rows = [f for f in s.visible() if f.depth == 1 and "/module_" in f.ref]
    assert len(rows) == 24
    assert all("list-nolabel" in row.appearance for row in rows)
    for row in rows:
        s.answer(row.ref, "knows")
    give(s, {"staff/people": "0", "staff/it_focal": "yes", "how/channel": "usb class"})
    give(s, {"how/lang": "mong other", "confirm/no_secret": "OK"})
    assert set(codes(s)) == {"staff/people"}
    assert {issue.ref.rpartition("/")[2] for issue in s.missing()} == {"it_level", "lang_other"}
    give(s, {"staff/people": "12", "staff/it_level": "self", "how/lang": "mong"})
    values = s.finish().values
    assert (values["a1"], values["c8"], values["channel"]) == ("knows", "knows", "usb class")


def test_an_outage_takes_three_choices_and_a_tick(built_in):
    s = built_in("outage")
    assert s.value("/data/line/at") == NOW
    give(s, {"line/service": "vneid", "line/fault": "portal", "line/scope": "centre"})
    assert [issue.ref for issue in s.missing()] == ["/data/confirm/no_secret"]
    s.answer("/data/confirm/no_secret", "OK")
    values = s.finish().values
    assert values["reporter"] == "Cán bộ đầu mối"
    assert values["org_unit"] == "office"


def test_an_otp_fault_asks_by_which_way(built_in):
    s = built_in("outage")
    give(s, {"line/service": "vneid", "line/fault": "otp_none", "line/scope": "person"})
    assert "/data/otp/otp_channel" in [issue.ref for issue in s.missing()]
    assert s.field("/data/otp/sim_owner") is None
    s.answer("/data/otp/otp_channel", "sms")
    assert s.field("/data/otp/sim_owner")
    give(s, {"detail/resolved_at": "2026-11-23T07:00:00.000+07:00", "detail/minutes_lost": "1441"})
    give(s, {"detail/dossier_code": "Nguyễn Văn A"})
    assert set(codes(s)) == {
        "detail/resolved_at", "detail/minutes_lost", "detail/dossier_code",
    }  # fmt: skip


def test_the_most_urgent_form_stands_first(built_in):
    forms = sorted((built_in(form_id).form for form_id in IDS), key=lambda form: form.place)
    assert [form.id for form in forms] == [
        "incident", "outage", "weekly", "digitisation", "inventory", "training_needs",
    ]  # fmt: skip


def test_forms_without_an_order_stand_last(built_in):
    incident = built_in("incident").form
    odd = msgspec.structs.replace(incident, id="a", settings={"order": "1a"})
    assert msgspec.structs.replace(incident, settings={"order": "10"}).place < odd.place
