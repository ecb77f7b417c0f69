"""A visit of a stick: every bundle on it taken in, every reply written back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sync.protocol import bundle, durably
from sync.protocol.bundle import BadBundle, Fault
from sync.server.exchange import bundles
from sync.server.exchange.keys import ProvinceKeys
from sync.server.files.storage import Storage
from sync.server.wire import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sync.server.devices.models import Device

_SENTENCES: Final = {
    Fault.NOT_A_BUNDLE: _("Tệp này không phải gói của Sơn Ca."),
    Fault.NOT_FOR_US: _("Gói này gửi cho nơi khác, không phải tỉnh này."),
    Fault.UNKNOWN_SENDER: _(
        "Máy gửi gói này chưa ghi danh, đã bị thu hồi, hoặc thuộc địa bàn của người khác."
    ),
    Fault.ALTERED: _("Gói bị hỏng hoặc bị sửa trên đường. Hãy xin xã ghi lại."),
    Fault.CUT_SHORT: _("Gói bị cụt, có thể USB rút quá sớm. Hãy xin xã ghi lại."),
    Fault.NEWER_FORMAT: _("Gói do phiên bản mới hơn ghi. Hãy cập nhật máy chủ."),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one file. ``fault`` is empty when it was taken in."""

    name: str
    sentence: str
    fault: str = ""
    commune: str = ""


def visit(folder: Path, keys: ProvinceKeys, store: Storage) -> Iterator[Outcome]:
    """Take in each bundle of ``folder`` and write its reply beside it, flushed to the medium.

    Raises:
        OSError: the medium or the server's disk; what was done stays done, and another
            visit goes on.
    """
    for path in sorted(folder.glob(f"sonca-*{bundle.SUFFIX}")):
        with path.open("rb") as source:
            outcome, taken = take_one(path.name, source, keys, store)
        if taken is not None:
            _write_reply(folder, taken, keys)
        yield outcome


def take_one(
    name: str,
    source: IO[bytes],
    keys: ProvinceKeys,
    store: Storage,
    devices: "QuerySet[Device] | None" = None,
) -> tuple[Outcome, bundles.TakenIn | None]:
    """Take one file in, and say what became of it; without a reply when it was refused.

    Raises:
        OSError: the server's disk is full.
    """
    try:
        taken = bundles.take_in(source, keys, store, timezone.now(), devices)
    except BadBundle as error:
        return Outcome(name, str(_SENTENCES[error.fault]), error.fault.value), None
    except Refused as refused:
        problem = refused.refusal.problem
        sentence = _("Máy chủ không đọc được nội dung gói ({code}).").format(code=problem)
        return Outcome(name, sentence, problem.value), None
    return Outcome(name, sentence_of(taken), commune=str(taken.device.commune)), taken


def sentence_of(taken: bundles.TakenIn) -> str:
    """What a bundle brought, in words."""
    what = ngettext("{n} mục", "{n} mục", taken.events).format(n=taken.events)
    files = ngettext("{n} tệp", "{n} tệp", len(taken.files)).format(n=len(taken.files))
    return _("{commune}: nhận {what}, {files}.").format(
        commune=taken.device.commune, what=what, files=files
    )


def _write_reply(folder: Path, taken: bundles.TakenIn, keys: ProvinceKeys) -> None:
    name = bundle.reply_name(taken.device.ident, taken.head.number)
    with durably.new_file(folder / name) as out:
        bundles.reply(out, taken, keys)
