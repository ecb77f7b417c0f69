"""How the console's templates say moments, shares and names."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sync.server.console import reading
from sync.server.content import lessons
from sync.server.intake.models import Revision

register = template.Library()

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_MB: Final = 1_000_000


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A moment on the wall clock: 14:05 23/11/2026."""
    return date_format(timezone.localtime(value), "H:i d/m/Y") if value else "–"


@register.filter
def ago(value: dt.datetime | None) -> SafeString:
    """How long ago, with the moment itself on hovering. Beyond a month, the date."""
    if value is None:
        return format_html("<span>{}</span>", _("chưa lần nào"))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), moment(value), _ago(value)
    )


def _ago(value: dt.datetime) -> str:
    seconds = int((timezone.now() - value).total_seconds())
    if seconds < _MINUTE:
        return _("vừa xong")
    if seconds < _HOUR:
        n = seconds // _MINUTE
        return ngettext("%(n)d phút trước", "%(n)d phút trước", n) % {"n": n}
    if seconds < _DAY:
        n = seconds // _HOUR
        return ngettext("%(n)d giờ trước", "%(n)d giờ trước", n) % {"n": n}
    if seconds < 31 * _DAY:
        n = seconds // _DAY
        return ngettext("%(n)d ngày trước", "%(n)d ngày trước", n) % {"n": n}
    return date_format(timezone.localtime(value), "d/m/Y")


@register.filter
def span(ms: int) -> str:
    """A difference of clocks in its largest unit: "3 giờ"."""
    seconds = abs(ms) // 1000
    if seconds < _HOUR:
        n = max(1, seconds // _MINUTE)
        return ngettext("%(n)d phút", "%(n)d phút", n) % {"n": n}
    if seconds < _DAY:
        n = seconds // _HOUR
        return ngettext("%(n)d giờ", "%(n)d giờ", n) % {"n": n}
    n = seconds // _DAY
    return ngettext("%(n)d ngày", "%(n)d ngày", n) % {"n": n}


@register.filter
def clock_is_off(ms: int | None) -> bool:
    """Whether a device's clock differs enough from the server's to be worth a word."""
    return ms is not None and abs(ms) > 5 * _MINUTE * 1000


@register.filter
def percent(share: float | None) -> str:
    """0.754 as 75 %."""
    return "–" if share is None else f"{share * 100:.0f} %"


@register.filter
def size(octets: int) -> str:
    """A file's size as the commune's PC says it: 801 kB, 1,4 MB, a thousand bytes a kB."""
    if octets < _MB:
        return f"{number_format(max(1, round(octets / 1000)) if octets else 0)} kB"
    return f"{number_format(octets / _MB, 1)} MB"


@register.filter
def lesson_title(lesson: str) -> str:
    return lessons.title(lesson, get_language() or "vi")


@register.filter
def named(ident: str, titles: Mapping[str, str]) -> str:
    """The title of ``ident`` among ``titles``, else itself."""
    return titles.get(ident, ident)


@register.filter
def phone(revision: Revision) -> str:
    """The number to call back about a report."""
    return reading.phone(revision)


@register.filter
def summary(revision: Revision | None) -> str:
    """What the report calls itself."""
    return reading.summary(revision) if revision else ""
