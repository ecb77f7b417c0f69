"""Makes a dictionary: ``python -m tests.sync.train_dictionary NUMBER``, after ``make content``.

The samples are messages of a made-up commune, seeded. Identifiers, versions and times are
taken out of them, so that none can be in the dictionary. The same content gives the same
dictionary.
"""

import random
import re
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import zstandard

from desktop.store import keys
from desktop.store.opening import create_store
from desktop.usecases.people import Door, NewOfficial
from sync.protocol import dictionary
from sync.protocol.messages import (
    Change,
    ChangeKind,
    Event,
    EventKind,
    FieldComment,
    LessonRead,
    OfficialAdded,
    Outcome,
    ReportRead,
    Result,
    Review,
    SyncRequest,
    SyncResponse,
)
from tests.sync.typical import BEGUN, FORMS, Commune, OfficeClock

ROOT = Path(__file__).parents[2]
SIZE = 16 * 1024
PHRASES = (
    "Mất kết nối từ sáng, cả trung tâm không tiếp nhận được hồ sơ.",
    "Đường truyền chậm, không tải được tệp đính kèm.",
    "Cổng dịch vụ công không đăng nhập được.",
    "Máy in không in được, đã báo nhà cung cấp.",
    "Đề nghị tỉnh hướng dẫn cách xử lý.",
    "Đã báo lãnh đạo và đơn vị vận hành, đang chờ khắc phục.",
    "Máy tính chạy chậm, cần thay ổ cứng.",
    "Người dân phải chờ lâu, cán bộ tiếp nhận bằng giấy.",
    "Không có.",
    "Chưa rõ nguyên nhân.",
)


def samples(draw: random.Random) -> list[bytes]:
    """Encoded messages of both directions."""
    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    keys.Slots.with_slot.__defaults__ = (cheap,)
    create_store.__kwdefaults__["cost"] = cheap
    with tempfile.TemporaryDirectory() as folder:
        clock = OfficeClock(draw)
        person = NewOfficial("Hoàng Thị Sử", "Công chức", "0912345678", leader=True)
        session = Door(Path(folder), clock).set_up(
            person, "con chim son ca hot", address="localhost", enrolment_code="00000-00000"
        )
        commune = Commune(session, "con chim son ca hot", ROOT / "build" / "packs", clock, draw)
        commune.answer(2000)
        for turn in range(240):
            commune.report(FORMS[turn % len(FORMS)], PHRASES)
        rows = session.store.rows("SELECT kind, at, body FROM events ORDER BY id")
        session.close()
    bodies = [(row["kind"], row["at"], row["body"].encode()) for row in rows]
    bodies += [_small(draw) for _ in range(120)]
    attempts = [body for body in bodies if body[0] == EventKind.ATTEMPT_FINISHED]
    messages: list[msgspec.Struct] = [_request([body], draw) for body in bodies]
    messages += [_request(pair, draw) for pair in zip(attempts[::2], attempts[1::2], strict=False)]
    messages += [_request([], draw) for _ in range(60)]
    messages += _answers(draw)
    encoded = [_without_chance(msgspec.json.encode(message)) for message in messages]
    draw.shuffle(encoded)
    return encoded


def _request(bodies: "list[tuple[str, int, bytes]]", draw: random.Random) -> SyncRequest:
    official, first = draw.randbytes(16).hex(), draw.randint(1, 3000)
    events = [
        Event(first + n, kind, at, official, msgspec.Raw(body))
        for n, (kind, at, body) in enumerate(bodies)
    ]
    return SyncRequest(
        version=1,
        epoch=draw.randbytes(8).hex(),
        now=BEGUN + draw.randint(0, 10**10),
        cursor=draw.randint(0, 5000),
        app="0.1.0",
        events=events,
        waiting=draw.choice([0, 0, 0, 3]),
        held={"forms": draw.randint(1, 9), "lessons": draw.randint(1, 9)},
        confirmed=first - 1,
    )


def _small(draw: random.Random) -> tuple[str, int, bytes]:
    at = BEGUN + draw.randint(0, 10**10)
    if draw.random() < 0.7:
        read = LessonRead("a1-vai-tro", draw.randbytes(32).hex(), draw.randint(60, 900))
        return EventKind.LESSON_READ, at, msgspec.json.encode(read)
    added = OfficialAdded(draw.randbytes(16).hex(), "Lò Văn Páo", "Công chức", "0912345678")
    return EventKind.OFFICIAL_ADDED, at, msgspec.json.encode(added)


def _answers(draw: random.Random) -> Iterator[SyncResponse]:
    for _ in range(150):
        first, at = draw.randint(1, 3000), BEGUN + draw.randint(0, 10**10)
        report, number = draw.randbytes(16).hex(), draw.randint(1, 5000)
        read = ReportRead(report, draw.randint(1, 3), at)
        mend = [FieldComment("/data/what/what_happened", draw.choice(PHRASES))]
        review = Review(
            report,
            1,
            draw.choice(["accepted", "returned"]),
            at,
            draw.choice(PHRASES),
            "Sở Khoa học và Công nghệ",
            draw.choice([[], mend]),
        )
        kind, body = draw.choice([(ChangeKind.REPORT_READ, read), (ChangeKind.REVIEW, review)])
        yield SyncResponse(
            version=1,
            now=at,
            cursor=number,
            results=[Result(first, first + 3, draw.choice([Outcome.ACCEPTED, Outcome.DUPLICATE]))],
            changes=[Change(number, kind, msgspec.Raw(msgspec.json.encode(body)))],
        )


def _without_chance(message: bytes) -> bytes:
    """What is different in each message is taken out: it would only fill the dictionary."""
    message = re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", b"", message)
    message = re.sub(rb"\b[0-9a-f]{16,64}\b", b"", message)
    message = re.sub(rb"\b(1[78])\d{11}\b", rb"\1", message)
    message = re.sub(rb'"(20\d\d-)\d\d-\d\dT[\d:.]+', rb'"\1', message)
    message = re.sub(rb'"r":\d+', b'"r":', message)
    return re.sub(rb'"09\d{8}"', b'"09"', message)


def main(number: int) -> None:
    draw = random.Random(number)
    secrets.randbelow = draw.randrange
    trained = zstandard.train_dictionary(
        SIZE, samples(draw), dict_id=number, d=8, steps=8, threads=1
    )
    path = Path(dictionary.__file__).parent / f"{number}.zdict"
    if path.exists():
        sys.exit(f"{path.name} was released and is never changed; take a higher number")
    path.write_bytes(trained.as_bytes())
    print(path, len(trained.as_bytes()), "bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]))
