"""A visit of a stick: every bundle on it taken in, every reply written back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sync.protocol import bundle, durably
from sync.protocol.bundle import BadBundle, Fault
from sync.protocol.refusals import Problem
from sync.server.accounts.models import Staff
from sync.server.devices.models import Device, Province
from sync.server.exchange import bundles, contents
from sync.server.exchange.bundles import TakenIn
from sync.server.exchange.keys import ProvinceKeys
from sync.server.exchange.models import Carried
from sync.server.exchange.replies import Reply, replies
from sync.server.files.storage import Storage
from sync.server.wire import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sync.server.devices.models import Commune

MISSING: Final = "missing"
_SENTENCES: Final = {
    Fault.NOT_A_BUNDLE: _("Tệp này không phải gói của Sơn Ca."),
    Fault.NOT_FOR_US: _("Gói này gửi cho nơi khác, không phải tỉnh này."),
    Fault.UNKNOWN_SENDER: _(
        "Máy gửi gói này chưa ghi danh ở đây, hoặc thuộc địa bàn của người khác."
    ),
    Fault.ALTERED: _("Gói bị hỏng hoặc bị sửa trên đường. Hãy xin xã ghi lại."),
    Fault.CUT_SHORT: _("Gói bị cụt, có thể USB rút quá sớm. Hãy xin xã ghi lại."),
    Fault.NEWER_FORMAT: _("Gói do phiên bản mới hơn ghi. Hãy cập nhật máy chủ."),
}
_REFUSED: Final = {
    Problem.CODE_UNKNOWN: _("Máy xin ghi danh bằng mã không có. Trả lời báo xã gõ lại mã."),
    Problem.CODE_USED: _("Máy xin ghi danh bằng mã đã dùng cho máy khác. Hãy cấp mã mới cho xã."),
    Problem.CODE_EXPIRED: _("Máy xin ghi danh bằng mã đã hết hạn. Hãy cấp mã mới cho xã."),
    Problem.REVOKED: _("Máy này đã bị thu hồi nên không nhận gì. Muốn dùng lại thì cấp mã mới."),
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

    Lessons and forms come after the replies: once for all who lack them.

    Raises:
        OSError: the medium or the server's disk; what was done stays done, and another
            visit goes on.
    """
    heard: list[TakenIn] = []
    for path in sorted(folder.glob(f"sonca-*{bundle.SUFFIX}")):
        with path.open("rb") as source:
            outcome, taken = take_one(path.name, source, keys, store)
        if taken is not None:
            for reply in replies(taken, keys, store):
                write_to(folder, reply)
            note(taken)
            # Not its files and decisions, which may be many.
            taken.response = None
            heard.append(taken)
        yield outcome
    yield from lacking(heard)
    for reply in content_for(heard, keys, store):
        write_to(folder, reply)
        yield Outcome(reply.name, str(_("Bài học, biểu mẫu mới cho các xã có gói trên USB này.")))


def take_one(
    name: str,
    source: IO[bytes],
    keys: ProvinceKeys,
    store: Storage,
    communes: "QuerySet[Commune] | None" = None,
) -> tuple[Outcome, TakenIn | None]:
    """Take one file in, and say what became of it; with nothing to answer when it was refused.

    Raises:
        OSError: the server's disk is full.
    """
    try:
        taken = bundles.take_in(source, keys, store, timezone.now(), communes)
    except BadBundle as error:
        return Outcome(name, str(_SENTENCES[error.fault]), error.fault.value), None
    except Refused as refused:
        problem = refused.refusal.problem
        sentence = _("Máy chủ không đọc được nội dung gói ({code}).").format(code=problem)
        return Outcome(name, sentence, problem.value), None
    if taken.refusal is not None:
        problem = taken.refusal.problem
        unread = _("Máy chủ không đọc được nội dung gói ({code}).").format(code=problem)
        return Outcome(name, str(_REFUSED.get(problem, unread)), problem.value), taken
    commune = str(taken.device.commune) if taken.device else ""
    return Outcome(name, sentence_of(taken), commune=commune), taken


def sentence_of(taken: TakenIn) -> str:
    """What a bundle brought, in words."""
    what = ngettext("{n} mục", "{n} mục", taken.events).format(n=taken.events)
    files = ngettext("{n} tệp", "{n} tệp", len(taken.files)).format(n=len(taken.files))
    commune = taken.device.commune if taken.device else ""
    told = _("{commune}: nhận {what}, {files}.").format(commune=commune, what=what, files=files)
    if taken.asked_to_enrol:
        told += " " + str(_("Máy này ghi danh bằng USB."))
    if taken.wanted is not None:
        told += " " + str(_("Máy vừa được sửa, xin lại những gì đã gửi; trả lời mang theo."))
    return told


def note(
    taken: TakenIn, by: Staff | None = None, reply: str = "", names: Sequence[str] = ("",)
) -> None:
    """Remember that a bundle came; ``reply`` is where its reply is kept, if not on the stick,
    and ``names`` those of its bundles."""
    if taken.device is None:
        return
    now = timezone.now()
    known: dict[str, object] = {
        "part": taken.head.part,
        "of": taken.head.of,
        "taken_at": now,
        "taken_by": by,
        "reply": reply,
        "reply_name": names[0],
        "replies": len(names),
        "fetched_at": None if reply else now,
    }
    if taken.held is not None:
        known["held"] = taken.held
    Carried.objects.update_or_create(device=taken.device, number=taken.head.number, defaults=known)


def lacking(heard: Iterable[TakenIn]) -> Iterator[Outcome]:
    """Bundles that belong to those heard and never came, unless later ones made up for them."""
    sets = {
        (taken.device, taken.head.number - taken.head.part + 1, taken.head.of): taken
        for taken in heard
        if taken.device is not None and taken.head.of > 1
    }
    for (device, first, of), taken in sets.items():
        came = Carried.objects.filter(device=device, number__gte=first)
        numbers = set(came.values_list("number", flat=True))
        if any(number >= first + of for number in numbers):
            continue
        for part in range(1, of + 1):
            if first + part - 1 not in numbers:
                sentence = _(
                    "{commune}: còn thiếu phần {part}/{of}. Hãy tìm tệp này trên USB, không có "
                    "thì xin xã ghi lại."
                ).format(commune=device.commune if device else "", part=part, of=of)
                name = bundle.file_name(taken.head.sender, first + part - 1)
                yield Outcome(name, sentence, MISSING)


def content_for(heard: Iterable[TakenIn], keys: ProvinceKeys, store: Storage) -> list[Reply]:
    """The content bundles for the devices that were heard; each says what it holds."""
    told = [(taken.device, taken.held) for taken in heard if taken.held is not None]
    return content_for_devices(
        [(device, held) for device, held in told if device is not None], keys, store
    )


def content_for_devices(
    told: list[tuple[Device, dict[str, int]]], keys: ProvinceKeys, store: Storage
) -> list[Reply]:
    """As :func:`content_for`, for devices and what each holds."""
    # Of several bundles of a device the last tells.
    newest = {device.pk: (device, held) for device, held in told}
    if not newest:
        return []
    communes = [device.commune_id for device, _held in newest.values()]
    provinces = Province.objects.filter(communes__in=communes).distinct()
    return contents.for_devices([held for _device, held in newest.values()], provinces, keys, store)


def write_to(folder: Path, reply: Reply) -> None:
    """Put a reply onto the medium, whole and flushed, or not at all.

    Raises:
        OSError: the medium is full, gone or read-only.
    """
    with durably.new_file(folder / reply.name) as out:
        reply.write(out)
