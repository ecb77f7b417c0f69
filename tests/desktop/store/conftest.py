from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.store.folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    made = Folder(tmp_path / "sonca")
    yield made
    made.close()


@pytest.fixture
def later() -> Callable[[], int]:
    """A clock that gives a second more at each call."""
    now = [1_700_000_000_000]

    def clock() -> int:
        now[0] += 1000
        return now[0]

    return clock
