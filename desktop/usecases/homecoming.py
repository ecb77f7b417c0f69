"""What a reply brings home beside decisions: who this PC is, and its own past."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from desktop.usecases import enrolment
from desktop.usecases.clock import Clock
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from sync.protocol.enrolment import EnrolResponse
    from sync.protocol.history import HistoryResponse
    from sync.protocol.refusals import Refusal

_AGAIN: Final = "bundle_again"
"""The number of the last bundle whose reply asked to send everything again."""
_HEARD: Final = "bundle_heard"
"""The number of the newest bundle whose reply was taken in."""


class Homecoming:
    """``sync.client.replies.Home`` over one PC's file.

    Every method raises KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED; nothing of what it
    was told is kept then.
    """

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session, self._clock = session, clock

    def enrolled(self, response: "EnrolResponse") -> None:
        """The province has said who this PC is."""
        from desktop.store import device

        row = device.read(self._session.store)
        if not row.enrolled:
            # How long the answer was on its way is not known, so neither is the offset.
            enrolment.accept(self._session, response, self._clock(), row.server_offset)

    def refused(self, refusal: "Refusal", number: int) -> bool:
        """It does not enrol this PC, or has withdrawn it; the Sync page says so, and the code
        can be mended. An old reply that turns up again says nothing of today."""
        from desktop.store import device, settings
        from sync.protocol.refusals import Problem

        store = self._session.store
        withdrawn = refusal.problem is Problem.REVOKED
        if number <= settings.read(store, _HEARD, 0):
            return False
        if withdrawn or not device.read(store).enrolled:
            with store.write() as database:
                device.change(database, problem=refusal.problem.value, problem_params={})
        return True

    def heard(self, number: int) -> None:
        """Remember the newest."""
        from desktop.store import settings

        if number > settings.read(self._session.store, _HEARD, 0):
            settings.write(self._session.store, _HEARD, number)

    def again(self, number: int) -> bool:
        """Whether this is heard for the first time."""
        from desktop.store import settings

        store = self._session.store
        if number <= settings.read(store, _AGAIN, 0):
            return False
        settings.write(store, _AGAIN, number)
        return True

    def history(self, epoch: str, response: "HistoryResponse") -> int:
        """Keep events that this file lost; those asked for by an earlier life are left."""
        from desktop.store import device
        from desktop.store.exchange import keep_history

        store = self._session.store
        return keep_history(store, response) if device.read(store).epoch == epoch else 0

    def file(self, sha256: str, size: int, chunks: Iterator[bytes]) -> bool:
        """Keep the bytes of a file that a report names."""
        from desktop.store import file_bodies

        return file_bodies.give_back(self._session.store, sha256, size, chunks, self._clock())

    def complete(self, epoch: str) -> None:
        """Nothing more has to be asked for."""
        from desktop.store import device, file_bodies

        store = self._session.store
        if device.read(store).epoch == epoch:
            file_bodies.all_here(store)
