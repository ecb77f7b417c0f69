"""Content down: a signed manifest, then only the files that are not here yet.

A pack is installed whole or not at all: its files lie under their hashes, a version is
one small manifest beside them, and one rename makes it the current one. The version
before stays. A download that was cut goes on at the byte where it stopped.
"""

import hashlib
import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from sync.client.problems import CarrierError, LineProblem
from sync.protocol import durably
from sync.protocol import manifest as manifests
from sync.protocol.manifest import Manifest, PackFile, UntrustedManifest
from sync.protocol.refusals import Problem

_KEPT_VERSIONS: Final = 2
_CURRENT: Final = "current"
_CHUNK: Final = 256 * 1024


class Source(Protocol):
    """Where bytes come from: the line."""

    def fetch(self, path: str, headers: Mapping[str, str], into: IO[bytes] | None) -> bytes | int:
        """GET ``path``: its bytes, or, written to ``into``, the status of the answer.

        Raises:
            CarrierError: nobody answered, it broke off, or somebody else did. What had
                arrived before is in ``into``.
        """
        ...


@dataclass(frozen=True)
class Needed:
    """What an update takes: files and bytes that are not here yet."""

    files: tuple[PackFile, ...]
    size: int


class Library:
    """Installed packs in one folder: ``blobs/`` by hash, ``<name>/<sequence>`` by version.

    ``<name>/<sequence>/<name>`` is a folder with the pack's own file names, linked to the
    blobs, as its readers expect. ``shipped`` is a folder of packs that came with the
    program: what lies there never travels.
    """

    def __init__(self, root: Path, shipped: Path | None = None) -> None:
        self._root = root
        self._blobs = root / "blobs"
        self._parts = root / "parts"
        self._shipped = shipped

    def held(self) -> dict[str, int]:
        """The sequence number of each installed pack."""
        found = {}
        for marker in self._root.glob(f"*/{_CURRENT}"):
            text = marker.read_text(encoding="ascii").strip()
            if text.isdecimal() and (marker.parent / text).is_dir():
                found[marker.parent.name] = int(text)
        return found

    def current(self, name: str) -> Path | None:
        """The folder of the installed version of a pack, if one is installed."""
        sequence = self.held().get(name)
        return None if sequence is None else self._version(name, sequence) / name

    def needed(self, manifest: Manifest) -> Needed:
        """What of a version is not here yet."""
        missing = {f.sha256: f for f in manifest.files if not self._blob(f.sha256).is_file()}
        return Needed(tuple(missing.values()), sum(file.size for file in missing.values()))

    def adopt_shipped(self, name: str, needed: Sequence[PackFile]) -> None:
        """Take over what of ``needed`` came with the program."""
        folder = self._shipped / name if self._shipped else None
        if folder is None or not folder.is_dir():
            return
        sizes = {file.size: file for file in needed}
        wanted = {file.sha256: file for file in needed}
        for path in folder.rglob("*"):
            if not path.is_file() or path.stat().st_size not in sizes:
                continue
            data = path.read_bytes()
            file = wanted.get(hashlib.sha256(data).hexdigest())
            if file is not None:
                self.part(file).write_bytes(data)
                self.keep(file)

    def part(self, file: PackFile) -> Path:
        """Where a file grows while it is on its way."""
        self._parts.mkdir(parents=True, exist_ok=True)
        return self._parts / file.sha256

    def keep(self, file: PackFile) -> bool:
        """Move a finished part to its place if its hash fits; otherwise throw it away."""
        part = self.part(file)
        with part.open("rb+") as stream:
            digest = hashlib.sha256()
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
            durably.flush(stream)
        if digest.hexdigest() != file.sha256:
            part.unlink()
            return False
        blob = self._blob(file.sha256)
        blob.parent.mkdir(parents=True, exist_ok=True)
        part.replace(blob)
        return True

    def install(self, manifest: Manifest) -> Path:
        """Make a version whose files are all here the current one, atomically.

        Of the versions before it one stays.

        Raises:
            OSError: the disk is full; the version before stays the current one.
        """
        home = self._root / manifest.name
        fresh = home / f"{manifest.sequence}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        for file in manifest.files:
            link = fresh / manifest.name / file.path
            link.parent.mkdir(parents=True, exist_ok=True)
            _link(self._blob(file.sha256), link)
        durably.flush_folder(fresh / manifest.name)
        target = self._version(manifest.name, manifest.sequence)
        shutil.rmtree(target, ignore_errors=True)
        fresh.replace(target)
        with durably.new_file(home / _CURRENT) as marker:
            marker.write(str(manifest.sequence).encode())
        for sequence in self._versions(manifest.name)[:-_KEPT_VERSIONS]:
            shutil.rmtree(self._version(manifest.name, sequence), ignore_errors=True)
        return target / manifest.name

    def sweep(self) -> None:
        """Remove the files that belong to no version; not while one waits for its others."""
        for blob in self._blobs.glob("*/*"):
            # A copy (FAT has no links) keeps its blob: only a link count tells that none is left.
            if blob.stat().st_nlink == 1 and self._has_links(blob):
                blob.unlink()

    def _version(self, name: str, sequence: int) -> Path:
        return self._root / name / str(sequence)

    def _blob(self, sha256: str) -> Path:
        return self._blobs / sha256[:2] / sha256

    def _versions(self, name: str) -> list[int]:
        folders = (self._root / name).iterdir()
        return sorted(int(f.name) for f in folders if f.is_dir() and f.name.isdecimal())

    def _has_links(self, blob: Path) -> bool:
        probe = blob.with_name(blob.name + ".probe")
        try:
            probe.hardlink_to(blob)
        except OSError:
            return False
        probe.unlink()
        return True


