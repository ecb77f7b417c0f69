"""The reports of one form as a workbook: a row each, repeats on sheets of their own."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from sync.server.console import reading
from sync.server.content import forms
from sync.server.exports.answers import Grid, Reader
from sync.server.exports.sheets import Cell, Sheet, Workbook
from sync.server.intake.models import Report, SignOff

if TYPE_CHECKING:
    from django.db.models import QuerySet

_AT_ONCE: Final = 500


@dataclass(slots=True)
class _Open:
    """A grid whose sheet is being written."""

    grid: Grid
    sheet: Sheet
    repeats: dict[str, "_Open"] = field(default_factory=dict)


def write(file: IO[bytes], form: str, found: "QuerySet[Report]", language: str) -> int:
    """Write the newest revision of each of ``found``, which are of ``form``; how many.

    Questions of all versions that reports were filled in with have a column. A report whose
    form is not known here has its answers in one cell, so that none is missing.
    """
    readers = _readers(form, found, language)
    workbook = Workbook(file)
    grid = _united(readers.values(), form)
    opened = _open(workbook, grid, [])
    count = 0
    ordered = found.select_related(
        "commune__province", "latest__official", "latest__event", "latest__device"
    ).order_by("first_received", "pk")
    rows = ordered.iterator(_AT_ONCE)
    while several := list(itertools.islice(rows, _AT_ONCE)):
        leaders = _leaders(several)
        for report in several:
            _add(opened, report, readers, leaders[report.ident])
            count += 1
    for each in _all(opened):
        each.sheet.finish()
    _explain(workbook, grid)
    workbook.close()
    return count


def _readers(form: str, found: "QuerySet[Report]", language: str) -> dict[str, Reader]:
    """A reader for each version that is known here, by digest, newest first; "" for others."""
    digests = found.order_by().values_list("latest__form_hash", flat=True).distinct()
    readers: dict[str, Reader] = {}
    newest = forms.known(form, "")
    if newest is not None:
        readers[""] = Reader(newest.form, language)
    for digest in sorted(digests):
        exact = forms.of_digest(digest)
        if exact is not None:
            readers[digest] = Reader(exact, language)
    return readers


def _united(readers: Iterable[Reader], form: str) -> Grid:
    grids = [reader.grid() for reader in readers]
    if not grids:
        return Grid("", form)
    whole = grids[0]
    for older in grids[1:]:
        whole.take_over(older)
    return whole


def _open(workbook: Workbook, grid: Grid, above: list[str]) -> _Open:
    heads = [*above, _("Số thứ tự")] if above else _facts()
    heads += [column.label for column in grid.columns]
    if not above:
        heads.append(_("Câu trả lời khác"))
    sheet = workbook.sheet(grid.title, heads)
    here = [_("Mã báo cáo"), _("Xã")] if not above else [*above[:2], _("Thuộc mục số")]
    return _Open(grid, sheet, {each.key: _open(workbook, each, here) for each in grid.repeats})


def _facts() -> list[str]:
    return [
        _("Mã báo cáo"),
        _("Tỉnh"),
        _("Xã"),
        _("Mã xã"),
        _("Trạng thái"),
        _("Bản số"),
        _("Mức đỏ"),
        _("Người gửi"),
        _("Chức vụ"),
        _("Ký duyệt"),
        _("Nhận lần đầu"),
        _("Nhận bản này"),
        _("Giờ máy xã"),
    ]


def _add(opened: _Open, report: Report, readers: Mapping[str, Reader], leaders: list[str]) -> None:
    latest = report.latest
    if latest is None:
        return
    values = reading.answers(latest)
    reader = readers.get(latest.form_hash) or readers.get("")
    facts: list[Cell] = [
        report.ident[:8],
        report.commune.province.name,
        report.commune.name,
        report.commune.code,
        str(Report.State(report.state).label),
        latest.number,
        latest.urgent,
        latest.official.name,
        latest.official.position,
        ", ".join(leaders),
        report.first_received,
        latest.received_at,
        latest.event.device_time,
    ]
    if reader is None:
        opened.sheet.add([*facts, _as_text(values, set())])
        return
    columns = opened.grid.columns
    known = {column.key for column in columns} | opened.repeats.keys()
    opened.sheet.add([*facts, *reader.cells(columns, values), _as_text(values, known)])
    _add_repeats(opened, values, reader, [report.ident[:8], report.commune.name], "")


def _add_repeats(
    opened: _Open, values: Mapping[str, Any], reader: Reader, above: list[Cell], number: str
) -> None:
    for key, inner in opened.repeats.items():
        instances = values.get(key)
        if not isinstance(instances, list):
            continue
        here = [*above[:2], number] if number else above
        for place, instance in enumerate(instances, 1):
            if isinstance(instance, dict):
                cells = reader.cells(inner.grid.columns, instance)
                inner.sheet.add([*here, place, *cells])
                below = f"{number}.{place}" if number else str(place)
                _add_repeats(inner, instance, reader, above, below)


def _as_text(values: Mapping[str, Any], known: set[str]) -> str:
    """Answers that no column has, by their own names."""
    rest = {key: value for key, value in values.items() if key not in known and key != "meta"}
    lines = [
        f"{line.label}: {line.text}"
        for section in reading.sections(None, rest, "")
        for line in section.lines
    ]
    return "\n".join(lines)


def _leaders(several: Iterable[Report]) -> dict[str, list[str]]:
    """Who signed off the newest revision of each, by the report's identifier."""
    numbers = {
        (report.ident, report.commune_id): report.latest.number
        for report in several
        if report.latest is not None
    }
    found: dict[str, list[str]] = defaultdict(list)
    for sign_off in SignOff.objects.filter(report_ident__in=[ident for ident, _c in numbers]):
        if numbers.get((sign_off.report_ident, sign_off.commune_id)) == sign_off.number:
            found[sign_off.report_ident].append(sign_off.leader)
    return found


def _all(opened: _Open) -> Iterator[_Open]:
    yield opened
    for each in opened.repeats.values():
        yield from _all(each)


def _explain(workbook: Workbook, grid: Grid) -> None:
    """What each column is called in the form, for those who calculate with it."""
    sheet = workbook.sheet(_("Các cột"), [_("Trang"), _("Cột"), _("Tên trong biểu mẫu"), _("Kiểu")])
    for each in grid.all():
        for column in each.columns:
            sheet.add([each.title, column.label, column.key, column.node.kind])
    sheet.finish()
