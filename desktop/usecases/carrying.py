"""Taking what waits to the province on a stick, and bringing the replies home.

Blocks on a slow medium: call it off the GUI thread only.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.usecases.clock import Clock
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from sync.client.folder import Folder, TakenIn, Written

_NUMBER = "bundle_number"


class Carrying:
    """A journey to the province and back, over any folder."""

    def __init__(self, session: Session, clock: Clock, app_version: str) -> None:
        self._session = session
        self._clock = clock
        self._app_version = app_version

    def write(
        self, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None
    ) -> "Written":
        """Write all that waits into ``folder``. When this returns the stick may be taken out.

        ``progress`` is told bytes written and bytes in all. Everything still waits
        afterwards, until a reply confirms it.

        Raises:
            KnownError: NOT_ENROLLED_YET, MEDIUM_FULL, MEDIUM_GONE (folder).
        """
        with _medium_errors(folder):
            return self._carrier().write(folder, self._next_number, progress=progress)

    def read(self, folder: Path) -> "TakenIn":
        """Take in the province's replies that lie in ``folder``; twice is harmless.

        Raises:
            KnownError: NOT_ENROLLED_YET, MEDIUM_GONE (folder), DISK_FULL.
        """
        with _medium_errors(folder):
            return self._carrier().read(folder)

    def _carrier(self) -> "Folder":
        from desktop.store import device
        from desktop.store.exchange import StoreInbox, StoreOutbox
        from sync.client.folder import Folder, Identity

        store = self._session.store
        row = device.read(store)
        if not row.enrolled or not row.province_recipient:
            # Nobody is there yet to encrypt to.
            raise KnownError(Code.NOT_ENROLLED_YET)
        me = Identity(
            row.device,
            row.signing_seed,
            row.age_identity,
            row.province_recipient,
            row.province_keys,
        )
        outbox, inbox = StoreOutbox(store), StoreInbox(store, self._clock)
        return Folder(me, outbox, inbox, self._clock, app=self._app_version)

    def _next_number(self) -> int:
        from desktop.store import settings

        return settings.count_up(self._session.store, _NUMBER)


@contextmanager
def _medium_errors(folder: Path) -> Iterator[None]:
    """Turn what a stick does to us into a KnownError."""
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        code = Code.MEDIUM_FULL if full else Code.MEDIUM_GONE
        raise KnownError(code, folder=str(folder)) from error
