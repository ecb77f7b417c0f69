"""Whom to call, from the province's own list; nobody where it published none."""

import logging
from collections.abc import Sequence
from pathlib import Path

from reports import directory
from reports.directory import Contact

log = logging.getLogger(__name__)

PACK = "directory"

__all__ = ["PACK", "Calling", "Contact"]


class Calling:
    """``packs`` is the folder in which the pack ``directory`` lies, if there is one."""

    def __init__(self, packs: Path) -> None:
        self._path = packs / PACK / directory.FILE

    def contacts(self, form: str) -> Sequence[Contact]:
        """Whom to call about what a form reports; empty when the province named nobody."""
        try:
            return directory.for_form(directory.read(self._path.read_bytes()), form)
        except OSError:
            return ()
        except directory.DirectoryError:
            # It was checked before it was published; to an official it is as if there were none.
            log.exception("the directory of the province cannot be read")
            return ()
