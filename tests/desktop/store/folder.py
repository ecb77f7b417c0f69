import secrets
from pathlib import Path

from desktop.store import keys
from desktop.store.opening import OpenedStore, create_store, open_store
from sync.protocol.messages import OfficialAdded

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
"""For tests that are not about the cost of guessing."""
PASSWORD = "con chim son ca hot"
NAME = "Hoàng Thị Sử"


class Folder:
    """A data folder with a store in it, opened and closed as often as a test needs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.official = OfficialAdded(secrets.token_hex(16), NAME, "Công chức", "0912345678")
        self._opened: list[OpenedStore] = []

    def create(self) -> OpenedStore:
        opened = create_store(
            self.path,
            self.official,
            PASSWORD,
            address="https://so.example.vn",
            code="ABCDE-FGHJK",
            at=1_700_000_000_000,
            cost=CHEAP,
        )
        self._opened.append(opened)
        return opened

    def open(self, name: str = NAME, password: str = PASSWORD) -> OpenedStore:
        opened = open_store(self.path, name, password)
        self._opened.append(opened)
        return opened

    def close(self) -> None:
        for opened in self._opened:
            opened.store.close()
