"""Which lessons and forms are in use: the province's, else those that came with the program.

New content is fetched in the background and used from the next time that screens are
built; attempts and drafts stay with the version that they began with.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.client.packs import Library, Source, Updater

FOLDER = "content"
"""Where installed packs lie, beside the encrypted file. Nothing in them is personal."""


class Content:
    """The packs of one PC. ``shipped`` is ``resources.packs()``."""

    def __init__(self, data_dir: Path, shipped: Path) -> None:
        self._root = data_dir / FOLDER
        self._shipped = shipped
        self._updater: Updater | None = None

    def home(self, name: str) -> Path:
        """The folder in which the pack ``name`` lies under its own name."""
        # Asked for at each start: without the library, which brings the network along.
        marker = self._root / name / "current"
        try:
            sequence = marker.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return self._shipped
        home = marker.parent / sequence
        return home if sequence.isdecimal() and (home / name).is_dir() else self._shipped

    def held(self) -> dict[str, int]:
        """The sequence number of each pack that came from the province."""
        return self.library.held()

    def update(
        self,
        source: "Source",
        offered: Mapping[str, int],
        pinned: Sequence[str],
        now: int,
        *,
        progress: Callable[[int, int], None] = lambda done, of: None,
        keys_told: Callable[[list[str]], None] = lambda keys: None,
    ) -> list[str]:
        """Fetch and install what the province offers; the names that are new.

        ``now`` is the best known time in milliseconds; ``progress`` is told bytes;
        ``keys_told`` the keys that an installed manifest says are the province's from now
        on: signed by one that was pinned, it may replace them.

        Raises:
            CarrierError: the line, or content that the province did not sign; asking
                again goes on at the byte where it stopped.
            OSError: the disk is full; what was installed before stays.
        """
        from sync.client.packs import Updater

        updater = self._updater = Updater(source, self.library, pinned)
        updated = []
        for name in sorted(offered):
            manifest = updater.manifest(name, now)
            if updater.update(manifest, progress):
                updated.append(name)
                if manifest.keys:
                    keys_told(manifest.keys)
        return updated

    def cancel(self) -> None:
        """Stop a running update after the file that is under way. Any thread."""
        if self._updater is not None:
            self._updater.cancel()

    @cached_property
    def library(self) -> "Library":
        """The installed packs."""
        from sync.client.packs import Library

        return Library(self._root, self._shipped)
