"""Published forms: taken in from packs, found again by the digest that a report is pinned to."""

import logging
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from reports import form as forms
from sync.server.content.models import FormVersion

_read: dict[str, forms.Form] = {}

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
    form = of_digest(digest)
    if form is not None:
        return Known(form, exact=True)
    newest = (
        FormVersion.objects.filter(ident=ident)
        .order_by("-added_at", "-pk")
        .values_list("digest", flat=True)
        .first()
    )
    form = of_digest(newest) if newest else None
    return Known(form, exact=False) if form else None


def of_digest(digest: str) -> forms.Form | None:
    """The very form with this digest. It is read once: a digest never comes to mean another."""
    form = _read.get(digest)
    if form is None:
        row = FormVersion.objects.filter(digest=digest).first()
        if row is None:
            return None
        form = _read[digest] = forms.load(bytes(row.compiled))
    return form


def title(form: forms.Form, language: str) -> str:
    """The form's title in ``language``, where it has one."""
    translated = form.titles.get(language)
    return translated if isinstance(translated, str) and translated else form.title


def titles(language: str) -> dict[str, str]:
    """The newest title of each form, by identifier."""
    newest = dict(FormVersion.objects.order_by("added_at", "pk").values_list("ident", "digest"))
    found = {ident: of_digest(digest) for ident, digest in newest.items()}
    return {ident: title(form, language) for ident, form in found.items() if form}
