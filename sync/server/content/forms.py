"""Published forms: taken in from packs, found again by the digest that a report is pinned to."""

import functools
import logging
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from reports import form as forms
from sync.server.content.models import FormVersion

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """A form for reading a report. ``exact`` is whether it is the very version it was filled in."""

    form: forms.Form
    exact: bool


def take_in(folder: Path) -> int:
    """Keep the compiled forms of ``folder`` (``*.json``); how many were new.

    A file that is no form is logged and left out: one damaged form must not keep the
    server from starting.
    """
    new = 0
    for path in sorted(folder.glob("*.json")):
        data = path.read_bytes()
        try:
            form = forms.load(data)
        except forms.FormError as error:
            log.error("form %s: %s", path, error)
            continue
        _, created = FormVersion.objects.get_or_create(
            digest=forms.digest(form),
            defaults={
                "ident": form.id[:80],
                "version": form.version[:80],
                "title": form.title[:200],
                "compiled": data,
                "added_at": timezone.now(),
            },
        )
        new += created
    return new


def known(ident: str, digest: str) -> Known | None:
    """The form with ``digest``, else the newest one called ``ident``, else None."""
    if FormVersion.objects.filter(digest=digest).exists():
        return Known(_form(digest), exact=True)
    newest = (
        FormVersion.objects.filter(ident=ident)
        .order_by("-added_at", "-pk")
        .values_list("digest", flat=True)
        .first()
    )
    return None if newest is None else Known(_form(newest), exact=False)


def titles() -> dict[str, str]:
    """The newest title of each form, by identifier."""
    rows = FormVersion.objects.order_by("added_at", "pk").values_list("ident", "title")
    return dict(rows)


@functools.lru_cache(maxsize=64)
def _form(digest: str) -> forms.Form:
    # Safe to keep: a digest never comes to mean another form.
    return forms.load(bytes(FormVersion.objects.get(digest=digest).compiled))
