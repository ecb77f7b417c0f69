"""The province's figures as a workbook: communes, reports, training, certificates."""

import datetime as dt
from typing import IO, TYPE_CHECKING, Any, cast

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sync.server.certificates.models import Certificate
from sync.server.content import forms, lessons
from sync.server.devices import standing
from sync.server.exports.sheets import Workbook
from sync.server.intake import training
from sync.server.intake.models import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from sync.server.devices.models import Commune

_AT_ONCE = 1_000


def write(
    file: IO[bytes], communes: "QuerySet[Commune]", since: dt.datetime | None, language: str
) -> None:
    """Write the figures of ``communes`` from ``since`` on (None: from the beginning)."""
    workbook = Workbook(file)
    titles = forms.titles(language)
    reports = Report.objects.filter(commune__in=communes)
    tried = training.attempts(communes, since)
    if since is not None:
        reports = reports.filter(last_received__gte=since)
    _communes(workbook, communes, reports, tried)
    _by_form(workbook, reports, titles)
    _reports(workbook, reports, titles)
    _lessons(workbook, tried, language)
    _attempts(workbook, tried, language)
    _certificates(workbook, communes, since)
    workbook.close()


def _communes(
    workbook: Workbook,
    communes: "QuerySet[Commune]",
    reports: "QuerySet[Report]",
    tried: "QuerySet[Any]",
) -> None:
    states = {
        (row["commune"], row["state"]): row["n"]
        for row in reports.order_by().values("commune", "state").annotate(n=Count("pk"))
    }
    learnt = {
        row["commune"]: (row["n"], row["people"], row["passed"])
        for row in tried.order_by()
        .values("commune")
        .annotate(
            n=Count("pk"),
            people=Count("official", distinct=True),
            passed=Count("official", filter=Q(passed=True), distinct=True),
        )
    }
    sheet = workbook.sheet(
        _("Xã"),
        [
            _("Tỉnh"),
            _("Mã xã"),
            _("Xã"),
            _("Máy"),
            _("Liên lạc cuối"),
            _("Còn chờ gửi"),
            _("Tình trạng"),
            *(str(label) for label in Report.State.labels),
            _("Lượt làm bài"),
            _("Người làm bài"),
            _("Người đạt"),
        ],
    )
    silent_before = timezone.now() - standing.SILENT_AFTER
    for commune in standing.with_standing(communes).select_related("province"):
        last = commune.last
        if not commune.pcs:
            state = _("Chưa ghi danh")
        else:
            silent = last is not None and last < silent_before
            state = _("Im lặng") if silent else _("Đang liên lạc")
        sheet.add(
            [
                commune.province.name,
                commune.code,
                commune.name,
                commune.pcs,
                last,
                commune.waiting,
                state,
                *(states.get((commune.pk, value), 0) for value in Report.State.values),
                *learnt.get(commune.pk, (0, 0, 0)),
            ]
        )
    sheet.finish()


def _by_form(workbook: Workbook, reports: "QuerySet[Report]", titles: dict[str, str]) -> None:
    sheet = workbook.sheet(
        _("Báo cáo theo biểu mẫu"),
        [
            _("Biểu mẫu"),
            *(str(label) for label in Report.State.labels),
            _("Tất cả"),
            _("Mức đỏ"),
            _("Số xã"),
        ],
    )
    counted = (
        reports.order_by()
        .values("form")
        .annotate(
            n=Count("pk"),
            red=Count("pk", filter=Q(urgent=True)),
            communes=Count("commune", distinct=True),
            **{value: Count("pk", filter=Q(state=value)) for value in Report.State.values},
        )
    )
    for row in cast("Iterable[dict[str, Any]]", counted.order_by("form")):
        states = [row[value] for value in Report.State.values]
        title = titles.get(row["form"], row["form"])
        sheet.add([title, *states, row["n"], row["red"], row["communes"]])
    sheet.finish()


def _reports(workbook: Workbook, reports: "QuerySet[Report]", titles: dict[str, str]) -> None:
    sheet = workbook.sheet(
        _("Báo cáo"),
        [
            _("Mã báo cáo"),
            _("Biểu mẫu"),
            _("Xã"),
            _("Mã xã"),
            _("Người gửi"),
            _("Trạng thái"),
            _("Bản số"),
            _("Mức đỏ"),
            _("Nhận lần đầu"),
            _("Nhận bản này"),
        ],
    )
    found = reports.filter(latest__isnull=False).select_related("commune", "latest__official")
    for report in found.order_by("first_received", "pk").iterator(_AT_ONCE):
        latest = report.latest
        if latest is None:
            continue
        sheet.add(
            [
                report.ident[:8],
                titles.get(report.form, report.form),
                report.commune.name,
                report.commune.code,
                latest.official.name,
                str(Report.State(report.state).label),
                latest.number,
                report.urgent,
                report.first_received,
                latest.received_at,
            ]
        )
    sheet.finish()


def _lessons(workbook: Workbook, tried: "QuerySet[Any]", language: str) -> None:
    sheet = workbook.sheet(
        _("Học tập theo bài"),
        [_("Bài học"), _("Mã bài"), _("Người"), _("Người đạt"), _("Lượt"), _("Điểm trung bình")],
    )
    for row in training.by_lesson(tried):
        title = lessons.title(row["lesson"], language)
        figures = [row["people"], row["people_passed"], row["tries"], round(row["mean"], 3)]
        sheet.add([title, row["lesson"], *figures])
    sheet.finish()


def _attempts(workbook: Workbook, tried: "QuerySet[Any]", language: str) -> None:
    sheet = workbook.sheet(
        _("Lượt làm bài"),
        [_("Xã"), _("Mã xã"), _("Cán bộ"), _("Bài học"), _("Điểm"), _("Đạt"), _("Nhận lúc")],
    )
    titles: dict[str, str] = {}
    for each in tried.select_related("commune", "official").order_by("event_id").iterator(_AT_ONCE):
        if each.lesson not in titles:
            titles[each.lesson] = lessons.title(each.lesson, language)
        sheet.add(
            [
                each.commune.name,
                each.commune_id,
                each.official.name,
                titles[each.lesson],
                round(each.points, 3),
                each.passed,
                each.received_at,
            ]
        )
    sheet.finish()


def _certificates(
    workbook: Workbook, communes: "QuerySet[Commune]", since: dt.datetime | None
) -> None:
    sheet = workbook.sheet(
        _("Giấy xác nhận"), [_("Xã"), _("Mã xã"), _("Cán bộ"), _("Nội dung"), _("Cấp lúc")]
    )
    found = Certificate.objects.filter(official__commune__in=communes)
    if since is not None:
        found = found.filter(issued_at__gte=since)
    for each in found.select_related("official__commune").order_by("issued_at").iterator(_AT_ONCE):
        who = each.official
        sheet.add([who.commune.name, who.commune_id, who.name, each.scope, each.issued_at])
    sheet.finish()
