"""Versions that attempts, drafts and reports are pinned to.

A lesson or a form may change while somebody is in the middle of it, and an old
report must be readable in the form that it was filled in with.
"""

import zstandard

from desktop.store.database import Store
from desktop.store.sqlcipher import Database


def keep(database: Database, content_hash: str, body: bytes) -> None:
    """Keep a version, inside a transaction; keeping it again costs nothing."""
    if database.execute("SELECT 1 FROM contents WHERE hash = ?", [content_hash]).fetchone():
        return
    packed = zstandard.ZstdCompressor(level=9).compress(body)
    database.execute("INSERT INTO contents (hash, body) VALUES (?, ?)", [content_hash, packed])


def read(store: Store, content_hash: str) -> bytes | None:
    """The version's bytes, or None when it was never kept here."""
    row = store.row("SELECT body FROM contents WHERE hash = ?", [content_hash])
    return None if row is None else zstandard.ZstdDecompressor().decompress(row["body"])