class Updater:
    """Brings packs up to date over a line."""

    def __init__(self, source: Source, library: Library, pinned: Sequence[str]) -> None:
        self._source, self._library, self._pinned = source, library, pinned
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop after the file that is under way. May be called from any thread."""
        self._cancelled.set()

    def manifest(self, name: str, now: int) -> Manifest:
        """The newest version that the province offers. ``now`` is the best known time in ms.

        Raises:
            CarrierError: the line; UNTRUSTED when it is not the province's or goes back.
        """
        data = self._source.fetch(f"/api/v1/packs/{name}", {}, None)
        if not isinstance(data, bytes):
            raise CarrierError(LineProblem.NOT_OUR_SERVER)
        try:
            held = self._library.held().get(name, 0)
            found = manifests.unseal(data, self._pinned, held=held, now=now)
        except UntrustedManifest as error:
            raise CarrierError(LineProblem.UNTRUSTED, reason=error.reason.value) from error
        if found.name != name:
            raise CarrierError(LineProblem.UNTRUSTED, reason="name")
        return found

    def update(self, manifest: Manifest, progress: Callable[[int, int], None]) -> bool:
        """Fetch what is not here and install the version; False when cancelled.

        ``progress`` is told bytes fetched and bytes in all.

        Raises:
            CarrierError: the line; asking again goes on at the byte where it stopped.
            OSError: the disk is full.
        """
        self._cancelled.clear()
        self._library.adopt_shipped(manifest.name, self._library.needed(manifest).files)
        needed = self._library.needed(manifest)
        done = 0
        for file in needed.files:
            if self._cancelled.is_set():
                return False
            self._fetch(file)
            done += file.size
            progress(done, needed.size)
        self._library.install(manifest)
        self._library.sweep()
        return True

    def _fetch(self, file: PackFile) -> None:
        part = self._library.part(file)
        with part.open("ab") as stream:
            have = stream.tell()
            if have > file.size:
                stream.truncate(0)
                have = 0
            if have < file.size or file.size == 0:
                headers = {"Range": f"bytes={have}-"} if have else {}
                status = self._source.fetch(f"/api/v1/blobs/{file.sha256}", headers, stream)
                if status not in {200, 206}:
                    raise CarrierError(Problem.BUSY, status=status)
        if not self._library.keep(file):
            # Somebody on the way changed it, or a resumed piece did not fit: begin anew.
            raise CarrierError(LineProblem.CUT, file=file.path)


def _link(blob: Path, target: Path) -> None:
    try:
        target.hardlink_to(blob)
    except OSError:
        shutil.copyfile(blob, target)
