"""Nothing that was typed lies in plain beside the encrypted file, or in a temporary one."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

from desktop.store import settings
from desktop.store.keys import fold
from tests.desktop.usecases.conftest import NAME, PASSWORD

COLLEAGUE = "Vàng Mí Sính"
COLLEAGUE_PASSWORD = "mua xuan tren ban cao"
NEW_PASSWORD = "suoi chay qua cau tre"
PLACE = "Bộ phận Một cửa tầng hai"
NOTE = "Máy in kẹt giấy từ thứ Ba"
DRAFTED = "Trạm y tế đang soạn dở"
PHONE = "0987654321"
COMMENT = "Ghi rõ mã phiếu nhà mạng"

A_DAY = """
import os, sys, time
from pathlib import Path
import msgspec
from desktop.store.exchange import StoreInbox, StoreOutbox
from desktop.usecases.clock import system_clock
from desktop.usecases.learning import Learning
from desktop.usecases.people import Door, NewOfficial, People
from desktop.usecases.reporting import Reporting
from desktop.store import settings
from sync.protocol.messages import Change, Outcome, Result, Review, SyncResponse
from tests.desktop.usecases import test_at_rest as typed
from tests.desktop.usecases.conftest import NAME, PASSWORD

data, packs = Path(sys.argv[1]), Path(sys.argv[2])
session = Door(data, system_clock).sign_in(NAME, PASSWORD)
people = People(session, system_clock)
people.add_official(
    NewOfficial(typed.COLLEAGUE, "Kế toán", typed.PHONE), typed.COLLEAGUE_PASSWORD
)
people.change_password(PASSWORD, typed.NEW_PASSWORD)
reporting = Reporting(session, packs, system_clock)
draft = reporting.new_draft("outage")
draft.answer("/data/where/place", typed.PLACE)
draft.answer("/data/where/line", "ok")
draft.answer("/data/note", typed.NOTE)
report = reporting.submit(draft.report).report
draft = reporting.new_draft("outage")
draft.answer("/data/where/place", typed.DRAFTED)
settings.write(session.store, "org_unit", typed.NOTE, owner=session.official.id)
review = Review(report, 1, "returned", 5, typed.COMMENT)
batch = StoreOutbox(session.store).batch(1000, 10**6, frozenset())
counters = [event.counter for event in batch.events]
StoreInbox(session.store, system_clock).take_in(batch, SyncResponse(
    version=1, now=5, cursor=1,
    results=[Result(counters[0], counters[-1], Outcome.ACCEPTED)],
    changes=[Change(1, "review", msgspec.Raw(msgspec.json.encode(review)))],
))
# A sort and a join too large for memory pages: where SQLite would use temporary files.
session.store.rows(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
    " SELECT e.body || i AS b FROM events e, n ORDER BY b LIMIT 5"
)
print("ready", flush=True)
os.read(0, 1)  # held open, its WAL beside it, while the test looks
"""


def spellings(text):
    for form in ("NFC", "NFD"):
        shaped = unicodedata.normalize(form, text)
        yield shaped.encode()
        yield shaped.encode("utf-16-le")
    yield fold(text).encode()
    yield text.encode().hex().encode()


def plain_copies(folder: Path) -> list[tuple[str, bytes]]:
    """Which of the typed words any file under a folder has in plain."""
    typed = (NAME, PASSWORD, COLLEAGUE, COLLEAGUE_PASSWORD, NEW_PASSWORD, PLACE, NOTE, DRAFTED,
             PHONE, COMMENT)  # fmt: skip
    wanted = [spelling for text in typed for spelling in spellings(text)]
    wanted += [b"outage", b"CREATE TABLE", b"SQLite format 3"]
    return [
        (path.name, word)
        for path in folder.rglob("*")
        if path.is_file()
        for data in [path.read_bytes()]
        for word in wanted
        if word in data
    ]


def test_nothing_typed_lies_in_plain_while_open_or_after_a_kill(pc, tmp_path):
    pc.session.close()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", A_DAY, str(pc.data_dir), str(pc.packs)],
        env={
            **os.environ,
            **dict.fromkeys(("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"), str(temporary)),
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout.readline() == b"ready\n"
        names = {path.name for path in pc.data_dir.iterdir()}
        assert {"sonca.db", "sonca.db-wal", "sonca.db-shm", "keys.json"} <= names
        assert (pc.data_dir / "sonca.db-wal").stat().st_size > 0
        assert plain_copies(pc.data_dir) == []
        assert plain_copies(temporary) == []
        # Files that are deleted but still open count too.
        descriptors = Path(f"/proc/{process.pid}/fd")
        opened = {str(each.readlink()) for each in descriptors.iterdir()}
        assert not any(str(temporary) in each for each in opened)
    finally:
        process.kill()
        process.communicate()
    assert plain_copies(pc.data_dir) == []


def test_the_search_itself_finds_what_is_in_plain(tmp_path):
    (tmp_path / "log").write_text(f"signed in: {NAME}", encoding="utf-8")
    assert plain_copies(tmp_path) == [("log", NAME.encode())]


def test_the_store_has_what_the_search_looks_for(pc):
    """Else the first test would find nothing because nothing was there."""
    settings.write(pc.session.store, "note", NOTE)
    assert settings.read(pc.session.store, "note") == NOTE
