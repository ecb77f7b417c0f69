"""What lies beside a published form: the lists whose labels staff read instead of values."""

from collections.abc import Mapping
from typing import Final

import msgspec
from django.conf import settings

from reports import form as forms
from reports.session.instances import Instances
from reports.xpath import Element
from sync.protocol.manifest import Manifest, SignedManifest
from sync.server.files.storage import Storage
from sync.server.packs.models import Pack

_NONE: Final[Mapping[str, str]] = {}
_read: dict[tuple[str, str], Mapping[str, str]] = {}


def labels(form: forms.Form, node: forms.Question) -> Mapping[str, str]:
    """The label of each value that a select can have from a file; none for other lists.

    Read once: what was published with a version of a form never changes.
    """
    if node.itemset is None or (node.search is None and node.itemset.source in form.lists):
        return _NONE
    source = node.search.file if node.search is not None else node.itemset.source
    key = (forms.digest(form), f"{node.path}\n{source}")
    if key not in _read:
        _read[key] = _labels(form, node, node.itemset)
    return _read[key]


def file(form: forms.Form, name: str) -> bytes | None:
    """A file that was published with this very form, or came with the program; None without."""
    digest, own = forms.digest(form), f"{form.id}-media/{name}"
    for pack in Pack.objects.filter(name="forms").order_by("-sequence").iterator():
        signed = msgspec.json.decode(bytes(pack.manifest), type=SignedManifest)
        files = msgspec.json.decode(signed.manifest, type=Manifest).files
        listed = {each.path: each.sha256 for each in files}
        if listed.get(f"{form.id}.json") == digest:
            stored = Storage(settings.FILES).whole(listed[own]) if own in listed else None
            return stored.read_bytes() if stored is not None and stored.is_file() else None
    shipped = settings.PACKS / "forms" / f"{form.id}-media" / name
    return shipped.read_bytes() if shipped.is_file() else None


def _labels(form: forms.Form, node: forms.Question, itemset: forms.Itemset) -> Mapping[str, str]:
    instances = Instances(form, lambda name: file(form, name.rpartition("/")[2]))
    if node.search is not None:
        search = node.search
        return {
            row.get(search.value_column, ""): ", ".join(
                filter(None, (row.get(column, "") for column in search.label_columns))
            )
            for row in instances.records(search.file)
        }
    if all(external.id != itemset.source for external in form.externals):
        return _NONE
    found = {}
    for root in instances[itemset.source].child_nodes():
        for item in root.child_nodes():
            if isinstance(item, Element):
                value, label = item.child(itemset.value), item.child(itemset.label)
                if value is not None and label is not None:
                    found[value.text] = label.text
    return found
