"""Makes the file that is kept of a shape: ``python -m tests.desktop.store.old_database``.

Run once when a step is added, before anything else is done with it; what is already in
``tests/data/old_databases`` is never made anew, for only then is it old.
"""

import sys
from pathlib import Path

import msgspec

from desktop.store import attachments, attempts, contents, device, drafts, events, form_media, keys
from desktop.store.exchange import StoreInbox, StoreOutbox
from desktop.store.migrations import STEPS
from desktop.store.opening import create_store
from sync.protocol.messages import (
    AttemptFinished,
    Change,
    EventKind,
    FieldComment,
    OfficialAdded,
    Outcome,
    ReportSubmitted,
    Result,
    Review,
    SyncResponse,
)

NAME = "Hoàng Thị Sử"
PASSWORD = "con chim son ca hot"
COMMUNE = "Xã Lũng Cú"
OFFICIAL, REPORT, ATTEMPT = "1" * 32, "2" * 32, "3" * 32
NOW = 1_790_000_000_000


def make(folder: Path) -> None:
    """A store with something in every table."""
    store = create_store(
        folder,
        OfficialAdded(OFFICIAL, NAME, "Công chức", "0912345678"),
        PASSWORD,
        address="https://so.example.vn",
        code="00000-00000",
        at=NOW,
        cost=keys.Cost(64, 1, 1),
    ).store
    finished = AttemptFinished("b2", "a" * 64, "vi", NOW, 7, [], 0.75, True)
    submission = msgspec.Raw(b'{"values":{"minutes":"1"}}')
    sent = ReportSubmitted(REPORT, "outage", "b" * 64, submission)
    with store.write() as db:
        device.change(db, enrolled_at=NOW, device="d1", commune_code="00715", commune=COMMUNE)
        contents.keep(db, "a" * 64, b"a lesson")
        contents.keep(db, "b" * 64, b"a form")
        events.append(db, EventKind.ATTEMPT_FINISHED, finished, official=OFFICIAL, at=NOW)
        events.append(db, EventKind.REPORT_SUBMITTED, sent, official=OFFICIAL, at=NOW)
        db.execute("INSERT INTO settings VALUES (?, 'text_size', '18')", [OFFICIAL])
        begun = attempts.OpenAttempt(ATTEMPT, OFFICIAL, "b3", "a" * 64, "vi", "test", 7, NOW)
        attempts.begin(db, begun)
        attachments.keep(db, REPORT, "anh.jpg", "image/jpeg", b"a photo", NOW)
        attachments.mark_sent(db, REPORT, ("anh.jpg",))
        form_media.keep(db, REPORT, {"list.csv": b"name,label\n1,A"})
        attempts.add_answer(db, ATTEMPT, attempts.SavedAnswer("q", [1, "ă"], 0.5, 9))
    review = Review(
        REPORT, 1, "returned", NOW, "Ghi rõ", "Sở", [FieldComment("/data/minutes", "Bao nhiêu?")]
    )
    change = Change(1, "review", msgspec.Raw(msgspec.json.encode(review)))
    response = SyncResponse(
        version=1, now=NOW, cursor=1, results=[Result(1, 3, Outcome.ACCEPTED)], changes=[change]
    )
    batch = StoreOutbox(store).batch(1000, 10**6, frozenset())
    StoreInbox(store, lambda: NOW).take_in(batch, response)
    with store.write() as db:
        drafts.add(
            db, drafts.Draft(REPORT, 2, "outage", "b" * 64, OFFICIAL, NOW, NOW, '{"answers":{}}')
        )
        events.append(
            db,
            EventKind.OFFICIAL_ADDED,
            OfficialAdded(OFFICIAL, NAME, "Phó Chủ tịch"),
            official=OFFICIAL,
            at=NOW,
        )
    store.close()


if __name__ == "__main__":
    shape = STEPS._migrations[-1].name
    target = Path("tests/data/old_databases") / shape
    if target.exists():
        sys.exit(f"{target} is there already")
    make(target)
