"""A folder that can be made full, as a disk is: by the operating system, not by a setting.

As root it is a filesystem of its own in memory; where none may be mounted, the system's
limit on the size of files takes its place, which every process that writes there meets in
the same system calls. ``kind`` says which.
"""

import contextlib
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

_BLOCK: Final = 64 * 1024
_SPARE: Final = 4096


class SmallDisk:
    """``path`` is the folder; ``limited`` are processes that meet the limit, if that is it."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path, self.kind = path, kind
        self._limited: list[tuple[int, tuple[int, int]]] = []

    def fill(self, limited: Sequence[int] = (), most: int = 2**62, leave: int = 0) -> None:
        """Leave room for nothing. ``most`` is what a limit allows a new file, in bytes;
        ``leave`` what a disk keeps free."""
        if self.kind == "mount":
            with self._filler.open("wb", buffering=0) as filler:
                for size in (_BLOCK, _SPARE):
                    with contextlib.suppress(OSError):
                        while filler.write(bytes(size)) == size:
                            pass
                filler.truncate(max(0, filler.tell() - leave))
            return
        largest = max((p.stat().st_size for p in self.path.rglob("*") if p.is_file()), default=0)
        for process in limited or (os.getpid(),):
            before = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (min(largest, most), before[1]))
            self._limited.append((process, before))

    def free(self) -> None:
        """Room again."""
        self._filler.unlink(missing_ok=True)
        for process, before in self._limited:
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(process, resource.RLIMIT_FSIZE, before)
        self._limited.clear()

    @property
    def _filler(self) -> Path:
        return self.path / "filler"


@contextlib.contextmanager
def small_disk(megabytes: int, owner: str = "") -> Iterator[SmallDisk]:
    """A disk of its own, gone afterwards. ``owner`` is a user that it shall belong to."""
    path = Path(tempfile.mkdtemp(prefix="sonca-disk-"))
    size = f"size={megabytes}m,mode=700"
    mounted = os.environ.get("SONCA_TEST_NO_MOUNT") is None and not _run(
        "mount", "-t", "tmpfs", "-o", size, "tmpfs", str(path)
    )
    disk = SmallDisk(path, "mount" if mounted else "limit")
    if owner:
        shutil.chown(path, owner, owner)
    try:
        yield disk
    finally:
        disk.free()
        if mounted:
            # Lazily: a process that is just ending may still have a file open.
            _run("umount", "--lazy", str(path))
        shutil.rmtree(path, ignore_errors=True)


def _run(*command: str) -> int:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode
    except FileNotFoundError:
        return 127
