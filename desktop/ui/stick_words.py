"""What happened on a stick, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.language import size

if TYPE_CHECKING:
    from desktop.usecases.carrying import Trip
    from sync.client.folder import Written


class StickWords(QObject):
    """Says what a trip brought, what it lacks and what was written."""

    def came_home(self, trip: "Trip", commune: str) -> list[str]:
        """What replies and content bundles brought."""
        taken, delivered = trip.taken, trip.delivered
        lines = []
        if taken.enrolled:
            lines.append(self.tr("Tỉnh đã ghi danh máy này: {commune}.").format(commune=commune))
        if taken.confirmed or taken.files or taken.received:
            said = self.tr("Tỉnh xác nhận %n việc", "", taken.confirmed + len(taken.files))
            if taken.received:
                said += ", " + self.tr("gửi về %n tin", "", taken.received)
            lines.append(said + ".")
        if taken.back:
            lines.append(self.tr("Lấy lại được %n việc và tệp mà máy này đã mất.", "", taken.back))
        if delivered.installed:
            named = ", ".join(self._pack(name) for name in delivered.installed)
            lines.append(self.tr("Đã cài bản mới: {packs}.").format(packs=named))
        return lines

    def lacking(self, trip: "Trip") -> list[str]:
        """What is not there, and what was left alone, each by its name."""
        taken, delivered = trip.taken, trip.delivered
        missing = [*taken.missing, *delivered.missing]
        refused = [*taken.refused, *delivered.refused]
        return [
            *(self._missing(name, parts, of) for name, parts, of in missing),
            *(self._distrusted(name, reason) for name, reason in delivered.distrusted),
            *(f"{name}: {self._refused(fault)}" for name, fault in refused),
        ]

    def written(self, written: "Written") -> str:
        """What went onto the stick."""
        return (
            self.tr("Đã ghi %n gói", "", len(written.paths))
            + f" ({size(written.size)}): "
            + self.tr("%n việc", "", written.events)
            + ", "
            + self.tr("%n tệp", "", written.files)
            + "."
        )

    def _missing(self, name: str, parts: Sequence[int], of: int) -> str:
        if not parts:
            return self.tr(
                "{name}: không đủ tệp cho bản đang có trên máy này. Hãy ghi ra USB để tỉnh biết, "
                "lần sau tỉnh gửi đủ."
            ).format(name=name)
        told = ", ".join(f"{part}/{of}" for part in parts)
        return self.tr("{name}: còn thiếu phần {parts}. Hãy chép đủ các phần rồi đọc lại.").format(
            name=name, parts=told
        )

    def _distrusted(self, name: str, reason: str) -> str:
        words = {
            "expired": self.tr(
                "{pack}: đã quá hạn tỉnh cho phép cài. Hãy xem lại ngày giờ của máy; nếu đúng thì "
                "xin tỉnh bộ mới."
            ),
            "foreign": self.tr("{pack}: không phải do tỉnh ký, nên không cài."),
        }
        other = self.tr("{pack}: không đọc được, nên không cài. Hãy xin tỉnh ghi lại.")
        return words.get(reason, other).format(pack=self._pack(name))

    def _pack(self, name: str) -> str:
        words = {
            "lessons": self.tr("bài học"),
            "forms": self.tr("biểu mẫu"),
            "directory": self.tr("danh bạ"),
        }
        return words.get(name, name)

    def _refused(self, fault: str) -> str:
        """Why a file was left alone, and what to do."""
        words = {
            "not_a_bundle": self.tr("không phải gói của Sơn Ca, nên để nguyên."),
            "not_for_us": self.tr("trả lời cho máy khác. Hãy đọc ở đúng máy đã ghi gói."),
            "unknown_sender": self.tr(
                "không phải do tỉnh của máy này gửi, nên không nhận. Hãy hỏi đầu mối của tỉnh."
            ),
            "altered": self.tr("bị hỏng hoặc bị sửa, nên không nhận. Hãy xin tỉnh ghi lại gói."),
            "cut_short": self.tr("bị cụt, có lẽ USB rút quá sớm. Hãy xin tỉnh ghi lại gói."),
            "newer_format": self.tr("do bản Sơn Ca mới hơn ghi. Hãy cài bản mới rồi đọc lại."),
        }
        return words.get(fault, fault)
