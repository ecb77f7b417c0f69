"""What happened on a stick, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.language import size

translate = QCoreApplication.translate

if TYPE_CHECKING:
    from desktop.usecases.carrying import Trip
    from sync.client.folder import Written


def came_home(trip: "Trip", commune: str) -> list[str]:
    """What replies and content bundles brought."""
    taken, delivered = trip.taken, trip.delivered
    lines = []
    if taken.enrolled:
        lines.append(
            translate("Stick", "Tỉnh đã ghi danh máy này: {commune}.").format(commune=commune)
        )
    if taken.confirmed or taken.files or taken.received:
        confirmed = taken.confirmed + len(taken.files)
        lines.append(
            translate("Stick", "Tỉnh xác nhận %n việc", "", confirmed)
            + ", "
            + translate("Stick", "gửi về %n tin", "", taken.received)
            + "."
        )
    if taken.back:
        lines.append(
            translate("Stick", "Lấy lại được %n việc và tệp mà máy này đã mất.", "", taken.back)
        )
    if delivered.installed:
        named = ", ".join(_pack(name) for name in delivered.installed)
        lines.append(translate("Stick", "Đã cài bản mới: {packs}.").format(packs=named))
    return lines


def lacking(trip: "Trip") -> list[str]:
    """What is not there, and what was left alone, each by its name."""
    taken, delivered = trip.taken, trip.delivered
    lines = [_missing(name, parts, of) for name, parts, of in [*taken.missing, *delivered.missing]]
    lines += [_distrusted(name, reason) for name, reason in delivered.distrusted]
    lines += [
        f"{name}: {refused_bundle(fault)}" for name, fault in [*taken.refused, *delivered.refused]
    ]
    return lines


def written_words(written: "Written") -> str:
    """What went onto the stick."""
    return (
        translate("Stick", "Đã ghi %n gói", "", len(written.paths))
        + f" ({size(written.size)}): "
        + translate("Stick", "%n việc", "", written.events)
        + ", "
        + translate("Stick", "%n tệp", "", written.files)
        + "."
    )


def _missing(name: str, parts: Sequence[int], of: int) -> str:
    if not parts:
        return translate(
            "Stick",
            "{name}: không đủ tệp cho bản đang có trên máy này. Hãy ghi ra USB để tỉnh biết, lần "
            "sau tỉnh gửi đủ.",
        ).format(name=name)
    told = ", ".join(f"{part}/{of}" for part in parts)
    return translate(
        "Stick", "{name}: còn thiếu phần {parts}. Hãy chép đủ các phần rồi đọc lại."
    ).format(name=name, parts=told)


def _distrusted(name: str, reason: str) -> str:
    words = {
        "expired": translate(
            "Stick",
            "{pack}: đã quá hạn tỉnh cho phép cài. Hãy xem lại ngày giờ của máy; nếu đúng thì xin "
            "tỉnh bộ mới.",
        ),
        "foreign": translate("Stick", "{pack}: không phải do tỉnh ký, nên không cài."),
    }
    other = translate("Stick", "{pack}: không đọc được, nên không cài. Hãy xin tỉnh ghi lại.")
    return words.get(reason, other).format(pack=_pack(name))


def _pack(name: str) -> str:
    words = {
        "lessons": translate("Stick", "bài học"),
        "forms": translate("Stick", "biểu mẫu"),
        "directory": translate("Stick", "danh bạ"),
    }
    return words.get(name, name)


def refused_bundle(fault: str) -> str:
    """Why a file on a stick was left alone, and what to do."""
    words = {
        "not_a_bundle": translate("Stick", "không phải gói của Sơn Ca, nên để nguyên."),
        "not_for_us": translate("Stick", "trả lời cho máy khác. Hãy đọc ở đúng máy đã ghi gói."),
        "unknown_sender": translate(
            "Stick", "không phải do tỉnh của máy này gửi, nên không nhận. Hãy hỏi đầu mối của tỉnh."
        ),
        "altered": translate(
            "Stick", "bị hỏng hoặc bị sửa, nên không nhận. Hãy xin tỉnh ghi lại gói trả lời."
        ),
        "cut_short": translate(
            "Stick", "bị cụt, có lẽ USB rút quá sớm. Hãy xin tỉnh ghi lại gói trả lời."
        ),
        "newer_format": translate(
            "Stick", "do bản Sơn Ca mới hơn ghi. Hãy cài bản mới rồi đọc lại."
        ),
    }
    return words.get(fault, fault)
