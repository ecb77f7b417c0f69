"""Photos in a store, each of bytes that no other has."""

import hashlib
import random

from desktop.store import attachments
from desktop.store.database import Store


def add_photos(store: Store, count: int, size: int, *, arrived: int = 0) -> dict[str, bytes]:
    """``count`` photos of sent reports, the first ``arrived`` of them with the province."""
    draw, photos = random.Random(size), {}
    for number in range(count):
        body = b"\xff\xd8\xff" + draw.randbytes(size)
        with store.write() as database:
            name, report = f"{number}.jpg", f"{number // 3:032x}"
            attachments.keep(database, report, name, "image/jpeg", body, number)
            attachments.mark_sent(database, report, (name,))
            if number < arrived:
                attachments.mark_arrived(database, hashlib.sha256(body).hexdigest(), 5)
        photos[hashlib.sha256(body).hexdigest()] = body
    return photos


def held(store: Store) -> dict[str, bytes]:
    """The bytes that a store has."""
    return {row["sha256"]: row["body"] for row in store.rows("SELECT * FROM file_bodies")}
