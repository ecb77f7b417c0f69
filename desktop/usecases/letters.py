"""What stands around a report on paper: known from this PC, corrected once, remembered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from desktop.usecases.clock import Clock
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from reports.letter import Letterhead
    from reports.submission import SignOff

_SETTING: Final = "letterhead"
_REMEMBERED: Final = ("agency", "to", "recipients")
_LEVELS: Final = ("Xã ", "Phường ", "Đặc khu ")


class Letters:
    """Letterheads of this PC's commune."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def head(self, signed: "SignOff | None" = None) -> "Letterhead":
        """Today's letterhead, as far as it is known; the number is left to the office's book.

        ``signed`` is the leader who approved the report, and signs the letter then.
        """
        from desktop.store import device, settings
        from reports.letter import Letterhead
        from reports.xpath import VIETNAM

        store = self._session.store
        commune = device.read(store).commune
        known: dict[str, Any] = {
            "agency": f"Ủy ban nhân dân {commune[0].lower()}{commune[1:]}" if commune else "",
            "to": (),
            "recipients": ("Như trên",),
            **settings.read(store, _SETTING, {}),
        }
        return Letterhead(
            agency=known["agency"],
            to=tuple(known["to"]),
            recipients=tuple(known["recipients"]),
            place=_place(commune),
            date=dt.datetime.fromtimestamp(self._clock() / 1000, VIETNAM).date(),
            signer=_signer(signed.position) if signed else (),
            signer_name=signed.name if signed else "",
            approved=_approved(signed) if signed else "",
        )

    def remember(self, head: "Letterhead") -> None:
        """Keep what stays the same from letter to letter."""
        from desktop.store import settings

        told = asdict(head)
        settings.write(self._session.store, _SETTING, {name: told[name] for name in _REMEMBERED})


def _approved(signed: "SignOff") -> str:
    """In Vietnamese, as the letter is."""
    who = ", ".join(part for part in (signed.name, signed.position) if part)
    at = dt.datetime.fromisoformat(signed.at)
    return f"Đã ký duyệt bằng tài khoản trên máy: {who}, lúc {at:%H:%M, %d/%m/%Y}."


def lines(text: str) -> tuple[str, ...]:
    """What was typed line by line, or between semicolons."""
    parts: Sequence[str] = text.replace(";", "\n").split("\n")
    return tuple(part.strip() for part in parts if part.strip())


def _signer(position: str) -> tuple[str, ...]:
    """How a chair or a vice-chair signs for a committee (Decree 30/2020, Annex I, II.7)."""
    if position.startswith("Phó Chủ tịch"):
        return ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")
    if position.startswith("Chủ tịch"):
        return ("TM. Ủy ban nhân dân", "Chủ tịch")
    return (position,)


def _place(commune: str) -> str:
    """A commune's name as it stands before a date."""
    for level in _LEVELS:
        commune = commune.removeprefix(level)
    return commune
