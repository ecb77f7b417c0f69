"""Taking what waits to the province on a stick, and bringing the replies home.

Blocks on a slow medium: call it off the GUI thread only.
"""

import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.usecases import journey
from desktop.usecases.clock import Clock
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from desktop.store.attachments import Attached
    from sync.client.folder import Folder, TakenIn, Written
    from sync.protocol.bundle import Source

_NUMBER = "bundle_number"


class Carrying:
    """A journey to the province and back, over any folder."""

    def __init__(self, session: Session, clock: Clock, app_version: str) -> None:
        self._session = session
        self._clock = clock
        self._app_version = app_version
        self._stopped = threading.Event()

    def write(
        self, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None
    ) -> "Written | None":
        """Write all that waits into ``folder``, photos and files too.

        When this returns the stick may be taken out. None when it was cancelled.

        ``progress`` is told bytes written and bytes in all. Everything still waits
        afterwards, until a reply confirms it.

        Raises:
            KnownError: NOT_ENROLLED_YET, MEDIUM_FULL, MEDIUM_GONE (folder).
        """
        from desktop.store import attachments, views
        from sync.client.folder import Stopped

        store = self._session.store
        self._stopped.clear()
        carrier = self._carrier()
        last = views.last_event(store)
        files = [self._source(file) for file in attachments.waiting(store, here=True)]
        try:
            with medium_errors(folder):
                written = carrier.write(
                    folder,
                    self._next_number,
                    files,
                    progress=progress,
                    stopped=self._stopped.is_set,
                )
        except Stopped:
            return None
        journey.mark_sent(self._session, last, self._clock(), by_stick=True)
        return written

    def cancel(self) -> None:
        """End a running :meth:`write`; nothing half stays on the medium. Any thread."""
        self._stopped.set()

    def read(self, folder: Path) -> "TakenIn":
        """Take in the province's replies that lie in ``folder``; twice is harmless.

        Raises:
            KnownError: NOT_ENROLLED_YET, MEDIUM_GONE (folder), DISK_FULL.
        """
        from desktop.store import attachments

        with medium_errors(folder):
            taken = self._carrier().read(folder)
        if taken.files:
            with self._session.store.write() as database:
                for sha256 in taken.files:
                    attachments.mark_arrived(database, sha256, self._clock())
        return taken

    def _source(self, file: "Attached") -> "Source":
        """A waiting file as a part of a bundle; read when its turn comes."""
        from desktop.store import attachments
        from sync.protocol.bundle import FILES, Part, Source

        store = self._session.store
        return Source(
            Part(FILES + file.sha256, file.size, file.sha256),
            lambda: BytesIO(attachments.body(store, file.sha256) or b""),
        )

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
def medium_errors(folder: Path) -> Iterator[None]:
    """Turn what a stick does to us into a KnownError."""
    try:
        yield
    except OSError as error:
        if type(error).__name__ == "Stopped":
            raise
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        code = Code.MEDIUM_FULL if full else Code.MEDIUM_GONE
        raise KnownError(code, folder=str(folder)) from error
