"""The reports of one form for ODK: OpenRosa XML with the files beside it, in one archive.

Laid out as ODK Briefcase does: ``instances/<instance>/submission.xml`` and its attachments.
"""

import zipfile
from typing import IO, TYPE_CHECKING, Final

import msgspec

from reports import submission
from reports.openrosa import xml
from sync.protocol.messages import ReportSubmitted
from sync.server.content import forms
from sync.server.exports.sheets import without_unprintable
from sync.server.files.models import Upload
from sync.server.files.storage import Storage
from sync.server.intake.models import Report, Revision

if TYPE_CHECKING:
    from django.db.models import QuerySet

_AT_ONCE: Final = 200


def write(file: IO[bytes], found: "QuerySet[Report]", store: Storage) -> tuple[int, int]:
    """Write the newest revision of each of ``found``; how many, and how many could not be: their
    form's version is not here, or what was sent is no submission."""
    written = left_out = 0
    ordered = found.select_related("latest__event").order_by("first_received", "pk")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for report in ordered.iterator(_AT_ONCE):
            if report.latest is not None and _add(archive, report, report.latest, store):
                written += 1
            else:
                left_out += 1
    return written, left_out


def _add(archive: zipfile.ZipFile, report: Report, revision: Revision, store: Storage) -> bool:
    form = forms.of_digest(revision.form_hash)
    body = msgspec.json.decode(revision.event.body, type=ReportSubmitted)
    try:
        sent = submission.decode(bytes(body.submission))
    except msgspec.DecodeError:
        return False
    if form is None:
        return False
    folder = f"instances/{report.ident}"
    archive.writestr(f"{folder}/submission.xml", without_unprintable(xml(form, sent)))
    digests = [each.sha256 for each in sent.attachments]
    arrived = set(
        Upload.objects.filter(
            finished_at__isnull=False, sha256__in=digests, device__commune=report.commune_id
        ).values_list("sha256", flat=True)
    )
    for each in sent.attachments:
        if each.sha256 in arrived and store.has(each.sha256):
            # The name is an answer, and what an official's PC sends: no way out of the folder.
            name = each.name.replace("\\", "/").rpartition("/")[2].strip(". ") or each.sha256
            archive.write(store.whole(each.sha256), f"{folder}/{name}", zipfile.ZIP_STORED)
    return True
