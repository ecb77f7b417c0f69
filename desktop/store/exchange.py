"""The store's side of an exchange: what waits, and what came."""

import secrets

import msgspec

from desktop.store import device, settings
from desktop.store.database import Store
from desktop.store.repair import FETCH_HISTORY
from desktop.store.sqlcipher import Database
from sync.client.engine import EVENT_OVERHEAD, Batch
from sync.client.problems import LineProblem
from sync.protocol.history import HistoryResponse, PastEvent
from sync.protocol.messages import Event, Outcome, SyncResponse

_STATES = {
    Outcome.ACCEPTED: "accepted",
    Outcome.DUPLICATE: "accepted",
    Outcome.REFUSED: "refused",
    Outcome.CONFLICT: "conflict",
}


class StoreOutbox:
    """``sync.client.engine.Outbox`` over the events table."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def batch(self, most_events: int, most_bytes: int, skip: frozenset[tuple[str, int]]) -> Batch:
        """The oldest waiting events of one epoch; see the interface."""
        total = self._store.value("SELECT count(*) FROM events WHERE state = 'pending'")
        rows = self._store.rows(
            "SELECT epoch, counter, kind, at, official, body FROM events"
            " WHERE state = 'pending' ORDER BY id LIMIT ?",
            [most_events + len(skip)],
        )
        rows = [row for row in rows if (row["epoch"], row["counter"]) not in skip][:most_events]
        life = device.read(self._store).epoch
        if not rows:
            return Batch(life, (), total, self._confirmed(life), life)
        epoch, size = rows[0]["epoch"], 0
        events: list[Event] = []
        for row in rows:
            body = row["body"].encode()
            size += len(body) + EVENT_OVERHEAD
            if row["epoch"] != epoch or (events and size > most_bytes):
                break
            events.append(
                Event(row["counter"], row["kind"], row["at"], row["official"], msgspec.Raw(body))
            )
        return Batch(epoch, events, total - len(events), self._confirmed(epoch), life)

    def _confirmed(self, epoch: str) -> int:
        row = self._store.row(
            "SELECT counter FROM events WHERE epoch = ? AND state = 'accepted'"
            " ORDER BY counter DESC LIMIT 1",
            [epoch],
        )
        return 0 if row is None else int(row["counter"])


class StoreInbox:
    """``sync.client.engine.Inbox``: results, changes and cursor in one transaction.

    ``now`` is this PC's clock in milliseconds.
    """

    def __init__(self, store: Store, now: device.Now) -> None:
        self._store = store
        self._now = now

    def cursor(self) -> int:
        """The number of the last change taken in."""
        return int(self._store.value("SELECT cursor FROM device"))

    def take_in(self, batch: Batch, response: SyncResponse) -> None:
        """Keep an answer; see the interface.

        Raises:
            KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED; nothing of it is kept.
        """
        now = self._now()
        with self._store.write() as database:
            if response.again:
                # Of older epochs too: the province may have lost any of them, and knows
                # a repeat when it sees one.
                database.execute("UPDATE events SET state = 'pending' WHERE state = 'accepted'")
            for result in response.results:
                carried = [
                    e.counter for e in batch.events if result.first <= e.counter <= result.last
                ]
                for first, last in _runs(carried):
                    database.execute(
                        "UPDATE events SET state = ?, reason = ?"
                        " WHERE epoch = ? AND counter BETWEEN ? AND ? AND state = 'pending'",
                        [_STATES[result.outcome], result.reason, batch.epoch, first, last],
                    )
            _number_anew(database)
            for change in response.changes:
                # A province that was restored from a backup gives numbers out anew: what it
                # says now is what counts.
                database.execute(
                    "INSERT INTO changes (number, kind, body, taken_at) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (number) DO UPDATE SET kind = excluded.kind,"
                    " body = excluded.body, taken_at = excluded.taken_at"
                    " WHERE (kind, body) != (excluded.kind, excluded.body)",
                    [change.number, change.kind, bytes(change.body).decode(errors="replace"), now],
                )
            device.change(
                database,
                cursor=response.cursor,
                last_confirmed=now,
                server_offset=response.now - now,
                problem=LineProblem.SHARED if response.shared else "",
                problem_params={},
            )


def _number_anew(database: Database) -> None:
    """What the province has other contents for was done on a copy of this file.

    Both are true, so it is said once more, as new, in a life of its own.
    """
    conflicts = database.execute(
        "SELECT id, epoch FROM events WHERE state = 'conflict' ORDER BY id"
    ).fetchall()
    if not conflicts:
        return
    (epoch,) = database.execute("SELECT epoch FROM device").fetchone()
    if any(found == epoch for _, found in conflicts):
        epoch = secrets.token_hex(8)
        device.change(database, epoch=epoch)
    (last,) = database.execute(
        "SELECT coalesce(max(counter), 0) FROM events WHERE epoch = ?", [epoch]
    ).fetchone()
    for counter, (row, _) in enumerate(conflicts, last + 1):
        database.execute(
            "UPDATE events SET epoch = ?, counter = ?, state = 'pending', reason = '' WHERE id = ?",
            [epoch, counter, row],
        )


def keep_history(store: Store, response: HistoryResponse) -> int:
    """Keep what the province gave back and is not here; gives how many events that were.

    How far it came is kept in the same transaction, so that a cut goes on there.

    Raises:
        KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED; nothing of it is kept.
    """
    kept = 0
    with store.write() as database:
        for event in response.events:
            kept += database.execute(
                "INSERT INTO events (epoch, counter, kind, at, official, body, state)"
                " VALUES (?, ?, ?, ?, ?, ?, 'accepted') ON CONFLICT (epoch, counter) DO NOTHING",
                [*_told(event), bytes(event.body).decode()],
            ).rowcount
        if response.more:
            settings.set_value(database, FETCH_HISTORY, response.cursor)
        else:
            settings.forget(database, FETCH_HISTORY)
        # A draft of the backup that was submitted before the file was damaged.
        database.execute(
            "DELETE FROM drafts WHERE EXISTS (SELECT 1 FROM events e WHERE e.kind = 'report'"
            " AND e.subject = drafts.report"
            " AND coalesce(json_extract(e.body, '$.n'), 1) >= drafts.revision)"
        )
        database.execute(
            "DELETE FROM attempts WHERE EXISTS (SELECT 1 FROM events e WHERE e.kind = 'attempt'"
            " AND e.subject = attempts.lesson AND json_extract(e.body, '$.t') = attempts.started"
            " AND json_extract(e.body, '$.r') = attempts.seed)"
        )
    return kept


def _told(event: PastEvent) -> list[object]:
    return [event.epoch, event.counter, event.kind, event.at, event.official]


def _runs(counters: list[int]) -> list[tuple[int, int]]:
    """Ascending counters as runs without a gap, first and last inclusive."""
    runs: list[tuple[int, int]] = []
    for counter in counters:
        if runs and runs[-1][1] == counter - 1:
            runs[-1] = (runs[-1][0], counter)
        else:
            runs.append((counter, counter))
    return runs
